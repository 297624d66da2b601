/** What a line of a check is worth now: net less refunds, a covered one at its recognised value (R1, T9). Needs `sold`. */
export const SOLD_VALUE = `(sold.net_minor + sold.recognised_minor - coalesce(
      (select sum(back.net_minor + back.recognised_minor) from refund_lines back where back.sale_line_id = sold.id
        and not exists (select 1 from ledger_documents storno where storno.reverses_id = back.document_id)), 0))`;

/**
 * What a line of a visit has brought: its part of the visit's live check, or its price where no check is kept.
 *
 * Needs `line`, a row of visit_lines, and `own` of {@link CHECK_OF_VISIT}. Visits of before the ledger and imported ones
 * count by the price they were booked at.
 */
export const LINE_VALUE = `case when own.sale_id is null then line.price_minor else
  (select coalesce(sum(${SOLD_VALUE}), 0)
   from sale_lines sold where sold.sale_id = own.sale_id and sold.visit_line_id = line.id) end`;

/** The live sale of `visits` (I15), when it has one. */
export const CHECK_OF_VISIT = 'left join visit_sales own on own.visit_id = visits.id';

/**
 * Services and goods that a live check sold beside the lines of a visit: added at the desk, or sold without a visit (R2, R3).
 *
 * They are the client's whom the check names. Certificates, memberships, deposits and tips are no revenue. Gives `sale`,
 * `sold`, and `visits` where the check belongs to one.
 */
export const SOLD_BESIDE = `from sales sale join sale_lines sold on sold.sale_id = sale.id
    left join visits on visits.id = sale.visit_id
  where sold.visit_line_id is null and sold.kind in ('service', 'product')
    and not exists (select 1 from ledger_documents storno where storno.reverses_id = sale.document_id)`;

/** The check that such a line counts in: its visit, or the sale itself below zero. */
export const BESIDE_CHECK = 'coalesce(sale.visit_id, 0 - sale.id)';

/** The day of the service for a visit, the business date otherwise (trap 16). */
export const BESIDE_DATE = 'coalesce(visits.local_date, sale.local_date)';
