import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PATIENCE, goTo } from '../helpers/browser-journey.ts';
import { type JournalDesk, TOMORROW, cardIn, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;
beforeAll(async () => {
  desk = await openJournalDesk();
});
afterAll(() => desk.close());
afterEach(() => clear());

/** Anna's tomorrow: a cut at 10, a colouring at 11:30, a cut at 14; Maria is busy at 14. */
let visits: Record<'first' | 'second' | 'third' | 'marias' | 'taken', number>;
beforeEach(async () => {
  const { anna, maria, cut, colour, natalia, elena } = desk;
  const book = (startMin: number, clientId: number, staffId: number, serviceId: number) =>
    desk.book({ startMin, localDate: TOMORROW, clientId, lines: [{ serviceId, staffId }] });
  visits = {
    first: await book(600, natalia, anna, cut),
    second: await book(690, elena, anna, colour),
    third: await book(840, natalia, anna, cut),
    marias: await book(840, elena, maria, cut),
    taken: 0,
  };
});

const decisionAt = (page: Page, time: string) =>
  page.getByRole('button', { name: new RegExp(`^Решение: ${time}`, 'u') });
const visit = (id: number) => desk.client.journal.visit({ visitId: id });
const masterOf = async (id: number) => (await visit(id)).lines[0]!.staffId;

describe('a master falls ill', () => {
  test('by keyboard: from the palette to the plan, one changed, applied, and taken back as one', async () => {
    const page = await desk.open();
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('раздать записи');
    await page.getByRole('button', { name: 'Раздать записи мастера' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Мастер' }).waitFor();
    await goTo(page, `/substitution?staff=${desk.anna}&from=${TOMORROW}`);

    // Proposed: who is free and least busy (Polina works until 11 and only cuts), a call where nobody is free.
    await expect.poll(() => decisionAt(page, '10:00').getAttribute('aria-label'), PATIENCE).toContain('Полина Орлова');
    expect(await decisionAt(page, '11:30').getAttribute('aria-label')).toContain('Мария Лебедева');
    expect(await decisionAt(page, '14:00').getAttribute('aria-label')).toContain('Позвонить клиенту');
    await page.getByText('Перенести — 2, позвонить — 1, отменить — 0').waitFor();

    await decisionAt(page, '10:00').focus();
    for (const next of ['Мария Лебедева', 'Позвонить клиенту', 'Отменить запись']) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => decisionAt(page, '10:00').getAttribute('aria-label'), PATIENCE).toContain(next);
    }
    await page.getByText('Перенести — 1, позвонить — 1, отменить — 1').waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel), PATIENCE).toContain('11:30');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /Мария Лебедева/u }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');

    await cardIn(page, 'Мария', '11:30').waitFor();
    expect(await masterOf(visits.second)).toBe(desk.maria);
    expect(await visit(visits.first)).toMatchObject({ status: 'cancelled', cancelReason: 'Заболел мастер' });
    expect((await visit(visits.third)).comment).toContain('Позвонить');
    const absences = () => desk.client.schedule.absences({ fromDate: TOMORROW, toDate: TOMORROW });
    expect(await absences()).toMatchObject([{ staffId: desk.anna, reason: 'sick' }]);
    const requests = async () => (await desk.client.waiting.list({})).entries.length;
    expect(await requests()).toBe(1);

    await page.keyboard.press('Control+KeyZ');
    await expect.poll(() => masterOf(visits.second), PATIENCE).toBe(desk.anna);
    expect(await visit(visits.first)).toMatchObject({ status: 'booked', cancelReason: null });
    expect((await visit(visits.third)).comment).toBe('');
    expect(await absences()).toEqual([]);
    expect(await requests()).toBe(0);
    await page.close();
  });

  test('a time that somebody else takes meanwhile shows at once, and only a new choice can be applied', async () => {
    const page = await desk.open();
    await goTo(page, `/substitution?staff=${desk.anna}&from=${TOMORROW}`);
    await decisionAt(page, '10:00').waitFor();
    const people = await desk.client.staff.list({});
    const polina = people.find(({ firstName }) => firstName === 'Полина')!.id;
    // A first change of the person: from now on all decisions stay as they are shown.
    await decisionAt(page, '14:00').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    visits.taken = await desk.book({
      startMin: 600,
      localDate: TOMORROW,
      clientId: desk.elena,
      lines: [{ serviceId: desk.cut, staffId: polina }],
    });
    await page.getByText('1 запись не помещается').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Сначала найдите другое решение для отмеченных записей.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel), PATIENCE).toContain('10:00');
    expect(await masterOf(visits.first)).toBe(desk.anna);
    await page.keyboard.press('ArrowRight');
    await page.getByText('1 запись не помещается').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => masterOf(visits.first), PATIENCE).toBe(desk.maria);
    expect(await masterOf(visits.second)).toBe(desk.maria);
    await page.close();
  });

  test('the head of a column leads to the plan of that master and day', async () => {
    const page = await desk.open(`/journal/${TOMORROW}`);
    await cardIn(page, 'Анна', '10:00').waitFor();
    await page.locator('[data-head]').filter({ hasText: 'Анна' }).click();
    await page.getByRole('menuitem', { name: 'Мастер не выйдет: раздать записи' }).click();
    await decisionAt(page, '10:00').waitFor();
    expect(page.url()).toContain(`staff=${desk.anna}&from=${TOMORROW}`);
    await page.close();
  });
});

/** Ends the day of a test, so that the next one finds it empty. */
async function clear(): Promise<void> {
  for (const id of Object.values(visits)) {
    if (id === 0) continue;
    const { status, version } = await visit(id);
    if (status === 'cancelled') continue;
    await desk.client.journal.cancel({ visitId: id, version, by: 'salon', reason: 'тест' });
  }
  const absences = await desk.client.schedule.absences({ fromDate: TOMORROW, toDate: TOMORROW });
  for (const { id } of absences) await desk.client.schedule.removeAbsence({ absenceId: id });
}
