import { parentPort, workerData } from 'node:worker_threads';
import { JobCancelled, type JobControl } from './job.ts';
import { jobs } from './jobs.ts';
import type { WorkerData, WorkerMessage } from './run-job.ts';

const PROGRESS_EVERY_MS = 100;

const { name, input, cancelFlag } = workerData as WorkerData;
const flag = new Int32Array(cancelFlag);
let toldAtMs = 0;

function tell(message: WorkerMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has no origin
  parentPort?.postMessage(message);
}

const control: JobControl = {
  progress: (share) => {
    if (Atomics.load(flag, 0) !== 0) throw new JobCancelled();
    const nowMs = performance.now();
    if (nowMs - toldAtMs < PROGRESS_EVERY_MS) return;
    toldAtMs = nowMs;
    tell({ kind: 'progress', share });
  },
};

try {
  const job = jobs[name] as (input: unknown, control: JobControl) => unknown;
  tell({ kind: 'done', value: await job(input, control) });
} catch (error) {
  const { code, message, stack } = error as { code?: unknown; message?: string; stack?: string };
  tell({
    kind: 'failed',
    code: typeof code === 'string' ? code : null,
    message: message ?? String(error),
    stack: stack ?? '',
  });
}
