import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import { SCHEMA_VERSION } from '../../db/migrations/index.ts';
import type { DemoSize } from '../../db/demo/demo-model.ts';
import { rebuildDerived } from '../../src-main/core/derived.ts';
import { type Salon, createSalon } from '../../src-main/core/salon.ts';
import { createDemoFile } from '../../src-main/demo/demo-file.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { dropTriggers } from '../../src-main/store/change-log.ts';
import { configureConnection, openReadOnly } from '../../src-main/store/open.ts';
import { Caller } from '../../src-main/store/service.ts';
import { openStore } from '../../src-main/store/store.ts';
import { createJobRunner } from '../../src-main/workers/run-job.ts';
import { verifyDatabase } from '../../src-main/store/verify.ts';
import { silentLogger } from '../helpers/test-store.ts';

/** The day on which both salons stand, at one in the afternoon in Moscow. */
export const BENCH_TODAY = '2026-03-12';
export const BENCH_NOW_MS = Date.UTC(2026, 2, 12, 10, 0, 0);

/** What was seen when a salon was made; kept beside it. */
export interface SalonFacts {
  readonly scale: number;
  readonly clients: number;
  readonly visits: number;
  readonly lines: number;
  readonly madeInS: number;
  readonly verifiedInS: number;
  readonly isVerified: boolean;
  readonly fileBytes: number;
  /** Pages of the tables `command` and `change` and of their indexes. */
  readonly logBytes: number;
}

export interface BenchSalon {
  readonly dir: string;
  readonly facts: SalonFacts;
}

/** Where salons are kept between runs; a new schema makes new ones. */
export function benchDir(): string {
  return process.env['ZERKALO_BENCH_DIR'] ?? path.join(os.tmpdir(), `zerkalo-bench-${SCHEMA_VERSION}`);
}

/** The salon of a size, made once. It is never written to: measurements that write work on a copy. */
export async function benchSalon(size: DemoSize, scale: number, say: (text: string) => void): Promise<BenchSalon> {
  const dir = path.join(benchDir(), scale === 1 ? size : `${size}-${scale}`);
  const factsFile = path.join(dir, 'bench.json');
  if (fs.existsSync(factsFile)) {
    return { dir, facts: JSON.parse(fs.readFileSync(factsFile, 'utf8')) as SalonFacts };
  }
  // What an interrupted run left is made again.
  fs.rmSync(dir, { recursive: true, force: true });
  say(`making the salon ${path.basename(dir)}…`);
  const startMs = performance.now();
  const created = await createDemoFile({
    dataDir: dir,
    host: 'bench',
    size,
    seed: 1,
    today: BENCH_TODAY,
    nowMin: 13 * 60,
    scale,
    rebuildDerived,
    secretCost: 10,
  });
  const madeInS = (performance.now() - startMs) / 1000;
  say(`made in ${madeInS.toFixed(1)} s; verifying…`);
  const file = dataPaths(dir).database;
  const connection = openReadOnly(file);
  try {
    const verifyMs = performance.now();
    const { ok: isVerified } = verifyDatabase(connection);
    const facts: SalonFacts = {
      scale,
      clients: created.clients,
      visits: created.visits,
      lines: created.lines,
      madeInS,
      verifiedInS: (performance.now() - verifyMs) / 1000,
      isVerified,
      fileBytes: fs.statSync(file).size,
      logBytes: logBytesOf(connection),
    };
    fs.writeFileSync(factsFile, JSON.stringify(facts, null, 2));
    return { dir, facts };
  } finally {
    connection.close();
  }
}

/** Bytes of the pages that hold the log, indexes included. */
export function logBytesOf(connection: SqliteDatabase): number {
  const sum = connection.prepare(
    'select sum(pgsize) from dbstat where name in (select name from sqlite_schema where tbl_name = ?)',
  );
  return ['command', 'change'].reduce((bytes, table) => bytes + Number(sum.pluck().get(table)), 0);
}

/** A copy of a salon in a folder of its own that may be written to and is thrown away. */
export function copySalon(salon: BenchSalon, name: string): string {
  const dir = fs.mkdtempSync(path.join(benchDir(), `run-${name}-`));
  const from = dataPaths(salon.dir);
  const to = dataPaths(dir);
  fs.copyFileSync(from.database, to.database, fs.constants.COPYFILE_FICLONE);
  fs.copyFileSync(from.highWater, to.highWater);
  return dir;
}

/** The services over a salon's file, as the main process has them, with a clock that stands at `BENCH_TODAY`. */
export interface OpenSalon {
  readonly salon: Salon;
  readonly owner: Caller;
  close(): void;
}

/** Opens the services over a folder. */
export async function openSalon(dir: string): Promise<OpenSalon> {
  const clock = { nowMs: () => BENCH_NOW_MS };
  const store = await openStore({ dataDir: dir, host: 'bench', nowMs: clock.nowMs });
  const salon = createSalon(
    store,
    { host: 'cli', clock, logger: silentLogger, version: 'bench', locale: 'ru', fontsDir: '', hasSchedules: false },
    createJobRunner(),
  );
  const { id, name } = store.connection.prepare("select id, name from users where role = 'owner'").get() as {
    id: number;
    name: string;
  };
  return {
    salon,
    owner: new Caller({ userId: id, name, role: 'owner', staffId: null }, 'bench'),
    close: () => store.close(),
  };
}

/** A bare connection that reads with the pragmas of the main process. */
export function openRawReader(dir: string): SqliteDatabase {
  const connection = openReadOnly(dataPaths(dir).database);
  connection.pragma('cache_size = -32768');
  connection.pragma('temp_store = MEMORY');
  return connection;
}

/** A bare connection that writes with the pragmas of the main process, to a copy without triggers. */
export function openRawWriter(dir: string): SqliteDatabase {
  const connection = new BetterSqlite(dataPaths(dir).database);
  configureConnection(connection);
  dropTriggers(connection);
  return connection;
}
