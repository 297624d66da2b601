import { type Kysely, sql } from 'kysely';

/** Who works when (domain.md A2, A3): templates, their assignments, single days, absences, salon days, blocks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table schedule_templates (
      id integer primary key autoincrement,
      name text not null,
      kind text not null check (kind in ('weekly', 'cycle')),
      days_json text not null,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table schedule_assignments (
      id integer primary key autoincrement,
      staff_id integer not null references staff (id),
      template_id integer not null references schedule_templates (id),
      valid_from text not null,
      valid_to text,
      anchor_date text not null,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`create index schedule_assignments_staff on schedule_assignments (staff_id, valid_from)`.execute(db);
  await sql`
    create table schedule_overrides (
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
    ) strict`.execute(db);
  await sql`create index schedule_overrides_date on schedule_overrides (local_date)`.execute(db);
  await sql`
    create table absences (
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
    ) strict`.execute(db);
  await sql`create index absences_staff on absences (staff_id, to_date)`.execute(db);
  await sql`
    create table salon_days (
      id integer primary key autoincrement,
      local_date text not null unique,
      hours_json text not null,
      title text not null default '',
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table blocks (
      id integer primary key autoincrement,
      staff_id integer references staff (id),
      room_id integer references rooms (id),
      local_date text not null,
      start_min integer not null,
      end_min integer not null,
      reason text not null default '',
      version integer not null default 1,
      check (start_min < end_min),
      check ((staff_id is null) <> (room_id is null))
    ) strict`.execute(db);
  await sql`create index blocks_date on blocks (local_date)`.execute(db);
}
