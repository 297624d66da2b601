import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import {
  type KnownOccurrence,
  type SeriesRule,
  occurrenceDates,
  planAll,
  planFollowing,
} from '../../../src-shared/series/series.rules.ts';

const FIRST = '2026-03-12';
/** Every Thursday, six times: 12, 19, 26 March, 2, 9, 16 April. */
const THURSDAYS: SeriesRule = {
  freq: 'weekly',
  interval: 1,
  weekdays: [4],
  monthDay: null,
  overflow: 'skip',
  end: { kind: 'count', count: 6 },
};
const [MAR12, MAR19, MAR26, APR2, APR9, APR16] = occurrenceDates(FIRST, THURSDAYS) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const visit = (key: string, change: Partial<KnownOccurrence> = {}): KnownOccurrence => ({
  key,
  kind: 'visit',
  isLocked: false,
  isPast: false,
  localDate: key,
  ...change,
});
const all = (change: Readonly<Record<string, Partial<KnownOccurrence>>> = {}): KnownOccurrence[] =>
  [MAR12, MAR19, MAR26, APR2, APR9, APR16].map((key) => visit(key, change[key]));
const series = (known: readonly KnownOccurrence[]) => ({ firstDate: FIRST, rule: THURSDAYS, known });
const after =
  (now: string) =>
  (date: string): boolean =>
    date > now;

describe('this and following (A15)', () => {
  it('the old series ends before the key, the new one has the rest of the count', () => {
    const plan = planFollowing(series(all()), APR2, { firstDate: APR2, rule: THURSDAYS });
    expect(plan.oldRule.end).toEqual({ kind: 'until', until: '2026-04-01' });
    expect(occurrenceDates(FIRST, plan.oldRule)).toEqual([MAR12, MAR19, MAR26]);
    expect(plan.rule.end).toEqual({ kind: 'count', count: 3 });
    expect(plan.changed.map(({ from, to }) => [from, to])).toEqual([
      [APR2, APR2],
      [APR9, APR9],
      [APR16, APR16],
    ]);
    expect(plan).toMatchObject({ created: [], dropped: [], discarded: [], isOldEnded: false });
  });

  it('excluded dates before the key use up the count, exceptions from the key on are discarded and booked anew', () => {
    const known = all({ [MAR19]: { kind: 'excluded' }, [APR9]: { kind: 'skipped' } });
    const plan = planFollowing(series(known), APR2, { firstDate: APR2, rule: THURSDAYS });
    expect(plan.rule.end).toEqual({ kind: 'count', count: 3 });
    expect(plan.discarded).toEqual([APR9]);
    expect(plan.created).toEqual([APR9]);
  });

  it('a new day moves each visit to the next date; of the first key nothing of the old series is left', () => {
    const friday = { ...THURSDAYS, weekdays: [5] };
    const plan = planFollowing(series(all()), MAR12, { firstDate: '2026-03-13', rule: friday });
    expect(plan.isOldEnded).toBe(true);
    expect(plan.rule.end).toEqual({ kind: 'count', count: 6 });
    expect(plan.changed[0]).toEqual({ from: MAR12, to: '2026-03-13', keepsOwnFields: false });
    expect(plan.changed.at(-1)).toMatchObject({ from: APR16, to: '2026-04-17' });
  });

  it('a locked visit stays and suppresses a new one on its date, which still uses up the count', () => {
    const plan = planFollowing(series(all({ [APR9]: { isLocked: true } })), APR2, { firstDate: APR2, rule: THURSDAYS });
    expect(plan.changed.map(({ from }) => from)).toEqual([APR2, APR16]);
    expect(plan.created).toEqual([]);
    expect(plan.rule.end).toEqual({ kind: 'count', count: 3 });
  });

  it('until stays until', () => {
    const rule: SeriesRule = { ...THURSDAYS, end: { kind: 'until', until: APR16 } };
    const plan = planFollowing({ firstDate: FIRST, rule, known: all() }, APR9, { firstDate: APR9, rule });
    expect(plan.rule.end).toEqual({ kind: 'until', until: APR16 });
  });

  it('half as often: visits for which no date is left are dropped', () => {
    const rule: SeriesRule = { ...THURSDAYS, interval: 2, end: { kind: 'until', until: APR16 } };
    const plan = planFollowing(series(all()), MAR26, { firstDate: MAR26, rule });
    expect(plan.changed.map(({ from, to }) => [from, to])).toEqual([
      [MAR26, MAR26],
      [APR9, APR9],
    ]);
    expect(plan.dropped).toEqual([APR2, APR16]);
  });
});

describe('the whole series (A15)', () => {
  const next = { firstDate: FIRST, rule: THURSDAYS };

  it('the same pattern: past and locked visits stay, exclusions stay, overrides keep their own fields', () => {
    const known = all({
      [MAR12]: { isPast: true },
      [MAR19]: { kind: 'excluded' },
      [MAR26]: { localDate: '2026-03-27' },
      [APR2]: { isLocked: true },
    });
    const plan = planAll(series(known), next, after(MAR12));
    expect(plan.changed).toEqual([
      { from: MAR26, to: MAR26, keepsOwnFields: true },
      { from: APR9, to: APR9, keepsOwnFields: true },
      { from: APR16, to: APR16, keepsOwnFields: true },
    ]);
    expect(plan).toMatchObject({ created: [], dropped: [], discarded: [], firstDate: FIRST });
  });

  it('a longer count adds dates at the end, a shorter one drops them', () => {
    const longer = { ...THURSDAYS, end: { kind: 'count', count: 8 } as const };
    expect(planAll(series(all()), { firstDate: FIRST, rule: longer }, after(FIRST)).created).toEqual([
      '2026-04-23',
      '2026-04-30',
    ]);
    const shorter = { ...THURSDAYS, end: { kind: 'count', count: 5 } as const };
    expect(planAll(series(all()), { firstDate: FIRST, rule: shorter }, after(FIRST)).dropped).toEqual([APR16]);
  });

  it('another pattern begins after now with the rest of the count', () => {
    const known = all({ [MAR12]: { isPast: true }, [MAR19]: { isPast: true, kind: 'excluded' } });
    const mondays = { ...THURSDAYS, weekdays: [1] };
    const plan = planAll(series(known), { firstDate: FIRST, rule: mondays }, after(MAR19));
    expect(plan.firstDate).toBe('2026-03-23');
    expect(plan.rule.end).toEqual({ kind: 'count', count: 4 });
    expect(plan.changed.map(({ to }) => to)).toEqual(['2026-03-23', '2026-03-30', '2026-04-06', '2026-04-13']);
    expect(plan.created).toEqual([]);
  });

  it('another pattern: exceptions and overrides of dates that are still there stay, the others are dropped', () => {
    const known = all({
      [MAR12]: { isPast: true },
      [MAR19]: { kind: 'excluded' },
      [MAR26]: { kind: 'excluded' },
      [APR2]: { localDate: '2026-04-03' },
      [APR9]: { localDate: '2026-04-10' },
    });
    // Every second week from 12 March: 26 March, 9 April, … are still there, 19 March and 2 April are not.
    const rule = { ...THURSDAYS, interval: 2 };
    const plan = planAll(series(known), { firstDate: FIRST, rule }, after(MAR12));
    expect(occurrenceDates(plan.firstDate, plan.rule)).toEqual([MAR26, APR9, '2026-04-23', '2026-05-07', '2026-05-21']);
    expect(plan.discarded).toEqual([MAR19]);
    expect(plan.changed).toEqual([
      { from: APR2, to: '2026-04-23', keepsOwnFields: false },
      { from: APR9, to: APR9, keepsOwnFields: true },
      { from: APR16, to: '2026-05-07', keepsOwnFields: false },
    ]);
    expect(plan.created).toEqual(['2026-05-21']);
  });

  it('another pattern: a locked visit is not moved, suppresses its date and takes its place in the count', () => {
    const known = all({ [MAR12]: { isLocked: true, isPast: false } });
    const daily: SeriesRule = { ...THURSDAYS, freq: 'daily', end: { kind: 'count', count: 6 } };
    const plan = planAll(series(known), { firstDate: FIRST, rule: daily }, (date) => date >= MAR12);
    // Five are left: 12 to 16 March, of which the 12th is suppressed and used up.
    expect(plan.rule.end).toEqual({ kind: 'count', count: 5 });
    expect(plan.changed.map(({ to }) => to).toSorted()).toEqual([
      '2026-03-13',
      '2026-03-14',
      '2026-03-15',
      '2026-03-16',
    ]);
    expect(plan.dropped).toEqual([APR16]);
  });
});

describe('whatever is changed (A15)', () => {
  it('no date is given twice, nobody locked or past moves, every open visit has one fate: 3,000 random series', () => {
    const random = createRandom(15);
    for (let round = 0; round < 3000; round++) {
      const rule: SeriesRule = {
        ...THURSDAYS,
        freq: random.pick(['daily', 'weekly', 'monthly'] as const),
        interval: random.int(1, 3),
        weekdays: random.shuffle([1, 2, 3, 4, 5, 6, 7]).slice(0, random.int(1, 3)),
        end: { kind: 'count', count: random.int(1, 10) },
      };
      const dates = occurrenceDates(FIRST, rule);
      const past = random.int(0, dates.length);
      const known = dates.map((key, index) =>
        visit(key, {
          kind: random.pick(['visit', 'visit', 'visit', 'excluded', 'skipped'] as const),
          isPast: index < past,
          isLocked: random.chance(0.15),
          localDate: random.chance(0.1) ? addDays(key, 1) : key,
        }),
      );
      const changed: SeriesRule = random.chance(0.3)
        ? rule
        : { ...rule, freq: random.pick(['daily', 'weekly', 'monthly'] as const), interval: random.int(1, 3) };
      const now = dates[past - 1] ?? addDays(FIRST, -1);
      const key = random.pick(dates);
      const isFollowing = random.chance(0.5);
      const plan = isFollowing
        ? planFollowing({ firstDate: FIRST, rule, known }, key, { firstDate: key, rule: changed })
        : planAll({ firstDate: FIRST, rule, known }, { firstDate: FIRST, rule: changed }, after(now));
      const targets = [...plan.changed.map(({ to }) => to), ...plan.created];
      expect(new Set(targets).size).toBe(targets.length);
      const generated = occurrenceDates(plan.firstDate, plan.rule);
      expect(targets.every((date) => generated.includes(date))).toBe(true);
      const touched = [...plan.changed.map(({ from }) => from), ...plan.dropped];
      const movable = known.filter(
        (item) => item.kind === 'visit' && !item.isLocked && !item.isPast && (!isFollowing || item.key >= key),
      );
      expect(touched.toSorted()).toEqual(movable.map((item) => item.key).toSorted());
      const lockedOn = known.filter((item) => item.isLocked && item.kind === 'visit').map((item) => item.localDate);
      if (!isFollowing) expect(plan.created.some((date) => lockedOn.includes(date))).toBe(false);
    }
  });
});
