import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { FlowKind } from '../../src-shared/retention/flow.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';

/** Which clients are behind a number. */
export interface FlowQuestion {
  readonly title: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly kind: FlowKind;
  readonly staffId: StaffId | null;
}

/** The clients behind a number of the flow, each leading to their card. */
export function FlowRows({ question, onClose }: { readonly question: FlowQuestion; readonly onClose: () => void }) {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const money = useMoney();
  const { title, ...input } = question;
  const rows = useQuery(api.retention.flowRows.queryOptions({ input }));
  return (
    <CardDrawer title={title} size={720} onClose={onClose}>
      <div className="z-card-body">
        {rows.error && <p className="z-field-error">{errorText(rows.error, t)}</p>}
        {rows.data && rows.data.total > rows.data.rows.length && (
          <p className="z-dim">{t('list.shown', { shown: rows.data.rows.length, total: rows.data.total })}</p>
        )}
        {rows.data && (
          <table className="z-table">
            <thead>
              <tr>
                <th scope="col">{t('results.client')}</th>
                <th scope="col">{t(question.kind === 'left' ? 'flow.leftOn' : 'flow.cameOn')}</th>
                <th scope="col">{t('flow.master')}</th>
                <th scope="col" className="z-number">
                  {t('flow.visits')}
                </th>
                <th scope="col" className="z-number">
                  {t('flow.spent')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.data.rows.map((row) => (
                <tr key={row.clientId}>
                  <td>
                    <Link to={`/clients/${row.clientId}`} className="zr-visit-link">
                      {row.name}
                    </Link>
                  </td>
                  <td className="zr-when">{formatDate(row.onDate, 'dayMonth', locale)}</td>
                  <td>{row.staffName}</td>
                  <td className="z-number">{row.visits}</td>
                  <td className="z-number">{money(row.spentMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </CardDrawer>
  );
}
