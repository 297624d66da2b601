import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLedger } from '../../../src-main/ledger/check/check-ledger.ts';
import { rebuildDayTotals } from '../../../src-main/ledger/day-totals.repository.ts';
import { dropTriggers } from '../../../src-main/store/change-log.ts';
import type { FindingRow } from '../../../src-shared/ledger/check.rules.ts';
import { type MoneySalon, openMoneySalon } from '../checkout/money-salon.ts';

let salon: MoneySalon;

const service = (priceMinor: number) => ({ kind: 'service' as const, priceMinor });
const goods = (priceMinor: number) => ({ kind: 'product' as const, priceMinor });
const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });

/** A few days of a salon with every kind of document that money leaves behind. */
beforeAll(async () => {
  salon = await openMoneySalon();
  salon.set({ isBonusOn: true, bonusRateBp: 1000, bonusLimitBp: 5000, clientDebtLimitMinor: 1_000_000 });
  salon.openShift();
  const owner = salon.callerOf('owner');
  const { visitId, visitLineId } = salon.visit(salon.olga);
  salon.sell({
    lines: [{ ...service(200_000), visitLineId }, goods(30_000)],
    tenders: [card(100_000), cash(130_000)],
    visitId,
  });
  const gift = salon.sell({
    lines: [{ kind: 'certificate', priceMinor: 80_000, nominalMinor: 100_000 }],
    tenders: [cash(80_000)],
  });
  const pass = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
  const certificateId = salon.linesOf(gift.saleId)[0]!.certificate_id;
  const coveredById = salon.linesOf(pass.saleId)[0]!.membership_id;
  salon.sell({
    lines: [
      { kind: 'deposit', priceMinor: 60_000 },
      { kind: 'tip', priceMinor: 5000 },
    ],
    tenders: [cash(65_000)],
  });
  const mixed = salon.sell({
    lines: [service(160_000), { kind: 'service', coveredById }],
    tenders: [
      { kind: 'bonus', amountMinor: 20_000 },
      { kind: 'certificate', amountMinor: 60_000, certificateId },
      { kind: 'deposit', amountMinor: 30_000 },
      card(20_000),
    ],
    leavesDebt: true,
  });
  salon.payDebt(salon.olga, [cash(20_000)]);
  const [line] = salon.linesOf(mixed.saleId);
  salon.refund(mixed.saleId, [{ saleLineId: line!.id, amountMinor: 40_000 }]);
  const wrong = salon.sell({ lines: [goods(10_000)], tenders: [cash(10_000)] });
  salon.reverse(wrong.saleId);
  salon.cash.suppliers.createArticle(owner, { name: 'Аренда' });
  const [bank, article] = [
    salon.cash.accounts.list(owner, false).find(({ kind }) => kind === 'bank')!.id,
    salon.rows<{ id: number }>('select id from expense_articles limit 1')[0]!.id,
  ];
  const operation = {
    requestKey: randomUUID(),
    toAccountId: null,
    supplierId: null,
    staffId: null,
    dueOn: null,
    comment: '',
  };
  salon.cash.operations.operate(owner, {
    ...operation,
    kind: 'expense',
    amountMinor: 7000,
    fromAccountId: bank,
    articleId: article as never,
  });
  salon.closeShift(-500);
  salon.keepDay();
  salon.holds();
});
afterAll(() => salon.close());

/** Rows of the findings after a change behind the back of the program; everything is as before afterwards. */
function foundAfter(sql: string): FindingRow[] {
  const { connection } = salon.store;
  connection.exec('begin; pragma defer_foreign_keys = on');
  try {
    dropTriggers(connection);
    connection.exec(sql);
    // Kept totals that follow would tell of every change of an entry; here the other invariants must.
    rebuildDayTotals(connection);
    return checkLedger(connection).flatMap(({ rows }) => rows);
  } finally {
    connection.exec('rollback');
  }
}

interface Row {
  readonly id: number;
  readonly document_id: number;
}

/** Each row of a table with its document, and the documents that stand on the same sale. */
const rowsOf = (table: string, document: string): Row[] =>
  salon.rows<Row>(`select t.id, ${document} as document_id from ${table} t order by t.id`);

/** Whether a finding leads to the document: by itself, by its check, its client, or an object that it moved. */
function leadsTo(documentId: number, found: readonly FindingRow[]): boolean {
  const [document] = salon.rows<{ client_id: number | null; shift_id: number | null }>(
    'select client_id, shift_id from ledger_documents where id = ?',
    documentId,
  );
  const saleIds = salon
    .rows<{ id: number }>(
      `select id from sales where document_id = @id union select sale_id from ledger_documents where id = @id
         union select sale_id from tenders where document_id = @id
         union select s.id from ledger_documents d join sales s on s.document_id = d.reverses_id where d.id = @id`,
      { id: documentId },
    )
    .map(({ id }) => id);
  const objects = salon
    .rows<{ pair: string }>(
      `select debit_account || '/' || debit_object as pair from ledger_entries where document_id = @id
         union select credit_account || '/' || credit_object from ledger_entries where document_id = @id`,
      { id: documentId },
    )
    .map(({ pair }) => pair);
  return found.some(
    (row) =>
      row.documentId === documentId ||
      (row.saleId !== null && saleIds.includes(row.saleId)) ||
      (row.clientId !== null && row.clientId === document!.client_id) ||
      objects.includes(`${row.account}/${row.object}`),
  );
}

const kindOf = (documentId: number): string =>
  salon.rows<{ kind: string }>('select kind from ledger_documents where id = ?', documentId)[0]!.kind;

const SALE_OF_LINE = '(select document_id from sales where id = t.sale_id)';
const MUTATIONS: [string, string, string][] = [
  ['ledger_entries', 't.document_id', 'update ledger_entries set amount_minor = amount_minor + 1 where id = $id'],
  ['ledger_entries', 't.document_id', 'delete from ledger_entries where id = $id'],
  ['ledger_entries', 't.document_id', "update ledger_entries set local_date = '2026-03-01' where id = $id"],
  ['tenders', 't.document_id', 'update tenders set amount_minor = amount_minor + 1 where id = $id'],
  ['tenders', 't.document_id', 'delete from tenders where id = $id'],
  ['sales', 't.document_id', 'update sales set net_minor = net_minor + 1 where id = $id'],
  ['sales', 't.document_id', 'update sales set debt_minor = debt_minor + 1 where id = $id'],
  ['sale_lines', SALE_OF_LINE, 'update sale_lines set net_minor = net_minor + 1 where id = $id'],
  ['sale_lines', SALE_OF_LINE, 'update sale_lines set discount_minor = discount_minor + 1 where id = $id'],
  ['sale_lines', SALE_OF_LINE, 'update sale_lines set recognised_minor = recognised_minor + 1 where id = $id'],
  ['sale_lines', SALE_OF_LINE, 'update sale_lines set bonus_minor = bonus_minor + 1 where id = $id'],
  ['refund_lines', 't.document_id', 'update refund_lines set net_minor = net_minor + 1 where id = $id'],
  ['refund_lines', 't.document_id', 'delete from refund_lines where id = $id'],
  [
    'certificate_movements',
    't.document_id',
    'update certificate_movements set liability_minor = liability_minor + 1 where id = $id',
  ],
  [
    'membership_movements',
    't.document_id',
    'update membership_movements set value_minor = value_minor + 1 where id = $id',
  ],
  ['bonus_movements', 't.document_id', 'update bonus_movements set amount_minor = amount_minor + 1 where id = $id'],
  ['ledger_entries', 't.document_id', 'update ledger_entries set debit_object = debit_object + 1 where id = $id'],
  ['ledger_entries', 't.document_id', 'update ledger_entries set credit_object = credit_object + 1 where id = $id'],
  ['ledger_documents', 't.id', 'update ledger_documents set amount_minor = amount_minor + 1 where id = $id'],
  ['ledger_documents', 't.id', "update ledger_documents set local_date = '2026-03-01' where id = $id"],
];

describe('I1-I17: no single row of money can be changed behind the program without the check naming it', () => {
  test.each(MUTATIONS)('%s, %s: %s', (table, document, sql) => {
    const missed = rowsOf(table, document)
      .filter((row) => !leadsTo(row.document_id, foundAfter(sql.replace('$id', String(row.id)))))
      .map(({ id, document_id: documentId }) => {
        const [event] = table === 'ledger_entries' ? salon.rows('select * from ledger_entries where id = ?', id) : [];
        return { id, kind: kindOf(documentId), event };
      });
    expect(missed).toEqual([]);
  });
});
