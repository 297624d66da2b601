import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { Role } from '../../src-shared/access/access.rules.ts';
import { keepDayTotals } from '../../src-main/ledger/ledger.service.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { Caller, type Clock, type Logger, type ServiceDeps } from '../../src-main/store/service.ts';
import { type Store, openStore } from '../../src-main/store/store.ts';
import { query } from '../../src-main/store/query.ts';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  atMs: number;

  constructor(atMs: number) {
    this.atMs = atMs;
  }

  nowMs(): number {
    return this.atMs;
  }
}

/** A Thursday, 12 March 2026, 10:00 in Moscow. */
export const TEST_NOW_MS = Date.UTC(2026, 2, 12, 7, 0, 0);
export const TEST_TODAY = '2026-03-12';

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };

export interface TestStore {
  readonly store: Store;
  readonly clock: TestClock;
  readonly deps: ServiceDeps;
  readonly dir: string;
  /** A caller with a role; its user row is made at first need. */
  callerOf(role: Role, device?: string): Caller;
  close(): void;
}

/** A folder of its own for one test. */
export function temporaryFolder(prefix = 'zerkalo-test-'): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), prefix));
}

let made: Promise<string> | null = null;

/** The file of a new salon as the product makes it, once per worker: the migrations take a tenth of a second. */
async function newSalonFile(): Promise<string> {
  const dir = temporaryFolder('zerkalo-new-salon-');
  process.once('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
  const store = await openStore({ dataDir: dir, host: 'test', nowMs: () => TEST_NOW_MS });
  store.close();
  return dataPaths(dir).database;
}

/** Puts the file of a new salon into an empty folder, with an identity and a key of its own. */
export async function placeNewSalon(dir: string, nowMs: number): Promise<void> {
  const { database } = dataPaths(dir);
  fs.copyFileSync(await (made ??= newSalonFile()), database, fs.constants.COPYFILE_FICLONE);
  const connection = new BetterSqlite(database);
  connection.pragma('synchronous = OFF');
  connection
    .prepare('update installation set uid = ?, log_key = ?, created_at_ms = ?')
    .run(randomUUID(), randomBytes(32), nowMs);
  connection.close();
}

/** A real SQLite file made by the migrations, in a folder of its own. */
export async function openTestStore(nowMs = TEST_NOW_MS): Promise<TestStore> {
  const dir = temporaryFolder();
  await placeNewSalon(dir, nowMs);
  const clock = new TestClock(nowMs);
  const store = await openStore({ dataDir: dir, host: 'test', nowMs: () => clock.nowMs() });
  keepDayTotals(store);
  const deps: ServiceDeps = { store, clock, logger: silentLogger };
  const callers = new Map<string, Caller>();
  return {
    store,
    clock,
    deps,
    dir,
    callerOf: (role, device = 'test') => {
      const known = callers.get(`${role}/${device}`);
      if (known) return known;
      const name = `Test ${role}`;
      const { value: userId } = store.work.run(
        { actorId: null, device, nowMs: clock.nowMs() },
        'setup.testUser',
        (tx) => {
          const row = tx.get(query.selectFrom('users').select('id').where('name', '=', name));
          return row?.id ?? tx.insert(query.insertInto('users').values({ name, role, staff_id: null }));
        },
      );
      const caller = new Caller({ userId, name, role, staffId: null }, device);
      callers.set(`${role}/${device}`, caller);
      return caller;
    },
    close: () => {
      store.close();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
