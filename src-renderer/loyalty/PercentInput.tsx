import type { TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { parsePercent } from '../../src-shared/kernel/percent.ts';
import { useLocale } from '../app/session.ts';
import { DraftInput } from '../ui/DraftInput.tsx';

interface PercentInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Basis points; null = empty. */
  readonly value: number | null;
  readonly onChange: (rateBp: number | null) => void;
}

/** A percent from 0 to 100: takes «7,5» as people type it. */
export function PercentInput(props: PercentInputProps) {
  const { t } = useTranslation('common');
  const locale = useLocale();
  return (
    <DraftInput
      inputMode="decimal"
      format={(rateBp) => formatNumber(rateBp / 100, locale, 2)}
      parse={parseRate}
      wrongText={t('fields.wrong')}
      {...props}
    />
  );
}

function parseRate(text: string): number | null {
  const rateBp = parsePercent(text);
  return rateBp === null || rateBp < 0 || rateBp > 10_000 ? null : rateBp;
}
