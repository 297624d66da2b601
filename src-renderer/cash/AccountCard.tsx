import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCOUNT_KINDS, type MoneyAccount } from '../../src-shared/cash/accounts.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { EntityCard } from '../ui/EntityCard.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { typedDate } from '../ui/typed-date.ts';

interface AccountCardProps {
  readonly account: MoneyAccount | 'new';
  readonly banks: readonly MoneyAccount[];
  readonly onClose: () => void;
}

/** An account of money: its name, for acquiring the fee and where it settles to, for safe and bank the opening balance. */
export function AccountCard({ account, banks, onClose }: AccountCardProps) {
  const { t } = useTranslation('cash');
  const { today } = useDesk();
  const known = account === 'new' ? null : account;
  const [kind, setKind] = useState(known?.kind ?? 'safe');
  const [name, setName] = useState(known?.name ?? '');
  const [feeBp, setFee] = useState(known?.feeBp ?? 0);
  const [settlesTo, setSettlesTo] = useState(known?.settlesToId ?? banks[0]?.id ?? null);
  const [openingMinor, setOpening] = useState<number | null>(null);
  const [isTried, setTried] = useState(false);
  const [openingDay, setOpeningDay] = useState(today);
  const create = useCommand(api.cash.createAccount.mutationOptions());
  const update = useCommand(api.cash.updateAccount.mutationOptions());
  const open = useCommand(api.cash.setOpening.mutationOptions());
  const isAcquiring = kind === 'acquiring';
  const hasOpening = kind === 'safe' || kind === 'bank';
  const save = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === '') return;
    const more = isAcquiring ? { feeBp, settlesToId: settlesTo } : {};
    const done = known
      ? await update.run({ accountId: known.id, version: known.version, values: { name, ...more } })
      : await create.run({ kind, name, ...more });
    if (!done) return;
    const accountId = known?.id ?? ('accountId' in done ? done.accountId : 0);
    if (hasOpening && openingMinor !== null && openingMinor > 0) {
      const opened = await open.run({
        accountId,
        requestKey: crypto.randomUUID(),
        localDate: openingDay,
        amountMinor: openingMinor,
      });
      if (!opened) return;
    }
    onClose();
  };
  return (
    <EntityCard
      title={known ? t('accounts.edit', { name: known.name }) : t('accounts.add')}
      size={480}
      isDirty={
        name !== (known?.name ?? '') ||
        feeBp !== (known?.feeBp ?? 0) ||
        (known !== null && settlesTo !== known.settlesToId) ||
        openingMinor !== null
      }
      isSaving={create.isPending || update.isPending}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Stack gap={12}>
        {!known && (
          <Select
            label={t('accounts.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => value && setKind(value)}
            data={ACCOUNT_KINDS.map((value) => ({ value, label: t(`accounts.kinds.${value}`) }))}
          />
        )}
        <TextInput
          label={t('accounts.name')}
          required
          data-autofocus
          maxLength={80}
          error={isTried && name.trim() === '' ? t('common:fields.required') : undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {isAcquiring && (
          <>
            <NumberInput
              label={t('accounts.fee')}
              min={0}
              max={100}
              decimalScale={2}
              decimalSeparator=","
              value={feeBp / 100}
              onChange={(value) => setFee(Math.round(Number(value) * 100) || 0)}
            />
            <Select
              label={t('accounts.settlesTo')}
              description={t('accounts.settlesToHint')}
              allowDeselect={false}
              value={settlesTo === null ? null : String(settlesTo)}
              onChange={(value) => setSettlesTo(banks.find(({ id }) => String(id) === value)?.id ?? null)}
              data={banks.map((one) => ({ value: String(one.id), label: one.name }))}
            />
          </>
        )}
        {hasOpening && (
          <>
            <MoneyInput
              label={t('accounts.opening')}
              description={t('accounts.openingHint')}
              value={openingMinor}
              onChange={setOpening}
            />
            <DateInput
              label={t('accounts.openingDay')}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              maxDate={today}
              value={openingDay}
              onChange={(value) => value && setOpeningDay(value)}
            />
          </>
        )}
      </Stack>
    </EntityCard>
  );
}
