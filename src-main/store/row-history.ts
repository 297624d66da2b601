import { type LoggedTable, OP, type Op, type RowValues, decoded } from './change-log.ts';
import { type Reader, sqlText } from './executor.ts';

/** One change of one row with the values before and after it. */
export interface RowChange {
  readonly seq: number;
  readonly commandId: number;
  readonly op: Op;
  /** Null before an insert. */
  readonly before: RowValues | null;
  /** Null after a delete. */
  readonly after: RowValues | null;
  readonly digest: Uint8Array;
  /** Columns whose old value was erased by law: their state cannot be compared with the digest. */
  readonly erased: readonly string[];
}

interface ChangeRow {
  seq: number;
  command_id: number;
  op: Op;
  old: string | null;
  digest: Uint8Array;
}

/** A value that was removed from the log by law (domain.md D5). */
export const ERASED = '$erased';

/** Today's values of a row, without its id; null when there is none. */
export function readRow(reader: Reader, table: LoggedTable, rowId: number): RowValues | null {
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  return reader.get(sqlText<RowValues>(`select ${columns} from ${table.name} where id = ?`, rowId)) ?? null;
}

/** All changes of a row, newest first, found by walking back from today's row. */
export function rowChanges(reader: Reader, table: LoggedTable, rowId: number): RowChange[] {
  const rows = reader.all(
    sqlText<ChangeRow>(
      'select seq, command_id, op, old, digest from change where table_no = ? and row_id = ? order by seq desc',
      table.no,
      rowId,
    ),
  );
  return walkBack(rows, readRow(reader, table, rowId));
}

/** Reconstructs the states between changes given newest first. */
export function walkBack(rows: readonly ChangeRow[], today: RowValues | null): RowChange[] {
  let after = today;
  let erased: string[] = [];
  return rows.map((row) => {
    const change = { seq: row.seq, commandId: row.command_id, op: row.op, digest: row.digest };
    const result: RowChange = { ...change, after, before: stateBefore(row, after), erased };
    if (row.op === OP.insert) erased = [];
    else {
      const lost = erasedColumns(row.old);
      erased =
        row.op === OP.delete ? lost : [...new Set([...erased, ...lost])].filter((name) => !restored(row.old, name));
    }
    after = result.before;
    return result;
  });
}

function stateBefore(row: ChangeRow, after: RowValues | null): RowValues | null {
  if (row.op === OP.insert) return null;
  const old = parseOld(row.old);
  return row.op === OP.delete ? old : { ...after, ...old };
}

/** The old values that a change keeps. */
export function parseOld(old: string | null): RowValues {
  if (old === null) return {};
  const parsed = JSON.parse(old) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(parsed).map(([column, value]) => [column, decoded(value)]));
}

function erasedColumns(old: string | null): string[] {
  if (old === null || !old.includes(ERASED)) return [];
  return Object.entries(JSON.parse(old) as Record<string, unknown>)
    .filter(([, value]) => isErased(value))
    .map(([column]) => column);
}

function restored(old: string | null, column: string): boolean {
  if (old === null) return false;
  const parsed = JSON.parse(old) as Record<string, unknown>;
  return column in parsed && !isErased(parsed[column]);
}

/** Whether a value of the log was erased by law. */
export function isErased(value: unknown): boolean {
  return value !== null && typeof value === 'object' && ERASED in value;
}
