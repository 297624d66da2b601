import type { z } from 'zod';
import type { accountsContract, MoneyAccount } from '../../src-shared/cash/accounts.contract.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { MONEY_ACCOUNT } from '../../src-shared/ledger/accounts.rules.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './money-accounts.repository.ts';
import { findOpenShift } from './shifts.repository.ts';

type Contract = typeof accountsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type Fields = Input<'createAccount'>;

const DEFAULTS = ['register', 'safe', 'bank', 'acquiring'] as const;

/** Registers, safes, bank accounts and acquiring (domain.md 6, 1010-1040). */
export class MoneyAccountsService {
  readonly #deps: ServiceDeps;
  readonly #ledger: Ledger;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, neighbours: { ledger: Ledger; settings: SettingsService }) {
    this.#deps = deps;
    this.#ledger = neighbours.ledger;
    this.#settings = neighbours.settings;
  }

  /** One account of each kind in a salon that has none, as one command; for a salon made before accounts existed. */
  ensure(locale: Locale): void {
    const { store, clock } = this.#deps;
    if (rows.readAccounts(store.reader).length > 0) return;
    store.work.run({ actorId: null, device: 'setup', nowMs: clock.nowMs() }, 'cash.ensureAccounts', (tx) => {
      this.ensureInside(tx, locale);
      tx.summary = { key: 'cash.ensureAccounts' };
    });
  }

  /** The same inside a running unit of work. */
  ensureInside(tx: Tx, locale: Locale): void {
    if (rows.readAccounts(tx).length > 0) return;
    const i18n = createI18n(locale);
    const ids = new Map<string, number>();
    for (const [index, kind] of DEFAULTS.entries()) {
      const settlesTo = kind === 'acquiring' ? (ids.get('bank') ?? null) : null;
      const id = rows.insertAccount(tx, {
        kind,
        name: i18n.t(`cash:accounts.defaults.${kind}`),
        fee_bp: kind === 'acquiring' ? 0 : null,
        settles_to_id: settlesTo,
        position: index + 1,
      });
      ids.set(kind, id);
    }
  }

  /** Accounts with what is on them; the cash of a register only for who does not count blind. */
  list(caller: Caller, withArchived: boolean): MoneyAccount[] {
    const { reader } = this.#deps.store;
    return rows
      .readAccounts(reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => ({
        ...(fieldsOf(row) as Pick<MoneyAccount, 'kind' | 'name' | 'feeBp' | 'settlesToId'>),
        id: row.id as MoneyAccount['id'],
        position: row.position,
        isArchived: row.is_archived === 1,
        version: row.version,
        balanceMinor: this.seesCash(caller, row.kind) ? this.keptBalance(reader, row) : null,
      }));
  }

  /** Whether a person may know what should lie in a register (T15, blind count); the other places who manage money. */
  seesCash(caller: Caller, kind: rows.AccountRow['kind'] = 'register'): boolean {
    if (caller.can('see_finance')) return true;
    return kind === 'register' && !this.#settings.now().isBlindCount;
  }

  /** What is on an account by the kept totals, for screens: not inside a posting. */
  keptBalance(reader: Reader, row: Pick<rows.AccountRow, 'id' | 'kind'>): number {
    return this.#ledger.keptBalance(reader, MONEY_ACCOUNT[row.kind], row.id);
  }

  /** What is on an account in minor units. */
  balance(reader: Reader, row: Pick<rows.AccountRow, 'id' | 'kind'>): number {
    return this.#ledger.balance(reader, MONEY_ACCOUNT[row.kind], row.id);
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, ALREADY_EXISTS */
  create(caller: Caller, input: Fields): Output<'createAccount'> {
    const { value, commandId } = this.#run(caller, 'cash.createAccount', (tx) => {
      assertFields(tx, input);
      assertNameFree(tx, input.name, null);
      tx.summary = { key: 'cash.createAccount', values: { name: input.name } };
      const position = (rows.readAccounts(tx).at(-1)?.position ?? 0) + 1;
      return rows.insertAccount(tx, { ...columnsOf(input), kind: input.kind, position });
    });
    return { commandId, accountId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT, ALREADY_EXISTS */
  update(caller: Caller, input: Input<'updateAccount'>): Output<'updateAccount'> {
    const { value, commandId } = this.#run(caller, 'cash.updateAccount', (tx) => {
      const row = this.require(tx, input.accountId);
      assertVersion(input.version, row.version, 'moneyAccount');
      const before = fieldsOf(row);
      const after = patched(before, input.values as Partial<typeof before>);
      if (isSame(before, after)) return row.version;
      assertFields(tx, after);
      assertNameFree(tx, after.name, row.id);
      rows.updateAccount(tx, row.id, { ...columnsOf(after), version: row.version + 1 });
      tx.summary = { key: 'cash.updateAccount', values: { name: after.name } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS (back), CONFLICT */
  setArchived(caller: Caller, input: Input<'setAccountArchived'>): Output<'setAccountArchived'> {
    const name = input.isArchived ? 'cash.archiveAccount' : 'cash.unarchiveAccount';
    const { commandId } = this.#run(caller, name, (tx) => {
      const row = this.require(tx, input.accountId);
      assertVersion(input.version, row.version, 'moneyAccount');
      if ((row.is_archived === 1) === input.isArchived) return;
      if (input.isArchived) this.#assertUnused(tx, row);
      else assertNameFree(tx, row.name, row.id);
      rows.updateAccount(tx, row.id, { is_archived: input.isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: name, values: { name: row.name } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (register, acquiring, day ahead), CONFLICT, PERIOD_LOCKED */
  setOpening(caller: Caller, input: Input<'setOpening'>): Output<'setOpening'> {
    const { accountId, requestKey, localDate, amountMinor } = input;
    const { commandId } = this.#run(caller, 'cash.setOpening', (tx) => {
      if (this.#ledger.findByRequestKey(tx, requestKey, { kind: 'opening', amountMinor })) return;
      const row = this.require(tx, accountId);
      if (row.kind === 'register' || row.kind === 'acquiring') {
        const fault = row.kind === 'register' ? 'COUNTED_AT_OPENING' : 'ONLY_SETTLED';
        throw new DomainError('INVALID_INPUT', { field: 'accountId', fault });
      }
      assertNotAhead(localDate, this.#settings.today().localDate);
      const account = MONEY_ACCOUNT[row.kind];
      const known = rows.findLiveOpening(tx, account, row.id);
      if (known) throw new DomainError('CONFLICT', { reason: 'openingExists', number: known.number, name: row.name });
      const posting = this.#ledger.open(tx, { kind: 'opening', localDate, amountMinor, requestKey });
      posting.add('E01', { account, object: row.id }, { account: 3000 }, amountMinor);
      tx.summary = { key: 'cash.setOpening', values: { name: row.name, amountMinor } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND */
  require(reader: Reader, id: number): rows.AccountRow {
    const row = rows.findAccount(reader, id);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'moneyAccount', id });
    return row;
  }

  /** An account that money may be posted on. @throws DomainError NOT_FOUND, also for an archived one */
  requireLive(reader: Reader, id: number): rows.AccountRow {
    const row = this.require(reader, id);
    if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'moneyAccount', id, name: row.name });
    return row;
  }

  /** An archive holds no money: not by an undo either. @throws DomainError CONFLICT (accountNotEmpty) */
  assertArchiveEmptyAfterUndo(tx: Tx): void {
    for (const row of rows.readAccounts(tx)) {
      if (row.is_archived === 0 || this.balance(tx, row) === 0) continue;
      throw new DomainError('CONFLICT', { reason: 'accountNotEmpty', name: row.name });
    }
  }

  #assertUnused(tx: Tx, row: rows.AccountRow): void {
    const { name } = row;
    if (findOpenShift(tx, row.id)) throw new DomainError('CONFLICT', { reason: 'shiftOpen', name });
    if (this.balance(tx, row) !== 0) throw new DomainError('CONFLICT', { reason: 'accountNotEmpty', name });
    const all = rows.readAccounts(tx).filter((one) => one.is_archived === 0);
    const settling = all.find((one) => one.settles_to_id === row.id);
    if (settling) throw new DomainError('CONFLICT', { reason: 'settlesHere', name, acquiring: settling.name });
    if (all.filter((one) => one.kind === row.kind).length < 2)
      throw new DomainError('CONFLICT', { reason: 'lastOfKind', name });
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

/** Refuses a day that has not come. @throws DomainError INVALID_INPUT */
export function assertNotAhead(localDate: string, today: string): void {
  if (localDate > today) throw new DomainError('INVALID_INPUT', { field: 'localDate', fault: 'DAY_AHEAD' });
}

function fieldsOf(row: rows.AccountRow): Fields {
  return {
    kind: row.kind,
    name: row.name,
    feeBp: row.fee_bp,
    settlesToId: row.settles_to_id as Fields['settlesToId'],
  };
}

function columnsOf({ name, feeBp, settlesToId }: Fields) {
  return { name, fee_bp: feeBp, settles_to_id: settlesToId };
}

function assertFields(reader: Reader, fields: Fields): void {
  const isAcquiring = fields.kind === 'acquiring';
  if (!isAcquiring && fields.feeBp !== null) {
    throw new DomainError('INVALID_INPUT', { field: 'feeBp', fault: 'NOT_OF_THIS_KIND' });
  }
  if (fields.settlesToId === null) {
    if (isAcquiring) throw new DomainError('INVALID_INPUT', { field: 'settlesToId', fault: 'REQUIRED' });
    return;
  }
  const target = rows.findAccount(reader, fields.settlesToId);
  if (!target) throw new DomainError('NOT_FOUND', { what: 'moneyAccount', id: fields.settlesToId });
  if (!isAcquiring || target.kind !== 'bank') {
    throw new DomainError('INVALID_INPUT', { field: 'settlesToId', fault: 'NOT_OF_THIS_KIND' });
  }
}

function assertNameFree(reader: Reader, name: string, ownId: number | null): void {
  const taken = rows
    .readAccounts(reader)
    .find((row) => row.id !== ownId && row.is_archived === 0 && fold(row.name) === fold(name));
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'moneyAccount', name: taken.name, id: taken.id });
}
