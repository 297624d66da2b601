import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { SearchHitValue, SearchKind } from '../../src-shared/search/search.contract.ts';
import { partDates } from '../../src-shared/search/date-words.rules.ts';
import { readQuestion, searchable } from '../../src-shared/search/match.rules.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { ClientSource } from './client.source.ts';
import { type Entry, ListSource, type SearchRun, type SearchSource } from './search-source.ts';
import {
  type NamedRow,
  readBundleNames,
  readPaperNames,
  readRoomNames,
  readServiceNames,
  readStaffNames,
  readViews,
  writeView,
} from './search.repository.ts';
import { VisitSource } from './visit.source.ts';

const KEPT_VIEWS = 30;

/** One box over everything the salon keeps (features.md B12). */
export class SearchService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #clients: ClientSource;
  readonly #sources: SearchSource[] = [];
  /** Short lists as they are committed, by name; a change of one of their tables empties them. */
  readonly #kept = new Map<string, readonly Entry[]>();

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; clients: ClientsService }) {
    this.#deps = deps;
    const { settings } = neighbours;
    this.#settings = settings;
    const { reader, work } = deps.store;
    this.#clients = new ClientSource(neighbours.clients);
    const seesCatalogue = (caller: Caller): boolean => caller.can('see_catalogue');
    const nameOf = (row: { first_name: string; last_name: string }): string =>
      displayName({ firstName: row.first_name, lastName: row.last_name }, settings.now().nameOrder);
    const services = this.#list('services', () => readServiceNames(reader).map(entryOf));
    this.addSource(this.#clients);
    this.addSource(new VisitSource(deps, { settings, clients: this.#clients, services }));
    this.addSource(new ListSource('service', { mayOpen: seesCatalogue, entries: services }));
    this.addSource(
      new ListSource('bundle', {
        mayOpen: seesCatalogue,
        entries: this.#list('bundles', () => readBundleNames(reader).map(entryOf)),
      }),
    );
    this.addSource(
      new ListSource('staff', {
        mayOpen: seesCatalogue,
        entries: this.#list('staff', () =>
          readStaffNames(reader).map((row) => entryOf({ ...row, title: nameOf(row) })),
        ),
      }),
    );
    this.addSource(
      new ListSource('room', {
        mayOpen: seesCatalogue,
        entries: this.#list('rooms', () => readRoomNames(reader).map(entryOf)),
      }),
    );
    // Papers are for those who edit the catalogue or manage users, and for the master whose papers they are.
    this.addSource(
      new ListSource('paper', {
        mayOpen: seesCatalogue,
        maySee: (caller, entry) =>
          caller.can('edit_catalogue') || caller.can('manage_users') || caller.staffId === entry.staffId,
        entries: this.#list('papers', () =>
          readPaperNames(reader).map((row) => ({
            id: row.id,
            text: searchable(row.title, [nameOf(row), row.number]),
            detail: nameOf(row),
            isArchived: false,
            staffId: row.staff_id,
          })),
        ),
      }),
    );
    work.onCommit(({ rows }) => {
      if (LISTED.some((table) => rows[table])) this.#kept.clear();
    });
  }

  /** Lets a feature add its kind of things. */
  addSource(source: SearchSource): void {
    this.#sources.push(source);
  }

  /**
   * Everything that meets a text, best first within a kind; a kind that the caller may not see is not looked through.
   *
   * Example: `ghbdtn`, `наталь завтра`, `4567`.
   */
  everything(
    caller: Caller,
    input: { query: string; kinds?: readonly SearchKind[] | undefined; limit: number },
  ): SearchHitValue[] {
    const question = readQuestion(input.query);
    if (question.words.length === 0) return [];
    const { limit } = input;
    let clients: readonly SearchHitValue[] | null = null;
    // Of «белова 12 марта» the client is «белова».
    const { rest = [] } = partDates(input.query, this.#settings.today().localDate) ?? {};
    const who = rest.length > 0 ? rest.join(' ') : input.query;
    const run: SearchRun = {
      caller,
      question,
      limit,
      clients: () =>
        (clients ??= this.#clients
          .findText(caller, who, limit)
          // A visit of that day meets the whole text, the client only a part of it.
          .map((hit) => (rest.length > 0 ? { ...hit, rank: Math.max(3, hit.rank) } : hit))),
    };
    return this.#open(caller)
      .filter(({ kind }) => input.kinds?.includes(kind) ?? true)
      .flatMap((source) => source.find(run));
  }

  /** What the caller looked at last, newest first, as it is now. */
  recents(caller: Caller, limit: number): SearchHitValue[] {
    const views = readViews(this.#deps.store.reader, caller.userId, KEPT_VIEWS);
    const found = new Map<string, SearchHitValue>();
    for (const source of this.#open(caller)) {
      const ids = views.filter((view) => view.kind === source.kind).map((view) => view.object_id);
      if (ids.length === 0) continue;
      for (const hit of source.byIds(caller, ids)) found.set(`${hit.kind}/${hit.id}`, hit);
    }
    return views.flatMap((view) => found.get(`${view.kind}/${view.object_id}`) ?? []).slice(0, limit);
  }

  /** Keeps on this device that the caller looked at something; no fact of the salon, so the log stays as it is. */
  remember(caller: Caller, input: { kind: SearchKind; id: number }): void {
    const { store, clock } = this.#deps;
    const view = { userId: caller.userId, kind: input.kind, objectId: input.id, atMs: clock.nowMs() };
    store.work.run(caller.actor(clock), 'search.remember', (tx) => writeView(tx, view, KEPT_VIEWS));
  }

  #open(caller: Caller): SearchSource[] {
    return this.#sources.filter((source) => source.isOpenTo(caller));
  }

  #list(name: string, read: () => readonly Entry[]): () => readonly Entry[] {
    return () => {
      const kept = this.#kept.get(name);
      if (kept) return kept;
      const entries = read();
      this.#kept.set(name, entries);
      return entries;
    };
  }
}

/** Tables that the short lists are read from. */
const LISTED = [
  'services',
  'service_categories',
  'bundles',
  'bundle_items',
  'staff',
  'rooms',
  'staff_documents',
  'settings',
] as const;

function entryOf(row: NamedRow): Entry {
  return {
    id: row.id,
    text: searchable(row.title, [row.detail]),
    detail: row.detail,
    isArchived: row.is_archived === 1,
  };
}
