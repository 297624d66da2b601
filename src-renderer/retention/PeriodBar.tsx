import { Button } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type LocalDate, addDays, addMonths, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { useDesk } from '../app/session.ts';

interface PeriodBarProps {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly onChange: (fromDate: LocalDate, toDate: LocalDate) => void;
  readonly children?: ReactNode;
}

/** The period of results: the usual ones by one press, any other by two dates. */
export function PeriodBar({ fromDate, toDate, onChange, children }: PeriodBarProps) {
  const { t } = useTranslation('retention');
  const { today } = useDesk();
  const lastMonth = addMonths(startOfMonth(today), -1, 'clamp');
  const presets = {
    today: [today, today],
    thisMonth: [startOfMonth(today), today],
    lastMonth: [lastMonth, addDays(startOfMonth(today), -1)],
    quarter: [addDays(today, -89), today],
  } as const;
  return (
    <div className="zr-range" role="group" aria-label={t('results.period')}>
      {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => {
        const [from, to] = presets[name];
        const isChosen = from === fromDate && to === toDate;
        return (
          <Button
            key={name}
            size="compact-sm"
            variant={isChosen ? 'light' : 'default'}
            aria-pressed={isChosen}
            onClick={() => onChange(from, to)}
          >
            {t(`results.${name}`)}
          </Button>
        );
      })}
      <DatePickerInput
        size="xs"
        aria-label={t('results.from')}
        value={fromDate}
        valueFormat="DD.MM.YYYY"
        clearable={false}
        onChange={(value) => value && onChange(value, value > toDate ? value : toDate)}
      />
      <DatePickerInput
        size="xs"
        aria-label={t('results.to')}
        value={toDate}
        valueFormat="DD.MM.YYYY"
        clearable={false}
        onChange={(value) => value && onChange(value < fromDate ? value : fromDate, value)}
      />
      {children}
    </div>
  );
}
