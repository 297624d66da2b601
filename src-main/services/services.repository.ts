import type { Insertable, Selectable, Updateable } from 'kysely';
import type {
  ServiceCategoriesTable,
  ServiceLevelsTable,
  ServicePricesTable,
  ServicesTable,
  StaffServicesTable,
} from '../../db/schema.ts';
import type { Segment } from '../../src-shared/services/services.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ServiceRow = Selectable<ServicesTable>;
export type CategoryRow = Selectable<ServiceCategoriesTable>;
export type StaffServiceRow = Selectable<StaffServicesTable>;
export type PriceRow = Selectable<ServicePricesTable>;
export type ServiceLevelRow = Selectable<ServiceLevelsTable>;

/** Own price and time of a master for a service; null = as in the price list. */
export interface OwnTerms {
  readonly priceMinor: number | null;
  readonly durationMin: number | null;
  /** Own parts of a service in segments (A5). */
  readonly segments: readonly Segment[] | null;
}

/** All categories in the order of the price list. */
export function readCategories(reader: Reader): CategoryRow[] {
  return reader.all(query.selectFrom('service_categories').selectAll().orderBy('position').orderBy('id'));
}

/** All services in the order of the price list inside their category. */
export function readServices(reader: Reader): ServiceRow[] {
  return reader.all(query.selectFrom('services').selectAll().orderBy('position').orderBy('id'));
}

/** Services of one category in their order. */
export function readServicesOf(reader: Reader, categoryId: number): ServiceRow[] {
  return reader.all(
    query.selectFrom('services').selectAll().where('category_id', '=', categoryId).orderBy('position').orderBy('id'),
  );
}

export function findService(reader: Reader, id: number): ServiceRow | undefined {
  return reader.get(query.selectFrom('services').selectAll().where('id', '=', id));
}

export function findCategory(reader: Reader, id: number): CategoryRow | undefined {
  return reader.get(query.selectFrom('service_categories').selectAll().where('id', '=', id));
}

export function insertService(tx: Tx, values: Insertable<ServicesTable>): number {
  return tx.insert(query.insertInto('services').values(values));
}

export function updateService(tx: Tx, id: number, values: Updateable<ServicesTable>): void {
  tx.run(query.updateTable('services').set(values).where('id', '=', id));
}

export function insertCategory(tx: Tx, values: Insertable<ServiceCategoriesTable>): number {
  return tx.insert(query.insertInto('service_categories').values(values));
}

export function updateCategory(tx: Tx, id: number, values: Updateable<ServiceCategoriesTable>): void {
  tx.run(query.updateTable('service_categories').set(values).where('id', '=', id));
}

/** Who does what, masters in the order of the journal; archived masters and services are left out. */
export function readActiveStaffServices(reader: Reader): StaffServiceRow[] {
  return reader.all(
    query
      .selectFrom('staff_services as link')
      .innerJoin('staff', 'staff.id', 'link.staff_id')
      .innerJoin('services', 'services.id', 'link.service_id')
      .select([
        'link.id',
        'link.staff_id',
        'link.service_id',
        'link.price_minor',
        'link.duration_min',
        'link.segments_json',
      ])
      .where('staff.is_archived', '=', 0)
      .where('services.is_archived', '=', 0)
      .orderBy('staff.position')
      .orderBy('staff.id')
      .orderBy('link.service_id'),
  );
}

/** The level of each master who has one. */
export function readStaffLevels(reader: Reader): Map<number, { id: number; percentBp: number }> {
  const rows = reader.all(
    query
      .selectFrom('staff')
      .innerJoin('levels', 'levels.id', 'staff.level_id')
      .select(['staff.id as staff_id', 'levels.id', 'levels.percent_bp']),
  );
  return new Map(rows.map((row) => [row.staff_id, { id: row.id, percentBp: row.percent_bp }]));
}

/** Dated prices of all services, oldest first. */
export function readPrices(reader: Reader): PriceRow[] {
  return reader.all(query.selectFrom('service_prices').selectAll().orderBy('valid_from').orderBy('id'));
}

/** Times of levels that differ from the services'. */
export function readServiceLevels(reader: Reader): ServiceLevelRow[] {
  return reader.all(query.selectFrom('service_levels').selectAll().orderBy('id'));
}

/** Links of one service to masters who are not archived. */
export function readLinksOfService(reader: Reader, serviceId: number): StaffServiceRow[] {
  return reader.all(
    query
      .selectFrom('staff_services as link')
      .innerJoin('staff', 'staff.id', 'link.staff_id')
      .select([
        'link.id',
        'link.staff_id',
        'link.service_id',
        'link.price_minor',
        'link.duration_min',
        'link.segments_json',
      ])
      .where('link.service_id', '=', serviceId)
      .where('staff.is_archived', '=', 0),
  );
}

/** Links of one master to services that are not archived. */
export function readLinksOfStaff(reader: Reader, staffId: number): StaffServiceRow[] {
  return reader.all(
    query
      .selectFrom('staff_services as link')
      .innerJoin('services', 'services.id', 'link.service_id')
      .select([
        'link.id',
        'link.staff_id',
        'link.service_id',
        'link.price_minor',
        'link.duration_min',
        'link.segments_json',
      ])
      .where('link.staff_id', '=', staffId)
      .where('services.is_archived', '=', 0),
  );
}

export interface StaffName {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
}

/** Masters who are not archived, by id. */
export function readActiveStaffNames(reader: Reader): Map<number, StaffName> {
  const rows = reader.all(
    query.selectFrom('staff').select(['id', 'first_name', 'last_name']).where('is_archived', '=', 0),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ids of masters who are not archived. */
export function readActiveStaffIds(reader: Reader): Set<number> {
  const rows = reader.all(query.selectFrom('staff').select('id').where('is_archived', '=', 0));
  return new Set(rows.map(({ id }) => id));
}

/** Some master in the salon has a time of their own for the service that is not in segments. */
export function hasBareOwnTime(reader: Reader, serviceId: number): boolean {
  const row = reader.get(
    query
      .selectFrom('staff_services')
      .innerJoin('staff', 'staff.id', 'staff_services.staff_id')
      .select('staff_services.id')
      .where('staff.is_archived', '=', 0)
      .where('service_id', '=', serviceId)
      .where('duration_min', 'is not', null)
      .where('segments_json', 'is', null)
      .limit(1),
  );
  return row !== undefined;
}

/** Some master in the salon has segments of their own for the service. */
export function hasOwnSegments(reader: Reader, serviceId: number): boolean {
  const row = reader.get(
    query
      .selectFrom('staff_services')
      .innerJoin('staff', 'staff.id', 'staff_services.staff_id')
      .select('staff_services.id')
      .where('staff.is_archived', '=', 0)
      .where('service_id', '=', serviceId)
      .where('segments_json', 'is not', null)
      .limit(1),
  );
  return row !== undefined;
}

/** Brings links in line with what is wanted, touching only those that differ. */
export function replaceLinks(
  tx: Tx,
  known: readonly StaffServiceRow[],
  wanted: readonly (OwnTerms & { readonly staffId: number; readonly serviceId: number })[],
): void {
  const rest = new Map(known.map((row) => [`${row.staff_id}/${row.service_id}`, row]));
  for (const { staffId, serviceId, priceMinor, durationMin, segments } of wanted) {
    const row = rest.get(`${staffId}/${serviceId}`);
    rest.delete(`${staffId}/${serviceId}`);
    const terms = {
      price_minor: priceMinor,
      duration_min: durationMin,
      segments_json: segments && JSON.stringify(segments),
    };
    if (!row) {
      tx.insert(query.insertInto('staff_services').values({ staff_id: staffId, service_id: serviceId, ...terms }));
    } else if (
      row.price_minor !== priceMinor ||
      row.duration_min !== durationMin ||
      row.segments_json !== terms.segments_json
    ) {
      tx.run(query.updateTable('staff_services').set(terms).where('id', '=', row.id));
    }
  }
  for (const row of rest.values()) tx.run(query.deleteFrom('staff_services').where('id', '=', row.id));
}

/** The link of a master to a service. */
export function findLink(reader: Reader, staffId: number, serviceId: number): StaffServiceRow | undefined {
  return reader.get(
    query.selectFrom('staff_services').selectAll().where('staff_id', '=', staffId).where('service_id', '=', serviceId),
  );
}

export function insertLink(tx: Tx, values: Insertable<StaffServicesTable>): number {
  return tx.insert(query.insertInto('staff_services').values(values));
}

export function updateLink(tx: Tx, id: number, values: Updateable<StaffServicesTable>): void {
  tx.run(query.updateTable('staff_services').set(values).where('id', '=', id));
}

export function deleteLink(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('staff_services').where('id', '=', id));
}

/** Brings the times of levels for a service in line with what is wanted. */
export function replaceServiceLevels(
  tx: Tx,
  serviceId: number,
  wanted: readonly {
    readonly levelId: number;
    readonly durationMin: number | null;
    readonly segments: readonly Segment[] | null;
  }[],
): void {
  const known = readServiceLevels(tx).filter((row) => row.service_id === serviceId);
  const rest = new Map(known.map((row) => [row.level_id, row]));
  for (const { levelId, durationMin, segments } of wanted) {
    const row = rest.get(levelId);
    rest.delete(levelId);
    const values = { duration_min: durationMin, segments_json: segments && JSON.stringify(segments) };
    if (!row) {
      tx.insert(query.insertInto('service_levels').values({ service_id: serviceId, level_id: levelId, ...values }));
    } else if (row.duration_min !== values.duration_min || row.segments_json !== values.segments_json) {
      tx.run(query.updateTable('service_levels').set(values).where('id', '=', row.id));
    }
  }
  for (const row of rest.values()) tx.run(query.deleteFrom('service_levels').where('id', '=', row.id));
}

/** A room or a piece of equipment that a service is linked to. */
export interface ServicePlace {
  readonly service_id: number;
  readonly room_id: number;
  readonly kind: 'room' | 'equipment';
}

/** Rooms and equipment of all services. */
export function readServicePlaces(reader: Reader): ServicePlace[] {
  return reader.all(
    sqlText<ServicePlace>(
      `select l.service_id, l.room_id, coalesce(r.kind, 'room') as kind
       from service_rooms l join rooms r on r.id = l.room_id order by r.position, r.id`,
    ),
  );
}

/** Rooms and equipment that are not archived, by id. */
export function readOpenPlaces(reader: Reader): Map<number, 'room' | 'equipment'> {
  const rows = reader.all(
    sqlText<{ id: number; kind: 'room' | 'equipment' }>(
      `select id, coalesce(kind, 'room') as kind from rooms where is_archived = 0`,
    ),
  );
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/** Brings the rooms and the equipment of a service in line with what is wanted. */
export function replaceServicePlaces(tx: Tx, serviceId: number, roomIds: readonly number[]): void {
  const known = tx.all(query.selectFrom('service_rooms').selectAll().where('service_id', '=', serviceId));
  const wanted = new Set(roomIds);
  for (const row of known) {
    if (!wanted.delete(row.room_id)) tx.run(query.deleteFrom('service_rooms').where('id', '=', row.id));
  }
  for (const roomId of wanted) {
    tx.insert(query.insertInto('service_rooms').values({ service_id: serviceId, room_id: roomId }));
  }
}
