import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { Caller } from '../../../src-main/store/service.ts';
import { treatmentsContract } from '../../../src-shared/treatments/treatments.contract.ts';
import {
  type JournalSalon,
  TODAY,
  TOMORROW,
  bookingOf,
  openJournalSalon,
  refusalOf,
} from '../journal/journal-salon.ts';

let salon: JournalSalon;
let history: HistoryService;
beforeEach(async () => {
  salon = await openJournalSalon();
  history = new HistoryService(salon.deps);
});
afterEach(() => {
  salon.close();
});

const HOUR_MS = 3_600_000;
const bowl = (shade: string, grams = 30, more: object = {}) => ({
  parts: [{ brand: 'Wella', line: 'Koleston', shade, gramsMilli: grams * 1000 }],
  developer: 'Welloxon',
  developerBp: 600,
  ratioMilli: 1500,
  ...more,
});

/** A visit of one service and its line. */
function visitOf(change: Parameters<typeof bookingOf>[1] = {}) {
  const { visitId, commandId } = salon.act('book', bookingOf(salon, { serviceId: salon.colour, ...change }));
  const [line] = salon.journal.visit(salon.reception, visitId).lines;
  return { visitId, commandId, lineId: line!.id as number };
}

function write(lineId: number, input: object, caller: Caller = salon.reception) {
  const parsed = treatmentsContract.write['~orpc'].inputSchema!.parse({ lineId, version: null, ...input });
  return salon.treatments.write(caller, parsed);
}

const formula = (shade: string, afterNumber = 0, grams = 30) => ({
  formula: { bowls: [bowl(shade, grams)], afterNumber },
});
const lineOf = (visitId: number, caller: Caller = salon.reception) => salon.treatments.ofVisit(caller, visitId)[0]!;

/** Anna herself. */
function anna(): Caller {
  const { userId } = salon.callerOf('master');
  return new Caller({ userId, name: 'Анна', role: 'master', staffId: salon.anna }, 'test');
}

describe('what was done on a line (B3)', () => {
  test('outcome and formula are one command, and one undo takes both back', () => {
    const { visitId, lineId } = visitOf();
    const done = write(lineId, {
      outcome: 'Ровно',
      score: 9,
      wouldReturn: true,
      wouldRecommend: false,
      ...formula('7/1'),
    });
    expect(lineOf(visitId)).toMatchObject({
      version: 1,
      outcome: 'Ровно',
      score: 9,
      wouldReturn: true,
      wouldRecommend: false,
      formulas: [{ number: 1, byName: 'Test administrator', bowls: [{ ratioMilli: 1500, minutes: null, title: '' }] }],
    });
    expect(history.describe([done.commandId!])[0]!.summary).toEqual({
      key: 'treatments.write.formula',
      values: { who: 'Ольга Кузнецова', service: 'Окрашивание', number: 1 },
    });
    history.undo(salon.reception, done.commandId!);
    expect(lineOf(visitId)).toMatchObject({ version: null, outcome: '', formulas: [] });
  });

  test('a formula is never rewritten: the same writes nothing, another is the next version', () => {
    const { visitId, lineId } = visitOf();
    write(lineId, formula('7/1'));
    expect(write(lineId, { version: 1, ...formula('7/1', 1) }).commandId).toBeNull();
    write(lineId, { version: 1, ...formula('7/0', 1) });
    expect(lineOf(visitId).formulas.map(({ number, bowls }) => [number, bowls[0]!.parts[0]!.shade])).toEqual([
      [2, '7/0'],
      [1, '7/1'],
    ]);
    expect(refusalOf(() => write(lineId, { version: 2, ...formula('8/1', 1) })).code).toBe('STALE_VERSION');
    expect(refusalOf(() => write(lineId, { version: 1, outcome: 'x' })).code).toBe('STALE_VERSION');
  });

  test('a day after the service a new version is late, and needs the right reopen_visit; the outcome does not', () => {
    const { visitId, lineId } = visitOf({ localDate: TODAY, startMin: 600 });
    write(lineId, formula('7/1'));
    // The service ends at 12:00.
    salon.clock.atMs += 26 * HOUR_MS;
    expect(lineOf(visitId).isLocked).toBe(false);
    salon.clock.atMs += HOUR_MS;
    expect(lineOf(visitId).isLocked).toBe(true);
    expect(refusalOf(() => write(lineId, { version: 1, ...formula('7/0', 1) }))).toMatchObject({
      code: 'FORBIDDEN',
      data: { permission: 'reopen_visit' },
    });
    write(lineId, { version: 1, score: 10 });
    write(lineId, { version: 2, ...formula('7/0', 1) }, salon.callerOf('owner'));
    expect(lineOf(visitId).formulas.map(({ isLate }) => isLate)).toEqual([true, false]);
  });

  test('a forgotten formula may be written down by anybody, and says that it is late', () => {
    const { visitId, lineId } = visitOf({ localDate: TODAY, startMin: 600 });
    salon.clock.atMs += 72 * HOUR_MS;
    write(lineId, formula('7/1'), anna());
    expect(lineOf(visitId).formulas).toMatchObject([{ number: 1, isLate: true }]);
    expect(lineOf(visitId).isLocked).toBe(false);
  });

  test('a master writes on their own lines only', () => {
    const own = visitOf();
    const other = visitOf({ staffId: salon.maria, startMin: 960 });
    expect(lineOf(own.visitId, anna()).canWrite).toBe(true);
    expect(lineOf(other.visitId, anna()).canWrite).toBe(false);
    write(own.lineId, formula('7/1'), anna());
    expect(refusalOf(() => write(other.lineId, formula('7/1'), anna())).code).toBe('FORBIDDEN');
  });

  test('a line that is taken off keeps what was done; undo of the removal brings it back to its line', () => {
    const { visitId } = salon.act(
      'book',
      bookingOf(salon, {
        acceptedWarnings: ['OUTSIDE_SCHEDULE'],
        lines: [
          { serviceId: salon.colour, staffId: salon.anna },
          { serviceId: salon.cut, staffId: salon.anna },
        ],
      }),
    );
    const [first, second] = salon.journal.visit(salon.reception, visitId).lines;
    write(first!.id, formula('7/1'));
    const { commandId } = salon.act('edit', {
      visitId,
      version: 1,
      lines: [{ id: second!.id, serviceId: salon.cut, staffId: salon.anna, startMin: 840 }],
      acceptedWarnings: ['OUTSIDE_SCHEDULE'],
    });
    expect(salon.treatments.ofVisit(salon.reception, visitId)).toMatchObject([{ formulas: [] }]);
    const list = () => salon.treatments.ofClient({ clientId: salon.olga as never, query: '', limit: 9 });
    expect(list()).toMatchObject([{ serviceName: 'Окрашивание', formulas: [{ number: 1 }] }]);
    history.undo(salon.reception, commandId!);
    expect(lineOf(visitId).formulas).toHaveLength(1);
  });

  test('undo of the booking is refused while something was done on it', () => {
    const { visitId, lineId, commandId } = visitOf();
    write(lineId, formula('7/1'));
    expect(refusalOf(() => history.undo(salon.reception, commandId!)).code).toBe('UNDO_REFUSED');
    expect(lineOf(visitId).formulas).toHaveLength(1);
  });

  test('another client takes over what was done on the visit', () => {
    const { visitId, lineId } = visitOf();
    write(lineId, formula('7/1'));
    salon.act('edit', { visitId, version: 1, clientId: salon.irina });
    const of = (clientId: number) => salon.treatments.ofClient({ clientId: clientId as never, query: '', limit: 9 });
    expect([of(salon.olga), of(salon.irina)]).toMatchObject([[], [{ visitId }]]);
  });
});

describe('repeat last', () => {
  test('the last formula of the service, else of its category; none of a later day or a cancelled visit', () => {
    const old = visitOf({ localDate: TODAY, startMin: 600 });
    write(old.lineId, formula('6/0'));
    const cut = visitOf({ serviceId: salon.cut, localDate: TODAY, startMin: 780 });
    expect(lineOf(cut.visitId).last).toMatchObject({ match: 'category', serviceName: 'Окрашивание', localDate: TODAY });
    write(cut.lineId, formula('0/11'));
    const next = visitOf({ startMin: 900 });
    expect(lineOf(next.visitId).last).toMatchObject({ match: 'service', bowls: [{ parts: [{ shade: '6/0' }] }] });
    // The newest version of it.
    write(old.lineId, { version: 1, ...formula('6/1', 1) });
    expect(lineOf(next.visitId).last).toMatchObject({ bowls: [{ parts: [{ shade: '6/1' }] }] });
    write(next.lineId, formula('9/9'));
    expect(lineOf(old.visitId).last).toMatchObject({ match: 'category', bowls: [{ parts: [{ shade: '0/11' }] }] });
    salon.act('cancel', { visitId: cut.visitId, version: 1, by: 'client', reason: 'Заболела' });
    expect(lineOf(old.visitId).last).toBeNull();
  });
});

test('the card finds formulas by brand, line, shade, ё and any case, newest first; names are offered by use', () => {
  const first = visitOf({ localDate: TODAY, startMin: 600 });
  write(first.lineId, { outcome: 'Тёплый блонд', ...formula('10/16') });
  const second = visitOf({ startMin: 720 });
  write(second.lineId, formula('7/1'));
  const found = (text: string) =>
    salon.treatments
      .ofClient({ clientId: salon.olga as never, query: text, limit: 9 })
      .map(({ localDate }) => localDate);
  expect(found('')).toEqual([TOMORROW, TODAY]);
  expect(found('WELLA kol')).toEqual([TOMORROW, TODAY]);
  expect(found('10/16')).toEqual([TODAY]);
  expect(found('теплый')).toEqual([TODAY]);
  expect(found('Londa')).toEqual([]);
  expect(salon.treatments.palette()).toEqual({
    parts: [
      { brand: 'Wella', line: 'Koleston', shade: '7/1' },
      { brand: 'Wella', line: 'Koleston', shade: '10/16' },
    ],
    developers: ['Welloxon'],
    titles: [],
  });
});

describe('the test for allergy (features.md part 2, nr 24; A12)', () => {
  const need = (days = 30) =>
    salon.write((tx) =>
      tx.run(query.updateTable('services').set({ patch_test_days: days }).where('id', '=', salon.colour)),
    );
  const tested = (testedOn: string, result: 'ok' | 'reaction' = 'ok') =>
    salon.patchTests.add(salon.reception, {
      clientId: salon.olga as never,
      values: { testedOn, result, product: '', note: '' },
    });
  const book = (change: object = {}, caller = salon.reception) =>
    salon.act('book', bookingOf(salon, { serviceId: salon.colour, ...change }), caller);

  test('a booking without one is refused, with one it is not; nobody named is not asked', () => {
    need();
    expect(refusalOf(() => book())).toMatchObject({ code: 'PATCH_TEST', data: { level: 'hard', cause: 'missing' } });
    book({ clientId: null, staffId: salon.maria });
    tested('2026-03-01');
    expect(refusalOf(() => book({ localDate: '2026-04-01' }))).toMatchObject({
      data: { cause: 'expired', days: 30, reason: '2026-03-01' },
    });
    book();
    tested(TODAY, 'reaction');
    expect(refusalOf(() => book({ startMin: 960 }))).toMatchObject({ data: { cause: 'reaction' } });
  });

  test('a new client made with the booking has none', () => {
    need();
    const refused = refusalOf(() => book({ clientId: null, newClient: { firstName: 'Вера' } }));
    expect(refused).toMatchObject({ code: 'PATCH_TEST', data: { cause: 'missing' } });
  });

  test('only the owner overrides it, with a reason that stays with the command', () => {
    need();
    const overrideReason = 'Красится этим же составом дома';
    expect(refusalOf(() => book({ overrideReason }))).toMatchObject({
      code: 'FORBIDDEN',
      data: { permission: 'override_safeguard' },
    });
    const { commandId, visitId } = book({ overrideReason }, salon.callerOf('owner'));
    expect(history.describe([commandId!])[0]!.reason).toBe(overrideReason);
    // The desk may still move it within its day and change what has nothing to do with it.
    const [line] = salon.journal.visit(salon.reception, visitId).lines;
    salon.act('move', {
      visitId,
      version: 1,
      localDate: TOMORROW,
      lineId: line!.id,
      startMin: 900,
      staffId: salon.anna,
    });
    salon.act('edit', { visitId, version: 2, comment: 'Тест сделать до начала' });
    expect(
      refusalOf(() =>
        salon.act('move', {
          visitId,
          version: 3,
          localDate: '2026-03-14',
          lineId: line!.id,
          startMin: 900,
          staffId: salon.anna,
        }),
      ).code,
    ).toBe('PATCH_TEST');
  });

  test('a service is not started without one, whatever was allowed at booking', () => {
    const { visitId } = book({ localDate: TODAY, startMin: 600, status: 'arrived' });
    need();
    const start = (change: object = {}, caller = salon.reception) =>
      salon.act('setStatus', { visitId, version: 1, status: 'in_progress', ...change }, caller);
    expect(refusalOf(() => start())).toMatchObject({ code: 'PATCH_TEST', data: { cause: 'missing' } });
    expect(refusalOf(() => start({ overrideReason: 'Спешим' })).code).toBe('FORBIDDEN');
    expect(refusalOf(() => start({ status: 'completed' })).code).toBe('PATCH_TEST');
    tested(TODAY);
    start();
    expect(salon.journal.visit(salon.reception, visitId).status).toBe('in_progress');
  });

  test('its end comes from the longest term of the services, or is given', () => {
    need(90);
    tested('2026-03-01');
    const [first] = salon.patchTests.list(salon.olga);
    expect(first).toMatchObject({ validUntil: '2026-05-30', byName: 'Test administrator' });
    salon.patchTests.update(salon.reception, {
      patchTestId: first!.id,
      version: 1,
      values: { validUntil: '2026-03-05' },
    });
    expect(refusalOf(() => book())).toMatchObject({ data: { cause: 'expired' } });
    const { commandId } = salon.patchTests.remove(salon.reception, { patchTestId: first!.id, version: 2 });
    expect(salon.patchTests.list(salon.olga)).toEqual([]);
    history.undo(salon.reception, commandId!);
    expect(salon.patchTests.list(salon.olga)).toHaveLength(1);
  });
});
