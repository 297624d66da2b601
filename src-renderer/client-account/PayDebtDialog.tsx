import { SegmentedControl, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientAccount, OpenDebt } from '../../src-shared/client-account/client-account.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { newRequestKey } from '../api/request-key.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale, useMoney } from '../app/session.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';

const KINDS = ['cash', 'card', 'sbp', 'transfer', 'deposit'] as const;
type Way = (typeof KINDS)[number];

interface PayDebtDialogProps {
  readonly account: ClientAccount;
  /** The check that is paid; null = the oldest first. */
  readonly debt: OpenDebt | null;
  readonly onClose: () => void;
}

/** Takes money for what a client owes (T3): the oldest check first, or one of them; change of cash is told. */
export function PayDebtDialog({ account, debt, onClose }: PayDebtDialogProps) {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const locale = useLocale();
  const [key] = useState(newRequestKey);
  const [saleId, setSaleId] = useState<number | null>(debt?.saleId ?? null);
  const owed = account.debts.find((one) => one.saleId === saleId)?.debtMinor ?? account.debtMinor;
  const [amountMinor, setAmount] = useState<number | null>(owed);
  const [way, setWay] = useState<Way>('cash');
  const [isTried, setTried] = useState(false);
  const pay = useCommand(
    api.checkout.payDebt.mutationOptions(),
    way === 'cash' && amountMinor !== null && amountMinor > owed
      ? {
          message: ({ paidMinor, changeMinor }) =>
            t('payDebt.change', { paid: money(paidMinor), change: money(changeMinor) }),
        }
      : {},
  );
  const ways = KINDS.filter((kind) => kind !== 'deposit' || account.depositMinor > 0);
  const most = way === 'cash' ? null : way === 'deposit' ? Math.min(owed, account.depositMinor) : owed;
  const fault =
    amountMinor === null || amountMinor === 0
      ? t('dialog.needAmount')
      : most !== null && amountMinor > most
        ? t('dialog.tooMuch', { amount: money(most) })
        : null;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (fault !== null) return;
    const { clientId } = account;
    if (await pay.run({ key, clientId, saleId, tenders: [{ kind: way, amountMinor: amountMinor ?? 0 }] })) onClose();
  };
  const choose = (value: string | null): void => {
    const chosen = account.debts.find((one) => String(one.saleId) === value);
    setSaleId(chosen?.saleId ?? null);
    setAmount(chosen?.debtMinor ?? account.debtMinor);
  };
  const changeMinor = way === 'cash' && amountMinor !== null ? amountMinor - owed : 0;
  return (
    <ActDialog
      title={t('payDebt.title')}
      confirm={t('payDebt.run')}
      isPending={pay.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {account.debts.length > 1 && (
        <Select
          label={t('payDebt.what')}
          allowDeselect={false}
          value={saleId === null ? '' : String(saleId)}
          onChange={choose}
          data={[
            { value: '', label: t('payDebt.oldest', { amount: money(account.debtMinor) }) },
            ...account.debts.map((one) => ({
              value: String(one.saleId),
              label: `${t('debts.sale', { number: one.saleNumber, date: formatDate(one.localDate, 'short', locale) })}: ${money(one.debtMinor)}`,
            })),
          ]}
        />
      )}
      <MoneyInput
        label={t(way === 'cash' ? 'payDebt.given' : 'dialog.amount')}
        value={amountMinor}
        onChange={setAmount}
        error={isTried ? fault : null}
        data-autofocus
      />
      <div>
        <Text size="sm" fw={500} mb={2}>
          {t('dialog.kind')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-label={t('dialog.kind')}
          data={ways.map((value) => ({
            value,
            label: value === 'deposit' ? t('dialog.fromDeposit') : t(`dialog.kinds.${value}`),
          }))}
          value={way}
          onChange={(value) => {
            setWay(value);
            if (value === 'deposit') setAmount(Math.min(owed, account.depositMinor));
          }}
        />
      </div>
      <Text size="sm" className="z-dim" role="status">
        {changeMinor > 0
          ? t('payDebt.changeHint', { amount: money(changeMinor) })
          : changeMinor < 0
            ? t('payDebt.leftHint', { amount: money(-changeMinor) })
            : t('payDebt.wholeHint')}
      </Text>
    </ActDialog>
  );
}
