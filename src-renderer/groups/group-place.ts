import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import { findConflicts } from '../../src-shared/journal/conflicts.rules.ts';
import type { Day, DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { withNeeds } from '../../src-shared/journal/line-needs.rules.ts';
import { withRooms } from '../../src-shared/journal/room-choice.rules.ts';
import type { GridMove } from '../journal/grid/grid-model.ts';
import { readColumn } from '../journal/journal-columns.ts';
import type { PlaceRules } from '../journal/placement.ts';

/** Where a group event shall stand; `roomId` undefined: the room follows the master and the service. */
export interface GroupPlace {
  readonly serviceId: number;
  readonly staffId: number;
  readonly roomId: number | null | undefined;
  readonly startMin: number;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
}

/** The place that a move of the grid asks for; null when the column means nothing. */
export function placeOfEventMove(move: GridMove, event: DayEvent): GroupPlace | null {
  const column = readColumn(move.columnId);
  if (column.by === 'masters' && column.id === null) return null;
  const staffId = column.by === 'masters' ? (column.id ?? event.staffId) : event.staffId;
  return {
    serviceId: event.serviceId,
    staffId,
    roomId: column.by === 'rooms' ? column.id : undefined,
    startMin: move.startMin,
    durationMin: move.kind === 'resize' ? move.endMin - move.startMin : event.durationMin,
    bufferBeforeMin: event.bufferBeforeMin,
    bufferAfterMin: event.bufferAfterMin,
  };
}

/**
 * What stands in the way of a group event at a place, hard conflicts first (A12, A13): what the core will find.
 *
 * `event` is the one that moves, or null for a new one; `home` is its day, where its participants are known.
 */
export function eventConflicts(
  place: GroupPlace,
  event: DayEvent | null,
  home: Day | null,
  { day, settings }: Pick<PlaceRules, 'day' | 'settings'>,
): Conflict[] {
  const guests = (home?.visits ?? [])
    .filter((visit) => event !== null && visit.groupEventId === event.id && isOccupying(visit.status))
    .map((visit) => ({ visitId: visit.id, clientId: visit.clientId }));
  const usual = day.staff.find(({ id }) => id === place.staffId)?.defaultRoomId ?? null;
  const own = event !== null && event.staffId === place.staffId ? event.roomId : usual;
  const line = {
    id: null,
    serviceId: place.serviceId,
    staffId: place.staffId,
    roomId: place.roomId === undefined ? own : place.roomId,
    startMin: place.startMin,
    durationMin: place.durationMin,
    bufferBeforeMin: place.bufferBeforeMin,
    bufferAfterMin: place.bufferAfterMin,
    processing: [],
  };
  const base = {
    visitId: null,
    clientId: null,
    event: { id: event?.id ?? null, seatsFromRoom: event?.seatsFromRoom ?? false, guests },
  };
  const lines = withRooms(
    { ...base, lines: withNeeds([line], [], day) },
    day,
    settings,
    () => place.roomId !== undefined,
  );
  return findConflicts({ ...base, lines }, day, settings);
}
