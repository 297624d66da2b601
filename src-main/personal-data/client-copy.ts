import type { BusinessTable } from '../../db/tables.ts';
import { OP, type SqlValue } from '../store/change-log.ts';
import type { Reader } from '../store/executor.ts';
import { isErased, rowChanges } from '../store/row-history.ts';
import type { Store } from '../store/store.ts';
import {
  type CopiedCommand,
  readCommands,
  readConsentTexts,
  readRecordNames,
  readWholeRows,
} from './client-copy.repository.ts';
import { collectPersonalRows } from './erasure.repository.ts';

/** A value of a copy; binary contents never stand in a client's rows. */
type CopyValue = string | number | null;

/** One record with the names of what it points at beside the numbers (`staff_id` and `staff_id_name`). */
export type CopyRecord = Readonly<Record<string, CopyValue>>;

/** What happened to one record by one command. */
export interface CopyChange {
  readonly table: BusinessTable;
  readonly rowId: number;
  readonly op: 'insert' | 'update' | 'delete';
  readonly fields: readonly { readonly field: string; readonly before: CopyValue; readonly after: CopyValue }[];
}

/** Everything that is kept of one client (D2). */
export interface ClientCopy {
  readonly tables: readonly { readonly table: BusinessTable; readonly records: readonly CopyRecord[] }[];
  readonly changes: readonly (Omit<CopiedCommand, 'summary'> & {
    readonly summary: { readonly key: string; readonly values?: Readonly<Record<string, string | number>> } | null;
    readonly changes: readonly CopyChange[];
  })[];
}

const OPS = { [OP.insert]: 'insert', [OP.update]: 'update', [OP.delete]: 'delete' } as const;

/** Reads everything of a client, table by table, and what was ever done to it. */
export function readClientCopy(reader: Reader, store: Store, clientId: number): ClientCopy {
  const nameOf = readRecordNames(reader);
  const rows = collectPersonalRows(reader, store, clientId);
  const tables = rows.flatMap(({ table: { table }, live }) => {
    const records = readWholeRows(reader, table, live).map((row) => {
      const record: Record<string, CopyValue> = {};
      for (const [column, value] of Object.entries(row)) {
        record[column] = plain(value);
        const name = nameOf(table, column, value);
        if (name !== null) record[`${column}_name`] = name;
      }
      return record;
    });
    return records.length > 0 ? [{ table, records: table === 'consents' ? withTexts(reader, records) : records }] : [];
  });
  const byCommand = new Map<number, CopyChange[]>();
  for (const { table, known } of rows) {
    const logged = store.tablesByName.get(table.table);
    if (!logged) continue;
    for (const id of known) {
      for (const change of rowChanges(reader, logged, id)) {
        const fields = logged.columns
          .filter((column) => (change.before?.[column] ?? null) !== (change.after?.[column] ?? null))
          .map((field) => ({
            field,
            before: plain(change.before?.[field] ?? null),
            after: plain(change.after?.[field] ?? null),
          }));
        const list = byCommand.get(change.commandId) ?? [];
        list.push({ table: table.table, rowId: id, op: OPS[change.op], fields });
        byCommand.set(change.commandId, list);
      }
    }
  }
  const changes = readCommands(reader, [...byCommand.keys()]).map(({ summary, ...command }) => ({
    ...command,
    summary: summary === null ? null : (JSON.parse(summary) as { key: string }),
    changes: byCommand.get(command.id) ?? [],
  }));
  return { tables, changes };
}

function withTexts(reader: Reader, records: readonly CopyRecord[]): CopyRecord[] {
  const texts = readConsentTexts(
    reader,
    records.map((record) => Number(record['text_id'])),
  );
  return records.map((record) => {
    const text = texts.get(Number(record['text_id']));
    return text ? { ...record, text_number: text.number, text: text.body } : record;
  });
}

function plain(value: SqlValue): CopyValue {
  return value instanceof Uint8Array || isErased(value) ? null : value;
}
