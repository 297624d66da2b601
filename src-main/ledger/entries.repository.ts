import {
  type AccountCode,
  ACCOUNTS,
  type DocumentKind,
  TOTALLED_BY_OBJECT,
} from '../../src-shared/ledger/accounts.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';
import type { CellFilter } from '../../src-shared/ledger/figures.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** An entry with the names that a person reads. */
export interface NamedEntryRow {
  readonly id: number;
  readonly document_id: number;
  readonly local_date: LocalDate;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly event: string;
  readonly debit_account: AccountCode;
  readonly debit_name: string | null;
  readonly credit_account: AccountCode;
  readonly credit_name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly by_name: string | null;
  readonly amount_minor: number;
  readonly signed_minor: number;
}

/** Name of the object of a side, where the account has one. */
function nameOf(side: 'debit' | 'credit'): string {
  const object = `entry.${side}_object`;
  return `case
    when entry.${side}_account in (1010, 1020, 1030, 1040, 1410) then (select name from money_accounts where id = ${object})
    when entry.${side}_account = 1100 then (select '№ ' || head.number from sales sale
      join ledger_documents head on head.id = sale.document_id where sale.id = ${object})
    when entry.${side}_account = 2010 then (select name from suppliers where id = ${object})
    when entry.${side}_account in (2200, 2210) then (select number from certificates where id = ${object})
    when entry.${side}_account = 2300 then (select number from memberships where id = ${object})
    when entry.${side}_account in (2500, 2510, 2520) then
      (select trim(first_name || ' ' || last_name) from staff where id = ${object})
    when entry.${side}_account = 5060 then (select name from expense_articles where id = ${object}) end`;
}

/** Columns of an entry `entry` of a document `document`. */
const NAMED = `entry.id, entry.document_id, document.local_date, document.kind, document.number, entry.event,
  entry.debit_account, ${nameOf('debit')} as debit_name, entry.credit_account, ${nameOf('credit')} as credit_name,
  (select first_name from clients where id = entry.client_id) as first_name,
  (select last_name from clients where id = entry.client_id) as last_name,
  (select name from users where id = document.created_by) as by_name, entry.amount_minor`;

/** A condition on entries with its values. */
interface Where {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const codes = (accounts: readonly AccountCode[]): string => accounts.map(Number).join(', ');

/** Entries whose `side` stands on the filter's accounts and whose other side stands on its counters. */
function sideWhere(filter: CellFilter, side: 'debit' | 'credit'): Where {
  const other = side === 'debit' ? 'credit' : 'debit';
  const parts = [`entry.${side}_account in (${codes(filter.accounts)})`];
  const values: unknown[] = [];
  // Accounts without objects keep 0 there: named, the index leads to the days themselves.
  const object = filter.object ?? (filter.accounts.every((code) => hasNoObject(code)) ? 0 : null);
  if (object !== null) {
    parts.push(`entry.${side}_object = ?`);
    values.push(object);
  }
  if (filter.counters) parts.push(`entry.${other}_account in (${codes(filter.counters)})`);
  if (filter.counterObject !== null) {
    parts.push(`entry.${other}_object = ?`);
    values.push(filter.counterObject);
  }
  return { sql: parts.join(' and '), values };
}

function hasNoObject(code: AccountCode): boolean {
  const { object } = ACCOUNTS[code];
  return object === null || object === 'client';
}

function sidesOf({ sign, isOneSided }: CellFilter): ('debit' | 'credit')[] {
  return isOneSided ? [sign] : ['debit', 'credit'];
}

/** The amount with the sign with which an entry stands in the figure. */
function signedSql(filter: CellFilter): Where {
  const parts: string[] = [];
  const values: unknown[] = [];
  for (const side of sidesOf(filter)) {
    const where = sideWhere(filter, side);
    parts.push(`${side === filter.sign ? '' : '-'}(${where.sql})`);
    values.push(...where.values);
  }
  return { sql: `entry.amount_minor * (${parts.join(' + ')})`, values };
}

function anySide(filter: CellFilter): Where {
  const sides = sidesOf(filter).map((side) => sideWhere(filter, side));
  return { sql: `(${sides.map(({ sql }) => `(${sql})`).join(' or ')})`, values: sides.flatMap(({ values }) => values) };
}

const isTotalled = (accounts: readonly AccountCode[] | null, object: number | null): boolean =>
  object === null ||
  (accounts ?? []).every((code) => TOTALLED_BY_OBJECT.has(code) || (object === 0 && hasNoObject(code)));

interface EntrySum {
  readonly sumMinor: number;
  readonly count: number;
  /** Entries of the period in all. */
  readonly all: number;
}

/** Sum and number of the entries behind a figure: from the kept totals where they know its objects. */
export function sumEntries(reader: Reader, period: Period, filter: CellFilter, clientId: number | null): EntrySum {
  const { fromDate, toDate } = period;
  const signed = signedSql(filter);
  const any = anySide(filter);
  const isKept =
    clientId === null &&
    isTotalled(filter.accounts, filter.object) &&
    isTotalled(filter.counters, filter.counterObject);
  if (isKept) {
    const row = reader.get(
      sqlText<{ minor: number | null; count: number | null; everything: number | null }>(
        `select sum(${signed.sql}) as minor, sum(entry.entries * ${any.sql}) as count, sum(entry.entries) as everything
         from ledger_day_totals entry where entry.local_date >= ? and entry.local_date <= ?`,
        ...signed.values,
        ...any.values,
        fromDate,
        toDate,
      ),
    )!;
    return { sumMinor: row.minor ?? 0, count: row.count ?? 0, all: row.everything ?? 0 };
  }
  const client = clientId === null ? '' : 'and entry.client_id = ?';
  const row = reader.get(
    sqlText<{ minor: number | null; count: number }>(
      `select sum(${signed.sql}) as minor, count(*) as count from ledger_entries entry
       where entry.local_date >= ? and entry.local_date <= ? and ${any.sql} ${client}`,
      ...signed.values,
      fromDate,
      toDate,
      ...any.values,
      ...(clientId === null ? [] : [clientId]),
    ),
  )!;
  return { sumMinor: row.minor ?? 0, count: row.count, all: 0 };
}

/** Where the page before ended. */
export interface EntryCursor {
  readonly localDate: LocalDate;
  readonly documentId: number;
  readonly entryId: number;
}

interface PageAsk {
  readonly period: Period;
  readonly filter: CellFilter;
  readonly clientId: number | null;
  readonly after: EntryCursor | null;
  readonly limit: number;
}

/** With fewer entries in the period than this, or a figure this dense, walking the days backwards finds a page soonest. */
const FEW_ENTRIES = 50_000;
const DENSITY = 200;

/** A page of the entries behind a figure, newest first. */
export function readEntriesPage(reader: Reader, ask: PageAsk, sum: EntrySum): NamedEntryRow[] {
  const byDays =
    ask.clientId === null && (sum.all > 0 ? sum.all <= FEW_ENTRIES || sum.count * DENSITY >= sum.all : false);
  const page = entriesPageSql(ask, byDays);
  return reader.all(sqlText<NamedEntryRow>(page.sql, ...page.values));
}

/** The statement of a page: by the days of the documents, or by the index of the accounts and of the client. */
export function entriesPageSql({ period, filter, clientId, after, limit }: PageAsk, byDays: boolean): Where {
  const signed = signedSql(filter);
  const any = anySide(filter);
  const cursor = after === null ? '' : 'and (document.local_date, document.id, entry.id) < (?, ?, ?)';
  const cursorValues = after === null ? [] : [after.localDate, after.documentId, after.entryId];
  const order = 'order by document.local_date desc, document.id desc, entry.id desc limit ?';
  if (byDays) {
    return {
      sql: `select ${NAMED}, ${signed.sql} as signed_minor from ledger_documents document
        cross join ledger_entries entry on entry.document_id = document.id
        where document.local_date >= ? and document.local_date <= ? ${cursor} and ${any.sql} ${order}`,
      values: [
        ...signed.values,
        period.fromDate,
        after?.localDate ?? period.toDate,
        ...cursorValues,
        ...any.values,
        limit,
      ],
    };
  }
  const client = clientId === null ? '' : 'and entry.client_id = ?';
  return {
    sql: `select ${NAMED}, ${signed.sql} as signed_minor from ledger_entries entry
      cross join ledger_documents document on document.id = entry.document_id
      where ${any.sql} and entry.local_date >= ? and entry.local_date <= ? ${client} ${cursor} ${order}`,
    values: [
      ...signed.values,
      ...any.values,
      period.fromDate,
      period.toDate,
      ...(clientId === null ? [] : [clientId]),
      ...cursorValues,
      limit,
    ],
  };
}

/** The entries of one document with their names, as posted. */
export function readNamedEntries(reader: Reader, documentId: number): NamedEntryRow[] {
  return reader.all(
    sqlText<NamedEntryRow>(
      `select ${NAMED}, entry.amount_minor as signed_minor from ledger_entries entry
       join ledger_documents document on document.id = entry.document_id where entry.document_id = ? order by entry.id`,
      documentId,
    ),
  );
}

/** Every entry of a period with its names, oldest first, for a file. */
export function eachEntry(
  reader: Reader,
  { fromDate, toDate }: Period,
): Iterable<NamedEntryRow & { readonly comment: string; readonly reason: string }> {
  return reader
    .prepare(
      `select ${NAMED}, entry.amount_minor as signed_minor, document.comment, document.reason
         from ledger_documents document
       cross join ledger_entries entry on entry.document_id = document.id
       where document.local_date >= ? and document.local_date <= ? order by document.local_date, document.id, entry.id`,
    )
    .iterate(fromDate, toDate) as ReturnType<typeof eachEntry>;
}

/** Number of entries of a period, from the kept totals. */
export function countEntries(reader: Reader, { fromDate, toDate }: Period): number {
  return (
    reader.get(
      sqlText<{ count: number | null }>(
        'select sum(entries) as count from ledger_day_totals where local_date >= ? and local_date <= ?',
        fromDate,
        toDate,
      ),
    )!.count ?? 0
  );
}
