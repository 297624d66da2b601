import type { Insertable } from 'kysely';
import type { ClientCallsTable } from '../../db/schema-clients.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { CallOutcome, CallReason } from '../../src-shared/retention/retention.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** What a client's own row says about calling them. */
export interface ContactRow {
  no_calls_until: LocalDate | null;
  responsible_staff_id: number | null;
  has_phone: 0 | 1;
}

/** A service of a client that may be due. */
export interface DueRow {
  client_id: number;
  last_on: LocalDate;
  interval_days: number | null;
}

/** A client who has not come for long. */
export interface LostRow {
  client_id: number;
  last_on: LocalDate;
  spent_minor: number;
}

interface CallRowBase {
  id: number;
  client_id: number;
  service_id: number | null;
  reason: CallReason;
  outcome: CallOutcome;
  next_on: LocalDate | null;
  note: string;
  visit_id: number | null;
  called_at_ms: number;
  called_by: number | null;
  caller_name: string | null;
}

/** A call with the visit that it led to. */
export interface ResultRow extends CallRowBase {
  visit_on: LocalDate | null;
  visit_status: VisitStatus | null;
  price_minor: number;
  first_name: string;
  last_name: string;
}

/** How a client is named on a list, and what is worth knowing before calling. */
export interface PersonRow {
  id: number;
  first_name: string;
  last_name: string;
  allergy: string;
  contraindication: string | null;
  digits: string | null;
  visits: number | null;
  no_shows: number | null;
  spent_minor: number | null;
  last_on: LocalDate | null;
}

interface ServiceLastRow {
  service_id: number;
  last_on: LocalDate;
  times: number;
  staff_id: number;
  interval_days: number | null;
}

const IS_THERE = 'c.is_archived = 0 and c.erased_at_ms is null and c.merged_into_id is null';
// The service's rows are walked through in an index that has all of them. The clients who are due are looked up afterwards,
// each once and all in one statement: a lookup of its own for each row takes several times as long.
const PERIOD = 'coalesce(case when @usesPersonal then l.interval_days end, @days)';
const AWAY = 'cast(julianday(@today) - julianday(l.last_on) as integer)';
const CALLS = `select k.id, k.client_id, k.service_id, k.reason, k.outcome, k.next_on, k.note, k.visit_id, k.called_at_ms,
    k.called_by, u.name as caller_name`;

/** The statements that the call list waits for; a test explains their plans. */
export const RETENTION_SQL = {
  due: `select l.client_id, l.last_on, l.interval_days from client_service_last l
    where l.service_id = @serviceId and l.last_on <= @today and (l.last_on >= @from or l.interval_days > @days)
      and ${AWAY} - ${PERIOD} between -@aheadDays and @lostFactor * ${PERIOD}`,
  lostSoon: `select l.client_id, l.last_on, l.interval_days, f.spent_minor
    from client_service_last l cross join client_figures f on f.client_id = l.client_id
    where l.service_id = @serviceId and l.last_on > @from and l.last_on <= @today
      and ${AWAY} - ${PERIOD} > @lostFactor * ${PERIOD} and f.last_on = l.last_on
      and (f.next_on = '' or f.next_on < @today)`,
  lost: `select f.client_id, f.last_on, f.spent_minor from client_figures f
    where f.last_on >= @from and f.last_on <= @to and (f.next_on = '' or f.next_on < @today)`,
  contacts: `select c.id, c.no_calls_until, c.responsible_staff_id,
      exists (select 1 from client_phones p where p.client_id = c.id) as has_phone
    from json_each(?) asked cross join clients c on c.id = asked.value where ${IS_THERE}`,
  booked: `select v.client_id, l.service_id from visit_lines l cross join visits v on v.id = l.visit_id
    where l.local_date >= ? and v.client_id is not null
      and v.status in ('booked', 'confirmed', 'arrived', 'in_progress')`,
  calls: `${CALLS} from client_calls k left join users u on u.id = k.called_by
    where k.called_at_ms >= ? order by k.called_at_ms desc, k.id desc`,
  settled: `select distinct asked.value ->> 'clientId' as client_id
    from json_each(?) asked cross join visits v on v.client_id = asked.value ->> 'clientId'
    where v.status in ('booked', 'confirmed', 'arrived', 'in_progress', 'completed')
      and (v.created_at_ms > asked.value ->> 'calledAtMs'
        or (v.local_date > asked.value ->> 'calledOn' and v.status in ('arrived', 'in_progress', 'completed')))`,
  lastServices: `select service_id, last_on, times, staff_id, interval_days from client_service_last
    where client_id = ? order by last_on desc, times desc, service_id`,
  person: `select c.id, c.first_name, c.last_name, c.allergy, c.contraindication, f.visits, f.no_shows, f.spent_minor, f.last_on,
      (select p.digits from client_phones p where p.client_id = c.id order by p.position, p.id limit 1) as digits
    from clients c left join client_figures f on f.client_id = c.id
    where c.id = ? and c.erased_at_ms is null and c.merged_into_id is null`,
} as const;

/** How R12 is asked for one service. */
export interface DueQuestion {
  readonly serviceId: number;
  readonly days: number;
  readonly usesPersonal: 0 | 1;
  readonly aheadDays: number;
  readonly lostFactor: number;
  readonly today: LocalDate;
  /** Rows before it are only looked at for a longer rhythm of their own. */
  readonly from: LocalDate;
}

/** Clients for whom a service is upcoming, due or overdue (R12). */
export function readDue(reader: Reader, question: DueQuestion): DueRow[] {
  return reader.all(sqlText<DueRow>(RETENTION_SQL.due, question));
}

/** Clients whose newest visit was this service, which is lost (R12), after a day. */
export function readLostSoon(
  reader: Reader,
  { serviceId, days, usesPersonal, lostFactor, today, from }: DueQuestion,
): (DueRow & LostRow)[] {
  return reader.all(
    sqlText<DueRow & LostRow>(RETENTION_SQL.lostSoon, { serviceId, days, usesPersonal, lostFactor, today, from }),
  );
}

/** Clients whose newest visit lies between two days, with nothing booked. */
export function readLost(
  reader: Reader,
  range: { readonly from: LocalDate; readonly to: LocalDate; readonly today: LocalDate },
): LostRow[] {
  return reader.all(sqlText<LostRow>(RETENTION_SQL.lost, range));
}

/** Services that are booked from a day on, by client. */
export function readBooked(reader: Reader, today: LocalDate): { client_id: number; service_id: number }[] {
  return reader.all(sqlText(RETENTION_SQL.booked, today));
}

/** Services that one client has booked from a day on. */
export function readBookedOf(reader: Reader, clientId: number, today: LocalDate): { service_id: number }[] {
  return reader.all(
    sqlText(
      `select l.service_id from visits v cross join visit_lines l on l.visit_id = v.id
       where v.client_id = ? and v.local_date >= ? and v.status in ('booked', 'confirmed', 'arrived', 'in_progress')`,
      clientId,
      today,
    ),
  );
}

/** Calls since an instant, newest first. */
export function readCallsSince(reader: Reader, sinceMs: number): CallRowBase[] {
  return reader.all(sqlText<CallRowBase>(RETENTION_SQL.calls, sinceMs));
}

/** A call that asked for another one. */
interface OpenPromise {
  readonly clientId: number;
  readonly calledAtMs: number;
  readonly calledOn: LocalDate;
}

/** Clients who have booked, or have come on a later day, since a call. */
export function readSettled(reader: Reader, promises: readonly OpenPromise[]): Set<number> {
  const rows = reader.all(sqlText<{ client_id: number }>(RETENTION_SQL.settled, JSON.stringify(promises)));
  return new Set(rows.map((row) => row.client_id));
}

const RESULTS = `${CALLS}, v.local_date as visit_on, v.status as visit_status, c.first_name, c.last_name,
    coalesce((select sum(l.price_minor) from visit_lines l where l.visit_id = v.id), 0) as price_minor
  from client_calls k join clients c on c.id = k.client_id left join visits v on v.id = k.visit_id
    left join users u on u.id = k.called_by`;

/** Calls of a stretch of time with what they led to, newest first. */
export function readResults(reader: Reader, fromMs: number, beforeMs: number): ResultRow[] {
  return reader.all(
    sqlText<ResultRow>(
      `${RESULTS} where k.called_at_ms >= ? and k.called_at_ms < ? order by k.called_at_ms desc, k.id desc`,
      fromMs,
      beforeMs,
    ),
  );
}

/** Every call to a client, newest first. */
export function readClientCalls(reader: Reader, clientId: number): ResultRow[] {
  return reader.all(
    sqlText<ResultRow>(`${RESULTS} where k.client_id = ? order by k.called_at_ms desc, k.id desc`, clientId),
  );
}

/** The services that a client had, the newest first. */
export function readLastServices(reader: Reader, clientId: number): ServiceLastRow[] {
  return reader.all(sqlText<ServiceLastRow>(RETENTION_SQL.lastServices, clientId));
}

/** A client who has not been forgotten or merged away. */
export function readPerson(reader: Reader, clientId: number): PersonRow | undefined {
  return reader.get(sqlText<PersonRow>(RETENTION_SQL.person, clientId));
}

/** What clients' own rows say about calling them; who is archived, forgotten or merged away is left out. */
export function readContacts(reader: Reader, clientIds: readonly number[]): Map<number, ContactRow> {
  const rows = reader.all(sqlText<ContactRow & { id: number }>(RETENTION_SQL.contacts, JSON.stringify(clientIds)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Clients by the master they prefer. */
export function readPreferring(reader: Reader, staffId: number): Set<number> {
  const rows = reader.all(
    query.selectFrom('client_preferred_staff').select('client_id').where('staff_id', '=', staffId),
  );
  return new Set(rows.map((row) => row.client_id));
}

/** The client of a visit; undefined when there is no such visit. */
export function readVisitClient(reader: Reader, visitId: number): { client_id: number | null } | undefined {
  return reader.get(query.selectFrom('visits').select('client_id').where('id', '=', visitId));
}

/** Writes a call down. */
export function insertCall(tx: Tx, values: Insertable<ClientCallsTable>): number {
  return tx.insert(query.insertInto('client_calls').values(values));
}
