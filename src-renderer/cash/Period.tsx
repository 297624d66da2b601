import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { typedDate } from '../ui/typed-date.ts';

/** Days from and to, both inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

interface PeriodProps {
  readonly value: Days;
  readonly onChange: (value: Days) => void;
}

/** Two dates; the second never lies before the first. */
export function Period({ value, onChange }: PeriodProps) {
  const { t } = useTranslation('cash');
  const field = (name: 'from' | 'to') => (
    <DateInput
      w={140}
      label={t(`op.${name}_`)}
      valueFormat="DD.MM.YYYY"
      dateParser={typedDate}
      value={value[name]}
      onChange={(day) => {
        if (!day) return;
        if (name === 'from') onChange({ from: day, to: value.to < day ? day : value.to });
        else onChange({ from: value.from > day ? day : value.from, to: day });
      }}
    />
  );
  return (
    <>
      {field('from')}
      {field('to')}
    </>
  );
}
