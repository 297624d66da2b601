import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

type Source = 'promotion' | 'coupon';

/** What promotions or coupons brought. */
interface Effect {
  readonly checks: number;
  readonly discountMinor: number;
  /** Net of the lines that something came off. */
  readonly revenueMinor: number;
}

/** Live checks only: one that was taken back brought nothing. */
const FROM = `from sale_discounts as d
    join sale_lines as l on l.id = d.sale_line_id
    join sales as s on s.id = l.sale_id
  where d.source = ? and d.source_id is not null and s.local_date between ? and ?
    and not exists (select 1 from ledger_documents as r where r.reverses_id = s.document_id)`;

/** Checks, discount and revenue of a period by promotion or coupon. */
export function readEffects(
  reader: Reader,
  source: Source,
  fromDate: LocalDate,
  toDate: LocalDate,
): ReadonlyMap<number, Effect> {
  const rows = reader.all(
    sqlText<Effect & { id: number }>(
      `select d.source_id as id, count(distinct s.id) as checks, sum(d.amount_minor) as discountMinor,
              sum(l.net_minor) as revenueMinor
         ${FROM} group by d.source_id`,
      source,
      fromDate,
      toDate,
    ),
  );
  return new Map(rows.map(({ id, ...effect }) => [id, effect]));
}

/** The checks behind an effect, the newest first. */
export function readDiscountedChecks(
  reader: Reader,
  source: Source,
  id: number,
  fromDate: LocalDate,
  toDate: LocalDate,
): {
  saleId: number;
  documentId: number;
  number: number;
  localDate: LocalDate;
  clientId: number | null;
  firstName: string | null;
  lastName: string | null;
  titlesJson: string;
  discountMinor: number;
  netMinor: number;
}[] {
  return reader.all(
    sqlText(
      `select s.id as saleId, s.document_id as documentId, doc.number as number, s.local_date as localDate,
              s.client_id as clientId, c.first_name as firstName, c.last_name as lastName,
              json_group_array(l.title) as titlesJson, sum(d.amount_minor) as discountMinor,
              sum(l.net_minor) as netMinor
         from sale_discounts as d
         join sale_lines as l on l.id = d.sale_line_id
         join sales as s on s.id = l.sale_id
         join ledger_documents as doc on doc.id = s.document_id
         left join clients as c on c.id = s.client_id
        where d.source = ? and d.source_id = ? and s.local_date between ? and ?
          and not exists (select 1 from ledger_documents as r where r.reverses_id = s.document_id)
        group by s.id order by s.id desc limit 1000`,
      source,
      id,
      fromDate,
      toDate,
    ),
  );
}
