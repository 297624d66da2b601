import { NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../src-shared/i18n/format.ts';
import { type Settings, settingsSchema } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale } from '../app/session.ts';
import { Choice } from '../settings/Choice.tsx';
import { SaveBar } from '../settings/SaveBar.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PercentInput } from './PercentInput.tsx';
import { TiersInput, areTiersRight } from './TiersInput.tsx';
import { WorkedExample } from './WorkedExample.tsx';
import './loyalty.css';

const ROLES = ['administrator', 'owner', 'accountant'] as const;
const STEPS = settingsSchema.shape.checkRoundingStepMinor.unwrap().options.map(({ value }) => value);
const UNITS = settingsSchema.shape.bonusUnitMinor.unwrap().options.map(({ value }) => value);

/** Rules of loyalty: bonuses, levels, limits of discounts, rounding, with a worked example beside them. */
export function LoyaltySettingsPage() {
  const { t } = useTranslation('settings');
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={t('sections.loyalty')} />
      {settings.error && <p className="z-form z-field-error">{errorText(settings.error, t)}</p>}
      {settings.data && <SettingsForm settings={settings.data} />}
    </>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('loyalty');
  const locale = useLocale();
  const { values, set, isChanged, save, isSaving, reset } = useSettingsForm(settings);
  const isRight = areTiersRight(values.accumulativeTiers);
  const money = (minor: number): string => formatAmount(minor, values.currency, locale);
  const days = (name: 'bonusDelayDays' | 'bonusLifeDays' | 'bonusGraceDays' | 'birthdayBonusDays', from: number) => ({
    min: from,
    max: 3650,
    allowDecimal: false,
    allowNegative: false,
    value: values[name] ?? '',
    onChange: (value: number | string): void => {
      if (typeof value === 'number') set({ [name]: value });
      else if (name === 'bonusLifeDays') set({ bonusLifeDays: null });
    },
  });
  return (
    <div className="z-loyalty-settings">
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isRight) void save();
        }}
      >
        <Section title={t('settings.bonuses')}>
          <Switch
            label={t('settings.isOn')}
            description={t('settings.isOnHint')}
            checked={values.isBonusOn}
            onChange={(event) => set({ isBonusOn: event.currentTarget.checked })}
          />
          {values.isBonusOn && (
            <>
              <div className="z-two">
                <PercentInput
                  label={t('settings.rate')}
                  value={values.bonusRateBp}
                  onChange={(rateBp) => set({ bonusRateBp: rateBp ?? 0 })}
                />
                <PercentInput
                  label={t('settings.limit')}
                  value={values.bonusLimitBp}
                  onChange={(rateBp) => set({ bonusLimitBp: rateBp ?? 0 })}
                />
                <NumberInput label={t('settings.delay')} {...days('bonusDelayDays', 0)} max={365} />
                <NumberInput
                  label={t('settings.life')}
                  description={t('settings.lifeHint')}
                  {...days('bonusLifeDays', 1)}
                />
                <NumberInput
                  label={t('settings.grace')}
                  description={t('settings.graceHint')}
                  {...days('bonusGraceDays', 1)}
                  max={365}
                />
                <Select
                  label={t('settings.unit')}
                  allowDeselect={false}
                  data={UNITS.map((unit) => ({ value: String(unit), label: money(unit) }))}
                  value={String(values.bonusUnitMinor)}
                  onChange={(text) =>
                    set({ bonusUnitMinor: UNITS.find((unit) => String(unit) === text) ?? values.bonusUnitMinor })
                  }
                />
                <MoneyInput
                  label={t('settings.birthday')}
                  description={t('settings.birthdayHint')}
                  value={values.birthdayBonusMinor}
                  onChange={(minor) => set({ birthdayBonusMinor: minor ?? 0 })}
                />
                <NumberInput label={t('settings.birthdayDays')} {...days('birthdayBonusDays', 1)} max={365} />
              </div>
              <Choice
                label={t('settings.receipt')}
                value={values.bonusOnReceipt}
                data={(['discount', 'counter_supply'] as const).map((value) => ({
                  value,
                  label: t(`settings.receipts.${value}`),
                }))}
                onChange={(value) =>
                  set({ bonusOnReceipt: value === 'counter_supply' ? 'counter_supply' : 'discount' })
                }
              />
            </>
          )}
        </Section>
        <Section title={t('settings.tiers')}>
          <p className="z-dim z-hint">{t('settings.tiersText')}</p>
          <TiersInput tiers={values.accumulativeTiers} onChange={(accumulativeTiers) => set({ accumulativeTiers })} />
        </Section>
        <Section title={t('settings.manual')}>
          <p className="z-dim z-hint">{t('settings.manualText')}</p>
          <div className="z-two">
            {ROLES.map((role) => (
              <PercentInput
                key={role}
                label={t(`access:roles.${role}`)}
                value={values.manualDiscountBp[role] ?? 0}
                onChange={(rateBp) => set({ manualDiscountBp: { ...values.manualDiscountBp, [role]: rateBp ?? 0 } })}
              />
            ))}
            <PercentInput
              label={t('settings.cap')}
              value={values.discountCapBp}
              onChange={(rateBp) => set({ discountCapBp: rateBp ?? 0 })}
            />
          </div>
          <Choice
            label={t('settings.rounding')}
            value={String(values.checkRoundingStepMinor)}
            data={STEPS.map((step) => ({
              value: String(step),
              label: step === 1 ? t('settings.roundingOff') : money(step),
            }))}
            onChange={(text) =>
              set({
                checkRoundingStepMinor: STEPS.find((step) => String(step) === text) ?? values.checkRoundingStepMinor,
              })
            }
          />
        </Section>
        <SaveBar isChanged={isChanged} isWrong={!isRight} isSaving={isSaving} onReset={reset} />
      </form>
      <WorkedExample values={values} />
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="z-group">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
