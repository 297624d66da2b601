import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const WAYS = ['empty', 'demo', 'restore'] as const;
type Way = (typeof WAYS)[number];

interface StartStepProps {
  readonly value: Way;
  readonly onChange: (way: Way) => void;
}

/** What to begin with: nothing, the demo salon, or a backup. */
export function StartStep({ value, onChange }: StartStepProps) {
  const { t } = useTranslation('setup');
  return (
    <Radio.Group
      label={t('startWith')}
      value={value}
      onChange={(chosen) => onChange(WAYS.find((way) => way === chosen) ?? 'empty')}
    >
      <div className="z-cards">
        {WAYS.map((way) => (
          <Radio.Card key={way} value={way} className="z-card-choice" p="md">
            <Radio.Indicator />
            <span>
              <strong>{t(`ways.${way}.title`)}</strong>
              <span className="z-dim">{t(`ways.${way}.text`)}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
