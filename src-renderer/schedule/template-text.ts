import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** «10:00–20:00, 2 рабочих дня из 4, кроме праздников». */
export function describeTemplate({ days, skipsHolidays }: TemplateRecord, t: Translate): string {
  return [describeDays(days, t), skipsHolidays ? t('schedule:template.exceptHolidays') : ''].filter(Boolean).join(', ');
}

/** «10:00–20:00, 2 рабочих дня из 4». */
export function describeDays(days: TemplateRecord['days'], t: Translate): string {
  const working = days.filter(({ work }) => work.length > 0);
  const hours = [...new Set(working.map(({ work }) => work.map(([start, end]) => formatRange(start, end)).join(', ')))];
  const count = t('schedule:template.workDaysCount', { count: working.length });
  return `${hours.join('; ')}, ${count} ${t('schedule:template.ofDays', { count: days.length })}`;
}
