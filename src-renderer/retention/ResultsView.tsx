import { Alert, Tooltip, UnstyledButton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startOfMonth } from '../../src-shared/kernel/local-date.ts';
import type { ResultFigures } from '../../src-shared/retention/retention.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ResultRows, type ResultQuestion } from './ResultRows.tsx';
import '../ui/data-table.css';

const FIGURES = ['calls', 'answered', 'booked', 'came'] as const;

/** What the calls of a period brought; each number opens its calls (A5, A6). */
export function ResultsView() {
  const { t } = useTranslation('retention');
  const { today } = useDesk();
  const money = useMoney();
  const [[fromDate, toDate], setRange] = useState<readonly [string, string]>([startOfMonth(today), today]);
  const [open, setOpen] = useState<ResultQuestion | null>(null);
  const results = useQuery(
    api.retention.results.queryOptions({ input: { fromDate, toDate }, placeholderData: keepPreviousData }),
  );
  const { data } = results;
  const show = (title: string, question: Partial<ResultQuestion>): void =>
    setOpen({ title, fromDate, toDate, figure: 'calls', calledBy: null, reason: null, serviceId: null, ...question });
  const cells = (name: string, row: ResultFigures, question: Partial<ResultQuestion>) => (
    <>
      {FIGURES.map((figure) => (
        <td key={figure} className="z-number">
          {row[figure] === 0 ? (
            <span className="z-dim">0</span>
          ) : (
            <button
              type="button"
              className="z-link zr-figure"
              aria-label={t('results.show', { what: `${name}, ${t(`results.${figure}`)} ${row[figure]}` })}
              onClick={() => show(`${name}, ${t(`results.${figure}`)}`, { ...question, figure })}
            >
              {row[figure]}
            </button>
          )}
        </td>
      ))}
      <td className="z-number">{money(row.revenueMinor)}</td>
    </>
  );
  const table = (
    title: string,
    rows: readonly {
      readonly key: string;
      readonly name: string;
      readonly row: ResultFigures;
      readonly question: Partial<ResultQuestion>;
    }[],
  ) => (
    <table className="z-table zr-results-table">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {FIGURES.map((figure) => (
            <th key={figure} scope="col" className="z-number">
              {t(`results.${figure}`)}
            </th>
          ))}
          <th scope="col" className="z-number">
            {t('results.revenue')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, row, question }) => (
          <tr key={key}>
            <td>{name}</td>
            {cells(name, row, question)}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <div className="zr-results">
      <PeriodBar fromDate={fromDate} toDate={toDate} onChange={(from, to) => setRange([from, to])}>
        {data?.isOwnOnly && <span className="z-dim">{t('results.ownOnly')}</span>}
      </PeriodBar>
      {results.error && <Alert color="danger">{errorText(results.error, t)}</Alert>}
      {data?.total.calls === 0 && (
        <EmptyState icon={IconPhoneCall} title={t('results.empty')} text={t('results.emptyText')} />
      )}
      {data && data.total.calls > 0 && (
        <>
          <div className="zr-tiles">
            {FIGURES.map((figure) => (
              <UnstyledButton
                key={figure}
                className="zr-tile"
                onClick={() => show(t(figure === 'calls' ? 'results.all' : `results.${figure}`), { figure })}
              >
                <span className="z-dim">{t(`results.${figure}`)}</span>
                <b>{data.total[figure]}</b>
              </UnstyledButton>
            ))}
            <Tooltip label={t('results.revenueHint')}>
              <UnstyledButton className="zr-tile" onClick={() => show(t('results.revenue'), { figure: 'came' })}>
                <span className="z-dim">{t('results.revenue')}</span>
                <b>{money(data.total.revenueMinor)}</b>
              </UnstyledButton>
            </Tooltip>
          </div>
          {table(
            t('results.byPerson'),
            data.byPerson.map((row) => ({
              key: String(row.userId),
              name: row.name || t('results.nobody'),
              row,
              question: { calledBy: row.userId },
            })),
          )}
          {table(
            t('results.byReason'),
            data.byReason.map((row) => ({
              key: row.reason,
              name: t(`callReasons.${row.reason}`),
              row,
              question: { reason: row.reason },
            })),
          )}
          {table(
            t('results.byService'),
            data.byService.map((row) => ({
              key: String(row.serviceId),
              name: row.name || t('results.noService'),
              row,
              question: { serviceId: row.serviceId },
            })),
          )}
        </>
      )}
      {open && <ResultRows question={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
