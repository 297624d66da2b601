import { type Kysely, sql } from 'kysely';

/** Loyalty: certificates, memberships, bonuses, discount cards, promotions, coupons. Movements are posted and never change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...CERTIFICATES, ...MEMBERSHIPS, ...BONUSES, ...DISCOUNTS]) {
    await sql.raw(statement).execute(db);
  }
}

const CERTIFICATES = [
  `create table certificate_types (
    id integer primary key autoincrement,
    name text not null unique,
    nominal_minor integer,
    price_minor integer,
    validity_days integer,
    position integer not null default 0,
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
  `create table certificates (
    id integer primary key autoincrement,
    number text not null unique,
    type_id integer references certificate_types (id),
    nominal_minor integer not null check (nominal_minor > 0),
    paid_minor integer not null check (paid_minor > 0),
    sold_on text not null,
    expires_on text,
    client_id integer references clients (id),
    recipient text not null default '',
    is_blocked integer not null default 0,
    note text not null default '',
    version integer not null default 1
  ) strict`,
  `create index certificates_client on certificates (client_id) where client_id is not null`,
  `create index certificates_expires on certificates (expires_on) where expires_on is not null`,
  `create table certificate_movements (
    id integer primary key autoincrement,
    certificate_id integer not null references certificates (id),
    document_id integer not null references ledger_documents (id),
    sale_id integer references sales (id),
    kind text not null check (kind in ('sell', 'redeem', 'give_back', 'refund', 'expire', 'write_off', 'reverse')),
    local_date text not null,
    nominal_minor integer not null,
    liability_minor integer not null
  ) strict`,
  `create index certificate_movements_certificate on certificate_movements (certificate_id)`,
  `create index certificate_movements_document on certificate_movements (document_id)`,
  `create index certificate_movements_sale on certificate_movements (sale_id) where sale_id is not null`,
];

const MEMBERSHIPS = [
  `create table membership_types (
    id integer primary key autoincrement,
    name text not null unique,
    kind text not null check (kind in ('visits', 'time')),
    price_minor integer not null check (price_minor >= 0),
    validity_days integer not null check (validity_days > 0),
    starts_at text not null check (starts_at in ('purchase', 'first_visit')),
    activate_after_days integer,
    balance text not null check (balance in ('split', 'shared')),
    freeze_max_days integer not null default 0,
    freeze_max_times integer not null default 0,
    is_family integer not null default 0,
    position integer not null default 0,
    is_archived integer not null default 0,
    version integer not null default 1
  ) strict`,
  `create table membership_type_pools (
    id integer primary key autoincrement,
    type_id integer not null references membership_types (id),
    position integer not null,
    name text not null,
    visits integer,
    services_json text not null,
    categories_json text not null default '[]'
  ) strict`,
  `create index membership_type_pools_type on membership_type_pools (type_id)`,
  `create table memberships (
    id integer primary key autoincrement,
    number text not null unique,
    type_id integer not null references membership_types (id),
    client_id integer not null references clients (id),
    title text not null,
    kind text not null check (kind in ('visits', 'time')),
    price_minor integer not null,
    validity_days integer not null,
    sold_on text not null,
    starts_on text,
    activate_on text,
    closed_on text,
    freeze_max_days integer not null default 0,
    freeze_max_times integer not null default 0,
    is_family integer not null default 0,
    note text not null default '',
    version integer not null default 1
  ) strict`,
  `create index memberships_client on memberships (client_id)`,
  `create index memberships_open on memberships (starts_on) where closed_on is null`,
  `create table membership_pools (
    id integer primary key autoincrement,
    membership_id integer not null references memberships (id),
    position integer not null,
    name text not null,
    visits integer,
    value_minor integer not null,
    services_json text not null,
    categories_json text not null default '[]'
  ) strict`,
  `create index membership_pools_membership on membership_pools (membership_id)`,
  `create table membership_members (
    id integer primary key autoincrement,
    membership_id integer not null references memberships (id),
    client_id integer not null references clients (id),
    max_units integer,
    unique (membership_id, client_id)
  ) strict`,
  `create index membership_members_client on membership_members (client_id)`,
  `create table membership_freezes (
    id integer primary key autoincrement,
    membership_id integer not null references memberships (id),
    from_date text not null,
    to_date text not null,
    reason text not null default '',
    created_at_ms integer not null,
    created_by integer,
    version integer not null default 1
  ) strict`,
  `create index membership_freezes_membership on membership_freezes (membership_id)`,
  `create table membership_movements (
    id integer primary key autoincrement,
    membership_id integer not null references memberships (id),
    pool_id integer references membership_pools (id),
    document_id integer not null references ledger_documents (id),
    sale_line_id integer references sale_lines (id),
    visit_line_id integer references visit_lines (id),
    client_id integer references clients (id),
    kind text not null check (kind in ('sell', 'use', 'give_back', 'recognise', 'expire', 'refund', 'reverse')),
    local_date text not null,
    units integer not null,
    value_minor integer not null
  ) strict`,
  `create index membership_movements_membership on membership_movements (membership_id)`,
  `create index membership_movements_document on membership_movements (document_id)`,
  `create index membership_movements_sale_line on membership_movements (sale_line_id) where sale_line_id is not null`,
  `create index membership_movements_visit_line on membership_movements (visit_line_id)
    where visit_line_id is not null`,
  `create index membership_movements_client on membership_movements (client_id) where client_id is not null`,
];

const BONUSES = [
  `create table bonus_lots (
    id integer primary key autoincrement,
    client_id integer not null references clients (id),
    document_id integer not null references ledger_documents (id),
    sale_id integer references sales (id),
    source text not null check (source in ('sale', 'manual', 'birthday', 'referral', 'survey', 'refund')),
    granted_on text not null,
    available_from text not null,
    expires_on text,
    note text not null default ''
  ) strict`,
  `create index bonus_lots_client on bonus_lots (client_id)`,
  `create index bonus_lots_expires on bonus_lots (expires_on) where expires_on is not null`,
  `create index bonus_lots_sale on bonus_lots (sale_id) where sale_id is not null`,
  `create table bonus_movements (
    id integer primary key autoincrement,
    lot_id integer not null references bonus_lots (id),
    document_id integer not null references ledger_documents (id),
    sale_id integer references sales (id),
    kind text not null check (kind in
      ('grant', 'spend', 'give_back', 'expire', 'claw_back', 'forgive', 'reverse')),
    local_date text not null,
    amount_minor integer not null
  ) strict`,
  `create index bonus_movements_lot on bonus_movements (lot_id, amount_minor)`,
  `create index bonus_movements_document on bonus_movements (document_id)`,
  `create index bonus_movements_sale on bonus_movements (sale_id) where sale_id is not null`,
];

const DISCOUNTS = [
  `create table discount_cards (
    id integer primary key autoincrement,
    number text not null unique,
    client_id integer references clients (id),
    rate_bp integer not null check (rate_bp between 0 and 10000),
    tiers_json text,
    valid_from text not null,
    valid_to text,
    is_blocked integer not null default 0,
    note text not null default '',
    version integer not null default 1
  ) strict`,
  `create index discount_cards_client on discount_cards (client_id) where client_id is not null`,
  `create table promotions (
    id integer primary key autoincrement,
    name text not null,
    rate_bp integer check (rate_bp between 1 and 10000),
    amount_minor integer check (amount_minor > 0),
    is_combinable integer not null default 0,
    no_bonus integer not null default 0,
    conditions_json text not null default '{}',
    valid_from text not null,
    valid_to text,
    position integer not null default 0,
    is_archived integer not null default 0,
    version integer not null default 1,
    check ((rate_bp is null) <> (amount_minor is null))
  ) strict`,
  `create table coupons (
    id integer primary key autoincrement,
    code text not null,
    code_key text not null unique,
    name text not null,
    rate_bp integer check (rate_bp between 1 and 10000),
    amount_minor integer check (amount_minor > 0),
    valid_from text not null,
    valid_to text,
    max_uses integer,
    max_uses_per_client integer,
    conditions_json text not null default '{}',
    is_archived integer not null default 0,
    version integer not null default 1,
    check ((rate_bp is null) <> (amount_minor is null))
  ) strict`,
  `create table coupon_uses (
    id integer primary key autoincrement,
    coupon_id integer not null references coupons (id),
    document_id integer not null references ledger_documents (id),
    sale_id integer not null references sales (id),
    client_id integer references clients (id),
    uses integer not null,
    amount_minor integer not null
  ) strict`,
  `create index coupon_uses_coupon on coupon_uses (coupon_id)`,
  `create index coupon_uses_sale on coupon_uses (sale_id)`,
];
