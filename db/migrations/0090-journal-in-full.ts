import { type Kysely, sql } from 'kysely';

/** Series, group events and the waiting list (domain.md A13-A15), and the day's rows in the log by their old date. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table visit_series (
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
    ) strict`.execute(db);
  // excluded: taken out by a person; skipped: a conflict kept it from being booked. Both use up the count (A14, A15).
  await sql`
    create table series_exceptions (
      id integer primary key autoincrement,
      series_id integer not null references visit_series (id),
      key_date text not null,
      kind text not null check (kind in ('excluded', 'skipped', 'moved')),
      reason text not null default '',
      unique (series_id, key_date)
    ) strict`.execute(db);
  await sql`
    create table group_events (
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
    ) strict`.execute(db);
  await sql`create index group_events_date on group_events (local_date)`.execute(db);
  await sql`alter table visits add column series_id integer references visit_series (id)`.execute(db);
  await sql`alter table visits add column series_key text`.execute(db);
  await sql`alter table visits add column group_event_id integer references group_events (id)`.execute(db);
  await sql`create index visits_series on visits (series_id, series_key) where series_id is not null`.execute(db);
  await sql`create index visits_group on visits (group_event_id) where group_event_id is not null`.execute(db);
  await sql`alter table visit_lines add column holds_master integer`.execute(db);
  await sql`alter table visit_lines add column equipment_json text`.execute(db);
  await sql`alter table visit_lines add column bundle_id integer references bundles (id)`.execute(db);
  await sql`
    create index visit_lines_equipment on visit_lines (local_date) where equipment_json is not null`.execute(db);
  await sql`
    create table waiting_entries (
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
    ) strict`.execute(db);
  await sql`create index waiting_entries_status on waiting_entries (status, kind)`.execute(db);
  // The day as it looked at a past minute: which rows once stood on a date and left it.
  await sql`
    create index change_old_date on change (json_extract(old, '$.local_date'))
      where json_extract(old, '$.local_date') is not null`.execute(db);
}
