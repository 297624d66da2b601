import type { z } from 'zod';
import type {
  ClientCategory,
  ClientTag,
  clientMarksProcedures,
} from '../../src-shared/clients/client-marks.contract.ts';
import type { ClientCategoryId, ClientTagId } from '../../src-shared/clients/client-parts.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type CategoryRow,
  type TagRow,
  countByCategory,
  countByTag,
  insertCategory,
  insertTag,
  readCategories,
  readCategory,
  readTag,
  readTags,
  updateCategory,
  updateTag,
} from './client-marks.repository.ts';
import { hasPriceList } from './clients.repository.ts';

type Procedures = typeof clientMarksProcedures;
type Input<Name extends keyof Procedures> = z.output<Procedures[Name]['~orpc']['inputSchema'] & z.ZodType>;
type Done = { commandId: number | null };

/** The dictionaries of client categories and tags. */
export class ClientMarksService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  /** Both dictionaries in their order, archived ones too; counts only when asked for. */
  marks({ withCounts }: Input<'marks'>): { categories: ClientCategory[]; tags: ClientTag[] } {
    const { reader } = this.#deps.store;
    const counts = (rows: readonly { id: number; count: number }[]) => new Map(rows.map((row) => [row.id, row.count]));
    const ofCategory = counts(withCounts ? countByCategory(reader) : []);
    const ofTag = counts(withCounts ? countByTag(reader) : []);
    return {
      categories: readCategories(reader).map((row) => ({
        id: row.id as ClientCategoryId,
        version: row.version,
        ...categoryValues(row),
        clientCount: ofCategory.get(row.id) ?? 0,
      })),
      tags: readTags(reader).map((row) => ({
        id: row.id as ClientTagId,
        version: row.version,
        ...tagValues(row),
        clientCount: ofTag.get(row.id) ?? 0,
      })),
    };
  }

  /** @throws DomainError ALREADY_EXISTS, INVALID_INPUT (price list) */
  createCategory(caller: Caller, input: Input<'createCategory'>): Done & { categoryId: ClientCategoryId } {
    const { value, commandId } = this.#run(caller, 'clientCategories.create', (tx) => {
      const rows = readCategories(tx);
      assertNameFree(input.name, rows, null);
      this.#assertPriceList(tx, input.priceListId);
      tx.summary = { key: 'clientCard.createCategory', values: { name: input.name } };
      return insertCategory(tx, {
        name: input.name,
        colour: input.colour,
        price_list_id: input.priceListId,
        discount_bp: input.discountBp,
        position: (rows.at(-1)?.position ?? 0) + 1,
      });
    });
    return { commandId, categoryId: value as ClientCategoryId };
  }

  /** Also archives and restores. @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  updateCategory(caller: Caller, input: Input<'updateCategory'>): Done {
    const { commandId } = this.#run(caller, 'clientCategories.update', (tx) => {
      const row = mustExist(readCategory(tx, input.categoryId), 'clientCategory', input.categoryId);
      assertVersion(input.version, row.version, 'clientCategory');
      const before = categoryValues(row);
      const after = patched(before, input.values);
      if (isSame(before, after)) return;
      assertNameFree(after.name, readCategories(tx), row.id);
      if (after.priceListId !== before.priceListId) this.#assertPriceList(tx, after.priceListId);
      updateCategory(tx, row.id, {
        name: after.name,
        colour: after.colour,
        price_list_id: after.priceListId,
        discount_bp: after.discountBp,
        is_archived: after.isArchived ? 1 : 0,
        version: row.version + 1,
      });
      tx.summary = { key: summaryKey('Category', before.isArchived, after.isArchived), values: { name: after.name } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND */
  reorderCategories(caller: Caller, { categoryIds }: Input<'reorderCategories'>): Done {
    const { commandId } = this.#run(caller, 'clientCategories.reorder', (tx) => {
      reorder(readCategories(tx), categoryIds, 'clientCategory', (id, position) =>
        updateCategory(tx, id, { position }),
      );
      tx.summary = { key: 'clientCard.reorderCategories' };
    });
    return { commandId };
  }

  /** @throws DomainError ALREADY_EXISTS */
  createTag(caller: Caller, input: Input<'createTag'>): Done & { tagId: ClientTagId } {
    const { value, commandId } = this.#run(caller, 'clients.createTag', (tx) => {
      const rows = readTags(tx);
      assertNameFree(input.name, rows, null);
      tx.summary = { key: 'clientCard.createTag', values: { name: input.name } };
      return insertTag(tx, { ...input, position: (rows.at(-1)?.position ?? 0) + 1 });
    });
    return { commandId, tagId: value as ClientTagId };
  }

  /** Also archives and restores. @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  updateTag(caller: Caller, input: Input<'updateTag'>): Done {
    const { commandId } = this.#run(caller, 'clients.updateTag', (tx) => {
      const row = mustExist(readTag(tx, input.tagId), 'clientTag', input.tagId);
      assertVersion(input.version, row.version, 'clientTag');
      const before = tagValues(row);
      const after = patched(before, input.values);
      if (isSame(before, after)) return;
      assertNameFree(after.name, readTags(tx), row.id);
      const { name, colour, isArchived } = after;
      updateTag(tx, row.id, { name, colour, is_archived: isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: summaryKey('Tag', before.isArchived, isArchived), values: { name } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND */
  reorderTags(caller: Caller, { tagIds }: Input<'reorderTags'>): Done {
    const { commandId } = this.#run(caller, 'clients.reorderTags', (tx) => {
      reorder(readTags(tx), tagIds, 'clientTag', (id, position) => updateTag(tx, id, { position }));
      tx.summary = { key: 'clientCard.reorderTags' };
    });
    return { commandId };
  }

  #assertPriceList(tx: Tx, priceListId: number | null): void {
    if (priceListId !== null && !hasPriceList(tx, priceListId)) {
      throw new DomainError('INVALID_INPUT', { field: 'priceListId', reason: 'UNKNOWN' });
    }
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function categoryValues(row: CategoryRow): Omit<ClientCategory, 'id' | 'version' | 'clientCount'> {
  return {
    name: row.name,
    colour: row.colour as ClientCategory['colour'],
    priceListId: row.price_list_id as ClientCategory['priceListId'],
    discountBp: row.discount_bp,
    isArchived: row.is_archived === 1,
  };
}

function tagValues(row: TagRow): Omit<ClientTag, 'id' | 'version' | 'clientCount'> {
  return { name: row.name, colour: row.colour as ClientTag['colour'], isArchived: row.is_archived === 1 };
}

function summaryKey(what: 'Category' | 'Tag', was: boolean, is: boolean): string {
  if (was === is) return `clientCard.update${what}`;
  return is ? `clientCard.archive${what}` : `clientCard.restore${what}`;
}

function mustExist<Row>(row: Row | undefined, what: string, id: number): Row {
  if (!row) throw new DomainError('NOT_FOUND', { what, id });
  return row;
}

/** Archived ones hold their name as well: they are brought back instead of made twice. */
function assertNameFree(name: string, rows: readonly (CategoryRow | TagRow)[], ownId: number | null): void {
  const taken = rows.find((row) => row.id !== ownId && fold(row.name) === fold(name));
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: taken.name, isArchived: taken.is_archived === 1 });
}

function reorder(
  rows: readonly { readonly id: number; readonly position: number }[],
  ids: readonly number[],
  what: string,
  place: (id: number, position: number) => void,
): void {
  const rest = new Map(rows.map((row) => [row.id, row]));
  const ordered = [...new Set(ids)].map((id) => {
    const row = mustExist(rest.get(id), what, id);
    rest.delete(id);
    return row;
  });
  [...ordered, ...rest.values()].forEach((row, index) => {
    if (row.position !== index + 1) place(row.id, index + 1);
  });
}
