import { type Kysely, sql } from 'kysely';

/**
 * The client's card in full: categories, tags, family, notes, files, consents, what was done, calls, imports, erasure.
 *
 * Columns added to a table of the log are nullable (null = as before): the digests of older rows leave NULLs out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table client_categories (
      id integer primary key autoincrement,
      name text not null unique,
      colour text not null,
      price_list_id integer references price_lists (id),
      discount_bp integer not null default 0 check (discount_bp between 0 and 10000),
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table client_tags (
      id integer primary key autoincrement,
      name text not null unique,
      colour text not null,
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table client_tag_links (
      id integer primary key autoincrement,
      client_id integer not null references clients (id),
      tag_id integer not null references client_tags (id),
      unique (client_id, tag_id)
    ) strict`.execute(db);
  await sql`create index client_tag_links_tag on client_tag_links (tag_id)`.execute(db);
  await sql`
    create table families (
      id integer primary key autoincrement,
      name text not null,
      version integer not null default 1
    ) strict`.execute(db);
  for (const column of [
    'category_id integer references client_categories (id)',
    'responsible_staff_id integer references staff (id)',
    'address text',
    'messengers_json text',
    'contraindication text',
    'learned_from text',
    'decided_by text',
    'recommended_by_id integer references clients (id)',
    "manual_status text check (manual_status in ('active', 'sleeping', 'lost'))",
    'family_id integer references families (id)',
    'family_role text',
    'personal_discount_bp integer check (personal_discount_bp between 0 and 10000)',
    'card_number text',
    'merged_into_id integer references clients (id)',
    'erased_at_ms integer',
    'no_calls_until text',
  ]) {
    await sql`alter table clients add column ${sql.raw(column)}`.execute(db);
  }
  await sql`create index clients_category on clients (category_id) where category_id is not null`.execute(db);
  await sql`create index clients_family on clients (family_id) where family_id is not null`.execute(db);
  await sql`create index clients_responsible on clients (responsible_staff_id)
    where responsible_staff_id is not null`.execute(db);
  // What the list of clients is sorted by, and whom it leaves out.
  await sql`create index clients_created on clients (created_at_ms)`.execute(db);
  await sql`create index clients_year_day on clients (substr(birthday, 6)) where birthday is not null`.execute(db);
  await sql`create index clients_birthday on clients (birthday) where birthday is not null`.execute(db);
  await sql`create index clients_source on clients (source) where source is not null`.execute(db);
  await sql`create index clients_unlisted on clients (id)
    where is_archived = 1 or merged_into_id is not null or erased_at_ms is not null`.execute(db);
  await sql`create index clients_gone on clients (id)
    where merged_into_id is not null or erased_at_ms is not null`.execute(db);
  await sql`create index clients_recommended on clients (recommended_by_id)
    where recommended_by_id is not null`.execute(db);
  await sql`create index clients_merged on clients (merged_into_id) where merged_into_id is not null`.execute(db);
  await sql`create index clients_card on clients (card_number) where card_number is not null`.execute(db);
  await sql`
    create table client_preferred_staff (
      id integer primary key autoincrement,
      client_id integer not null references clients (id),
      staff_id integer not null references staff (id),
      position integer not null default 0,
      unique (client_id, staff_id)
    ) strict`.execute(db);
  await sql`
    create table client_notes (
      id integer primary key autoincrement,
      client_id integer not null references clients (id),
      body text not null,
      is_pinned integer not null default 0,
      created_at_ms integer not null,
      created_by integer,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`create index client_notes_client on client_notes (client_id)`.execute(db);
  // The content lies beside the database under its digest.
  await sql`
    create table client_files (
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
    ) strict`.execute(db);
  await sql`create index client_files_client on client_files (client_id)`.execute(db);
  await sql`
    create table consent_texts (
      id integer primary key autoincrement,
      purpose text not null check (purpose in ('processing', 'marketing', 'photo', 'health')),
      number integer not null,
      body text not null,
      sha256 text not null,
      valid_from text not null,
      unique (purpose, number)
    ) strict`.execute(db);
  await sql`
    create table consents (
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
    ) strict`.execute(db);
  await sql`create index consents_client on consents (client_id)`.execute(db);
  // What was done on a line of a visit; client, service and master are kept for the day when the line is gone (null).
  await sql`
    create table service_records (
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
    ) strict`.execute(db);
  await sql`create index service_records_client on service_records (client_id)`.execute(db);
  await sql`create index service_records_visit on service_records (visit_id)`.execute(db);
  await sql`
    create table formulas (
      id integer primary key autoincrement,
      record_id integer not null references service_records (id),
      number integer not null,
      bowls_json text not null,
      note text not null default '',
      created_at_ms integer not null,
      created_by integer,
      unique (record_id, number)
    ) strict`.execute(db);
  await sql`alter table services add column patch_test_days integer`.execute(db);
  await sql`
    create table patch_tests (
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
    ) strict`.execute(db);
  await sql`create index patch_tests_client on patch_tests (client_id, tested_on)`.execute(db);
  await sql`
    create table client_segments (
      id integer primary key autoincrement,
      name text not null,
      filter_json text not null,
      owner_id integer references users (id),
      position integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  // Whoever takes clients out of the salon as a file leaves a row here; its id is the number in the file.
  await sql`
    create table client_exports (
      id integer primary key autoincrement,
      exported_at_ms integer not null,
      exported_by integer,
      rows integer not null,
      format text not null check (format in ('xlsx', 'csv')),
      filter_json text not null,
      columns_json text not null,
      with_phones integer not null
    ) strict`.execute(db);
  await sql`
    create table client_calls (
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
    ) strict`.execute(db);
  await sql`create index client_calls_client on client_calls (client_id, called_at_ms)`.execute(db);
  await sql`create index client_calls_when on client_calls (called_at_ms)`.execute(db);
  await sql`
    create table imports (
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
    ) strict`.execute(db);
  await sql`
    create table import_mappings (
      id integer primary key autoincrement,
      signature text not null unique,
      mapping_json text not null,
      used_at_ms integer not null
    ) strict`.execute(db);
  await sql`
    create table client_merges (
      id integer primary key autoincrement,
      kept_id integer not null references clients (id),
      merged_id integer not null references clients (id),
      choices_json text not null,
      merged_at_ms integer not null,
      merged_by integer
    ) strict`.execute(db);
  await sql`create index client_merges_kept on client_merges (kept_id)`.execute(db);
  await sql`create index client_merges_merged on client_merges (merged_id)`.execute(db);
  // «Не дубль»: two clients whom a person has told apart; one_id is the smaller.
  await sql`
    create table client_distinctions (
      id integer primary key autoincrement,
      one_id integer not null references clients (id),
      other_id integer not null references clients (id),
      decided_at_ms integer not null,
      decided_by integer,
      unique (one_id, other_id)
    ) strict`.execute(db);
  await sql`create index client_distinctions_other on client_distinctions (other_id)`.execute(db);
  await sql`create index clients_email on clients (lower(email)) where email is not null`.execute(db);
  await sql`create index visits_commented on visits (local_date) where comment <> ''`.execute(db);
  // What a person looked at last on this device, for the search of everything.
  await sql`
    create table recent_views (
      user_id integer not null references users (id),
      kind text not null,
      object_id integer not null,
      seen_at_ms integer not null,
      primary key (user_id, kind, object_id)
    ) strict, without rowid`.execute(db);
  // Requests about personal data and the acts of destruction (D2, D3, D6): kept when the person is forgotten.
  await sql`
    create table data_requests (
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
    ) strict`.execute(db);
  await sql`create index data_requests_client on data_requests (client_id)`.execute(db);
  // Derived: what lists are sorted by and calls are made from, per client.
  await sql`
    create table client_figures (
      client_id integer primary key,
      first_on text not null,
      last_on text not null,
      next_on text not null,
      visits integer not null,
      no_shows integer not null,
      late_cancels integer not null,
      spent_minor integer not null,
      cadence_days integer
    ) strict`.execute(db);
  await sql`create index client_figures_last on client_figures (last_on)`.execute(db);
  await sql`create index client_figures_spent on client_figures (spent_minor)`.execute(db);
  await sql`create index client_figures_visits on client_figures (visits)`.execute(db);
  await sql`create index client_figures_first on client_figures (first_on)`.execute(db);
  await sql`create index client_figures_no_shows on client_figures (no_shows)`.execute(db);
  await sql`create index client_figures_late on client_figures (late_cancels)`.execute(db);
  await sql`create index client_figures_cadence on client_figures (cadence_days)
    where cadence_days is not null`.execute(db);
  await sql`create index client_figures_average on client_figures (
    (case when visits > 0 then (spent_minor * 2 + visits) / (visits * 2) else 0 end))`.execute(db);
  // The day that has come turns the page of those who were booked before it, and nobody else's.
  await sql`create index client_figures_next on client_figures (next_on) where next_on <> ''`.execute(db);
  // Derived: the last time each service was done for each client (R12).
  await sql`
    create table client_service_last (
      client_id integer not null,
      service_id integer not null,
      last_on text not null,
      times integer not null,
      staff_id integer not null,
      interval_days integer,
      primary key (client_id, service_id)
    ) strict, without rowid`.execute(db);
  await sql`create index client_service_last_due on client_service_last (service_id, last_on, interval_days)`.execute(
    db,
  );
  // How far each derived table is built, and by which version of its rules; built_to null = whole.
  await sql`
    create table derived_state (
      name text primary key,
      version integer not null,
      built_to integer
    ) strict, without rowid`.execute(db);
}
