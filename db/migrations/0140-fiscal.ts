import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // The number under which the register knows the receipt: nothing is printed twice under one.
  `alter table fiscal_jobs add column uuid text`,
  `alter table fiscal_jobs add column sent_at_ms integer`,
  `alter table fiscal_jobs add column next_attempt_ms integer`,
  `alter table fiscal_jobs add column answer_json text`,
  `alter table fiscal_jobs add column note text`,
  `create unique index fiscal_jobs_uuid on fiscal_jobs (uuid)`,
  `drop index fiscal_jobs_document`,
  // One receipt for one document, whatever happens.
  `create unique index fiscal_jobs_document on fiscal_jobs (document_id)`,
  `create table fiscal_shifts (
    id integer primary key autoincrement,
    cash_shift_id integer not null references cash_shifts (id),
    shift_number integer,
    totals_json text not null,
    document_number integer,
    closed_at_ms integer,
    version integer not null default 1
  ) strict`,
  `create unique index fiscal_shifts_shift on fiscal_shifts (cash_shift_id)`,
];

/** The queue of fiscal receipts: the number of each, when it was sent, what the register answered; shifts of the register. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
