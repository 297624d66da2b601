import type { LocalDate } from '../kernel/local-date.ts';
import { AFTER, BEFORE, type ServiceTiming, type TimingParts, timingParts } from './service-timing.rules.ts';
import { type SlotFit, fitOf } from './slot-fit.rules.ts';
import type { PreparedDay, PreparedMaster } from './search-day.rules.ts';
import { type Spans, coverAt, meetsSpans } from './spans.rules.ts';

/** A master who may do an item, with what it takes there. */
export interface ItemOption {
  readonly staffId: number;
  readonly timing: ServiceTiming;
  /** Rooms that may be taken, the liked first (R4, R5). Empty, and no room of the shift: it needs none. */
  readonly roomIds: readonly number[];
  /** The room of the shift goes before them if it is one of these; null = whichever it is. */
  readonly shiftRoomIds: readonly number[] | null;
  /** Devices it holds, each of them. */
  readonly equipmentIds: readonly number[];
}

/** One service of the visit that is sought. */
export interface SearchItem {
  readonly serviceId: number;
  /** One = a certain master, several = any of them. */
  readonly options: readonly ItemOption[];
  /** Starts together with the item before it ("four hands") instead of at its end. */
  readonly isParallel: boolean;
  /** Minutes between the end of what stands before and the start (A7); not for a parallel item. */
  readonly gapMin: number;
}

/** What is sought, the same for every day. */
export interface SlotQuestion {
  readonly items: readonly SearchItem[];
  /** `grid`: every feasible start of the grid (A9); `compact`: those that leave the fewest useless gaps (A10). */
  readonly mode: 'grid' | 'compact';
  readonly stepMin: number;
  /** Where the grid is counted from (A9). */
  readonly anchor: 'midnight' | 'interval';
  /** The client stays within these minutes of the day. */
  readonly fromMin: number;
  readonly toMin: number;
  /** Masters who are offered before all others, the best liked first (J16). */
  readonly preferredStaffIds: readonly number[];
}

/** What is asked of one day. */
export interface DayQuestion {
  readonly localDate: LocalDate;
  /** First minute at which the visit may start: now plus min_lead (A8); may be below 0 or above 2880. */
  readonly earliestMin: number;
  /** Other bookings of the client (CLIENT_BUSY). */
  readonly clientBusy: Spans;
  /** Per item the only starts it is offered at (J19); null = any. */
  readonly fixedStarts: readonly (readonly number[] | null)[];
}

/** An item at its place. */
export interface SlotLine {
  readonly serviceId: number;
  readonly staffId: number;
  readonly roomId: number | null;
  readonly equipmentIds: readonly number[];
  readonly startMin: number;
  readonly durationMin: number;
}

/** A start at which everything fits. */
export interface Slot extends SlotFit {
  readonly localDate: LocalDate;
  readonly startMin: number;
  /** End of the client's time. */
  readonly endMin: number;
  /** In the order of the items. */
  readonly lines: readonly SlotLine[];
}

interface CompiledOption {
  readonly option: ItemOption;
  readonly parts: TimingParts;
}

interface CompiledItem {
  readonly item: SearchItem;
  readonly options: readonly CompiledOption[];
  /** First item of the group that starts together with this one. */
  readonly groupStart: number;
  /** Possible starts of the item, counted from the start of the visit. */
  readonly offsets: readonly number[];
}

const LAST_MINUTE = 2880;
/** Attempts for one start; only a dozen services at once by anybody could need more. */
const MAX_STEPS = 20_000;

/**
 * Finds the windows of a visit, day by day (A7–A11).
 *
 * Exact: a start is offered if and only if every part of every item fits. Services follow one another or start together;
 * of several masters the preferred one is taken, then the one with the fewest busy minutes that day, then the smaller
 * number, for the first item first. In compact mode the gaps are weighed per master of the first item.
 */
export class SlotSearch {
  readonly #question: SlotQuestion;
  readonly #items: readonly CompiledItem[];
  // Notes of the attempt that is being made: by item.
  readonly #chosen: CompiledOption[] = [];
  readonly #starts: Int32Array;
  readonly #kept: Uint8Array;
  readonly #rooms: (number | null)[] = [];
  readonly #ranked: CompiledOption[][] = [];
  /** States of the day from which the rest of the visit was found not to fit, whatever stood before. */
  readonly #failed = new Set<number>();
  /** Starts that are taken by a better master, and those already looked at; of this round when equal to its number. */
  readonly #claimed = new Int32Array(LAST_MINUTE + 1);
  readonly #seen = new Int32Array(LAST_MINUTE + 1);
  #claimRound = 0;
  #seenRound = 0;
  #steps = 0;
  #day!: PreparedDay;
  #ask!: DayQuestion;

  constructor(question: SlotQuestion) {
    this.#question = question;
    this.#items = compile(question.items);
    this.#starts = new Int32Array(question.items.length);
    this.#kept = new Uint8Array(question.items.length);
  }

  /** Windows of one day: by start, in compact mode by (number of gaps left, start). */
  findOn(day: PreparedDay, ask: DayQuestion): Slot[] {
    const slots: Slot[] = [];
    this.#day = day;
    this.#ask = ask;
    this.#failed.clear();
    for (const [index, { options }] of this.#items.entries()) this.#ranked[index] = this.#rank(options);
    if (this.#ranked.some((options) => options.length === 0)) return slots;
    this.#claimRound += 1;
    for (const lead of this.#ranked[0]!) {
      if (this.#question.mode === 'grid') this.#listGrid(lead, slots);
      else this.#listCompact(lead, slots);
    }
    return this.#question.mode === 'grid'
      ? slots.sort((a, b) => a.startMin - b.startMin)
      : slots.sort((a, b) => a.gapCount - b.gapCount || a.startMin - b.startMin);
  }

  /** Masters who are there today in the order in which they are taken (A11, J16). */
  #rank(options: readonly CompiledOption[]): CompiledOption[] {
    const { masters } = this.#day;
    const here = options.filter(({ option }) => masters.has(option.staffId));
    if (here.length < 2) return here;
    const { preferredStaffIds: liked } = this.#question;
    const likingOf = (staffId: number): number => {
      const at = liked.indexOf(staffId);
      return at < 0 ? liked.length : at;
    };
    const busyOf = (staffId: number): number => masters.get(staffId)?.busyMin ?? 0;
    return here.sort(
      ({ option: { staffId: a } }, { option: { staffId: b } }) =>
        likingOf(a) - likingOf(b) || busyOf(a) - busyOf(b) || a - b,
    );
  }

  #listGrid(lead: CompiledOption, slots: Slot[]): void {
    this.#eachGridStart(lead, (startMin) => {
      if (this.#claimed[startMin] === this.#claimRound || !this.#fits(lead, startMin)) return;
      this.#claimed[startMin] = this.#claimRound;
      slots.push(this.#slotAt(startMin));
    });
  }

  #listCompact(lead: CompiledOption, slots: Slot[]): void {
    this.#seenRound += 1;
    const found: number[] = [];
    let leastDeadMin = Number.POSITIVE_INFINITY;
    const look = (startMin: number, isOnGrid: boolean): void => {
      if (this.#seen[startMin] === this.#seenRound) return;
      this.#seen[startMin] = this.#seenRound;
      // A better master has it, and it could not raise what this one's others are measured by.
      if (leastDeadMin === 0 && this.#claimed[startMin] === this.#claimRound) return;
      if (!this.#fits(lead, startMin)) return;
      const { deadMin, isTight } = this.#fit();
      if ((!isOnGrid && !isTight) || deadMin > leastDeadMin) return;
      if (deadMin < leastDeadMin) found.length = 0;
      leastDeadMin = deadMin;
      found.push(startMin);
    };
    this.#eachGridStart(lead, (startMin) => look(startMin, true));
    if (this.#ask.fixedStarts[0] === null) this.#eachTightStart(lead, (startMin) => look(startMin, false));
    for (const startMin of found) {
      if (this.#claimed[startMin] === this.#claimRound) continue;
      this.#claimed[startMin] = this.#claimRound;
      this.#fits(lead, startMin);
      slots.push(this.#slotAt(startMin));
    }
  }

  /** Starts of the grid, or the fixed ones, at which the first work of the lead master fits. */
  #eachGridStart(lead: CompiledOption, visit: (startMin: number) => void): void {
    const { stepMin, anchor, fromMin, toMin } = this.#question;
    const leastMin = Math.max(0, fromMin, this.#ask.earliestMin);
    const mostMin = Math.min(LAST_MINUTE, toMin) - lead.parts.totalMin;
    const fixed = this.#ask.fixedStarts[0];
    if (fixed) {
      for (const startMin of fixed) if (startMin >= leastMin && startMin <= mostMin) visit(startMin);
      return;
    }
    const [partStart, partEnd] = lead.parts.busy[BEFORE];
    if (partStart === undefined || partEnd === undefined) {
      for (let startMin = ceilTo(leastMin, stepMin, 0); startMin <= mostMin; startMin += stepMin) visit(startMin);
      return;
    }
    const { free, shift } = this.#master(lead);
    for (let at = 0; at < free.length; at += 2) {
      const last = Math.min(mostMin, free[at + 1]! - partEnd);
      const first = Math.max(leastMin, free[at]! - partStart);
      for (
        let startMin = ceilTo(first, stepMin, anchor === 'midnight' ? 0 : shift[at]!);
        startMin <= last;
        startMin += stepMin
      ) {
        visit(startMin);
      }
    }
  }

  /** Starts at which some work of the visit begins or ends exactly where something else of its master does (A10). */
  #eachTightStart(lead: CompiledOption, visit: (startMin: number) => void): void {
    const leastMin = Math.max(0, this.#question.fromMin, this.#ask.earliestMin);
    const mostMin = Math.min(LAST_MINUTE, this.#question.toMin) - lead.parts.totalMin;
    for (const [index, { offsets }] of this.#items.entries()) {
      for (const choice of index === 0 ? [lead] : this.#ranked[index]!) {
        const { free } = this.#master(choice);
        // A single service keeps both of its buffers.
        for (const parts of this.#items.length === 1 ? [choice.parts.busy[3]] : new Set(choice.parts.busy)) {
          for (const offset of offsets) {
            for (let part = 0; part < parts.length; part += 2) {
              const length = parts[part + 1]! - parts[part]!;
              for (let at = 0; at < free.length; at += 2) {
                if (free[at + 1]! - free[at]! < length) continue;
                const atStart = free[at]! - offset - parts[part]!;
                const atEnd = free[at + 1]! - offset - parts[part + 1]!;
                if (atStart >= leastMin && atStart <= mostMin) visit(atStart);
                if (atEnd >= leastMin && atEnd <= mostMin) visit(atEnd);
              }
            }
          }
        }
      }
    }
  }

  #master({ option }: CompiledOption): PreparedMaster {
    return this.#day.masters.get(option.staffId)!;
  }

  /** Whether the visit fits at a start with a certain master first; who does what is left in the notes. */
  #fits(lead: CompiledOption, startMin: number): boolean {
    this.#steps = 0;
    return this.#take(0, lead, startMin, startMin);
  }

  /** Gives an item to a master at a minute and goes on with the next one. */
  #take(index: number, choice: CompiledOption, startMin: number, groupEndMin: number): boolean {
    const previous = index === 0 ? undefined : this.#chosen[index - 1];
    const isAfterOwn = previous?.option.staffId === choice.option.staffId;
    if (index > 0 && !this.#settle(index - 1, isAfterOwn ? 0 : AFTER)) return false;
    const kept = isAfterOwn ? 0 : BEFORE;
    const isLast = index === this.#items.length - 1;
    if (!isLast && !this.#isFree(choice, startMin, kept)) return false;
    if (!this.#isOffered(index, choice, startMin)) return false;
    this.#chosen[index] = choice;
    this.#starts[index] = startMin;
    this.#kept[index] = kept;
    if (isLast) return this.#settle(index, AFTER);
    return this.#goOn(index + 1, startMin, Math.max(groupEndMin, startMin + choice.parts.totalMin));
  }

  /** Finds somebody for an item and all behind it, with what stands before it in the notes. */
  #goOn(index: number, groupStartMin: number, groupEndMin: number): boolean {
    const { item } = this.#items[index]!;
    const startMin = item.isParallel ? groupStartMin : groupEndMin + item.gapMin;
    const before = index - 1;
    // From here on only the item before matters: its master, its start and which of its buffers was dropped. One that
    // started together with others is not alone in that: their devices count too.
    const isGroup = item.isParallel || this.#items[before]!.groupStart < before;
    const state = isGroup
      ? -1
      : (((index * 4096 + startMin) * 4096 + this.#starts[before]!) * 2 + (this.#kept[before]! & 1)) * 1024 +
        this.#ranked[before]!.indexOf(this.#chosen[before]!);
    if (this.#failed.has(state)) return false;
    for (const choice of this.#ranked[index]!) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) return false;
      const endMin = item.isParallel ? groupEndMin : startMin;
      if (this.#take(index, choice, startMin, endMin)) return true;
    }
    // Given up is not the same as impossible.
    if (state >= 0 && this.#steps <= MAX_STEPS) this.#failed.add(state);
    return false;
  }

  /** The master's time without what is not known yet: whether the buffer after is kept. */
  #isFree(choice: CompiledOption, startMin: number, kept: number): boolean {
    const { free } = this.#master(choice);
    const parts = choice.parts.busy[kept]!;
    for (let part = 0; part < parts.length; part += 2) {
      if (coverAt(free, startMin + parts[part]!, startMin + parts[part + 1]!) < 0) return false;
    }
    return true;
  }

  /** The client, the clock, the rules of the service, and the master's own other item of the visit. */
  #isOffered(index: number, { option, parts }: CompiledOption, startMin: number): boolean {
    const { skipped, serviceBlocks } = this.#day;
    const { fromMin, toMin } = this.#question;
    const { clientBusy, fixedStarts } = this.#ask;
    const endMin = startMin + parts.totalMin;
    if (startMin < fromMin || endMin > toMin || endMin > LAST_MINUTE) return false;
    if (meetsSpans(clientBusy, startMin, endMin) || meetsSpans(skipped, startMin, startMin + 1)) return false;
    const fixed = fixedStarts[index];
    if (fixed && !fixed.includes(startMin)) return false;
    const { serviceId } = this.#items[index]!.item;
    for (const block of serviceBlocks) {
      if (block.serviceId === serviceId && block.startMin < endMin && startMin < block.endMin) return false;
    }
    for (let other = this.#items[index]!.groupStart; other < index; other++) {
      const { option: theirs, parts: theirParts } = this.#chosen[other]!;
      if (theirs.staffId !== option.staffId) continue;
      if (shareMinute(parts.core, startMin, theirParts.core, this.#starts[other]!)) return false;
    }
    return true;
  }

  /** Everything of an item that waited for the next one: the buffer after, the room, the devices. */
  #settle(index: number, keptAfter: number): boolean {
    const choice = this.#chosen[index]!;
    const { option, parts } = choice;
    const startMin = this.#starts[index]!;
    const kept = (this.#kept[index]! & BEFORE) | keptAfter;
    const isKnownFree = index < this.#items.length - 1 && parts.busy[kept] === parts.busy[kept & BEFORE];
    if (!isKnownFree && !this.#isFree(choice, startMin, kept)) return false;
    const holdStart = startMin - (kept & BEFORE ? parts.beforeMin : 0);
    const holdEnd = startMin + parts.totalMin + (kept & AFTER ? parts.afterMin : 0);
    const roomId = this.#roomFor(option, holdStart, holdEnd);
    if (roomId === undefined) return false;
    for (const id of option.equipmentIds) {
      let units = 1;
      for (let other = this.#items[index]!.groupStart; other < index; other++) {
        if (this.#chosen[other]!.option.equipmentIds.includes(id)) units += 1;
      }
      const place = this.#day.places.get(id);
      if (!place || coverAt(place.freeFor(units), holdStart, holdEnd) < 0) return false;
    }
    this.#kept[index] = kept;
    this.#rooms[index] = roomId;
    return true;
  }

  /** The room of the shift if it will do, else the first that will (R4); undefined when none will. */
  #roomFor(option: ItemOption, holdStart: number, holdEnd: number): number | null | undefined {
    const { places, masters } = this.#day;
    const fits = (roomId: number): boolean => {
      const place = places.get(roomId);
      return place !== undefined && coverAt(place.freeFor(1), holdStart, holdEnd) >= 0;
    };
    const { roomIds, shiftRoomIds } = option;
    const usual = masters.get(option.staffId)!.roomId;
    if (usual === null && roomIds.length === 0) return null;
    if (usual !== null && (shiftRoomIds === null || shiftRoomIds.includes(usual)) && fits(usual)) return usual;
    return roomIds.find((roomId) => roomId !== usual && fits(roomId));
  }

  #fit(): SlotFit {
    return fitOf(this.#day, this.#chosen, this.#starts, this.#kept);
  }

  #slotAt(startMin: number): Slot {
    const lines = this.#chosen.map(({ option, parts }, index): SlotLine => ({
      serviceId: this.#items[index]!.item.serviceId,
      staffId: option.staffId,
      roomId: this.#rooms[index] ?? null,
      equipmentIds: option.equipmentIds,
      startMin: this.#starts[index]!,
      durationMin: parts.totalMin,
    }));
    let endMin = startMin;
    for (const line of lines) endMin = Math.max(endMin, line.startMin + line.durationMin);
    return { localDate: this.#ask.localDate, startMin, endMin, lines, ...this.#fit() };
  }
}

function compile(items: readonly SearchItem[]): CompiledItem[] {
  const compiled: CompiledItem[] = [];
  let groupStart = 0;
  let starts = new Set([0]);
  let ends = new Set([0]);
  for (const [index, item] of items.entries()) {
    if (index > 0 && !item.isParallel) {
      groupStart = index;
      starts = new Set([...ends].map((end) => end + item.gapMin));
      ends = new Set();
    }
    if (index === 0) ends = new Set();
    const options = item.options.map((option) => ({ option, parts: timingParts(option.timing) }));
    for (const start of starts) for (const { parts } of options) ends.add(start + parts.totalMin);
    compiled.push({ item, options, groupStart, offsets: [...starts] });
  }
  return compiled;
}

/** The first minute at or after `minute` that is a whole number of steps from the anchor. */
function ceilTo(minute: number, stepMin: number, anchorMin: number): number {
  return Math.ceil((minute - anchorMin) / stepMin) * stepMin + anchorMin;
}

function shareMinute(a: Int32Array, aStart: number, b: Int32Array, bStart: number): boolean {
  for (let i = 0; i < a.length; i += 2) {
    for (let j = 0; j < b.length; j += 2) {
      if (a[i]! + aStart < b[j + 1]! + bStart && b[j]! + bStart < a[i + 1]! + aStart) return true;
    }
  }
  return false;
}
