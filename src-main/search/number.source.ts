import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { cardNumberReadings } from '../../src-shared/loyalty/discount-cards.rules.ts';
import type { SearchHitValue, SearchKind } from '../../src-shared/search/search.contract.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller } from '../store/service.ts';
import { NOTHING_MORE, type SearchRun, type SearchSource } from './search-source.ts';

/** Something with a number of its own, and whose it is. */
export interface NumberedRow {
  readonly id: number;
  readonly number: string;
  /** What it is, or for whom; '' when only its client says it. */
  readonly note: string;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

/** How rows of a kind are read: by the beginning of their number, or by their ids. */
export interface NumberedRows {
  beginningWith(prefix: string, limit: number): NumberedRow[];
  byIds(ids: readonly number[]): NumberedRow[];
}

/** Fewer signs are anything but a number. */
const SHORTEST = 3;

/** Certificates and memberships, found by the number on their paper as it is typed or scanned, in any layout. */
export class NumberSource implements SearchSource {
  readonly kind: SearchKind;
  readonly #rows: NumberedRows;
  readonly #settings: SettingsService;

  constructor(kind: SearchKind, settings: SettingsService, rows: NumberedRows) {
    this.kind = kind;
    this.#settings = settings;
    this.#rows = rows;
  }

  isOpenTo(caller: Caller): boolean {
    return caller.can('see_cash');
  }

  find({ question, limit }: SearchRun): SearchHitValue[] {
    const typed = question.text.replaceAll(/^№\s*/gu, '');
    if (typed.length < SHORTEST || !/\d/u.test(typed)) return [];
    const found = new Map<number, SearchHitValue>();
    for (const reading of cardNumberReadings(typed)) {
      for (const row of this.#rows.beginningWith(reading, limit)) {
        if (found.has(row.id)) continue;
        found.set(row.id, this.#hit(row, row.number === reading ? 0 : 1, [[0, reading.length]]));
      }
    }
    return [...found.values()].slice(0, limit);
  }

  byIds(_caller: Caller, ids: readonly number[]): SearchHitValue[] {
    return this.#rows.byIds(ids).map((row) => this.#hit(row, 0, []));
  }

  #hit(row: NumberedRow, rank: number, titleMarks: [number, number][]): SearchHitValue {
    const { nameOrder } = this.#settings.now();
    const name =
      row.client_id === null
        ? ''
        : displayName({ firstName: row.first_name ?? '', lastName: row.last_name ?? '' }, nameOrder);
    return {
      ...NOTHING_MORE,
      kind: this.kind,
      id: row.id,
      title: row.number,
      titleMarks,
      detail: [row.note, name].filter(Boolean).join(' · '),
      rank,
      isArchived: false,
    };
  }
}
