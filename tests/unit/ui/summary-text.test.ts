import { describe, expect, test } from 'vitest';
import { logEntryText, summaryText } from '../../../src-renderer/api/summary-text.ts';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';

const { t } = createI18n('ru');
const { t: english } = createI18n('en');
const room = { name: 'rooms.create', summary: { key: 'rooms.create', values: { name: 'Зал' } } };

describe('the sentence of a command', () => {
  test('writes a date in the language of the person, and leaves what only looks like one', () => {
    const summary = { key: 'demo.day', values: { date: '2026-03-12', visits: 40 } };
    expect(summaryText(summary, t, 'ru')).toBe('Демонстрация: записи за 12 марта 2026 (40)');
    expect(summaryText(summary, english, 'en')).toContain('12 March 2026');
    expect(summaryText({ key: 'rooms.create', values: { name: '2026-02-30' } }, t, 'ru')).toContain('2026-02-30');
  });

  test('is null for a command without one', () => {
    expect(summaryText({ key: 'rooms.fly' }, t, 'ru')).toBeNull();
    expect(summaryText(null, t, 'ru')).toBeNull();
  });
});

describe('a line of the log', () => {
  test('says what was done, what was taken back and what was brought back, each with the first sentence', () => {
    const done = logEntryText({ ...room, effect: 'done' }, t, 'ru');
    expect(done).toContain('Зал');
    expect(logEntryText({ ...room, name: 'history.undo', effect: 'undone' }, t, 'ru')).toBe(`Отменено: ${done}`);
    expect(logEntryText({ ...room, name: 'history.undo', effect: 'redone' }, t, 'ru')).toBe(`Возвращено: ${done}`);
    expect(logEntryText({ ...room, effect: 'undone' }, english, 'en')).toMatch(/^Undone: /u);
    expect(logEntryText({ ...room, effect: 'redone' }, english, 'en')).toMatch(/^Redone: /u);
  });

  test('names a command that the catalogue does not know', () => {
    expect(logEntryText({ name: 'rooms.fly', summary: null, effect: 'done' }, t, 'ru')).toContain('rooms.fly');
  });
});
