import type { Insertable, Selectable, Updateable } from 'kysely';
import type { MembershipTypePoolsTable, MembershipTypesTable } from '../../db/schema-money.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type MembershipTypeRow = Selectable<MembershipTypesTable>;
export type TypePoolRow = Selectable<MembershipTypePoolsTable>;

/** All types in their order. */
export function readTypes(reader: Reader): MembershipTypeRow[] {
  return reader.all(query.selectFrom('membership_types').selectAll().orderBy('position').orderBy('id'));
}

export function findType(reader: Reader, id: number): MembershipTypeRow | undefined {
  return reader.get(query.selectFrom('membership_types').selectAll().where('id', '=', id));
}

/** Pools of all types, in their order. */
export function readTypePools(reader: Reader): TypePoolRow[] {
  return reader.all(query.selectFrom('membership_type_pools').selectAll().orderBy('type_id').orderBy('position'));
}

export function insertType(tx: Tx, values: Insertable<MembershipTypesTable>): number {
  return tx.insert(query.insertInto('membership_types').values(values));
}

export function updateType(tx: Tx, id: number, values: Updateable<MembershipTypesTable>): void {
  tx.run(query.updateTable('membership_types').set(values).where('id', '=', id));
}

/** Brings the pools of a type in line with what is wanted. */
export function replaceTypePools(
  tx: Tx,
  typeId: number,
  wanted: readonly Omit<Insertable<MembershipTypePoolsTable>, 'type_id' | 'position'>[],
): void {
  const known = readTypePools(tx).filter((row) => row.type_id === typeId);
  wanted.forEach((values, position) => {
    const row = known[position];
    if (!row) tx.insert(query.insertInto('membership_type_pools').values({ ...values, type_id: typeId, position }));
    else if (
      row.name !== values.name ||
      row.visits !== (values.visits ?? null) ||
      row.services_json !== values.services_json ||
      row.categories_json !== (values.categories_json ?? '[]')
    ) {
      tx.run(query.updateTable('membership_type_pools').set(values).where('id', '=', row.id));
    }
  });
  for (const row of known.slice(wanted.length)) {
    tx.run(query.deleteFrom('membership_type_pools').where('id', '=', row.id));
  }
}

/** A service as a pool sees it. */
export interface CoveredService {
  readonly id: number;
  readonly category_id: number;
  readonly name: string;
  readonly price_minor: number;
}

/** Every service of the price list with its category and base price. */
export function readServices(reader: Reader): CoveredService[] {
  return reader.all(
    sqlText<CoveredService>('select id, category_id, name, price_minor from services order by position, id'),
  );
}

/** The tree of categories: what stands above each. */
export function readCategoryParents(reader: Reader): { readonly id: number; readonly parent_id: number | null }[] {
  return reader.all(sqlText<{ id: number; parent_id: number | null }>('select id, parent_id from service_categories'));
}
