import type { Database as SqliteDatabase } from 'better-sqlite3';
import { type LoggedChange, OP } from '../store/change-log.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { Tx, UnitOfWork } from '../store/unit-of-work.ts';
import { parseOld } from '../store/row-history.ts';
import { indexWords, searchWords, soundOf } from '../../src-shared/search/search-text.rules.ts';

/** What the index keeps of one client. */
interface SearchRow {
  readonly words: string;
  readonly first_name: string;
  readonly phones: string;
  readonly is_archived: 0 | 1;
  readonly came_on: string;
  readonly visits: number;
  readonly no_shows: number;
}

interface KeptRow extends SearchRow {
  readonly client_id: number;
}

interface SourceRow extends Omit<SearchRow, 'words'> {
  readonly id: number;
  readonly last_name: string;
  readonly middle_name: string;
}

/** A visit counts once the client is there. */
const CAME = "('arrived', 'in_progress', 'completed')";
const COUNTED: readonly unknown[] = ['arrived', 'in_progress', 'completed', 'no_show'];
const TOTALS = `coalesce(max(local_date) filter (where status in ${CAME}), '') as came_on,
  count(*) filter (where status in ${CAME}) as visits,
  count(*) filter (where status = 'no_show') as no_shows`;
const TOTALS_OF = `select ${TOTALS} from visits where client_id = ?`;
const WRITE_TOTALS = `update client_search set came_on = ?, visits = ?, no_shows = ?
  where client_id = ? and (came_on, visits, no_shows) is not (?, ?, ?)`;
const PHONES = `coalesce((select group_concat(digits, ' ') from
  (select digits from client_phones where client_id = clients.id order by position, id)), '') as phones`;

const INSERT_ROW = `insert into client_search
  (client_id, words, first_name, phones, is_archived, came_on, visits, no_shows) values (?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_TEXT = 'insert into client_fts (rowid, text) values (?, ?)';
const INSERT_WORD = 'insert into client_words (word, latin, uses) values (?, ?, ?)';

/** Erased and merged clients are found by nobody. */
const IS_FINDABLE = 'erased_at_ms is null and merged_into_id is null';
/** Clients read at once: an import changes fifty thousand in one unit of work. */
const SLICE = 1000;

/**
 * Keeps the index in step with every committed change of clients, their phones and visits, undone ones included.
 *
 * Many clients at once are read in slices, and a word of their names is counted once for all of them: the cost of a bulk
 * change is linear and small.
 */
export function deriveClientSearch(work: UnitOfWork): void {
  // A client and their phones usually change together: what the first pass brought up to date is not read again.
  const done = new WeakMap<Tx, ReadonlySet<number>>();
  work.derive({
    tables: ['clients'],
    refresh: (tx, changes) => {
      const ids = new Set(changes.map((change) => change.rowId));
      refreshClients(tx, ids);
      done.set(tx, ids);
    },
  });
  work.derive({
    tables: ['client_phones'],
    refresh: (tx, changes) => {
      const fresh = phoneClients(tx, changes);
      for (const id of done.get(tx) ?? []) fresh.delete(id);
      refreshClients(tx, fresh);
      done.set(tx, new Set([...(done.get(tx) ?? []), ...fresh]));
    },
  });
  work.derive({ tables: ['visits'], refresh: (tx, changes) => refreshTotals(tx, visitClients(tx, changes)) });
}

function refreshClients(tx: Tx, clientIds: ReadonlySet<number>): void {
  const uses = new Map<string, number>();
  const all = [...clientIds];
  for (let from = 0; from < all.length; from += SLICE) refreshSlice(tx, all.slice(from, from + SLICE), uses);
  writeWords(tx, uses);
}

function refreshSlice(tx: Tx, ids: readonly number[], uses: Map<string, number>): void {
  const list = JSON.stringify(ids);
  const keptRows = tx.all(
    sqlText<KeptRow>('select * from client_search where client_id in (select value from json_each(?))', list),
  );
  const keptById = new Map(keptRows.map((row) => [row.client_id, row]));
  const freshById = new Map(readFresh(tx, list).map((row) => [row.id, searchRowOf(row)]));
  for (const id of ids) {
    const kept = keptById.get(id);
    const fresh = freshById.get(id);
    if (kept && fresh && kept.words === fresh.words && kept.phones === fresh.phones) {
      if (kept.is_archived !== fresh.is_archived || kept.first_name !== fresh.first_name) {
        tx.runSql('update client_search set is_archived = ?, first_name = ? where client_id = ?', [
          fresh.is_archived,
          fresh.first_name,
          id,
        ]);
      }
      continue;
    }
    if (kept) {
      tx.runSql('delete from client_search where client_id = ?', [id]);
      tx.runSql('delete from client_fts where rowid = ?', [id]);
    }
    if (fresh) {
      tx.runSql(INSERT_ROW, rowValues(id, fresh));
      tx.runSql(INSERT_TEXT, [id, textOf(fresh)]);
    }
    countWords(uses, kept?.words ?? '', fresh?.words ?? '');
  }
}

function readFresh(reader: Reader, idsJson: string): SourceRow[] {
  return reader.all(
    sqlText<SourceRow>(
      `select id, last_name, first_name, middle_name, is_archived, ${PHONES},
         coalesce(came_on, '') as came_on, coalesce(visits, 0) as visits, coalesce(no_shows, 0) as no_shows
       from clients
       left join (
         select client_id, ${TOTALS} from visits
         where client_id in (select value from json_each(?)) group by client_id
       ) as totals on totals.client_id = clients.id
       where clients.id in (select value from json_each(?)) and ${IS_FINDABLE}`,
      idsJson,
      idsJson,
    ),
  );
}

function searchRowOf(row: SourceRow): SearchRow {
  return {
    words: indexWords(row.last_name, row.first_name, row.middle_name),
    first_name: searchWords(row.first_name)[0] ?? '',
    phones: row.phones,
    is_archived: row.is_archived,
    came_on: row.came_on,
    visits: row.visits,
    no_shows: row.no_shows,
  };
}

function rowValues(id: number, row: SearchRow): unknown[] {
  return [id, row.words, row.first_name, row.phones, row.is_archived, row.came_on, row.visits, row.no_shows];
}

function textOf(row: SearchRow): string {
  return `${row.words.trimStart()} ${row.phones}`;
}

function distinctWords(words: string): Set<string> {
  return new Set(words.split(' ').filter((word) => word !== ''));
}

/** Adds to `uses` what a change of one name does to the count of each of its words. */
function countWords(uses: Map<string, number>, before: string, after: string): void {
  if (before === after) return;
  for (const word of distinctWords(after)) uses.set(word, (uses.get(word) ?? 0) + 1);
  for (const word of distinctWords(before)) uses.set(word, (uses.get(word) ?? 0) - 1);
}

function writeWords(tx: Tx, uses: ReadonlyMap<string, number>): void {
  for (const [word, more] of uses) {
    if (more > 0) {
      tx.runSql(`${INSERT_WORD} on conflict (word) do update set uses = uses + excluded.uses`, [
        word,
        soundOf(word),
        more,
      ]);
    }
    if (more >= 0) continue;
    tx.runSql('update client_words set uses = uses + ? where word = ?', [more, word]);
    // A name that nobody bears any more is forgotten: it may have been erased by law (D5).
    tx.runSql('delete from client_words where word = ? and uses <= 0', [word]);
  }
}

function phoneClients(tx: Tx, changes: readonly LoggedChange[]): Set<number> {
  const rows = tx.all(
    sqlText<{ client_id: number }>(
      'select distinct client_id from client_phones where id in (select value from json_each(?))',
      JSON.stringify(changes.map((change) => change.rowId)),
    ),
  );
  const ids = new Set(rows.map((row) => row.client_id));
  for (const change of changes) {
    const old = change.old === null ? null : parseOld(change.old)['client_id'];
    if (typeof old === 'number') ids.add(old);
  }
  return ids;
}

function visitClients(tx: Tx, changes: readonly LoggedChange[]): Set<number> {
  const ids = new Set<number>();
  for (const change of changes) {
    const row = tx.get(
      sqlText<{ client_id: number | null; status: string }>(
        'select client_id, status from visits where id = ?',
        change.rowId,
      ),
    );
    const old = change.op === OP.insert ? {} : parseOld(change.old);
    const statuses = [row?.status, old['status']];
    // A booking that is made, moved or confirmed changes no total: the usual day costs nothing here.
    if (!statuses.some((status) => COUNTED.includes(status))) continue;
    if (typeof row?.client_id === 'number') ids.add(row.client_id);
    if (typeof old['client_id'] === 'number') ids.add(old['client_id']);
  }
  return ids;
}

function refreshTotals(tx: Tx, clientIds: ReadonlySet<number>): void {
  for (const id of clientIds) {
    // Most payments change none of them: a row that is written again leaves its index and enters it anew.
    const { came_on, visits, no_shows } = tx.get(
      sqlText<Pick<SearchRow, 'came_on' | 'visits' | 'no_shows'>>(TOTALS_OF, id),
    )!;
    tx.runSql(WRITE_TOTALS, [came_on, visits, no_shows, id, came_on, visits, no_shows]);
  }
}

/**
 * Builds the whole index anew, in one transaction: after a bulk load and whenever the check says that it differs.
 *
 * 200,000 clients with a million visits take a few seconds.
 */
export function rebuildClientSearch(connection: SqliteDatabase): void {
  connection.transaction(() => {
    connection.exec('delete from client_search; delete from client_words');
    // Deleting the documents one by one would leave as many tombstones as there were clients.
    connection.prepare("insert into client_fts (client_fts) values ('delete-all')").run();
    const insertRow = connection.prepare(INSERT_ROW);
    const insertText = connection.prepare(INSERT_TEXT);
    const uses = new Map<string, number>();
    for (const [id, row] of freshRows(connection)) {
      insertRow.run(...rowValues(id, row));
      insertText.run(id, textOf(row));
      for (const word of distinctWords(row.words)) uses.set(word, (uses.get(word) ?? 0) + 1);
    }
    const insertWord = connection.prepare(INSERT_WORD);
    for (const [word, count] of uses) insertWord.run(word, soundOf(word), count);
  })();
}

const BATCH = 5000;

/** Every client as the index should keep them, read in batches: no statement stays open while the caller writes. */
function* freshRows(connection: SqliteDatabase): Generator<[number, SearchRow]> {
  const read = connection.prepare(
    `select id, last_name, first_name, middle_name, is_archived, ${PHONES},
       coalesce(came_on, '') as came_on, coalesce(visits, 0) as visits, coalesce(no_shows, 0) as no_shows
     from clients
     left join (select client_id, ${TOTALS} from visits where client_id > ? and client_id <= ? group by client_id) as totals
       on totals.client_id = clients.id
     where id > ? and id <= ? and ${IS_FINDABLE} order by id`,
  );
  const last = Number(connection.prepare('select coalesce(max(id), 0) from clients').pluck().get());
  for (let from = 0; from < last; from += BATCH) {
    const to = from + BATCH;
    for (const row of read.all(from, to, from, to) as SourceRow[]) yield [row.id, searchRowOf(row)];
  }
}

/** Builds the index for a file that has clients but no index yet, as after a migration. */
export function ensureClientSearch(connection: SqliteDatabase): void {
  const isMissing = connection
    .prepare(`select exists (select 1 from clients where ${IS_FINDABLE}) and not exists (select 1 from client_search)`)
    .pluck()
    .get();
  if (isMissing === 1) rebuildClientSearch(connection);
}

/**
 * Compares the kept index with one built anew in memory; returns what differs, in words for the log.
 *
 * Empty when they agree, to the last trigram.
 */
export function compareClientSearch(connection: SqliteDatabase): string[] {
  const findings: string[] = [];
  const keptRow = connection.prepare('select * from client_search where client_id = ?');
  const uses = new Map<string, number>();
  let count = 0;
  connection.exec(`
    create virtual table temp.fresh_fts using fts5 (text, content = '', detail = none, tokenize = 'trigram case_sensitive 1');
    create virtual table temp.fresh_terms using fts5vocab (temp, fresh_fts, instance);
    create virtual table temp.kept_terms using fts5vocab (main, client_fts, instance)`);
  try {
    const insertText = connection.prepare('insert into temp.fresh_fts (rowid, text) values (?, ?)');
    for (const [id, fresh] of freshRows(connection)) {
      count++;
      const kept = keptRow.get(id) as SearchRow | undefined;
      const isSame =
        kept && Object.entries(fresh).every(([column, value]) => kept[column as keyof SearchRow] === value);
      if (!isSame) findings.push(`client_search ${id}`);
      insertText.run(id, textOf(fresh));
      for (const word of distinctWords(fresh.words)) uses.set(word, (uses.get(word) ?? 0) + 1);
    }
    const rows = Number(connection.prepare('select count(*) from client_search').pluck().get());
    if (rows !== count) findings.push(`client_search has ${rows} rows for ${count} clients`);
    const words = connection.prepare('select word, latin, uses from client_words').all() as {
      word: string;
      latin: string;
      uses: number;
    }[];
    for (const { word, latin, uses: kept } of words) {
      if (uses.get(word) !== kept || latin !== soundOf(word)) findings.push(`client_words ${word}`);
    }
    if (words.length !== uses.size) findings.push(`client_words has ${words.length} words of ${uses.size}`);
    for (const [one, other] of [
      ['kept', 'fresh'],
      ['fresh', 'kept'],
    ]) {
      const odd = connection
        .prepare(
          `select count(*) from (select term, doc from temp.${one}_terms except select term, doc from temp.${other}_terms)`,
        )
        .pluck()
        .get();
      if (odd !== 0) findings.push(`client_fts: ${Number(odd)} trigrams only in the ${one} index`);
    }
    return findings;
  } finally {
    connection.exec('drop table temp.kept_terms; drop table temp.fresh_terms; drop table temp.fresh_fts');
  }
}
