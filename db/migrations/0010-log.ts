import { type Kysely, sql } from 'kysely';

/** The change log (architecture.md section 4): who did what, and the way back from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation (
      id integer primary key check (id = 1),
      uid text not null,
      log_key blob not null,
      created_at_ms integer not null
    ) strict`.execute(db);
  await sql`
    create table command (
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
    ) strict`.execute(db);
  await sql`create index command_undoes on command (undoes_id) where undoes_id is not null`.execute(db);
  await sql`create table log_table (no integer primary key, name text not null unique) strict`.execute(db);
  await sql`
    create table change (
      seq integer primary key,
      command_id integer not null,
      table_no integer not null,
      row_id integer not null,
      op integer not null,
      old text,
      digest blob not null
    ) strict`.execute(db);
  await sql`create index change_row on change (table_no, row_id)`.execute(db);
}
