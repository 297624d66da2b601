import { ActionIcon, Alert } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight, IconCircleCheck, IconScale } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { ACCOUNTS, ACCOUNT_CODES, type AccountKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import { COMPARISONS } from '../../src-shared/ledger/periods.rules.ts';
import { RESULT_KINDS } from '../../src-shared/ledger/profit.rules.ts';
import { api } from '../api/client.ts';
import { useActions } from '../app/actions.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { Change } from './Change.tsx';
import { ComparisonSelect } from './ComparisonSelect.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import { useChoice, usePeriod } from './period.ts';
import { DefinitionsSwitch, Term } from './Term.tsx';
import './finance.css';

const EVER = '1901-01-01';
const KINDS_OF = { assets: ['asset'], liabilities: ['liability'], equity: ['equity'] } as const;

/** Every entry of accounts of some kinds. */
function allOf(kinds: readonly AccountKind[], sign: 'debit' | 'credit'): CellFilterInput {
  const accounts = ACCOUNT_CODES.filter((code) => kinds.includes(ACCOUNTS[code].kind));
  return { accounts, object: null, counters: null, counterObject: null, sign, isOneSided: false };
}

/** Balance sheet on any date, beside another: what the salon has on the left, whose it is on the right. */
export function BalancePage() {
  const { t } = useTranslation('ledger');
  const locale = useLocale();
  const money = useMoney();
  const [{ toDate: onDate }, setPeriod] = usePeriod('month');
  const [comparison, setComparison] = useChoice('compare', COMPARISONS, 'before');
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
  const query = useQuery(
    api.ledger.balance.queryOptions({ input: { onDate, comparison }, placeholderData: keepPreviousData }),
  );
  const { data } = query;
  const [assets, liabilities, equity] = data?.groups ?? [];
  const beforeOn = data?.beforeOn ?? null;
  const resultMinor = data ? data.resultBeforeMinor + data.resultYearMinor : 0;
  const sourcesMinor = (liabilities?.totalMinor ?? 0) + (equity?.totalMinor ?? 0) + resultMinor;
  const off = (assets?.totalMinor ?? 0) - sourcesMinor;
  const isEmpty = data !== undefined && data.groups.every(({ lines }) => lines.length === 0);
  const head = (
    <thead>
      <tr>
        <th scope="col">{t('balance.line')}</th>
        <th scope="col" className="z-number">
          {formatDate(onDate, 'short', locale)}
        </th>
        {beforeOn !== null && (
          <>
            <th scope="col" className="z-number">
              {formatDate(beforeOn, 'short', locale)}
            </th>
            <th scope="col" className="z-number">
              {t('profit.change')}
            </th>
          </>
        )}
      </tr>
    </thead>
  );
  /** A row of the sheet; its amounts on both days open. */
  const row = (one: {
    name: string;
    about: string;
    kind: 'sum' | 'part';
    minor: number;
    beforeMinor: number | null;
    filter: CellFilterInput;
    fromDate?: string;
    toDate?: string;
  }) => {
    const figure = (minor: number, toDate: string) => (
      <Figure
        minor={minor}
        label={`${one.name}, ${formatDate(toDate, 'short', locale)}`}
        question={{
          period: { fromDate: one.fromDate ?? EVER, toDate: one.toDate ?? toDate },
          filter: one.filter,
          about: one.about,
        }}
      />
    );
    return (
      <tr key={one.name} data-kind={one.kind}>
        <th scope={one.kind === 'sum' ? 'rowgroup' : 'row'}>
          <Term name={one.name} about={one.about} />
        </th>
        <td className="z-number zf-strong">{figure(one.minor, onDate)}</td>
        {beforeOn !== null && (
          <>
            <td className="z-number">{one.beforeMinor !== null && figure(one.beforeMinor, beforeOn)}</td>
            <td className="z-number">
              {one.beforeMinor !== null && <Change now={one.minor} before={one.beforeMinor} isJudged={false} />}
            </td>
          </>
        )}
      </tr>
    );
  };
  const group = (one: NonNullable<typeof data>['groups'][number] | undefined) =>
    one && (
      <tbody key={one.group}>
        {row({
          name: t(`balance.${one.group}`),
          about: t(`definitions.groups.${one.group}`),
          kind: 'sum',
          minor: one.totalMinor,
          beforeMinor: one.beforeMinor,
          filter: allOf(KINDS_OF[one.group], one.group === 'assets' ? 'debit' : 'credit'),
        })}
        {one.lines.map((line) =>
          row({
            name: line.name ?? t(`accounts.${line.account}`),
            about: t(`definitions.accounts.${line.account}`),
            kind: 'part',
            minor: line.minor,
            beforeMinor: line.beforeMinor,
            filter: line.filter,
          }),
        )}
      </tbody>
    );
  return (
    <DrillFrame>
      <ListPage
        title={t('balance.title')}
        query={query}
        actions={
          <>
            <DefinitionsSwitch />
            <div className="zf-period" role="group" aria-label={t('period.on')}>
              <ActionIcon
                variant="default"
                size={30}
                aria-label={t('balance.dayBefore')}
                onClick={() => choose(addDays(onDate, -1))}
              >
                <IconChevronLeft size={16} />
              </ActionIcon>
              <DatePickerInput
                size="xs"
                aria-label={t('period.on')}
                value={onDate}
                valueFormat="DD.MM.YYYY"
                clearable={false}
                onChange={(value) => value && choose(value)}
              />
              <ActionIcon
                variant="default"
                size={30}
                aria-label={t('balance.dayAfter')}
                onClick={() => choose(addDays(onDate, 1))}
              >
                <IconChevronRight size={16} />
              </ActionIcon>
            </div>
            <ComparisonSelect value={comparison} onChange={setComparison} isOfDay />
            <ExportButtons report="balance" period={{ fromDate: onDate, toDate: onDate }} options={{ comparison }} />
          </>
        }
        notice={
          data && !isEmpty ? (
            off === 0 ? (
              <p className="zf-holds" role="status">
                <IconCircleCheck size={18} aria-hidden />
                {t('balance.holds', { sum: money(sourcesMinor) })}
              </p>
            ) : (
              <Alert color="danger" className="zf-notice" role="status">
                {t('balance.broken', { sum: money(off) })}
              </Alert>
            )
          ) : null
        }
        empty={isEmpty ? <EmptyState icon={IconScale} title={t('balance.empty')} /> : null}
      >
        {data && (
          <div className="zf-halves">
            <table className="z-table zf-table" aria-label={t('balance.assets')}>
              {head}
              {group(assets)}
            </table>
            <table className="z-table zf-table" aria-label={t('balance.sources')}>
              {head}
              {group(liabilities)}
              {group(equity)}
              <tbody>
                {row({
                  name: t('balance.result'),
                  about: t('definitions.groups.result'),
                  kind: 'sum',
                  minor: resultMinor,
                  beforeMinor: data.comparedResultMinor,
                  filter: allOf(RESULT_KINDS, 'credit'),
                })}
                {row({
                  name: t('balance.resultBefore'),
                  about: t('definitions.groups.resultBefore'),
                  kind: 'part',
                  minor: data.resultBeforeMinor,
                  beforeMinor: null,
                  filter: allOf(RESULT_KINDS, 'credit'),
                  toDate: addDays(data.yearFrom, -1),
                })}
                {row({
                  name: t('balance.resultYear', { date: formatDate(data.yearFrom, 'short', locale) }),
                  about: t('definitions.groups.resultYear'),
                  kind: 'part',
                  minor: data.resultYearMinor,
                  beforeMinor: null,
                  filter: allOf(RESULT_KINDS, 'credit'),
                  fromDate: data.yearFrom,
                })}
              </tbody>
            </table>
          </div>
        )}
      </ListPage>
    </DrillFrame>
  );
}
