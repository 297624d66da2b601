import type { Interval } from '../kernel/intervals.ts';
import type { Conflict, ConflictDay, ProposedVisit } from './conflict-day.ts';
import { type PlacedLine, busySetsOf, eventLine, isOccupying } from './journal.rules.ts';

/** Something on the day that holds a master, a place or a client (A6, A13). */
export interface Holder {
  /** One key for all lines of a visit: they take one place of a room together. */
  readonly key: string;
  readonly visitId: number | null;
  readonly lineId: number | null;
  readonly eventId: number | null;
  readonly eventTitle: string;
  readonly clientId: number | null;
  readonly clientName: string;
  readonly line: PlacedLine;
  readonly master: readonly Interval[];
  /** The hold of the room and the equipment. */
  readonly room: Interval;
  readonly client: Interval;
  readonly hasMaster: boolean;
  readonly hasRoom: boolean;
}

/**
 * What others hold on the day, the proposal and what belongs to it left out.
 *
 * An event holds its master, its room (unless the seats are the room's) and its equipment once; its participants hold the
 * client, and a place of the room only when the seats are the room's (A13).
 */
export function holdersOf(move: ProposedVisit, day: ConflictDay, processingReleasesMaster: boolean): Holder[] {
  const holders: Holder[] = [];
  const events = day.events ?? [];
  const ownEventId = move.event?.id ?? null;
  const guests = move.event?.guests ?? [];
  for (const visit of day.visits) {
    if (visit.id === move.visitId || !isOccupying(visit.status)) continue;
    const eventId = visit.groupEventId ?? null;
    const isSeat = eventId !== null;
    if (isSeat && (eventId === ownEventId || guests.some((guest) => guest.visitId === visit.id))) continue;
    const hasRoom = !isSeat || (events.find(({ id }) => id === eventId)?.seatsFromRoom ?? false);
    for (const busy of busySetsOf(visit.lines, processingReleasesMaster)) {
      holders.push({
        key: `v${visit.id}`,
        visitId: visit.id,
        lineId: busy.line.id,
        eventId: null,
        eventTitle: '',
        clientId: visit.clientId,
        clientName: visit.clientName,
        line: busy.line,
        master: busy.master,
        room: busy.room,
        client: busy.client,
        hasMaster: !isSeat,
        hasRoom,
      });
    }
  }
  for (const event of events) {
    if (event.id === ownEventId) continue;
    const [busy] = busySetsOf([eventLine(event)], processingReleasesMaster);
    if (!busy) continue;
    holders.push({
      key: `e${event.id}`,
      visitId: null,
      lineId: null,
      eventId: event.id,
      eventTitle: event.title,
      clientId: null,
      clientName: '',
      line: busy.line,
      master: busy.master,
      room: busy.room,
      client: busy.client,
      hasMaster: true,
      hasRoom: !event.seatsFromRoom,
    });
  }
  return holders;
}

/** Whether a visit of the day takes a seat of an event. */
export function isOfProposal(
  visit: {
    readonly status: ConflictDay['visits'][number]['status'];
    readonly groupEventId?: number | null | undefined;
  },
  eventId: number,
): boolean {
  return visit.groupEventId === eventId && isOccupying(visit.status);
}

/** What a conflict says about the one who stands there. */
export function inTheWay({ line, visitId, lineId, eventId, eventTitle, clientName }: Holder): Partial<Conflict> {
  return {
    visitId,
    lineId,
    eventId,
    eventTitle,
    clientName,
    startMin: line.startMin,
    endMin: line.startMin + line.durationMin,
    staffId: line.staffId,
  };
}
