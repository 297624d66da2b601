import { type Kysely, sql } from 'kysely';

/** Settings with validity dates, users, credentials, API tokens; sessions and throttling are kept by the device only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table settings (
      id integer primary key autoincrement,
      key text not null,
      valid_from text not null,
      value_json text not null,
      unique (key, valid_from)
    ) strict`.execute(db);
  await sql`
    create table users (
      id integer primary key autoincrement,
      name text not null,
      role text not null check (role in ('owner', 'administrator', 'master', 'accountant', 'sysadmin')),
      staff_id integer references staff (id),
      locale text not null default 'ru',
      preferences_json text not null default '{}',
      is_active integer not null default 1,
      version integer not null default 1
    ) strict`.execute(db);
  await sql`
    create table credentials (
      id integer primary key autoincrement,
      user_id integer not null unique references users (id),
      kind text not null check (kind in ('pin', 'password')),
      salt text not null,
      hash text not null,
      cost integer not null
    ) strict`.execute(db);
  await sql`
    create table api_tokens (
      id integer primary key autoincrement,
      user_id integer not null references users (id),
      name text not null,
      token_hash text not null unique,
      created_at_ms integer not null,
      revoked_at_ms integer
    ) strict`.execute(db);
  await sql`
    create table sessions (
      id integer primary key,
      token_hash text not null unique,
      user_id integer not null references users (id),
      device text not null,
      created_at_ms integer not null,
      seen_at_ms integer not null,
      is_locked integer not null default 0
    ) strict`.execute(db);
  await sql`
    create table sign_in_attempts (
      id integer primary key,
      user_id integer not null,
      device text not null,
      failures integer not null,
      locked_until_ms integer not null,
      last_at_ms integer not null,
      unique (user_id, device)
    ) strict`.execute(db);
}
