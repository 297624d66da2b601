import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/checkout.contract.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { printFile } from '../journal/documents.ts';

/** Prints the slip of a check. */
export function usePrintSlip(): { readonly isPrinting: boolean; readonly print: (saleId: Sale['saleId']) => void } {
  const { t } = useTranslation();
  const [isPrinting, setPrinting] = useState(false);
  const print = (saleId: Sale['saleId']): void => {
    if (isPrinting) return;
    setPrinting(true);
    client.checkout
      .slip({ saleId })
      .then(printFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setPrinting(false));
  };
  return { isPrinting, print };
}
