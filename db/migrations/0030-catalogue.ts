import { type Kysely, sql } from 'kysely';

/** People and places that work (staff, rooms) and what they do (the price list). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rooms (
      id integer primary key autoincrement,
      name text not null,
      capacity integer not null check (capacity >= 1),
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table staff (
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
    ) strict`.execute(db);
  await sql`
    create table service_categories (
      id integer primary key autoincrement,
      name text not null,
      parent_id integer references service_categories (id),
      colour text not null,
      position integer not null default 0,
      is_archived integer not null default 0,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table services (
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
    ) strict`.execute(db);
  await sql`create index services_category on services (category_id, position)`.execute(db);
  await sql`
    create table staff_services (
      id integer primary key autoincrement,
      staff_id integer not null references staff (id),
      service_id integer not null references services (id),
      price_minor integer check (price_minor is null or price_minor >= 0),
      duration_min integer check (duration_min is null or duration_min between 5 and 720),
      unique (staff_id, service_id)
    ) strict`.execute(db);
  await sql`create index staff_services_service on staff_services (service_id)`.execute(db);
}
