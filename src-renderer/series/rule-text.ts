import type { TFunction } from 'i18next';
import { type Locale, formatDate } from '../../src-shared/i18n/format.ts';
import { isoWeekday } from '../../src-shared/kernel/local-date.ts';
import type { SeriesRule } from '../../src-shared/series/series.rules.ts';
import type { Pattern } from './repeat-model.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A rhythm in words: «каждый четверг», «каждые 3 недели, по четвергам», «раз в месяц, 2-й вторник». */
export function patternText(pattern: Pattern, firstDate: string, t: TFunction): string {
  const { interval } = pattern;
  const count = { count: interval };
  switch (pattern.freq) {
    case 'daily':
      return interval === 1 ? t('series:rule.everyDay') : t('series:rule.everyDays', count);
    case 'weekly': {
      const weekdays = pattern.weekdays.length > 0 ? pattern.weekdays : [isoWeekday(firstDate)];
      const word = (weekday: number, form: 'every' | 'on'): string =>
        t(`series:weekdays.${WEEKDAYS[weekday - 1] ?? 'mon'}.${form}`);
      const days = [...weekdays].sort((a, b) => a - b);
      if (interval === 1) {
        const form = days.length === 1 ? 'every' : 'on';
        return t('series:rule.everyWeekOn', { days: days.map((day) => word(day, form)).join(', ') });
      }
      return t('series:rule.everyWeeksOn', { ...count, days: days.map((day) => word(day, 'on')).join(', ') });
    }
    case 'monthly': {
      const day = monthDayText(pattern, firstDate, t);
      return interval === 1 ? t('series:rule.everyMonth', { day }) : t('series:rule.everyMonths', { ...count, day });
    }
  }
}

/** «12-го числа», «2-й вторник», «последняя пятница». */
export function monthDayText({ monthDay }: Pattern, firstDate: string, t: TFunction): string {
  if (monthDay?.kind !== 'weekday') {
    return t('series:rule.dayOfMonth', { day: monthDay?.day ?? Number(firstDate.slice(8)) });
  }
  const name = WEEKDAYS[monthDay.weekday - 1] ?? 'mon';
  const gender = t(`series:weekdays.${name}.nth`);
  return t(`series:nth.${gender}.${Math.max(0, monthDay.nth)}`, { day: t(`series:weekdays.${name}.name`) });
}

/** A rule in words with its end: «каждый четверг, 6 раз». */
export function ruleText(rule: SeriesRule, firstDate: string, t: TFunction, locale: Locale): string {
  const text = patternText(rule, firstDate, t);
  return rule.end.kind === 'count'
    ? t('series:rule.times', { rule: text, count: rule.end.count })
    : t('series:rule.until', { rule: text, date: formatDate(rule.end.until, 'full', locale) });
}
