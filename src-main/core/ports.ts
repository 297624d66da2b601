import type { Clock, Logger } from '../store/service.ts';

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
  /** File of the worker thread's program. */
  readonly workerFile: string | URL;
  /** log2 of scrypt's N; lowered in tests only. */
  readonly scryptCost?: number;
  /** `statfs` magic of a folder; replaced in tests of network paths. */
  readonly statfsType?: (dir: string) => number;
}
