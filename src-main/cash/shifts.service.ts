import type { z } from 'zod';
import { ageOfShift, cashDifference, expectedCash, sumOfCount } from '../../src-shared/cash/shift.rules.ts';
import type { Shift, shiftsContract } from '../../src-shared/cash/shifts.contract.ts';
import type { DomainErrorData } from '../../src-shared/kernel/errors.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { OpenShift, Shifts } from '../checkout/neighbours.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { Tx } from '../store/unit-of-work.ts';
import { type AccountRow, hasEntries, readAccounts } from './money-accounts.repository.ts';
import type { MoneyAccountsService } from './money-accounts.service.ts';
import { type ShiftReportsService, findOwnShift, undecidedOf } from './shift-reports.service.ts';
import * as rows from './shifts.repository.ts';

type Contract = typeof shiftsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type Count = Input<'openShift'>['count'];

/** Clients of unpaid checks that a refusal names. */
const NAMED_TICKETS = 5;
/** Where the money of a tender goes unless an account is named. */
const KIND_OF_TENDER = { cash: 'register', card: 'acquiring', sbp: 'acquiring', transfer: 'bank' } as const;

/** Cash shifts (T15): open, X, close with Z; every document of cash asks here for its shift and its day. */
export class ShiftsService implements Shifts {
  readonly #deps: ServiceDeps;
  readonly #ledger: Ledger;
  readonly #settings: SettingsService;
  readonly #accounts: MoneyAccountsService;
  readonly #reports: ShiftReportsService;

  constructor(
    deps: ServiceDeps,
    neighbours: {
      ledger: Ledger;
      settings: SettingsService;
      accounts: MoneyAccountsService;
      reports: ShiftReportsService;
    },
  ) {
    this.#deps = deps;
    this.#ledger = neighbours.ledger;
    this.#settings = neighbours.settings;
    this.#accounts = neighbours.accounts;
    this.#reports = neighbours.reports;
  }

  /** Of several open shifts the one that the acting person opened (`shiftOfPerson`). */
  current(reader: Reader, personId: number | null = null): OpenShift | null {
    const row = this.#own(reader, personId);
    return row ? openShiftOf(row) : null;
  }

  /** @throws DomainError SHIFT_CLOSED, SHIFT_EXPIRED (data.openedAtMs, data.number) */
  require(reader: Reader, nowMs: number): OpenShift {
    const row = this.#own(reader);
    if (!row) throw new DomainError('SHIFT_CLOSED', {});
    assertNotExpired(row, nowMs);
    return openShiftOf(row);
  }

  /** The open shift of one register. @throws DomainError SHIFT_CLOSED, SHIFT_EXPIRED */
  requireOf(reader: Reader, register: Pick<AccountRow, 'id' | 'name'>, nowMs: number): OpenShift {
    const row = rows.findOpenShift(reader, register.id);
    if (!row) throw new DomainError('SHIFT_CLOSED', { registerName: register.name });
    assertNotExpired(row, nowMs);
    return openShiftOf(row);
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (an account of another kind), SHIFT_CLOSED (cash without a shift) */
  accountFor(reader: Reader, kind: keyof typeof KIND_OF_TENDER, accountId: number | null): number {
    const wanted = KIND_OF_TENDER[kind];
    if (accountId !== null) {
      const named = this.#accounts.requireLive(reader, accountId);
      if (named.kind !== wanted) {
        throw new DomainError('INVALID_INPUT', { field: 'accountId', fault: 'NOT_OF_THIS_KIND', id: accountId });
      }
      // Cash of a document belongs to the register of the document's shift, or the count could never be right (I2).
      const shift = kind === 'cash' ? this.current(reader) : null;
      if (shift && shift.accountId !== accountId) {
        throw new DomainError('INVALID_INPUT', { field: 'accountId', fault: 'OTHER_REGISTER', id: accountId });
      }
      return accountId;
    }
    if (kind === 'cash') {
      const shift = this.current(reader);
      if (!shift) throw new DomainError('SHIFT_CLOSED', {});
      return shift.accountId;
    }
    const usual = readAccounts(reader).find((row) => row.kind === wanted && row.is_archived === 0);
    if (!usual) throw new DomainError('NOT_FOUND', { what: 'moneyAccount', kind: wanted });
    return usual.id;
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED (cash without a shift) */
  accountBack(reader: Reader, kind: keyof typeof KIND_OF_TENDER, accountId: number | null): number {
    const isGone = accountId !== null && this.#accounts.require(reader, accountId).is_archived === 1;
    return this.accountFor(reader, kind, isGone ? null : accountId);
  }

  /** @throws DomainError CONFLICT (archived), NOT_FOUND */
  requireLiveAccounts(reader: Reader, accountIds: readonly (number | null)[]): void {
    for (const id of accountIds) {
      const row = id === null ? null : this.#accounts.require(reader, id);
      if (row?.is_archived === 1) throw new DomainError('CONFLICT', { reason: 'archived', name: row.name });
    }
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, CONFLICT (shiftOpen, countDiffers), PERIOD_LOCKED */
  open(caller: Caller, input: Input<'openShift'>): Output<'openShift'> {
    const { value, commandId } = this.#run(caller, 'cash.openShift', (tx) => {
      const register = this.#accounts.requireLive(tx, input.accountId);
      if (register.kind !== 'register') {
        throw new DomainError('INVALID_INPUT', { field: 'accountId', fault: 'NOT_OF_THIS_KIND' });
      }
      const known = rows.findOpenShift(tx, register.id);
      if (known) throw new DomainError('CONFLICT', { reason: 'shiftOpen', name: register.name, number: known.number });
      assertCount(input);
      const isFirst = !hasEntries(tx, 1010, register.id);
      const opening = input.countedMinor;
      const difference = isFirst ? 0 : cashDifference(opening, this.#accounts.balance(tx, register));
      if (difference !== 0 && !input.isRecounted) this.#refuseCount(caller, difference);
      const { localDate } = this.#settings.today();
      this.#ledger.requireOpenDate(tx, localDate);
      const number = rows.nextShiftNumber(tx, register.id);
      const shiftId = rows.insertShift(tx, {
        account_id: register.id,
        number,
        local_date: localDate,
        opened_at_ms: tx.context.nowMs,
        opened_by: caller.userId,
        opening_minor: opening,
        opening_difference_minor: difference,
        opening_count_json: countJson(input.count),
      });
      const place = { id: register.id, shiftId, localDate };
      if (isFirst && opening > 0) {
        const posting = this.#ledger.open(tx, { kind: 'opening', localDate, shiftId, amountMinor: opening });
        posting.add('E01', { account: 1010, object: register.id }, { account: 3000 }, opening);
      }
      this.#postDifference(tx, place, difference);
      tx.summary = { key: 'cash.openShift', values: { number, name: register.name } };
      return { shiftId: shiftId as Shift['id'], number, differenceMinor: difference };
    });
    return { ...value, commandId };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, CONFLICT (countDiffers), SHIFT_CLOSED */
  close(caller: Caller, input: Input<'closeShift'>): Output<'closeShift'> {
    const { value, commandId } = this.#run(caller, 'cash.closeShift', (tx) => {
      const row = this.#reports.require(tx, input.shiftId);
      if (row.closed_at_ms !== null) throw new DomainError('SHIFT_CLOSED', { number: row.number });
      if (input.responsibleId !== null) this.#requireStaff(tx, input.responsibleId);
      assertCount(input);
      const waiting = this.#reports.openTickets(tx, row);
      if (waiting.length > 0 && input.leaveReason === '') {
        const names = waiting.slice(0, NAMED_TICKETS).map(({ clientName }) => clientName);
        throw new DomainError('CONFLICT', {
          reason: 'openTickets',
          count: waiting.length,
          names: names.filter(Boolean).join(', '),
        });
      }
      const totals = this.#reports.totals(tx, row);
      const expected = expectedCash(row.opening_minor, totals.cash);
      const difference = cashDifference(input.countedMinor, expected);
      if (difference !== 0 && !input.isRecounted) this.#refuseCount(caller, difference);
      this.#postDifference(
        tx,
        { id: row.account_id, shiftId: row.id, localDate: row.local_date, staffId: input.responsibleId },
        difference,
      );
      rows.updateShift(tx, row.id, {
        closed_at_ms: tx.context.nowMs,
        closed_by: caller.userId,
        expected_minor: expected,
        counted_minor: input.countedMinor,
        count_json: countJson(input.count),
        difference_minor: difference,
        difference_staff_id: difference < 0 ? input.responsibleId : null,
        totals_json: JSON.stringify(totals),
        note: [input.note, waiting.length > 0 ? input.leaveReason : ''].filter(Boolean).join('\n'),
        version: row.version + 1,
      });
      if (waiting.length > 0) tx.reason = input.leaveReason;
      tx.summary = { key: 'cash.closeShift', values: { number: row.number } };
      return { number: row.number, expectedMinor: expected, differenceMinor: difference };
    });
    return { ...value, commandId };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (nothingToDecide, shiftStillOpen), PERIOD_LOCKED */
  decide(caller: Caller, input: Input<'decideDifference'>): Output<'decideDifference'> {
    const { commandId } = this.#run(caller, 'cash.decideDifference', (tx) => {
      if (this.#ledger.findByRequestKey(tx, input.requestKey, { kind: 'difference_decision' })) return;
      const row = this.#reports.require(tx, input.shiftId);
      if (row.closed_at_ms === null) throw new DomainError('CONFLICT', { reason: 'shiftStillOpen' });
      const amount = undecidedOf(row);
      if (amount === 0) throw new DomainError('CONFLICT', { reason: 'nothingToDecide', number: row.number });
      if (input.staffId !== null) this.#requireStaff(tx, input.staffId);
      const posting = this.#ledger.open(tx, {
        kind: 'difference_decision',
        localDate: this.current(tx)?.localDate ?? this.#settings.today().localDate,
        amountMinor: amount,
        staffId: input.staffId,
        requestKey: input.requestKey,
        reason: input.reason,
      });
      const debit =
        input.staffId === null ? { account: 5070 as const } : { account: 2500 as const, object: input.staffId };
      posting.add('E48', debit, { account: 1410, object: row.account_id }, amount);
      rows.updateShift(tx, row.id, { decision_document_id: posting.id, version: row.version + 1 });
      tx.reason = input.reason;
      tx.summary = { key: 'cash.decideDifference', values: { number: row.number, amountMinor: amount } };
    });
    return { commandId };
  }

  /** A decision was taken back by a storno: the shortage waits again. */
  forgetDecisionInside(tx: Tx, documentId: number): void {
    tx.runSql(
      'update cash_shifts set decision_document_id = null, version = version + 1 where decision_document_id = ?',
      [documentId],
    );
  }

  #own(reader: Reader, personId: number | null = null): rows.ShiftRow | undefined {
    const ownId = reader instanceof Tx ? reader.context.actorId : personId;
    return findOwnShift(reader, ownId, this.#deps.clock.nowMs());
  }

  #requireStaff(reader: Reader, id: number): void {
    if (!rows.staffRow(reader, id)) throw new DomainError('NOT_FOUND', { what: 'staff', id });
  }

  /** A person who counts blind is told only that it differs: the figure would be copied into the count. */
  #refuseCount(caller: Caller, differenceMinor: number): never {
    const data: DomainErrorData = { reason: 'countDiffers' };
    throw new DomainError('CONFLICT', this.#accounts.seesCash(caller) ? { ...data, differenceMinor } : data);
  }

  /** E47: a shortage waits on 1410 for a decision, a surplus is income. */
  #postDifference(
    tx: Tx,
    at: { id: number; shiftId: number; localDate: string; staffId?: number | null },
    difference: number,
  ): void {
    if (difference === 0) return;
    const posting = this.#ledger.open(tx, {
      kind: 'shift_difference',
      localDate: at.localDate,
      shiftId: at.shiftId,
      staffId: difference < 0 ? (at.staffId ?? null) : null,
      amountMinor: difference,
    });
    const register = { account: 1010 as const, object: at.id };
    if (difference < 0) posting.add('E47', { account: 1410, object: at.id }, register, -difference);
    else posting.add('E47', register, { account: 4050 }, difference);
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function openShiftOf(row: rows.ShiftRow): OpenShift {
  return { shiftId: row.id, number: row.number, accountId: row.account_id, localDate: row.local_date };
}

function assertNotExpired(row: rows.ShiftRow, nowMs: number): void {
  if (ageOfShift(row.opened_at_ms, nowMs) !== 'expired') return;
  throw new DomainError('SHIFT_EXPIRED', { number: row.number, openedAtMs: row.opened_at_ms });
}

/** @throws DomainError INVALID_INPUT */
function assertCount({ count, countedMinor }: { count: Count; countedMinor: number }): void {
  if (count.length > 0 && sumOfCount(count) !== countedMinor) {
    throw new DomainError('INVALID_INPUT', { field: 'countedMinor', fault: 'COUNT_DOES_NOT_ADD_UP' });
  }
}

function countJson(count: Count): string | null {
  const used = count.filter(({ pieces }) => pieces > 0);
  return used.length === 0 ? null : JSON.stringify(used);
}
