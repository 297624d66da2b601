import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { printFile } from '../journal/documents.ts';

/** Papers of a check: the slip for a roll of 80 mm, the act on A4. */
export type CheckPaper = 'slip' | 'act';

/** The keys that print them. */
export const PAPER_KEYS: Readonly<Record<string, CheckPaper>> = { F9: 'slip', 'Shift+F9': 'act' };

/** Prints the papers of a check. */
export function usePrintPaper(): {
  /** The paper that is being made. */
  readonly printing: CheckPaper | null;
  readonly print: (paper: CheckPaper, saleId: Sale['saleId']) => void;
} {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState<CheckPaper | null>(null);
  const print = (paper: CheckPaper, saleId: Sale['saleId']): void => {
    if (printing) return;
    setPrinting(paper);
    (paper === 'slip' ? client.checkout.slip({ saleId }) : client.checkout.act({ saleId }))
      .then(printFile)
      .catch((error: unknown) => showError(error, t))
      .finally(() => setPrinting(null));
  };
  return { printing, print };
}
