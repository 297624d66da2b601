import type { BusinessTable } from '../../db/tables.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { PERSONAL_TABLES, type PersonalTable, loggedColumns } from './personal-tables.ts';

/** Rows of one table that belong, or once belonged, to a client. */
export interface PersonalRows {
  readonly table: PersonalTable;
  readonly live: readonly number[];
  /** Live ones and those that only the log still knows. */
  readonly known: readonly number[];
}

/** A client and everybody who was merged into them, also over several merges. */
export function readMergedInto(reader: Reader, clientId: number): number[] {
  return reader
    .all(
      sqlText<{ id: number }>(
        `with recursive same (id) as (
           select ? union select clients.id from clients join same on clients.merged_into_id = same.id)
         select id from same order by id`,
        clientId,
      ),
    )
    .map((row) => row.id);
}

/** Everything that belongs to a client, table by table in the order of the list. */
export function collectPersonalRows(reader: Reader, store: Store, clientId: number): PersonalRows[] {
  const clientIds = readMergedInto(reader, clientId);
  const known = new Map<BusinessTable, readonly number[]>([['clients', clientIds]]);
  return PERSONAL_TABLES.map((table) => {
    if (table.table === 'clients') return { table, live: clientIds, known: clientIds };
    const live = new Set<number>();
    const gone = new Set<number>();
    const no = store.tablesByName.get(table.table)?.no ?? -1;
    for (const { column, of } of table.owners) {
      const owners = JSON.stringify(known.get(of) ?? []);
      const rows = reader.all(
        sqlText<{ id: number }>(
          `select id from ${table.table} where ${column} in (select value from json_each(?))`,
          owners,
        ),
      );
      for (const { id } of rows) live.add(id);
      if (loggedColumns(table).length === 0) continue;
      const logged = reader.all(
        sqlText<{ row_id: number }>(
          `select distinct row_id from change where table_no = ? and instr(old, ?) > 0
             and json_extract(old, ?) in (select value from json_each(?))`,
          no,
          `"${column}":`,
          `$.${column}`,
          owners,
        ),
      );
      for (const { row_id: id } of logged) gone.add(id);
    }
    if (table.table === 'waiting_entries') for (const id of strangersWithPhone(reader, clientIds)) live.add(id);
    const ids = [...live].sort((a, b) => a - b);
    const all = [...new Set([...ids, ...gone])].sort((a, b) => a - b);
    known.set(table.table, all);
    return { table, live: ids, known: all };
  });
}

/** Entries of the waiting list that bear a client's phone without naming the client. */
function strangersWithPhone(reader: Reader, clientIds: readonly number[]): number[] {
  return reader
    .all(
      sqlText<{ id: number }>(
        `select id from waiting_entries where client_id is null and phone_digits in
           (select digits from client_phones where client_id in (select value from json_each(?)))`,
        JSON.stringify(clientIds),
      ),
    )
    .map((row) => row.id);
}

/** How many rows of a table hold something of the person: a visit without a comment does not. */
export function countPersonal(reader: Reader, { table, live }: PersonalRows): number {
  if (table.erase === 'delete' || table.table === 'clients') return live.length;
  const filled = loggedColumns(table).map((column) => `coalesce(${column}, '') <> ''`);
  if (filled.length === 0 || live.length === 0) return 0;
  const row = reader.get(
    sqlText<{ count: number }>(
      `select count(*) as count from ${table.table}
       where id in (select value from json_each(?)) and (${filled.join(' or ')})`,
      JSON.stringify(live),
    ),
  );
  return row?.count ?? 0;
}

/** Blanks or deletes the rows of one table. */
export function eraseRows(
  tx: Tx,
  table: PersonalTable,
  ids: readonly number[],
  values: { readonly nowMs: number; readonly reasons: readonly string[] },
): void {
  const idList = JSON.stringify(ids);
  if (table.erase === 'delete') {
    tx.runSql(`delete from ${table.table} where id in (select value from json_each(?))`, [idList]);
    return;
  }
  const columns = Object.entries(table.erase);
  if (columns.length === 0 || ids.length === 0) return;
  // The label bears each row's own number; a waiting entry without a client has none.
  const label = table.table === 'clients' ? "'Клиент #' || id" : "'Клиент'";
  const sets = columns.map(([column, sql]) => `${column} = ${sql.replace(':label', label)}`);
  if (hasVersion(tx, table.table)) sets.push('version = version + 1');
  const wanted = `select value from json_each(@ids)`;
  tx.prepare(`update ${table.table} set ${sets.join(', ')} where id in (${wanted})`).run({
    ids: idList,
    now: values.nowMs,
    reasons: JSON.stringify(values.reasons),
  });
}

function hasVersion(reader: Reader, table: string): boolean {
  return (
    reader.get(sqlText<{ n: number }>("select 1 as n from pragma_table_info(?) where name = 'version'", table)) !==
    undefined
  );
}

/** A family whose last member was made nameless bears nobody's name any more. */
export function eraseEmptyFamilies(tx: Tx, familyIds: readonly number[]): number[] {
  const empty = familyIds.filter(
    (id) => tx.get(sqlText<{ id: number }>('select id from clients where family_id = ? limit 1', id)) === undefined,
  );
  for (const id of empty) {
    tx.runSql("update families set name = '#' || id, version = version + 1 where id = ?", [id]);
  }
  return empty;
}

/** Families of clients, before the erasure. */
export function readFamilies(reader: Reader, clientIds: readonly number[]): number[] {
  return reader
    .all(
      sqlText<{ id: number }>(
        `select distinct family_id as id from clients
         where family_id is not null and id in (select value from json_each(?))`,
        JSON.stringify(clientIds),
      ),
    )
    .map((row) => row.id);
}

/** Something open that stands in the way of an erasure. */
export interface ObstacleRow {
  readonly id: number;
  readonly local_date: string | null;
  readonly start_min: number | null;
  readonly services: string;
  readonly group_event_id: number | null;
}

/** Bookings ahead of a client, group seats among them (D4). */
export function readVisitsAhead(reader: Reader, clientIds: readonly number[], today: LocalDate): ObstacleRow[] {
  return reader.all(
    sqlText<ObstacleRow>(
      `select visits.id, visits.local_date, visits.group_event_id,
         (select min(start_min) from visit_lines where visit_id = visits.id) as start_min,
         (select group_concat(services.name, ', ') from visit_lines
          join services on services.id = visit_lines.service_id where visit_id = visits.id) as services
       from visits where client_id in (select value from json_each(?)) and local_date >= ?
         and status in ('booked', 'confirmed', 'arrived', 'in_progress')
       order by local_date, id`,
      JSON.stringify(clientIds),
      today,
    ),
  );
}

/** Entries of the waiting list that are still open (D4). */
export function readOpenEntries(reader: Reader, clientIds: readonly number[]): ObstacleRow[] {
  return reader.all(
    sqlText<ObstacleRow>(
      `select id, from_date as local_date, null as start_min, null as group_event_id,
         coalesce((select group_concat(services.name, ', ') from json_each(services_json) as wanted
          join services on services.id = wanted.value), '') as services
       from waiting_entries where client_id in (select value from json_each(?)) and status in ('waiting', 'offered')
       order by id`,
      JSON.stringify(clientIds),
    ),
  );
}

/** Series that would book again (D4). */
export function readLiveSeries(reader: Reader, clientIds: readonly number[], today: LocalDate): ObstacleRow[] {
  return reader.all(
    sqlText<ObstacleRow>(
      `select id, start_date as local_date, start_min, null as group_event_id, '' as services
       from visit_series where client_id in (select value from json_each(?)) and is_ended = 0
         and exists (select 1 from visits where series_id = visit_series.id and local_date >= ?
           and status in ('booked', 'confirmed'))
       order by id`,
      JSON.stringify(clientIds),
      today,
    ),
  );
}

/** The digest of a client's first row in the log, hex: tells the same person in an older copy (docs/adr/0006). */
export function readOrigin(reader: Reader, tableNo: number, clientId: number): string | null {
  const row = reader.get(
    sqlText<{ digest: Uint8Array }>(
      'select digest from change where table_no = ? and row_id = ? and op = 0 order by seq limit 1',
      tableNo,
      clientId,
    ),
  );
  return row ? Buffer.from(row.digest).toString('hex') : null;
}

/** Clients who were made nameless, with the instant. */
export function readErased(reader: Reader): { id: number; erased_at_ms: number }[] {
  return reader.all(
    sqlText<{ id: number; erased_at_ms: number }>(
      'select id, erased_at_ms from clients where erased_at_ms is not null order by id',
    ),
  );
}

/** Who this installation is: a copy of another salon is never touched. */
export function readInstallation(reader: Reader): string {
  return reader.get(sqlText<{ uid: string }>('select uid from installation where id = 1'))?.uid ?? '';
}

/** Contents of files that no client has any more, of those given. */
export function filterUnusedContents(reader: Reader, digests: readonly string[]): string[] {
  return reader
    .all(
      sqlText<{ value: string }>(
        `select wanted.value from json_each(?) as wanted where not exists
           (select 1 from client_files where sha256 = wanted.value or thumb_sha256 = wanted.value)`,
        JSON.stringify(digests),
      ),
    )
    .map((row) => row.value);
}

/** Digests of the contents of a client's files and thumbnails; of the removed ones too, which lie there for the undo. */
export function readContents(reader: Reader, tableNo: number, fileIds: readonly number[]): string[] {
  const ids = JSON.stringify(fileIds);
  const rows = reader.all(
    sqlText<{ sha256: string | null; thumb_sha256: string | null }>(
      `select sha256, thumb_sha256 from client_files where id in (select value from json_each(?))
       union select json_extract(old, '$.sha256'), json_extract(old, '$.thumb_sha256') from change
       where table_no = ? and row_id in (select value from json_each(?)) and old is not null`,
      ids,
      tableNo,
      ids,
    ),
  );
  const digests = rows.flatMap((row) => [row.sha256, row.thumb_sha256]);
  return [...new Set(digests.filter((digest) => digest !== null))];
}

/** Throws away unfinished checks of some clients: they belong to the desk and stand in no log. */
export function dropDrafts(tx: Tx, clientIds: readonly number[]): void {
  tx.runSql(
    `delete from sale_drafts where client_id in (select value from json_each(?))
       or visit_id in (select id from visits where client_id in (select value from json_each(?)))`,
    [JSON.stringify(clientIds), JSON.stringify(clientIds)],
  );
}
