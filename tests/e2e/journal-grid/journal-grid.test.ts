import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GridMove } from '../../../src-renderer/journal/grid/grid-model.ts';
import { formatMinute } from '../../../src-renderer/journal/grid/grid-model.ts';
import { openGridHarness } from './open-harness.ts';
import type { GridHarness } from './open-harness.ts';

let harness: GridHarness;
const failures: string[] = [];

beforeAll(async () => {
  harness = await openGridHarness();
});
afterAll(() => harness.close());
afterEach(() => expect(failures.splice(0)).toEqual([]));

async function open(query: string, options?: Parameters<GridHarness['open']>[1]): Promise<Page> {
  const page = await harness.open(query, options);
  page.removeAllListeners('pageerror');
  page.on('pageerror', (error) => failures.push(error.message));
  return page;
}

const card = (id: string): string => `.jg-col [data-item="${id}"]`;
const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A point of the screen in the middle of a column, at a time of the day. */
async function pointAt(page: Page, columnId: string, time: string): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([id, minute]) => {
      const rect = window.harness.grid.current?.rectOf(id, minute, minute + 5);
      if (rect === null || rect === undefined) throw new Error(`No column ${id}`);
      return { x: rect.left + rect.width / 2, y: rect.top };
    },
    [columnId, at(time)] as const,
  );
}

/** Presses on a card (or a point) and moves the pointer, without letting go. */
async function pull(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 6);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await nextFrames(page);
}

const nextFrames = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

const calls = (page: Page, name: string): Promise<unknown[][]> =>
  page.evaluate(
    (wanted) => window.harness.calls.filter(([called]) => called === wanted).map(([, ...args]) => args),
    name,
  );

async function moves(page: Page): Promise<(readonly [GridMove, { level: string; reason?: string }])[]> {
  return (await calls(page, 'move')) as [GridMove, { level: string }][];
}

const said = (page: Page): Promise<string | null> => page.locator('.jg-live').textContent();
const pill = (page: Page): Promise<string | null> => page.locator('.jg-pill').textContent();

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element?.classList.contains('jg-slot') === true) return `slot ${element.textContent}`;
    return element?.getAttribute('data-item') ?? element?.getAttribute('data-head') ?? null;
  });

/** Grabs a card 8 px below its top, so that its start follows the pointer minus these 8 px. */
async function grab(page: Page, id: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(card(id)).boundingBox();
  if (box === null) throw new Error(`No card ${id}`);
  return { x: box.x + box.width / 2, y: box.y + 8 };
}

describe('journal grid: pointer', () => {
  it('moves a card to another time and master, and renders nothing while it is dragged', async () => {
    const page = await open('set=mock');
    const to = await pointAt(page, 's0', '20:10');
    const before = await page.evaluate(() => window.harness.renders);
    const spot = await pointAt(page, 's1', '20:10');
    await page.evaluate(() => window.harness.edit('s0-7', { endMin: 1200 }));
    const from = await grab(page, 's5-5');
    await pull(page, from, { x: spot.x, y: from.y });
    expect(await pill(page)).toBe('18:00–18:45 · Мария Лебедева — занято с 18:15 (Татьяна Мельник)');
    await page.mouse.move(to.x, to.y + 8, { steps: 4 });
    await nextFrames(page);
    expect(await pill(page)).toBe('20:10–20:55 · Анна Соколова');
    expect(await page.locator('.jg-ghost').textContent()).toContain('20:10–20:55');
    expect(await page.evaluate(() => window.harness.renders)).toBe(before + 1);
    await page.mouse.up();
    expect((await moves(page)).map(([move, check]) => [move, check.level])).toEqual([
      [{ itemId: 's5-5', visitId: 505, columnId: 's0', startMin: 1210, endMin: 1255, kind: 'move' }, 'ok'],
    ]);
    await page.locator('[data-column="s0"] [data-item="s5-5"]').waitFor();
    expect(await page.locator('[data-column="s5"] [data-item="s5-5"]').count()).toBe(0);
    expect(await said(page)).toBe('Милана Ким: 20:10–20:55, Анна Соколова');
    expect(await page.locator('.jg-shield').isVisible()).toBe(false);
  });

  it('snaps to the step, and to single minutes with Shift', async () => {
    const page = await open('set=mock&px=2');
    const from = await grab(page, 's1-3');
    await pull(page, from, { x: from.x, y: from.y + 13 });
    expect(await pill(page)).toMatch(/^16:35–18:05/);
    await page.keyboard.down('Shift');
    await page.mouse.move(from.x, from.y + 14);
    await nextFrames(page);
    expect(await pill(page)).toMatch(/^16:37–18:07/);
    await page.keyboard.up('Shift');
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });

  it('resizes by the lower edge and keeps the start', async () => {
    const page = await open('set=mock');
    const box = await page.locator(card('s0-6')).boundingBox();
    if (box === null) throw new Error('no card');
    const edge = { x: box.x + 30, y: box.y + box.height - 2 };
    await pull(page, edge, { x: edge.x, y: edge.y + 26 });
    await page.mouse.up();
    expect((await moves(page))[0]?.[0]).toEqual({
      itemId: 's0-6',
      visitId: 6,
      columnId: 's0',
      startMin: at('17:30'),
      endMin: at('18:50'),
      kind: 'resize',
    });
  });

  it('refuses the drop on taken time, names who stands there, and changes nothing', async () => {
    const page = await open('set=mock');
    const from = await grab(page, 's5-4');
    const to = await pointAt(page, 's3', '17:45');
    await pull(page, from, { x: to.x, y: to.y + 8 });
    expect(await pill(page)).toBe('17:45–18:45 · Ольга Кузнецова — занято с 18:00 (Марина Титова)');
    expect(await page.locator('.jg-ghost').getAttribute('data-level')).toBe('block');
    await page.mouse.up();
    expect(await moves(page)).toEqual([]);
    expect(await said(page)).toBe('Не перенесено: занято с 18:00 (Марина Титова)');
    await page.locator('.jg-shield').waitFor({ state: 'hidden' });
    expect(await page.locator('[data-column="s5"] [data-item="s5-4"]').count()).toBe(1);
  });

  it('warns outside the shift in amber and hands the warning over with the drop', async () => {
    const page = await open('set=mock');
    const from = await grab(page, 's5-5');
    const to = await pointAt(page, 's4', '16:00');
    await pull(page, from, { x: to.x, y: to.y + 8 });
    expect(await page.locator('.jg-ghost').getAttribute('data-level')).toBe('warn');
    expect(await pill(page)).toContain('вне часов смены');
    await page.mouse.up();
    expect((await moves(page))[0]?.[1]).toEqual({ level: 'warn', reason: 'вне часов смены' });
  });

  it('cancels a drag with Esc', async () => {
    const page = await open('set=mock');
    const from = await grab(page, 's0-6');
    await pull(page, from, { x: from.x, y: from.y + 40 });
    await page.keyboard.press('Escape');
    expect(await page.locator('.jg-shield').isVisible()).toBe(false);
    await page.mouse.up();
    expect(await moves(page)).toEqual([]);
    expect(await said(page)).toBe('Перенос отменён');
  });

  it('treats less than 4 px as a click: selects a card, offers 60 minutes on empty time', async () => {
    const page = await open('set=mock');
    const from = await grab(page, 's0-6');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 2, from.y + 2);
    await page.mouse.up();
    expect(await calls(page, 'select')).toEqual([['s0-6']]);
    await page.locator(`${card('s0-6')}[aria-current="true"]`).waitFor();
    const empty = await pointAt(page, 's5', '18:50');
    await page.mouse.click(empty.x, empty.y + 2);
    expect((await calls(page, 'create'))[0]?.slice(0, 3)).toEqual(['s5', at('18:50'), at('19:50')]);
    // 15:15 to 16:00 is all that is free there.
    const short = await pointAt(page, 's2', '15:20');
    await page.mouse.click(short.x, short.y + 2);
    expect((await calls(page, 'create'))[1]?.slice(0, 3)).toEqual(['s2', at('15:20'), at('16:00')]);
  });

  it('draws a new visit on empty time and gives the place of its box', async () => {
    const page = await open('set=mock');
    const from = await pointAt(page, 's5', '15:10');
    const to = await pointAt(page, 's5', '16:15');
    await pull(page, { x: from.x, y: from.y + 1 }, to);
    expect(await page.locator('.jg-box').textContent()).toBe('15:10–16:15\nНовая запись');
    await page.mouse.up();
    const [columnId, start, end, rect] = (await calls(page, 'create'))[0] ?? [];
    expect([columnId, start, end]).toEqual(['s5', at('15:10'), at('16:15')]);
    expect((rect as { top: number }).top).toBe(Math.round(from.y));
  });

  it('refuses a new visit over a taken time and shows why', async () => {
    const page = await open('set=mock');
    const from = await pointAt(page, 's5', '15:10');
    await pull(page, { x: from.x, y: from.y + 1 }, await pointAt(page, 's5', '17:00'));
    await page.mouse.up();
    expect(await calls(page, 'create')).toEqual([]);
    expect(await pill(page)).toBe('занято с 16:30 (Инна Зуева)');
    expect(await page.locator('.jg-pill').isVisible()).toBe(true);
  });

  it('books into a processing gap of another card', async () => {
    const page = await open('set=mock');
    const to = await pointAt(page, 's1', '14:25');
    await page.mouse.click(to.x, to.y + 2);
    expect((await calls(page, 'create'))[0]?.slice(0, 3)).toEqual(['s1', at('14:25'), at('15:05')]);
  });

  it('does not move a card that may not be moved, and says so', async () => {
    const page = await open('set=mock');
    await page.evaluate(() => window.harness.edit('s0-0', { movable: false }));
    const from = await grab(page, 's0-0');
    await pull(page, from, { x: from.x + 200, y: from.y + 50 });
    await page.mouse.up();
    expect(await moves(page)).toEqual([]);
    expect(await pill(page)).toBe('Завершённую запись перенести нельзя');
  });

  it('ends the drag when someone else changes the card under the pointer (ui.md 1.3, rule 10)', async () => {
    const page = await open('set=mock');
    const from = await grab(page, 's0-6');
    await pull(page, from, { x: from.x, y: from.y + 40 });
    await page.evaluate(() => window.harness.edit('s0-5', { price: '1 ₽' }));
    await nextFrames(page);
    expect(await page.locator('.jg-shield').getAttribute('data-on')).toBe('move');
    await page.evaluate(() => window.harness.edit('s0-6', { startMin: 1065 }));
    await nextFrames(page);
    expect(await pill(page)).toBe('Запись только что изменили');
    await page.mouse.up();
    expect(await moves(page)).toEqual([]);
  });

  it('scrolls at the edge of the view while a card is held there', async () => {
    const page = await open('set=dense', { viewport: { width: 1280, height: 700 } });
    await page.evaluate(() => {
      const column = window.harness.columns[0];
      for (const item of column?.items.slice(-6) ?? []) window.harness.edit(item.id, { status: 'cancelled' });
    });
    const from = await grab(page, 'm1-5');
    await pull(page, from, { x: 1250, y: 690 });
    await page.waitForFunction(() => {
      const element = document.querySelector('.jg');
      return element !== null && element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    });
    await page.waitForFunction(() => {
      const element = document.querySelector('.jg');
      return element !== null && element.scrollLeft + element.clientWidth >= element.scrollWidth - 1;
    });
    await nextFrames(page);
    // The pointer never moved again, yet the card is now over the last master.
    expect(await pill(page)).toContain(await page.evaluate(() => window.harness.columns.at(-1)?.title ?? '?'));
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });

  it('zooms with Ctrl and the wheel around the pointer', async () => {
    const page = await open('set=dense');
    const before = await pointAt(page, 'm3', '12:00');
    await page.mouse.move(before.x, before.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await page.waitForFunction(() => window.harness.calls.some(([name]) => name === 'zoom'));
    await nextFrames(page);
    const after = await pointAt(page, 'm3', '12:00');
    expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(2);
  });

  it('opens by a double click, the menus by the right button and by a column head', async () => {
    const page = await open('set=mock');
    await page.locator(card('s0-6')).dblclick();
    expect((await calls(page, 'open'))[0]?.[0]).toMatchObject({ id: 's0-6' });
    await page.locator(card('s0-6')).click({ button: 'right' });
    expect((await calls(page, 'contextMenu'))[0]?.[0]).toMatchObject({ item: { id: 's0-6' }, columnId: 's0' });
    await page.locator('[data-head="s2"]').click();
    expect((await calls(page, 'columnMenu'))[0]?.[0]).toBe('s2');
  });

  it('outlines the other services of a visit under the pointer', async () => {
    const page = await open('set=mock');
    await page.locator(card('s0-3')).hover();
    expect(await page.locator(`${card('s3-3')}[data-sibling]`).count()).toBe(1);
    await page.locator(card('s0-0')).hover();
    expect(await page.locator('[data-sibling]').count()).toBe(0);
  });
});

describe('journal grid: touch', () => {
  it('takes a card after a long press, and scrolls when the finger moves at once', async () => {
    const page = await open('set=mock', { hasTouch: true, viewport: { width: 1400, height: 700 } });
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number): Promise<unknown> =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: y ?? 0 }] });
    const from = await grab(page, 's0-3');
    await touch('touchStart', from.x, from.y);
    await page.locator('.jg-shield[data-on="move"]').waitFor();
    const to = await pointAt(page, 's5', '15:05');
    await touch('touchMove', to.x, to.y);
    await touch('touchMove', to.x, to.y + 8);
    await nextFrames(page);
    expect(await pill(page)).toMatch(/^15:05–16:35 · Ирина Новикова — занято/);
    await touch('touchMove', to.x, to.y + 8 - 6.5);
    await nextFrames(page);
    expect(await pill(page)).toMatch(/^15:00–16:30 · Ирина Новикова$/);
    await touch('touchEnd');
    await page.locator('[data-column="s5"] [data-item="s0-3"]').waitFor();
    expect((await moves(page))[0]?.[0]).toMatchObject({ itemId: 's0-3', columnId: 's5', startMin: at('15:00') });

    const finger = await grab(page, 's0-5');
    await touch('touchStart', finger.x, finger.y);
    for (let step = 1; step <= 8; step += 1) await touch('touchMove', finger.x, finger.y - step * 15);
    await touch('touchEnd');
    await page.waitForFunction(() => (document.querySelector('.jg')?.scrollTop ?? 0) > 20);
    expect(await moves(page)).toHaveLength(1);
    expect(await page.locator('.jg-shield').isVisible()).toBe(false);
  });
});

describe('journal grid: keyboard', () => {
  it('has one tab stop, walks the cards of a master with Tab and leaves after the last', async () => {
    const page = await open('set=mock');
    await page.evaluate(() => {
      const after = document.createElement('button');
      after.id = 'after';
      document.body.append(after);
    });
    expect(await page.locator('.jg [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('slot 13:40');
    const order: (string | null)[] = [];
    for (let n = 0; n < 4; n += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused(page));
    }
    expect(order).toEqual(['s0-4', 's0-5', 's0-6', 's0-7']);
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('s0-6');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('after');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('s0-7');
    expect(await page.locator('.jg [tabindex="0"]').count()).toBe(1);
  });

  it('walks time with arrows, lands on cards, reaches the heads, jumps by the hour and to now', async () => {
    const page = await open('set=mock');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('s2-3');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('slot 14:15');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('s2-3');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    expect(await focused(page)).toBe('slot 18:10');
    for (let n = 0; n < 10; n += 1) await page.keyboard.press('PageUp');
    expect(await focused(page)).toBe('slot 09:00');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('s2');
    await page.keyboard.press('Enter');
    expect((await calls(page, 'columnMenu'))[0]?.[0]).toBe('s2');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('slot 09:00');
  });

  it('creates from a selected stretch, opens, and asks for status, cancel and menu', async () => {
    const page = await open('set=mock');
    await page.keyboard.press('Tab');
    for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowRight');
    for (let n = 0; n < 17; n += 1) await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('slot 16:15');
    expect(await page.locator('.jg-slot').getAttribute('aria-label')).toBe('16:15, Ирина Новикова, свободно до 16:30');
    await page.keyboard.press('ArrowUp');
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Enter');
    expect((await calls(page, 'create'))[0]?.slice(0, 3)).toEqual(['s5', at('16:10'), at('16:25')]);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('s5-4');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Shift+F10');
    for (const name of ['open', 'statusMenu', 'cancelItem']) {
      expect((await calls(page, name))[0]?.[0], name).toMatchObject({ id: 's5-4' });
    }
    expect((await calls(page, 'contextMenu'))[0]?.[0]).toMatchObject({ item: { id: 's5-4' } });
  });

  it('moves and stretches a card with Alt, keeps the focus on it, and says what happened', async () => {
    const page = await open('set=mock');
    await page.locator(card('s0-6')).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await page.keyboard.press('Alt+ArrowRight');
    expect(await said(page)).toBe('Не перенесено: занято с 16:30 (Дарья Котова)');
    expect(await focused(page)).toBe('s0-6');
    expect(
      (await moves(page)).map(([move]) => [move.kind, formatMinute(move.startMin), formatMinute(move.endMin)]),
    ).toEqual([
      ['move', '17:35', '18:35'],
      ['resize', '17:35', '18:40'],
    ]);
    await page.locator(card('s3-5')).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    expect(await focused(page)).toBe('s3-5');
    await page.locator('[data-column="s2"] [data-item="s3-5"]').waitFor();
    expect(await said(page)).toBe('Марина Титова: 18:00–19:00, Екатерина Иванова');
  });

  it('names the columns as lists and the cards as buttons of full text', async () => {
    const page = await open('set=mock');
    const list = page.getByRole('list', { name: 'Анна Соколова, записей: 8' });
    expect(await list.getByRole('listitem').count()).toBe(8);
    const name = '12:45–14:15, Наталья Белова, Стрижка + уход «Счастье для волос», Услуга идёт';
    expect(await list.getByRole('button', { name }).count()).toBe(1);
  });
});

describe('journal grid: size and look', () => {
  it('stays under 3,000 nodes with 25 columns of 40 cards, wherever it is scrolled', async () => {
    const page = await open('set=dense');
    const count = (): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);
    expect(await page.locator('.jg-col').count()).toBeLessThan(25);
    expect(await count()).toBeLessThanOrEqual(3000);
    for (const left of [700, 5000]) {
      await page.evaluate((x) => document.querySelector('.jg')?.scrollTo({ left: x }), left);
      await nextFrames(page);
      expect(await count()).toBeLessThanOrEqual(3000);
      const inView = await page.evaluate(() => {
        const view = document.querySelector('.jg')?.getBoundingClientRect();
        return view === undefined ? null : document.elementFromPoint(view.right - 40, 400)?.closest('.jg-col') !== null;
      });
      expect(inView).toBe(true);
    }
  });

  it('keeps the DOM of unchanged cards when a refetch brings equal data', async () => {
    const page = await open('set=mock');
    await page.evaluate(() => {
      document.querySelectorAll<HTMLElement>('.jg-col [data-item]').forEach((element) => {
        element.dataset['kept'] = 'yes';
      });
      const observer = new MutationObserver((records) => {
        document.body.dataset['mutations'] = String(Number(document.body.dataset['mutations'] ?? 0) + records.length);
      });
      for (const column of document.querySelectorAll('.jg-col')) {
        observer.observe(column, { attributes: true, childList: true, characterData: true, subtree: true });
      }
    });
    await page.evaluate(() => window.harness.edit('none', {}));
    await nextFrames(page);
    expect(await page.evaluate(() => document.body.dataset['mutations'] ?? '0')).toBe('0');
    await page.evaluate(() => window.harness.edit('s0-1', { client: 'Другая Клиентка' }));
    await page.locator(`${card('s0-1')} b`, { hasText: 'Другая Клиентка' }).waitFor();
    expect(Number(await page.evaluate(() => document.body.dataset['mutations']))).toBeLessThan(6);
  });

  it('gives up no pixel of a card to its neighbour', async () => {
    const page = await open('set=dense');
    const overlaps = await page.evaluate(() => {
      const found: string[] = [];
      for (const column of document.querySelectorAll('.jg-col')) {
        const cards = [...column.querySelectorAll('.jg-card')].map((element) => ({
          id: element.getAttribute('data-item'),
          rect: element.getBoundingClientRect(),
        }));
        for (const [index, a] of cards.entries()) {
          for (const b of cards.slice(index + 1)) {
            const isApart =
              a.rect.right <= b.rect.left ||
              b.rect.right <= a.rect.left ||
              a.rect.bottom <= b.rect.top ||
              b.rect.bottom <= a.rect.top;
            if (!isApart) found.push(`${a.id} ${b.id}`);
          }
        }
      }
      return found;
    });
    expect(overlaps).toEqual([]);
  });

  it('shows the mock-up’s day in both schemes, with signs drawn in the colours of each', async () => {
    const folder = process.env['ZERKALO_SHOTS'] ?? mkdtempSync(join(tmpdir(), 'zerkalo-grid-shots-'));
    const signs: string[] = [];
    for (const theme of ['light', 'dark']) {
      const page = await open(`set=mock&theme=${theme}`);
      await page.evaluate(() =>
        window.harness.draft({ columnId: 's5', startMin: 910, endMin: 975, label: 'Новая запись' }),
      );
      await page.locator('.jg-draft').waitFor();
      await page.screenshot({ path: join(folder, `${theme}.png`) });
      const from = await grab(page, 's5-4');
      const to = await pointAt(page, 's3', '17:45');
      await pull(page, from, { x: to.x, y: to.y + 8 });
      await page.screenshot({ path: join(folder, `${theme}-drag.png`) });
      await page.keyboard.press('Escape');
      await page.mouse.up();
      signs.push(await page.locator(card('s0-6')).evaluate((element) => getComputedStyle(element).backgroundImage));
      expect(
        await page.evaluate(() => {
          const element = document.querySelector('.jg');
          return element === null ? -1 : element.scrollWidth - element.clientWidth;
        }),
        'no sideways scrolling with nine columns at 1920',
      ).toBe(0);
    }
    expect(signs[0]).toContain(encodeURIComponent('#b26a00'));
    expect(signs[1]).toContain(encodeURIComponent('#f0a92e'));
  });
});
