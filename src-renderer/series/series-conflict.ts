import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { conflictText } from '../../src-shared/journal/conflict-text.ts';
import type { ConflictCode } from '../../src-shared/journal/conflicts.rules.ts';
import type { SeriesConflict } from '../../src-shared/series/series.contract.ts';
import { absenceName } from '../journal/journal-columns.ts';

/** Whether a person may book in spite of a conflict: a soft one always, a hard one with the right (A12). */
export function canBookAnyway(conflict: SeriesConflict, mayOverride: (codes: readonly string[]) => boolean): boolean {
  return conflict.level === 'soft' || mayOverride([conflict.code, ...conflict.hardCodes]);
}

/** The sentence about the conflict of one date. */
export function useSeriesConflictText(): (conflict: SeriesConflict) => string {
  const { t } = useTranslation();
  return useCallback(
    (conflict) => {
      const code = conflict.code as ConflictCode;
      const facts = code === 'MASTER_ABSENT' ? { ...conflict, reason: absenceName(conflict.reason, t) } : conflict;
      const { key, values } = conflictText(code, facts, t('journal:conflicts.noClient'));
      return t(key, values);
    },
    [t],
  );
}
