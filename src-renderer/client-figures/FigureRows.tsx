import './client-figures.css';
import '../ui/data-table.css';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
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

/** The visits behind a figure: their number and sum are the figure. */
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
              <b>{t('rows.count', { count: answer.data.rows.length })}</b>{' '}
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
          <Row key={row.visitId} row={row} />
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
  const Sign = STATUS_ICONS[row.status];
  return (
    <tr>
      <td>
        <button
          type="button"
          className="z-link"
          aria-label={t('rows.openDay', { date: day })}
          onClick={() => void navigate(`/journal/${row.localDate}`)}
        >
          {formatDate(row.localDate, 'short', locale)}
        </button>{' '}
        <span className="z-dim">{formatMinute(row.startMin)}</span>
      </td>
      <td>
        {row.lines.map((line) => (
          <div key={line.lineId}>
            {line.service} <span className="z-dim">{line.staff}</span>
          </div>
        ))}
        {row.comment !== '' && <div className="z-dim">{row.comment}</div>}
      </td>
      <td>
        <span className="z-client-status">
          <Sign size={16} aria-hidden />
          {t(`journal:screen.status.${row.status}`)}
        </span>
      </td>
      <td className="z-number">{row.sinceDays !== null && t('rows.days', { count: row.sinceDays })}</td>
      <td className="z-number">{money(row.sumMinor)}</td>
    </tr>
  );
}
