import { type RefObject, useMemo } from 'react';
import { codedError } from '../api/error-text.ts';

/** Places of the checkout that the keyboard is sent to, by their `data-at`. */
export interface CheckoutFocus {
  /** Goes there with the next paint; with `presses`, presses what stands there. */
  readonly to: (at: string, presses?: boolean) => void;
  /** The line in which the focus stands. */
  readonly lineKey: () => string | null;
  /** Goes to what a refusal is about. */
  readonly onError: (error: unknown) => void;
}

const AT_ERROR: Readonly<Record<string, string>> = {
  BONUS_INSUFFICIENT: 'bonus',
  BONUS_LIMIT: 'bonus',
  DEBT_LIMIT: 'tender-key-debt',
  NONCASH_OVERPAYMENT: 'tender-key-card',
  SHIFT_CLOSED: 'shift',
  SHIFT_EXPIRED: 'shift',
};

/** Where a refusal of the whole check is mended. */
export const placeOfError = (code: string): string => AT_ERROR[code] ?? 'pay';

export function useCheckoutFocus(root: RefObject<HTMLElement | null>): CheckoutFocus {
  return useMemo(() => {
    const to = (at: string, presses = false): void => {
      requestAnimationFrame(() => {
        const place = root.current?.querySelector<HTMLElement>(`[data-at="${CSS.escape(at)}"]`);
        place?.focus();
        if (place instanceof HTMLInputElement) place.select();
        if (presses) place?.click();
      });
    };
    return {
      to,
      lineKey: () => {
        const row = document.activeElement?.closest<HTMLElement>('[data-line]');
        return row && root.current?.contains(row) ? (row.dataset['line'] ?? null) : null;
      },
      onError: (error) => {
        const coded = codedError(error);
        const key = coded?.data['lineKey'] ?? coded?.data['key'];
        if (typeof key === 'string') to(`problem-${key}`);
        else if (coded) to(placeOfError(coded.code));
      },
    };
  }, [root]);
}
