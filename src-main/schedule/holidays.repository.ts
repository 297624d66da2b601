import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { HolidayKind } from '../../src-shared/schedule/holidays.rules.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A stored day of the production calendar. */
export interface HolidayRow {
  readonly localDate: LocalDate;
  readonly kind: HolidayKind;
  readonly title: string;
  readonly version: number;
}

/** Days of the production calendar in a range, by date. */
export function readHolidays(reader: Reader, from: LocalDate, to: LocalDate): HolidayRow[] {
  return reader
    .all(
      query
        .selectFrom('holidays')
        .selectAll()
        .where('local_date', '>=', from)
        .where('local_date', '<=', to)
        .orderBy('local_date'),
    )
    .map((row) => ({ localDate: row.local_date, kind: row.kind, title: row.title, version: row.version }));
}

/** Makes a day special; nothing is written when it is so already. */
export function writeHoliday(tx: Tx, localDate: LocalDate, kind: HolidayKind, title: string): void {
  const [known] = readHolidays(tx, localDate, localDate);
  if (!known) {
    tx.insert(query.insertInto('holidays').values({ local_date: localDate, kind, title }));
  } else if (known.kind !== kind || known.title !== title) {
    tx.run(
      query
        .updateTable('holidays')
        .set({ kind, title, version: known.version + 1 })
        .where('local_date', '=', localDate),
    );
  }
}

export function deleteHoliday(tx: Tx, localDate: LocalDate): void {
  tx.run(query.deleteFrom('holidays').where('local_date', '=', localDate));
}

/** Years that have any day in the calendar. */
export function readCalendarYears(reader: Reader): Set<number> {
  const rows = reader.all(query.selectFrom('holidays').select('local_date'));
  return new Set(rows.map((row) => Number(row.local_date.slice(0, 4))));
}
