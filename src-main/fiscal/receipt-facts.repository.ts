import type { LineKind } from '../../src-shared/checkout/pricing.rules.ts';
import type { TenderKind } from '../../src-shared/checkout/tenders.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A document as its receipt looks at it. */
export interface FactDocument {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly client_id: number | null;
  /** Of a refund or a payment: its sale; of a sale: itself. */
  readonly sale_id: number | null;
  readonly reverses_id: number | null;
  readonly amount_minor: number;
}

/** One document. */
export function readFactDocument(reader: Reader, documentId: number): FactDocument | undefined {
  return reader.get(
    sqlText<FactDocument>(
      `select d.id, d.kind, d.number, d.local_date, d.client_id, coalesce(d.sale_id, s.id) as sale_id, d.reverses_id,
         d.amount_minor
       from ledger_documents d left join sales s on s.document_id = d.id where d.id = ?`,
      documentId,
    ),
  );
}

/** A line of a sale, or what went back of it. */
export interface FactLine {
  readonly kind: LineKind;
  readonly title: string;
  readonly quantity_milli: number;
  readonly net_minor: number;
  readonly bonus_minor: number;
  readonly covered_minor: number;
  readonly vat_bp: number | null;
}

const COVERED = `case when l.covered_by_id is null then 0 else`;

/** Lines of a sale. */
export function readSoldLines(reader: Reader, saleId: number): FactLine[] {
  return reader.all(
    sqlText<FactLine>(
      `select l.kind, l.title, l.quantity_milli, l.net_minor, l.bonus_minor, ${COVERED} l.recognised_minor end as covered_minor,
         l.vat_bp
       from sale_lines l where l.sale_id = ? order by l.position`,
      saleId,
    ),
  );
}

/** What a refund gave back of its lines. */
export function readReturnedLines(reader: Reader, documentId: number): FactLine[] {
  return reader.all(
    sqlText<FactLine>(
      `select l.kind, l.title, f.quantity_milli, f.net_minor, l.bonus_minor,
         ${COVERED} f.recognised_minor end as covered_minor, l.vat_bp
       from refund_lines f cross join sale_lines l on l.id = f.sale_line_id where f.document_id = ? order by l.position`,
      documentId,
    ),
  );
}

/** A tender of a document, with its sign. */
export interface FactTender {
  readonly kind: TenderKind;
  readonly amount_minor: number;
  readonly sale_id: number | null;
  readonly sale_number: number | null;
}

/** Tenders of a document. */
export function readFactTenders(reader: Reader, documentId: number): FactTender[] {
  return reader.all(
    sqlText<FactTender>(
      `select t.kind, t.amount_minor, t.sale_id, d.number as sale_number from tenders t
         left join sales s on s.id = t.sale_id left join ledger_documents d on d.id = s.document_id
       where t.document_id = ? order by t.position`,
      documentId,
    ),
  );
}

/** Nominal that was paid beyond what certificates had cost (4090 of E12, E29), by the sale: + taken, − given back. */
export function readCertificateDiscounts(reader: Reader, documentId: number): ReadonlyMap<number, number> {
  const rows = reader.all(
    sqlText<{ sale_id: number; minor: number }>(
      `select case debit_account when 4090 then credit_object else debit_object end as sale_id,
         sum(case debit_account when 4090 then amount_minor else -amount_minor end) as minor
       from ledger_entries where document_id = ? and event in ('E12', 'E29') and 4090 in (debit_account, credit_account)
       group by 1`,
      documentId,
    ),
  );
  return new Map(rows.map(({ sale_id: saleId, minor }) => [saleId, minor]));
}

/** What a document took from the client's deposit. */
export function readTakenDeposit(reader: Reader, documentId: number): number {
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce(sum(amount_minor), 0) as minor from ledger_entries where document_id = ? and debit_account = 2100`,
      documentId,
    ),
  )!.minor;
}

/** Number of the certificate, or title of the membership, that a document gave the money back for. */
export function readReturnedThing(reader: Reader, documentId: number): string {
  const row = reader.get(
    sqlText<{ title: string }>(
      `select c.number as title from certificate_movements m join certificates c on c.id = m.certificate_id
         where m.document_id = ?
       union all
       select y.title from membership_movements m join memberships y on y.id = m.membership_id where m.document_id = ?
       limit 1`,
      documentId,
      documentId,
    ),
  );
  return row?.title ?? '';
}
