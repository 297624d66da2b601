import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { typedDate } from '../ui/typed-date.ts';

interface TermFieldsProps {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly fault?: string | undefined;
  readonly onChange: (term: { from?: LocalDate; to?: LocalDate | null }) => void;
}

/** First and last day, both included; the last one may be left open. */
export function TermFields({ from, to, fault, onChange }: TermFieldsProps) {
  const { t } = useTranslation('loyalty');
  const field = { valueFormat: 'DD.MM.YYYY', dateParser: typedDate, maxDate: '2199-12-31' } as const;
  return (
    <div className="z-pair">
      <DateInput
        {...field}
        label={t('cards.validFrom')}
        value={from}
        onChange={(value) => {
          if (value !== null) onChange({ from: value });
        }}
      />
      <DateInput
        {...field}
        label={t('cards.validTo')}
        placeholder={t('cards.noTerm')}
        clearable
        minDate={from}
        error={fault}
        value={to}
        onChange={(value) => onChange({ to: value })}
      />
    </div>
  );
}
