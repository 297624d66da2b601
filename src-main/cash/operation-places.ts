import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { MONEY_ACCOUNT } from '../../src-shared/ledger/accounts.rules.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type AccountRow, readAccounts } from './money-accounts.repository.ts';
import { type MoneyAccountsService, assertNotAhead } from './money-accounts.service.ts';
import type { ShiftsService } from './shifts.service.ts';

/** Where the money of operations lies: its accounts, the shift and the day that a document belongs to. */
export class OperationPlaces {
  readonly #near: {
    readonly ledger: Ledger;
    readonly settings: SettingsService;
    readonly accounts: MoneyAccountsService;
    readonly shifts: ShiftsService;
  };

  constructor(near: {
    ledger: Ledger;
    settings: SettingsService;
    accounts: MoneyAccountsService;
    shifts: ShiftsService;
  }) {
    this.#near = near;
  }

  /** The accounts of money that a document touched. */
  ofDocument(reader: Reader, documentId: number): AccountRow[] {
    const touched = this.#near.ledger.entries(reader, documentId).flatMap((entry) => [
      [entry.debit_account, entry.debit_object],
      [entry.credit_account, entry.credit_object],
    ]);
    return readAccounts(reader).filter((row) =>
      touched.some(([account, object]) => account === MONEY_ACCOUNT[row.kind] && object === row.id),
    );
  }

  /**
   * Where a document belongs: the shift of its register with that day, or the day named.
   *
   * @throws DomainError SHIFT_CLOSED, SHIFT_EXPIRED, INVALID_INPUT (a day ahead)
   */
  dated(
    tx: Tx,
    places: readonly (AccountRow | null)[],
    wanted: LocalDate | undefined,
  ): { localDate: LocalDate; shiftId: number | null } {
    const { shifts, settings } = this.#near;
    const open = places
      .filter((place) => place?.kind === 'register')
      .map((register) => shifts.requireOf(tx, register!, tx.context.nowMs));
    const [shift] = open;
    if (shift) return { localDate: shift.localDate, shiftId: shift.shiftId };
    const { localDate: today } = settings.today();
    assertNotAhead(wanted ?? today, today);
    return { localDate: wanted ?? today, shiftId: null };
  }

  /** Cash that is not there cannot be given; a bank may lend. @throws DomainError CONFLICT */
  assertEnough(caller: Caller, reader: Reader, from: AccountRow | null, amountMinor: number): void {
    if (from?.kind !== 'register' && from?.kind !== 'safe') return;
    const balanceMinor = this.#near.accounts.balance(reader, from);
    if (balanceMinor < amountMinor) this.#refuseShort(caller, from, balanceMinor);
  }

  /** The same after the posting. @throws DomainError CONFLICT */
  assertNotBelow(caller: Caller, reader: Reader, account: AccountRow): void {
    if (account.kind !== 'register' && account.kind !== 'safe') return;
    const balanceMinor = this.#near.accounts.balance(reader, account);
    if (balanceMinor < 0) this.#refuseShort(caller, account, balanceMinor);
  }

  #refuseShort(caller: Caller, account: AccountRow, balanceMinor: number): never {
    const isSeen = balanceMinor >= 0 && this.#near.accounts.seesCash(caller, account.kind);
    const data = { reason: 'notEnoughMoney', name: account.name };
    throw new DomainError('CONFLICT', isSeen ? { ...data, balanceMinor } : data);
  }
}
