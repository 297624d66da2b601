import type { Interval } from '../kernel/intervals.ts';
import { type PlacedLine, fittedProcessing, shifted } from './journal.rules.ts';

/** A line of a visit as a move needs it; `DayLine` of the contract is one. */
export interface MovableLine extends PlacedLine {
  readonly id: number | null;
  readonly serviceId: number;
}

/** Where a person lets go of a card, or the new length of it. */
export interface VisitMove {
  /** The line that was taken hold of. */
  readonly lineId: number;
  readonly startMin: number;
  readonly staffId: number;
  /** Undefined: the room follows the master (see {@link movedLines}). */
  readonly roomId?: number | null | undefined;
  /** Undefined: the length stays. */
  readonly durationMin?: number | undefined;
  /** Whole visit: its other lines keep their time relative to the held one. */
  readonly scope: 'visit' | 'line';
}

/**
 * All lines of a visit as they stand after a move, in their given order.
 *
 * Whole visit: every line shifts by the same minutes, the lines of the held line's master go to the new master, and what
 * begins at or after the end of a line that gets longer or shorter follows that end. A line alone: only it changes.
 * A line that goes to another master leaves the room with them: `roomOf` tells each master's usual room; a room that was
 * not the old master's usual one stays.
 */
export function movedLines<Line extends MovableLine>(
  lines: readonly Line[],
  move: VisitMove,
  roomOf: (staffId: number) => number | null,
): Line[] {
  const held = lines.find(({ id }) => id === move.lineId);
  if (!held) return [...lines];
  const byMin = move.startMin - held.startMin;
  const durationMin = move.durationMin ?? held.durationMin;
  const growth = durationMin - held.durationMin;
  const heldEndMin = held.startMin + held.durationMin;

  return lines.map((line) => {
    const isHeld = line.id === held.id;
    if (!isHeld && move.scope === 'line') return line;
    const follows = !isHeld && line.startMin >= heldEndMin ? growth : 0;
    const startMin = line.startMin + byMin + follows;
    const staffId = line.staffId === held.staffId ? move.staffId : line.staffId;
    const processing: readonly Interval[] = shifted(line.processing, byMin + follows);
    const length = isHeld ? durationMin : line.durationMin;
    return {
      ...line,
      startMin,
      durationMin: length,
      processing: length === line.durationMin ? processing : fittedProcessing(processing, startMin + length),
      staffId,
      roomId: isHeld && move.roomId !== undefined ? move.roomId : roomAfter(line, staffId, roomOf),
    };
  });
}

function roomAfter(line: PlacedLine, staffId: number, roomOf: (staffId: number) => number | null): number | null {
  if (staffId === line.staffId || line.roomId !== roomOf(line.staffId)) return line.roomId;
  return roomOf(staffId);
}
