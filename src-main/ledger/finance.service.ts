import type { z } from 'zod';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { MONEY_ACCOUNT } from '../../src-shared/ledger/accounts.rules.ts';
import type { ledgerContract } from '../../src-shared/ledger/ledger.contract.ts';
import {
  type ColumnStep,
  type Period,
  columnsOf,
  comparedDay,
  comparedPeriod,
} from '../../src-shared/ledger/periods.rules.ts';
import { type BalanceLine, type BalanceSheet, balanceSheet } from '../../src-shared/ledger/balance.rules.ts';
import type { CellFilter, ReportLine, TotalRow } from '../../src-shared/ledger/figures.rules.ts';
import { FLOW_KINDS, type FlowLine, movementOf } from '../../src-shared/ledger/movement.rules.ts';
import { DEBT_AGES, OBLIGATION_KINDS, type ObligationKind, debtAge } from '../../src-shared/ledger/owed.rules.ts';
import { profitAccrual, profitCash } from '../../src-shared/ledger/profit.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { assertPeriod, nameOf } from './figures.ts';
import * as totals from './totals.repository.ts';

type Procedures = typeof ledgerContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
export type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

/** Days that the line beside an account of money shows. */
const SHOWN_DAYS = 30;
const FIRST_DAY = '0000-01-01';
const DATE_LENGTH = { none: 0, month: 7, year: 4 } as const satisfies Record<ColumnStep, number>;

/** The owner's figures (domain.md 6, 9), read from the kept totals and opened down to entries and documents. */
export class FinanceService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #runJob: RunJob;

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; runJob: RunJob }) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#runJob = neighbours.runJob;
  }

  /** Money now: each account with today's movement and the balances of the last days. */
  money(): Output<'money'> {
    const { reader } = this.#deps.store;
    const today = this.#settings.today().localDate;
    const firstDay = addDays(today, 1 - SHOWN_DAYS);
    const before = totals.readMoneyBalances(reader, addDays(firstDay, -1));
    // A document of a shift that passed midnight may stand on a later day than today's calendar: it counts, too.
    const moves = totals.readMoneyDays(reader, { fromDate: firstDay, toDate: '9999-12-31' });
    const byAccount = Map.groupBy(moves, ({ object }) => object);
    const accounts = totals.readAccounts(reader).map(({ id, kind, name, is_archived }) => {
      const own = byAccount.get(id) ?? [];
      const byDay = new Map(own.map((move) => [move.local_date, move.in_minor - move.out_minor]));
      let balance = before.get(id) ?? 0;
      const daysMinor = Array.from(
        { length: SHOWN_DAYS },
        (_, day) => (balance += byDay.get(addDays(firstDay, day)) ?? 0),
      );
      const now = own.filter(({ local_date: date }) => date >= today);
      const inMinor = now.reduce((sum, move) => sum + move.in_minor, 0);
      const outMinor = now.reduce((sum, move) => sum + move.out_minor, 0);
      const openingMinor = daysMinor.at(-2) ?? 0;
      return {
        accountId: id,
        code: MONEY_ACCOUNT[kind],
        kind,
        name,
        isArchived: is_archived === 1,
        openingMinor,
        inMinor,
        outMinor,
        balanceMinor: openingMinor + inMinor - outMinor,
        daysMinor,
      };
    });
    const shown = accounts.filter(
      ({ isArchived, balanceMinor, inMinor, outMinor }) =>
        !isArchived || balanceMinor !== 0 || inMinor !== 0 || outMinor !== 0,
    );
    return {
      localDate: today,
      accounts: shown,
      totalMinor: shown.reduce((sum, account) => sum + account.balanceMinor, 0),
    };
  }

  /** Movement of money in a period. @throws DomainError INVALID_INPUT */
  movement({ fromDate, toDate, comparison }: Input<'movement'>): Output<'movement'> {
    const period = { fromDate, toDate };
    assertPeriod(period);
    const { reader } = this.#deps.store;
    const articles = totals.readArticles(reader);
    const rows = totals.readAccounts(reader);
    const { accounts, flows } = movementOf(
      rows.map(({ id, kind }) => ({ id, code: MONEY_ACCOUNT[kind] })),
      totals.readMoneyBalances(reader, addDays(period.fromDate, -1)),
      this.#totalRows([period], 'none', period),
    );
    const before = comparedPeriod(period, comparison);
    const earlier = before ? movementOf([], new Map(), this.#totalRows([before], 'none', before)).flows : [];
    const keyOf = ({ kind, articleId }: Pick<FlowLine, 'kind' | 'articleId'>): string => `${kind}/${articleId}`;
    const known = new Set(flows.map(keyOf));
    const netBefore = new Map(earlier.map((flow) => [keyOf(flow), flow.inMinor - flow.outMinor]));
    // A flow that only the compared period had is shown, too, at its place.
    const gone = earlier
      .filter((flow) => !known.has(keyOf(flow)))
      .map((flow): FlowLine => ({ ...flow, inMinor: 0, outMinor: 0, byAccount: {} }));
    const order = (flow: FlowLine): number => FLOW_KINDS.indexOf(flow.kind);
    const allFlows = [...flows, ...gone].toSorted((a, b) => order(a) - order(b));
    return {
      before,
      accounts: accounts.flatMap((account, index) => {
        const { id, kind, name, is_archived } = rows[index]!;
        const isQuiet = account.openingMinor === 0 && account.inMinor === 0 && account.outMinor === 0;
        if (is_archived === 1 && isQuiet && account.transferInMinor === 0 && account.transferOutMinor === 0) return [];
        return [{ ...account, accountId: id, kind, name }];
      }),
      flows: allFlows.map(({ byAccount, articleId, ...flow }) => ({
        ...flow,
        beforeMinor: before ? (netBefore.get(keyOf({ kind: flow.kind, articleId })) ?? 0) : null,
        articleId: articleId === 0 ? null : articleId,
        name: articleId === null ? null : (articles.get(articleId) ?? null),
        byAccount: Object.entries(byAccount).map(([accountId, minor]) => ({ accountId: Number(accountId), minor })),
      })),
    };
  }

  /** Profit and loss by columns, with the compared period. @throws DomainError INVALID_INPUT */
  profit({ fromDate, toDate, basis, step, comparison }: Input<'profit'>): Output<'profit'> {
    const period = { fromDate, toDate };
    assertPeriod(period);
    const { reader } = this.#deps.store;
    const articles = totals.readArticles(reader);
    const objects = [...articles.keys(), 0];
    const report = (rows: readonly TotalRow[], columns: number): ReportLine[] =>
      basis === 'accrual' ? profitAccrual(rows, columns, objects) : profitCash(rows, columns, objects);
    const columns = columnsOf(period, step);
    const before = comparedPeriod(period, comparison);
    const beforeLines = before ? report(this.#totalRows([before], 'none', before), 1) : [];
    const keyOf = (line: ReportLine): string => `${line.key}/${line.articleId}`;
    const now = report(this.#totalRows(columns, step, period), columns.length);
    const known = new Map(now.map((line) => [keyOf(line), line]));
    const beforeByKey = new Map(beforeLines.map((line) => [keyOf(line), line.amounts[0]!]));
    // A line that only the compared period had is shown with nothing in the columns, at its place.
    const order = beforeLines.filter((line) => !known.has(keyOf(line)));
    const lines = [...now];
    for (const line of order) {
      const at = beforeLines.findIndex((one) => one === line);
      const previous = beforeLines[at - 1];
      const place = previous ? lines.findIndex((one) => keyOf(one) === keyOf(previous)) + 1 : 0;
      lines.splice(place, 0, { ...line, amounts: columns.map(() => 0) });
    }
    return {
      columns,
      before,
      lines: lines.map((line) => ({
        key: line.key,
        articleId: line.articleId === 0 ? null : line.articleId,
        name: line.articleId ? (articles.get(line.articleId) ?? null) : null,
        kind: line.kind,
        amounts: [...line.amounts],
        totalMinor: line.amounts.reduce((sum, amount) => sum + amount, 0),
        beforeMinor: before ? (beforeByKey.get(keyOf(line)) ?? 0) : null,
        filter: line.filter ? mutable(line.filter) : null,
      })),
    };
  }

  /** The balance sheet at the end of a day. */
  balance({ onDate, comparison }: Input<'balance'>): Output<'balance'> {
    const names = new Map(totals.readAccounts(this.#deps.store.reader).map(({ id, name }) => [id, name]));
    const beforeOn = comparedDay(onDate, comparison);
    const [sheet, before = null] = this.#sheets(beforeOn === null ? [onDate] : [onDate, beforeOn]) as [
      BalanceSheet,
      BalanceSheet?,
    ];
    const lineOf = (line: BalanceLine, sign: 'debit' | 'credit', earlier: readonly BalanceLine[]) => ({
      account: line.account,
      object: line.object,
      name: line.object === null ? null : (names.get(line.object) ?? null),
      minor: line.minor,
      beforeMinor: before ? (earlier.find((one) => isSameLine(one, line))?.minor ?? 0) : null,
      filter: {
        accounts: [line.account],
        object: line.object,
        counters: null,
        counterObject: null,
        sign,
        isOneSided: false,
      },
    });
    const group = (name: 'assets' | 'liabilities' | 'equity', sign: 'debit' | 'credit') => {
      const earlier = before?.[name] ?? [];
      // A line that only the compared day had is shown with nothing on it.
      const gone = earlier
        .filter((one) => !sheet[name].some((line) => isSameLine(one, line)))
        .map((line) => ({ ...line, minor: 0 }));
      const lines = [...sheet[name], ...gone].toSorted(
        (one, other) => one.account - other.account || (one.object ?? 0) - (other.object ?? 0),
      );
      return {
        group: name,
        totalMinor: sheet[`${name}Minor`],
        beforeMinor: before ? before[`${name}Minor`] : null,
        lines: lines.map((line) => lineOf(line, sign, earlier)),
      };
    };
    return {
      beforeOn,
      groups: [group('assets', 'debit'), group('liabilities', 'credit'), group('equity', 'credit')],
      resultBeforeMinor: sheet.resultBeforeMinor,
      resultYearMinor: sheet.resultYearMinor,
      yearFrom: startOfYear(onDate),
      comparedResultMinor: before ? before.resultBeforeMinor + before.resultYearMinor : null,
    };
  }

  /** The sheets of some days, from one reading of the kept totals. */
  #sheets(days: readonly LocalDate[]): BalanceSheet[] {
    const periods = days.flatMap((onDate): Period[] => {
      const yearFrom = startOfYear(onDate);
      return [
        { fromDate: FIRST_DAY, toDate: addDays(yearFrom, -1) },
        { fromDate: yearFrom, toDate: onDate },
      ];
    });
    const rows = totals.readPeriodSums(this.#deps.store.reader, periods);
    return days.map((_, day) =>
      balanceSheet(
        rows.flatMap((row) =>
          [0, 1].map((column) => totalRow({ ...row, amount_minor: row.sums[day * 2 + column]! }, column)),
        ),
      ),
    );
  }

  /** Debts of clients by age (T3), the oldest first. */
  debts(): Output<'debts'> {
    const today = this.#settings.today().localDate;
    const rows = totals.readDebts(this.#deps.store.reader);
    const agesOf = (own: readonly totals.DebtRow[]): number[] =>
      DEBT_AGES.map((age) =>
        own.filter((row) => debtAge(row.local_date, today) === age).reduce((sum, { minor }) => sum + minor, 0),
      );
    return {
      totalMinor: rows.reduce((sum, { minor }) => sum + minor, 0),
      ages: agesOf(rows).map((minor, index) => ({
        age: DEBT_AGES[index]!,
        minor,
        sales: rows.filter((row) => debtAge(row.local_date, today) === DEBT_AGES[index]).length,
      })),
      clients: [...Map.groupBy(rows, ({ client_id: id }) => id)].map(([clientId, own]) => ({
        clientId,
        name: nameOf(own[0]!, this.#settings.now().nameOrder),
        totalMinor: own.reduce((sum, { minor }) => sum + minor, 0),
        ages: agesOf(own),
        oldestOn: own[0]!.local_date,
        sales: own.map(({ sale_id: saleId, document_id: documentId, number, local_date: localDate, minor }) => ({
          saleId,
          documentId,
          number,
          localDate,
          minor,
        })),
      })),
    };
  }

  /** What the salon owes in all, by kind. */
  obligations(): Output<'obligations'> {
    const credits = totals.readCredits(this.#deps.store.reader);
    const kinds = (Object.keys(OBLIGATION_KINDS) as ObligationKind[]).map((kind) => {
      const account = OBLIGATION_KINDS[kind];
      return { kind, account, minor: credits.get(account) ?? 0 };
    });
    return { kinds, totalMinor: kinds.reduce((sum, { minor }) => sum + minor, 0) };
  }

  /** Whom or what an obligation is owed to; adds up on a thread, for bonuses of ten years are many entries. */
  async obligation({ kind, limit }: Input<'obligation'>, signal?: AbortSignal): Promise<Output<'obligation'>> {
    const { total, rows } = await this.#runJob(
      'ledger.balances',
      { databaseFile: this.#deps.store.paths.database, account: OBLIGATION_KINDS[kind], limit },
      signal ? { signal } : {},
    );
    return {
      total,
      rows: rows.map((row) => {
        const person = nameOf(row, this.#settings.now().nameOrder);
        return {
          object: row.object,
          clientId: row.client_id,
          name: [person, row.label].filter((part) => part).join(' · '),
          minor: row.minor,
          lastOn: row.last_on,
        };
      }),
    };
  }

  /** Kept totals of a period as the rules take them: each in the column that its days belong to. */
  #totalRows(columns: readonly Period[], step: ColumnStep, period: Period): TotalRow[] {
    const length = DATE_LENGTH[step];
    const columnOf = new Map(columns.map(({ fromDate }, index) => [fromDate.slice(0, length), index]));
    return totals
      .readTotals(this.#deps.store.reader, period, length)
      .map((row) => totalRow(row, columnOf.get(row.bucket) ?? 0));
  }
}

const startOfYear = (date: LocalDate): LocalDate => `${date.slice(0, 4)}-01-01`;

const isSameLine = (one: BalanceLine, other: BalanceLine): boolean =>
  one.account === other.account && one.object === other.object;

function totalRow(row: Omit<totals.TotalSum, 'bucket'>, column: number): TotalRow {
  return {
    column,
    debitAccount: row.debit_account,
    debitObject: row.debit_object,
    creditAccount: row.credit_account,
    creditObject: row.credit_object,
    amountMinor: row.amount_minor,
  };
}

const mutable = (filter: CellFilter) => ({
  ...filter,
  accounts: [...filter.accounts],
  counters: filter.counters ? [...filter.counters] : null,
});
