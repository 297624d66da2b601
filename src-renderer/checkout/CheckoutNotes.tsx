import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Quote } from '../../src-shared/checkout/checkout.contract.ts';
import type { QuoteChange } from '../../src-shared/checkout/desk.rules.ts';
import { errorText } from '../api/error-text.ts';
import { useMoney } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { WarnBox } from '../ui/WarnBox.tsx';
import { closeCheckout } from './checkout-desk.ts';
import { isCouponProblem } from './coupon-problem.ts';
import type { PayInput } from './use-payment.ts';
import { useProblemText } from './use-problem-text.ts';

interface CheckoutNotesProps {
  readonly quote: Quote;
  readonly changes: readonly QuoteChange[];
  readonly hasFollowed: boolean;
  readonly error: unknown;
  /** A payment that was sent before and never answered. */
  readonly pending: PayInput | null;
  readonly onResume: () => void;
  readonly onForget: () => void;
  readonly onSeen: () => void;
  readonly onOpenShift: () => void;
}

/** What must be known before paying: a closed shift, prices that have changed, a payment that got no answer. */
export function CheckoutNotes({ quote, changes, hasFollowed, error, pending, ...acts }: CheckoutNotesProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const ofCheck = quote.problems.filter(({ lineKey }) => lineKey === null);
  const isShiftProblem = (code: string): boolean => code === 'SHIFT_CLOSED' || code === 'SHIFT_EXPIRED';
  const shift = ofCheck.find(({ code }) => isShiftProblem(code));
  const isExpired = shift?.code === 'SHIFT_EXPIRED';
  const others = ofCheck.filter((problem) => !isShiftProblem(problem.code) && !isCouponProblem(problem));
  return (
    <>
      {pending && (
        <WarnBox title={t('screen.pending.title')}>
          <Group gap={8}>
            <span>{t('screen.pending.text', { sum: money(pending.expectedDueMinor) })}</span>
            <Button size="compact-sm" onClick={acts.onResume}>
              {t('screen.pending.check')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={acts.onForget}>
              {t('screen.pending.forget')}
            </Button>
          </Group>
        </WarnBox>
      )}
      {(shift !== undefined || quote.shift === null) && (
        <WarnBox title={t(isExpired ? 'screen.shift.titleOld' : 'screen.shift.title')}>
          <Group gap={8}>
            <span>{isExpired ? problemText(shift) : t('screen.shift.text')}</span>
            <Button
              size="compact-sm"
              data-at="shift"
              rightSection={<Keys shortcut="F12" />}
              onClick={() => {
                if (!isExpired) return acts.onOpenShift();
                // A shift that is too old is counted and closed first.
                closeCheckout();
                void navigate('/cash/shift');
              }}
            >
              {t(isExpired ? 'screen.shift.toShift' : 'screen.shift.open')}
            </Button>
          </Group>
        </WarnBox>
      )}
      {hasFollowed && (
        <WarnBox title={t('screen.followed.title')}>
          <Group gap={8}>
            <span>{t('screen.followed.text')}</span>
            <Button size="compact-sm" variant="default" onClick={acts.onSeen}>
              {t('screen.changes.seen')}
            </Button>
          </Group>
        </WarnBox>
      )}
      {changes.length > 0 && (
        <WarnBox title={t('screen.changes.title')}>
          <ul className="zc-changes">
            {changes.map(({ title, beforeMinor, afterMinor }) => (
              <li key={title}>
                {title}: <s className="z-nums">{money(beforeMinor)}</s> → <b className="z-nums">{money(afterMinor)}</b>
              </li>
            ))}
          </ul>
          <Button size="compact-sm" variant="default" onClick={acts.onSeen}>
            {t('screen.changes.seen')}
          </Button>
        </WarnBox>
      )}
      {others.map((problem) => (
        <p key={problem.code} className="zc-problem" data-blocking={problem.isBlocking || undefined} role="alert">
          {problemText(problem)}
        </p>
      ))}
      {error !== null && (
        <Alert color="danger" p="xs" role="alert">
          {errorText(error, t)}
        </Alert>
      )}
    </>
  );
}
