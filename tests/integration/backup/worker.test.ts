import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJobRunner } from '../../../src-main/workers/run-job.ts';
import { type HeldSalon, bookVisit, openHeldSalon } from './held-salon.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const built = path.join(root, 'out/main/worker.mjs');

let salon: HeldSalon;

beforeEach(async () => {
  salon = await openHeldSalon({ runJob: createJobRunner() });
});
afterEach(() => {
  salon.close();
});

const book = (count: number) => {
  for (let index = 0; index < count; index++) bookVisit(salon.store());
};
const filesOfBackups = () => fs.readdirSync(salon.paths.backups).sort();

describe('long work on a thread of its own', () => {
  test('ends while the salon goes on booking, and holds one state of it (B4)', async () => {
    for (let index = 0; index < 200; index++) bookVisit(salon.store());
    const copy = { isDone: false };
    let last = salon.store().head().commandId;
    const before = last;
    const copying = salon.backup.create('schedule').finally(() => {
      copy.isDone = true;
    });
    while (!copy.isDone) {
      last = bookVisit(salon.store());
      await new Promise((resolve) => setImmediate(resolve));
    }
    const info = await copying;
    const manifest = JSON.parse(fs.readFileSync(path.join(salon.paths.backups, `${info.id}.json`), 'utf8')) as {
      head: { commandId: number };
      visits: number;
    };
    expect(last).toBeGreaterThan(before);
    expect(manifest.head.commandId).toBeGreaterThanOrEqual(before);
    expect(manifest.head.commandId).toBeLessThanOrEqual(last);
    // Each command after the furnishing is one visit.
    expect(manifest.visits).toBe(manifest.head.commandId - 1);
    await expect(salon.backup.verify(info.id)).resolves.toMatchObject({ ok: true, findings: [] });
  });

  test('cancelled: said so, nothing left, the next one works', async () => {
    for (let index = 0; index < 300; index++) bookVisit(salon.store());
    const copying = salon.backup.create('manual');
    await Promise.resolve();
    const job = salon.jobs.at(-1)!;
    salon.backup.cancel(job.id);
    await expect(copying).rejects.toMatchObject({ code: 'BACKUP_FAILED', data: { reason: 'CANCELLED' } });
    expect(filesOfBackups()).toEqual([]);
    expect(salon.jobs.at(-1)).toMatchObject({ state: 'cancelled' });
    expect(() => salon.backup.cancel(job.id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    await expect(salon.backup.create('manual')).resolves.toMatchObject({ visits: 300 });
  });

  test('what is booked while the current file is being kept is kept too', async () => {
    book(1);
    const copy = await salon.backup.create('manual');
    const restoring = salon.backup.restore(copy.id);
    while (salon.jobs.at(-1)?.state !== 'running') await Promise.resolve();
    let booked = 1;
    const isOpenStill = () =>
      salon.holder.current() !== null && salon.visits() === booked && salon.jobs.at(-1)?.state === 'running';
    while (isOpenStill()) {
      bookVisit(salon.store());
      booked++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { keptAs } = await restoring;
    expect(salon.backup.list().find(({ id }) => id === keptAs)).toMatchObject({ visits: booked });
    expect(booked).toBeGreaterThan(2);
  });

  test('a failure keeps its code on the way out of the thread', async () => {
    const runJob = createJobRunner();
    const target = path.join(salon.paths.dir, 'copy.db');
    await expect(
      runJob('backup.copy', { source: path.join(salon.paths.dir, 'none.db'), target }),
    ).rejects.toMatchObject({
      name: 'JobError',
      code: 'ENOENT',
    });
    expect(fs.existsSync(target)).toBe(false);
  });

  test('the bundled worker does the same: copy, check, restore', async () => {
    if (!fs.existsSync(built)) throw new Error(`${built} is missing: run "node build/bootstrap.mjs" first`);
    salon.close();
    salon = await openHeldSalon({ runJob: createJobRunner(pathToFileURL(built)) });
    book(3);
    const copy = await salon.backup.create('manual');
    await expect(salon.backup.verify(copy.id)).resolves.toEqual({ ok: true, findings: [], commands: 4 });
    book(1);
    await salon.backup.restore(copy.id);
    expect(salon.visits()).toBe(3);
  });
});
