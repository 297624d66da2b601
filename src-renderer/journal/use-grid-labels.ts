import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useSettings } from '../app/session.ts';
import type { GridLabels } from './grid/grid-model.ts';

const SIGNS = { RUB: '₽', KZT: '₸', BYN: 'Br', EUR: '€', USD: '$', GBP: '£' } as const;

/** The texts of the grid in the person's language. */
export function useGridLabels(): GridLabels {
  const { t } = useTranslation('journal');
  const { currency } = useSettings();
  const canEdit = useCan('edit_journal');
  return useMemo(
    () => ({
      grid: t('screen.grid'),
      column: (title, count) => t('screen.column', { title, count }),
      columnMenu: (title) => t('screen.columnMenu', { title }),
      slot: (time, column, until) =>
        until === null ? t('screen.slotOff', { time, column }) : t('screen.slotFree', { time, column, until }),
      newVisit: t('screen.newVisit'),
      gap: t('screen.gap'),
      wholeDay: t('screen.wholeDay'),
      locked: canEdit ? t('screen.locked') : t('screen.lockedRole'),
      moved: (client, range, column) => t('screen.moved', { client, range, column }),
      refused: (reason) => t('screen.refused', { reason }),
      columnMoved: (title, place, count) => t('screen.columnMoved', { title, place, count }),
      dragCancelled: t('screen.dragCancelled'),
      dragChanged: t('screen.dragChanged'),
      paidSign: SIGNS[currency],
    }),
    [t, currency, canEdit],
  );
}
