import { fold } from '../../src-shared/kernel/fold.ts';
import { sqlText } from './executor.ts';
import type { Store } from './store.ts';

/** Where the texts of a list come from. */
export interface PassTextSource {
  /** Its table, with columns `id` and `client_id`. */
  readonly table: 'certificates' | 'memberships';
  /** Select of `id` and `text`, everything that a person may search by, without a condition; the table is `pass`. */
  readonly texts: string;
  /** Tables that a text takes a name from, beside its own and `clients`. */
  readonly names: readonly string[];
}

interface TextRow {
  readonly id: number;
  readonly text: string;
}

/**
 * What certificates or memberships can be found by, folded and kept in memory.
 *
 * Folding the words of ten years took most of a second for each key that was pressed. The first search reads them all, later
 * ones only what commits have changed meanwhile.
 */
export class PassTexts {
  readonly #source: PassTextSource;
  readonly #store: Pick<Store, 'reader' | 'work'>;
  /** Null = to be read whole. */
  #texts: Map<number, string> | null = null;
  #stale: { readonly passes: Set<number>; readonly clients: Set<number> } = { passes: new Set(), clients: new Set() };

  constructor(store: Pick<Store, 'reader' | 'work'>, source: PassTextSource) {
    this.#store = store;
    this.#source = source;
    store.work.onCommit(({ rows }) => this.#forget(rows));
  }

  /** Ids of those whose text has every word of the question, in any order; null for no words: all of them. */
  find(question: string): number[] | null {
    const words = fold(question).split(' ').filter(Boolean);
    if (words.length === 0) return null;
    return [...this.#fresh()].flatMap(([id, text]) => (words.every((word) => text.includes(word)) ? [id] : []));
  }

  #forget(rows: Readonly<Record<string, readonly number[]>>): void {
    if (this.#texts === null) return;
    const { table, names } = this.#source;
    const [passes, clients] = [rows[table], rows['clients']];
    // A table that is named without rows was changed by the steps of something long: nobody knows where.
    const isWhole = names.some((name) => rows[name]) || passes?.length === 0 || clients?.length === 0;
    if (isWhole) this.#texts = null;
    for (const id of passes ?? []) this.#stale.passes.add(id);
    for (const id of clients ?? []) this.#stale.clients.add(id);
  }

  #fresh(): ReadonlyMap<number, string> {
    const { reader } = this.#store;
    const { texts } = this.#source;
    const stale = this.#stale;
    this.#stale = { passes: new Set(), clients: new Set() };
    if (this.#texts === null) {
      const all = reader.all(sqlText<TextRow>(texts));
      return (this.#texts = new Map(all.map(({ id, text }) => [id, fold(text)])));
    }
    if (stale.passes.size + stale.clients.size === 0) return this.#texts;
    for (const id of stale.passes) this.#texts.delete(id);
    const again = reader.all(
      sqlText<TextRow>(
        `${texts} where pass.id in (select value from json_each(?)) or pass.client_id in (select value from json_each(?))`,
        JSON.stringify([...stale.passes]),
        JSON.stringify([...stale.clients]),
      ),
    );
    for (const { id, text } of again) this.#texts.set(id, fold(text));
    return this.#texts;
  }
}
