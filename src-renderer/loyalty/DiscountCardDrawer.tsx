import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import type { DiscountCard } from '../../src-shared/loyalty/discount-cards.contract.ts';
import type { Tier } from '../../src-shared/loyalty/tiers.rules.ts';
import { api } from '../api/client.ts';
import { errorText, fieldErrors, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { EntityCard } from '../ui/EntityCard.tsx';
import { PercentInput } from './PercentInput.tsx';
import { TermFields } from './TermFields.tsx';
import { TiersInput, areTiersRight } from './TiersInput.tsx';

interface DiscountCardDrawerProps {
  /** Null = a new one. */
  readonly card: DiscountCard | null;
  /** Whose a new card becomes; absent = may be chosen. */
  readonly clientId?: ClientId;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** A discount card: number, whose it is, rate or thresholds of its own, term. */
export function DiscountCardDrawer({ card, clientId, canEdit, onClose }: DiscountCardDrawerProps) {
  const { t } = useTranslation('loyalty');
  const { today } = useDesk();
  const [number, setNumber] = useState(card?.number ?? '');
  const [picked, setPicked] = useState<PickedClient>(null);
  const [rateBp, setRateBp] = useState<number | null>(card?.rateBp ?? null);
  const [tiers, setTiers] = useState<readonly Tier[] | null>(card?.tiers ?? null);
  const [term, setTerm] = useState({ from: card?.validFrom ?? today, to: card?.validTo ?? null });
  const [note, setNote] = useState(card?.note ?? '');
  const [isAsked, setAsked] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const onRefused = (error: unknown): boolean => {
    if (hasCode(error, 'ALREADY_EXISTS')) setFaults({ number: t('cards.numberTaken') });
    else if (hasCode(error, 'CONFLICT')) setFaults({ number: errorText(error, t) });
    else {
      const found = fieldErrors(error, t);
      setFaults(found);
      return Object.keys(found).length > 0;
    }
    return true;
  };
  const create = useCommand(api.loyalty.createCard.mutationOptions(), { onRefused });
  const update = useCommand(api.loyalty.updateCard.mutationOptions(), { onRefused });
  const typed = JSON.stringify({ number, picked, rateBp, tiers, term, note });
  const [before] = useState(typed);
  const save = async (): Promise<void> => {
    setAsked(true);
    setFaults({});
    if (number.trim() === '' || (tiers && !areTiersRight(tiers))) return;
    const values = {
      rateBp: rateBp ?? 0,
      tiers: tiers && tiers.length > 0 ? [...tiers] : null,
      validFrom: term.from,
      validTo: term.to,
      note: note.trim(),
    };
    const chosen = picked && 'id' in picked ? picked.id : null;
    const done = card
      ? await update.run({ cardId: card.cardId, version: card.version, values })
      : await create.run({ ...values, number, clientId: clientId ?? chosen });
    if (done) onClose();
  };
  return (
    <EntityCard
      title={card ? `${t('client.card')} ${card.number}` : t('cards.add')}
      size={520}
      isDirty={typed !== before}
      isSaving={create.isPending || update.isPending}
      foot={!canEdit && t('cards.readOnly')}
      onClose={onClose}
      onSave={canEdit ? () => void save() : undefined}
    >
      <TextInput
        data-autofocus
        label={t('cards.number')}
        description={card ? undefined : t('cards.numberHint')}
        maxLength={40}
        readOnly={card !== null}
        value={number}
        error={faults['number'] ?? (isAsked && number.trim() === '' ? t('cards.numberRequired') : null)}
        onChange={(event) => {
          setNumber(event.currentTarget.value);
          setFaults({});
        }}
        onKeyDown={(event) => {
          // A scanner ends with Enter: the form goes on, it is not saved yet.
          if (event.key === 'Enter' && !event.ctrlKey) event.preventDefault();
        }}
      />
      {card?.clientName && <TextInput label={t('cards.client')} readOnly value={card.clientName} />}
      {!card && clientId === undefined && (
        <ClientPicker label={t('cards.client')} isExistingOnly value={picked} onChange={setPicked} />
      )}
      <PercentInput label={t('cards.rate')} value={rateBp} onChange={setRateBp} />
      <Switch
        label={t('cards.tiers')}
        description={t('cards.tiersHint')}
        checked={tiers !== null}
        onChange={(event) => setTiers(event.currentTarget.checked ? [{ fromMinor: 1_000_000, rateBp: 500 }] : null)}
      />
      {tiers && <TiersInput tiers={tiers} onChange={setTiers} />}
      <TermFields
        from={term.from}
        to={term.to}
        fault={faults['validTo']}
        onChange={(part) => setTerm((old) => ({ ...old, ...part }))}
      />
      <TextInput
        label={t('cards.note')}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </EntityCard>
  );
}
