import type { i18n as I18n } from 'i18next';
import type { z } from 'zod';
import type {
  TimelineEventValue,
  TimelineType,
  clientFiguresContract,
} from '../../src-shared/client-figures/client-figures.contract.ts';
import { type WordWays, hasWords } from '../../src-shared/client-figures/timeline-words.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { HistoryService } from '../history/history.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { readManualStatus } from './client-figures.repository.ts';
import { cardSource } from './timeline-card.ts';
import { FACT_SOURCES } from './timeline-facts.ts';
import type { TimelineAsk, TimelineSource } from './timeline-source.ts';
import { visitSource } from './timeline-visits.ts';
import { readUserNames } from './timeline.repository.ts';

type Contract = typeof clientFiguresContract;
type Input = z.output<NonNullable<Contract['timeline']['~orpc']['inputSchema']>>;
type Page = z.input<Contract['timeline']['~orpc']['outputSchema'] & z.ZodType>;

/** Where a page ended: what comes after is older, or as old and of a smaller id. */
interface Place {
  readonly atMs: number;
  readonly id: string;
}

/** Further than any booking. */
const END_OF_TIME = Date.UTC(2200, 0, 1);
/** Events of one instant beyond a page that are still put into their order. */
const SAME_INSTANT = 200;
/** How much is read at a time while words are looked for. */
const SEARCH_PAGE = 500;

/** Everything that happened with a client, out of as many sources as there are. */
export class TimelineService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #sources: TimelineSource[];
  readonly #texts = new Map<Locale, I18n>();

  constructor(deps: ServiceDeps, settings: SettingsService, history: HistoryService) {
    this.#deps = deps;
    this.#settings = settings;
    this.#sources = [visitSource(deps.store, history), cardSource(deps.store, history), ...FACT_SOURCES];
  }

  /**
   * A page of the timeline, newest first.
   *
   * Without the right see_phones phones, e-mail, messengers and address are masked in old values, too.
   *
   * @throws DomainError NOT_FOUND
   */
  page(caller: Caller, input: Input): Page {
    const { reader } = this.#deps.store;
    if (!readManualStatus(reader, input.clientId)) {
      throw new DomainError('NOT_FOUND', { what: 'client', id: input.clientId });
    }
    const sources = this.#sources.filter(({ type }) => isWanted(type, input.types));
    const isSearch = input.query !== '';
    const ways = isSearch ? this.#ways(input.locale) : null;
    const found: TimelineEventValue[] = [];
    let after = placeOf(input.cursor);
    for (;;) {
      const wanted = isSearch ? SEARCH_PAGE : input.limit + 1;
      const read = this.#read(caller, sources, input.clientId, after, wanted);
      found.push(...(ways ? read.filter((event) => hasWords(event, input.query, ways)) : read));
      const last = read.at(-1);
      if (found.length > input.limit || read.length < wanted || !last) break;
      after = last;
    }
    const events = found.slice(0, input.limit);
    return { events, nextCursor: found.length > input.limit ? cursorOf(events.at(-1)!) : null };
  }

  #read(
    caller: Caller,
    sources: readonly TimelineSource[],
    clientId: number,
    after: Place,
    limit: number,
  ): TimelineEventValue[] {
    const { reader } = this.#deps.store;
    const { timeZone, nameOrder } = this.#settings.now();
    const users = readUserNames(reader);
    const ask: TimelineAsk = {
      reader,
      clientId,
      beforeMs: after.atMs,
      limit: limit + SAME_INSTANT,
      seesPhones: caller.can('see_phones'),
      timeZone,
      actorName: (userId) => (userId === null ? null : (users.get(userId) ?? null)),
      personName: (firstName, lastName) => displayName({ firstName, lastName }, nameOrder),
    };
    return sources
      .flatMap((source) => source.read(ask))
      .filter((event) => byNewest(after, event) < 0)
      .toSorted(byNewest)
      .slice(0, limit);
  }

  #ways(locale: Locale): WordWays {
    const i18n = this.#texts.get(locale) ?? createI18n(locale);
    this.#texts.set(locale, i18n);
    const { currency, timeZone } = this.#settings.now();
    const thisYear = Number(this.#settings.today().localDate.slice(0, 4));
    return { t: (key, values) => i18n.t(key, values), locale, currency, timeZone, thisYear };
  }
}

function isWanted(type: TimelineType, types: readonly TimelineType[] | undefined): boolean {
  return types === undefined || types.includes(type);
}

function byNewest(a: Place, b: Place): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function cursorOf({ atMs, id }: Place): string {
  return `${atMs}_${id}`;
}

function placeOf(cursor: string | undefined): Place {
  const [, atMs, id] = /^(-?\d{1,15})_(.*)$/u.exec(cursor ?? '') ?? [];
  return atMs === undefined || id === undefined ? { atMs: END_OF_TIME, id: '' } : { atMs: Number(atMs), id };
}
