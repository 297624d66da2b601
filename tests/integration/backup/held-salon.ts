import fs from 'node:fs';
import { BackupService, type BackupJob, type StoreHolder } from '../../../src-main/backup/backup.service.ts';
import { backupBeforeMigration } from '../../../src-main/backup/backup-before-migration.ts';
import { type DataPaths, dataPaths, takeFolder } from '../../../src-main/store/data-folder.ts';
import { query } from '../../../src-main/store/query.ts';
import { type Store, openStore } from '../../../src-main/store/store.ts';
import { JobCancelled } from '../../../src-main/workers/job.ts';
import { type JobInput, type JobName, type JobOutput, jobs } from '../../../src-main/workers/jobs.ts';
import type { JobOptions, RunJob } from '../../../src-main/workers/run-job.ts';
import { TEST_NOW_MS, TestClock, silentLogger, temporaryFolder } from '../../helpers/test-store.ts';

/** The same jobs without a thread of their own, whose start costs more than such a small salon; worker.test.ts has the thread. */
export const runHere: RunJob = async <Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  options: JobOptions = {},
) => {
  const job = jobs[name] as unknown as (
    input: JobInput<Name>,
    control: { progress(share: number): void },
  ) => Promise<JobOutput<Name>>;
  return job(input, {
    progress: (share) => {
      if (options.signal?.aborted) throw new JobCancelled();
      options.onProgress?.(share);
    },
  });
};

const ACTOR = { actorId: null, device: 'test' } as const;

/** Books one visit of a new client; returns the number of the command. */
export function bookVisit(store: Store, nowMs = TEST_NOW_MS): number {
  const { commandId } = store.work.run({ ...ACTOR, nowMs }, 'journal.book', (tx) => {
    const client = tx.insert(
      query.insertInto('clients').values({ first_name: 'Алёна', last_name: 'Ким', created_at_ms: nowMs }),
    );
    const visit = tx.insert(
      query
        .insertInto('visits')
        .values({ client_id: client, local_date: '2026-03-12', status: 'booked', created_at_ms: nowMs }),
    );
    tx.insert(
      query.insertInto('visit_lines').values({
        visit_id: visit,
        position: 0,
        local_date: '2026-03-12',
        service_id: 1,
        staff_id: 1,
        start_min: 600,
        duration_min: 60,
        price_minor: 250_000,
      }),
    );
  });
  return commandId!;
}

/** Gives an empty store a name, a master and a service. */
export function furnish(store: Store, salonName: string): void {
  store.work.run({ ...ACTOR, nowMs: TEST_NOW_MS }, 'setup.complete', (tx) => {
    tx.insert(
      query
        .insertInto('settings')
        .values({ key: 'salonName', valid_from: '1970-01-01', value_json: JSON.stringify(salonName) }),
    );
    tx.insert(query.insertInto('staff').values({ first_name: 'Вера', colour: '#8a5' }));
    tx.insert(query.insertInto('service_categories').values({ name: 'Волосы', colour: '#a58' }));
    tx.insert(
      query.insertInto('services').values({ category_id: 1, name: 'Стрижка', price_minor: 250_000, duration_min: 60 }),
    );
    tx.insert(query.insertInto('staff_services').values({ staff_id: 1, service_id: 1 }));
    tx.insert(query.insertInto('users').values({ name: 'Ольга', role: 'owner', staff_id: null }));
  });
}

export interface HeldSalon {
  readonly paths: DataPaths;
  readonly clock: TestClock;
  readonly backup: BackupService;
  readonly jobs: BackupJob[];
  readonly holder: StoreHolder & { failNextOpen: boolean };
  store(): Store;
  visits(): number;
  close(): void;
}

/** A salon whose store can be closed and opened again, as the core does around a restore. */
export async function openHeldSalon(
  options: { runJob?: RunJob; dir?: string; uploadLimitBytes?: number; isClosed?: boolean } = {},
): Promise<HeldSalon> {
  const dir = options.dir ?? temporaryFolder('zerkalo-backup-');
  const paths = dataPaths(dir);
  const clock = new TestClock(TEST_NOW_MS);
  const runJob = options.runJob ?? runHere;
  const lock = takeFolder(paths, 'test');
  let current: Store | null = null;
  const holder = {
    failNextOpen: false,
    current: () => current,
    close: () => {
      current?.close();
      current = null;
    },
    open: async () => {
      if (holder.failNextOpen) {
        holder.failNextOpen = false;
        throw new Error('refused by the test');
      }
      const backupBefore = backupBeforeMigration(paths, clock, runJob);
      current = await openStore({ dataDir: dir, host: 'test', nowMs: () => clock.nowMs(), lock, backupBefore });
    },
  };
  if (!options.isClosed) {
    await holder.open();
    if (holder.current()!.head().commandId === 0) furnish(holder.current()!, 'Зеркало на Лесной');
  }
  const jobs: BackupJob[] = [];
  const backup = new BackupService({
    paths,
    clock,
    logger: silentLogger,
    store: holder,
    runJob,
    onJob: (job) => jobs.push(job),
    uploadLimitBytes: options.uploadLimitBytes,
  });
  return {
    paths,
    clock,
    backup,
    jobs,
    holder,
    store: () => current!,
    visits: () => Number(current!.connection.prepare('select count(*) from visits').pluck().get()),
    close: () => {
      holder.close();
      lock.release();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
