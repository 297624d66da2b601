import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { backupContract } from '../../../src-shared/backup/backup.contract.ts';
import type { LiveEvent } from '../../../src-shared/system/system.contract.ts';
import { TODAY, type CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, type InputOf, nothing } from './case.ts';

const text = expect.any(String) as string;
const proved = { id: text, isProved: true, salonName: 'Зеркало', visits: 3, clients: 2 };

const fileOf = ({ test, backup }: CaseSalon): string => path.join(test.core.paths.backups, backup);
const theBackup = ({ backup }: CaseSalon) => ({ id: backup });
const noBackup = () => ({ id: 'zerkalo-none.db' });

/** Cancels whatever long work is begun, as a person would who presses "stop" at once. */
function cancelAtOnce({ test: { core } }: CaseSalon): void {
  const publish = core.live.publishJob.bind(core.live);
  core.live.publishJob = (job, atMs) => {
    publish(job, atMs);
    if (job.state === 'running') core.backup.cancel(job.id);
  };
}

const wholeFile: InputOf<Part> = (salon) => ({
  uploadId: null,
  base64: fs.readFileSync(fileOf(salon)).toString('base64'),
  isLast: true,
});
interface Part {
  uploadId: string | null;
  base64: string;
  isLast: boolean;
}
const notACopy = (): Part => ({ uploadId: null, base64: btoa('not a database'), isLast: true });
const tooLong = (): Part => ({ uploadId: null, base64: btoa('x'.repeat(3_000_001)), isLast: false });
const unknownUpload = (): Part => ({ uploadId: randomUUID(), base64: 'AAAA', isLast: false });

const damagedBackup: InputOf<{ id: string }> = (salon) => {
  fs.appendFileSync(fileOf(salon), 'x');
  return { id: salon.backup };
};

/** A restore that is running: it waits until the salon is closed. */
const restoring: InputOf<{ id: string }> = ({ test: { core }, jobs, backup }) => {
  jobs.hold();
  void core.backup.restore(backup);
  return { id: backup };
};

/** The id of a running copy, as an open screen hears of it. */
const runningJob: InputOf<{ jobId: string }> = async ({ client, test: { core }, jobs }) => {
  jobs.hold();
  const events = await client.system.live();
  const first = events.next();
  // The stream begins with the first pull; a call behind it has been answered when it has begun.
  await client.access.session();
  void core.backup.create('manual').catch(() => undefined);
  const { value } = (await first) as { value: LiveEvent };
  await events.return?.();
  return { jobId: value.job!.id };
};

export const backupCases: CasesOf<typeof backupContract> = {
  list: { ok: { input: nothing, answer: [{ ...proved, reason: 'manual' }] }, refused: {} },
  create: {
    ok: { input: nothing, answer: { ...proved, reason: 'manual' } },
    refused: {
      BACKUP_FAILED: {
        input: ({ test }) => {
          fs.rmSync(test.core.paths.database);
          return undefined;
        },
        data: { reason: 'NO_SALON' },
      },
    },
  },
  verify: {
    ok: { input: theBackup, answer: { ok: true, findings: [], commands: expect.any(Number) as number } },
    refused: {
      NOT_FOUND: noBackup,
      BACKUP_FAILED: {
        input: (salon) => {
          cancelAtOnce(salon);
          return { id: salon.backup };
        },
        data: { reason: 'CANCELLED' },
      },
    },
  },
  restore: {
    ok: {
      input: async ({ client, backup, visit }) => {
        await client.journal.edit({ visitId: visit, version: 1, comment: 'после копии' });
        return { id: backup };
      },
      answer: async (answer: object, { test, visit }: CaseSalon) => {
        expect(answer).toMatchObject({ keptAs: text, salonName: 'Зеркало' });
        const screen = test.overPort('after').client;
        const [owner] = await screen.access.people();
        await screen.access.signIn({ userId: owner!.id, secret: '2580' });
        const day = await screen.journal.day({ localDate: TODAY });
        expect(day.visits.find(({ id }) => id === visit)).toMatchObject({ comment: '' });
      },
    },
    refused: {
      NOT_FOUND: noBackup,
      BACKUP_FAILED: { input: damagedBackup, data: { reason: 'DAMAGED' } },
      CONFLICT: { input: restoring, data: { what: 'restore' } },
    },
  },
  upload: {
    ok: { input: wholeFile, answer: { uploadId: text, backup: { ...proved, reason: 'uploaded' } } },
    refused: {
      BACKUP_FAILED: { input: notACopy, data: { reason: 'NOT_A_COPY' } },
      LIMIT_EXCEEDED: tooLong,
      NOT_FOUND: unknownUpload,
    },
  },
  cancel: {
    ok: { input: runningJob, answer: { done: true } },
    refused: { NOT_FOUND: () => ({ jobId: randomUUID() }) },
  },
  recovery: {
    list: {
      ok: { on: 'damaged', input: nothing, answer: [proved] },
      refused: { SETUP_DONE: nothing },
    },
    upload: {
      ok: { on: 'damaged', input: wholeFile, answer: { uploadId: text, backup: { ...proved, reason: 'uploaded' } } },
      refused: {
        SETUP_DONE: notACopy,
        BACKUP_FAILED: { on: 'new', input: notACopy, data: { reason: 'NOT_A_COPY' } },
        LIMIT_EXCEEDED: { on: 'new', input: tooLong },
        NOT_FOUND: { on: 'damaged', input: unknownUpload },
      },
    },
    restore: {
      ok: {
        on: 'damaged',
        input: theBackup,
        answer: async (answer: object, { client, test }: CaseSalon) => {
          expect(answer).toMatchObject({ keptAs: expect.stringContaining('damaged') as string, salonName: 'Зеркало' });
          expect(test.core.problem).toBeNull();
          await expect(client.setup.status()).resolves.toMatchObject({ state: 'ready' });
        },
      },
      refused: {
        SETUP_DONE: theBackup,
        NOT_FOUND: { on: 'new', input: noBackup },
        BACKUP_FAILED: { on: 'damaged', input: damagedBackup, data: { reason: 'DAMAGED' } },
        CONFLICT: { on: 'damaged', input: restoring },
      },
    },
  },
};
