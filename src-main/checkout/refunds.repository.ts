import type { Insertable } from 'kysely';
import type { RefundLinesTable } from '../../db/schema-money.ts';
import type { LineKind } from '../../src-shared/checkout/pricing.rules.ts';
import type { GivenTender, PaidTender } from '../../src-shared/checkout/refund.rules.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** Writes what went back of a line. */
export function insertRefundLine(tx: Tx, row: Insertable<RefundLinesTable>): void {
  tx.run(query.insertInto('refund_lines').values(row));
}

/** A visit has no live sale any more (I15). */
export function deleteVisitSale(tx: Tx, saleId: number): void {
  tx.run(query.deleteFrom('visit_sales').where('sale_id', '=', saleId));
}

const NOT_REVERSED = `not exists (select 1 from ledger_documents r where r.reverses_id = d.id)`;

/** Documents that stand on a sale and were not taken back: payments, refunds, write-offs. */
export function readLiveDocuments(
  reader: Reader,
  saleId: number,
): { readonly id: number; readonly kind: DocumentKind; readonly number: number }[] {
  return reader.all(
    sqlText<{ id: number; kind: DocumentKind; number: number }>(
      `select d.id, d.kind, d.number from ledger_documents d
         where d.id in (select id from ledger_documents where sale_id = ?
             union select document_id from tenders where sale_id = ?)
           and d.kind in ('payment', 'refund', 'debt_write_off') and ${NOT_REVERSED} order by d.id`,
      saleId,
      saleId,
    ),
  );
}

/** The sales that a refund or a payment stands on. */
export function readSalesOfDocument(reader: Reader, documentId: number): number[] {
  return reader
    .all(
      sqlText<{ id: number }>(
        `select sale_id as id from ledger_documents where id = ? and sale_id is not null
           union select sale_id from tenders where document_id = ? and sale_id is not null order by 1`,
        documentId,
        documentId,
      ),
    )
    .map(({ id }) => id);
}

/** Other sales that a payment paid, too. */
export function countOtherSales(reader: Reader, documentId: number, saleId: number): number {
  return reader.get(
    sqlText<{ count: number }>(
      'select count(distinct sale_id) as count from tenders where document_id = ? and sale_id <> ?',
      documentId,
      saleId,
    ),
  )!.count;
}

/** A line with what is left of it. */
export interface LeftLineRow {
  readonly id: number;
  readonly kind: LineKind;
  readonly title: string;
  readonly covered_by_id: number | null;
  readonly quantity_milli: number;
  readonly net_minor: number;
  readonly recognised_minor: number;
}

/** Lines of a sale less what went back of them. */
export function readLeftLines(reader: Reader, saleId: number): LeftLineRow[] {
  const back = (column: string): string => `l.${column} - coalesce((select sum(f.${column}) from refund_lines f
      join ledger_documents d on d.id = f.document_id where f.sale_line_id = l.id and ${NOT_REVERSED}), 0) as ${column}`;
  return reader.all(
    sqlText<LeftLineRow>(
      `select l.id, l.kind, l.title, l.covered_by_id, ${back('quantity_milli')}, ${back('net_minor')},
         ${back('recognised_minor')} from sale_lines l where l.sale_id = ? order by l.position`,
      saleId,
    ),
  );
}

/** Tenders of a sale, given and given back. */
export function readPaidTenders(reader: Reader, saleId: number): GivenTender[] {
  return reader
    .all(
      sqlText<{
        kind: PaidTender['kind'];
        account_id: number | null;
        certificate_id: number | null;
        amount_minor: number;
        is_later: 0 | 1;
      }>(
        `select t.kind, t.account_id, t.certificate_id, t.amount_minor, t.document_id <> s.document_id as is_later
           from tenders t cross join sales s on s.id = t.sale_id where t.sale_id = ? order by t.id`,
        saleId,
      ),
    )
    .map((row) => ({
      kind: row.kind,
      accountId: row.account_id,
      certificateId: row.certificate_id,
      amountMinor: row.amount_minor,
      isLater: row.is_later === 1,
    }));
}

/** A tender with everything that its mirror in a storno repeats. */
export interface MirrorRow extends PaidTender {
  readonly saleId: number | null;
  readonly reference: string;
}

/** Tenders of a document. */
export function readDocumentTenders(reader: Reader, documentId: number): MirrorRow[] {
  return reader
    .all(
      sqlText<{
        kind: PaidTender['kind'];
        account_id: number | null;
        certificate_id: number | null;
        amount_minor: number;
        sale_id: number | null;
        reference: string;
      }>(
        `select kind, account_id, certificate_id, amount_minor, sale_id, reference from tenders
           where document_id = ? order by position`,
        documentId,
      ),
    )
    .map((row) => ({
      kind: row.kind,
      accountId: row.account_id,
      certificateId: row.certificate_id,
      amountMinor: row.amount_minor,
      saleId: row.sale_id,
      reference: row.reference,
    }));
}

/** Whose tips of a sale were paid out since: their balance would fall below zero. */
export function readOverpaidTips(reader: Reader, saleId: number): string | null {
  const row = reader.get(
    sqlText<{ name: string }>(
      `select trim(p.first_name || ' ' || p.last_name) as name from sale_lines l join staff p on p.id = l.staff_id
         where l.sale_id = ? and l.kind = 'tip' and
           coalesce((select sum(amount_minor) from ledger_entries where credit_account = 2510 and credit_object = p.id), 0)
           < coalesce((select sum(amount_minor) from ledger_entries where debit_account = 2510 and debit_object = p.id), 0)
         limit 1`,
      saleId,
    ),
  );
  return row?.name ?? null;
}
