import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ExpenseArticlesTable, SuppliersTable } from '../../db/schema-money.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ArticleRow = Selectable<ExpenseArticlesTable>;
export type SupplierRow = Selectable<SuppliersTable>;

/** Articles in their order. */
export function readArticles(reader: Reader): ArticleRow[] {
  return reader.all(query.selectFrom('expense_articles').selectAll().orderBy('position').orderBy('id'));
}

export function findArticle(reader: Reader, id: number): ArticleRow | undefined {
  return reader.get(query.selectFrom('expense_articles').selectAll().where('id', '=', id));
}

export function insertArticle(tx: Tx, values: Insertable<ExpenseArticlesTable>): number {
  return tx.insert(query.insertInto('expense_articles').values(values));
}

export function updateArticle(tx: Tx, id: number, values: Updateable<ExpenseArticlesTable>): void {
  tx.run(query.updateTable('expense_articles').set(values).where('id', '=', id));
}

/** Suppliers; the caller sorts them. */
export function readSuppliers(reader: Reader): SupplierRow[] {
  return reader.all(query.selectFrom('suppliers').selectAll().orderBy('id'));
}

export function findSupplier(reader: Reader, id: number): SupplierRow | undefined {
  return reader.get(query.selectFrom('suppliers').selectAll().where('id', '=', id));
}

export function insertSupplier(tx: Tx, values: Insertable<SuppliersTable>): number {
  return tx.insert(query.insertInto('suppliers').values(values));
}

export function updateSupplier(tx: Tx, id: number, values: Updateable<SuppliersTable>): void {
  tx.run(query.updateTable('suppliers').set(values).where('id', '=', id));
}

export interface SupplierMove {
  readonly supplier_id: number;
  readonly document_id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly billed_minor: number;
  readonly paid_minor: number;
  readonly due_on: LocalDate | null;
  readonly comment: string;
  /** The document that a storno takes back, and the one that took this back. */
  readonly reverses_id: number | null;
  readonly reversed_id: number | null;
}

/** Everything on 2010, of one supplier when named: by day, oldest first. */
export function readSupplierMoves(reader: Reader, supplierId: number | null): SupplierMove[] {
  const only = supplierId === null ? ['', ''] : [' and e.credit_object = ?', ' and e.debit_object = ?'];
  const values = supplierId === null ? [] : [supplierId, supplierId];
  return reader.all(
    sqlText<SupplierMove>(
      `select p.supplier_id, d.id as document_id, d.kind, d.number, d.local_date, d.comment, d.reverses_id, m.due_on,
              sum(p.billed) as billed_minor, sum(p.paid) as paid_minor,
              (select id from ledger_documents r where r.reverses_id = d.id) as reversed_id
         from (
           select e.document_id, e.credit_object as supplier_id, e.amount_minor as billed, 0 as paid
             from ledger_entries e where e.credit_account = 2010${only[0]}
           union all
           select e.document_id, e.debit_object, 0, e.amount_minor
             from ledger_entries e where e.debit_account = 2010${only[1]}) p
         join ledger_documents d on d.id = p.document_id
         left join money_operations m on m.document_id = d.id
        group by p.supplier_id, d.id order by d.local_date, d.id`,
      ...values,
    ),
  );
}
