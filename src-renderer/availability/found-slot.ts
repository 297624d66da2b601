import { useEffect, useRef, useState } from 'react';
import type { FoundSlot } from '../../src-shared/availability/availability.contract.ts';
import type { BookingWish } from '../../src-shared/journal/booking.rules.ts';
import type { BookingClient } from '../journal/booking/booking-model.ts';

/** A stretch of a master's day. */
export interface Stretch {
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

/** What the form of a new visit is filled with. */
export interface BookingPrefill {
  readonly wishes: readonly BookingWish[];
  readonly client: BookingClient | null;
}

/** A service that is looked for; null = whoever does it. */
export interface WindowWish {
  readonly serviceId: number;
  readonly staffId: number | null;
  readonly isParallel: boolean;
  readonly gapMin?: number;
}

/** A chosen window with what the form is to be filled with. */
export interface ChosenSlot {
  readonly slot: FoundSlot;
  readonly prefill: BookingPrefill;
}

/** Where a window stands on the grid: the time of its first master without a pause. */
export function stretchOf({ startMin, lines }: FoundSlot): Stretch {
  const staffId = lines[0]?.staffId ?? 0;
  let endMin = startMin;
  for (const line of lines) {
    if (line.staffId !== staffId || line.startMin > endMin) break;
    endMin = Math.max(endMin, line.startMin + line.durationMin);
  }
  return { staffId, startMin, endMin };
}

/** The lines of a window as the form takes them, with the rooms that were found for them. */
export function wishesOf({ lines }: FoundSlot, asked: readonly WindowWish[]): BookingWish[] {
  return lines.map(({ serviceId, staffId, roomId }, index): BookingWish => {
    const { isParallel = false, gapMin = 0 } = asked[index] ?? {};
    return {
      serviceId,
      staffId,
      durationMin: null,
      ...(roomId === null ? {} : { roomId }),
      ...(isParallel ? { isParallel } : {}),
      ...(gapMin > 0 ? { gapMin } : {}),
    };
  });
}

interface Surroundings {
  /** The day that stands on the grid. */
  readonly shownDate: string;
  readonly onDay: (date: string) => void;
  readonly preview: (stretch: Stretch | null) => void;
  readonly open: (chosen: ChosenSlot) => void;
}

interface Wanted {
  readonly slot: FoundSlot;
  /** Null: only shown. */
  readonly prefill: BookingPrefill | null;
}

/** Shows a window on the grid or opens the form there, and turns to its day first where that is another one. */
export function useFoundSlot({ shownDate, onDay, preview, open }: Surroundings): {
  readonly show: (slot: FoundSlot | null) => void;
  readonly book: (chosen: ChosenSlot) => void;
} {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const turned = useRef<Wanted | null>(null);
  const opened = useRef<Wanted | null>(null);
  useEffect(() => {
    if (wanted === null) {
      preview(null);
      return;
    }
    const { slot, prefill } = wanted;
    if (slot.localDate !== shownDate) {
      preview(null);
      // Only once: whoever leafs on by hand is not pulled back.
      if (turned.current !== wanted) onDay(slot.localDate);
      turned.current = wanted;
      return;
    }
    turned.current = wanted;
    if (prefill === null) preview(stretchOf(slot));
    else if (opened.current !== wanted) {
      opened.current = wanted;
      open({ slot, prefill });
    }
  }, [wanted, shownDate, onDay, preview, open]);
  return {
    show: (slot) => setWanted(slot && { slot, prefill: null }),
    book: ({ slot, prefill }) => setWanted({ slot, prefill }),
  };
}
