import type { Selectable } from 'kysely';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import type { ClientPhonesTable, ClientsTable } from '../../db/schema-clients.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ClientRow = Selectable<ClientsTable>;
export type PhoneRow = Selectable<ClientPhonesTable>;

/** What is written of a client; the version is counted by the repository. */
export type ClientValues = Omit<ClientRow, 'id' | 'version' | 'created_at_ms' | 'is_archived'>;

/** A phone that belongs to somebody. */
export interface PhoneOwner {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly digits: string;
  readonly is_archived: 0 | 1;
  readonly family_id: number | null;
}

/** One client, if they exist. */
export function readClient(reader: Reader, clientId: number): ClientRow | undefined {
  return reader.get(query.selectFrom('clients').selectAll().where('id', '=', clientId));
}

/** Whether a price list is there to be given to a client. */
export function hasPriceList(reader: Reader, priceListId: number): boolean {
  return reader.get(query.selectFrom('price_lists').select('id').where('id', '=', priceListId)) !== undefined;
}

/** A client's phones in their order. */
export function readPhones(reader: Reader, clientId: number): PhoneRow[] {
  return reader.all(
    query.selectFrom('client_phones').selectAll().where('client_id', '=', clientId).orderBy('position').orderBy('id'),
  );
}

/** Clients who have one of these phones, oldest first. */
export function readPhoneOwners(reader: Reader, digits: readonly string[]): PhoneOwner[] {
  if (digits.length === 0) return [];
  return reader.all(
    query
      .selectFrom('client_phones')
      .innerJoin('clients', 'clients.id', 'client_phones.client_id')
      .select([
        'clients.id',
        'clients.first_name',
        'clients.last_name',
        'clients.family_id',
        'client_phones.digits',
        'clients.is_archived',
      ])
      .where('client_phones.digits', 'in', digits)
      .where('clients.erased_at_ms', 'is', null)
      .where('clients.merged_into_id', 'is', null)
      .orderBy('clients.id'),
  );
}

/** Writes a new client and returns the id. */
export function insertClient(
  tx: Tx,
  values: Pick<ClientValues, 'first_name'> & Partial<ClientValues>,
  createdAtMs: number,
): number {
  return tx.insert(query.insertInto('clients').values({ ...values, created_at_ms: createdAtMs }));
}

/** Changes some values of a client and raises the version. */
export function updateClient(
  tx: Tx,
  clientId: number,
  version: number,
  values: Partial<ClientValues> & { is_archived?: 0 | 1 },
): void {
  tx.run(
    query
      .updateTable('clients')
      .set({ ...values, version })
      .where('id', '=', clientId),
  );
}

export interface PhoneValues {
  readonly digits: string;
  readonly label: string;
}

/** Brings a client's phones to a list; rows that stay the same are not touched. Tells whether anything changed. */
export function writePhones(tx: Tx, clientId: number, phones: readonly PhoneValues[]): boolean {
  const kept = readPhones(tx, clientId);
  let isChanged = false;
  for (const row of kept) {
    if (phones.some((phone) => phone.digits === row.digits)) continue;
    tx.run(query.deleteFrom('client_phones').where('id', '=', row.id));
    isChanged = true;
  }
  for (const [position, { digits, label }] of phones.entries()) {
    const row = kept.find((candidate) => candidate.digits === digits);
    if (row && row.position === position && row.label === label) continue;
    isChanged = true;
    if (row) {
      tx.run(query.updateTable('client_phones').set({ position, label }).where('id', '=', row.id));
    } else {
      tx.insert(query.insertInto('client_phones').values({ client_id: clientId, digits, label, position }));
    }
  }
  return isChanged;
}

/** How a client's visits ended. */
export interface VisitFigures {
  readonly came: number;
  readonly completed: number;
  readonly no_shows: number;
  readonly late_cancels: number;
  readonly last_visit_on: string | null;
  readonly next_visit_on: string | null;
}

/** Counts of a client's visits by outcome; `today` parts the next visit from forgotten ones. */
export function readVisitFigures(reader: Reader, clientId: number, today: string): VisitFigures {
  return reader.get(
    sqlText<VisitFigures>(
      `select
         count(*) filter (where status in ('arrived', 'in_progress', 'completed')) as came,
         count(*) filter (where status = 'completed') as completed,
         count(*) filter (where status = 'no_show') as no_shows,
         count(*) filter (where status = 'cancelled' and is_late_cancel = 1) as late_cancels,
         max(local_date) filter (where status in ('arrived', 'in_progress', 'completed')) as last_visit_on,
         min(local_date) filter (where status in ('booked', 'confirmed') and local_date >= ?) as next_visit_on
       from visits where client_id = ?`,
      today,
      clientId,
    ),
  )!;
}

/** What a client took of one service with one master. */
export interface UseRow {
  readonly service_id: number;
  readonly staff_id: number;
  readonly times: number;
  readonly last_on: string;
  /** Prices of the lines of completed visits. Minor units. */
  readonly done_minor: number;
}

/** Services of all visits that were neither cancelled nor missed, added up by service and master in one pass. */
export function readUse(reader: Reader, clientId: number): UseRow[] {
  return reader.all(
    sqlText<UseRow>(
      `select line.service_id, line.staff_id, count(*) as times, max(visits.local_date) as last_on,
         coalesce(sum(line.price_minor) filter (where visits.status = 'completed'), 0) as done_minor
       from visits join visit_lines as line on line.visit_id = visits.id
       where visits.client_id = ? and visits.status not in ('cancelled', 'no_show')
       group by line.service_id, line.staff_id`,
      clientId,
    ),
  );
}

/** One visit on a client's card. */
export interface CardVisitRow {
  readonly id: number;
  readonly local_date: string;
  readonly status: VisitStatus;
  readonly comment: string;
}

/** A client's visits, newest first. */
export function readCardVisits(reader: Reader, clientId: number, limit: number): CardVisitRow[] {
  return reader.all(
    sqlText<CardVisitRow>(
      `select id, local_date, status, comment from visits where client_id = ?
       order by local_date desc, id desc limit ?`,
      clientId,
      limit,
    ),
  );
}

/** One service of a visit on a client's card. */
export interface CardLineRow {
  readonly visit_id: number;
  readonly start_min: number;
  readonly price_minor: number;
  readonly service: string;
  readonly staff_first: string;
  readonly staff_last: string;
}

/** Services of some visits, each visit's in their order. */
export function readCardLines(reader: Reader, visitIds: readonly number[]): CardLineRow[] {
  if (visitIds.length === 0) return [];
  return reader.all(
    sqlText<CardLineRow>(
      `select line.visit_id, line.start_min, line.price_minor, services.name as service,
         staff.first_name as staff_first, staff.last_name as staff_last
       from visit_lines as line
       join services on services.id = line.service_id
       join staff on staff.id = line.staff_id
       where line.visit_id in (select value from json_each(?)) order by line.visit_id, line.position, line.id`,
      JSON.stringify(visitIds),
    ),
  );
}

/** A client as lists show them. */
export interface HitRow {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly middle_name: string;
  readonly allergy: string;
  readonly contraindication: string | null;
  readonly category_id: number | null;
  readonly category: string | null;
  readonly category_colour: string | null;
  readonly is_archived: 0 | 1;
  /** Digits of all phones, parted by spaces. */
  readonly phones: string;
  /** '' when the client never came. */
  readonly came_on: string;
  readonly visits: number;
  readonly no_shows: number;
}

/** Clients by id, in the order of the ids. */
export function readHits(reader: Reader, ids: readonly number[]): HitRow[] {
  return reader.all(
    sqlText<HitRow>(
      `select clients.id, clients.first_name, clients.last_name, clients.middle_name, clients.allergy,
         clients.contraindication, clients.category_id, category.name as category, category.colour as category_colour,
         clients.is_archived, search.phones, search.came_on, search.visits, search.no_shows
       from json_each(?) as wanted
       join clients on clients.id = wanted.value
       join client_search as search on search.client_id = clients.id
       left join client_categories as category on category.id = clients.category_id
       order by wanted.key`,
      JSON.stringify(ids),
    ),
  );
}

/** A page of ids in order of surname; archived clients after all others. */
export function readListPage(reader: Reader, offset: number, limit: number, withArchived: boolean): number[] {
  return reader
    .all(
      sqlText<{ client_id: number }>(
        `select client_id from client_search ${withArchived ? '' : 'where is_archived = 0'}
         order by is_archived, words, client_id limit ? offset ?`,
        limit,
        offset,
      ),
    )
    .map((row) => row.client_id);
}

/** How many clients a list has. */
export function countClients(reader: Reader, withArchived: boolean): number {
  return reader.get(
    sqlText<{ count: number }>(
      `select count(*) as count from client_search ${withArchived ? '' : 'where is_archived = 0'}`,
    ),
  )!.count;
}

/** Whose card has a number; erased and merged clients have none. */
export function readCardNumberOwner(
  reader: Reader,
  cardNumber: string,
): Pick<ClientRow, 'id' | 'first_name' | 'last_name'> | undefined {
  return reader.get(
    sqlText<Pick<ClientRow, 'id' | 'first_name' | 'last_name'>>(
      `select id, first_name, last_name from clients
       where card_number = ? and erased_at_ms is null and merged_into_id is null order by is_archived, id limit 1`,
      cardNumber,
    ),
  );
}

/** Whom a client brought, newest first. */
export function readBrought(
  reader: Reader,
  clientId: number,
  limit: number,
): Pick<ClientRow, 'id' | 'first_name' | 'last_name'>[] {
  return reader.all(
    sqlText<Pick<ClientRow, 'id' | 'first_name' | 'last_name'>>(
      `select id, first_name, last_name from clients
       where recommended_by_id = ? and erased_at_ms is null and merged_into_id is null order by id desc limit ?`,
      clientId,
      limit,
    ),
  );
}

/** How many a client brought. */
export function countBrought(reader: Reader, clientId: number): number {
  return reader.get(
    sqlText<{ count: number }>(
      `select count(*) as count from clients
       where recommended_by_id = ? and erased_at_ms is null and merged_into_id is null`,
      clientId,
    ),
  )!.count;
}

/** What the newest cards say in the fields that are filled in again and again. */
export interface UsedValuesRow {
  readonly source: string | null;
  readonly learned_from: string | null;
  readonly decided_by: string | null;
  readonly address: string | null;
  readonly family_role: string | null;
}

/** Those fields of the newest cards: by the end of the table, so that it costs the same in a base of any size. */
export function readUsedValues(reader: Reader, cards: number): UsedValuesRow[] {
  return reader.all(
    sqlText<UsedValuesRow>(
      `select source, learned_from, decided_by, address, family_role from clients order by id desc limit ?`,
      cards,
    ),
  );
}

/** The first of these price lists that is in force; null for none. */
export function readLivePriceList(reader: Reader, ids: readonly (number | null)[]): number | null {
  for (const id of ids) {
    if (id === null) continue;
    const list = reader.get(query.selectFrom('price_lists').select('is_archived').where('id', '=', id));
    if (list?.is_archived === 0) return id;
  }
  return null;
}
