import type { Locator, Page } from 'playwright-core';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { type JournalDesk, TODAY, cardIn, openJournalDesk } from '../journal/journal-desk.ts';

export const WEEKS = [0, 7, 14, 21, 28].map((days) => addDays(TODAY, days));

/** The journal's desk with masters in the schedule for the next Thursdays. */
export async function openVisitsDesk(): Promise<JournalDesk> {
  const desk = await openJournalDesk();
  const { anna, maria } = desk;
  await desk.client.schedule.setDays({
    days: [anna, maria].flatMap((staffId) => WEEKS.map((localDate) => ({ staffId: staffId as never, localDate }))),
    work: [[600, 1200]],
  });
  return desk;
}

/** Opens the journal in a browser of its own; on a busy machine the first tries may run out of time. */
export async function openPatiently(desk: JournalDesk, tries = 4): Promise<Page> {
  try {
    const page = await desk.open();
    return page;
  } catch (error) {
    if (tries <= 1) throw error;
    return await openPatiently(desk, tries - 1);
  }
}

/** Presses Tab until an element has the focus: everything must be reachable without a mouse. */
export async function tabTo(page: Page, target: Locator, most = 30): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached by ${most} presses of Tab`);
}

/** The client is chosen when the answer of the core is there: only then the next words are a service. */
export async function servicesHaveFocus(page: Page): Promise<void> {
  await page.getByLabel('Добавить услугу: начните вводить').and(page.locator(':focus')).waitFor();
}

/** Begins a visit at the slot cursor and enters the client and a service, by keys only. */
export async function beginVisit(page: Page, client: string, service: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('dialog', { name: 'Новая запись' }).waitFor();
  await page.keyboard.type(client);
  await page.keyboard.press('Enter');
  await servicesHaveFocus(page);
  await page.keyboard.type(service);
  await page.keyboard.press('Enter');
  await page
    .getByRole('listitem')
    .filter({ hasText: new RegExp(service, 'iu') })
    .first()
    .waitFor();
}

/** Opens the card of a visit from its place on the grid. */
export async function openCard(page: Page, master: string, label: string): Promise<Locator> {
  await cardIn(page, master, label).focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Запись', exact: true });
  await drawer.getByLabel('Комментарий и пожелания').waitFor();
  return drawer;
}
