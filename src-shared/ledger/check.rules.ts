/** The invariants of the ledger (domain.md 6), in their order. */
export const INVARIANTS = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'I13',
  'I14',
  'I15',
  'I16',
  'I17',
] as const;
export type Invariant = (typeof INVARIANTS)[number];

/** What exactly does not hold; each belongs to one invariant. */
export const FINDING_RULES = {
  unknown_account: 'I1',
  unknown_object: 'I1',
  entry_date: 'I1',
  empty_document: 'I1',
  document_amount: 'I1',
  operation_amount: 'I1',
  shift_cash: 'I2',
  register_balance: 'I2',
  shift_date: 'I2',
  deposit_negative: 'I3',
  certificate_liability: 'I4',
  certificate_nominal: 'I4',
  membership_value: 'I5',
  membership_rest: 'I5',
  bonus_lots: 'I6',
  bonus_lot_negative: 'I6',
  stock_negative: 'I7',
  sale_debt: 'I8',
  sale_debt_negative: 'I8',
  sale_sums: 'I9',
  line_sums: 'I9',
  sale_tenders: 'I9',
  tender_money: 'I9',
  line_discounts: 'I10',
  bonus_shares: 'I10',
  coupon_shares: 'I10',
  income: 'I11',
  tips: 'I12',
  tips_negative: 'I12',
  storno_entries: 'I13',
  storno_tenders: 'I13',
  number_gap: 'I13',
  locked_period: 'I14',
  visit_sales: 'I15',
  visit_status: 'I15',
  acquiring: 'I16',
  day_totals: 'I17',
} as const satisfies Record<string, Invariant>;
export type FindingRule = keyof typeof FINDING_RULES;

/** One row that breaks an invariant, with what opens it. Absent = not known of this kind of row. */
export interface FindingRow {
  readonly documentId: number | null;
  readonly saleId: number | null;
  readonly clientId: number | null;
  readonly visitId: number | null;
  /** Where its entries stand. */
  readonly account: number | null;
  readonly object: number | null;
  readonly localDate: string | null;
  /** What a person knows it by: a number, a name. */
  readonly label: string;
  /** What should be there, and what is, in minor units. */
  readonly expectedMinor: number | null;
  readonly actualMinor: number | null;
}

/** An invariant that does not hold. */
export interface Finding {
  readonly invariant: Invariant;
  readonly rule: FindingRule;
  /** Rows in all. */
  readonly total: number;
  /** The first of them. */
  readonly rows: readonly FindingRow[];
}

/** Rows that are kept of one finding; the rest is counted. */
export const KEPT_FINDING_ROWS = 50;
