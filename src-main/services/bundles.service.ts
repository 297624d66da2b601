import type { BundleId, CategoryId, ServiceId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Bundle } from '../../src-shared/services/bundles.contract.ts';
import { bundleFault } from '../../src-shared/services/bundle.rules.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type BundleRow,
  insertBundle,
  readBundleItems,
  readBundles,
  replaceBundleItems,
  updateBundle,
} from './bundles.repository.ts';
import { activeCategory, assertNameFree, requireRow, requireService, toBit } from './catalogue-checks.ts';
import { openAbove } from './categories.service.ts';
import type { Input } from './services.service.ts';

/** Bundles: several services booked as one thing (P10). */
export class BundlesService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  /** Bundles in the order of the price list. */
  list(reader: Reader): Bundle[] {
    const items = Map.groupBy(readBundleItems(reader), (row) => row.bundle_id);
    return readBundles(reader).map((row) => ({
      id: row.id as BundleId,
      categoryId: row.category_id as CategoryId,
      name: row.name,
      icon: row.icon as Bundle['icon'],
      priceMinor: row.price_minor,
      isOnline: row.is_online === 1,
      items: (items.get(row.id) ?? []).map((item) => ({
        serviceId: item.service_id as ServiceId,
        isParallel: item.is_parallel === 1,
      })),
      position: row.position,
      isArchived: row.is_archived === 1,
      version: row.version,
    }));
  }

  /** @throws DomainError NOT_FOUND (category, service), ALREADY_EXISTS, INVALID_INPUT (data.fault) */
  create(caller: Caller, input: Input<'createBundle'>): { commandId: number | null; bundleId: BundleId } {
    const { value, commandId } = this.#run(caller, 'services.createBundle', (tx) => {
      activeCategory(tx, input.categoryId);
      const siblings = siblingsOf(tx, input.categoryId);
      assertNameFree('bundle', input.name, siblings, null);
      assertItems(tx, input.items);
      tx.summary = { key: 'services.createBundle', values: { name: input.name } };
      const id = insertBundle(tx, {
        category_id: input.categoryId,
        name: input.name,
        icon: input.icon,
        price_minor: input.priceMinor,
        is_online: toBit(input.isOnline),
        position: (siblings.at(-1)?.position ?? 0) + 1,
      });
      replaceBundleItems(tx, id, input.items);
      return id;
    });
    return { commandId, bundleId: value as BundleId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT (data.fault) */
  update(caller: Caller, input: Input<'updateBundle'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.updateBundle', (tx) => {
      const row = requireRow(readBundles(tx), input.bundleId, 'bundle');
      assertVersion(input.version, row.version, 'bundle');
      const before = this.list(tx).find(({ id }) => id === row.id)!;
      const after = patched(before, input.values);
      if (isSame(before, after)) return;
      if (after.categoryId !== before.categoryId) activeCategory(tx, after.categoryId);
      if (!after.isArchived) {
        assertNameFree('bundle', after.name, siblingsOf(tx, after.categoryId), row.id);
        if (before.isArchived) openAbove(tx, after.categoryId);
      }
      if (input.values.items) assertItems(tx, after.items);
      updateBundle(tx, row.id, {
        category_id: after.categoryId,
        name: after.name,
        icon: after.icon,
        price_minor: after.priceMinor,
        is_online: toBit(after.isOnline),
        is_archived: toBit(after.isArchived),
        version: row.version + 1,
      });
      replaceBundleItems(tx, row.id, after.items);
      tx.summary = { key: 'services.updateBundle', values: { name: after.name } };
    });
    return { commandId };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function siblingsOf(reader: Reader, categoryId: number): BundleRow[] {
  return readBundles(reader).filter((row) => row.category_id === categoryId);
}

function assertItems(reader: Reader, items: Bundle['items']): void {
  const fault = bundleFault(items);
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'items', fault });
  for (const { serviceId } of items) {
    const row = requireService(reader, serviceId);
    if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'service', id: serviceId });
    // Seats of a group are booked in the group, not beside something else.
    if (row.group_capacity !== null) {
      throw new DomainError('INVALID_INPUT', { field: 'items', fault: 'GROUP_IN_BUNDLE', name: row.name });
    }
  }
}
