import type { z } from 'zod';
import type { CategoryId, LevelId, PriceListId, ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { Category, Service, servicesContract } from '../../src-shared/services/services.contract.ts';
import { type Segment, type ServiceShape, serviceFault } from '../../src-shared/services/services.rules.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type CategoryRow,
  type OwnTerms,
  type PriceRow,
  type ServiceRow,
  findCategory,
  findService,
  hasOwnDuration,
  insertCategory,
  insertService,
  readActiveStaffIds,
  readActiveStaffServices,
  readCategories,
  readPrices,
  readServiceLevels,
  readStaffLevels,
  readLinksOfService,
  readLinksOfStaff,
  readServices,
  readServicesOf,
  replaceLinks,
  updateCategory,
  updateService,
} from './services.repository.ts';

type Contract = typeof servicesContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** What a master does and on which own terms. */
export interface StaffTerms extends OwnTerms {
  readonly serviceId: ServiceId;
}

/** The price list and who does what. */
export class ServicesService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  /** The price list in its order. */
  list(withArchived: boolean): { categories: Category[]; services: Service[] } {
    const { reader } = this.#deps.store;
    const links = Map.groupBy(readActiveStaffServices(reader), (row) => row.service_id);
    const prices = Map.groupBy(readPrices(reader), (row) => row.service_id);
    const levels = Map.groupBy(readServiceLevels(reader), (row) => row.service_id);
    const staffLevels = readStaffLevels(reader);
    const isShown = (row: { is_archived: 0 | 1 }) => withArchived || row.is_archived === 0;
    return {
      categories: readCategories(reader).filter(isShown).map(toCategory),
      services: readServices(reader)
        .filter(isShown)
        .map((row) => ({
          ...toService(row),
          staff: (links.get(row.id) ?? []).map((link) => ({
            staffId: link.staff_id as StaffId,
            priceMinor: link.price_minor,
            durationMin: link.duration_min,
            segments: parsed<Segment[]>(link.segments_json),
            level: (staffLevels.get(link.staff_id) ?? null) as Service['staff'][number]['level'],
          })),
          prices: (prices.get(row.id) ?? []).map(toPrice),
          levels: (levels.get(row.id) ?? []).map((level) => ({
            levelId: level.level_id as LevelId,
            durationMin: level.duration_min,
            segments: parsed<Segment[]>(level.segments_json),
          })),
        })),
    };
  }

  /** @throws DomainError NOT_FOUND (category), ALREADY_EXISTS, INVALID_INPUT */
  create(caller: Caller, input: Input<'create'>): { commandId: number | null; serviceId: ServiceId } {
    const { value, commandId } = this.#run(caller, 'services.create', (tx) => {
      activeCategory(tx, input.categoryId);
      const siblings = readServicesOf(tx, input.categoryId);
      assertNameFree('service', input.name, siblings, null);
      assertConsistent(input);
      tx.summary = { key: 'services.create', values: { name: input.name } };
      return insertService(tx, {
        category_id: input.categoryId,
        name: input.name,
        price_minor: input.priceMinor,
        price_max_minor: input.priceMaxMinor,
        duration_min: input.durationMin,
        buffer_before_min: input.bufferBeforeMin,
        buffer_after_min: input.bufferAfterMin,
        segments_json: input.segments && JSON.stringify(input.segments),
        periodicity_days: input.periodicityDays,
        is_online: input.isOnline ? 1 : 0,
        position: (siblings.at(-1)?.position ?? 0) + 1,
      });
    });
    return { commandId, serviceId: value as ServiceId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  update(caller: Caller, input: Input<'update'>): { commandId: number | null; version: number } {
    const { value, commandId } = this.#run(caller, 'services.update', (tx) => {
      const row = requireService(tx, input.serviceId);
      assertVersion(input.version, row.version, 'service');
      const before = toService(row);
      const after = patched(before, input.values);
      if (isSame(before, after)) return row.version;
      if (after.categoryId !== before.categoryId) activeCategory(tx, after.categoryId);
      if (!before.isArchived) {
        assertNameFree('service', after.name, readServicesOf(tx, after.categoryId), row.id);
      }
      assertConsistent(after);
      if (after.segments && !before.segments && hasOwnDuration(tx, row.id)) {
        throw new DomainError('INVALID_INPUT', { field: 'segments', fault: 'STAFF_HAVE_OWN_TIME' });
      }
      updateService(tx, row.id, {
        category_id: after.categoryId,
        name: after.name,
        price_minor: after.priceMinor,
        price_max_minor: after.priceMaxMinor,
        duration_min: after.durationMin,
        buffer_before_min: after.bufferBeforeMin,
        buffer_after_min: after.bufferAfterMin,
        segments_json: after.segments && JSON.stringify(after.segments),
        periodicity_days: after.periodicityDays,
        is_online: after.isOnline ? 1 : 0,
        version: row.version + 1,
      });
      tx.summary = { key: 'services.update', values: { name: after.name } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS (back from the archive) */
  setArchived(caller: Caller, input: Input<'setArchived'>): { commandId: number | null } {
    const name = input.isArchived ? 'services.archive' : 'services.unarchive';
    const { commandId } = this.#run(caller, name, (tx) => {
      const row = requireService(tx, input.serviceId);
      assertVersion(input.version, row.version, 'service');
      if (row.is_archived === toBit(input.isArchived)) return;
      if (!input.isArchived) {
        assertNameFree('service', row.name, readServicesOf(tx, row.category_id), row.id);
        const category = requireCategory(tx, row.category_id);
        if (category.is_archived === 1) {
          assertNameFree('serviceCategory', category.name, readCategories(tx), category.id);
          updateCategory(tx, category.id, { is_archived: 0, version: category.version + 1 });
        }
      }
      updateService(tx, row.id, { is_archived: toBit(input.isArchived), version: row.version + 1 });
      tx.summary = { key: name, values: { name: row.name } };
    });
    return { commandId };
  }

  /** Replaces who does a service. @throws DomainError NOT_FOUND, INVALID_INPUT */
  setStaff(caller: Caller, input: Input<'setStaff'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.setStaff', (tx) => {
      const row = requireService(tx, input.serviceId);
      const known = readActiveStaffIds(tx);
      for (const { staffId, durationMin } of input.staff) {
        if (!known.has(staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
        assertOwnTime(row, durationMin);
      }
      assertDistinct(input.staff.map(({ staffId }) => staffId));
      const wanted = input.staff.map((terms) => ({ ...terms, serviceId: row.id }));
      replaceLinks(tx, readLinksOfService(tx, row.id), wanted);
      tx.summary = { key: 'services.setStaff', values: { name: row.name } };
    });
    return { commandId };
  }

  /** Services that masters do, by master; archived ones are left out. */
  termsByStaff(reader: Reader): Map<number, StaffTerms[]> {
    const byStaff = Map.groupBy(readActiveStaffServices(reader), (row) => row.staff_id);
    return new Map([...byStaff].map(([staffId, rows]) => [staffId, rows.map(toTerms)]));
  }

  /** Replaces what a master does, inside a running unit of work. @throws DomainError NOT_FOUND, INVALID_INPUT */
  writeTermsOf(tx: Tx, staffId: number, terms: readonly StaffTerms[]): void {
    for (const { serviceId, durationMin } of terms) {
      const row = requireService(tx, serviceId);
      if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'service', id: serviceId });
      assertOwnTime(row, durationMin);
    }
    assertDistinct(terms.map(({ serviceId }) => serviceId));
    replaceLinks(
      tx,
      readLinksOfStaff(tx, staffId),
      terms.map((item) => ({ ...item, staffId })),
    );
  }

  /** @throws DomainError ALREADY_EXISTS */
  createCategory(caller: Caller, input: Input<'createCategory'>): { commandId: number | null; categoryId: CategoryId } {
    const { value, commandId } = this.#run(caller, 'services.createCategory', (tx) => {
      const categories = readCategories(tx);
      assertNameFree('serviceCategory', input.name, categories, null);
      tx.summary = { key: 'services.createCategory', values: { name: input.name } };
      const position = (categories.at(-1)?.position ?? 0) + 1;
      return insertCategory(tx, { name: input.name, parent_id: null, colour: input.colour, position });
    });
    return { commandId, categoryId: value as CategoryId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, CONFLICT (data.count services in use) */
  updateCategory(caller: Caller, input: Input<'updateCategory'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.updateCategory', (tx) => {
      const row = requireCategory(tx, input.categoryId);
      assertVersion(input.version, row.version, 'serviceCategory');
      const { name = row.name, colour = row.colour, isArchived = row.is_archived === 1 } = input.values;
      if (name === row.name && colour === row.colour && isArchived === (row.is_archived === 1)) return;
      if (!isArchived) assertNameFree('serviceCategory', name, readCategories(tx), row.id);
      if (isArchived && row.is_archived === 0) {
        const count = readServicesOf(tx, row.id).filter((service) => service.is_archived === 0).length;
        if (count > 0) throw new DomainError('CONFLICT', { what: 'serviceCategory', name: row.name, count });
      }
      updateCategory(tx, row.id, { name, colour, is_archived: toBit(isArchived), version: row.version + 1 });
      tx.summary = { key: 'services.updateCategory', values: { name } };
    });
    return { commandId };
  }

  /** New order of a category; services not named keep their order after the named ones. @throws DomainError NOT_FOUND */
  reorder(caller: Caller, input: Input<'reorder'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.reorder', (tx) => {
      const category = requireCategory(tx, input.categoryId);
      const rest = new Map(readServicesOf(tx, category.id).map((row) => [row.id, row]));
      const ordered: ServiceRow[] = [];
      for (const serviceId of input.serviceIds) {
        const row = rest.get(serviceId);
        if (!row) throw new DomainError('NOT_FOUND', { what: 'service', id: serviceId });
        rest.delete(serviceId);
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

const toBit = (flag: boolean): 0 | 1 => (flag ? 1 : 0);

function toCategory(row: CategoryRow): Category {
  return {
    id: row.id as CategoryId,
    name: row.name,
    colour: row.colour as Category['colour'],
    position: row.position,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}

function toService(row: ServiceRow): Omit<Service, 'staff' | 'prices' | 'levels'> {
  return {
    id: row.id as ServiceId,
    categoryId: row.category_id as CategoryId,
    name: row.name,
    priceMinor: row.price_minor,
    priceMaxMinor: row.price_max_minor,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    segments: parsed<Segment[]>(row.segments_json),
    periodicityDays: row.periodicity_days,
    isOnline: row.is_online === 1,
    position: row.position,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}

function toPrice(row: PriceRow): Service['prices'][number] {
  return {
    listId: row.list_id as PriceListId | null,
    levelId: row.level_id as LevelId | null,
    staffId: row.staff_id as StaffId | null,
    validFrom: row.valid_from,
    priceMinor: row.is_end === 1 ? null : row.price_minor,
    priceMaxMinor: row.price_max_minor,
  };
}

function parsed<Value>(json: string | null): Value | null {
  return json === null ? null : (JSON.parse(json) as Value);
}

function toTerms(row: { service_id: number; price_minor: number | null; duration_min: number | null }): StaffTerms {
  return { serviceId: row.service_id as ServiceId, priceMinor: row.price_minor, durationMin: row.duration_min };
}

function requireService(reader: Reader, id: number): ServiceRow {
  const row = findService(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'service', id });
  return row;
}

function requireCategory(reader: Reader, id: number): CategoryRow {
  const row = findCategory(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'serviceCategory', id });
  return row;
}

function activeCategory(reader: Reader, id: number): CategoryRow {
  const row = requireCategory(reader, id);
  if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'serviceCategory', id });
  return row;
}

function assertNameFree(
  what: 'service' | 'serviceCategory',
  name: string,
  rows: readonly { id: number; name: string; is_archived: 0 | 1 }[],
  ownId: number | null,
): void {
  const folded = fold(name);
  const taken = rows.find((row) => row.id !== ownId && row.is_archived === 0 && fold(row.name) === folded);
  if (taken) throw new DomainError('ALREADY_EXISTS', { what, name: taken.name, id: taken.id });
}

function assertConsistent(service: ServiceShape): void {
  const fault = serviceFault(service);
  if (fault) throw new DomainError('INVALID_INPUT', fault);
}

/** An own time of a service in segments would have to say which segment it changes (A5). */
function assertOwnTime(row: ServiceRow, durationMin: number | null): void {
  if (row.segments_json === null || durationMin === null) return;
  throw new DomainError('INVALID_INPUT', { field: 'durationMin', fault: 'SERVICE_HAS_SEGMENTS', name: row.name });
}

function assertDistinct(ids: readonly number[]): void {
  if (new Set(ids).size !== ids.length) throw new DomainError('INVALID_INPUT', { field: 'id', fault: 'DUPLICATE' });
}
