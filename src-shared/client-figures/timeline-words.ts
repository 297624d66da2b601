import { type Locale, formatAmount, formatDate, formatInstant } from '../i18n/format.ts';
import { fold } from '../kernel/fold.ts';
import { isLocalDate } from '../kernel/local-date.ts';
import type { MoneyFormat } from '../kernel/money.ts';
import { formatPercent } from '../kernel/percent.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import type { Sentence, TimelineEventValue } from './client-figures.contract.ts';

/** How values are written for one person. */
export interface WordWays {
  readonly t: (key: string | string[], values: Readonly<Record<string, string | number>>) => string;
  readonly locale: Locale;
  readonly currency: MoneyFormat['currency'];
  readonly timeZone: string;
  /** A year that need not be said. */
  readonly thisYear: number;
}

/** A sentence in words; '' when the catalogue has no words for it. */
export function wordsOf(sentence: Sentence, ways: WordWays): string {
  const values: Record<string, string | number> = { defaultValue: '' };
  for (const [name, value] of Object.entries(sentence.values)) {
    if (name.endsWith('Key')) {
      const text = ways.t(String(value).split(' '), { defaultValue: '' });
      if (text === '') return '';
      values[name.slice(0, -'Key'.length)] = text;
    } else values[name] = valueText(name, value, ways);
  }
  return ways.t(sentence.key, values);
}

function valueText(name: string, value: string | number, ways: WordWays): string | number {
  if (typeof value === 'number') {
    if (name.endsWith('Minor')) return formatAmount(value, ways.currency, ways.locale);
    if (name.endsWith('Bp')) return formatPercent(value, ways.locale);
    if (name.endsWith('Milli')) return formatQuantity(value, ways.locale);
    if (name.endsWith('AtMs')) return formatInstant(value, ways.timeZone, ways.locale, ways.thisYear);
    return value;
  }
  return isLocalDate(value) ? formatDate(value, 'full', ways.locale) : value;
}

interface Titled {
  readonly title: Sentence;
  readonly effect: TimelineEventValue['effect'];
}

/** The title of an event, «Отменено: …» over one that took another back. */
export function titleOf({ title, effect }: Titled, ways: WordWays): string {
  const text = wordsOf(title, ways);
  return effect === 'done' ? text : ways.t(`history:effects.${effect}`, { text });
}

/** Whether an event has every word of a query, in any of its sentences; case and ё do not matter. */
export function hasWords(event: TimelineEventValue, query: string, ways: WordWays): boolean {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const history = event.visit?.history ?? [];
  const texts = [
    titleOf(event, ways),
    ...event.lines.map((line) => wordsOf(line, ways)),
    ...history.map((step) => titleOf(step, ways)),
    ...history.map((step) => step.actorName ?? ''),
    event.visit ? ways.t(`journal:screen.status.${event.visit.status}`, {}) : '',
    event.actorName ?? '',
  ];
  const text = fold(texts.join(' '));
  return words.every((word) => text.includes(word));
}
