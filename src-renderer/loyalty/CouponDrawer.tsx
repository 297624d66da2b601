import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '../../src-shared/loyalty/promotions.contract.ts';
import { EVERY_CHECK } from '../../src-shared/loyalty/promotions.rules.ts';
import { api } from '../api/client.ts';
import { codedError, fieldErrors, hasCode } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { EntityCard } from '../ui/EntityCard.tsx';
import { ConditionsFields } from './ConditionsFields.tsx';
import { OffFields, draftOfOff, offOfDraft } from './OffFields.tsx';
import { TermFields } from './TermFields.tsx';

interface CouponDrawerProps {
  /** Null = a new one. */
  readonly coupon: Coupon | null;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

const LIMITS = ['maxUses', 'maxUsesPerClient'] as const;

/** The card of a coupon: code, discount, limits, term, conditions (P8). */
export function CouponDrawer({ coupon, canEdit, onClose }: CouponDrawerProps) {
  const { t } = useTranslation('loyalty');
  const { today } = useDesk();
  const [code, setCode] = useState(coupon?.code ?? '');
  const [name, setName] = useState(coupon?.name ?? '');
  const [off, setOff] = useState(() => draftOfOff(coupon?.off ?? null));
  const [term, setTerm] = useState({ from: coupon?.validFrom ?? today, to: coupon?.validTo ?? null });
  const [limits, setLimits] = useState({
    maxUses: coupon?.maxUses ?? null,
    maxUsesPerClient: coupon ? coupon.maxUsesPerClient : 1,
  });
  const [conditions, setConditions] = useState<Coupon['conditions']>(
    coupon?.conditions ?? (EVERY_CHECK as unknown as Coupon['conditions']),
  );
  const [isAsked, setAsked] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const onRefused = (error: unknown): boolean => {
    if (hasCode(error, 'ALREADY_EXISTS')) {
      setFaults({ code: t('coupons.codeTaken', { code: codedError(error)?.data['name'] }) });
      return true;
    }
    const found = fieldErrors(error, t);
    setFaults(found);
    return Object.keys(found).length > 0;
  };
  const create = useCommand(api.loyalty.createCoupon.mutationOptions(), { onRefused });
  const update = useCommand(api.loyalty.updateCoupon.mutationOptions(), { onRefused });
  const typed = JSON.stringify({ code, name, off, term, limits, conditions });
  const [before] = useState(typed);
  const save = async (): Promise<void> => {
    setAsked(true);
    setFaults({});
    const given = offOfDraft(off);
    if (code.trim() === '' || given === null) return;
    const values = {
      code: code.trim(),
      name: name.trim() || code.trim(),
      off: given,
      conditions,
      validFrom: term.from,
      validTo: term.to,
      ...limits,
    };
    const { couponId, version } = coupon ?? {};
    const done = couponId && version ? await update.run({ couponId, version, values }) : await create.run(values);
    if (done) onClose();
  };
  return (
    <EntityCard
      title={coupon?.code ?? t('coupons.add')}
      size={520}
      isDirty={typed !== before}
      isSaving={create.isPending || update.isPending}
      onClose={onClose}
      onSave={canEdit ? () => void save() : undefined}
    >
      <TextInput
        data-autofocus
        label={t('coupons.code')}
        description={t('coupons.codeHint')}
        maxLength={40}
        value={code}
        error={faults['code'] ?? (isAsked && code.trim() === '' ? t('coupons.codeRequired') : null)}
        onChange={(event) => {
          setCode(event.currentTarget.value);
          setFaults({});
        }}
      />
      <TextInput
        label={t('coupons.name')}
        placeholder={code.trim()}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <OffFields
        draft={off}
        fault={isAsked && offOfDraft(off) === null ? t('promotions.offRequired') : null}
        onChange={setOff}
      />
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
            onChange={(value) => setLimits((old) => ({ ...old, [limit]: value === '' ? null : Number(value) || null }))}
          />
        ))}
      </div>
      <TermFields
        from={term.from}
        to={term.to}
        fault={faults['validTo']}
        onChange={(part) => setTerm((old) => ({ ...old, ...part }))}
      />
      <ConditionsFields
        conditions={conditions}
        faults={faults}
        onChange={(part) => setConditions((old) => ({ ...old, ...part }))}
      />
    </EntityCard>
  );
}
