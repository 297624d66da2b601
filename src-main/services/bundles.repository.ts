import type { Insertable, Selectable, Updateable } from 'kysely';
import type { BundleItemsTable, BundlesTable } from '../../db/schema.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type BundleRow = Selectable<BundlesTable>;
export type BundleItemRow = Selectable<BundleItemsTable>;

/** All bundles in their order. */
export function readBundles(reader: Reader): BundleRow[] {
  return reader.all(query.selectFrom('bundles').selectAll().orderBy('position').orderBy('id'));
}

/** Items of all bundles in their order. */
export function readBundleItems(reader: Reader): BundleItemRow[] {
  return reader.all(query.selectFrom('bundle_items').selectAll().orderBy('bundle_id').orderBy('position'));
}

export function insertBundle(tx: Tx, values: Insertable<BundlesTable>): number {
  return tx.insert(query.insertInto('bundles').values(values));
}

export function updateBundle(tx: Tx, id: number, values: Updateable<BundlesTable>): void {
  tx.run(query.updateTable('bundles').set(values).where('id', '=', id));
}

/** Brings the items of a bundle in line with what is wanted, touching only those that differ. */
export function replaceBundleItems(
  tx: Tx,
  bundleId: number,
  wanted: readonly { readonly serviceId: number; readonly isParallel: boolean }[],
): void {
  const known = readBundleItems(tx).filter((row) => row.bundle_id === bundleId);
  wanted.forEach((item, position) => {
    const row = known[position];
    const values = { service_id: item.serviceId, is_parallel: item.isParallel ? (1 as const) : (0 as const) };
    if (!row) tx.insert(query.insertInto('bundle_items').values({ bundle_id: bundleId, position, ...values }));
    else if (row.service_id !== values.service_id || row.is_parallel !== values.is_parallel) {
      tx.run(query.updateTable('bundle_items').set(values).where('id', '=', row.id));
    }
  });
  for (const row of known.slice(wanted.length)) tx.run(query.deleteFrom('bundle_items').where('id', '=', row.id));
}
