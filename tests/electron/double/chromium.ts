import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Request as PageRequest, type Route } from 'playwright-core';
import type { SessionDouble } from './session.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Electron's pages hear of a closed port (its own patch, or this feature of Chromium); Debian's Chromium has it off.
  '--enable-blink-features=MessagePortCloseEvent',
];
const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];
const STAND_IN = /^https:\/\/([a-z]+)--([^/]*)\.electron\.test/;

/** Chromium knows no custom schemes from outside, so `app://local/x` is shown as `https://app--local.electron.test/x`. */
export function toStandIn(url: string): string {
  return url.replace(/^(?!https?:)([a-z]+):\/\/([^/]*)/, 'https://$1--$2.electron.test');
}

/** The way back: what Electron would call this address. */
export function fromStandIn(url: string): string {
  return url.replace(STAND_IN, '$1://$2');
}

function findChromium(): string {
  const place = [process.env['CHROMIUM_PATH'], ...KNOWN_PLACES].find((file) => file && existsSync(file));
  if (place) return place;
  throw new Error(
    'Chromium was not found. Install it (Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu-core) or set CHROMIUM_PATH.',
  );
}

/** Who answers requests and navigations of the pages. */
export interface Traffic {
  session: SessionDouble;
  handlerOf(scheme: string): ((request: Request) => Response | Promise<Response>) | undefined;
  /** Is this navigation of a page allowed? Also false for pages that no BrowserWindow opened. */
  mayNavigate(request: PageRequest): boolean;
}

/** The one browser behind all windows of a test file. */
export class ChromiumBehind {
  #started: Promise<{ browser: Browser; context: BrowserContext }> | null = null;
  readonly #traffic: Traffic;

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  async context(): Promise<BrowserContext> {
    this.#started ??= this.#start();
    return (await this.#started).context;
  }

  async stop(): Promise<void> {
    const started = this.#started;
    this.#started = null;
    if (started) await (await started).browser.close();
  }

  async #start(): Promise<{ browser: Browser; context: BrowserContext }> {
    const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: FLAGS });
    const context = await browser.newContext({ locale: 'ru-RU' });
    await context.route(
      () => true,
      (route) => this.#answer(route),
    );
    return { browser, context };
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    if (request.isNavigationRequest() && !this.#traffic.mayNavigate(request)) return route.abort('aborted');
    const url = fromStandIn(request.url());
    if (!(await this.#traffic.session.lets(url))) return route.abort('blockedbyclient');
    const handler = this.#traffic.handlerOf(new URL(url).protocol.slice(0, -1));
    if (!handler) return STAND_IN.test(request.url()) ? route.abort('failed') : route.continue();
    const body = request.postDataBuffer();
    const response = await handler(
      new Request(url, {
        method: request.method(),
        headers: request.headers(),
        ...(body && request.method() !== 'GET' ? { body: new Uint8Array(body) } : {}),
      }),
    );
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
}
