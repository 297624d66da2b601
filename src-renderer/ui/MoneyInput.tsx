import type { TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { parseMoney } from '../../src-shared/kernel/money.ts';
import { useLocale, useSettings } from '../app/session.ts';
import { DraftInput } from './DraftInput.tsx';

interface MoneyInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Minor units; null = empty. */
  readonly value: number | null;
  readonly onChange: (minor: number | null) => void;
}

/** An amount of money, not negative: takes «1 250,50» as people type it. */
export function MoneyInput(props: MoneyInputProps) {
  const { t } = useTranslation('common');
  const locale = useLocale();
  const { currency } = useSettings();
  return (
    <DraftInput
      inputMode="decimal"
      rightSection={<span className="z-unit">{currencySign(currency)}</span>}
      rightSectionPointerEvents="none"
      format={(minor) => formatNumber(minor / 100, locale, minor % 100 === 0 ? 0 : 2)}
      parse={parseAmount}
      wrongText={t('fields.notMoney')}
      {...props}
    />
  );
}

/** Minor units of what was typed; null when it is not an amount or is negative. */
export function parseAmount(text: string): number | null {
  const minor = parseMoney(text);
  return minor === null || minor < 0 ? null : minor;
}

function currencySign(currency: string): string {
  const parts = new Intl.NumberFormat('ru-RU', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
