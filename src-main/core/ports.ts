import type { Clock, Logger } from '../store/service.ts';
import type { RegisterPace } from '../fiscal/fiscal.service.ts';
import type { RunJob } from '../workers/run-job.ts';

/** What differs between hosts and is given to the core. */
export interface CorePorts {
  readonly host: 'electron' | 'server' | 'cli';
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  /** Language before anybody has signed in. */
  readonly locale: 'ru' | 'en';
  /** Folder with the fonts that documents embed. */
  readonly fontsDir: string;
  /** Runs long work; by default on a worker thread of this program. */
  readonly runJob?: RunJob;
  /** Shows a folder in the file manager; absent where the program has no screen. */
  readonly openFolder?: (folder: string) => void;
  /** Hourly copies and evening sheets; off in tests and in the terminal. */
  readonly hasSchedules?: boolean;
  /** How often a fiscal register is asked; tests hurry. */
  readonly registerPace?: RegisterPace;
  /** log2 of scrypt's N; lowered in tests only. */
  readonly scryptCost?: number;
  /** Largest file that may be handed in as a backup; lowered in tests only. */
  readonly uploadLimitBytes?: number;
  /** `statfs` magic of a folder; replaced in tests of network paths. */
  readonly statfsType?: (dir: string) => number;
}
