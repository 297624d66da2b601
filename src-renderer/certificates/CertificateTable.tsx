import { useTranslation } from 'react-i18next';
import type { Certificate } from '../../src-shared/certificates/certificates.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { PassStatus } from '../passes/PassStatus.tsx';
import { rowOpens } from '../ui/row-opens.ts';

interface CertificateTableProps {
  readonly rows: readonly Certificate[];
  readonly onOpen: (id: number) => void;
}

/** Certificates as rows; the number opens the card. */
export function CertificateTable({ rows, onOpen }: CertificateTableProps) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const locale = useLocale();
  return (
    <table className="z-table">
      <thead>
        <tr>
          <th scope="col">{t('columns.number')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('columns.who')}</th>
          <th scope="col" className="z-number">
            {t('columns.nominal')}
          </th>
          <th scope="col" className="z-number">
            {t('columns.balance')}
          </th>
          <th scope="col">{t('columns.lastDay')}</th>
          <th scope="col">{t('columns.sold')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} {...rowOpens(() => onOpen(row.id))}>
            <td>
              <button
                type="button"
                className="z-link"
                aria-label={t('open', { number: row.number })}
                onClick={() => onOpen(row.id)}
              >
                {row.number}
              </button>
            </td>
            <td>
              <PassStatus status={row.status}>{t(`statuses.${row.status}`)}</PassStatus>
            </td>
            <td>{row.recipient || row.clientName || <span className="z-dim">{t('nameless')}</span>}</td>
            <td className="z-number">{money(row.nominalMinor)}</td>
            <td className="z-number">{money(row.balanceMinor)}</td>
            <td>{row.expiresOn === null ? t('endless') : formatDate(row.expiresOn, 'full', locale)}</td>
            <td className="z-dim">{formatDate(row.soldOn, 'full', locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
