import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { DAY_TABLES, REPLAY_SQL } from '../../../src-main/replay/replay.repository.ts';
import { ReplayService } from '../../../src-main/replay/replay.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Day, DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import {
  type JournalSalon,
  TODAY,
  TOMORROW,
  bookingOf,
  openJournalSalon,
  refusalOf,
} from '../journal/journal-salon.ts';

const AFTER_TOMORROW = '2026-03-14';
const DAYS = [TODAY, TOMORROW, AFTER_TOMORROW];

let salon: JournalSalon;
let history: HistoryService;
let replay: ReplayService;
beforeEach(async () => {
  salon = await openJournalSalon();
  history = new HistoryService(salon.deps, [(tx, command) => salon.journal.assertNoConflictsAfterUndo(tx, command)]);
  replay = new ReplayService(salon.deps, { journal: salon.journal, history });
});
afterEach(() => {
  salon.close();
});

const dayNow = (localDate: string): Day => salon.journal.day(salon.reception, localDate);
const dayAfter = (localDate: string, commandId: number): Day =>
  replay.dayAt(salon.reception, localDate, 0, commandId).day;

describe('the journal as it looked', () => {
  test('after each command of random histories every day, rebuilt from the log, is the day that was seen', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = createRandom(seed);
      const snapshots: { commandId: number; atMs: number; days: Day[] }[] = [];
      const undoable: number[] = [];
      for (let step = 0; step < 40; step++) {
        salon.clock.atMs += random.int(0, 2) * random.int(1, 300_000);
        const commandId = attempt(() => randomAct(random, undoable));
        if (commandId === null) continue;
        undoable.push(commandId);
        snapshots.push({ commandId, atMs: salon.clock.atMs, days: DAYS.map(dayNow) });
      }
      expect(snapshots.length).toBeGreaterThan(8);
      for (const [index, { commandId, atMs, days }] of snapshots.entries()) {
        const isLastAtItsTime = snapshots[index + 1]?.atMs !== atMs;
        for (const [at, localDate] of DAYS.entries()) {
          expect(dayAfter(localDate, commandId), `seed ${seed}, command ${commandId}, ${localDate}`).toEqual(days[at]);
          if (isLastAtItsTime) {
            expect(replay.dayAt(salon.reception, localDate, atMs).day, `seed ${seed}, at ${atMs}`).toEqual(days[at]);
          }
        }
      }
    }
  });

  test('moments tell who changed the day, in words, and which visits; a day that only lost a visit has its moment too', () => {
    const before = salon.clock.atMs;
    const { visitId } = salon.act('book', bookingOf(salon));
    salon.clock.atMs += 60_000;
    const { id: lineId } = dayNow(TOMORROW).visits[0]!.lines[0]!;
    const elena = salon.callerNamed('Елена', 'administrator');
    const move = { visitId, version: 1, localDate: AFTER_TOMORROW, lineId, startMin: 900, staffId: salon.maria };
    salon.act('move', move, elena);
    const moments = replay.moments(TOMORROW);
    expect(moments.map(({ name, actorName, visitIds, effect }) => [name, actorName, visitIds, effect])).toEqual([
      ['journal.book', 'Test administrator', [visitId], 'done'],
      ['journal.move', 'Елена', [visitId], 'done'],
    ]);
    expect(moments[1]!.summary?.key).toBe('journal.move');
    expect(replay.moments(AFTER_TOMORROW).map(({ name }) => name)).toEqual(['journal.move']);
    expect(replay.moments(TODAY)).toEqual([]);
    const past = replay.dayAt(salon.reception, TOMORROW, before + 59_999);
    expect(past.day.visits.map(({ id }) => id)).toEqual([visitId]);
    expect(past.commandId).toBe(moments[0]!.commandId);
    const empty = replay.dayAt(salon.reception, TOMORROW, before - 1);
    expect([empty.commandId, empty.day.visits]).toEqual([null, []]);
  });

  test('a visit that a redo brought back, a block that is gone and a group event stand where they stood', () => {
    const booked = salon.act('book', bookingOf(salon));
    const undo = history.undo(salon.reception, booked.commandId ?? 0);
    expect(dayNow(TOMORROW).visits).toEqual([]);
    const redo = history.undo(salon.reception, undo.commandId ?? 0);
    expect(dayAfter(TOMORROW, undo.commandId ?? 0).visits).toEqual([]);
    expect(dayAfter(TOMORROW, redo.commandId ?? 0).visits).toHaveLength(1);
    expect(replay.moments(TOMORROW).map(({ effect }) => effect)).toEqual(['done', 'undone', 'redone']);
    const block = {
      staffId: salon.maria,
      roomId: null,
      localDate: TOMORROW,
      startMin: 900,
      endMin: 960,
      reason: 'Врач',
    };
    const closed = salon.act('addBlock', block);
    const opened = salon.journal.removeBlock(salon.reception, closed.blockId);
    expect(dayAfter(TOMORROW, closed.commandId ?? 0).blocks).toMatchObject([{ reason: 'Врач' }]);
    expect(dayAfter(TOMORROW, opened.commandId ?? 0).blocks).toEqual([]);
    const eventId = salon.write((tx) =>
      tx.insert(
        query.insertInto('group_events').values({
          service_id: salon.cut,
          staff_id: salon.anna,
          local_date: TOMORROW,
          start_min: 1000,
          duration_min: 90,
          capacity: 8,
          price_minor: 0,
          title: 'Стретчинг',
          created_at_ms: 0,
        }),
      ),
    );
    salon.clock.atMs += 1;
    salon.write((tx) => tx.run(query.updateTable('group_events').set({ start_min: 1100 }).where('id', '=', eventId)));
    const startAt = (atMs: number) =>
      replay.dayAt(salon.reception, TOMORROW, atMs).day.events.map(({ startMin: start }) => start);
    expect([startAt(salon.clock.atMs - 1), startAt(salon.clock.atMs)]).toEqual([[1000], [1100]]);
  });

  test('D5: a master sees masked phones in the past too; what was erased stays erased; an unknown command is refused', () => {
    salon.act('book', { ...bookingOf(salon), comment: 'Просила окно' });
    const master = salon.callerOf('master');
    expect(replay.dayAt(master, TOMORROW, salon.clock.atMs).day.visits[0]!.clientPhone).toBe('+7 9•• •••-••-67');
    salon.write((tx) => tx.run(query.updateTable('clients').set({ first_name: 'Удалено', last_name: '' })));
    expect(replay.dayAt(master, TOMORROW, salon.clock.atMs).day.visits[0]!.clientName).toBe('Удалено');
    expect(refusalOf(() => replay.dayAt(master, TOMORROW, 0, 999)).code).toBe('NOT_FOUND');
  });

  test('the log is reached by index only, so that the cost is that of the day', () => {
    const parameters: Record<keyof typeof REPLAY_SQL, unknown[]> = {
      visits: [TODAY],
      visit_lines: [TODAY],
      blocks: [TODAY],
      group_events: [TODAY],
      onceHere: [TODAY],
      changesOf: [1, 1],
      commands: ['[1]'],
    };
    for (const name of Object.keys(REPLAY_SQL) as (keyof typeof REPLAY_SQL)[]) {
      const plan = salon.store.connection
        .prepare(`explain query plan ${REPLAY_SQL[name]}`)
        .all(...parameters[name]) as { detail: string }[];
      const details = plan.map(({ detail }) => detail).filter((detail) => !detail.includes('json_each'));
      expect(
        details.filter((detail) => detail.startsWith('SCAN')),
        name,
      ).toEqual([]);
      if (name === 'onceHere') expect(details.join()).toContain('change_old_date');
      if (name === 'changesOf') expect(details.join()).toContain('change_row');
    }
    expect(DAY_TABLES.every((table) => salon.store.tablesByName.has(table))).toBe(true);
  });
});

/** Runs an act; a refusal is no command. */
function attempt(act: () => number | null): number | null {
  try {
    return act();
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

function randomAct(random: ReturnType<typeof createRandom>, undoable: readonly number[]): number | null {
  const visits = DAYS.flatMap((date) => dayNow(date).visits);
  const visit: DayVisit | undefined = visits.length > 0 ? random.pick(visits) : undefined;
  const place = {
    localDate: random.pick(DAYS),
    startMin: 600 + 15 * random.int(0, 36),
    staffId: random.pick([salon.anna, salon.maria]),
  };
  const kind = random.int(0, 9);
  if (visit === undefined || kind < 3) {
    const clientId = random.pick([salon.olga, salon.irina, null]);
    const serviceId = random.pick([salon.cut, salon.colour]);
    const lines = [{ serviceId, staffId: place.staffId }];
    if (random.int(0, 2) === 0) lines.push({ serviceId: salon.cut, staffId: salon.maria });
    const { localDate, startMin } = place;
    return salon.act('book', { localDate, startMin, clientId, lines, acceptedWarnings: ['CLIENT_BUSY'] }).commandId;
  }
  const at = { visitId: visit.id, version: visit.version };
  switch (kind) {
    case 3:
    case 4:
    case 5: {
      const scope = random.pick(['visit', 'line'] as const);
      const lineId = random.pick(visit.lines).id;
      return salon.act('move', { ...at, ...place, lineId, scope, acceptedWarnings: ['CLIENT_BUSY'] }).commandId;
    }
    case 6:
      return salon.act('edit', { ...at, comment: `Комментарий ${random.int(1, 99)}` }).commandId;
    case 7:
      return salon.act('cancel', { ...at, by: 'client', reason: 'Передумала' }).commandId;
    case 8: {
      const { localDate, startMin, staffId } = place;
      const block = { staffId, roomId: null, localDate, startMin, endMin: startMin + 60, reason: 'Обед' };
      return salon.act('addBlock', block).commandId;
    }
    default:
      return undoable.length === 0 ? null : history.undo(salon.reception, random.pick(undoable)).commandId;
  }
}
