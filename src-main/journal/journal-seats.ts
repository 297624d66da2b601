import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import type { ProposedVisit } from '../../src-shared/journal/conflict-day.ts';
import { canReschedule } from '../../src-shared/journal/visit-status.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type AdmissionFacts, type Overrides, admit, conflictsNow, placedLines } from './journal-admission.ts';
import type { JournalContext } from './journal-context.ts';
import type { EventRow } from './journal-event.ts';
import { type GuestRow, readEvent, readGuests } from './journal-events.repository.ts';
import { type PlannedLine, storedLine } from './journal-lines.ts';
import * as rows from './journal.repository.ts';

/** Where a group event is to stand. `roomId` undefined: the room follows the master and the service (R4). */
export interface EventPlace {
  readonly serviceId: number;
  readonly staffId: number;
  readonly roomId: number | null | undefined;
  readonly startMin: number;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly seatsFromRoom: boolean;
  readonly priceMinor: number;
}

/** What group events (A13) do to the time of masters, rooms and clients, inside a running unit of work. */
export class JournalSeats {
  readonly #context: JournalContext;

  constructor(context: JournalContext) {
    this.#context = context;
  }

  /** One event with the seats taken, the cancelled ones too. */
  event(reader: Reader, eventId: number): EventRow | undefined {
    return readEvent(reader, eventId);
  }

  /** Participants who hold a seat. */
  guests(reader: Reader, eventId: number): GuestRow[] {
    return readGuests(reader, eventId);
  }

  /**
   * What would stand in the way of an event, and the line it would hold; `eventId` null for a new one.
   *
   * `usual` is the room it has while nobody asks for another one.
   */
  judge(
    reader: Reader,
    eventId: number | null,
    place: EventPlace,
    facts: AdmissionFacts,
    usualRoomId: number | null = facts.schedule.staff.get(place.staffId)?.defaultRoomId ?? null,
  ): { line: PlannedLine; conflicts: Conflict[]; proposal: ProposedVisit } {
    const guests = eventId === null ? [] : readGuests(reader, eventId);
    const event = {
      id: eventId,
      seatsFromRoom: place.seatsFromRoom,
      guests: guests.map(({ id, client_id: clientId }) => ({ visitId: id, clientId })),
    };
    const { serviceId, staffId, startMin, durationMin, bufferBeforeMin, bufferAfterMin, priceMinor } = place;
    const wanted: PlannedLine = {
      id: null,
      serviceId,
      staffId,
      roomId: place.roomId === undefined ? usualRoomId : place.roomId,
      startMin,
      durationMin,
      bufferBeforeMin,
      bufferAfterMin,
      processing: [],
      priceMinor,
    };
    const base = { visitId: null, clientId: null, event };
    const [line = wanted] = placedLines(
      reader,
      { ...base, lines: [wanted] },
      [],
      facts,
      () => place.roomId !== undefined,
    );
    const proposal: ProposedVisit = { ...base, lines: [line] };
    return { line, conflicts: conflictsNow(reader, proposal, facts), proposal };
  }

  /** Lets an event in, or refuses it as a visit would be (A12). */
  admit(tx: Tx, caller: Caller, proposal: ProposedVisit, facts: AdmissionFacts, overrides: Overrides): void {
    admit(tx, caller, proposal, facts, overrides);
  }

  /**
   * Takes the participants along to the event's new place; those who paid another price than the event's keep theirs.
   *
   * A new time is a reschedule (V2): refused when somebody has come already.
   *
   * @throws DomainError CONFLICT (data.reason 'status')
   */
  moveGuests(tx: Tx, before: EventRow, after: { readonly localDate: LocalDate; readonly line: PlannedLine }): number {
    const { localDate, line } = after;
    const isRescheduled = localDate !== before.local_date || line.startMin !== before.start_min;
    const guests = readGuests(tx, before.id);
    for (const guest of guests) {
      if (isRescheduled && !canReschedule(guest.status)) {
        throw new DomainError('CONFLICT', { reason: 'status', status: guest.status });
      }
      const [row] = rows.readLines(tx, guest.id);
      if (!row) continue;
      // Whoever has paid keeps what stands on the check.
      const isPaid = (this.#context.sales?.liveCheck(tx, guest.id) ?? null) !== null;
      const priceMinor = row.price_minor === before.price_minor && !isPaid ? line.priceMinor : row.price_minor;
      rows.updateLine(tx, guest.line_id, storedLine(seatOf(line, priceMinor), localDate, 0));
      rows.updateVisit(tx, guest, {
        local_date: localDate,
        ...(isRescheduled ? { status: 'booked', reschedule_count: guest.reschedule_count + 1 } : {}),
      });
    }
    return guests.length;
  }

  /** The participants of an event as screens show them, the cancelled ones too. */
  visitRows(reader: Reader, eventId: number): rows.VisitRows {
    return rows.readGroupRows(reader, eventId);
  }

  /** What an event on a day is judged by. */
  facts(localDate: LocalDate, tx?: Tx): AdmissionFacts {
    return this.#context.facts(localDate, tx);
  }
}

/** The place of an event as it stands. */
export function placeOfEvent(event: EventRow): EventPlace {
  return {
    serviceId: event.service_id,
    staffId: event.staff_id,
    roomId: event.room_id,
    startMin: event.start_min,
    durationMin: event.duration_min,
    bufferBeforeMin: event.buffer_before_min,
    bufferAfterMin: event.buffer_after_min,
    seatsFromRoom: event.seats_from_room === 1,
    priceMinor: event.price_minor,
  };
}

/** The line of a participant: the event's time, master and room, without its buffers and equipment. */
function seatOf(line: PlannedLine, priceMinor: number): PlannedLine {
  return {
    ...line,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    processing: [],
    holdsMaster: false,
    equipmentIds: [],
    priceMinor,
  };
}

/**
 * The line of a new participant of an event.
 *
 * @throws DomainError NOT_FOUND; CONFLICT (data.reason 'groupChanged') when the event was cancelled or stands on another day
 */
export function seatLine(reader: Reader, eventId: number, localDate: LocalDate, priceMinor?: number): PlannedLine {
  const event = readEvent(reader, eventId);
  if (!event) throw new DomainError('NOT_FOUND', { what: 'groupEvent', id: eventId });
  if (event.status !== 'planned' || event.local_date !== localDate) {
    throw new DomainError('CONFLICT', { reason: 'groupChanged' });
  }
  return {
    id: null,
    serviceId: event.service_id,
    staffId: event.staff_id,
    roomId: event.room_id,
    startMin: event.start_min,
    durationMin: event.duration_min,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    processing: [],
    priceMinor: priceMinor ?? event.price_minor,
  };
}

/**
 * Refuses to bring a seat back that the event left behind (A13).
 *
 * @throws DomainError CONFLICT (data.reason 'groupChanged')
 */
export function requireSameEvent(
  reader: Reader,
  visit: { readonly group_event_id: number | null; readonly local_date: LocalDate },
  lines: readonly PlannedLine[],
): void {
  if (visit.group_event_id === null) return;
  const event = readEvent(reader, visit.group_event_id);
  const [line] = lines;
  const isSame =
    event?.status === 'planned' &&
    event.local_date === visit.local_date &&
    line?.startMin === event.start_min &&
    line.staffId === event.staff_id;
  if (!isSame) throw new DomainError('CONFLICT', { reason: 'groupChanged' });
}
