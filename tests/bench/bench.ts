import os from 'node:os';
import { parseArgs } from 'node:util';
import { type BenchSalon, benchSalon } from './bench-salon.ts';
import { measureCheckout } from './checkout.ts';
import { measureFinance } from './finance.ts';
import { measureImport } from './import.ts';
import { type Line, figureLine, ratioLine } from './measure.ts';
import { measureMoneyLists } from './money-lists.ts';
import { measureOverPort } from './over-port.ts';
import { measureReading, measureEverythingLines, measureSearch } from './reading.ts';
import { type Section, machineText, terminalTable, writeDocument } from './report.ts';
import { measureGrid, measurePage } from './screen.ts';
import { measureFirstAnswer, measureSlotSearch } from './slot-search.ts';
import { measureSeries } from './series.ts';
import { assertBuilt, measureStartUp } from './start-up.ts';
import { measureWriting } from './writing.ts';

const DOCUMENT = 'docs/BENCH.md';
/** A quick run keeps a salon of this size beside the full one. */
const QUICK_SCALE = 0.05;
const MAX_MAKING_S = 240;
/** The whole file beside the same file without the log. */
const MAX_FILE_TIMES = 1.5;

interface Rounds {
  readonly reads: number;
  readonly searches: number;
  readonly writes: number;
  readonly starts: number;
}

const FULL: Rounds = { reads: 400, searches: 300, writes: 800, starts: 10 };
const QUICK: Rounds = { reads: 60, searches: 60, writes: 150, starts: 3 };

interface Part {
  readonly title: string;
  /** What a reader must know to judge the figures. */
  readonly notes?: readonly string[];
  run(bench: BenchSalon, rounds: Rounds, say: (text: string) => void): Promise<Line[]>;
}

/** What `--only` names. */
const PARTS: Readonly<Record<string, Part>> = {
  salon: {
    title: 'The salon',
    notes: [
      'With the money of ten years: a check for each completed visit, shifts, settlements, expenses. The books hold (see below).',
    ],
    run: async ({ facts }) => await Promise.resolve(salonLines(facts)),
  },
  reading: {
    title: 'Reading',
    notes: [
      'Raw runs the statements of the journal itself, without the schedule of the masters and without shaping the answer.',
    ],
    run: async (bench, { reads }) => await measureReading(bench, reads),
  },
  search: {
    title: 'Searching clients',
    notes: [
      'Raw answers one question, newest visit first, without the ranks of the product. For a typo it ranks by shared trigrams;',
      'it finds other people then. Two or more readings of the same text (sound, layout, anywhere in a phone) are the product’s.',
    ],
    run: async (bench, { searches }) => await measureSearch(bench, searches),
  },
  everything: {
    title: 'The search of everything (Ctrl+K)',
    notes: [
      'All kinds, rights and the shaping of the answer. That 300 mistyped names are found is measured by',
      '`node tests/bench/client-search.ts`, on a base that holds those people among 200,000 others.',
    ],
    run: async (bench, { searches }) => await measureEverythingLines(bench, searches),
  },
  windows: {
    title: 'Windows for a visit: 30 days × every master',
    notes: [
      'Raw JavaScript walks bare lists of free minutes and keeps one master per start: no rooms, no devices, no chains, no gaps',
      'weighed. With nothing kept, raw is the bare rows of the asked days and of the four weeks that tell the quiet hours.',
    ],
    run: async (bench, { reads, starts }) => {
      const lines = await measureSlotSearch(bench, reads);
      assertBuilt();
      return [...lines, ...(await measureFirstAnswer(bench, starts * 2))];
    },
  },
  writing: {
    title: 'Writing',
    notes: [
      'Payment and stock have no tables yet: seven of the 13 rows are stood in for by rows of `blocks`. Raw writes no log and',
      'no search index. fsync of a shared disk moves these ratios by a third from run to run.',
    ],
    run: async (bench, { writes }) => await measureWriting(bench, writes),
  },
  series: {
    title: 'Visits that repeat',
    notes: ['Raw books without the schedule, without a log and without looking for conflicts of rooms and hours.'],
    run: async (bench, { starts }) => await measureSeries(bench, starts * 4),
  },
  import: {
    title: 'Import of clients',
    notes: ['Through the built server and its REST interface, beside a desk that reads the day and enters clients.'],
    run: async (_, { writes }, say) => {
      assertBuilt();
      return await measureImport(writes < FULL.writes ? 5000 : 50_000, say);
    },
  },
  finance: {
    title: 'Finance: figures of the whole history, and the check of the books',
    notes: [
      'Raw adds the entries of income and expense up without the kept totals. The check runs on a thread as the product runs it.',
    ],
    run: async (bench, { reads }) => await measureFinance(bench, Math.min(reads, 60)),
  },
  checkout: {
    title: 'Checkout',
    notes: [
      'Raw reads what a check must know and writes the 18 rows of its facts: no log, no search index, no kept totals or figures.',
      'The product prices the check anew in the same transaction, keeps the client’s figures and seals the log. Its own statements',
      'run bare are all of these, recorded and run on the other copy without triggers: the rest is what its JavaScript costs.',
    ],
    run: async (bench, { reads }) => await measureCheckout(bench, reads),
  },
  lists: {
    title: 'Lists of money over ten years',
    notes: ['The limit of 50 ms is the bench’s own: what runs on the main thread holds up the journal for so long.'],
    run: async (bench, { reads }) => await measureMoneyLists(bench, Math.min(reads, 30)),
  },
  port: {
    title: 'The same over MessagePort, contract and all',
    notes: [
      'Both ends run in one thread, so the screen’s own decoding is in it. Raw sends its rows by structured clone.',
    ],
    run: async (bench, { reads }) => await measureOverPort(bench, Math.min(reads, 200)),
  },
  growth: {
    title: 'History beside 18 months of it',
    notes: ['Here “raw” is not bare SQLite: it is the product on the 18-month demo salon.'],
    run: measureGrowth,
  },
  start: {
    title: 'Start-up and memory of the server host',
    notes: ['The limit of 1000 ms is the bench’s own. Raw is Node with better-sqlite3 and node:http alone.'],
    run: async (bench, { starts }) => {
      assertBuilt();
      return await measureStartUp(bench, starts);
    },
  },
  page: {
    title: 'The journal’s page in Chromium',
    notes: [
      '1920x1080 without a GPU. The limits of 3000 ms are the bench’s own; 150 ms is the aim for the day on screen.',
    ],
    run: async (bench, { starts }) => {
      assertBuilt();
      return await measurePage(bench, starts);
    },
  },
  grid: { title: 'The grid in Chromium', run: async () => await measureGrid() },
};

function salonLines({ clients, visits, lines, ...facts }: BenchSalon['facts']): Line[] {
  const perVisit = facts.logBytes / visits;
  const times = facts.fileBytes / (facts.fileBytes - facts.logBytes);
  return [
    figureLine('clients / visits / services in them', `${clients} / ${visits} / ${lines}`),
    figureLine('made in', `${facts.madeInS.toFixed(0)} s`, `< ${MAX_MAKING_S} s`, facts.madeInS < MAX_MAKING_S),
    figureLine(
      'verified in (every seal, every row)',
      `${facts.verifiedInS.toFixed(0)} s`,
      'no finding',
      facts.isVerified,
    ),
    figureLine(
      'size of the file, and beside the same without the log',
      `${Math.round(facts.fileBytes / 2 ** 20)} MiB, ${times.toFixed(2)} ×`,
      `≤ ${MAX_FILE_TIMES} ×`,
      times <= MAX_FILE_TIMES,
    ),
    figureLine('log bytes of a visit with its money', `${Math.round(perVisit)} B`, '< 1024 B', perVisit < 1024),
  ];
}

/** The long history in place of the product, the short one in place of raw: what ten years add. */
async function measureGrowth(bench: BenchSalon, rounds: Rounds, say: (text: string) => void): Promise<Line[]> {
  const short = await benchSalon('salon', 1, say);
  const reads = Math.ceil(rounds.reads / 2);
  const of = async (one: BenchSalon): Promise<Line[]> => [
    ...(await measureReading(one, reads)).slice(0, 1),
    ...(await measureSearch(one, Math.ceil(rounds.searches / 3))).filter(({ name }) =>
      /substring|four digits/u.test(name),
    ),
    ...(await measureWriting(one, Math.min(rounds.writes, 100))).slice(0, 1),
  ];
  const longLines = await of(bench);
  const shortLines = await of(short);
  return longLines.map((long, index) => {
    const { name } = long;
    const brief = shortLines[index]!;
    const pair = { own: long.own!, raw: brief.own!, rounds: reads };
    // The short history has fewer masters and clients too: what is read or searched is not the same.
    const plain: Line = { name, own: pair.own, raw: pair.raw, aim: '', isMet: null };
    if (index === 0) return { ...plain, name: `${name}: 20 masters beside 8` };
    if (!name.startsWith('search')) return ratioLine(name, pair, 1.5, 0.15);
    return {
      ...plain,
      name: `${name}: 200,000 clients beside 1,500`,
      aim: 'p99 ≤ 10 ms',
      isMet: long.own!.p99Ms <= 10,
    };
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
  });
  const names = values.only ?? Object.keys(PARTS);
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    process.stderr.write(`bench: no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const say = (text: string): void => void process.stderr.write(`bench: ${text}\n`);
  const where = { at: new Date(), loadBefore: os.loadavg()[0]!, isQuick: values.quick };
  process.stdout.write(`${machineText()}\n`);
  const bench = await benchSalon('ten-years', values.quick ? QUICK_SCALE : 1, say);
  const sections: Section[] = [];
  for (const name of names) {
    const { title, notes = [], run } = PARTS[name]!;
    say(`${name}…`);
    try {
      const section = { title, notes, lines: await run(bench, values.quick ? QUICK : FULL, say) };
      sections.push(section);
      process.stdout.write(`${terminalTable(section)}\n`);
    } catch (error) {
      // One part that cannot be measured here (no Chromium, say) does not take the others with it.
      sections.push({
        title,
        lines: [],
        notes: [`Not measured: ${error instanceof Error ? error.message : String(error)}`],
      });
      say(`${name} was not measured: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    }
  }
  if (values.only === undefined && !values.quick) writeDocument(DOCUMENT, sections, where);
}

await main();
