import type { TFunction } from 'i18next';
import { type Locale, formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute, formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';

type Wish = Pick<WaitingEntry, 'fromDate' | 'toDate' | 'weekdays' | 'fromMin' | 'toMin'>;

/** The wished days and hours in a line: «14–20 марта, пн, ср, после 18:00». */
export function wishText(wish: Wish, t: TFunction, locale: Locale): string {
  const parts = [daysText(wish, t, locale), weekdaysText(wish, t), hoursText(wish, t)].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : t('waiting:card.anyDay');
}

function daysText({ fromDate, toDate }: Wish, t: TFunction, locale: Locale): string {
  const day = (date: string): string => formatDate(date, 'dayMonth', locale);
  if (fromDate !== null && fromDate === toDate)
    return t('waiting:days.on', { date: formatDate(fromDate, 'day', locale) });
  if (fromDate !== null && toDate !== null) {
    // «22–24 ноября»: the month once, where it is one.
    if (fromDate.slice(0, 7) === toDate.slice(0, 7)) return `${Number(fromDate.slice(8))}–${day(toDate)}`;
    return t('waiting:days.range', { from: day(fromDate), to: day(toDate) });
  }
  if (fromDate !== null) return t('waiting:days.from', { date: day(fromDate) });
  return toDate === null ? '' : t('waiting:days.until', { date: day(toDate) });
}

function weekdaysText({ weekdays }: Wish, t: TFunction): string {
  return weekdays.map((weekday) => t(`waiting:days.weekdays.${weekday}`)).join(', ');
}

function hoursText({ fromMin, toMin }: Wish, t: TFunction): string {
  if (fromMin !== null && fromMin === toMin) return t('waiting:hours.at', { time: formatMinute(fromMin) });
  if (fromMin !== null && toMin !== null) return formatRange(fromMin, toMin);
  if (fromMin !== null) return t('waiting:hours.after', { time: formatMinute(fromMin) });
  return toMin === null ? '' : t('waiting:hours.before', { time: formatMinute(toMin) });
}

/** A time of a day as it is said on the telephone: «сегодня в 16:30» is the time alone, other days with their date. */
export function placeText(
  place: { readonly localDate: string; readonly startMin: number },
  today: string,
  locale: Locale,
): string {
  const time = formatMinute(place.startMin);
  return place.localDate === today ? time : `${formatDate(place.localDate, 'day', locale)}, ${time}`;
}
