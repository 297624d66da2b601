/**
 * What a line of a visit has brought: its part of the visit's live check, or its price where no check is kept.
 *
 * Net less refunds, a covered line at its recognised value (R1, T9). Needs `line`, a row of visit_lines, and `own` of
 * {@link CHECK_OF_VISIT}. Visits of before the ledger and imported ones count by the price they were booked at.
 */
export const LINE_VALUE = `case when own.sale_id is null then line.price_minor else
  (select coalesce(sum(sold.net_minor + sold.recognised_minor - coalesce(
      (select sum(back.net_minor + back.recognised_minor) from refund_lines back where back.sale_line_id = sold.id
        and not exists (select 1 from ledger_documents storno where storno.reverses_id = back.document_id)), 0)), 0)
   from sale_lines sold where sold.sale_id = own.sale_id and sold.visit_line_id = line.id) end`;

/** The live sale of `visits` (I15), when it has one. */
export const CHECK_OF_VISIT = 'left join visit_sales own on own.visit_id = visits.id';
