import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeText, foldLine, writeIcs } from '../../../src-shared/schedule/ics.rules.ts';

const octets = (text: string): number => new TextEncoder().encode(text).length;
const unfold = (text: string): string => text.replaceAll('\r\n ', '');

describe('RFC 5545', () => {
  test('S9 text values are escaped', () => {
    expect(escapeText('a\\b; c, d\r\ne\nf')).toBe(String.raw`a\\b\; c\, d\ne\nf`);
  });

  test('S9 a folded line has at most 75 octets a piece, no character is cut, unfolding gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = text.replaceAll(/[\r\n]/gu, '');
        const folded = foldLine(line);
        for (const piece of folded.split('\r\n')) expect(octets(piece)).toBeLessThanOrEqual(75);
        expect(unfold(folded)).toBe(line);
        expect(folded.isWellFormed()).toBe(line.isWellFormed());
      }),
    );
  });

  test('S9 a line of 75 octets stays whole, of 76 is folded; Cyrillic counts twice', () => {
    expect(foldLine('x'.repeat(75))).not.toContain('\r\n');
    expect(foldLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
    expect(foldLine('ж'.repeat(38))).toBe(`${'ж'.repeat(37)}\r\n ж`);
  });

  test('S9 every line ends with CRLF; times are UTC, the last whole day is inside', () => {
    const text = writeIcs({
      name: 'Анна: смены',
      timeZone: 'Europe/Moscow',
      writtenAtMs: Date.UTC(2026, 2, 12, 7),
      events: [
        {
          uid: 'shift-1',
          when: { startAtMs: Date.UTC(2026, 2, 12, 7), endAtMs: Date.UTC(2026, 2, 12, 17) },
          summary: 'Смена',
          description: '',
          location: 'Салон, Тверская 1',
        },
        {
          uid: 'away-1',
          when: { fromDate: '2028-02-28', toDate: '2028-02-29' },
          summary: 'Отпуск',
          description: '',
          location: '',
        },
      ],
    });
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text).toContain('DTSTAMP:20260312T070000Z');
    expect(text).toContain('DTSTART:20260312T070000Z\r\nDTEND:20260312T170000Z');
    expect(text).toContain(String.raw`LOCATION:Салон\, Тверская 1`);
    expect(text).toContain('DTSTART;VALUE=DATE:20280228\r\nDTEND;VALUE=DATE:20280301');
    expect(text).not.toContain('DESCRIPTION');
  });
});
