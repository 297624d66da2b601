import type { ClientHitValue } from '../../src-shared/clients/clients.contract.ts';
import type { SearchHitValue } from '../../src-shared/search/search.contract.ts';
import {
  type Question,
  TYPO_RANK,
  inOrder,
  matchOf,
  readQuestion,
  searchable,
} from '../../src-shared/search/match.rules.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { Caller } from '../store/service.ts';
import { NOTHING_MORE, type SearchRun, type SearchSource } from './search-source.ts';

/** Clients: who may see them, and their phones, is decided by the client base. */
export class ClientSource implements SearchSource {
  readonly kind = 'client';
  readonly #clients: ClientsService;

  constructor(clients: ClientsService) {
    this.#clients = clients;
  }

  isOpenTo(caller: Caller): boolean {
    return caller.can('see_clients');
  }

  find(run: SearchRun): SearchHitValue[] {
    return [...run.clients()];
  }

  /** The same for a text other than the question, for a part of it. */
  findText(caller: Caller, text: string, limit: number): SearchHitValue[] {
    if (!this.isOpenTo(caller)) return [];
    const question = readQuestion(text);
    const found = this.#clients.search(caller, { query: text.slice(0, 100), limit });
    return inOrder(found.map((client) => hitOf(client, rankOf(client, question))));
  }

  byIds(caller: Caller, ids: readonly number[]): SearchHitValue[] {
    return this.#clients.hits(caller, ids).map((client) => hitOf(client, 0));
  }
}

/** A phone is exact; of a name, how its words met the typed ones. */
function rankOf(client: ClientHitValue, question: Question): number {
  const words = question.words.filter((word) => !/^\d+$/u.test(word));
  if (words.length === 0) return client.phoneMarks.length > 0 ? 1 : TYPO_RANK;
  const named = words.length === question.words.length ? question : readQuestion(words.join(' '));
  return matchOf(named, searchable(client.name))?.rank ?? TYPO_RANK;
}

function hitOf(client: ClientHitValue, rank: number): SearchHitValue {
  return {
    ...NOTHING_MORE,
    kind: 'client',
    id: client.id,
    title: client.name,
    detail: client.phone ?? '',
    titleMarks: client.nameMarks,
    detailMarks: client.phoneMarks,
    rank,
    isArchived: client.isArchived,
    localDate: client.lastVisitOn,
    clientId: client.id,
  };
}
