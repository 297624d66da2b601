import type { z } from 'zod';
import type {
  AccountRow,
  ClientAccount,
  Debtor,
  MoneyTender,
  OpenDebt,
  clientAccountContract,
} from '../../src-shared/client-account/client-account.contract.ts';
import {
  type AccountChange,
  accountChange,
  cashReturnLimit,
  creditLeft,
  debtAgeDays,
  runningBalances,
} from '../../src-shared/client-account/client-account.rules.ts';
import { formatAmount } from '../../src-shared/i18n/format.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import {
  type AccountCode,
  type DocumentKind,
  type LedgerEvent,
  MONEY_ACCOUNT,
  type Side,
} from '../../src-shared/ledger/accounts.rules.ts';
import type { OpenShift, Shifts } from '../checkout/neighbours.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { Ledger, PostedBefore, Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './client-account.repository.ts';

type Input<Name extends keyof typeof clientAccountContract> = z.output<
  (typeof clientAccountContract)[Name]['~orpc']['inputSchema'] & z.ZodType
>;

/** What the account is built on. */
export interface AccountNeighbours {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly shifts: Shifts;
  readonly clients: ClientsService;
}

/** Documents that the account itself posts, and so takes back. */
const OWN_KINDS: ReadonlySet<DocumentKind> = new Set(['deposit', 'deposit_return', 'debt_write_off', 'other_income']);
const MISSED_DAYS = 60;
const SIDE_OF: Readonly<Record<MoneyTender['kind'], AccountCode>> = {
  cash: MONEY_ACCOUNT.register,
  card: MONEY_ACCOUNT.acquiring,
  sbp: MONEY_ACCOUNT.acquiring,
  transfer: MONEY_ACCOUNT.bank,
};

/** One document of a client's account and what it changed. */
export interface AccountDocument extends AccountChange {
  readonly documentId: number;
  readonly localDate: LocalDate;
  readonly depositMinor: number;
  readonly bonusMinor: number;
  readonly balanceMinor: number;
}

/** The account of a client (F1): the balance is the sum of the ledger's rows, never kept beside them. */
export class ClientAccountService {
  readonly #deps: ServiceDeps;
  readonly #near: AccountNeighbours;

  constructor(deps: ServiceDeps, neighbours: AccountNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** Ctrl+Z of what the account posts. */
  readonly reversal: PostedReversal = {
    commands: new Set([
      'clientAccount.topUp',
      'clientAccount.giveBack',
      'clientAccount.writeOff',
      'clientAccount.charge',
    ]),
    reverseInside: (tx, caller, documentId) => {
      // One's own top-up of a moment ago is a slip of the hand; everything else takes the right to give money back.
      if (this.#near.ledger.document(tx, documentId).kind !== 'deposit') caller.require('refund');
      this.#reverse(tx, documentId, { reason: '', key: null });
    },
  };

  /** @throws DomainError NOT_FOUND */
  account(caller: Caller, { clientId }: Input<'account'>): ClientAccount {
    const { reader } = this.#deps.store;
    const client = this.#requireClient(reader, clientId);
    const { localDate: today } = this.#near.settings.today();
    const debts = this.#openDebts(reader, clientId, today);
    const depositMinor = this.depositOf(reader, clientId);
    const debtMinor = addMoney(...debts.map((debt) => debt.debtMinor));
    const salonLimitMinor = this.#near.settings.now().clientDebtLimitMinor;
    return {
      clientId: client.id as ClientAccount['clientId'],
      clientName: this.#nameOf(client),
      version: client.version,
      depositMinor,
      debtMinor,
      bonusMinor: this.#near.ledger.clientCredit(reader, 2400, clientId),
      balanceMinor: depositMinor - debtMinor,
      debtLimitMinor: client.debt_limit_minor,
      salonLimitMinor,
      creditLeftMinor: creditLeft(client.debt_limit_minor, salonLimitMinor, debtMinor),
      cashReturnMinor: this.#cashReturn(reader, caller, clientId, depositMinor),
      debts,
      missed: rows.readMissedVisits(reader, clientId, addDays(today, -MISSED_DAYS)).map((row) => ({
        visitId: row.id as ClientAccount['missed'][number]['visitId'],
        localDate: row.local_date,
        startMin: row.start_min,
        status: row.status,
        titles: JSON.parse(row.titles_json) as string[],
        planMinor: row.plan_minor,
      })),
    };
  }

  /** @throws DomainError NOT_FOUND */
  rows({ clientId, beforeId, limit }: Input<'rows'>): { rows: AccountRow[]; hasMore: boolean } {
    const { reader } = this.#deps.store;
    this.#requireClient(reader, clientId);
    const newestFirst = this.documents(reader, clientId).toReversed();
    const from = beforeId === null ? 0 : newestFirst.findIndex(({ documentId }) => documentId === beforeId) + 1;
    const page = newestFirst.slice(from, from + limit);
    return { rows: this.rowsOf(reader, page), hasMore: newestFirst.length > from + limit };
  }

  /** Every document of a client's account with the balance after it, by business date. */
  documents(reader: Reader, clientId: number): AccountDocument[] {
    const entries = rows.readAccountEntries(reader, clientId).map((row) => ({
      documentId: row.document_id,
      localDate: row.local_date,
      debitAccount: row.debit_account,
      creditAccount: row.credit_account,
      amountMinor: row.amount_minor,
    }));
    const changes = [...Map.groupBy(entries, ({ documentId }) => documentId)].map(([documentId, own]) => ({
      documentId,
      localDate: own[0]!.localDate,
      depositMinor: turnover(own, 2100),
      bonusMinor: turnover(own, 2400),
      ...accountChange(own),
    }));
    const balances = runningBalances(0, changes);
    return changes.map((change, index) => ({ ...change, balanceMinor: balances[index]! }));
  }

  /** The documents as a person reads them. */
  rowsOf(reader: Reader, documents: readonly AccountDocument[]): AccountRow[] {
    const details = new Map(
      rows
        .readDocuments(
          reader,
          documents.map(({ documentId }) => documentId),
        )
        .map((row) => [row.id, row]),
    );
    return documents.map((change) => {
      const row = details.get(change.documentId)!;
      const isReversed = row.is_reversed === 1;
      return {
        documentId: row.id as AccountRow['documentId'],
        kind: row.kind,
        number: row.number,
        localDate: row.local_date,
        atMs: row.at_ms,
        byName: row.by_name,
        saleId: row.sale_id as AccountRow['saleId'],
        saleNumber: row.sale_number,
        titles: JSON.parse(row.titles_json) as string[],
        reason: row.reason,
        comment: row.comment,
        reversesNumber: row.reverses_number,
        reversesKind: row.reverses_kind,
        isReversed,
        canReverse: !isReversed && OWN_KINDS.has(row.kind),
        inMinor: change.inMinor,
        outMinor: change.outMinor,
        depositMinor: change.depositMinor,
        bonusMinor: change.bonusMinor,
        balanceMinor: change.balanceMinor,
      };
    });
  }

  /** A client's deposit (2100). */
  depositOf(reader: Reader, clientId: number): number {
    return this.#near.ledger.clientCredit(reader, 2100, clientId);
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  topUp(caller: Caller, { key, clientId, tenders, comment }: Input<'topUp'>) {
    const amountMinor = total(tenders);
    const wanted = { key, kind: 'deposit', clientId, amountMinor } as const;
    return this.#post(caller, 'clientAccount.topUp', wanted, (tx, name) => {
      const posting = this.#open(tx, 'deposit', { clientId, amountMinor, requestKey: key, comment }, true);
      this.#moveMoney(tx, posting, tenders, (money, tender) =>
        posting.add('E08', money, { account: 2100 }, tender.amountMinor),
      );
      tx.summary = { key: 'clientAccount.topUp', values: { who: name, amount: this.#money(amountMinor) } };
      return posting;
    });
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  giveBack(caller: Caller, { key, clientId, tenders, reason }: Input<'giveBack'>) {
    const amountMinor = total(tenders);
    const wanted = { key, kind: 'deposit_return', clientId, amountMinor } as const;
    return this.#post(caller, 'clientAccount.giveBack', wanted, (tx, name) => {
      const depositMinor = this.depositOf(tx, clientId);
      if (amountMinor > depositMinor) throw overLimit('deposit', depositMinor);
      const cash = total(tenders.filter(({ kind }) => kind === 'cash'));
      const cashLimit = this.#cashReturn(tx, caller, clientId, depositMinor);
      if (cash > cashLimit) throw overLimit('depositCash', cashLimit);
      const posting = this.#open(tx, 'deposit_return', { clientId, amountMinor, requestKey: key, reason }, true);
      this.#moveMoney(
        tx,
        posting,
        tenders.map((tender) => ({ ...tender, amountMinor: -tender.amountMinor })),
        (money, tender) => posting.add('E10', { account: 2100 }, money, -tender.amountMinor),
      );
      tx.reason = reason;
      tx.summary = { key: 'clientAccount.giveBack', values: { who: name, amount: this.#money(amountMinor) } };
      return posting;
    });
  }

  /** @throws DomainError NOT_FOUND, PERIOD_LOCKED, LIMIT_EXCEEDED */
  writeOff(caller: Caller, { key, clientId, saleId, amountMinor, reason }: Input<'writeOff'>) {
    const { value, commandId } = this.#run(caller, 'clientAccount.writeOff', (tx) => {
      const name = this.#nameOf(this.#requireClient(tx, clientId));
      const known = this.#near.ledger.findByRequestKey(tx, key, { kind: 'debt_write_off', clientId, saleId });
      const debt = rows.findDebt(tx, saleId);
      if (known) return { id: known.id, number: known.number, debtLeftMinor: debt?.debt_minor ?? 0 };
      if (!debt || debt.client_id !== clientId) throw new DomainError('NOT_FOUND', { what: 'debt', id: saleId });
      const amount = amountMinor ?? debt.debt_minor;
      if (amount > debt.debt_minor || amount === 0) throw overLimit('debt', debt.debt_minor);
      const head = { clientId, saleId, amountMinor: amount, requestKey: key, reason };
      const posting = this.#open(tx, 'debt_write_off', head, false);
      posting.add(
        'E30',
        { account: 5060, object: rows.articleNamed(tx, BAD_DEBTS) },
        { account: 1100, object: saleId },
        amount,
      );
      tx.reason = reason;
      tx.summary = {
        key: 'clientAccount.writeOff',
        values: { who: name, amount: this.#money(amount), number: debt.number },
      };
      return { id: posting.id, number: posting.number, debtLeftMinor: debt.debt_minor - amount };
    });
    const { id, number, debtLeftMinor } = value;
    return { commandId, documentId: id as AccountRow['documentId'], number, debtLeftMinor };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  charge(caller: Caller, { key, clientId, amountMinor, tenders, reason }: Input<'charge'>) {
    const wanted = { key, kind: 'other_income', clientId, amountMinor } as const;
    return this.#post(caller, 'clientAccount.charge', wanted, (tx, name) => {
      if (tenders !== null && total(tenders) !== amountMinor) {
        throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'TENDERS_DIFFER' });
      }
      const depositMinor = this.depositOf(tx, clientId);
      if (tenders === null && amountMinor > depositMinor) throw overLimit('deposit', depositMinor);
      const head = { clientId, amountMinor, requestKey: key, reason };
      const posting = this.#open(tx, 'other_income', head, tenders !== null);
      if (tenders === null) posting.add(CHARGE, { account: 2100 }, { account: 4050 }, amountMinor);
      else {
        this.#moveMoney(tx, posting, tenders, (money, tender) =>
          posting.add(CHARGE, money, { account: 4050 }, tender.amountMinor),
        );
      }
      tx.reason = reason;
      tx.summary = { key: 'clientAccount.charge', values: { who: name, amount: this.#money(amountMinor) } };
      return posting;
    });
  }

  /** @throws DomainError NOT_FOUND, CONFLICT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED, LIMIT_EXCEEDED */
  reverse(caller: Caller, { key, documentId, reason }: Input<'reverse'>) {
    const { value, commandId } = this.#run(caller, 'clientAccount.reverse', (tx) => {
      const known = this.#near.ledger.findByRequestKey(tx, key, { kind: 'reversal', reversesId: documentId });
      if (known) return known;
      const posting = this.#reverse(tx, documentId, { reason, key });
      tx.reason = reason;
      return posting;
    });
    return { commandId, documentId: value.id as AccountRow['documentId'], number: value.number };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  setLimit(caller: Caller, input: Input<'setLimit'>) {
    const { value, commandId } = this.#run(caller, 'clientAccount.setLimit', (tx) => {
      const { name, version } = this.#near.clients.setDebtLimitInside(tx, input);
      const limit = input.debtLimitMinor;
      tx.summary =
        limit === null
          ? { key: 'clientAccount.setLimit.usual', values: { who: name } }
          : { key: 'clientAccount.setLimit.own', values: { who: name, amount: this.#money(limit) } };
      return version;
    });
    return { commandId, version: value };
  }

  /** Who owes and who has a deposit; by the oldest debt, then by the larger deposit. */
  debtors({ show, minAgeDays }: Input<'debtors'>) {
    const { reader } = this.#deps.store;
    const { localDate: today } = this.#near.settings.today();
    const debts = Map.groupBy(rows.readOpenDebts(reader, null), ({ client_id: id }) => id);
    const deposits = new Map(rows.readDeposits(reader).map(({ client_id: id, minor }) => [id, minor]));
    const clients = rows.readDebtorClients(reader, [...new Set([...debts.keys(), ...deposits.keys()])]);
    const all = clients.map((client): Debtor => {
      const own = debts.get(client.id) ?? [];
      const oldestOn = own.map(({ local_date: day }) => day).sort()[0] ?? null;
      return {
        clientId: client.id as Debtor['clientId'],
        clientName: this.#nameOf(client),
        debtMinor: addMoney(...own.map(({ debt_minor: debt }) => debt)),
        oldestOn,
        ageDays: oldestOn === null ? 0 : debtAgeDays(oldestOn, today),
        sales: own.length,
        depositMinor: deposits.get(client.id) ?? 0,
        debtLimitMinor: client.debt_limit_minor,
        lastVisitOn: client.last_visit_on,
      };
    });
    const shown = all
      .filter(({ debtMinor, depositMinor, ageDays }) => {
        if (show === 'debts') return debtMinor !== 0 && ageDays >= minAgeDays;
        if (show === 'deposits') return depositMinor !== 0;
        return minAgeDays === 0 || (debtMinor !== 0 && ageDays >= minAgeDays);
      })
      .sort((a, b) => b.ageDays - a.ageDays || b.debtMinor - a.debtMinor || b.depositMinor - a.depositMinor);
    return {
      rows: shown,
      debtMinor: addMoney(...shown.map(({ debtMinor }) => debtMinor)),
      depositMinor: addMoney(...shown.map(({ depositMinor }) => depositMinor)),
      ledgerDebtMinor: this.#near.ledger.keptBalance(reader, 1100),
      ledgerDepositMinor: 0 - this.#near.ledger.keptBalance(reader, 2100),
    };
  }

  /** Name and documents for the statement. @throws DomainError NOT_FOUND */
  forStatement(clientId: number): { name: string; documents: AccountDocument[] } {
    const { reader } = this.#deps.store;
    const client = this.#requireClient(reader, clientId);
    return { name: this.#nameOf(client), documents: this.documents(reader, clientId) };
  }

  /** Takes a document back with its money (T16), dated in the current shift. */
  #reverse(tx: Tx, documentId: number, { reason, key }: { reason: string; key: string | null }): Posting {
    const { ledger } = this.#near;
    const document = ledger.document(tx, documentId);
    const { client_id: clientId } = document;
    if (clientId === null || !OWN_KINDS.has(document.kind)) {
      throw new DomainError('NOT_FOUND', { what: 'document', id: documentId });
    }
    const tenders = rows.readTenders(tx, documentId);
    const shift = this.#shift(tx, tenders.length > 0);
    // The count of a register could never be right if its money left in a shift of another one (I2).
    if (tenders.some(({ kind, account_id: id }) => kind === 'cash' && id !== shift?.accountId)) {
      throw new DomainError('CONFLICT', { reason: 'otherRegister' });
    }
    const posting = ledger.reverse(tx, documentId, { ...dated(shift, this.#today()), reason, requestKey: key });
    if (this.depositOf(tx, clientId) < 0) throw new DomainError('CONFLICT', { reason: 'depositSpent' });
    tenders.forEach((tender, index) => {
      this.#requireCash(tx, tender.kind, tender.account_id, -tender.amount_minor, true);
      rows.insertTender(tx, {
        document_id: posting.id,
        sale_id: null,
        position: index + 1,
        kind: tender.kind,
        account_id: tender.account_id,
        certificate_id: null,
        amount_minor: -tender.amount_minor,
        given_minor: null,
        change_minor: null,
        reference: tender.reference,
      });
    });
    const client = rows.findClient(tx, clientId);
    tx.summary = {
      key: `clientAccount.reverse.${document.kind}`,
      values: {
        who: client ? this.#nameOf(client) : '',
        number: document.number,
        amount: this.#money(document.amount_minor),
      },
    };
    return posting;
  }

  /** Posts a document of the account; a repeated key is the document that it made (T18). */
  #post(
    caller: Caller,
    command: string,
    { key, ...wanted }: PostedBefore & { readonly key: string; readonly clientId: number },
    body: (tx: Tx, name: string) => Posting,
  ): { commandId: number | null; documentId: AccountRow['documentId']; number: number; depositMinor: number } {
    const { value, commandId } = this.#run(caller, command, (tx) => {
      const { clientId } = wanted;
      const name = this.#nameOf(this.#requireClient(tx, clientId));
      const posted = this.#near.ledger.findByRequestKey(tx, key, wanted) ?? body(tx, name);
      return { id: posted.id, number: posted.number, depositMinor: this.depositOf(tx, clientId) };
    });
    const { id, number, depositMinor } = value;
    return { commandId, documentId: id as AccountRow['documentId'], number, depositMinor };
  }

  #open(
    tx: Tx,
    kind: DocumentKind,
    head: {
      clientId: number;
      saleId?: number;
      amountMinor: number;
      requestKey: string;
      reason?: string;
      comment?: string;
    },
    needsShift: boolean,
  ): Posting {
    const shift = this.#shift(tx, needsShift);
    return this.#near.ledger.open(tx, { kind, ...dated(shift, this.#today()), ...head });
  }

  /** The open shift, which every document needs that takes or gives money. */
  #shift(tx: Tx, isNeeded: boolean): OpenShift | null {
    const { shifts } = this.#near;
    return isNeeded ? shifts.require(tx, tx.context.nowMs) : shifts.current(tx);
  }

  #today(): LocalDate {
    return this.#near.settings.today().localDate;
  }

  /** Writes tenders with their entries. Amounts are those of the tenders: positive = the client gave. */
  #moveMoney(
    tx: Tx,
    posting: Posting,
    tenders: readonly MoneyTender[],
    add: (money: Side, tender: MoneyTender) => void,
  ): void {
    tenders.forEach((tender, index) => {
      const accountId = this.#near.shifts.accountFor(tx, tender.kind, tender.accountId);
      this.#requireCash(tx, tender.kind, accountId, tender.amountMinor, false);
      add({ account: SIDE_OF[tender.kind], object: accountId }, tender);
      rows.insertTender(tx, {
        document_id: posting.id,
        sale_id: null,
        position: index + 1,
        kind: tender.kind,
        account_id: accountId,
        certificate_id: null,
        amount_minor: tender.amountMinor,
        given_minor: null,
        change_minor: null,
        reference: tender.reference,
      });
    });
  }

  /** Refuses to take more out of a register than lies in it. */
  #requireCash(reader: Reader, kind: string, accountId: number | null, amountMinor: number, isPosted: boolean): void {
    if (kind !== 'cash' || accountId === null || amountMinor >= 0) return;
    const balance = this.#near.ledger.balance(reader, 1010, accountId) + (isPosted ? 0 : amountMinor);
    // How much lies there is not told: whoever counts the register may be counting blind (T15).
    if (balance < 0) throw new DomainError('LIMIT_EXCEEDED', { what: 'register' });
  }

  #cashReturn(reader: Reader, caller: Caller, clientId: number, depositMinor: number): number {
    const cashInMinor = addMoney(
      ...rows.readAccountEntries(reader, clientId).map((row) => {
        if (row.credit_account === 2100 && row.debit_account === 1010) return row.amount_minor;
        return row.debit_account === 2100 && row.credit_account === 1010 ? -row.amount_minor : 0;
      }),
    );
    return cashReturnLimit({ depositMinor, cashInMinor, mayUseOtherTender: caller.can('refund_other_tender') });
  }

  #openDebts(reader: Reader, clientId: number, today: LocalDate): OpenDebt[] {
    return rows.readOpenDebts(reader, clientId).map((row) => ({
      saleId: row.sale_id as OpenDebt['saleId'],
      saleNumber: row.number,
      localDate: row.local_date,
      ageDays: debtAgeDays(row.local_date, today),
      titles: rows.readTitles(reader, row.sale_id),
      netMinor: row.net_minor,
      debtMinor: row.debt_minor,
    }));
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }

  #requireClient(reader: Reader, clientId: number): rows.AccountClientRow {
    const client = rows.findClient(reader, clientId);
    if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    return client;
  }

  /** An amount for the sentence of a command. */
  #money(minor: number): string {
    return formatAmount(minor, this.#near.settings.now().currency, 'ru');
  }

  #nameOf({ first_name: firstName, last_name: lastName }: { first_name: string; last_name: string }): string {
    return displayName({ firstName, lastName }, this.#near.settings.now().nameOrder);
  }
}

/** The article of expense that bad debts stand under, as the salon's books call it. */
const BAD_DEBTS = 'Безнадёжные долги';
/** A charge for a visit that was missed: income outside of the sale (docs/adr). */
const CHARGE: LedgerEvent = 'E50';

function total(tenders: readonly Pick<MoneyTender, 'amountMinor'>[]): number {
  return addMoney(...tenders.map(({ amountMinor }) => amountMinor));
}

function turnover(
  entries: readonly { debitAccount: number; creditAccount: number; amountMinor: number }[],
  account: number,
): number {
  return addMoney(
    ...entries.map(({ debitAccount, creditAccount, amountMinor }) => {
      if (creditAccount === account) return debitAccount === account ? 0 : amountMinor;
      return debitAccount === account ? -amountMinor : 0;
    }),
  );
}

function dated(shift: OpenShift | null, today: LocalDate): { localDate: LocalDate; shiftId: number | null } {
  return { localDate: shift?.localDate ?? today, shiftId: shift?.shiftId ?? null };
}

/** `what`: deposit, depositCash, debt; what is left of it goes into the sentence. */
function overLimit(what: string, leftMinor: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', { what, leftMinor });
}
