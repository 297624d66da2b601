import { type Segment, shortPersonName } from '../../src-shared/journal/journal.rules.ts';
import type { BookingRule } from '../../src-shared/services/booking-rule.rules.ts';
import type { BundleItem } from '../../src-shared/services/bundle.rules.ts';
import type { PriceVersion } from '../../src-shared/services/price.rules.ts';
import type { FixedStarts } from '../../src-shared/services/timing.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type {
  CatalogueStaff,
  CatalogueService,
  CatalogueRoom,
  CatalogueBundle,
  Catalogue,
} from './journal-catalogue.ts';

/** Tables whose change makes the catalogue stale. */
export const CATALOGUE_TABLES = [
  'staff',
  'staff_services',
  'staff_rooms',
  'services',
  'service_prices',
  'service_levels',
  'service_rooms',
  'rooms',
  'levels',
  'bundles',
  'bundle_items',
] as const;

interface StaffRow {
  id: number;
  first_name: string;
  last_name: string;
  job_title: string;
  colour: string;
  hired_on: string | null;
  left_on: string | null;
  is_archived: number;
  level_id: number | null;
  is_gap_bookable: number | null;
  photo_file_id: number | null;
}

interface ServiceRow {
  id: number;
  category_id: number;
  name: string;
  price_minor: number;
  price_max_minor: number | null;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  segments_json: string | null;
  periodicity_days: number | null;
  is_online: number;
  is_archived: number;
  group_capacity: number | null;
  seats_from_room: number | null;
  is_gap_bookable: number | null;
  fixed_starts_json: string | null;
  booking_rule_json: string | null;
  patch_test_days: number | null;
  min_price_minor: number | null;
  discount_cap_bp: number | null;
  no_discount: number | null;
  no_bonus: number | null;
  vat_bp: number | null;
}

type StaffTerms = CatalogueService['staff'][number];
type LevelTerms = CatalogueService['levels'][number];

/** Reads the catalogue, archived rows too: old visits still name them. */
export function readCatalogue(reader: Reader): Catalogue {
  const pairs = readPairs(reader);
  const servicesByStaff = new Map<number, number[]>();
  const terms = new Map<number, StaffTerms[]>();
  for (const pair of pairs) {
    push(terms, pair.service_id, {
      staffId: pair.staff_id,
      priceMinor: pair.price_minor,
      durationMin: pair.duration_min,
      segments: parsed<Segment[]>(pair.segments_json),
    });
    if (pair.is_archived === 0) push(servicesByStaff, pair.staff_id, pair.service_id);
  }
  const rooms = readRooms(reader);
  return {
    staff: readStaff(reader, servicesByStaff),
    services: readServices(reader, terms, rooms),
    rooms,
    levels: new Map(
      reader
        .all(
          sqlText<{ id: number; name: string; percent_bp: number }>(
            'select id, name, percent_bp from levels order by position, id',
          ),
        )
        .map((row) => [row.id, { id: row.id, name: row.name, percentBp: row.percent_bp }]),
    ),
    bundles: readBundles(reader),
  };
}

function readPairs(reader: Reader) {
  return reader.all(
    sqlText<{
      staff_id: number;
      service_id: number;
      price_minor: number | null;
      duration_min: number | null;
      segments_json: string | null;
      is_archived: number;
    }>(
      `select o.staff_id, o.service_id, o.price_minor, o.duration_min, o.segments_json, s.is_archived
       from staff_services o join services s on s.id = o.service_id order by s.position, s.id`,
    ),
  );
}

function readStaff(reader: Reader, servicesByStaff: ReadonlyMap<number, number[]>): Catalogue['staff'] {
  const rooms = new Map<number, number[]>();
  const links = reader.all(
    sqlText<{ staff_id: number; room_id: number }>('select staff_id, room_id from staff_rooms order by room_id'),
  );
  for (const link of links) push(rooms, link.staff_id, link.room_id);
  const rows = reader.all(
    sqlText<StaffRow>(
      `select id, first_name, last_name, job_title, colour, hired_on, left_on, is_archived, level_id, is_gap_bookable,
              photo_file_id
       from staff order by is_archived, position, id`,
    ),
  );
  return new Map(
    rows.map((row): [number, CatalogueStaff] => [
      row.id,
      {
        id: row.id,
        firstName: row.first_name,
        lastName: row.last_name,
        shortName: shortPersonName(row.first_name, row.last_name),
        jobTitle: row.job_title,
        colour: row.colour,
        hiredOn: row.hired_on,
        leftOn: row.left_on,
        isArchived: row.is_archived === 1,
        serviceIds: servicesByStaff.get(row.id) ?? [],
        levelId: row.level_id,
        roomIds: rooms.get(row.id) ?? [],
        isGapBookable: row.is_gap_bookable !== 0,
        photoFileId: row.photo_file_id,
      },
    ]),
  );
}

function readServices(
  reader: Reader,
  terms: ReadonlyMap<number, readonly StaffTerms[]>,
  rooms: Catalogue['rooms'],
): Catalogue['services'] {
  const prices = readPrices(reader);
  const levels = new Map<number, LevelTerms[]>();
  const levelRows = reader.all(
    sqlText<{ service_id: number; level_id: number; duration_min: number | null; segments_json: string | null }>(
      'select service_id, level_id, duration_min, segments_json from service_levels order by id',
    ),
  );
  for (const row of levelRows) {
    const segments = parsed<Segment[]>(row.segments_json);
    push(levels, row.service_id, { levelId: row.level_id, durationMin: row.duration_min, segments });
  }
  const places = new Map<number, CatalogueRoom[]>();
  const links = reader.all(
    sqlText<{ service_id: number; room_id: number }>('select service_id, room_id from service_rooms order by room_id'),
  );
  for (const link of links) {
    const room = rooms.get(link.room_id);
    if (room) push(places, link.service_id, room);
  }
  const placesOf = (serviceId: number, kind: CatalogueRoom['kind']): number[] =>
    (places.get(serviceId) ?? []).filter((room) => room.kind === kind).map(({ id }) => id);
  const rows = reader.all(
    sqlText<ServiceRow>(
      `select id, category_id, name, price_minor, price_max_minor, duration_min, buffer_before_min, buffer_after_min,
         segments_json, periodicity_days, is_online, is_archived, group_capacity, seats_from_room, is_gap_bookable,
         fixed_starts_json, booking_rule_json, patch_test_days, min_price_minor, discount_cap_bp, no_discount, no_bonus, vat_bp
       from services order by position, id`,
    ),
  );
  return new Map(
    rows.map((row): [number, CatalogueService] => [
      row.id,
      {
        id: row.id,
        categoryId: row.category_id,
        name: row.name,
        priceMinor: row.price_minor,
        priceMaxMinor: row.price_max_minor,
        prices: prices.get(row.id) ?? [],
        durationMin: row.duration_min,
        bufferBeforeMin: row.buffer_before_min,
        bufferAfterMin: row.buffer_after_min,
        segments: parsed<Segment[]>(row.segments_json),
        staff: terms.get(row.id) ?? [],
        levels: levels.get(row.id) ?? [],
        isOnline: row.is_online === 1,
        isArchived: row.is_archived === 1,
        periodicityDays: row.periodicity_days,
        roomIds: placesOf(row.id, 'room'),
        equipmentIds: placesOf(row.id, 'equipment'),
        groupCapacity: row.group_capacity,
        seatsFromRoom: row.seats_from_room === 1,
        isGapBookable: row.is_gap_bookable !== 0,
        fixedStarts: parsed<FixedStarts>(row.fixed_starts_json),
        bookingRule: parsed<BookingRule>(row.booking_rule_json),
        patchTestDays: row.patch_test_days,
        minPriceMinor: row.min_price_minor,
        discountCapBp: row.discount_cap_bp,
        noDiscount: row.no_discount === 1,
        noBonus: row.no_bonus === 1,
        vatBp: row.vat_bp,
      },
    ]),
  );
}

function readPrices(reader: Reader): Map<number, PriceVersion[]> {
  const prices = new Map<number, PriceVersion[]>();
  const rows = reader.all(
    sqlText<{
      service_id: number;
      list_id: number | null;
      level_id: number | null;
      staff_id: number | null;
      valid_from: string;
      price_minor: number;
      price_max_minor: number | null;
      is_end: number | null;
    }>(
      `select service_id, list_id, level_id, staff_id, valid_from, price_minor, price_max_minor, is_end
       from service_prices order by valid_from, id`,
    ),
  );
  for (const row of rows) {
    push(prices, row.service_id, {
      listId: row.list_id,
      levelId: row.level_id,
      staffId: row.staff_id,
      validFrom: row.valid_from,
      priceMinor: row.is_end === 1 ? null : row.price_minor,
      priceMaxMinor: row.price_max_minor,
    });
  }
  return prices;
}

function readRooms(reader: Reader): Catalogue['rooms'] {
  const rows = reader.all(
    sqlText<{ id: number; name: string; capacity: number; is_archived: number; kind: CatalogueRoom['kind'] | null }>(
      'select id, name, capacity, is_archived, kind from rooms order by position, id',
    ),
  );
  return new Map(
    rows.map((row): [number, CatalogueRoom] => [
      row.id,
      {
        id: row.id,
        name: row.name,
        capacity: row.capacity,
        isArchived: row.is_archived === 1,
        kind: row.kind ?? 'room',
      },
    ]),
  );
}

function readBundles(reader: Reader): Catalogue['bundles'] {
  const items = new Map<number, BundleItem[]>();
  const itemRows = reader.all(
    sqlText<{ bundle_id: number; service_id: number; is_parallel: number }>(
      'select bundle_id, service_id, is_parallel from bundle_items order by bundle_id, position',
    ),
  );
  for (const row of itemRows) {
    push(items, row.bundle_id, { serviceId: row.service_id, isParallel: row.is_parallel === 1 });
  }
  const rows = reader.all(
    sqlText<{
      id: number;
      category_id: number;
      name: string;
      price_minor: number | null;
      is_online: number;
      is_archived: number;
    }>('select id, category_id, name, price_minor, is_online, is_archived from bundles order by position, id'),
  );
  return new Map(
    rows.map((row): [number, CatalogueBundle] => [
      row.id,
      {
        id: row.id,
        categoryId: row.category_id,
        name: row.name,
        priceMinor: row.price_minor,
        isOnline: row.is_online === 1,
        isArchived: row.is_archived === 1,
        items: items.get(row.id) ?? [],
      },
    ]),
  );
}

function push<Item>(lists: Map<number, Item[]>, key: number, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function parsed<Value>(json: string | null): Value | null {
  return json === null ? null : (JSON.parse(json) as Value);
}
