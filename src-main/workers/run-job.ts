import { Worker } from 'node:worker_threads';
import { JobCancelled } from './job.ts';
import type { JobInput, JobName, JobOutput } from './jobs.ts';

/** What the thread is started with. */
export interface WorkerData {
  readonly name: JobName;
  readonly input: unknown;
  /** One Int32: not 0 = stop. A job is synchronous, so a message would reach it too late. */
  readonly cancelFlag: SharedArrayBuffer;
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string; readonly stack: string };

export interface JobOptions {
  /** Share done, 0..1, at most every 100 ms. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Limit of the thread's heap, for work on files from outside; beyond it the job fails, the program lives on. */
  readonly heapMb?: number;
}

/** Runs a job on a thread; tests may give their own. */
export type RunJob = <Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  options?: JobOptions,
) => Promise<JobOutput<Name>>;

/** A failure inside a job; `code` is that of SQLite, of the file system or of the job. */
export class JobError extends Error {
  readonly code: string | null;

  constructor(message: string, code: string | null, stack: string) {
    super(message);
    this.name = 'JobError';
    this.code = code;
    if (stack) this.stack = stack;
  }
}

/** The entry beside this module: bundled in the product, the source under vitest and Node's type stripping. */
function workerUrl(): URL {
  const name = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.mjs';
  return new URL(name, import.meta.url);
}

/** Makes a runner over a worker entry; by default the one that belongs to this program. */
export function createJobRunner(entry: URL = workerUrl()): RunJob {
  return (name, input, options = {}) =>
    new Promise((resolve, reject) => {
      const cancelFlag = new SharedArrayBuffer(4);
      const workerData: WorkerData = { name, input, cancelFlag };
      const { heapMb } = options;
      const limits =
        heapMb === undefined
          ? {}
          : { resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 } };
      const worker = new Worker(entry, { workerData, ...limits });
      const cancel = (): void => {
        Atomics.store(new Int32Array(cancelFlag), 0, 1);
      };
      if (options.signal?.aborted) cancel();
      options.signal?.addEventListener('abort', cancel, { once: true });
      let isSettled = false;
      const settle = (act: () => void): void => {
        if (isSettled) return;
        isSettled = true;
        options.signal?.removeEventListener('abort', cancel);
        act();
      };
      worker.on('message', (message: WorkerMessage) => {
        switch (message.kind) {
          case 'progress':
            options.onProgress?.(message.share);
            break;
          case 'done':
            settle(() => resolve(message.value as JobOutput<typeof name>));
            break;
          case 'failed':
            settle(() =>
              reject(
                message.code === 'JOB_CANCELLED'
                  ? new JobCancelled(message.message)
                  : new JobError(message.message, message.code, message.stack),
              ),
            );
            break;
        }
      });
      worker.on('error', (error) => settle(() => reject(error)));
      worker.on('exit', (code) =>
        settle(() => reject(new JobError(`the worker ended with code ${code}`, 'WORKER_ENDED', ''))),
      );
    });
}
