import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { CONTACT_CONSENTS_SQL } from '../../../src-main/personal-data/consents.repository.ts';
import { RETENTION_SQL } from '../../../src-main/retention/retention.repository.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { TODAY, TOMORROW, refusalOf } from '../journal/journal-salon.ts';
import { type RetentionSalon, ago, openRetentionSalon } from './retention-salon.ts';

/** What a booking takes for granted. */
const PLAIN = { comment: '', source: 'reception', wantsThisMaster: false, status: 'booked', acceptedWarnings: [] };

let salon: RetentionSalon;
beforeEach(async () => {
  salon = await openRetentionSalon();
});
afterEach(() => salon.close());

const list = (input: object = {}) => salon.ask('calls', input);
const names = (input: object = {}) => list(input).rows.map(({ name }) => name);

describe('R12 the call list', () => {
  test('names who is due, by service, with the master, the days and the phone', () => {
    const { olga, anna, cut } = salon;
    salon.came(olga, ago(36));
    const { rows, total, counts } = list();
    expect(total).toBe(1);
    expect(counts).toEqual({ upcoming: 0, due: 0, overdue: 1, promised: 0 });
    expect(rows[0]).toMatchObject({
      clientId: olga,
      name: 'Ольга Кузнецова',
      phone: '+7 916 123-45-67',
      visits: 1,
      lastVisitOn: ago(36),
      items: [
        {
          serviceId: cut,
          serviceName: 'Стрижка',
          staffId: anna,
          staffName: 'Анна Соколова',
          lastOn: ago(36),
          dueOn: ago(6),
          periodDays: 30,
          isPersonal: false,
          overdueDays: 6,
          state: 'overdue',
          priceMinor: 200_000,
        },
      ],
      lastCall: null,
      skip: null,
    });
  });

  test('holds who is upcoming, due and overdue in their order, and neither the early nor the lost', () => {
    for (const [name, days] of [
      ['Рано', 26],
      ['Скоро', 28],
      ['Ближе', 29],
      ['Сегодня', 30],
      ['Давно', 75],
      ['Недавно', 33],
      ['Потерян', 91],
    ] as const) {
      salon.came(salon.person(name), ago(days));
    }
    expect(names()).toEqual(['Давно', 'Недавно', 'Сегодня', 'Ближе', 'Скоро']);
    expect(list().counts).toEqual({ upcoming: 2, due: 1, overdue: 2, promised: 0 });
    expect(names({ state: 'upcoming' })).toEqual(['Ближе', 'Скоро']);
    expect(names({ list: 'lost' })).toEqual(['Потерян']);
  });

  test('a client stands once with all that is due, the most urgent first', () => {
    const { olga, cut, nails } = salon;
    salon.came(olga, ago(31));
    salon.came(olga, ago(20), { serviceId: nails });
    expect(list().rows[0]?.items.map((item) => [item.serviceId, item.overdueDays])).toEqual([
      [nails, 6],
      [cut, 1],
    ]);
    expect(list().total).toBe(1);
  });

  test('a booking of the service to come takes the client off; of another one it does not, unless the salon says so', () => {
    const { olga, nails } = salon;
    salon.came(olga, ago(36));
    salon.came(olga, TOMORROW, { serviceId: nails, status: 'booked' });
    expect(names()).toEqual(['Ольга Кузнецова']);
    salon.set({ dueMatch: 'category' });
    expect(names()).toEqual([]);
    salon.set({ dueMatch: 'service' });
    const visitId = salon.came(olga, TOMORROW, { status: 'booked' });
    expect(names()).toEqual([]);
    salon.write((tx) => tx.runSql("update visits set status = 'cancelled' where id = ?", [visitId]));
    expect(names()).toEqual(['Ольга Кузнецова']);
  });

  test('by category only the newest service of a group counts', () => {
    const { olga, cut, colour, write } = salon;
    write((tx) => tx.runSql('update services set periodicity_days = 40 where id = ?', [colour]));
    salon.came(olga, ago(60));
    salon.came(olga, ago(42), { serviceId: colour });
    expect(list().rows[0]?.items.map(({ serviceId }) => serviceId)).toEqual([cut, colour]);
    salon.set({ dueMatch: 'category' });
    expect(list().rows[0]?.items.map(({ serviceId }) => serviceId)).toEqual([colour]);
    salon.came(olga, ago(5));
    expect(names()).toEqual([]);
  });

  test('the client’s own rhythm of three intervals takes the place of the period, when the salon wants so', () => {
    const { olga } = salon;
    for (const days of [80, 60, 40, 20]) salon.came(olga, ago(days));
    expect(list().rows[0]?.items).toMatchObject([{ periodDays: 20, isPersonal: true, state: 'due' }]);
    salon.set({ usesPersonalInterval: false });
    expect(names()).toEqual([]);
  });

  test('a long rhythm of their own keeps a client on the list long after the service’s period', () => {
    const { olga } = salon;
    for (const days of [500, 400, 300, 200]) salon.came(olga, ago(days));
    expect(list().rows[0]?.items).toMatchObject([{ periodDays: 100, overdueDays: 100, state: 'overdue' }]);
    expect(list({ list: 'lost' }).total).toBe(0);
  });

  test('nobody is called who is archived, forgotten or merged away, without consent, phone or the wish to be called', () => {
    const { write } = salon;
    const ids = ['Архив', 'Забыт', 'Слит', 'Без согласия', 'Отозвал', 'Просил', 'Без телефона', 'Можно'].map((name) => {
      const id = salon.person(name);
      salon.came(id, ago(40));
      return id;
    });
    const [archived, erased, merged, silent, withdrew, asked, phoneless] = ids as [number, ...number[]];
    write((tx) => {
      tx.runSql('update clients set is_archived = 1 where id = ?', [archived]);
      tx.runSql('update clients set erased_at_ms = 1 where id = ?', [erased]);
      tx.runSql('update clients set merged_into_id = ? where id = ?', [archived, merged]);
      tx.runSql('delete from consents where client_id = ?', [silent]);
      tx.runSql('update consents set withdrawn_at_ms = 5 where client_id = ?', [withdrew]);
      tx.runSql('update clients set no_calls_until = ? where id = ?', [TODAY, asked]);
      tx.runSql('delete from client_phones where client_id = ?', [phoneless]);
    });
    expect(names()).toEqual(['Можно']);
    expect(list().skipped).toEqual({ noConsent: 2, askedNotTo: 1, noPhone: 1, waits: 0, cap: 0 });
    expect(names({ skipped: 'noConsent' })).toEqual(['Без согласия', 'Отозвал']);
    expect(list({ skipped: 'askedNotTo' }).rows[0]).toMatchObject({ skip: 'askedNotTo', skipUntil: TODAY });
    salon.set({ contactPolicy: 'notWithdrawn' });
    expect(names()).toEqual(['Без согласия', 'Можно']);
  });

  test('is narrowed by service, master and what is mine; a role without see_phones sees masks', () => {
    const { anna, maria, cut, nails, olga, irina, write } = salon;
    salon.came(olga, ago(36), { staffId: maria });
    salon.came(irina, ago(18), { serviceId: nails });
    expect(names({ serviceId: cut })).toEqual(['Ольга Кузнецова']);
    expect(names({ staffId: anna })).toEqual(['Ирина Новикова']);
    expect(names({ isMine: true })).toEqual([]);
    const master = salon.callerOf('master');
    const own = { ...master, staffId: maria, can: master.can.bind(master) } as never;
    expect(salon.ask('calls', { isMine: true }, own).rows).toMatchObject([
      { name: 'Ольга Кузнецова', phone: '+7 9•• •••-••-67' },
    ]);
    write((tx) => tx.runSql('update clients set responsible_staff_id = ? where id = ?', [maria, irina]));
    expect(salon.ask('calls', { isMine: true }, own).total).toBe(2);
  });

  test('the win-back list holds the lost by money spent, not those who are booked or still on the call list', () => {
    const { maria, cut, nails } = salon;
    const rich = salon.person('Щедрая');
    for (const days of [200, 150, 100]) salon.came(rich, ago(days));
    const once = salon.person('Разовая');
    salon.came(once, ago(61), { serviceId: salon.colour });
    const short = salon.person('Маникюр');
    salon.came(short, ago(45), { serviceId: nails });
    const booked = salon.person('Записана');
    salon.came(booked, ago(200));
    salon.came(booked, TOMORROW, { serviceId: nails, status: 'booked' });
    const ancient = salon.person('Древняя');
    salon.came(ancient, ago(731));
    const due = salon.person('Просрочена');
    salon.came(due, ago(70), { staffId: maria });
    expect(names({ list: 'lost' })).toEqual(['Щедрая', 'Разовая', 'Маникюр']);
    expect(list({ list: 'lost' }).rows[0]).toMatchObject({
      spentMinor: 600_000,
      lastVisitOn: ago(100),
      items: [{ serviceId: cut, lastOn: ago(100), state: 'lost' }],
    });
    expect(names()).toEqual(['Просрочена']);
  });
});

describe('A3 A4 what comes of a call', () => {
  beforeEach(() => {
    salon.came(salon.olga, ago(36));
  });
  const about = (change: object) => ({ clientId: salon.olga, serviceId: salon.cut, reason: 'due', ...change });

  test.each([
    { outcome: 'no_answer', nextOn: addDays(TODAY, 1), skipped: 'waits' },
    { outcome: 'later', nextOn: addDays(TODAY, 3), skipped: 'waits' },
    { outcome: 'refused', nextOn: addDays(TODAY, 60), skipped: null },
  ] as const)('$outcome: off the list until the day of the settings', ({ outcome, nextOn, skipped }) => {
    const written = salon.ask('record', about({ outcome, note: 'Занята' }) as never);
    expect(written.nextOn).toBe(nextOn);
    expect(names()).toEqual([]);
    if (skipped) expect(list({ skipped }).rows[0]).toMatchObject({ skip: skipped, skipUntil: nextOn });
    expect(list().today.done).toBe(1);
    expect(salon.ask('client', { clientId: salon.olga }).calls).toMatchObject([
      { outcome, nextOn, note: 'Занята', serviceName: 'Стрижка', calledBy: 'Test administrator' },
    ]);
    salon.clock.atMs += 86_400_000 * 61;
    salon.set({ maxCallsPerMonth: 30 });
    expect(list().rows.map(({ isPromised }) => isPromised)).toEqual(outcome === 'later' ? [true] : []);
  });

  test('a promised call stands on top when its day has come, whatever else is overdue', () => {
    salon.came(salon.irina, ago(80));
    salon.ask('record', about({ outcome: 'later', nextOn: TODAY }) as never);
    expect(names()).toEqual(['Ольга Кузнецова', 'Ирина Новикова']);
    expect(list().counts.promised).toBe(1);
    expect(names({ state: 'promised' })).toEqual(['Ольга Кузнецова']);
  });

  test('a promised call is over when the client has come or booked since, and comes back with a cancelled booking', () => {
    const { olga, irina, nails } = salon;
    // Nothing of hers is due; she stands on the list for the promise alone.
    salon.ask('record', { clientId: irina, reason: 'other', outcome: 'later', nextOn: addDays(TODAY, 2) } as never);
    salon.ask('record', about({ outcome: 'later', nextOn: addDays(TODAY, 2) }) as never);
    salon.clock.atMs += 2 * 86_400_000;
    expect(names({ state: 'promised' }).sort()).toEqual(['Ирина Новикова', 'Ольга Кузнецова']);
    // A visit of the day before the call is no answer to it.
    salon.came(irina, ago(1), { serviceId: salon.colour });
    expect(names({ state: 'promised' }).sort()).toEqual(['Ирина Новикова', 'Ольга Кузнецова']);
    salon.came(irina, TOMORROW, { serviceId: salon.colour });
    expect(names({ state: 'promised' })).toEqual(['Ольга Кузнецова']);
    // Booked for another service: still due for the cut, but not promised any more, and left in peace for a week.
    const lines = [{ serviceId: nails, staffId: salon.anna }];
    const soon = { localDate: addDays(TODAY, 3), startMin: 720 };
    const booking = salon.journal.book(salon.reception, { ...soon, clientId: olga, lines, ...PLAIN } as never);
    expect(names({ state: 'promised' })).toEqual([]);
    expect(list({ skipped: 'cap' }).rows[0]).toMatchObject({ name: 'Ольга Кузнецова', isPromised: false });
    salon.write((tx) => tx.runSql("update visits set status = 'cancelled' where id = ?", [booking.visitId]));
    expect(names({ state: 'promised' })).toEqual(['Ольга Кузнецова']);
  });

  test('who refuses one service is still called about another, after some days of peace', () => {
    salon.came(salon.olga, ago(20), { serviceId: salon.nails });
    salon.ask('record', about({ outcome: 'refused' }) as never);
    expect(list({ skipped: 'cap' }).rows[0]).toMatchObject({ items: [{ serviceId: salon.nails }] });
    salon.set({ callGapDays: 0 });
    expect(list().rows[0]?.items.map(({ serviceId }) => serviceId)).toEqual([salon.nails]);
  });

  test('who asks not to be called is left in peace, and undo takes call and wish back', () => {
    const history = new HistoryService(salon.deps);
    const { commandId } = salon.ask('record', about({ outcome: 'refused', noCallsUntil: '2099-12-31' }) as never);
    expect(salon.ask('client', { clientId: salon.olga }).row.skip).toBe('askedNotTo');
    history.undo(salon.reception, commandId!);
    expect(names()).toEqual(['Ольга Кузнецова']);
    expect(salon.ask('client', { clientId: salon.olga }).calls).toEqual([]);
  });

  test('booking is one command with the call, which undo takes back as one', () => {
    const history = new HistoryService(salon.deps);
    const { olga, cut, anna } = salon;
    const input = { clientId: olga, reason: 'due', localDate: TOMORROW, startMin: 720 } as const;
    const { visitId, commandId } = salon.ask('book', { ...input, lines: [{ serviceId: cut, staffId: anna }] });
    expect(salon.journal.visit(salon.reception, visitId)).toMatchObject({ clientId: olga, source: 'call' });
    expect(names()).toEqual([]);
    expect(salon.ask('client', { clientId: olga }).calls).toMatchObject([
      { outcome: 'booked', visitId, visitOn: TOMORROW },
    ]);
    history.undo(salon.reception, commandId!);
    expect(names()).toEqual(['Ольга Кузнецова']);
    expect(salon.ask('client', { clientId: olga }).calls).toEqual([]);
  });

  test('a booking in full keeps what was entered in the form, and is one command too', () => {
    const { olga, cut, anna } = salon;
    const lines = [{ serviceId: cut, staffId: anna, durationMin: 90, priceMinor: 150_000 }];
    const entered = { comment: 'Без укладки', source: 'phone', wantsThisMaster: true, lines };
    const place = { localDate: TOMORROW, startMin: 720 };
    const { visitId, commandId } = salon.ask('book', { clientId: olga, reason: 'due', ...place, ...entered });
    const { comment, source, wantsThisMaster, lines: booked } = salon.journal.visit(salon.reception, visitId);
    expect({ comment, source, wantsThisMaster }).toEqual({
      comment: 'Без укладки',
      source: 'phone',
      wantsThisMaster: true,
    });
    expect(booked).toMatchObject([{ startMin: 720, durationMin: 90, priceMinor: 150_000 }]);
    new HistoryService(salon.deps).undo(salon.reception, commandId!);
    expect(names()).toEqual(['Ольга Кузнецова']);
  });

  test('refuses what cannot be', () => {
    const { olga, irina } = salon;
    const visitId = salon.came(irina, TOMORROW, { status: 'booked' });
    const refuse = (change: object) => refusalOf(() => salon.ask('record', about(change) as never));
    expect(refuse({ clientId: 999, outcome: 'later' })).toMatchObject({ code: 'NOT_FOUND', data: { what: 'client' } });
    expect(refuse({ serviceId: 999, outcome: 'later' })).toMatchObject({ data: { what: 'service' } });
    expect(refuse({ outcome: 'booked' })).toMatchObject({ data: { field: 'visitId', reason: 'REQUIRED' } });
    expect(refuse({ outcome: 'booked', visitId })).toMatchObject({ data: { reason: 'OF_ANOTHER_CLIENT' } });
    expect(refuse({ outcome: 'later', nextOn: ago(1) })).toMatchObject({
      data: { field: 'nextOn', reason: 'IN_PAST' },
    });
    expect(refuse({ outcome: 'later', nextOn: addDays(TODAY, 400) })).toMatchObject({ data: { reason: 'TOO_LONG' } });
    expect(refusalOf(() => salon.ask('client', { clientId: 999 })).code).toBe('NOT_FOUND');
    expect(olga).toBeGreaterThan(0);
  });

  test('tells what to say: the service’s own text before the common one', () => {
    expect(salon.ask('client', { clientId: salon.olga })).toMatchObject({ reason: 'due', firstName: 'Ольга' });
    salon.set({ callScripts: [{ reason: 'due', serviceId: salon.cut, text: '{имя}, пора стричься' }] });
    expect(salon.ask('client', { clientId: salon.olga }).script).toBe('{имя}, пора стричься');
    expect(salon.ask('client', { clientId: salon.irina })).toMatchObject({ reason: 'other', script: '' });
  });

  test('A3 the day’s calls are spread over its hours, and the night is quiet', () => {
    expect(list().today).toEqual({
      done: 0,
      target: 20,
      expected: 1,
      nextAtMin: 600,
      isQuiet: false,
      hours: [600, 1200],
    });
    salon.clock.atMs += 11 * 3_600_000;
    expect(list().today).toMatchObject({ isQuiet: true, nextAtMin: null });
  });
});

describe('A2 windows', () => {
  const window = (change: object = {}) =>
    salon.ask('fits', { localDate: TOMORROW, staffId: salon.anna, startMin: 600, endMin: 660, ...change });

  test('ranks those whose service fits the length and the master, and says why', () => {
    const { maria, nails, colour, write } = salon;
    write((tx) => tx.runSql('update services set periodicity_days = 30 where id = ?', [colour]));
    const own = salon.person('Своя');
    salon.came(own, ago(33));
    const longer = salon.person('Чужая давно');
    salon.came(longer, ago(70), { staffId: maria });
    const soon = salon.person('Скоро');
    salon.came(soon, ago(28));
    salon.came(salon.person('Долгая'), ago(40), { serviceId: colour });
    salon.came(salon.person('Маникюр'), ago(20), { serviceId: nails });
    const { fits, total } = window();
    expect(total).toBe(3);
    expect(fits.map(({ row, reasons }) => [row.name, reasons])).toEqual([
      ['Своя', ['overdue', 'ownMaster', 'fillsWindow']],
      ['Чужая давно', ['overdue', 'fillsWindow']],
      ['Скоро', ['ownMaster', 'fillsWindow']],
    ]);
    expect(fits[0]).toMatchObject({ startMin: 600, endMin: 660, priceMinor: 200_000, expectedMinor: 200_000 });
    // 75 min hold the manicure with its buffers: it begins after the first one.
    const manicure = window({ endMin: 675 }).fits.find(({ row }) => row.name === 'Маникюр');
    expect(manicure).toMatchObject({ startMin: 605, endMin: 665 });
    expect(window({ staffId: maria, endMin: 675 }).fits.some(({ row }) => row.name === 'Маникюр')).toBe(false);
  });

  test('refuses an unknown master and an empty window', () => {
    expect(refusalOf(() => window({ staffId: 999 })).code).toBe('NOT_FOUND');
    expect(refusalOf(() => window({ endMin: 600 })).code).toBe('INVALID_INPUT');
  });
});

test('A6 results count calls, answers, bookings, visits and money by person, reason and service, and open their rows', () => {
  const { olga, irina, cut, anna } = salon;
  const owner = salon.callerOf('owner');
  salon.came(olga, ago(36));
  salon.came(irina, ago(40));
  const lines = [{ serviceId: cut, staffId: anna }];
  const input = { clientId: olga, reason: 'due', localDate: TODAY, startMin: 720, lines } as const;
  const { visitId } = salon.ask('book', input);
  salon.ask('record', { clientId: irina, serviceId: cut, reason: 'lost', outcome: 'no_answer' } as never, owner);
  salon.write((tx) => tx.runSql("update visits set status = 'completed' where id = ?", [visitId]));
  const range = { fromDate: TODAY, toDate: TODAY };
  const results = salon.ask('results', range, owner);
  const brought = { calls: 1, answered: 1, booked: 1, came: 1, revenueMinor: 200_000 };
  const nothing = { calls: 1, answered: 0, booked: 0, came: 0, revenueMinor: 0 };
  expect(results.total).toEqual({ ...brought, calls: 2 });
  expect(results.byPerson).toEqual(
    expect.arrayContaining([
      { userId: salon.reception.userId, name: 'Test administrator', ...brought },
      { userId: owner.userId, name: 'Test owner', ...nothing },
    ]),
  );
  expect(results.byReason).toEqual([
    { reason: 'due', ...brought },
    { reason: 'lost', ...nothing },
  ]);
  expect(results.byService).toMatchObject([{ name: 'Стрижка', calls: 2 }]);
  expect(salon.ask('resultRows', { ...range, figure: 'came' }, owner)).toMatchObject({
    total: 1,
    rows: [{ clientName: 'Ольга Кузнецова', visitStatus: 'completed', priceMinor: 200_000 }],
  });
  // Without the right see_reports a person sees their own calls only.
  expect(salon.ask('results', range)).toMatchObject({ isOwnOnly: true, total: brought });
  expect(salon.ask('resultRows', range).total).toBe(1);
  expect(salon.ask('results', { fromDate: ago(1), toDate: ago(1) }, owner).total.calls).toBe(0);
  expect(refusalOf(() => salon.ask('results', { fromDate: TODAY, toDate: ago(1) })).code).toBe('INVALID_INPUT');
  expect(refusalOf(() => salon.ask('results', { fromDate: ago(400), toDate: TODAY })).code).toBe('INVALID_INPUT');
});

test.each(Object.entries({ ...RETENTION_SQL, consents: CONTACT_CONSENTS_SQL }))(
  'the plan of «%s» walks through no table of visits',
  (_name, sql) => {
    const values = sql.includes('@')
      ? [{ serviceId: 1, days: 1, usesPersonal: 1, aheadDays: 1, lostFactor: 1, today: TODAY, from: TODAY, to: TODAY }]
      : [sql.includes('json_each') ? '[1]' : 1];
    const plan = salon.store.reader.all(sqlText<{ detail: string }>(`explain query plan ${sql}`, ...values));
    const steps = plan.map(({ detail }) => detail);
    expect(steps.filter((step) => step.startsWith('SCAN') && !step.includes('asked'))).toEqual([]);
    if (sql === RETENTION_SQL.due) expect(steps.join()).toContain('COVERING INDEX client_service_last_due');
  },
);
