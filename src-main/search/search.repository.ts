import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A named thing of a short list. */
export interface NamedRow {
  readonly id: number;
  readonly title: string;
  readonly detail: string;
  readonly is_archived: 0 | 1;
}

/** Services with their categories. */
export function readServiceNames(reader: Reader): NamedRow[] {
  return reader.all(
    sqlText<NamedRow>(
      `select services.id, services.name as title, categories.name as detail, services.is_archived
       from services join service_categories as categories on categories.id = services.category_id
       order by categories.position, services.position, services.id`,
    ),
  );
}

/** Bundles with the services in them. */
export function readBundleNames(reader: Reader): NamedRow[] {
  return reader.all(
    sqlText<NamedRow>(
      `select bundles.id, bundles.name as title, bundles.is_archived,
         coalesce((select group_concat(name, ', ') from (
           select services.name from bundle_items as item join services on services.id = item.service_id
           where item.bundle_id = bundles.id order by item.position)), '') as detail
       from bundles order by bundles.position, bundles.id`,
    ),
  );
}

/** A person of the staff. */
export interface StaffRow {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly detail: string;
  readonly is_archived: 0 | 1;
}

/** Everybody who works or worked here. */
export function readStaffNames(reader: Reader): StaffRow[] {
  return reader.all(
    sqlText<StaffRow>(
      'select id, first_name, last_name, job_title as detail, is_archived from staff order by position, id',
    ),
  );
}

/** Rooms, halls and devices. */
export function readRoomNames(reader: Reader): NamedRow[] {
  return reader.all(
    sqlText<NamedRow>("select id, name as title, '' as detail, is_archived from rooms order by position, id"),
  );
}

/** A paper of a master. */
export interface PaperRow {
  readonly id: number;
  readonly staff_id: number;
  readonly title: string;
  readonly number: string;
  readonly first_name: string;
  readonly last_name: string;
}

/** Documents of the people who work here. */
export function readPaperNames(reader: Reader): PaperRow[] {
  return reader.all(
    sqlText<PaperRow>(
      `select paper.id, paper.staff_id, paper.title, paper.number, staff.first_name, staff.last_name
       from staff_documents as paper join staff on staff.id = paper.staff_id
       where paper.is_archived = 0 order by paper.id`,
    ),
  );
}

/** A visit as the search shows it. */
export interface VisitRow {
  readonly id: number;
  readonly local_date: string;
  readonly start_min: number | null;
  readonly status: VisitStatus;
  readonly comment: string;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly services: string | null;
  readonly staff: string | null;
}

const VISIT = `select visits.id, visits.local_date, visits.status, visits.comment, visits.client_id,
    clients.first_name, clients.last_name,
    min(line.start_min) as start_min,
    group_concat(services.name, ', ' order by line.position, line.id) as services,
    group_concat(distinct staff.first_name || ' ' || staff.last_name) as staff`;
const OF_VISIT = `left join clients on clients.id = visits.client_id
  left join visit_lines as line on line.visit_id = visits.id
  left join services on services.id = line.service_id
  left join staff on staff.id = line.staff_id
  group by visits.id`;

/** Visits by their ids, in no order. */
export function readVisitRows(reader: Reader, ids: readonly number[]): VisitRow[] {
  return reader.all(
    sqlText<VisitRow>(
      `${VISIT} from visits ${OF_VISIT.replace('group by', 'where visits.id in (select value from json_each(?)) group by')}`,
      JSON.stringify(ids),
    ),
  );
}

/** Visits of one day that were not cancelled, in order of their start. */
export function readVisitsOfDay(reader: Reader, localDate: string): VisitRow[] {
  return reader.all(
    sqlText<VisitRow>(
      `${VISIT} from visits ${OF_VISIT.replace('group by', "where visits.local_date = ? and visits.status <> 'cancelled' group by")}
       order by start_min, visits.id`,
      localDate,
    ),
  );
}

/** A client's visits around a day: the next ones first, then the newest past ones; cancelled ones are left out. */
export function readVisitsAround(reader: Reader, clientId: number, today: string, each: number): number[] {
  const part = (comparison: string, direction: string): number[] =>
    reader
      .prepare(
        `select id from visits where client_id = ? and local_date ${comparison} ? and status <> 'cancelled'
         order by local_date ${direction} limit ?`,
      )
      .pluck()
      .all(clientId, today, each) as number[];
  return [...part('>=', 'asc'), ...part('<', 'desc')];
}

/** A client's newest visits with one of some services, among their last hundred. */
export function readVisitsWith(
  reader: Reader,
  clientId: number,
  serviceIds: readonly number[],
  limit: number,
): number[] {
  return reader
    .prepare(
      `select id from (
         select id, local_date from visits where client_id = ? and status <> 'cancelled' order by local_date desc limit 100
       ) as own where exists (
         select 1 from visit_lines as line
         where line.visit_id = own.id and line.service_id in (select value from json_each(?)))
       order by local_date desc limit ?`,
    )
    .pluck()
    .all(clientId, JSON.stringify(serviceIds), limit) as number[];
}

/** Coming visits with one of some services, soonest first, in a range of days. */
export function readComingWith(
  reader: Reader,
  serviceIds: readonly number[],
  fromDate: string,
  toDate: string,
  limit: number,
): number[] {
  return reader
    .prepare(
      `select line.visit_id from visit_lines as line join visits on visits.id = line.visit_id
       where line.local_date between ? and ? and line.service_id in (select value from json_each(?))
         and visits.status not in ('cancelled', 'no_show')
       group by line.visit_id order by line.local_date, line.start_min limit ?`,
    )
    .pluck()
    .all(fromDate, toDate, JSON.stringify(serviceIds), limit) as number[];
}

/** A comment of a visit. */
export interface CommentRow {
  readonly id: number;
  readonly local_date: string;
  readonly comment: string;
}

/** The newest visits with a comment. */
export function readNewestComments(reader: Reader, limit: number): CommentRow[] {
  return reader.all(
    sqlText<CommentRow>(
      `select id, local_date, comment from visits indexed by visits_commented
       where comment <> '' order by local_date desc limit ?`,
      limit,
    ),
  );
}

/** Comments of some visits; those without one are left out. */
export function readComments(reader: Reader, ids: readonly number[]): CommentRow[] {
  return reader.all(
    sqlText<CommentRow>(
      "select id, local_date, comment from visits where id in (select value from json_each(?)) and comment <> ''",
      JSON.stringify(ids),
    ),
  );
}

/** What was looked at. */
export interface ViewRow {
  readonly kind: string;
  readonly object_id: number;
}

/** What a person looked at, newest first. */
export function readViews(reader: Reader, userId: number, limit: number): ViewRow[] {
  return reader.all(
    sqlText<ViewRow>(
      'select kind, object_id from recent_views where user_id = ? order by seen_at_ms desc, kind, object_id limit ?',
      userId,
      limit,
    ),
  );
}

/** Keeps that a person looked at something, and forgets all but the newest `kept`. */
export function writeView(
  tx: Tx,
  view: { userId: number; kind: string; objectId: number; atMs: number },
  kept: number,
): void {
  tx.runSql(
    `insert into recent_views (user_id, kind, object_id, seen_at_ms) values (?, ?, ?, ?)
     on conflict (user_id, kind, object_id) do update set seen_at_ms = excluded.seen_at_ms`,
    [view.userId, view.kind, view.objectId, view.atMs],
  );
  tx.runSql(
    `delete from recent_views where user_id = ? and seen_at_ms < (
       select seen_at_ms from recent_views where user_id = ? order by seen_at_ms desc limit 1 offset ?)`,
    [view.userId, view.userId, kept - 1],
  );
}
