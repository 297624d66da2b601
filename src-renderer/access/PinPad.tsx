import { UnstyledButton } from '@mantine/core';
import { IconBackspace } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface PinPadProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isDisabled: boolean;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'];
const LONGEST_PIN = 8;

/** Digits for a finger or the mouse; the keyboard types into the field above, so the pad is no stop for Tab. */
export function PinPad({ value, onChange, isDisabled }: PinPadProps) {
  const { t } = useTranslation('access');
  return (
    <div className="z-pin-pad" role="group" aria-label={t('pinPad')}>
      {DIGITS.map((digit) =>
        digit === '' ? (
          <span key="gap" />
        ) : (
          <UnstyledButton
            key={digit}
            type="button"
            tabIndex={-1}
            className="z-pin-key"
            disabled={isDisabled || value.length >= LONGEST_PIN}
            onClick={() => onChange(value + digit)}
          >
            {digit}
          </UnstyledButton>
        ),
      )}
      <UnstyledButton
        type="button"
        tabIndex={-1}
        className="z-pin-key"
        aria-label={t('eraseDigit')}
        disabled={isDisabled || value === ''}
        onClick={() => onChange(value.slice(0, -1))}
      >
        <IconBackspace size={22} aria-hidden />
      </UnstyledButton>
    </div>
  );
}
