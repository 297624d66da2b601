import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codedError } from '../api/error-text.ts';
import { showError } from '../api/use-command.tsx';
import { useMoney } from '../app/session.ts';
import { type Counted, NOTHING_COUNTED } from './CashCount.tsx';

/** A count and what the core said of it: the first time that it differs, the person counts again. */
export function useCount() {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const [counted, setCounted] = useState<Counted>(NOTHING_COUNTED);
  const [warning, setWarning] = useState<string | null>(null);
  const [isSurplus, setSurplus] = useState(false);
  return {
    counted,
    warning,
    /** More was counted than there should be, and the person may know it. */
    isSurplus,
    isRecounted: warning !== null,
    change: (next: Counted): void => {
      setCounted(next);
      setWarning(null);
      setSurplus(false);
    },
    reset: (): void => {
      setCounted(NOTHING_COUNTED);
      setWarning(null);
    },
    refused: (error: unknown): void => {
      const coded = codedError(error);
      if (coded?.code !== 'CONFLICT' || coded.data['reason'] !== 'countDiffers') return showError(error, t);
      const difference = coded.data['differenceMinor'];
      setSurplus(typeof difference === 'number' && difference > 0);
      setWarning(
        typeof difference === 'number'
          ? t(difference < 0 ? 'shift.lacking' : 'shift.tooMuch', { sum: money(Math.abs(difference)) })
          : t('shift.differenceBlind'),
      );
    },
  };
}
