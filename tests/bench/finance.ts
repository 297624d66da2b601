import { addDays } from '../../src-shared/kernel/local-date.ts';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { createJobRunner } from '../../src-main/workers/run-job.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import { BENCH_TODAY, type BenchSalon, type OpenSalon, openRawReader, openSalon } from './bench-salon.ts';
import { type Line, figureLine, inTurns, limitLine, ratioLine, timingOf } from './measure.ts';

const MAX_CHECK_S = 30;
const PAUSE_MS = 20;
const TEN_YEARS = { fromDate: '2016-01-01', toDate: BENCH_TODAY };
const REVENUE: CellFilterInput = {
  accounts: [4010],
  object: null,
  counters: null,
  counterObject: null,
  sign: 'credit',
  isOneSided: false,
};
const RENT: CellFilterInput = { ...REVENUE, accounts: [5060] };
const RAW_PROFIT = `select credit_account, sum(amount_minor) from ledger_entries
  where credit_account between 4000 and 4999 group by credit_account
  union all select debit_account, sum(amount_minor) from ledger_entries
  where debit_account between 4000 and 5999 group by debit_account`;

/** A day of the journal, read again and again with a pause, until told to stop; what each reading took. */
async function readDays({ salon, owner }: OpenSalon, isOver: (readings: number) => boolean): Promise<number[]> {
  const random = createRandom(6);
  const took: number[] = [];
  while (!isOver(took.length)) {
    const localDate = addDays(BENCH_TODAY, -random.int(0, 90));
    const startMs = performance.now();
    salon.journal.day(owner, localDate);
    took.push(performance.now() - startMs);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return took;
}

/** All invariants over the whole base on a thread, and how long a day of the journal takes meanwhile and alone. */
async function measureCheck(open: OpenSalon, databaseFile: string): Promise<Line[]> {
  await readDays(open, (readings) => readings >= 100);
  const alone = timingOf(await readDays(open, (readings) => readings >= 300));
  const state = { isOver: false };
  const running = createJobRunner()('ledger.check', { databaseFile }).finally(() => (state.isOver = true));
  const beside = timingOf(await readDays(open, () => state.isOver));
  const { entries, tookMs, findings } = await running;
  const seconds = tookMs / 1000;
  return [
    figureLine(
      `all invariants over ${entries} entries, on a thread`,
      `${seconds.toFixed(1)} s`,
      `< ${MAX_CHECK_S} s, no finding`,
      seconds < MAX_CHECK_S && findings.length === 0,
    ),
    ...findings.map(({ invariant, rule, total }) => figureLine(`${invariant} ${rule}`, String(total))),
    ratioLine('a day of the journal meanwhile (raw: without the check)', { own: beside, raw: alone, rounds: 300 }, 1.5),
  ];
}

/** The owner's figures over the whole history, and the check of all invariants. */
export async function measureFinance(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const open = await openSalon(bench.dir);
  const raw = openRawReader(bench.dir);
  try {
    const { finance, ledgerEntries } = open.salon;
    const rawProfit = raw.prepare(RAW_PROFIT);
    const of = async (name: string, limitMs: number, own: () => unknown, times = rounds): Promise<Line> => {
      const pair = await inTurns(
        times,
        (round) => round,
        own,
        () => undefined,
      );
      return limitLine(name, pair.own, limitMs);
    };
    const profit = await inTurns(
      Math.min(rounds, 20),
      (round) => round,
      () => finance.profit({ ...TEN_YEARS, basis: 'accrual', step: 'year', comparison: 'none' }),
      () => rawProfit.all(),
    );
    const page = (filter: CellFilterInput) =>
      ledgerEntries.entries({ ...TEN_YEARS, filter, clientId: null, after: null, limit: 100 });
    const lines = [
      limitLine('profit and loss of ten years by years, from day totals', profit.own, 100, profit.raw),
      await of('profit and loss of a month beside the month before', 20, () =>
        finance.profit({
          fromDate: '2026-02-01',
          toDate: '2026-02-28',
          basis: 'cash',
          step: 'none',
          comparison: 'before',
        }),
      ),
      await of('balance sheet today', 150, () => finance.balance({ onDate: BENCH_TODAY, comparison: 'before' }), 20),
      await of('money now', 100, () => finance.money(), 20),
      await of('debts of clients by age', 100, () => finance.debts(), 20),
      await of('100 of the entries behind the revenue of ten years', 150, () => page(REVENUE), 20),
      await of('100 of the entries behind one expense of ten years', 150, () => page(RENT), 20),
    ];
    return [...lines, ...(await measureCheck(open, dataPaths(bench.dir).database))];
  } finally {
    raw.close();
    open.close();
  }
}
