import type { Selectable } from 'kysely';
import type { ConsentTextsTable, ConsentsTable } from '../../db/schema-clients.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import {
  type ConsentPurpose,
  type ContactConsent,
  NEVER_ASKED,
} from '../../src-shared/personal-data/personal-data.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ConsentTextRow = Selectable<ConsentTextsTable>;
export type ConsentRow = Selectable<ConsentsTable>;

/** A consent with the number of its text and the names of those who took it. */
export interface ConsentFacts extends ConsentRow {
  readonly text_number: number;
  readonly given_name: string | null;
  readonly withdrawn_name: string | null;
}

/** What is asked of a client before a contact or a paper. */
export interface PersonRow {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly middle_name: string;
  readonly created_at_ms: number;
  readonly no_calls_until: string | null;
  readonly erased_at_ms: number | null;
  readonly merged_into_id: number | null;
}

/** A client by the number; the merged and the erased too. */
export function findPerson(reader: Reader, clientId: number): PersonRow | undefined {
  return reader.get(
    query
      .selectFrom('clients')
      .select([
        'id',
        'first_name',
        'last_name',
        'middle_name',
        'created_at_ms',
        'no_calls_until',
        'erased_at_ms',
        'merged_into_id',
      ])
      .where('id', '=', clientId),
  );
}

/** All texts, newest first inside a purpose, with how often they were agreed to. */
export function readTexts(reader: Reader): (ConsentTextRow & { uses: number })[] {
  return reader.all(
    sqlText<ConsentTextRow & { uses: number }>(
      `select consent_texts.*, (select count(*) from consents where text_id = consent_texts.id) as uses
       from consent_texts order by purpose, number desc`,
    ),
  );
}

/** The text of a purpose that is in force on a day. */
export function findTextOn(reader: Reader, purpose: ConsentPurpose, on: LocalDate): ConsentTextRow | undefined {
  return reader.get(
    query
      .selectFrom('consent_texts')
      .selectAll()
      .where('purpose', '=', purpose)
      .where('valid_from', '<=', on)
      .orderBy('valid_from', 'desc')
      .orderBy('number', 'desc')
      .limit(1),
  );
}

export function findText(reader: Reader, textId: number): ConsentTextRow | undefined {
  return reader.get(query.selectFrom('consent_texts').selectAll().where('id', '=', textId));
}

/** The newest version of a purpose, in force or not yet. */
export function findNewestText(reader: Reader, purpose: ConsentPurpose): ConsentTextRow | undefined {
  return reader.get(
    query.selectFrom('consent_texts').selectAll().where('purpose', '=', purpose).orderBy('number', 'desc').limit(1),
  );
}

export function insertText(tx: Tx, values: Omit<ConsentTextRow, 'id'>): number {
  return tx.insert(query.insertInto('consent_texts').values(values));
}

export function updateTextBody(tx: Tx, textId: number, body: string, sha256: string): void {
  tx.run(query.updateTable('consent_texts').set({ body, sha256 }).where('id', '=', textId));
}

/** Whether anybody has agreed to a text. */
export function isTextUsed(reader: Reader, textId: number): boolean {
  return reader.get(sqlText<{ id: number }>('select id from consents where text_id = ? limit 1', textId)) !== undefined;
}

/** Consents of a client, newest first. */
export function readConsents(reader: Reader, clientId: number): ConsentFacts[] {
  return reader.all(
    sqlText<ConsentFacts>(
      `select consents.*, consent_texts.number as text_number, given.name as given_name,
         withdrawn.name as withdrawn_name
       from consents
       join consent_texts on consent_texts.id = consents.text_id
       left join users as given on given.id = consents.given_to
       left join users as withdrawn on withdrawn.id = consents.withdrawn_to
       where consents.client_id = ? order by consents.given_at_ms desc, consents.id desc`,
      clientId,
    ),
  );
}

export function findConsent(reader: Reader, consentId: number): ConsentRow | undefined {
  return reader.get(query.selectFrom('consents').selectAll().where('id', '=', consentId));
}

/** The live consent of a client for a purpose. */
export function findLiveConsent(reader: Reader, clientId: number, purpose: ConsentPurpose): ConsentRow | undefined {
  return reader.get(
    query
      .selectFrom('consents')
      .selectAll()
      .where('client_id', '=', clientId)
      .where('purpose', '=', purpose)
      .where('withdrawn_at_ms', 'is', null)
      .orderBy('id', 'desc')
      .limit(1),
  );
}

export function insertConsent(
  tx: Tx,
  values: Pick<ConsentRow, 'client_id' | 'purpose' | 'text_id' | 'channel' | 'given_at_ms' | 'given_to' | 'note'>,
): number {
  return tx.insert(query.insertInto('consents').values(values));
}

/** Ends a consent; an empty note keeps the one that is there. */
export function writeWithdrawal(tx: Tx, consent: ConsentRow, atMs: number, by: number | null, note: string): void {
  tx.run(
    query
      .updateTable('consents')
      .set({
        withdrawn_at_ms: atMs,
        withdrawn_to: by,
        version: consent.version + 1,
        ...(note === '' ? {} : { note }),
      })
      .where('id', '=', consent.id),
  );
}

/** Consents that a contact depends on, of many clients at once; a test explains its plan. */
export const CONTACT_CONSENTS_SQL = `select k.client_id, k.purpose, k.withdrawn_at_ms is null as is_live
  from json_each(?) asked cross join consents k on k.client_id = asked.value
  where k.purpose in ('marketing', 'processing')`;

/** How the consents that a contact depends on stand, in one query; who was never asked is not there. */
export function readContactConsents(reader: Reader, clientIds: readonly number[]): Map<number, ContactConsent> {
  const rows = reader.all(
    sqlText<{ client_id: number; purpose: keyof ContactConsent; is_live: 0 | 1 }>(
      CONTACT_CONSENTS_SQL,
      JSON.stringify(clientIds),
    ),
  );
  const found = new Map<number, ContactConsent>();
  for (const { client_id: clientId, purpose, is_live: isLive } of rows) {
    const known = found.get(clientId) ?? NEVER_ASKED;
    // One that is in force counts, whatever was withdrawn before it.
    if (known[purpose] === 'given') continue;
    found.set(clientId, { ...known, [purpose]: isLive === 1 ? 'given' : 'withdrawn' });
  }
  return found;
}

/** Clients with a live consent for a purpose, of those given. */
export function filterConsenting(reader: Reader, clientIds: readonly number[], purpose: ConsentPurpose): Set<number> {
  const rows = reader.all(
    sqlText<{ client_id: number }>(
      `select distinct consents.client_id from json_each(?) as wanted
       join consents on consents.client_id = wanted.value
       where consents.purpose = ? and consents.withdrawn_at_ms is null`,
      JSON.stringify(clientIds),
      purpose,
    ),
  );
  return new Set(rows.map((row) => row.client_id));
}
