import type { SearchHitValue, SearchKind } from '../../src-shared/search/search.contract.ts';
import { type Question, type Searchable, inOrder, matchOf } from '../../src-shared/search/match.rules.ts';
import type { Caller } from '../store/service.ts';

/** One question while it is answered; what several sources need is found once. */
export interface SearchRun {
  readonly caller: Caller;
  readonly question: Question;
  /** Hits wanted of each kind. */
  readonly limit: number;
  /** The clients found, empty for who may not see clients. */
  clients(): readonly SearchHitValue[];
}

/**
 * A kind of things that can be found: a feature adds itself by giving one to the search.
 *
 * A source answers only what the caller may see.
 */
export interface SearchSource {
  readonly kind: SearchKind;
  isOpenTo(caller: Caller): boolean;
  /** Best first, at most `run.limit`. */
  find(run: SearchRun): SearchHitValue[];
  /** Things by their ids as they are now; those that are gone are left out. */
  byIds(caller: Caller, ids: readonly number[]): SearchHitValue[];
}

/** A thing of a short list that is kept in memory. */
export interface Entry {
  readonly id: number;
  readonly text: Searchable;
  readonly detail: string;
  readonly isArchived: boolean;
  readonly staffId?: number;
}

/** The parts of a hit that most kinds have no use for. */
export const NOTHING_MORE = {
  titleMarks: [],
  detailMarks: [],
  localDate: null,
  startMin: null,
  status: null,
  clientId: null,
  staffId: null,
} satisfies Partial<SearchHitValue>;

/** A source over a short list: services, masters, rooms. */
export class ListSource implements SearchSource {
  readonly kind: SearchKind;
  readonly #mayOpen: (caller: Caller) => boolean;
  readonly #entries: () => readonly Entry[];
  readonly #maySee: (caller: Caller, entry: Entry) => boolean;

  constructor(
    kind: SearchKind,
    list: {
      mayOpen: (caller: Caller) => boolean;
      entries: () => readonly Entry[];
      maySee?: (caller: Caller, entry: Entry) => boolean;
    },
  ) {
    this.kind = kind;
    this.#mayOpen = list.mayOpen;
    this.#entries = list.entries;
    this.#maySee = list.maySee ?? (() => true);
  }

  isOpenTo(caller: Caller): boolean {
    return this.#mayOpen(caller);
  }

  find({ caller, question, limit }: SearchRun): SearchHitValue[] {
    const found = this.#entries().flatMap((entry) => {
      const match = this.#maySee(caller, entry) ? matchOf(question, entry.text) : null;
      return match ? [this.#hit(entry, match.rank, match.marks)] : [];
    });
    return inOrder(found).slice(0, limit);
  }

  byIds(caller: Caller, ids: readonly number[]): SearchHitValue[] {
    const wanted = new Set(ids);
    return this.#entries()
      .filter((entry) => wanted.has(entry.id) && this.#maySee(caller, entry))
      .map((entry) => this.#hit(entry, 0, []));
  }

  #hit(entry: Entry, rank: number, titleMarks: [number, number][]): SearchHitValue {
    const { id, text, detail, isArchived, staffId = null } = entry;
    return { ...NOTHING_MORE, kind: this.kind, id, title: text.title, detail, titleMarks, rank, isArchived, staffId };
  }
}
