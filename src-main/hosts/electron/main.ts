// The program that Electron starts. Nothing here may wait at the top level for Electron to be ready (see host.ts).
import { existsSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app } from 'electron';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { type ConnectionInfo, type Core, createCore } from '../../core/create-core.ts';
import { dataPaths } from '../../store/data-folder.ts';
import { createFileLogger } from '../logger.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { runElectronHost } from './host.ts';
import { createElectronPorts } from './ports.ts';
import { readShellOptions } from './shell-options.ts';
import type { ShellLanguage } from './texts.ts';

keepHeapSmall();

const programDir = import.meta.dirname;
const options = readShellOptions(process.argv.slice(1), process.env, app.getPath('appData'));
const logger = createFileLogger(path.join(options.profileDir, 'logs'));

/** Opens the core; in a demo, on a new salon whose owner is signed in. */
async function openSalon(locale: ShellLanguage): Promise<{ core: Core; tokens?: ConnectionInfo['tokens'] }> {
  const isThere = existsSync(dataPaths(options.dataDir).database);
  if (options.isDemo && isThere) {
    throw new Error(createI18n(locale).t('server:demoNeedsNewFolder', { folder: options.dataDir }));
  }
  const ports = createElectronPorts({ logger, version: app.getVersion(), locale, programDir });
  const core = await createCore(ports, { dataDir: options.dataDir });
  if (!options.isDemo) return { core };
  let token: string | null = core.issueSession(core.createDemoSalon(), os.hostname());
  return { core, tokens: { get: () => token, set: (next) => (token = next) } };
}

runElectronHost({
  ...options,
  rendererFolder: path.join(programDir, '../renderer'),
  preloadFile: path.join(programDir, 'preload.cjs'),
  logger,
  async openCore(locale) {
    const { core, tokens } = await openSalon(locale);
    const handler = new RPCHandler(core.router);
    return {
      serve(port) {
        const info: ConnectionInfo = { host: 'electron', device: os.hostname(), ...(tokens ? { tokens } : {}) };
        handler.upgrade(port, { context: core.openConnection(info) });
      },
      async close() {
        await core.close();
        if (options.isDataTemporary) rmSync(options.dataDir, { recursive: true, force: true });
      },
    };
  },
});
