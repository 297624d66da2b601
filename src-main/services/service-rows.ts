import type { Insertable } from 'kysely';
import type { ServicesTable } from '../../db/schema.ts';
import type { CategoryId, LevelId, PriceListId, RoomId, ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import { type Segment, segmentsTotalMin } from '../../src-shared/services/services.rules.ts';
import type { Reader } from '../store/executor.ts';
import { toBit } from './catalogue-checks.ts';
import type { PriceRow } from './pricing.repository.ts';
import {
  type CategoryRow,
  type ServiceRow,
  readActiveStaffServices,
  readPrices,
  readServiceLevels,
  readServicePlaces,
  readStaffLevels,
} from './services.repository.ts';

/** What the form of a service fills in, without who does it. */
export type ServiceValues = Omit<Service, 'id' | 'position' | 'isArchived' | 'version' | 'staff' | 'prices'>;

/** The rows as services of the contract, in their order. */
export function servicesOf(reader: Reader, rows: readonly ServiceRow[]): Service[] {
  const links = Map.groupBy(readActiveStaffServices(reader), (row) => row.service_id);
  const prices = Map.groupBy(readPrices(reader), (row) => row.service_id);
  const levels = Map.groupBy(readServiceLevels(reader), (row) => row.service_id);
  const places = Map.groupBy(readServicePlaces(reader), (row) => row.service_id);
  const staffLevels = readStaffLevels(reader);
  const placesOf = (row: ServiceRow, kind: 'room' | 'equipment'): RoomId[] =>
    (places.get(row.id) ?? []).filter((place) => place.kind === kind).map(({ room_id: id }) => id as RoomId);
  return rows.map((row) => ({
    id: row.id as ServiceId,
    categoryId: row.category_id as CategoryId,
    name: row.name,
    icon: row.icon as Service['icon'],
    priceMinor: row.price_minor,
    priceMaxMinor: row.price_max_minor,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    segments: parsed<Segment[]>(row.segments_json),
    levels: (levels.get(row.id) ?? []).map((level) => ({
      levelId: level.level_id as LevelId,
      durationMin: level.duration_min,
      segments: parsed<Segment[]>(level.segments_json),
    })),
    periodicityDays: row.periodicity_days,
    patchTestDays: row.patch_test_days,
    isOnline: row.is_online === 1,
    groupCapacity: row.group_capacity,
    seatsFromRoom: row.seats_from_room === 1,
    isGapBookable: row.is_gap_bookable !== 0,
    roomIds: placesOf(row, 'room'),
    equipmentIds: placesOf(row, 'equipment'),
    fixedStarts: parsed<NonNullable<Service['fixedStarts']>>(row.fixed_starts_json),
    bookingRule: parsed<NonNullable<Service['bookingRule']>>(row.booking_rule_json),
    minPriceMinor: row.min_price_minor,
    discountCapBp: row.discount_cap_bp,
    noDiscount: row.no_discount === 1,
    noBonus: row.no_bonus === 1,
    vatBp: row.vat_bp,
    position: row.position,
    isArchived: row.is_archived === 1,
    version: row.version,
    staff: (links.get(row.id) ?? []).map((link) => ({
      staffId: link.staff_id as StaffId,
      priceMinor: link.price_minor,
      durationMin: link.duration_min,
      segments: parsed<Segment[]>(link.segments_json),
      level: (staffLevels.get(link.staff_id) ?? null) as Service['staff'][number]['level'],
    })),
    prices: (prices.get(row.id) ?? []).map(priceOfRow),
  }));
}

/** The columns of a service's own row. */
export function serviceColumns(values: ServiceValues): Omit<Insertable<ServicesTable>, 'position'> {
  return {
    category_id: values.categoryId,
    name: values.name,
    icon: values.icon,
    price_minor: values.priceMinor,
    price_max_minor: values.priceMaxMinor,
    duration_min: values.segments ? segmentsTotalMin(values.segments) : values.durationMin,
    buffer_before_min: values.bufferBeforeMin,
    buffer_after_min: values.bufferAfterMin,
    segments_json: values.segments && JSON.stringify(values.segments),
    periodicity_days: values.periodicityDays,
    patch_test_days: values.patchTestDays,
    is_online: toBit(values.isOnline),
    group_capacity: values.groupCapacity,
    seats_from_room: values.seatsFromRoom ? 1 : null,
    is_gap_bookable: values.isGapBookable ? null : 0,
    fixed_starts_json: values.fixedStarts && JSON.stringify(values.fixedStarts),
    booking_rule_json: values.bookingRule && JSON.stringify(values.bookingRule),
    min_price_minor: values.minPriceMinor,
    discount_cap_bp: values.discountCapBp,
    no_discount: values.noDiscount ? 1 : null,
    no_bonus: values.noBonus ? 1 : null,
    vat_bp: values.vatBp,
  };
}

/** A dated price of the contract. */
export function priceOfRow(row: PriceRow): Service['prices'][number] {
  return {
    listId: row.list_id as PriceListId | null,
    levelId: row.level_id as LevelId | null,
    staffId: row.staff_id as StaffId | null,
    validFrom: row.valid_from,
    priceMinor: row.is_end === 1 ? null : row.price_minor,
    priceMaxMinor: row.price_max_minor,
  };
}

/** A category of the contract. */
export function categoryOf(row: CategoryRow): Category {
  return {
    id: row.id as CategoryId,
    parentId: row.parent_id as CategoryId | null,
    name: row.name,
    colour: row.colour as Category['colour'],
    icon: row.icon as Category['icon'],
    position: row.position,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}

function parsed<Value>(json: string | null): Value | null {
  return json === null ? null : (JSON.parse(json) as Value);
}
