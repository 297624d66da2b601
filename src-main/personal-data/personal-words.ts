import { type NameParts, displayName } from '../../src-shared/clients/clients.rules.ts';
import { fold, formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import type { CommandTexts } from '../store/erasure.ts';
import { rowChanges, readRow } from '../store/row-history.ts';
import type { Reader } from '../store/executor.ts';
import type { RowValues } from '../store/change-log.ts';
import type { Store } from '../store/store.ts';
import type { PersonalRows } from './erasure.repository.ts';
import { loggedColumns } from './personal-tables.ts';

/** Shorter texts are words like «да» that sentences have for other reasons. */
const SHORTEST_TEXT = 5;
/** Names are looked for as a whole; the rest are words of lists, which tell nobody apart. */
const NOT_TEXTS = new Set([
  'first_name',
  'last_name',
  'middle_name',
  'sex',
  'result',
  'source',
  'learned_from',
  'decided_by',
  'family_role',
]);

/** Everything by which sentences of the log may name a client: names of all times, phones, texts. */
export interface PersonalWords {
  /** Whole names in every order, folded. */
  readonly names: readonly string[];
  /** Phones, addresses and texts, folded. */
  readonly texts: readonly string[];
}

/** Collects the words from the rows as they are and as they ever were; `common` are texts that the salon has for all. */
export function personalWords(
  reader: Reader,
  store: Store,
  rows: readonly PersonalRows[],
  common: readonly string[],
): PersonalWords {
  const names = new Set<string>();
  const texts = new Set<string>();
  for (const { table, known } of rows) {
    const columns = loggedColumns(table);
    const logged = store.tablesByName.get(table.table);
    if (columns.length === 0 || !logged) continue;
    for (const id of known) {
      const changes = rowChanges(reader, logged, id);
      const states = [readRow(reader, logged, id), ...changes.map(({ before }) => before)];
      for (const state of states) {
        if (!state) continue;
        if (table.table === 'clients') addNames(names, state);
        for (const column of columns) if (!NOT_TEXTS.has(column)) addText(texts, state[column]);
      }
    }
  }
  for (const text of common) texts.delete(fold(text).trim());
  return { names: longestFirst(names), texts: longestFirst(texts) };
}

function addNames(names: Set<string>, state: RowValues): void {
  const text = (column: string): string => (typeof state[column] === 'string' ? state[column] : '');
  const parts: NameParts = {
    firstName: text('first_name'),
    lastName: text('last_name'),
    middleName: text('middle_name'),
  };
  for (const order of ['firstLast', 'lastFirst'] as const) {
    for (const isFull of [true, false]) {
      const name = fold(displayName(parts, order, isFull));
      if (name !== '') names.add(name);
    }
  }
}

function addText(texts: Set<string>, value: unknown): void {
  if (typeof value !== 'string') return;
  const folded = fold(value).trim();
  if (folded.length >= SHORTEST_TEXT) texts.add(folded);
  if (/^\d{10,15}$/u.test(value)) for (const text of [formatPhone(value), maskPhone(value)]) texts.add(fold(text));
}

function longestFirst(words: ReadonlySet<string>): string[] {
  return [...words].sort((a, b) => b.length - a.length);
}

/**
 * Takes a client out of the sentence of a command; null when they are not in it.
 *
 * A value that is the name becomes `label`; a name of several words, a phone or a text inside a longer value takes the whole
 * value with it, because what is left would still tell.
 */
export function redactTexts(words: PersonalWords, label: string, texts: CommandTexts): CommandTexts | null {
  const replaced = (value: string): string => {
    const folded = fold(value).trim();
    if (words.names.includes(folded)) return label;
    const isInside =
      words.names.some((name) => name.includes(' ') && folded.includes(name)) ||
      words.texts.some((text) => folded.includes(text));
    return isInside ? label : value;
  };
  const reason = texts.reason === null ? null : replaced(texts.reason);
  const summary = texts.summary === null ? null : redactSummary(texts.summary, replaced);
  return reason === texts.reason && summary === texts.summary ? null : { summary, reason };
}

function redactSummary(json: string, replaced: (value: string) => string): string {
  const summary = JSON.parse(json) as { values?: Record<string, unknown> };
  let isChanged = false;
  const values = Object.fromEntries(
    Object.entries(summary.values ?? {}).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      const next = replaced(value);
      if (next !== value) isChanged = true;
      return [name, next];
    }),
  );
  return isChanged ? JSON.stringify({ ...summary, values }) : json;
}
