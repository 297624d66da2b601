import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LOCALES } from '../../src-shared/i18n/format.ts';
import { settingsSchema } from '../../src-shared/settings/settings.contract.ts';
import { currencyOptions, timeZoneOptions } from '../settings/region.ts';
import type { SetupDraft } from './SetupPage.tsx';

interface SalonStepProps {
  readonly draft: SetupDraft;
  /** The person wanted to go on: say what is missing. */
  readonly isChecked: boolean;
  readonly onChange: (values: Partial<SetupDraft>) => void;
}

/** Language, name, currency and time zone. */
export function SalonStep({ draft, isChecked, onChange }: SalonStepProps) {
  const { t } = useTranslation('setup');
  const languageId = useId();
  return (
    <>
      <div>
        <span id={languageId} className="mantine-InputWrapper-label z-label">
          {t('language')}
        </span>
        <SegmentedControl
          size="sm"
          fullWidth
          aria-labelledby={languageId}
          value={draft.locale}
          onChange={(locale) => onChange({ locale: LOCALES.find((known) => known === locale) ?? 'ru' })}
          data={LOCALES.map((locale) => ({ value: locale, label: t(`common:languages.${locale}`) }))}
        />
      </div>
      <TextInput
        autoFocus
        label={t('salonName')}
        description={t('salonNameHint')}
        value={draft.salonName}
        maxLength={120}
        error={isChecked && draft.salonName.trim() === '' ? t('common:fields.required') : null}
        onChange={(event) => onChange({ salonName: event.currentTarget.value })}
      />
      <div className="z-two">
        <Select
          label={t('currency')}
          data={currencyOptions(draft.locale)}
          value={draft.currency}
          allowDeselect={false}
          checkIconPosition="right"
          onChange={(value) => onChange({ currency: settingsSchema.shape.currency.parse(value ?? undefined) })}
        />
        <Select
          label={t('timeZone')}
          searchable
          nothingFoundMessage={t('timeZoneUnknown')}
          data={timeZoneOptions(draft.locale, draft.timeZone)}
          value={draft.timeZone}
          allowDeselect={false}
          checkIconPosition="right"
          onChange={(value) => value && onChange({ timeZone: value })}
        />
      </div>
    </>
  );
}
