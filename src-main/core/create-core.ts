import { randomInt } from 'node:crypto';
import type { Connection, Gate, RequestContext } from '../access/procedure.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type DataPaths, dataPaths, type FolderLock, takeFolder } from '../store/data-folder.ts';
import { StartError, type StartProblem, problemOf } from '../store/problems.ts';
import { openStore } from '../store/store.ts';
import { LiveHub } from '../system/live-hub.ts';
import { fillWithDemo } from './demo.ts';
import { BackupService } from '../backup/backup.service.ts';
import { backupBeforeMigration } from '../backup/backup-before-migration.ts';
import { type BackupSchedule, startBackupSchedule } from '../backup/backup-schedule.ts';
import { type FiguresSchedule, startFiguresSchedule } from '../client-figures/figures-schedule.ts';
import { type EveningSchedule, startEveningSchedule } from '../documents/evening-schedule.ts';
import { EveningSheetsService } from '../documents/evening-sheets.service.ts';
import { startFiscalSchedule } from '../fiscal/fiscal-schedule.ts';
import { type LoyaltySchedule, startLoyaltySchedule } from '../loyalty/loyalty-schedule.ts';
import { type LedgerCheckSchedule, startLedgerCheckSchedule } from '../ledger/ledger-check-schedule.ts';
import { startPassesSchedule } from '../passes/passes-schedule.ts';
import { type RunJob, createJobRunner } from '../workers/run-job.ts';
import type { CorePorts } from './ports.ts';
import { type AppRouter, createRouter } from './router.ts';
import { type Salon, createSalon } from './salon.ts';

export interface CoreOptions {
  readonly dataDir: string;
}

/** How a window, browser or terminal introduces itself. */
export interface ConnectionInfo {
  readonly host: Connection['host'];
  readonly device: string;
  /** False until a browser has shown the key of the printed address; true for the application's own windows. */
  readonly isTrusted?: boolean;
  /** Where the host keeps the session token; by default the core keeps one per device, in memory. */
  readonly tokens?: { get(): string | null; set(token: string | null): void };
}

/** The application without a host: open a connection, hand its context to the router. */
export interface Core {
  readonly router: AppRouter;
  /** Why the salon cannot be opened; the screens show the recovery. */
  readonly problem: StartProblem | null;
  readonly paths: DataPaths;
  /** The open salon; null while there is a problem. */
  readonly salon: Salon | null;
  readonly live: LiveHub;
  readonly backup: BackupService;
  readonly sheets: EveningSheetsService;
  openConnection(info: ConnectionInfo): RequestContext;
  /** Signs a user in without a secret: for `npm run demo` and the wizard, on this computer only. */
  issueSession(userId: number, device: string): string;
  /** Fills a new folder with the demo salon and returns its owner's user id. */
  createDemoSalon(): number;
  close(): Promise<void>;
}

/**
 * Builds the application over a data folder.
 *
 * A file that cannot be opened does not throw: `problem` says why, and only the recovery procedures answer. A folder that
 * another process holds does throw, because that process is the one to talk to.
 *
 * @throws StartError FOLDER_IN_USE
 */
export async function createCore(ports: CorePorts, options: CoreOptions): Promise<Core> {
  const core = new CoreImplementation(ports, options);
  await core.open({ acceptLostWrites: false });
  return core;
}

/** The sweep of contents waits until the desk has begun to work. */
const SWEEP_AFTER_MS = 60_000;

class CoreImplementation implements Core {
  readonly router: AppRouter;
  readonly paths: DataPaths;
  readonly live = new LiveHub();
  problem: StartProblem | null = null;
  salon: Salon | null = null;
  readonly backup: BackupService;
  readonly sheets: EveningSheetsService;
  readonly #ports: CorePorts;
  readonly #gate: Gate;
  readonly #runJob: RunJob;
  readonly #tokensByDevice = new Map<string, string>();
  #lock: FolderLock | null = null;
  #isReplacing = false;
  #schedule: BackupSchedule | null = null;
  #evening: EveningSchedule | null = null;
  #figures: FiguresSchedule | null = null;
  #loyalty: LoyaltySchedule | null = null;
  #ledgerCheck: LedgerCheckSchedule | null = null;
  #passes: { stop: () => void } | null = null;
  #fiscal: { stop: () => void } | null = null;

  constructor(ports: CorePorts, options: CoreOptions) {
    this.#ports = ports;
    this.paths = dataPaths(options.dataDir);
    this.#gate = {
      logger: ports.logger,
      // While a restore swaps the file nobody may take this for a salon without people.
      isReady: () => this.#isReplacing || (this.salon?.setup.isDone() ?? false),
      callerOf: (connection) => this.salon?.sessions.callerOf(connection.token(), connection.device) ?? null,
      errorNumber: () => `E-${randomInt(100_000, 1_000_000)}`,
    };
    this.#runJob = ports.runJob ?? createJobRunner();
    this.backup = new BackupService({
      paths: this.paths,
      clock: ports.clock,
      logger: ports.logger,
      runJob: this.#runJob,
      store: {
        current: () => this.salon?.store ?? null,
        close: () => {
          this.#isReplacing = this.salon?.setup.isDone() ?? false;
          this.salon?.imports.stop();
          this.salon?.fiscal.queue.stop();
          this.salon?.store.close();
          this.salon = null;
        },
        open: () => this.#reopen(),
      },
      onJob: (job) => {
        this.live.publishJob(job, ports.clock.nowMs());
      },
      ...(ports.uploadLimitBytes === undefined ? {} : { uploadLimitBytes: ports.uploadLimitBytes }),
    });
    this.sheets = new EveningSheetsService({
      folder: this.paths.daySheets,
      clock: ports.clock,
      logger: ports.logger,
      locale: ports.locale,
      salon: () => (this.salon?.setup.isDone() ? this.salon : null),
      openFolder: ports.openFolder,
    });
    this.router = createRouter({
      core: this,
      ports,
      live: this.live,
      errorNumber: () => this.#gate.errorNumber(),
      acceptLostWrites: () => this.open({ acceptLostWrites: true }),
      reopen: () => this.open({ acceptLostWrites: false }),
    });
  }

  async open(options: { acceptLostWrites: boolean }): Promise<void> {
    this.problem = null;
    try {
      this.#lock ??= takeFolder(this.paths, this.#ports.host, this.#ports.statfsType);
      const store = await openStore({
        dataDir: this.paths.dir,
        host: this.#ports.host,
        nowMs: () => this.#ports.clock.nowMs(),
        lock: this.#lock,
        acceptLostWrites: options.acceptLostWrites,
        backupBefore: backupBeforeMigration(this.paths, this.#ports.clock, this.#runJob),
        ...(this.#ports.statfsType ? { statfsType: this.#ports.statfsType } : {}),
      });
      const salon = createSalon(
        store,
        this.#ports,
        this.#runJob,
        () => this.backup.list(),
        (job) => {
          this.live.publishJob(job, this.#ports.clock.nowMs());
        },
      );
      salon.personalData.erasure.eraseAgain();
      // A salon made before accounts of money existed gets them now; a new one in its first run.
      if (salon.setup.isDone()) salon.cash.accounts.ensure(this.#ports.locale);
      store.work.onCommit((command) => {
        if (!command.isStep) this.live.publishCommand(command, salon.access.nameOf(command.actorId));
        this.sheets.noteChanged(command.dates);
      });
      this.salon = salon;
      if (this.#ports.hasSchedules ?? true) {
        this.#fiscal ??= startFiscalSchedule(() => this.salon?.fiscal.queue ?? null);
        // A receipt does not wait for the clock: it leaves as soon as its sale is written, and never before.
        store.work.onCommit(({ rows }) => {
          if (rows['ledger_documents'] && rows['fiscal_jobs']) setImmediate(() => void salon.fiscal.queue.run());
        });
      }
      if (this.#ports.hasSchedules ?? true) this.#schedule ??= startBackupSchedule(this.backup, this.#ports.logger);
      if (this.#ports.hasSchedules ?? true) this.#evening ??= startEveningSchedule(this.sheets);
      if (this.#ports.hasSchedules ?? true) {
        this.#ledgerCheck ??= startLedgerCheckSchedule(() => this.salon?.ledgerCheck ?? null, this.#ports.logger);
        this.#sweepContents();
        this.#figures?.stop();
        this.#figures = startFiguresSchedule(() => this.salon?.clientFigures ?? null);
        this.#loyalty?.stop();
        this.#loyalty = startLoyaltySchedule(() => this.salon?.bonusBook ?? null, this.#ports.logger);
        this.#passes?.stop();
        this.#passes = startPassesSchedule(
          () => (this.salon?.setup.isDone() ? [this.salon.certificates, this.salon.memberships] : []),
          this.#ports.logger,
        );
      }
    } catch (error) {
      const start = problemOf(error, this.paths.database);
      // The address of the running program carries the key: it is for the person, never for the log.
      const { address: _, ...facts } = start.problem.data;
      this.#ports.logger.error(
        {
          problem: { code: start.problem.code, data: facts },
          cause: start.cause instanceof Error ? start.cause.message : null,
        },
        'the salon cannot be opened',
      );
      if (start.problem.code === 'FOLDER_IN_USE') throw start;
      this.problem = start.problem;
    }
  }

  /** Once a start, when the desk has begun to work: contents of files that nothing needs any more go. */
  #sweepContents(): void {
    const sweep = (): void => {
      try {
        this.salon?.clientFiles.sweep();
      } catch (error) {
        this.#ports.logger.warn({ error: String(error) }, 'contents could not be thinned out');
      }
    };
    setTimeout(sweep, SWEEP_AFTER_MS).unref();
  }

  /** Opens what a restore put in place; every screen reads everything again, everybody signs in again. */
  async #reopen(): Promise<void> {
    await this.open({ acceptLostWrites: false });
    this.#isReplacing = false;
    this.#tokensByDevice.clear();
    this.live.publishReload(this.#ports.clock.nowMs());
    if (this.problem) throw new StartError(this.problem.code, this.problem.data);
  }

  openConnection(info: ConnectionInfo): RequestContext {
    const key = `${info.host}/${info.device}`;
    const tokens = info.tokens ?? {
      get: () => this.#tokensByDevice.get(key) ?? null,
      set: (token: string | null) => {
        if (token === null) this.#tokensByDevice.delete(key);
        else this.#tokensByDevice.set(key, token);
      },
    };
    const connection: Connection = {
      host: info.host,
      device: info.device,
      isTrusted: info.isTrusted ?? true,
      token: () => tokens.get(),
      setToken: (token) => {
        tokens.set(token);
      },
    };
    return { connection, gate: this.#gate };
  }

  issueSession(userId: number, device: string): string {
    if (!this.salon) throw new DomainError('SETUP_REQUIRED', {});
    return this.salon.sessions.open(userId, device);
  }

  createDemoSalon(): number {
    if (!this.salon) throw new DomainError('SETUP_REQUIRED', {});
    return fillWithDemo(this.salon, null);
  }

  async close(): Promise<void> {
    this.#schedule?.stop();
    this.#evening?.stop();
    this.#figures?.stop();
    this.#loyalty?.stop();
    this.#ledgerCheck?.stop();
    this.salon?.ledgerCheck.close();
    this.#passes?.stop();
    this.#fiscal?.stop();
    this.salon?.fiscal.queue.stop();
    await this.backup.idle();
    await this.sheets.idle();
    this.salon?.imports.stop();
    this.salon?.store.close();
    this.salon = null;
    this.#lock?.release();
    this.#lock = null;
  }
}
