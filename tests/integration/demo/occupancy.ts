import { type LocalDate, addDays } from '../../../src-shared/kernel/local-date.ts';
import { type Interval, covers, overlaps } from '../../../src-shared/kernel/intervals.ts';
import type { VisitStatus } from '../../../src-shared/journal/journal.contract.ts';
import { type Segment, busySetsOf, isOccupying, processingAt } from '../../../src-shared/journal/journal.rules.ts';
import { computeDays, readPlan } from '../../../src-main/schedule/schedule-days.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import type { ServiceDeps } from '../../../src-main/store/service.ts';

interface LineRow {
  visit_id: number;
  client_id: number;
  status: VisitStatus;
  local_date: string;
  staff_id: number;
  room_id: number;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  group_event_id: number | null;
}

/**
 * What is wrong with the occupancy of a salon, by the product's own rules and schedule: double bookings of masters and
 * clients, crowded rooms, work outside the effective schedule (A3, A6, A8, A12). Empty when all is well.
 */
export function occupancyFaults(deps: ServiceDeps, from: LocalDate, to: LocalDate): string[] {
  const { connection, reader } = deps.store;
  const settings = new SettingsService(deps);
  const faults: string[] = [];
  const capacity = new Map(
    (connection.prepare('select id, capacity from rooms').all() as { id: number; capacity: number }[]).map((room) => [
      room.id,
      room.capacity,
    ]),
  );
  const lines = Map.groupBy(
    connection
      .prepare(
        'select v.client_id, v.status, v.group_event_id, l.* from visit_lines l join visits v on v.id = l.visit_id order by l.id',
      )
      .all() as LineRow[],
    (line) => line.local_date,
  );
  const blocks = Map.groupBy(
    connection.prepare('select * from blocks where room_id is not null').all() as {
      room_id: number;
      local_date: string;
      start_min: number;
      end_min: number;
    }[],
    (block) => block.local_date,
  );
  const plan = readPlan(reader);
  for (let date = from; date <= to; date = addDays(date, 30)) {
    const until = addDays(date, 29) < to ? addDays(date, 29) : to;
    for (const day of computeDays(reader, settings, plan, date, until)) {
      const work = new Map([...day.staff].map(([id, one]) => [id, one.work]));
      const roomBlocks = (blocks.get(day.localDate) ?? []).map((block) => ({
        roomId: block.room_id,
        time: [block.start_min, block.end_min] as Interval,
      }));
      faults.push(...dayFaults(day.localDate, lines.get(day.localDate) ?? [], work, capacity, roomBlocks));
    }
  }
  return faults;
}

function dayFaults(
  date: LocalDate,
  lines: readonly LineRow[],
  work: ReadonlyMap<number, readonly Interval[]>,
  capacity: ReadonlyMap<number, number>,
  roomBlocks: readonly { roomId: number; time: Interval }[],
): string[] {
  const faults: string[] = [];
  const masters = new Map<number, Interval[]>();
  const clients = new Map<number, Interval[]>();
  const rooms = new Map<number, Interval[]>();
  const claim = (map: Map<number, Interval[]>, id: number, time: Interval, what: string): void => {
    const known = map.get(id) ?? [];
    if (what && known.some((other) => overlaps(other, time))) faults.push(`${date}: ${what} ${id} twice at ${time[0]}`);
    known.push(time);
    map.set(id, known);
  };
  // The participants of a group event hold master and room once together (A13).
  const visits = Map.groupBy(
    lines.filter((line) => isOccupying(line.status)),
    (line) => (line.group_event_id === null ? line.visit_id : `event ${line.group_event_id}`),
  );
  for (const own of visits.values()) {
    const isGroup = own[0]?.group_event_id !== null;
    if (isGroup)
      for (const seat of own.slice(1))
        claim(clients, seat.client_id, [seat.start_min, seat.start_min + seat.duration_min], 'client');
    const placed = own.slice(0, isGroup ? 1 : undefined).map((row) => ({
      staffId: row.staff_id,
      roomId: row.room_id,
      startMin: row.start_min,
      durationMin: row.duration_min,
      bufferBeforeMin: row.buffer_before_min,
      bufferAfterMin: row.buffer_after_min,
      processing: row.segments_json ? processingAt(row.start_min, JSON.parse(row.segments_json) as Segment[]) : [],
    }));
    for (const busy of busySetsOf(placed, true)) {
      for (const time of busy.master) {
        claim(masters, busy.line.staffId, time, 'master');
        if (!covers(work.get(busy.line.staffId) ?? [], time)) {
          faults.push(`${date}: master ${busy.line.staffId} outside the schedule at ${time[0]}`);
        }
      }
      claim(clients, own[0]!.client_id, busy.client, 'client');
      claim(rooms, busy.line.roomId, busy.room, '');
      if (roomBlocks.some((block) => block.roomId === busy.line.roomId && overlaps(block.time, busy.room))) {
        faults.push(`${date}: room ${busy.line.roomId} is blocked at ${busy.room[0]}`);
      }
    }
  }
  for (const [room, held] of rooms) {
    for (const [start] of held) {
      const usage = held.filter(([from, to]) => from <= start && start < to).length;
      if (usage > (capacity.get(room) ?? 0)) faults.push(`${date}: room ${room} holds ${usage} at ${start}`);
    }
  }
  return faults;
}
