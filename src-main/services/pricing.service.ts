import type { LevelId, PriceListId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { type PricedService, ownPriceAt } from '../../src-shared/services/price.rules.ts';
import type { Level, PriceList, TermsCell } from '../../src-shared/services/pricing.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { assertNameFree, requireRow, requireService, toBit } from './catalogue-checks.ts';
import {
  type PricePlace,
  deletePrice,
  findPrice,
  insertLevel,
  insertPrice,
  insertPriceList,
  readLevels,
  readPriceLists,
  readPricesOf,
  updateLevel,
  updatePrice,
  updatePriceList,
} from './pricing.repository.ts';
import { priceOfRow } from './service-rows.ts';
import {
  type ServiceRow,
  type StaffName,
  deleteLink,
  findLink,
  insertLink,
  readActiveStaffNames,
  readLinksOfService,
  readServiceLevels,
  replaceServiceLevels,
  updateLink,
  updateService,
} from './services.repository.ts';
import type { Input } from './services.service.ts';

/** First day of a level's or a list's price that holds from the beginning: those have no undated place. */
export const BEGINNING: LocalDate = '1901-01-01';

/** Levels, price lists and dated prices (P1). */
export class PricingService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  levels(reader: Reader): Level[] {
    return readLevels(reader).map((row) => ({
      id: row.id as LevelId,
      name: row.name,
      percentBp: row.percent_bp,
      isArchived: row.is_archived === 1,
      version: row.version,
      staffCount: row.staff_count,
    }));
  }

  priceLists(reader: Reader): PriceList[] {
    return readPriceLists(reader).map((row) => ({
      id: row.id as PriceListId,
      name: row.name,
      isArchived: row.is_archived === 1,
      version: row.version,
      clientCount: row.client_count,
    }));
  }

  /** @throws DomainError ALREADY_EXISTS */
  createLevel(caller: Caller, input: Input<'createLevel'>): { commandId: number | null; levelId: LevelId } {
    const { value, commandId } = this.#run(caller, 'services.createLevel', (tx) => {
      const rows = readLevels(tx);
      assertNameFree('level', input.name, rows, null, true);
      tx.summary = { key: 'services.createLevel', values: { name: input.name } };
      const position = (rows.at(-1)?.position ?? 0) + 1;
      return insertLevel(tx, { name: input.name, percent_bp: input.percentBp, position });
    });
    return { commandId, levelId: value as LevelId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, CONFLICT (data.count masters have it) */
  updateLevel(caller: Caller, input: Input<'updateLevel'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.updateLevel', (tx) => {
      const rows = readLevels(tx);
      const row = requireRow(rows, input.levelId, 'level');
      assertVersion(input.version, row.version, 'level');
      const { name = row.name, percentBp = row.percent_bp, isArchived = row.is_archived === 1 } = input.values;
      if (name === row.name && percentBp === row.percent_bp && toBit(isArchived) === row.is_archived) return;
      assertNameFree('level', name, rows, row.id, true);
      if (isArchived && row.is_archived === 0 && row.staff_count > 0) {
        throw new DomainError('CONFLICT', { what: 'level', name: row.name, count: row.staff_count });
      }
      updateLevel(tx, row.id, {
        name,
        percent_bp: percentBp,
        is_archived: toBit(isArchived),
        version: row.version + 1,
      });
      tx.summary = { key: 'services.updateLevel', values: { name } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND */
  reorderLevels(caller: Caller, input: Input<'reorderLevels'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.reorderLevels', (tx) => {
      const rows = readLevels(tx);
      const named = [...new Set(input.levelIds)].map((id) => requireRow(rows, id, 'level'));
      [...named, ...rows.filter((row) => !named.includes(row))].forEach((row, index) => {
        if (row.position !== index + 1) updateLevel(tx, row.id, { position: index + 1 });
      });
      tx.summary = { key: 'services.reorderLevels', values: {} };
    });
    return { commandId };
  }

  /** @throws DomainError ALREADY_EXISTS */
  createPriceList(
    caller: Caller,
    input: Input<'createPriceList'>,
  ): { commandId: number | null; priceListId: PriceListId } {
    const { value, commandId } = this.#run(caller, 'services.createPriceList', (tx) => {
      const rows = readPriceLists(tx);
      assertNameFree('priceList', input.name, rows, null, true);
      tx.summary = { key: 'services.createPriceList', values: { name: input.name } };
      return insertPriceList(tx, { name: input.name, position: (rows.at(-1)?.position ?? 0) + 1 });
    });
    return { commandId, priceListId: value as PriceListId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  updatePriceList(caller: Caller, input: Input<'updatePriceList'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.updatePriceList', (tx) => {
      const rows = readPriceLists(tx);
      const row = requireRow(rows, input.priceListId, 'priceList');
      assertVersion(input.version, row.version, 'priceList');
      const { name = row.name, isArchived = row.is_archived === 1 } = input.values;
      if (name === row.name && toBit(isArchived) === row.is_archived) return;
      assertNameFree('priceList', name, rows, row.id, true);
      updatePriceList(tx, row.id, { name, is_archived: toBit(isArchived), version: row.version + 1 });
      tx.summary = { key: 'services.updatePriceList', values: { name } };
    });
    return { commandId };
  }

  /**
   * Changes cells of the table service × master, all or none.
   *
   * @throws DomainError NOT_FOUND (list, service, level, master), INVALID_INPUT (data.index, serviceName, staffName, field,
   * fault)
   */
  setTerms(caller: Caller, input: Input<'setTerms'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.setTerms', (tx) => {
      const { listId, validFrom } = input;
      if (listId !== null) requireActive(readPriceLists(tx), listId, 'priceList');
      const levels = readLevels(tx);
      const staff = readActiveStaffNames(tx);
      const names = new Set<string>();
      input.cells.forEach((cell, index) => {
        const service = requireService(tx, cell.serviceId);
        if (service.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'service', id: service.id });
        if (cell.levelId !== null) requireActive(levels, cell.levelId, 'level');
        const person = cell.staffId === null ? undefined : staff.get(cell.staffId);
        if (cell.staffId !== null && !person) throw new DomainError('NOT_FOUND', { what: 'staff', id: cell.staffId });
        const fail: Fail = (field, fault) => {
          const staffName = person ? nameOf(person) : (levels.find(({ id }) => id === cell.levelId)?.name ?? '');
          throw new DomainError('INVALID_INPUT', { index, serviceName: service.name, staffName, field, fault });
        };
        writeCell(tx, service, cell, { listId, validFrom }, fail);
        names.add(service.name);
      });
      const [name = ''] = names;
      tx.summary =
        names.size === 1
          ? { key: 'services.setTerms.one', values: { name } }
          : { key: 'services.setTerms.many', values: { count: input.cells.length } };
    });
    return { commandId };
  }

  /** Takes a dated price back. @throws DomainError NOT_FOUND */
  removePrice(caller: Caller, input: Input<'removePrice'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'services.removePrice', (tx) => {
      const service = requireService(tx, input.serviceId);
      const row = findPrice(tx, input, input.validFrom);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'price', id: service.id });
      deletePrice(tx, row.id);
      tx.summary = { key: 'services.removePrice', values: { name: service.name } };
    });
    return { commandId };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

type Fail = (field: keyof TermsCell, fault: string) => never;

interface When {
  readonly listId: number | null;
  readonly validFrom: LocalDate | null;
}

function requireActive<Row extends { id: number; is_archived: 0 | 1 }>(
  rows: readonly Row[],
  id: number,
  what: 'level' | 'priceList',
): Row {
  const row = requireRow(rows, id, what);
  if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what, id });
  return row;
}

function nameOf(person: StaffName): string {
  return personName({ firstName: person.first_name, lastName: person.last_name }, 'firstLast');
}

function writeCell(tx: Tx, service: ServiceRow, cell: TermsCell, when: When, fail: Fail): void {
  if (cell.staffId !== null && cell.levelId !== null) fail('levelId', 'MASTER_OR_LEVEL');
  if (cell.isDone !== undefined) {
    if (cell.staffId === null) fail('isDone', 'MASTER_NEEDED');
    const link = findLink(tx, cell.staffId, service.id);
    if (!cell.isDone) {
      if (typeof cell.priceMinor === 'number' || typeof cell.durationMin === 'number') fail('isDone', 'NOT_DONE');
      if (link) deleteLink(tx, link.id);
      return;
    }
    if (!link)
      insertLink(tx, { staff_id: cell.staffId, service_id: service.id, price_minor: null, duration_min: null });
  }
  if (cell.durationMin !== undefined) writeDuration(tx, service, cell, cell.durationMin, fail);
  if (cell.priceMinor === undefined) {
    if (cell.priceMaxMinor !== undefined) fail('priceMaxMinor', 'PRICE_REQUIRED');
    return;
  }
  const { priceMinor, priceMaxMinor = null } = cell;
  if (priceMaxMinor !== null && (priceMinor === null || priceMaxMinor < priceMinor)) {
    fail('priceMaxMinor', 'BELOW_MINIMUM');
  }
  if (cell.staffId !== null && priceMinor !== null && !findLink(tx, cell.staffId, service.id)) {
    fail('priceMinor', 'NOT_DONE');
  }
  const isBase = cell.staffId === null && cell.levelId === null;
  if (isBase && when.listId === null && priceMinor === null) fail('priceMinor', 'PRICE_REQUIRED');
  const place: PricePlace = {
    serviceId: service.id,
    listId: when.listId,
    levelId: cell.levelId,
    staffId: cell.staffId,
  };
  if (when.validFrom !== null) writeDated(tx, service, place, when.validFrom, priceMinor, priceMaxMinor);
  else if (when.listId !== null || cell.levelId !== null) writeFirst(tx, place, priceMinor, priceMaxMinor);
  else if (isBase) {
    if (service.price_minor === priceMinor && service.price_max_minor === priceMaxMinor) return;
    updateService(tx, service.id, {
      price_minor: priceMinor!,
      price_max_minor: priceMaxMinor,
      version: requireService(tx, service.id).version + 1,
    });
  } else {
    if (priceMaxMinor !== null) fail('priceMaxMinor', 'RANGE_NEEDS_DATE');
    const link = findLink(tx, cell.staffId!, service.id);
    if (link && link.price_minor !== priceMinor) updateLink(tx, link.id, { price_minor: priceMinor });
  }
}

function writeDuration(tx: Tx, service: ServiceRow, cell: TermsCell, durationMin: number | null, fail: Fail): void {
  if (service.segments_json !== null && durationMin !== null) fail('durationMin', 'SERVICE_HAS_SEGMENTS');
  if (cell.staffId !== null) {
    const link = findLink(tx, cell.staffId, service.id);
    if (!link) {
      if (durationMin !== null) fail('durationMin', 'NOT_DONE');
      return;
    }
    if (link.duration_min !== durationMin || link.segments_json !== null) {
      updateLink(tx, link.id, { duration_min: durationMin, segments_json: null });
    }
  } else if (cell.levelId !== null) {
    const others = readServiceLevels(tx).filter(
      (row) => row.service_id === service.id && row.level_id !== cell.levelId,
    );
    const kept = others.map((row) => ({
      levelId: row.level_id,
      durationMin: row.duration_min,
      segments: row.segments_json === null ? null : (JSON.parse(row.segments_json) as []),
    }));
    const own = durationMin === null ? [] : [{ levelId: cell.levelId, durationMin, segments: null }];
    replaceServiceLevels(tx, service.id, [...kept, ...own]);
  } else if (durationMin === null) fail('durationMin', 'DURATION_RANGE');
  else if (durationMin !== service.duration_min) {
    updateService(tx, service.id, {
      duration_min: durationMin,
      version: requireService(tx, service.id).version + 1,
    });
  }
}

/** A price of a level or a list from the beginning on. */
function writeFirst(tx: Tx, place: PricePlace, priceMinor: number | null, priceMaxMinor: number | null): void {
  const row = findPrice(tx, place, BEGINNING);
  if (priceMinor === null) {
    if (row) deletePrice(tx, row.id);
    return;
  }
  putPrice(tx, place, BEGINNING, { price_minor: priceMinor, price_max_minor: priceMaxMinor, is_end: null });
}

/** A price from a day on. What says the same as the day before is not kept: it would hide a later correction. */
function writeDated(
  tx: Tx,
  service: ServiceRow,
  place: PricePlace,
  validFrom: LocalDate,
  priceMinor: number | null,
  priceMaxMinor: number | null,
): void {
  const before = ownPriceAt(pricedService(tx, service), place, addDays(validFrom, -1));
  const row = findPrice(tx, place, validFrom);
  const isSame =
    priceMinor === null ? before === null : before?.priceMinor === priceMinor && before.priceMaxMinor === priceMaxMinor;
  if (isSame) {
    if (row) deletePrice(tx, row.id);
    return;
  }
  putPrice(tx, place, validFrom, {
    price_minor: priceMinor ?? 0,
    price_max_minor: priceMaxMinor,
    is_end: priceMinor === null ? 1 : null,
  });
}

function putPrice(
  tx: Tx,
  place: PricePlace,
  validFrom: LocalDate,
  values: { price_minor: number; price_max_minor: number | null; is_end: 1 | null },
): void {
  const row = findPrice(tx, place, validFrom);
  if (!row) {
    insertPrice(tx, {
      service_id: place.serviceId,
      list_id: place.listId,
      level_id: place.levelId,
      staff_id: place.staffId,
      valid_from: validFrom,
      ...values,
    });
  } else if (
    row.price_minor !== values.price_minor ||
    row.price_max_minor !== values.price_max_minor ||
    row.is_end !== values.is_end
  ) {
    updatePrice(tx, row.id, values);
  }
}

function pricedService(reader: Reader, service: ServiceRow): PricedService {
  return {
    priceMinor: service.price_minor,
    priceMaxMinor: service.price_max_minor,
    prices: readPricesOf(reader, service.id).map(priceOfRow),
    staff: readLinksOfService(reader, service.id).map((link) => ({
      staffId: link.staff_id,
      priceMinor: link.price_minor,
    })),
  };
}
