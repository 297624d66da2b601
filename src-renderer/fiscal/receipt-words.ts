import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { FiscalJob, FiscalTroubleNote } from '../../src-shared/fiscal/fiscal.contract.ts';

/** Why a receipt is not printed, and what to do: a sentence with the words and the number of the register. */
export function troubleText(t: TFunction, { kind, text, deviceCode }: FiscalTroubleNote): string {
  const said = t(`fiscal:troubles.${kind}`, { text: text || '—' });
  return deviceCode === null || deviceCode === 0 ? said : `${said} ${t('fiscal:code', { code: deviceCode })}`;
}

/** Names of receipts: the document that each belongs to. */
export function useReceiptTitle(): (job: Pick<FiscalJob, 'documentKind' | 'number'>) => string {
  const { t } = useTranslation('clientAccount');
  return ({ documentKind, number }) => t(`kinds.${documentKind}`, { number });
}

/** The figures by which the tax office finds a receipt. */
export function printedText(t: TFunction, { printed, note }: Pick<FiscalJob, 'printed' | 'note'>): string {
  const parts = printed
    ? [
        printed.isCorrection ? t('fiscal:correction') : '',
        printed.documentNumber === null ? '' : t('fiscal:fd', { number: printed.documentNumber }),
        printed.documentSign === '' ? '' : t('fiscal:fp', { sign: printed.documentSign }),
        printed.shiftNumber === null ? '' : t('fiscal:fiscalShift', { number: printed.shiftNumber }),
        printed.isOnPaper ? '' : t('fiscal:notOnPaper'),
      ]
    : [note === '' ? '' : t('fiscal:byHandNote', { note })];
  return parts.filter(Boolean).join(' · ');
}
