import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookingOf, refusalOf } from '../journal/journal-salon.ts';
import { type SeriesSalon, openSeriesSalon, thursdays } from './series-salon.ts';

let salon: SeriesSalon;
beforeEach(async () => {
  salon = await openSeriesSalon();
});
afterEach(() => salon.close());

const NOON = ['2026-03-19 12:00', '2026-03-26 12:00', '2026-04-02 12:00', '2026-04-09 12:00'];
const taken = (localDate: string, change: object = {}) =>
  salon.act('book', { ...bookingOf(salon, { clientId: salon.irina }), localDate, ...change });

describe('a series is booked (A14, A15)', () => {
  it('every date is a visit of its own, the whole is one command and is undone as one', () => {
    const made = salon.do('create', thursdays(salon));
    expect(made.outcomes.map(({ act, key }) => `${act} ${key}`)).toEqual(
      NOON.map((date) => `booked ${date.slice(0, 10)}`),
    );
    expect(salon.standing(made.seriesId)).toEqual(NOON);
    const visit = salon.journal.visit(salon.reception, made.outcomes[1]!.visitId!);
    expect(visit).toMatchObject({
      seriesId: made.seriesId,
      clientId: salon.olga,
      lines: [{ startMin: 720, durationMin: 60 }],
    });
    expect(salon.history.recent(undefined, 1)[0]).toMatchObject({
      name: 'series.create',
      summary: { key: 'series.create', values: { who: 'Ольга Кузнецова', count: 4 } },
    });
    salon.history.undo(salon.reception, made.commandId!);
    expect(refusalOf(() => salon.series.get(made.seriesId)).code).toBe('NOT_FOUND');
    expect(salon.journal.day(salon.reception, '2026-03-26').visits).toEqual([]);
    const redo = salon.history.recent(undefined, 1)[0]!;
    salon.history.undo(salon.reception, redo.commandId);
    expect(salon.standing(made.seriesId)).toEqual(NOON);
  });

  it('the preview tells each date, what stands in its way and the nearest free time of the day', () => {
    taken('2026-03-26');
    taken('2026-03-26', { startMin: 660, clientId: null });
    const { dates } = salon.do('preview', thursdays(salon));
    expect(dates.map(({ key, conflict }) => [key, conflict?.code ?? null])).toEqual([
      ['2026-03-19', null],
      ['2026-03-26', 'MASTER_BUSY'],
      ['2026-04-02', null],
      ['2026-04-09', null],
    ]);
    // 11:00–13:00 is taken; 13:00 is as far as 11:00, and 10:00 is farther.
    expect(dates[1]).toMatchObject({ suggestionMin: 780, conflict: { clientName: 'Ирина Н.', level: 'hard' } });
    expect(dates[0]!.suggestionMin).toBeNull();
  });

  it('policy skip (the default): a date in conflict is left out, reported, kept with the series and uses up the count', () => {
    taken('2026-03-26');
    const made = salon.do('create', thursdays(salon));
    expect(made.outcomes.map(({ act }) => act)).toEqual(['booked', 'skipped', 'booked', 'booked']);
    expect(made.outcomes[1]).toMatchObject({
      key: '2026-03-26',
      conflict: { code: 'MASTER_BUSY', clientName: 'Ирина Н.' },
    });
    expect(salon.standing(made.seriesId)).toEqual([NOON[0], NOON[2], NOON[3]]);
    expect(salon.series.get(made.seriesId).dates[1]).toEqual({
      key: '2026-03-26',
      visitId: null,
      localDate: '2026-03-26',
      startMin: 720,
      status: null,
      reason: 'MASTER_BUSY',
    });
  });

  it('policy abort: nothing is created', () => {
    taken('2026-03-26');
    const refusal = refusalOf(() => salon.do('create', thursdays(salon, { policy: 'abort' })));
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'seriesConflicts', count: 1, dates: ['2026-03-26'] },
    });
    expect(salon.journal.day(salon.reception, '2026-03-19').visits).toEqual([]);
  });

  it('each date may be left out, put to another time, or booked in spite of the conflict with the right and a reason', () => {
    for (const localDate of ['2026-03-26', '2026-04-02', '2026-04-09']) taken(localDate);
    const choices = [
      { key: '2026-03-19', act: 'skip' as const },
      { key: '2026-03-26', act: 'at' as const, startMin: 780 },
      { key: '2026-04-02', act: 'anyway' as const },
    ];
    const input = thursdays(salon, { choices, overrideReason: 'Сёстры, вместе' });
    const unreasoned = salon.do('create', { ...input, overrideReason: undefined });
    expect(unreasoned.outcomes.map(({ act }) => act)).toEqual(['excluded', 'booked', 'skipped', 'skipped']);
    salon.history.undo(salon.reception, unreasoned.commandId!);
    const made = salon.do('create', input);
    expect(made.outcomes.map(({ act }) => act)).toEqual(['excluded', 'booked', 'booked', 'skipped']);
    expect(salon.standing(made.seriesId)).toEqual(['2026-03-26 13:00', '2026-04-02 12:00']);
    expect(salon.history.recent(undefined, 1)[0]!.reason).toBe('Сёстры, вместе');
    const weak = salon.callerOf('master');
    expect(refusalOf(() => salon.do('create', { ...input, startMin: 750 }, weak)).code).toBe('FORBIDDEN');
  });

  it('a soft conflict is skipped unless it is agreed to', () => {
    const late = thursdays(salon, { startMin: 1170 });
    expect(refusalOf(() => salon.do('create', late))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'seriesEmpty' },
    });
    const choices = [{ key: '2026-03-26', act: 'anyway' as const }];
    const made = salon.do('create', { ...late, choices });
    expect(salon.standing(made.seriesId)).toEqual(['2026-03-26 19:30']);
  });

  it('a visit that stands already becomes the first of its series', () => {
    const { visitId } = taken('2026-03-19', { clientId: salon.olga });
    const made = salon.do('create', thursdays(salon, { fromVisit: { visitId, version: 1 } }));
    expect(made.outcomes[0]).toMatchObject({ act: 'booked', visitId });
    expect(salon.standing(made.seriesId)).toEqual(NOON);
    expect(salon.journal.visit(salon.reception, visitId)).toMatchObject({ seriesId: made.seriesId, version: 2 });
    const stale = thursdays(salon, { fromVisit: { visitId, version: 1 } });
    expect(refusalOf(() => salon.do('create', stale)).code).toBe('STALE_VERSION');
    expect(refusalOf(() => salon.do('create', { ...stale, fromVisit: { visitId: 99_999, version: 1 } })).code).toBe(
      'NOT_FOUND',
    );
  });

  it('a new client is made once', () => {
    const made = salon.do(
      'create',
      thursdays(salon, { clientId: null, newClient: { firstName: 'Вера', phone: '89031112233' } }),
    );
    const ids = made.outcomes.map(({ visitId }) => salon.journal.visit(salon.reception, visitId!).clientId);
    expect(new Set(ids).size).toBe(1);
    const visits = made.outcomes.map(({ visitId }) => salon.journal.visit(salon.reception, visitId!));
    expect(visits.map(({ isFirstVisit }) => isFirstVisit)).toEqual([true, false, false, false]);
  });

  it('bad input: a series of 500, one without a date, an unknown master', () => {
    const end = { kind: 'count' as const, count: 500 };
    const rule = { freq: 'daily' as const, interval: 1, end };
    expect(refusalOf(() => salon.do('preview', thursdays(salon, { rule })))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { reason: 'SERIES_TOO_LONG', max: 200, field: 'rule' },
    });
    expect(refusalOf(() => salon.do('create', thursdays(salon, { rule }))).code).toBe('INVALID_INPUT');
    const never = { ...rule, end: { kind: 'until' as const, until: '2026-03-01' } };
    expect(refusalOf(() => salon.do('create', thursdays(salon, { rule: never }))).data['reason']).toBe('SERIES_EMPTY');
    const nobody = [{ serviceId: salon.cut, staffId: 9999 }];
    expect(refusalOf(() => salon.do('preview', thursdays(salon, { lines: nobody }))).code).toBe('NOT_FOUND');
  });

  it('A16: in a zone with a clock change the night visit of that date begins an hour later', () => {
    salon.settings.update(salon.reception, { timeZone: 'Europe/Berlin' }, '1970-01-01');
    const rule = { freq: 'daily' as const, interval: 1, end: { kind: 'count' as const, count: 3 } };
    const choices = ['2026-03-28', '2026-03-29', '2026-03-30'].map((key) => ({ key, act: 'anyway' as const }));
    const made = salon.do('create', thursdays(salon, { firstDate: '2026-03-28', startMin: 150, rule, choices }));
    expect(salon.standing(made.seriesId)).toEqual(['2026-03-28 02:30', '2026-03-29 03:30', '2026-03-30 02:30']);
    expect(
      refusalOf(() =>
        taken('2026-03-29', { startMin: 150, acceptedWarnings: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'] }),
      ).code,
    ).toBe('INVALID_TIME');
  });

  it('several services keep their masters, pauses and prices on every date', () => {
    const lines = [
      { serviceId: salon.cut, staffId: salon.anna },
      { serviceId: salon.cut, staffId: salon.maria, startMin: 660, durationMin: 45 },
      { serviceId: salon.nails, staffId: salon.anna, startMin: 740 },
    ];
    const made = salon.do('create', thursdays(salon, { startMin: 660, lines }));
    const visit = salon.journal.visit(salon.reception, made.outcomes[3]!.visitId!);
    expect(visit.lines.map(({ staffId, startMin, durationMin }) => [staffId, startMin, durationMin])).toEqual([
      [salon.anna, 660, 60],
      [salon.maria, 660, 45],
      [salon.anna, 740, 60],
    ]);
  });
});
