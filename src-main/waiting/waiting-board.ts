import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { freeWindowsOf, isOccupying, masterBusyByStaff } from '../../src-shared/journal/journal.rules.ts';
import { isDomainError } from '../../src-shared/kernel/errors.ts';
import { type Interval, subtract, totalMinutes } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, compareDates } from '../../src-shared/kernel/local-date.ts';
import type { FoundPlace, PlaceBoard, ServiceTiming } from '../../src-shared/waiting/placing.rules.ts';
import { type LiveLine, ROUND_MIN, liveBusy } from '../../src-shared/waiting/walk-in.rules.ts';
import type { Caller } from '../store/service.ts';
import type { Place, WaitingContext } from './waiting-context.ts';

/** Shorter stretches take no service. */
const LEAST_MIN = 5;
/** A minute at which any master may be asked how long a service takes; nothing is booked there. */
const ANY_MIN = 720;
/** Tables whose change may give a service another length, or another master. */
const TIMING_TABLES = ['staff', 'staff_services', 'services', 'service_levels', 'levels'];
/** Tables whose change moves free time of their own dates only. */
const DATED_TABLES = new Set(['visits', 'visit_lines', 'blocks', 'group_events', 'waiting_entries', 'client_phones']);

/** A day with everything that finding a place on it needs. */
export interface BoardDay {
  readonly day: Day;
  readonly board: PlaceBoard;
  /** Nothing begins before this minute any more. */
  readonly fromMin: number;
}

/** Days of the journal as boards on which a place is looked for. */
export class WaitingBoards {
  readonly #context: WaitingContext;
  /** How long each master takes for each service; asked once until the catalogue changes. */
  readonly #timings = new Map<string, ServiceTiming | null>();
  readonly #leastMin = new Map<number, number>();

  constructor(context: WaitingContext) {
    this.#context = context;
    context.deps.store.work.onCommit(({ rows }) => {
      if (!TIMING_TABLES.some((table) => rows[table])) return;
      this.#timings.clear();
      this.#leastMin.clear();
    });
  }

  /** A day as it is planned: what is free of every master from now on. */
  planned(caller: Caller, localDate: LocalDate): BoardDay {
    const day = this.#context.journal.day(caller, localDate);
    const { processingReleasesMaster } = this.#context.settings.on(localDate);
    const fromMin = this.fromMin(localDate);
    const windows = freeWindowsOf(day, { minMin: LEAST_MIN, fromMin, processingReleasesMaster });
    const free = new Map<number, Interval[]>(day.staff.filter(canTake).map(({ id }) => [id, []]));
    for (const { staffId, startMin, endMin } of windows) free.get(staffId)?.push([startMin, endMin]);
    return { day, fromMin, board: this.#board(caller, day, free, processingReleasesMaster) };
  }

  /** Today as it really runs: late starts and services that take longer than planned are counted in (J22). */
  live(caller: Caller): BoardDay {
    const { localDate, minute } = this.#context.settings.today();
    const day = this.#context.journal.day(caller, localDate);
    const { processingReleasesMaster } = this.#context.settings.on(localDate);
    const lines = day.visits.flatMap(({ status, lines: own }) => own.map((line): LiveLine => ({ ...line, status })));
    const busy = liveBusy(lines, minute, processingReleasesMaster);
    const free = new Map<number, Interval[]>();
    for (const person of day.staff.filter(canTake)) {
      const blocks = day.blocks
        .filter(({ staffId }) => staffId === person.id)
        .map(({ startMin, endMin }): Interval => [startMin, endMin]);
      free.set(person.id, subtract(person.work, [...(busy.get(person.id) ?? []), ...blocks]));
    }
    return { day, fromMin: minute, board: this.#board(caller, day, free, processingReleasesMaster) };
  }

  /** Minute of a day before which nothing can begin any more; beyond its end when the day is over. */
  fromMin(localDate: LocalDate): number {
    const now = this.#context.settings.today();
    const minute = now.minute - compareDates(localDate, now.localDate) * 1440;
    return Math.max(0, Math.ceil(minute / ROUND_MIN) * ROUND_MIN);
  }

  /** Whether the journal itself would take a visit at a place without a word (A12). */
  isFree(caller: Caller, localDate: LocalDate, place: FoundPlace, clientId: number | null): boolean {
    const { journal, deps } = this.#context;
    const lines = place.lines.map(({ serviceId, staffId, startMin, durationMin }) => ({
      serviceId: serviceId as never,
      staffId: staffId as never,
      startMin,
      durationMin,
    }));
    const input = { localDate, startMin: place.startMin, clientId: clientId as never, lines };
    try {
      return journal.acts.previewBooking(deps.store.reader, caller, input).conflicts.length === 0;
    } catch (error) {
      // A service or a master that is gone meanwhile: there is no such place.
      if (isDomainError(error)) return false;
      throw error;
    }
  }

  #board(
    caller: Caller,
    day: Day,
    free: ReadonlyMap<number, readonly Interval[]>,
    processingReleasesMaster: boolean,
  ): PlaceBoard {
    const occupying = { ...day, visits: day.visits.filter(({ status }) => isOccupying(status)) };
    const busy = masterBusyByStaff(occupying, processingReleasesMaster);
    const skills = new Map<number, readonly number[]>(day.staff.map((person) => [person.id, person.serviceIds]));
    const timing = (serviceId: number, staffId: number): ServiceTiming | null =>
      skills.get(staffId)?.includes(serviceId) ? this.#timing(caller, day.localDate, serviceId, staffId) : null;
    return {
      free,
      processingReleasesMaster,
      busyMin: new Map([...busy].map(([id, list]) => [id, totalMinutes(list)])),
      minGapMin: new Map([...free.keys()].map((id) => [id, this.#shortest(id, skills.get(id) ?? [], timing)])),
      timing,
    };
  }

  #timing(caller: Caller, localDate: LocalDate, serviceId: number, staffId: number): ServiceTiming | null {
    const key = `${serviceId}/${staffId}`;
    const known = this.#timings.get(key);
    if (known !== undefined) return known;
    const { journal, deps } = this.#context;
    const lines = [{ serviceId: serviceId as never, staffId: staffId as never }];
    let timing: ServiceTiming | null = null;
    try {
      const input = { localDate, startMin: ANY_MIN, clientId: null, lines };
      const [line] = journal.acts.previewBooking(deps.store.reader, caller, input).lines;
      if (line) {
        const { durationMin, bufferBeforeMin, bufferAfterMin } = line;
        const processing = line.processing.map(([from, to]): Interval => [from - ANY_MIN, to - ANY_MIN]);
        timing = { durationMin, bufferBeforeMin, bufferAfterMin, processing };
      }
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
    // What a running transaction has written may still be taken back.
    if (!deps.store.connection.inTransaction) this.#timings.set(key, timing);
    return timing;
  }

  #shortest(
    staffId: number,
    serviceIds: readonly number[],
    timing: (serviceId: number, staffId: number) => ServiceTiming | null,
  ): number {
    const known = this.#leastMin.get(staffId);
    if (known !== undefined) return known;
    const lengths = serviceIds.flatMap((id) => {
      const found = timing(id, staffId);
      return found ? [found.durationMin + found.bufferBeforeMin + found.bufferAfterMin] : [];
    });
    const least = lengths.length > 0 ? Math.min(...lengths) : 0;
    if (!this.#context.deps.store.connection.inTransaction) this.#leastMin.set(staffId, least);
    return least;
  }
}

/** Places that were looked up, by day, until something on that day changes. */
export class PlaceCache {
  readonly #byDate = new Map<LocalDate, Map<string, Place | null>>();

  constructor({ deps }: WaitingContext) {
    deps.store.work.onCommit(({ rows, dates }) => {
      if (Object.keys(rows).some((table) => !DATED_TABLES.has(table))) this.#byDate.clear();
      else for (const date of dates) this.#byDate.delete(date);
    });
  }

  /** The place of a wish on a day, found once. */
  get(localDate: LocalDate, key: string, find: () => Place | null): Place | null {
    const ofDay = this.#byDate.get(localDate) ?? new Map<string, Place | null>();
    this.#byDate.set(localDate, ofDay);
    const known = ofDay.get(key);
    if (known !== undefined) return known;
    const found = find();
    ofDay.set(key, found);
    return found;
  }

  /** Forgets days that are over. */
  forgetBefore(localDate: LocalDate): void {
    for (const date of this.#byDate.keys()) if (date < localDate) this.#byDate.delete(date);
  }
}

function canTake(person: Day['staff'][number]): boolean {
  return !person.hasLeft && person.work.length > 0;
}
