import { type LocalDate, addDays, addMonths, startOfMonth } from '../kernel/local-date.ts';

export const PIVOT_PERIODS = ['month', 'quarter', 'year'] as const;
export type PivotPeriod = (typeof PIVOT_PERIODS)[number];

/** One column of the pivot: inclusive days of a whole calendar month, quarter or year. */
export interface PivotColumn {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

const MONTHS: Readonly<Record<PivotPeriod, number>> = { month: 1, quarter: 3, year: 12 };

/** The calendar period that a day lies in. Example: `periodOf('2026-05-17', 'quarter')` is April to June 2026. */
export function periodOf(date: LocalDate, period: PivotPeriod): PivotColumn {
  const months = MONTHS[period];
  const month = Number(date.slice(5, 7)) - 1;
  const fromDate = addMonths(startOfMonth(date), -(month % months), 'clamp');
  return { fromDate, toDate: addDays(addMonths(fromDate, months, 'clamp'), -1) };
}

/** Every period from the one of `first` to the one of `last`, newest first, the empty ones too. */
export function periodsBetween(first: LocalDate, last: LocalDate, period: PivotPeriod): PivotColumn[] {
  const columns: PivotColumn[] = [];
  for (let day = last; ; day = addDays(columns.at(-1)!.fromDate, -1)) {
    if (columns.length > 0 && day < first) return columns;
    columns.push(periodOf(day, period));
  }
}

/** What the pivot needs of a line of a completed visit or check. */
export interface PivotLine {
  readonly visitId: number;
  readonly localDate: LocalDate;
  /** Null = goods: they make one row, whoever sold them. */
  readonly serviceId: number | null;
  readonly staffId: number | null;
  readonly priceMinor: number;
}

/** One service by one master: money and number of visits per column. */
export interface PivotRow {
  readonly serviceId: number | null;
  readonly staffId: number | null;
  readonly sumsMinor: number[];
  readonly times: number[];
  readonly totalMinor: number;
}

/**
 * Money by service, master and period: the sum of all cells is the sum of all lines.
 *
 * Rows with the most money first. `columns` newest first and covering the lines.
 */
export function pivotOf(lines: readonly PivotLine[], columns: readonly PivotColumn[]): PivotRow[] {
  const keyOf = (line: PivotLine): string => (line.serviceId === null ? '' : `${line.serviceId}/${line.staffId}`);
  const rows = [...Map.groupBy(lines, keyOf).values()].map((own): PivotRow => {
    const perColumn = Map.groupBy(own, (line) => columns.findIndex((column) => line.localDate >= column.fromDate));
    const inColumn = columns.map((_, index) => perColumn.get(index) ?? []);
    return {
      serviceId: own[0]!.serviceId,
      staffId: own[0]!.serviceId === null ? null : own[0]!.staffId,
      sumsMinor: inColumn.map((cell) => cell.reduce((sum, line) => sum + line.priceMinor, 0)),
      times: inColumn.map((cell) => new Set(cell.map((line) => line.visitId)).size),
      totalMinor: own.reduce((sum, line) => sum + line.priceMinor, 0),
    };
  });
  return rows.toSorted(
    (a, b) =>
      b.totalMinor - a.totalMinor || (a.serviceId ?? 0) - (b.serviceId ?? 0) || (a.staffId ?? 0) - (b.staffId ?? 0),
  );
}
