import { cpSync, existsSync, rmSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type Client, type TestCore, TEST_PIN, openTestCore } from '../../helpers/test-core.ts';
import { temporaryFolder } from '../../helpers/test-store.ts';
import { launchBrowser } from '../../helpers/browser.ts';

/** Thursday of the tests (the core's clock stands at 10:00) and the day after. */
export const TODAY = '2026-03-12';
export const TOMORROW = '2026-03-13';
const DAY_START_MIN = 600;
const PX_PER_MIN = 1.3;

/** A salon of three masters behind the real server, a browser, and the ids of what stands in it. */
export interface JournalDesk {
  readonly core: TestCore;
  readonly client: Client;
  readonly anna: number;
  readonly maria: number;
  readonly cut: number;
  readonly colour: number;
  readonly natalia: number;
  readonly elena: number;
  /** Opens the journal in a window of reception's browser, where the administrator signed in once. */
  readonly open: (path?: string) => Promise<Page>;
  /** Opens it in another browser, signed in anew: a second desk. */
  readonly openElsewhere: (path?: string, who?: { readonly name: string; readonly pin: string }) => Promise<Page>;
  /** Books with defaults: Anna, the cut, Natalia. */
  readonly book: (booking: {
    startMin: number;
    localDate?: string;
    clientId?: number;
    lines?: readonly { serviceId: number; staffId: number }[];
  }) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Starts it all. The screens must have been built: `node build/build.mjs`. */
export async function openJournalDesk(): Promise<JournalDesk> {
  if (!existsSync('out/renderer/index.html')) throw new Error('Build the screens first: node build/build.mjs');
  // A copy, because somebody may build anew while the tests run.
  const rendererDir = temporaryFolder('zerkalo-screens-');
  cpSync('out/renderer', rendererDir, { recursive: true });
  const core = await openTestCore({ rendererDir });
  const { client } = core.overPort();
  await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: Array.from({ length: 7 }, () => [[600, 1200]] as [number, number][]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга', secretKind: 'pin', secret: '2468' },
    start: 'empty',
  });
  core.addUser('administrator', 'Елена К.');
  const { categoryId } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  const service = async (name: string, priceMinor: number, durationMin: number) =>
    (await client.services.create({ categoryId, name, priceMinor, durationMin })).serviceId;
  const cut = await service('Стрижка', 200_000, 60);
  const colour = await service('Окрашивание', 500_000, 90);
  const master = async (firstName: string, lastName: string, skills: readonly (typeof cut)[]) => {
    const { staffId } = await client.staff.create({ firstName, lastName, jobTitle: 'Стилист', colour: 'teal' });
    await client.staff.setServices({ staffId, services: skills.map((serviceId) => ({ serviceId })) });
    return staffId;
  };
  const anna = await master('Анна', 'Соколова', [cut, colour]);
  const maria = await master('Мария', 'Лебедева', [cut, colour]);
  const polina = await master('Полина', 'Орлова', [cut]);
  const days = [TODAY, TOMORROW];
  for (const [staffId, work] of [
    [anna, [600, 1200]],
    [maria, [600, 1080]],
    [polina, [600, 660]],
  ] as const) {
    await client.schedule.setDays({
      days: (staffId === polina ? [TOMORROW] : days).map((localDate) => ({ staffId, localDate })),
      work: [[work[0], work[1]]],
    });
  }
  const person = async (firstName: string, lastName: string, phone: string) =>
    (await client.clients.create({ firstName, lastName, phones: [{ phone }] })).clientId;
  const natalia = await person('Наталья', 'Белова', '+7 916 123-45-67');
  const elena = await person('Елена', 'Громова', '+7 916 765-43-21');
  const { origin, key } = await core.http();
  const browser = await launchBrowser();
  const address = `${origin}/?key=${key.text}`;
  let own: Promise<BrowserContext> | undefined;
  return {
    core,
    client,
    anna,
    maria,
    cut,
    colour,
    natalia,
    elena,
    open: async (path) => {
      own ??= newBrowser(browser, address);
      return openPage(await own, address, path);
    },
    openElsewhere: async (path, who) => openPage(await newBrowser(browser, address, who), address, path),
    book: async ({ startMin, localDate = TODAY, clientId = natalia, lines }) => {
      const booked = await client.journal.book({
        localDate,
        startMin,
        clientId,
        lines: (lines ?? [{ serviceId: cut, staffId: anna }]).map((line) => ({
          serviceId: line.serviceId,
          staffId: line.staffId,
        })),
        acceptedWarnings: ['CLIENT_BUSY'],
      });
      return booked.visitId;
    },
    close: async () => {
      await browser.close();
      await core.close();
      rmSync(rendererDir, { recursive: true, force: true });
    },
  };
}

async function newBrowser(
  browser: Browser,
  address: string,
  who = { name: 'Елена К.', pin: TEST_PIN },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 900 },
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText(who.name).click();
  await page.keyboard.type(who.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Разделы' }).waitFor();
  await page.close();
  return context;
}

async function openPage(
  context: BrowserContext,
  address: string,
  path = '/journal?view=day&by=masters',
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}#${path}`);
  const there = path.startsWith('/journal') ? { name: 'Журнал записи' } : null;
  await (there ? page.getByRole('group', there) : page.getByRole('navigation', { name: 'Разделы' })).waitFor();
  return page;
}

/** A column by the beginning of its master's name. */
export const columnOf = (page: Page, master: string): Locator =>
  page.getByRole('list', { name: new RegExp(`^${master}`, 'u') });

/** A card by its time and client, in a column. */
export const cardIn = (page: Page, master: string, label: string): Locator =>
  columnOf(page, master).getByRole('button', { name: new RegExp(`^${label}`, 'u') });

/** Minute of the day of '12:30'. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Presses on a card and pulls it to a time of a column, without letting go. */
export async function pull(page: Page, card: Locator, master: string, time: string): Promise<void> {
  await card.scrollIntoViewIfNeeded();
  const from = await card.boundingBox();
  const column = await columnOf(page, master).boundingBox();
  if (!from || !column) throw new Error('Nothing to pull, or nowhere to');
  const grip = 8;
  await page.mouse.move(from.x + 20, from.y + grip);
  await page.mouse.down();
  await page.mouse.move(from.x + 26, from.y + grip + 8, { steps: 3 });
  const y = column.y + (minuteOf(time) - DAY_START_MIN) * PX_PER_MIN + grip;
  await page.mouse.move(column.x + column.width / 2, y, { steps: 8 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
