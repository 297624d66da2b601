import type { Insertable, Selectable, Updateable } from 'kysely';
import type { LevelsTable, PriceListsTable, ServicePricesTable } from '../../db/schema.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type LevelRow = Selectable<LevelsTable>;
export type PriceListRow = Selectable<PriceListsTable>;
export type PriceRow = Selectable<ServicePricesTable>;

/** The place of a price in a list. */
export interface PricePlace {
  readonly serviceId: number;
  readonly listId: number | null;
  readonly levelId: number | null;
  readonly staffId: number | null;
}

/** All levels in their order, with how many masters in the salon have each. */
export function readLevels(reader: Reader): (LevelRow & { staff_count: number })[] {
  return reader.all(
    sqlText<LevelRow & { staff_count: number }>(
      `select l.*, (select count(*) from staff s where s.level_id = l.id and s.is_archived = 0) as staff_count
       from levels l order by l.position, l.id`,
    ),
  );
}

export function insertLevel(tx: Tx, values: Insertable<LevelsTable>): number {
  return tx.insert(query.insertInto('levels').values(values));
}

export function updateLevel(tx: Tx, id: number, values: Updateable<LevelsTable>): void {
  tx.run(query.updateTable('levels').set(values).where('id', '=', id));
}

/** All price lists in their order, with how many clients each prices. */
export function readPriceLists(reader: Reader): (PriceListRow & { client_count: number })[] {
  return reader.all(
    sqlText<PriceListRow & { client_count: number }>(
      `select l.*, (select count(*) from clients c where c.price_list_id = l.id and c.is_archived = 0) as client_count
       from price_lists l order by l.position, l.id`,
    ),
  );
}

export function insertPriceList(tx: Tx, values: Insertable<PriceListsTable>): number {
  return tx.insert(query.insertInto('price_lists').values(values));
}

export function updatePriceList(tx: Tx, id: number, values: Updateable<PriceListsTable>): void {
  tx.run(query.updateTable('price_lists').set(values).where('id', '=', id));
}

/** Dated prices of one service, oldest first. */
export function readPricesOf(reader: Reader, serviceId: number): PriceRow[] {
  return reader.all(
    query.selectFrom('service_prices').selectAll().where('service_id', '=', serviceId).orderBy('valid_from'),
  );
}

/** The version of a place that begins on a day. */
export function findPrice(reader: Reader, place: PricePlace, validFrom: string): PriceRow | undefined {
  return reader.get(
    sqlText<PriceRow>(
      `select * from service_prices where service_id = ? and list_id is ? and level_id is ? and staff_id is ?
       and valid_from = ?`,
      place.serviceId,
      place.listId,
      place.levelId,
      place.staffId,
      validFrom,
    ),
  );
}

export function insertPrice(tx: Tx, values: Insertable<ServicePricesTable>): number {
  return tx.insert(query.insertInto('service_prices').values(values));
}

export function updatePrice(tx: Tx, id: number, values: Updateable<ServicePricesTable>): void {
  tx.run(query.updateTable('service_prices').set(values).where('id', '=', id));
}

export function deletePrice(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('service_prices').where('id', '=', id));
}
