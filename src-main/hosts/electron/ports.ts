import path from 'node:path';
import { shell } from 'electron';
import type { CorePorts } from '../../core/ports.ts';

/** The core's ports in Electron. */
export function createElectronPorts(own: {
  logger: CorePorts['logger'];
  version: string;
  locale: CorePorts['locale'];
  /** The folder of the built main script; the fonts lie beside it. */
  programDir: string;
}): CorePorts {
  return {
    host: 'electron',
    clock: { nowMs: () => Date.now() },
    logger: own.logger,
    version: own.version,
    locale: own.locale,
    fontsDir: path.join(own.programDir, 'fonts'),
    hasSchedules: true,
    openFolder: (folder) => void shell.openPath(folder),
  };
}
