import type { z } from 'zod';
import {
  ageOfShift,
  expectedCash,
  openShortage,
  shiftOfPerson,
  SHIFT_ENDS_AFTER_MS,
  SHIFT_WARNS_AFTER_MS,
  tenderTotals,
} from '../../src-shared/cash/shift.rules.ts';
import type { Shift, ShiftTotals, shiftsContract } from '../../src-shared/cash/shifts.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { readAccounts } from './money-accounts.repository.ts';
import type { MoneyAccountsService } from './money-accounts.service.ts';
import * as rows from './shifts.repository.ts';

type Contract = typeof shiftsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;

/** What a shift shows (T15): the desk, X and Z, its documents and what waits before its close; nothing is written here. */
export class ShiftReportsService {
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

  desk(caller: Caller): Output<'desk'> {
    const { store, clock } = this.#deps;
    const { reader } = store;
    const isBlind = !this.#accounts.seesCash(caller);
    const own = findOwnShift(reader, caller.userId, clock.nowMs());
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

  /** @throws DomainError NOT_FOUND */
  reminders(shiftId: number): Output<'closingReminders'> {
    const { reader } = this.#deps.store;
    const shift = this.require(reader, shiftId);
    return { unpaidVisits: this.openTickets(reader, shift), tips: this.tipsOwed() };
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
    const row = this.require(reader, shiftId);
    const isHidden = row.closed_at_ms === null && !this.#accounts.seesCash(caller);
    const totals = row.totals_json === null ? this.totals(reader, row) : (JSON.parse(row.totals_json) as ShiftTotals);
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
    const shift = this.require(reader, shiftId);
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
          row.sold,
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

  /** Visits from the day of the shift to today that wait for payment, and every check that was begun. */
  openTickets(reader: Reader, shift: rows.ShiftRow): Output<'closingReminders'>['unpaidVisits'] {
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

  /** What the X report would show now. */
  totals(reader: Reader, row: rows.ShiftRow): ShiftTotals {
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
      undecidedMinor: row.closed_at_ms === null ? 0 : undecidedOf(row),
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

  /** @throws DomainError NOT_FOUND */
  require(reader: Reader, id: number): rows.ShiftRow {
    const row = rows.findShift(reader, id);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'shift', id });
    return row;
  }
}

/** Of several open shifts the one that the person opened (`shiftOfPerson`). */
export function findOwnShift(reader: Reader, personId: number | null, nowMs: number): rows.ShiftRow | undefined {
  const open = rows.readOpenShifts(reader);
  if (open.length < 2) return open[0];
  const chosen = shiftOfPerson(
    open.map((row) => ({ row, openedBy: row.opened_by, openedAtMs: row.opened_at_ms })),
    personId,
    nowMs,
  );
  return chosen?.row;
}

/** Shortage of a shift that nobody has decided about yet. */
export function undecidedOf(row: rows.ShiftRow): number {
  if (row.decision_document_id !== null) return 0;
  return openShortage(row.opening_difference_minor, row.difference_minor);
}

function countOf(json: string | null): Input<'openShift'>['count'] {
  return json === null ? [] : (JSON.parse(json) as Input<'openShift'>['count']);
}
