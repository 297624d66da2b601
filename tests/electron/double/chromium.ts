import type { Browser, BrowserContext, Request as PageRequest, Route } from 'playwright-core';
import { launchBrowser } from '../../helpers/browser.ts';
import type { SessionDouble } from './session.ts';

// Electron's pages hear of a closed port (its own patch, or this feature of Chromium); Debian's Chromium has it off.
const FLAGS = ['--enable-blink-features=MessagePortCloseEvent'];
const STAND_IN = /^https:\/\/([a-z]+)--([^/]*)\.electron\.test/;

/** Chromium knows no custom schemes from outside, so `app://local/x` is shown as `https://app--local.electron.test/x`. */
export function toStandIn(url: string): string {
  return url.replace(/^(?!https?:)([a-z]+):\/\/([^/]*)/, 'https://$1--$2.electron.test');
}

/** The way back: what Electron would call this address. */
export function fromStandIn(url: string): string {
  return url.replace(STAND_IN, '$1://$2');
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
    const browser = await launchBrowser(FLAGS);
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
