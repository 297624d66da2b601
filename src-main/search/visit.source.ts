import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { SearchHitValue } from '../../src-shared/search/search.contract.ts';
import { partDates } from '../../src-shared/search/date-words.rules.ts';
import { type Entry, NOTHING_MORE, type SearchRun, type SearchSource } from './search-source.ts';
import {
  type Match,
  type Searchable,
  inOrder,
  matchAsTyped,
  matchOf,
  readQuestion,
} from '../../src-shared/search/match.rules.ts';
import { nameMarks, searchWords, soundOf } from '../../src-shared/search/search-text.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { ClientSource } from './client.source.ts';
import {
  type VisitRow,
  readComingWith,
  readComments,
  readNewestComments,
  readVisitRows,
  readVisitsAround,
  readVisitsOfDay,
  readVisitsWith,
} from './search.repository.ts';

/** Clients whose visits are looked through: the cost must not grow with the number of visits. */
const CLIENTS_LOOKED_AT = 4;
/** Newest commented visits whose comments can be found. */
const COMMENTS_KEPT = 3000;
/** Days ahead in which visits are found by nothing but their service. */
const COMING_DAYS = 7;
const SHORTEST_SERVICE_WORD = 3;
/** Days kept ready while a query is typed letter by letter. */
const DAYS_KEPT = 4;

/** A day's visits, made ready to be looked through. */
interface Day {
  readonly visits: readonly { readonly row: VisitRow; readonly text: Searchable }[];
  /** Every word of the day once: what does not meet these meets no visit. */
  readonly words: Searchable;
}

/** Visits, found by date words, client, service and comment: `белова завтра`, `окрашивание 12 марта`. */
export class VisitSource implements SearchSource {
  readonly kind = 'visit';
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #clients: ClientSource;
  readonly #services: () => readonly Entry[];
  /** Folded words of the newest comments by visit; null until first asked for. */
  #comments: Map<number, readonly string[]> | null = null;
  readonly #changed = new Set<number>();
  /** As committed: the next command of any kind empties it. */
  readonly #days = new Map<LocalDate, Day>();

  constructor(
    deps: ServiceDeps,
    neighbours: { settings: SettingsService; clients: ClientSource; services: () => readonly Entry[] },
  ) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#clients = neighbours.clients;
    this.#services = neighbours.services;
    deps.store.work.onCommit(({ rows }) => {
      for (const id of rows['visits'] ?? []) this.#changed.add(id);
      this.#days.clear();
    });
  }

  isOpenTo(caller: Caller): boolean {
    return caller.can('see_journal');
  }

  find(run: SearchRun): SearchHitValue[] {
    const today = this.#settings.today().localDate;
    const dated = partDates(run.question.text, today);
    const found = new Map<number, SearchHitValue>();
    for (const date of dated?.dates ?? []) this.#onDay(found, run, date, dated?.rest ?? []);
    // A day that was named is meant; only where it holds nothing of the kind the other words count alone.
    if (found.size === 0) this.#byWords(found, run, today);
    return inOrder([...found.values()]).slice(0, run.limit);
  }

  byIds(_caller: Caller, ids: readonly number[]): SearchHitValue[] {
    return readVisitRows(this.#deps.store.reader, ids).map((row) => this.#hit(row, 0));
  }

  /** Visits of a day whose client, services, master or comment have the other words. */
  #onDay(found: Map<number, SearchHitValue>, run: SearchRun, date: LocalDate, rest: readonly string[]): void {
    const { visits, words } = this.#day(date);
    const take = (matches: (text: Searchable) => Pick<Match, 'rank'> | null): void => {
      let taken = 0;
      for (const { row, text } of visits) {
        if (taken >= run.limit) return;
        const match = matches(text);
        if (!match) continue;
        found.set(row.id, this.#hit(row, Math.max(2, match.rank), rest));
        taken++;
      }
    };
    if (rest.length === 0) {
      take(() => ({ rank: 2 }));
      return;
    }
    const question = readQuestion(rest.join(' '));
    // Most questions about a day meet nobody of it, or somebody as typed: neither has to look at each visit's sounds.
    if (!matchOf(question, words)) return;
    const before = found.size;
    take((text) => matchAsTyped(question, text));
    if (found.size === before) take((text) => matchOf(question, text));
  }

  #day(date: LocalDate): Day {
    const known = this.#days.get(date);
    if (known) return known;
    const sounds = new Map<string, string>();
    const ready = (title: string, words: readonly string[]): Searchable => ({
      title,
      words,
      sounds: words.map((word) => {
        const sound = sounds.get(word) ?? soundOf(word);
        sounds.set(word, sound);
        return sound;
      }),
      others: [],
    });
    const visits = readVisitsOfDay(this.#deps.store.reader, date).map((row) => {
      const title = [this.#name(row), row.services, row.staff, row.comment].join(' ');
      return { row, text: ready(title, searchWords(title)) };
    });
    const day = { visits, words: ready('', [...new Set(visits.flatMap(({ text }) => text.words))]) };
    if (this.#days.size >= DAYS_KEPT) this.#days.clear();
    this.#days.set(date, day);
    return day;
  }

  #byWords(found: Map<number, SearchHitValue>, run: SearchRun, today: LocalDate): void {
    const { reader } = this.#deps.store;
    const ranks = new Map<number, number>();
    const take = (ids: readonly number[], rank: number): void => {
      for (const id of ids) ranks.set(id, Math.min(rank, ranks.get(id) ?? rank));
    };
    for (const client of run.clients().slice(0, CLIENTS_LOOKED_AT)) {
      take(readVisitsAround(reader, client.id, today, 1), Math.max(2, client.rank));
    }
    const { words } = run.question;
    const isOfService = words.map((word) => this.#serviceIds([word]).length > 0);
    const serviceIds = this.#serviceIds(words.filter((_, index) => isOfService[index]));
    const others = words.filter((_, index) => !isOfService[index]);
    if (serviceIds.length > 0 && others.length > 0) {
      for (const client of this.#clients.findText(run.caller, others.join(' '), CLIENTS_LOOKED_AT)) {
        take(readVisitsWith(reader, client.id, serviceIds, 2), Math.max(2, client.rank));
      }
    } else if (serviceIds.length > 0) {
      take(readComingWith(reader, serviceIds, today, addDays(today, COMING_DAYS), run.limit), 3);
    }
    take(this.#byComment(words, run.limit), 3);
    const rows = readVisitRows(reader, [...ranks.keys()]);
    const inTime = rows.toSorted((a, b) => nearness(a, today) - nearness(b, today) || a.id - b.id);
    for (const row of inTime) {
      const hit = this.#hit(row, ranks.get(row.id) ?? 3, words);
      if (!found.has(row.id)) found.set(row.id, hit);
    }
  }

  /** Services that every one of these words begins a word of; none for words that are too short to tell. */
  #serviceIds(words: readonly string[]): number[] {
    if (words.length === 0 || words.some((word) => word.length < SHORTEST_SERVICE_WORD)) return [];
    return this.#services()
      .filter(({ text }) => words.every((word) => text.words.some((other) => other.startsWith(word))))
      .map(({ id }) => id);
  }

  #byComment(words: readonly string[], limit: number): number[] {
    if (words.every((word) => word.length < SHORTEST_SERVICE_WORD)) return [];
    const ids: number[] = [];
    for (const [id, comment] of this.#newestComments()) {
      if (!words.every((word) => comment.some((other) => other.startsWith(word)))) continue;
      ids.push(id);
      if (ids.length >= limit) break;
    }
    return ids;
  }

  #newestComments(): ReadonlyMap<number, readonly string[]> {
    const { reader } = this.#deps.store;
    if (!this.#comments) {
      const rows = readNewestComments(reader, COMMENTS_KEPT);
      this.#comments = new Map(rows.map((row) => [row.id, searchWords(row.comment)]));
      this.#changed.clear();
    }
    if (this.#changed.size > 0) {
      const ids = [...this.#changed];
      this.#changed.clear();
      for (const id of ids) this.#comments.delete(id);
      for (const row of readComments(reader, ids)) this.#comments.set(row.id, searchWords(row.comment));
    }
    return this.#comments;
  }

  #name(row: VisitRow): string {
    const parts = { firstName: row.first_name ?? '', lastName: row.last_name ?? '' };
    return displayName(parts, this.#settings.now().nameOrder);
  }

  #hit(row: VisitRow, rank: number, words: readonly string[] = []): SearchHitValue {
    const title = this.#name(row);
    const detail = [row.services, row.comment].filter(Boolean).join(' · ');
    const marks = (text: string): [number, number][] => {
      const terms = words.flatMap(searchWords).filter((word) => nameMarks(text, [[word]]) !== null);
      return (
        nameMarks(
          text,
          terms.map((word) => [word]),
        ) ?? []
      );
    };
    return {
      ...NOTHING_MORE,
      kind: 'visit',
      id: row.id,
      title,
      detail,
      titleMarks: marks(title),
      detailMarks: marks(detail),
      rank,
      isArchived: row.status === 'cancelled',
      localDate: row.local_date,
      startMin: row.start_min,
      status: row.status,
      clientId: row.client_id,
    };
  }
}

/** Coming visits first, soonest first; then the past, newest first. */
function nearness(row: VisitRow, today: LocalDate): number {
  const days = (Date.parse(row.local_date) - Date.parse(today)) / 86_400_000;
  return days >= 0 ? days * 1440 + (row.start_min ?? 0) : 1e9 - days * 1440;
}
