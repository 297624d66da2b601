import './client-figures.css';
import '../ui/data-table.css';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { FigureRow } from '../../src-shared/client-figures/client-figures.contract.ts';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { STATUS_ICONS } from '../journal/StatusSign.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import type { FigureAsk } from './figure-ask.ts';

interface FigureRowsProps {
  readonly clientId: ClientId;
  readonly ask: FigureAsk;
  readonly onClose: () => void;
}

/** The visits and checks behind a figure: their number and sum are the figure. */
export function FigureRows({ clientId, ask: { title, note, ...input }, onClose }: FigureRowsProps) {
  const { t } = useTranslation('clientFigures');
  const money = useMoney();
  const answer = useQuery(api.clientFigures.rows.queryOptions({ input: { clientId, ...input } }));
  return (
    <CardDrawer title={title} size={720} onClose={onClose}>
      <div className="z-card-body z-figure-rows">
        {answer.error && <p className="z-field-error">{errorText(answer.error, t)}</p>}
        {answer.isPending && <Skeleton height={160} className="z-appear-late" />}
        {answer.data && (
          <>
            <p>
              <b>{counted(answer.data.rows, t)}</b>{' '}
              {answer.data.sumMinor > 0 && t('rows.sum', { sum: money(answer.data.sumMinor) })}
              {note && <span className="z-dim"> · {note}</span>}
            </p>
            {answer.data.rows.length === 0 ? (
              <p className="z-dim">{t('rows.nothing')}</p>
            ) : (
              <RowsTable rows={answer.data.rows} sumMinor={answer.data.sumMinor} />
            )}
          </>
        )}
      </div>
    </CardDrawer>
  );
}

/** Visits, and checks without one where there are any. */
function counted(rows: readonly FigureRow[], t: TFunction<'clientFigures'>): string {
  const checks = rows.filter(({ visitId }) => visitId === null).length;
  const visits = rows.length - checks;
  return [
    ...(visits > 0 || checks === 0 ? [t('rows.count', { count: visits })] : []),
    ...(checks > 0 ? [t('rows.checks', { count: checks })] : []),
  ].join(', ');
}

function RowsTable({ rows, sumMinor }: { readonly rows: readonly FigureRow[]; readonly sumMinor: number }) {
  const { t } = useTranslation('clientFigures');
  const money = useMoney();
  return (
    <table className="z-table">
      <thead>
        <tr>
          <th>{t('rows.columns.when')}</th>
          <th>{t('rows.columns.what')}</th>
          <th>{t('rows.columns.status')}</th>
          <th className="z-number">{t('rows.columns.since')}</th>
          <th className="z-number">{t('rows.columns.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.visitId ?? `sale-${row.saleId}`} row={row} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th colSpan={4}>{t('rows.total')}</th>
          <td className="z-number">{money(sumMinor)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Row({ row }: { readonly row: FigureRow }) {
  const { t } = useTranslation('clientFigures');
  const navigate = useNavigate();
  const locale = useLocale();
  const money = useMoney();
  const day = formatDate(row.localDate, 'full', locale);
  const Sign = row.status && STATUS_ICONS[row.status];
  return (
    <tr>
      <td>
        <button
          type="button"
          className="z-link"
          aria-label={t(row.saleId === null ? 'rows.openDay' : 'rows.openCheck', { date: day, number: row.number })}
          onClick={() =>
            void navigate(row.saleId === null ? `/journal/${row.localDate}` : `/cash/sales?sale=${row.saleId}`)
          }
        >
          {formatDate(row.localDate, 'short', locale)}
        </button>{' '}
        {row.startMin !== null && <span className="z-dim">{formatMinute(row.startMin)}</span>}
      </td>
      <td>
        {row.lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines of a visit and of its check have no common id, and stay as they are
          <div key={index}>
            {line.service} <span className="z-dim">{line.staff}</span>
          </div>
        ))}
        {row.comment !== '' && <div className="z-dim">{row.comment}</div>}
      </td>
      <td>
        <span className="z-client-status">
          {Sign && <Sign size={16} aria-hidden />}
          {row.status ? t(`journal:screen.status.${row.status}`) : t('rows.check', { number: row.number })}
        </span>
      </td>
      <td className="z-number">{row.sinceDays !== null && t('rows.days', { count: row.sinceDays })}</td>
      <td className="z-number">{money(row.sumMinor)}</td>
    </tr>
  );
}
