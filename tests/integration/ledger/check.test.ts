import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLedger } from '../../../src-main/ledger/check/check-ledger.ts';
import { rebuildDayTotals } from '../../../src-main/ledger/day-totals.repository.ts';
import { dropTriggers } from '../../../src-main/store/change-log.ts';
import { FINDING_RULES, type Finding, type FindingRule } from '../../../src-shared/ledger/check.rules.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { type MoneySalon, keptTotals, openMoneySalon } from './money-salon.ts';

let salon: MoneySalon;
let certificate: number;
let membership: number;
let sale: { saleId: number; documentId: number };
let visit: number;
let lot: number;

beforeAll(async () => {
  salon = await openMoneySalon();
  const { row, post, client, register, acquiring, bank, master } = salon;
  [certificate, membership] = salon.write((tx) => {
    const type = row(tx, 'membership_types', {
      name: 'Десять',
      kind: 'visits',
      price_minor: 30_000,
      validity_days: 90,
      starts_at: 'purchase',
      balance: 'shared',
    });
    return [
      row(tx, 'certificates', { number: 'С-1', nominal_minor: 50_000, paid_minor: 40_000, sold_on: '2026-03-12' }),
      row(tx, 'memberships', {
        number: 'А-1',
        type_id: type,
        client_id: client,
        title: 'Десять',
        kind: 'visits',
        price_minor: 30_000,
        validity_days: 90,
        sold_on: '2026-03-12',
      }),
    ] as const;
  });
  post({ kind: 'opening', amountMinor: 100_000 }, (_, posting) => {
    posting.add('E01', { account: 1030, object: bank }, { account: 3000 }, 100_000);
  });
  // Sold for cash: a certificate and a membership.
  post({ kind: 'sale', shiftId: salon.shift, clientId: client, amountMinor: 70_000 }, (tx, posting) => {
    const saleId = row(tx, 'sales', {
      document_id: posting.id,
      client_id: client,
      local_date: '2026-03-12',
      priced_on: '2026-03-12',
      gross_minor: 70_000,
      discount_minor: 0,
      net_minor: 70_000,
    });
    const line = (position: number, kind: string, minor: number): object => ({
      sale_id: saleId,
      position,
      kind,
      title: kind,
      quantity_milli: 1000,
      list_price_minor: minor,
      price_minor: minor,
      gross_minor: minor,
      discount_minor: 0,
      net_minor: minor,
    });
    row(tx, 'sale_lines', { ...line(1, 'certificate', 40_000), certificate_id: certificate });
    row(tx, 'sale_lines', { ...line(2, 'membership', 30_000), membership_id: membership });
    const cash = { account: 1010, object: register } as const;
    posting.add('E11', cash, { account: 2200, object: certificate }, 40_000);
    posting.add('E16', cash, { account: 2300, object: membership }, 30_000);
    row(tx, 'tenders', {
      document_id: posting.id,
      sale_id: saleId,
      position: 1,
      kind: 'cash',
      account_id: register,
      amount_minor: 70_000,
    });
    const movement = { document_id: posting.id, kind: 'sell', local_date: '2026-03-12' };
    row(tx, 'certificate_movements', {
      ...movement,
      certificate_id: certificate,
      nominal_minor: 50_000,
      liability_minor: 40_000,
    });
    row(tx, 'membership_movements', { ...movement, membership_id: membership, units: 1, value_minor: 30_000 });
  });
  visit = salon.addVisit({
    staffId: master,
    serviceId: salon.write((tx) => {
      const category = row(tx, 'service_categories', { name: 'Волосы', colour: 'teal', position: 1 });
      return row(tx, 'services', { name: 'Стрижка', category_id: category, price_minor: 1, duration_min: 60 });
    }),
    localDate: '2026-03-12',
    status: 'completed',
  });
  sale = salon.sell({
    visitId: visit,
    lines: [
      { netMinor: 90_000, discountMinor: 10_000, bonusMinor: 5000 },
      { kind: 'product', netMinor: 20_000 },
      { kind: 'deposit', netMinor: 10_000 },
      { kind: 'tip', netMinor: 3000, staffId: master },
    ],
    tenders: [
      { kind: 'bonus', amountMinor: 5000 },
      { kind: 'card', amountMinor: 60_000 },
      { kind: 'cash', amountMinor: 50_000 },
    ],
    debtMinor: 8000,
  });
  post({ kind: 'bonus_grant', clientId: client, amountMinor: 7000 }, (tx, posting) => {
    posting.add('E20', { account: 4900 }, { account: 2400 }, 7000);
    lot = row(tx, 'bonus_lots', {
      client_id: client,
      document_id: posting.id,
      source: 'manual',
      granted_on: '2026-03-12',
      available_from: '2026-03-12',
    });
    const movement = { lot_id: lot, document_id: posting.id, local_date: '2026-03-12' };
    row(tx, 'bonus_movements', { ...movement, kind: 'grant', amount_minor: 7000 });
    row(tx, 'bonus_movements', { ...movement, document_id: sale.documentId, kind: 'spend', amount_minor: -5000 });
  });
  const rent = post({ kind: 'expense', amountMinor: 30_000 }, (_, posting) => {
    posting.add('E49', { account: 5060, object: salon.article }, { account: 1030, object: bank }, 30_000);
  });
  salon.write((tx) => {
    salon.ledger.reverse(tx, rent, { localDate: '2026-03-12', shiftId: salon.shift, reason: 'опечатка' });
  });
  post({ kind: 'settlement', amountMinor: 60_000 }, (tx, posting) => {
    posting.add('E26', { account: 1030, object: bank }, { account: 1040, object: acquiring }, 59_000);
    posting.add('E26', { account: 5050 }, { account: 1040, object: acquiring }, 1000);
    const tender = tx.prepare("select id from tenders where kind = 'card'").pluck().get() as number;
    row(tx, 'settlement_items', { document_id: posting.id, tender_id: tender, sign: 1 });
  });
});
afterAll(() => salon.close());

/** What the check finds after rows were changed behind the back of the program; everything is as before afterwards. */
function foundAfter(statements: readonly string[], alsoTotals = false): Finding[] {
  const { connection } = salon.store;
  connection.exec('begin; pragma defer_foreign_keys = on');
  try {
    dropTriggers(connection);
    for (const sql of statements) connection.exec(sql);
    if (!alsoTotals) rebuildDayTotals(connection);
    return checkLedger(connection);
  } finally {
    connection.exec('rollback');
  }
}

describe('the check of the ledger', () => {
  test('finds nothing in a salon that was posted by the rules', () => {
    expectLedgerHolds(salon.store);
    expect(keptTotals(salon).length).toBeGreaterThan(5);
  });

  const entryOf = (event: string): string => `(select id from ledger_entries where event = '${event}' limit 1)`;
  const BROKEN: [FindingRule, () => string[]][] = [
    ['unknown_account', () => [`update ledger_entries set credit_account = 4999 where id = ${entryOf('E02')}`]],
    ['unknown_object', () => [`update ledger_entries set debit_object = 777 where id = ${entryOf('E05')}`]],
    ['unknown_object', () => [`update ledger_entries set client_id = null where id = ${entryOf('E20')}`]],
    ['entry_date', () => [`update ledger_entries set local_date = '2026-03-11' where id = ${entryOf('E02')}`]],
    ['empty_document', () => [`delete from ledger_entries where event = 'E20'`]],
    ['document_amount', () => ["update ledger_documents set amount_minor = amount_minor + 1 where kind = 'expense'"]],
    [
      'operation_amount',
      () => [
        `insert into money_operations (document_id, from_account_id)
         select id, ${salon.register} from ledger_documents where kind = 'expense'`,
      ],
    ],
    ['shift_cash', () => ['update cash_shifts set closed_at_ms = 1, expected_minor = 1, counted_minor = 1']],
    ['register_balance', () => ['update cash_shifts set opening_minor = 5']],
    ['shift_date', () => ["update cash_shifts set local_date = '2026-03-11'"]],
    ['deposit_negative', () => [`update ledger_entries set amount_minor = -9 where id = ${entryOf('E08')}`]],
    ['certificate_liability', () => ['update certificate_movements set liability_minor = 39999']],
    ['certificate_nominal', () => ['update certificate_movements set nominal_minor = 0']],
    ['membership_value', () => ['update membership_movements set value_minor = 1']],
    ['membership_rest', () => ["update membership_movements set units = 0, kind = 'use'"]],
    ['bonus_lots', () => ["update bonus_movements set amount_minor = 7001 where kind = 'grant'"]],
    ['bonus_lot_negative', () => ["delete from bonus_movements where kind = 'grant'"]],
    ['stock_negative', () => [`update ledger_entries set credit_account = 1200 where id = ${entryOf('E03')}`]],
    ['sale_debt', () => ["update tenders set amount_minor = 59999 where kind = 'card'"]],
    ['sale_debt_negative', () => [`delete from ledger_entries where event in ('E02', 'E03')`]],
    ['sale_sums', () => [`update sales set gross_minor = 1 where id = ${sale.saleId}`]],
    ['line_sums', () => ["update sale_lines set net_minor = 89999 where kind = 'service'"]],
    ['sale_tenders', () => [`update sales set debt_minor = 0 where id = ${sale.saleId}`]],
    ['tender_money', () => ["update tenders set amount_minor = 59999 where kind = 'card'"]],
    ['line_discounts', () => ['delete from sale_discounts']],
    ['bonus_shares', () => ['update sale_lines set bonus_minor = 0']],
    ['coupon_shares', () => ["update sale_discounts set source = 'coupon'"]],
    ['income', () => [`update ledger_entries set credit_account = 4020 where id = ${entryOf('E02')}`]],
    ['tips', () => ["update sale_lines set staff_id = null where kind = 'tip'"]],
    ['tips_negative', () => [`update ledger_entries set amount_minor = -1 where event = 'E24'`]],
    [
      'storno_entries',
      () => ["update ledger_entries set amount_minor = -29999 where event = 'E49' and amount_minor < 0"],
    ],
    [
      'storno_tenders',
      () => [
        `insert into tenders (document_id, position, kind, amount_minor)
         select id, 1, 'cash', 5 from ledger_documents where kind = 'reversal'`,
      ],
    ],
    ['number_gap', () => ["update ledger_documents set number = 7 where kind = 'opening'"]],
    ['locked_period', () => ["insert into ledger_locks (lock_date, set_at_ms) values ('2026-03-31', 5)"]],
    ['visit_sales', () => ['delete from visit_sales']],
    ['visit_status', () => [`update visits set status = 'in_progress' where id = ${visit}`]],
    ['acquiring', () => ['delete from settlement_items']],
    ['day_totals', () => ["update ledger_day_totals set amount_minor = amount_minor + 1 where event = 'E02'"]],
  ];
  test.each(BROKEN)('names %s', (rule, statements) => {
    const found = foundAfter(statements(), rule === 'day_totals');
    expect(found.map((finding) => finding.rule)).toContain(rule);
  });

  test('every rule was broken above', () => {
    expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(Object.keys(FINDING_RULES)));
  });

  test('a finding names its invariant and leads to the document, with what should be there', () => {
    const found = foundAfter(
      [`update ledger_entries set amount_minor = amount_minor + 5 where event in ('E02', 'E05', 'E06', 'E24')`],
      true,
    );
    expect(found.find(({ rule }) => rule === 'sale_debt')).toMatchObject({
      invariant: 'I8',
      total: 1,
      rows: [{ saleId: sale.saleId, documentId: sale.documentId, expectedMinor: 8000, actualMinor: 8000 - 5 }],
    });
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['income', 'day_totals', 'tips']));
    expect(found.map(({ invariant }) => invariant)).toEqual(found.map(({ rule }) => FINDING_RULES[rule]));
  });
});

describe('I17: the totals of days', () => {
  test('are the same built anew', () => {
    const kept = keptTotals(salon);
    rebuildDayTotals(salon.store.connection);
    expect(keptTotals(salon)).toEqual(kept);
  });

  test('go with the unit of work that fails', () => {
    const kept = keptTotals(salon);
    expect(() =>
      salon.post({ kind: 'expense', amountMinor: 1 }, (_, posting) => {
        posting.add('E49', { account: 5060, object: salon.article }, { account: 1030, object: salon.bank }, 1);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(keptTotals(salon)).toEqual(kept);
  });
});
