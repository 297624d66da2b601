import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type Locale, formatClock, formatInstant } from '../../src-shared/i18n/format.ts';
import { conflictText } from '../../src-shared/journal/conflict-text.ts';
import { CONFLICT_LEVEL, type ConflictCode } from '../../src-shared/journal/conflicts.rules.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { codedError, errorText } from '../api/error-text.ts';
import { useDesk } from '../app/session.ts';
import { absenceName } from './journal-columns.ts';

const JUST_NOW_MIN = 3;

/** The sentence of a refused booking or move: who stands there, and who put them there when (ui.md 7, A12). */
export function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation();
  const { settings, session } = useDesk();
  const { timeZone } = settings;
  const { locale } = session.user;
  return useCallback(
    (error) => {
      const coded = codedError(error);
      if (!coded || !(coded.code in CONFLICT_LEVEL)) return errorText(error, t);
      const { data } = coded;
      const code = coded.code as ConflictCode;
      if (data['startMin'] === undefined && data['staffName'] === undefined) return errorText(error, t);
      const facts = code === 'MASTER_ABSENT' ? { ...data, reason: absenceName(String(data['reason']), t) } : data;
      const { atMs } = data;
      const when =
        typeof atMs === 'number' ? whenText(atMs, { timeZone, locale, justNow: t('journal:screen.justNow') }) : '';
      const { key, values } = conflictText(code, facts, t('journal:conflicts.noClient'), when);
      return t(key, values);
    },
    [locale, t, timeZone],
  );
}

/** «только что», a time of today, or a day: the moment at which somebody wrote. */
function whenText(
  atMs: number,
  { timeZone, locale, justNow }: { readonly timeZone: string; readonly locale: Locale; readonly justNow: string },
): string {
  const nowMs = Date.now();
  if (nowMs - atMs < JUST_NOW_MIN * 60_000) return justNow;
  const isToday = localOf(atMs, timeZone).localDate === localOf(nowMs, timeZone).localDate;
  return isToday
    ? formatClock(atMs, timeZone, locale)
    : formatInstant(atMs, timeZone, locale, new Date().getFullYear());
}
