import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Settings, settingsSchema } from '../../src-shared/settings/settings.contract.ts';
import { fieldErrors } from '../api/error-text.ts';
import { useLocale } from '../app/session.ts';
import { currencyOptions, timeZoneOptions } from './region.ts';
import { ClientStatusSettings } from '../client-figures/ClientStatusSettings.tsx';
import { Choice } from './Choice.tsx';
import { PriceSettings } from './PriceSettings.tsx';
import { SaveBar } from './SaveBar.tsx';
import { WeekHoursInput, areWeekHoursRight } from './WeekHoursInput.tsx';
import { WindowSettings } from './WindowSettings.tsx';
import { useSettingsForm } from './use-settings-form.ts';

const NUMBERS = [
  ['allowOverrun', 'allowOverrunMin', 240],
  ['noShowGrace', 'noShowGraceMin', 240],
  ['lateCancel', 'lateCancelHours', 168],
] as const;
const STEPS = settingsSchema.shape.slotStepMin.unwrap().options.map(({ value }) => value);

/** The salon's settings as one form; what was typed stays after a refusal. */
export function SalonSettingsForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const [faults, setFaults] = useState<Record<string, string>>({});
  const { values, set, isChanged, save, isSaving, reset } = useSettingsForm(settings, {
    onRefused: (error) => {
      const byField = fieldErrors(error, t);
      setFaults(byField);
      return Object.keys(byField).length > 0;
    },
  });
  const faultOf = (name: keyof Settings): string | undefined => faults[`values.${name}`];
  const areHoursRight = areWeekHoursRight(values.weekHours);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setFaults({});
    if (areHoursRight) void save();
  };
  return (
    <form className="z-form" onSubmit={submit} noValidate>
      <Group title={t('salon.identity')}>
        <TextInput
          label={t('salon.name')}
          value={values.salonName}
          maxLength={120}
          error={faultOf('salonName')}
          onChange={(event) => set({ salonName: event.currentTarget.value })}
        />
        <div className="z-two">
          <TextInput
            label={t('salon.address')}
            value={values.salonAddress}
            maxLength={200}
            error={faultOf('salonAddress')}
            onChange={(event) => set({ salonAddress: event.currentTarget.value })}
          />
          <TextInput
            label={t('salon.phone')}
            value={values.salonPhone}
            maxLength={40}
            error={faultOf('salonPhone')}
            onChange={(event) => set({ salonPhone: event.currentTarget.value })}
          />
        </div>
      </Group>
      <Group title={t('salon.hours')}>
        <WeekHoursInput
          value={values.weekHours}
          onChange={(week) =>
            set({ weekHours: week.map((day) => day.map(([from, to]): [number, number] => [from, to])) })
          }
        />
        {!areHoursRight && (
          <p className="z-field-error" role="alert">
            {t('common:fields.overlappingIntervals')}
          </p>
        )}
      </Group>
      <Group title={t('salon.journal')}>
        <Choice
          label={t('salon.slotStep')}
          hint={t('salon.slotStepHint')}
          value={String(values.slotStepMin)}
          data={STEPS.map((step) => ({ value: String(step), label: t('salon.stepValue', { count: step }) }))}
          onChange={(text) => set({ slotStepMin: STEPS.find((step) => String(step) === text) ?? values.slotStepMin })}
        />
        {NUMBERS.map(([text, name, max]) => (
          <NumberInput
            key={name}
            label={t(`salon.${text}`)}
            value={values[name]}
            min={0}
            max={max}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            w={360}
            maw="100%"
            error={faultOf(name)}
            onChange={(value) => typeof value === 'number' && set({ [name]: value })}
          />
        ))}
        <Switch
          label={t('salon.processing')}
          checked={values.processingReleasesMaster}
          onChange={(event) => set({ processingReleasesMaster: event.currentTarget.checked })}
        />
        <Choice
          label={t('salon.nameOrder')}
          value={values.nameOrder}
          data={[
            { value: 'firstLast', label: t('salon.firstLast') },
            { value: 'lastFirst', label: t('salon.lastFirst') },
          ]}
          onChange={(order) => set({ nameOrder: order === 'lastFirst' ? 'lastFirst' : 'firstLast' })}
        />
        <TagsInput
          label={t('salon.cancelReasons')}
          description={t('salon.cancelReasonsHint')}
          value={values.cancelReasons}
          maxTags={30}
          error={faultOf('cancelReasons')}
          onChange={(cancelReasons) => set({ cancelReasons })}
        />
      </Group>
      <ClientStatusSettings values={values} onChange={set} faultOf={faultOf} />
      <PriceSettings values={values} onChange={set} />
      <WindowSettings values={values} onChange={set} faultOf={faultOf} />
      <Group title={t('salon.region')}>
        <div className="z-two">
          <Select
            label={t('salon.currency')}
            data={currencyOptions(locale)}
            value={values.currency}
            allowDeselect={false}
            checkIconPosition="right"
            onChange={(value) => set({ currency: settingsSchema.shape.currency.parse(value ?? undefined) })}
          />
          <Select
            label={t('salon.timeZone')}
            searchable
            data={timeZoneOptions(locale, values.timeZone)}
            value={values.timeZone}
            allowDeselect={false}
            checkIconPosition="right"
            onChange={(value) => value && set({ timeZone: value })}
          />
        </div>
      </Group>
      <Group title={t('salon.security')}>
        <NumberInput
          label={t('salon.autoLock')}
          description={t('salon.autoLockHint')}
          value={values.autoLockMin}
          min={0}
          max={480}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          w={360}
          maw="100%"
          error={faultOf('autoLockMin')}
          onChange={(value) => typeof value === 'number' && set({ autoLockMin: value })}
        />
      </Group>
      <SaveBar isChanged={isChanged} isWrong={!areHoursRight} isSaving={isSaving} onReset={reset} />
    </form>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="z-group">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
