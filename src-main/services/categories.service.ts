import type { CategoryId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { moveFault, pathOf, subtreeIds } from '../../src-shared/services/category-tree.rules.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { readBundles } from './bundles.repository.ts';
import { activeCategory, assertNameFree, requireCategory, toBit } from './catalogue-checks.ts';
import { categoryOf } from './service-rows.ts';
import {
  type CategoryRow,
  type ServiceRow,
  insertCategory,
  readCategories,
  readServices,
  readServicesOf,
  updateCategory,
  updateService,
} from './services.repository.ts';
import type { Input } from './services.service.ts';

/** The tree of categories and the order of services in it. */
export class CategoriesService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  /** @throws DomainError NOT_FOUND (parent), ALREADY_EXISTS, INVALID_INPUT (too deep) */
  create(caller: Caller, input: Input<'createCategory'>): { commandId: number | null; categoryId: CategoryId } {
    const { value, commandId } = this.#run(caller, 'services.createCategory', (tx) => {
      const categories = readCategories(tx);
      const siblings = childrenOf(categories, input.parentId);
      assertMove(tx, categories, null, input.parentId);
      assertNameFree('serviceCategory', input.name, siblings, null);
      tx.summary = { key: 'services.createCategory', values: { name: input.name } };
      return insertCategory(tx, {
        name: input.name,
        parent_id: input.parentId,
        colour: input.colour,
        icon: input.icon,
        position: (siblings.at(-1)?.position ?? 0) + 1,
      });
    });
    return { commandId, categoryId: value as CategoryId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT, CONFLICT (data.count in use) */
  update(caller: Caller, input: Input<'updateCategory'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.updateCategory', (tx) => {
      const row = requireCategory(tx, input.categoryId);
      assertVersion(input.version, row.version, 'serviceCategory');
      const before = categoryOf(row);
      const after = patched(before, input.values);
      if (isSame(before, after)) return;
      const categories = readCategories(tx);
      const siblings = childrenOf(categories, after.parentId);
      if (after.parentId !== before.parentId) assertMove(tx, categories, row.id, after.parentId);
      if (!after.isArchived) assertNameFree('serviceCategory', after.name, siblings, row.id);
      if (after.isArchived && !before.isArchived) archiveBelow(tx, categories, row);
      if (!after.isArchived && before.isArchived) openAbove(tx, after.parentId);
      updateCategory(tx, row.id, {
        name: after.name,
        colour: after.colour,
        icon: after.icon,
        parent_id: after.parentId,
        is_archived: toBit(after.isArchived),
        version: row.version + 1,
        ...(after.parentId === before.parentId ? {} : { position: (siblings.at(-1)?.position ?? 0) + 1 }),
      });
      tx.summary = { key: 'services.updateCategory', values: { name: after.name } };
    });
    return { commandId };
  }

  /** New order of the categories of one parent. @throws DomainError NOT_FOUND, ALREADY_EXISTS, INVALID_INPUT */
  reorder(caller: Caller, input: Input<'reorderCategories'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.reorderCategories', (tx) => {
      const rest = new Map(childrenOf(readCategories(tx), input.parentId).map((row) => [row.id, row]));
      const ordered = input.categoryIds.map((id) => {
        const row = requireCategory(tx, id);
        if (!rest.delete(id)) {
          const categories = readCategories(tx);
          assertMove(tx, categories, id, input.parentId);
          assertNameFree('serviceCategory', row.name, childrenOf(categories, input.parentId), id);
          updateCategory(tx, id, { parent_id: input.parentId, version: row.version + 1 });
        }
        return row;
      });
      [...ordered, ...rest.values()].forEach((row, index) => {
        if (row.position !== index + 1) updateCategory(tx, row.id, { position: index + 1 });
      });
      const parent = input.parentId === null ? null : requireCategory(tx, input.parentId);
      tx.summary = { key: 'services.reorderCategories', values: { name: parent?.name ?? ordered[0]?.name ?? '' } };
    });
    return { commandId };
  }

  /** New order of a category's services; those named from elsewhere move in. @throws DomainError NOT_FOUND, ALREADY_EXISTS */
  reorderServices(caller: Caller, input: Input<'reorder'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.reorder', (tx) => {
      const category = requireCategory(tx, input.categoryId);
      const rest = new Map(readServicesOf(tx, category.id).map((row) => [row.id, row]));
      const others = new Map(readServices(tx).map((row) => [row.id, row]));
      const ordered: ServiceRow[] = [];
      for (const serviceId of new Set(input.serviceIds)) {
        const row = others.get(serviceId);
        if (!row) throw new DomainError('NOT_FOUND', { what: 'service', id: serviceId });
        if (!rest.delete(serviceId)) {
          activeCategory(tx, category.id);
          if (row.is_archived === 0) assertNameFree('service', row.name, readServicesOf(tx, category.id), row.id);
          updateService(tx, row.id, { category_id: category.id, version: row.version + 1 });
        }
        ordered.push(row);
      }
      [...ordered, ...rest.values()].forEach((row, index) => {
        if (row.position !== index + 1) updateService(tx, row.id, { position: index + 1 });
      });
      tx.summary = { key: 'services.reorder', values: { name: category.name } };
    });
    return { commandId };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

/** Opens an archived category with its parents, inside a running unit of work. @throws DomainError ALREADY_EXISTS */
export function openAbove(tx: Tx, categoryId: number | null): void {
  if (categoryId === null) return;
  const categories = readCategories(tx);
  const byId = new Map(categories.map((row) => [row.id, { ...categoryOf(row), row }]));
  for (const { row } of pathOf(byId, categoryId)) {
    if (row.is_archived === 0) continue;
    assertNameFree('serviceCategory', row.name, childrenOf(categories, row.parent_id), row.id);
    updateCategory(tx, row.id, { is_archived: 0, version: row.version + 1 });
  }
}

function archiveBelow(tx: Tx, categories: readonly CategoryRow[], row: CategoryRow): void {
  const below = subtreeIds(categories.map(categoryOf), row.id);
  const isInUse = (item: { category_id: number; is_archived: 0 | 1 }) =>
    item.is_archived === 0 && below.has(item.category_id);
  const count = readServices(tx).filter(isInUse).length + readBundles(tx).filter(isInUse).length;
  if (count > 0) throw new DomainError('CONFLICT', { what: 'serviceCategory', name: row.name, count });
  for (const category of categories) {
    if (category.id === row.id || category.is_archived === 1 || !below.has(category.id)) continue;
    updateCategory(tx, category.id, { is_archived: 1, version: category.version + 1 });
  }
}

function childrenOf(categories: readonly CategoryRow[], parentId: number | null): CategoryRow[] {
  return categories.filter((row) => row.parent_id === parentId);
}

function assertMove(
  reader: Reader,
  categories: readonly CategoryRow[],
  id: number | null,
  parentId: number | null,
): void {
  if (parentId !== null) activeCategory(reader, parentId);
  const fault = moveFault(categories.map(categoryOf), id, parentId);
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'parentId', fault });
}
