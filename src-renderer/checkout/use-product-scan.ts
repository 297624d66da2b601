import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';
import { createScanDetector } from '../clients/scan-detector.ts';
import { findProductByCode } from './product-code.ts';

/**
 * Goods held under the scanner come on the check, wherever the focus is
 *
 * A code that was read into another field does not stay there: the field gets back what it held.
 */
export function useProductScan(
  isOn: boolean,
  onProduct: (productId: number) => void,
  onFault: (text: string | null) => void,
): void {
  const { t } = useTranslation('checkout');
  const latest = useRef({ onProduct, onFault });
  useEffect(() => {
    latest.current = { onProduct, onFault };
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const read = createScanDetector();
    let held: { readonly field: HTMLInputElement; readonly text: string; readonly atMs: number } | null = null;
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const isField = target instanceof HTMLInputElement && target.dataset['at'] !== 'search';
      if (target instanceof HTMLInputElement && target.dataset['takesCode'] !== undefined) return;
      if (isField && (held?.field !== target || event.timeStamp - held.atMs > 500)) {
        held = { field: target, text: target.value, atMs: event.timeStamp };
      } else if (held && isField) held = { ...held, atMs: event.timeStamp };
      const code = read(event.key, event.timeStamp);
      if (code === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (target instanceof HTMLInputElement) setField(target, isField && held ? held.text : '');
      findProductByCode(code).then(
        (productId) => {
          if (productId === null) latest.current.onFault(t('screen.faults.unknownBarcode', { code }));
          else latest.current.onProduct(productId);
        },
        (error: unknown) => latest.current.onFault(errorText(error, t)),
      );
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isOn, t]);
}

/** Writes into a field as if it had been typed, so that React hears of it. */
function setField(field: HTMLInputElement, text: string): void {
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  native?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
