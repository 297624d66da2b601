import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { blocksContract } from '../../../src-shared/journal/blocks.contract.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { type JournalSalon, TODAY, TOMORROW, bookingOf, openJournalSalon, refusalOf } from './journal-salon.ts';

let salon: JournalSalon;
beforeEach(async () => {
  salon = await openJournalSalon();
});
afterEach(() => salon.close());

const place = (values: object = {}) => ({
  staffId: null,
  roomId: salon.room,
  serviceId: null,
  localDate: TOMORROW,
  startMin: 600,
  endMin: 900,
  ...values,
});
const add = (values: object = {}, caller = salon.reception) =>
  salon.journal.addBlock(
    caller,
    blocksContract.addBlock['~orpc'].inputSchema!.parse({ ...place(values), reason: 'Ремонт' }),
  );
const visitsIn = (values: object = {}) =>
  salon.journal.blockedVisits(blocksContract.blockedVisits['~orpc'].inputSchema!.parse(place(values)));
const bookInRoom = (change: object = {}) =>
  salon.act('book', {
    ...bookingOf(salon),
    lines: [{ serviceId: salon.cut, staffId: salon.anna, roomId: salon.room }],
    ...change,
  });
const undo = (commandId: number | null) =>
  new HistoryService(salon.deps, [(tx, command) => salon.journal.assertNoConflictsAfterUndo(tx, command)]).undo(
    salon.reception,
    commandId!,
  );

describe('closing time', () => {
  test('A4 a room is closed over several days as one command, opened as one, undone as one', () => {
    const { blockIds, commandId, visits } = add({ toDate: '2026-03-15' });
    expect(blockIds).toHaveLength(3);
    expect(visits).toBe(0);
    const listed = () => salon.journal.blocks({ roomId: salon.room as never, fromDate: TODAY });
    expect(listed().map(({ localDate }) => localDate)).toEqual(['2026-03-13', '2026-03-14', '2026-03-15']);
    salon.journal.removeBlocks(salon.reception, blockIds);
    expect(listed()).toEqual([]);
    expect(refusalOf(() => salon.journal.removeBlocks(salon.reception, blockIds)).code).toBe('NOT_FOUND');
    const again = add({ toDate: '2026-03-15' });
    undo(again.commandId);
    expect(listed()).toEqual([]);
    const whenOf = (id: number | null) =>
      JSON.parse(
        salon.store.reader.get(sqlText<{ summary: string }>('select summary from command where id = ?', id))!.summary,
      ).values.when as string;
    expect(whenOf(commandId)).toBe('13.03 10:00–15:00 – 15.03');
    expect(whenOf(add({ startMin: 0, endMin: 1440 }).commandId)).toBe('13.03');
    expect(commandId).not.toBe(again.commandId);
  });

  test('R3 who is booked there is named before; the closing is refused, or forced with the right and a reason', () => {
    const { visitId } = bookInRoom();
    expect(visitsIn({ toDate: '2026-03-14' })).toEqual([
      expect.objectContaining({
        visitId,
        localDate: TOMORROW,
        startMin: 720,
        endMin: 780,
        staffName: 'Анна Соколова',
        clientName: 'Ольга Кузнецова',
        serviceName: 'Стрижка',
      }),
    ]);
    expect(refusalOf(() => add())).toMatchObject({
      code: 'ROOM_FULL',
      data: { visitId, clientName: 'Ольга Кузнецова', roomName: 'Кабинет 1', count: 1 },
    });
    expect(salon.journal.blocks({ roomId: salon.room as never, fromDate: TODAY })).toEqual([]);
    const force = { overrideReason: 'Прорвало трубу' };
    expect(refusalOf(() => add(force, salon.callerOf('master'))).code).toBe('FORBIDDEN');
    expect(add(force)).toMatchObject({ visits: 1 });
    expect(salon.journal.blocks({ roomId: salon.room as never, fromDate: TODAY })).toMatchObject([{ visits: 1 }]);
  });

  test('A6 buffers and processing count: a master may be closed while colour works', () => {
    salon.act('book', bookingOf(salon, { serviceId: salon.colour, startMin: 600 }));
    const own = (startMin: number, endMin: number) => visitsIn({ roomId: null, staffId: salon.anna, startMin, endMin });
    expect(own(640, 685)).toEqual([]);
    expect(own(639, 650)).toHaveLength(1);
    salon.act('book', bookingOf(salon, { serviceId: salon.nails, startMin: 900, clientId: salon.irina }));
    expect(own(960, 970)).toHaveLength(1);
    expect(own(970, 980)).toEqual([]);
    expect(own(880, 895)).toEqual([]);
    expect(own(880, 896)).toHaveLength(1);
  });

  test('A1 a visit over midnight stands in the way of the next day too, a closing over midnight in the way of its morning', () => {
    const { visitId } = bookInRoom({
      localDate: TODAY,
      startMin: 1410,
      acceptedWarnings: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'],
    });
    expect(visitsIn({ startMin: 0, endMin: 1440 })).toMatchObject([{ visitId, localDate: TODAY, startMin: 1410 }]);
    expect(visitsIn({ startMin: 30, endMin: 600 })).toEqual([]);
    expect(visitsIn({ startMin: 29, endMin: 600 })).toHaveLength(1);
    expect(refusalOf(() => add({ startMin: 0, endMin: 1440 })).code).toBe('ROOM_FULL');
    expect(visitsIn({ localDate: '2026-03-11', startMin: 1320, endMin: 2850 })).toEqual([]);
    expect(visitsIn({ localDate: '2026-03-11', startMin: 1320, endMin: 2851 })).toHaveLength(1);
  });

  test('J18 a service is closed: its bookings are in the way, others are not', () => {
    salon.act('book', bookingOf(salon));
    const values = { roomId: null, serviceId: salon.cut };
    expect(refusalOf(() => add(values)).code).toBe('MASTER_BUSY');
    expect(add({ ...values, serviceId: salon.colour })).toMatchObject({ visits: 0 });
    expect(refusalOf(() => add({ ...values, serviceId: 99 }))).toMatchObject({
      code: 'NOT_FOUND',
      data: { what: 'service' },
    });
  });

  test.each([
    ['an end before the start', { startMin: 700, endMin: 700 }, 'EMPTY_INTERVAL'],
    ['reversed dates', { toDate: TODAY }, 'DATES_REVERSED'],
    ['two years', { toDate: '2028-03-13' }, 'RANGE_TOO_LONG'],
    ['nothing to close', { roomId: null }, 'ONE_OF_MASTER_ROOM_SERVICE'],
    ['a room and a service at once', { serviceId: 1 }, 'ONE_OF_MASTER_ROOM_SERVICE'],
  ])('bad input: %s', (_, values, fault) => {
    const { code, data } = refusalOf(() => add(values));
    expect(code).toBe('INVALID_INPUT');
    expect([data['fault'], data['reason']]).toContain(fault);
  });

  test('A12 an undo does not close time that somebody was booked into since', () => {
    const { blockIds } = add();
    const { commandId } = salon.journal.removeBlocks(salon.reception, blockIds);
    const { visitId } = bookInRoom();
    expect(refusalOf(() => undo(commandId))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'slotTaken', conflict: 'ROOM_FULL', visitId },
    });
    expect(salon.journal.blocks({ roomId: salon.room as never, fromDate: TODAY })).toEqual([]);
  });

  test('A12 an undo brings back a forced closing over those who stood there before', () => {
    bookInRoom();
    const { blockIds } = add({ overrideReason: 'Ремонт' });
    const { commandId } = salon.journal.removeBlocks(salon.reception, blockIds);
    undo(commandId);
    expect(salon.journal.blocks({ roomId: salon.room as never, fromDate: TODAY })).toHaveLength(1);
  });
});
