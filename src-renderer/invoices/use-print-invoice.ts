import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { printFile } from '../journal/documents.ts';

/** Prints papers with the numbers they were given; `printing` is the one that is being made. */
export function usePrintInvoice(): {
  readonly printing: number | null;
  readonly print: (invoiceId: number) => void;
} {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState<number | null>(null);
  const print = (invoiceId: number): void => {
    if (printing !== null) return;
    setPrinting(invoiceId);
    client.invoices
      .file({ invoiceId: invoiceId })
      .then(printFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setPrinting(null));
  };
  return { printing, print };
}
