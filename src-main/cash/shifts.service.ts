import type { z } from 'zod';
import {
  ageOfShift,
  cashDifference,
  expectedCash,
  openShortage,
  shiftOfPerson,
  SHIFT_ENDS_AFTER_MS,
  SHIFT_WARNS_AFTER_MS,
  sumOfCount,
  tenderTotals,
} from '../../src-shared/cash/shift.rules.ts';
import type { Shift, ShiftTotals, shiftsContract } from '../../src-shared/cash/shifts.contract.ts';
import type { DomainErrorData } from '../../src-shared/kernel/errors.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { OpenShift, Shifts } from '../checkout/neighbours.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { Tx } from '../store/unit-of-work.ts';
import { type AccountRow, hasEntries, readAccounts } from './money-accounts.repository.ts';
import type { MoneyAccountsService } from './money-accounts.service.ts';
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

  constructor(
    deps: ServiceDeps,
    neighbours: { ledger: Ledger; settings: SettingsService; accounts: MoneyAccountsService },
  ) {
    this.#deps = deps;
    this.#ledger = neighbours.ledger;
    this.#settings = neighbours.settings;
    this.#accounts = neighbours.accounts;
  }

  /** Of several open shifts the one that the acting person opened (`shiftOfPerson`). */
  current(reader: Reader): OpenShift | null {
    const row = this.#ofPerson(reader);
    return row ? openShiftOf(row) : null;
  }

  /** @throws DomainError SHIFT_CLOSED, SHIFT_EXPIRED (data.openedAtMs, data.number) */
  require(reader: Reader, nowMs: number): OpenShift {
    const row = this.#ofPerson(reader);
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

  desk(caller: Caller): Output<'desk'> {
    const { store, clock } = this.#deps;
    const { reader } = store;
    const isBlind = !this.#accounts.seesCash(caller);
    const own = this.#ofPerson(reader, caller.userId);
    const registers = readAccounts(reader)
      .filter((row) => row.kind === 'register' && row.is_archived === 0)
      .map((account) => {
        const row = rows.findOpenShift(reader, account.id);
        const last = rows.findLastClosed(reader, account.id);
        const cash = row ? this.#expected(reader, row) : this.#accounts.balance(reader, account);
        return {
          accountId: account.id as Shift['accountId'],
          name: account.name,
          shift: row
            ? {
                id: row.id as Shift['id'],
                version: row.version,
                number: row.number,
                localDate: row.local_date,
                openedAtMs: row.opened_at_ms,
                openedBy: rows.userName(reader, row.opened_by),
                openingMinor: row.opening_minor,
                age: ageOfShift(row.opened_at_ms, clock.nowMs()),
                warnsAtMs: row.opened_at_ms + SHIFT_WARNS_AFTER_MS,
                endsAtMs: row.opened_at_ms + SHIFT_ENDS_AFTER_MS,
              }
            : null,
          isOwn: row !== undefined && row.id === own?.id,
          cashMinor: isBlind ? null : cash,
          lastClosed:
            last === undefined || last.closed_at_ms === null
              ? null
              : { number: last.number, closedAtMs: last.closed_at_ms, countedMinor: last.counted_minor },
        };
      });
    return { registers, isBlind };
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
      const row = this.#require(tx, input.shiftId);
      if (row.closed_at_ms !== null) throw new DomainError('SHIFT_CLOSED', { number: row.number });
      if (input.responsibleId !== null) this.#requireStaff(tx, input.responsibleId);
      assertCount(input);
      const waiting = this.#openTickets(tx, row);
      if (waiting.length > 0 && input.leaveReason === '') {
        const names = waiting.slice(0, NAMED_TICKETS).map(({ clientName }) => clientName);
        throw new DomainError('CONFLICT', {
          reason: 'openTickets',
          count: waiting.length,
          names: names.filter(Boolean).join(', '),
        });
      }
      const totals = this.#totals(tx, row);
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

  /** @throws DomainError NOT_FOUND */
  reminders(shiftId: number): Output<'closingReminders'> {
    const { reader } = this.#deps.store;
    const shift = this.#require(reader, shiftId);
    return { unpaidVisits: this.#openTickets(reader, shift), tips: this.tipsOwed() };
  }

  /** Tips that are kept for people and not paid out yet (2510). */
  tipsOwed(): Output<'closingReminders'>['tips'] {
    const { nameOrder } = this.#settings.now();
    return rows.readOwedToStaff(this.#deps.store.reader, 2510).map((row) => ({
      staffId: row.staff_id as NonNullable<Shift['responsibleId']>,
      name: personName({ firstName: row.first_name, lastName: row.last_name }, nameOrder),
      minor: row.minor,
    }));
  }

  /** @throws DomainError NOT_FOUND */
  report(caller: Caller, shiftId: number): Output<'shiftReport'> {
    const { reader } = this.#deps.store;
    const row = this.#require(reader, shiftId);
    const isHidden = row.closed_at_ms === null && !this.#accounts.seesCash(caller);
    const totals = row.totals_json === null ? this.#totals(reader, row) : (JSON.parse(row.totals_json) as ShiftTotals);
    return {
      shift: this.#view(reader, caller, row),
      totals: isHidden ? null : totals,
      count: countOf(row.count_json),
      openingCount: countOf(row.opening_count_json),
    };
  }

  /** @throws DomainError NOT_FOUND */
  documents(caller: Caller, shiftId: number): Output<'shiftDocuments'> {
    const { reader } = this.#deps.store;
    const shift = this.#require(reader, shiftId);
    const { nameOrder } = this.#settings.now();
    const isHidden = shift.closed_at_ms === null && !this.#accounts.seesCash(caller);
    const nameOf = (firstName: string | null, lastName: string | null): string =>
      personName({ firstName: firstName ?? '', lastName: lastName ?? '' }, nameOrder);
    return rows
      .readShiftDocuments(reader, shift.id, shift.account_id)
      .filter((row) => !(isHidden && row.kind === 'shift_difference'))
      .map((row) => ({
        id: row.id,
        kind: row.kind,
        number: row.number,
        atMs: row.at_ms,
        amountMinor: row.amount_minor,
        cashMinor: row.cash_minor,
        byName: row.by_name,
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
        saleId: row.sale_id,
        isReversed: row.is_reversed === 1,
        reversesId: row.reverses_id,
      }));
  }

  list(caller: Caller, input: Input<'shifts'>): Output<'shifts'> {
    const { reader } = this.#deps.store;
    return rows
      .readShifts(reader, {
        accountId: input.accountId ?? null,
        from: input.from ?? '0000-01-01',
        to: input.to ?? '9999-12-31',
        beforeId: input.beforeId ?? Number.MAX_SAFE_INTEGER,
        limit: input.limit,
      })
      .map((row) => this.#view(reader, caller, row));
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (nothingToDecide, shiftStillOpen), PERIOD_LOCKED */
  decide(caller: Caller, input: Input<'decideDifference'>): Output<'decideDifference'> {
    const { commandId } = this.#run(caller, 'cash.decideDifference', (tx) => {
      if (this.#ledger.findByRequestKey(tx, input.requestKey, { kind: 'difference_decision' })) return;
      const row = this.#require(tx, input.shiftId);
      if (row.closed_at_ms === null) throw new DomainError('CONFLICT', { reason: 'shiftStillOpen' });
      const amount = this.#undecided(row);
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

  #ofPerson(
    reader: Reader,
    personId = reader instanceof Tx ? reader.context.actorId : null,
  ): rows.ShiftRow | undefined {
    const open = rows.readOpenShifts(reader);
    if (open.length < 2) return open[0];
    const chosen = shiftOfPerson(
      open.map((row) => ({ row, openedBy: row.opened_by, openedAtMs: row.opened_at_ms })),
      personId,
      this.#deps.clock.nowMs(),
    );
    return chosen?.row;
  }

  /** Visits from the day of the shift to today that wait for payment, and every check that was begun. */
  #openTickets(reader: Reader, shift: rows.ShiftRow): Output<'closingReminders'>['unpaidVisits'] {
    const { nameOrder } = this.#settings.now();
    const { localDate: today } = this.#settings.today();
    const until = today > shift.local_date ? today : shift.local_date;
    return rows.readOpenTickets(reader, shift.local_date, until).map((row) => ({
      visitId: row.id,
      localDate: row.local_date,
      startMin: row.start_min,
      status: row.status,
      isBegun: row.is_begun === 1,
      clientName: personName({ firstName: row.first_name ?? '', lastName: row.last_name ?? '' }, nameOrder),
    }));
  }

  #undecided(row: rows.ShiftRow): number {
    if (row.decision_document_id !== null) return 0;
    return openShortage(row.opening_difference_minor, row.difference_minor);
  }

  #expected(reader: Reader, row: rows.ShiftRow): number {
    return expectedCash(row.opening_minor, this.#movements(reader, row));
  }

  #movements(reader: Reader, row: rows.ShiftRow): ShiftTotals['cash'] {
    return rows.readCashMovements(reader, row).map((one) => ({
      kind: one.kind,
      inMinor: one.in_minor,
      outMinor: one.out_minor,
      documents: one.documents,
    }));
  }

  #totals(reader: Reader, row: rows.ShiftRow): ShiftTotals {
    const counts = rows.readCounts(reader, row.id);
    const head = this.#deps.store.head();
    return {
      tenders: tenderTotals(rows.readTenders(reader, row.id)) as ShiftTotals['tenders'],
      cash: this.#movements(reader, row),
      sales: { count: counts.sales, minor: counts.sales_minor },
      refunds: { count: counts.refunds, minor: counts.refunds_minor },
      documents: counts.documents,
      seal: { commandId: head.commandId, hex: head.seal },
    };
  }

  #view(reader: Reader, caller: Caller, row: rows.ShiftRow): Shift {
    const isHidden = row.closed_at_ms === null && !this.#accounts.seesCash(caller);
    const decision = row.decision_document_id === null ? null : this.#ledger.document(reader, row.decision_document_id);
    return {
      id: row.id as Shift['id'],
      version: row.version,
      accountId: row.account_id as Shift['accountId'],
      accountName: this.#accounts.require(reader, row.account_id).name,
      number: row.number,
      localDate: row.local_date,
      openedAtMs: row.opened_at_ms,
      openedBy: rows.userName(reader, row.opened_by),
      openingMinor: row.opening_minor,
      openingDifferenceMinor: isHidden ? 0 : row.opening_difference_minor,
      closedAtMs: row.closed_at_ms,
      closedBy: rows.userName(reader, row.closed_by),
      expectedMinor: isHidden ? null : (row.expected_minor ?? this.#expected(reader, row)),
      countedMinor: row.counted_minor,
      differenceMinor: row.difference_minor,
      responsibleId: row.difference_staff_id as Shift['responsibleId'],
      responsibleName: this.#staffName(reader, row.difference_staff_id),
      undecidedMinor: row.closed_at_ms === null ? 0 : this.#undecided(row),
      decision: decision
        ? {
            documentId: decision.id as NonNullable<Shift['decision']>['documentId'],
            localDate: decision.local_date,
            staffName: this.#staffName(reader, decision.staff_id),
          }
        : null,
      note: row.note,
    };
  }

  #staffName(reader: Reader, id: number | null): string | null {
    const row = id === null ? undefined : rows.staffRow(reader, id);
    if (!row) return null;
    return personName({ firstName: row.first_name, lastName: row.last_name }, this.#settings.now().nameOrder);
  }

  #requireStaff(reader: Reader, id: number): void {
    if (!rows.staffRow(reader, id)) throw new DomainError('NOT_FOUND', { what: 'staff', id });
  }

  #require(reader: Reader, id: number): rows.ShiftRow {
    const row = rows.findShift(reader, id);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'shift', id });
    return row;
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

function countOf(json: string | null): Count {
  return json === null ? [] : (JSON.parse(json) as Count);
}
