import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Promotion } from '../../src-shared/loyalty/promotions.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { DiscountFrame, useDiscountDraft } from './DiscountFrame.tsx';

interface PromotionDrawerProps {
  /** Null = a new one. */
  readonly promotion: Promotion | null;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

const MARKS = ['isCombinable', 'noBonus'] as const;
const TEXTS = { isCombinable: 'combinable', noBonus: 'noBonus' } as const;

/** The card of a promotion (P5). */
export function PromotionDrawer({ promotion, canEdit, onClose }: PromotionDrawerProps) {
  const { t } = useTranslation('loyalty');
  const draft = useDiscountDraft(promotion);
  const { onRefused } = draft;
  const [name, setName] = useState(promotion?.name ?? '');
  const [marks, setMarks] = useState({
    isCombinable: promotion?.isCombinable ?? false,
    noBonus: promotion?.noBonus ?? false,
  });
  const create = useCommand(api.loyalty.createPromotion.mutationOptions(), { onRefused });
  const update = useCommand(api.loyalty.updatePromotion.mutationOptions(), { onRefused });
  const save = async (): Promise<void> => {
    const common = draft.values();
    if (name.trim() === '' || !common) return;
    const values = { name: name.trim(), ...marks, ...common };
    const { promotionId, version } = promotion ?? {};
    const done = promotionId && version ? await update.run({ promotionId, version, values }) : await create.run(values);
    if (done) onClose();
  };
  return (
    <DiscountFrame
      title={promotion?.name ?? t('promotions.add')}
      draft={draft}
      own={{ name, marks }}
      isSaving={create.isPending || update.isPending}
      onSave={canEdit ? () => void save() : undefined}
      onClose={onClose}
      more={MARKS.map((mark) => (
        <Switch
          key={mark}
          label={t(`promotions.${TEXTS[mark]}`)}
          description={t(`promotions.${TEXTS[mark]}Hint`)}
          checked={marks[mark]}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setMarks((old) => ({ ...old, [mark]: checked }));
          }}
        />
      ))}
    >
      <TextInput
        data-autofocus
        label={t('promotions.name')}
        description={t('promotions.nameHint')}
        maxLength={80}
        value={name}
        error={draft.isAsked && name.trim() === '' ? t('promotions.nameRequired') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </DiscountFrame>
  );
}
