import { INVOICES_SQL } from '../../src-main/invoices/invoices.repository.ts';
import { sqlText, withLastingPlan } from '../../src-main/store/executor.ts';
import type { Store } from '../../src-main/store/store.ts';

/** How SQLite reads the lists of papers. */
export function invoicesSql(store: Store): string[] {
  const values = {
    saleId: 1,
    visitId: 1,
    fromDate: '2026-01-01',
    toDate: '2026-12-31',
    beforeDate: null,
    beforeId: null,
    kind: null,
    number: null,
    text: '',
    limit: 10,
  };
  return [INVOICES_SQL.of, INVOICES_SQL.list].map((sql) =>
    store.reader
      .all(sqlText<{ detail: string }>(`explain query plan ${withLastingPlan(sql)}`, values))
      .map(({ detail }) => detail)
      .join('\n'),
  );
}
