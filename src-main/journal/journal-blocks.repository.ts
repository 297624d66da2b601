import { type Segment, busySetsOf, processingAt } from '../../src-shared/journal/journal.rules.ts';
import { type Interval, overlaps } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { BlockRow } from './journal.repository.ts';

/** Whose time is closed: exactly one of the three. */
export interface BlockOwner {
  readonly staffId: number | null;
  readonly roomId: number | null;
  readonly serviceId: number | null;
}

/** Something that occupies closed time: a service of a visit, or a group event. */
export interface InTheWay {
  /** Null for a group event. */
  readonly visitId: number | null;
  readonly lineId: number | null;
  readonly eventId: number | null;
  readonly localDate: LocalDate;
  readonly startMin: number;
  readonly endMin: number;
  readonly staffId: number;
  readonly firstName: string;
  readonly lastName: string;
  /** Title of a group event. */
  readonly title: string;
  readonly serviceName: string;
}

interface LineInTheWay {
  id: number;
  visit_id: number;
  local_date: string;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  first_name: string | null;
  last_name: string | null;
  service_name: string;
  is_own: number;
}

const DAY_MIN = 1440;

const OWN = `(l.staff_id = @staffId or l.room_id = @roomId or l.service_id = @serviceId
  or (@roomId is not null and exists (select 1 from json_each(l.equipment_json) where value = @roomId)))`;
// Participants stand where their event stands: the event is named once.
const LINES = `select l.id, l.visit_id, l.local_date, l.service_id, l.staff_id, l.room_id, l.start_min, l.duration_min,
    l.buffer_before_min, l.buffer_after_min, l.segments_json, c.first_name, c.last_name, s.name as service_name,
    ifnull(${OWN}, 0) as is_own
  from visit_lines l
    cross join visits v on v.id = l.visit_id
    join services s on s.id = l.service_id
    left join clients c on c.id = v.client_id
  where l.local_date between @fromDate and @toDate
    and v.status not in ('cancelled', 'no_show') and v.group_event_id is null
  order by l.local_date, l.start_min, l.id`;
const EVENTS = `select e.id, e.local_date, e.staff_id, e.start_min, e.duration_min, e.buffer_before_min,
    e.buffer_after_min, e.title, s.name as service_name
  from group_events e join services s on s.id = e.service_id
  where e.local_date between @fromDate and @toDate and e.status = 'planned'
    and (e.staff_id = @staffId or e.room_id = @roomId or e.service_id = @serviceId)
  order by e.local_date, e.start_min, e.id`;

interface EventInTheWay {
  id: number;
  local_date: string;
  staff_id: number;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  title: string;
  service_name: string;
}

/**
 * What occupies the same minutes of each day of a span (A6), by time.
 *
 * A master is busy without processing and with buffers, a room is held with buffers, a service stands from start to end.
 * Minutes after midnight belong to the day a visit (or the closing) began on, so its neighbours are looked at too (A1).
 */
export function readInTheWay(
  reader: Reader,
  owner: BlockOwner,
  span: { readonly fromDate: LocalDate; readonly toDate: LocalDate; readonly minutes: Interval },
  processingReleasesMaster: boolean,
): InTheWay[] {
  const { fromDate, toDate, minutes } = span;
  const values = { ...owner, fromDate: addDays(fromDate, -1), toDate: addDays(toDate, 1) };
  const isClosed = (localDate: LocalDate, held: readonly Interval[]): boolean =>
    [-1, 0, 1].some((offset) => {
      const closedDate = addDays(localDate, offset);
      if (closedDate < fromDate || closedDate > toDate) return false;
      const closed: Interval = [minutes[0] + offset * DAY_MIN, minutes[1] + offset * DAY_MIN];
      return held.some((part) => overlaps(part, closed));
    });
  const lines = reader.all(sqlText<LineInTheWay>(LINES, values));
  const found: InTheWay[] = [];
  for (const ofVisit of Map.groupBy(lines, (row) => row.visit_id).values()) {
    if (ofVisit.every((row) => row.is_own === 0)) continue;
    const busy = busySetsOf(ofVisit.map(placed), processingReleasesMaster);
    for (const { line, master, room, client } of busy) {
      if (line.row.is_own === 0) continue;
      const held = owner.staffId !== null ? master : owner.roomId !== null ? [room] : [client];
      if (!isClosed(line.row.local_date, held)) continue;
      found.push({
        visitId: line.row.visit_id,
        lineId: line.row.id,
        eventId: null,
        localDate: line.row.local_date,
        startMin: line.startMin,
        endMin: line.startMin + line.durationMin,
        staffId: line.row.staff_id,
        firstName: line.row.first_name ?? '',
        lastName: line.row.last_name ?? '',
        title: '',
        serviceName: line.row.service_name,
      });
    }
  }
  for (const row of reader.all(sqlText<EventInTheWay>(EVENTS, values))) {
    const endMin = row.start_min + row.duration_min;
    const held: Interval = [row.start_min - row.buffer_before_min, endMin + row.buffer_after_min];
    if (!isClosed(row.local_date, [held])) continue;
    found.push({
      visitId: null,
      lineId: null,
      eventId: row.id,
      localDate: row.local_date,
      startMin: row.start_min,
      endMin,
      staffId: row.staff_id,
      firstName: '',
      lastName: '',
      title: row.title === '' ? row.service_name : row.title,
      serviceName: row.service_name,
    });
  }
  return found.sort((a, b) =>
    a.localDate === b.localDate ? a.startMin - b.startMin : a.localDate < b.localDate ? -1 : 1,
  );
}

function placed(row: LineInTheWay) {
  const segments = row.segments_json === null ? null : (JSON.parse(row.segments_json) as Segment[]);
  return {
    row,
    staffId: row.staff_id,
    roomId: row.room_id,
    startMin: row.start_min,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    processing: processingAt(row.start_min, segments),
  };
}

/** Blocks of one master, room or service from a day on, by time. */
export function readBlocksOf(reader: Reader, owner: BlockOwner, fromDate: LocalDate): BlockRow[] {
  return reader.all(
    sqlText<BlockRow>(
      `select id, staff_id, room_id, service_id, local_date, start_min, end_min, reason, version from blocks
       where local_date >= @fromDate and (staff_id = @staffId or room_id = @roomId or service_id = @serviceId)
       order by local_date, start_min, id`,
      { ...owner, fromDate },
    ),
  );
}

/** Whether a row of a table was written after a change of the log. */
export function isWrittenAfter(reader: Reader, tableNo: number, rowId: number, seq: number): boolean {
  const row = reader.get(
    sqlText<{ seq: number }>(
      'select seq from change where table_no = ? and row_id = ? and seq > ? limit 1',
      tableNo,
      rowId,
      seq,
    ),
  );
  return row !== undefined;
}
