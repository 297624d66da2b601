import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type Electron from 'electron';

/** A cancellable event, as Electron hands to listeners. */
export interface Cancellable {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes a cancellable event with the given details on it. */
export function createEvent<Details extends object>(details: Details): Details & Cancellable {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

/** What the app double needs from the windows, which need the app in turn. */
export interface AppSurroundings {
  closeAllWindows(): boolean;
  stopBrowser(): Promise<void>;
}

type Name = Parameters<Electron.App['getPath']>[0];

/** Electron's `app`: life cycle, paths and the single-instance lock. */
export class AppDouble
  extends EventEmitter
  implements
    Pick<
      Electron.App,
      | 'whenReady'
      | 'isReady'
      | 'isPackaged'
      | 'getPath'
      | 'setPath'
      | 'getVersion'
      | 'getName'
      | 'getLocale'
      | 'getAppPath'
      | 'requestSingleInstanceLock'
      | 'releaseSingleInstanceLock'
      | 'setAppUserModelId'
      | 'quit'
      | 'exit'
    >
{
  isPackaged = false;
  /** For tests: the version that `getVersion` tells. */
  version = '0.1.0';
  locale = 'ru';
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  #isReady = false;
  #isQuitting = false;
  #surroundings: AppSurroundings | null = null;
  #lockFile = '';
  #watcher: FSWatcher | null = null;

  /** For the double: connects the windows. */
  surround(surroundings: AppSurroundings): void {
    this.#surroundings = surroundings;
  }

  get isQuitting(): boolean {
    return this.#isQuitting;
  }

  /**
   * For tests: the main script has been loaded
   *
   * Electron gets ready only after the whole main module has run, so a top-level `await app.whenReady()` never ends
   * there; nor does it here.
   */
  becomeReady(): void {
    this.#isReady = true;
    this.#ready.resolve();
    this.emit('ready');
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  getPath(name: Name): string {
    const home = process.env['ELECTRON_DOUBLE_HOME'] ?? path.join(os.tmpdir(), `electron-double-${process.pid}`);
    return this.#paths.get(name) ?? path.join(home, name);
  }

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }

  getVersion(): string {
    return this.version;
  }

  getName(): string {
    return 'Zerkalo';
  }

  getLocale(): string {
    return this.locale;
  }

  getAppPath(): string {
    return process.cwd();
  }

  setAppUserModelId(): void {}

  /** One owner per user data folder; a refused one leaves its arguments for the owner, whose `second-instance` fires. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lockFile = path.join(folder, 'SingletonDouble');
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    } catch {
      writeFileSync(`${lockFile}.request`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
      return false;
    }
    this.#lockFile = lockFile;
    this.#watcher = watch(folder, (_event, file) => {
      const request = `${lockFile}.request`;
      if (file !== path.basename(request) || !existsSync(request)) return;
      const text = readFileSync(request, 'utf8');
      if (text === '') return; // written in a moment; another event follows
      rmSync(request);
      const { argv, cwd } = JSON.parse(text) as { argv: string[]; cwd: string };
      this.emit('second-instance', createEvent({}), argv, cwd, null);
    });
    return true;
  }

  releaseSingleInstanceLock(): void {
    this.#watcher?.close();
    if (this.#lockFile) rmSync(this.#lockFile, { force: true });
    this.#lockFile = '';
  }

  quit(): void {
    if (this.#isQuitting) return;
    const before = createEvent({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#isQuitting = true;
    if (!this.#surroundings?.closeAllWindows()) {
      this.#isQuitting = false;
      return;
    }
    // Electron closes the windows first and asks afterwards.
    setImmediate(() => {
      const last = createEvent({});
      this.emit('will-quit', last);
      this.#isQuitting = false;
      if (!last.defaultPrevented) this.exit(0);
    });
  }

  exit(code = 0): void {
    this.#isQuitting = true;
    this.emit('quit', createEvent({}), code);
    this.releaseSingleInstanceLock();
    void (this.#surroundings?.stopBrowser() ?? Promise.resolve()).then(() => this.emit('double:exited', code));
  }
}
