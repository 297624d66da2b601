import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import type { CDPSession, Page, Request as PageRequest } from 'playwright-core';
import { createEvent, type AppDouble } from './app.ts';
import { type ChromiumBehind, fromStandIn, toStandIn } from './chromium.ts';
import { createCodec } from './codec.ts';
import type { IpcMainDouble } from './ipc-main.ts';
import { MessagePortMainDouble } from './message-port.ts';
import {
  type FromPage,
  NODE_BINDING,
  pageWorldScript,
  PRELOAD_WORLD,
  preloadWorldScript,
  type ToPage,
} from './page-worlds.ts';
import type { SessionDouble } from './session.ts';

const codec = createCodec();
const DEFAULT_BOUNDS = { x: 0, y: 0, width: 800, height: 600 };
/** Chromium's names of what a page may ask for; what the session grants is granted for real. */
const GRANTABLE = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as const;

/** What all windows of the double share. */
export interface WindowWorld {
  app: AppDouble;
  ipcMain: IpcMainDouble;
  session: SessionDouble;
  chromium: ChromiumBehind;
  windows: Set<BrowserWindowDouble>;
}

/** Electron's `webContents`: what the page and the main process say to each other. */
export class WebContentsDouble extends EventEmitter {
  readonly id: number;
  readonly session: SessionDouble;
  readonly mainFrame: { readonly url: string; readonly parent: null };
  /** For tests: how often `reload` was called. */
  reloads = 0;
  #openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null;
  readonly #ports = new Map<string, MessagePortMainDouble>();
  readonly #window: BrowserWindowDouble;
  readonly #world: WindowWorld;

  constructor(id: number, window: BrowserWindowDouble, world: WindowWorld) {
    super();
    this.id = id;
    this.#window = window;
    this.#world = world;
    this.session = world.session;
    this.mainFrame = {
      get url() {
        return window.url;
      },
      parent: null,
    };
  }

  send(channel: string, ...args: unknown[]): void {
    this.#window.toPage({ type: 'send', channel, args: codec.encode(args) });
  }

  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    return this.#window.url;
  }

  isDestroyed(): boolean {
    return this.#window.isDestroyed();
  }

  reload(): void {
    this.reloads++;
    this.#window.reload();
  }

  openDevTools(): void {}

  /** For the double: the page asks for a new window; only a refusal is supported. */
  windowOpenAsked(url: string): void {
    const answer = this.#openHandler?.({ url } as Electron.HandlerDetails);
    if (answer?.action !== 'deny') throw new Error('the double supports only windows that the host refuses');
  }

  /** For the double: a page or frame wants to go elsewhere. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    const details = createEvent({ url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', details);
    if (isMainFrame) this.emit('will-navigate', details);
    return !details.defaultPrevented;
  }

  /** For the double: the document, and so every port it held, is gone. */
  documentGone(): void {
    for (const port of this.#ports.values()) port.closedByOtherEnd();
    this.#ports.clear();
  }

  /** For the double: the preload said something. */
  receive(message: FromPage): void {
    const event = {
      sender: this as unknown as Electron.WebContents,
      senderFrame: this.mainFrame as unknown as Electron.WebFrameMain,
      ports: [] as Electron.MessagePortMain[],
      processId: 1,
      frameId: 1,
    };
    switch (message.type) {
      case 'send':
        this.#world.ipcMain.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]));
        break;
      case 'post':
        event.ports = message.ports.map((id) => this.#adoptPort(id) as unknown as Electron.MessagePortMain);
        this.#world.ipcMain.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]));
        break;
      case 'invoke':
        void this.#world.ipcMain.answer(message.channel, event, codec.decode(message.args) as unknown[]).then(
          (value) => this.#window.toPage({ type: 'reply', id: message.id, value: codec.encode(value) }),
          (error: unknown) => {
            const text = `Error invoking remote method '${message.channel}': ${String(error)}`;
            this.#window.toPage({ type: 'reply-error', id: message.id, message: text });
          },
        );
        break;
      case 'port':
        this.#ports.get(message.id)?.deliver(codec.decode(message.data));
        break;
      case 'port-close':
        this.#ports.get(message.id)?.closedByOtherEnd();
        this.#ports.delete(message.id);
        break;
      case 'preload-error':
        console.error('the preload failed:', message.message);
        this.emit('preload-error', event, '', new Error(message.message));
        break;
    }
  }

  #adoptPort(id: string): MessagePortMainDouble {
    const port = new MessagePortMainDouble(
      (data) => this.#window.toPage({ type: 'port', id, data: codec.encode(data) }),
      () => this.#window.toPage({ type: 'port-close', id }),
    );
    this.#ports.set(id, port);
    return port;
  }
}

let lastWindowId = 0;

/** Electron's `BrowserWindow` with a page of a real Chromium inside; sandboxed and context-isolated only. */
export class BrowserWindowDouble extends EventEmitter {
  readonly id = ++lastWindowId;
  readonly webContents: WebContentsDouble;
  readonly options: Electron.BrowserWindowConstructorOptions;
  /** For tests: resolves to the page when it can be driven. */
  readonly opened: Promise<Page>;
  /** For tests: how often the window was brought to the front. */
  focusCount = 0;
  /** For tests: resolves when the last reload that the host asked for has loaded. */
  reloaded: Promise<void> = Promise.resolve();
  /** For tests: the progress shown on the window's button, in order; -1 means gone. */
  readonly progress: number[] = [];
  readonly #world: WindowWorld;
  #page: Page | null = null;
  #devtools: CDPSession | null = null;
  #preloadContext: number | null = null;
  #isHostNavigating = false;
  #isDestroyed = false;
  #isVisible = false;
  #isMinimized = false;
  #isMaximized = false;
  #bounds: Electron.Rectangle;
  #closing: Promise<void> = Promise.resolve();

  constructor(world: WindowWorld, options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const preferences = options.webPreferences ?? {};
    if (preferences.nodeIntegration || preferences.contextIsolation === false || preferences.sandbox === false) {
      throw new Error('the double supports only sandboxed, context-isolated windows without Node');
    }
    this.#world = world;
    this.options = options;
    const { x, y, width, height } = { ...DEFAULT_BOUNDS, ...options };
    this.#bounds = { x, y, width, height };
    this.#isVisible = options.show ?? true;
    this.webContents = new WebContentsDouble(this.id, this, world);
    world.windows.add(this);
    this.opened = this.#open();
    this.opened.catch(() => {}); // whoever waits for it is told; nobody may wait when the browser stops early
    world.app.emit('web-contents-created', createEvent({}), this.webContents);
    world.app.emit('browser-window-created', createEvent({}), this);
  }

  get url(): string {
    return fromStandIn(this.#page?.url() ?? '');
  }

  get closed(): Promise<void> {
    return this.#closing;
  }

  async #open(): Promise<Page> {
    const context = await this.#world.chromium.context();
    const granted = [];
    for (const permission of GRANTABLE) {
      const asked = permission === 'camera' || permission === 'microphone' ? 'media' : permission;
      if (await this.#world.session.grants(asked, this.webContents as unknown as Electron.WebContents)) {
        granted.push(permission);
      }
    }
    await context.grantPermissions(granted);
    const page = await context.newPage();
    this.#page = page;
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    await this.#connectDevtools(page);
    page.on('domcontentloaded', () => this.webContents.emit('dom-ready'));
    page.on('load', () => this.webContents.emit('did-finish-load'));
    page.once('load', () => this.emit('ready-to-show'));
    page.on('pageerror', (error) => this.webContents.emit('double:pageerror', error));
    page.on('popup', (popup) => void popup.close());
    page.on('close', () => this.destroy());
    return page;
  }

  async #connectDevtools(page: Page): Promise<void> {
    const devtools = await page.context().newCDPSession(page);
    this.#devtools = devtools;
    devtools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      // Electron runs no preload in subframes.
      if (name !== NODE_BINDING || executionContextId !== this.#preloadContext) return;
      this.webContents.receive(JSON.parse(payload) as FromPage);
    });
    const { frameTree } = await devtools.send('Page.getFrameTree');
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      const frame = (context.auxData as { frameId?: string } | undefined)?.frameId;
      if (context.name === PRELOAD_WORLD && frame === frameTree.frame.id) this.#preloadContext = context.id;
    });
    devtools.on('Runtime.executionContextsCleared', () => {
      this.#preloadContext = null;
      this.webContents.documentGone();
    });
    devtools.on('Page.windowOpen', ({ url }) => this.webContents.windowOpenAsked(fromStandIn(url)));
    await devtools.send('Runtime.enable');
    await devtools.send('Page.enable');
    await devtools.send('Runtime.addBinding', { name: NODE_BINDING, executionContextName: PRELOAD_WORLD });
    await page.addInitScript(pageWorldScript());
    const { preload } = this.options.webPreferences ?? {};
    if (preload) {
      const surroundings = { platform: process.platform, versions: { electron: 'double' }, env: {} };
      await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
        worldName: PRELOAD_WORLD,
        source: preloadWorldScript(readFileSync(preload, 'utf8'), surroundings),
      });
    }
  }

  /** For the double: sends a message into the isolated world; lost when the document is gone, as in Electron. */
  toPage(message: ToPage): void {
    const contextId = this.#preloadContext;
    if (contextId === null || this.#isDestroyed) return;
    const expression = `__fromNode(${JSON.stringify(JSON.stringify(message))})`;
    this.#devtools?.send('Runtime.evaluate', { expression, contextId }).catch(() => {});
  }

  /** For the double: does this request belong to the window's page? */
  owns(page: Page): boolean {
    return this.#page === page;
  }

  /** For the double: asks the host about a navigation that the page began. */
  mayNavigate(request: PageRequest): boolean {
    const frame = request.frame();
    const isMainFrame = frame.parentFrame() === null;
    if (isMainFrame && (this.#isHostNavigating || request.url() === this.#page?.url())) return true; // load and reload
    return this.webContents.mayNavigate(fromStandIn(request.url()), isMainFrame);
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.opened;
    this.#isHostNavigating = true;
    try {
      await page.goto(toStandIn(url));
    } finally {
      this.#isHostNavigating = false;
    }
  }

  reload(): void {
    this.reloaded = this.reloaded
      .then(() => this.opened)
      .then((page) => page.reload())
      .then(
        () => {},
        () => {}, // the window was closed meanwhile
      );
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
  }

  focus(): void {
    this.focusCount++;
    this.emit('focus');
  }

  minimize(): void {
    this.#isMinimized = true;
  }

  restore(): void {
    this.#isMinimized = false;
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('maximize');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  /** Moves the window as a person would: listeners hear of it. */
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('resize');
    this.emit('move');
  }

  setProgressBar(share: number): void {
    this.progress.push(share);
  }

  close(): void {
    const event = createEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#world.windows.delete(this);
    this.#closing = this.opened.then(
      (page) => page.close(),
      () => {},
    );
    this.webContents.documentGone();
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (this.#world.windows.size === 0 && !this.#world.app.isQuitting) this.#world.app.emit('window-all-closed');
  }
}
