// The program that is killed: does real work on a real folder and reports each answer before it goes on.
import fs from 'node:fs';
import { BackupService } from '../../src-main/backup/backup.service.ts';
import { backupBeforeMigration } from '../../src-main/backup/backup-before-migration.ts';
import { dataPaths, takeFolder } from '../../src-main/store/data-folder.ts';
import { type Store, openStore } from '../../src-main/store/store.ts';
import { createJobRunner } from '../../src-main/workers/run-job.ts';
import { silentLogger } from '../helpers/test-store.ts';
import { type CrashOrder, type CrashReport, bookerOf, migrationsUpTo } from './crash-salon.ts';

const STDOUT = 1;

const { mode, dir, migrationCount, isAfterCopy } = JSON.parse(process.argv[2]!) as CrashOrder;
const paths = dataPaths(dir);
const clock = { nowMs: () => Date.now() };
const runJob = createJobRunner();

/** Written at once: what was told is in the pipe when the process dies. */
function tell(report: CrashReport): void {
  fs.writeSync(STDOUT, `${JSON.stringify(report)}\n`);
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function main(): Promise<void> {
  const lock = takeFolder(paths, 'crash');
  let current: Store | null = null;
  const open = async (): Promise<Store> => {
    current = await openStore({
      dataDir: dir,
      host: 'crash',
      nowMs: () => Date.now(),
      lock,
      migrations: migrationsUpTo(migrationCount),
      backupBefore: backupBeforeMigration(paths, clock, runJob),
    });
    return current;
  };
  if (mode === 'migrate' || mode === 'create') tell({ kind: 'aiming' });
  let store = await open();
  let book = bookerOf(store);
  const answer = (): void => {
    const commandId = book();
    tell({ kind: 'answered', commandId, seal: store.head().seal });
  };
  const backup = new BackupService({
    paths,
    clock,
    logger: silentLogger,
    runJob,
    store: {
      current: () => current,
      close: () => {
        current?.close();
        current = null;
      },
      open: async () => {
        store = await open();
        book = bookerOf(store);
      },
    },
    onJob: ({ share }) => {
      if (share > 0 && !isAfterCopy) tell({ kind: 'aiming' });
    },
  });
  if (mode === 'create') return;
  if (mode === 'book' || mode === 'checkpoint' || mode === 'migrate') {
    tell({ kind: 'aiming' });
    for (let count = 1; ; count++) {
      answer();
      if (mode === 'checkpoint' && count % 3 === 0) store.settle();
      if (count % 5 === 0) await nextTurn();
    }
  }
  if (mode === 'backup') {
    for (;;) {
      const copy = { isRunning: true };
      void backup.create('schedule').then(() => {
        copy.isRunning = false;
        if (isAfterCopy) tell({ kind: 'aiming' });
      });
      while (copy.isRunning) {
        answer();
        await nextTurn();
      }
    }
  }
  for (;;) {
    const copy = await backup.create('manual');
    if (isAfterCopy) tell({ kind: 'aiming' });
    const { commandId, seal } = store.head();
    for (let count = 0; count < 5; count++) answer();
    tell({ kind: 'restoring', commandId, seal });
    await backup.restore(copy.id);
    tell({ kind: 'restored' });
    for (let count = 0; count < 5; count++) answer();
  }
}

main().catch((error: unknown) => {
  tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
});
