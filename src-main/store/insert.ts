import type { Insertable } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Tx } from './unit-of-work.ts';

const statements = new Map<string, string>();

/**
 * Inserts rows of one shape with one statement and returns the id of the first; those of the others follow it one by one.
 *
 * For what one click writes many rows of: a statement that is put together anew costs more than the row. All rows name the
 * columns of the first one. The table counts its ids up (`autoincrement`).
 */
export function insertRows<Table extends keyof Database>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
): number {
  const [first] = rows;
  if (first === undefined) return 0;
  const columns = Object.keys(first);
  const shape = `${table}/${rows.length}/${columns.join()}`;
  let sql = statements.get(shape);
  if (sql === undefined) {
    const marks = `(${columns.map(() => '?').join(', ')})`;
    sql = `insert into ${table} (${columns.join(', ')}) values ${rows.map(() => marks).join(', ')}`;
    statements.set(shape, sql);
  }
  const values: unknown[] = [];
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const column of columns) values.push(row[column]);
  }
  return tx.runSql(sql, values).insertId - rows.length + 1;
}
