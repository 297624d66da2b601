import type { DemoRows } from '../../db/demo/demo-model.ts';
import type { BusinessTable } from '../../db/tables.ts';
import type { SqlValue } from '../store/change-log.ts';
import type { CommandSummary, Tx, UnitOfWork } from '../store/unit-of-work.ts';

/** One command of the demo's log. */
export interface DemoCommand {
  readonly name: string;
  readonly atMs: number;
  readonly actorId: number | null;
  readonly summary: CommandSummary;
}

/** Where the demo is written to: through the unit of work, or in bulk past it with the same result. */
export interface DemoSink {
  write(command: DemoCommand, rows: DemoRows): void;
}

/** The name under which the generator acts in the log. */
export const DEMO_DEVICE = 'demo';

/** The tables of a batch with their rows, parents before children. */
export function tablesOf(rows: DemoRows): [BusinessTable, readonly Record<string, SqlValue>[]][] {
  return Object.entries(rows) as [BusinessTable, readonly Record<string, SqlValue>[]][];
}

/** Writes each command as a unit of work. */
export function workSink(work: UnitOfWork): DemoSink {
  return {
    write: ({ name, atMs, actorId, summary }, rows) => {
      work.run({ actorId, device: DEMO_DEVICE, nowMs: atMs }, name, (tx) => {
        tx.summary = summary;
        insertRows(tx, rows);
      });
    },
  };
}

/** Inserts a batch inside a running unit of work. */
export function insertRows(tx: Tx, rows: DemoRows): void {
  for (const [table, list] of tablesOf(rows)) insertAll(tx, table, list);
}

function insertAll(tx: Tx, table: BusinessTable, rows: readonly Record<string, SqlValue>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const sql = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  for (const row of rows)
    tx.runSql(
      sql,
      columns.map((column) => row[column]),
    );
}
