import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { birthdayFacts, messengerHandle, reliabilityOf } from '../../../src-shared/clients/client-card.rules.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';

describe('a birthday', () => {
  test.each([
    ['1990-03-12', '2026-03-12', { age: 36, daysLeft: 0, turns: 36 }],
    ['1990-03-17', '2026-03-12', { age: 35, daysLeft: 5, turns: 36 }],
    ['1990-03-11', '2026-03-12', { age: 36, daysLeft: 364, turns: 37 }],
    ['2000-02-29', '2026-02-28', { age: 26, daysLeft: 0, turns: 26 }],
    ['2000-02-29', '2028-02-28', { age: 27, daysLeft: 1, turns: 28 }],
    ['2000-02-29', '2026-03-01', { age: 26, daysLeft: 364, turns: 27 }],
    ['1999-12-31', '2026-01-01', { age: 26, daysLeft: 364, turns: 27 }],
    ['2026-03-12', '2026-03-12', { age: 0, daysLeft: 0, turns: 0 }],
  ])('of %s on %s', (birthday, today, facts) => expect(birthdayFacts(birthday, today)).toEqual(facts));

  test('is null before it', () => expect(birthdayFacts('2026-03-13', '2026-03-12')).toBeNull());

  test('comes nearer by one day each day, and never lies more than a leap year away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 30_000 }), (born, later) => {
        const birthday = addDays('1920-01-01', born);
        const today = addDays(birthday, later);
        const now = birthdayFacts(birthday, today)!;
        const tomorrow = birthdayFacts(birthday, addDays(today, 1))!;
        expect(now.daysLeft).toBeLessThanOrEqual(365);
        if (now.daysLeft > 0) expect(tomorrow.daysLeft).toBe(now.daysLeft - 1);
        expect(tomorrow.age - now.age).toBe(tomorrow.daysLeft === 0 ? 1 : 0);
      }),
    );
  });
});

test.each([
  ['telegram', '@Anna_K', 'Anna_K'],
  ['telegram', 'https://t.me/anna_k?start=1', 'anna_k'],
  ['telegram', '8 (916) 123-45-67', '79161234567'],
  ['telegram', 'Анна', null],
  ['whatsapp', 'wa.me/79161234567', '79161234567'],
  ['whatsapp', 'anna', null],
  ['viber', '+7 916 123 45 67', '79161234567'],
  ['vk', 'https://vk.com/id12345', 'id12345'],
  ['max', 'max.ru/anna.k', 'anna.k'],
  ['vk', '', null],
] as const)('%s takes «%s» as %s', (kind, text, handle) => expect(messengerHandle(kind, text)).toBe(handle));

describe('reliability', () => {
  const rule = { prepayAfterFailures: 2, lateCancelsCount: false };
  test.each([
    [{ visits: 0, noShows: 0, lateCancels: 0 }, rule, { failures: 0, noShowBp: null, wantsPrepayment: false }],
    [{ visits: 6, noShows: 2, lateCancels: 0 }, rule, { failures: 2, noShowBp: 2500, wantsPrepayment: true }],
    [{ visits: 6, noShows: 1, lateCancels: 3 }, rule, { failures: 1, noShowBp: 1429, wantsPrepayment: false }],
    [
      { visits: 6, noShows: 1, lateCancels: 1 },
      { ...rule, lateCancelsCount: true },
      { failures: 2, noShowBp: 1429, wantsPrepayment: true },
    ],
    [
      { visits: 0, noShows: 9, lateCancels: 0 },
      { ...rule, prepayAfterFailures: 0 },
      { failures: 9, noShowBp: 10_000, wantsPrepayment: false },
    ],
  ])('%j', (figures, one, answer) => expect(reliabilityOf(figures, one)).toEqual(answer));
});
