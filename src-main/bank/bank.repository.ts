import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A document that moved a bank account; + in, − out. */
export interface BankMoveRow {
  readonly document_id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly minor: number;
}

/** The statements of this feature; a test explains their plans. */
export const BANK_SQL = {
  moves: `select d.id as document_id, d.kind, d.number, d.local_date, moves.minor
    from (select document_id, sum(minor) as minor
            from (select document_id, amount_minor as minor from ledger_entries
                   where debit_account = 1030 and debit_object = @accountId and local_date between @from and @to
                  union all
                  select document_id, -amount_minor from ledger_entries
                   where credit_account = 1030 and credit_object = @accountId and local_date between @from and @to)
           group by document_id) moves
      cross join ledger_documents d on d.id = moves.document_id
    where d.reverses_id is null and d.kind <> 'opening' and moves.minor <> 0
      and not exists (select 1 from ledger_documents r where r.reverses_id = d.id)
    order by d.local_date, d.id`,
  byKey: `select d.id, exists (select 1 from ledger_documents r where r.reverses_id = d.id) as is_reversed
    from ledger_documents d where d.request_key = ?`,
} as const;

/** Documents in force that moved a bank account on some days, oldest first. */
export function readMoves(reader: Reader, accountId: number, from: LocalDate, to: LocalDate): BankMoveRow[] {
  return reader.all(sqlText<BankMoveRow>(BANK_SQL.moves, { accountId, from, to }));
}

/** The document that a press of a button posted, and whether it was taken back. */
export function findByKey(reader: Reader, key: string): { id: number; is_reversed: number } | undefined {
  return reader.get(sqlText<{ id: number; is_reversed: number }>(BANK_SQL.byKey, key));
}
