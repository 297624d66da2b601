import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { AvailabilityService } from '../../src-main/availability/availability.service.ts';
import { readSearchDays } from '../../src-main/availability/search-days.ts';
import type { PreparedDay } from '../../src-shared/availability/search-day.rules.ts';
import { type SearchItem, SlotSearch } from '../../src-shared/availability/slot-search.rules.ts';
import { NO_SPANS } from '../../src-shared/availability/spans.rules.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { openTestCore } from '../helpers/test-core.ts';
import { launchBrowser } from '../helpers/browser.ts';
import {
  BENCH_NOW_MS,
  BENCH_TODAY,
  type BenchSalon,
  type OpenSalon,
  copySalon,
  openRawReader,
  openRawWriter,
  openSalon,
} from './bench-salon.ts';
import { type Line, type Pair, figureLine, inTurns, limitLine, ratioLine, timingOf } from './measure.ts';
import { signIn } from './running-server.ts';

const DAYS = 30;
const STEP_MIN = 15;
const ENGINE_LIMIT_MS = 5;
const SCREEN_LIMIT_MS = 100;

/** The service that most masters do, and how long it takes. */
interface Asked {
  readonly serviceId: number;
  readonly durationMin: number;
}

type FreeDay = readonly (readonly number[])[];

/** Searching windows: 30 days × every master, one service by anybody. */
export async function measureSlotSearch(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const open = await openSalon(bench.dir);
  const raw = openRawReader(bench.dir);
  try {
    const asked = raw
      .prepare(
        `select s.id as serviceId, s.duration_min as durationMin from services s join staff_services o on o.service_id = s.id
         where s.is_archived = 0 group by s.id order by count(*) desc, s.id limit 1`,
      )
      .get() as Asked;
    const dates = Array.from({ length: DAYS }, (_, offset) => addDays(BENCH_TODAY, offset));
    const days = preparedDays(open, dates);
    const masters = [...days.values()].reduce((sum, day) => sum + day.masters.size, 0);
    const everybody = everybodyFor(asked, days);
    const free = dates.map((date) => freeOf(days.get(date)!));
    const engine = (mode: 'grid' | 'compact'): Promise<Pair> =>
      inTurns(
        rounds,
        () => undefined,
        () => searchAll(everybody, mode, dates, days),
        () => rawStarts(free, asked.durationMin),
      );
    const grid = await engine('grid');
    const compact = await engine('compact');
    const input = {
      services: [{ serviceId: asked.serviceId as never, staffId: null, isParallel: false, gapMin: 0 }],
      fromDate: BENCH_TODAY,
      toDate: dates.at(-1) ?? BENCH_TODAY,
      fromMin: 0,
      toMin: 2880,
      weekdays: [],
      clientId: null,
      limit: 300,
    };
    const whole = await inTurns(
      rounds,
      () => undefined,
      () => open.salon.availability.search(input),
      () => rawStarts(free, asked.durationMin),
    );
    const first = await inTurns(
      Math.ceil(rounds / 8),
      () => serviceOf(open),
      (service) => service.search(input),
      () => rawRows(raw, dates),
    );
    const history = await measureHistory(bench, open, rounds, input);
    return [
      figureLine(
        'masters’ days searched / windows found',
        `${masters} / ${open.salon.availability.search(input).total}`,
      ),
      limitLine('engine alone, every start of the grid', grid.own, ENGINE_LIMIT_MS, grid.raw),
      limitLine('engine alone, without gaps', compact.own, ENGINE_LIMIT_MS, compact.raw),
      limitLine('whole procedure, days kept from before', whole.own, ENGINE_LIMIT_MS, whole.raw),
      limitLine('whole procedure, nothing kept: rows, schedule, quiet hours', first.own, SCREEN_LIMIT_MS, first.raw),
      history,
    ];
  } finally {
    raw.close();
    open.close();
  }
}

/** From the choice of a service to the first window on screen, and the same for the panel's second service. */
export async function measureFirstAnswer(bench: BenchSalon, rounds: number): Promise<Line[]> {
  // A core whose clock stands on the salon's day: at the real one nobody has a schedule there.
  const core = await openTestCore({ dir: copySalon(bench, 'windows'), nowMs: BENCH_NOW_MS });
  const browser = await launchBrowser();
  try {
    const { origin, key } = await core.http();
    const { pairs } = await signIn({ origin, address: `${origin}/?key=${key.text}` });
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'ru-RU' });
    await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: origin })));
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${origin}/#/journal`);
    await page.locator('.jg-col').first().waitFor();
    const took: number[] = [];
    for (let round = -2; round < rounds; round++) {
      const ms = await firstAnswer(page);
      if (round >= 0) took.push(ms);
    }
    return [limitLine('first window on screen after a service is chosen (F4)', timingOf(took), SCREEN_LIMIT_MS)];
  } finally {
    await browser.close();
    await core.close();
  }
}

async function firstAnswer(page: Page): Promise<number> {
  await page.keyboard.press('F4');
  await page.locator('.zv-panel input').first().focus();
  await page.keyboard.type('стрижка');
  await page.locator('[role=option]:visible').first().waitFor();
  // Kept in the page, so that it listens before the key is pressed.
  await page.evaluate(() => {
    Object.assign(globalThis, {
      firstAnswer: new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('no window on screen after 20 s')), 20_000);
        addEventListener(
          'keydown',
          () => {
            const start = performance.now();
            const look = (): void => {
              if (document.querySelector('.zv-list [role=option]'))
                setTimeout(() => resolve(performance.now() - start), 0);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      }),
    });
  });
  await page.keyboard.press('Enter');
  const took = await page.evaluate(() => (globalThis as unknown as { firstAnswer: Promise<number> }).firstAnswer);
  await page.keyboard.press('Escape');
  await page.locator('.zv-panel').waitFor({ state: 'detached' });
  return took;
}

/** The same search on the ten-year salon and on the same salon with the last tenth of its history. */
async function measureHistory(
  bench: BenchSalon,
  long: OpenSalon,
  rounds: number,
  input: Parameters<AvailabilityService['search']>[0],
): Promise<Line> {
  const dir = copySalon(bench, 'short-history');
  try {
    const writer = openRawWriter(dir);
    const from = addDays(BENCH_TODAY, -365);
    writer.prepare('delete from visit_lines where local_date < ?').run(from);
    writer.prepare('delete from visits where local_date < ?').run(from);
    writer.exec('vacuum');
    writer.close();
    const short = await openSalon(dir);
    try {
      const pair = await inTurns(
        Math.ceil(rounds / 8),
        () => ({ long: serviceOf(long), short: serviceOf(short) }),
        (services) => services.long.search(input),
        (services) => services.short.search(input),
      );
      return ratioLine('ten years of history beside one (raw), nothing kept', pair, 1.2, 0.5);
    } finally {
      short.close();
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** A service that has kept nothing yet. */
function serviceOf({ salon }: OpenSalon): AvailabilityService {
  const { settings, schedule, journal } = salon;
  return new AvailabilityService(salon.deps, { settings, schedule, journal });
}

function preparedDays({ salon }: OpenSalon, dates: readonly LocalDate[]): Map<LocalDate, PreparedDay> {
  return readSearchDays(salon.store.reader, dates, (date) => ({ ...salon.journal.factsOn(date), minGapMin: null }));
}

function everybodyFor({ serviceId, durationMin }: Asked, days: ReadonlyMap<LocalDate, PreparedDay>): SearchItem {
  const staffIds = new Set([...days.values()].flatMap(({ masters }) => [...masters.keys()]));
  const timing = {
    segments: [{ kind: 'active' as const, minutes: durationMin }],
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    isGapReleased: true,
  };
  const options = [...staffIds].map((staffId) => ({
    staffId,
    timing,
    roomIds: [],
    shiftRoomIds: null,
    equipmentIds: [],
  }));
  return { serviceId, options, isParallel: false, gapMin: 0 };
}

function searchAll(
  item: SearchItem,
  mode: 'grid' | 'compact',
  dates: readonly LocalDate[],
  days: ReadonlyMap<LocalDate, PreparedDay>,
): number {
  const search = new SlotSearch({
    items: [item],
    mode,
    stepMin: STEP_MIN,
    anchor: 'midnight',
    fromMin: 0,
    toMin: 2880,
    preferredStaffIds: [],
  });
  let found = 0;
  for (const localDate of dates) {
    found += search.findOn(days.get(localDate)!, {
      localDate,
      earliestMin: 0,
      clientBusy: NO_SPANS,
      fixedStarts: [null],
    }).length;
  }
  return found;
}

/** Free time of each master as bare lists. */
function freeOf(day: PreparedDay): FreeDay {
  return [...day.masters.values()].map(({ free }) => [...free]);
}

/** The floor: starts of the grid in bare lists of free time, one master each, nothing else looked at. */
function rawStarts(days: readonly FreeDay[], durationMin: number): number {
  let found = 0;
  for (const masters of days) {
    const starts = new Map<number, number>();
    for (const [master, free] of masters.entries()) {
      for (let at = 0; at < free.length; at += 2) {
        const last = free[at + 1]! - durationMin;
        for (let start = Math.ceil(free[at]! / STEP_MIN) * STEP_MIN; start <= last; start += STEP_MIN) {
          if (!starts.has(start)) starts.set(start, master);
        }
      }
    }
    found += [...starts].map(([start, master]) => ({ start, master })).sort((a, b) => a.start - b.start).length;
  }
  return found;
}

/** The bare rows that a search with nothing kept reads: the asked days, and those that tell the quiet hours. */
function rawRows(connection: ReturnType<typeof openRawReader>, dates: readonly LocalDate[]): number {
  const rows = connection
    .prepare(
      `select l.*, v.group_event_id from visit_lines l cross join visits v on v.id = l.visit_id
       where l.local_date between ? and ? and v.status not in ('cancelled', 'no_show')`,
    )
    .all(addDays(dates[0]!, -28), addDays(dates.at(-1)!, 1));
  return rows.length;
}
