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
const OF_PERIOD = 's.local_date between @fromDate and @toDate';

/**
 * Between which ids the sales of the period, their lines and what came off them stand: ids follow the days all but exactly, so
 * that other rows of the same kind are passed by without being read. Each is found in an index alone.
 */
const BOUNDS = `sale_ids (low, high) as materialized (select min(id), max(id) from sales where local_date between @fromDate and @toDate),
  line_ids (low, high) as materialized (select min(line.id), max(line.id)
    from sale_ids cross join sale_lines as line on line.sale_id between sale_ids.low and sale_ids.high),
  discount_ids (low, high) as materialized (select min(off.id), max(off.id)
    from line_ids cross join sale_discounts as off on off.sale_line_id between line_ids.low and line_ids.high),
  hit (id) as materialized (select distinct line.sale_id
    from discount_ids cross join sale_discounts as d
      on d.source = @source and d.source_id = @id and d.id between discount_ids.low and discount_ids.high
    cross join sale_lines as line on line.id = d.sale_line_id),
  back (id, minor) as materialized (select back.sale_line_id, sum(back.net_minor + back.recognised_minor)
    from line_ids cross join refund_lines as back on back.sale_line_id between line_ids.low and line_ids.high
    where not exists (select 1 from ledger_documents as storno where storno.reverses_id = back.document_id)
    group by back.sale_line_id)`;

/** What a line is worth now, as `SOLD_VALUE` of the client's figures has it, with what came back of the period's lines. */
const VALUE = '(sold.net_minor + sold.recognised_minor - coalesce(back.minor, 0))';

/**
 * Each live check of the period among some sales: what it sold, and whether it was the first day of its client (R4).
 *
 * The plus keeps SQLite to the discounts of the line: by the other index it went through every use of the promotion for each
 * line, which nobody lived to see the end of.
 */
const checksOf = (
  ids: string,
): string => `select s.id as saleId, s.document_id as documentId, s.local_date as localDate,
    s.client_id as clientId, sum(${VALUE}) as netMinor,
    sum(case when d.id is null then 0 else ${VALUE} end) as linesMinor,
    sum(coalesce(d.amount_minor, 0)) as discountMinor, count(d.id) as hits,
    coalesce(f.first_on = s.local_date, 0) as isNew
  from (${ids}) as wanted cross join sales as s on s.id = wanted.id
    cross join sale_lines as sold on sold.sale_id = s.id and sold.kind in ('service', 'product')
    left join back on back.id = sold.id
    left join sale_discounts as d on d.sale_line_id = sold.id and +d.source = @source and +d.source_id = @id
    left join client_figures as f on f.client_id = s.client_id
  where ${OF_PERIOD} and ${LIVE} group by s.id`;

/**
 * The sales of the period whose figures must be looked at: the discount came off, something came back, they were taken back
 * whole, or they sold or used what is no plain service and no goods. Of all others the net is the revenue.
 */
const ODD = `odd (id) as materialized (
    select sale_id from sale_ids cross join sale_lines indexed by sale_lines_unlike
      where sale_id between low and high and (kind not in ('service', 'product') or recognised_minor <> 0)
    union select line.sale_id from back cross join sale_lines as line on line.id = back.id
    union select taken.id from ledger_documents as storno cross join sales as taken on taken.document_id = storno.reverses_id
      where storno.reverses_id is not null
    union select id from hit)`;

/** Goods or services were in it: what is no revenue is no check of a promotion. */
const SOLD_GOODS = `exists (select 1 from sale_lines as line where line.sale_id = s.id and line.kind in ('service', 'product'))`;

/** The statements of effects; a test explains their plans. */
export const EFFECTS_SQL = {
  list: `select d.source_id as id, count(distinct s.id) as checks, sum(d.amount_minor) as discountMinor,
      sum(${SOLD_VALUE}) as revenueMinor
    from sales as s indexed by sales_date cross join sale_lines as sold on sold.sale_id = s.id
      cross join sale_discounts as d on d.sale_line_id = sold.id
    where s.local_date between ? and ? and +d.source = ? and +d.source_id in (select value from json_each(?)) and ${LIVE}
    group by d.source_id`,
  sums: `with ${BOUNDS}, ${ODD},
    exact as materialized (${checksOf('select id from odd')}),
    plain as (select count(*) as checks, coalesce(sum(net_minor > 0), 0) as paid, coalesce(sum(net_minor), 0) as revenue
      from sale_ids cross join sales as s on s.id between sale_ids.low and sale_ids.high
      where ${OF_PERIOD} and s.id not in (select id from odd)),
    others as (select count(*) as checks, coalesce(sum(netMinor > 0), 0) as paid, coalesce(sum(netMinor), 0) as revenue
      from exact where hits = 0),
    newcomers (id) as (select s.client_id from client_figures as f cross join sales as s indexed by sales_client
        on s.client_id = f.client_id and s.local_date = f.first_on
      where f.first_on between @fromDate and @toDate and s.id not in (select id from odd))
    select 1 as isUnder, count(*) as checks, coalesce(sum(netMinor > 0), 0) as paidChecks,
      coalesce(sum(netMinor), 0) as revenueMinor, coalesce(sum(linesMinor), 0) as linesMinor,
      coalesce(sum(discountMinor), 0) as discountMinor, count(distinct case when isNew then clientId end) as newClients
    from exact where hits > 0
    union all
    select 0, plain.checks + others.checks, plain.paid + others.paid, plain.revenue + others.revenue, 0, 0,
      (select count(*) from (select id from newcomers union select clientId from exact where hits = 0 and isNew))
    from plain, others`,
} as const;

/** Ids of the checks of a page: all of those that it came off, for they are few; of the others so many as are shown. */
const IDS_OF_KIND: Readonly<Record<EffectKind, string>> = {
  under: 'select id from hit',
  new: 'select id from hit',
  without: othersSql('and s.id not in (select id from hit)'),
  before: othersSql(''),
};

function othersSql(condition: string): string {
  return `select s.id from sales as s indexed by sales_date
    where ${OF_PERIOD} and ${LIVE} and ${SOLD_GOODS} ${condition}
    order by s.local_date desc, s.id desc limit @limit offset @offset`;
}

const OF_KIND: Readonly<Record<EffectKind, string>> = {
  under: 'where hits > 0',
  new: 'where hits > 0 and isNew = 1',
  without: '',
  before: '',
};

/** One page of the checks of a kind, the newest first. */
export function effectChecksSql(kind: EffectKind): string {
  // The others are paged as they are found.
  const end = OF_KIND[kind] === '' ? '' : 'limit @limit offset @offset';
  return `with ${BOUNDS} select page.saleId, page.documentId, doc.number as number, page.localDate, page.clientId,
      c.first_name as firstName, c.last_name as lastName, page.isNew, page.discountMinor, page.netMinor,
      (select json_group_array(l.title order by l.position) from sale_lines as l
        where l.sale_id = page.saleId and l.kind in ('service', 'product')) as titlesJson
    from (select * from (${checksOf(IDS_OF_KIND[kind])}) ${OF_KIND[kind]}
        order by localDate desc, saleId desc ${end}) as page
      join ledger_documents as doc on doc.id = page.documentId
      left join clients as c on c.id = page.clientId
    order by page.localDate desc, page.saleId desc`;
}

/** How many checks it came off there are of a kind. */
function countSql(kind: 'under' | 'new'): string {
  return `with ${BOUNDS} select count(*) as count from (${checksOf(IDS_OF_KIND[kind])}) ${OF_KIND[kind]}`;
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
  const rows = reader.all(sqlText<EffectSums & { isUnder: 0 | 1 }>(EFFECTS_SQL.sums, valuesOf(ask)));
  const sumsOf = (wanted: 0 | 1): EffectSums => {
    const { isUnder: _isUnder, ...sums } = rows.find(({ isUnder }) => isUnder === wanted)!;
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
    rows: reader.all(
      sqlText<EffectCheckRow>(effectChecksSql(kind), { ...values, limit: page.limit, offset: page.offset }),
    ),
    total: countChecks(reader, ask, kind),
  };
}

function countChecks(reader: Reader, ask: EffectAsk, kind: EffectKind): number {
  if (kind === 'under' || kind === 'new') {
    return reader.get(sqlText<{ count: number }>(countSql(kind), valuesOf(ask)))!.count;
  }
  const { under, others } = readEffectSums(reader, ask);
  return kind === 'without' ? others.checks : under.checks + others.checks;
}

function valuesOf({ source, id, fromDate, toDate }: EffectAsk): Record<string, unknown> {
  return { source, id, fromDate, toDate };
}
