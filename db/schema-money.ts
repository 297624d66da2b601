import type { Generated } from 'kysely';
import type { Bit, Versioned } from './schema-parts.ts';

/** Row types of the ledger, sales, cash and loyalty, by table. Units are in the names. */

export interface ProductCategoriesTable extends Versioned {
  id: Generated<number>;
  name: string;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface ProductsTable extends Versioned {
  id: Generated<number>;
  category_id: number | null;
  name: string;
  brand: Generated<string>;
  article_no: Generated<string>;
  unit: Generated<string>;
  price_minor: number;
  min_price_minor: number | null;
  discount_cap_bp: number | null;
  no_discount: Generated<Bit>;
  no_bonus: Generated<Bit>;
  vat_bp: number | null;
  position: Generated<number>;
  note: Generated<string>;
  is_archived: Generated<Bit>;
}

export interface ProductBarcodesTable {
  id: Generated<number>;
  product_id: number;
  barcode: string;
}

export interface MoneyAccountsTable extends Versioned {
  id: Generated<number>;
  kind: 'register' | 'safe' | 'bank' | 'acquiring';
  name: string;
  fee_bp: number | null;
  settles_to_id: number | null;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface CashShiftsTable extends Versioned {
  id: Generated<number>;
  account_id: number;
  number: number;
  local_date: string;
  opened_at_ms: number;
  opened_by: number | null;
  opening_minor: number;
  /** Counted at opening less what the register should have held. */
  opening_difference_minor: Generated<number>;
  opening_count_json: string | null;
  closed_at_ms: number | null;
  closed_by: number | null;
  expected_minor: number | null;
  counted_minor: number | null;
  count_json: string | null;
  difference_minor: number | null;
  difference_staff_id: number | null;
  /** What was decided about a shortage (E48). */
  decision_document_id: number | null;
  totals_json: string | null;
  note: Generated<string>;
}

export interface ExpenseArticlesTable extends Versioned {
  id: Generated<number>;
  name: string;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface SuppliersTable extends Versioned {
  id: Generated<number>;
  name: string;
  tax_number: Generated<string>;
  phone: Generated<string>;
  note: Generated<string>;
  is_archived: Generated<Bit>;
}

export interface LedgerDocumentsTable {
  id: Generated<number>;
  kind: string;
  number: number;
  local_date: string;
  at_ms: number;
  created_by: number | null;
  shift_id: number | null;
  client_id: number | null;
  staff_id: number | null;
  sale_id: number | null;
  reverses_id: number | null;
  amount_minor: number;
  request_key: string | null;
  reason: Generated<string>;
  comment: Generated<string>;
}

export interface LedgerEntriesTable {
  id: Generated<number>;
  document_id: number;
  event: string;
  local_date: string;
  debit_account: number;
  debit_object: Generated<number>;
  credit_account: number;
  credit_object: Generated<number>;
  amount_minor: number;
  client_id: number | null;
  sale_line_id: number | null;
}

export interface LedgerDayTotalsTable {
  local_date: string;
  event: string;
  debit_account: number;
  debit_object: number;
  credit_account: number;
  credit_object: number;
  amount_minor: number;
  entries: number;
}

export interface LedgerLocksTable {
  id: Generated<number>;
  lock_date: string;
  reason: Generated<string>;
  set_at_ms: number;
  set_by: number | null;
}

export interface LedgerChecksTable {
  id: Generated<number>;
  at_ms: number;
  result_json: string;
}

export interface MoneyOperationsTable {
  id: Generated<number>;
  document_id: number;
  from_account_id: number | null;
  to_account_id: number | null;
  article_id: number | null;
  supplier_id: number | null;
  fee_minor: Generated<number>;
  due_on: string | null;
}

export interface DocumentFilesTable {
  id: Generated<number>;
  document_id: number;
  file_id: number;
}

export interface FiscalJobsTable extends Versioned {
  id: Generated<number>;
  document_id: number;
  payload_json: string;
  status: 'queued' | 'printed' | 'failed' | 'manual';
  attempts: Generated<number>;
  /** JSON of a trouble (fiscal.contract). */
  last_error: string | null;
  created_at_ms: number;
  done_at_ms: number | null;
  /** Under which the register knows it. */
  uuid: string | null;
  /** Since then the register may know it: it is asked before anything is sent again. */
  sent_at_ms: number | null;
  next_attempt_ms: number | null;
  answer_json: string | null;
  note: string | null;
}

export interface FiscalShiftsTable extends Versioned {
  id: Generated<number>;
  cash_shift_id: number;
  shift_number: number | null;
  totals_json: string;
  document_number: number | null;
  closed_at_ms: number | null;
}

/** To whom a client's papers are made out (K6). */
export interface PayersTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  kind: 'company' | 'entrepreneur' | 'person';
  name: string;
  tax_number: Generated<string>;
  reason_code: Generated<string>;
  address: Generated<string>;
}

export interface InvoicesTable {
  id: Generated<number>;
  kind: 'invoice' | 'vat_invoice';
  /** Of `local_date`: numbers begin anew with each. */
  year: number;
  number: number;
  local_date: string;
  at_ms: number;
  created_by: number | null;
  client_id: number | null;
  visit_id: number | null;
  sale_id: number | null;
  /** Last day on which it may be paid. */
  valid_until: string | null;
  amount_minor: number;
  vat_minor: number;
  /** Empty when its person was made nameless. */
  payer_json: string;
  /** Seller, lines and basis as they were. */
  content_json: string;
  request_key: string | null;
}

/** Takes an invoice out of force; its number stays. */
export interface InvoiceVoidsTable {
  id: Generated<number>;
  invoice_id: number;
  at_ms: number;
  voided_by: number | null;
  reason: string;
}

export interface SalesTable {
  id: Generated<number>;
  document_id: number;
  visit_id: number | null;
  client_id: number | null;
  local_date: string;
  priced_on: string;
  gross_minor: number;
  discount_minor: number;
  net_minor: number;
  debt_minor: Generated<number>;
  rebook_skip: string | null;
  comment: Generated<string>;
}

export interface SaleLinesTable {
  id: Generated<number>;
  sale_id: number;
  position: number;
  kind: 'service' | 'product' | 'certificate' | 'membership' | 'deposit' | 'tip';
  title: string;
  visit_line_id: number | null;
  service_id: number | null;
  product_id: number | null;
  certificate_id: number | null;
  membership_id: number | null;
  covered_by_id: number | null;
  bundle_id: number | null;
  staff_id: number | null;
  seller_id: number | null;
  quantity_milli: number;
  list_price_minor: number;
  price_minor: number;
  gross_minor: number;
  discount_minor: number;
  net_minor: number;
  recognised_minor: Generated<number>;
  bonus_minor: Generated<number>;
  vat_bp: number | null;
  vat_minor: Generated<number>;
  earns_bonus: Generated<Bit>;
  why_json: Generated<string>;
}

export interface SaleDiscountsTable {
  id: Generated<number>;
  sale_line_id: number;
  source: 'personal' | 'category' | 'card' | 'accumulative' | 'promotion' | 'bundle' | 'manual' | 'coupon' | 'rounding';
  source_id: number | null;
  /** Name of the card, promotion or coupon at the time. */
  title: Generated<string>;
  rate_bp: number | null;
  amount_minor: number;
  reason: Generated<string>;
}

export interface TendersTable {
  id: Generated<number>;
  document_id: number;
  sale_id: number | null;
  position: number;
  kind: 'bonus' | 'certificate' | 'deposit' | 'card' | 'sbp' | 'transfer' | 'cash';
  account_id: number | null;
  certificate_id: number | null;
  amount_minor: number;
  given_minor: number | null;
  change_minor: number | null;
  reference: Generated<string>;
}

export interface SettlementItemsTable {
  id: Generated<number>;
  document_id: number;
  tender_id: number;
  /** −1 takes a settlement back. */
  sign: 1 | -1;
}

export interface RefundLinesTable {
  id: Generated<number>;
  document_id: number;
  sale_line_id: number;
  quantity_milli: number;
  net_minor: number;
  recognised_minor: Generated<number>;
  returns_stock: Generated<Bit>;
}

export interface VisitSalesTable {
  id: Generated<number>;
  visit_id: number;
  sale_id: number;
}

export interface SaleDraftsTable extends Versioned {
  id: Generated<number>;
  visit_id: number | null;
  client_id: number | null;
  content_json: string;
  updated_at_ms: number;
  updated_by: number | null;
}

export interface CertificateTypesTable extends Versioned {
  id: Generated<number>;
  name: string;
  nominal_minor: number | null;
  price_minor: number | null;
  validity_days: number | null;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface CertificatesTable extends Versioned {
  id: Generated<number>;
  number: string;
  type_id: number | null;
  nominal_minor: number;
  paid_minor: number;
  sold_on: string;
  expires_on: string | null;
  client_id: number | null;
  recipient: Generated<string>;
  is_blocked: Generated<Bit>;
  note: Generated<string>;
}

export interface CertificateMovementsTable {
  id: Generated<number>;
  certificate_id: number;
  document_id: number;
  sale_id: number | null;
  kind: 'sell' | 'redeem' | 'give_back' | 'refund' | 'expire' | 'write_off' | 'reverse';
  local_date: string;
  nominal_minor: number;
  liability_minor: number;
}

export interface MembershipTypesTable extends Versioned {
  id: Generated<number>;
  name: string;
  kind: 'visits' | 'time';
  price_minor: number;
  validity_days: number;
  starts_at: 'purchase' | 'first_visit';
  activate_after_days: number | null;
  balance: 'split' | 'shared';
  freeze_max_days: Generated<number>;
  freeze_max_times: Generated<number>;
  is_family: Generated<Bit>;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface MembershipTypePoolsTable {
  id: Generated<number>;
  type_id: number;
  position: number;
  name: string;
  visits: number | null;
  services_json: string;
  categories_json: Generated<string>;
}

export interface MembershipsTable extends Versioned {
  id: Generated<number>;
  number: string;
  type_id: number;
  client_id: number;
  title: string;
  kind: 'visits' | 'time';
  price_minor: number;
  validity_days: number;
  sold_on: string;
  starts_on: string | null;
  activate_on: string | null;
  closed_on: string | null;
  freeze_max_days: Generated<number>;
  freeze_max_times: Generated<number>;
  is_family: Generated<Bit>;
  note: Generated<string>;
}

export interface MembershipPoolsTable {
  id: Generated<number>;
  membership_id: number;
  position: number;
  name: string;
  visits: number | null;
  value_minor: number;
  services_json: string;
  categories_json: Generated<string>;
}

export interface MembershipMembersTable {
  id: Generated<number>;
  membership_id: number;
  client_id: number;
  max_units: number | null;
}

export interface MembershipFreezesTable extends Versioned {
  id: Generated<number>;
  membership_id: number;
  from_date: string;
  to_date: string;
  reason: Generated<string>;
  created_at_ms: number;
  created_by: number | null;
}

export interface MembershipMovementsTable {
  id: Generated<number>;
  membership_id: number;
  pool_id: number | null;
  document_id: number;
  sale_line_id: number | null;
  /** Of a client who did not come (V4). */
  visit_line_id: number | null;
  client_id: number | null;
  kind: 'sell' | 'use' | 'give_back' | 'recognise' | 'expire' | 'refund' | 'reverse';
  local_date: string;
  units: number;
  value_minor: number;
}

export interface BonusLotsTable {
  id: Generated<number>;
  client_id: number;
  document_id: number;
  sale_id: number | null;
  source: 'sale' | 'manual' | 'birthday' | 'referral' | 'survey' | 'refund';
  granted_on: string;
  available_from: string;
  expires_on: string | null;
  note: Generated<string>;
}

export interface BonusMovementsTable {
  id: Generated<number>;
  lot_id: number;
  document_id: number;
  sale_id: number | null;
  kind: 'grant' | 'spend' | 'give_back' | 'expire' | 'claw_back' | 'forgive' | 'reverse';
  local_date: string;
  amount_minor: number;
}

export interface DiscountCardsTable extends Versioned {
  id: Generated<number>;
  number: string;
  client_id: number | null;
  rate_bp: number;
  tiers_json: string | null;
  valid_from: string;
  valid_to: string | null;
  is_blocked: Generated<Bit>;
  note: Generated<string>;
}

export interface PromotionsTable extends Versioned {
  id: Generated<number>;
  name: string;
  rate_bp: number | null;
  amount_minor: number | null;
  is_combinable: Generated<Bit>;
  no_bonus: Generated<Bit>;
  conditions_json: Generated<string>;
  valid_from: string;
  valid_to: string | null;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface CouponsTable extends Versioned {
  id: Generated<number>;
  /** As it was written. */
  code: string;
  /** As it is looked up: `couponKey`. */
  code_key: string;
  name: string;
  rate_bp: number | null;
  amount_minor: number | null;
  valid_from: string;
  valid_to: string | null;
  max_uses: number | null;
  max_uses_per_client: number | null;
  conditions_json: Generated<string>;
  is_archived: Generated<Bit>;
}

export interface CouponUsesTable {
  id: Generated<number>;
  coupon_id: number;
  document_id: number;
  sale_id: number;
  client_id: number | null;
  uses: number;
  amount_minor: number;
}

/** Tables of money and loyalty, by name. */
export interface MoneyDatabase {
  product_categories: ProductCategoriesTable;
  products: ProductsTable;
  product_barcodes: ProductBarcodesTable;
  money_accounts: MoneyAccountsTable;
  cash_shifts: CashShiftsTable;
  expense_articles: ExpenseArticlesTable;
  suppliers: SuppliersTable;
  ledger_documents: LedgerDocumentsTable;
  ledger_entries: LedgerEntriesTable;
  ledger_day_totals: LedgerDayTotalsTable;
  ledger_locks: LedgerLocksTable;
  ledger_checks: LedgerChecksTable;
  money_operations: MoneyOperationsTable;
  document_files: DocumentFilesTable;
  fiscal_jobs: FiscalJobsTable;
  fiscal_shifts: FiscalShiftsTable;
  payers: PayersTable;
  invoices: InvoicesTable;
  invoice_voids: InvoiceVoidsTable;
  sales: SalesTable;
  sale_lines: SaleLinesTable;
  sale_discounts: SaleDiscountsTable;
  tenders: TendersTable;
  settlement_items: SettlementItemsTable;
  refund_lines: RefundLinesTable;
  visit_sales: VisitSalesTable;
  sale_drafts: SaleDraftsTable;
  certificate_types: CertificateTypesTable;
  certificates: CertificatesTable;
  certificate_movements: CertificateMovementsTable;
  membership_types: MembershipTypesTable;
  membership_type_pools: MembershipTypePoolsTable;
  memberships: MembershipsTable;
  membership_pools: MembershipPoolsTable;
  membership_members: MembershipMembersTable;
  membership_freezes: MembershipFreezesTable;
  membership_movements: MembershipMovementsTable;
  bonus_lots: BonusLotsTable;
  bonus_movements: BonusMovementsTable;
  discount_cards: DiscountCardsTable;
  promotions: PromotionsTable;
  coupons: CouponsTable;
  coupon_uses: CouponUsesTable;
}
