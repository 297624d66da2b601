import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { refundAmounts } from '../../src-shared/checkout/refund.rules.ts';
import { MONEY_KINDS, type MoneyKind } from '../../src-shared/checkout/tenders.rules.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import { useCan, useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';

/** How much goes back by each kind of money. */
export type MoneyBackParts = Readonly<Partial<Record<MoneyKind, number>>>;

interface MoneyBackFieldsProps {
  readonly dueMinor: number;
  readonly proposed: readonly { readonly kind: MoneyKind; readonly amountMinor: number; readonly paidMinor: number }[];
  readonly value: MoneyBackParts;
  /** What the person has typed so far; the other kinds take the rest by themselves. */
  readonly typed: MoneyBackParts;
  readonly onTyped: (typed: MoneyBackParts) => void;
}

/** Parts of a refund; other kinds of money than were paid need their own right. */
export function MoneyBackFields({ dueMinor, proposed, value, typed, onTyped }: MoneyBackFieldsProps) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const mayOther = useCan('refund_other_tender');
  const paidKinds = proposed.map(({ kind }) => kind);
  const kinds = mayOther ? [...paidKinds, ...MONEY_KINDS.filter((kind) => !paidKinds.includes(kind))] : paidKinds;
  const isWrong = sumOf(value) !== dueMinor;
  return (
    <>
      <Text size="lg" fw={600}>
        {t('refund.total')}: {money(dueMinor)}
      </Text>
      <div className="z-pair">
        {kinds.map((kind, index) => {
          const paid = proposed.find((one) => one.kind === kind)?.paidMinor ?? 0;
          return (
            <MoneyInput
              key={kind}
              label={t(`refund.kinds.${kind}`)}
              description={paid > 0 ? t('refund.paid', { amount: money(paid) }) : null}
              value={value[kind] ?? null}
              error={isWrong && index === 0 ? t('refund.wrongSum', { amount: money(dueMinor) }) : null}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(minor) => onTyped({ ...typed, [kind]: minor ?? 0 })}
            />
          );
        })}
      </div>
    </>
  );
}

/** The parts as tenders. */
export function tendersOf(value: MoneyBackParts): { kind: MoneyKind; amountMinor: number }[] {
  return MONEY_KINDS.flatMap((kind) => {
    const amountMinor = value[kind] ?? 0;
    return amountMinor > 0 ? [{ kind, amountMinor }] : [];
  });
}

export function sumOf(value: MoneyBackParts): number {
  return addMoney(...Object.values(value));
}

/** Parts as they are proposed, and as they become while a person types: what was paid by takes the rest. */
export function partsOf(
  proposed: MoneyBackFieldsProps['proposed'],
  typed: MoneyBackParts,
  dueMinor: number,
): MoneyBackParts {
  const others = MONEY_KINDS.filter((kind) => proposed.every((one) => one.kind !== kind));
  const places = [...proposed, ...others.map((kind) => ({ kind, amountMinor: 0, paidMinor: 0 }))];
  const amounts = refundAmounts(
    places.map(({ kind, amountMinor, paidMinor }) => ({
      amountMinor,
      // Paid by nothing that is known: the proposed kind holds all of it.
      refundableMinor: Math.max(amountMinor, paidMinor),
      ownMinor: typed[kind] ?? null,
    })),
    dueMinor,
  );
  return Object.fromEntries(places.map(({ kind }, index) => [kind, amounts[index]!]));
}
