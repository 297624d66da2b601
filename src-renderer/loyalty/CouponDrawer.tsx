import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '../../src-shared/loyalty/promotions.contract.ts';
import { api } from '../api/client.ts';
import { codedError, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { DiscountFrame, useDiscountDraft } from './DiscountFrame.tsx';

interface CouponDrawerProps {
  /** Null = a new one. */
  readonly coupon: Coupon | null;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

const LIMITS = ['maxUses', 'maxUsesPerClient'] as const;

/** The card of a coupon: code, limits, and what it shares with promotions (P8). */
export function CouponDrawer({ coupon, canEdit, onClose }: CouponDrawerProps) {
  const { t } = useTranslation('loyalty');
  const draft = useDiscountDraft(coupon);
  const [code, setCode] = useState(coupon?.code ?? '');
  const [name, setName] = useState(coupon?.name ?? '');
  const [limits, setLimits] = useState({
    maxUses: coupon?.maxUses ?? null,
    maxUsesPerClient: coupon ? coupon.maxUsesPerClient : 1,
  });
  const onRefused = (error: unknown): boolean => {
    if (!hasCode(error, 'ALREADY_EXISTS')) return draft.onRefused(error);
    draft.setFaults({ code: t('coupons.codeTaken', { code: codedError(error)?.data['name'] }) });
    return true;
  };
  const create = useCommand(api.loyalty.createCoupon.mutationOptions(), { onRefused });
  const update = useCommand(api.loyalty.updateCoupon.mutationOptions(), { onRefused });
  const save = async (): Promise<void> => {
    const common = draft.values();
    const typed = code.trim();
    if (typed === '' || !common) return;
    const values = { code: typed, name: name.trim() || typed, ...limits, ...common };
    const { couponId, version } = coupon ?? {};
    const done = couponId && version ? await update.run({ couponId, version, values }) : await create.run(values);
    if (done) onClose();
  };
  return (
    <DiscountFrame
      title={coupon?.code ?? t('coupons.add')}
      draft={draft}
      own={{ code, name, limits }}
      isSaving={create.isPending || update.isPending}
      onSave={canEdit ? () => void save() : undefined}
      onClose={onClose}
      more={
        <div className="z-pair">
          {LIMITS.map((limit) => (
            <NumberInput
              key={limit}
              label={t(`coupons.${limit}`)}
              placeholder={t('coupons.unlimited')}
              min={1}
              max={limit === 'maxUses' ? 1_000_000 : 1000}
              allowDecimal={false}
              allowNegative={false}
              value={limits[limit] ?? ''}
              onChange={(value) =>
                setLimits((old) => ({ ...old, [limit]: value === '' ? null : Number(value) || null }))
              }
            />
          ))}
        </div>
      }
    >
      <TextInput
        data-autofocus
        label={t('coupons.code')}
        description={t('coupons.codeHint')}
        maxLength={40}
        value={code}
        error={draft.faults['code'] ?? (draft.isAsked && code.trim() === '' ? t('coupons.codeRequired') : null)}
        onChange={(event) => {
          setCode(event.currentTarget.value);
          draft.setFaults({});
        }}
      />
      <TextInput
        label={t('coupons.name')}
        placeholder={code.trim()}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </DiscountFrame>
  );
}
