import { createHash } from 'node:crypto';
import { generateDemo } from '../../../db/demo/demo-generator.ts';
import type { DemoOptions, DemoRow, DemoRows, DemoTable } from '../../../db/demo/demo-model.ts';

/** The demo salon of the tests: Thursday, 12 March 2026, 13:40. */
export const SALON: DemoOptions = {
  size: 'salon',
  seed: 1,
  today: '2026-03-12',
  nowMin: 820,
  timeZone: 'Europe/Moscow',
};

/** All rows of a salon by table. */
export type AllRows = { [Table in DemoTable]: DemoRow<Table>[] };

/** Walks a whole generator. */
export function collect(options: DemoOptions): AllRows {
  const salon = generateDemo(options);
  const all: Record<string, unknown[]> = { blocks: [] };
  const add = (rows: DemoRows): void => {
    for (const [table, list] of Object.entries(rows)) {
      const known = (all[table] ??= []);
      for (const row of list) known.push(row);
    }
  };
  add(salon.base);
  for (const day of salon.days(2)) add(day.rows);
  return all as AllRows;
}

/** One hash of every value of every row, in order. */
export function fingerprint(rows: AllRows): string {
  const hash = createHash('sha256');
  for (const [table, list] of Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(table);
    for (const row of list) hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}

/** Rows grouped by a number in them. */
export function groupBy<Row>(rows: readonly Row[], key: (row: Row) => number | string): Map<number | string, Row[]> {
  return Map.groupBy(rows, key);
}
