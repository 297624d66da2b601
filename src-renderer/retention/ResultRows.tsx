import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ServiceId, UserId } from '../../src-shared/contract-base.ts';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import type { CallReason } from '../../src-shared/retention/retention.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useLocale, useMoney, useSettings } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';

/** Which calls are behind a number. */
export interface ResultQuestion {
  readonly title: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly figure: 'calls' | 'answered' | 'booked' | 'came';
  readonly calledBy: UserId | null;
  readonly reason: CallReason | null;
  readonly serviceId: ServiceId | null;
}

/** The calls behind a number of the results. */
export function ResultRows({ question, onClose }: { readonly question: ResultQuestion; readonly onClose: () => void }) {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const money = useMoney();
  const { timeZone } = useSettings();
  const thisYear = Number(useDesk().today.slice(0, 4));
  const { title, ...input } = question;
  const rows = useQuery(api.retention.resultRows.queryOptions({ input }));
  return (
    <CardDrawer title={t('results.rows', { what: title })} size={960} onClose={onClose}>
      <div className="z-card-body">
        {rows.error && <p className="z-field-error">{errorText(rows.error, t)}</p>}
        {rows.data && rows.data.total > rows.data.rows.length && (
          <p className="z-dim">{t('list.shown', { shown: rows.data.rows.length, total: rows.data.total })}</p>
        )}
        {rows.data && (
          <table className="z-table">
            <thead>
              <tr>
                {(['when', 'client', 'who', 'about', 'outcome', 'visit'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`results.${column}`)}
                  </th>
                ))}
                <th scope="col" className="z-number">
                  {t('results.sum')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.data.rows.map((call) => (
                <tr key={call.id}>
                  <td className="zr-when">{formatInstant(call.calledAtMs, timeZone, locale, thisYear)}</td>
                  <td>
                    <Link to={`/clients/${call.clientId}`} className="zr-visit-link">
                      {call.clientName}
                    </Link>
                  </td>
                  <td>{call.calledBy}</td>
                  <td>
                    {t(`callReasons.${call.reason}`)}
                    {call.serviceName !== null && <div className="z-dim">{call.serviceName}</div>}
                  </td>
                  <td>
                    {t(`outcomeNames.${call.outcome}`)}
                    {call.note !== '' && <div className="z-dim">{call.note}</div>}
                  </td>
                  <td>
                    {call.visitOn !== null && call.visitStatus !== null && (
                      <Link to={`/journal/${call.visitOn}`} className="zr-visit-link">
                        {formatDate(call.visitOn, 'dayMonth', locale)}, {t(`journal:screen.status.${call.visitStatus}`)}
                      </Link>
                    )}
                  </td>
                  <td className="z-number">{call.visitOn !== null && money(call.priceMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </CardDrawer>
  );
}
