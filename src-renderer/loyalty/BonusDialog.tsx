import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney, useSettings } from '../app/session.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';

interface BonusDialogProps {
  readonly kind: 'grant' | 'take';
  readonly clientId: ClientId;
  /** What the client has, also what may not be spent yet. */
  readonly balanceMinor: number;
  readonly onClose: () => void;
}

const SOURCES = ['manual', 'referral', 'survey'] as const;

/** Bonuses granted or taken back by hand; both need a reason. */
export function BonusDialog({ kind, clientId, balanceMinor, onClose }: BonusDialogProps) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { bonusLifeDays } = useSettings();
  // One key for each time the dialog is opened: a double press grants once.
  const [key] = useState(() => crypto.randomUUID());
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [source, setSource] = useState<(typeof SOURCES)[number]>('manual');
  const [lifeDays, setLifeDays] = useState<number | null>(bonusLifeDays);
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const grant = useCommand(api.loyalty.grantBonuses.mutationOptions());
  const take = useCommand(api.loyalty.takeBonuses.mutationOptions());
  const amountFault = !amountMinor
    ? t('client.amountRequired')
    : kind === 'take' && amountMinor > balanceMinor
      ? t('client.tooMuch', { amount: money(balanceMinor) })
      : null;
  const save = async (): Promise<void> => {
    setAsked(true);
    if (!amountMinor || amountFault !== null || reason.trim() === '') return;
    const input = { key, clientId, amountMinor, reason: reason.trim() };
    const done = kind === 'grant' ? await grant.run({ ...input, source, lifeDays }) : await take.run(input);
    if (done) onClose();
  };
  return (
    <ActDialog
      title={t(`client.${kind}Title`)}
      confirm={t(`client.${kind}`)}
      isPending={grant.isPending || take.isPending}
      isDangerous={kind === 'take'}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <MoneyInput
        data-autofocus
        label={t('client.amount')}
        description={`${t('client.balance')}: ${money(balanceMinor)}`}
        value={amountMinor}
        error={isAsked ? amountFault : null}
        onChange={setAmount}
      />
      {kind === 'grant' && (
        <>
          <Select
            label={t('client.source')}
            allowDeselect={false}
            data={SOURCES.map((value) => ({ value, label: t(`sources.${value}`) }))}
            value={source}
            onChange={(value) => setSource(SOURCES.find((one) => one === value) ?? 'manual')}
          />
          <NumberInput
            label={t('client.life')}
            description={t('client.forever')}
            min={1}
            max={3650}
            allowDecimal={false}
            allowNegative={false}
            value={lifeDays ?? ''}
            onChange={(value) => setLifeDays(value === '' ? null : Number(value) || null)}
          />
        </>
      )}
      <TextInput
        label={t('client.reason')}
        required
        maxLength={200}
        value={reason}
        error={isAsked && reason.trim() === '' ? t('client.reasonRequired') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
