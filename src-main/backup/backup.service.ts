import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { type BackupReason, rotateBackups } from '../../src-shared/backup/backup.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { DataPaths } from '../store/data-folder.ts';
import { readHighWater } from '../store/high-water.ts';
import type { Clock, Logger } from '../store/service.ts';
import type { Store } from '../store/store.ts';
import type { JobOptions, RunJob } from '../workers/run-job.ts';
import { BackupFolder, type Manifest, manifestOf } from './backup-folder.ts';
import { BackupProblem, failureOf } from './backup-problem.ts';
import { contentsBeside, removeContentList, thinContents, writeContentList } from './contents.job.ts';
import type { Examination } from './examine.job.ts';
import { foldIntoOneFile, removeDatabaseFiles } from './file-facts.ts';
import { setAside, swapDatabase } from './swap-database.ts';
import { Uploads } from '../files/uploads.ts';

/** Largest file that may be handed in: ten years of twenty masters are 0.42 GiB. */
const UPLOAD_LIMIT_BYTES = 4 * 1024 ** 3;

/** For how long contents that no copy needs any more stay beside the copies. */
const KEEP_CONTENTS_MS = 30 * 24 * 60 * 60 * 1000;

/** The store of the running program: closed and opened again around a restore. */
export interface StoreHolder {
  /** The open store; null on the recovery screen. */
  current(): Store | null;
  /** Closes it, if it is open, and keeps the lock of the folder. Nothing may be written afterwards. */
  close(): void | Promise<void>;
  /** Opens what lies in the folder now. @throws StartError */
  open(): Promise<void>;
}

/** Long work as open screens hear of it. */
export interface BackupJob {
  readonly id: string;
  readonly title: 'backup.create' | 'backup.verify' | 'backup.restore';
  /** 0..1 */
  readonly share: number;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
}

export interface BackupPorts {
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: StoreHolder;
  readonly runJob: RunJob;
  readonly onJob?: (job: BackupJob) => void;
  readonly uploadLimitBytes?: number;
}

/** Copies of the salon's file, each proved by reopening, and the way back (reliability.md B4-B8, B11). */
export class BackupService {
  readonly #ports: BackupPorts;
  readonly #folder: BackupFolder;
  readonly #uploads: Uploads;
  readonly #running = new Map<string, AbortController>();
  #queue: Promise<unknown> = Promise.resolve();
  #isRestoring = false;

  constructor(ports: BackupPorts) {
    this.#ports = ports;
    this.#folder = new BackupFolder(ports.paths.backups);
    const { dir } = this.#folder;
    this.#uploads = new Uploads(
      { dir, temporary: (label) => this.#folder.temporary(label), remove: removeDatabaseFiles },
      ports.uploadLimitBytes ?? UPLOAD_LIMIT_BYTES,
    );
  }

  /** All copies, newest first. */
  list(): BackupInfo[] {
    return this.#folder.list();
  }

  /** When the newest proved copy was made. */
  lastProvedAtMs(): number | null {
    return this.list().find((copy) => copy.isProved)?.createdAtMs ?? null;
  }

  /**
   * Copies the live file and proves the copy; thins the older ones out.
   *
   * @throws DomainError BACKUP_FAILED with `reason`; then nothing new is in the list and nothing older is gone.
   */
  create(reason: BackupReason): Promise<BackupInfo> {
    return this.#job('backup.create', async (options) => {
      const info = await this.#copyLive(reason, options);
      this.#rotate();
      return info;
    });
  }

  /** The hourly copy: none when the newest proved one holds the same state. */
  async createIfChanged(): Promise<BackupInfo | null> {
    const head = this.#ports.store.current()?.head();
    if (!head || head.commandId === 0) return null;
    const newest = this.list().find((copy) => copy.isProved);
    const kept = newest ? this.#folder.manifest(newest.id) : null;
    return kept?.head?.seal === head.seal ? null : this.create('schedule');
  }

  /**
   * Proves a copy from its first byte to the last seal; the answer is kept in its manifest.
   *
   * @throws DomainError NOT_FOUND, BACKUP_FAILED (could not be checked at all, cancelled)
   */
  verify(id: string): Promise<{ ok: boolean; findings: string[]; commands: number }> {
    const manifest = this.#manifest(id);
    return this.#job('backup.verify', async (options) => {
      const file = this.#folder.file(id);
      const input = { file, sha256: manifest.sha256, highWater: null, contents: contentsBeside(file) };
      const examination = await this.#ports.runJob('backup.examine', input, options);
      const ok = examination.failure === null;
      this.#folder.writeManifest(id, {
        ...manifest,
        isProved: ok,
        provedAtMs: ok ? this.#ports.clock.nowMs() : manifest.provedAtMs,
      });
      const findings = [...problemsOf(examination), ...examination.contentFindings];
      return { ok: ok && findings.length === 0, findings, commands: examination.facts?.commands ?? 0 };
    });
  }

  /**
   * Takes a part of a file from outside; the last one answers with the copy that it became.
   *
   * @throws DomainError NOT_FOUND, LIMIT_EXCEEDED, BACKUP_FAILED with `reason` – the file is gone then
   */
  async upload(
    uploadId: string | null,
    part: Uint8Array,
    isLast: boolean,
  ): Promise<{ uploadId: string; backup: BackupInfo | null }> {
    let id: string;
    try {
      id = this.#uploads.add(uploadId, part);
    } catch (error) {
      throw backupFailed(error);
    }
    if (!isLast) return { uploadId: id, backup: null };
    const file = this.#uploads.finish(id);
    return { uploadId: id, backup: await this.#adoptForeign(file) };
  }

  /** Takes a file of this computer as a copy (command line). @throws DomainError BACKUP_FAILED */
  async importFile(source: string): Promise<BackupInfo> {
    const target = this.#folder.temporary(`import-${randomUUID()}`);
    try {
      fs.mkdirSync(this.#folder.dir, { recursive: true, mode: 0o700 });
      fs.copyFileSync(source, target);
      // A file copied out of a running salon has its last hours in the log beside it.
      if (fs.existsSync(`${source}-wal`)) fs.copyFileSync(`${source}-wal`, `${target}-wal`);
      fs.chmodSync(target, 0o600);
    } catch (error) {
      removeDatabaseFiles(target);
      throw backupFailed(error);
    }
    return this.#adoptForeign(target, contentsBeside(source));
  }

  /**
   * Puts a copy in place of the live file, which is kept as a copy of its own (`keptAs`; null when there was nothing).
   *
   * The copy is proved and migrated beside the live file first. A failure at any step leaves the salon as it was.
   *
   * @throws DomainError NOT_FOUND, CONFLICT (a restore is running), BACKUP_FAILED with `reason`
   */
  restore(id: string): Promise<{ keptAs: string | null; salonName: string }> {
    const manifest = this.#manifest(id);
    if (this.#isRestoring) throw new DomainError('CONFLICT', { what: 'restore' });
    this.#isRestoring = true;
    return this.#job('backup.restore', (options) => this.#restore(id, manifest, options)).finally(() => {
      this.#isRestoring = false;
    });
  }

  /** Stops a running job. @throws DomainError NOT_FOUND */
  cancel(jobId: string): void {
    const controller = this.#running.get(jobId);
    if (!controller) throw new DomainError('NOT_FOUND', { what: 'job' });
    controller.abort();
  }

  /** Resolves when no copy, check or restore is running: before the program ends. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  async #restore(
    id: string,
    manifest: Manifest,
    options: JobOptions,
  ): Promise<{ keptAs: string | null; salonName: string }> {
    const { paths, store, runJob } = this.#ports;
    const prepared = `${paths.database}.restoring`;
    const input = { source: this.#folder.file(id), target: prepared, sha256: manifest.sha256 };
    const examination = await runJob('backup.prepareRestore', input, {
      ...options,
      onProgress: (share) => options.onProgress?.(share * 0.6),
    });
    if (examination.failure !== null || !examination.facts) throw refusal(examination);
    try {
      const keeping = { ...options, onProgress: (share: number) => options.onProgress?.(0.6 + share * 0.35) };
      let kept = await this.#keepCurrent(keeping);
      const closedAt = store.current()?.head();
      await store.close();
      try {
        // Somebody booked while the copy was made: the last word belongs to the closed file.
        if (kept && closedAt && kept.head?.seal !== closedAt.seal) kept = await this.#keepCurrent(keeping);
        // Before the file: the salon that opens finds its photos there. What was there stays for the copy of it.
        const from = contentsBeside(this.#folder.file(id));
        await runJob('backup.copyContents', { database: prepared, from, to: paths.contents }, {});
        swapDatabase(paths, prepared, examination.facts.head);
      } catch (error) {
        await this.#reopenAsItWas();
        throw error;
      }
      await this.#openOrPutBack(kept);
      return { keptAs: kept?.id ?? null, salonName: examination.facts.salonName };
    } finally {
      removeDatabaseFiles(prepared);
    }
  }

  async #openOrPutBack(kept: { id: string; head: Manifest['head'] } | null): Promise<void> {
    const { paths, store, logger } = this.#ports;
    try {
      await store.open();
    } catch (error) {
      logger.error({ error: String(error), kept: kept?.id ?? null }, 'restored file does not open');
      if (kept) {
        const again = `${paths.database}.restoring`;
        const log = `${this.#folder.file(kept.id)}-wal`;
        fs.copyFileSync(this.#folder.file(kept.id), again);
        swapDatabase(paths, again, kept.head);
        if (fs.existsSync(log)) fs.copyFileSync(log, `${paths.database}-wal`);
        await this.#reopenAsItWas();
      }
      throw error;
    }
  }

  /** A file that did not open before does not open now: the reason of the failed restore is what the person needs. */
  async #reopenAsItWas(): Promise<void> {
    try {
      await this.#ports.store.open();
    } catch (error) {
      this.#ports.logger.warn({ error: String(error) }, 'the file from before the restore does not open');
    }
  }

  /** Keeps the live file: as a proved copy, or as it lies there when it is damaged. Null when nothing is in it. */
  async #keepCurrent(options: JobOptions): Promise<{ id: string; head: Manifest['head'] } | null> {
    const { paths, store } = this.#ports;
    const open = store.current();
    if (!fs.existsSync(paths.database)) return null;
    if (open && open.head().commandId === 0) return null;
    try {
      const info = await this.#copyLive('before_restore', options);
      return { id: info.id, head: this.#folder.manifest(info.id)?.head ?? null };
    } catch (error) {
      // A sound file that cannot be kept (disk full) must not be replaced.
      if (open || failureOf(error) === 'CANCELLED' || failureOf(error) === 'DISK_FULL') throw error;
    }
    const { id, manifest } = this.#setCurrentAside();
    return { id, head: manifest.head };
  }

  #setCurrentAside(): { id: string; manifest: Manifest } {
    const { paths, clock } = this.#ports;
    const atMs = clock.nowMs();
    const temporary = this.#folder.temporary('aside');
    const id = this.#folder.freshId(atMs, 'before_restore', '-damaged');
    try {
      const bytes = setAside(paths, temporary);
      const manifest: Manifest = {
        format: 1,
        createdAtMs: atMs,
        reason: 'before_restore',
        bytes,
        sha256: null,
        schemaVersion: 0,
        salonName: '',
        visits: 0,
        clients: 0,
        commands: 0,
        head: readHighWater(paths),
        isProved: false,
        provedAtMs: null,
      };
      if (fs.existsSync(`${temporary}-wal`)) fs.renameSync(`${temporary}-wal`, `${this.#folder.file(id)}-wal`);
      this.#folder.adopt(temporary, id, manifest);
      return { id, manifest };
    } finally {
      removeDatabaseFiles(temporary);
    }
  }

  async #copyLive(reason: BackupReason, options: JobOptions): Promise<BackupInfo> {
    const { paths, clock, runJob } = this.#ports;
    if (!fs.existsSync(paths.database)) throw new BackupProblem('NO_SALON');
    fs.mkdirSync(this.#folder.dir, { recursive: true, mode: 0o700 });
    this.#folder.tidy(this.#uploads.files());
    const target = this.#folder.temporary('copy');
    try {
      const copy = await runJob('backup.copy', { source: paths.database, target }, options);
      const atMs = clock.nowMs();
      const id = this.#folder.freshId(atMs, reason);
      await this.#keepContents(target, paths.contents, this.#folder.file(id), options);
      return this.#folder.adopt(target, id, manifestOf(copy, reason, atMs));
    } finally {
      removeDatabaseFiles(target);
    }
  }

  /** Takes the contents that a copy names into the folder of copies, each once for all copies. */
  async #keepContents(database: string, from: string, copy: string, options: JobOptions): Promise<void> {
    const { runJob, logger } = this.#ports;
    const to = contentsBeside(copy);
    const { signal } = options;
    const done = await runJob('backup.copyContents', { database, from, to }, signal ? { signal } : {});
    if (done.findings.length > 0) logger.warn({ findings: done.findings.slice(0, 20) }, 'contents not copied');
    writeContentList(copy, done.digests);
  }

  /** `contents`: where the files of clients lie that came with it; a file sent in parts comes without. */
  #adoptForeign(file: string, contents?: string): Promise<BackupInfo> {
    return this.#job('backup.verify', async (options) => {
      try {
        const input = { file, sha256: null, highWater: null };
        const examination = await this.#ports.runJob('backup.examine', input, options);
        if (examination.failure !== null || !examination.facts) throw refusal(examination);
        foldIntoOneFile(file);
        const proof = await this.#ports.runJob('backup.examine', input, options);
        if (proof.failure !== null || !proof.facts) throw refusal(proof);
        const atMs = this.#ports.clock.nowMs();
        const copy = { facts: proof.facts, bytes: proof.bytes, sha256: proof.sha256 };
        const id = this.#folder.freshId(atMs, 'uploaded');
        await this.#keepContents(file, contents ?? contentsBeside(file), this.#folder.file(id), options);
        return this.#folder.adopt(file, id, manifestOf(copy, 'uploaded', atMs));
      } finally {
        removeDatabaseFiles(file);
      }
    });
  }

  #rotate(): void {
    const { clock, logger } = this.#ports;
    const { toDelete, isClockBehind } = rotateBackups(this.list(), clock.nowMs());
    if (isClockBehind) logger.warn({ nowMs: clock.nowMs() }, 'clock is behind the newest copy: nothing is thinned out');
    for (const id of toDelete) {
      try {
        this.#folder.remove(id);
        removeContentList(this.#folder.file(id));
      } catch (error) {
        logger.warn({ id, error: String(error) }, 'an old copy could not be removed');
      }
    }
    const copies = this.#folder.ids().map((id) => this.#folder.file(id));
    thinContents(copies, contentsBeside(this.#folder.file('any')), clock.nowMs() - KEEP_CONTENTS_MS);
  }

  #manifest(id: string): Manifest {
    const manifest = this.#folder.manifest(id);
    if (!manifest) throw new DomainError('NOT_FOUND', { what: 'backup', id });
    return manifest;
  }

  /** One after the other: two copies at once would only fight for the disk. */
  #job<T>(title: BackupJob['title'], body: (options: JobOptions) => Promise<T>): Promise<T> {
    const id = randomUUID();
    const controller = new AbortController();
    this.#running.set(id, controller);
    const tell = (share: number, state: BackupJob['state']): void => this.#ports.onJob?.({ id, title, share, state });
    const run = async (): Promise<T> => {
      tell(0, 'running');
      try {
        const value = await body({ signal: controller.signal, onProgress: (share) => tell(share, 'running') });
        tell(1, 'done');
        return value;
      } catch (error) {
        tell(1, failureOf(error) === 'CANCELLED' ? 'cancelled' : 'failed');
        const failed = backupFailed(error);
        if (failed.data['reason'] === 'UNEXPECTED') this.#ports.logger.error({ title, error: String(error) }, 'backup');
        throw failed;
      } finally {
        this.#running.delete(id);
      }
    };
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function problemsOf(examination: Examination): string[] {
  if (examination.failure === null) return [];
  return examination.findings.length > 0 ? [...examination.findings] : [examination.failure];
}

function refusal(examination: Examination): DomainError {
  return new DomainError('BACKUP_FAILED', {
    reason: examination.failure ?? 'UNEXPECTED',
    findings: problemsOf(examination).slice(0, 10),
  });
}

function backupFailed(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError('BACKUP_FAILED', { reason: failureOf(error) }, { cause: error });
}
