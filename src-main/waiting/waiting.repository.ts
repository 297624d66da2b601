import type { Insertable, Updateable } from 'kysely';
import type { WaitingEntriesTable } from '../../db/schema.ts';
import type { WaitingKind, WaitingStatus } from '../../src-shared/waiting/waiting.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** An entry with its client, as lists and the ranking need them. */
export interface EntryRow {
  id: number;
  version: number;
  kind: WaitingKind;
  status: WaitingStatus;
  client_id: number | null;
  name: string;
  phone_digits: string | null;
  services_json: string;
  staff_json: string;
  group_event_id: number | null;
  from_date: string | null;
  to_date: string | null;
  weekdays_json: string;
  from_min: number | null;
  to_min: number | null;
  comment: string;
  source: string;
  owner_id: number | null;
  owner_name: string | null;
  due_at_ms: number | null;
  offer_json: string | null;
  offered_until_ms: number | null;
  visit_id: number | null;
  closed_reason: string | null;
  created_at_ms: number;
  first_name: string | null;
  last_name: string | null;
  allergy: string | null;
  contraindication: string | null;
  client_digits: string | null;
  visits: number | null;
  no_shows: number | null;
}

const ENTRIES = `select w.id, w.version, w.kind, w.status, w.client_id, w.name, w.phone_digits, w.services_json, w.staff_json,
    w.group_event_id, w.from_date, w.to_date, w.weekdays_json, w.from_min, w.to_min, w.comment, w.source, w.owner_id,
    u.name as owner_name, w.due_at_ms, w.offer_json, w.offered_until_ms, w.visit_id, w.closed_reason, w.created_at_ms,
    c.first_name, c.last_name, c.allergy, c.contraindication, s.visits, s.no_shows,
    (select p.digits from client_phones p where p.client_id = c.id order by p.position limit 1) as client_digits
  from waiting_entries w left join clients c on c.id = w.client_id left join client_search s on s.client_id = w.client_id
    left join users u on u.id = w.owner_id`;

/** Everybody who still waits, longest first. */
export function readOpenEntries(reader: Reader): EntryRow[] {
  return reader.all(
    sqlText<EntryRow>(`${ENTRIES} where w.status in ('waiting', 'offered') order by w.created_at_ms, w.id`),
  );
}

/** The newest of those who no longer wait. */
export function readClosedEntries(reader: Reader, limit: number): EntryRow[] {
  return reader.all(
    sqlText<EntryRow>(
      `${ENTRIES} where w.status in ('booked', 'declined', 'closed') order by w.created_at_ms desc, w.id desc limit ?`,
      limit,
    ),
  );
}

/** One entry, if it exists. */
export function findEntry(reader: Reader, entryId: number): EntryRow | undefined {
  return reader.get(sqlText<EntryRow>(`${ENTRIES} where w.id = ?`, entryId));
}

/** Sum of a client's completed visits, minor units. */
export function readSpentMinor(reader: Reader, clientId: number): number {
  const row = reader.get(
    sqlText<{ spent: number | null }>(
      `select sum(l.price_minor) as spent from visits v join visit_lines l on l.visit_id = v.id
       where v.client_id = ? and v.status = 'completed'`,
      clientId,
    ),
  );
  return row?.spent ?? 0;
}

export function insertEntry(tx: Tx, values: Insertable<WaitingEntriesTable>): number {
  return tx.insert(query.insertInto('waiting_entries').values(values));
}

/** Changes an entry and counts its version up; returns the new version. */
export function updateEntry(
  tx: Tx,
  entry: { readonly id: number; readonly version: number },
  values: Updateable<WaitingEntriesTable>,
): number {
  const version = entry.version + 1;
  tx.run(
    query
      .updateTable('waiting_entries')
      .set({ ...values, version })
      .where('id', '=', entry.id),
  );
  return version;
}

/** Names by id of some services and masters, archived ones too. */
export function readNames(reader: Reader): {
  services: { id: number; name: string; is_archived: number }[];
  staff: { id: number; first_name: string; last_name: string; is_archived: number }[];
} {
  return {
    services: reader.all(query.selectFrom('services').select(['id', 'name', 'is_archived'])),
    staff: reader.all(query.selectFrom('staff').select(['id', 'first_name', 'last_name', 'is_archived'])),
  };
}

/** Whether there is such a client, such an event. */
export function existsClient(reader: Reader, clientId: number): boolean {
  return (
    reader.get(
      query
        .selectFrom('clients')
        .select('id')
        .where('id', '=', clientId)
        .where('erased_at_ms', 'is', null)
        .where('merged_into_id', 'is', null),
    ) !== undefined
  );
}

/** A planned group event as those who wait for a seat see it (A13). */
export interface EventRow {
  id: number;
  title: string;
  service_id: number;
  service_name: string;
  staff_id: number;
  local_date: string;
  start_min: number;
  duration_min: number;
  free: number;
}

/** A group event that is not cancelled, if there is such an event. */
export function findGroupEvent(reader: Reader, eventId: number): EventRow | undefined {
  return reader.get(
    sqlText<EventRow>(
      `select e.id, e.title, e.service_id, s.name as service_name, e.staff_id, e.local_date, e.start_min, e.duration_min,
         e.capacity - (select count(*) from visits v
           where v.group_event_id = e.id and v.status not in ('cancelled', 'no_show')) as free
       from group_events e join services s on s.id = e.service_id where e.id = ? and e.status = 'planned'`,
      eventId,
    ),
  );
}

/** When a visit got the status it has, UTC milliseconds; null when the log does not reach back. */
export function readStatusSince(reader: Reader, visitsTableNo: number, visitId: number): number | null {
  const row = reader.get(
    sqlText<{ at_ms: number }>(
      `select k.at_ms from change c join command k on k.id = c.command_id
       where c.table_no = ? and c.row_id = ? and (c.old is null or json_extract(c.old, '$.status') is not null)
       order by c.seq desc limit 1`,
      visitsTableNo,
      visitId,
    ),
  );
  return row?.at_ms ?? null;
}
