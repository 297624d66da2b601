import { MONEY_KINDS, type MoneyKind } from '../../src-shared/checkout/tenders.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** What a sale took in money, by kind. */
export function paidInMoney(reader: Reader, soldDocumentId: number): { kind: MoneyKind; paidMinor: number }[] {
  const rows = reader.all(
    sqlText<{ kind: MoneyKind; paid: number }>(
      'select kind, sum(amount_minor) as paid from tenders where document_id = ? group by kind',
      soldDocumentId,
    ),
  );
  return MONEY_KINDS.flatMap((kind) => {
    const paidMinor = rows.find((row) => row.kind === kind)?.paid ?? 0;
    return paidMinor > 0 ? [{ kind, paidMinor }] : [];
  });
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
