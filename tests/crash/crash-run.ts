import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { BackupFolder } from '../../src-main/backup/backup-folder.ts';
import { examineDatabase } from '../../src-main/backup/examine.job.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { type Store, openStore } from '../../src-main/store/store.ts';
import { verifyDatabase } from '../../src-main/store/verify.ts';
import { silentControl } from '../../src-main/workers/job.ts';
import { temporaryFolder } from '../helpers/test-store.ts';
import { furnish } from '../integration/backup/held-salon.ts';
import { CRASH_MODES, type CrashMode, type CrashOrder, type CrashReport, migrationsUpTo } from './crash-salon.ts';

export interface CrashTotals {
  kills: number;
  /** Answers that the killed programs gave. */
  answered: number;
  lost: number;
  damaged: number;
  restoresFinished: number;
  copiesProved: number;
  byMode: Record<CrashMode, number>;
  /** What went wrong, one line each. */
  findings: string[];
}

export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  readonly onKill?: (totals: CrashTotals) => void;
}

/** After so many deaths a new salon begins: the check of a long log would take most of the time. */
const DEATHS_A_SALON = 60;
const AIM_LIMIT_MS = 120_000;
/** Longest wait between the aim and the kill, by what is to be hit. */
const SPREAD_MS: Record<CrashMode, number> = {
  book: 120,
  checkpoint: 120,
  backup: 250,
  restore: 400,
  migrate: 400,
  create: 120,
};

/** Chain as the parent knows it: what was answered and must be there. */
interface Promised {
  answered: Map<number, string>;
  /** A restore that was under way: the state before or the state of the copy may stand. */
  restoring: { commandId: number; seal: string } | null;
}

/**
 * Kills a working program again and again, and after each death checks that the folder opens with everything answered in it
 * (reliability.md R1).
 */
export async function runCrashes(options: CrashOptions): Promise<CrashTotals> {
  const random = createRandom(options.seed);
  const totals: CrashTotals = {
    kills: 0,
    answered: 0,
    lost: 0,
    damaged: 0,
    restoresFinished: 0,
    copiesProved: 0,
    byMode: { book: 0, checkpoint: 0, backup: 0, restore: 0, migrate: 0, create: 0 },
    findings: [],
  };
  let salons: CrashedSalon[] = [];
  try {
    for (let kill = 0; kill < options.kills; kill++) {
      const mode = CRASH_MODES[kill % CRASH_MODES.length]!;
      if (kill % DEATHS_A_SALON === 0) {
        for (const { dir } of salons) fs.rmSync(dir, { recursive: true, force: true });
        salons = [await makeSalon(), await makeSalon()];
      }
      // Migrations make a file of their own version, which the product's restore would refuse as newer.
      const salon = salons[mode === 'migrate' ? 1 : 0]!;
      if (mode === 'migrate') salon.migrationCount++;
      const { migrationCount } = salon;
      const delayMs = Math.floor(random.next() * SPREAD_MS[mode]);
      const target = mode === 'create' ? temporaryFolder('zerkalo-crash-new-') : salon.dir;
      const isAfterCopy = Math.floor(kill / CRASH_MODES.length) % 2 === 1;
      const reports = await killOnce({ mode, dir: target, migrationCount, isAfterCopy }, delayMs);
      totals.kills++;
      totals.byMode[mode]++;
      const told = (line: string): void => {
        totals.findings.push(`kill ${kill} (${mode}, ${delayMs} ms): ${line}`);
      };
      for (const report of reports) {
        if (report.kind === 'failed') told(report.message);
        if (report.kind === 'answered') totals.answered++;
        if (report.kind === 'restored') totals.restoresFinished++;
      }
      try {
        if (mode === 'create') await checkCreated(target);
        else {
          follow(salon.promised, reports);
          totals.lost += await checkSalon(salon, told);
          totals.copiesProved += await checkCopies(target);
        }
      } catch (error) {
        totals.damaged++;
        told(
          error instanceof Error
            ? `${error.message} ${JSON.stringify((error as { problem?: unknown }).problem)}`
            : String(error),
        );
      }
      if (mode === 'create') fs.rmSync(target, { recursive: true, force: true });
      options.onKill?.(totals);
    }
  } finally {
    // A salon that did not survive is left for whoever looks into it.
    if (totals.findings.length === 0) for (const { dir } of salons) fs.rmSync(dir, { recursive: true, force: true });
  }
  return totals;
}

interface CrashedSalon {
  readonly dir: string;
  readonly promised: Promised;
  migrationCount: number;
}

async function makeSalon(): Promise<CrashedSalon> {
  const dir = temporaryFolder('zerkalo-crash-');
  const store = await openStore({ dataDir: dir, host: 'crash', nowMs: () => Date.now() });
  furnish(store, 'Зеркало');
  store.close();
  return { dir, promised: { answered: new Map(), restoring: null }, migrationCount: 0 };
}

/** Starts the child, waits for its aim, kills it, and returns what it had told by then. */
function killOnce(order: CrashOrder, delayMs: number): Promise<CrashReport[]> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'crash-child.ts');
    const child = spawn(process.execPath, [script, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // The same program starts again and again: most of a start is reading its modules.
      env: { ...process.env, NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'zerkalo-crash-modules') },
    });
    let text = '';
    let isAimed = false;
    const limit = setTimeout(() => child.kill('SIGKILL'), AIM_LIMIT_MS);
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      text += part;
      if (isAimed || !text.includes('"aiming"')) return;
      isAimed = true;
      setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(limit);
      // The last line may be cut: it was not told then.
      const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
      const reports = lines.filter(Boolean).map((line) => JSON.parse(line) as CrashReport);
      if (!isAimed) reports.push({ kind: 'failed', message: 'the program never came to its aim' });
      resolve(reports);
    });
  });
}

function follow(promised: Promised, reports: readonly CrashReport[]): void {
  for (const report of reports) {
    switch (report.kind) {
      case 'answered':
        promised.answered.set(report.commandId, report.seal);
        break;
      case 'restoring':
        promised.restoring = report;
        break;
      case 'restored':
        forgetAfter(promised, promised.restoring!.commandId);
        promised.restoring = null;
        break;
      case 'aiming':
      case 'failed':
        break;
    }
  }
}

function forgetAfter(promised: Promised, commandId: number): void {
  for (const id of promised.answered.keys()) if (id > commandId) promised.answered.delete(id);
}

/** Opens the wreck as the next start would; returns how many answers are missing. */
async function checkSalon(salon: CrashedSalon, told: (line: string) => void): Promise<number> {
  const { dir, promised, migrationCount } = salon;
  const store = await openStore({
    dataDir: dir,
    host: 'crash',
    nowMs: () => Date.now(),
    migrations: migrationsUpTo(migrationCount),
  });
  try {
    if (promised.restoring) settleRestore(store, dir, promised, told);
    const sealOf = store.connection.prepare('select hex(seal) from command where id = ?').pluck();
    let lost = 0;
    for (const [commandId, seal] of promised.answered) {
      if (String(sealOf.get(commandId)).toLowerCase() === seal) continue;
      lost++;
      if (lost === 1) told(`answer ${commandId} is missing`);
    }
    const report = verifyDatabase(store.connection);
    if (!report.ok) throw new Error(`verification: ${JSON.stringify(report.findings.slice(0, 3))}`);
    return lost;
  } finally {
    store.close();
  }
}

/** Old or new, never between; and where the new one stands, the old one is kept. */
function settleRestore(store: Store, dir: string, promised: Promised, told: (line: string) => void): void {
  const restoring = promised.restoring!;
  const newest = Math.max(...promised.answered.keys());
  const isOld = store.head().commandId >= newest;
  if (!isOld) {
    const folder = new BackupFolder(dataPaths(dir).backups);
    const seal = promised.answered.get(newest);
    const isKept = folder
      .list()
      .some(({ id, reason }) => reason === 'before_restore' && folder.manifest(id)?.head?.seal === seal);
    if (!isKept) told(`the state before the restore (command ${newest}) is not among the copies`);
    if (store.head().seal !== restoring.seal) told('neither the state before the restore nor that of the copy');
    forgetAfter(promised, restoring.commandId);
  }
  promised.restoring = null;
}

/** Whatever is listed as a copy is one; older ones make room, so that the folder does not grow. */
async function checkCopies(dir: string): Promise<number> {
  const folder = new BackupFolder(dataPaths(dir).backups);
  const copies = folder.list();
  const [newest] = copies;
  let proved = 0;
  if (newest) {
    const input = {
      file: folder.file(newest.id),
      sha256: folder.manifest(newest.id)!.sha256,
      highWater: null,
    };
    const examination = await examineDatabase(input, silentControl);
    // The migrations of this harness are none of the product's: their copies are newer to it.
    if (examination.failure !== null && examination.failure !== 'NEWER') {
      throw new Error(`copy ${newest.id}: ${examination.failure} ${examination.findings.join(', ')}`);
    }
    proved++;
  }
  for (const { id } of copies.slice(3)) folder.remove(id);
  return proved;
}

/** The first file is there whole or not at all; either way the next start works. */
async function checkCreated(dir: string): Promise<void> {
  const store = await openStore({ dataDir: dir, host: 'crash', nowMs: () => Date.now() });
  try {
    if (!verifyDatabase(store.connection).ok) throw new Error('the new file does not verify');
    if (store.head().commandId !== 0) throw new Error('the new file has commands');
  } finally {
    store.close();
  }
}
