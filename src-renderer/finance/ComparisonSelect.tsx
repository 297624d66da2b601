import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COMPARISONS, type Comparison } from '../../src-shared/ledger/periods.rules.ts';

interface ComparisonSelectProps {
  readonly value: Comparison;
  readonly onChange: (value: Comparison) => void;
  /** A balance stands on a day: it is compared with the end of the month before. */
  readonly isOfDay?: boolean;
}

/** What the figures of a report are put beside (features.md F4). */
export function ComparisonSelect({ value, onChange, isOfDay = false }: ComparisonSelectProps) {
  const { t } = useTranslation('ledger');
  return (
    <Select
      size="xs"
      w={210}
      aria-label={t('profit.comparison')}
      value={value}
      allowDeselect={false}
      onChange={(next) => next && onChange(next)}
      data={COMPARISONS.map((one) => ({
        value: one,
        label: t(isOfDay && one === 'before' ? 'balance.monthBefore' : `profit.comparisons.${one}`),
      }))}
    />
  );
}
