import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type Interval, overlaps } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { type FoundPlace, type PlaceBoard, findPlace } from '../../src-shared/waiting/placing.rules.ts';
import {
  type MatchCandidate,
  type RankedMatch,
  type Wish,
  isWishOver,
  offerState,
  rankMatches,
  wasTried,
  wishedDates,
  wishedHours,
  wishesWindow,
} from '../../src-shared/waiting/waiting.rules.ts';
import type { Caller } from '../store/service.ts';
import { PlaceCache, WaitingBoards, type BoardDay } from './waiting-board.ts';
import type { Output, Place, WaitingContext } from './waiting-context.ts';
import { nameOf, namesFrom, offerOf, phoneOf, placeValue, wishOf } from './waiting-view.ts';
import { type EntryRow, findGroupEvent, readOpenEntries, readSpentMinor } from './waiting.repository.ts';

/** So many days are looked at for another time than the one a request asks for. */
const ALTERNATIVE_DAYS = 7;

/** A stretch of a master's day that became free. */
export interface FreedWindow {
  readonly localDate: LocalDate;
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

/** Somebody whom a freed time or seat suits. */
export interface Match extends MatchCandidate {
  readonly row: EntryRow;
  readonly isOffered: boolean;
  /** Null for a seat of a group event. */
  readonly place: Place | null;
}

/** Finds who fits where: all who wait against a freed time, and one who waits against the coming days. */
export class WaitingMatching {
  readonly boards: WaitingBoards;
  readonly #context: WaitingContext;
  readonly #cache: PlaceCache;

  constructor(context: WaitingContext) {
    this.#context = context;
    this.boards = new WaitingBoards(context);
    this.#cache = new PlaceCache(context);
  }

  /** The soonest place of the coming days for each who waits or asks. */
  places(caller: Caller, days: number): Output<'places'> {
    const { settings, deps } = this.#context;
    const now = settings.today();
    const names = namesFrom(deps.store.reader, settings.now().nameOrder);
    const known = new Map<LocalDate, BoardDay>();
    this.#cache.forgetBefore(now.localDate);
    const boardOn = (date: LocalDate): BoardDay => {
      const board = known.get(date) ?? this.boards.planned(caller, date);
      known.set(date, board);
      return board;
    };
    return readOpenEntries(deps.store.reader).flatMap((row): Output<'places'> => {
      const wish = wishOf(row);
      if (wish.groupEventId !== null) {
        const seat = this.#seatOf(wish.groupEventId);
        return seat ? [{ entryId: row.id, place: placeValue(seat, names), isAlternative: false }] : [];
      }
      if (row.kind === 'walk_in' || wish.serviceIds.length === 0) return [];
      for (const date of wishedDates(wish, now.localDate, days)) {
        const find = (): Place | null => this.placeOn(caller, boardOn(date), wish, row.client_id);
        // Today gets shorter with every minute.
        const place = date === now.localDate ? find() : this.#cache.get(date, `${row.id}/${row.version}`, find);
        if (place) return [{ entryId: row.id, place: placeValue(place, names), isAlternative: false }];
      }
      const other = row.kind === 'request' ? this.#besides(caller, row, boardOn) : null;
      return other ? [{ entryId: row.id, place: placeValue(other, names), isAlternative: true }] : [];
    });
  }

  /** The best place for a wish on a day; the journal itself has the last word (A12). */
  placeOn(
    caller: Caller,
    { day, board, fromMin }: BoardDay,
    wish: Wish,
    clientId: number | null,
    accepts: (place: FoundPlace) => boolean = () => true,
    nearMin: number | null = null,
  ): Place | null {
    const hours = wishedHours(wish);
    const found = findPlace(
      board,
      {
        serviceIds: wish.serviceIds,
        staffIds: wish.staffIds,
        fromMin: Math.max(fromMin, hours.fromMin),
        endMin: hours.endMin,
        exactMin: hours.exactMin,
        nearMin,
      },
      this.#context.settings.on(day.localDate).slotStepMin,
      (place) => accepts(place) && this.boards.isFree(caller, day.localDate, place, clientId),
    );
    return found && placeFrom(day.localDate, found);
  }

  /** Who may take a freed time, in the order of the policy. Nobody when it is not free any more. */
  forWindow(caller: Caller, window: FreedWindow): RankedMatch<Match>[] {
    return this.#ranked(this.#fitting(caller, window));
  }

  /**
   * Who may take the seat or the time of a visit that no longer holds it.
   *
   * @throws DomainError NOT_FOUND
   */
  afterVisit(caller: Caller, visitId: number): RankedMatch<Match>[] {
    const visit = this.#context.journal.visit(caller, visitId);
    if (isOccupying(visit.status)) return [];
    const { localDate, groupEventId } = visit;
    if (groupEventId !== null) return this.#ranked(this.#seated(localDate, groupEventId));
    const found = new Map<number, Match>();
    for (const { staffId, startMin, durationMin } of visit.lines) {
      const window = { localDate, staffId, startMin, endMin: startMin + durationMin };
      for (const match of this.#fitting(caller, window)) if (!found.has(match.entryId)) found.set(match.entryId, match);
    }
    return this.#ranked([...found.values()]);
  }

  /** Ranked matches as the screen shows them. */
  answer(caller: Caller, matches: readonly RankedMatch<Match>[], limit: number): Output<'matchesFor'> {
    const { settings, deps } = this.#context;
    const { nameOrder, waitlistPolicy: policy } = settings.now();
    const names = namesFrom(deps.store.reader, nameOrder);
    return {
      policy,
      matches: matches.slice(0, limit).map(({ candidate: { row, place, ...candidate }, rank, reason }) => ({
        entryId: row.id,
        entryVersion: row.version,
        name: nameOf(row, nameOrder),
        phone: phoneOf(row, caller.can('see_phones')),
        serviceNames: wishOf(row).serviceIds.map((id) => names.service(id)),
        rank,
        reason,
        spentMinor: candidate.spentMinor,
        noShows: candidate.noShows,
        createdAtMs: row.created_at_ms,
        isOffered: candidate.isOffered,
        place: place && placeValue(place, names),
      })),
    };
  }

  /** Another time for a request whose own is taken: the nearest of that day, then of the next ones. */
  #besides(caller: Caller, row: EntryRow, boardOn: (date: LocalDate) => BoardDay): Place | null {
    const wish = wishOf(row);
    const { exactMin } = wishedHours(wish);
    const today = this.#context.settings.today().localDate;
    if (exactMin === null || wish.fromDate === null || wish.fromDate < today) return null;
    const free = { ...wish, fromMin: null, toMin: null };
    for (let offset = 0; offset < ALTERNATIVE_DAYS; offset++) {
      const date = addDays(wish.fromDate, offset);
      const find = (): Place | null => this.placeOn(caller, boardOn(date), free, row.client_id, () => true, exactMin);
      const place = date === today ? find() : this.#cache.get(date, `${row.id}/${row.version}/near`, find);
      if (place) return place;
    }
    return null;
  }

  /** The time of an event that has a free seat and is still to come. */
  #seatOf(eventId: number): Place | null {
    const event = findGroupEvent(this.#context.deps.store.reader, eventId);
    if (!event || event.free < 1 || event.start_min < this.boards.fromMin(event.local_date)) return null;
    const { local_date: localDate, start_min: startMin, duration_min: durationMin } = event;
    const line = { serviceId: event.service_id, staffId: event.staff_id, startMin, durationMin };
    return { localDate, startMin, endMin: startMin + durationMin, lines: [line] };
  }

  #ranked(matches: readonly Match[]): RankedMatch<Match>[] {
    return rankMatches(matches, this.#context.settings.now().waitlistPolicy);
  }

  #fitting(caller: Caller, window: FreedWindow): Match[] {
    const { localDate, staffId } = window;
    const onDay = this.boards.planned(caller, localDate);
    if (!onDay.day.staff.some(({ id }) => id === staffId))
      throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    const freed: Interval = [window.startMin, window.endMin];
    // What was taken before is still taken: only the free stretches around the freed time matter.
    const around = (onDay.board.free.get(staffId) ?? []).filter((stretch) => overlaps(stretch, freed));
    if (around.length === 0) return [];
    const board: PlaceBoard = { ...onDay.board, free: new Map([...onDay.board.free, [staffId, around]]) };
    const isThere = (place: FoundPlace): boolean =>
      place.lines.some(
        (line) => line.staffId === staffId && overlaps([line.startMin, line.startMin + line.durationMin], freed),
      );
    return this.#askable(localDate).flatMap((row): Match[] => {
      const wish = wishOf(row);
      const asked = { localDate, staffId, groupEventId: null };
      if (row.kind === 'walk_in' || !wishesWindow(wish, asked) || wish.serviceIds.length === 0) return [];
      const offer = offerOf(row);
      if (wasTried(offer.tried, window)) return [];
      const isOffered = row.status === 'offered' && offer.current !== null && meets(offer.current, window);
      if (row.status === 'offered' && !isOffered && this.#offerOf(row) === 'pending') return [];
      const alone = { ...wish, staffIds: [staffId] };
      const place =
        this.placeOn(caller, { ...onDay, board }, alone, row.client_id, isThere) ??
        (wish.serviceIds.length > 1 ? this.placeOn(caller, { ...onDay, board }, wish, row.client_id, isThere) : null);
      return place ? [this.#match(row, isOffered, place)] : [];
    });
  }

  #seated(localDate: LocalDate, groupEventId: number): Match[] {
    if (!this.#seatOf(groupEventId)) return [];
    return this.#askable(localDate)
      .filter((row) => wishesWindow(wishOf(row), { localDate, staffId: null, groupEventId }))
      .map((row) => this.#match(row, row.status === 'offered', null));
  }

  /** Those who still wait for a day that is not over. */
  #askable(localDate: LocalDate): EntryRow[] {
    const now = this.#context.settings.today();
    if (localDate < now.localDate) return [];
    return readOpenEntries(this.#context.deps.store.reader).filter((row) => !isWishOver(wishOf(row), now));
  }

  #offerOf(row: EntryRow): ReturnType<typeof offerState> {
    return offerState({ status: row.status, offeredUntilMs: row.offered_until_ms }, this.#context.deps.clock.nowMs());
  }

  #match(row: EntryRow, isOffered: boolean, place: Place | null): Match {
    const spentMinor = row.client_id === null ? 0 : readSpentMinor(this.#context.deps.store.reader, row.client_id);
    return {
      row,
      place,
      isOffered,
      entryId: row.id,
      createdAtMs: row.created_at_ms,
      spentMinor,
      noShows: row.no_shows ?? 0,
      visits: row.visits ?? 0,
    };
  }
}

/** A found place as it is kept. */
export function placeFrom(localDate: LocalDate, { startMin, endMin, lines }: Omit<FoundPlace, 'deadGapMin'>): Place {
  return {
    localDate,
    startMin,
    endMin,
    lines: lines.map((line) => ({
      serviceId: line.serviceId,
      staffId: line.staffId,
      startMin: line.startMin,
      durationMin: line.durationMin,
    })),
  };
}

/** Whether a place takes time of a window's master. */
export function meets(place: Place, window: FreedWindow): boolean {
  return (
    place.localDate === window.localDate &&
    place.lines.some(
      ({ staffId, startMin, durationMin }) =>
        staffId === window.staffId && startMin < window.endMin && window.startMin < startMin + durationMin,
    )
  );
}
