import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Promotion } from '../../src-shared/loyalty/promotions.contract.ts';
import { EVERY_CHECK } from '../../src-shared/loyalty/promotions.rules.ts';
import { api } from '../api/client.ts';
import { fieldErrors } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { EntityCard } from '../ui/EntityCard.tsx';
import { ConditionsFields } from './ConditionsFields.tsx';
import { OffFields, draftOfOff, offOfDraft } from './OffFields.tsx';
import { TermFields } from './TermFields.tsx';

interface PromotionDrawerProps {
  /** Null = a new one. */
  readonly promotion: Promotion | null;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** The card of a promotion: discount, term, conditions (P5). */
export function PromotionDrawer({ promotion, canEdit, onClose }: PromotionDrawerProps) {
  const { t } = useTranslation('loyalty');
  const { today } = useDesk();
  const [name, setName] = useState(promotion?.name ?? '');
  const [off, setOff] = useState(() => draftOfOff(promotion?.off ?? null));
  const [term, setTerm] = useState({ from: promotion?.validFrom ?? today, to: promotion?.validTo ?? null });
  const [isCombinable, setCombinable] = useState(promotion?.isCombinable ?? false);
  const [noBonus, setNoBonus] = useState(promotion?.noBonus ?? false);
  const [conditions, setConditions] = useState<Promotion['conditions']>(
    promotion?.conditions ?? (EVERY_CHECK as unknown as Promotion['conditions']),
  );
  const [isAsked, setAsked] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const onRefused = (error: unknown): boolean => {
    const found = fieldErrors(error, t);
    setFaults(found);
    return Object.keys(found).length > 0;
  };
  const create = useCommand(api.loyalty.createPromotion.mutationOptions(), { onRefused });
  const update = useCommand(api.loyalty.updatePromotion.mutationOptions(), { onRefused });
  const typed = JSON.stringify({ name, off, term, isCombinable, noBonus, conditions });
  const [before] = useState(typed);
  const save = async (): Promise<void> => {
    setAsked(true);
    setFaults({});
    const given = offOfDraft(off);
    if (name.trim() === '' || given === null) return;
    const values = {
      name: name.trim(),
      off: given,
      isCombinable,
      noBonus,
      conditions,
      validFrom: term.from,
      validTo: term.to,
    };
    const { promotionId, version } = promotion ?? {};
    const done = promotionId && version ? await update.run({ promotionId, version, values }) : await create.run(values);
    if (done) onClose();
  };
  return (
    <EntityCard
      title={promotion?.name ?? t('promotions.add')}
      size={520}
      isDirty={typed !== before}
      isSaving={create.isPending || update.isPending}
      onClose={onClose}
      onSave={canEdit ? () => void save() : undefined}
    >
      <TextInput
        data-autofocus
        label={t('promotions.name')}
        description={t('promotions.nameHint')}
        maxLength={80}
        value={name}
        error={isAsked && name.trim() === '' ? t('promotions.nameRequired') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <OffFields
        draft={off}
        fault={isAsked && offOfDraft(off) === null ? t('promotions.offRequired') : null}
        onChange={setOff}
      />
      <TermFields
        from={term.from}
        to={term.to}
        fault={faults['validTo']}
        onChange={(part) => setTerm((old) => ({ ...old, ...part }))}
      />
      <Switch
        label={t('promotions.combinable')}
        description={t('promotions.combinableHint')}
        checked={isCombinable}
        onChange={(event) => setCombinable(event.currentTarget.checked)}
      />
      <Switch
        label={t('promotions.noBonus')}
        description={t('promotions.noBonusHint')}
        checked={noBonus}
        onChange={(event) => setNoBonus(event.currentTarget.checked)}
      />
      <ConditionsFields
        conditions={conditions}
        faults={faults}
        onChange={(part) => setConditions((old) => ({ ...old, ...part }))}
      />
    </EntityCard>
  );
}
