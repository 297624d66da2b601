import { afterEach, beforeEach, expect, test } from 'vitest';
import { type JournalSalon, TOMORROW, bookingOf, openJournalSalon, refusalOf } from './journal-salon.ts';

let salon: JournalSalon;
beforeEach(async () => {
  salon = await openJournalSalon();
});
afterEach(() => {
  salon.close();
});

test('a booked visit stands in its day with client, service, price and load', () => {
  const booked = salon.act('book', bookingOf(salon));
  const day = salon.journal.day(salon.reception, TOMORROW);
  expect(day.visits).toHaveLength(1);
  expect(day.visits[0]).toMatchObject({
    id: booked.visitId,
    clientName: 'Ольга Кузнецова',
    clientPhone: '+7 916 123-45-67',
    status: 'booked',
    isFirstVisit: true,
    isBirthday: false,
    lines: [{ serviceName: 'Стрижка', startMin: 720, durationMin: 60, priceMinor: 200_000, staffId: salon.anna }],
  });
  // 60 of 570 working minutes (10–20 without the break).
  expect(day.staff.map(({ shortName, loadBp }) => [shortName, loadBp])).toEqual([
    ['Анна С.', 1053],
    ['Мария Т.', 0],
  ]);
  expect(booked.commandId).toBeGreaterThan(0);
});

test('move, setStatus and cancel follow one after another', () => {
  const { visitId } = salon.act('book', bookingOf(salon, { status: 'confirmed' }));
  const [visit] = salon.journal.day(salon.reception, TOMORROW).visits;
  const moved = salon.act('move', {
    visitId,
    version: 1,
    localDate: TOMORROW,
    lineId: visit!.lines[0]!.id,
    startMin: 900,
    staffId: salon.maria,
  });
  expect(moved.version).toBe(2);
  expect(salon.journal.visit(salon.reception, visitId)).toMatchObject({
    status: 'booked',
    lines: [{ startMin: 900, staffId: salon.maria }],
  });
  const arrived = salon.act('setStatus', { visitId, version: 2, status: 'arrived' });
  salon.act('cancel', { visitId, version: arrived.version, by: 'client', reason: 'Передумала' });
  expect(salon.journal.visit(salon.reception, visitId)).toMatchObject({
    status: 'cancelled',
    cancelReason: 'Передумала',
  });
});

test('A12: a taken slot is refused with who stands there and who put them there', () => {
  const elena = salon.callerNamed('Елена К.', 'administrator');
  salon.act('book', bookingOf(salon), elena);
  const refusal = refusalOf(() => salon.act('book', bookingOf(salon, { clientId: salon.irina, startMin: 750 })));
  expect(refusal).toMatchObject({
    code: 'MASTER_BUSY',
    data: {
      clientName: 'Ольга К.',
      staffName: 'Анна Соколова',
      startMin: 720,
      endMin: 780,
      byName: 'Елена К.',
      atMs: salon.clock.nowMs(),
    },
  });
});
