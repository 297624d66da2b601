import path from 'node:path';
import { app, BrowserWindow, dialog, Menu, type MessagePortMain, powerMonitor, session } from 'electron';
import { COMMAND_CHANNEL, type MenuCommand } from '../../../src-shared/bridge.ts';
import type { Logger } from '../../store/service.ts';
import type { StartProblem } from '../../store/problems.ts';
import { acceptConnections, type Connections } from './connections.ts';
import { guardEveryPage, guardSession } from './guards.ts';
import { buildMenu } from './menu.ts';
import { registerAppScheme, serveAppFiles } from './protocol.ts';
import { chooseShellLanguage, type ShellLanguage, type ShellText, shellTexts } from './texts.ts';
import { offerUpdate } from './update-dialogs.ts';
import type { ShellOptions } from './shell-options.ts';
import { createUpdater, type Updater } from './updater.ts';
import { createWindows, type Windows } from './windows.ts';

/** What the host needs of the core: serve a page's port, and close. */
export interface HostedCore {
  /** Answers the calls that come through the port. */
  serve(port: MessagePortMain): void;
  close(): Promise<void>;
}

export interface ElectronHostOptions extends ShellOptions {
  /** The built page (index.html and its assets). */
  rendererFolder: string;
  preloadFile: string;
  logger: Logger;
  /** Opens the salon's data; gets the language for whoever has not signed in yet. */
  openCore(locale: ShellLanguage): Promise<HostedCore>;
}

const UPDATE_CHECK_EVERY_MS = 24 * 60 * 60 * 1000;
/** A core that does not close in this time does not keep the program from ending: what was answered is on the disk. */
const CLOSE_LIMIT_MS = 15_000;

/**
 * Runs the application in Electron
 *
 * Call it while the main script loads, before Electron is ready (and never await `app.whenReady()` at the top level of
 * that script: Electron gets ready only after the script has run). A second instance on the same data folder brings the
 * first one's window to the front and ends without opening the data.
 */
export function runElectronHost(options: ElectronHostOptions): void {
  // Electron's own files stay out of the folder that the salon copies and restores; its lock follows this folder.
  app.setPath('userData', options.profileDir);
  app.setAppUserModelId('app.zerkalo.desktop');
  registerAppScheme();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  guardEveryPage();
  const host = new ElectronHost(options);
  app
    .whenReady()
    .then(() => host.start())
    .catch((error: unknown) => host.fail(error));
}

/** Another program, say the server host, holds the data folder. */
function isFolderInUse(error: unknown): error is { problem: StartProblem } {
  const problem = (error as { problem?: Partial<StartProblem> } | null)?.problem;
  return problem?.code === 'FOLDER_IN_USE';
}

class ElectronHost {
  readonly #options: ElectronHostOptions;
  #text: ShellText = shellTexts('ru');
  #core: Promise<HostedCore> | null = null;
  #connections: Connections | null = null;
  #updater: Updater | null = null;
  #closing: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: ElectronHostOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const options = this.#options;
    const language = chooseShellLanguage(options.language, app.getLocale());
    this.#text = shellTexts(language);
    guardSession(session.defaultSession);
    serveAppFiles(options.rendererFolder);
    this.#connections = acceptConnections({
      serve: (port) => void this.#serve(port),
      onRefused: (from) => options.logger.warn({ from }, 'a connection was refused'),
    });
    const windows = createWindows({
      title: this.#text('appName'),
      preloadFile: options.preloadFile,
      placesFile: path.join(options.profileDir, 'windows.json'),
      onPageDied: (window, reason, again) => void this.#pageDied(window, reason, again),
    });
    this.#setMenu(windows);
    app.on('second-instance', () => windows.focusFirst());
    app.on('activate', () => windows.focusFirst());
    app.on('window-all-closed', () => app.quit());
    app.on('will-quit', (event) => {
      if (this.#isClosed) return;
      event.preventDefault();
      void this.#close().then(() => app.quit());
    });
    powerMonitor.on('lock-screen', () => this.#sendToAll('access.lock'));
    // The page's process starts while the core opens the salon's file; its port waits.
    const firstWindow = windows.open();
    this.#core = options.openCore(language);
    await Promise.all([this.#core, firstWindow]);
    await this.#startUpdates();
  }

  /** The application cannot run: says so and ends. */
  fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.logger.error({ stack: error instanceof Error ? error.stack : undefined }, `start failed: ${reason}`);
    const folder = this.#options.dataDir;
    const address = isFolderInUse(error) ? error.problem.data['address'] : undefined;
    const sentence = address
      ? this.#text('folderInUseAtText', { address: String(address), folder })
      : isFolderInUse(error)
        ? this.#text('folderInUseText', { folder })
        : this.#text('startFailedText', { reason, folder });
    dialog.showErrorBox(this.#text('startFailedTitle'), sentence);
    this.#isClosed = true;
    app.exit(1);
  }

  async #serve(port: MessagePortMain): Promise<void> {
    try {
      if (this.#closing) throw new Error('the application is closing');
      const core = await this.#core;
      core?.serve(port);
      port.start();
    } catch (error) {
      // `start` reports why the core did not open; the page must not wait for ever.
      this.#options.logger.error({ error: String(error) }, 'a port was not served');
      port.close();
    }
  }

  #setMenu(windows: Windows): void {
    const send = (command: MenuCommand): void => {
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      window?.webContents.send(COMMAND_CHANNEL, command);
    };
    const actions = {
      send,
      openWindow: () => void windows.open(),
      checkUpdates: () => void this.#offerUpdate(true),
      showAbout: () => void this.#showAbout(),
      quit: () => app.quit(),
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenu(this.#text, actions, !app.isPackaged)));
  }

  #sendToAll(command: MenuCommand): void {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(COMMAND_CHANNEL, command);
  }

  async #showAbout(): Promise<void> {
    const message = this.#text('aboutText', { version: app.getVersion() });
    await dialog.showMessageBox({ type: 'info', message, buttons: [this.#text('ok')] });
  }

  async #pageDied(window: BrowserWindow, reason: string, again: boolean): Promise<void> {
    this.#options.logger.error({ window: window.id, reason }, 'the page died');
    if (again) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: this.#text('pageDiedTitle'),
        detail: this.#text('pageDiedText'),
        buttons: [this.#text('reloadWindow'), this.#text('closeWindow')],
        defaultId: 0,
        cancelId: 0,
      });
      if (window.isDestroyed()) return;
      if (response === 1) {
        window.close();
        return;
      }
    }
    window.webContents.reload();
  }

  async #startUpdates(): Promise<void> {
    this.#updater = await createUpdater(this.#options.updateFeed, this.#options.logger);
    if (!this.#updater) return;
    setInterval(() => void this.#offerUpdate(false), UPDATE_CHECK_EVERY_MS).unref();
    await this.#offerUpdate(false);
  }

  #offerUpdate(asked: boolean): Promise<void> {
    return offerUpdate(
      {
        updater: this.#updater,
        text: this.#text,
        currentVersion: app.getVersion(),
        logger: this.#options.logger,
        beforeInstall: async () => {
          await this.#close();
          // The new version is started while this one still ends; it must not take itself for a second instance.
          app.releaseSingleInstanceLock();
        },
      },
      asked,
    );
  }

  /** Closes the core once, within a limit. */
  #close(): Promise<void> {
    this.#closing ??= this.#closeNow();
    return this.#closing;
  }

  async #closeNow(): Promise<void> {
    this.#connections?.closeAll();
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, CLOSE_LIMIT_MS);
    try {
      const closed = this.#core?.then((core) => core.close());
      await Promise.race([Promise.all([closed, this.#updater?.close()]), limit.promise]);
    } catch (error) {
      this.#options.logger.error({ error: String(error) }, 'closing failed');
    } finally {
      clearTimeout(timer);
      this.#isClosed = true;
    }
  }
}
