import type { Interval } from '../../../src-shared/kernel/intervals.ts';
import type { GridColumn, GridItem } from './grid-model.ts';

/** A card with its place across the column: `left` and `width` are fractions of the column's width (0..1). */
export interface PlacedItem {
  readonly item: GridItem;
  readonly left: number;
  readonly width: number;
  /** It stands inside the processing gap of another card. */
  readonly isInset: boolean;
  /** Another card stands in its processing gap. */
  readonly isGapFilled: boolean;
}

/** How far a card booked into another card's gap is moved in, so that the rail stays visible (ui.md 4). */
const INSET = 0.22;
/** A cancelled card takes half of what a live one takes, and half of the column when it stands alone. */
const LIVE_WEIGHT = 2;
const CANCELLED_WEIGHT = 1;

interface Slot {
  item: GridItem;
  endMin: number;
  lane: number;
  span: number;
}

/**
 * Places the cards of one column side by side where they overlap: one sweep over the cards in order of start.
 *
 * Cards that lie wholly in another card's gap are laid over it, moved in by 22 %. Cancelled cards give way: they stand to
 * the right at half the width of a live card. `minMinutes` is the shortest length a card is drawn with (a five-minute card
 * is drawn 20 px high), so that drawn cards never cover each other. The result is in reading order: by start, then longest.
 */
export function layoutColumn(items: readonly GridItem[], minMinutes: number): readonly PlacedItem[] {
  const ordered = [...items].sort((a, b) => a.startMin - b.startMin || b.endMin - a.endMin);
  const hosts = ordered.filter((item) => item.gap !== undefined && item.status !== 'cancelled');
  const inset = new Map<GridItem, GridItem[]>();
  const outer: GridItem[] = [];
  for (const item of ordered) {
    const host = hosts.find((candidate) => candidate !== item && isInsideGap(item, candidate));
    if (host === undefined) outer.push(item);
    else inset.set(host, [...(inset.get(host) ?? []), item]);
  }
  const placed = placeLanes(outer, minMinutes).flatMap((place): PlacedItem[] => {
    const guests = inset.get(place.item);
    if (guests === undefined) return [place];
    const room = place.width * (1 - INSET);
    const moved = placeLanes(guests, minMinutes).map((guest) => ({
      item: guest.item,
      left: place.left + place.width * INSET + guest.left * room,
      width: guest.width * room,
      isInset: true,
      isGapFilled: false,
    }));
    return [{ ...place, isGapFilled: true }, ...moved];
  });
  return placed.sort((a, b) => a.item.startMin - b.item.startMin || b.item.endMin - a.item.endMin);
}

function isInsideGap(item: GridItem, host: GridItem): boolean {
  // A guest with a gap of its own is laid out beside its host: two rails in one place cannot be read.
  return host.gap !== undefined && item.gap === undefined && item.startMin >= host.gap[0] && item.endMin <= host.gap[1];
}

function placeLanes(ordered: readonly GridItem[], minMinutes: number): PlacedItem[] {
  const placed: PlacedItem[] = [];
  let cluster: GridItem[] = [];
  let clusterEnd = Number.NEGATIVE_INFINITY;
  const close = (): void => {
    if (cluster.length > 0) placed.push(...placeCluster(cluster, minMinutes));
    cluster = [];
  };
  for (const item of ordered) {
    if (item.startMin >= clusterEnd) close();
    cluster.push(item);
    clusterEnd = Math.max(clusterEnd, drawnEnd(item, minMinutes));
  }
  close();
  return placed;
}

const drawnEnd = (item: GridItem, minMinutes: number): number => Math.max(item.endMin, item.startMin + minMinutes);

function placeCluster(cluster: readonly GridItem[], minMinutes: number): PlacedItem[] {
  const live = assignLanes(
    cluster.filter((item) => item.status !== 'cancelled'),
    minMinutes,
  );
  const cancelled = assignLanes(
    cluster.filter((item) => item.status === 'cancelled'),
    minMinutes,
  );
  if (live.count === 0) {
    return cancelled.slots.map((slot) => ({
      item: slot.item,
      left: (slot.lane / cancelled.count) * 0.5,
      width: (slot.span / cancelled.count) * 0.5,
      isInset: false,
      isGapFilled: false,
    }));
  }
  const total = live.count * LIVE_WEIGHT + cancelled.count * CANCELLED_WEIGHT;
  const liveWidth = (live.count * LIVE_WEIGHT) / total;
  const places = live.slots.map((slot) => {
    // A live card that meets no cancelled one may use the whole column.
    const meets = cancelled.slots.some((other) => isOverlapping(slot, other));
    const room = meets ? liveWidth : 1;
    return {
      item: slot.item,
      left: (slot.lane / live.count) * room,
      width: (slot.span / live.count) * room,
      isInset: false,
      isGapFilled: false,
    };
  });
  const rest = 1 - liveWidth;
  const quiet = cancelled.slots.map((slot) => ({
    item: slot.item,
    left: liveWidth + (slot.lane / cancelled.count) * rest,
    width: (slot.span / cancelled.count) * rest,
    isInset: false,
    isGapFilled: false,
  }));
  return [...evenOut(places, live), ...quiet];
}

/** Live cards that touch in time must share one scale, otherwise a full-width one would cover a narrowed neighbour. */
function evenOut(places: PlacedItem[], live: Lanes): PlacedItem[] {
  if (live.count === 1) return places;
  const room = Math.min(...places.map((place, index) => (place.width * live.count) / (live.slots[index]?.span ?? 1)));
  return places.map((place, index) => {
    const slot = live.slots[index];
    return slot === undefined
      ? place
      : { ...place, left: (slot.lane / live.count) * room, width: (slot.span / live.count) * room };
  });
}

interface Lanes {
  readonly slots: readonly Slot[];
  readonly count: number;
}

function assignLanes(items: readonly GridItem[], minMinutes: number): Lanes {
  const ends: number[] = [];
  const slots: Slot[] = items.map((item) => {
    const free = ends.findIndex((end) => end <= item.startMin);
    const lane = free === -1 ? ends.length : free;
    const endMin = drawnEnd(item, minMinutes);
    ends[lane] = endMin;
    return { item, endMin, lane, span: 1 };
  });
  // A card grows to the right over lanes that nobody uses during its time.
  for (const slot of slots) {
    while (
      slot.lane + slot.span < ends.length &&
      !slots.some((other) => other.lane === slot.lane + slot.span && isOverlapping(slot, other))
    ) {
      slot.span += 1;
    }
  }
  return { slots, count: ends.length };
}

const isOverlapping = (a: Slot, b: Slot): boolean => a.item.startMin < b.endMin && b.item.startMin < a.endMin;

/** The parts of the drawn day in which the column takes no bookings: the complement of its work. */
export function offIntervals(
  work: readonly Interval[],
  dayStartMin: number,
  dayEndMin: number,
): readonly (readonly [number, number])[] {
  const off: (readonly [number, number])[] = [];
  let from = dayStartMin;
  for (const [start, end] of [...work].sort((a, b) => a[0] - b[0])) {
    if (Math.min(start, dayEndMin) > from) off.push([from, Math.min(start, dayEndMin)]);
    from = Math.max(from, end);
  }
  if (from < dayEndMin) off.push([from, dayEndMin]);
  return off;
}

/** The stretches a card really occupies: two when it has a processing gap, none when it is cancelled. */
function busyParts(item: GridItem): readonly (readonly [number, number])[] {
  if (item.status === 'cancelled') return [];
  if (item.gap === undefined) return [[item.startMin, item.endMin]];
  return [
    [item.startMin, item.gap[0]],
    [item.gap[1], item.endMin],
  ];
}

/**
 * The minute until which the column is free from `minute` on, or null when it is not bookable at that minute.
 *
 * Counts the cards (their gaps are free, cancelled ones do not count), the blocks and the end of work.
 */
export function freeUntil(column: GridColumn, minute: number): number | null {
  const shift = column.work.find(([start, end]) => start <= minute && minute < end);
  if (shift === undefined) return null;
  let until: number = shift[1];
  const busy = [
    ...column.items.flatMap(busyParts),
    ...column.blocks.map((block) => [block.startMin, block.endMin] as const),
  ];
  for (const [start, end] of busy) {
    if (start <= minute && minute < end) return null;
    if (start > minute) until = Math.min(until, start);
  }
  return until;
}

/** The card that stands at a minute of a column: the one that started last, so that a guest in a gap is found first. */
export function itemAt(column: GridColumn, minute: number): GridItem | null {
  let found: GridItem | null = null;
  for (const item of column.items) {
    if (item.startMin > minute || item.endMin <= minute) continue;
    if (item.gap !== undefined && item.gap[0] <= minute && minute < item.gap[1]) continue;
    if (found === null || item.startMin > found.startMin) found = item;
  }
  return found;
}

/** The cards of a column in the order Tab visits them: by start, the longer first, then by id. */
export function itemsInOrder(column: GridColumn): readonly GridItem[] {
  return [...column.items].sort(
    (a, b) => a.startMin - b.startMin || b.endMin - a.endMin || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
