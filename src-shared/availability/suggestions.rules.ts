import { type LocalDate, daysBetween, isoWeekday } from '../kernel/local-date.ts';
import { SLOT_REASONS, type SlotReason } from './availability.contract.ts';
import type { Slot } from './slot-search.rules.ts';

/** What windows are judged by besides their own fit. */
export interface SuggestionFacts {
  /** Masters the client likes, the best liked first (J16). */
  readonly clientStaffIds: readonly number[];
  /** Whether an hour of a weekday is among the quiet ones (J13). */
  isQuiet(weekday: number, hour: number): boolean;
}

/** A window with why it is offered. */
export interface SuggestedSlot {
  readonly slot: Slot;
  readonly reasons: readonly SlotReason[];
}

const COUNT = 3;
/** Two offers nearer than this are one and the same to a client. */
const APART_MIN = 90;

/** What each reason is worth, in days of waiting for it. */
const WORTH: Readonly<Record<SlotReason, number>> = {
  clientMaster: 4,
  noGaps: 3,
  besideVisit: 2,
  quietHour: 1.5,
  earliest: 2.5,
};

/**
 * The three best windows with their reasons (J13, J16, A10).
 *
 * Each reason is worth some days of waiting; the nearest window has a worth of its own. Offers differ: another day, another
 * master or an hour and a half between them. `slots` in any order; ties go to the earlier one.
 */
export function suggestSlots(slots: readonly Slot[], facts: SuggestionFacts): SuggestedSlot[] {
  const first = earliestOf(slots);
  if (!first) return [];
  const days = new Map<LocalDate, { readonly weekday: number; readonly waits: number }>();
  const judged = slots.map((slot): Judged => {
    let day = days.get(slot.localDate);
    if (!day) {
      day = { weekday: isoWeekday(slot.localDate), waits: daysBetween(first.localDate, slot.localDate) };
      days.set(slot.localDate, day);
    }
    const reasons = reasonsOf(slot, day.weekday, slot === first, facts);
    const worth = reasons.reduce((sum, reason) => sum + WORTH[reason], 0);
    return { slot, reasons, worth: worth - day.waits - slot.gapCount * 0.25 };
  });
  const chosen: Judged[] = [];
  // A short list is filled up with what is near.
  for (const mustDiffer of [true, false]) {
    while (chosen.length < COUNT) {
      const next = bestOf(judged, (one) => (mustDiffer ? areApartFrom(one.slot, chosen) : !chosen.includes(one)));
      if (!next) break;
      chosen.push(next);
    }
  }
  return chosen.map(({ slot, reasons }) => ({ slot, reasons }));
}

interface Judged extends SuggestedSlot {
  readonly worth: number;
}

function bestOf(judged: readonly Judged[], isWanted: (one: Judged) => boolean): Judged | null {
  let best: Judged | null = null;
  for (const one of judged) {
    if (best && (one.worth < best.worth || (one.worth === best.worth && compareStarts(one.slot, best.slot) >= 0)))
      continue;
    if (isWanted(one)) best = one;
  }
  return best;
}

function areApartFrom(slot: Slot, chosen: readonly Judged[]): boolean {
  return chosen.every((other) => areApart(slot, other.slot));
}

function reasonsOf(slot: Slot, weekday: number, isFirst: boolean, facts: SuggestionFacts): SlotReason[] {
  const is: Readonly<Record<SlotReason, boolean>> = {
    clientMaster: slot.lines.some(({ staffId }) => facts.clientStaffIds.includes(staffId)),
    // Beside other work or at the edge of the shift, and nothing useless left on the other side.
    noGaps: slot.deadMin === 0 && slot.isTight,
    besideVisit: slot.isBesideWork,
    quietHour: facts.isQuiet(weekday, Math.floor(slot.startMin / 60)),
    earliest: isFirst,
  };
  return SLOT_REASONS.filter((reason) => is[reason]);
}

function earliestOf(slots: readonly Slot[]): Slot | null {
  let first: Slot | null = null;
  for (const slot of slots) if (!first || compareStarts(slot, first) < 0) first = slot;
  return first;
}

function compareStarts(a: { localDate: LocalDate; startMin: number }, b: typeof a): number {
  return a.localDate < b.localDate ? -1 : a.localDate > b.localDate ? 1 : a.startMin - b.startMin;
}

function areApart(a: Slot, b: Slot): boolean {
  if (a.localDate !== b.localDate || a.lines[0]?.staffId !== b.lines[0]?.staffId) return true;
  return Math.abs(a.startMin - b.startMin) >= APART_MIN;
}
