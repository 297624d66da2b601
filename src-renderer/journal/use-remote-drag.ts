import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { onLiveEvent } from '../api/live.ts';
import { showNotice } from '../api/use-command.tsx';
import type { JournalGridHandle } from './grid/grid-model.ts';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';

/**
 * Ends the drag of a card that somebody else has just changed, and says who it was (ui.md 1.3, rule 10)
 *
 * @returns where to note the visit under the pointer, whenever a place for it is checked
 */
export function useRemoteDrag(grid: RefObject<JournalGridHandle | null>): (visit: DayVisit) => void {
  const { t } = useTranslation('journal');
  const dragged = useRef<DayVisit | null>(null);
  useEffect(() => {
    const forget = (): void => {
      dragged.current = null;
    };
    // After the grid's own listeners, which end the gesture.
    window.addEventListener('pointerup', forget);
    window.addEventListener('pointercancel', forget);
    const stop = onLiveEvent((event) => {
      const visit = dragged.current;
      if (visit === null || !document.querySelector('.jg-shield[data-on="move"], .jg-shield[data-on="resize"]')) return;
      const isTouched =
        event.rows['visits']?.includes(visit.id) === true ||
        visit.lines.some(({ id }) => event.rows['visit_lines']?.includes(id) === true);
      if (!isTouched) return;
      const text = t('screen.dragChangedBy', { name: event.actorName ?? t('screen.card.someone') });
      grid.current?.cancelDrag(text);
      showNotice(text);
      forget();
    });
    return () => {
      stop();
      window.removeEventListener('pointerup', forget);
      window.removeEventListener('pointercancel', forget);
    };
  }, [grid, t]);
  return (visit) => {
    dragged.current = visit;
  };
}
