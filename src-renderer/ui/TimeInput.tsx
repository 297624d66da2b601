import type { TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatMinute, parseMinute } from '../../src-shared/kernel/wall-time.ts';
import { DraftInput } from './DraftInput.tsx';

interface TimeInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** Minute of the day 0..1440; null = empty. */
  readonly value: number | null;
  readonly onChange: (minute: number | null) => void;
}

/** A time of day: takes «9», «930», «18:30»; 24:00 is the end of the day. */
export function TimeInput(props: TimeInputProps) {
  const { t } = useTranslation('common');
  return (
    <DraftInput
      inputMode="numeric"
      format={(minute) => (minute === 1440 ? '24:00' : formatMinute(minute))}
      parse={parseMinute}
      wrongText={t('fields.notTime')}
      {...props}
    />
  );
}
