import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generateDemo } from '../../../db/demo/demo-generator.ts';
import { rebuildDerived } from '../../../src-main/core/derived.ts';
import { BulkSink } from '../../../src-main/demo/demo-bulk.ts';
import { createDemoFile } from '../../../src-main/demo/demo-file.ts';
import { checkLedger } from '../../../src-main/ledger/check/check-ledger.ts';
import { writeDemoSettings } from '../../../src-main/demo/demo-people.service.ts';
import { insertRows } from '../../../src-main/demo/demo-sink.ts';
import { createDemo, writeDemo } from '../../../src-main/demo/demo.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { dataPaths } from '../../../src-main/store/data-folder.ts';
import { type Store, openStore } from '../../../src-main/store/store.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { TEST_TODAY, openTestStore, temporaryFolder } from '../../helpers/test-store.ts';
import { occupancyFaults } from './occupancy.ts';

/** 13:40 in Moscow. */
const NOW_MS = Date.UTC(2026, 2, 12, 10, 40);
/** The ten-year salon at one part in five hundred. */
const SMALL = { size: 'ten-years', seed: 5, today: TEST_TODAY, nowMin: 820, scale: 0.002, secretCost: 10 } as const;

let dir: string;

beforeEach(() => {
  dir = temporaryFolder();
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

const open = (): Promise<Store> => openStore({ dataDir: dir, host: 'test', nowMs: () => NOW_MS });
const schema = (store: Store): unknown[] =>
  store.connection.prepare('select type, name, sql from sqlite_schema where sql is not null order by type, name').all();

describe('the demo file', () => {
  test('has exactly the clients and visits of its size, opens like any file, and its log verifies', async () => {
    const shares: number[] = [];
    const created = await createDemoFile({
      ...SMALL,
      dataDir: dir,
      host: 'test',
      rebuildDerived,
      onProgress: (share) => shares.push(share),
    });
    expect(created).toMatchObject({ clients: 400, visits: 2000 });
    expect(created.lines).toBeGreaterThan(3400);
    expect(shares.at(-1)).toBe(1);
    expect(fs.readdirSync(dir).filter((name) => name.includes('creating'))).toEqual([]);
    expect(fs.statSync(dataPaths(dir).database).mode & 0o077).toBe(0);
    const store = await open();
    const fresh = await openTestStore();
    try {
      const report = verifyDatabase(store.connection);
      expect(report.findings).toEqual([]);
      expect(report.commands).toBe(created.commands);
      expect(schema(store)).toEqual(schema(fresh.store));
      // The books that were written past the unit of work hold as those of the services do (I1-I17).
      expect(checkLedger(store.connection)).toEqual([]);
      expect(store.connection.prepare('select count(*) from sales').pluck().get()).toBeGreaterThan(1500);
      expect(store.connection.prepare('select count(*) from visits').pluck().get()).toBe(2000);
      expect(store.connection.prepare('select count(*) from client_search').pluck().get()).toBe(400);
      expect(store.connection.prepare('select count(*) from staff').pluck().get()).toBe(20);
      const actor = { actorId: created.administratorId, device: 'test', nowMs: NOW_MS };
      const next = store.work.run(actor, 'rooms.update', (tx) => tx.runSql("update rooms set name = 'Зал'", []));
      expect(next.commandId).toBe(created.commands + 1);
      const inserted = store.work.run(actor, 'clients.create', (tx) =>
        tx.runSql("insert into clients (first_name, created_at_ms) values ('Анна', 1)", []),
      );
      expect(inserted.value.insertId).toBe(401);
      expect(verifyDatabase(store.connection).ok).toBe(true);
    } finally {
      fresh.close();
      store.close();
    }
  });

  test('books nobody twice, also when every day is full', async () => {
    const salon = await openTestStore(NOW_MS);
    try {
      const { store } = salon;
      const whole = generateDemo({ ...SMALL, scale: 1, timeZone: 'Europe/Moscow' });
      const actor = { actorId: null, device: 'test', nowMs: NOW_MS };
      store.work.run(actor, 'demo.salon', (tx) => {
        writeDemoSettings(tx, 'ten-years', false);
        insertRows(tx, whole.base);
      });
      let days = 0;
      let visits = 0;
      for (const day of whole.days(1)) {
        store.work.run(actor, 'demo.day', (tx) => {
          insertRows(tx, day.rows);
        });
        visits += day.rows.visits?.length ?? 0;
        if (++days === 20) break;
      }
      expect(visits / days).toBeGreaterThan(230);
      const until = addDays(whole.fromDate, days - 1);
      expect(occupancyFaults(salon.deps, whole.fromDate, until)).toEqual([]);

      // The check finds what it looks for: the last visit of a day is moved before the opening, onto the first one.
      store.work.run(actor, 'test.move', (tx) => {
        const last = tx.get(
          sqlText<{ id: number; staff_id: number }>(
            `select l.id, l.staff_id from visit_lines l join visits v on v.id = l.visit_id
             where v.status = 'completed' and l.local_date = ? order by l.start_min desc limit 1`,
            addDays(whole.fromDate, 10),
          ),
        );
        tx.runSql('update visit_lines set start_min = 470, duration_min = 200 where id = ?', [last?.id]);
      });
      const found = occupancyFaults(salon.deps, whole.fromDate, until).join('\n');
      expect(found).toMatch(/master \d+ outside the schedule at 470/);
      expect(found).toMatch(/master \d+ twice/);
    } finally {
      salon.close();
    }
  });

  test('in bulk has the very rows, changes and seals that the unit of work writes', async () => {
    const byWork = await openTestStore(NOW_MS);
    const inBulk = await openTestStore(NOW_MS);
    try {
      const key = byWork.store.connection.prepare('select log_key from installation').pluck().get();
      inBulk.store.connection.prepare('update installation set log_key = ?').run(key);
      createDemo(byWork.store, SMALL);
      // Opened again, so that it works with the key of the other file.
      inBulk.store.close();
      const rekeyed = await openStore({ dataDir: inBulk.dir, host: 'test', nowMs: () => NOW_MS });
      let sink: BulkSink | null = null;
      rekeyed.connection.pragma('foreign_keys = OFF');
      writeDemo(rekeyed, SMALL, () => (sink = new BulkSink(rekeyed.connection)));
      (sink as BulkSink | null)?.finish();
      for (const table of [
        'command',
        'change',
        'clients',
        'client_phones',
        'visits',
        'visit_lines',
        'ledger_documents',
        'ledger_entries',
        'sale_lines',
        'tenders',
        'users',
        'credentials',
      ]) {
        const all = (store: Store): unknown[] => store.connection.prepare(`select * from ${table} order by 1`).all();
        expect(all(rekeyed)).toEqual(all(byWork.store));
      }
      rekeyed.close();
    } finally {
      byWork.close();
      fs.rmSync(inBulk.dir, { recursive: true, force: true });
    }
  });

  test('never takes the place of a salon', async () => {
    (await open()).close();
    const before = fs.readFileSync(dataPaths(dir).database);
    await expect(createDemoFile({ ...SMALL, dataDir: dir, host: 'test' })).rejects.toThrow(/never takes the place/);
    expect(fs.readFileSync(dataPaths(dir).database).equals(before)).toBe(true);
  });

  test('stopped half way leaves nothing behind, and the folder free', async () => {
    const stop = (share: number): void => {
      if (share > 0.4) throw new Error('stopped');
    };
    await expect(createDemoFile({ ...SMALL, dataDir: dir, host: 'test', onProgress: stop })).rejects.toThrow('stopped');
    expect(fs.readdirSync(dir).filter((name) => /zerkalo|high-water/.test(name))).toEqual([]);
    const store = await open();
    expect(store.head().commandId).toBe(0);
    store.close();
  });
});
