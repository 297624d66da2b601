import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscountCard } from '../../src-shared/loyalty/discount-cards.contract.ts';
import { api } from '../api/client.ts';
import { errorText, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface CardDialogProps {
  readonly card: DiscountCard;
  readonly onClose: () => void;
}

/** A lost card: its client and terms go to a new number. */
export function ReplaceCardDialog({ card, onClose }: CardDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('loyalty');
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const replace = useCommand(api.loyalty.replaceCard.mutationOptions(), {
    onRefused: (error) => {
      if (!hasCode(error, 'ALREADY_EXISTS') && !hasCode(error, 'CONFLICT')) return false;
      setFault(hasCode(error, 'CONFLICT') ? errorText(error, t) : t('cards.numberTaken'));
      return true;
    },
  });
  const save = async (): Promise<void> => {
    if (number.trim() === '') return setFault(t('cards.numberRequired'));
    const { cardId, version } = card;
    if (await replace.run({ cardId, version, number, reason: reason.trim() })) onClose();
    return undefined;
  };
  return (
    <Modal opened title={t('cards.replaceTitle', { number: card.number })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={14}>
          <p className="z-dim z-hint">{t('cards.replaceText')}</p>
          <TextInput
            data-autofocus
            label={t('cards.newNumber')}
            maxLength={40}
            value={number}
            error={fault}
            onChange={(event) => {
              setNumber(event.currentTarget.value);
              setFault('');
            }}
          />
          <TextInput
            label={t('cards.reason')}
            placeholder={t('cards.reasonHint')}
            maxLength={120}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={replace.isPending}>
              {t('cards.replace')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A card from the drawer goes to a client. */
export function GiveCardDialog({ card, onClose }: CardDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('loyalty');
  const [picked, setPicked] = useState<PickedClient>(null);
  const [fault, setFault] = useState('');
  const give = useCommand(api.loyalty.giveCard.mutationOptions(), {
    onRefused: (error) => {
      if (!hasCode(error, 'CONFLICT')) return false;
      setFault(errorText(error, t));
      return true;
    },
  });
  const clientId = picked && 'id' in picked ? picked.id : null;
  const save = async (): Promise<void> => {
    if (clientId === null) return;
    if (await give.run({ cardId: card.cardId, version: card.version, clientId })) onClose();
  };
  return (
    <Modal opened title={`${t('cards.give')}: ${card.number}`} onClose={onClose}>
      <Stack gap={14}>
        <ClientPicker
          autoFocus
          label={t('cards.client')}
          isExistingOnly
          value={picked}
          error={fault || undefined}
          onChange={(next) => {
            setPicked(next);
            setFault('');
          }}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button disabled={clientId === null} loading={give.isPending} onClick={() => void save()}>
            {t('cards.give')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
