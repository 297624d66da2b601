import { type DayEvent, type Day, type DayCounts, type DayVisit } from '../../src-shared/journal/journal.contract.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { CommandRow } from '../store/undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { JournalActs } from './journal-acts.ts';
import { JournalSeats } from './journal-seats.ts';
import type { AdmissionFacts } from './journal-admission.ts';
import { JournalBlocks } from './journal-blocks.ts';
import type { Catalogue } from './journal-catalogue.ts';
import { type Input, JournalContext, type JournalNeighbours, type Output } from './journal-context.ts';
import type { PastRows } from './journal-past.ts';
import { type CountsInput, JournalReading } from './journal-reading.ts';
import { refusePaidVisits, refuseTakenEvents, refuseTakenTime } from './journal-undo.ts';

/** The day's journal (domain.md A, V): reading it, and every act of reception on it. */
export class JournalService {
  /** The acts on visits, to be called inside a unit of work of another feature. */
  readonly acts: JournalActs;
  /** What group events do to the day, for the feature that keeps them. */
  readonly seats: JournalSeats;
  readonly #context: JournalContext;
  readonly #reading: JournalReading;
  readonly #blocks: JournalBlocks;

  constructor(deps: ServiceDeps, neighbours: JournalNeighbours) {
    this.#context = new JournalContext(deps, neighbours);
    this.acts = new JournalActs(this.#context);
    this.seats = new JournalSeats(this.#context);
    this.#reading = new JournalReading(this.#context);
    this.#blocks = new JournalBlocks(this.#context);
  }

  /** Masters, services, levels and bundles as they are committed, with everything a price comes from (P1). */
  catalogue(): Catalogue {
    return this.#context.catalogue();
  }

  /** Everything on one day. */
  day(caller: Caller, localDate: LocalDate): Day {
    return this.#reading.day(caller, localDate);
  }

  /** Several days of one master; NOT_FOUND. */
  staffDays(caller: Caller, input: Input<'staffDays'>): Day[] {
    return this.#reading.staffDays(caller, input);
  }

  /** Several days of one room; NOT_FOUND. */
  roomDays(caller: Caller, input: Input<'roomDays'>): Day[] {
    return this.#reading.roomDays(caller, input);
  }

  /** The day as it would be drawn if these rows stood on it: for the journal as it looked. */
  dayOfRows(caller: Caller, localDate: LocalDate, rows: PastRows): Day {
    return this.#reading.dayOfRows(caller, localDate, rows);
  }

  /** Visits, planned money and load of each day of a range (R6), of one master or room; INVALID_INPUT, NOT_FOUND. */
  counts(input: CountsInput): DayCounts[] {
    return this.#reading.counts(input);
  }

  /** Group events of a range of days that take place (A13), as the grid draws them. */
  events(fromDate: LocalDate, toDate: LocalDate): DayEvent[] {
    return this.#reading.events(fromDate, toDate);
  }

  /** A group event with everybody who takes or took a seat; NOT_FOUND. */
  eventWithGuests(caller: Caller, eventId: number): { event: DayEvent; status: string; participants: DayVisit[] } {
    return this.#reading.eventWithGuests(caller, eventId);
  }

  /** One visit with all its lines; NOT_FOUND. */
  visit(caller: Caller, visitId: number): DayVisit {
    return this.#reading.visit(caller, visitId);
  }

  /** Free windows of a day, by start, the longer first. */
  freeWindows(caller: Caller, localDate: LocalDate, minMin: number): Output<'freeWindows'> {
    return this.#reading.freeWindows(caller, localDate, minMin);
  }

  /** Closes a stretch of a master, a room or a service; NOT_FOUND, INVALID_INPUT, MASTER_BUSY, ROOM_FULL. */
  addBlock(caller: Caller, input: Input<'addBlock'>): Output<'addBlock'> {
    return this.#blocks.add(caller, input);
  }

  /** Opens a blocked stretch again; NOT_FOUND. */
  removeBlock(caller: Caller, blockId: number): Output<'removeBlock'> {
    return this.#blocks.remove(caller, blockId);
  }

  /** Opens several blocked stretches as one command; NOT_FOUND. */
  removeBlocks(caller: Caller, blockIds: readonly number[]): Output<'removeBlocks'> {
    return this.#blocks.removeAll(caller, blockIds);
  }

  /** Closed time of one master, room or service from a day on; INVALID_INPUT. */
  blocks(input: Input<'blocks'>): Output<'blocks'> {
    return this.#blocks.list(input);
  }

  /** Who is booked in time that is about to be closed; INVALID_INPUT. */
  blockedVisits(place: Input<'blockedVisits'>): Output<'blockedVisits'> {
    return this.#blocks.visits(place);
  }

  /** Refuses an undo that puts a visit back into time taken meanwhile: a check for `HistoryService`; CONFLICT. */
  assertNoConflictsAfterUndo(tx: Tx, command: CommandRow): void {
    refusePaidVisits(this.#context, tx, command);
    refuseTakenTime(this.#context, tx, command);
    refuseTakenEvents(this.#context, tx, command);
    this.#blocks.refuseBookedTime(tx, command);
  }

  /** What bookings on a day are judged by; with `tx` read afresh inside it (see `JournalActs`). */
  factsOn(localDate: LocalDate, tx?: Tx): AdmissionFacts {
    return this.#context.facts(localDate, tx);
  }

  /** Books a visit; errors as `JournalActs.book`. */
  book(caller: Caller, input: Input<'book'>): Output<'book'> {
    const { value, commandId } = this.#context.run(caller, 'journal.book', (tx) => this.acts.book(tx, caller, input));
    return { ...value, commandId };
  }

  /** Moves a visit or one of its lines; errors as `JournalActs.move`. */
  move(caller: Caller, input: Input<'move'>): Output<'move'> {
    const { value, commandId } = this.#context.run(caller, 'journal.move', (tx) => this.acts.move(tx, caller, input));
    return { version: value, commandId };
  }

  /** Replaces what the form shows; errors as `JournalActs.edit`. */
  edit(caller: Caller, input: Input<'edit'>): Output<'edit'> {
    const { value, commandId } = this.#context.run(caller, 'journal.edit', (tx) => this.acts.edit(tx, caller, input));
    return { version: value, commandId };
  }

  /** One step of the life cycle; errors as `JournalActs.setStatus`. */
  setStatus(caller: Caller, input: Input<'setStatus'>): Output<'setStatus'> {
    const { value, commandId } = this.#context.run(caller, 'journal.setStatus', (tx) =>
      this.acts.setStatus(tx, caller, input),
    );
    return { version: value, commandId };
  }

  /** Cancels a visit; errors as `JournalActs.cancel`. */
  cancel(caller: Caller, input: Input<'cancel'>): Output<'cancel'> {
    const { value, commandId } = this.#context.run(caller, 'journal.cancel', (tx) =>
      this.acts.cancel(tx, caller, input),
    );
    return { version: value, commandId };
  }
}
