import type { z } from 'zod';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { ClientHitValue } from '../../src-shared/clients/clients.contract.ts';
import type { duplicatesContract } from '../../src-shared/duplicates/duplicates.contract.ts';
import {
  type Person,
  SUSPECTED_SCORE,
  type SuspectedPair,
  WARNED_SCORE,
  likened,
  likenessOf,
} from '../../src-shared/duplicates/duplicates.rules.ts';
import {
  MERGE_FIELDS,
  type MergeFieldName,
  type MergeValue,
  canUnite,
  mergedValues,
  suggestedSide,
} from '../../src-shared/duplicates/merge.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatMoney } from '../../src-shared/kernel/money.ts';
import { addressLine } from '../../src-shared/clients/client-card.rules.ts';
import { addressOf } from '../clients/client-values.ts';
import { phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import {
  type ClientRow,
  countOwned,
  insertDistinction,
  insertMerge,
  moveOwned,
  readClientRow,
  readDistinctions,
  readNameOf,
  readPeople,
  readSharing,
  updateClientRow,
} from './duplicates.repository.ts';

type Procedures = typeof duplicatesContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

const KEPT_PAIRS = 5000;
const WARNED = 5;
const NAMESAKES = 15;
/** With more changed clients than this the whole base is looked through again. */
const FEW = 300;

/** Two cards of one person: told of at entry, found, merged by one command, told apart. */
export class DuplicatesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #clients: ClientsService;
  readonly #runJob: RunJob;
  #found: { readonly pairs: readonly SuspectedPair[]; readonly atMs: number } | null = null;
  #running: Promise<void> | null = null;
  /** Clients who changed since. */
  readonly #changed = new Set<number>();

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; clients: ClientsService; runJob: RunJob }) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#clients = neighbours.clients;
    this.#runJob = neighbours.runJob;
    deps.store.work.onCommit(({ rows }) => {
      for (const id of rows['clients'] ?? []) this.#changed.add(id);
      // A phone alone never changes: the card's version goes with it.
      if (this.#changed.size > FEW) this.#found = null;
    });
  }

  /** Whom somebody that is being written down looks like. Phones are masked without see_phones. */
  similar(caller: Caller, input: Input<'similar'>): Output<'similar'> {
    const { reader } = this.#deps.store;
    const typed: Person = {
      id: input.clientId ?? 0,
      lastName: input.lastName,
      firstName: input.firstName,
      middleName: input.middleName,
      birthday: input.birthday,
      email: input.email || null,
      cardNumber: input.cardNumber || null,
      phones: input.phones.flatMap((phone) => phoneDigits(phone) ?? []),
    };
    const distinct = readDistinctions(reader);
    const found = this.#alike(reader, caller, typed)
      .filter(({ likeness }) => likeness.score >= WARNED_SCORE || likeness.reasons.includes('phone'))
      .filter(({ person }) => !distinct.has(pairKey(typed.id, person.id)))
      .slice(0, WARNED);
    const hits = this.#hits(
      caller,
      found.map(({ person }) => person.id),
    );
    return found.flatMap(({ person, likeness }) => {
      const client = hits.get(person.id);
      return client ? [{ client, score: likeness.score, reasons: [...likeness.reasons] }] : [];
    });
  }

  /** Suspected pairs, the surest first; a first call looks through the whole base beside the journal. */
  async list(caller: Caller, input: Input<'list'>): Promise<Output<'list'>> {
    if (input.isFresh) this.#found = null;
    if (!this.#found) await (this.#running ??= this.#find().finally(() => (this.#running = null)));
    this.#catchUp(caller);
    const { reader } = this.#deps.store;
    const distinct = readDistinctions(reader);
    const open = (this.#found?.pairs ?? []).filter((pair) => !distinct.has(pairKey(pair.oneId, pair.otherId)));
    const page = open.slice(input.offset, input.offset + input.limit);
    const hits = this.#hits(
      caller,
      page.flatMap(({ oneId, otherId }) => [oneId, otherId]),
    );
    return {
      pairs: page.flatMap(({ oneId, otherId, score, reasons }) => {
        const one = hits.get(oneId);
        const other = hits.get(otherId);
        return one && other ? [{ one, other, score, reasons: [...reasons] }] : [];
      }),
      total: open.length,
      foundAtMs: this.#found?.atMs ?? this.#deps.clock.nowMs(),
    };
  }

  /**
   * Both cards side by side: the fields in which they differ, and what would move.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT (one card with itself)
   */
  preview(caller: Caller, input: Input<'preview'>): Output<'preview'> {
    const { reader } = this.#deps.store;
    const { kept, merged } = this.#two(reader, input);
    const hits = this.#hits(caller, [kept.id, merged.id]);
    const [one, other] = readPeople(reader, [kept.id, merged.id]).map(likened);
    const likeness = one && other ? likenessOf(one, other) : { score: 0, reasons: [] };
    const shown = (field: MergeFieldName, row: ClientRow): string => this.#shown(caller, reader, field, row);
    return {
      kept: { client: hits.get(kept.id)!, version: kept.version },
      merged: { client: hits.get(merged.id)!, version: merged.version },
      fields: MERGE_FIELDS.filter((field) => fieldOf(kept, field) !== fieldOf(merged, field))
        .filter((field) => shown(field, kept) !== '' || shown(field, merged) !== '')
        .map((name) => ({
          name,
          kept: shown(name, kept),
          merged: shown(name, merged),
          suggested: suggestedSide(name, fieldOf(kept, name), fieldOf(merged, name)),
          canUnite: canUnite(name),
        })),
      moves: countOwned(reader, merged.id),
      score: likeness.score,
      reasons: [...likeness.reasons],
    };
  }

  /**
   * Makes one card of two, as one command that is undone like any other.
   *
   * Everything of the merged card moves to the kept one; the merged card stays, found by nobody, and leads to the kept one.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT
   */
  merge(caller: Caller, input: Input<'merge'>): Output<'merge'> {
    const { work } = this.#deps.store;
    const { commandId } = work.run(caller.actor(this.#deps.clock), 'duplicates.merge', (tx) => {
      const { kept, merged } = this.#two(tx, input);
      const values = mergedValues(fieldsOf(kept), fieldsOf(merged), input.choices);
      // Whoever was recommended by the other card cannot have recommended themselves.
      const recommendedBy = values.recommended_by_id ?? kept.recommended_by_id;
      moveOwned(tx, merged.id, kept.id);
      const now = readClientRow(tx, kept.id) ?? kept;
      updateClientRow(tx, now, {
        ...(values as Partial<ClientRow>),
        ...(recommendedBy === kept.id || recommendedBy === merged.id ? { recommended_by_id: null } : {}),
        created_at_ms: Math.min(kept.created_at_ms, merged.created_at_ms),
        is_archived: kept.is_archived === 1 && merged.is_archived === 1 ? 1 : 0,
      });
      updateClientRow(tx, readClientRow(tx, merged.id) ?? merged, { merged_into_id: kept.id });
      insertMerge(tx, kept.id, merged.id, input.choices);
      tx.summary = {
        key: 'duplicates.merge',
        values: { kept: this.#name(kept), merged: this.#name(merged) },
      };
    });
    return { commandId, clientId: input.keptId };
  }

  /**
   * Keeps that two clients are different people.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT
   */
  dismiss(caller: Caller, input: Input<'dismiss'>): Output<'dismiss'> {
    const { work } = this.#deps.store;
    const { commandId } = work.run(caller.actor(this.#deps.clock), 'duplicates.dismiss', (tx) => {
      const { kept, merged } = this.#two(tx, { keptId: input.oneId, mergedId: input.otherId });
      insertDistinction(tx, kept.id, merged.id);
      tx.summary = { key: 'duplicates.dismiss', values: { one: this.#name(kept), other: this.#name(merged) } };
    });
    return { commandId };
  }

  async #find(): Promise<void> {
    const { store, clock } = this.#deps;
    this.#changed.clear();
    const databaseFile = store.paths.database;
    const pairs = await this.#runJob('duplicates.find', { databaseFile, limit: KEPT_PAIRS });
    this.#found = { pairs, atMs: clock.nowMs() };
  }

  /** Looks anew at the clients who changed since the whole base was looked through. */
  #catchUp(caller: Caller): void {
    if (!this.#found || this.#changed.size === 0) return;
    const { reader } = this.#deps.store;
    const ids = [...this.#changed];
    this.#changed.clear();
    const pairs = new Map(
      this.#found.pairs
        .filter(({ oneId, otherId }) => !ids.includes(oneId) && !ids.includes(otherId))
        .map((pair) => [pairKey(pair.oneId, pair.otherId), pair]),
    );
    for (const person of readPeople(reader, ids)) {
      for (const { person: other, likeness } of this.#alike(reader, caller, person)) {
        if (likeness.score < SUSPECTED_SCORE) continue;
        const [oneId, otherId] = person.id < other.id ? [person.id, other.id] : [other.id, person.id];
        pairs.set(pairKey(oneId, otherId), { oneId, otherId, ...likeness });
      }
    }
    const sorted = [...pairs.values()].sort((a, b) => b.score - a.score || a.oneId - b.oneId || a.otherId - b.otherId);
    this.#found = { ...this.#found, pairs: sorted };
  }

  /** Everybody who looks like a person, the surest first. */
  #alike(
    reader: Reader,
    caller: Caller,
    person: Person,
  ): { person: Person; likeness: ReturnType<typeof likenessOf> }[] {
    const ids = new Set(readSharing(reader, person));
    // The surname by itself as well: a first name may be written in a short form.
    for (const name of new Set([`${person.lastName} ${person.firstName}`.trim(), person.lastName.trim()])) {
      if (name === '') continue;
      for (const { id } of this.#clients.search(caller, { query: name.slice(0, 100), limit: NAMESAKES })) ids.add(id);
    }
    ids.delete(person.id);
    const typed = likened(person);
    const others = readPeople(reader, [...ids]);
    const bearers = others.filter((other) => sameName(typed, likened(other))).length + 1;
    return others
      .map((other) => ({ person: other, likeness: likenessOf(typed, likened(other), bearers) }))
      .filter(({ likeness }) => likeness.reasons.length > 0)
      .sort((a, b) => b.likeness.score - a.likeness.score || a.person.id - b.person.id);
  }

  /** Two different clients who are there; with the versions that a person saw, if they are given. */
  #two(
    reader: Reader,
    input: { keptId: number; mergedId: number; keptVersion?: number; mergedVersion?: number },
  ): { kept: ClientRow; merged: ClientRow } {
    if (input.keptId === input.mergedId) {
      throw new DomainError('INVALID_INPUT', { field: 'mergedId', reason: 'SAME_CLIENT' });
    }
    const read = (id: number, seen: number | undefined): ClientRow => {
      const row = readClientRow(reader, id);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'client', id });
      // Somebody was quicker to merge or erase it: the person is told that the card has changed.
      if (seen !== undefined) assertVersion(seen, row.version, 'client');
      if (row.merged_into_id !== null || row.erased_at_ms !== null) {
        throw new DomainError('NOT_FOUND', { what: 'client', id });
      }
      return row;
    };
    return { kept: read(input.keptId, input.keptVersion), merged: read(input.mergedId, input.mergedVersion) };
  }

  #shown(caller: Caller, reader: Reader, field: MergeFieldName, row: ClientRow): string {
    const value = fieldOf(row, field);
    if (value === null) return '';
    // Addresses of every kind are hidden with the phones.
    if (HIDDEN.has(field) && !caller.can('see_phones')) return '•••';
    if (field === 'address') {
      const address = addressOf(String(value));
      return address ? addressLine(address, '') : '';
    }
    if (field === 'personal_discount_bp') return `${Number(value) / 100} %`;
    if (field === 'debt_limit_minor') {
      const { currency } = this.#settings.now();
      return formatMoney(Number(value), { locale: 'ru', currency });
    }
    if (typeof value === 'number') return readNameOf(reader, field, value) ?? String(value);
    return field === 'messengers_json' ? messengersText(value) : value;
  }

  #hits(caller: Caller, ids: readonly number[]): Map<number, ClientHitValue> {
    return new Map(this.#clients.hits(caller, [...new Set(ids)]).map((hit) => [hit.id, hit]));
  }

  #name(row: ClientRow): string {
    return displayName({ firstName: row.first_name, lastName: row.last_name }, this.#settings.now().nameOrder);
  }
}

const HIDDEN: ReadonlySet<MergeFieldName> = new Set(['email', 'messengers_json', 'address']);

function pairKey(one: number, other: number): string {
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

function sameName(a: ReturnType<typeof likened>, b: ReturnType<typeof likened>): boolean {
  return a.last === b.last && a.first === b.first;
}

function fieldOf(row: ClientRow, field: MergeFieldName): MergeValue {
  return row[field];
}

function fieldsOf(row: ClientRow): Record<MergeFieldName, MergeValue> {
  return Object.fromEntries(MERGE_FIELDS.map((field) => [field, row[field]])) as Record<MergeFieldName, MergeValue>;
}

/** Messengers as a person reads them, whatever shape they are kept in. */
function messengersText(json: string): string {
  const list: unknown = JSON.parse(json);
  const items = Array.isArray(list)
    ? list
    : Object.entries(list as object).map(([kind, value]) => ({ kind, value: String(value) }));
  return items
    .map((item) => (typeof item === 'object' && item !== null ? Object.values(item as object).join(' ') : String(item)))
    .join(', ');
}
