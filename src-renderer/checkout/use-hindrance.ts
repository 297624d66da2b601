import { useTranslation } from 'react-i18next';
import type { Quote, Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { useCan, useMoney } from '../app/session.ts';
import { placeOfError } from './use-checkout-focus.ts';
import { useProblemText } from './use-problem-text.ts';
import type { Tenders } from './use-tenders.ts';

/** What keeps a check from being paid: the place to look at, and the words. */
interface Hindrance {
  readonly at: string;
  readonly text: string;
}

/** What keeps the check from being paid now, and why nothing of it may stay a debt. */
export function useHindrance(
  ticket: Ticket,
  quote: Quote,
  tenders: Tenders,
): { readonly find: () => Hindrance | null; readonly debt: string | null } {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const mayOwe = useCan('sell_on_debt');
  const problemText = useProblemText();
  const debt = (): string | null => {
    if (!mayOwe) return t('screen.debt.noRight');
    if (ticket.clientId === null && quote.clientId === null) return t('screen.debt.noClient');
    return quote.creditLeftMinor <= 0 ? t('screen.debt.noLimit') : null;
  };
  const find = (): Hindrance | null => {
    if (ticket.lines.length === 0) return { at: 'search', text: t('screen.faults.empty') };
    const blocking = quote.problems.find(({ isBlocking }) => isBlocking);
    if (blocking) {
      const at = blocking.lineKey === null ? placeOfError(blocking.code) : `problem-${blocking.lineKey}`;
      return { at, text: problemText(blocking) };
    }
    const { plan } = tenders;
    if (tenders.bonusMinor > (quote.bonus?.maxMinor ?? 0)) {
      return {
        at: 'bonus',
        text: problemText({ code: 'BONUS_LIMIT', data: { maxMinor: quote.bonus?.maxMinor ?? 0 } }),
      };
    }
    const [aboveLimit] = plan.overLimitIds;
    if (aboveLimit !== undefined) {
      const limitMinor = tenders.rows.find(({ id }) => id === aboveLimit)?.limitMinor ?? 0;
      return { at: `tender-${aboveLimit}`, text: t('screen.faults.aboveLimit', { limit: money(limitMinor) }) };
    }
    const [over] = plan.overIds;
    if (over !== undefined) {
      return { at: `tender-${over}`, text: t('screen.faults.tooMuch', { due: money(quote.dueMinor) }) };
    }
    if (plan.restMinor === 0) return null;
    if (tenders.leavesDebt) {
      return plan.restMinor <= quote.creditLeftMinor
        ? null
        : { at: 'tender-key-debt', text: t('screen.debt.above', { limit: money(quote.creditLeftMinor) }) };
    }
    if (tenders.rows.length === 0) return { at: 'tender-key-cash', text: t('screen.faults.noTender') };
    const cash = tenders.rows.find(({ kind }) => kind === 'cash');
    const isDebtOffered = debt() === null;
    return {
      at: cash ? `tender-${cash.id}` : 'tender-key-cash',
      text: t(isDebtOffered ? 'screen.faults.restOrDebt' : 'screen.faults.rest', { rest: money(plan.restMinor) }),
    };
  };
  return { find, debt: debt() };
}
