import type { TFunction } from 'i18next';
import { type Locale, formatDate } from '../../src-shared/i18n/format.ts';
import { commandTextKey } from '../../src-shared/i18n/i18n.ts';
import { isLocalDate } from '../../src-shared/kernel/local-date.ts';
import type { LiveEvent } from '../../src-shared/system/system.contract.ts';

type Summary = NonNullable<LiveEvent['summary']>;

/** The sentence of a command: «Запись перенесена: …», its dates in words; null when the catalogue has none. */
export function summaryText(summary: Summary | null, t: TFunction, locale: Locale): string | null {
  if (!summary) return null;
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(summary.values ?? {})) {
    values[name] = typeof value === 'string' && isLocalDate(value) ? formatDate(value, 'full', locale) : value;
  }
  return t(commandTextKey(summary.key), { ...values, defaultValue: '' }) || null;
}

interface LogEntry {
  readonly name: string;
  readonly summary: Summary | null;
  readonly effect: 'done' | 'undone' | 'redone';
}

/** A line of the log: the sentence of the command, «Отменено: …» over one taken back, «Возвращено: …» over a redo. */
export function logEntryText({ name, summary, effect }: LogEntry, t: TFunction, locale: Locale): string {
  const text = summaryText(summary, t, locale) ?? t('history:unknown', { name });
  return effect === 'done' ? text : t(`history:effects.${effect}`, { text });
}
