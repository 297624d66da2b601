import fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Page } from 'playwright-core';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { type BenchSalon, copySalon, openRawReader } from './bench-salon.ts';
import { measureGridDrag } from './grid-drag.ts';
import { type Line, figureLine, limitLine, timingOf } from './measure.ts';
import { busyDays } from './reading.ts';
import { type RunningServer, signIn, startServer } from './running-server.ts';

const DAY_LIMIT_MS = 150;
const STEP_LIMIT_MS = 6;
const START_LIMIT_MS = 3000;

/** The grid alone at its fullest: 25 columns of 40 visits. */
export async function measureGrid(): Promise<Line[]> {
  const { cpuMsPerStep, firstPaintMs, nodes, frames } = await measureGridDrag();
  const once = (value: number) => ({ medianMs: value, p99Ms: value });
  return [
    limitLine('first paint of 25 × 40 visits', once(firstPaintMs), DAY_LIMIT_MS),
    limitLine('CPU of a drag step', once(cpuMsPerStep), STEP_LIMIT_MS),
    figureLine(
      'frame while dragging: median / longest',
      `${frames.medianMs.toFixed(1)} / ${frames.maxMs.toFixed(1)} ms`,
    ),
    figureLine('elements in the document', String(nodes)),
  ];
}

/** The real page on a salon: from the start of the process, from a click, with one salon's history behind it. */
export async function measurePage(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const dir = copySalon(bench, 'page');
  const browser = await launchBrowser();
  try {
    const connection = openRawReader(dir);
    const days = busyDays(connection).slice(-700);
    connection.close();
    const random = createRandom(8);
    const first = await startServer(dir);
    const { pairs } = await signIn(first);
    await first.stop();
    const open = async (server: RunningServer): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: server.origin })));
      return await context.newPage();
    };
    const started: number[] = [];
    const loaded: number[] = [];
    for (let round = 0; round < Math.max(3, Math.ceil(rounds / 4)); round++) {
      const server = await startServer(dir);
      const page = await open(server);
      const loadAt = performance.now();
      await page.goto(`${server.origin}/#/journal/${random.pick(days)}`);
      await painted(page);
      started.push(performance.now() - server.startedAt);
      loaded.push(performance.now() - loadAt);
      await page.context().close();
      await server.stop();
    }
    const server = await startServer(dir);
    const page = await open(server);
    await page.goto(`${server.origin}/#/journal/${random.pick(days)}`);
    await painted(page);
    const jumps: number[] = [];
    for (let round = -3; round < rounds * 2; round++) {
      const took = await page.evaluate(jumpTo, `#/journal/${random.pick(days)}`);
      if (round >= 0 && took !== null) jumps.push(took);
    }
    // The view is kept for the person, so the month comes last.
    const months: number[] = [];
    for (let round = -3; round < rounds * 2; round++) {
      const took = await page.evaluate(jumpToMonth, `#/journal/${random.pick(days)}?view=month&by=masters`);
      if (round >= 0 && took !== null) months.push(took);
    }
    await server.stop();
    return [
      limitLine('start of the process to the painted day', timingOf(started), START_LIMIT_MS),
      limitLine('loading the page to the painted day', timingOf(loaded), START_LIMIT_MS),
      limitLine('another day: from the jump to the painted day', timingOf(jumps), DAY_LIMIT_MS),
      limitLine('month view: from the jump to the painted month', timingOf(months), DAY_LIMIT_MS),
    ];
  } finally {
    await browser.close();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function painted(page: Page): Promise<void> {
  await page.locator('.jg-col [data-item]').first().waitFor({ timeout: 30_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
}

/** Runs in the page. Null when it is a month that is shown already. */
async function jumpToMonth(hash: string): Promise<number | null> {
  const texts = (): string =>
    Array.from(document.querySelectorAll('.zj-month-day'), (day) => day.getAttribute('aria-label')).join();
  const isRead = (): boolean =>
    document.querySelector('.zj-month-load, .zj-month-off') !== null &&
    document.querySelector('.zj-month-view')?.getAttribute('aria-busy') === 'false';
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const monthOf = (text: string): string => text.slice('#/journal/'.length, '#/journal/2026-03'.length);
  if (monthOf(location.hash) === monthOf(hash) && location.hash.includes('view=month')) return null;
  const before = texts();
  const start = performance.now();
  location.hash = hash;
  for (;;) {
    await frame();
    if (isRead() && texts() !== before) break;
    if (performance.now() - start > 10_000) throw new Error(`${hash} is not painted after 10 s`);
  }
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  return performance.now() - start;
}

/** Runs in the page. Null when it is the same day again. */
async function jumpTo(hash: string): Promise<number | null> {
  const items = (): string =>
    Array.from(document.querySelectorAll('.jg-col [data-item]'), (card) => card.getAttribute('data-item')).join();
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  if (location.hash === hash) return null;
  const before = items();
  const start = performance.now();
  location.hash = hash;
  for (;;) {
    await frame();
    const now = items();
    if (now !== '' && now !== before) break;
    if (performance.now() - start > 10_000) throw new Error(`${hash} is not painted after 10 s`);
  }
  // The frame that shows it is over when the next task runs.
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  return performance.now() - start;
}
