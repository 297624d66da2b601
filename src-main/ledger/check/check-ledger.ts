import type { Database as SqliteDatabase } from 'better-sqlite3';
import {
  FINDING_RULES,
  type Finding,
  type FindingRow,
  INVARIANTS,
  KEPT_FINDING_ROWS,
} from '../../../src-shared/ledger/check.rules.ts';
import type { CheckQuery } from './check-query.ts';
import { ENTRY_CHECKS } from './entries.repository.ts';
import { MONEY_CHECKS } from './money.repository.ts';
import { OBLIGATION_CHECKS } from './obligations.repository.ts';
import { SALE_CHECKS } from './sales.repository.ts';

/** All statements, by invariant. */
const LEDGER_CHECKS: readonly CheckQuery[] = INVARIANTS.flatMap((invariant) =>
  [...ENTRY_CHECKS, ...MONEY_CHECKS, ...OBLIGATION_CHECKS, ...SALE_CHECKS].filter(
    ({ rule }) => FINDING_RULES[rule] === invariant,
  ),
);

interface RawRow {
  readonly document_id?: number | null;
  readonly sale_id?: number | null;
  readonly client_id?: number | null;
  readonly visit_id?: number | null;
  readonly account?: number | null;
  readonly object?: number | null;
  readonly local_date?: string | null;
  readonly label?: string | number | null;
  readonly expected_minor?: number | null;
  readonly actual_minor?: number | null;
}

/**
 * Checks the invariants of the ledger (I1-I17) over a whole file; an empty list = all of them hold.
 *
 * Reads only. All statements look at one moment: a sale that is posted meanwhile is in all of them or in none.
 *
 * @param progress told the share done, 0..1, after each statement; may throw to stop
 */
export function checkLedger(
  connection: SqliteDatabase,
  progress: (share: number) => void = () => undefined,
): Finding[] {
  const read = connection.transaction((): Finding[] => {
    const found: Finding[] = [];
    const documentOf = connection.prepare('select document_id from sales where id = ?').pluck();
    LEDGER_CHECKS.forEach(({ rule, sql }, index) => {
      progress(index / LEDGER_CHECKS.length);
      const rows: FindingRow[] = [];
      let total = 0;
      for (const raw of connection.prepare(sql).iterate() as Iterable<RawRow>) {
        total += 1;
        if (rows.length < KEPT_FINDING_ROWS) rows.push(rowOf(raw));
      }
      const opened = rows.map((row) =>
        row.documentId === null && row.saleId !== null
          ? { ...row, documentId: (documentOf.get(row.saleId) as number | undefined) ?? null }
          : row,
      );
      if (total > 0) found.push({ invariant: FINDING_RULES[rule], rule, total, rows: opened });
    });
    progress(1);
    return found;
  });
  return read();
}

function rowOf(raw: RawRow): FindingRow {
  return {
    documentId: raw.document_id ?? null,
    saleId: raw.sale_id ?? null,
    clientId: raw.client_id ?? null,
    visitId: raw.visit_id ?? null,
    account: raw.account ?? null,
    object: raw.object ?? null,
    localDate: raw.local_date ?? null,
    label: String(raw.label ?? ''),
    expectedMinor: raw.expected_minor ?? null,
    actualMinor: raw.actual_minor ?? null,
  };
}
