import { Alert } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconScale } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useActions } from '../app/actions.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import { usePeriod } from './period.ts';
import './finance.css';

/** Balance sheet on any date: what the salon has on the left, whose it is on the right. */
export function BalancePage() {
  const { t } = useTranslation('ledger');
  const { session } = useDesk();
  const money = useMoney();
  const [{ toDate: onDate }, setPeriod] = usePeriod('month');
  const choose = (date: string): void => setPeriod({ fromDate: date, toDate: date });
  useActions([
    {
      id: 'ledger.earlier',
      title: 'ledger:period.earlier',
      group: 'page',
      shortcut: 'Alt+ArrowLeft',
      run: () => choose(addDays(onDate, -1)),
    },
    {
      id: 'ledger.later',
      title: 'ledger:period.later',
      group: 'page',
      shortcut: 'Alt+ArrowRight',
      run: () => choose(addDays(onDate, 1)),
    },
  ]);
  const query = useQuery(api.ledger.balance.queryOptions({ input: { onDate }, placeholderData: keepPreviousData }));
  const { data } = query;
  const [assets, liabilities, equity] = data?.groups ?? [];
  const resultMinor = data ? data.resultBeforeMinor + data.resultYearMinor : 0;
  const sourcesMinor = (liabilities?.totalMinor ?? 0) + (equity?.totalMinor ?? 0) + resultMinor;
  const off = (assets?.totalMinor ?? 0) - sourcesMinor;
  const isEmpty = data !== undefined && data.groups.every(({ lines }) => lines.length === 0);
  const period = { fromDate: '1901-01-01', toDate: onDate };
  const group = (one: NonNullable<typeof data>['groups'][number] | undefined) =>
    one && (
      <tbody key={one.group}>
        <tr data-kind="sum">
          <th scope="rowgroup">{t(`balance.${one.group}`)}</th>
          <td className="z-number zf-strong">{money(one.totalMinor)}</td>
        </tr>
        {one.lines.map((line) => {
          const name = line.name ?? t(`accounts.${line.account}`);
          return (
            <tr key={`${line.account}/${line.object}`} data-kind="part">
              <th scope="row">
                {name}
                {line.name !== null && <small className="zf-under">{t(`accounts.${line.account}`)}</small>}
              </th>
              <td className="z-number">
                <Figure minor={line.minor} label={name} question={{ period, filter: line.filter }} />
              </td>
            </tr>
          );
        })}
      </tbody>
    );
  return (
    <DrillFrame>
      <ListPage
        title={t('balance.title')}
        query={query}
        actions={
          <>
            <DatePickerInput
              size="xs"
              aria-label={t('period.on')}
              value={onDate}
              valueFormat="DD.MM.YYYY"
              clearable={false}
              onChange={(value) => value && choose(value)}
            />
            <ExportButtons report="balance" period={{ fromDate: onDate, toDate: onDate }} hasPdf />
          </>
        }
        notice={
          data && !isEmpty ? (
            <Alert color={off === 0 ? 'teal' : 'danger'} className="zf-notice" role="status">
              {off === 0 ? t('balance.holds', { sum: money(sourcesMinor) }) : t('balance.broken', { sum: money(off) })}
            </Alert>
          ) : null
        }
        empty={isEmpty ? <EmptyState icon={IconScale} title={t('balance.empty')} /> : null}
      >
        {data && (
          <div className="zf-halves">
            <table className="z-table zf-table" aria-label={t('balance.assets')}>
              {group(assets)}
            </table>
            <table className="z-table zf-table" aria-label={t('balance.sources')}>
              {group(liabilities)}
              {group(equity)}
              <tbody>
                <tr data-kind="sum">
                  <th scope="rowgroup">{t('balance.result')}</th>
                  <td className="z-number zf-strong">{money(resultMinor)}</td>
                </tr>
                <tr data-kind="part">
                  <th scope="row">{t('balance.resultBefore')}</th>
                  <td className="z-number">{money(data.resultBeforeMinor)}</td>
                </tr>
                <tr data-kind="part">
                  <th scope="row">
                    {t('balance.resultYear', { date: formatDate(data.yearFrom, 'short', session.user.locale) })}
                  </th>
                  <td className="z-number">{money(data.resultYearMinor)}</td>
                </tr>
              </tbody>
            </table>
          </div>
        )}
      </ListPage>
    </DrillFrame>
  );
}
