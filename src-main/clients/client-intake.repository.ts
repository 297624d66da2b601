import type { IncomingClient, KnownClient } from '../../src-shared/clients/client-intake.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A client of the base as a table is compared with: enough to be recognised by. */
export interface BaseClient {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly middle_name: string;
  readonly birthday: string | null;
  readonly card_number: string | null;
  /** Digits of all phones, parted by spaces; '' without one. */
  readonly phones: string;
}

/** Every client who may be met in a table, in order of id. Merged and erased ones are nobody. */
export function* readBase(reader: Reader): Generator<BaseClient> {
  const batch = 5000;
  let after = 0;
  for (;;) {
    const rows = reader.all(
      sqlText<BaseClient>(
        `select id, first_name, last_name, middle_name, birthday, card_number, coalesce((select group_concat(digits, ' ')
           from client_phones where client_id = clients.id), '') as phones
         from clients where id > ? and merged_into_id is null and erased_at_ms is null order by id limit ?`,
        after,
        batch,
      ),
    );
    yield* rows;
    if (rows.length < batch) return;
    after = rows.at(-1)!.id;
  }
}

/** Living clients with one of these phones: id and names, oldest first. */
export function readOwners(
  reader: Reader,
  digits: readonly string[],
): { id: number; first_name: string; last_name: string; middle_name: string }[] {
  return reader.all(
    sqlText<{ id: number; first_name: string; last_name: string; middle_name: string }>(
      `select distinct clients.id, first_name, last_name, middle_name
       from json_each(?) as wanted
       join client_phones on client_phones.digits = wanted.value
       join clients on clients.id = client_phones.client_id
       where merged_into_id is null and erased_at_ms is null order by clients.id`,
      JSON.stringify(digits),
    ),
  );
}

interface KnownRow {
  readonly first_name: string;
  readonly last_name: string;
  readonly middle_name: string;
  readonly sex: 'female' | 'male' | null;
  readonly birthday: string | null;
  readonly email: string | null;
  readonly source: string | null;
  readonly address: string | null;
  readonly allergy: string;
  readonly note: string;
  readonly personal_discount_bp: number | null;
  readonly card_number: string | null;
  readonly messengers_json: string | null;
  readonly category: string | null;
}

/** A client in the words of a table; undefined for one who is not there, merged or erased. */
export function readKnown(reader: Reader, clientId: number): KnownClient | undefined {
  const row = reader.get(
    sqlText<KnownRow>(
      `select first_name, last_name, middle_name, sex, birthday, email, source, address, allergy, note,
         personal_discount_bp, card_number, messengers_json,
         (select name from client_categories where id = category_id) as category
       from clients where id = ? and merged_into_id is null and erased_at_ms is null`,
      clientId,
    ),
  );
  if (!row) return undefined;
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    middleName: row.middle_name,
    sex: row.sex,
    birthday: row.birthday,
    email: row.email,
    source: row.source,
    address: addressText(row.address),
    allergy: row.allergy,
    note: row.note,
    discountBp: row.personal_discount_bp,
    card: row.card_number,
    messengers: row.messengers_json === null ? [] : (JSON.parse(row.messengers_json) as KnownClient['messengers']),
    phones: reader
      .all(
        sqlText<{ digits: string }>(
          'select digits from client_phones where client_id = ? order by position, id',
          clientId,
        ),
      )
      .map(({ digits }) => digits),
    category: row.category,
    tags: reader
      .all(
        sqlText<{ name: string }>(
          `select name from client_tag_links join client_tags on client_tags.id = tag_id where client_id = ? order by
           client_tag_links.id`,
          clientId,
        ),
      )
      .map(({ name }) => name),
  };
}

/** The parts of an address in one line. */
function addressText(json: string | null): string | null {
  if (json === null) return null;
  const parts = Object.values(JSON.parse(json) as Record<string, string>).filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

type PlainValues = Pick<
  IncomingClient,
  | 'firstName'
  | 'lastName'
  | 'middleName'
  | 'sex'
  | 'birthday'
  | 'email'
  | 'source'
  | 'allergy'
  | 'note'
  | 'discountBp'
  | 'card'
  | 'messengers'
> & { readonly addressJson: string | null; readonly categoryId: number | null };

const COLUMN_OF: Readonly<Record<keyof PlainValues, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  middleName: 'middle_name',
  sex: 'sex',
  birthday: 'birthday',
  email: 'email',
  source: 'source',
  addressJson: 'address',
  allergy: 'allergy',
  note: 'note',
  discountBp: 'personal_discount_bp',
  card: 'card_number',
  messengers: 'messengers_json',
  categoryId: 'category_id',
};

function sqlValue(name: string, value: unknown): unknown {
  if (name !== 'messengers') return value ?? null;
  const list = value as readonly unknown[];
  return list.length === 0 ? null : JSON.stringify(list);
}

const NAMES = Object.keys(COLUMN_OF) as (keyof PlainValues)[];
const INSERT_CLIENT = `insert into clients (${NAMES.map((name) => COLUMN_OF[name]).join(', ')}, created_at_ms)
  values (${NAMES.map(() => '?').join(', ')}, ?)`;

/** Writes a new client and returns the id. */
export function insertIncoming(tx: Tx, values: PlainValues, createdAtMs: number): number {
  return tx.runSql(INSERT_CLIENT, [...NAMES.map((name) => sqlValue(name, values[name])), createdAtMs]).insertId;
}

/** Changes values of a client and raises the version. */
export function updateIncoming(tx: Tx, clientId: number, values: Partial<PlainValues>): void {
  const names = NAMES.filter((name) => name in values);
  const assignments = [...names.map((name) => `${COLUMN_OF[name]} = ?`), 'version = version + 1'];
  tx.runSql(`update clients set ${assignments.join(', ')} where id = ?`, [
    ...names.map((name) => sqlValue(name, values[name])),
    clientId,
  ]);
}

/** Adds a phone behind those that are there. */
export function insertPhone(tx: Tx, clientId: number, digits: string, position: number): void {
  tx.runSql("insert into client_phones (client_id, digits, label, position) values (?, ?, '', ?)", [
    clientId,
    digits,
    position,
  ]);
}

/** Gives a client a tag. */
export function linkTag(tx: Tx, clientId: number, tagId: number): void {
  tx.runSql('insert into client_tag_links (client_id, tag_id) values (?, ?) on conflict do nothing', [clientId, tagId]);
}

type MarkTable = 'client_tags' | 'client_categories';

/** All tags or categories, archived ones too: a name is given once. */
export function readMarks(reader: Reader, table: MarkTable): { id: number; name: string }[] {
  return reader.all(sqlText<{ id: number; name: string }>(`select id, name from ${table}`));
}

/** Makes a tag or category at the end of its list. */
export function insertMark(tx: Tx, table: MarkTable, name: string, colour: string): number {
  return tx.runSql(
    `insert into ${table} (name, colour, position) values (?, ?, (select coalesce(max(position), 0) + 1 from ${table}))`,
    [name, colour],
  ).insertId;
}
