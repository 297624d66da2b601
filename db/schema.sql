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
) strict;

CREATE INDEX client_figures_average on client_figures (
(case when visits > 0 then (spent_minor * 2 + visits) / (visits * 2) else 0 end));

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
, price_list_id integer references price_lists (id), category_id integer references client_categories (id), responsible_staff_id integer references staff (id), address text, messengers_json text, contraindication text, learned_from text, decided_by text, recommended_by_id integer references clients (id), manual_status text check (manual_status in ('active', 'sleeping', 'lost')), family_id integer references families (id), family_role text, personal_discount_bp integer check (personal_discount_bp between 0 and 10000), card_number text, merged_into_id integer references clients (id), erased_at_ms integer, no_calls_until text) strict;

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

CREATE TABLE job_positions (
  id integer primary key autoincrement,
  name text not null unique,
  role text check (role in ('owner', 'administrator', 'master', 'accountant', 'sysadmin')),
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
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

CREATE TABLE price_lists (
  id integer primary key autoincrement,
  name text not null unique,
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
) strict;

CREATE TABLE recent_views (
  user_id integer not null references users (id),
  kind text not null,
  object_id integer not null,
  seen_at_ms integer not null,
  primary key (user_id, kind, object_id)
) strict, without rowid;

CREATE TABLE rooms (
  id integer primary key autoincrement,
  name text not null,
  capacity integer not null check (capacity >= 1),
  position integer not null default 0,
  is_archived integer not null default 0,
  version integer not null default 1
, kind text check (kind in ('room', 'equipment')), hours_json text, note text) strict;

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
, icon text, group_capacity integer check (group_capacity between 1 and 500), seats_from_room integer, is_gap_bookable integer, fixed_starts_json text, booking_rule_json text, patch_test_days integer) strict;

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
