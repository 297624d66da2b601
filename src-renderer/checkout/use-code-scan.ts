import { useEffect, useRef } from 'react';
import { createScanDetector } from '../clients/scan-detector.ts';

/**
 * What is held under the scanner is read wherever the focus is
 *
 * A code that was read into another field does not stay there: the field gets back what it held. A field with
 * `data-takes-code` keeps its code: it asks for one itself.
 */
export function useCodeScan(isOn: boolean, onCode: (code: string) => void): void {
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
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
      latest.current(code);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isOn]);
}

/** Writes into a field as if it had been typed, so that React hears of it. */
function setField(field: HTMLInputElement, text: string): void {
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  native?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
