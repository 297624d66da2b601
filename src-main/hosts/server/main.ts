import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { type Core, createCore } from '../../core/create-core.ts';
import { dataPaths, isNetworkPath, takeFolder, writeOwner } from '../../store/data-folder.ts';
import { StartError, type StartProblem } from '../../store/problems.ts';
import { createFileLogger } from '../logger.ts';
import { VERSION } from '../version.ts';
import { DeviceKey } from './device-key.ts';
import { listenOnLoopback, serveOver, stopListening } from './http-server.ts';
import { OptionError, type StartOptions, languageOfRefusal, readStartOptions } from './options.ts';

/** The usual port; the next ones are tried when no port was asked for. */
const USUAL_PORT = 4455;
const PORTS_TO_TRY = 20;

const here = import.meta.dirname;

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  let options: StartOptions;
  try {
    options = readStartOptions(args, process.env);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const { t } = createI18n(languageOfRefusal(args, process.env));
    return fail(t(`server:${error.key}`, { value: error.value }), 2);
  }
  const { t } = createI18n(options.locale);
  if (options.isHelp) {
    console.log(t('server:help'));
    return;
  }
  if (options.isDemo && isNamed() && fs.existsSync(dataPaths(options.dataDir).database))
    return fail(t('server:demoNeedsNewFolder', { folder: options.dataDir }), 2);
  // The port comes first: where it cannot be had, no folder and no salon has been made.
  const server = await takePort(options);
  if (typeof server === 'string') {
    const running = isFolderNew(options) ? null : holderOf(options.dataDir);
    if (running) return tellRunning(running, options);
    return fail(t(`server:${server}`, { port: options.port ?? USUAL_PORT }), 1);
  }
  const dataDir = options.isDemo ? demoFolder(options) : options.dataDir;
  const paths = dataPaths(dataDir);
  const stopping = stopOnSignal(() => {
    if (options.isDemo && options.dataDir !== dataDir) fs.rmSync(dataDir, { recursive: true, force: true });
    console.log(t('server:stopped'));
  });
  let core: Core;
  try {
    core = await createCore(
      {
        host: 'server',
        clock: { nowMs: () => Date.now() },
        logger: createFileLogger(isNetworkPath(dataDir) ? null : paths.logs),
        version: VERSION,
        locale: options.locale,
        fontsDir: path.join(here, 'fonts'),
      },
      { dataDir },
    );
  } catch (error) {
    await stopListening(server);
    if (!(error instanceof StartError)) throw error;
    return tellRunning(error.problem, options);
  }
  const key = keyOf(core);
  const tickets = new Map<string, number>();
  if (options.isDemo && !core.problem) tickets.set(randomBytes(16).toString('base64url'), core.createDemoSalon());
  const host = serveOver(server, {
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
  });
  const plain = `${host.origin}/?key=${key.text}`;
  const [ticket] = tickets.keys();
  const address = ticket === undefined ? plain : `${plain}&ticket=${ticket}`;
  if (!core.problem || fs.existsSync(paths.owner))
    writeOwner(paths, { pid: process.pid, host: 'server', address: plain });
  if (process.env['ZERKALO_NO_ELECTRON'] === '1') console.log(t('server:noElectron'));
  console.log(t('server:address', { address }));
  console.log(t('server:keepSecret'));
  stopping.close = async () => {
    await host.close();
    await core.close();
  };
  if (stopping.isAsked) return void stopping.finish();
  if (options.opensBrowser) openBrowser(address);
}

interface Stopping {
  /** A signal came. */
  isAsked: boolean;
  /** How what runs is closed; null while the salon is still being opened or the demo filled. */
  close: (() => Promise<void>) | null;
  /** Closes what runs, tidies up and ends the process. */
  finish(): Promise<void>;
}

/** Listens for the signals from the first file on, so that a stop while the demo is being filled leaves nothing behind. */
function stopOnSignal(tidyUp: () => void): Stopping {
  const stopping: Stopping = {
    isAsked: false,
    close: null,
    finish: async () => {
      await stopping.close?.();
      tidyUp();
      process.exit(0);
    },
  };
  const onSignal = (): void => {
    if (stopping.isAsked) return;
    stopping.isAsked = true;
    if (stopping.close) void stopping.finish();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return stopping;
}

/** Whether a folder was named; a demo without one gets a folder of its own. */
function isNamed(): boolean {
  return process.argv.some((arg) => arg.startsWith('--data')) || process.env['ZERKALO_DATA'] !== undefined;
}

/** Nobody can hold a folder that has no lock in it yet. */
function isFolderNew(options: StartOptions): boolean {
  return (options.isDemo && !isNamed()) || !fs.existsSync(dataPaths(options.dataDir).lock);
}

/** Who holds the folder now; null when nobody does. */
function holderOf(dataDir: string): StartProblem | null {
  try {
    takeFolder(dataPaths(dataDir), 'server').release();
  } catch (error) {
    if (error instanceof StartError && error.problem.code === 'FOLDER_IN_USE') return error.problem;
  }
  return null;
}

/** Says where the salon is open already; in a browser, a second start is not a mistake: the person wanted it, and it is there. */
function tellRunning({ data }: StartProblem, options: StartOptions): void {
  const { t } = createI18n(options.locale);
  const { pid, address } = data;
  if (!address) return fail(t('server:alreadyRunningElsewhere', { pid: pid ?? '?', folder: options.dataDir }), 1);
  console.log(t('server:alreadyRunning', { pid: pid ?? '?', address }));
  if (options.opensBrowser) openBrowser(String(address));
}

/** The demo lives in a folder of its own that goes when it is closed, unless one was named. */
function demoFolder(options: StartOptions): string {
  return isNamed() ? options.dataDir : fs.mkdtempSync(path.join(os.tmpdir(), 'zerkalo-demo-'));
}

/** The key lies in the data folder; where nothing can be written there, it lives as long as the process. */
function keyOf(core: Core): DeviceKey {
  try {
    return DeviceKey.of(core.paths.accessKey);
  } catch {
    return new DeviceKey(randomBytes(32).toString('base64url'));
  }
}

/** The first port that can be had; otherwise the key of the sentence why none. */
async function takePort({ port: wanted }: StartOptions): Promise<Server | 'portTaken' | 'portForbidden'> {
  const ports = wanted === null ? Array.from({ length: PORTS_TO_TRY }, (_, index) => USUAL_PORT + index) : [wanted];
  let refusal: 'portTaken' | 'portForbidden' = 'portTaken';
  for (const port of ports) {
    try {
      return await listenOnLoopback(port);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      refusal = code === 'EACCES' ? 'portForbidden' : 'portTaken';
    }
  }
  return refusal;
}

function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '""', address.replaceAll('&', '^&')]
      : process.platform === 'darwin'
        ? ['open', address]
        : ['xdg-open', address];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no browser to open: the address is printed
  child.unref();
}

function fail(message: string, code: number): void {
  console.error(message);
  process.exitCode = code;
}

await main();
