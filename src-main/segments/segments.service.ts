import type { z } from 'zod';
import type {
  ClientRowValue,
  ClientSort,
  Segment,
  segmentsContract,
} from '../../src-shared/segments/segments.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { CONSENT_PURPOSES } from '../../src-shared/segments/list-columns.rules.ts';
import { type Filter, filterFault } from '../../src-shared/segments/segments.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import {
  type Order,
  countFiltered,
  countListed,
  isFiltered,
  readFilteredIds,
  readOrderedPage,
} from './client-order.repository.ts';
import { listRowOf } from './list-view.ts';
import type { Moment } from './moment.ts';
import {
  type SegmentRow,
  deleteSegment,
  insertSegment,
  readListRows,
  readMarks,
  readSegment,
  readSegments,
  readServiceNames,
  readSources,
  readStaffNames,
  updateSegment,
} from './segments.repository.ts';

type Answer<Name extends keyof typeof segmentsContract> = z.input<
  (typeof segmentsContract)[Name]['~orpc']['outputSchema'] & z.ZodType
>;

/** Filtered lists that are remembered until somebody changes something. */
const MOST_REMEMBERED = 12;
/** Changes of these alone alter no list of clients. */
const ELSEWHERE = new Set([
  'api_tokens',
  'blocks',
  'client_exports',
  'client_files',
  'client_segments',
  'credentials',
  'files',
  'rooms',
  'staff_documents',
  'users',
  'waiting_entries',
]);

/** Who is meant: a filter, and whether archived clients count. */
export interface Found {
  readonly filter: Filter;
  readonly withArchived: boolean;
}

/**
 * The list of clients: filtered, sorted, counted; and the filters that people keep.
 *
 * The whole base in an order is read page by page off an index. What a filter finds is read once, in order, and remembered
 * until the next change of a client or a visit.
 */
export class SegmentsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #lists = new Map<string, Int32Array>();
  readonly #counts = new Map<string, number>();

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
    deps.store.work.onCommit(({ rows }) => {
      if (Object.keys(rows).every((table) => ELSEWHERE.has(table))) return;
      this.#lists.clear();
      this.#counts.clear();
    });
  }

  /**
   * A page of the list. The patronymic is left out of the names.
   *
   * @throws DomainError INVALID_INPUT for a question that a field cannot answer
   */
  rows(
    caller: Caller,
    input: Found & { readonly sort: ClientSort; readonly offset: number; readonly limit: number },
  ): { rows: ClientRowValue[]; total: number } {
    const { offset, limit, ...wish } = input;
    refuseFaults(input.filter);
    const moment = this.moment();
    const eye = this.eye(caller, moment);
    const { reader } = this.#deps.store;
    const isWhole = input.filter.items.length === 0;
    const all = isWhole ? null : this.#idsOf(wish, moment);
    const ids = all
      ? [...all.subarray(offset, offset + limit)]
      : readOrderedPage(reader, wish, moment, { offset, limit }, (key, count) => this.#counted(key, count));
    const total =
      all?.length ?? this.#counted(`listed ${input.withArchived}`, () => countListed(reader, input.withArchived));
    return { rows: readListRows(reader, ids).map((row) => listRowOf(row, eye)), total };
  }

  /** How many a filter finds. @throws DomainError INVALID_INPUT */
  count({ filter, withArchived }: Found): { count: number } {
    refuseFaults(filter);
    return { count: this.countOf(filter, withArchived, this.moment()) };
  }

  /** Everybody a filter finds, in order. @throws DomainError INVALID_INPUT */
  idsOf(wish: Found & { readonly sort: ClientSort }): readonly number[] {
    refuseFaults(wish.filter);
    return [...this.#idsOf(wish, this.moment())];
  }

  /** Whether a client is in a segment now; nobody is in one that was deleted. */
  includes(reader: Reader, segmentId: number, clientId: number): boolean {
    const row = readSegment(reader, segmentId);
    return row !== undefined && isFiltered(reader, filterOf(row), clientId, this.moment());
  }

  /** What filters and bulk changes choose from. */
  choices(): Answer<'choices'> {
    const { reader } = this.#deps.store;
    const { nameOrder } = this.#settings.now();
    return {
      ...readMarks(reader),
      staff: readStaffNames(reader).map(({ id, first_name: firstName, last_name: lastName }) => ({
        id,
        name: displayName({ firstName, lastName }, nameOrder),
      })),
      services: readServiceNames(reader),
      sources: readSources(reader),
      purposes: [...CONSENT_PURPOSES],
    };
  }

  /** Shared segments and one's own, with how many clients are in each now. */
  list(caller: Caller): Answer<'list'> {
    const moment = this.moment();
    return readSegments(this.#deps.store.reader, caller.userId).map((row) => {
      const filter = filterOf(row);
      return {
        id: row.id,
        version: row.version,
        name: row.name,
        filter: filter as Segment['filter'],
        isShared: row.owner_id === null,
        isEditable: isEditable(row, caller),
        count: this.countOf(filter, false, moment),
      };
    });
  }

  /**
   * Keeps a filter under a name.
   *
   * @throws DomainError INVALID_INPUT, ALREADY_EXISTS (a segment that one sees has the name), FORBIDDEN
   */
  create(
    caller: Caller,
    input: { name: string; filter: Filter; isShared: boolean },
  ): { commandId: number | null; segmentId: number } {
    refuseFaults(input.filter);
    if (input.isShared) caller.require('edit_clients');
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'segments.create', (tx) => {
      this.#refuseTakenName(caller, input.name, null);
      tx.summary = { key: 'segments.create', values: { name: input.name } };
      return insertSegment(tx, {
        name: input.name,
        filter_json: JSON.stringify(input.filter),
        owner_id: input.isShared ? null : caller.userId,
      });
    });
    return { commandId, segmentId: value };
  }

  /**
   * Renames a segment, gives it another filter, shares it or takes it back.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT, ALREADY_EXISTS, FORBIDDEN
   */
  update(
    caller: Caller,
    input: { segmentId: number; version: number; name?: string; filter?: Filter; isShared?: boolean },
  ): { commandId: number | null } {
    const { name, filter, isShared } = input;
    if (filter) refuseFaults(filter);
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'segments.update', (tx) => {
      const row = this.#editable(caller, input.segmentId, input.version);
      if (isShared) caller.require('edit_clients');
      if (name !== undefined && name !== row.name) this.#refuseTakenName(caller, name, row.id);
      const values = {
        name: name ?? row.name,
        filter_json: filter ? JSON.stringify(filter) : row.filter_json,
        owner_id: isShared === undefined ? row.owner_id : isShared ? null : caller.userId,
      };
      if (Object.entries(values).every(([key, value]) => row[key as keyof typeof values] === value)) return;
      updateSegment(tx, row, values);
      tx.summary = { key: 'segments.update', values: { name: values.name } };
    });
    return { commandId };
  }

  /** Deletes a segment; the clients stay as they are. @throws DomainError NOT_FOUND, STALE_VERSION, FORBIDDEN */
  remove(caller: Caller, input: { segmentId: number; version: number }): { commandId: number | null } {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'segments.remove', (tx) => {
      const row = this.#editable(caller, input.segmentId, input.version);
      deleteSegment(tx, row.id);
      tx.summary = { key: 'segments.remove', values: { name: row.name } };
    });
    return { commandId };
  }

  /** What relative questions are measured from now. */
  moment(): Moment {
    const settings = this.#settings.now();
    return { today: this.#settings.today().localDate, timeZone: settings.timeZone, status: settings };
  }

  /** How a caller sees rows. */
  eye(caller: Caller, moment: Moment) {
    return { seesPhones: caller.can('see_phones'), nameOrder: this.#settings.now().nameOrder, moment };
  }

  countOf(filter: Filter, withArchived: boolean, moment: Moment): number {
    const { reader } = this.#deps.store;
    if (filter.items.length === 0) {
      return this.#counted(`listed ${withArchived}`, () => countListed(reader, withArchived));
    }
    const key = `${moment.today} ${withArchived} ${JSON.stringify(filter)}`;
    return this.#counted(key, () => countFiltered(reader, filter, withArchived, moment));
  }

  #counted(key: string, count: () => number): number {
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const counted = count();
    this.#counts.set(key, counted);
    return counted;
  }

  #idsOf(wish: Found & Order, moment: Moment): Int32Array {
    const { filter, sort, withArchived } = wish;
    const key = `${moment.today} ${JSON.stringify([filter, sort, withArchived])}`;
    const known = this.#lists.get(key);
    if (known) return known;
    const ids = Int32Array.from(readFilteredIds(this.#deps.store.reader, filter, { sort, withArchived }, moment));
    const oldest = this.#lists.keys().next().value;
    if (this.#lists.size >= MOST_REMEMBERED && oldest !== undefined) this.#lists.delete(oldest);
    this.#lists.set(key, ids);
    return ids;
  }

  #refuseTakenName(caller: Caller, name: string, exceptId: number | null): void {
    const same = readSegments(this.#deps.store.reader, caller.userId).find(
      (row) => row.id !== exceptId && row.name.toLowerCase() === name.toLowerCase(),
    );
    if (same) throw new DomainError('ALREADY_EXISTS', { what: 'segment', name: same.name });
  }

  #editable(caller: Caller, segmentId: number, version: number): SegmentRow {
    const row = readSegment(this.#deps.store.reader, segmentId);
    // Somebody else's own segment is nobody's business: it is as if it were not there.
    if (!row || (row.owner_id !== null && row.owner_id !== caller.userId)) {
      throw new DomainError('NOT_FOUND', { what: 'segment', id: segmentId });
    }
    if (row.owner_id === null) caller.require('edit_clients');
    assertVersion(version, row.version, 'segment');
    return row;
  }
}

function isEditable(row: SegmentRow, caller: Caller): boolean {
  return row.owner_id === caller.userId || (row.owner_id === null && caller.can('edit_clients'));
}

function filterOf(row: SegmentRow): Filter {
  return JSON.parse(row.filter_json) as Filter;
}

/** Refuses a filter that asks what cannot be answered. */
export function refuseFaults(filter: Filter): void {
  const fault = filterFault(filter);
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'filter', reason: fault });
}
