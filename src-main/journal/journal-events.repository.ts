import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { EventRow } from './journal-event.ts';

const EVENTS = `select e.id, e.version, e.service_id, e.staff_id, e.room_id, e.local_date, e.start_min, e.duration_min,
    e.buffer_before_min, e.buffer_after_min, e.capacity, e.seats_from_room, e.price_minor, e.title, e.comment, e.status,
    (select count(*) from visits v where v.group_event_id = e.id and v.status not in ('cancelled', 'no_show')) as taken
  from group_events e`;

/** Planned group events of a range of days, by date and start. */
export function readEvents(reader: Reader, fromDate: LocalDate, toDate: LocalDate): EventRow[] {
  return reader.all(
    sqlText<EventRow>(
      `${EVENTS} where e.local_date between ? and ? and e.status = 'planned' order by e.local_date, e.start_min, e.id`,
      fromDate,
      toDate,
    ),
  );
}

/** Minutes of the planned group events of each day of a range; of one master or room if asked so. */
export function readEventMinutes(
  reader: Reader,
  fromDate: LocalDate,
  toDate: LocalDate,
  only: { readonly staffId?: number | undefined; readonly roomId?: number | undefined } = {},
): { local_date: string; minutes: number }[] {
  return reader.all(
    sqlText<{ local_date: string; minutes: number }>(
      `select local_date, sum(duration_min) as minutes from group_events
       where local_date between @fromDate and @toDate and status = 'planned'
         and (@staffId is null or staff_id = @staffId) and (@roomId is null or room_id = @roomId)
       group by local_date`,
      { fromDate, toDate, staffId: only.staffId ?? null, roomId: only.roomId ?? null },
    ),
  );
}

/** One group event, the cancelled ones too. */
export function readEvent(reader: Reader, eventId: number): EventRow | undefined {
  return reader.get(sqlText<EventRow>(`${EVENTS} where e.id = ?`, eventId));
}

/** A participant's visit with its one line. */
export interface GuestRow {
  id: number;
  version: number;
  status: VisitStatus;
  client_id: number | null;
  reschedule_count: number;
  line_id: number;
}

/** Participants who hold a seat. */
export function readGuests(reader: Reader, eventId: number): GuestRow[] {
  return reader.all(
    sqlText<GuestRow>(
      `select v.id, v.version, v.status, v.client_id, v.reschedule_count, l.id as line_id
       from visits v join visit_lines l on l.visit_id = v.id
       where v.group_event_id = ? and v.status not in ('cancelled', 'no_show') order by v.id`,
      eventId,
    ),
  );
}
