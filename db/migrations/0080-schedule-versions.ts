import { type Kysely, sql } from 'kysely';

/** Versions of schedule templates, the production calendar, the room of a shift, and blocks of a service. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // days_json of the template holds from the beginning; a version replaces it from its day on.
  await sql`
    create table schedule_template_versions (
      id integer primary key autoincrement,
      template_id integer not null references schedule_templates (id),
      valid_from text not null,
      days_json text not null,
      unique (template_id, valid_from)
    ) strict`.execute(db);
  await sql`alter table schedule_templates add column skips_holidays integer`.execute(db);
  await sql`alter table schedule_assignments add column room_id integer references rooms (id)`.execute(db);
  await sql`
    create table holidays (
      id integer primary key autoincrement,
      local_date text not null unique,
      kind text not null check (kind in ('holiday', 'short', 'workday')),
      title text not null default '',
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table blocks_next (
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
    ) strict`.execute(db);
  await sql`
    insert into blocks_next (id, staff_id, room_id, local_date, start_min, end_min, reason, version)
    select id, staff_id, room_id, local_date, start_min, end_min, reason, version from blocks`.execute(db);
  await sql`drop table blocks`.execute(db);
  await sql`alter table blocks_next rename to blocks`.execute(db);
  await sql`create index blocks_date on blocks (local_date)`.execute(db);
}
