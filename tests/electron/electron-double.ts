/**
 * A double of the `electron` module: the real built main script and preload run against it, with pages of Debian's
 * Chromium as windows
 *
 * Vitest resolves `electron` to this file (build/vitest.config.ts); packages outside Vite's reach and plain Node get the
 * same instance through `double/shim.cjs`. Not faithful: pages live at https://app--local.electron.test (so `location`
 * and storage keys differ from app://local), there are no native menus, asar, fuses, sandbox processes or printing, and
 * Node is the project's. It proves wiring and what a person can do, not packaging.
 */
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { registerHooks } from 'node:module';
import type Electron from 'electron';
import type { Page } from 'playwright-core';
import { AppDouble } from './double/app.ts';
import { ChromiumBehind } from './double/chromium.ts';
import { IpcMainDouble } from './double/ipc-main.ts';
import { createRecorder } from './double/recorder.ts';
import { SessionDouble } from './double/session.ts';
import { BrowserWindowDouble, type WindowWorld } from './double/window.ts';

export const app = new AppDouble();
export const ipcMain = new IpcMainDouble();
/** Electron's autoUpdater; electron-updater announces its restart on it. */
export const autoUpdater = new EventEmitter();
export const powerMonitor = new EventEmitter();
export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: false,
  themeSource: 'system',
});

type SchemeHandler = Parameters<Electron.Protocol['handle']>[1];
const schemeHandlers = new Map<string, SchemeHandler>();
const privilegedSchemes = new Map<string, Electron.Privileges>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (app.isReady()) throw new Error('registerSchemesAsPrivileged must be called before app is ready');
    for (const { scheme, privileges } of schemes) privilegedSchemes.set(scheme, privileges ?? {});
  },
  handle(scheme: string, handler: SchemeHandler): void {
    schemeHandlers.set(scheme, handler);
  },
} satisfies Partial<Electron.Protocol>;

const defaultSession = new SessionDouble();
export const session = {
  defaultSession,
  fromPartition: (_name: string): SessionDouble => new SessionDouble(),
};

const windows = new Set<BrowserWindowDouble>();
const chromium = new ChromiumBehind({
  session: defaultSession,
  handlerOf: (scheme) => schemeHandlers.get(scheme),
  mayNavigate(request) {
    let page: Page;
    try {
      page = request.frame().page();
    } catch {
      return false; // a page that is still being made: only popups navigate so early
    }
    return [...windows].find((window) => window.owns(page))?.mayNavigate(request) ?? false;
  },
});
const world: WindowWorld = { app, ipcMain, session: defaultSession, chromium, windows };
app.surround({
  closeAllWindows() {
    for (const window of windows) window.close();
    return windows.size === 0;
  },
  stopBrowser: () => chromium.stop(),
});

export class BrowserWindow extends BrowserWindowDouble {
  constructor(options?: Electron.BrowserWindowConstructorOptions) {
    super(world, options);
  }

  static getAllWindows(): BrowserWindowDouble[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindowDouble | null {
    return [...windows].at(-1) ?? null;
  }

  static fromWebContents(contents: unknown): BrowserWindowDouble | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }
}

export const shell = {
  openExternal: createRecorder(async (_url: string): Promise<void> => {}),
  openPath: createRecorder(async (_file: string): Promise<string> => ''),
  showItemInFolder: createRecorder((_file: string): void => {}),
} satisfies Partial<typeof Electron.shell>;

/** Dialogs get `(window, options)` or `(options)`; recorded is what came, answered is what a test set. */
export const dialog = {
  showOpenDialog: createRecorder(async (..._args: unknown[]): Promise<Electron.OpenDialogReturnValue> => ({
    canceled: true,
    filePaths: [],
  })),
  showSaveDialog: createRecorder(async (..._args: unknown[]): Promise<Electron.SaveDialogReturnValue> => ({
    canceled: true,
    filePath: '',
  })),
  showMessageBox: createRecorder(async (..._args: unknown[]): Promise<Electron.MessageBoxReturnValue> => ({
    response: 0,
    checkboxChecked: false,
  })),
  showErrorBox: createRecorder((_title: string, _content: string): void => {}),
} satisfies Partial<typeof Electron.dialog>;

export class Menu {
  static #current: Menu | null = null;
  readonly template: Electron.MenuItemConstructorOptions[];

  constructor(template: Electron.MenuItemConstructorOptions[]) {
    this.template = template;
  }

  static buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#current = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#current;
  }

  /** For tests: chooses the item with this id, as a click would, with the given window in front. */
  click(id: string, window: BrowserWindowDouble | undefined = [...windows].at(-1)): void {
    const find = (items: Electron.MenuItemConstructorOptions[]): Electron.MenuItemConstructorOptions | undefined => {
      for (const item of items) {
        const found = item.id === id ? item : Array.isArray(item.submenu) ? find(item.submenu) : undefined;
        if (found) return found;
      }
      return undefined;
    };
    const item = find(this.template);
    if (!item?.click) throw new Error(`the menu has no item '${id}' that can be chosen`);
    item.click({} as Electron.MenuItem, window as unknown as Electron.BaseWindow, {});
  }
}

const workArea: Electron.Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
export const screen = {
  displays: [{ workArea }],
  getAllDisplays: () => screen.displays as Electron.Display[],
  getPrimaryDisplay: () => screen.displays[0] as Electron.Display,
};

export const safeStorage = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text' as const,
} satisfies Partial<typeof Electron.safeStorage>;

export class Notification extends EventEmitter {
  static shown: Electron.NotificationConstructorOptions[] = [];
  static isSupported = (): boolean => true;
  readonly options: Electron.NotificationConstructorOptions;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }

  show(): void {
    Notification.shown.push(this.options);
  }
}

export const net = {
  /** electron-updater speaks HTTP through this; Node's own requests have the same shape. */
  request(options: http.RequestOptions): http.ClientRequest {
    return (options.protocol === 'https:' ? https : http).request(options);
  },
};

/** What tests do that a person, the system or Electron itself would do. */
export const double = {
  privilegedSchemes,
  /** Loads a main script as Electron does: `ready` comes only after the whole module has run. */
  async launch(load: () => Promise<unknown>): Promise<void> {
    await load();
    app.becomeReady();
  },
  /** The page of the window with this number, once the host has loaded it. */
  async page(index = 0): Promise<Page> {
    const page = await double.window(index).opened;
    await page.waitForURL((url) => url.hostname.endsWith('.electron.test'));
    return page;
  },
  /** The page of the first window, which the host opens some time after it is ready. */
  async firstPage(): Promise<Page> {
    if (windows.size === 0) await once(app, 'browser-window-created');
    return double.page(0);
  },
  window(index = 0): BrowserWindowDouble {
    const window = [...windows][index];
    if (!window) throw new Error(`there is no window ${index}`);
    return window;
  },
  /** Resolves with the exit code when the application has quit. */
  exited: (): Promise<number> => new Promise((resolve) => app.once('double:exited', resolve)),
};

const everything = {
  app,
  autoUpdater,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
};
const SHARED = Symbol.for('zerkalo.electron-double');
(globalThis as { [SHARED]?: unknown })[SHARED] = everything;
(process as { resourcesPath?: string }).resourcesPath ??= process.cwd();

const asModule = `const electron = globalThis[Symbol.for('zerkalo.electron-double')];
export default electron;
export const { ${Object.keys(everything).join(', ')} } = electron;`;
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'electron') return nextResolve(specifier, context);
    return context.conditions.includes('require')
      ? { url: new URL('double/shim.cjs', import.meta.url).href, format: 'commonjs', shortCircuit: true }
      : { url: `data:text/javascript,${encodeURIComponent(asModule)}`, format: 'module', shortCircuit: true };
  },
});
