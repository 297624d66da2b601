import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote, Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import type { DiscountSum } from '../../src-shared/checkout/desk.rules.ts';
import { earnedBonuses } from '../../src-shared/loyalty/bonuses.rules.ts';
import { useMoney, useSettings } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { CertificateField } from './CertificateField.tsx';
import { isCouponProblem } from './coupon-problem.ts';
import { TenderKeys } from './TenderKeys.tsx';
import { TenderRows } from './TenderRows.tsx';
import { useProblemText } from './use-problem-text.ts';
import type { TenderKey, Tenders } from './use-tenders.ts';

interface TotalsPaneProps {
  readonly quote: Quote;
  readonly ticket: Ticket;
  readonly discounts: readonly DiscountSum[];
  readonly tenders: Tenders;
  /** Why it could not be paid. */
  readonly fault: string | null;
  readonly isSending: boolean;
  readonly isUnsure: boolean;
  readonly debtHindrance: string | null;
  readonly onKind: (kind: TenderKey) => void;
  /** The number of a certificate is asked for. */
  readonly asksNumber: boolean;
  readonly onNumber: () => void;
  readonly onNumberDone: () => void;
  readonly onCoupon: (code: string) => void;
  readonly onPay: () => void;
}

/** What is due and why, and how it is paid. */
export function TotalsPane(props: TotalsPaneProps) {
  const { quote, ticket, discounts, tenders, fault } = props;
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const { plan } = tenders;
  const { bonusRateBp: rateBp, bonusUnitMinor: unitMinor } = useSettings();
  const spentMinor = Math.min(tenders.bonusMinor, quote.bonus?.maxMinor ?? 0);
  const dueMinor = quote.dueMinor - spentMinor;
  const earnBaseMinor = quote.bonus && quote.bonus.earnsMinor > 0 ? quote.bonus.earnBaseMinor - spentMinor : 0;
  const earnsMinor = tenders.leavesDebt ? 0 : earnedBonuses(earnBaseMinor, { rateBp, unitMinor });
  return (
    <aside className="zc-pay" aria-label={t('screen.pay.label')}>
      <dl className="zc-totals">
        <div>
          <dt>{t('screen.totals.gross')}</dt>
          <dd>{money(quote.grossMinor)}</dd>
        </div>
        {discounts.map(({ source, title, amountMinor }) => (
          <div key={`${source}${title}`} className="zc-off">
            <dt>
              {t(`screen.sources.${source}`)}
              {title !== '' && <span className="z-dim"> {title}</span>}
            </dt>
            <dd>−{money(amountMinor)}</dd>
          </div>
        ))}
        <Coupon quote={quote} code={ticket.couponCode} onCoupon={props.onCoupon} />
        {quote.bonus && quote.bonus.balanceMinor > 0 && (
          <div className="zc-bonus">
            <dt>
              <label htmlFor="zc-bonus">{t('screen.totals.bonus')}</label>{' '}
              <span className="z-dim">{t('screen.totals.bonusOf', { max: money(quote.bonus.maxMinor) })}</span>
            </dt>
            <dd>
              {quote.bonus.maxMinor > 0 && tenders.bonusMinor !== quote.bonus.maxMinor && (
                <Button size="compact-xs" variant="subtle" onClick={() => tenders.setBonus(quote.bonus?.maxMinor ?? 0)}>
                  {t('screen.totals.bonusAll')}
                </Button>
              )}
              <MoneyInput
                id="zc-bonus"
                size="xs"
                w={96}
                data-at="bonus"
                value={tenders.bonusMinor === 0 ? null : tenders.bonusMinor}
                placeholder="0"
                error={tenders.bonusMinor > quote.bonus.maxMinor}

                onFocus={(event) => event.currentTarget.select()}
                onChange={(minor) => tenders.setBonus(minor ?? 0)}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowUp') {
                    event.preventDefault();
                    tenders.setBonus(quote.bonus?.maxMinor ?? 0);
                  }
                }}
              />
            </dd>
          </div>
        )}
        <div className="zc-due">
          <dt>{t('screen.totals.due')}</dt>
          <dd aria-live="polite" data-testid="due">
            {money(dueMinor)}
          </dd>
        </div>
        {earnsMinor > 0 && (
          <div className="z-dim">
            <dt>{t('screen.totals.earns')}</dt>
            <dd>+{money(earnsMinor)}</dd>
          </div>
        )}
      </dl>
      <TenderKeys
        quote={quote}
        tenders={tenders}
        debtHindrance={props.debtHindrance}
        onKind={props.onKind}
        onNumber={props.onNumber}
      />
      {props.asksNumber && <CertificateField tenders={tenders} onClose={props.onNumberDone} />}
      <TenderRows quote={quote} tenders={tenders} />
      <div className="zc-foot">
        {plan.restMinor > 0 && tenders.rows.length > 0 && !tenders.leavesDebt && (
          <p className="zc-rest">
            <span>{t('screen.pay.rest')}</span> <b>{money(plan.restMinor)}</b>
          </p>
        )}
        {tenders.leavesDebt && plan.restMinor > 0 && (
          <p className="zc-rest" data-debt>
            <span>{t('screen.pay.debt')}</span> <b>{money(plan.restMinor)}</b>
          </p>
        )}
        {plan.changeMinor > 0 && (
          <div className="zc-change" aria-live="polite">
            <span>{t('screen.pay.change')}</span> <b>{money(plan.changeMinor)}</b>
            {ticket.clientId !== null && (
              <Checkbox
                size="xs"
                label={t('screen.pay.keepChange')}
                checked={tenders.keepsChange}
                onChange={(event) => tenders.setKeepsChange(event.currentTarget.checked)}
              />
            )}
          </div>
        )}
        {fault !== null && (
          <p className="zc-problem" data-blocking role="alert">
            {fault}
          </p>
        )}
        <Button
          fullWidth
          size="md"
          data-at="pay"
          loading={props.isSending || props.isUnsure}
          rightSection={<Keys shortcut="Ctrl+Enter" />}
          onClick={props.onPay}
        >
          {t('screen.pay.submit', { sum: money(dueMinor) })}
        </Button>
      </div>
    </aside>
  );
}

/** A coupon is typed or scanned; Enter or leaving the field tries it. */
function Coupon({
  quote,
  code,
  onCoupon,
}: {
  readonly quote: Quote;
  readonly code: string;
  readonly onCoupon: (code: string) => void;
}) {
  const { t } = useTranslation('checkout');
  const problemText = useProblemText();
  const [text, setText] = useState(code);
  const [shownCode, setShownCode] = useState(code);
  if (shownCode !== code) {
    setShownCode(code);
    setText(code);
  }
  const apply = (): void => {
    if (text.trim() !== code) onCoupon(text.trim());
  };
  const isUnknown = code !== '' && code === text.trim() && quote.coupon === null;
  const problem = isUnknown ? quote.problems.find(isCouponProblem) : undefined;
  return (
    <div className="zc-coupon">
      <dt>
        <label htmlFor="zc-coupon">{t('screen.totals.coupon')}</label>
        {quote.coupon && <span className="z-dim"> {quote.coupon.name}</span>}
      </dt>
      <dd>
        <TextInput
          id="zc-coupon"
          size="xs"
          w={130}
          data-at="coupon"
          data-takes-code
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          placeholder={t('screen.totals.couponCode')}
          value={text}
          error={isUnknown}
          aria-describedby={problem && 'zc-coupon-problem'}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            apply();
          }}
        />
      </dd>
      {problem && (
        <dd id="zc-coupon-problem" className="zc-problem" role="alert">
          {problemText(problem)}
        </dd>
      )}
    </div>
  );
}
