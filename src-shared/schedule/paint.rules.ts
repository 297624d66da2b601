import { type LocalDate, addDays, daysBetween } from '../kernel/local-date.ts';
import type { CellTarget, MatrixDay } from './schedule.contract.ts';

/** Consecutive dates as spans, both ends inclusive, by date; a date given twice counts once. */
export function spansOf(dates: readonly LocalDate[]): { fromDate: LocalDate; toDate: LocalDate }[] {
  const spans: { fromDate: LocalDate; toDate: LocalDate }[] = [];
  for (const date of [...new Set(dates)].sort()) {
    const last = spans.at(-1);
    if (last && addDays(last.toDate, 1) === date) last.toDate = date;
    else spans.push({ fromDate: date, toDate: date });
  }
  return spans;
}

/** What is left of a span of days without some of them. */
export function withoutDates(
  span: { readonly fromDate: LocalDate; readonly toDate: LocalDate },
  dates: ReadonlySet<LocalDate>,
): { fromDate: LocalDate; toDate: LocalDate }[] {
  const kept = Array.from({ length: daysBetween(span.fromDate, span.toDate) + 1 }, (_, offset) =>
    addDays(span.fromDate, offset),
  );
  return spansOf(kept.filter((date) => !dates.has(date)));
}

/** What a cell would have to be painted with to look as this day does: for copying. */
export function targetOf(day: MatrixDay): CellTarget {
  if (day.absence && day.isWholeDayAbsence) return { kind: 'away', reason: day.absence };
  if (!day.planned || day.planned.work.length === 0) return { kind: 'off' };
  const { work, breaks, ignoresSalonHours, roomId } = day.planned;
  return { kind: 'shift', work, breaks, ignoresSalonHours, roomId, note: day.note };
}

/**
 * Lays a copied block over a rectangle, repeating it where the rectangle is larger, by rows.
 *
 * The block is never cut down: a single cell takes the whole of it. Example: 2 copied days over 5 chosen: a b a b a.
 */
export function tile<T>(
  block: readonly (readonly T[])[],
  size: { readonly rows: number; readonly columns: number },
): T[][] {
  const rows = Math.max(size.rows, block.length);
  const columns = Math.max(size.columns, block[0]?.length ?? 0);
  return Array.from({ length: rows }, (_, row) => {
    const line = block[row % block.length] ?? [];
    return Array.from({ length: columns }, (__, column) => line[column % line.length]).filter(
      (item): item is NonNullable<typeof item> => item !== undefined,
    );
  });
}

/** N days of work, M days off, over and over: the targets of `count` days. */
export function cycleTargets(work: CellTarget, daysOn: number, daysOff: number, count: number): CellTarget[] {
  const length = daysOn + daysOff;
  return Array.from({ length: count }, (_, index) => (index % length < daysOn ? work : { kind: 'off' as const }));
}
