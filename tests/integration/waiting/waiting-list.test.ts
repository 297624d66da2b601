import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TODAY, TOMORROW, bookingOf, refusalOf, weakCaller } from '../journal/journal-salon.ts';
import { type WaitingSalon, cancel as cancelIn, fillTomorrow as fill, openWaitingSalon } from './waiting-salon.ts';

let salon: WaitingSalon;

beforeEach(async () => {
  salon = await openWaitingSalon();
});
afterEach(() => salon.close());

const fillTomorrow = () => fill(salon);
const cancel = (visitId: number): void => cancelIn(salon, visitId);

describe('putting somebody on the list', () => {
  test('a client of the base: name, phone, history of visits, and what they wish', () => {
    const id = salon.add({
      staffIds: [salon.anna],
      fromDate: TODAY,
      toDate: TOMORROW,
      fromMin: 1080,
      weekdays: [5, 4],
    });
    expect(salon.entry(id)).toMatchObject({
      kind: 'waiting',
      status: 'waiting',
      name: 'Ольга Кузнецова',
      phone: '+7 916 123-45-67',
      services: [{ serviceId: salon.cut, name: 'Стрижка' }],
      staff: [{ staffId: salon.anna, name: 'Анна Соколова' }],
      weekdays: [4, 5],
      fromMin: 1080,
      isOver: false,
      offer: null,
    });
  });

  test('the right see_phones rules every answer', () => {
    const id = salon.add();
    const master = weakCaller(salon);
    const seen = salon.wait('list', {}, master).entries.find((entry) => entry.id === id);
    expect(seen?.phone).toBe('+7 9•• •••-••-67');
    const { visitId } = fillTomorrow();
    cancel(visitId);
    const answer = salon.wait('matchesAfter', { visitId }, master);
    expect(answer.matches.map(({ phone }) => phone)).toEqual(['+7 9•• •••-••-67']);
    expect(JSON.stringify(salon.wait('queue', {}, master))).not.toContain('1234567');
  });

  test('somebody without a card gives a name; a guest of the live queue not even that', () => {
    const id = salon.add({ clientId: null, name: 'Вера Ли', phone: '8 926 555-44-33' });
    expect(salon.entry(id)).toMatchObject({ clientId: null, name: 'Вера Ли', phone: '+7 926 555-44-33', visits: 0 });
    expect(salon.entry(salon.add({ clientId: null, kind: 'walk_in' })).name).toBe('');
  });

  test.each([
    ['nobody named', { clientId: null }, 'INVALID_INPUT', { field: 'name' }],
    ['no service', { serviceIds: [] }, 'INVALID_INPUT', { field: 'serviceIds' }],
    ['days reversed', { fromDate: TOMORROW, toDate: TODAY }, 'INVALID_INPUT', { reason: 'DATES_REVERSED' }],
    ['hours reversed', { fromMin: 900, toMin: 600 }, 'INVALID_INPUT', { reason: 'HOURS_REVERSED' }],
    ['no phone', { clientId: null, name: 'Вера', phone: '12' }, 'INVALID_INPUT', { reason: 'NOT_A_PHONE' }],
    ['a client who is not there', { clientId: 987 }, 'NOT_FOUND', { what: 'client' }],
    ['a service that is not there', { serviceIds: [987] }, 'NOT_FOUND', { what: 'service' }],
    ['a master who is not there', { staffIds: [987] }, 'NOT_FOUND', { what: 'staff' }],
    ['an event that is not there', { groupEventId: 987 }, 'NOT_FOUND', { what: 'groupEvent' }],
  ])('%s is refused and nothing is written', (_, change, code, data) => {
    expect(refusalOf(() => salon.add(change))).toMatchObject({ code, data });
    expect(salon.wait('list', { withClosed: true }).entries).toEqual([]);
  });

  test('changing and closing, with undo of both', () => {
    const id = salon.add();
    const changed = salon.wait('update', {
      entryId: id,
      version: 1,
      values: { fromMin: 1080, comment: 'После работы' },
    });
    expect(salon.entry(id)).toMatchObject({ fromMin: 1080, comment: 'После работы', toMin: null, version: 2 });
    const closed = salon.wait('close', { entryId: id, version: changed.version, reason: 'Передумала' });
    expect(salon.entry(id)).toMatchObject({ status: 'closed', closedReason: 'Передумала' });
    expect(salon.wait('list', {}).entries).toEqual([]);
    expect(refusalOf(() => salon.wait('close', { entryId: id, version: 3, reason: 'Ещё раз' })).code).toBe('CONFLICT');
    salon.history.undo(salon.reception, closed.commandId!);
    expect(salon.entry(id)).toMatchObject({ status: 'waiting', closedReason: null });
    expect(refusalOf(() => salon.wait('update', { entryId: id, version: 1, values: {} })).code).toBe('STALE_VERSION');
  });

  test('a wish whose days have passed is told from the others', () => {
    const id = salon.add({ toDate: TODAY });
    expect(salon.entry(id).isOver).toBe(false);
    salon.passMinutes(24 * 60);
    expect(salon.entry(id).isOver).toBe(true);
  });
});

describe('places of the coming days', () => {
  test('the soonest day and hour that the wish allows, with the journal as the judge (A12)', () => {
    const any = salon.add();
    const evening = salon.add({ clientId: salon.irina, fromMin: 1080, staffIds: [salon.maria] });
    const colour = salon.add({ clientId: salon.irina, serviceIds: [salon.colour], fromDate: TOMORROW });
    const byEntry = new Map(salon.wait('places', {}).map(({ entryId, place }) => [entryId as number, place]));
    expect(byEntry.get(any)).toMatchObject({ localDate: TODAY, lines: [{ durationMin: 60 }] });
    expect(byEntry.get(evening)).toMatchObject({ localDate: TODAY, staffNames: ['Мария Титова'] });
    expect(byEntry.get(evening)!.startMin).toBeGreaterThanOrEqual(1080);
    expect(byEntry.get(colour)).toMatchObject({ localDate: TOMORROW });
  });

  test('a booking takes the place away, a cancellation brings it back: nothing old is kept', () => {
    const id = salon.add({ fromDate: TOMORROW, toDate: TOMORROW });
    const placeNow = () => salon.wait('places', {}).find(({ entryId }) => entryId === id)?.place;
    expect(placeNow()).toMatchObject({ localDate: TOMORROW });
    const { visitId } = fillTomorrow();
    expect(placeNow()).toBeUndefined();
    cancel(visitId);
    expect(placeNow()).toMatchObject({ localDate: TOMORROW, startMin: 720, staffNames: ['Анна Соколова'] });
  });

  test('a room that is full or a client who is elsewhere makes the place no place', () => {
    const id = salon.add({ fromDate: TOMORROW, toDate: TOMORROW, fromMin: 720, toMin: 780 });
    const has = (): boolean => salon.wait('places', {}).some(({ entryId }) => entryId === id);
    expect(has()).toBe(true);
    salon.act('book', bookingOf(salon, { staffId: salon.maria }));
    expect(has()).toBe(false);
  });

  test('a service that nobody does any more has no place, and nothing breaks', () => {
    const id = salon.add({ serviceIds: [salon.nails], fromDate: TOMORROW });
    expect(salon.wait('places', {}).map(({ entryId }) => entryId)).toContain(id);
    salon.write((tx) => tx.runSql('delete from staff_services where service_id = ?', [salon.nails]));
    expect(salon.wait('places', {})).toEqual([]);
  });
});

describe('who may take a freed time', () => {
  test('nr 4: a cancellation brings those whom it suits, in the order of the policy', () => {
    const { visitId } = fillTomorrow();
    const first = salon.add({ clientId: salon.irina });
    const second = salon.add({ clientId: salon.olga });
    salon.add({ clientId: salon.olga, staffIds: [salon.maria] });
    salon.add({ clientId: salon.olga, serviceIds: [salon.colour] });
    salon.add({ clientId: salon.olga, fromMin: 1000 });
    salon.add({ clientId: salon.olga, fromDate: '2026-03-20' });
    salon.add({ clientId: null, name: 'Гость', kind: 'walk_in' });
    expect(salon.wait('matchesAfter', { visitId }).matches).toEqual([]);
    cancel(visitId);
    const ids = () => salon.wait('matchesAfter', { visitId, limit: 10 }).matches.map(({ entryId }) => entryId);
    expect(ids()).toEqual([first, second]);

    salon.write((tx) => {
      const visit = tx.insert({
        sql: `insert into visits (client_id, local_date, status, created_at_ms) values (?, '2026-03-01', 'completed', 1)`,
        parameters: [salon.olga],
      });
      tx.insert({
        sql: `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, start_min, duration_min, price_minor)
              values (?, 1, '2026-03-01', ?, ?, 600, 60, 250000)`,
        parameters: [visit, salon.cut, salon.anna],
      });
    });
    salon.set({ waitlistPolicy: 'best_payer' });
    expect(ids()).toEqual([second, first]);
    const [best] = salon.wait('matchesAfter', { visitId }).matches;
    expect(best).toMatchObject({ reason: 'bestPayer', spentMinor: 250_000, rank: 1 });
    expect(best?.place).toMatchObject({ startMin: 720, endMin: 780, staffNames: ['Анна Соколова'] });
  });

  test('a freed hour joins the free time around it: a longer service fits too', () => {
    const { visitId } = salon.act('book', bookingOf(salon, { clientId: null })) as { visitId: number };
    const long = salon.add({ serviceIds: [salon.colour], fromDate: TOMORROW, staffIds: [salon.anna] });
    cancel(visitId);
    const [match] = salon.wait('matchesAfter', { visitId }).matches;
    expect(match?.entryId).toBe(long);
    expect(match?.place?.startMin).toBeLessThan(780);
    expect(match?.place?.endMin).toBeGreaterThan(720);
  });

  test('a time that is over or taken again suits nobody', () => {
    const { visitId } = fillTomorrow();
    salon.add();
    cancel(visitId);
    salon.act('book', bookingOf(salon, { clientId: salon.irina }));
    expect(salon.wait('matchesAfter', { visitId }).matches).toEqual([]);
    const early = { localDate: TODAY, staffId: salon.anna, startMin: 600, endMin: 601 };
    expect(salon.wait('matchesFor', early).matches).toEqual([]);
  });

  test('an unknown master and an empty stretch are refused', () => {
    const window = { localDate: TOMORROW, staffId: salon.anna, startMin: 700, endMin: 700 };
    expect(refusalOf(() => salon.wait('matchesFor', window)).code).toBe('INVALID_INPUT');
    expect(refusalOf(() => salon.wait('matchesFor', { ...window, staffId: 987, endMin: 760 })).code).toBe('NOT_FOUND');
    expect(refusalOf(() => salon.wait('matchesAfter', { visitId: 987 })).code).toBe('NOT_FOUND');
  });
});
