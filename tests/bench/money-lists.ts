import { certificatesContract } from '../../src-shared/certificates/certificates.contract.ts';
import { membershipsContract } from '../../src-shared/memberships/memberships.contract.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { BENCH_TODAY, type BenchSalon, openSalon } from './bench-salon.ts';
import { type Line, limitLine, timingOf } from './measure.ts';

const WHOLE = { fromDate: '2016-01-01', toDate: BENCH_TODAY };
const MONTH = { fromDate: '2019-02-01', toDate: '2019-02-28' };
/** What a list may hold up the journal, and what a book of ten years may take on its thread. */
const MAX_MS = 50;
const MAX_BOOK_MS = 5000;

/** Lists of money over ten years of it: every one is read whole where it is not said otherwise. */
export async function measureMoneyLists(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const { salon, owner, close } = await openSalon(bench.dir);
  try {
    const { connection } = salon.store;
    const account = (kind: string): number =>
      connection.prepare('select id from money_accounts where kind = ?').pluck().get(kind) as number;
    const loyalId = connection
      .prepare(
        'select client_id from sales where client_id is not null group by client_id order by count(*) desc limit 1',
      )
      .pluck()
      .get() as number;
    const of = async (name: string, read: () => unknown, limitMs = MAX_MS, times = rounds): Promise<Line> => {
      const took: number[] = [];
      for (let round = -2; round < times; round++) {
        const startMs = performance.now();
        await read();
        if (round >= 0) took.push(performance.now() - startMs);
      }
      return limitLine(name, timingOf(took), limitMs);
    };
    const sales = (change: object) =>
      salon.sales.sales({
        ...WHOLE,
        clientId: null,
        visitId: null,
        shiftId: null,
        beforeId: null,
        limit: 100,
        ...change,
      });
    const book = (kind: string, from: string, to: string) =>
      salon.cash.book.book(owner, { accountId: account(kind) as never, from, to, limit: 200, offset: 0 });
    return [
      await of('checks of ten years, the newest 100', () => sales({})),
      await of('checks of a month in the middle', () => sales(MONTH)),
      await of('checks of the most loyal client', () => sales({ clientId: loyalId })),
      await of('completed visits without a check, a month', () =>
        salon.sales.unpaid({ fromDate: addDays(BENCH_TODAY, -30), toDate: BENCH_TODAY }),
      ),
      await of('debts and deposits of all clients', () => salon.clientAccount.debtors({ show: 'all', minAgeDays: 0 })),
      await of('statement of the most loyal client', () => salon.clientAccount.forStatement(loyalId)),
      await of('accounts of money with their balances', () => salon.cash.accounts.list(owner, false)),
      await of('cash book of a month', () => book('register', MONTH.fromDate, MONTH.toDate)),
      await of(
        'cash book of ten years (on a thread)',
        () => book('register', WHOLE.fromDate, WHOLE.toDate),
        MAX_BOOK_MS,
        3,
      ),
      await of(
        'book of the terminal, ten years (on a thread)',
        () => book('acquiring', WHOLE.fromDate, WHOLE.toDate),
        MAX_BOOK_MS,
        3,
      ),
      await of('card payments that wait for the bank', () =>
        salon.cash.operations.unsettled({
          accountId: account('acquiring') as never,
          from: addDays(BENCH_TODAY, -60),
          to: BENCH_TODAY,
        }),
      ),
      await of('certificates found by a name', () =>
        salon.certificates.list(certificatesContract.list['~orpc'].inputSchema!.parse({ query: 'анна' })),
      ),
      await of('memberships found by a name', () =>
        salon.memberships.reading.list(membershipsContract.list['~orpc'].inputSchema!.parse({ query: 'анна' })),
      ),
      await of('liabilities: all kinds', () => salon.finance.obligations()),
      await of('liabilities: certificates', () =>
        salon.passLiabilities.liabilities({ kind: 'certificate', onDate: BENCH_TODAY }),
      ),
      await of('liabilities: memberships', () =>
        salon.passLiabilities.liabilities({ kind: 'membership', onDate: BENCH_TODAY }),
      ),
      await of('liabilities: bonuses', () => salon.bonusBook.liability({ onDate: null, limit: 50 })),
    ];
  } finally {
    close();
  }
}
