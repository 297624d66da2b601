import type { RoomId, StaffId } from '../../../src-shared/contract-base.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JOURNAL_SQL } from '../../../src-main/journal/journal.repository.ts';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { findConflicts } from '../../../src-shared/journal/conflicts.rules.ts';
import { movedLines } from '../../../src-shared/journal/move.rules.ts';
import { daySchema, journalContract } from '../../../src-shared/journal/journal.contract.ts';
import { type JournalSalon, TODAY, TOMORROW, bookingOf, openJournalSalon, refusalOf } from './journal-salon.ts';

let salon: JournalSalon;
beforeEach(async () => {
  salon = await openJournalSalon();
});
afterEach(() => {
  salon.close();
});

describe('query plans', () => {
  const parameters: Record<keyof typeof JOURNAL_SQL, unknown[]> = {
    day: [TODAY],
    dayLines: [TODAY],
    visit: [1],
    visitLines: [1],
    staffDays: [1, TODAY, TOMORROW],
    staffLines: [1, TODAY, TOMORROW],
    roomDays: [TODAY, TOMORROW, 1],
    roomLines: [TODAY, TOMORROW, 1],
    staffCounts: [1, TODAY, TOMORROW],
    roomCounts: [TODAY, TOMORROW, 1],
    staffSegments: [1, TODAY, TOMORROW],
    counts: [TODAY, TOMORROW],
    segments: [TODAY, TOMORROW],
  };
  for (const name of Object.keys(JOURNAL_SQL) as (keyof typeof JOURNAL_SQL)[]) {
    test(`${name} finds visits, lines, clients and phones by index`, () => {
      const plan = salon.store.connection
        .prepare(`explain query plan ${JOURNAL_SQL[name]}`)
        .all(...parameters[name]) as { detail: string }[];
      const details = plan.map(({ detail }) => detail);
      expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
      const reads = JOURNAL_SQL[name];
      if (reads.includes('visit_lines')) {
        expect(details.some((detail) => /SEARCH (l|own) USING (COVERING )?INDEX visit_lines_/u.test(detail))).toBe(
          true,
        );
      }
      if (reads.includes('visits v')) {
        expect(details.some((detail) => /SEARCH v USING (INTEGER PRIMARY KEY|INDEX visits_date)/u.test(detail))).toBe(
          true,
        );
      }
      // Rows of a day come in the order of the index: nothing of it is sorted.
      if (name === 'day') expect(details.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
    });
  }
});

describe('reading', () => {
  test('the day is what the contract promises, with the masters in order and their loads', () => {
    salon.act('book', bookingOf(salon, { serviceId: salon.colour, startMin: 600 }));
    salon.act('addBlock', {
      staffId: salon.maria,
      roomId: null,
      localDate: TOMORROW,
      startMin: 600,
      endMin: 660,
      reason: 'Врач',
    });
    const day = daySchema.parse(salon.journal.day(salon.reception, TOMORROW));
    expect(day.visits[0]!.lines[0]!.processing).toEqual([[640, 685]]);
    expect(day.blocks).toMatchObject([
      { staffId: salon.maria, startMin: 600, endMin: 660, reason: 'Врач', version: 1 },
    ]);
    // R6: 75 active minutes of 570.
    expect(day.staff[0]!.loadBp).toBe(1316);
    expect(day.staff[1]!.work).toEqual([
      [660, 840],
      [870, 1200],
    ]);
    expect(day.staff[0]!.serviceIds).toEqual([salon.cut, salon.colour, salon.nails]);
  });

  test('see_phones: a master never receives a whole number', () => {
    const { visitId } = salon.act('book', bookingOf(salon));
    const master = salon.callerOf('master');
    const answers = [
      salon.journal.day(master, TOMORROW),
      salon.journal.visit(master, visitId),
      salon.journal.staffDays(master, { staffId: salon.anna as StaffId, fromDate: TOMORROW, days: 1 }),
    ];
    expect(salon.journal.visit(master, visitId).clientPhone).toBe('+7 9•• •••-••-67');
    const digits = JSON.stringify(answers).replaceAll(/[^\d]/gu, '');
    expect(digits).not.toContain('9161234567');
  });

  test('who left keeps the column while visits stand in it', () => {
    salon.act('book', bookingOf(salon, { staffId: salon.maria }));
    salon.write((tx) => tx.run(query.updateTable('staff').set({ left_on: TODAY }).where('id', '=', salon.maria)));
    const staffOn = (date: string) =>
      salon.journal.day(salon.reception, date).staff.map(({ id, hasLeft }) => [id, hasLeft]);
    expect(staffOn(TODAY)).toEqual([
      [salon.anna, false],
      [salon.maria, false],
    ]);
    expect(staffOn(TOMORROW)).toEqual([
      [salon.anna, false],
      [salon.maria, true],
    ]);
    expect(staffOn('2026-03-14')).toEqual([[salon.anna, false]]);
  });

  test('several days of one master: own column only, visits with all their lines', () => {
    salon.act('book', {
      ...bookingOf(salon),
      lines: [
        { serviceId: salon.cut, staffId: salon.anna },
        { serviceId: salon.cut, staffId: salon.maria },
      ],
    });
    salon.act('book', bookingOf(salon, { staffId: salon.maria, startMin: 1000, clientId: salon.irina }));
    const days = salon.act('staffDays', { staffId: salon.anna, fromDate: TODAY, days: 3 });
    expect(days.map(({ localDate, visits }) => [localDate, visits.length])).toEqual([
      [TODAY, 0],
      [TOMORROW, 1],
      ['2026-03-14', 0],
    ]);
    expect(days[1]!.staff.map(({ id }) => id)).toEqual([salon.anna]);
    expect(days[1]!.visits[0]!.lines.map(({ staffId }) => staffId)).toEqual([salon.anna, salon.maria]);
    expect(days[1]!.staff[0]!.loadBp).toBe(1053);
  });

  test('R6: counts agree with the days they stand for; cancelled visits are left out', () => {
    salon.act('book', bookingOf(salon, { serviceId: salon.colour, startMin: 600 }));
    salon.act('book', bookingOf(salon, { staffId: salon.maria, clientId: salon.irina }));
    const gone = salon.act('book', bookingOf(salon, { startMin: 1000, clientId: null }));
    salon.act('cancel', { visitId: gone.visitId, version: 1, by: 'salon', reason: 'Ошибка записи' });
    const counts = journalContract.counts['~orpc'].outputSchema!.parse(
      salon.journal.counts({ fromDate: TODAY, toDate: TOMORROW }),
    );
    expect(counts).toEqual([
      { localDate: TODAY, visits: 0, plannedMinor: 0, activeMin: 0, availableMin: 1140, loadBp: 0 },
      { localDate: TOMORROW, visits: 2, plannedMinor: 700_000, activeMin: 135, availableMin: 1140, loadBp: 1184 },
    ]);
  });

  test('R6: counts of one master and of one room; who has a shift and who is away', () => {
    salon.act('book', bookingOf(salon, { serviceId: salon.colour, startMin: 600 }));
    salon.act('book', {
      ...bookingOf(salon, { clientId: salon.irina }),
      lines: [{ serviceId: salon.cut, staffId: salon.maria, roomId: salon.room }],
    });
    const of = (filter: { staffId?: number; roomId?: number }) =>
      salon.journal.counts({ fromDate: TOMORROW, toDate: TOMORROW, ...filter });
    expect(of({ staffId: salon.anna })).toEqual([
      { localDate: TOMORROW, visits: 1, plannedMinor: 500_000, activeMin: 75, availableMin: 570, loadBp: 1316 },
    ]);
    // The salon is open 9-21 and the room has one place.
    expect(of({ roomId: salon.room })).toEqual([
      { localDate: TOMORROW, visits: 1, plannedMinor: 200_000, activeMin: 60, availableMin: 720, loadBp: 833 },
    ]);
    const [people] = salon.journal.counts({ fromDate: TOMORROW, toDate: TOMORROW, withStaff: true });
    expect(people).toMatchObject({ staffIds: [salon.anna, salon.maria], absentIds: [] });
    expect(refusalOf(() => of({ staffId: 999 })).code).toBe('NOT_FOUND');
    expect(refusalOf(() => of({ roomId: 999 })).code).toBe('NOT_FOUND');
  });

  test('several days of one room: only what stands in it, with the masters who may work there', () => {
    const line = { serviceId: salon.cut, staffId: salon.maria };
    salon.act('book', { ...bookingOf(salon), lines: [{ ...line, roomId: salon.room }] });
    salon.act('book', { ...bookingOf(salon, { startMin: 1000 }), lines: [{ ...line, roomId: null }] });
    const ask = (roomId: number) =>
      salon.journal.roomDays(salon.reception, { roomId: roomId as RoomId, fromDate: TODAY, days: 2 });
    const days = ask(salon.room);
    expect(days.map(({ localDate, visits, rooms }) => [localDate, visits.length, rooms.length])).toEqual([
      [TODAY, 0, 1],
      [TOMORROW, 1, 1],
    ]);
    expect(days[1]!.staff.map(({ id }) => id)).toEqual([salon.anna, salon.maria]);
    expect(refusalOf(() => ask(999)).code).toBe('NOT_FOUND');
  });

  test('A10: free windows of a day; today only what is still to come', () => {
    salon.act('book', bookingOf(salon, { localDate: TODAY }));
    const windows = salon.journal.freeWindows(salon.reception, TODAY, 60);
    // Now is 10:00; Anna 12:00–13:00 taken, break 14:00–14:30.
    expect(windows.map(({ staffName, startMin, endMin }) => [staffName, startMin, endMin])).toEqual([
      ['Мария Титова', 600, 840],
      ['Анна Соколова', 600, 720],
      ['Анна Соколова', 780, 840],
      ['Анна Соколова', 870, 1200],
      ['Мария Титова', 870, 1200],
    ]);
    salon.clock.atMs += 8 * 3_600_000;
    expect(salon.journal.freeWindows(salon.reception, TODAY, 60).map(({ startMin }) => startMin)).toEqual([1080, 1080]);
    expect(salon.journal.freeWindows(salon.reception, TOMORROW, 60)[0]).toMatchObject({ startMin: 600, endMin: 840 });
  });

  test('R6: the sums of a day follow each booking, cancelling and undo', () => {
    const visits = (): number => salon.journal.counts({ fromDate: TODAY, toDate: TOMORROW })[1]!.visits;
    expect(visits()).toBe(0);
    const { visitId } = salon.act('book', bookingOf(salon));
    expect(visits()).toBe(1);
    salon.act('book', bookingOf(salon, { startMin: 960, clientId: salon.irina }));
    expect(visits()).toBe(2);
    const { commandId } = salon.act('cancel', { visitId, version: 1, by: 'client', reason: 'Заболела' });
    expect(visits()).toBe(1);
    undoCommand(salon.store.work, salon.store.tables, salon.reception.actor(salon.clock), commandId!);
    expect(visits()).toBe(2);
    expect(salon.journal.counts({ fromDate: TOMORROW, toDate: TOMORROW })).toEqual([
      salon.journal.counts({ fromDate: TODAY, toDate: TOMORROW })[1],
    ]);
  });

  test('a change of the price list is seen at once', () => {
    salon.act('book', bookingOf(salon));
    expect(salon.journal.day(salon.reception, TOMORROW).visits[0]!.lines[0]!.serviceName).toBe('Стрижка');
    salon.write((tx) =>
      tx.run(query.updateTable('services').set({ name: 'Стрижка каре' }).where('id', '=', salon.cut)),
    );
    expect(salon.journal.day(salon.reception, TOMORROW).visits[0]!.lines[0]!.serviceName).toBe('Стрижка каре');
  });

  test('ui.md 1.3 rule 9: the screen finds in its day what the transaction would refuse', () => {
    salon.act('book', bookingOf(salon));
    const { visitId } = salon.act('book', bookingOf(salon, { startMin: 960, clientId: salon.irina }));
    const day = salon.journal.day(salon.reception, TOMORROW);
    const visit = day.visits.find(({ id }) => id === visitId)!;
    const lineId = visit.lines[0]!.id;
    for (const startMin of [600, 675, 720, 779, 780, 820, 960, 1141, 1170, 1300]) {
      const to = { lineId, startMin, staffId: salon.anna, scope: 'visit' as const };
      const lines = movedLines(visit.lines, to, () => null);
      const proposal = { visitId, clientId: visit.clientId, lines };
      const [first] = findConflicts(proposal, day, salon.settings.now());
      const { version } = salon.journal.visit(salon.reception, visitId);
      const act = () => salon.act('move', { visitId, version, localDate: TOMORROW, ...to });
      if (first) expect(refusalOf(act)).toMatchObject({ code: first.code, data: { level: first.level } });
      else {
        const { commandId } = act();
        if (commandId) undoCommand(salon.store.work, salon.store.tables, salon.reception.actor(salon.clock), commandId);
      }
    }
  });
});
