import { type Interval, covers, overlaps } from '../kernel/intervals.ts';
import type { ConflictDay, ConflictPlace, ProposedLine, ProposedVisit } from './conflict-day.ts';
import { type Holder, inTheWay } from './conflict-holders.ts';
import type { AddConflict } from './conflicts.rules.ts';
import type { LineBusy } from './journal.rules.ts';

type Own = LineBusy<ProposedLine>;

/** Conflicts of a line with rooms and equipment (A4, A6, A13). */
export function addPlaceConflicts(
  add: AddConflict,
  busy: Own,
  own: readonly Own[],
  holders: readonly Holder[],
  move: ProposedVisit,
  day: ConflictDay,
): void {
  const event = day.events?.find(({ id }) => id === move.groupEventId);
  // A seat stands in the event's room, which the event holds already.
  if (typeof move.groupEventId === 'number' && !event?.seatsFromRoom) return;
  addRoomConflicts(add, busy, own, holders, move, day);
  if (move.groupEventId === undefined || move.groupEventId === null) {
    addEquipmentConflicts(add, busy, own, holders, day);
  }
}

/**
 * Room conflicts of a line: gone, blocked, closed at that hour, not meant for the service, or over capacity at some minute.
 *
 * A visit takes one place of a room at a minute, however many of its services run there at once. A group event takes one,
 * or one for each participant when the seats are the room's.
 */
function addRoomConflicts(
  add: AddConflict,
  busy: Own,
  own: readonly Own[],
  holders: readonly Holder[],
  move: ProposedVisit,
  day: ConflictDay,
): void {
  const { roomId } = busy.line;
  if (roomId === null) return;
  const room = day.rooms.find(({ id }) => id === roomId);
  if (!room) {
    add('ROOM_BLOCKED', { startMin: busy.room[0], endMin: busy.room[1] });
    return;
  }
  const block = day.blocks.find((item) => item.roomId === roomId && overlaps(busy.room, [item.startMin, item.endMin]));
  const allowed = day.serviceLimits?.find(({ serviceId }) => serviceId === busy.line.serviceId)?.roomIds ?? [];
  if (block) {
    add('ROOM_BLOCKED', { roomName: room.name, startMin: block.startMin, endMin: block.endMin, reason: block.reason });
  } else if (isClosed(room, busy.room)) {
    add('ROOM_BLOCKED', { roomName: room.name, startMin: busy.room[0], endMin: busy.room[1], cause: 'hours' });
  } else if (allowed.length > 0 && !allowed.includes(roomId)) {
    add('ROOM_BLOCKED', { roomName: room.name, cause: 'service' });
  }
  const needed = move.event?.seatsFromRoom ? move.event.guests.length : 1;
  const neighbours = holders.filter(
    (other) => other.hasRoom && other.line.roomId === roomId && overlaps(other.room, busy.room),
  );
  if (neighbours.length + needed <= room.capacity) return;
  for (const minute of risesIn(busy.room, neighbours, own)) {
    const there = neighbours.filter((other) => isAt(other.room, minute));
    if (new Set(there.map(({ key }) => key)).size + needed <= room.capacity) continue;
    add('ROOM_FULL', { ...holderOf(there[0], day), roomName: room.name });
    return;
  }
}

/**
 * Equipment conflicts of a line: over capacity at some minute of its hold, or closed.
 *
 * A visit takes one device at a minute, and one more for each further service of it that needs one at the same time; the
 * buffers between its own services take none.
 */
function addEquipmentConflicts(
  add: AddConflict,
  busy: Own,
  own: readonly Own[],
  holders: readonly Holder[],
  day: ConflictDay,
): void {
  for (const equipmentId of busy.line.equipmentIds ?? []) {
    const device = day.equipment?.find(({ id }) => id === equipmentId);
    // A device that is archived is not asked for any more.
    if (!device) continue;
    const block = day.blocks.find(
      (item) => item.roomId === equipmentId && overlaps(busy.room, [item.startMin, item.endMin]),
    );
    if (block || isClosed(device, busy.room)) {
      add('EQUIPMENT_FULL', {
        roomName: device.name,
        startMin: block?.startMin ?? busy.room[0],
        endMin: block?.endMin ?? busy.room[1],
        reason: block?.reason ?? '',
        cause: block ? '' : 'hours',
      });
      return;
    }
    const needs = (line: { readonly equipmentIds?: readonly number[] | undefined }): boolean =>
      line.equipmentIds?.includes(equipmentId) ?? false;
    const neighbours = holders.filter(
      (other) => other.hasMaster && needs(other.line) && overlaps(other.room, busy.room),
    );
    const mine = own.filter(({ line }) => needs(line));
    if (neighbours.length + mine.length <= device.capacity) continue;
    for (const minute of risesIn(busy.room, neighbours, mine)) {
      const there = neighbours.filter((other) => isAt(other.room, minute));
      let usedByOthers = 0;
      for (const lines of Map.groupBy(there, ({ key }) => key).values()) usedByOthers += unitsAt(lines, minute);
      if (usedByOthers + unitsAt(mine, minute) <= device.capacity) continue;
      add('EQUIPMENT_FULL', { ...holderOf(there[0], day), roomName: device.name });
      return;
    }
  }
}

/** Minutes at which usage can rise inside a hold: it only does where a hold or a service begins. */
function risesIn(hold: Interval, neighbours: readonly Holder[], own: readonly Own[]): number[] {
  const starts = [hold[0]];
  for (const { room, client } of [...neighbours, ...own]) starts.push(room[0], client[0]);
  return [...new Set(starts)].filter((minute) => isAt(hold, minute)).sort((a, b) => a - b);
}

/** Devices that the lines of one visit hold at a minute. */
function unitsAt(lines: readonly { readonly client: Interval }[], minute: number): number {
  return Math.max(1, lines.filter(({ client }) => isAt(client, minute)).length);
}

function isAt([start, end]: Interval, minute: number): boolean {
  return start <= minute && minute < end;
}

function isClosed({ hours }: ConflictPlace, hold: Interval): boolean {
  return hours !== undefined && !covers(hours, hold);
}

function holderOf(holder: Holder | undefined, day: ConflictDay) {
  if (!holder) return {};
  return { ...inTheWay(holder), staffName: day.staff.find(({ id }) => id === holder.line.staffId)?.name ?? '' };
}
