import type { BrowserContext, Page, Request } from 'playwright-core';

/** A page that is not still after this long is typed into all the same: what is wrong shows in the test. */
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

/** Waits until a page asks for nothing and has painted what it got. */
async function untilStill(page: Page, asked: ReadonlySet<Request>): Promise<void> {
  const until = Date.now() + STILL_WITHIN_MS;
  do {
    const wasAsking = asked.size > 0;
    const isReady = await page.evaluate(paintedAndFocused).catch(() => false);
    if (isReady && !wasAsking && asked.size === 0) return;
  } while (Date.now() < until);
}

/** Runs in the page. */
async function paintedAndFocused(): Promise<boolean> {
  await new Promise<void>((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  });
  const dialog = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1);
  return (
    !dialog || dialog.contains(document.activeElement) || document.activeElement?.closest('[role="listbox"]') !== null
  );
}
