import { useTranslation } from 'react-i18next';
import type { CertificateStatus } from '../../src-shared/certificates/certificates.rules.ts';

/** The status of a certificate in words. */
export function StatusText({ status }: { readonly status: CertificateStatus }) {
  const { t } = useTranslation('certificates');
  return (
    <span className="z-pass-status" data-status={status}>
      {t(`statuses.${status}`)}
    </span>
  );
}
