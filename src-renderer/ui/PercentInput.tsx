import type { TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WHOLE_BP, parsePercent } from '../../src-shared/kernel/percent.ts';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { useLocale } from '../app/session.ts';
import { DraftInput } from './DraftInput.tsx';

interface PercentInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Basis points; null = empty. */
  readonly value: number | null;
  readonly onChange: (rateBp: number | null) => void;
}

/** A percentage from 0 to 100: takes «12,5» as people type it. */
export function PercentInput(props: PercentInputProps) {
  const { t } = useTranslation('common');
  const locale = useLocale();
  return (
    <DraftInput
      inputMode="decimal"
      rightSection={<span className="z-unit">%</span>}
      rightSectionPointerEvents="none"
      format={(rateBp) => formatNumber(rateBp / 100, locale, rateBp % 100 === 0 ? 0 : 2)}
      parse={(text) => {
        const rateBp = parsePercent(text);
        return rateBp === null || rateBp < 0 || rateBp > WHOLE_BP ? null : rateBp;
      }}
      wrongText={t('fields.notPercent')}
      {...props}
    />
  );
}
