import type { z } from 'zod';
import type {
  AccountRow,
  ClientAccount,
  Debtor,
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
  missedCharge,
} from '../../src-shared/client-account/client-account.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { Shifts } from '../checkout/neighbours.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
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
export const OWN_KINDS: ReadonlySet<DocumentKind> = new Set([
  'deposit',
  'deposit_return',
  'debt_write_off',
  'other_income',
]);
const MISSED_DAYS = 60;

/** One document of a client's account and what it changed. */
export interface AccountDocument extends AccountChange {
  readonly documentId: number;
  readonly localDate: LocalDate;
  readonly depositMinor: number;
  readonly bonusMinor: number;
  readonly balanceMinor: number;
}

/** The account of a client (F1): the balance is the sum of the ledger's rows, never kept beside them. */
export class ClientAccountReader {
  protected readonly deps: ServiceDeps;
  protected readonly near: AccountNeighbours;

  constructor(deps: ServiceDeps, neighbours: AccountNeighbours) {
    this.deps = deps;
    this.near = neighbours;
  }

  /** @throws DomainError NOT_FOUND */
  account(caller: Caller, { clientId }: Input<'account'>): ClientAccount {
    const { reader } = this.deps.store;
    const client = this.requireClient(reader, clientId);
    const { localDate: today } = this.near.settings.today();
    const debts = this.#openDebts(reader, clientId, today);
    const depositMinor = this.depositOf(reader, clientId);
    const debtMinor = addMoney(...debts.map((debt) => debt.debtMinor));
    const settings = this.near.settings.now();
    const salonLimitMinor = settings.clientDebtLimitMinor;
    return {
      clientId: client.id as ClientAccount['clientId'],
      clientName: this.nameOf(client),
      version: client.version,
      depositMinor,
      debtMinor,
      bonusMinor: this.near.ledger.clientCredit(reader, 2400, clientId),
      balanceMinor: depositMinor - debtMinor,
      debtLimitMinor: client.debt_limit_minor,
      salonLimitMinor,
      creditLeftMinor: creditLeft(client.debt_limit_minor, salonLimitMinor, debtMinor),
      cashReturnMinor: this.cashReturn(reader, caller, clientId, depositMinor),
      debts,
      missed: rows.readMissedVisits(reader, clientId, addDays(today, -MISSED_DAYS)).map((row) => ({
        visitId: row.id as ClientAccount['missed'][number]['visitId'],
        localDate: row.local_date,
        startMin: row.start_min,
        status: row.status,
        titles: JSON.parse(row.titles_json) as string[],
        planMinor: row.plan_minor,
        chargeMinor: missedCharge(row.plan_minor, row.status, settings),
      })),
    };
  }

  /** @throws DomainError NOT_FOUND */
  rows({ clientId, beforeId, limit }: Input<'rows'>): { rows: AccountRow[]; hasMore: boolean } {
    const { reader } = this.deps.store;
    this.requireClient(reader, clientId);
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
    return this.near.ledger.clientCredit(reader, 2100, clientId);
  }

  /** Who owes and who has a deposit; by the oldest debt, then by the larger deposit. */
  debtors({ show, minAgeDays }: Input<'debtors'>) {
    const { reader } = this.deps.store;
    const { localDate: today } = this.near.settings.today();
    const debts = Map.groupBy(rows.readOpenDebts(reader, null), ({ client_id: id }) => id);
    const deposits = new Map(rows.readDeposits(reader).map(({ client_id: id, minor }) => [id, minor]));
    const clients = rows.readDebtorClients(reader, [...new Set([...debts.keys(), ...deposits.keys()])]);
    const all = clients.map((client): Debtor => {
      const own = debts.get(client.id) ?? [];
      const oldestOn = own.map(({ local_date: day }) => day).sort()[0] ?? null;
      return {
        clientId: client.id as Debtor['clientId'],
        clientName: this.nameOf(client),
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
    const [ledgerDebtMinor = 0, ledgerDepositMinor = 0] = this.near.ledger.keptBalances(reader, [1100, 2100]);
    return {
      rows: shown,
      debtMinor: addMoney(...shown.map(({ debtMinor }) => debtMinor)),
      depositMinor: addMoney(...shown.map(({ depositMinor }) => depositMinor)),
      ledgerDebtMinor,
      ledgerDepositMinor: 0 - ledgerDepositMinor,
    };
  }

  /** Name and documents for the statement. @throws DomainError NOT_FOUND */
  forStatement(clientId: number): { name: string; documents: AccountDocument[] } {
    const { reader } = this.deps.store;
    const client = this.requireClient(reader, clientId);
    return { name: this.nameOf(client), documents: this.documents(reader, clientId) };
  }

  protected cashReturn(reader: Reader, caller: Caller, clientId: number, depositMinor: number): number {
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

  protected requireClient(reader: Reader, clientId: number): rows.AccountClientRow {
    const client = rows.findClient(reader, clientId);
    if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    return client;
  }

  protected nameOf({ first_name: firstName, last_name: lastName }: { first_name: string; last_name: string }): string {
    return displayName({ firstName, lastName }, this.near.settings.now().nameOrder);
  }
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
