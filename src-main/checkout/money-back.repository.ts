import { MONEY_KINDS, type MoneyKind } from '../../src-shared/checkout/tenders.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** What was paid for a certificate or a membership, by kind: its own entries say it, whatever else the check sold (E11, E16). */
export function paidInMoney(
  reader: Reader,
  sold: { readonly documentId: number; readonly account: number; readonly object: number },
): { kind: MoneyKind; paidMinor: number }[] {
  const entries = reader.all(
    sqlText<{ account: number; object: number; minor: number }>(
      `select debit_account as account, debit_object as object, sum(amount_minor) as minor from ledger_entries
         where document_id = ? and event in ('E11', 'E16') and credit_account = ? and credit_object = ? group by 1, 2`,
      sold.documentId,
      sold.account,
      sold.object,
    ),
  );
  const tenders = reader.all(
    sqlText<{ kind: MoneyKind; object: number; minor: number }>(
      `select kind, account_id as object, sum(amount_minor) as minor from tenders
         where document_id = ? and kind in ('card', 'sbp', 'transfer', 'cash') group by 1, 2`,
      sold.documentId,
    ),
  );
  const left = new Map(entries.map(({ object, minor }) => [object, minor]));
  const paid = new Map<MoneyKind, number>();
  // Card and SBP may share an account: the card pays first (T1).
  for (const kind of MONEY_KINDS) {
    for (const tender of tenders) {
      if (tender.kind !== kind) continue;
      const part = Math.min(tender.minor, left.get(tender.object) ?? 0);
      left.set(tender.object, (left.get(tender.object) ?? 0) - part);
      paid.set(kind, (paid.get(kind) ?? 0) + part);
    }
  }
  return [...paid].flatMap(([kind, paidMinor]) => (paidMinor > 0 ? [{ kind, paidMinor }] : []));
}

/** The tenders of a document in their order. */
export function readMoneyBack(
  reader: Reader,
  documentId: number,
): { readonly kind: MoneyKind; readonly account_id: number; readonly amount_minor: number }[] {
  return reader.all(
    sqlText<{ kind: MoneyKind; account_id: number; amount_minor: number }>(
      'select kind, account_id, amount_minor from tenders where document_id = ? order by position, id',
      documentId,
    ),
  );
}

/** Writes money that went back to a client without a sale. */
export function insertMoneyBack(
  tx: Tx,
  documentId: number,
  position: number,
  kind: MoneyKind,
  accountId: number,
  amountMinor: number,
): void {
  tx.insert(
    query.insertInto('tenders').values({
      document_id: documentId,
      sale_id: null,
      position,
      kind,
      account_id: accountId,
      certificate_id: null,
      amount_minor: -amountMinor,
      given_minor: null,
      change_minor: null,
    }),
  );
}
