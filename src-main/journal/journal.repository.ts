import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A visit with its client, as the day shows it. */
export interface HeadRow {
  id: number;
  local_date: string;
  version: number;
  status: VisitStatus;
  comment: string;
  source: string;
  wants_this_master: number;
  is_first_visit: number;
  cancel_reason: string | null;
  series_id: number | null;
  group_event_id: number | null;
  client_id: number | null;
  first_name: string | null;
  last_name: string | null;
  birthday: string | null;
  client_note: string | null;
  allergy: string | null;
  contraindication: string | null;
  category_id: number | null;
  category: string | null;
  category_colour: string | null;
  digits: string | null;
}

/** One line of a visit. */
export interface LineRow {
  id: number;
  visit_id: number;
  position: number;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  holds_master: number | null;
  equipment_json: string | null;
  price_minor: number;
  bundle_id?: number | null;
}

// Visits and lines apart: joined, the client's columns would be read and carried once more for each further line.
// The planner is told the order (cross join): lines by index, then each visit and client by id.
const HEADS = `select v.id, v.local_date, v.version, v.status, v.comment, v.source, v.wants_this_master, v.is_first_visit,
    v.cancel_reason, v.series_id, v.group_event_id, v.client_id, c.first_name, c.last_name, c.birthday, c.note as client_note, c.allergy,
    c.contraindication, c.category_id, k.name as category, k.colour as category_colour,
    (select p.digits from client_phones p where p.client_id = c.id order by p.position limit 1) as digits
  from visits v left join clients c on c.id = v.client_id left join client_categories k on k.id = c.category_id`;
const LINES = `select l.id, l.visit_id, l.position, l.service_id, l.staff_id, l.room_id, l.start_min, l.duration_min,
    l.buffer_before_min, l.buffer_after_min, l.segments_json, l.holds_master, l.equipment_json, l.price_minor, l.bundle_id
  from visit_lines l`;
const OF_STAFF = `(select own.visit_id from visit_lines own where own.staff_id = ? and own.local_date between ? and ?)`;
// The days of a room are found by date: a room has no index of its own, and a week of lines is soon looked through.
const OF_ROOM = `(select own.visit_id from visit_lines own where own.local_date between ? and ? and own.room_id = ?)`;
const IS_OCCUPYING = `v.status not in ('cancelled', 'no_show')`;
const COUNTS = `select l.local_date, count(distinct l.visit_id) as visits, sum(l.price_minor) as planned_minor,
    sum(case when v.group_event_id is null then l.duration_min else 0 end) as booked_min
  from visit_lines l cross join visits v on v.id = l.visit_id`;
const SEGMENTS = `select l.local_date, l.segments_json from visit_lines l cross join visits v on v.id = l.visit_id`;

/** The statements that every screen of the journal waits for; a test explains their plans. */
export const JOURNAL_SQL = {
  day: `${HEADS} where v.local_date = ? order by v.id`,
  dayLines: `${LINES} where l.local_date = ?`,
  visit: `${HEADS} where v.id = ?`,
  visitLines: `${LINES} where l.visit_id = ? order by l.start_min, l.position`,
  staffDays: `${HEADS} where v.id in ${OF_STAFF} order by v.id`,
  staffLines: `${LINES} where l.visit_id in ${OF_STAFF}`,
  roomDays: `${HEADS} where v.id in ${OF_ROOM} order by v.id`,
  roomLines: `${LINES} where l.visit_id in ${OF_ROOM}`,
  staffCounts: `${COUNTS} where l.staff_id = ? and l.local_date between ? and ? and ${IS_OCCUPYING} group by l.local_date`,
  roomCounts: `${COUNTS} where l.local_date between ? and ? and l.room_id = ? and ${IS_OCCUPYING} group by l.local_date`,
  staffSegments: `${SEGMENTS} where l.staff_id = ? and l.local_date between ? and ? and l.segments_json is not null
      and ${IS_OCCUPYING}`,
  counts: `${COUNTS} where l.local_date between ? and ? and ${IS_OCCUPYING} group by l.local_date`,
  segments: `${SEGMENTS} where l.local_date between ? and ? and l.segments_json is not null and ${IS_OCCUPYING}`,
} as const;

/** Visits with their lines, each list in its own order. */
export interface VisitRows {
  readonly heads: readonly HeadRow[];
  readonly lines: readonly LineRow[];
}

/** Visits of a day. */
export function readDayRows(reader: Reader, localDate: LocalDate): VisitRows {
  return {
    heads: reader.all(sqlText<HeadRow>(JOURNAL_SQL.day, localDate)),
    lines: reader.all(sqlText<LineRow>(JOURNAL_SQL.dayLines, localDate)),
  };
}

/** Visits in which a master works on some day of a range, with the lines of other masters too. */
export function readStaffRows(reader: Reader, staffId: number, fromDate: LocalDate, toDate: LocalDate): VisitRows {
  return {
    heads: reader.all(sqlText<HeadRow>(JOURNAL_SQL.staffDays, staffId, fromDate, toDate)),
    lines: reader.all(sqlText<LineRow>(JOURNAL_SQL.staffLines, staffId, fromDate, toDate)),
  };
}

/** Visits with a service in a room on some day of a range, with all their lines. */
export function readRoomRows(reader: Reader, roomId: number, fromDate: LocalDate, toDate: LocalDate): VisitRows {
  return {
    heads: reader.all(sqlText<HeadRow>(JOURNAL_SQL.roomDays, fromDate, toDate, roomId)),
    lines: reader.all(sqlText<LineRow>(JOURNAL_SQL.roomLines, fromDate, toDate, roomId)),
  };
}

/** What a visit's head tells of its client. */
type ClientHead = Pick<
  HeadRow,
  | 'first_name'
  | 'last_name'
  | 'birthday'
  | 'client_note'
  | 'allergy'
  | 'contraindication'
  | 'category_id'
  | 'category'
  | 'category_colour'
  | 'digits'
>;

/** The head of a visit without a client. */
export const NO_CLIENT: ClientHead = {
  first_name: null,
  last_name: null,
  birthday: null,
  client_note: null,
  allergy: null,
  contraindication: null,
  category_id: null,
  category: null,
  category_colour: null,
  digits: null,
};

/** What heads tell of clients, by id. */
export function readClientHeads(reader: Reader, clientIds: readonly number[]): (ClientHead & { id: number })[] {
  return reader.all(
    sqlText<ClientHead & { id: number }>(
      `select c.id, c.first_name, c.last_name, c.birthday, c.note as client_note, c.allergy,
         c.contraindication, c.category_id, k.name as category, k.colour as category_colour,
         (select p.digits from client_phones p where p.client_id = c.id order by p.position limit 1) as digits
       from clients c left join client_categories k on k.id = c.category_id
       where c.id in (select value from json_each(?))`,
      JSON.stringify(clientIds),
    ),
  );
}

/** One visit, if it exists. */
export function readVisitRows(reader: Reader, visitId: number): VisitRows {
  const heads = reader.all(sqlText<HeadRow>(JOURNAL_SQL.visit, visitId));
  return { heads, lines: readLines(reader, visitId) };
}

/** Everybody who takes or took a seat of a group event. */
export function readGroupRows(reader: Reader, eventId: number): VisitRows {
  return {
    heads: reader.all(sqlText<HeadRow>(`${HEADS} where v.group_event_id = ? order by v.id`, eventId)),
    lines: reader.all(
      sqlText<LineRow>(`${LINES} where l.visit_id in (select id from visits where group_event_id = ?)`, eventId),
    ),
  };
}

/** Lines of one visit in their order. */
export function readLines(reader: Reader, visitId: number): LineRow[] {
  return reader.all(sqlText<LineRow>(JOURNAL_SQL.visitLines, visitId));
}

interface CountRow {
  local_date: string;
  visits: number;
  planned_minor: number;
  booked_min: number;
}

/** Sums of each day that has occupying lines. */
export function readCounts(reader: Reader, fromDate: LocalDate, toDate: LocalDate): CountRow[] {
  return reader.all(sqlText<CountRow>(JOURNAL_SQL.counts, fromDate, toDate));
}

/** Sums of each day that has occupying lines of one master. */
export function readStaffCounts(reader: Reader, staffId: number, fromDate: LocalDate, toDate: LocalDate): CountRow[] {
  return reader.all(sqlText<CountRow>(JOURNAL_SQL.staffCounts, staffId, fromDate, toDate));
}

/** Sums of each day that has occupying lines in one room. */
export function readRoomCounts(reader: Reader, roomId: number, fromDate: LocalDate, toDate: LocalDate): CountRow[] {
  return reader.all(sqlText<CountRow>(JOURNAL_SQL.roomCounts, fromDate, toDate, roomId));
}

/** As `readSegments`, of one master. */
export function readStaffSegments(
  reader: Reader,
  staffId: number,
  fromDate: LocalDate,
  toDate: LocalDate,
): SegmentRow[] {
  return reader.all(sqlText<SegmentRow>(JOURNAL_SQL.staffSegments, staffId, fromDate, toDate));
}

interface SegmentRow {
  local_date: string;
  segments_json: string;
}

/** Segments of the occupying lines that have processing, to take it off the active minutes (R6). */
export function readSegments(reader: Reader, fromDate: LocalDate, toDate: LocalDate): SegmentRow[] {
  return reader.all(sqlText<SegmentRow>(JOURNAL_SQL.segments, fromDate, toDate));
}

/** A line that may stand in the way, with what its visit says. */
export interface OccupyingRow {
  id: number;
  visit_id: number;
  service_id: number;
  local_date: string;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  holds_master: number | null;
  equipment_json: string | null;
  status: VisitStatus;
  group_event_id: number | null;
  client_id: number | null;
  first_name: string | null;
  last_name: string | null;
}

/**
 * Occupying lines around a proposal: all lines of the visits that share a master, a room or the client on its day, and
 * those of the neighbouring days that reach into it over midnight (A1).
 */
export function readOccupying(
  reader: Reader,
  day: { readonly before: LocalDate; readonly localDate: LocalDate; readonly after: LocalDate },
  who: {
    readonly staffIds: readonly number[];
    readonly roomIds: readonly number[];
    /** Equipment is asked for: every visit of the day that holds some is read. */
    readonly withEquipment: boolean;
    readonly clientIds: readonly number[];
    /** The group event whose other participants count. */
    readonly groupEventId: number | null;
    /** Last minute that the proposal holds; past 1440 it meets the morning of the next day. */
    readonly untilMin: number;
  },
): OccupyingRow[] {
  return reader.all(
    sqlText<OccupyingRow>(
      `select l.id, l.visit_id, l.service_id, l.local_date, l.staff_id, l.room_id, l.start_min, l.duration_min,
         l.buffer_before_min, l.buffer_after_min, l.segments_json, l.holds_master, l.equipment_json, v.status,
         v.group_event_id, v.client_id, c.first_name, c.last_name
       from visits v cross join visit_lines l on l.visit_id = v.id left join clients c on c.id = v.client_id
       where v.id in (
           select visit_id from visit_lines
           where local_date = @localDate and (staff_id in (select value from json_each(@staffIds)) or room_id in (select value from json_each(@roomIds)))
           union select visit_id from visit_lines where local_date = @before and start_min + duration_min + buffer_after_min > 1440
           union select visit_id from visit_lines where @reachMin > -240 and local_date = @after and start_min - buffer_before_min < @reachMin
           union select visit_id from visit_lines where @withEquipment and local_date = @localDate and equipment_json is not null
           union select id from visits where group_event_id = @groupEventId
           union select id from visits where client_id in (select value from json_each(@clientIds)) and local_date = @localDate)
         and v.status not in ('cancelled', 'no_show')
       order by l.visit_id, l.start_min, l.position`,
      {
        ...day,
        staffIds: JSON.stringify(who.staffIds),
        roomIds: JSON.stringify(who.roomIds),
        withEquipment: who.withEquipment ? 1 : 0,
        clientIds: JSON.stringify(who.clientIds),
        groupEventId: who.groupEventId,
        reachMin: who.untilMin - 1440,
      },
    ),
  );
}

/** A block as it is stored. */
export interface BlockRow {
  id: number;
  staff_id: number | null;
  room_id: number | null;
  service_id: number | null;
  local_date: string;
  start_min: number;
  end_min: number;
  reason: string;
  version: number;
}

const BLOCKS_BETWEEN = `select id, staff_id, room_id, service_id, local_date, start_min, end_min, reason, version
  from blocks  where local_date between ? and ? order by local_date, start_min, id`;

/** Blocks of a range of days. */
export function readBlocks(reader: Reader, fromDate: LocalDate, toDate: LocalDate): BlockRow[] {
  return reader.all(sqlText<BlockRow>(BLOCKS_BETWEEN, fromDate, toDate));
}

/** One block, if it exists. */
export function readBlock(reader: Reader, blockId: number): BlockRow | undefined {
  return reader.get(
    query
      .selectFrom('blocks')
      .select(['id', 'staff_id', 'room_id', 'service_id', 'local_date', 'start_min', 'end_min', 'reason', 'version'])
      .where('id', '=', blockId),
  );
}

export function insertBlock(
  tx: Tx,
  block: Omit<BlockRow, 'id' | 'version' | 'service_id'> & { readonly service_id?: number | null },
): number {
  return tx.insert(query.insertInto('blocks').values(block));
}

export function deleteBlock(tx: Tx, blockId: number): void {
  tx.run(query.deleteFrom('blocks').where('id', '=', blockId));
}

/** Whether a client is there to be booked; a card that was erased or merged into another is not. */
export function hasClient(reader: Reader, clientId: number): boolean {
  const found = query
    .selectFrom('clients')
    .select('id')
    .where('id', '=', clientId)
    .where('erased_at_ms', 'is', null)
    .where('merged_into_id', 'is', null);
  return reader.get(found) !== undefined;
}

/** The price list a client's prices come from (P1): their own, else that of the category; null = the default one. An archived list counts no more. */
export function readPriceListOf(reader: Reader, clientId: number | null): number | null {
  if (clientId === null) return null;
  const row = reader.get(
    sqlText<{ id: number | null }>(
      `select coalesce(
         (select l.id from price_lists l where l.id = c.price_list_id and l.is_archived = 0),
         (select l.id from client_categories k join price_lists l on l.id = k.price_list_id
          where k.id = c.category_id and l.is_archived = 0)) as id
       from clients c where c.id = ?`,
      clientId,
    ),
  );
  return row?.id ?? null;
}

export function readClient(reader: Reader, clientId: number): { first_name: string; last_name: string } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string }>(
      'select first_name, last_name from clients where id = ?',
      clientId,
    ),
  );
}

/** Whether a client has a visit beside `exceptVisitId` that was not cancelled or missed. */
export function hasOtherVisit(reader: Reader, clientId: number, exceptVisitId: number | null): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        "select id from visits where client_id = ? and id <> ? and status not in ('cancelled', 'no_show') limit 1",
        clientId,
        exceptVisitId ?? 0,
      ),
    ) !== undefined
  );
}

/** Days of a client's occupying visits with some services, for the rules about what may follow them. */
export function readClientServices(
  reader: Reader,
  clientId: number,
  serviceIds: readonly number[],
  exceptVisitId: number | null,
): { serviceId: number; localDate: LocalDate }[] {
  return reader.all(
    sqlText<{ serviceId: number; localDate: LocalDate }>(
      `select l.service_id as serviceId, l.local_date as localDate
       from visits v join visit_lines l on l.visit_id = v.id
       where v.client_id = ? and v.id <> ? and v.status not in ('cancelled', 'no_show')
         and l.service_id in (select value from json_each(?))`,
      clientId,
      exceptVisitId ?? 0,
      JSON.stringify(serviceIds),
    ),
  );
}

/** A visit's own row. */
export interface VisitRow {
  id: number;
  group_event_id: number | null;
  client_id: number | null;
  local_date: string;
  status: VisitStatus;
  comment: string;
  source: string;
  wants_this_master: number;
  reschedule_count: number;
  version: number;
}

/** A visit's own row, if it exists. */
export function readVisit(reader: Reader, visitId: number): VisitRow | undefined {
  return reader.get(
    sqlText<VisitRow>(
      `select id, group_event_id, client_id, local_date, status, comment, source, wants_this_master, reschedule_count, version
       from visits where id = ?`,
      visitId,
    ),
  );
}

export interface NewVisit {
  client_id: number | null;
  local_date: string;
  status: VisitStatus;
  source: string;
  comment: string;
  wants_this_master: 0 | 1;
  is_first_visit: 0 | 1;
  created_at_ms: number;
  created_by: number;
  series_id: number | null;
  series_key: string | null;
  group_event_id: number | null;
}

export function insertVisit(tx: Tx, visit: NewVisit): number {
  const { client_id, local_date, status, source, comment, wants_this_master, is_first_visit } = visit;
  return tx.insert(
    sqlText(
      `insert into visits (client_id, local_date, status, source, comment, wants_this_master, is_first_visit,
         created_at_ms, created_by, series_id, series_key, group_event_id)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      client_id,
      local_date,
      status,
      source,
      comment,
      wants_this_master,
      is_first_visit,
      visit.created_at_ms,
      visit.created_by,
      visit.series_id,
      visit.series_key,
      visit.group_event_id,
    ),
  );
}

export interface VisitChange {
  client_id?: number | null;
  local_date?: string;
  status?: VisitStatus;
  comment?: string;
  source?: string;
  wants_this_master?: 0 | 1;
  is_first_visit?: 0 | 1;
  cancelled_by?: 'client' | 'salon' | null;
  cancel_reason?: string | null;
  is_late_cancel?: 0 | 1;
  reschedule_count?: number;
}

/** Changes a visit and counts its version up; returns the new version. */
export function updateVisit(tx: Tx, visit: Pick<VisitRow, 'id' | 'version'>, change: VisitChange): number {
  const version = visit.version + 1;
  // Written out: every act of the desk ends here, and building the statement cost as much as running it.
  const set = Object.entries({ ...change, version }).filter(([, value]) => value !== undefined);
  tx.runSql(`update visits set ${set.map(([column]) => `${column} = ?`).join(', ')} where id = ?`, [
    ...set.map(([, value]) => value),
    visit.id,
  ]);
  return version;
}

/** A line as it is stored, without its id. */
export interface StoredLine {
  position: number;
  local_date: string;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  holds_master: 1 | null;
  equipment_json: string | null;
  price_minor: number;
  bundle_id: number | null;
}

export function insertLine(tx: Tx, visitId: number, line: StoredLine): number {
  return tx.insert(
    sqlText(
      `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, room_id, start_min, duration_min,
         buffer_before_min, buffer_after_min, segments_json, holds_master, equipment_json, price_minor, bundle_id)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      visitId,
      ...lineValues(line),
    ),
  );
}

export function updateLine(tx: Tx, lineId: number, line: StoredLine): void {
  tx.run(
    sqlText(
      `update visit_lines set position = ?, local_date = ?, service_id = ?, staff_id = ?, room_id = ?, start_min = ?,
         duration_min = ?, buffer_before_min = ?, buffer_after_min = ?, segments_json = ?, holds_master = ?,
         equipment_json = ?, price_minor = ?, bundle_id = ? where id = ?`,
      ...lineValues(line),
      lineId,
    ),
  );
}

export function deleteLine(tx: Tx, lineId: number): void {
  tx.run(sqlText('delete from visit_lines where id = ?', lineId));
}

function lineValues(line: StoredLine): (string | number | null)[] {
  return [
    line.position,
    line.local_date,
    line.service_id,
    line.staff_id,
    line.room_id,
    line.start_min,
    line.duration_min,
    line.buffer_before_min,
    line.buffer_after_min,
    line.segments_json,
    line.holds_master,
    line.equipment_json,
    line.price_minor,
    line.bundle_id,
  ];
}

/** Who last placed a row and when, from the change log; null when the log does not reach back. */
export function readLastWriter(
  reader: Reader,
  tableNo: number,
  rowId: number,
): { name: string | null; at_ms: number } | null {
  return (
    reader.get(
      sqlText<{ name: string | null; at_ms: number }>(
        `select u.name, k.at_ms from command k left join users u on u.id = k.actor_id
         where k.id = (select command_id from change where table_no = ? and row_id = ? order by seq desc limit 1)`,
        tableNo,
        rowId,
      ),
    ) ?? null
  );
}

/** Whether the log knows a row that is no longer there. */
export function wasDeleted(reader: Reader, tableNo: number, rowId: number): boolean {
  return (
    reader.get(
      sqlText<{ seq: number }>('select seq from change where table_no = ? and row_id = ? limit 1', tableNo, rowId),
    ) !== undefined
  );
}

/** Changes of a command to the tables of the journal: which rows, and the old values they kept. */
export function readCommandChanges(
  reader: Reader,
  command: { first_seq: number; change_count: number },
): { table_no: number; row_id: number; op: number; old: string | null }[] {
  return reader.all(
    sqlText(
      'select table_no, row_id, op, old from change where seq between ? and ? order by seq',
      command.first_seq,
      command.first_seq + command.change_count - 1,
    ),
  );
}

export function readLineVisitId(reader: Reader, lineId: number): number | undefined {
  return reader.get(sqlText<{ visit_id: number }>('select visit_id from visit_lines where id = ?', lineId))?.visit_id;
}
