import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../src-shared/i18n/format.ts';
import { type Settings, settingsSchema } from '../../src-shared/settings/settings.contract.ts';
import { useLocale } from '../app/session.ts';
import { Choice } from './Choice.tsx';

const STEPS = settingsSchema.shape.priceStepMinor.unwrap().options.map(({ value }) => value);

interface PriceSettingsProps {
  readonly values: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
}

/** How prices are made (domain.md P1, M9). */
export function PriceSettings({ values, onChange }: PriceSettingsProps) {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  return (
    <section className="z-group">
      <h2>{t('salon.prices')}</h2>
      <Choice
        label={t('salon.priceStep')}
        hint={t('salon.priceStepHint')}
        value={String(values.priceStepMinor)}
        data={STEPS.map((step) => ({ value: String(step), label: formatAmount(step, values.currency, locale) }))}
        onChange={(text) =>
          onChange({ priceStepMinor: STEPS.find((step) => String(step) === text) ?? values.priceStepMinor })
        }
      />
      <Switch
        label={t('salon.fixPrice')}
        description={t('salon.fixPriceHint')}
        checked={values.fixPriceAtBooking}
        onChange={(event) => onChange({ fixPriceAtBooking: event.currentTarget.checked })}
      />
    </section>
  );
}
