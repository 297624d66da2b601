import type { SearchDay } from '../../../src-shared/availability/search-day.rules.ts';
import type { DayQuestion, SearchItem, SlotQuestion } from '../../../src-shared/availability/slot-search.rules.ts';

/**
 * The slow way to the same answer, to judge the engine by: one flag per minute, every start and every choice of masters
 * tried. It shares no code with the engine and knows no interval arithmetic.
 */
export interface ExpectedSlot {
  readonly startMin: number;
  readonly lines: readonly { readonly staffId: number; readonly roomId: number | null; readonly startMin: number }[];
  readonly deadMin: number;
  readonly gapCount: number;
  readonly isTight: boolean;
}

export interface Case {
  readonly day: SearchDay;
  readonly question: SlotQuestion;
  readonly ask: Omit<DayQuestion, 'clientBusy'> & { readonly clientBusy: readonly (readonly [number, number])[] };
  readonly allowOverrunMin: number;
}

/** Flags for the minutes -200 … 500, the longest day of the random cases; outside nothing is ever free. */
class MinuteMap {
  readonly #flags = new Uint8Array(700);

  fill(start: number, end: number, value: 0 | 1 = 1): void {
    for (let minute = start; minute < end; minute++) this.#flags[minute + 200] = value;
  }

  has(minute: number): boolean {
    return this.#flags[minute + 200] === 1;
  }
}

interface Placed {
  readonly item: SearchItem;
  readonly staffId: number;
  readonly start: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
  /** Minutes the master works, without buffers, counted from the start. */
  readonly core: readonly number[];
  roomId: number | null;
}

export class MinuteSearch {
  readonly #case: Case;
  readonly #work = new Map<number, MinuteMap>();
  readonly #taken = new Map<number, MinuteMap>();
  readonly #busyMinutes = new Map<number, number>();
  readonly #minutes = new Map<object, { readonly core: readonly number[]; readonly total: number }>();
  readonly #lastMin: number;

  constructor(one: Case) {
    this.#case = one;
    this.#lastMin =
      Math.max(1, ...one.day.masters.flatMap(({ work }) => work.map(([, end]) => end))) + one.allowOverrunMin;
    for (const master of one.day.masters) {
      const work = new MinuteMap();
      for (const [start, end] of master.work) work.fill(start, end);
      for (let minute = this.#lastMin; minute >= 0; minute--) {
        if (!work.has(minute)) continue;
        work.fill(minute + 1, Math.max(minute + 1, Math.min(2880, minute + 1 + one.allowOverrunMin)));
        break;
      }
      const taken = new MinuteMap();
      for (const [start, end] of master.busy) taken.fill(start, end);
      let count = 0;
      for (let minute = -200; minute < 500; minute++) if (taken.has(minute)) count += 1;
      this.#work.set(master.staffId, work);
      this.#taken.set(master.staffId, taken);
      this.#busyMinutes.set(master.staffId, count);
    }
  }

  /** All windows of the day as the question asks for them. */
  find(): ExpectedSlot[] {
    const { question } = this.#case;
    const [first] = question.items;
    const found = new Map<number, ExpectedSlot>();
    for (const lead of this.#ranked(first!)) {
      const own: ExpectedSlot[] = [];
      for (let start = 0; start <= question.toMin; start++) {
        const isOnGrid = this.#isOnGrid(start, lead);
        if (question.mode === 'grid' && isOnGrid === false) continue;
        const placed = this.#place(lead, start);
        if (!placed) continue;
        const weighed = this.#weigh(placed);
        if (
          (isOnGrid ?? this.#isOnIntervalGrid(placed)) ||
          (question.mode === 'compact' && !this.#fixed(0) && weighed.isTight)
        ) {
          const lines = placed.map(({ staffId, roomId, start: startMin }) => ({ staffId, roomId, startMin }));
          own.push({ startMin: start, lines, ...weighed });
        }
      }
      const least = question.mode === 'grid' ? Infinity : Math.min(...own.map(({ deadMin }) => deadMin));
      for (const slot of own) if (slot.deadMin <= least && !found.has(slot.startMin)) found.set(slot.startMin, slot);
    }
    return [...found.values()].sort((a, b) =>
      question.mode === 'grid' ? a.startMin - b.startMin : a.gapCount - b.gapCount || a.startMin - b.startMin,
    );
  }

  #fixed(index: number): readonly number[] | null {
    return this.#case.ask.fixedStarts[index] ?? null;
  }

  /** Null: it depends on where the work begins. */
  #isOnGrid(start: number, lead: number): boolean | null {
    const fixed = this.#fixed(0);
    if (fixed) return fixed.includes(start);
    const { anchor, stepMin } = this.#case.question;
    const option = this.#case.question.items[0]!.options.find(({ staffId }) => staffId === lead)!;
    const works =
      option.timing.bufferBeforeMin > 0 || option.timing.segments.some((one) => this.#isWork(option, one.kind));
    if (anchor === 'midnight' || !works) return start % stepMin === 0;
    return null;
  }

  #isWork(option: SearchItem['options'][number], kind: string): boolean {
    return kind === 'active' || !option.timing.isGapReleased;
  }

  /** Whole steps from the beginning of the working interval in which the first work of the first service lies. */
  #isOnIntervalGrid(placed: readonly Placed[]): boolean {
    const [first] = placed;
    const work = this.#work.get(first!.staffId)!;
    let minute = first!.start - first!.before + (first!.before > 0 ? 0 : first!.core[0]!);
    while (work.has(minute - 1)) minute -= 1;
    const { stepMin } = this.#case.question;
    return (((first!.start - minute) % stepMin) + stepMin) % stepMin === 0;
  }

  #ranked(item: SearchItem): number[] {
    const liked = this.#case.question.preferredStaffIds;
    const keyOf = (id: number): [number, number, number] => [
      liked.includes(id) ? liked.indexOf(id) : liked.length,
      this.#busyMinutes.get(id) ?? 0,
      id,
    ];
    return item.options
      .map(({ staffId }) => staffId)
      .filter((id) => this.#work.has(id))
      .sort((a, b) => {
        const [x, y] = [keyOf(a), keyOf(b)];
        return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
      });
  }

  /** The first choice of masters, the first service's given, with which the visit fits at a minute. */
  #place(lead: number, start: number): Placed[] | null {
    const { items } = this.#case.question;
    const lists = items.map((item, index) => (index === 0 ? [lead] : this.#ranked(item)));
    const pick = (chosen: readonly number[]): Placed[] | null => {
      if (chosen.length === items.length) return this.#visit(chosen, start);
      for (const staffId of lists[chosen.length]!) {
        const placed = pick([...chosen, staffId]);
        if (placed) return placed;
      }
      return null;
    };
    return pick([]);
  }

  #visit(chosen: readonly number[], start: number): Placed[] | null {
    const { question, ask, day } = this.#case;
    if (start < ask.earliestMin) return null;
    const placed: Placed[] = [];
    let groupStart = start;
    let groupEnd = start;
    for (const [index, item] of question.items.entries()) {
      const staffId = chosen[index]!;
      const option = item.options.find((one) => one.staffId === staffId)!;
      if (index > 0 && !item.isParallel) {
        groupStart = groupEnd + item.gapMin;
        groupEnd = groupStart;
      }
      const before = chosen[index - 1] === staffId ? 0 : option.timing.bufferBeforeMin;
      const after = chosen[index + 1] === staffId ? 0 : option.timing.bufferAfterMin;
      const { core, total } = this.#minutesOf(option);
      const end = groupStart + total;
      const [work, taken] = [this.#work.get(staffId)!, this.#taken.get(staffId)!];
      const isFree = (minute: number): boolean => work.has(minute) && !taken.has(minute);
      // Minutes of one part that touch lie in one working interval: a missing one between them would have been met.
      for (const offset of core) if (!isFree(groupStart + offset)) return null;
      for (let minute = groupStart - before; minute < groupStart; minute++) if (!isFree(minute)) return null;
      for (let minute = end; minute < end + after; minute++) if (!isFree(minute)) return null;
      placed.push({ item, staffId, start: groupStart, end, before, after, core, roomId: null });
      groupEnd = Math.max(groupEnd, end);
    }
    for (const [index, one] of placed.entries()) {
      if (one.start < question.fromMin || one.end > question.toMin || one.end > 2880) return null;
      if (ask.fixedStarts[index] && !ask.fixedStarts[index].includes(one.start)) return null;
      if (day.skipped.some(([from, to]) => from <= one.start && one.start < to)) return null;
      for (let minute = one.start; minute < one.end; minute++) {
        if (ask.clientBusy.some(([from, to]) => from <= minute && minute < to)) return null;
      }
      for (const other of placed.slice(0, index)) {
        if (other.staffId !== one.staffId) continue;
        const theirs = new Set(other.core.map((offset) => other.start + offset));
        if (one.core.some((offset) => theirs.has(one.start + offset))) return null;
      }
      if (!this.#givePlaces(placed, index)) return null;
    }
    return placed;
  }

  /** The minutes of a service in which its master works, counted from its start. */
  #minutesOf(option: SearchItem['options'][number]): { readonly core: readonly number[]; readonly total: number } {
    const known = this.#minutes.get(option);
    if (known) return known;
    const core: number[] = [];
    let total = 0;
    for (const { kind, minutes } of option.timing.segments) {
      for (let minute = 0; minute < minutes; minute++, total++) if (this.#isWork(option, kind)) core.push(total);
    }
    const found = { core, total };
    this.#minutes.set(option, found);
    return found;
  }

  #givePlaces(placed: readonly Placed[], index: number): boolean {
    const { day } = this.#case;
    const one = placed[index]!;
    const option = one.item.options.find(({ staffId }) => staffId === one.staffId)!;
    const [from, to] = [one.start - one.before, one.end + one.after];
    const hasRoom = (id: number, units: number): boolean => {
      const place = day.places.find((candidate) => candidate.id === id);
      if (!place) return false;
      for (let minute = from; minute < to; minute++) {
        const inside = ([a, b]: readonly [number, number]): boolean => a <= minute && minute < b;
        if (place.open && !place.open.some(inside)) return false;
        if (place.closed.some(inside)) return false;
        if (place.holds.filter(inside).length + units > place.capacity) return false;
      }
      return true;
    };
    const usual = day.masters.find(({ staffId }) => staffId === one.staffId)!.roomId;
    const isUsualRight = usual !== null && (option.shiftRoomIds?.includes(usual) ?? true);
    const needsNone = usual === null && option.roomIds.length === 0;
    const wanted = [...(isUsualRight ? [usual] : []), ...option.roomIds.filter((id) => id !== usual)];
    const room = needsNone ? null : wanted.find((id) => hasRoom(id, 1));
    if (room === undefined) return false;
    one.roomId = room;
    const group = placed.slice(0, index).filter(({ start }, at) => start === one.start && this.#isSameGroup(at, index));
    for (const id of option.equipmentIds) {
      const units =
        1 +
        group.filter((other) =>
          other.item.options.find(({ staffId }) => staffId === other.staffId)!.equipmentIds.includes(id),
        ).length;
      if (!hasRoom(id, units)) return false;
    }
    return !day.serviceBlocks.some((block) => {
      if (block.serviceId !== one.item.serviceId) return false;
      for (let minute = one.start; minute < one.end; minute++) {
        if (block.startMin <= minute && minute < block.endMin) return true;
      }
      return false;
    });
  }

  #isSameGroup(from: number, to: number): boolean {
    return this.#case.question.items.slice(from + 1, to + 1).every(({ isParallel }) => isParallel);
  }

  /** What a visit leaves of the free time it touches, minute by minute. */
  #weigh(placed: readonly Placed[]): { deadMin: number; gapCount: number; isTight: boolean } {
    let deadMin = 0;
    let gapCount = 0;
    let isTight = false;
    for (const staffId of new Set(placed.map((one) => one.staffId))) {
      const own = new MinuteMap();
      for (const one of placed.filter((each) => each.staffId === staffId)) {
        own.fill(one.start - one.before, one.start);
        own.fill(one.end, one.end + one.after);
        for (const offset of one.core) own.fill(one.start + offset, one.start + offset + 1);
      }
      const [work, taken] = [this.#work.get(staffId)!, this.#taken.get(staffId)!];
      const { minGapMin } = this.#case.day.masters.find((master) => master.staffId === staffId)!;
      const isFree = (minute: number): boolean => work.has(minute) && !taken.has(minute);
      const isRest = (minute: number): boolean => isFree(minute) && !own.has(minute);
      let run = 0;
      let touches = false;
      for (let minute = -1; minute <= this.#lastMin + 1; minute++) {
        if (isRest(minute)) {
          if (run === 0) touches = own.has(minute - 1);
          run += 1;
        } else if (run > 0) {
          if (touches || own.has(minute)) {
            gapCount += 1;
            if (run < minGapMin) deadMin += run;
          }
          run = 0;
        }
      }
      for (let minute = -1; minute <= this.#lastMin; minute++) {
        if (!own.has(minute)) continue;
        if (!own.has(minute - 1) && !isFree(minute - 1)) isTight = true;
        if (!own.has(minute + 1) && !isFree(minute + 1)) isTight = true;
      }
    }
    return { deadMin, gapCount, isTight };
  }
}
