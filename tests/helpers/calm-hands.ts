import type { BrowserContext, Page, Request } from 'playwright-core';

/** A page that is not still after this long is a fault: a dialog without the focus, or an answer that never comes. */
const STILL_WITHIN_MS = 30_000;
/** Streams that stay open for as long as the page. */
const ENDLESS = /\/rpc\/system\/live|^data:|^blob:/u;

/**
 * Gives the pages of a browser hands that look at the screen before they press a key.
 *
 * A machine types between two frames, where no person can: onto a dialog that has not taken the focus, or before the
 * answer of the core is drawn. So each key waits until nothing is asked for, two frames have been painted, and the focus
 * stands in the dialog on top. What an application must bear from a fast hand has tests of its own.
 */
export function giveCalmHands(context: BrowserContext): void {
  context.on('page', (page) => {
    const asked = new Set<Request>();
    page.on('request', (request) => {
      if (!ENDLESS.test(request.url())) asked.add(request);
    });
    page.on('requestfinished', (request) => asked.delete(request));
    page.on('requestfailed', (request) => asked.delete(request));
    const { keyboard } = page;
    const press = keyboard.press.bind(keyboard);
    const type = keyboard.type.bind(keyboard);
    keyboard.press = async (...args) => {
      await untilStill(page, asked);
      await press(...args);
    };
    keyboard.type = async (...args) => {
      await untilStill(page, asked);
      await type(...args);
    };
  });
}

/** Waits until a page asks for nothing and has painted what it got; throws when it never does. */
async function untilStill(page: Page, asked: ReadonlySet<Request>): Promise<void> {
  const until = Date.now() + STILL_WITHIN_MS;
  for (;;) {
    const wasAsking = asked.size > 0;
    const restless = await page.evaluate(paintedAndFocused).catch(() => 'the page is being left');
    if (!restless && !wasAsking && asked.size === 0) return;
    if (Date.now() > until) {
      throw new Error(
        `A key would meet a restless page: ${restless || [...asked].map((request) => request.url()).join(' ')}`,
      );
    }
  }
}

/** Runs in the page: waits for two frames; answers with what is wrong with the focus, or nothing. */
async function paintedAndFocused(): Promise<string> {
  await new Promise<void>((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  });
  const dialog = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1);
  const focus = document.activeElement;
  if (!dialog || dialog.contains(focus) || focus?.closest('[role="listbox"]')) return '';
  return `the focus is on <${focus?.tagName}> ${focus?.textContent?.slice(0, 60)}, not in the dialog ${dialog.textContent.slice(0, 60)}`;
}
