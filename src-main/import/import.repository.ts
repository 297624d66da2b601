import type { Selectable } from 'kysely';
import type { ImportsTable } from '../../db/schema-clients.ts';
import type { Op } from '../store/change-log.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ImportRow = Selectable<ImportsTable>;

/** Names of the commands of one import; steps never stand alone in the history. */
export const STEP = 'import.runStep';
export const UNDO_STEP = 'import.undoStep';

/** One import, if there is such. */
export function readImport(reader: Reader, id: number): ImportRow | undefined {
  return reader.get(query.selectFrom('imports').selectAll().where('id', '=', id));
}

/** All imports, newest first, with who began them. */
export function listImports(reader: Reader): (ImportRow & { started_name: string | null })[] {
  return reader.all(
    query
      .selectFrom('imports')
      .leftJoin('users', 'users.id', 'imports.started_by')
      .selectAll('imports')
      .select('users.name as started_name')
      .orderBy('imports.id', 'desc')
      .limit(200),
  );
}

/** Imports that were neither finished nor taken back: the program ended while they ran. */
export function listRunning(reader: Reader): ImportRow[] {
  return reader.all(query.selectFrom('imports').selectAll().where('status', '=', 'running').orderBy('id', 'desc'));
}

/** The import that a command ended; undefined when there is none. */
export function readImportOfCommand(reader: Reader, commandId: number): ImportRow | undefined {
  return reader.get(query.selectFrom('imports').selectAll().where('last_command_id', '=', commandId));
}

/** When the very same file was imported and still stands; null when never. */
export function readImportedAt(reader: Reader, sha256: string): number | null {
  const row = reader.get(
    query
      .selectFrom('imports')
      .select('started_at_ms')
      .where('sha256', '=', sha256)
      .where('status', '=', 'done')
      .orderBy('id', 'desc'),
  );
  return row?.started_at_ms ?? null;
}

/** Begins the record of an import. */
export function insertImport(
  tx: Tx,
  values: Pick<ImportRow, 'file_name' | 'sha256' | 'mapping_json' | 'options_json' | 'report_json'>,
): number {
  const { nowMs, actorId } = tx.context;
  return tx.insert(
    query.insertInto('imports').values({ ...values, status: 'running', started_at_ms: nowMs, started_by: actorId }),
  );
}

/** Changes the record of an import. */
export function updateImport(
  tx: Tx,
  id: number,
  values: Partial<Pick<ImportRow, 'status' | 'report_json' | 'first_command_id' | 'last_command_id'>>,
): void {
  tx.run(
    query
      .updateTable('imports')
      .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
      .where('id', '=', id),
  );
}

/** The mapping that was chosen for such a table; undefined when none. */
export function readMapping(reader: Reader, signature: string): string | undefined {
  return reader.get(query.selectFrom('import_mappings').select('mapping_json').where('signature', '=', signature))
    ?.mapping_json;
}

/** Remembers the mapping for the next table with the same heads. */
export function rememberMapping(tx: Tx, signature: string, mappingJson: string): void {
  const usedAt = tx.context.nowMs;
  const row = tx.get(query.selectFrom('import_mappings').select('id').where('signature', '=', signature));
  tx.run(
    row
      ? query
          .updateTable('import_mappings')
          .set({ mapping_json: mappingJson, used_at_ms: usedAt })
          .where('id', '=', row.id)
      : query.insertInto('import_mappings').values({ signature, mapping_json: mappingJson, used_at_ms: usedAt }),
  );
}

/** A step of an import in the log. */
export interface StepRow {
  readonly id: number;
  readonly first_seq: number;
  readonly change_count: number;
}

/** Steps of an import that stand, newest first. `lastId` null = up to now. */
export function listSteps(reader: Reader, firstId: number, lastId: number | null): StepRow[] {
  return reader.all(
    sqlText<StepRow>(
      `select id, first_seq, change_count from command as step
       where id between ? and ? and name = ?
         and not exists (select 1 from command as undo where undo.undoes_id = step.id)
       order by id desc`,
      firstId,
      lastId ?? Number.MAX_SAFE_INTEGER,
      STEP,
    ),
  );
}

export interface StepChange {
  readonly table_no: number;
  readonly row_id: number;
  readonly op: Op;
  readonly old: string | null;
}

/** Row changes of a step, newest first. */
export function readStepChanges(reader: Reader, step: StepRow): StepChange[] {
  return reader.all(
    sqlText<StepChange>(
      'select table_no, row_id, op, old from change where seq between ? and ? order by seq desc',
      step.first_seq,
      step.first_seq + step.change_count - 1,
    ),
  );
}

/** Rows of a step that something else has changed since: a person, or an import after `lastId` that stands. */
export function listTouchedSince(
  reader: Reader,
  step: StepRow,
  lastId: number | null,
): { table_no: number; row_id: number }[] {
  const last = step.first_seq + step.change_count - 1;
  return reader.all(
    sqlText<{ table_no: number; row_id: number }>(
      `select distinct own.table_no, own.row_id from change as own
       join change as later on later.table_no = own.table_no and later.row_id = own.row_id and later.seq > ?
       join command on command.id = later.command_id and (command.name not in ('${STEP}', '${UNDO_STEP}')
         or (command.name = '${STEP}' and command.id > ?
           and not exists (select 1 from command as undo where undo.undoes_id = command.id)))
       where own.seq between ? and ?`,
      last,
      lastId ?? Number.MAX_SAFE_INTEGER,
      step.first_seq,
      last,
    ),
  );
}

/** Tables and columns that refer to clients, as the file says. */
export function listClientReferences(reader: Reader): { table: string; column: string }[] {
  return reader.all(
    sqlText<{ table: string; column: string }>(
      `select tables.name as "table", keys."from" as "column"
       from sqlite_schema as tables join pragma_foreign_key_list(tables.name) as keys
       where tables.type = 'table' and keys."table" = 'clients'`,
    ),
  );
}

/** Rows of a table that refer to clients of a range of ids: their own id, and the client's. */
export function listReferences(
  reader: Reader,
  { table, column }: { table: string; column: string },
  fromId: number,
  toId: number,
): { id: number; client: number }[] {
  return reader.all(
    sqlText<{ id: number; client: number }>(
      `select rowid as id, "${column}" as client from "${table}" where "${column}" between ? and ?`,
      fromId,
      toId,
    ),
  );
}

/** Whose phone or tag a row is; null when the row is gone. */
export function readClientOfPart(
  reader: Reader,
  table: 'client_phones' | 'client_tag_links',
  id: number,
): number | null {
  return (
    reader.get(sqlText<{ client_id: number }>(`select client_id from ${table} where id = ?`, id))?.client_id ?? null
  );
}

/** Whether a tag or category is used by anybody. */
export function isMarkUsed(reader: Reader, table: 'client_tags' | 'client_categories', id: number): boolean {
  const sql =
    table === 'client_tags'
      ? 'select 1 as used from client_tag_links where tag_id = ? limit 1'
      : 'select 1 as used from clients where category_id = ? limit 1';
  return reader.get(sqlText<{ used: number }>(sql, id)) !== undefined;
}

/** Names of clients by id. */
export function readNames(
  reader: Reader,
  ids: readonly number[],
): { id: number; first_name: string; last_name: string }[] {
  return reader.all(
    sqlText<{ id: number; first_name: string; last_name: string }>(
      'select clients.id, first_name, last_name from json_each(?) as wanted join clients on clients.id = wanted.value order by wanted.key',
      JSON.stringify(ids),
    ),
  );
}

/** The number that the running command will bear: nothing can come between inside its transaction. */
export function nextCommandId(tx: Tx): number {
  return (tx.get(sqlText<{ last: number | null }>('select max(id) as last from command'))?.last ?? 0) + 1;
}
