import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { Choice } from '../settings/Choice.tsx';

interface ClientStatusSettingsProps {
  readonly values: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
  readonly faultOf: (name: keyof Settings) => string | undefined;
}

/** When a client counts as sleeping and as lost (R4, R12). */
export function ClientStatusSettings({ values, onChange, faultOf }: ClientStatusSettingsProps) {
  const { t } = useTranslation('clientFigures');
  return (
    <section className="z-group">
      <h2>{t('settings.title')}</h2>
      <Choice
        label={t('settings.by')}
        hint={t(`settings.byHint.${values.clientStatusBy}`)}
        value={values.clientStatusBy}
        data={[
          { value: 'rhythm', label: t('settings.byRhythm') },
          { value: 'days', label: t('settings.byDays') },
        ]}
        onChange={(by) => onChange({ clientStatusBy: by === 'days' ? 'days' : 'rhythm' })}
      />
      <div className="z-two">
        {(['sleepingDays', 'lossDays'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`settings.${name}`)}
            value={values[name]}
            min={name === 'lossDays' ? 7 : 1}
            max={730}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="blur"
            error={faultOf(name)}
            onChange={(value) => typeof value === 'number' && onChange({ [name]: value })}
          />
        ))}
      </div>
    </section>
  );
}
