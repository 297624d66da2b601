// The program that Electron starts. Nothing here may wait at the top level for Electron to be ready (see host.ts).
import path from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app } from 'electron';
import { createCore } from '../../core/create-core.ts';
import { runElectronHost } from './host.ts';
import { createElectronPorts, createFileLogger } from './ports.ts';
import { readShellOptions } from './shell-options.ts';

const programDir = import.meta.dirname;
const options = readShellOptions(process.argv.slice(1), process.env, app.getPath('appData'));
const logger = createFileLogger(path.join(options.profileDir, 'logs'));

runElectronHost({
  ...options,
  rendererFolder: path.join(programDir, '../renderer'),
  preloadFile: path.join(programDir, 'preload.cjs'),
  logger,
  async openCore(locale) {
    const ports = createElectronPorts({ logger, version: app.getVersion(), locale, programDir });
    const core = await createCore(ports, { dataDir: options.dataDir });
    const handler = new RPCHandler(core.router);
    return {
      serve: (port, device) => handler.upgrade(port, { context: core.openConnection({ host: 'electron', device }) }),
      close: () => core.close(),
    };
  },
});
