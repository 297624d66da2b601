import { NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { WAITLIST_POLICIES } from '../../src-shared/waiting/waiting.rules.ts';

interface WaitingSettingsProps {
  readonly values: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
  readonly faultOf: (name: keyof Settings) => string | undefined;
}

const MINUTES = [
  ['timeout', 'offerTimeoutMin'],
  ['answer', 'requestAnswerMin'],
] as const;

/** Who is offered a freed time, and how long answers are waited for. */
export function WaitingSettings({ values, onChange, faultOf }: WaitingSettingsProps) {
  const { t } = useTranslation('waiting');
  return (
    <>
      <Select
        w={360}
        maw="100%"
        label={t('settings.policy')}
        description={t('settings.policyHint')}
        data={WAITLIST_POLICIES.map((value) => ({ value, label: t(`settings.policies.${value}`) }))}
        value={values.waitlistPolicy}
        allowDeselect={false}
        onChange={(value) => {
          const policy = WAITLIST_POLICIES.find((one) => one === value);
          if (policy) onChange({ waitlistPolicy: policy });
        }}
      />
      {MINUTES.map(([name, key]) => (
        <NumberInput
          key={key}
          w={360}
          maw="100%"
          label={t(`settings.${name}`)}
          description={t(`settings.${name}Hint`)}
          value={values[key]}
          min={5}
          max={2880}
          allowDecimal={false}
          allowNegative={false}
          error={faultOf(key)}
          onChange={(value) => typeof value === 'number' && onChange({ [key]: value })}
        />
      ))}
    </>
  );
}
