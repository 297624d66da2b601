import { type Kysely, sql } from 'kysely';

/**
 * The ledger and what stands on it: documents with their entries, accounts of money, shifts, sales, goods.
 *
 * Columns added to a table of the log are nullable (null = as before): the digests of older rows leave NULLs out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...GOODS, ...ACCOUNTS, ...LEDGER, ...SALES, ...COLUMNS])
    await sql.raw(statement).execute(db);
}

const GOODS = [
  `create table product_categories (
    id integer primary key autoincrement,
    name text not null unique,
    position integer not null default 0,
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
  `create table products (
    id integer primary key autoincrement,
    category_id integer references product_categories (id),
    name text not null,
    brand text not null default '',
    article_no text not null default '',
    unit text not null default 'pc',
    price_minor integer not null check (price_minor >= 0),
    min_price_minor integer,
    discount_cap_bp integer check (discount_cap_bp between 0 and 10000),
    no_discount integer not null default 0,
    no_bonus integer not null default 0,
    vat_bp integer check (vat_bp between 0 and 10000),
    position integer not null default 0,
    note text not null default '',
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
  `create index products_category on products (category_id)`,
  `create table product_barcodes (
    id integer primary key autoincrement,
    product_id integer not null references products (id),
    barcode text not null unique
  ) strict`,
  `create index product_barcodes_product on product_barcodes (product_id)`,
];

const ACCOUNTS = [
  `create table money_accounts (
    id integer primary key autoincrement,
    kind text not null check (kind in ('register', 'safe', 'bank', 'acquiring')),
    name text not null,
    fee_bp integer check (fee_bp between 0 and 10000),
    settles_to_id integer references money_accounts (id),
    position integer not null default 0,
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
  `create table cash_shifts (
    id integer primary key autoincrement,
    account_id integer not null references money_accounts (id),
    number integer not null,
    local_date text not null,
    opened_at_ms integer not null,
    opened_by integer,
    opening_minor integer not null,
    opening_difference_minor integer not null default 0,
    opening_count_json text,
    closed_at_ms integer,
    closed_by integer,
    expected_minor integer,
    counted_minor integer,
    count_json text,
    difference_minor integer,
    difference_staff_id integer references staff (id),
    decision_document_id integer references ledger_documents (id),
    totals_json text,
    note text not null default '',
    version integer not null default 1,
    unique (account_id, number)
  ) strict`,
  `create unique index cash_shifts_open on cash_shifts (account_id) where closed_at_ms is null`,
  `create index cash_shifts_date on cash_shifts (local_date)`,
  `create table expense_articles (
    id integer primary key autoincrement,
    name text not null unique,
    position integer not null default 0,
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
  `create table suppliers (
    id integer primary key autoincrement,
    name text not null unique,
    tax_number text not null default '',
    phone text not null default '',
    note text not null default '',
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
];

const LEDGER = [
  `create table ledger_documents (
    id integer primary key autoincrement,
    kind text not null,
    number integer not null,
    local_date text not null,
    at_ms integer not null,
    created_by integer,
    shift_id integer references cash_shifts (id),
    client_id integer references clients (id),
    staff_id integer references staff (id),
    sale_id integer references sales (id),
    reverses_id integer unique references ledger_documents (id),
    amount_minor integer not null,
    request_key text unique,
    reason text not null default '',
    comment text not null default '',
    unique (kind, number)
  ) strict`,
  `create index ledger_documents_date on ledger_documents (local_date, id)`,
  `create index ledger_documents_shift on ledger_documents (shift_id) where shift_id is not null`,
  `create index ledger_documents_client on ledger_documents (client_id) where client_id is not null`,
  `create index ledger_documents_sale on ledger_documents (sale_id) where sale_id is not null`,
  `create index ledger_documents_staff on ledger_documents (staff_id) where staff_id is not null`,
  `create table ledger_entries (
    id integer primary key autoincrement,
    document_id integer not null references ledger_documents (id),
    event text not null,
    local_date text not null,
    debit_account integer not null,
    debit_object integer not null default 0,
    credit_account integer not null,
    credit_object integer not null default 0,
    amount_minor integer not null check (amount_minor <> 0),
    client_id integer references clients (id),
    sale_line_id integer references sale_lines (id)
  ) strict`,
  `create index ledger_entries_document on ledger_entries (document_id)`,
  `create index ledger_entries_debit on ledger_entries (debit_account, debit_object, local_date, amount_minor)`,
  `create index ledger_entries_credit on ledger_entries (credit_account, credit_object, local_date, amount_minor)`,
  `create index ledger_entries_client on ledger_entries (client_id) where client_id is not null`,
  // Kept totals (I17): one row a day and pair of accounts; the object only of accounts of money and of articles.
  `create table ledger_day_totals (
    local_date text not null,
    event text not null,
    debit_account integer not null,
    debit_object integer not null,
    credit_account integer not null,
    credit_object integer not null,
    amount_minor integer not null,
    entries integer not null,
    primary key (local_date, event, debit_account, debit_object, credit_account, credit_object)
  ) strict, without rowid`,
  `create table ledger_locks (
    id integer primary key autoincrement,
    lock_date text not null,
    reason text not null default '',
    set_at_ms integer not null,
    set_by integer
  ) strict`,
  `create table ledger_checks (
    id integer primary key autoincrement,
    at_ms integer not null,
    result_json text not null
  ) strict`,
  `create table money_operations (
    id integer primary key autoincrement,
    document_id integer not null unique references ledger_documents (id),
    from_account_id integer references money_accounts (id),
    to_account_id integer references money_accounts (id),
    article_id integer references expense_articles (id),
    supplier_id integer references suppliers (id),
    fee_minor integer not null default 0,
    due_on text
  ) strict`,
  `create index money_operations_supplier on money_operations (supplier_id) where supplier_id is not null`,
  `create table document_files (
    id integer primary key autoincrement,
    document_id integer not null references ledger_documents (id),
    file_id integer not null references files (id)
  ) strict`,
  `create index document_files_document on document_files (document_id)`,
  `create table fiscal_jobs (
    id integer primary key autoincrement,
    document_id integer not null references ledger_documents (id),
    payload_json text not null,
    status text not null check (status in ('queued', 'printed', 'failed', 'manual')),
    attempts integer not null default 0,
    last_error text,
    created_at_ms integer not null,
    done_at_ms integer,
    version integer not null default 1
  ) strict`,
  `create index fiscal_jobs_waiting on fiscal_jobs (status) where status in ('queued', 'failed')`,
  `create index fiscal_jobs_document on fiscal_jobs (document_id)`,
];

const SALES = [
  `create table sales (
    id integer primary key autoincrement,
    document_id integer not null unique references ledger_documents (id),
    visit_id integer references visits (id),
    client_id integer references clients (id),
    local_date text not null,
    priced_on text not null,
    gross_minor integer not null,
    discount_minor integer not null,
    net_minor integer not null,
    debt_minor integer not null default 0,
    rebook_skip text,
    comment text not null default ''
  ) strict`,
  `create index sales_client on sales (client_id, local_date) where client_id is not null`,
  `create index sales_date on sales (local_date)`,
  `create index sales_visit on sales (visit_id) where visit_id is not null`,
  `create index sales_debt on sales (client_id, id) where debt_minor > 0`,
  `create table sale_lines (
    id integer primary key autoincrement,
    sale_id integer not null references sales (id),
    position integer not null,
    kind text not null check (kind in ('service', 'product', 'certificate', 'membership', 'deposit', 'tip')),
    title text not null,
    visit_line_id integer references visit_lines (id),
    service_id integer references services (id),
    product_id integer references products (id),
    certificate_id integer references certificates (id),
    membership_id integer references memberships (id),
    covered_by_id integer references memberships (id),
    bundle_id integer references bundles (id),
    staff_id integer references staff (id),
    seller_id integer references staff (id),
    quantity_milli integer not null check (quantity_milli > 0),
    list_price_minor integer not null,
    price_minor integer not null,
    gross_minor integer not null,
    discount_minor integer not null,
    net_minor integer not null,
    recognised_minor integer not null default 0,
    bonus_minor integer not null default 0,
    vat_bp integer,
    vat_minor integer not null default 0,
    earns_bonus integer not null default 0,
    why_json text not null default '[]'
  ) strict`,
  `create index sale_lines_sale on sale_lines (sale_id)`,
  `create index sale_lines_service on sale_lines (service_id) where service_id is not null`,
  `create index sale_lines_product on sale_lines (product_id) where product_id is not null`,
  `create index sale_lines_staff on sale_lines (staff_id) where staff_id is not null`,
  `create index sale_lines_seller on sale_lines (seller_id) where seller_id is not null`,
  `create table sale_discounts (
    id integer primary key autoincrement,
    sale_line_id integer not null references sale_lines (id),
    source text not null check (source in
      ('personal', 'category', 'card', 'accumulative', 'promotion', 'bundle', 'manual', 'coupon', 'rounding')),
    source_id integer,
    title text not null default '',
    rate_bp integer,
    amount_minor integer not null,
    reason text not null default ''
  ) strict`,
  `create index sale_discounts_line on sale_discounts (sale_line_id)`,
  `create index sale_discounts_source on sale_discounts (source, source_id) where source_id is not null`,
  // Money, certificates, deposits and bonuses that a client gave (positive) or got back (negative).
  `create table tenders (
    id integer primary key autoincrement,
    document_id integer not null references ledger_documents (id),
    sale_id integer references sales (id),
    position integer not null,
    kind text not null check (kind in ('bonus', 'certificate', 'deposit', 'card', 'sbp', 'transfer', 'cash')),
    account_id integer references money_accounts (id),
    certificate_id integer references certificates (id),
    amount_minor integer not null,
    given_minor integer,
    change_minor integer,
    reference text not null default ''
  ) strict`,
  `create index tenders_document on tenders (document_id)`,
  `create index tenders_sale on tenders (sale_id) where sale_id is not null`,
  `create index tenders_account on tenders (account_id, document_id) where account_id is not null`,
  `create table settlement_items (
    id integer primary key autoincrement,
    document_id integer not null references ledger_documents (id),
    tender_id integer not null references tenders (id),
    sign integer not null check (sign in (-1, 1))
  ) strict`,
  `create index settlement_items_document on settlement_items (document_id)`,
  `create index settlement_items_tender on settlement_items (tender_id)`,
  `create table refund_lines (
    id integer primary key autoincrement,
    document_id integer not null references ledger_documents (id),
    sale_line_id integer not null references sale_lines (id),
    quantity_milli integer not null,
    net_minor integer not null,
    recognised_minor integer not null default 0,
    returns_stock integer not null default 0
  ) strict`,
  `create index refund_lines_document on refund_lines (document_id)`,
  `create index refund_lines_line on refund_lines (sale_line_id)`,
  // The one live sale of a visit (I15); the row goes when the sale is reversed.
  `create table visit_sales (
    id integer primary key autoincrement,
    visit_id integer not null unique references visits (id),
    sale_id integer not null unique references sales (id)
  ) strict`,
  `create table sale_drafts (
    id integer primary key autoincrement,
    visit_id integer unique references visits (id),
    client_id integer references clients (id),
    content_json text not null,
    updated_at_ms integer not null,
    updated_by integer,
    version integer not null default 1
  ) strict`,
  `create index sale_drafts_client on sale_drafts (client_id) where client_id is not null`,
];

const COLUMNS = [
  ...[
    'min_price_minor integer',
    'discount_cap_bp integer',
    'no_discount integer',
    'no_bonus integer',
    'vat_bp integer',
  ].map((column) => `alter table services add column ${column}`),
  `alter table clients add column debt_limit_minor integer`,
];
