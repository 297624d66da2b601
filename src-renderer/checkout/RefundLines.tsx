import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { isDiscountable } from '../../src-shared/checkout/pricing.rules.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useLineName } from './line-name.ts';
import { QuantityInput } from './QuantityInput.tsx';

type SaleLine = Sale['lines'][number];

/** What of one line is given back. */
export interface RefundChoice {
  readonly quantityMilli: number;
  /** Less or more than the units are worth; null = their worth. */
  readonly amountMinor: number | null;
  /** Goods come back to the salon. */
  readonly returnsStock: boolean;
}
export type RefundChoices = Readonly<Record<number, RefundChoice>>;

/** What is left of a line. */
export const leftMilli = (line: SaleLine): number => line.quantityMilli - line.refundedQuantityMilli;
const leftMinor = (line: SaleLine): number => line.netMinor - line.refundedMinor;

/** Lines that a refund takes; a certificate, a membership, a deposit and a tip have ways of their own. */
export function refundableLines(sale: Sale): SaleLine[] {
  return sale.lines.filter((line) => isDiscountable(line.kind) && (leftMilli(line) > 0 || leftMinor(line) > 0));
}

export const wholeLine = (line: SaleLine): RefundChoice => ({
  quantityMilli: leftMilli(line),
  // Without a unit left, after a storno of a lowered price, it is the money that goes back.
  amountMinor: leftMilli(line) === 0 ? leftMinor(line) : null,
  returnsStock: line.kind === 'product',
});

/**
 * The wish of a line as the core takes it
 *
 * Less money for a service, or for goods that stay with the client, lowers the price and gives no unit back.
 */
export function refundWish(line: SaleLine, { quantityMilli, amountMinor, returnsStock }: RefundChoice) {
  const isLowered = amountMinor !== null && !returnsStock && amountMinor < leftMinor(line);
  return { saleLineId: line.saleLineId, quantityMilli: isLowered ? 0 : quantityMilli, amountMinor, returnsStock };
}

interface RefundLinesProps {
  readonly sale: Sale;
  readonly choices: RefundChoices;
  /** What the chosen units are worth, by line. */
  readonly worth: ReadonlyMap<number, number>;
  readonly onChange: (choices: RefundChoices) => void;
}

/** Which lines go back, how many units, for how much money. */
export function RefundLines({ sale, choices, worth, onChange }: RefundLinesProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const locale = useLocale();
  const lineName = useLineName();
  const left = refundableLines(sale);
  const others = sale.lines.filter(({ kind }) => !isDiscountable(kind));
  const set = (line: SaleLine, change: Partial<RefundChoice>): void => {
    onChange({ ...choices, [line.saleLineId]: { ...(choices[line.saleLineId] ?? wholeLine(line)), ...change } });
  };
  return (
    <fieldset className="zc-refund">
      {left.length > 0 && <legend>{t('sales.refund.what')}</legend>}
      {left.map((line, index) => {
        const title = lineName(line);
        const choice = choices[line.saleLineId];
        return (
          <div key={line.saleLineId} className="zc-refund-line">
            <Checkbox
              size="sm"
              data-autofocus={index === 0 || undefined}
              checked={choice !== undefined}
              label={title}
              onChange={(event) => {
                const { [line.saleLineId]: _, ...rest } = choices;
                onChange(event.currentTarget.checked ? { ...rest, [line.saleLineId]: wholeLine(line) } : rest);
              }}
            />
            {choice && leftMilli(line) > 1000 ? (
              <span className="zc-refund-quantity">
                <QuantityInput
                  label={t('screen.lines.quantityOf', { title })}
                  value={choice.quantityMilli}
                  maxMilli={leftMilli(line)}
                  onChange={(quantityMilli) => set(line, { quantityMilli, amountMinor: null })}
                />
                <span className="z-dim">
                  {t('sales.refund.of', { quantity: formatNumber(leftMilli(line) / 1000, locale, 3) })}
                </span>
              </span>
            ) : (
              <span />
            )}
            {choice && line.coveredById === null ? (
              <MoneyInput
                size="sm"
                w={140}
                aria-label={t('sales.refund.amountOf', { title })}
                value={choice.amountMinor ?? worth.get(line.saleLineId) ?? null}
                error={(choice.amountMinor ?? 0) > leftMinor(line)}
                onFocus={(event) => event.currentTarget.select()}
                onChange={(amountMinor) => set(line, { amountMinor })}
              />
            ) : (
              <span className="z-nums z-dim">
                {line.coveredById === null ? money(leftMinor(line)) : t('sales.refund.unit')}
              </span>
            )}
            {choice && line.kind === 'product' && (
              <Checkbox
                size="xs"
                className="zc-refund-stock"
                checked={choice.returnsStock}
                label={t('sales.refund.stock')}
                onChange={(event) => set(line, { returnsStock: event.currentTarget.checked })}
              />
            )}
          </div>
        );
      })}
      {left.length > 1 && (
        <Button
          size="compact-sm"
          variant="subtle"
          className="zc-refund-whole"
          onClick={() => onChange(Object.fromEntries(left.map((line) => [line.saleLineId, wholeLine(line)])))}
        >
          {t('sales.refund.whole')}
        </Button>
      )}
      {others.map((line) => (
        <p key={line.saleLineId} className="zc-refund-other z-dim">
          {[lineName(line), line.note].filter(Boolean).join(' ')}: {t(`sales.refund.elsewhere.${line.kind}`)}
        </p>
      ))}
    </fieldset>
  );
}
