import { NumberInput, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { FiscalSettings } from '../fiscal/FiscalSettings.tsx';
import { PercentInput } from '../loyalty/PercentInput.tsx';
import { Choice } from '../settings/Choice.tsx';
import { SaveBar } from '../settings/SaveBar.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';

/** Rules of the cash desk: debts, tax, counting, certificates and memberships. */
export function CashSettingsPage() {
  const { t } = useTranslation('settings');
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={t('sections.cash')} />
      {settings.error && <p className="z-form z-field-error">{errorText(settings.error, t)}</p>}
      {settings.data && <CashSettingsForm settings={settings.data} />}
      {settings.data && <FiscalSettings settings={settings.data} />}
    </>
  );
}

function CashSettingsForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const { values, set, isChanged, save, isSaving, reset } = useSettingsForm(settings);
  return (
    <form
      className="z-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Switch
        label={t('cash.asksRebook')}
        description={t('cash.asksRebookHint')}
        checked={values.asksRebook}
        onChange={(event) => set({ asksRebook: event.currentTarget.checked })}
      />
      <Switch
        label={t('cash.isBlindCount')}
        description={t('cash.isBlindCountHint')}
        checked={values.isBlindCount}
        onChange={(event) => set({ isBlindCount: event.currentTarget.checked })}
      />
      <div className="z-two">
        <MoneyInput
          label={t('cash.debtLimit')}
          description={t('cash.debtLimitHint')}
          value={values.clientDebtLimitMinor}
          onChange={(minor) => set({ clientDebtLimitMinor: minor ?? 0 })}
        />
        <PercentInput
          label={t('cash.vat')}
          description={t('cash.vatHint')}
          value={values.vatBp}
          onChange={(vatBp) => set({ vatBp })}
        />
        <NumberInput
          label={t('cash.certificateDays')}
          description={t('cash.certificateDaysHint')}
          min={1}
          max={3650}
          allowDecimal={false}
          allowNegative={false}
          value={values.certificateDays ?? ''}
          onChange={(value) => set({ certificateDays: typeof value === 'number' ? value : null })}
        />
      </div>
      <Choice
        label={t('cash.certificateExpiry')}
        hint={t('cash.certificateExpiryHint')}
        value={values.certificateExpiry}
        data={(['hold', 'income'] as const).map((value) => ({ value, label: t(`cash.expiry.${value}`) }))}
        onChange={(value) => set({ certificateExpiry: value === 'income' ? 'income' : 'hold' })}
      />
      <Choice
        label={t('cash.membershipExpiry')}
        hint={t('cash.membershipExpiryHint')}
        value={values.membershipExpiry}
        data={(['hold', 'income'] as const).map((value) => ({ value, label: t(`cash.expiry.${value}`) }))}
        onChange={(value) => set({ membershipExpiry: value === 'income' ? 'income' : 'hold' })}
      />
      <Choice
        label={t('cash.membershipRefund')}
        hint={t('cash.membershipRefundHint')}
        value={values.membershipRefund}
        data={(['proportional', 'single_price'] as const).map((value) => ({
          value,
          label: t(`cash.refund.${value}`),
        }))}
        onChange={(value) => set({ membershipRefund: value === 'single_price' ? 'single_price' : 'proportional' })}
      />
      <Switch
        label={t('cash.chargesNoShow')}
        description={t('cash.chargesNoShowHint')}
        checked={values.chargesNoShow}
        onChange={(event) => set({ chargesNoShow: event.currentTarget.checked })}
      />
      <div className="z-two">
        <PercentInput
          label={t('cash.noShowCharge')}
          description={t('cash.missedChargeHint')}
          value={values.noShowChargeBp}
          onChange={(rateBp) => set({ noShowChargeBp: rateBp ?? 0 })}
        />
        <PercentInput
          label={t('cash.lateCancelCharge')}
          description={t('cash.missedChargeHint')}
          value={values.lateCancelChargeBp}
          onChange={(rateBp) => set({ lateCancelChargeBp: rateBp ?? 0 })}
        />
      </div>
      <SaveBar isChanged={isChanged} isSaving={isSaving} onReset={reset} />
    </form>
  );
}
