import { type Kysely, sql } from 'kysely';

/**
 * Papers that a payer asks for: invoices and VAT invoices (features.md K6).
 *
 * Whom they are made out to is kept with the client; what was written on one stands in its own row for ever. One that was
 * given out by mistake is taken out of force by a row beside it, so that no number is ever missing or used twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table payers (
    id integer primary key autoincrement,
    client_id integer not null references clients (id),
    kind text not null check (kind in ('company', 'entrepreneur', 'person')),
    name text not null,
    tax_number text not null default '',
    reason_code text not null default '',
    address text not null default '',
    version integer not null default 1
  ) strict`,
  `create index payers_client on payers (client_id)`,
  `create table invoices (
    id integer primary key autoincrement,
    kind text not null check (kind in ('invoice', 'vat_invoice')),
    year integer not null,
    number integer not null,
    local_date text not null,
    at_ms integer not null,
    created_by integer,
    client_id integer references clients (id),
    visit_id integer references visits (id),
    sale_id integer references sales (id),
    valid_until text,
    amount_minor integer not null,
    vat_minor integer not null,
    payer_json text not null,
    content_json text not null,
    request_key text unique,
    unique (kind, year, number)
  ) strict`,
  `create index invoices_date on invoices (local_date, id)`,
  `create index invoices_client on invoices (client_id) where client_id is not null`,
  `create index invoices_visit on invoices (visit_id) where visit_id is not null`,
  `create index invoices_sale on invoices (sale_id) where sale_id is not null`,
  `create table invoice_voids (
    id integer primary key autoincrement,
    invoice_id integer not null unique references invoices (id),
    at_ms integer not null,
    voided_by integer,
    reason text not null
  ) strict`,
];
