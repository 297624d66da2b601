import type { Quote, TenderInput } from './checkout.contract.ts';

type TenderKind = TenderInput['kind'];

/** One way of paying as it stands on the screen. */
export interface TenderRow {
  readonly id: string;
  readonly kind: TenderKind;
  /** Minor units; of cash what is handed over. Null = whatever is left to pay. */
  readonly amountMinor: number | null;
  readonly certificateId: number | null;
  /** The most it can pay: balance of a certificate, deposit or bonuses; null = no limit. */
  readonly limitMinor: number | null;
  readonly reference: string;
}

/** What the rows come to. Minor units. */
export interface TenderPlan {
  /** What each row pays, by its id; of cash without the change. */
  readonly appliedMinor: ReadonlyMap<string, number>;
  /** Still to be paid; 0 when everything is covered. */
  readonly restMinor: number;
  readonly changeMinor: number;
  /** Rows that are not cash and pay more than is due (NONCASH_OVERPAYMENT). */
  readonly overIds: ReadonlySet<string>;
  /** Rows above what they can pay. */
  readonly overLimitIds: ReadonlySet<string>;
}

/** Order in which tenders consume what is due (T1). */
const TENDER_ORDER: readonly TenderKind[] = ['bonus', 'certificate', 'deposit', 'card', 'sbp', 'transfer', 'cash'];

/** Kinds that pay services and goods only. */
const NOT_MONEY: ReadonlySet<TenderKind> = new Set<TenderKind>(['bonus', 'certificate', 'deposit']);

const inOrder = (rows: readonly TenderRow[]): TenderRow[] =>
  rows.toSorted((a, b) => TENDER_ORDER.indexOf(a.kind) - TENDER_ORDER.indexOf(b.kind));

/**
 * Adds up the ways of paying of a check (T1)
 *
 * Typed amounts count first, cash among them; then every row without an amount takes what is left, up to its limit, in the
 * order bonus, certificate, deposit, card, sbp, transfer, cash. Cash above the rest is change; anything else above it is
 * too much. Example: due 413000, card 300000 and cash 200000 give rest 0 and change 87000.
 *
 * `moneyOnlyMinor` of what is due (certificates, memberships, deposits and tips that are sold) is left to money: a
 * certificate or deposit without an amount takes no more than the rest.
 */
export function planTenders(dueMinor: number, rows: readonly TenderRow[], moneyOnlyMinor = 0): TenderPlan {
  const appliedMinor = new Map<string, number>();
  const overIds = new Set<string>();
  const overLimitIds = new Set<string>();
  let restMinor = dueMinor;
  let leftForAll = dueMinor - moneyOnlyMinor;
  let changeMinor = 0;
  const typed = inOrder(rows).flatMap((row) =>
    row.amountMinor === null ? [] : [{ ...row, amountMinor: row.amountMinor }],
  );
  for (const row of typed) {
    const paidMinor = Math.min(row.amountMinor, restMinor);
    appliedMinor.set(row.id, paidMinor);
    if (row.limitMinor !== null && row.amountMinor > row.limitMinor) overLimitIds.add(row.id);
    if (row.amountMinor > restMinor) {
      if (row.kind === 'cash') changeMinor += row.amountMinor - restMinor;
      else overIds.add(row.id);
    }
    restMinor -= paidMinor;
    if (NOT_MONEY.has(row.kind)) leftForAll = Math.max(0, leftForAll - paidMinor);
  }
  for (const row of inOrder(rows)) {
    if (row.amountMinor !== null) continue;
    const isMoney = !NOT_MONEY.has(row.kind);
    const paidMinor = Math.min(restMinor, row.limitMinor ?? restMinor, isMoney ? restMinor : leftForAll);
    appliedMinor.set(row.id, paidMinor);
    restMinor -= paidMinor;
    if (!isMoney) leftForAll -= paidMinor;
  }
  return { appliedMinor, restMinor, changeMinor, overIds, overLimitIds };
}

/** The rows as the core takes them: rows that pay nothing are left out, cash says what is handed over. */
export function tenderInputs(rows: readonly TenderRow[], plan: TenderPlan): TenderInput[] {
  return rows.flatMap((row): TenderInput[] => {
    const amountMinor = row.amountMinor ?? plan.appliedMinor.get(row.id) ?? 0;
    if (amountMinor <= 0) return [];
    return [
      {
        kind: row.kind,
        accountId: null,
        certificateId: row.certificateId as TenderInput['certificateId'],
        amountMinor,
        reference: row.reference,
      },
    ];
  });
}

const NOTES_MINOR = [10_000, 50_000, 100_000, 500_000] as const;

/**
 * Sums that people hand over for an amount: it rounded up to 100, 500, 1000 and 5000 units of the currency.
 *
 * Ascending, each above the amount. Example: 413000 gives 420000, 450000, 500000.
 */
export function handedSums(amountMinor: number): number[] {
  if (amountMinor <= 0) return [];
  const sums = NOTES_MINOR.map((note) => Math.ceil(amountMinor / note) * note).filter((sum) => sum > amountMinor);
  return [...new Set(sums)].toSorted((a, b) => a - b);
}

/** A line whose price or discount is not what it was. */
export interface QuoteChange {
  readonly title: string;
  readonly beforeMinor: number;
  readonly afterMinor: number;
}

/** Lines of the same check that cost something else than a moment ago; for «цена изменилась». */
export function quoteChanges(before: Quote, after: Quote): QuoteChange[] {
  return after.lines.flatMap((line) => {
    const old = before.lines.find(({ key }) => key === line.key);
    if (!old || old.netMinor === line.netMinor) return [];
    return [{ title: line.title, beforeMinor: old.netMinor, afterMinor: line.netMinor }];
  });
}

/** A discount of a whole check, added up over its lines. */
export interface DiscountSum {
  readonly source: Quote['lines'][number]['discounts'][number]['source'];
  readonly title: string;
  readonly amountMinor: number;
}

/** What came off a check, by where it comes from and its name; every rouble of the difference is in it (I10). */
export function discountSums(lines: readonly Pick<Quote['lines'][number], 'discounts'>[]): DiscountSum[] {
  const sums = new Map<string, DiscountSum>();
  for (const { source, title, amountMinor } of lines.flatMap(({ discounts }) => discounts)) {
    const key = `${source}/${title}`;
    sums.set(key, { source, title, amountMinor: (sums.get(key)?.amountMinor ?? 0) + amountMinor });
  }
  return [...sums.values()].filter(({ amountMinor }) => amountMinor !== 0);
}
