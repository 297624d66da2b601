import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientPivot } from '../../src-shared/client-figures/client-figures.contract.ts';
import { PIVOT_PERIODS, type PivotPeriod, periodOf } from '../../src-shared/client-figures/pivot.rules.ts';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { type Locale, formatDate } from '../../src-shared/i18n/format.ts';
import { addMonths } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useMoney } from '../app/session.ts';
import type { FigureAsk } from './figure-ask.ts';

const RANGES = { year: 11, threeYears: 35, all: null } as const;
type Range = keyof typeof RANGES;
const BYS = ['service', 'staff'] as const;
type By = (typeof BYS)[number];

type Row = ClientPivot['rows'][number];

type Narrow = Pick<FigureAsk, 'serviceId' | 'staffId' | 'isGoods'>;

interface Group {
  readonly id: string;
  readonly name: string;
  readonly of: Narrow | null;
  readonly rows: readonly Row[];
  readonly sumsMinor: readonly number[];
  readonly totalMinor: number;
}

interface PivotTableProps {
  readonly clientId: ClientId;
  readonly onOpen: (ask: FigureAsk) => void;
}

/** Money by service, master and period; every cell opens its visits. */
export function PivotTable({ clientId, onOpen }: PivotTableProps) {
  const { t } = useTranslation('clientFigures');
  const { today } = useDesk();
  const [period, setPeriod] = useState<PivotPeriod>('month');
  const [by, setBy] = useState<By>('service');
  const [range, setRange] = useState<Range>('year');
  const back = RANGES[range];
  const fromDate = back === null ? undefined : periodOf(addMonths(today, -back, 'clamp'), period).fromDate;
  const answer = useQuery(
    api.clientFigures.pivot.queryOptions({
      input: { clientId, period, ...(fromDate ? { fromDate } : {}) },
      placeholderData: keepPreviousData,
    }),
  );
  const choice = <Value extends string>(
    name: 'period' | 'by' | 'range',
    value: Value,
    values: readonly Value[],
    set: (value: Value) => void,
  ) => (
    <SegmentedControl
      size="xs"
      aria-label={t(`pivot.${name}`)}
      value={value}
      data={values.map((one) => ({ value: one, label: t(`pivot.${name}s.${one}`) }))}
      onChange={(one) => set(one)}
    />
  );
  return (
    <section className="z-pivot" aria-label={t('pivot.title')}>
      <header>
        <h2>{t('pivot.title')}</h2>
        {choice('period', period, PIVOT_PERIODS, setPeriod)}
        {choice('range', range, Object.keys(RANGES) as Range[], setRange)}
        {choice('by', by, BYS, setBy)}
      </header>
      {answer.error && <p className="z-field-error">{errorText(answer.error, t)}</p>}
      {answer.data?.rows.length === 0 && <p className="z-dim">{t('pivot.nothing')}</p>}
      {answer.data && answer.data.rows.length > 0 && (
        <Grid pivot={answer.data} period={period} by={by} onOpen={onOpen} />
      )}
    </section>
  );
}

interface GridProps {
  readonly pivot: ClientPivot;
  readonly period: PivotPeriod;
  readonly by: By;
  readonly onOpen: (ask: FigureAsk) => void;
}

function Grid({ pivot, period, by, onOpen }: GridProps) {
  const { t } = useTranslation('clientFigures');
  const { locale } = useDesk().session.user;
  const money = useMoney();
  const { columns } = pivot;
  const titles = columns.map(({ fromDate }) => periodTitle(fromDate, period, locale, t));
  const sums = columns.map((_, index) => pivot.rows.reduce((sum, row) => sum + (row.sumsMinor[index] ?? 0), 0));
  const total = t('pivot.total');
  const texts = { goods: t('pivot.goods'), nobody: t('pivot.nobody') };
  const first = columns.at(-1);
  const last = columns[0];
  const cell = (name: string, sumMinor: number, index: number | null, of: Narrow | null) => {
    const column = index === null ? null : columns[index];
    const where = index === null ? total : (titles[index] ?? '');
    const ask: FigureAsk = {
      title: `${name}, ${where}`,
      kind: 'completed',
      ...of,
      ...(column ?? { fromDate: first?.fromDate ?? '', toDate: last?.toDate ?? '' }),
    };
    return (
      <td key={where} className="z-number">
        {sumMinor > 0 && of === null && money(sumMinor)}
        {sumMinor > 0 && of !== null && (
          <button
            type="button"
            className="z-link"
            aria-label={t('pivot.cell', { name, period: where, sum: money(sumMinor) })}
            onClick={() => onOpen(ask)}
          >
            {money(sumMinor)}
          </button>
        )}
      </td>
    );
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that is wider than its place is scrolled by the keyboard
    <div className="z-pivot-scroll" tabIndex={0} role="region" aria-label={t('pivot.title')}>
      <table className="z-table">
        <thead>
          <tr>
            <th>{t(`pivot.${by}`)}</th>
            <th className="z-number">{total}</th>
            {titles.map((title) => (
              <th key={title} className="z-number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {groupsOf(pivot.rows, by, columns.length, texts).map((group) => (
          <tbody key={group.id}>
            <tr className="z-pivot-group">
              <th scope="rowgroup">{group.name}</th>
              {cell(group.name, group.totalMinor, null, group.of)}
              {group.sumsMinor.map((sum, index) => cell(group.name, sum, index, group.of))}
            </tr>
            {!isGoods(group.rows[0]!) &&
              group.rows.map((row) => {
                const staff = row.staff ?? texts.nobody;
                const whole = `${row.service}, ${staff}`;
                return (
                  <tr key={`${row.serviceId}/${row.staffId}`}>
                    <th scope="row">{by === 'service' ? staff : row.service}</th>
                    {cell(whole, row.totalMinor, null, narrowOf(row, BYS))}
                    {row.sumsMinor.map((sum, index) => cell(whole, sum, index, narrowOf(row, BYS)))}
                  </tr>
                );
              })}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th>{total}</th>
            {cell(total, pivot.totalMinor, null, {})}
            {sums.map((sum, index) => cell(total, sum, index, {}))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function isGoods({ serviceId }: Row): boolean {
  return serviceId === null;
}

/** What a row is narrowed by; null where nobody is named whom the visits could be asked for. */
function narrowOf(row: Row, by: readonly By[]): Narrow | null {
  if (row.serviceId === null) return { isGoods: true };
  if (by.includes('staff') && row.staffId === null) return null;
  return {
    ...(by.includes('service') ? { serviceId: row.serviceId } : {}),
    ...(by.includes('staff') && row.staffId !== null ? { staffId: row.staffId } : {}),
  };
}

function groupsOf(rows: readonly Row[], by: By, columns: number, texts: { goods: string; nobody: string }): Group[] {
  const nameOf = (row: Row): string => {
    if (isGoods(row)) return texts.goods;
    return by === 'service' ? (row.service ?? '') : (row.staff ?? texts.nobody);
  };
  const keyOf = (row: Row): string => (isGoods(row) ? 'goods' : String(by === 'service' ? row.serviceId : row.staffId));
  return [...Map.groupBy(rows, keyOf)]
    .map(([id, own]) => ({
      id,
      name: nameOf(own[0]!),
      of: narrowOf(own[0]!, [by]),
      rows: own,
      sumsMinor: Array.from({ length: columns }, (_, index) =>
        own.reduce((sum, row) => sum + (row.sumsMinor[index] ?? 0), 0),
      ),
      totalMinor: own.reduce((sum, row) => sum + row.totalMinor, 0),
    }))
    .toSorted((a, b) => b.totalMinor - a.totalMinor);
}

function periodTitle(
  fromDate: string,
  period: PivotPeriod,
  locale: Locale,
  t: (key: string, values: Record<string, string | number>) => string,
): string {
  const year = fromDate.slice(0, 4);
  if (period === 'year') return year;
  if (period === 'month') return formatDate(fromDate, 'month', locale);
  return t('pivot.quarter', { number: Math.floor(Number(fromDate.slice(5, 7)) / 3) + 1, year });
}
