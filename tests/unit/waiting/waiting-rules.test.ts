import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import {
  type MatchCandidate,
  WAITLIST_POLICIES,
  type Wish,
  askedAtOnce,
  isOverdue,
  isWishOver,
  judgeRequest,
  offerState,
  rankMatches,
  wasTried,
  wishedDates,
  wishedHours,
  wishesDay,
  wishesWindow,
} from '../../../src-shared/waiting/waiting.rules.ts';

const ANY: Wish = {
  serviceIds: [1],
  staffIds: [],
  groupEventId: null,
  fromDate: null,
  toDate: null,
  weekdays: [],
  fromMin: null,
  toMin: null,
};

describe('which day and hour is wished', () => {
  // 2026-03-12 is a Thursday.
  test.each([
    [{}, '2026-03-12', true],
    [{ fromDate: '2026-03-13' }, '2026-03-12', false],
    [{ fromDate: '2026-03-12', toDate: '2026-03-12' }, '2026-03-12', true],
    [{ toDate: '2026-03-11' }, '2026-03-12', false],
    [{ weekdays: [4] }, '2026-03-12', true],
    [{ weekdays: [6, 7] }, '2026-03-12', false],
    [{ weekdays: [6, 7] }, '2026-03-14', true],
  ] as const)('%j on %s: %s', (wish, date, expected) => {
    expect(wishesDay({ ...ANY, ...wish }, date)).toBe(expected);
  });

  test.each([
    [null, null, { fromMin: 0, endMin: 2880, exactMin: null }],
    [1080, null, { fromMin: 1080, endMin: 2880, exactMin: null }],
    [null, 840, { fromMin: 0, endMin: 840, exactMin: null }],
    [600, 840, { fromMin: 600, endMin: 840, exactMin: null }],
    [990, 990, { fromMin: 990, endMin: 2880, exactMin: 990 }],
  ] as const)('hours %s–%s', (fromMin, toMin, expected) => {
    expect(wishedHours({ fromMin, toMin })).toEqual(expected);
  });

  test('the wished days come soonest first and end with the wish', () => {
    const wish = { ...ANY, weekdays: [1, 4], toDate: '2026-03-19' };
    expect(wishedDates(wish, '2026-03-12', 30)).toEqual(['2026-03-12', '2026-03-16', '2026-03-19']);
    expect(wishedDates(wish, '2026-03-12', 5)).toEqual(['2026-03-12', '2026-03-16']);
  });

  test('A13: a freed seat meets those who wait for that event, a freed time those who wait for a time', () => {
    const seat = { ...ANY, groupEventId: 7 };
    const time = { localDate: '2026-03-12', staffId: 3, groupEventId: null };
    expect(wishesWindow(seat, { localDate: '2026-03-12', staffId: null, groupEventId: 7 })).toBe(true);
    expect(wishesWindow(seat, { localDate: '2026-03-12', staffId: null, groupEventId: 8 })).toBe(false);
    expect(wishesWindow(seat, time)).toBe(false);
    expect(wishesWindow(ANY, time)).toBe(true);
    expect(wishesWindow({ ...ANY, staffIds: [4] }, time)).toBe(false);
    expect(wishesWindow({ ...ANY, staffIds: [3, 4] }, time)).toBe(true);
  });
});

describe('a wish whose days are over', () => {
  const now = { localDate: '2026-03-12', minute: 600 };
  test.each([
    ['no last day', {}, false],
    ['last day was yesterday', { toDate: '2026-03-11' }, true],
    ['last day is today, until 14:00', { toDate: '2026-03-12', toMin: 840 }, false],
    ['last day is today, until 10:00', { toDate: '2026-03-12', toMin: 600 }, true],
    ['exactly today at 10:00', { fromDate: '2026-03-12', toDate: '2026-03-12', fromMin: 600, toMin: 600 }, false],
    ['exactly today at 9:55', { fromDate: '2026-03-12', toDate: '2026-03-12', fromMin: 595, toMin: 595 }, true],
    ['only Mondays, until Sunday', { toDate: '2026-03-15', weekdays: [1] }, true],
    ['only Mondays, until Monday', { toDate: '2026-03-16', weekdays: [1] }, false],
    ['only Thursdays before 10:00, until Friday', { toDate: '2026-03-13', weekdays: [4], toMin: 600 }, true],
    ['begins in the future', { fromDate: '2026-04-01', toDate: '2026-04-02' }, false],
  ] as const)('%s', (_, wish, expected) => {
    expect(isWishOver({ ...ANY, ...wish }, now)).toBe(expected);
  });

  test('agrees with a look at every single day', () => {
    const random = createRandom(5).fork('over');
    const days = Array.from({ length: 40 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`).slice(0, 31);
    for (let round = 0; round < 3000; round++) {
      const toDate = random.pick(days);
      const fromDate = random.chance(0.5) ? random.pick(days.filter((day) => day <= toDate)) : null;
      const weekdays = random.chance(0.5) ? [random.int(1, 7)] : [];
      const wish = { ...ANY, fromDate, toDate, weekdays };
      const future = days.some((day) => day >= now.localDate && wishesDay(wish, day));
      expect(isWishOver(wish, now), JSON.stringify(wish)).toBe(!future);
    }
  });
});

describe('ranking of those whom a window suits', () => {
  const person = (entryId: number, more: Partial<MatchCandidate> = {}): MatchCandidate => ({
    entryId,
    createdAtMs: 1000 + entryId,
    spentMinor: 0,
    noShows: 0,
    visits: 1,
    ...more,
  });
  const people = [
    person(1, { createdAtMs: 300, spentMinor: 500_000, noShows: 2 }),
    person(2, { createdAtMs: 100, spentMinor: 200_000, noShows: 1 }),
    person(3, { createdAtMs: 200, spentMinor: 500_000, noShows: 0 }),
    person(4, { createdAtMs: 400, spentMinor: 0, noShows: 0 }),
  ];
  test.each([
    ['manual', [2, 3, 1, 4], ['byHand', 'byHand', 'byHand', 'byHand']],
    ['first_in_line', [2, 3, 1, 4], ['firstInLine', 'firstInLine', 'firstInLine', 'firstInLine']],
    ['best_payer', [3, 1, 2, 4], ['reliable', 'bestPayer', 'bestPayer', 'firstInLine']],
    ['first_to_answer', [3, 4, 2, 1], ['answersFirst', 'answersFirst', 'answersFirst', 'answersFirst']],
  ] as const)('%s', (policy, order, reasons) => {
    const ranked = rankMatches(people, policy);
    expect(ranked.map(({ candidate }) => candidate.entryId)).toEqual(order);
    expect(ranked.map(({ reason }) => reason)).toEqual(reasons);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
  });

  test('fewer no-shows win a tie, then the longer wait, then the smaller number', () => {
    const tied = [
      person(9, { createdAtMs: 1 }),
      person(8, { createdAtMs: 1, noShows: 1 }),
      person(7, { createdAtMs: 1 }),
    ];
    expect(rankMatches(tied, 'first_in_line').map(({ candidate }) => candidate.entryId)).toEqual([7, 9, 8]);
    expect(rankMatches(tied, 'best_payer').map(({ candidate }) => candidate.entryId)).toEqual([7, 9, 8]);
  });

  test('the order does not depend on the order in which people were found', () => {
    const random = createRandom(11).fork('rank');
    for (let round = 0; round < 500; round++) {
      const many = Array.from({ length: random.int(1, 8) }, (_, index) =>
        person(index + 1, {
          createdAtMs: random.int(1, 4),
          spentMinor: random.int(0, 2) * 1000,
          noShows: random.int(0, 2),
        }),
      );
      for (const policy of WAITLIST_POLICIES) {
        const ids = rankMatches(many, policy).map(({ candidate }) => candidate.entryId);
        const turned = rankMatches(many.toReversed(), policy).map(({ candidate }) => candidate.entryId);
        expect(turned).toEqual(ids);
        expect(ids.toSorted((a, b) => a - b)).toEqual(many.map(({ entryId }) => entryId));
      }
    }
  });

  test('who is asked: everybody at once, one after another, or whom a person chooses', () => {
    expect(WAITLIST_POLICIES.map((policy) => askedAtOnce(policy, 3))).toEqual([0, 1, 1, 3]);
    expect(askedAtOnce('first_in_line', 0)).toBe(0);
  });
});

describe('offers and promises', () => {
  test.each([
    ['waiting', 100, 'none'],
    ['offered', 100, 'expired'],
    ['offered', 101, 'pending'],
    ['booked', 100, 'none'],
  ] as const)('%s until %s, at 100: %s', (status, offeredUntilMs, expected) => {
    expect(offerState({ status, offeredUntilMs }, 100)).toBe(expected);
  });

  test.each([
    ['request', 'waiting', 100, true],
    ['request', 'waiting', 101, false],
    ['request', 'offered', 100, false],
    ['waiting', 'waiting', 100, false],
    ['request', 'waiting', null, false],
  ] as const)('%s %s due %s: overdue %s', (kind, status, dueAtMs, expected) => {
    expect(isOverdue({ kind, status, dueAtMs }, 100)).toBe(expected);
  });

  test('a time that was turned down is not offered again, half of it neither', () => {
    const tried = [{ localDate: '2026-03-12', staffId: 1, startMin: 600, endMin: 660 }];
    const window = { localDate: '2026-03-12', staffId: 1, startMin: 630, endMin: 690 };
    expect(wasTried(tried, window)).toBe(true);
    expect(wasTried(tried, { ...window, startMin: 660 })).toBe(false);
    expect(wasTried(tried, { ...window, staffId: 2 })).toBe(false);
    expect(wasTried(tried, { ...window, localDate: '2026-03-13' })).toBe(false);
  });
});

describe('nr 13: a request accepted without asking', () => {
  const exact = { ...ANY, fromDate: '2026-03-12', toDate: '2026-03-12', fromMin: 720, toMin: 720 };
  test.each([
    ['free, no dead gap', { wish: exact, isPast: false, deadGapMin: 0 }, 'accept'],
    ['A10: free, but a gap of 15 min is left', { wish: exact, isPast: false, deadGapMin: 15 }, 'deadGap'],
    ['taken', { wish: exact, isPast: false, deadGapMin: null }, 'busy'],
    ['over', { wish: exact, isPast: true, deadGapMin: 0 }, 'past'],
    ['no service', { wish: { ...exact, serviceIds: [] }, isPast: false, deadGapMin: 0 }, 'noService'],
    ['any time of the day', { wish: { ...exact, toMin: null }, isPast: false, deadGapMin: 0 }, 'noExactTime'],
    ['any day', { wish: { ...exact, fromDate: null, toDate: null }, isPast: false, deadGapMin: 0 }, 'noExactTime'],
    ['one of two days', { wish: { ...exact, toDate: '2026-03-13' }, isPast: false, deadGapMin: 0 }, 'noExactTime'],
  ] as const)('%s', (_, facts, expected) => {
    expect(judgeRequest(facts)).toBe(expected);
  });
});
