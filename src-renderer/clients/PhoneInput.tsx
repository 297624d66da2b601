import type { TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';
import { DraftInput } from '../ui/DraftInput.tsx';

interface PhoneInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Digits with the country code; null = empty. */
  readonly value: string | null;
  readonly onChange: (digits: string | null) => void;
}

/** A phone number: takes it in any form, foreign ones too, and writes it in the usual one. */
export function PhoneInput(props: PhoneInputProps) {
  const { t } = useTranslation('common');
  return (
    <DraftInput
      type="tel"
      inputMode="tel"
      maxLength={30}
      format={formatPhone}
      parse={phoneDigits}
      wrongText={t('fields.notPhone')}
      {...props}
    />
  );
}
