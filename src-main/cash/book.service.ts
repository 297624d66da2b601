import type { z } from 'zod';
import type { bookContract } from '../../src-shared/cash/book.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { MONEY_ACCOUNT } from '../../src-shared/ledger/accounts.rules.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import * as rows from './book.repository.ts';
import type { MoneyAccountsService } from './money-accounts.service.ts';
import { assertPeriod } from './operations.service.ts';
import { readOpenShifts } from './shifts.repository.ts';

type Contract = typeof bookContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;

/** Days of a book that are read at once: a quarter. */
const MAX_DAYS_HERE = 92;

/** The cash book of any account for any period, and the lock date (L1). */
export class BookService {
  readonly #deps: ServiceDeps;
  readonly #accounts: MoneyAccountsService;
  readonly #settings: SettingsService;
  readonly #runJob: RunJob;

  constructor(
    deps: ServiceDeps,
    neighbours: { accounts: MoneyAccountsService; settings: SettingsService; runJob: RunJob },
  ) {
    this.#deps = deps;
    this.#accounts = neighbours.accounts;
    this.#settings = neighbours.settings;
    this.#runJob = neighbours.runJob;
  }

  /**
   * Rows of an account in a period; a long one is read on a thread, so that the journal never waits.
   *
   * @throws DomainError FORBIDDEN (a register that is counted blind), NOT_FOUND, INVALID_INPUT
   */
  async book(caller: Caller, input: Input<'book'>): Promise<Output<'book'>> {
    assertPeriod(input);
    const { reader, paths } = this.#deps.store;
    const account = this.#accounts.require(reader, input.accountId);
    if (!this.#accounts.seesCash(caller, account.kind)) {
      throw new DomainError('FORBIDDEN', { permission: 'see_finance' });
    }
    const wish = { ...input, account: MONEY_ACCOUNT[account.kind], object: account.id, kind: input.kind ?? null };
    const isLong = daysBetween(input.from, input.to) > MAX_DAYS_HERE;
    const { openingMinor, sums, records } = isLong
      ? await this.#runJob('cash.bookReading', { databaseFile: paths.database, wish })
      : rows.readBookPage(reader, wish);
    const { nameOrder } = this.#settings.now();
    const nameOf = (firstName: string | null, lastName: string | null): string =>
      personName({ firstName: firstName ?? '', lastName: lastName ?? '' }, nameOrder);
    return {
      openingMinor,
      closingMinor: openingMinor + sums.all_minor,
      inMinor: sums.in_minor,
      outMinor: sums.out_minor,
      count: sums.count,
      rows: records.map((row) => ({
        documentId: row.document_id,
        kind: row.kind,
        number: row.number,
        localDate: row.local_date,
        atMs: row.at_ms,
        inMinor: row.in_minor,
        outMinor: row.out_minor,
        balanceMinor: row.balance_minor,
        about: [
          nameOf(row.client_first, row.client_last),
          nameOf(row.staff_first, row.staff_last),
          row.supplier,
          row.article,
          row.way,
        ]
          .filter(Boolean)
          .join(' · '),
        comment: row.comment || row.reason,
        byName: row.by_name,
      })),
    };
  }

  lock(): Output<'lock'> {
    const history = rows.readLocks(this.#deps.store.reader).map((row) => ({
      lockDate: row.lock_date,
      reason: row.reason,
      atMs: row.set_at_ms,
      byName: row.by_name,
    }));
    return { lockDate: history[0]?.lockDate ?? null, history };
  }

  /** @throws DomainError FORBIDDEN (back, not the owner), INVALID_INPUT, CONFLICT (shiftOpenBefore) */
  setLock(caller: Caller, { lockDate, reason }: Input<'setLock'>): Output<'setLock'> {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'cash.setLock', (tx) => {
      if (lockDate >= this.#settings.today().localDate) {
        throw new DomainError('INVALID_INPUT', { field: 'lockDate', fault: 'DAY_NOT_OVER' });
      }
      const current = rows.readLocks(tx)[0]?.lock_date ?? null;
      if (current === lockDate) return;
      if (current !== null && lockDate < current) {
        if (caller.role !== 'owner')
          throw new DomainError('FORBIDDEN', { permission: 'set_lock_date', lockDate: current });
        if (reason === '') throw new DomainError('INVALID_INPUT', { field: 'reason', fault: 'REQUIRED' });
      }
      const open = readOpenShifts(tx).find((shift) => shift.local_date <= lockDate);
      if (open) {
        const data = { reason: 'shiftOpenBefore', number: open.number, lockDate: addDays(open.local_date, -1) };
        throw new DomainError('CONFLICT', data);
      }
      rows.insertLock(tx, lockDate, reason);
      tx.reason = reason === '' ? null : reason;
      tx.summary = { key: 'cash.setLock', values: { date: lockDate } };
    });
    return { commandId };
  }
}
