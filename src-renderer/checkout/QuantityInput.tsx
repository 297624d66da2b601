import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { parseDecimal } from '../../src-shared/kernel/decimal-text.ts';
import { useLocale } from '../app/session.ts';
import { DraftInput } from '../ui/DraftInput.tsx';

interface QuantityInputProps {
  readonly label: string;
  /** Thousandths of a unit. */
  readonly value: number;
  /** The most that may be typed. */
  readonly maxMilli?: number;
  readonly onChange: (milli: number) => void;
}

/** How many: a whole or decimal number; ↑↓ count up and down. */
export function QuantityInput({ label, value, maxMilli, onChange }: QuantityInputProps) {
  const { t } = useTranslation('common');
  const locale = useLocale();
  const isFit = (milli: number): boolean => milli > 0 && milli <= (maxMilli ?? 1_000_000_000);
  return (
    <DraftInput
      size="xs"
      inputMode="decimal"
      aria-label={label}
      format={(milli) => formatNumber(milli / 1000, locale, 3)}
      parse={(text) => {
        const milli = parseDecimal(text, 3);
        return milli !== null && isFit(milli) ? milli : null;
      }}
      wrongText={t('fields.wrong')}
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(milli) => {
        if (milli !== null) onChange(milli);
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? 1000 : event.key === 'ArrowDown' ? -1000 : 0;
        if (step === 0) return;
        event.preventDefault();
        // What was typed is left first, so that the counted number is shown.
        event.currentTarget.blur();
        if (isFit(value + step)) onChange(value + step);
        event.currentTarget.focus();
      }}
    />
  );
}
