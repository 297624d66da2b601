import type { z } from 'zod';
import { type OpenBill, openBills } from '../../src-shared/cash/supplier.rules.ts';
import type { Article, Supplier, operationsContract } from '../../src-shared/cash/operations.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './suppliers.repository.ts';

type Contract = typeof operationsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type SupplierFields = Input<'createSupplier'>;

/** Articles of expense, suppliers and what the salon owes them (2010). */
export class SuppliersService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  articles(withArchived: boolean): Article[] {
    return rows
      .readArticles(this.#deps.store.reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => ({
        id: row.id as Article['id'],
        name: row.name,
        isArchived: row.is_archived === 1,
        version: row.version,
      }));
  }

  /** @throws DomainError ALREADY_EXISTS, also among archived ones */
  createArticle(caller: Caller, { name }: Input<'createArticle'>): Output<'createArticle'> {
    const { value, commandId } = this.#run(caller, 'cash.createArticle', (tx) => {
      assertFree(rows.readArticles(tx), name, null, 'article');
      tx.summary = { key: 'cash.createArticle', values: { name } };
      return rows.insertArticle(tx, { name, position: (rows.readArticles(tx).at(-1)?.position ?? 0) + 1 });
    });
    return { commandId, articleId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  updateArticle(caller: Caller, input: Input<'updateArticle'>): Output<'updateArticle'> {
    const { value, commandId } = this.#run(caller, 'cash.updateArticle', (tx) => {
      const row = requireArticle(tx, input.articleId);
      assertVersion(input.version, row.version, 'article');
      if (row.name === input.name) return row.version;
      assertFree(rows.readArticles(tx), input.name, row.id, 'article');
      rows.updateArticle(tx, row.id, { name: input.name, version: row.version + 1 });
      tx.summary = { key: 'cash.updateArticle', values: { name: input.name } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  setArticleArchived(caller: Caller, input: Input<'setArticleArchived'>): Output<'setArticleArchived'> {
    const name = input.isArchived ? 'cash.archiveArticle' : 'cash.unarchiveArticle';
    const { commandId } = this.#run(caller, name, (tx) => {
      const row = requireArticle(tx, input.articleId);
      assertVersion(input.version, row.version, 'article');
      if ((row.is_archived === 1) === input.isArchived) return;
      rows.updateArticle(tx, row.id, { is_archived: input.isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: name, values: { name: row.name } };
    });
    return { commandId };
  }

  /** By name, with what is owed to each. */
  suppliers(withArchived: boolean): Supplier[] {
    const { reader } = this.#deps.store;
    const moves = Map.groupBy(rows.readSupplierMoves(reader, null), (move) => move.supplier_id);
    const today = this.#settings.today().localDate;
    return rows
      .readSuppliers(reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => {
        const own = moves.get(row.id) ?? [];
        const open = openOf(own, today);
        const due = open.flatMap(({ dueOn }) => dueOn ?? []).sort();
        return {
          ...fieldsOf(row),
          id: row.id as Supplier['id'],
          isArchived: row.is_archived === 1,
          version: row.version,
          debtMinor: debtOf(own),
          overdueMinor: addMoney(...open.filter((bill) => bill.isOverdue).map((bill) => bill.leftMinor)),
          nextDueOn: due[0] ?? null,
        };
      })
      .sort((a, b) => fold(a.name).localeCompare(fold(b.name), 'ru'));
  }

  /** @throws DomainError ALREADY_EXISTS */
  createSupplier(caller: Caller, input: SupplierFields): Output<'createSupplier'> {
    const { value, commandId } = this.#run(caller, 'cash.createSupplier', (tx) => {
      assertFree(rows.readSuppliers(tx), input.name, null, 'supplier');
      tx.summary = { key: 'cash.createSupplier', values: { name: input.name } };
      return rows.insertSupplier(tx, columnsOf(input));
    });
    return { commandId, supplierId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  updateSupplier(caller: Caller, input: Input<'updateSupplier'>): Output<'updateSupplier'> {
    const { value, commandId } = this.#run(caller, 'cash.updateSupplier', (tx) => {
      const row = requireSupplier(tx, input.supplierId);
      assertVersion(input.version, row.version, 'supplier');
      const before = fieldsOf(row);
      const after = patched(before, input.values);
      if (isSame(before, after)) return row.version;
      assertFree(rows.readSuppliers(tx), after.name, row.id, 'supplier');
      rows.updateSupplier(tx, row.id, { ...columnsOf(after), version: row.version + 1 });
      tx.summary = { key: 'cash.updateSupplier', values: { name: after.name } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (supplierOwed) */
  setSupplierArchived(caller: Caller, input: Input<'setSupplierArchived'>): Output<'setSupplierArchived'> {
    const name = input.isArchived ? 'cash.archiveSupplier' : 'cash.unarchiveSupplier';
    const { commandId } = this.#run(caller, name, (tx) => {
      const row = requireSupplier(tx, input.supplierId);
      assertVersion(input.version, row.version, 'supplier');
      if ((row.is_archived === 1) === input.isArchived) return;
      if (input.isArchived && debtOf(rows.readSupplierMoves(tx, row.id)) !== 0) {
        throw new DomainError('CONFLICT', { reason: 'supplierOwed', name: row.name });
      }
      rows.updateSupplier(tx, row.id, { is_archived: input.isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: name, values: { name: row.name } };
    });
    return { commandId };
  }

  /** An archive holds no debts: not by an undo either. @throws DomainError CONFLICT (supplierOwed) */
  assertArchiveEvenAfterUndo(tx: Tx): void {
    for (const row of rows.readSuppliers(tx)) {
      if (row.is_archived === 0 || debtOf(rows.readSupplierMoves(tx, row.id)) === 0) continue;
      throw new DomainError('CONFLICT', { reason: 'supplierOwed', name: row.name });
    }
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (dates) */
  statement({ supplierId, from, to }: Input<'supplierStatement'>): Output<'supplierStatement'> {
    if (from > to) throw new DomainError('INVALID_INPUT', { field: 'to', fault: 'DATES_REVERSED' });
    const { reader } = this.#deps.store;
    requireSupplier(reader, supplierId);
    const moves = rows.readSupplierMoves(reader, supplierId);
    const openingMinor = debtOf(moves.filter((move) => move.local_date < from));
    let debtMinor = openingMinor;
    const list = moves
      .filter((move) => move.local_date >= from && move.local_date <= to)
      .map((move) => {
        debtMinor += move.billed_minor - move.paid_minor;
        return {
          documentId: move.document_id,
          kind: move.kind,
          number: move.number,
          localDate: move.local_date,
          billedMinor: move.billed_minor,
          paidMinor: move.paid_minor,
          debtMinor,
          dueOn: move.due_on,
          comment: move.comment,
        };
      });
    const byId = new Map(moves.map((move) => [move.document_id, move]));
    const open = openOf(moves, this.#settings.today().localDate).map((bill) => {
      const move = byId.get(bill.documentId)!;
      return {
        documentId: bill.documentId,
        number: move.number,
        localDate: move.local_date,
        amountMinor: bill.amountMinor,
        leftMinor: bill.leftMinor,
        dueOn: bill.dueOn,
        isOverdue: bill.isOverdue,
      };
    });
    return { openingMinor, closingMinor: debtMinor, rows: list, openBills: open };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

/** @throws DomainError NOT_FOUND */
function requireArticle(reader: Reader, id: number): rows.ArticleRow {
  const row = rows.findArticle(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'article', id });
  return row;
}

/** An article that expenses may be posted on. @throws DomainError NOT_FOUND, CONFLICT (archived) */
export function requireLiveArticle(reader: Reader, id: number): rows.ArticleRow {
  const row = requireArticle(reader, id);
  if (row.is_archived === 1) throw new DomainError('CONFLICT', { reason: 'archived', name: row.name });
  return row;
}

/** A supplier that documents may be posted on. @throws DomainError NOT_FOUND, CONFLICT (archived) */
export function requireLiveSupplier(reader: Reader, id: number): rows.SupplierRow {
  const row = requireSupplier(reader, id);
  if (row.is_archived === 1) throw new DomainError('CONFLICT', { reason: 'archived', name: row.name });
  return row;
}

/** @throws DomainError NOT_FOUND */
function requireSupplier(reader: Reader, id: number): rows.SupplierRow {
  const row = rows.findSupplier(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'supplier', id });
  return row;
}

function debtOf(moves: readonly rows.SupplierMove[]): number {
  return addMoney(...moves.map((move) => move.billed_minor - move.paid_minor));
}

/** Bills that wait; a bill and its storno are both left out, as are payments with theirs. */
function openOf(moves: readonly rows.SupplierMove[], today: string): OpenBill[] {
  const live = moves.filter((move) => move.reverses_id === null && move.reversed_id === null);
  const bills = live
    .filter((move) => move.billed_minor > 0)
    .map((move) => ({ documentId: move.document_id, amountMinor: move.billed_minor, dueOn: move.due_on }));
  return openBills(bills, addMoney(...live.map((move) => move.paid_minor)), today);
}

function fieldsOf(row: rows.SupplierRow): SupplierFields {
  return { name: row.name, taxNumber: row.tax_number, phone: row.phone, note: row.note };
}

function columnsOf({ name, taxNumber, phone, note }: SupplierFields) {
  return { name, tax_number: taxNumber, phone, note };
}

/** The names are unique in the database too, archived ones included. @throws DomainError ALREADY_EXISTS */
function assertFree(
  list: readonly { id: number; name: string; is_archived: number }[],
  name: string,
  ownId: number | null,
  what: string,
): void {
  const taken = list.find((row) => row.id !== ownId && fold(row.name) === fold(name));
  if (!taken) return;
  const isArchived = taken.is_archived === 1;
  throw new DomainError('ALREADY_EXISTS', { what, name: taken.name, id: taken.id, isArchived });
}
