import { Alert, Button, Group, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLocalAddress, isPersonInn } from '../../src-shared/fiscal/fiscal-queue.rules.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { Choice } from '../settings/Choice.tsx';
import { SaveBar } from '../settings/SaveBar.tsx';
import { useSettingsForm } from '../settings/use-settings-form.ts';
import { troubleText } from './receipt-words.ts';

const MODES = ['none', 'manual', 'atol'] as const;
const TAXATIONS = ['osn', 'usnIncome', 'usnIncomeOutcome', 'esn', 'patent'] as const;
const BY_DEVICE = 'device';

/** «Чеки ККТ»: whether and how fiscal receipts are printed, where the register is, who stands on them. */
export function FiscalSettings({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('fiscal');
  const form = useSettingsForm(settings);
  const { values, set } = form;
  const [password, setPassword] = useState('');
  const kept = useQuery(api.fiscal.password.queryOptions());
  const keep = useMutation(api.fiscal.setPassword.mutationOptions({ onError: (error) => showError(error, t) }));
  const isAddressBad = !isLocalAddress(values.fiscalAddress.trim());
  const isInnBad = !isPersonInn(values.fiscalOperatorInn.trim());
  const isChanged = form.isChanged || password !== '';
  const { fiscalMode: mode } = values;
  const keepPassword = async (): Promise<void> => {
    if (password === '') return;
    await keep.mutateAsync({ password });
    setPassword('');
    await kept.refetch();
  };
  const run = async (): Promise<void> => {
    if (isAddressBad || isInnBad) return;
    await keepPassword();
    await form.save();
  };
  return (
    <form
      className="z-form"
      noValidate
      aria-label={t('settings.title')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2 className="zk-title">{t('settings.title')}</h2>
      <Select
        label={t('settings.mode')}
        description={t('settings.modeHint')}
        allowDeselect={false}
        data={MODES.map((value) => ({ value, label: t(`settings.modes.${value}`) }))}
        value={mode}
        onChange={(value) => set({ fiscalMode: MODES.find((one) => one === value) ?? 'none' })}
      />
      {mode === 'atol' && (
        <>
          <div className="z-two">
            <TextInput
              label={t('settings.address')}
              description={t('settings.addressHint')}
              value={values.fiscalAddress}
              error={isAddressBad && t('settings.notLocal')}
              onChange={(event) => set({ fiscalAddress: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings.deviceId')}
              description={t('settings.deviceIdHint')}
              maxLength={60}
              value={values.fiscalDeviceId}
              onChange={(event) => set({ fiscalDeviceId: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings.login')}
              description={t('settings.loginHint')}
              autoComplete="off"
              maxLength={60}
              value={values.fiscalLogin}
              onChange={(event) => set({ fiscalLogin: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('settings.password')}
              description={t('settings.passwordHint')}
              placeholder={kept.data?.isSet ? t('settings.passwordSet') : ''}
              autoComplete="new-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </div>
          <ConnectionCheck values={values} isDisabled={isAddressBad} before={keepPassword} />
        </>
      )}
      {mode !== 'none' && (
        <Choice
          label={t('settings.bonuses')}
          hint={t('settings.bonusesHint')}
          value={values.bonusOnReceipt}
          data={(['discount', 'counter_supply'] as const).map((value) => ({
            value,
            label: t(`loyalty:settings.receipts.${value}`),
          }))}
          onChange={(value) => set({ bonusOnReceipt: value === 'counter_supply' ? 'counter_supply' : 'discount' })}
        />
      )}
      {mode === 'atol' && (
        <>
          <Choice
            label={t('settings.operatorBy')}
            hint={t('settings.operatorByHint')}
            value={values.fiscalOperatorBy}
            data={(['user', 'fixed'] as const).map((value) => ({ value, label: t(`settings.operators.${value}`) }))}
            onChange={(value) => set({ fiscalOperatorBy: value === 'fixed' ? 'fixed' : 'user' })}
          />
          {values.fiscalOperatorBy === 'fixed' && (
            <div className="z-two">
              <TextInput
                label={t('settings.operatorName')}
                maxLength={64}
                value={values.fiscalOperatorName}
                onChange={(event) => set({ fiscalOperatorName: event.currentTarget.value })}
              />
              <TextInput
                label={t('settings.operatorInn')}
                inputMode="numeric"
                maxLength={12}
                value={values.fiscalOperatorInn}
                error={isInnBad && t('settings.badInn')}
                onChange={(event) => set({ fiscalOperatorInn: event.currentTarget.value })}
              />
            </div>
          )}
          <Select
            label={t('settings.taxation')}
            description={t('settings.taxationHint')}
            allowDeselect={false}
            data={[BY_DEVICE, ...TAXATIONS].map((value) => ({ value, label: t(`settings.taxations.${value}`) }))}
            value={values.fiscalTaxation ?? BY_DEVICE}
            onChange={(value) => set({ fiscalTaxation: TAXATIONS.find((one) => one === value) ?? null })}
          />
          <Choice
            label={t('settings.late')}
            hint={t('settings.lateHint')}
            value={values.lateReceipt}
            data={(['correction', 'ordinary'] as const).map((value) => ({
              value,
              label: t(`settings.lates.${value}`),
            }))}
            onChange={(value) => set({ lateReceipt: value === 'ordinary' ? 'ordinary' : 'correction' })}
          />
          <Switch
            label={t('settings.closesShift')}
            description={t('settings.closesShiftHint')}
            checked={values.closesFiscalShift}
            onChange={(event) => set({ closesFiscalShift: event.currentTarget.checked })}
          />
        </>
      )}
      <SaveBar
        isChanged={isChanged}
        isWrong={isAddressBad || isInnBad}
        isSaving={form.isSaving || keep.isPending}
        onReset={() => {
          form.reset();
          setPassword('');
        }}
      />
    </form>
  );
}

interface ConnectionCheckProps {
  readonly values: Pick<Settings, 'fiscalAddress' | 'fiscalDeviceId' | 'fiscalLogin'>;
  readonly isDisabled: boolean;
  /** Keeps a password that was just typed: the check uses the kept one. */
  readonly before: () => Promise<void>;
}

function ConnectionCheck({ values, isDisabled, before }: ConnectionCheckProps) {
  const { t } = useTranslation('fiscal');
  const check = useMutation(api.fiscal.check.mutationOptions({ onError: (error) => showError(error, t) }));
  const { data } = check;
  const facts = data?.trouble
    ? troubleText(t, data.trouble)
    : data &&
      [
        t('settings.checkOk', { model: data.model, serial: data.serialNumber }),
        data.shift ? t(`settings.checkShift.${data.shift}`, { number: data.shiftNumber ?? '' }) : '',
        data.hasPaper === false ? t('settings.checkNoPaper') : '',
      ]
        .filter(Boolean)
        .join(', ');
  return (
    <div>
      <Group gap={12}>
        <Button
          variant="default"
          disabled={isDisabled}
          loading={check.isPending}
          onClick={() => {
            const { fiscalAddress: address, fiscalDeviceId: deviceId, fiscalLogin: login } = values;
            void before().then(() => check.mutate({ address, deviceId, login }));
          }}
        >
          {t('settings.check')}
        </Button>
      </Group>
      <div role="status">
        {facts && (
          <Alert mt={8} color={data?.trouble ? 'orange' : 'teal'}>
            {facts}
          </Alert>
        )}
      </div>
    </div>
  );
}
