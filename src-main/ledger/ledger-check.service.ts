import { randomUUID } from 'node:crypto';
import { isCheckDue } from '../../src-shared/ledger/check-due.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { JobCancelled } from '../workers/job.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { LedgerExamination } from './check-ledger.job.ts';
import { insertCheck, readLastCheck } from './check/checks.repository.ts';
import { readNamedDocument } from './documents.repository.ts';
import type { Output } from './finance.service.ts';

/** Long work as open screens hear of it. */
export interface LedgerJob {
  readonly id: string;
  readonly title: 'ledger.check';
  /** 0..1 */
  readonly share: number;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
}

type CheckResult = Output<'runCheck'>;
type Finding = CheckResult['findings'][number];

/** A result as it is kept: its documents by id only. */
interface KeptCheck extends Omit<CheckResult, 'findings'> {
  readonly findings: (Omit<Finding, 'rows'> & { readonly rows: Omit<Finding['rows'][number], 'document'>[] })[];
}

interface Neighbours {
  readonly settings: SettingsService;
  readonly runJob: RunJob;
  readonly onJob: (job: LedgerJob) => void;
}

const TELL_EVERY_MS = 100;

/** The check of the ledger (I1-I17): by button, every night, with its last result kept. */
export class LedgerCheckService {
  readonly #deps: ServiceDeps;
  readonly #neighbours: Neighbours;
  #running: { readonly promise: Promise<CheckResult>; readonly controller: AbortController } | null = null;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#neighbours = neighbours;
  }

  /** What the last check found; null when there was none. */
  last(): Output<'check'> {
    const kept = readLastCheck(this.#deps.store.reader) as KeptCheck | null;
    return { last: kept && this.#named(kept), isRunning: this.#running !== null };
  }

  /**
   * Checks the whole ledger on a thread of its own; who asks meanwhile gets the same answer.
   *
   * @throws DomainError CONFLICT (data.reason 'cancelled')
   */
  run(caller: Caller | null): Promise<CheckResult> {
    if (this.#running) return this.#running.promise;
    const controller = new AbortController();
    const promise = this.#check(caller, controller.signal).finally(() => (this.#running = null));
    this.#running = { promise, controller };
    return promise;
  }

  /** Stops a running check. */
  cancel(): { isStopped: boolean } {
    this.#running?.controller.abort();
    return { isStopped: this.#running !== null };
  }

  /** The documents of a result by their names. */
  #named(kept: KeptCheck): CheckResult {
    const { reader } = this.#deps.store;
    const nameOf = (documentId: number | null): Finding['rows'][number]['document'] => {
      const row = documentId === null ? undefined : readNamedDocument(reader, documentId);
      return row ? { kind: row.kind, number: row.number } : null;
    };
    return {
      ...kept,
      findings: kept.findings.map((finding) => ({
        ...finding,
        rows: finding.rows.map((row) => ({ ...row, document: nameOf(row.documentId) })),
      })),
    };
  }

  /** Ends with the salon: a check under way is stopped. */
  close(): void {
    this.#running?.controller.abort();
  }

  /** Runs the check when the last night has passed without one. */
  async runIfDue(): Promise<void> {
    const { timeZone } = this.#neighbours.settings.now();
    const { last } = this.last();
    const now = localOf(this.#deps.clock.nowMs(), timeZone);
    if (!isCheckDue(last ? localOf(last.atMs, timeZone) : null, now)) return;
    const { findings } = await this.run(null);
    if (findings.length > 0) {
      const found = findings.map(({ invariant, rule, total }) => `${invariant} ${rule}: ${total}`);
      this.#deps.logger.error({ found }, 'the ledger does not hold');
    }
  }

  async #check(caller: Caller | null, signal: AbortSignal): Promise<CheckResult> {
    const { store, clock } = this.#deps;
    const { runJob, onJob } = this.#neighbours;
    const id = randomUUID();
    let toldAt = 0;
    const tell = (share: number, state: LedgerJob['state']): void => {
      const now = performance.now();
      if (state === 'running' && share > 0 && now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      onJob({ id, title: 'ledger.check', share, state });
    };
    tell(0, 'running');
    try {
      const examination: LedgerExamination = await runJob(
        'ledger.check',
        { databaseFile: store.paths.database },
        { signal, onProgress: (share) => tell(share, 'running') },
      );
      const result = {
        atMs: clock.nowMs(),
        byName: caller?.name ?? null,
        ...structuredClone(examination),
      } as KeptCheck;
      const actor = caller?.actor(clock) ?? { actorId: null, device: 'schedule', nowMs: clock.nowMs() };
      store.work.run(actor, 'ledger.check', (tx) => {
        insertCheck(tx, result.atMs, result);
      });
      tell(1, 'done');
      return this.#named(result);
    } catch (error) {
      tell(1, error instanceof JobCancelled ? 'cancelled' : 'failed');
      if (error instanceof JobCancelled) throw new DomainError('CONFLICT', { reason: 'cancelled' });
      throw error;
    }
  }
}
