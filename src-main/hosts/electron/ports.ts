import { mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { CorePorts } from '../../core/ports.ts';

const MAX_LOG_BYTES = 5_000_000;

/**
 * A log file in the given folder; the one before it is kept as `….old`
 *
 * A log that cannot be written is no reason not to work: then lines go nowhere.
 */
export function createFileLogger(folder: string): CorePorts['logger'] {
  const file = path.join(folder, 'electron.log');
  try {
    mkdirSync(folder, { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.old`);
    return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: file, sync: true }));
  } catch {
    return pino({ enabled: false });
  }
}

/** The core's ports in Electron. */
export function createElectronPorts(own: {
  logger: CorePorts['logger'];
  version: string;
  locale: CorePorts['locale'];
  /** The folder of the built main script: fonts and the worker lie beside it. */
  programDir: string;
}): CorePorts {
  return {
    host: 'electron',
    clock: { nowMs: () => Date.now() },
    logger: own.logger,
    version: own.version,
    locale: own.locale,
    fontsDir: path.join(own.programDir, 'fonts'),
    workerFile: path.join(own.programDir, 'worker.mjs'),
  };
}
