import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../db/migrations/index.ts';
import { ClientFiguresService } from '../../src-main/client-figures/client-figures.service.ts';
import { HistoryService } from '../../src-main/history/history.service.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { SettingsService } from '../../src-main/settings/settings.service.ts';
import { sqlText } from '../../src-main/store/executor.ts';
import { Caller } from '../../src-main/store/service.ts';
import { type Store, openStore } from '../../src-main/store/store.ts';
import { verifyDatabase } from '../../src-main/store/verify.ts';
import { expectLedgerHolds } from '../helpers/ledger-holds.ts';
import { openTestCore } from '../helpers/test-core.ts';
import { TestClock, silentLogger, temporaryFolder } from '../helpers/test-store.ts';

const fixtures = path.resolve(import.meta.dirname, '../../db/fixtures');
/** When the last command of the fixtures was given. */
const NOW_MS = Date.UTC(2026, 2, 12, 10, 40);

let dir: string;
let store: Store | null = null;

beforeEach(() => {
  dir = temporaryFolder();
});
afterEach(() => {
  store?.close();
  store = null;
  fs.rmSync(dir, { recursive: true, force: true });
});

/** Opens a file that an earlier version wrote, with the program of today. */
async function openFixture(name: string, nowMs = NOW_MS + 60_000): Promise<Store> {
  placeFixture(name);
  store = await openStore({ dataDir: dir, host: 'test', nowMs: () => nowMs });
  return store;
}

function placeFixture(name: string): void {
  fs.writeFileSync(dataPaths(dir).database, gunzipSync(fs.readFileSync(path.join(fixtures, name))), { mode: 0o600 });
}

const files = fs.readdirSync(fixtures).filter((name) => name.endsWith('.sqlite.gz'));

test('there is a file of every schema that was ever handed out', () => {
  expect(files).toEqual([
    'schema-0060.sqlite.gz',
    'schema-0130.sqlite.gz',
    'schema-0170.sqlite.gz',
    'schema-0250.sqlite.gz',
  ]);
});

test.each(files)('%s is brought up to date, and its log still proves every row', async (name) => {
  const salon = await openFixture(name);
  expect(salon.connection.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
  const report = verifyDatabase(salon.connection);
  expect(report.findings).toEqual([]);
  expect(report.commands).toBeGreaterThan(200);
});

test('0080: the rebuilt blocks keep their ids, their history and the way back', async () => {
  const salon = await openFixture('schema-0060.sqlite.gz');
  const blocks = salon.reader.all(
    sqlText<{ id: number; start_min: number; end_min: number; reason: string; service_id: number | null }>(
      "select id, start_min, end_min, reason, service_id from blocks where reason in ('Перерыв', 'Уборка') order by id",
    ),
  );
  const [lunch, cleaning] = blocks.slice(-2);
  expect(lunch).toMatchObject({ start_min: 800, end_min: 840, reason: 'Перерыв', service_id: null });
  expect(cleaning).toMatchObject({ start_min: 600, end_min: 660, reason: 'Уборка' });

  const clock = new TestClock(NOW_MS + 60_000);
  const history = new HistoryService({ store: salon, clock, logger: silentLogger }, []);
  const owner = salon.reader.get(
    sqlText<{ id: number; name: string }>("select id, name from users where role = 'owner'"),
  );
  const caller = new Caller({ userId: owner!.id, name: owner!.name, role: 'owner', staffId: null }, 'test');
  history.undo(caller, salon.head().commandId);
  const after = salon.reader.get(sqlText<{ end_min: number }>('select end_min from blocks where id = ?', lunch!.id));
  expect(after?.end_min).toBe(830);
  expect(verifyDatabase(salon.connection).findings).toEqual([]);
});

test('0170: figures of clients that an older program kept are built anew over checks', async () => {
  const salon = await openFixture('schema-0060.sqlite.gz');
  const clock = new TestClock(NOW_MS + 60_000);
  const deps = { store: salon, clock, logger: silentLogger };
  const figures = new ClientFiguresService(deps, new SettingsService(deps));
  expect(figures.isBuilding()).toBe(true);
  while (figures.buildSome());
  const kept = salon.reader.all(
    sqlText<{ checks: number; visits: number }>('select checks, visits from client_figures where spent_minor > 0'),
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.every(({ checks, visits }) => checks > 0 && checks <= visits)).toBe(true);
});

/**
 * Salons of the random history of money: sales, refunds, debts, certificates, memberships, bonuses, shifts; each with a
 * time after its last command.
 */
const WITH_MONEY = [
  ['schema-0130.sqlite.gz', Date.UTC(2026, 3, 12, 10, 0)],
  ['schema-0170.sqlite.gz', Date.UTC(2035, 11, 31, 10, 0)],
  ['schema-0250.sqlite.gz', Date.UTC(2039, 11, 31, 10, 0)],
] as const;

test.each(WITH_MONEY)('the books of %s, which sold with an older program, still hold', async (name, nowMs) => {
  placeFixture(name);
  const salon = await openTestCore({ dir, nowMs });
  try {
    const { store } = salon.core.salon!;
    expectLedgerHolds(store);
    const count = (table: string): number =>
      store.connection.prepare(`select count(*) from ${table}`).pluck().get() as number;
    expect(count('sales')).toBeGreaterThan(50);
    expect(count('certificate_movements')).toBeGreaterThan(20);
    expect(count('membership_movements')).toBeGreaterThan(10);
    // What was settled before the register stood there gets no receipt afterwards.
    expect(count('fiscal_jobs')).toBe(0);
  } finally {
    await salon.close();
  }
});

test('0230: the indexes of rare rows hold every deposit and every line that is not worth its net', async () => {
  const { connection } = await openFixture('schema-0170.sqlite.gz', Date.UTC(2035, 11, 31, 10, 0));
  const rows = (from: string, condition: string): unknown[] =>
    connection.prepare(`select id from ${from} where ${condition} order by id`).all();
  for (const [table, index, condition, least] of [
    ['ledger_entries', 'ledger_entries_deposit', 'debit_account = 2100 or credit_account = 2100', 5],
    ['sale_lines', 'sale_lines_unlike', "kind not in ('service', 'product') or recognised_minor <> 0", 20],
  ] as const) {
    const kept = rows(`${table} indexed by ${index}`, condition);
    expect(kept).toEqual(rows(`${table} not indexed`, condition));
    expect(kept.length).toBeGreaterThan(least);
  }
});
