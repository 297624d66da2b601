CREATE TABLE absences (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  from_date text not null,
  to_date text not null,
  start_min integer,
  end_min integer,
  reason text not null check (reason in ('vacation', 'sick', 'unpaid', 'training', 'truancy', 'other')),
  is_paid integer not null default 0,
  note text not null default '',
  version integer not null default 1,
  check (from_date <= to_date)
) strict;

CREATE INDEX absences_staff on absences (staff_id, to_date);

CREATE TABLE api_tokens (
  id integer primary key autoincrement,
  user_id integer not null references users (id),
  name text not null,
  token_hash text not null unique,
  created_at_ms integer not null,
  revoked_at_ms integer
) strict;

CREATE TABLE "blocks" (
  id integer primary key autoincrement,
  staff_id integer references staff (id),
  room_id integer references rooms (id),
  local_date text not null,
  start_min integer not null,
  end_min integer not null,
  reason text not null default '',
  version integer not null default 1,
  service_id integer references services (id),
  check (start_min < end_min),
  check ((staff_id is not null) + (room_id is not null) + (service_id is not null) = 1)
) strict;

CREATE INDEX blocks_date on blocks (local_date);

CREATE TABLE bonus_lots (
id integer primary key autoincrement,
client_id integer not null references clients (id),
document_id integer not null references ledger_documents (id),
sale_id integer references sales (id),
source text not null check (source in ('sale', 'manual', 'birthday', 'referral', 'survey', 'refund')),
granted_on text not null,
available_from text not null,
expires_on text,
note text not null default ''
  ) strict;

CREATE INDEX bonus_lots_client on bonus_lots (client_id);

CREATE INDEX bonus_lots_expires on bonus_lots (expires_on) where expires_on is not null;

CREATE INDEX bonus_lots_sale on bonus_lots (sale_id) where sale_id is not null;

CREATE TABLE bonus_movements (
id integer primary key autoincrement,
lot_id integer not null references bonus_lots (id),
document_id integer not null references ledger_documents (id),
sale_id integer references sales (id),
kind text not null check (kind in
  ('grant', 'spend', 'give_back', 'expire', 'claw_back', 'forgive', 'reverse')),
local_date text not null,
amount_minor integer not null
  ) strict;

CREATE INDEX bonus_movements_book on bonus_movements (lot_id, local_date, amount_minor);

CREATE INDEX bonus_movements_date on bonus_movements (local_date, kind, amount_minor);

CREATE INDEX bonus_movements_document on bonus_movements (document_id);

CREATE INDEX bonus_movements_sale on bonus_movements (sale_id) where sale_id is not null;

CREATE TABLE bundle_items (
  id integer primary key autoincrement,
  bundle_id integer not null references bundles (id),
  position integer not null,
  service_id integer not null references services (id),
  is_parallel integer not null default 0,
  unique (bundle_id, position)
) strict;

CREATE TABLE bundles (
  id integer primary key autoincrement,
  category_id integer not null references service_categories (id),
  name text not null,
  icon text,
  price_minor integer check (price_minor is null or price_minor >= 0),
  is_online integer not null default 1,
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE cash_shifts (
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
  ) strict;

CREATE INDEX cash_shifts_date on cash_shifts (local_date);

CREATE UNIQUE INDEX cash_shifts_open on cash_shifts (account_id) where closed_at_ms is null;

CREATE TABLE certificate_movements (
id integer primary key autoincrement,
certificate_id integer not null references certificates (id),
document_id integer not null references ledger_documents (id),
sale_id integer references sales (id),
kind text not null check (kind in ('sell', 'redeem', 'give_back', 'refund', 'expire', 'write_off', 'reverse')),
local_date text not null,
nominal_minor integer not null,
liability_minor integer not null
  ) strict;

CREATE INDEX certificate_movements_certificate on certificate_movements (certificate_id);

CREATE INDEX certificate_movements_document on certificate_movements (document_id);

CREATE INDEX certificate_movements_sale on certificate_movements (sale_id) where sale_id is not null;

CREATE INDEX certificate_movements_sums
  on certificate_movements (certificate_id, local_date, nominal_minor, liability_minor);

CREATE TABLE certificate_types (
id integer primary key autoincrement,
name text not null unique,
nominal_minor integer,
price_minor integer,
validity_days integer,
position integer not null default 0,
is_archived integer not null default 0,
version integer not null default 1
  ) strict;

CREATE TABLE certificates (
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
  ) strict;

CREATE INDEX certificates_client on certificates (client_id) where client_id is not null;

CREATE INDEX certificates_expires on certificates (expires_on) where expires_on is not null;

CREATE INDEX certificates_type on certificates (type_id);

CREATE TABLE change (
  seq integer primary key,
  command_id integer not null,
  table_no integer not null,
  row_id integer not null,
  op integer not null,
  old text,
  digest blob not null
) strict;

CREATE INDEX change_old_date on change (json_extract(old, '$.local_date'))
  where json_extract(old, '$.local_date') is not null;

CREATE INDEX change_row on change (table_no, row_id);

CREATE TABLE client_calls (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  service_id integer references services (id),
  reason text not null check (reason in ('due', 'lost', 'reminder', 'other')),
  outcome text not null check (outcome in ('booked', 'later', 'refused', 'no_answer')),
  next_on text,
  note text not null default '',
  visit_id integer references visits (id),
  called_at_ms integer not null,
  called_by integer,
  version integer not null default 1
) strict;

CREATE INDEX client_calls_client on client_calls (client_id, called_at_ms);

CREATE INDEX client_calls_when on client_calls (called_at_ms);

CREATE TABLE client_categories (
  id integer primary key autoincrement,
  name text not null unique,
  colour text not null,
  price_list_id integer references price_lists (id),
  discount_bp integer not null default 0 check (discount_bp between 0 and 10000),
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE client_distinctions (
  id integer primary key autoincrement,
  one_id integer not null references clients (id),
  other_id integer not null references clients (id),
  decided_at_ms integer not null,
  decided_by integer,
  unique (one_id, other_id)
) strict;

CREATE INDEX client_distinctions_other on client_distinctions (other_id);

CREATE TABLE client_exports (
  id integer primary key autoincrement,
  exported_at_ms integer not null,
  exported_by integer,
  rows integer not null,
  format text not null check (format in ('xlsx', 'csv')),
  filter_json text not null,
  columns_json text not null,
  with_phones integer not null
) strict;

CREATE TABLE client_figures (
  client_id integer primary key,
  first_on text not null,
  last_on text not null,
  next_on text not null,
  visits integer not null,
  no_shows integer not null,
  late_cancels integer not null,
  spent_minor integer not null,
  cadence_days integer
, checks integer not null default 0) strict;

CREATE INDEX client_figures_average on client_figures (
(case when checks > 0 then (spent_minor * 2 + checks) / (checks * 2) else 0 end));

CREATE INDEX client_figures_cadence on client_figures (cadence_days)
where cadence_days is not null;

CREATE INDEX client_figures_first on client_figures (first_on);

CREATE INDEX client_figures_last on client_figures (last_on);

CREATE INDEX client_figures_late on client_figures (late_cancels);

CREATE INDEX client_figures_next on client_figures (next_on) where next_on <> '';

CREATE INDEX client_figures_no_shows on client_figures (no_shows);

CREATE INDEX client_figures_spent on client_figures (spent_minor);

CREATE INDEX client_figures_visits on client_figures (visits);

CREATE TABLE client_files (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  visit_id integer references visits (id),
  kind text not null check (kind in ('file', 'before', 'after')),
  pair_no integer,
  title text not null default '',
  media_type text not null,
  size_bytes integer not null,
  sha256 text not null,
  thumb_sha256 text,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE INDEX client_files_client on client_files (client_id);

CREATE VIRTUAL TABLE client_fts using fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE client_merges (
  id integer primary key autoincrement,
  kept_id integer not null references clients (id),
  merged_id integer not null references clients (id),
  choices_json text not null,
  merged_at_ms integer not null,
  merged_by integer
) strict;

CREATE INDEX client_merges_kept on client_merges (kept_id);

CREATE INDEX client_merges_merged on client_merges (merged_id);

CREATE TABLE client_notes (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  body text not null,
  is_pinned integer not null default 0,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE INDEX client_notes_client on client_notes (client_id);

CREATE TABLE client_phones (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  digits text not null,
  label text not null default '',
  position integer not null default 0
) strict;

CREATE INDEX client_phones_client on client_phones (client_id, position);

CREATE INDEX client_phones_digits on client_phones (digits);

CREATE INDEX client_phones_tail on client_phones (substr(digits, -4));

CREATE TABLE client_preferred_staff (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  staff_id integer not null references staff (id),
  position integer not null default 0,
  unique (client_id, staff_id)
) strict;

CREATE TABLE client_search (
  client_id integer primary key,
  words text not null,
  first_name text not null,
  phones text not null,
  is_archived integer not null,
  came_on text not null,
  visits integer not null,
  no_shows integer not null
) strict;

CREATE INDEX client_search_came on client_search (is_archived, came_on desc);

CREATE INDEX client_search_first on client_search (first_name);

CREATE INDEX client_search_words on client_search (is_archived, words);

CREATE TABLE client_segments (
  id integer primary key autoincrement,
  name text not null,
  filter_json text not null,
  owner_id integer references users (id),
  position integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE client_service_last (
  client_id integer not null,
  service_id integer not null,
  last_on text not null,
  times integer not null,
  staff_id integer not null,
  interval_days integer,
  primary key (client_id, service_id)
) strict, without rowid;

CREATE INDEX client_service_last_due on client_service_last (service_id, last_on, interval_days);

CREATE TABLE client_tag_links (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  tag_id integer not null references client_tags (id),
  unique (client_id, tag_id)
) strict;

CREATE INDEX client_tag_links_tag on client_tag_links (tag_id);

CREATE TABLE client_tags (
  id integer primary key autoincrement,
  name text not null unique,
  colour text not null,
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE client_words (
  id integer primary key autoincrement,
  word text not null unique,
  latin text not null,
  uses integer not null
) strict;

CREATE INDEX client_words_latin on client_words (latin);

CREATE TABLE clients (
  id integer primary key autoincrement,
  last_name text not null default '',
  first_name text not null,
  middle_name text not null default '',
  sex text check (sex in ('female', 'male')),
  birthday text,
  email text,
  source text,
  allergy text not null default '',
  note text not null default '',
  created_at_ms integer not null,
  is_archived integer not null default 0,
  version integer not null default 1
, price_list_id integer references price_lists (id), category_id integer references client_categories (id), responsible_staff_id integer references staff (id), address text, messengers_json text, contraindication text, learned_from text, decided_by text, recommended_by_id integer references clients (id), manual_status text check (manual_status in ('active', 'sleeping', 'lost')), family_id integer references families (id), family_role text, personal_discount_bp integer check (personal_discount_bp between 0 and 10000), card_number text, merged_into_id integer references clients (id), erased_at_ms integer, no_calls_until text, debt_limit_minor integer) strict;

CREATE INDEX clients_birthday on clients (birthday) where birthday is not null;

CREATE INDEX clients_card on clients (card_number) where card_number is not null;

CREATE INDEX clients_category on clients (category_id) where category_id is not null;

CREATE INDEX clients_created on clients (created_at_ms);

CREATE INDEX clients_email on clients (lower(email)) where email is not null;

CREATE INDEX clients_family on clients (family_id) where family_id is not null;

CREATE INDEX clients_gone on clients (id)
where merged_into_id is not null or erased_at_ms is not null;

CREATE INDEX clients_merged on clients (merged_into_id) where merged_into_id is not null;

CREATE INDEX clients_recommended on clients (recommended_by_id)
where recommended_by_id is not null;

CREATE INDEX clients_responsible on clients (responsible_staff_id)
where responsible_staff_id is not null;

CREATE INDEX clients_source on clients (source) where source is not null;

CREATE INDEX clients_unlisted on clients (id)
where is_archived = 1 or merged_into_id is not null or erased_at_ms is not null;

CREATE INDEX clients_year_day on clients (substr(birthday, 6)) where birthday is not null;

CREATE TABLE command (
  id integer primary key,
  at_ms integer not null,
  actor_id integer,
  device text not null,
  name text not null,
  summary text,
  reason text,
  undoes_id integer,
  first_seq integer not null,
  change_count integer not null,
  seal blob not null
) strict;

CREATE INDEX command_undoes on command (undoes_id) where undoes_id is not null;

CREATE TABLE consent_texts (
  id integer primary key autoincrement,
  purpose text not null check (purpose in ('processing', 'marketing', 'photo', 'health')),
  number integer not null,
  body text not null,
  sha256 text not null,
  valid_from text not null,
  unique (purpose, number)
) strict;

CREATE TABLE consents (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  purpose text not null check (purpose in ('processing', 'marketing', 'photo', 'health')),
  text_id integer not null references consent_texts (id),
  channel text not null,
  given_at_ms integer not null,
  given_to integer,
  withdrawn_at_ms integer,
  withdrawn_to integer,
  note text not null default '',
  version integer not null default 1
) strict;

CREATE INDEX consents_client on consents (client_id);

CREATE TABLE coupon_uses (
id integer primary key autoincrement,
coupon_id integer not null references coupons (id),
document_id integer not null references ledger_documents (id),
sale_id integer not null references sales (id),
client_id integer references clients (id),
uses integer not null,
amount_minor integer not null
  ) strict;

CREATE INDEX coupon_uses_coupon on coupon_uses (coupon_id, client_id, uses);

CREATE INDEX coupon_uses_sale on coupon_uses (sale_id);

CREATE TABLE coupons (
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
  ) strict;

CREATE INDEX coupons_list on coupons (is_archived, id desc);

CREATE TABLE credentials (
  id integer primary key autoincrement,
  user_id integer not null unique references users (id),
  kind text not null check (kind in ('pin', 'password')),
  salt text not null,
  hash text not null,
  cost integer not null
) strict;

CREATE TABLE data_requests (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  kind text not null check (kind in ('copy', 'stop_marketing', 'erasure')),
  requested_on text not null,
  due_on text not null,
  done_at_ms integer,
  done_by integer,
  act_json text,
  note text not null default '',
  version integer not null default 1
) strict;

CREATE INDEX data_requests_client on data_requests (client_id);

CREATE TABLE derived_state (
  name text primary key,
  version integer not null,
  built_to integer
) strict, without rowid;

CREATE TABLE discount_cards (
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
  ) strict;

CREATE INDEX discount_cards_client on discount_cards (client_id) where client_id is not null;

CREATE INDEX discount_cards_live on discount_cards (number) where is_blocked = 0;

CREATE TABLE document_files (
id integer primary key autoincrement,
document_id integer not null references ledger_documents (id),
file_id integer not null references files (id)
  ) strict;

CREATE INDEX document_files_document on document_files (document_id);

CREATE TABLE expense_articles (
id integer primary key autoincrement,
name text not null unique,
position integer not null default 0,
is_archived integer not null default 0,
version integer not null default 1
  ) strict;

CREATE TABLE families (
  id integer primary key autoincrement,
  name text not null,
  version integer not null default 1
) strict;

CREATE TABLE files (
  id integer primary key autoincrement,
  name text not null,
  media_type text not null,
  size_bytes integer not null,
  sha256 text not null,
  content blob not null,
  created_at_ms integer not null
) strict;

CREATE TABLE fiscal_jobs (
id integer primary key autoincrement,
document_id integer not null references ledger_documents (id),
payload_json text not null,
status text not null check (status in ('queued', 'printed', 'failed', 'manual')),
attempts integer not null default 0,
last_error text,
created_at_ms integer not null,
done_at_ms integer,
version integer not null default 1
  , uuid text, sent_at_ms integer, next_attempt_ms integer, answer_json text, note text) strict;

CREATE UNIQUE INDEX fiscal_jobs_document on fiscal_jobs (document_id);

CREATE UNIQUE INDEX fiscal_jobs_uuid on fiscal_jobs (uuid);

CREATE INDEX fiscal_jobs_waiting on fiscal_jobs (status) where status in ('queued', 'failed');

CREATE TABLE fiscal_shifts (
id integer primary key autoincrement,
cash_shift_id integer not null references cash_shifts (id),
shift_number integer,
totals_json text not null,
document_number integer,
closed_at_ms integer,
version integer not null default 1
  ) strict;

CREATE UNIQUE INDEX fiscal_shifts_shift on fiscal_shifts (cash_shift_id);

CREATE TABLE formulas (
  id integer primary key autoincrement,
  record_id integer not null references service_records (id),
  number integer not null,
  bowls_json text not null,
  note text not null default '',
  created_at_ms integer not null,
  created_by integer,
  unique (record_id, number)
) strict;

CREATE TABLE group_events (
  id integer primary key autoincrement,
  service_id integer not null references services (id),
  staff_id integer not null references staff (id),
  room_id integer references rooms (id),
  local_date text not null,
  start_min integer not null,
  duration_min integer not null check (duration_min > 0),
  buffer_before_min integer not null default 0,
  buffer_after_min integer not null default 0,
  capacity integer not null check (capacity between 1 and 500),
  seats_from_room integer not null default 0,
  price_minor integer not null check (price_minor >= 0),
  title text not null default '',
  comment text not null default '',
  status text not null default 'planned' check (status in ('planned', 'cancelled')),
  cancel_reason text,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1,
  check (start_min >= 0 and start_min + duration_min <= 2880)
) strict;

CREATE INDEX group_events_date on group_events (local_date);

CREATE TABLE holidays (
  id integer primary key autoincrement,
  local_date text not null unique,
  kind text not null check (kind in ('holiday', 'short', 'workday')),
  title text not null default '',
  version integer not null default 1
) strict;

CREATE TABLE import_mappings (
  id integer primary key autoincrement,
  signature text not null unique,
  mapping_json text not null,
  used_at_ms integer not null
) strict;

CREATE TABLE imports (
  id integer primary key autoincrement,
  file_name text not null,
  sha256 text not null,
  status text not null check (status in ('running', 'done', 'undone')),
  mapping_json text not null,
  options_json text not null,
  report_json text not null default '{}',
  first_command_id integer,
  last_command_id integer,
  started_at_ms integer not null,
  started_by integer,
  version integer not null default 1
) strict;

CREATE TABLE installation (
  id integer primary key check (id = 1),
  uid text not null,
  log_key blob not null,
  created_at_ms integer not null
) strict;

CREATE TABLE invoice_voids (
id integer primary key autoincrement,
invoice_id integer not null unique references invoices (id),
at_ms integer not null,
voided_by integer,
reason text not null
  ) strict;

CREATE TABLE invoices (
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
  ) strict;

CREATE INDEX invoices_client on invoices (client_id) where client_id is not null;

CREATE INDEX invoices_date on invoices (local_date, id);

CREATE INDEX invoices_sale on invoices (sale_id) where sale_id is not null;

CREATE INDEX invoices_visit on invoices (visit_id) where visit_id is not null;

CREATE TABLE job_positions (
  id integer primary key autoincrement,
  name text not null unique,
  role text check (role in ('owner', 'administrator', 'master', 'accountant', 'sysadmin')),
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE ledger_checks (
id integer primary key autoincrement,
at_ms integer not null,
result_json text not null
  ) strict;

CREATE TABLE ledger_day_totals (
local_date text not null,
event text not null,
debit_account integer not null,
debit_object integer not null,
credit_account integer not null,
credit_object integer not null,
amount_minor integer not null,
entries integer not null,
primary key (local_date, event, debit_account, debit_object, credit_account, credit_object)
  ) strict, without rowid;

CREATE TABLE ledger_documents (
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
  ) strict;

CREATE INDEX ledger_documents_client on ledger_documents (client_id) where client_id is not null;

CREATE INDEX ledger_documents_date on ledger_documents (local_date, id);

CREATE INDEX ledger_documents_sale on ledger_documents (sale_id) where sale_id is not null;

CREATE INDEX ledger_documents_shift on ledger_documents (shift_id) where shift_id is not null;

CREATE INDEX ledger_documents_staff on ledger_documents (staff_id) where staff_id is not null;

CREATE TABLE ledger_entries (
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
  ) strict;

CREATE INDEX ledger_entries_client on ledger_entries (client_id) where client_id is not null;

CREATE INDEX ledger_entries_credit on ledger_entries (credit_account, credit_object, local_date, amount_minor);

CREATE INDEX ledger_entries_debit on ledger_entries (debit_account, debit_object, local_date, amount_minor);

CREATE INDEX ledger_entries_deposit on ledger_entries (client_id, debit_account, credit_account, amount_minor)
  where debit_account = 2100 or credit_account = 2100;

CREATE INDEX ledger_entries_document on ledger_entries (document_id);

CREATE TABLE ledger_locks (
id integer primary key autoincrement,
lock_date text not null,
reason text not null default '',
set_at_ms integer not null,
set_by integer
  ) strict;

CREATE TABLE levels (
  id integer primary key autoincrement,
  name text not null unique,
  percent_bp integer not null default 10000 check (percent_bp between 0 and 100000),
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE log_table (no integer primary key, name text not null unique) strict;

CREATE TABLE membership_freezes (
id integer primary key autoincrement,
membership_id integer not null references memberships (id),
from_date text not null,
to_date text not null,
reason text not null default '',
created_at_ms integer not null,
created_by integer,
version integer not null default 1
  ) strict;

CREATE INDEX membership_freezes_membership on membership_freezes (membership_id);

CREATE TABLE membership_members (
id integer primary key autoincrement,
membership_id integer not null references memberships (id),
client_id integer not null references clients (id),
max_units integer,
unique (membership_id, client_id)
  ) strict;

CREATE INDEX membership_members_client on membership_members (client_id);

CREATE TABLE membership_movements (
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
  ) strict;

CREATE INDEX membership_movements_client on membership_movements (client_id) where client_id is not null;

CREATE INDEX membership_movements_document on membership_movements (document_id);

CREATE INDEX membership_movements_membership on membership_movements (membership_id);

CREATE INDEX membership_movements_sale_line on membership_movements (sale_line_id) where sale_line_id is not null;

CREATE INDEX membership_movements_sums on membership_movements (membership_id, pool_id, local_date, units, value_minor);

CREATE INDEX membership_movements_visit_line on membership_movements (visit_line_id)
where visit_line_id is not null;

CREATE TABLE membership_pools (
id integer primary key autoincrement,
membership_id integer not null references memberships (id),
position integer not null,
name text not null,
visits integer,
value_minor integer not null,
services_json text not null,
categories_json text not null default '[]'
  ) strict;

CREATE INDEX membership_pools_membership on membership_pools (membership_id);

CREATE TABLE membership_type_pools (
id integer primary key autoincrement,
type_id integer not null references membership_types (id),
position integer not null,
name text not null,
visits integer,
services_json text not null,
categories_json text not null default '[]'
  ) strict;

CREATE INDEX membership_type_pools_type on membership_type_pools (type_id);

CREATE TABLE membership_types (
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
  ) strict;

CREATE TABLE memberships (
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
  ) strict;

CREATE INDEX memberships_client on memberships (client_id);

CREATE INDEX memberships_open on memberships (starts_on) where closed_on is null;

CREATE INDEX memberships_type on memberships (type_id);

CREATE TABLE money_accounts (
id integer primary key autoincrement,
kind text not null check (kind in ('register', 'safe', 'bank', 'acquiring')),
name text not null,
fee_bp integer check (fee_bp between 0 and 10000),
settles_to_id integer references money_accounts (id),
position integer not null default 0,
is_archived integer not null default 0,
version integer not null default 1
  ) strict;

CREATE TABLE money_operations (
id integer primary key autoincrement,
document_id integer not null unique references ledger_documents (id),
from_account_id integer references money_accounts (id),
to_account_id integer references money_accounts (id),
article_id integer references expense_articles (id),
supplier_id integer references suppliers (id),
fee_minor integer not null default 0,
due_on text
  ) strict;

CREATE INDEX money_operations_supplier on money_operations (supplier_id) where supplier_id is not null;

CREATE TABLE patch_tests (
  id integer primary key autoincrement,
  client_id integer not null references clients (id),
  tested_on text not null,
  valid_until text not null,
  result text not null check (result in ('ok', 'reaction')),
  product text not null default '',
  note text not null default '',
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE INDEX patch_tests_client on patch_tests (client_id, tested_on);

CREATE TABLE payers (
id integer primary key autoincrement,
client_id integer not null references clients (id),
kind text not null check (kind in ('company', 'entrepreneur', 'person')),
name text not null,
tax_number text not null default '',
reason_code text not null default '',
address text not null default '',
version integer not null default 1
  ) strict;

CREATE INDEX payers_client on payers (client_id);

CREATE TABLE price_lists (
  id integer primary key autoincrement,
  name text not null unique,
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE product_barcodes (
id integer primary key autoincrement,
product_id integer not null references products (id),
barcode text not null unique
  ) strict;

CREATE INDEX product_barcodes_product on product_barcodes (product_id);

CREATE TABLE product_categories (
id integer primary key autoincrement,
name text not null unique,
position integer not null default 0,
is_archived integer not null default 0,
version integer not null default 1
  ) strict;

CREATE TABLE products (
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
  ) strict;

CREATE INDEX products_category on products (category_id);

CREATE TABLE promotions (
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
  ) strict;

CREATE INDEX promotions_list on promotions (is_archived, position, id);

CREATE TABLE recent_views (
  user_id integer not null references users (id),
  kind text not null,
  object_id integer not null,
  seen_at_ms integer not null,
  primary key (user_id, kind, object_id)
) strict, without rowid;

CREATE TABLE refund_lines (
id integer primary key autoincrement,
document_id integer not null references ledger_documents (id),
sale_line_id integer not null references sale_lines (id),
quantity_milli integer not null,
net_minor integer not null,
recognised_minor integer not null default 0,
returns_stock integer not null default 0
  ) strict;

CREATE INDEX refund_lines_document on refund_lines (document_id);

CREATE INDEX refund_lines_line on refund_lines (sale_line_id);

CREATE TABLE rooms (
  id integer primary key autoincrement,
  name text not null,
  capacity integer not null check (capacity >= 1),
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
, kind text check (kind in ('room', 'equipment')), hours_json text, note text) strict;

CREATE TABLE sale_discounts (
id integer primary key autoincrement,
sale_line_id integer not null references sale_lines (id),
source text not null check (source in
  ('personal', 'category', 'card', 'accumulative', 'promotion', 'bundle', 'manual', 'coupon', 'rounding')),
source_id integer,
title text not null default '',
rate_bp integer,
amount_minor integer not null,
reason text not null default ''
  ) strict;

CREATE INDEX sale_discounts_line on sale_discounts (sale_line_id);

CREATE INDEX sale_discounts_source on sale_discounts (source, source_id) where source_id is not null;

CREATE TABLE sale_drafts (
id integer primary key autoincrement,
visit_id integer unique references visits (id),
client_id integer references clients (id),
content_json text not null,
updated_at_ms integer not null,
updated_by integer,
version integer not null default 1
  ) strict;

CREATE INDEX sale_drafts_client on sale_drafts (client_id) where client_id is not null;

CREATE TABLE sale_lines (
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
  ) strict;

CREATE INDEX sale_lines_product on sale_lines (product_id) where product_id is not null;

CREATE INDEX sale_lines_sale on sale_lines (sale_id);

CREATE INDEX sale_lines_seller on sale_lines (seller_id) where seller_id is not null;

CREATE INDEX sale_lines_service on sale_lines (service_id) where service_id is not null;

CREATE INDEX sale_lines_staff on sale_lines (staff_id) where staff_id is not null;

CREATE INDEX sale_lines_unlike on sale_lines (sale_id)
  where kind not in ('service', 'product') or recognised_minor <> 0;

CREATE TABLE sales (
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
  ) strict;

CREATE INDEX sales_client on sales (client_id, local_date) where client_id is not null;

CREATE INDEX sales_date on sales (local_date);

CREATE INDEX sales_debt on sales (client_id, id) where debt_minor > 0;

CREATE INDEX sales_visit on sales (visit_id) where visit_id is not null;

CREATE TABLE salon_days (
  id integer primary key autoincrement,
  local_date text not null unique,
  hours_json text not null,
  title text not null default '',
  version integer not null default 1
) strict;

CREATE TABLE schedule_assignments (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  template_id integer not null references schedule_templates (id),
  valid_from text not null,
  valid_to text,
  anchor_date text not null,
  version integer not null default 1
, room_id integer references rooms (id)) strict;

CREATE INDEX schedule_assignments_staff on schedule_assignments (staff_id, valid_from);

CREATE TABLE schedule_overrides (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  local_date text not null,
  work_json text not null,
  breaks_json text not null default '[]',
  ignores_salon_hours integer not null default 0,
  room_id integer references rooms (id),
  note text not null default '',
  version integer not null default 1,
  unique (staff_id, local_date)
) strict;

CREATE INDEX schedule_overrides_date on schedule_overrides (local_date);

CREATE TABLE schedule_template_versions (
  id integer primary key autoincrement,
  template_id integer not null references schedule_templates (id),
  valid_from text not null,
  days_json text not null,
  unique (template_id, valid_from)
) strict;

CREATE TABLE schedule_templates (
  id integer primary key autoincrement,
  name text not null,
  kind text not null check (kind in ('weekly', 'cycle')),
  days_json text not null,
  is_archived integer not null default 0,
  version integer not null default 1
, skips_holidays integer) strict;

CREATE TABLE series_exceptions (
  id integer primary key autoincrement,
  series_id integer not null references visit_series (id),
  key_date text not null,
  kind text not null check (kind in ('excluded', 'skipped', 'moved')),
  reason text not null default '',
  unique (series_id, key_date)
) strict;

CREATE TABLE service_categories (
  id integer primary key autoincrement,
  name text not null,
  parent_id integer references service_categories (id),
  colour text not null,
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
, icon text) strict;

CREATE TABLE service_levels (
  id integer primary key autoincrement,
  service_id integer not null references services (id),
  level_id integer not null references levels (id),
  duration_min integer check (duration_min is null or duration_min between 5 and 720),
  segments_json text,
  unique (service_id, level_id)
) strict;

CREATE TABLE service_prices (
  id integer primary key autoincrement,
  service_id integer not null references services (id),
  list_id integer references price_lists (id),
  level_id integer references levels (id),
  staff_id integer references staff (id),
  valid_from text not null,
  price_minor integer not null check (price_minor >= 0),
  price_max_minor integer check (price_max_minor is null or price_max_minor >= price_minor), is_end integer,
  check (level_id is null or staff_id is null)
) strict;

CREATE UNIQUE INDEX service_prices_place on service_prices
  (service_id, ifnull(list_id, 0), ifnull(level_id, 0), ifnull(staff_id, 0), valid_from);

CREATE TABLE service_records (
  id integer primary key autoincrement,
  visit_line_id integer unique references visit_lines (id),
  visit_id integer not null references visits (id),
  client_id integer references clients (id),
  service_id integer not null references services (id),
  staff_id integer not null references staff (id),
  outcome text not null default '',
  score integer check (score between 0 and 10),
  would_return integer,
  would_recommend integer,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE INDEX service_records_client on service_records (client_id);

CREATE INDEX service_records_visit on service_records (visit_id);

CREATE TABLE service_rooms (
  id integer primary key autoincrement,
  service_id integer not null references services (id),
  room_id integer not null references rooms (id),
  unique (service_id, room_id)
) strict;

CREATE TABLE services (
  id integer primary key autoincrement,
  category_id integer not null references service_categories (id),
  name text not null,
  price_minor integer not null check (price_minor >= 0),
  price_max_minor integer check (price_max_minor is null or price_max_minor >= price_minor),
  duration_min integer not null check (duration_min between 5 and 720),
  buffer_before_min integer not null default 0 check (buffer_before_min between 0 and 240),
  buffer_after_min integer not null default 0 check (buffer_after_min between 0 and 240),
  segments_json text,
  periodicity_days integer,
  is_online integer not null default 1,
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
, icon text, group_capacity integer check (group_capacity between 1 and 500), seats_from_room integer, is_gap_bookable integer, fixed_starts_json text, booking_rule_json text, patch_test_days integer, min_price_minor integer, discount_cap_bp integer, no_discount integer, no_bonus integer, vat_bp integer) strict;

CREATE INDEX services_category on services (category_id, position);

CREATE TABLE sessions (
  id integer primary key,
  token_hash text not null unique,
  user_id integer not null references users (id),
  device text not null,
  created_at_ms integer not null,
  seen_at_ms integer not null,
  is_locked integer not null default 0
) strict;

CREATE TABLE settings (
  id integer primary key autoincrement,
  key text not null,
  valid_from text not null,
  value_json text not null,
  unique (key, valid_from)
) strict;

CREATE TABLE settlement_items (
id integer primary key autoincrement,
document_id integer not null references ledger_documents (id),
tender_id integer not null references tenders (id),
sign integer not null check (sign in (-1, 1))
  ) strict;

CREATE INDEX settlement_items_document on settlement_items (document_id);

CREATE INDEX settlement_items_tender on settlement_items (tender_id);

CREATE TABLE sign_in_attempts (
  id integer primary key,
  user_id integer not null,
  device text not null,
  failures integer not null,
  locked_until_ms integer not null,
  last_at_ms integer not null,
  unique (user_id, device)
) strict;

CREATE TABLE staff (
  id integer primary key autoincrement,
  last_name text not null default '',
  first_name text not null,
  job_title text not null default '',
  level text not null default '',
  colour text not null,
  phone_digits text,
  email text,
  hired_on text,
  left_on text,
  default_room_id integer references rooms (id),
  note text not null default '',
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
, middle_name text, birthday text, address text, messenger text, job_position_id integer references job_positions (id), level_id integer references levels (id), photo_file_id integer references files (id), is_gap_bookable integer) strict;

CREATE TABLE staff_documents (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  title text not null,
  number text not null default '',
  issued_on text,
  expires_on text,
  blocks_booking integer not null default 0,
  file_id integer references files (id),
  note text not null default '',
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE INDEX staff_documents_staff on staff_documents (staff_id);

CREATE TABLE staff_notes (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  body text not null,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE INDEX staff_notes_staff on staff_notes (staff_id);

CREATE TABLE staff_rooms (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  room_id integer not null references rooms (id),
  unique (staff_id, room_id)
) strict;

CREATE TABLE staff_services (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  service_id integer not null references services (id),
  price_minor integer check (price_minor is null or price_minor >= 0),
  duration_min integer check (duration_min is null or duration_min between 5 and 720), segments_json text,
  unique (staff_id, service_id)
) strict;

CREATE INDEX staff_services_service on staff_services (service_id);

CREATE TABLE staff_trainings (
  id integer primary key autoincrement,
  staff_id integer not null references staff (id),
  title text not null,
  provider text not null default '',
  held_on text,
  file_id integer references files (id),
  note text not null default '',
  version integer not null default 1
) strict;

CREATE INDEX staff_trainings_staff on staff_trainings (staff_id);

CREATE TABLE suppliers (
id integer primary key autoincrement,
name text not null unique,
tax_number text not null default '',
phone text not null default '',
note text not null default '',
is_archived integer not null default 0,
version integer not null default 1
  ) strict;

CREATE TABLE tenders (
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
  ) strict;

CREATE INDEX tenders_account on tenders (account_id, document_id) where account_id is not null;

CREATE INDEX tenders_document on tenders (document_id);

CREATE INDEX tenders_sale on tenders (sale_id) where sale_id is not null;

CREATE TABLE users (
  id integer primary key autoincrement,
  name text not null,
  role text not null check (role in ('owner', 'administrator', 'master', 'accountant', 'sysadmin')),
  staff_id integer references staff (id),
  locale text not null default 'ru',
  preferences_json text not null default '{}',
  is_active integer not null default 1,
  version integer not null default 1
) strict;

CREATE TABLE visit_lines (
  id integer primary key autoincrement,
  visit_id integer not null references visits (id),
  position integer not null,
  local_date text not null,
  service_id integer not null references services (id),
  staff_id integer not null references staff (id),
  room_id integer references rooms (id),
  start_min integer not null,
  duration_min integer not null check (duration_min > 0),
  buffer_before_min integer not null default 0,
  buffer_after_min integer not null default 0,
  segments_json text,
  price_minor integer not null, holds_master integer, equipment_json text, bundle_id integer references bundles (id),
  check (start_min >= 0 and start_min + duration_min <= 2880)
) strict;

CREATE INDEX visit_lines_date on visit_lines (local_date, staff_id);

CREATE INDEX visit_lines_equipment on visit_lines (local_date) where equipment_json is not null;

CREATE INDEX visit_lines_staff on visit_lines (staff_id, local_date);

CREATE INDEX visit_lines_visit on visit_lines (visit_id);

CREATE TABLE visit_sales (
id integer primary key autoincrement,
visit_id integer not null unique references visits (id),
sale_id integer not null unique references sales (id)
  ) strict;

CREATE TABLE visit_series (
  id integer primary key autoincrement,
  client_id integer references clients (id),
  rule_json text not null,
  start_date text not null,
  start_min integer not null,
  lines_json text not null,
  comment text not null default '',
  source text not null default 'reception',
  wants_this_master integer not null default 0,
  is_ended integer not null default 0,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE TABLE visits (
  id integer primary key autoincrement,
  client_id integer references clients (id),
  local_date text not null,
  status text not null check (
    status in ('booked', 'confirmed', 'arrived', 'in_progress', 'completed', 'no_show', 'cancelled')
  ),
  source text not null default 'reception',
  comment text not null default '',
  wants_this_master integer not null default 0,
  is_first_visit integer not null default 0,
  cancelled_by text check (cancelled_by in ('client', 'salon')),
  cancel_reason text,
  is_late_cancel integer not null default 0,
  reschedule_count integer not null default 0,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
, series_id integer references visit_series (id), series_key text, group_event_id integer references group_events (id)) strict;

CREATE INDEX visits_client on visits (client_id, local_date, status);

CREATE INDEX visits_commented on visits (local_date) where comment <> '';

CREATE INDEX visits_date on visits (local_date);

CREATE INDEX visits_group on visits (group_event_id) where group_event_id is not null;

CREATE INDEX visits_series on visits (series_id, series_key) where series_id is not null;

CREATE TABLE waiting_entries (
  id integer primary key autoincrement,
  kind text not null check (kind in ('waiting', 'walk_in', 'request')),
  client_id integer references clients (id),
  name text not null default '',
  phone_digits text,
  services_json text not null default '[]',
  staff_json text not null default '[]',
  group_event_id integer references group_events (id),
  from_date text,
  to_date text,
  weekdays_json text not null default '[]',
  from_min integer,
  to_min integer,
  comment text not null default '',
  source text not null default 'reception',
  status text not null default 'waiting' check (status in ('waiting', 'offered', 'booked', 'declined', 'closed')),
  owner_id integer references users (id),
  due_at_ms integer,
  offer_json text,
  offered_until_ms integer,
  visit_id integer references visits (id),
  closed_reason text,
  created_at_ms integer not null,
  created_by integer,
  version integer not null default 1
) strict;

CREATE INDEX waiting_entries_status on waiting_entries (status, kind);
