import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscountCard } from '../../src-shared/loyalty/discount-cards.contract.ts';
import { api } from '../api/client.ts';
import { errorText, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';

interface CardDialogProps {
  readonly card: DiscountCard;
  readonly onClose: () => void;
}

/** A lost card: its client and terms go to a new number. */
export function ReplaceCardDialog({ card, onClose }: CardDialogProps) {
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
    <ActDialog
      title={t('cards.replaceTitle', { number: card.number })}
      confirm={t('cards.replace')}
      isPending={replace.isPending}
      onSubmit={() => void save()}
      onClose={onClose}
    >
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
    </ActDialog>
  );
}

/** A card from the drawer goes to a client. */
export function GiveCardDialog({ card, onClose }: CardDialogProps) {
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
    if (clientId === null) return setFault(t('common:fields.required'));
    if (await give.run({ cardId: card.cardId, version: card.version, clientId })) onClose();
    return undefined;
  };
  return (
    <ActDialog
      title={`${t('cards.give')}: ${card.number}`}
      confirm={t('cards.give')}
      isPending={give.isPending}
      onSubmit={() => void save()}
      onClose={onClose}
    >
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
    </ActDialog>
  );
}
