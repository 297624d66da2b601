import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A line of an occupying visit, as far as it keeps somebody or something busy. */
export interface BusyLineRow {
  visit_id: number;
  group_event_id: number | null;
  local_date: LocalDate;
  position: number;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  holds_master: number | null;
  equipment_json: string | null;
}

/** A planned group event (A13). */
export interface BusyEventRow {
  id: number;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  local_date: LocalDate;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  seats_from_room: number;
}

interface PlaceBlockRow {
  room_id: number | null;
  service_id: number | null;
  local_date: LocalDate;
  start_min: number;
  end_min: number;
}

interface ActiveRow {
  local_date: LocalDate;
  staff_id: number;
  start_min: number;
  duration_min: number;
  segments_json: string | null;
}

interface LoadRow extends ActiveRow {
  visit_id: number;
  service_id: number;
  first_name: string | null;
  last_name: string | null;
}

// The planner is told the order (cross join): lines of the asked days by index, then each visit by its id. However long
// the salon has existed, only those days are read; a test explains the plans.
const OCCUPYING = `v.status not in ('cancelled', 'no_show')`;
const WEEKDAY = `((cast(strftime('%w', l.local_date) as integer) + 6) % 7 + 1)`;

/** Statements that a search waits for. */
export const AVAILABILITY_SQL = {
  lines: `select l.visit_id, v.group_event_id, l.local_date, l.position, l.staff_id, l.room_id, l.start_min, l.duration_min,
      l.buffer_before_min, l.buffer_after_min, l.segments_json, l.holds_master, l.equipment_json
    from visit_lines l cross join visits v on v.id = l.visit_id
    where l.local_date between ? and ? and ${OCCUPYING}`,
  events: `select id, service_id, staff_id, room_id, local_date, start_min, duration_min, buffer_before_min,
      buffer_after_min, seats_from_room
    from group_events where local_date between ? and ? and status = 'planned'`,
  blocks: `select room_id, service_id, local_date, start_min, end_min from blocks
    where local_date between ? and ? and (room_id is not null or service_id is not null)`,
  clientLines: `select l.visit_id, l.local_date, l.start_min, l.duration_min
    from visits v cross join visit_lines l on l.visit_id = v.id
    where v.client_id = ? and v.local_date between ? and ? and ${OCCUPYING}`,
  clientMasters: `select l.staff_id, count(*) as visits, max(v.local_date) as last_on
    from visits v cross join visit_lines l on l.visit_id = v.id
    where v.client_id = ? and ${OCCUPYING}
    group by l.staff_id order by visits desc, last_on desc, l.staff_id limit 3`,
  active: `select l.local_date, l.staff_id, l.start_min, l.duration_min, l.segments_json
    from visit_lines l cross join visits v on v.id = l.visit_id
    where l.local_date between @fromDate and @toDate and (@staffId is null or l.staff_id = @staffId)
      and v.group_event_id is null and ${OCCUPYING}`,
  activeEvents: `select local_date, staff_id, start_min, duration_min, null as segments_json from group_events
    where local_date between @fromDate and @toDate and (@staffId is null or staff_id = @staffId) and status = 'planned'`,
  loadRows: `select l.visit_id, l.local_date, l.staff_id, l.service_id, l.start_min, l.duration_min, l.segments_json,
      c.first_name, c.last_name
    from visit_lines l cross join visits v on v.id = l.visit_id left join clients c on c.id = v.client_id
    where l.local_date between @fromDate and @toDate and (@staffId is null or l.staff_id = @staffId)
      and ${WEEKDAY} = @weekday and l.start_min < @endMin and l.start_min + l.duration_min > @startMin
      and v.group_event_id is null and ${OCCUPYING}
    order by l.local_date desc, l.start_min, l.id`,
} as const;

/** Lines of occupying visits of a range of days, of each visit in no order. */
export function readBusyLines(reader: Reader, fromDate: LocalDate, toDate: LocalDate): BusyLineRow[] {
  return reader.all(sqlText<BusyLineRow>(AVAILABILITY_SQL.lines, fromDate, toDate));
}

/** Planned group events of a range. */
export function readBusyEvents(reader: Reader, fromDate: LocalDate, toDate: LocalDate): BusyEventRow[] {
  return reader.all(sqlText<BusyEventRow>(AVAILABILITY_SQL.events, fromDate, toDate));
}

/** Blocks of rooms, devices and services; those of masters are in their schedule already (A3). */
export function readPlaceBlocks(reader: Reader, fromDate: LocalDate, toDate: LocalDate): PlaceBlockRow[] {
  return reader.all(sqlText<PlaceBlockRow>(AVAILABILITY_SQL.blocks, fromDate, toDate));
}

/** When a client is in the salon on the days of a range. */
export function readClientLines(
  reader: Reader,
  clientId: number,
  fromDate: LocalDate,
  toDate: LocalDate,
): { visit_id: number; local_date: LocalDate; start_min: number; duration_min: number }[] {
  return reader.all(sqlText(AVAILABILITY_SQL.clientLines, clientId, fromDate, toDate));
}

/** Masters to whom a client has come most, up to three. */
export function readClientMasters(reader: Reader, clientId: number): number[] {
  return reader
    .all(sqlText<{ staff_id: number }>(AVAILABILITY_SQL.clientMasters, clientId))
    .map(({ staff_id }) => staff_id);
}

interface LoadRange {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly staffId: number | null;
}

/** Time of the occupying lines and group events of a range, of one master if asked so (R6). */
export function readActive(reader: Reader, { fromDate, toDate, staffId }: LoadRange): ActiveRow[] {
  const range = { fromDate, toDate, staffId };
  return [
    ...reader.all(sqlText<ActiveRow>(AVAILABILITY_SQL.active, range)),
    ...reader.all(sqlText<ActiveRow>(AVAILABILITY_SQL.activeEvents, range)),
  ];
}

/** Occupying lines that touch an hour of a weekday, newest day first. */
export function readLoadRows(
  reader: Reader,
  { fromDate, toDate, staffId }: LoadRange,
  at: { readonly weekday: number; readonly hour: number },
): LoadRow[] {
  const { weekday, hour } = at;
  return reader.all(
    sqlText<LoadRow>(AVAILABILITY_SQL.loadRows, {
      fromDate,
      toDate,
      staffId,
      weekday,
      startMin: hour * 60,
      endMin: hour * 60 + 60,
    }),
  );
}
