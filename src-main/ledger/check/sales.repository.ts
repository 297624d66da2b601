import { type CheckQuery, isLive } from './check-query.ts';

/** Debt of each sale by the ledger and by its lines, refunds and tenders. */
const DEBTS = `with parts (sale_id, ledger, kept) as (
    select debit_object, amount_minor, 0 from ledger_entries where debit_account = 1100
    union all select credit_object, -amount_minor, 0 from ledger_entries where credit_account = 1100
    union all select sale.id, 0, sale.net_minor from sales sale where ${isLive('sale.document_id')}
    union all select line.sale_id, 0, -back.net_minor from refund_lines back
      join sale_lines line on line.id = back.sale_line_id where ${isLive('back.document_id')}
    union all select sale_id, 0, -amount_minor from tenders where sale_id is not null
    union all select entry.credit_object, 0, -entry.amount_minor from ledger_documents document
      join ledger_entries entry on entry.document_id = document.id
      where document.kind = 'debt_write_off' and entry.credit_account = 1100
    union all select entry.credit_object, 0, -entry.amount_minor from ledger_documents written_off
      join ledger_documents storno on storno.reverses_id = written_off.id
      join ledger_entries entry on entry.document_id = storno.id
      where written_off.kind = 'debt_write_off' and entry.credit_account = 1100)`;

/** Checks beside what was posted for them: I8-I11, I15. */
export const SALE_CHECKS: readonly CheckQuery[] = [
  {
    rule: 'sale_debt',
    sql: `${DEBTS} select sale_id, 1100 as account, sale_id as object, sum(kept) as expected_minor,
        sum(ledger) as actual_minor
      from parts group by sale_id having sum(kept) <> sum(ledger)`,
  },
  {
    rule: 'sale_debt_negative',
    sql: `with parts (sale_id, ledger) as (
        select debit_object, amount_minor from ledger_entries where debit_account = 1100
        union all select credit_object, -amount_minor from ledger_entries where credit_account = 1100)
      select sale_id, 1100 as account, sale_id as object, 0 as expected_minor, sum(ledger) as actual_minor
      from parts group by sale_id having sum(ledger) < 0`,
  },
  {
    rule: 'sale_sums',
    sql: `select sale.id as sale_id, sale.document_id, sale.local_date, coalesce(sum(line.net_minor), 0) as expected_minor,
        sale.net_minor as actual_minor
      from sales sale left join sale_lines line on line.sale_id = sale.id group by sale.id
      having sale.net_minor <> coalesce(sum(line.net_minor), 0) or sale.gross_minor <> coalesce(sum(line.gross_minor), 0)
        or sale.discount_minor <> coalesce(sum(line.discount_minor), 0)`,
  },
  {
    rule: 'line_sums',
    sql: `select sale_id, title as label, gross_minor - discount_minor as expected_minor, net_minor as actual_minor
      from sale_lines where gross_minor - discount_minor <> net_minor or discount_minor < 0 or net_minor < 0`,
  },
  {
    rule: 'sale_tenders',
    sql: `select sale.id as sale_id, sale.document_id, sale.local_date, sale.net_minor as expected_minor,
        sale.debt_minor + coalesce(sum(tender.amount_minor), 0) as actual_minor
      from sales sale left join tenders tender
          on tender.document_id = sale.document_id and tender.sale_id = sale.id group by sale.id
      having sale.net_minor <> sale.debt_minor + coalesce(sum(tender.amount_minor), 0) or sale.debt_minor < 0`,
  },
  {
    rule: 'line_discounts',
    sql: `select line.sale_id, line.title as label, line.discount_minor as expected_minor,
        coalesce(sum(discount.amount_minor), 0) as actual_minor
      from sale_lines line left join sale_discounts discount on discount.sale_line_id = line.id
      group by line.id having line.discount_minor <> coalesce(sum(discount.amount_minor), 0)`,
  },
  {
    rule: 'bonus_shares',
    sql: `with parts (document_id, ledger, kept) as (
        select document_id, amount_minor, 0 from tenders where kind = 'bonus' and document_id in (select document_id from sales)
        union all select sale.document_id, 0, line.bonus_minor from sale_lines line join sales sale on sale.id = line.sale_id
          where line.bonus_minor <> 0)
      select document_id, sum(ledger) as expected_minor, sum(kept) as actual_minor
      from parts group by document_id having sum(ledger) <> sum(kept)`,
  },
  {
    rule: 'coupon_shares',
    sql: `with parts (sale_id, used, kept) as (
        select coupon_uses.sale_id, coupon_uses.amount_minor, 0 from coupon_uses
          join sales sale on sale.id = coupon_uses.sale_id and sale.document_id = coupon_uses.document_id
        union all select line.sale_id, 0, discount.amount_minor from sale_discounts discount
          join sale_lines line on line.id = discount.sale_line_id where discount.source = 'coupon')
      select sale_id, sum(used) as expected_minor, sum(kept) as actual_minor
      from parts group by sale_id having sum(used) <> sum(kept)`,
  },
  {
    rule: 'income',
    sql: `with own (id) as (select id from ledger_documents where kind in ('sale', 'refund')),
      parts (document_id, account, ledger, kept) as (
        select document_id, credit_account, amount_minor, 0 from ledger_entries
          where credit_account in (4010, 4020, 4030) and document_id in own
        union all select document_id, debit_account, -amount_minor, 0 from ledger_entries
          where debit_account in (4010, 4020, 4030) and document_id in own
        union all select sale.document_id, iif(line.kind = 'service', 4010, 4020), 0, line.net_minor from sale_lines line
          join sales sale on sale.id = line.sale_id where line.kind in ('service', 'product')
        union all select sale.document_id, 4030, 0, line.recognised_minor from sale_lines line
          join sales sale on sale.id = line.sale_id where line.recognised_minor <> 0
        union all select back.document_id, iif(line.kind = 'service', 4010, 4020), 0, -back.net_minor from refund_lines back
          join sale_lines line on line.id = back.sale_line_id where line.kind in ('service', 'product')
        union all select document_id, 4030, 0, -recognised_minor from refund_lines where recognised_minor <> 0)
      select document_id, account, sum(kept) as expected_minor, sum(ledger) as actual_minor
      from parts group by document_id, account having sum(kept) <> sum(ledger)`,
  },
  {
    rule: 'visit_sales',
    sql: `with parts (visit_id, sale_id, posted, kept) as (
        select sale.visit_id, sale.id, 1, 0 from sales sale where sale.visit_id is not null and ${isLive('sale.document_id')}
        union all select visit_id, sale_id, 0, 1 from visit_sales)
      select visit_id, max(sale_id) as sale_id from parts group by visit_id
      having sum(posted) > 1 or sum(posted) <> sum(kept) or count(distinct sale_id) > 1`,
  },
  {
    rule: 'visit_status',
    sql: `select visit_sales.visit_id, visit_sales.sale_id, visits.local_date, visits.status as label
      from visit_sales join visits on visits.id = visit_sales.visit_id where visits.status <> 'completed'`,
  },
];
