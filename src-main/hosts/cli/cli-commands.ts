import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { migrations } from '../../../db/migrations/index.ts';
import type { BackupInfo } from '../../../src-shared/backup/backup.contract.ts';
import type { FindingRow } from '../../../src-shared/ledger/check.rules.ts';
import type { BackupFailure } from '../../../src-shared/backup/backup.rules.ts';
import { localOf } from '../../../src-shared/kernel/wall-time.ts';
import { insertApiToken, listActiveUsers } from '../../access/access.service.ts';
import { backupBeforeMigration } from '../../backup/backup-before-migration.ts';
import { failureOfStart } from '../../backup/backup-problem.ts';
import { BackupService } from '../../backup/backup.service.ts';
import { contentsBeside } from '../../backup/contents.job.ts';
import { removeDatabaseFiles } from '../../backup/file-facts.ts';
import { rebuildDerived } from '../../core/derived.ts';
import { createDemoFile } from '../../demo/demo-file.ts';
import { DEMO_USERS } from '../../demo/demo-people.service.ts';
import { DEMO_TIME_ZONE } from '../../demo/demo.service.ts';
import { type DataPaths, type FolderLock, dataPaths, takeFolder } from '../../store/data-folder.ts';
import { readHighWater } from '../../store/high-water.ts';
import { newestVersion } from '../../store/migrate.ts';
import { inspectFile, openReadOnly } from '../../store/open.ts';
import { StartError, problemOf } from '../../store/problems.ts';
import type { Clock } from '../../store/service.ts';
import { type Store, openStore } from '../../store/store.ts';
import type { RunJob } from '../../workers/run-job.ts';
import { createFileLogger } from '../logger.ts';
import { CliProblem, type CliRequest, type CommandName } from './cli-options.ts';

/** What the commands need of the terminal. */
export interface Terminal {
  readonly clock: Clock;
  readonly runJob: RunJob;
  /** Translates `cli:` keys. */
  text(key: string, values?: Readonly<Record<string, string | number>>): string;
  print(line: string): void;
  /** Shows a line that the next one replaces; nothing where the output is a file. */
  progress(line: string): void;
}

type Values = Readonly<Record<string, string>>;
type Command = (request: CliRequest, terminal: Terminal) => Promise<number>;

/** Minute at which the history of a demo ends when the day was named: the same arguments give the same salon. */
const NAMED_DAY_MIN = 13 * 60;

/** The commands; each answers with its exit code. @throws CliProblem, StartError, DomainError BACKUP_FAILED */
export const commands: Readonly<Record<CommandName, Command>> = {
  demo: async ({ values }, terminal) => {
    const folder = dataOf(values);
    if (fs.existsSync(dataPaths(folder).database)) throw new CliProblem('hasSalon', { folder }, 1);
    const startedAtMs = performance.now();
    const now = localOf(terminal.clock.nowMs(), DEMO_TIME_ZONE);
    const created = await createDemoFile({
      dataDir: folder,
      host: 'cli',
      size: values['size'] === 'ten-years' ? 'ten-years' : 'salon',
      seed: Number(values['seed'] ?? 1),
      today: values['today'] ?? now.localDate,
      nowMin: values['today'] === undefined ? now.minute : NAMED_DAY_MIN,
      rebuildDerived,
      onProgress: (share) => terminal.progress(terminal.text('demo.progress', { percent: percentOf(share) })),
    });
    const { clients, visits, lines } = created;
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    const { name: owner, secret: pin } = DEMO_USERS.owner;
    terminal.print(terminal.text('demo.done', { folder, clients, visits, lines, seconds, owner, pin }));
    return 0;
  },

  verify: async ({ values, isJson }, terminal) =>
    await withSalon(values, async (paths) => {
      try {
        inspectSalon(paths);
      } catch (error) {
        if (!isJson || !(error instanceof StartError)) throw error;
        const { code } = error.problem;
        terminal.print(JSON.stringify({ ok: false, failure: failureOfStart(code), findings: [code], facts: null }));
        return 1;
      }
      const examination = await terminal.runJob(
        'backup.examine',
        { file: paths.database, sha256: null, highWater: readHighWater(paths), contents: paths.contents },
        { onProgress: (share) => terminal.progress(terminal.text('verify.progress', { percent: percentOf(share) })) },
      );
      const { facts, failure } = examination;
      const findings = [...examination.findings, ...examination.contentFindings];
      const isOk = failure === null && findings.length === 0;
      if (isJson) {
        terminal.print(
          JSON.stringify({ ok: isOk, failure, findings, erased: examination.erased, facts, bytes: examination.bytes }),
        );
      } else if (isOk && facts) {
        const { salonName: salon, visits, clients, commands: count } = facts;
        terminal.print(terminal.text('verify.ok', { salon, visits, clients, commands: count }));
        for (const { actId, values: gone, commands } of examination.erased) {
          terminal.print(terminal.text('verify.erased', { act: actId, values: gone, commands }));
        }
      } else {
        const isFileDamaged = findings.some((finding) => finding.startsWith('integrity'));
        if (isFileDamaged || (facts === null && failure && UNREADABLE.includes(failure))) {
          throw new StartError('DATABASE_CORRUPT', { file: paths.database });
        }
        if (facts === null && failure) terminal.print(terminal.text('verify.cannot', { failure }));
        else terminal.print(terminal.text('verify.bad', { count: findings.length }));
        for (const finding of findings) terminal.print(`  ${finding}`);
      }
      return isOk ? 0 : 1;
    }),

  check: async ({ values, isJson }, terminal) =>
    await withSalon(values, async (paths) => {
      inspectSalon(paths);
      const { documents, entries, tookMs, findings } = await terminal.runJob(
        'ledger.check',
        { databaseFile: paths.database },
        { onProgress: (share) => terminal.progress(terminal.text('check.progress', { percent: percentOf(share) })) },
      );
      const isOk = findings.length === 0;
      if (isJson) {
        terminal.print(JSON.stringify({ ok: isOk, documents, entries, findings }));
      } else if (isOk) {
        terminal.print(terminal.text('check.ok', { documents, entries, seconds: (tookMs / 1000).toFixed(1) }));
      } else {
        terminal.print(terminal.text('check.bad', { count: findings.length }));
        for (const { invariant, rule, total, rows } of findings) {
          terminal.print(terminal.text('check.finding', { invariant, rule, total }));
          for (const row of rows.slice(0, SHOWN_ROWS)) terminal.print(`    ${describeRow(row)}`);
        }
      }
      return isOk ? 0 : 1;
    }),

  backup: async ({ values }, terminal) =>
    await withSalon(values, async (paths, lock) => {
      inspectSalon(paths);
      const target = values['to'];
      const info = await (
        target === undefined ? copyIntoFolder(paths, lock, terminal) : copyToFile(paths, target, terminal)
      ).catch((error: unknown) => {
        throw isSound(paths.database) ? error : new StartError('DATABASE_CORRUPT', { file: paths.database }, error);
      });
      const { file, salonName: salon, visits, clients } = info;
      terminal.print(terminal.text('backup.done', { file, salon, visits, clients }));
      return 0;
    }),

  restore: async ({ values }, terminal) => {
    const from = values['from']!;
    if (!fs.existsSync(from)) throw new CliProblem('noFile', { file: from }, 1);
    const paths = dataPaths(dataOf(values));
    const lock = takeFolder(paths, 'cli');
    try {
      const service = serviceOver(paths, lock, terminal, 'restore.progress');
      const copy = knownCopy(service, paths, from) ?? (await service.importFile(from));
      const { keptAs, salonName } = await service.restore(copy.id);
      terminal.print(terminal.text('restore.done', { salon: salonName }));
      if (keptAs) terminal.print(terminal.text('restore.kept', { file: path.join(paths.backups, keptAs) }));
      return 0;
    } finally {
      lock.release();
    }
  },

  'api-token': async ({ values }, terminal) =>
    await withSalon(values, async (paths, lock) => {
      const store = await open(paths, lock, terminal);
      try {
        const user = findUserByName(store, values['user']!);
        const name = values['name'] ?? terminal.text('token.defaultName');
        const actor = { actorId: user.id, device: 'cli', nowMs: terminal.clock.nowMs() };
        const { value: token } = store.work.run(actor, 'access.createToken', (tx) => {
          tx.summary = { key: 'access.createToken', values: { name } };
          return insertApiToken(tx, user.id, name);
        });
        terminal.print(terminal.text('token.done', { user: user.name, name }));
        terminal.print(token);
        return 0;
      } finally {
        store.close();
      }
    }),
};

/** Rows of a finding that the terminal shows; --json has more. */
const SHOWN_ROWS = 10;

/** What leads to a row, by the names of the tables; no names of people. */
function describeRow({ label, ...row }: FindingRow): string {
  const parts = Object.entries(row).filter(([, value]) => value !== null);
  return [...parts.map(([name, value]) => `${name}=${value}`), ...(label === '' ? [] : [label])].join(' ');
}

const percentOf = (share: number): number => Math.floor(share * 100);

function dataOf(values: Values): string {
  return values['data']!;
}

/** Runs a command on a folder that has a salon, which nobody else has open meanwhile. */
async function withSalon<T>(values: Values, body: (paths: DataPaths, lock: FolderLock) => Promise<T>): Promise<T> {
  const folder = dataOf(values);
  const paths = dataPaths(folder);
  // A missing file among the traces of a salon is a problem of its own, told by the opening; an empty folder is a typo.
  const isThere = fs.existsSync(paths.database) || fs.existsSync(paths.highWater);
  if (!isThere) throw new CliProblem('noSalon', { folder }, 1);
  const lock = takeFolder(paths, 'cli');
  try {
    return await body(paths, lock);
  } finally {
    lock.release();
  }
}

/** Why a file cannot be read at all, as the examination tells it. */
const UNREADABLE: readonly BackupFailure[] = ['DAMAGED', 'NOT_A_COPY'];

/**
 * Looks at the file before any work with it, so that what is wrong is told as on the recovery screen
 *
 * @throws StartError
 */
function inspectSalon({ database: file }: DataPaths): void {
  if (!fs.existsSync(file)) throw new StartError('DATABASE_MISSING', { file });
  inspectFile(file, newestVersion(migrations));
  let connection: ReturnType<typeof openReadOnly> | undefined;
  try {
    connection = openReadOnly(file);
    // Beside a write-ahead log the header of the file may be old: SQLite knows.
    const version = Number(connection.pragma('user_version', { simple: true }));
    const newest = newestVersion(migrations);
    if (version > newest) throw new StartError('DATABASE_NEWER', { file, version, newest });
  } catch (error) {
    throw problemOf(error, file);
  } finally {
    connection?.close();
  }
}

/** Tells whether SQLite finds the file whole; asked after a copy failed, because the fault may be the other disk's. */
function isSound(file: string): boolean {
  try {
    const connection = openReadOnly(file);
    try {
      return connection.pragma('quick_check(1)', { simple: true }) === 'ok';
    } finally {
      connection.close();
    }
  } catch {
    return false;
  }
}

function open(paths: DataPaths, lock: FolderLock, { clock, runJob }: Terminal): Promise<Store> {
  return openStore({
    dataDir: paths.dir,
    host: 'cli',
    nowMs: () => clock.nowMs(),
    lock,
    backupBefore: backupBeforeMigration(paths, clock, runJob),
  });
}

function serviceOver(paths: DataPaths, lock: FolderLock, terminal: Terminal, progressKey: string): BackupService {
  return new BackupService({
    paths,
    clock: terminal.clock,
    logger: createFileLogger(paths.logs),
    runJob: terminal.runJob,
    store: {
      current: () => null,
      close: () => undefined,
      // Nobody works with the store here: opening it proves that what was put in place can be worked with.
      open: async () => {
        const store = await open(paths, lock, terminal);
        store.close();
      },
    },
    onJob: ({ share }) => terminal.progress(terminal.text(progressKey, { percent: percentOf(share) })),
  });
}

interface CopyFile {
  readonly file: string;
  readonly salonName: string;
  readonly visits: number;
  readonly clients: number;
}

async function copyIntoFolder(paths: DataPaths, lock: FolderLock, terminal: Terminal): Promise<CopyFile> {
  const info = await serviceOver(paths, lock, terminal, 'backup.progress').create('manual');
  return { ...info, file: path.join(paths.backups, info.id) };
}

async function copyToFile(paths: DataPaths, target: string, terminal: Terminal): Promise<CopyFile> {
  const folder = path.dirname(target);
  if (!fs.existsSync(folder)) throw new CliProblem('folderMissing', { folder }, 1);
  if (fs.existsSync(target)) throw new CliProblem('fileExists', { file: target }, 1);
  const temporary = path.join(folder, `.${path.basename(target)}-${randomUUID()}.tmp`);
  try {
    const { facts } = await terminal.runJob(
      'backup.copy',
      { source: paths.database, target: temporary },
      { onProgress: (share) => terminal.progress(terminal.text('backup.progress', { percent: percentOf(share) })) },
    );
    // The photos and files lie beside the copy: it is whole when both are taken along.
    const beside = { database: temporary, from: paths.contents, to: contentsBeside(target) };
    await terminal.runJob('backup.copyContents', beside, {});
    fs.renameSync(temporary, target);
    return { ...facts, file: target };
  } finally {
    removeDatabaseFiles(temporary);
  }
}

/** A file that already lies in the folder of copies is used as it is. */
function knownCopy(service: BackupService, paths: DataPaths, from: string): BackupInfo | undefined {
  if (path.dirname(from) !== paths.backups) return undefined;
  return service.list().find(({ id }) => id === path.basename(from));
}

function findUserByName(store: Store, name: string) {
  const users = listActiveUsers(store.reader);
  const found = users.filter((user) => user.name === name);
  if (found.length > 1) throw new CliProblem('severalUsers', { value: name }, 1);
  const [user] = found;
  if (!user) throw new CliProblem('unknownUser', { value: name, users: users.map((one) => one.name).join(', ') }, 1);
  return user;
}
