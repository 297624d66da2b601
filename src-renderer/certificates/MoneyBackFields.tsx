import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
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
  readonly onChange: (value: MoneyBackParts) => void;
}

/** Parts of a refund; other kinds of money than were paid need their own right. */
export function MoneyBackFields({ dueMinor, proposed, value, onChange }: MoneyBackFieldsProps) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const mayOther = useCan('refund_other_tender');
  const kinds = mayOther ? MONEY_KINDS : proposed.map(({ kind }) => kind);
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
              onChange={(minor) => onChange({ ...value, [kind]: minor ?? 0 })}
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

/** Parts as they are proposed. */
export function partsOf(proposed: MoneyBackFieldsProps['proposed']): MoneyBackParts {
  return Object.fromEntries(proposed.map(({ kind, amountMinor }) => [kind, amountMinor]));
}
