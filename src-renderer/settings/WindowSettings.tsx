import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { WaitingSettings } from '../waiting/WaitingSettings.tsx';
import { Choice } from './Choice.tsx';

interface WindowSettingsProps {
  readonly values: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
  readonly faultOf: (name: keyof Settings) => string | undefined;
}

/** How windows are offered (domain.md A8–A10). */
export function WindowSettings({ values, onChange, faultOf }: WindowSettingsProps) {
  const { t } = useTranslation('availability');
  const number = { allowDecimal: false, allowNegative: false, clampBehavior: 'strict', w: 360, maw: '100%' } as const;
  return (
    <section className="z-group">
      <h2>{t('settings.title')}</h2>
      <Choice
        label={t('settings.slotMode')}
        hint={t('settings.slotModeHint')}
        value={values.slotMode}
        data={[
          { value: 'compact', label: t('settings.compact') },
          { value: 'grid', label: t('settings.grid') },
        ]}
        onChange={(mode) => onChange({ slotMode: mode === 'grid' ? 'grid' : 'compact' })}
      />
      <Choice
        label={t('settings.slotAnchor')}
        value={values.slotAnchor}
        data={[
          { value: 'midnight', label: t('settings.midnight') },
          { value: 'interval', label: t('settings.interval') },
        ]}
        onChange={(anchor) => onChange({ slotAnchor: anchor === 'interval' ? 'interval' : 'midnight' })}
      />
      <NumberInput
        {...number}
        label={t('settings.minGap')}
        description={t('settings.minGapHint')}
        value={values.minGapMin ?? ''}
        max={240}
        error={faultOf('minGapMin')}
        onChange={(value) => onChange({ minGapMin: typeof value === 'number' ? value : null })}
      />
      <NumberInput
        {...number}
        label={t('settings.minLead')}
        value={values.minLeadMin}
        min={0}
        max={10_080}
        error={faultOf('minLeadMin')}
        onChange={(value) => typeof value === 'number' && onChange({ minLeadMin: value })}
      />
      <NumberInput
        {...number}
        label={t('settings.horizon')}
        value={values.horizonDays}
        min={1}
        max={730}
        error={faultOf('horizonDays')}
        onChange={(value) => typeof value === 'number' && onChange({ horizonDays: value })}
      />
      <WaitingSettings values={values} onChange={onChange} faultOf={faultOf} />
    </section>
  );
}
