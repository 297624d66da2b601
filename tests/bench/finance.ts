import { checkLedger } from '../../src-main/ledger/check/check-ledger.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { openReadOnly } from '../../src-main/store/open.ts';
import type { CellFilterInput } from '../../src-shared/ledger/ledger.contract.ts';
import { BENCH_TODAY, type BenchSalon, openRawReader, openSalon } from './bench-salon.ts';
import { type Line, figureLine, inTurns, limitLine } from './measure.ts';

const MAX_CHECK_S = 30;
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

/** The owner's figures over the whole history, and the check of all invariants. */
export async function measureFinance(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const open = await openSalon(bench.dir);
  const raw = openRawReader(bench.dir);
  try {
    const { finance } = open.salon;
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
      finance.entries({ ...TEN_YEARS, filter, clientId: null, after: null, limit: 100 });
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
      await of('balance sheet today', 150, () => finance.balance(BENCH_TODAY), 20),
      await of('money now', 100, () => finance.money(), 20),
      await of('debts of clients by age', 100, () => finance.debts(), 20),
      await of('100 of the entries behind the revenue of ten years', 150, () => page(REVENUE), 20),
      await of('100 of the entries behind one expense of ten years', 150, () => page(RENT), 20),
    ];
    const connection = openReadOnly(dataPaths(bench.dir).database);
    try {
      const entries = connection.prepare('select count(*) from ledger_entries').pluck().get() as number;
      const startMs = performance.now();
      const findings = checkLedger(connection);
      const seconds = (performance.now() - startMs) / 1000;
      lines.push(
        figureLine(
          `all invariants over ${entries} entries`,
          `${seconds.toFixed(1)} s`,
          `< ${MAX_CHECK_S} s, no finding`,
          seconds < MAX_CHECK_S && findings.length === 0,
        ),
      );
      for (const { invariant, rule, total } of findings) lines.push(figureLine(`${invariant} ${rule}`, String(total)));
    } finally {
      connection.close();
    }
    return lines;
  } finally {
    raw.close();
    open.close();
  }
}
