import { type ReactNode, Suspense, lazy, useCallback, useEffect, useState } from 'react';
import type { FoundSlot } from '../../src-shared/availability/availability.contract.ts';
import { useActions } from '../app/actions.ts';
import type { FindStart } from './FindWindow.tsx';
import { type ChosenSlot, type Stretch, stretchOf, useFoundSlot } from './found-slot.ts';

const readFindWindow = () => import('./FindWindow.tsx');
const FindWindow = lazy(async () => ({ default: (await readFindWindow()).FindWindow }));
const LoadMap = lazy(async () => ({ default: (await import('./LoadMap.tsx')).LoadMap }));

interface FindingSurroundings {
  /** The day that stands on the grid, and the one that is wanted. */
  readonly shownDate: string;
  readonly date: string;
  readonly staff: readonly { readonly id: number; readonly name: string; readonly shortName: string }[];
  readonly onDay: (date: string) => void;
  readonly preview: (stretch: Stretch | null) => void;
  /** Opens the form of a new visit at a stretch of the shown day. */
  readonly open: (stretch: Stretch, prefill: ChosenSlot['prefill'] | null) => void;
  readonly onBooked: (visitId: number) => void;
  /** The keyboard goes back to the grid. */
  readonly onClosed: () => void;
}

export interface Finding {
  /** Opens the panel, filled with what a form has already. */
  readonly find: (start: FindStart | null) => void;
  /** Opens the form at a stretch of some day. */
  readonly book: (localDate: string, stretch: Stretch) => void;
  /** The panel beside the grid, and the map of the load. */
  readonly layer: ReactNode;
}

/** The search for windows in the journal (F4), and the load by hour. */
export function useFinding(surroundings: FindingSurroundings): Finding {
  const { shownDate, date, staff, onDay, preview, onBooked, onClosed } = surroundings;
  const [asked, setAsked] = useState<{ readonly start: FindStart | null; readonly round: number } | null>(null);
  const [showsLoad, setShowsLoad] = useState(false);
  useEffect(() => {
    // The first F4 must not lose the letters that are typed right after it.
    void readFindWindow();
  }, []);
  const { open: openForm } = surroundings;
  const open = useCallback(
    ({ slot, prefill }: ChosenSlot) => openForm(stretchOf(slot), prefill.wishes.length === 0 ? null : prefill),
    [openForm],
  );
  const found = useFoundSlot({ shownDate, onDay, preview, open });
  const find = (start: FindStart | null): void => setAsked((old) => ({ start, round: (old?.round ?? 0) + 1 }));
  useActions(
    [
      {
        id: 'journal.find-window',
        title: 'journal:screen.actions.findWindow',
        group: 'journal',
        shortcut: 'F4',
        permission: 'see_journal',
        run: () => find(null),
      },
      {
        id: 'journal.load-map',
        title: 'availability:actions.loadMap',
        group: 'journal',
        permission: 'see_journal',
        run: () => setShowsLoad(true),
      },
    ],
    [],
  );
  return {
    find,
    book: (localDate, stretch) => found.book({ slot: bareSlot(localDate, stretch), prefill: NOTHING }),
    layer: (
      <Suspense>
        {asked !== null && (
          <FindWindow
            key={asked.round}
            date={date}
            staff={staff}
            start={asked.start}
            onShow={found.show}
            onOpen={found.book}
            onBooked={onBooked}
            onClose={() => {
              setAsked(null);
              onClosed();
            }}
          />
        )}
        {showsLoad && (
          <LoadMap
            onClose={() => {
              setShowsLoad(false);
              onClosed();
            }}
          />
        )}
      </Suspense>
    ),
  };
}

const NOTHING: ChosenSlot['prefill'] = { wishes: [], client: null };

/** A stretch of free time as a window without services. */
function bareSlot(localDate: string, { staffId, startMin, endMin }: Stretch): FoundSlot {
  const line = { serviceId: 0, staffId, roomId: null, startMin, durationMin: endMin - startMin };
  return {
    localDate,
    startMin,
    endMin,
    lines: [line as FoundSlot['lines'][number]],
    deadMin: 0,
    gapCount: 0,
    isBesideWork: false,
  };
}
