import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan, useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';

interface PaidFieldsProps {
  /** What it costs by its kind; null = not known yet. */
  readonly listMinor: number | null;
  readonly paidMinor: number | null;
  readonly reason: string;
  readonly isTried: boolean;
  readonly onPaid: (minor: number | null) => void;
  readonly onReason: (text: string) => void;
}

/** Whether another price than the usual one has everything that P2 wants: the right and a reason. */
export function isPaidFine(
  { listMinor, paidMinor, reason }: Pick<PaidFieldsProps, 'listMinor' | 'paidMinor' | 'reason'>,
  mayChange: boolean,
): boolean {
  if (paidMinor === null || paidMinor === listMinor) return true;
  return paidMinor > 0 && mayChange && reason.trim() !== '';
}

/** What the client pays, and why when that is not the usual price. */
export function PaidFields({ listMinor, paidMinor, reason, isTried, onPaid, onReason }: PaidFieldsProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const mayChange = useCan('manual_price');
  const isOther = paidMinor !== null && listMinor !== null && paidMinor !== listMinor;
  return (
    <>
      <MoneyInput
        label={t('screen.money.paid')}
        description={mayChange ? t('screen.money.paidHint') : t('screen.money.paidFixed')}
        readOnly={!mayChange}
        value={paidMinor ?? listMinor}
        error={isTried && paidMinor === 0 ? t('screen.money.needsAmount') : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={onPaid}
      />
      {isOther && mayChange && (
        <TextInput
          label={t('screen.lines.priceReason')}
          description={t('screen.money.usual', { sum: money(listMinor) })}
          maxLength={200}
          withAsterisk
          value={reason}
          error={isTried && reason.trim() === '' ? t('screen.money.needsReason') : undefined}
          onChange={(event) => onReason(event.currentTarget.value)}
        />
      )}
    </>
  );
}
