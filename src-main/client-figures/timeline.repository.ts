import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A command that changes more rows is a bulk one: its rows are not gone through for one client. */
const BULK_ROWS = 500;

/** A visit on the timeline. */
export interface TimelineVisitRow {
  readonly id: number;
  readonly local_date: LocalDate;
  readonly status: VisitStatus;
  readonly comment: string;
  readonly cancelled_by: 'client' | 'salon' | null;
  readonly cancel_reason: string | null;
  readonly is_late_cancel: 0 | 1;
}

/** Visits up to a day, newest first. */
export function readTimelineVisits(
  reader: Reader,
  clientId: number,
  toDate: LocalDate,
  limit: number,
): TimelineVisitRow[] {
  return reader.all(
    sqlText<TimelineVisitRow>(
      `select id, local_date, status, comment, cancelled_by, cancel_reason, is_late_cancel from visits
       where client_id = ? and local_date <= ? order by local_date desc, id desc limit ?`,
      clientId,
      toDate,
      limit,
    ),
  );
}

/** A service of a visit on the timeline. */
export interface TimelineLineRow {
  readonly visit_id: number;
  readonly start_min: number;
  readonly price_minor: number;
  readonly service: string;
  readonly staff_first: string;
  readonly staff_last: string;
}

/** Services of visits, by start. */
export function readTimelineLines(reader: Reader, visitIds: readonly number[]): TimelineLineRow[] {
  return reader.all(
    sqlText<TimelineLineRow>(
      `select line.visit_id, line.start_min, line.price_minor, services.name as service,
         staff.first_name as staff_first, staff.last_name as staff_last
       from json_each(?) as wanted
       join visit_lines as line on line.visit_id = wanted.value
       join services on services.id = line.service_id
       join staff on staff.id = line.staff_id
       order by line.visit_id, line.start_min, line.id`,
      JSON.stringify(visitIds),
    ),
  );
}

/**
 * Which commands of people touched which rows of a table, oldest first.
 *
 * Cross joins keep the order: beginning with the log would read every change of the table.
 */
export function readCommandsOfRows(
  reader: Reader,
  tableNo: number,
  rowIds: readonly number[],
): { readonly row_id: number; readonly command_id: number }[] {
  return reader.all(
    sqlText<{ row_id: number; command_id: number }>(
      `select distinct change.row_id, change.command_id
       from json_each(?) as wanted
       cross join change on change.table_no = ? and change.row_id = wanted.value
       cross join command on command.id = change.command_id
       where command.name not like 'demo.%'
       order by change.command_id`,
      JSON.stringify(rowIds),
      tableNo,
    ),
  );
}

/** Rows of some tables that a command touched; none of a bulk command. Read by the command's own range of the log. */
export function readTouchedRows(
  reader: Reader,
  commandIds: readonly number[],
  tableNos: readonly number[],
): { readonly table_no: number; readonly row_id: number }[] {
  return reader.all(
    sqlText<{ table_no: number; row_id: number }>(
      `select distinct change.table_no, change.row_id
       from json_each(?) as wanted
       join command on command.id = wanted.value and command.change_count <= ${BULK_ROWS}
       join change on change.seq >= command.first_seq and change.seq < command.first_seq + command.change_count
       where +change.table_no in (select value from json_each(?))`,
      JSON.stringify(commandIds),
      JSON.stringify(tableNos),
    ),
  );
}

/** Rows that belong to a client now, by the column that names them. */
export function readOwnRows(reader: Reader, table: string, clientId: number): number[] {
  return reader
    .all(sqlText<{ id: number }>(`select id from ${table} where client_id = ?`, clientId))
    .map((row) => row.id);
}

/** Names of the people who may have acted. */
export function readUserNames(reader: Reader): Map<number, string> {
  return new Map(
    reader.all(sqlText<{ id: number; name: string }>('select id, name from users')).map(({ id, name }) => [id, name]),
  );
}

/** The name that a column's id stands for, of the tables whose rows have one. */
export function readNameOf(
  reader: Reader,
  table: 'client_categories' | 'client_tags' | 'families' | 'price_lists',
  id: number,
): string | null {
  return reader.get(sqlText<{ name: string }>(`select name from ${table} where id = ?`, id))?.name ?? null;
}

/** First and last name of a master or a client. */
export function readPersonName(
  reader: Reader,
  table: 'staff' | 'clients',
  id: number,
): { readonly first_name: string; readonly last_name: string } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string }>(`select first_name, last_name from ${table} where id = ?`, id),
  );
}

/** Rows of a table of facts about a client up to an instant, newest first. */
export function readFacts<Row>(reader: Reader, sql: string, clientId: number, beforeMs: number, limit: number): Row[] {
  return reader.all(sqlText<Row>(`${sql} limit ?`, clientId, beforeMs, limit));
}
