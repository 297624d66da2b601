import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** What is owed of a sale now: debits less credits of 1100 (I8). `s` is the sale's row. */
export const DEBT_OF_SALE = `case when s.debt_minor = 0 then 0 else
  coalesce((select sum(amount_minor) from ledger_entries where debit_account = 1100 and debit_object = s.id), 0)
  - coalesce((select sum(amount_minor) from ledger_entries where credit_account = 1100 and credit_object = s.id), 0) end`;

/** The statements that the journal waits for; a test explains their plans. */
export const VISIT_SALES_SQL = {
  payments: `select own.visit_id, ${DEBT_OF_SALE} as debt_minor from json_each(?) as ids
    cross join visit_sales own on own.visit_id = ids.value cross join sales s on s.id = own.sale_id`,
  liveSale: `select own.sale_id, d.number from visit_sales own
    cross join sales s on s.id = own.sale_id cross join ledger_documents d on d.id = s.document_id where own.visit_id = ?`,
  firstDay: `select min(local_date) as local_date from cash_shifts`,
} as const;

/** The live sale of a visit (I15) with the number of its check. */
export function readLiveSale(reader: Reader, visitId: number): { sale_id: number; number: number } | undefined {
  return reader.get(sqlText<{ sale_id: number; number: number }>(VISIT_SALES_SQL.liveSale, visitId));
}

/** What is owed of the live sales of some visits; visits without one are left out. */
export function readVisitDebts(reader: Reader, visitIds: readonly number[]): Map<number, number> {
  const rows = reader.all(
    sqlText<{ visit_id: number; debt_minor: number }>(VISIT_SALES_SQL.payments, JSON.stringify(visitIds)),
  );
  return new Map(rows.map((row) => [row.visit_id, row.debt_minor]));
}

/** The day of the first shift; null before there was one. */
export function readFirstShiftDay(reader: Reader): LocalDate | null {
  return reader.get(sqlText<{ local_date: LocalDate | null }>(VISIT_SALES_SQL.firstDay))?.local_date ?? null;
}
