import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TODAY, TOMORROW, bookingOf, refusalOf } from '../journal/journal-salon.ts';
import { type WaitingSalon, cancel, fillTomorrow, openWaitingSalon } from './waiting-salon.ts';

let salon: WaitingSalon;

beforeEach(async () => {
  salon = await openWaitingSalon();
});
afterEach(() => salon.close());

const atNoon = (entryId: number, change: object = {}) => ({
  entryId,
  version: salon.entry(entryId).version,
  localDate: TOMORROW,
  startMin: 720,
  lines: [{ serviceId: salon.cut, staffId: salon.anna }],
  ...change,
});
const visitsOn = (localDate: string) => salon.journal.day(salon.reception, localDate).visits;

describe('booking from the list', () => {
  test('the visit and the end of the waiting are one command; undo brings both back', () => {
    const id = salon.add({ comment: 'Тихий мастер', source: 'phone' });
    const booked = salon.wait('book', atNoon(id));
    expect(booked).toMatchObject({ clientId: salon.olga, told: [] });
    expect(salon.entry(id)).toMatchObject({ status: 'booked', visitId: booked.visitId });
    expect(visitsOn(TOMORROW)).toMatchObject([
      { id: booked.visitId, clientName: 'Ольга Кузнецова', comment: 'Тихий мастер', source: 'phone', status: 'booked' },
    ]);
    salon.history.undo(salon.reception, booked.commandId!);
    expect(salon.entry(id)).toMatchObject({ status: 'waiting', visitId: null });
    expect(visitsOn(TOMORROW)).toEqual([]);
    expect(salon.wait('book', atNoon(id)).visitId).toBeGreaterThan(booked.visitId);
  });

  test('A12: a taken time is refused, and the person waits on', () => {
    const id = salon.add();
    salon.act('book', bookingOf(salon, { clientId: salon.irina }));
    expect(refusalOf(() => salon.wait('book', atNoon(id)))).toMatchObject({
      code: 'MASTER_BUSY',
      data: { clientName: 'Ирина Н.' },
    });
    expect(salon.entry(id)).toMatchObject({ status: 'waiting', version: 1 });
    const outside = atNoon(id, { startMin: 1210 });
    expect(refusalOf(() => salon.wait('book', outside)).code).toBe('OUTSIDE_SCHEDULE');
    const agreed = { ...outside, acceptedWarnings: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'] };
    expect(salon.wait('book', agreed).visitId).toBeGreaterThan(0);
  });

  test('somebody without a card gets one, in the same transaction; the same person keeps theirs', () => {
    const id = salon.add({ clientId: null, name: 'вера ли', phone: '89265554433' });
    const { clientId, commandId } = salon.wait('book', atNoon(id));
    expect(salon.entry(id)).toMatchObject({ clientId, name: 'Вера Ли', phone: '+7 926 555-44-33' });
    salon.history.undo(salon.reception, commandId!);
    expect(salon.entry(id)).toMatchObject({ clientId: null, name: 'вера ли' });

    const known = salon.add({ clientId: null, name: 'Ольга Кузнецова', phone: '+7 916 123-45-67' });
    expect(salon.wait('book', atNoon(known)).clientId).toBe(salon.olga);
  });

  test('two administrators book the same person: exactly one wins', () => {
    const id = salon.add();
    const first = atNoon(id);
    const second = atNoon(id, { startMin: 900 });
    const other = salon.callerNamed('Елена', 'administrator');
    salon.wait('book', first);
    expect(refusalOf(() => salon.wait('book', second, other)).code).toBe('STALE_VERSION');
    expect(refusalOf(() => salon.wait('book', { ...second, version: 2 }, other))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'waitingEnded' },
    });
    expect(visitsOn(TOMORROW)).toHaveLength(1);
  });

  test('two people for the last hour: exactly one gets it, the other waits on', () => {
    const { visitId } = fillTomorrow(salon);
    cancel(salon, visitId);
    const one = salon.add();
    const other = salon.add({ clientId: salon.irina });
    salon.wait('book', atNoon(other));
    expect(refusalOf(() => salon.wait('book', atNoon(one))).code).toBe('MASTER_BUSY');
    expect([salon.entry(one).status, salon.entry(other).status]).toEqual(['waiting', 'booked']);
  });
});

describe('nr 4: offers with a time for the answer', () => {
  const window = () => ({ localDate: TOMORROW, staffId: salon.anna, startMin: 720, endMin: 780 });

  test('first in line: one is asked, then the next one, by a no and by silence', () => {
    const { visitId } = fillTomorrow(salon);
    const [first, second, third] = [salon.add(), salon.add({ clientId: salon.irina }), salon.add()];
    cancel(salon, visitId);
    expect(salon.wait('offerWindow', window()).offered.map(({ entryId }) => entryId)).toEqual([first]);
    expect(salon.entry(first).offer).toMatchObject({ localDate: TOMORROW, startMin: 720, isExpired: false });

    const declined = salon.wait('decline', { entryId: first, version: salon.entry(first).version });
    expect(declined.next).toEqual({ entryId: second, name: 'Ирина Новикова' });
    expect(salon.entry(first)).toMatchObject({ status: 'waiting', offer: null });

    salon.passMinutes(29);
    expect(salon.entry(second).offer?.isExpired).toBe(false);
    salon.passMinutes(1);
    expect(salon.entry(second).offer?.isExpired).toBe(true);
    const silent = salon.wait('decline', { entryId: second, version: salon.entry(second).version });
    expect(silent.next?.entryId).toBe(third);
    const last = salon.wait('decline', { entryId: third, version: salon.entry(third).version });
    expect(last.next).toBeNull();
    // All three have said no to this hour: nobody is asked a second time.
    expect(salon.wait('matchesAfter', { visitId }).matches).toEqual([]);
    salon.history.undo(salon.reception, last.commandId!);
    expect(salon.entry(third).offer).toMatchObject({ startMin: 720 });
  });

  test('first to answer: all are asked at once, the first booking wins, the others are to be told', () => {
    salon.set({ waitlistPolicy: 'first_to_answer', offerTimeoutMin: 120 });
    const { visitId } = fillTomorrow(salon);
    const [one, two] = [salon.add(), salon.add({ clientId: salon.irina })];
    cancel(salon, visitId);
    expect(salon.wait('offerWindow', window()).offered).toHaveLength(2);
    const seen = salon.wait('matchesAfter', { visitId }).matches;
    expect(seen.map(({ isOffered }) => isOffered)).toEqual([true, true]);
    const booked = salon.wait('book', atNoon(two));
    expect(booked.told).toEqual(['Ольга Кузнецова']);
    expect(salon.entry(one)).toMatchObject({ status: 'waiting', offer: null });
    salon.history.undo(salon.reception, booked.commandId!);
    expect(salon.entry(one).offer).not.toBeNull();
    expect(salon.entry(two).status).toBe('offered');
  });

  test('by hand: the person chooses whom to offer what', () => {
    salon.set({ waitlistPolicy: 'manual' });
    const id = salon.add({ fromDate: TOMORROW });
    const offered = salon.wait('offer', { entryId: id, version: 1, localDate: TOMORROW, startMin: 900 });
    expect(offered.untilMs).toBe(salon.clock.nowMs() + 30 * 60_000);
    expect(salon.entry(id).offer).toMatchObject({ startMin: 900, endMin: 960 });
    expect(salon.wait('decline', { entryId: id, version: 2 }).next).toBeNull();
  });

  test('a time that is taken, over, or refers to nobody is not offered', () => {
    const id = salon.add();
    salon.act('book', bookingOf(salon, { clientId: salon.irina }));
    salon.act('book', bookingOf(salon, { clientId: null, staffId: salon.maria }));
    const offer = { entryId: id, version: 1, localDate: TOMORROW, startMin: 720 };
    expect(refusalOf(() => salon.wait('offer', offer)).code).toBe('SLOT_TAKEN');
    const lines = [{ serviceId: salon.cut, staffId: salon.anna }];
    expect(refusalOf(() => salon.wait('offer', { ...offer, lines })).code).toBe('SLOT_TAKEN');
    expect(refusalOf(() => salon.wait('offer', { ...offer, localDate: TODAY, startMin: 540 }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { reason: 'IN_PAST' },
    });
    expect(refusalOf(() => salon.wait('decline', { entryId: id, version: 1 }))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'notOffered' },
    });
    expect(refusalOf(() => salon.wait('offerWindow', { ...window(), endMin: 700 })).code).toBe('INVALID_INPUT');
  });

  test('whoever was offered another hour is not asked about this one', () => {
    const { visitId } = fillTomorrow(salon);
    const id = salon.add();
    salon.wait('offer', { entryId: id, version: 1, localDate: TODAY, startMin: 900 });
    cancel(salon, visitId);
    expect(salon.wait('matchesAfter', { visitId }).matches).toEqual([]);
    salon.passMinutes(31);
    expect(salon.wait('matchesAfter', { visitId }).matches.map(({ entryId }) => entryId)).toEqual([id]);
  });
});

describe('A13: a seat of a group event', () => {
  test('a freed seat is offered in order, and the last one is taken by exactly one', () => {
    const eventId = salon.addClass(1);
    const visitId = salon.joinClass(eventId, salon.irina);
    const [first, second] = [
      salon.add({ serviceIds: [], groupEventId: eventId }),
      salon.add({ serviceIds: [], groupEventId: eventId, clientId: null, name: 'Вера Ли' }),
    ];
    expect(salon.entry(first)).toMatchObject({
      fromDate: TOMORROW,
      group: { title: 'Мастер-класс', startMin: 1080, endMin: 1140, free: 0 },
    });
    expect(salon.wait('places', {})).toEqual([]);
    expect(refusalOf(() => salon.wait('join', { entryId: first, version: 1 })).code).toBe('GROUP_FULL');
    cancel(salon, visitId);
    expect(salon.wait('matchesAfter', { visitId }).matches.map(({ entryId, place }) => [entryId, place])).toEqual([
      [first, null],
      [second, null],
    ]);
    expect(salon.wait('places', {})).toMatchObject([
      { entryId: first, place: { localDate: TOMORROW, startMin: 1080 } },
      { entryId: second },
    ]);

    const joined = salon.wait('join', { entryId: second, version: 1 });
    expect(salon.entry(second)).toMatchObject({ status: 'booked', visitId: joined.visitId, clientId: joined.clientId });
    expect(refusalOf(() => salon.wait('join', { entryId: first, version: 1 })).code).toBe('GROUP_FULL');
    salon.history.undo(salon.reception, joined.commandId!);
    expect(salon.entry(second)).toMatchObject({ status: 'waiting', clientId: null });
    expect(salon.wait('join', { entryId: first, version: 1 }).clientId).toBe(salon.olga);
  });

  test('who waits for a time has no seat to take', () => {
    const id = salon.add();
    expect(refusalOf(() => salon.wait('join', { entryId: id, version: 1 })).code).toBe('INVALID_INPUT');
  });
});

describe('requests (J20)', () => {
  const request = (change: object = {}) =>
    salon.wait('add', {
      kind: 'request',
      clientId: salon.olga,
      serviceIds: [salon.cut],
      source: 'web',
      fromDate: TOMORROW,
      toDate: TOMORROW,
      fromMin: 600,
      toMin: 600,
      ...change,
    });

  test('an answer is promised, and its delay shows', () => {
    const { entryId } = request();
    expect(salon.entry(entryId)).toMatchObject({ dueAtMs: salon.clock.nowMs() + 60 * 60_000, isOverdue: false });
    salon.passMinutes(60);
    expect(salon.entry(entryId).isOverdue).toBe(true);
    expect(salon.wait('list', {}).counts).toEqual({ waiting: 0, walkIn: 0, request: 1, overdue: 1 });
  });

  test('one of the desk takes it on', () => {
    const { entryId } = request();
    salon.wait('take', { entryId, version: 1, isMine: true });
    expect(salon.entry(entryId)).toMatchObject({ ownerId: salon.reception.userId, ownerName: 'Test administrator' });
    salon.wait('take', { entryId, version: 2, isMine: false });
    expect(salon.entry(entryId).ownerId).toBeNull();
  });

  test('nr 13: a free time that leaves no dead gap is booked at once, in one command', () => {
    const accepted = request({ autoAccept: true });
    expect(accepted.verdict).toBe('accept');
    expect(salon.entry(accepted.entryId)).toMatchObject({ status: 'booked', visitId: accepted.visitId });
    expect(visitsOn(TOMORROW)).toMatchObject([{ source: 'online', lines: [{ startMin: 600 }] }]);
    salon.history.undo(salon.reception, accepted.commandId!);
    expect(salon.wait('list', { withClosed: true }).entries).toEqual([]);
    expect(visitsOn(TOMORROW)).toEqual([]);
  });

  test.each([
    ['a person decides unless asked otherwise', {}, 'accept'],
    ['A10: a dead gap of 15 min', { fromMin: 615, toMin: 615, autoAccept: true }, 'deadGap'],
    ['outside the shift', { fromMin: 1200, toMin: 1200, autoAccept: true }, 'busy'],
    ['no exact time', { toMin: null, autoAccept: true }, 'noExactTime'],
    ['no service', { serviceIds: [], autoAccept: true }, 'noService'],
    ['over', { fromDate: TODAY, toDate: TODAY, fromMin: 595, toMin: 595, autoAccept: true }, 'past'],
  ])('%s', (_, change, verdict) => {
    const { entryId, visitId, verdict: said } = request(change);
    expect([said, visitId, salon.entry(entryId).status]).toEqual([verdict, null, 'waiting']);
  });

  test('whose time is taken gets the nearest other one, on that day or the next', () => {
    salon.act('book', bookingOf(salon, { startMin: 600, clientId: null }));
    const { entryId } = request({ staffIds: [salon.anna], fromMin: 615, toMin: 615 });
    const other = () => salon.wait('places', {}).find((found) => found.entryId === entryId);
    expect(other()).toMatchObject({ isAlternative: true, place: { localDate: TOMORROW, startMin: 660 } });
    salon.write((tx) =>
      tx.runSql("insert into blocks (staff_id, local_date, start_min, end_min, reason) values (?, ?, 660, 1200, '')", [
        salon.anna,
        TOMORROW,
      ]),
    );
    expect(other()?.place).toMatchObject({ localDate: '2026-03-14', startMin: 615 });
    salon.wait('update', { entryId, version: 1, values: { staffIds: [salon.maria] } });
    expect(other()).toMatchObject({ isAlternative: false, place: { localDate: TOMORROW, startMin: 615 } });
  });

  test('another time is offered instead; declined is not the same as closed', () => {
    const { entryId } = request();
    salon.wait('offer', { entryId, version: 1, localDate: TOMORROW, startMin: 780 });
    expect(salon.entry(entryId)).toMatchObject({ status: 'offered', fromMin: 600, isOverdue: false });
    salon.wait('close', { entryId, version: 2, reason: 'Нет времени', isDeclined: true });
    expect(salon.entry(entryId)).toMatchObject({ status: 'declined', closedReason: 'Нет времени' });
  });
});

describe('the live queue (J22)', () => {
  const walkIn = (change: object = {}): number => salon.add({ kind: 'walk_in', clientId: null, ...change });

  test('everybody learns their turn; the one who asks gets an estimate without entering', () => {
    const [first, second, third] = [walkIn(), walkIn(), walkIn()];
    const { turns } = salon.wait('queue', { serviceIds: [salon.cut] });
    // Three guests were written down in three minutes: it is 10:03.
    expect(turns.map(({ entryId, position, turn }) => [entryId, position, turn?.startMin])).toEqual([
      [first, 1, 605],
      [second, 2, 605],
      [third, 3, 665],
      [null, 4, 665],
    ]);
    expect(turns[0]?.turn?.staffNames).toEqual(['Анна Соколова']);
    expect(turns[1]?.turn).toMatchObject({ staffNames: ['Мария Титова'], waitMin: 2 });
  });

  test('a visit that runs over its end is counted in', () => {
    salon.act('book', bookingOf(salon, { localDate: TODAY, startMin: 600, staffId: salon.maria, status: 'arrived' }));
    const [visit] = visitsOn(TODAY);
    salon.act('setStatus', { visitId: visit!.id, version: 1, status: 'in_progress' });
    salon.passMinutes(70);
    const id = walkIn({ staffIds: [salon.maria] });
    // 11:11, the visit ended at 11:00 on paper: nobody knows better than ten more minutes.
    const [turn] = salon.wait('queue', {}).turns;
    expect(turn).toMatchObject({ entryId: id, turn: { startMin: 685, waitMin: 14 } });
  });

  test('seated now: a visit that has arrived, with the master whose turn it is; undo brings the guest back', () => {
    const id = walkIn();
    const seated = salon.wait('seat', { entryId: id, version: 1 });
    expect(seated).toMatchObject({ staffId: salon.anna, startMin: 605 });
    expect(visitsOn(TODAY)).toMatchObject([{ status: 'arrived', clientId: null, lines: [{ startMin: 605 }] }]);
    const { arrived } = salon.wait('queue', {});
    expect(arrived).toMatchObject([
      { visitId: seated.visitId, staffName: 'Анна Соколова', arrivedAtMs: salon.clock.nowMs() },
    ]);
    salon.history.undo(salon.reception, seated.commandId!);
    expect(salon.wait('queue', {})).toMatchObject({ turns: [{ entryId: id }], arrived: [] });
  });

  test('A11: the next guest goes to the other master; when all are busy nobody is seated by itself', () => {
    const ids = [walkIn(), walkIn(), walkIn()];
    const seat = (entryId: number) => salon.wait('seat', { entryId, version: 1 });
    expect([seat(ids[0]!).staffId, seat(ids[1]!).staffId]).toEqual([salon.anna, salon.maria]);
    expect(refusalOf(() => seat(ids[2]!))).toMatchObject({ code: 'CONFLICT', data: { reason: 'nobodyFree' } });
    // A named master is asked of the journal, which tells who stands in the way.
    const named = { entryId: ids[2]!, version: 1, localDate: TODAY, startMin: 605, status: 'arrived' };
    const lines = [{ serviceId: salon.cut, staffId: salon.anna }];
    expect(refusalOf(() => salon.wait('book', { ...named, lines })).code).toBe('MASTER_BUSY');
    expect(salon.wait('book', { ...named, startMin: 665, lines }).told).toEqual([]);
    expect(visitsOn(TODAY).map(({ status }) => status)).toEqual(['arrived', 'arrived', 'arrived']);
  });

  test('who has come and since when, by the log of the visit', () => {
    salon.act('book', bookingOf(salon, { localDate: TODAY, startMin: 660 }));
    salon.act(
      'book',
      bookingOf(salon, { localDate: TODAY, startMin: 630, staffId: salon.maria, clientId: salon.irina }),
    );
    const [one, two] = visitsOn(TODAY).toSorted((a, b) => b.lines[0]!.startMin - a.lines[0]!.startMin);
    salon.passMinutes(5);
    const since = salon.clock.nowMs();
    salon.act('setStatus', { visitId: one!.id, version: 1, status: 'arrived' });
    salon.passMinutes(7);
    salon.act('setStatus', { visitId: two!.id, version: 1, status: 'arrived' });
    // A changed comment is not a new arrival.
    salon.passMinutes(3);
    salon.act('edit', { visitId: one!.id, version: 2, comment: 'Кофе' });
    expect(salon.wait('queue', {}).arrived).toMatchObject([
      { name: 'Ольга Кузнецова', startMin: 660, arrivedAtMs: since },
      { name: 'Ирина Новикова', startMin: 630, arrivedAtMs: since + 7 * 60_000 },
    ]);
  });
});
