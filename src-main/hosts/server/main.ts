import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { type Core, createCore } from '../../core/create-core.ts';
import { dataPaths, writeOwner } from '../../store/data-folder.ts';
import { StartError } from '../../store/problems.ts';
import { createFileLogger } from '../logger.ts';
import { VERSION } from '../version.ts';
import { DeviceKey } from './device-key.ts';
import { type HttpHost, startHttpServer } from './http-server.ts';
import { OptionError, type StartOptions, readStartOptions } from './options.ts';

/** The usual port; the next ones are tried when no port was asked for. */
const USUAL_PORT = 4455;
const PORTS_TO_TRY = 20;

const here = import.meta.dirname;

async function main(): Promise<void> {
  let options: StartOptions;
  try {
    options = readStartOptions(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const { t } = createI18n(process.env['ZERKALO_LANG'] === 'en' ? 'en' : 'ru');
    return fail(t(`server:${error.key}`, { value: error.value }), 2);
  }
  const { t } = createI18n(options.locale);
  if (options.isHelp) {
    console.log(t('server:help'));
    return;
  }
  const dataDir = options.isDemo ? demoFolder(options) : options.dataDir;
  const paths = dataPaths(dataDir);
  if (options.isDemo && fs.existsSync(paths.database))
    return fail(t('server:demoNeedsNewFolder', { folder: dataDir }), 2);
  let core: Core;
  try {
    core = await createCore(
      {
        host: 'server',
        clock: { nowMs: () => Date.now() },
        logger: createFileLogger(paths.logs),
        version: VERSION,
        locale: options.locale,
        fontsDir: path.join(here, 'fonts'),
      },
      { dataDir },
    );
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const { pid, address } = error.problem.data;
    if (!address) return fail(t('server:alreadyRunningElsewhere', { pid: pid ?? '?', folder: dataDir }), 1);
    // A second start is not a mistake: the person wanted the application, and it is there.
    console.log(t('server:alreadyRunning', { pid: pid ?? '?', address }));
    if (options.opensBrowser) openBrowser(String(address));
    return;
  }
  const key = keyOf(core);
  const tickets = new Map<string, number>();
  if (options.isDemo) tickets.set(randomBytes(16).toString('base64url'), core.createDemoSalon());
  const host = await listen(core, key, options, tickets);
  if (!host) {
    await core.close();
    return fail(t('server:portTaken', { port: options.port ?? USUAL_PORT }), 1);
  }
  const plain = `${host.origin}/?key=${key.text}`;
  const [ticket] = tickets.keys();
  const address = ticket === undefined ? plain : `${plain}&ticket=${ticket}`;
  if (!core.problem || fs.existsSync(paths.owner))
    writeOwner(paths, { pid: process.pid, host: 'server', address: plain });
  if (process.env['ZERKALO_NO_ELECTRON'] === '1') console.log(t('server:noElectron'));
  console.log(t('server:address', { address }));
  console.log(t('server:keepSecret'));
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void host
      .close()
      .then(() => core.close())
      .then(() => {
        if (options.isDemo && options.dataDir !== dataDir) fs.rmSync(dataDir, { recursive: true, force: true });
        console.log(t('server:stopped'));
        process.exit(0);
      });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (options.opensBrowser) openBrowser(address);
}

/** The demo lives in a folder of its own that goes when it is closed, unless one was named. */
function demoFolder(options: StartOptions): string {
  const isNamed = process.argv.some((arg) => arg.startsWith('--data')) || process.env['ZERKALO_DATA'] !== undefined;
  return isNamed ? options.dataDir : fs.mkdtempSync(path.join(os.tmpdir(), 'zerkalo-demo-'));
}

/** The key lies in the data folder; where nothing can be written there, it lives as long as the process. */
function keyOf(core: Core): DeviceKey {
  try {
    return DeviceKey.of(core.paths.accessKey);
  } catch {
    return new DeviceKey(randomBytes(32).toString('base64url'));
  }
}

async function listen(
  core: Core,
  key: DeviceKey,
  options: StartOptions,
  tickets: Map<string, number>,
): Promise<HttpHost | null> {
  const ports =
    options.port === null ? Array.from({ length: PORTS_TO_TRY }, (_, index) => USUAL_PORT + index) : [options.port];
  for (const port of ports) {
    try {
      return await startHttpServer(
        {
          core,
          key,
          rendererDir: path.join(here, '..', 'renderer'),
          version: VERSION,
          redeemTicket: (ticket, device) => {
            const userId = tickets.get(ticket);
            if (userId === undefined) return null;
            tickets.delete(ticket);
            return core.issueSession(userId, device);
          },
        },
        port,
      );
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    }
  }
  return null;
}

function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '""', address.replaceAll('&', '^&')]
      : process.platform === 'darwin'
        ? ['open', address]
        : ['xdg-open', address];
  const child = spawn(command!, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no browser to open: the address is printed
  child.unref();
}

function fail(message: string, code: number): void {
  console.error(message);
  process.exitCode = code;
}

await main();
