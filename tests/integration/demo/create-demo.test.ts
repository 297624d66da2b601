import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSecretRight } from '../../../src-main/access/secrets.ts';
import { DEMO_USERS } from '../../../src-main/demo/demo-people.service.ts';
import { type CreatedDemo, createDemo } from '../../../src-main/demo/demo.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { query } from '../../../src-main/store/query.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { secretFault } from '../../../src-shared/access/access.rules.ts';
import { TEST_TODAY, type TestStore, openTestStore } from '../../helpers/test-store.ts';
import { occupancyFaults } from './occupancy.ts';

/** 13:40 in Moscow on the day of the test store. */
const NOW_MS = Date.UTC(2026, 2, 12, 10, 40);
const OPTIONS = { size: 'salon', seed: 1, today: TEST_TODAY, nowMin: 820, secretCost: 10 } as const;

let salon: TestStore;
let created: CreatedDemo;
const progress: number[] = [];

beforeAll(async () => {
  salon = await openTestStore(NOW_MS);
  created = createDemo(salon.store, { ...OPTIONS, onProgress: (share) => progress.push(share) });
});
afterAll(() => {
  salon.close();
});

const count = (table: string): number =>
  Number(salon.store.connection.prepare(`select count(*) from ${table}`).pluck().get());

describe('the demo salon in a store', () => {
  test('is there whole, and the log proves it', () => {
    expect(created).toMatchObject({ clients: 1500, visits: count('visits'), lines: count('visit_lines') });
    expect(count('clients')).toBe(1500);
    const report = verifyDatabase(salon.store.connection);
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.commands).toBe(created.commands);
  });

  test('the log tells it day by day, in order, by the administrator, never later than now', () => {
    const commands = salon.store.connection
      .prepare('select name, at_ms, actor_id, change_count from command order by id')
      .all() as { name: string; at_ms: number; actor_id: number | null; change_count: number }[];
    expect(commands[0]!.name).toBe('demo.salon');
    expect(commands.at(-1)!.name).toBe('demo.ahead');
    expect(commands.slice(1, -1).every(({ name }) => name === 'demo.day')).toBe(true);
    expect(commands.length).toBeGreaterThan(500);
    for (const [index, command] of commands.entries()) {
      if (index > 0) expect(command.at_ms).toBeGreaterThanOrEqual(commands[index - 1]!.at_ms);
      if (index > 0) expect(command.actor_id).toBe(created.administratorId);
      expect(command.at_ms).toBeLessThanOrEqual(NOW_MS);
    }
  });

  test('books nobody twice: masters with buffers and processing, clients, rooms; all inside the schedule (A3, A6, A8)', () => {
    const faults = occupancyFaults(salon.deps, addDays(TEST_TODAY, -548), addDays(TEST_TODAY, 28));
    expect(faults).toEqual([]);
  });

  test('has people who can sign in', async () => {
    for (const user of Object.values(DEMO_USERS)) {
      const row = salon.store.reader.get(
        query
          .selectFrom('users')
          .innerJoin('credentials', 'credentials.user_id', 'users.id')
          .select(['users.role', 'users.staff_id', 'kind', 'salt', 'hash', 'cost'])
          .where('users.name', '=', user.name),
      );
      expect(row).toMatchObject({ role: user.role, staff_id: user.staffId, kind: user.kind });
      expect(secretFault(user.kind, user.secret)).toBeNull();
      expect(await isSecretRight(user.secret, row!)).toBe(true);
      expect(await isSecretRight('0000', row!)).toBe(false);
    }
  });

  test('has settings that the product reads, on any day of its history', () => {
    const settings = new SettingsService(salon.deps);
    for (const date of [TEST_TODAY, addDays(TEST_TODAY, -500)]) {
      expect(settings.on(date)).toMatchObject({ salonName: 'Зеркало', timeZone: 'Europe/Moscow', currency: 'RUB' });
      expect(settings.on(date).weekHours[6]).toEqual([[600, 1200]]);
    }
  });

  test('reports its progress from 0 to 1', () => {
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBe(1);
    expect(progress.every((share, index) => index === 0 || share >= progress[index - 1]!)).toBe(true);
  });

  test('is worked on like any salon: a change on top of it is undone, the demo itself is not', () => {
    const { store } = salon;
    const visit = store.reader.get(
      query
        .selectFrom('visits')
        .select(['id', 'status'])
        .where('local_date', '=', TEST_TODAY)
        .where('status', '=', 'booked'),
    )!;
    const actor = { actorId: created.administratorId, device: 'test', nowMs: NOW_MS };
    const { commandId } = store.work.run(actor, 'journal.setStatus', (tx) => {
      tx.run(query.updateTable('visits').set({ status: 'confirmed', version: 2 }).where('id', '=', visit.id));
    });
    undoCommand(store.work, store.tables, actor, commandId!);
    const after = store.reader.get(query.selectFrom('visits').select('status').where('id', '=', visit.id));
    expect(after).toEqual({ status: 'booked' });
    expect(() => undoCommand(store.work, store.tables, actor, 2)).toThrow(/UNDO_REFUSED/);
    expect(verifyDatabase(store.connection).ok).toBe(true);
  });

  test('is never mixed with a salon that has people: nothing is written', () => {
    const before = salon.store.head();
    expect(() => createDemo(salon.store, OPTIONS)).toThrow(/empty salon/);
    expect(salon.store.head()).toEqual(before);
  });
});

describe('the demo of another day', () => {
  test.each([
    [13, '2027-01-01', 840],
    [14, '2026-08-31', 1000],
  ])('books nobody twice either, also ahead (seed %i, %s)', async (seed, today, nowMin) => {
    const other = await openTestStore(Date.parse(`${today}T00:00:00+03:00`) + nowMin * 60_000);
    try {
      createDemo(other.store, { ...OPTIONS, seed, today, nowMin });
      expect(occupancyFaults(other.deps, addDays(today, -548), addDays(today, 28))).toEqual([]);
    } finally {
      other.close();
    }
  });
});

describe('the demo for an owner of the wizard', () => {
  test('keeps the owner and the name of the salon; a failure half way leaves nothing', async () => {
    const other = await openTestStore(NOW_MS);
    try {
      const owner = other.callerOf('owner');
      const settings = new SettingsService(other.deps);
      settings.update(owner, { salonName: 'Локон', weekHours: Array.from({ length: 7 }, () => []) }, '2026-03-01');
      const before = other.store.head();
      const failing = (share: number): void => {
        if (share > 0.3) throw new Error('the power went');
      };
      const options = { ...OPTIONS, scale: 0.2, ownerId: owner.userId };
      expect(() => createDemo(other.store, { ...options, onProgress: failing })).toThrow('the power went');
      expect(other.store.head()).toEqual(before);
      expect(other.store.reader.all(query.selectFrom('staff').select('id'))).toEqual([]);

      const made = createDemo(other.store, options);
      expect(made.ownerId).toBe(owner.userId);
      const owners = other.store.reader.all(query.selectFrom('users').select('id').where('role', '=', 'owner'));
      expect(owners).toEqual([{ id: owner.userId }]);
      expect(settings.on(TEST_TODAY).salonName).toBe('Локон');
      expect(settings.on(TEST_TODAY).weekHours[0]).toEqual([[540, 1260]]);
      expect(verifyDatabase(other.store.connection).ok).toBe(true);
      expect(occupancyFaults(other.deps, addDays(TEST_TODAY, -548), addDays(TEST_TODAY, 28))).toEqual([]);
    } finally {
      other.close();
    }
  });
});
