import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Segment, shortPersonName } from '../../src-shared/journal/journal.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

export interface CatalogueStaff {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly shortName: string;
  readonly jobTitle: string;
  readonly colour: string;
  readonly hiredOn: LocalDate | null;
  readonly leftOn: LocalDate | null;
  readonly isArchived: boolean;
  readonly serviceIds: readonly number[];
}

export interface CatalogueService {
  readonly id: number;
  readonly categoryId: number;
  readonly name: string;
  readonly priceMinor: number;
  readonly priceMaxMinor: number | null;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly segments: readonly Segment[] | null;
}

export interface CatalogueRoom {
  readonly id: number;
  readonly name: string;
  readonly capacity: number;
  readonly isArchived: boolean;
}

/** A master's own price and time of a service; null where they are the service's (P1, A5). */
export interface MasterOverride {
  readonly priceMinor: number | null;
  readonly durationMin: number | null;
}

/** Masters, services and rooms as the journal shows and prices them. Read once, read again after a change of theirs. */
export interface Catalogue {
  /** In the order of the journal. */
  readonly staff: ReadonlyMap<number, CatalogueStaff>;
  readonly services: ReadonlyMap<number, CatalogueService>;
  readonly rooms: ReadonlyMap<number, CatalogueRoom>;
  overrideOf(staffId: number, serviceId: number): MasterOverride | undefined;
}

/** Tables whose change makes the catalogue stale. */
export const CATALOGUE_TABLES = ['staff', 'staff_services', 'services', 'rooms'] as const;

interface StaffRow {
  id: number;
  first_name: string;
  last_name: string;
  job_title: string;
  colour: string;
  hired_on: string | null;
  left_on: string | null;
  is_archived: number;
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
}

/** Reads the catalogue, archived rows too: old visits still name them. */
export function readCatalogue(reader: Reader): Catalogue {
  const overrides = new Map<string, MasterOverride>();
  const servicesByStaff = new Map<number, number[]>();
  const pairs = reader.all(
    sqlText<{ staff_id: number; service_id: number; price_minor: number | null; duration_min: number | null }>(
      `select o.staff_id, o.service_id, o.price_minor, o.duration_min from staff_services o
       join services s on s.id = o.service_id where s.is_archived = 0 order by s.position, s.id`,
    ),
  );
  for (const pair of pairs) {
    overrides.set(`${pair.staff_id}/${pair.service_id}`, {
      priceMinor: pair.price_minor,
      durationMin: pair.duration_min,
    });
    const list = servicesByStaff.get(pair.staff_id);
    if (list) list.push(pair.service_id);
    else servicesByStaff.set(pair.staff_id, [pair.service_id]);
  }
  const staff = reader
    .all(
      sqlText<StaffRow>(
        `select id, first_name, last_name, job_title, colour, hired_on, left_on, is_archived from staff
         order by is_archived, position, id`,
      ),
    )
    .map((row): [number, CatalogueStaff] => [
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
      },
    ]);
  const services = reader
    .all(
      sqlText<ServiceRow>(
        `select id, category_id, name, price_minor, price_max_minor, duration_min, buffer_before_min, buffer_after_min,
           segments_json from services`,
      ),
    )
    .map((row): [number, CatalogueService] => [
      row.id,
      {
        id: row.id,
        categoryId: row.category_id,
        name: row.name,
        priceMinor: row.price_minor,
        priceMaxMinor: row.price_max_minor,
        durationMin: row.duration_min,
        bufferBeforeMin: row.buffer_before_min,
        bufferAfterMin: row.buffer_after_min,
        segments: row.segments_json === null ? null : (JSON.parse(row.segments_json) as Segment[]),
      },
    ]);
  const rooms = reader
    .all(
      sqlText<{ id: number; name: string; capacity: number; is_archived: number }>(
        'select id, name, capacity, is_archived from rooms order by position, id',
      ),
    )
    .map((row): [number, CatalogueRoom] => [
      row.id,
      { id: row.id, name: row.name, capacity: row.capacity, isArchived: row.is_archived === 1 },
    ]);
  return {
    staff: new Map(staff),
    services: new Map(services),
    rooms: new Map(rooms),
    overrideOf: (staffId, serviceId) => overrides.get(`${staffId}/${serviceId}`),
  };
}

/**
 * Whether a master is not employed on a day: before hired_on, after left_on, or archived without a last day.
 *
 * An archived master with a last day may still be entered for the days before it.
 */
export function isAway(person: CatalogueStaff, localDate: LocalDate): boolean {
  if (person.hiredOn !== null && localDate < person.hiredOn) return true;
  if (person.leftOn !== null) return localDate > person.leftOn;
  return person.isArchived;
}

/** Price of a service by a master (P1, simple form): the master's own, else the service's. */
export function priceOf(catalogue: Catalogue, staffId: number, service: CatalogueService): number {
  return catalogue.overrideOf(staffId, service.id)?.priceMinor ?? service.priceMinor;
}

/** Length of a service by a master (A5): the master's own, else the service's. */
export function durationOf(catalogue: Catalogue, staffId: number, service: CatalogueService): number {
  return catalogue.overrideOf(staffId, service.id)?.durationMin ?? service.durationMin;
}
