import type { z } from 'zod';
import type { CategoryId, ServiceId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { bookingRuleFault } from '../../src-shared/services/booking-rule.rules.ts';
import type { Bundle } from '../../src-shared/services/bundles.contract.ts';
import type { Level, PriceList } from '../../src-shared/services/pricing.contract.ts';
import type { Category, Service, servicesContract } from '../../src-shared/services/services.contract.ts';
import { type Segment, serviceFault } from '../../src-shared/services/services.rules.ts';
import { timeOverrideFault } from '../../src-shared/services/timing.rules.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { BundlesService } from './bundles.service.ts';
import { CategoriesService, openAbove } from './categories.service.ts';
import {
  activeCategory,
  assertDistinct,
  assertNameFree,
  requireRow,
  requireService,
  toBit,
} from './catalogue-checks.ts';
import { readLevels } from './pricing.repository.ts';
import { PricingService } from './pricing.service.ts';
import { type ServiceValues, categoryOf, serviceColumns, servicesOf } from './service-rows.ts';
import {
  type OwnTerms,
  type ServiceRow,
  hasBareOwnTime,
  hasOwnSegments,
  insertService,
  readActiveStaffIds,
  readActiveStaffServices,
  readCategories,
  readLinksOfService,
  readLinksOfStaff,
  readOpenPlaces,
  readServices,
  readServicesOf,
  replaceLinks,
  replaceServiceLevels,
  replaceServicePlaces,
  updateService,
} from './services.repository.ts';

type Contract = typeof servicesContract;
/** Parsed input of a procedure of the price list. */
export type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** What a master does and on which own terms; absent segments stay as they are. */
export interface StaffTerms extends Omit<OwnTerms, 'segments'> {
  readonly serviceId: ServiceId;
  readonly segments?: readonly Segment[] | null;
}

type StaffInput = Input<'setStaff'>['staff'];

/** The price list and who does what. */
export class ServicesService {
  readonly #deps: ServiceDeps;
  readonly categories: CategoriesService;
  readonly pricing: PricingService;
  readonly bundles: BundlesService;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
    this.categories = new CategoriesService(deps);
    this.pricing = new PricingService(deps);
    this.bundles = new BundlesService(deps);
  }

  /** The price list in its order, with everything a price or a time comes from. */
  list(withArchived: boolean): {
    categories: Category[];
    services: Service[];
    levels: Level[];
    priceLists: PriceList[];
    bundles: Bundle[];
  } {
    const { reader } = this.#deps.store;
    const isShown = (row: { is_archived: 0 | 1 }) => withArchived || row.is_archived === 0;
    const isUsed = (item: { isArchived: boolean }) => withArchived || !item.isArchived;
    return {
      categories: readCategories(reader).filter(isShown).map(categoryOf),
      services: servicesOf(reader, readServices(reader).filter(isShown)),
      levels: this.pricing.levels(reader).filter(isUsed),
      priceLists: this.pricing.priceLists(reader).filter(isUsed),
      bundles: this.bundles.list(reader).filter(isUsed),
    };
  }

  /** @throws DomainError NOT_FOUND (category, room, level, master), ALREADY_EXISTS, INVALID_INPUT */
  create(caller: Caller, input: Input<'create'>): { commandId: number | null; serviceId: ServiceId } {
    const { value, commandId } = this.#run(caller, 'services.create', (tx) => {
      activeCategory(tx, input.categoryId);
      const siblings = readServicesOf(tx, input.categoryId);
      assertNameFree('service', input.name, siblings, null);
      assertConsistent(tx, input);
      tx.summary = { key: 'services.create', values: { name: input.name } };
      const position = (siblings.at(-1)?.position ?? 0) + 1;
      const id = insertService(tx, { ...serviceColumns(input), position });
      writeLinks(tx, id, input);
      if (input.staff) writeStaff(tx, requireService(tx, id), input.staff);
      return id;
    });
    return { commandId, serviceId: value as ServiceId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  update(caller: Caller, input: Input<'update'>): { commandId: number | null; version: number } {
    const { value, commandId } = this.#run(caller, 'services.update', (tx) => {
      const row = requireService(tx, input.serviceId);
      assertVersion(input.version, row.version, 'service');
      const [service] = servicesOf(tx, [row]);
      const { staff: _, prices: __, ...before } = service!;
      const { staff, ...values } = input.values;
      const after = patched(before, values);
      tx.summary = { key: 'services.update', values: { name: after.name } };
      const isChanged = !isSame(before, after);
      if (isChanged) {
        if (after.categoryId !== before.categoryId) activeCategory(tx, after.categoryId);
        if (!before.isArchived) assertNameFree('service', after.name, readServicesOf(tx, after.categoryId), row.id);
        assertConsistent(tx, after, before);
        updateService(tx, row.id, { ...serviceColumns(after), version: row.version + 1 });
        writeLinks(tx, row.id, after);
      }
      if (staff) writeStaff(tx, requireService(tx, row.id), staff);
      if (after.segments && hasBareOwnTime(tx, row.id)) {
        throw new DomainError('INVALID_INPUT', { field: 'segments', fault: 'STAFF_HAVE_OWN_TIME' });
      }
      if (!after.segments && hasOwnSegments(tx, row.id)) {
        throw new DomainError('INVALID_INPUT', { field: 'segments', fault: 'STAFF_HAVE_OWN_SEGMENTS' });
      }
      return isChanged ? row.version + 1 : row.version;
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
        openAbove(tx, row.category_id);
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
      writeStaff(tx, row, input.staff);
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
    const known = readLinksOfStaff(tx, staffId);
    const wanted = terms.map((item) => {
      const row = requireService(tx, item.serviceId);
      if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'service', id: item.serviceId });
      const before = known.find((link) => link.service_id === row.id)?.segments_json ?? null;
      const kept = before === null ? null : (JSON.parse(before) as Segment[]);
      const whole = { ...item, segments: item.segments === undefined ? kept : item.segments, staffId };
      assertOwnTime(row, whole);
      return whole;
    });
    assertDistinct(terms.map(({ serviceId }) => serviceId));
    replaceLinks(tx, known, wanted);
  }

  /** @throws DomainError NOT_FOUND, ALREADY_EXISTS, INVALID_INPUT */
  createCategory(caller: Caller, input: Input<'createCategory'>): { commandId: number | null; categoryId: CategoryId } {
    return this.categories.create(caller, input);
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT, CONFLICT (data.count in use) */
  updateCategory(caller: Caller, input: Input<'updateCategory'>): { commandId: number | null } {
    return this.categories.update(caller, input);
  }

  /** New order of a category's services. @throws DomainError NOT_FOUND, ALREADY_EXISTS */
  reorder(caller: Caller, input: Input<'reorder'>): { commandId: number | null } {
    return this.categories.reorderServices(caller, input);
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function toTerms(row: { service_id: number; price_minor: number | null; duration_min: number | null }): StaffTerms {
  return { serviceId: row.service_id as ServiceId, priceMinor: row.price_minor, durationMin: row.duration_min };
}

/** Rooms, equipment and times of levels. */
function writeLinks(tx: Tx, serviceId: number, values: ServiceValues): void {
  replaceServicePlaces(tx, serviceId, [...values.roomIds, ...values.equipmentIds]);
  const levels = values.levels.map((level) => ({
    ...level,
    durationMin: level.segments ? null : level.durationMin,
  }));
  replaceServiceLevels(
    tx,
    serviceId,
    levels.filter(({ durationMin, segments }) => durationMin !== null || segments !== null),
  );
}

function writeStaff(tx: Tx, row: ServiceRow, staff: StaffInput): void {
  const active = readActiveStaffIds(tx);
  for (const terms of staff) {
    if (!active.has(terms.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: terms.staffId });
    assertOwnTime(row, terms);
  }
  assertDistinct(staff.map(({ staffId }) => staffId));
  replaceLinks(
    tx,
    readLinksOfService(tx, row.id),
    staff.map((terms) => ({
      ...terms,
      durationMin: terms.segments ? null : terms.durationMin,
      serviceId: row.id,
    })),
  );
}

/** Everything about a service fits together; what was linked before may stay though it is archived by now. */
function assertConsistent(reader: Reader, service: ServiceValues, before?: ServiceValues): void {
  const fault = serviceFault(service);
  if (fault) throw new DomainError('INVALID_INPUT', fault);
  const places = readOpenPlaces(reader);
  const kinds = [
    ['roomIds', 'room'],
    ['equipmentIds', 'equipment'],
  ] as const;
  for (const [field, kind] of kinds) {
    assertDistinct(service[field]);
    const unknown = service[field].find((id) => places.get(id) !== kind && !before?.[field].includes(id));
    if (unknown !== undefined) throw new DomainError('NOT_FOUND', { what: 'room', id: unknown });
  }
  const levels = readLevels(reader);
  assertDistinct(service.levels.map(({ levelId }) => levelId));
  for (const level of service.levels) {
    const { name } = requireRow(levels, level.levelId, 'level');
    const wrong = timeOverrideFault(service, level);
    if (wrong) throw new DomainError('INVALID_INPUT', { field: 'levels', fault: wrong, name });
  }
  const rule = service.bookingRule;
  const ruleFault = rule && bookingRuleFault(rule);
  if (ruleFault) throw new DomainError('INVALID_INPUT', { field: 'bookingRule', fault: ruleFault });
  for (const id of rule?.afterServiceIds ?? []) requireService(reader, id);
  const dates = service.fixedStarts?.dates.map(({ localDate }) => localDate) ?? [];
  if (new Set(dates).size !== dates.length) {
    throw new DomainError('INVALID_INPUT', { field: 'fixedStarts', fault: 'DATE_TWICE' });
  }
}

/** An own time of a service in segments says which segment it changes (A5). */
function assertOwnTime(
  row: ServiceRow,
  { durationMin, segments }: { durationMin: number | null; segments: readonly Segment[] | null },
): void {
  const usual = row.segments_json === null ? null : (JSON.parse(row.segments_json) as Segment[]);
  const fault = timeOverrideFault({ segments: usual }, { durationMin, segments });
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'durationMin', fault, name: row.name });
}
