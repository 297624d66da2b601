import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { canReschedule } from '../../src-shared/journal/visit-status.rules.ts';
import { showNotice } from '../api/use-command.tsx';
import { readColumn } from './journal-columns.ts';
import { type Place, scopesOf } from './placement.ts';
import type { Placing } from './use-placing.ts';

/** A visit taken by Ctrl+X or Ctrl+C, to be placed on any day (select and place, ui.md 2). */
export interface Clip {
  readonly kind: 'move' | 'copy';
  readonly visit: DayVisit;
  readonly lineId: number;
  readonly who: string;
}

export interface Clipboard {
  readonly clip: Clip | null;
  readonly take: (kind: Clip['kind'], visit: DayVisit, lineId: number) => void;
  readonly clear: () => void;
  /** What placing the visit there means; more than one when the person has to choose. */
  readonly placingsAt: (localDate: string, columnId: string, startMin: number) => readonly Placing[];
}

/** Keeps the visit that is being carried to another place. */
export function useClipboard(): Clipboard {
  const { t } = useTranslation('journal');
  const [clip, setClip] = useState<Clip | null>(null);
  const take = useCallback(
    (kind: Clip['kind'], visit: DayVisit, lineId: number) => {
      if (kind === 'move' && !canReschedule(visit.status)) showNotice(t('screen.locked'));
      else setClip({ kind, visit, lineId, who: visit.clientName || t('screen.card.client') });
    },
    [t],
  );
  const clear = useCallback(() => setClip(null), []);
  const placingsAt = useCallback(
    (localDate: string, columnId: string, startMin: number): readonly Placing[] => {
      const line = clip?.visit.lines.find(({ id }) => id === clip.lineId);
      if (!clip || !line) return [];
      const column = readColumn(columnId);
      const place = {
        localDate,
        lineId: line.id,
        startMin,
        staffId: column.by === 'masters' ? (column.id ?? line.staffId) : line.staffId,
        ...(column.by === 'rooms' ? { roomId: column.id } : {}),
      };
      const scopes: readonly Place['scope'][] =
        clip.kind === 'copy' ? ['visit'] : scopesOf(clip.visit, localDate, 'move');
      return scopes.map((scope) => ({ kind: clip.kind, visit: clip.visit, place: { ...place, scope } }));
    },
    [clip],
  );
  return { clip, take, clear, placingsAt };
}
