import type { Selectable } from 'kysely';
import type { ClientsTable } from '../../db/schema-clients.ts';
import type { MOVED_KINDS } from '../../src-shared/duplicates/duplicates.contract.ts';
import type { Person } from '../../src-shared/duplicates/duplicates.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ClientRow = Selectable<ClientsTable>;
type MovedKind = (typeof MOVED_KINDS)[number];

/** A column that names a client, and what a merge does with it. */
export interface MovedColumn {
  readonly kind: MovedKind;
  readonly table: string;
  readonly column: string;
  /** Rows whose number is seen by screens: a stale one must be refused. */
  readonly isVersioned: boolean;
  /** The column that must stay unique beside the client: the kept card's own row wins. */
  readonly unique?: string;
}

/** Every column by which rows move from the merged card to the kept one; a test compares them with the schema. */
export const MOVED_COLUMNS: readonly MovedColumn[] = [
  { kind: 'visits', table: 'visits', column: 'client_id', isVersioned: true },
  { kind: 'series', table: 'visit_series', column: 'client_id', isVersioned: true },
  { kind: 'waiting', table: 'waiting_entries', column: 'client_id', isVersioned: true },
  { kind: 'phones', table: 'client_phones', column: 'client_id', isVersioned: false, unique: 'digits' },
  { kind: 'tags', table: 'client_tag_links', column: 'client_id', isVersioned: false, unique: 'tag_id' },
  {
    kind: 'preferredStaff',
    table: 'client_preferred_staff',
    column: 'client_id',
    isVersioned: false,
    unique: 'staff_id',
  },
  { kind: 'notes', table: 'client_notes', column: 'client_id', isVersioned: true },
  { kind: 'files', table: 'client_files', column: 'client_id', isVersioned: true },
  { kind: 'consents', table: 'consents', column: 'client_id', isVersioned: true },
  { kind: 'records', table: 'service_records', column: 'client_id', isVersioned: true },
  { kind: 'patchTests', table: 'patch_tests', column: 'client_id', isVersioned: true },
  { kind: 'calls', table: 'client_calls', column: 'client_id', isVersioned: true },
  { kind: 'requests', table: 'data_requests', column: 'client_id', isVersioned: true },
  { kind: 'documents', table: 'ledger_documents', column: 'client_id', isVersioned: false },
  { kind: 'documents', table: 'ledger_entries', column: 'client_id', isVersioned: false },
  { kind: 'documents', table: 'invoices', column: 'client_id', isVersioned: false },
  { kind: 'documents', table: 'payers', column: 'client_id', isVersioned: true },
  { kind: 'sales', table: 'sales', column: 'client_id', isVersioned: false },
  { kind: 'certificates', table: 'certificates', column: 'client_id', isVersioned: true },
  { kind: 'memberships', table: 'memberships', column: 'client_id', isVersioned: true },
  {
    kind: 'memberships',
    table: 'membership_members',
    column: 'client_id',
    isVersioned: false,
    unique: 'membership_id',
  },
  { kind: 'memberships', table: 'membership_movements', column: 'client_id', isVersioned: false },
  { kind: 'bonuses', table: 'bonus_lots', column: 'client_id', isVersioned: false },
  { kind: 'cards', table: 'discount_cards', column: 'client_id', isVersioned: true },
  { kind: 'cards', table: 'coupon_uses', column: 'client_id', isVersioned: false },
  { kind: 'recommended', table: 'clients', column: 'recommended_by_id', isVersioned: true },
];

/** Columns that name a client and stay as they are: the record of merges itself, and where a merged card leads. */
export const UNMOVED_COLUMNS: readonly string[] = [
  'client_merges.kept_id',
  'client_merges.merged_id',
  'client_distinctions.one_id',
  'client_distinctions.other_id',
  'clients.merged_into_id',
  // An unfinished check belongs to the desk; it is begun anew from its visit.
  'sale_drafts.client_id',
];

/** A client, whatever became of them. */
export function readClientRow(reader: Reader, clientId: number): ClientRow | undefined {
  return reader.get(query.selectFrom('clients').selectAll().where('id', '=', clientId));
}

const PERSON = `select clients.id, last_name as lastName, first_name as firstName, middle_name as middleName, birthday,
    email, card_number as cardNumber,
    coalesce((select group_concat(digits, ' ') from client_phones where client_id = clients.id), '') as phones
  from clients`;
const IS_SOMEBODY = 'erased_at_ms is null and merged_into_id is null';

interface PersonRow extends Omit<Person, 'phones'> {
  readonly phones: string;
}

function personOf(row: PersonRow): Person {
  return { ...row, phones: row.phones === '' ? [] : row.phones.split(' ') };
}

/** Some clients as suspicion sees them; erased and merged ones are left out. */
export function readPeople(reader: Reader, ids: readonly number[]): Person[] {
  return reader
    .all(
      sqlText<PersonRow>(
        `${PERSON} where clients.id in (select value from json_each(?)) and ${IS_SOMEBODY}`,
        JSON.stringify(ids),
      ),
    )
    .map(personOf);
}

const SLICE = 5000;

/** Everybody, a slice at a time: no statement stays open. */
export function* readEverybody(reader: Reader): Generator<Person> {
  let last = 0;
  for (;;) {
    const rows = reader.all(
      sqlText<PersonRow>(`${PERSON} where clients.id > ? and ${IS_SOMEBODY} order by clients.id limit ?`, last, SLICE),
    );
    for (const row of rows) yield personOf(row);
    if (rows.length < SLICE) return;
    last = rows.at(-1)!.id;
  }
}

/** Clients who share a phone, an address of e-mail, a card or a birthday with somebody. */
export function readSharing(
  reader: Reader,
  person: Pick<Person, 'phones' | 'email' | 'cardNumber' | 'birthday'>,
): number[] {
  return reader
    .prepare(
      `select client_id from client_phones where digits in (select value from json_each(?))
       union select id from clients where lower(email) = lower(?) and email is not null
       union select id from clients where card_number = ?
       union select id from (select id from clients where birthday = ? limit 200)`,
    )
    .pluck()
    .all(JSON.stringify(person.phones), person.email, person.cardNumber, person.birthday) as number[];
}

/** Pairs that a person has told apart, as `smaller/larger`. */
export function readDistinctions(reader: Reader): Set<string> {
  const rows = reader.all(query.selectFrom('client_distinctions').select(['one_id', 'other_id']));
  return new Set(rows.map((row) => `${row.one_id}/${row.other_id}`));
}

/** Writes that two clients are different people; nothing when that is known. */
export function insertDistinction(tx: Tx, oneId: number, otherId: number): void {
  tx.runSql(
    `insert into client_distinctions (one_id, other_id, decided_at_ms, decided_by) values (?, ?, ?, ?)
     on conflict (one_id, other_id) do nothing`,
    [Math.min(oneId, otherId), Math.max(oneId, otherId), tx.context.nowMs, tx.context.actorId],
  );
}

/** How many rows of each kind belong to a client. */
export function countOwned(reader: Reader, clientId: number): { kind: MovedKind; count: number }[] {
  const counts = new Map<MovedKind, number>();
  for (const { kind, table, column } of MOVED_COLUMNS) {
    const count = reader.prepare(`select count(*) from ${table} where ${column} = ?`).pluck().get(clientId) as number;
    if (count > 0) counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** Gives everything of one client to another; a row that the other has already is taken away. */
export function moveOwned(tx: Tx, fromId: number, toId: number): void {
  for (const { table, column, isVersioned, unique } of MOVED_COLUMNS) {
    if (unique) {
      tx.runSql(
        `delete from ${table} where ${column} = ? and ${unique} in (select ${unique} from ${table} where ${column} = ?)`,
        [fromId, toId],
      );
    }
    const raised = isVersioned ? ', version = version + 1' : '';
    tx.runSql(`update ${table} set ${column} = ?${raised} where ${column} = ?`, [toId, fromId]);
  }
  // Phones of the kept card stay first; the others follow in their order.
  const phones = tx.all(
    query
      .selectFrom('client_phones')
      .select(['id', 'position'])
      .where('client_id', '=', toId)
      .orderBy('position')
      .orderBy('id'),
  );
  phones.forEach((row, position) => {
    if (row.position !== position) {
      tx.run(query.updateTable('client_phones').set({ position }).where('id', '=', row.id));
    }
  });
  // Only the earliest visit of one person is their first.
  tx.runSql(
    `update visits set is_first_visit = 0 where client_id = ? and is_first_visit = 1 and id <> (
       select id from visits where client_id = ? and status not in ('cancelled', 'no_show') order by local_date, id limit 1)`,
    [toId, toId],
  );
}

/** Changes some columns of a client and raises the version. */
export function updateClientRow(tx: Tx, row: ClientRow, values: Partial<ClientRow>): void {
  tx.run(
    query
      .updateTable('clients')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

/** Writes down that one card became another. */
export function insertMerge(tx: Tx, keptId: number, mergedId: number, choices: object): void {
  tx.insert(
    query.insertInto('client_merges').values({
      kept_id: keptId,
      merged_id: mergedId,
      choices_json: JSON.stringify(choices),
      merged_at_ms: tx.context.nowMs,
      merged_by: tx.context.actorId,
    }),
  );
}

/** Names behind the ids of a card: who recommended, category, responsible master, price list, family. */
export function readNameOf(reader: Reader, field: string, id: number): string | null {
  const sql = NAMES[field];
  return sql === undefined ? null : ((reader.prepare(sql).pluck().get(id) as string | undefined) ?? null);
}

const NAMES: Readonly<Record<string, string>> = {
  recommended_by_id: "select trim(first_name || ' ' || last_name) from clients where id = ?",
  category_id: 'select name from client_categories where id = ?',
  responsible_staff_id: "select trim(first_name || ' ' || last_name) from staff where id = ?",
  price_list_id: 'select name from price_lists where id = ?',
  family_id: 'select name from families where id = ?',
};
