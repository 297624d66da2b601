import { type Kysely, sql } from 'kysely';

/** Tables derived from clients, their phones and visits: whatever finds a client while a name is being typed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // words: folded words of the full name, surname first, each led by a space, so that a word's start is one instr().
  await sql`
    create table client_search (
      client_id integer primary key,
      words text not null,
      first_name text not null,
      phones text not null,
      is_archived integer not null,
      came_on text not null,
      visits integer not null,
      no_shows integer not null
    ) strict`.execute(db);
  await sql`create index client_search_words on client_search (is_archived, words)`.execute(db);
  await sql`create index client_search_first on client_search (first_name)`.execute(db);
  await sql`create index client_search_came on client_search (is_archived, came_on desc)`.execute(db);
  // Positions are not kept: what the trigrams find is checked against client_search.
  await sql`
    create virtual table client_fts using fts5 (
      text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
    )`.execute(db);
  await sql`
    create table client_words (
      id integer primary key autoincrement,
      word text not null unique,
      latin text not null,
      uses integer not null
    ) strict`.execute(db);
  await sql`create index client_words_latin on client_words (latin)`.execute(db);
  await sql`drop index visits_client`.execute(db);
  await sql`create index visits_client on visits (client_id, local_date, status)`.execute(db);
}
