import { type Locale, formatDate, formatNumber } from '../i18n/format.ts';
import { type Condition, FIELDS, type Filter, type Value, isGroup } from './segments.rules.ts';

/** What a sentence about a filter needs: the catalogue, names of what was chosen, money and dates as the person reads them. */
export interface FilterWords {
  readonly t: (key: string, values?: Record<string, string | number>) => string;
  readonly locale: Locale;
  readonly money: (minor: number) => string;
  /** The name of a chosen value of a field; '' for one that is gone. */
  readonly nameOf: (field: Condition['field'], value: Value) => string;
}

/** One question in words. Example: «Последний визит: больше 90 дней назад». */
export function conditionText(condition: Condition, words: FilterWords): string {
  const { t } = words;
  const { field, op } = condition;
  if (op === 'known' || op === 'unknown') return t(`segments:${op}.${field}`);
  const tail = tailText(condition, words);
  return FIELDS[field] === 'service' ? tail : `${t(`segments:fields.${field}`)}: ${tail}`;
}

function tailText(condition: Condition, words: FilterWords): string {
  const { t, locale } = words;
  const day = (date: string): string => formatDate(date, 'full', locale);
  switch (condition.op) {
    case 'withinLast':
    case 'longerAgo':
    case 'withinNext':
      return t(`segments:said.${condition.op}`, { count: condition.days });
    case 'between':
      return rangeText(condition.from && day(condition.from), condition.to && day(condition.to), t, 'Date');
    case 'range': {
      const number = (value: number): string =>
        FIELDS[condition.field] === 'money' ? words.money(value) : formatNumber(value, locale);
      if (condition.min === condition.max && condition.min !== null) {
        return t('segments:said.exactly', { value: number(condition.min) });
      }
      const { min, max } = condition;
      return rangeText(min === null ? null : number(min), max === null ? null : number(max), t, '');
    }
    case 'months':
      return condition.months.map((month) => monthName(month, locale)).join(', ');
    case 'anyOf':
      return namesText(condition, condition.values, words, t('segments:or'));
    case 'allOf':
      return namesText(condition, condition.values, words, t('segments:and'));
    case 'noneOf':
      return t('segments:said.noneOf', { names: namesText(condition, condition.values, words, ', ') });
    case 'done':
    case 'neverDone':
      return t(`segments:said.${condition.op}`, {
        names: namesText(condition, condition.values, words, t('segments:or')),
      });
    case 'doneWithin':
    case 'notDoneFor':
      return t(`segments:said.${condition.op}`, {
        names: namesText(condition, condition.values, words, t('segments:or')),
        count: condition.days,
      });
    case 'known':
    case 'unknown':
      return '';
  }
}

function rangeText(from: string | null, to: string | null, t: FilterWords['t'], kind: 'Date' | ''): string {
  if (from !== null && to !== null) return t(`segments:said.fromTo${kind}`, { from, to });
  return from === null ? t(`segments:said.to${kind}`, { to: to ?? '' }) : t(`segments:said.from${kind}`, { from });
}

function namesText(condition: Condition, values: readonly Value[], words: FilterWords, between: string): string {
  return values.map((value) => words.nameOf(condition.field, value) || words.t('segments:gone')).join(between);
}

/** The name of a month by its number, as a list shows it. Example: `март`. */
export function monthName(month: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, month - 1, 1),
  );
}

/** A whole filter in words; '' for one that lets everybody through. Groups inside stand in brackets. */
export function filterText(filter: Filter, words: FilterWords): string {
  const parts = filter.items.map((item) =>
    isGroup(item) ? `(${filterText(item, words)})` : conditionText(item, words),
  );
  return parts.join(filter.join === 'and' ? words.t('segments:and') : words.t('segments:or'));
}
