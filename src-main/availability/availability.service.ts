import type { z } from 'zod';
import {
  type EmptyReason,
  type FoundSlot,
  MAX_LOAD_DAYS,
  MAX_SEARCH_DAYS,
  type SearchAnswer,
  type availabilityContract,
} from '../../src-shared/availability/availability.contract.ts';
import { LoadMap, hourKey, minutesInHour, quietHours } from '../../src-shared/availability/load.rules.ts';
import type { PreparedDay } from '../../src-shared/availability/search-day.rules.ts';
import {
  type ItemOption,
  type SearchItem,
  type Slot,
  SlotSearch,
} from '../../src-shared/availability/slot-search.rules.ts';
import { type Spans, spansOf } from '../../src-shared/availability/spans.rules.ts';
import { suggestSlots } from '../../src-shared/availability/suggestions.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { type Segment, activeIntervals, processingAt } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, addDaysWithin, daysBetween, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import { fixedStartsOn, resolveTiming } from '../../src-shared/services/timing.rules.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { readActive, readClientLines, readClientMasters, readLoadRows } from './availability.repository.ts';
import { type DayFacts, readSearchDays, shortestServiceMin } from './search-days.ts';

type Contract = typeof availabilityContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;
type Catalogue = ReturnType<JournalService['factsOn']>['catalogue'];

/** Tables with a date of their own: only the days they touch are made anew. */
const DATED_TABLES: ReadonlySet<string> = new Set(['visits', 'visit_lines', 'group_events']);
/** Tables that no window depends on, beside those of people and the log. */
const FOREIGN_TABLES: ReadonlySet<string> = new Set([
  'clients',
  'client_phones',
  'waiting_entries',
  'visit_series',
  'series_exceptions',
  'users',
  'credentials',
  'sessions',
  'api_tokens',
]);
const MAX_KEPT_DAYS = 200;
/** Days whose load tells which hours are quiet. */
const QUIET_DAYS = 28;
const DAY_MIN = 1440;

/** Services of other features that a search needs. */
export interface AvailabilityNeighbours {
  readonly settings: SettingsService;
  readonly schedule: Pick<ScheduleService, 'days'>;
  readonly journal: Pick<JournalService, 'factsOn'>;
}

/** Finds windows for visits and tells how the hours are used (domain.md A4–A13, R6). */
export class AvailabilityService {
  readonly #deps: ServiceDeps;
  readonly #neighbours: AvailabilityNeighbours;
  /** Days ready to be searched: a search usually asks for those the one before asked for. */
  readonly #days = new Map<LocalDate, PreparedDay>();
  #daysAreOf: LocalDate = '';
  #quiet: { readonly until: LocalDate; readonly hours: ReadonlySet<number> } | null = null;

  constructor(deps: ServiceDeps, neighbours: AvailabilityNeighbours) {
    this.#deps = deps;
    this.#neighbours = neighbours;
    deps.store.work.onCommit(({ rows, dates }) => {
      const tables = Object.keys(rows).filter((table) => !FOREIGN_TABLES.has(table));
      if (tables.some((table) => !DATED_TABLES.has(table))) this.#days.clear();
      else if (tables.length > 0) {
        // A visit past midnight is busy time of its neighbours, too.
        for (const date of dates) for (const by of [-1, 0, 1]) this.#days.delete(addDays(date, by));
      }
    });
  }

  /**
   * Windows for a visit, day by day, and the best three with why (A7–A11, J13, J16).
   *
   * Past and too far days are left out; the client's own bookings are avoided. Only rows of the asked days are read.
   *
   * @throws DomainError NOT_FOUND (a service or a master), INVALID_INPUT (range reversed or longer than 60 days, hours reversed)
   */
  search(input: Input<'search'>): SearchAnswer {
    assertRange(input, MAX_SEARCH_DAYS);
    if (input.fromMin >= input.toMin)
      throw new DomainError('INVALID_INPUT', { field: 'toMin', reason: 'HOURS_REVERSED' });
    const { settings } = this.#neighbours;
    const now = settings.today();
    const { horizonDays, minLeadMin, slotStepMin, slotMode, slotAnchor } = settings.now();
    const { catalogue } = this.#neighbours.journal.factsOn(now.localDate);
    const items = itemsOf(input.services, catalogue, settings.now().processingReleasesMaster);
    const first = input.fromDate < now.localDate ? now.localDate : input.fromDate;
    const horizon = addDays(now.localDate, horizonDays);
    const last = input.toDate > horizon ? horizon : input.toDate;
    const none = (emptyReason: EmptyReason): SearchAnswer => ({ best: [], days: [], total: 0, emptyReason });
    if (input.toDate < now.localDate) return none('past');
    if (input.fromDate > horizon) return none('beyondHorizon');
    if (items.some(({ options }) => options.length === 0)) return none('nobodyQualified');

    const dates = datesBetween(first, last).filter(
      (date) => input.weekdays.length === 0 || input.weekdays.includes(isoWeekday(date)),
    );
    const days = this.#searchDays(dates, input.exceptVisitId ?? null);
    const { clientId } = input;
    const { reader } = this.#deps.store;
    const clientStaffIds = clientId === null ? [] : readClientMasters(reader, clientId);
    const clientBusy = clientId === null ? null : this.#clientBusy(clientId, first, last, input.exceptVisitId ?? null);
    const search = new SlotSearch({
      items,
      mode: input.mode ?? slotMode,
      stepMin: slotStepMin,
      anchor: slotAnchor,
      fromMin: input.fromMin,
      toMin: input.toMin,
      preferredStaffIds: clientStaffIds,
    });
    const fixed = items.map(({ serviceId }) => catalogue.services.get(serviceId)?.fixedStarts ?? null);
    const found: { localDate: LocalDate; slots: Slot[] }[] = [];
    let total = 0;
    for (const localDate of dates) {
      const slots = search.findOn(days.get(localDate)!, {
        localDate,
        earliestMin: now.minute + minLeadMin - daysBetween(now.localDate, localDate) * DAY_MIN,
        clientBusy: clientBusy?.get(localDate) ?? spansOf([]),
        fixedStarts: fixed.map((starts) => fixedStartsOn(starts, localDate)),
      });
      total += slots.length;
      if (slots.length > 0) found.push({ localDate, slots });
    }
    if (total === 0) {
      const staffIds = new Set(items.flatMap(({ options }) => options.map(({ staffId }) => staffId)));
      const somebodyWorks = dates.some((date) =>
        [...staffIds].some((id) => (days.get(date)?.masters.get(id)?.workMin ?? 0) > 0),
      );
      return none(somebodyWorks ? 'allBusy' : 'nobodyWorks');
    }
    const quiet = this.#quietHours(now.localDate);
    const best = suggestSlots(
      found.flatMap(({ slots }) => slots),
      { clientStaffIds, isQuiet: (weekday, hour) => quiet.has(hourKey(weekday, hour)) },
    );
    return {
      best: best.map(({ slot, reasons }) => ({ ...shown(slot), reasons: [...reasons] })),
      days: cut(found, input.limit),
      total,
      emptyReason: null,
    };
  }

  /** Free time of the masters on some days, what is over left out: by day, longest first (J12). */
  windows({ fromDate, days, minMin }: Input<'windows'>): Output<'windows'> {
    const { settings, journal } = this.#neighbours;
    const now = settings.today();
    const { nameOrder } = settings.now();
    const dates = datesBetween(fromDate, addDaysWithin(fromDate, days - 1));
    const prepared = this.#searchDays(dates, null);
    const { catalogue } = journal.factsOn(now.localDate);
    return dates.flatMap((localDate) => {
      const fromMin = now.minute - daysBetween(now.localDate, localDate) * DAY_MIN;
      const windows: Output<'windows'> = [];
      for (const { staffId, free } of prepared.get(localDate)?.masters.values() ?? []) {
        const person = catalogue.staff.get(staffId);
        if (!person) continue;
        const shortestMin = shortestServiceMin(catalogue, staffId);
        for (let at = 0; at < free.length; at += 2) {
          const startMin = Math.max(free[at]!, ceilTo5(fromMin));
          const endMin = free[at + 1]!;
          if (endMin - startMin < Math.max(5, minMin ?? shortestMin)) continue;
          windows.push({
            localDate,
            staffId: staffId as Output<'windows'>[number]['staffId'],
            staffName: displayName(person, nameOrder),
            shortName: person.shortName,
            window: [startMin, endMin],
            isBookable: shortestMin > 0 && endMin - startMin >= shortestMin,
          });
        }
      }
      const lengthOf = ({ window: [start, end] }: (typeof windows)[number]): number => end - start;
      return windows.sort((a, b) => lengthOf(b) - lengthOf(a) || a.window[0] - b.window[0]);
    });
  }

  /**
   * Load by weekday and hour (R6): work booked / work planned, Σ/Σ over the range.
   *
   * @throws DomainError NOT_FOUND (the master), INVALID_INPUT (range reversed or longer than 184 days)
   */
  load(input: Input<'load'>): Output<'load'> {
    assertRange(input, MAX_LOAD_DAYS);
    this.#assertStaff(input.staffId);
    const map = this.#loadMap(input);
    return { cells: map.cells(), totalBp: map.totalBp() };
  }

  /**
   * What stands behind one cell of the load.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT, as `load`
   */
  loadRows(caller: Caller, input: Input<'loadRows'>): Output<'loadRows'> {
    assertRange(input, MAX_LOAD_DAYS);
    this.#assertStaff(input.staffId);
    const { settings, journal } = this.#neighbours;
    const { catalogue } = journal.factsOn(settings.today().localDate);
    const { nameOrder } = settings.now();
    const seesNames = caller.can('see_clients');
    const rows = readLoadRows(this.#deps.store.reader, input, input)
      .map((row) => ({ row, activeMin: minutesInHour(activeParts(row), input.hour) }))
      .filter(({ activeMin }) => activeMin > 0);
    return {
      total: rows.length,
      rows: rows.slice(0, input.limit).map(({ row, activeMin }) => {
        const person = catalogue.staff.get(row.staff_id);
        const names = { firstName: row.first_name ?? '', lastName: row.last_name ?? '' };
        return {
          visitId: row.visit_id as Output<'loadRows'>['rows'][number]['visitId'],
          localDate: row.local_date,
          startMin: row.start_min,
          endMin: row.start_min + row.duration_min,
          staffName: person ? displayName(person, nameOrder) : '',
          serviceName: catalogue.services.get(row.service_id)?.name ?? '',
          clientName: row.first_name === null || !seesNames ? '' : displayName(names, nameOrder),
          activeMin,
        };
      }),
    };
  }

  #assertStaff(staffId: number | null): void {
    if (staffId === null) return;
    const { catalogue } = this.#neighbours.journal.factsOn(this.#neighbours.settings.today().localDate);
    if (!catalogue.staff.has(staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
  }

  #loadMap(range: { fromDate: LocalDate; toDate: LocalDate; staffId: number | null }): LoadMap {
    const map = new LoadMap();
    for (const { localDate, staff } of this.#neighbours.schedule.days(range.fromDate, range.toDate)) {
      const weekday = isoWeekday(localDate);
      if (range.staffId === null) for (const { work } of staff.values()) map.addWork(weekday, work);
      else map.addWork(weekday, staff.get(range.staffId)?.work ?? []);
    }
    const weekdays = new Map<LocalDate, number>();
    for (const row of readActive(this.#deps.store.reader, range)) {
      let weekday = weekdays.get(row.local_date);
      if (weekday === undefined) weekdays.set(row.local_date, (weekday = isoWeekday(row.local_date)));
      map.addActive(weekday, activeParts(row));
    }
    return map;
  }

  /** Hours that were quiet in the last four weeks; asked for once a day. */
  #quietHours(today: LocalDate): ReadonlySet<number> {
    if (this.#quiet?.until !== today) {
      const map = this.#loadMap({ fromDate: addDays(today, -QUIET_DAYS), toDate: addDays(today, -1), staffId: null });
      this.#quiet = { until: today, hours: quietHours(map.cells(), map.totalBp()) };
    }
    return this.#quiet.hours;
  }

  #clientBusy(
    clientId: number,
    fromDate: LocalDate,
    toDate: LocalDate,
    exceptVisitId: number | null,
  ): Map<LocalDate, Spans> {
    const busy = new Map<LocalDate, Interval[]>();
    const rows = readClientLines(this.#deps.store.reader, clientId, addDays(fromDate, -1), addDays(toDate, 1));
    for (const row of rows) {
      if (row.visit_id === exceptVisitId) continue;
      for (const by of [-1, 0, 1]) {
        const start = row.start_min - by * DAY_MIN;
        const date = addDays(row.local_date, by);
        busy.set(date, [...(busy.get(date) ?? []), [start, start + row.duration_min]]);
      }
    }
    return new Map([...busy].map(([date, list]) => [date, spansOf(list)]));
  }

  /** The days of a search, those kept from before and the rest read in one pass. */
  #searchDays(dates: readonly LocalDate[], exceptVisitId: number | null): ReadonlyMap<LocalDate, PreparedDay> {
    const { store } = this.#deps;
    const { settings, schedule } = this.#neighbours;
    const today = settings.today().localDate;
    if (this.#daysAreOf !== today) this.#days.clear();
    this.#daysAreOf = today;
    // What a running transaction has written may still be taken back.
    const isKept = exceptVisitId === null && !store.connection.inTransaction;
    const missing = isKept ? dates.filter((date) => !this.#days.has(date)) : dates;
    const [first] = missing;
    if (first === undefined) return this.#days;
    schedule.days(first, missing.at(-1) ?? first);
    const made = readSearchDays(store.reader, missing, (date) => this.#factsOn(date), exceptVisitId);
    if (!isKept) return made;
    if (this.#days.size + made.size > MAX_KEPT_DAYS) {
      const others = readSearchDays(store.reader, dates, (date) => this.#factsOn(date));
      this.#days.clear();
      for (const [date, day] of others) this.#days.set(date, day);
    } else for (const [date, day] of made) this.#days.set(date, day);
    return this.#days;
  }

  #factsOn(localDate: LocalDate): DayFacts {
    const { journal, settings } = this.#neighbours;
    return { ...journal.factsOn(localDate), minGapMin: settings.on(localDate).minGapMin };
  }
}

type Wish = Input<'search'>['services'][number];

/** What is asked of every service: who may do it, how long it takes them, where. */
function itemsOf(wishes: readonly Wish[], catalogue: Catalogue, processingReleasesMaster: boolean): SearchItem[] {
  return wishes.map((wish): SearchItem => {
    const service = catalogue.services.get(wish.serviceId);
    if (!service || service.isArchived) throw new DomainError('NOT_FOUND', { what: 'service', id: wish.serviceId });
    if (wish.staffId !== null && !catalogue.staff.has(wish.staffId)) {
      throw new DomainError('NOT_FOUND', { what: 'staff', id: wish.staffId });
    }
    const able = [...catalogue.staff.values()].filter(
      (person) =>
        person.serviceIds.includes(service.id) &&
        (wish.staffId === null ? !person.isArchived : person.id === wish.staffId),
    );
    const equipmentIds = service.equipmentIds.filter((id) => catalogue.rooms.get(id)?.isArchived === false);
    const options = able.map((person): ItemOption => {
      const { durationMin, segments } = resolveTiming(service, person.id, person.levelId);
      const both = service.roomIds.filter((roomId) => person.roomIds.includes(roomId));
      return {
        staffId: person.id,
        timing: {
          segments: segments ?? [{ kind: 'active', minutes: durationMin }],
          bufferBeforeMin: service.bufferBeforeMin,
          bufferAfterMin: service.bufferAfterMin,
          isGapReleased: processingReleasesMaster && service.isGapBookable && person.isGapBookable,
        },
        // The same choice as when it is booked (R4, R5).
        roomIds: service.roomIds.length === 0 ? person.roomIds : both.length > 0 ? both : service.roomIds,
        shiftRoomIds: service.roomIds.length === 0 ? null : service.roomIds,
        equipmentIds,
      };
    });
    return { serviceId: service.id, options, isParallel: wish.isParallel, gapMin: wish.isParallel ? 0 : wish.gapMin };
  });
}

/** Active parts of a stored line, minutes of its day. */
function activeParts(row: { start_min: number; duration_min: number; segments_json: string | null }): Interval[] {
  const { start_min: startMin, duration_min: durationMin } = row;
  if (row.segments_json === null) return [[startMin, startMin + durationMin]];
  const processing = processingAt(startMin, JSON.parse(row.segments_json) as Segment[]);
  return activeIntervals({ startMin, durationMin, processing });
}

function shown({ localDate, startMin, endMin, lines, deadMin, gapCount, isBesideWork }: Slot): FoundSlot {
  return {
    localDate,
    startMin,
    endMin,
    lines: lines.map(({ serviceId, staffId, roomId, startMin: start, durationMin }) => ({
      serviceId: serviceId as FoundSlot['lines'][number]['serviceId'],
      staffId: staffId as FoundSlot['lines'][number]['staffId'],
      roomId: roomId as FoundSlot['lines'][number]['roomId'],
      startMin: start,
      durationMin,
    })),
    deadMin,
    gapCount,
    isBesideWork,
  };
}

/** The first windows, whole days as long as they fit into the limit. */
function cut(found: readonly { localDate: LocalDate; slots: Slot[] }[], limit: number): SearchAnswer['days'] {
  const days: SearchAnswer['days'] = [];
  let left = limit;
  for (const { localDate, slots } of found) {
    if (left <= 0) break;
    days.push({ localDate, slots: slots.slice(0, left).map(shown) });
    left -= slots.length;
  }
  return days;
}

function assertRange({ fromDate, toDate }: { fromDate: LocalDate; toDate: LocalDate }, maxDays: number): void {
  const days = daysBetween(fromDate, toDate) + 1;
  if (days < 1) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'DATES_REVERSED' });
  if (days > maxDays) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'TOO_LONG', max: maxDays });
}

function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, offset) => addDays(from, offset));
}

/** Nobody is booked at 11:08: time that is running begins at the next five minutes. */
function ceilTo5(minute: number): number {
  return Math.ceil(minute / 5) * 5;
}
