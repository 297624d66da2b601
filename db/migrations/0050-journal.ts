import { type Kysely, sql } from 'kysely';

/** Clients and their visits (domain.md sections 2 and 3). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table clients (
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
    ) strict`.execute(db);
  await sql`
    create table client_phones (
      id integer primary key autoincrement,
      client_id integer not null references clients (id),
      digits text not null,
      label text not null default '',
      position integer not null default 0
    ) strict`.execute(db);
  await sql`create index client_phones_client on client_phones (client_id, position)`.execute(db);
  await sql`create index client_phones_digits on client_phones (digits)`.execute(db);
  await sql`create index client_phones_tail on client_phones (substr(digits, -4))`.execute(db);
  await sql`
    create table visits (
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
    ) strict`.execute(db);
  await sql`create index visits_date on visits (local_date)`.execute(db);
  await sql`create index visits_client on visits (client_id, local_date)`.execute(db);
  await sql`
    create table visit_lines (
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
      price_minor integer not null,
      check (start_min >= 0 and start_min + duration_min <= 2880)
    ) strict`.execute(db);
  await sql`create index visit_lines_visit on visit_lines (visit_id)`.execute(db);
  await sql`create index visit_lines_date on visit_lines (local_date, staff_id)`.execute(db);
  await sql`create index visit_lines_staff on visit_lines (staff_id, local_date)`.execute(db);
}
