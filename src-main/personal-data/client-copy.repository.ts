import type { BusinessTable } from '../../db/tables.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { RowValues } from '../store/change-log.ts';

/** Whole rows of a table by their numbers, in order. */
export function readWholeRows(reader: Reader, table: BusinessTable, ids: readonly number[]): RowValues[] {
  return reader.all(
    sqlText<RowValues>(
      `select * from ${table} where id in (select value from json_each(?)) order by id`,
      JSON.stringify(ids),
    ),
  );
}

/** Records whose names stand for their numbers in a copy: what is read of each. */
const NAMES: Readonly<Record<string, string>> = {
  staff: "select id, trim(first_name || ' ' || last_name) as name from staff",
  services: 'select id, name from services',
  rooms: 'select id, name from rooms',
  users: 'select id, name from users',
  price_lists: 'select id, name from price_lists',
  client_categories: 'select id, name from client_categories',
  client_tags: 'select id, name from client_tags',
  families: 'select id, name from families',
};

/** Which record a column of a personal table points at. */
const COLUMN_RECORDS: Readonly<Record<string, string>> = {
  staff_id: 'staff',
  responsible_staff_id: 'staff',
  service_id: 'services',
  room_id: 'rooms',
  price_list_id: 'price_lists',
  category_id: 'client_categories',
  tag_id: 'client_tags',
  family_id: 'families',
  created_by: 'users',
  given_to: 'users',
  withdrawn_to: 'users',
  called_by: 'users',
  done_by: 'users',
  merged_by: 'users',
  decided_by: 'users',
  owner_id: 'users',
};

/** Names of the salon's records, for the numbers in a client's rows. */
export type RecordNames = (table: BusinessTable, column: string, value: unknown) => string | null;

/** Reads the names once for one copy. */
export function readRecordNames(reader: Reader): RecordNames {
  const known = new Map<string, Map<number, string>>();
  const namesOf = (record: string): Map<number, string> => {
    const have = known.get(record);
    if (have) return have;
    const sql = NAMES[record] ?? '';
    const rows = reader.all(sqlText<{ id: number; name: string }>(sql));
    const names = new Map(rows.map((row) => [row.id, row.name]));
    known.set(record, names);
    return names;
  };
  return (table, column, value) => {
    // On the card it is a word, in the list of distinctions a person.
    if (table === 'clients' && column === 'decided_by') return null;
    const record = COLUMN_RECORDS[column];
    return record === undefined || typeof value !== 'number' ? null : (namesOf(record).get(value) ?? null);
  };
}

/** Number and words of consent texts, for the consents of a copy. */
export function readConsentTexts(
  reader: Reader,
  ids: readonly number[],
): Map<number, { number: number; body: string }> {
  const rows = reader.all(
    sqlText<{ id: number; number: number; body: string }>(
      'select id, number, body from consent_texts where id in (select value from json_each(?))',
      JSON.stringify(ids),
    ),
  );
  return new Map(rows.map(({ id, number, body }) => [id, { number, body }]));
}

/** A command that touched the client's rows. */
export interface CopiedCommand {
  readonly id: number;
  readonly at_ms: number;
  readonly name: string;
  readonly summary: string | null;
  readonly actor: string | null;
}

/** Commands by number, oldest first. */
export function readCommands(reader: Reader, ids: readonly number[]): CopiedCommand[] {
  return reader.all(
    sqlText<CopiedCommand>(
      `select command.id, at_ms, command.name, summary, users.name as actor
       from command left join users on users.id = command.actor_id
       where command.id in (select value from json_each(?)) order by command.id`,
      JSON.stringify(ids),
    ),
  );
}
