import { type Kysely, sql } from 'kysely';

/**
 * Prices by level, master, list and date, links of services and masters to rooms, bundles, and the rest of a master's card.
 *
 * Columns added to a table of the log are nullable (null = as before): the digests of older rows leave NULLs out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table levels (
      id integer primary key autoincrement,
      name text not null unique,
      percent_bp integer not null default 10000 check (percent_bp between 0 and 100000),
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table job_positions (
      id integer primary key autoincrement,
      name text not null unique,
      role text check (role in ('owner', 'administrator', 'master', 'accountant', 'sysadmin')),
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table price_lists (
      id integer primary key autoincrement,
      name text not null unique,
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  // The price in services and staff_services holds from the beginning; a row here replaces it from its day on (P1).
  await sql`
    create table service_prices (
      id integer primary key autoincrement,
      service_id integer not null references services (id),
      list_id integer references price_lists (id),
      level_id integer references levels (id),
      staff_id integer references staff (id),
      valid_from text not null,
      price_minor integer not null check (price_minor >= 0),
      price_max_minor integer check (price_max_minor is null or price_max_minor >= price_minor),
      check (level_id is null or staff_id is null)
    ) strict`.execute(db);
  await sql`
    create unique index service_prices_place on service_prices
      (service_id, ifnull(list_id, 0), ifnull(level_id, 0), ifnull(staff_id, 0), valid_from)`.execute(db);
  await sql`
    create table service_levels (
      id integer primary key autoincrement,
      service_id integer not null references services (id),
      level_id integer not null references levels (id),
      duration_min integer check (duration_min is null or duration_min between 5 and 720),
      segments_json text,
      unique (service_id, level_id)
    ) strict`.execute(db);
  await sql`alter table staff_services add column segments_json text`.execute(db);
  await sql`
    create table service_rooms (
      id integer primary key autoincrement,
      service_id integer not null references services (id),
      room_id integer not null references rooms (id),
      unique (service_id, room_id)
    ) strict`.execute(db);
  await sql`
    create table staff_rooms (
      id integer primary key autoincrement,
      staff_id integer not null references staff (id),
      room_id integer not null references rooms (id),
      unique (staff_id, room_id)
    ) strict`.execute(db);
  await sql`alter table service_categories add column icon text`.execute(db);
  await sql`alter table services add column icon text`.execute(db);
  await sql`alter table services add column group_capacity integer check (group_capacity between 1 and 500)`.execute(
    db,
  );
  await sql`alter table services add column seats_from_room integer`.execute(db);
  await sql`alter table services add column is_gap_bookable integer`.execute(db);
  await sql`alter table services add column fixed_starts_json text`.execute(db);
  await sql`alter table services add column booking_rule_json text`.execute(db);
  await sql`
    create table bundles (
      id integer primary key autoincrement,
      category_id integer not null references service_categories (id),
      name text not null,
      icon text,
      price_minor integer check (price_minor is null or price_minor >= 0),
      is_online integer not null default 1,
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table bundle_items (
      id integer primary key autoincrement,
      bundle_id integer not null references bundles (id),
      position integer not null,
      service_id integer not null references services (id),
      is_parallel integer not null default 0,
      unique (bundle_id, position)
    ) strict`.execute(db);
  await sql`
    create table files (
      id integer primary key autoincrement,
      name text not null,
      media_type text not null,
      size_bytes integer not null,
      sha256 text not null,
      content blob not null,
      created_at_ms integer not null
    ) strict`.execute(db);
  for (const column of [
    'middle_name text',
    'birthday text',
    'address text',
    'messenger text',
    'job_position_id integer references job_positions (id)',
    'level_id integer references levels (id)',
    'photo_file_id integer references files (id)',
    'is_gap_bookable integer',
  ]) {
    await sql`alter table staff add column ${sql.raw(column)}`.execute(db);
  }
  await sql`
    create table staff_documents (
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
    ) strict`.execute(db);
  await sql`create index staff_documents_staff on staff_documents (staff_id)`.execute(db);
  await sql`
    create table staff_trainings (
      id integer primary key autoincrement,
      staff_id integer not null references staff (id),
      title text not null,
      provider text not null default '',
      held_on text,
      file_id integer references files (id),
      note text not null default '',
      version integer not null default 1
    ) strict`.execute(db);
  await sql`create index staff_trainings_staff on staff_trainings (staff_id)`.execute(db);
  await sql`
    create table staff_notes (
      id integer primary key autoincrement,
      staff_id integer not null references staff (id),
      body text not null,
      created_at_ms integer not null,
      created_by integer,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`create index staff_notes_staff on staff_notes (staff_id)`.execute(db);
  await sql`alter table rooms add column kind text check (kind in ('room', 'equipment'))`.execute(db);
  await sql`alter table rooms add column hours_json text`.execute(db);
  await sql`alter table rooms add column note text`.execute(db);
  await sql`alter table clients add column price_list_id integer references price_lists (id)`.execute(db);
}
