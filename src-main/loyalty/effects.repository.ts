import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { EffectKind, EffectSource } from '../../src-shared/loyalty/promotions.contract.ts';
import { SOLD_VALUE } from '../client-figures/line-value.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** What promotions or coupons brought, as a list shows it. */
interface Effect {
  readonly checks: number;
  readonly discountMinor: number;
  /** Net less refunds of the lines that something came off. */
  readonly revenueMinor: number;
}

/** Of which promotion or coupon, and of which days. */
interface EffectAsk {
  readonly source: EffectSource;
  readonly id: number;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

/** Figures of some checks of a period. */
export interface EffectSums {
  readonly checks: number;
  /** Checks of which something is left: the average is taken over them (R2). */
  readonly paidChecks: number;
  /** Net less refunds of services and goods (R2). */
  readonly revenueMinor: number;
  /** Of it the lines that the discount came off. */
  readonly linesMinor: number;
  readonly discountMinor: number;
  /** Clients for whom it was the first day in the salon (R4). */
  readonly newClients: number;
}

/** A check behind a figure. */
interface EffectCheckRow {
  readonly saleId: number;
  readonly documentId: number;
  readonly number: number;
  readonly localDate: LocalDate;
  readonly clientId: number | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isNew: 0 | 1;
  readonly titlesJson: string;
  readonly discountMinor: number;
  readonly netMinor: number;
}

/** Live checks only: one that was taken back brought nothing. */
const LIVE = 'not exists (select 1 from ledger_documents as storno where storno.reverses_id = s.document_id)';

/** Each live check of a period with what it sold, and whether it was the first day of its client (R4); cross joins keep SQLite to the days of the period. */
const CHECKS = `select s.id as saleId, s.document_id as documentId, s.local_date as localDate, s.client_id as clientId,
    sum(${SOLD_VALUE}) as netMinor,
    sum(case when d.id is null then 0 else ${SOLD_VALUE} end) as linesMinor,
    sum(coalesce(d.amount_minor, 0)) as discountMinor, count(d.id) as hits,
    coalesce(f.first_on = s.local_date, 0) as isNew
  from sales as s indexed by sales_date cross join sale_lines as sold on sold.sale_id = s.id and sold.kind in ('service', 'product')
    left join sale_discounts as d on d.sale_line_id = sold.id and d.source = ? and d.source_id = ?
    left join client_figures as f on f.client_id = s.client_id
  where s.local_date between ? and ? and ${LIVE} group by s.id`;

const OF_KIND: Readonly<Record<EffectKind, string>> = {
  under: 'hits > 0',
  new: 'hits > 0 and isNew = 1',
  without: 'hits = 0',
  before: 'true',
};

/** The statements of effects; a test explains their plans. */
export const EFFECTS_SQL = {
  list: `select d.source_id as id, count(distinct s.id) as checks, sum(d.amount_minor) as discountMinor,
      sum(${SOLD_VALUE}) as revenueMinor
    from sales as s indexed by sales_date cross join sale_lines as sold on sold.sale_id = s.id
      cross join sale_discounts as d on d.sale_line_id = sold.id
    where s.local_date between ? and ? and d.source = ? and d.source_id in (select value from json_each(?)) and ${LIVE}
    group by d.source_id`,
  sums: `select hits > 0 as isUnder, count(*) as checks, sum(netMinor > 0) as paidChecks, sum(netMinor) as revenueMinor,
      sum(linesMinor) as linesMinor, sum(discountMinor) as discountMinor,
      count(distinct case when isNew then clientId end) as newClients
    from (${CHECKS}) group by hits > 0`,
} as const;

/** One page of the checks of a kind, the newest first. */
export function effectChecksSql(kind: EffectKind): string {
  return `select page.saleId, page.documentId, doc.number as number, page.localDate, page.clientId,
      c.first_name as firstName, c.last_name as lastName, page.isNew, page.discountMinor, page.netMinor,
      (select json_group_array(l.title order by l.position) from sale_lines as l
        where l.sale_id = page.saleId and l.kind in ('service', 'product')) as titlesJson
    from (select * from (${CHECKS}) where ${OF_KIND[kind]} order by localDate desc, saleId desc limit ? offset ?) as page
      join ledger_documents as doc on doc.id = page.documentId
      left join clients as c on c.id = page.clientId
    order by page.localDate desc, page.saleId desc`;
}

/** How many checks of a kind there are. */
function countSql(kind: EffectKind): string {
  return `select count(*) as count from (${CHECKS}) where ${OF_KIND[kind]}`;
}

/** Checks, discount and revenue of a period by promotion or coupon. */
export function readEffects(
  reader: Reader,
  source: EffectSource,
  ids: readonly number[],
  period: { readonly fromDate: LocalDate; readonly toDate: LocalDate },
): ReadonlyMap<number, Effect> {
  const { fromDate, toDate } = period;
  const rows = reader.all(
    sqlText<Effect & { id: number }>(EFFECTS_SQL.list, fromDate, toDate, source, JSON.stringify(ids)),
  );
  return new Map(rows.map(({ id, ...effect }) => [id, effect]));
}

/** Figures of the checks of a period that a promotion or coupon came off, and of the others. */
export function readEffectSums(reader: Reader, ask: EffectAsk): { under: EffectSums; others: EffectSums } {
  const rows = reader.all(sqlText<EffectSums & { isUnder: 0 | 1 }>(EFFECTS_SQL.sums, ...valuesOf(ask)));
  const sumsOf = (wanted: 0 | 1): EffectSums => {
    const { isUnder: _isUnder, ...sums } = rows.find(({ isUnder }) => isUnder === wanted) ?? NOTHING;
    return sums;
  };
  return { under: sumsOf(1), others: sumsOf(0) };
}

/** One page of the checks behind a figure, the newest first. */
export function readEffectChecks(
  reader: Reader,
  ask: EffectAsk,
  kind: EffectKind,
  page: { readonly offset: number; readonly limit: number },
): { rows: EffectCheckRow[]; total: number } {
  const values = valuesOf(ask);
  return {
    rows: reader.all(sqlText<EffectCheckRow>(effectChecksSql(kind), ...values, page.limit, page.offset)),
    total: reader.get(sqlText<{ count: number }>(countSql(kind), ...values))!.count,
  };
}

function valuesOf({ source, id, fromDate, toDate }: EffectAsk): unknown[] {
  return [source, id, fromDate, toDate];
}

const NOTHING = {
  isUnder: 0,
  checks: 0,
  paidChecks: 0,
  revenueMinor: 0,
  linesMinor: 0,
  discountMinor: 0,
  newClients: 0,
} as const;
