import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useSettings } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface BonusDialogProps {
  readonly kind: 'grant' | 'take';
  readonly clientId: ClientId;
  readonly onClose: () => void;
}

const SOURCES = ['manual', 'referral', 'survey'] as const;

/** Bonuses granted or taken back by hand; both need a reason. */
export function BonusDialog({ kind, clientId, onClose }: BonusDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('loyalty');
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
  const save = async (): Promise<void> => {
    setAsked(true);
    if (!amountMinor || reason.trim() === '') return;
    const input = { key, clientId, amountMinor, reason: reason.trim() };
    const done = kind === 'grant' ? await grant.run({ ...input, source, lifeDays }) : await take.run(input);
    if (done) onClose();
  };
  return (
    <Modal opened size="sm" title={t(`client.${kind}Title`)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={14}>
          <MoneyInput
            data-autofocus
            label={t('client.amount')}
            value={amountMinor}
            error={isAsked && !amountMinor ? t('client.amountRequired') : null}
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
            maxLength={200}
            value={reason}
            error={isAsked && reason.trim() === '' ? t('client.reasonRequired') : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={grant.isPending || take.isPending}>
              {t(`client.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
