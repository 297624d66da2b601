import { describe, expect, test } from 'vitest';
import {
  formatAmount,
  formatBytes,
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatInstant,
  formatNumber,
  weekdayNames,
} from '../../../src-shared/i18n/format.ts';

const NBSP = '\u00A0';

describe('dates and numbers as people read them (ui.md 3)', () => {
  test('writes a day shortly, long, with its year and as a month', () => {
    expect(formatDate('2026-03-12', 'day', 'ru')).toBe('чт, 12 марта');
    expect(formatDate('2026-03-12', 'dayLong', 'ru')).toBe('Четверг, 12 марта');
    expect(formatDate('2026-03-12', 'full', 'ru')).toBe('12 марта 2026');
    expect(formatDate('2026-03-12', 'short', 'ru')).toBe('12.03.2026');
    expect(formatDate('2026-03-01', 'month', 'ru')).toBe('Март 2026');
    expect(formatDate('2026-03-12', 'dayLong', 'en')).toBe('Thursday 12 March');
    expect(formatDay('2026-12-31', '2026-03-12', 'ru')).toBe('чт, 31 декабря');
    expect(formatDay('2027-03-12', '2026-03-12', 'ru')).toBe('пт, 12 марта 2027');
  });

  test('begins the week on Monday', () => {
    expect(weekdayNames('ru')).toEqual(['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс']);
    expect(weekdayNames('en', 'weekdayLong')[0]).toBe('Monday');
  });

  test('writes an instant on the clock of the salon, not of this computer', () => {
    const atMs = Date.UTC(2026, 2, 12, 21, 30);
    expect(formatClock(atMs, 'Europe/Moscow', 'ru')).toBe('00:30');
    expect(formatInstant(atMs, 'Europe/Moscow', 'ru', 2026)).toBe('13 марта, 00:30');
    expect(formatInstant(atMs, 'Asia/Vladivostok', 'en', 2025)).toBe('13 March 2026, 07:30');
  });

  test('writes money in the currency of the salon (M9)', () => {
    expect(formatAmount(485_000, 'RUB', 'ru')).toBe(`4${NBSP}850${NBSP}₽`);
    expect(formatAmount(123_450, 'EUR', 'en')).toBe('€1,234.50');
  });

  test('writes numbers, lengths of time and sizes', () => {
    expect(formatNumber(12_450, 'ru')).toBe(`12${NBSP}450`);
    expect(formatDuration(90, 'ru')).toBe(`1${NBSP}ч 30${NBSP}мин`);
    expect(formatDuration(0, 'en')).toBe(`0${NBSP}min`);
    expect(formatBytes(5_400_000, 'ru')).toBe(`5,1${NBSP}МБ`);
    expect(formatBytes(900, 'en')).toBe(`900${NBSP}B`);
  });
});
