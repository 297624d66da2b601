import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookingOf, refusalOf } from '../journal/journal-salon.ts';
import { type SeriesSalon, openSeriesSalon, thursdays } from './series-salon.ts';

let salon: SeriesSalon;
/** Visits of the series by date: 19, 26 March, 2, 9 April at 12:00. */
let ids: number[];
let seriesId: number;
const dropReason = 'Изменён повтор';
const DATES = ['2026-03-19', '2026-03-26', '2026-04-02', '2026-04-09'] as const;

beforeEach(async () => {
  salon = await openSeriesSalon();
  const made = salon.do('create', thursdays(salon));
  ids = made.outcomes.map(({ visitId }) => visitId!);
  seriesId = made.seriesId;
});
afterEach(() => salon.close());

const visitOf = (index: number) => salon.journal.visit(salon.reception, ids[index]!);
const edit = (index: number, change: object) => {
  const { id: visitId, version } = visitOf(index);
  return { visitId, version, scope: 'following', dropReason, ...change };
};
const at = (index: number): string => {
  const { localDate, lines } = visitOf(index);
  return `${localDate} ${lines[0]!.startMin}`;
};
const taken = (localDate: string, startMin: number, staffId = salon.anna) =>
  salon.act('book', { ...bookingOf(salon, { clientId: salon.irina, staffId }), localDate, startMin });

describe('this and following (A15)', () => {
  it('the old series ends before the date, the new one has the new time and the rest of the count, in one command', () => {
    const done = salon.do('edit', edit(2, { startMin: 900 }));
    expect(done.seriesId).not.toBe(seriesId);
    expect([at(0), at(1), at(2), at(3)]).toEqual([
      '2026-03-19 720',
      '2026-03-26 720',
      '2026-04-02 900',
      '2026-04-09 900',
    ]);
    expect(salon.series.get(seriesId)).toMatchObject({
      isEnded: true,
      rule: { end: { kind: 'until', until: '2026-04-01' } },
    });
    expect(salon.series.get(done.seriesId)).toMatchObject({
      firstDate: '2026-04-02',
      startMin: 900,
      rule: { end: { kind: 'count', count: 2 } },
    });
    expect(visitOf(3)).toMatchObject({ seriesId: done.seriesId, id: ids[3] });
    salon.history.undo(salon.reception, done.commandId!);
    expect(at(3)).toBe('2026-04-09 720');
    expect(salon.standing(seriesId)).toHaveLength(4);
  });

  it('the visits keep their ids and comments when they go to another weekday', () => {
    salon.act('edit', { visitId: ids[3], version: 1, comment: 'Принесёт фото' });
    const done = salon.do('edit', edit(2, { localDate: '2026-04-03' }));
    expect([at(2), at(3)]).toEqual(['2026-04-03 720', '2026-04-10 720']);
    expect(visitOf(3).comment).toBe('Принесёт фото');
    expect(salon.series.get(done.seriesId).rule).toMatchObject({ weekdays: [5] });
  });

  it('a date that was cancelled before the key uses up the count; one after it is booked anew', () => {
    salon.act('cancel', { visitId: ids[0], version: 1, by: 'client', reason: 'Заболела' });
    salon.act('cancel', { visitId: ids[3], version: 1, by: 'client', reason: 'Заболела' });
    const done = salon.do('edit', edit(2, { startMin: 900 }));
    expect(done.outcomes.map(({ act, key }) => `${act} ${key}`)).toEqual(['changed 2026-04-02', 'booked 2026-04-09']);
    expect(salon.standing(done.seriesId)).toEqual(['2026-04-02 15:00', '2026-04-09 15:00']);
  });

  it('another master and service for all of them; the price is that of the list', () => {
    const lines = [{ serviceId: salon.colour, staffId: salon.maria, startMin: 720 }];
    salon.do('edit', edit(1, { lines }));
    expect(visitOf(3).lines).toMatchObject([
      { serviceId: salon.colour, staffId: salon.maria, durationMin: 120, priceMinor: 500_000 },
    ]);
    expect(visitOf(0).lines).toMatchObject([{ serviceId: salon.cut, staffId: salon.anna }]);
  });

  it('a date in conflict stays where it is, is reported, and nothing else suffers', () => {
    taken('2026-04-02', 900);
    const preview = salon.do('previewEdit', edit(1, { startMin: 900 }));
    expect(preview.outcomes.map(({ act, conflict }) => [act, conflict?.code])).toEqual([
      ['changed', undefined],
      ['kept', 'MASTER_BUSY'],
      ['changed', undefined],
    ]);
    expect(at(1)).toBe('2026-03-26 720');
    const done = salon.do('edit', edit(1, { startMin: 900 }));
    expect([at(1), at(2), at(3)]).toEqual(['2026-03-26 900', '2026-04-02 720', '2026-04-09 900']);
    expect(done.outcomes).toEqual(preview.outcomes);
    expect(visitOf(2).seriesId).toBe(done.seriesId);
  });

  it('each date in conflict may go to another time of its own; abort changes nothing', () => {
    taken('2026-04-02', 900);
    const abort = refusalOf(() => salon.do('edit', edit(1, { startMin: 900, policy: 'abort' })));
    expect(abort).toMatchObject({ code: 'CONFLICT', data: { reason: 'seriesConflicts', dates: ['2026-04-02'] } });
    expect(at(1)).toBe('2026-03-26 720');
    salon.do('edit', edit(1, { startMin: 900, choices: [{ key: '2026-04-02', act: 'at', startMin: 960 }] }));
    expect([at(1), at(2), at(3)]).toEqual(['2026-03-26 900', '2026-04-02 960', '2026-04-09 900']);
  });

  it('every day shifted by one does not stumble over its own visits', () => {
    const rule = { freq: 'daily' as const, interval: 1, end: { kind: 'count' as const, count: 5 } };
    const made = salon.do('create', thursdays(salon, { firstDate: '2026-05-04', startMin: 600, rule }));
    const first = salon.journal.visit(salon.reception, made.outcomes[0]!.visitId!);
    const done = salon.do('edit', {
      visitId: first.id,
      version: first.version,
      scope: 'following',
      localDate: '2026-05-05',
      dropReason,
    });
    expect(salon.standing(done.seriesId)).toEqual([5, 6, 7, 8, 9].map((day) => `2026-05-0${day} 10:00`));
  });
});

describe('the whole series (A15)', () => {
  it('the same pattern: what is locked or over stays, a cancelled date stays out, hand-made changes keep their own field', () => {
    salon.clock.atMs = Date.UTC(2026, 2, 26, 9, 30);
    salon.act('setStatus', { visitId: ids[1], version: 1, status: 'arrived' });
    salon.act('cancel', { visitId: ids[2], version: 1, by: 'client', reason: 'Уехала' });
    salon.act('move', {
      visitId: ids[3],
      version: 1,
      lineId: visitOf(3).lines[0]!.id,
      localDate: '2026-04-10',
      startMin: 720,
      staffId: salon.anna,
    });
    const lines = [{ serviceId: salon.cut, staffId: salon.maria, startMin: 900 }];
    salon.do('edit', edit(3, { scope: 'all', startMin: 900, lines }));
    expect([at(0), at(1), at(3)]).toEqual(['2026-03-19 720', '2026-03-26 720', '2026-04-10 900']);
    expect(visitOf(3).lines[0]!.staffId).toBe(salon.maria);
    expect(visitOf(2).status).toBe('cancelled');
  });

  it('a visit whose start was changed by hand keeps it; another one of the series gets the new start', () => {
    salon.act('move', {
      visitId: ids[1],
      version: 1,
      lineId: visitOf(1).lines[0]!.id,
      localDate: '2026-03-26',
      startMin: 1020,
      staffId: salon.anna,
    });
    salon.do('edit', edit(0, { scope: 'all', startMin: 900 }));
    expect([at(0), at(1), at(2)]).toEqual(['2026-03-19 900', '2026-03-26 1020', '2026-04-02 900']);
  });

  it('another pattern begins after now with the rest of the count', () => {
    salon.clock.atMs = Date.UTC(2026, 2, 20, 9, 0);
    const rule = { freq: 'weekly', interval: 2, weekdays: [1], end: { kind: 'count', count: 4 } };
    const done = salon.do('edit', edit(1, { scope: 'all', rule }));
    expect(done.seriesId).toBe(seriesId);
    expect(salon.standing(seriesId)).toEqual([
      '2026-03-19 12:00',
      '2026-03-30 12:00',
      '2026-04-13 12:00',
      '2026-04-27 12:00',
    ]);
    expect(at(1)).toBe('2026-03-30 720');
  });

  it('a shorter series cancels what is left over with the reason that was given', () => {
    const rule = { freq: 'weekly', interval: 1, weekdays: [4], end: { kind: 'count', count: 2 } };
    const done = salon.do('edit', edit(0, { scope: 'all', rule }));
    expect(done.outcomes.filter(({ act }) => act === 'cancelled').map(({ key }) => key)).toEqual(DATES.slice(2));
    expect(visitOf(3)).toMatchObject({ status: 'cancelled', cancelReason: dropReason });
    salon.history.undo(salon.reception, done.commandId!);
    expect(salon.standing(seriesId)).toHaveLength(4);
  });

  it('another client and comment go to every visit that is not over', () => {
    salon.do('edit', edit(0, { scope: 'all', clientId: salon.irina, comment: 'Без фена' }));
    expect([0, 1, 2, 3].map((index) => [visitOf(index).clientId, visitOf(index).comment])).toEqual(
      Array.from({ length: 4 }, () => [salon.irina, 'Без фена']),
    );
  });
});

describe('cancelling (A15)', () => {
  it('this and following: one command, undone as one', () => {
    const { visitId, version } = edit(2, {});
    const done = salon.do('cancel', { visitId, version, scope: 'following', by: 'client', reason: 'Переезжает' });
    expect(done.cancelled).toBe(2);
    expect([0, 1, 2, 3].map((index) => visitOf(index).status)).toEqual(['booked', 'booked', 'cancelled', 'cancelled']);
    expect(salon.history.recent(undefined, 1)[0]!.summary).toMatchObject({
      key: 'series.cancel',
      values: { who: 'Ольга Кузнецова', count: 2, reason: 'Переезжает' },
    });
    salon.history.undo(salon.reception, done.commandId!);
    expect(salon.standing(seriesId)).toHaveLength(4);
  });

  it('all: past and locked visits stay', () => {
    salon.clock.atMs = Date.UTC(2026, 2, 26, 9, 30);
    salon.act('setStatus', { visitId: ids[1], version: 1, status: 'arrived' });
    const { visitId, version } = edit(3, {});
    expect(salon.do('cancel', { visitId, version, scope: 'all', by: 'salon', reason: 'Ремонт' }).cancelled).toBe(2);
    expect([0, 1, 2, 3].map((index) => visitOf(index).status)).toEqual(['booked', 'arrived', 'cancelled', 'cancelled']);
  });

  it('one date alone is cancelled like any visit and leaves the others', () => {
    salon.act('cancel', { visitId: ids[1], version: 1, by: 'client', reason: 'Заболела' });
    expect(salon.standing(seriesId)).toEqual(['2026-03-19 12:00', '2026-04-02 12:00', '2026-04-09 12:00']);
  });
});

describe('refusals', () => {
  it('a stale version, a visit that was taken back, one without a series, one that is over', () => {
    const stale = { visitId: ids[0], version: 7, scope: 'all', dropReason };
    expect(refusalOf(() => salon.do('edit', stale)).code).toBe('STALE_VERSION');
    expect(refusalOf(() => salon.do('edit', { ...stale, visitId: 99_999 })).code).toBe('NOT_FOUND');
    const alone = salon.act('book', { ...bookingOf(salon), localDate: '2026-03-20' });
    const single = { visitId: alone.visitId, version: 1, scope: 'all', dropReason };
    expect(refusalOf(() => salon.do('edit', single)).data['reason']).toBe('notSeries');
    salon.history.undo(salon.reception, alone.commandId!);
    expect(refusalOf(() => salon.do('edit', single)).code).toBe('ROW_DELETED');
    salon.act('cancel', { visitId: ids[0], version: 1, by: 'client', reason: 'Заболела' });
    const over = { visitId: ids[0], version: 2, scope: 'all', dropReason };
    expect(refusalOf(() => salon.do('edit', over))).toMatchObject({ code: 'CONFLICT', data: { reason: 'status' } });
    const long = { freq: 'daily', interval: 1, end: { kind: 'count', count: 500 } };
    expect(refusalOf(() => salon.do('edit', edit(1, { rule: long }))).data['reason']).toBe('SERIES_TOO_LONG');
  });

  it('a series of 52 is booked, shown and moved quickly', () => {
    const rule = { freq: 'weekly' as const, interval: 1, end: { kind: 'count' as const, count: 52 } };
    const input = thursdays(salon, { firstDate: '2026-05-05', rule });
    const began = performance.now();
    const made = salon.do('create', input);
    expect(made.outcomes.filter(({ act }) => act === 'booked')).toHaveLength(52);
    // Generous for a busy machine; the bench holds the real figure.
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
