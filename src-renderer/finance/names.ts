import { useTranslation } from 'react-i18next';

/** How documents and accounts are named to a person. */
export function useNames() {
  const { t } = useTranslation('ledger');
  return {
    documentName: (kind: string, number: number): string => t('numbered', { kind: t(`documents.${kind}`), number }),
    accountName: (code: number): string => t(`accounts.${code}`),
  };
}
