import { openGridHarness } from '../e2e/journal-grid/open-harness.ts';

/** What a drag in a full salon costs. */
export interface GridDragFigures {
  /** Main-thread CPU of the page for one pointer move with the frame it causes, milliseconds (median of the rounds). */
  readonly cpuMsPerStep: number;
  /** From the mount of the full day to the first frame that shows it, milliseconds of wall time (median). */
  readonly firstPaintMs: number;
  /** Elements in the document with the day drawn. */
  readonly nodes: number;
  /** Time between two frames while the card is dragged, tracing on; milliseconds. */
  readonly frames: { readonly medianMs: number; readonly maxMs: number };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

const ROUNDS = 4;
const STEPS = 60;

/**
 * Measures 25 columns x 40 visits at 1920x1080 in Chromium, production build of the grid (ui.md 1.2 names the set-up).
 *
 * CPU is the thread time of the top-level tasks of the page's main thread while a card is dragged across the view in 60
 * moves, one a frame, from a trace; tracing itself is in it. Takes about 20 seconds.
 */
export async function measureGridDrag(): Promise<GridDragFigures> {
  const harness = await openGridHarness();
  try {
    const page = await harness.open('set=dense');
    const client = await page.context().newCDPSession(page);
    const paints: number[] = [];
    const costs: number[] = [];
    const gaps: number[] = [];
    let nodes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await harness.open('set=dense');
      paints.push(await page.evaluate(() => performance.getEntriesByName('grid-on-screen')[0]?.duration ?? Number.NaN));
      nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      const box = await page.locator('.jg-col [data-item="m2-8"]').boundingBox();
      if (box === null) throw new Error('The card to drag is not on the page');
      const from = { x: box.x + 40, y: box.y + 8 };
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x, from.y + 6);
      await page.locator('.jg-shield[data-on="move"]').waitFor();
      const frames = page.evaluate(gapsBetweenFrames);
      const events = await traced(client, async () => {
        for (let step = 1; step <= STEPS; step += 1) {
          await page.mouse.move(from.x + step * 18, from.y + 100 + ((step * 29) % 560));
        }
      });
      await page.keyboard.press('Escape');
      await page.mouse.up();
      gaps.push(...(await frames));
      costs.push(mainThreadCpuMs(events) / STEPS);
    }
    return {
      cpuMsPerStep: median(costs),
      firstPaintMs: median(paints),
      nodes,
      frames: { medianMs: median(gaps), maxMs: Math.max(...gaps) },
    };
  } finally {
    await harness.close();
  }
}

/** Runs in the page: milliseconds between its frames while a card is dragged. */
async function gapsBetweenFrames(): Promise<number[]> {
  const found: number[] = [];
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let last = await frame(); document.querySelector('.jg-shield[data-on="move"]') !== null;) {
    const now = await frame();
    found.push(now - last);
    last = now;
  }
  return found;
}

type Client = Awaited<
  ReturnType<ReturnType<Awaited<ReturnType<typeof openGridHarness>>['browser']['contexts']>[number]['newCDPSession']>
>;

async function traced(client: Client, work: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }): void => {
    events.push(...(value as TraceEvent[]));
  };
  client.on('Tracing.dataCollected', collect);
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  });
  await work();
  const done = new Promise<void>((resolve) => client.once('Tracing.tracingComplete', () => resolve()));
  await client.send('Tracing.end');
  await done;
  client.off('Tracing.dataCollected', collect);
  return events;
}

/** Thread time of the outermost tasks of the renderer thread that ran the page's pointer events. */
function mainThreadCpuMs(events: readonly TraceEvent[]): number {
  const moved = events.find((event) => event.name === 'EventDispatch' && event.ph === 'X');
  if (moved === undefined) throw new Error('The trace holds no pointer event');
  const tasks = events
    .filter((event) => event.pid === moved.pid && event.tid === moved.tid && event.ph === 'X')
    .filter((event) => event.tdur !== undefined && event.dur !== undefined)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const task of tasks) {
    // Nested tasks are inside the time of the outer one.
    if (task.ts < end) continue;
    end = task.ts + (task.dur ?? 0);
    sum += task.tdur ?? 0;
  }
  return sum / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
