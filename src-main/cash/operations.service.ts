import type { z } from 'zod';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import {
  type OperationTerms,
  REVERSIBLE_KINDS,
  entryOf,
  operationFault,
  rightFor,
} from '../../src-shared/cash/operations.rules.ts';
import type { DocumentCard, OperationRow, operationsContract } from '../../src-shared/cash/operations.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import { ACCOUNTS, type DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { FilesService } from '../files/files.service.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { AccountRow } from './money-accounts.repository.ts';
import { type MoneyAccountsService, assertNotAhead } from './money-accounts.service.ts';
import { OperationPlaces } from './operation-places.ts';
import { OperationStorno } from './operation-storno.ts';
import * as rows from './operations.repository.ts';
import { findShift, staffRow, userName } from './shifts.repository.ts';
import type { ShiftsService } from './shifts.service.ts';
import { requireLiveArticle, requireLiveSupplier } from './suppliers.service.ts';

type Contract = typeof operationsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;

interface Neighbours {
  readonly ledger: Ledger;
  readonly settings: SettingsService;
  readonly files: FilesService;
  readonly accounts: MoneyAccountsService;
  readonly shifts: ShiftsService;
}

/** Kinds that have no row of an operation. */
const BARE_KINDS: ReadonlySet<DocumentKind> = new Set(['opening', 'shift_difference']);

/** Operations with money beside checks: in and out, expenses, suppliers, staff, settlement of cards, storno. */
export class OperationsService {
  readonly #deps: ServiceDeps;
  readonly #near: Neighbours;
  readonly #places: OperationPlaces;
  readonly #storno: OperationStorno;
  /** Ctrl+Z of what the cash desk posts. */
  readonly reversal: PostedReversal;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#near = neighbours;
    this.#places = new OperationPlaces(neighbours);
    this.#storno = new OperationStorno(deps, { ...neighbours, places: this.#places });
    this.reversal = this.#storno.reversal;
  }

  /**
   * @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT (notEnoughMoney), SHIFT_CLOSED, SHIFT_EXPIRED,
   * PERIOD_LOCKED
   */
  operate(caller: Caller, input: Input<'operate'>): Output<'operate'> {
    const { ledger } = this.#near;
    const { value, commandId } = this.#run(caller, `cash.${input.kind}`, (tx) => {
      const { kind, amountMinor } = input;
      const known = ledger.findByRequestKey(tx, input.requestKey, { kind, amountMinor });
      if (known) return known;
      const from = this.#place(tx, input.fromAccountId);
      const to = this.#place(tx, input.toAccountId);
      const terms: OperationTerms = { ...input, from, to };
      const fault = operationFault(terms);
      if (fault) throw new DomainError('INVALID_INPUT', { ...fault });
      caller.require(rightFor(from, to));
      const about = this.#about(tx, input);
      this.#places.assertEnough(caller, tx, from, input.amountMinor);
      if (input.kind === 'tips_payout') this.#assertOwed(tx, input.staffId ?? 0, input.amountMinor);
      const place = this.#places.dated(tx, [from, to], input.localDate);
      const posting = ledger.open(tx, {
        kind: input.kind,
        ...place,
        amountMinor: input.amountMinor,
        staffId: input.staffId,
        requestKey: input.requestKey,
        comment: input.comment,
      });
      const entry = entryOf(terms);
      posting.add(entry.event, entry.debit, entry.credit, input.amountMinor);
      rows.insertOperation(tx, {
        document_id: posting.id,
        from_account_id: from?.id ?? null,
        to_account_id: to?.id ?? null,
        article_id: input.articleId,
        supplier_id: input.supplierId,
        due_on: input.dueOn,
      });
      tx.summary = {
        key: 'cash.operate',
        values: { kind: input.kind, number: posting.number, about: about ?? to?.name ?? from?.name ?? '' },
      };
      return { id: posting.id, number: posting.number };
    });
    return { commandId, documentId: value.id, number: value.number };
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED */
  reverse(caller: Caller, input: Input<'reverseOperation'>): Output<'reverseOperation'> {
    return this.#storno.reverse(caller, input);
  }

  /** @throws DomainError INVALID_INPUT (dates) */
  list(input: Input<'operations'>): Output<'operations'> {
    assertPeriod(input);
    const { reader } = this.#deps.store;
    const wish = {
      ...input,
      kind: input.kind ?? null,
      articleId: input.articleId ?? null,
      supplierId: input.supplierId ?? null,
    };
    const { nameOrder } = this.#near.settings.now();
    const list = rows.readOperations(reader, wish).map((row): OperationRow => ({
      id: row.id as OperationRow['id'],
      kind: row.kind,
      number: row.number,
      localDate: row.local_date,
      atMs: row.at_ms,
      amountMinor: row.amount_minor,
      fromName: row.from_name ?? row.place_name,
      toName: row.to_name,
      shiftNumber: row.shift_number,
      about: [
        row.article,
        row.supplier,
        personName({ firstName: row.staff_first ?? '', lastName: row.staff_last ?? '' }, nameOrder),
      ]
        .filter(Boolean)
        .join(' · '),
      comment: row.comment || row.reason,
      byName: row.by_name,
      files: row.files,
      isReversed: row.reversed_id !== null,
      reversesId: row.reverses_id as OperationRow['reversesId'],
    }));
    return {
      rows: list,
      count: rows.countOperations(reader, wish),
      byArticle: rows.readByArticle(reader, input.from, input.to).map((row) => ({
        articleId: row.article_id,
        name: row.name,
        minor: row.minor,
        documents: row.documents,
      })),
    };
  }

  /** @throws DomainError NOT_FOUND */
  document(caller: Caller, documentId: number): DocumentCard {
    const { ledger, files } = this.#near;
    const { reader } = this.#deps.store;
    const row = ledger.document(reader, documentId);
    const details = rows.readOperationDetails(reader, row.reverses_id ?? row.id);
    const shift = row.shift_id === null ? undefined : findShift(reader, row.shift_id);
    const reversal = rows.readReversal(reader, row.id);
    const fileIds = rows.readFileIds(reader, row.id);
    const refs = files.refs(reader, fileIds);
    const places = this.#places.ofDocument(reader, row.id);
    const right = rightFor(places.find(({ kind }) => kind === 'register') ?? null, null);
    // Documents of the cash desk that are no operations still stand on an account.
    const stands = BARE_KINDS.has(row.kind) ? (places[0]?.name ?? null) : null;
    const nameOf = (id: number | null): string | null =>
      id === null ? null : rows.objectName(reader, 'money_accounts', id);
    return {
      id: row.id as DocumentCard['id'],
      kind: row.kind,
      number: row.number,
      localDate: row.local_date,
      atMs: row.at_ms,
      amountMinor: row.amount_minor,
      fromName: details ? nameOf(details.from_account_id) : stands,
      toName: nameOf(details?.to_account_id ?? null),
      about: [this.#personName(reader, row), details?.supplier, details?.article].filter(Boolean).join(' · '),
      comment: row.comment,
      reason: row.reason,
      byName: userName(reader, row.created_by),
      dueOn: details?.due_on ?? null,
      feeMinor: details?.fee_minor ?? 0,
      saleId: (row.sale_id ?? rows.findSaleId(reader, row.id)) as DocumentCard['saleId'],
      shift: shift
        ? {
            id: shift.id as NonNullable<DocumentCard['shift']>['id'],
            number: shift.number,
            isClosed: shift.closed_at_ms !== null,
          }
        : null,
      isReversed: reversal !== undefined,
      reversesId: row.reverses_id as DocumentCard['reversesId'],
      reversedBy: reversal
        ? { id: reversal.id as DocumentCard['id'], number: reversal.number, localDate: reversal.local_date }
        : null,
      entries: ledger.entries(reader, row.id).map((entry) => ({
        event: entry.event,
        debit: this.#side(reader, entry.debit_account, entry.debit_object),
        credit: this.#side(reader, entry.credit_account, entry.credit_object),
        amountMinor: entry.amount_minor,
      })),
      files: fileIds.flatMap((id) => refs.get(id) ?? []),
      isReversible: REVERSIBLE_KINDS.has(row.kind) && !reversal && caller.can(right),
    };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (what the file is) */
  attachFile(caller: Caller, { documentId, file }: Input<'attachFile'>): Output<'attachFile'> {
    const { value, commandId } = this.#run(caller, 'cash.attachFile', (tx) => {
      const document = this.#near.ledger.document(tx, documentId);
      const fileId = this.#near.files.storeInside(tx, file, 'paper');
      rows.insertDocumentFile(tx, documentId, fileId);
      tx.summary = { key: 'cash.attachFile', values: { name: file.name, number: document.number } };
      return fileId;
    });
    return { commandId, fileId: value };
  }

  /** @throws DomainError NOT_FOUND */
  detachFile(caller: Caller, { documentId, fileId }: Input<'detachFile'>): Output<'detachFile'> {
    const { commandId } = this.#run(caller, 'cash.detachFile', (tx) => {
      const document = this.#near.ledger.document(tx, documentId);
      if (rows.deleteDocumentFile(tx, documentId, fileId) === 0) {
        throw new DomainError('NOT_FOUND', { what: 'file', id: fileId });
      }
      tx.summary = { key: 'cash.detachFile', values: { number: document.number } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND */
  file({ documentId, fileId }: Input<'documentFile'>): FileOutput {
    const { reader } = this.#deps.store;
    if (!rows.readFileIds(reader, documentId).includes(fileId)) {
      throw new DomainError('NOT_FOUND', { what: 'file', id: fileId });
    }
    return this.#near.files.read(reader, fileId);
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (not acquiring, dates) */
  unsettled(input: Input<'unsettled'>): Output<'unsettled'> {
    assertPeriod(input);
    const { reader } = this.#deps.store;
    const account = this.#acquiring(reader, input.accountId);
    const { nameOrder } = this.#near.settings.now();
    return {
      items: rows.readUnsettled(reader, account.id, input.from, input.to).map((row) => ({
        tenderId: row.tender_id,
        kind: row.kind,
        documentId: row.document_id as DocumentCard['id'],
        documentKind: row.document_kind,
        number: row.number,
        localDate: row.local_date,
        atMs: row.at_ms,
        amountMinor: row.amount_minor,
        clientName: personName({ firstName: row.first_name ?? '', lastName: row.last_name ?? '' }, nameOrder),
        reference: row.reference,
      })),
      feeBp: account.fee_bp ?? 0,
      settlesToId: account.settles_to_id,
      balanceMinor: this.#near.accounts.keptBalance(reader, account),
    };
  }

  /** E26. @throws DomainError NOT_FOUND, INVALID_INPUT, CONFLICT (alreadySettled), PERIOD_LOCKED */
  settle(caller: Caller, input: Input<'settle'>): Output<'settle'> {
    const { ledger, accounts, settings } = this.#near;
    const { value, commandId } = this.#run(caller, 'cash.settle', (tx) => {
      const known = ledger.findByRequestKey(tx, input.requestKey, { kind: 'settlement' });
      if (known) return { id: known.id, fee: rows.readOperationDetails(tx, known.id)?.fee_minor ?? 0 };
      const from = this.#acquiring(tx, input.accountId);
      const to = accounts.requireLive(tx, input.toAccountId);
      if (to.kind !== 'bank')
        throw new DomainError('INVALID_INPUT', { field: 'toAccountId', fault: 'NOT_OF_THIS_KIND' });
      assertNotAhead(input.localDate, settings.today().localDate);
      const ids = [...new Set(input.tenderIds)];
      const gross = addMoney(...ids.map((id) => this.#unsettledAmount(tx, id, from.id)));
      const fee = gross - input.bankMinor;
      if (gross <= 0 || fee < 0) {
        const fault = gross <= 0 ? 'NOTHING_TO_SETTLE' : 'MORE_THAN_UNSETTLED';
        throw new DomainError('INVALID_INPUT', { field: 'bankMinor', fault });
      }
      const posting = ledger.open(tx, {
        kind: 'settlement',
        localDate: input.localDate,
        amountMinor: gross,
        requestKey: input.requestKey,
        comment: input.comment,
      });
      const transit = { account: 1040 as const, object: from.id };
      posting.add('E26', { account: 1030, object: to.id }, transit, input.bankMinor);
      posting.add('E26', { account: 5050 }, transit, fee);
      rows.insertOperation(tx, {
        document_id: posting.id,
        from_account_id: from.id,
        to_account_id: to.id,
        article_id: null,
        supplier_id: null,
        fee_minor: fee,
        due_on: null,
      });
      for (const id of ids) rows.insertSettlementItem(tx, posting.id, id, 1);
      tx.summary = { key: 'cash.settle', values: { number: posting.number, count: ids.length } };
      return { id: posting.id, fee };
    });
    return { commandId, documentId: value.id, feeMinor: value.fee };
  }

  #unsettledAmount(tx: Tx, id: number, accountId: number): number {
    const tender = rows.findTender(tx, id);
    if (!tender || tender.account_id !== accountId) throw new DomainError('NOT_FOUND', { what: 'tender', id });
    if (tender.held > 0) throw new DomainError('CONFLICT', { reason: 'alreadySettled', id });
    return tender.amount_minor;
  }

  #acquiring(reader: Reader, id: number): AccountRow {
    const row = this.#near.accounts.require(reader, id);
    if (row.kind === 'acquiring') return row;
    throw new DomainError('INVALID_INPUT', { field: 'accountId', fault: 'NOT_OF_THIS_KIND' });
  }

  #place(reader: Reader, id: number | null): AccountRow | null {
    return id === null ? null : this.#near.accounts.requireLive(reader, id);
  }

  /** Tips are paid out up to what clients have left. @throws DomainError INVALID_INPUT */
  #assertOwed(reader: Reader, staffId: number, amountMinor: number): void {
    const owedMinor = 0 - this.#near.ledger.balance(reader, 2510, staffId);
    if (amountMinor <= owedMinor) return;
    throw new DomainError('INVALID_INPUT', { field: 'amountMinor', fault: 'MORE_THAN_TIPS', owedMinor });
  }

  /** Who or what an operation is for. @throws DomainError NOT_FOUND */
  #about(tx: Tx, input: Pick<Input<'operate'>, 'articleId' | 'supplierId' | 'staffId'>): string | null {
    const article = input.articleId === null ? null : requireLiveArticle(tx, input.articleId).name;
    const supplier = input.supplierId === null ? null : requireLiveSupplier(tx, input.supplierId).name;
    if (input.staffId === null) return supplier ?? article;
    const row = staffRow(tx, input.staffId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    return personName({ firstName: row.first_name, lastName: row.last_name }, this.#near.settings.now().nameOrder);
  }

  #personName(reader: Reader, row: { client_id: number | null; staff_id: number | null }): string {
    const person =
      rows.readClientName(reader, row.client_id) ??
      (row.staff_id === null ? undefined : staffRow(reader, row.staff_id));
    if (!person) return '';
    return personName(
      { firstName: person.first_name, lastName: person.last_name },
      this.#near.settings.now().nameOrder,
    );
  }

  #side(reader: Reader, account: keyof typeof ACCOUNTS, object: number): { account: number; name: string } {
    return { account, name: this.#objectName(reader, account, object) };
  }

  #objectName(reader: Reader, account: keyof typeof ACCOUNTS, object: number): string {
    switch (ACCOUNTS[account].object) {
      case 'account':
        return rows.objectName(reader, 'money_accounts', object) ?? '';
      case 'supplier':
        return rows.objectName(reader, 'suppliers', object) ?? '';
      case 'article':
        return rows.objectName(reader, 'expense_articles', object) ?? '';
      case 'staff':
        return this.#personName(reader, { client_id: null, staff_id: object });
      default:
        return '';
    }
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

/** @throws DomainError INVALID_INPUT */
export function assertPeriod({ from, to }: { from: LocalDate; to: LocalDate }): void {
  if (from > to) throw new DomainError('INVALID_INPUT', { field: 'to', fault: 'DATES_REVERSED' });
}
