import type { z } from 'zod';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { membershipsContract, MembershipType } from '../../src-shared/memberships/memberships.contract.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import {
  type MembershipTypeRow,
  type TypePoolRow,
  insertType,
  readCategoryParents,
  readServices,
  readTypePools,
  readTypes,
  replaceTypePools,
  updateType,
} from './membership-types.repository.ts';

type Procedures = typeof membershipsContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;
type Fields = Input<'createType'>;

/** Kinds of memberships that the salon sells; what was sold keeps its own terms. */
export class MembershipTypesService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  list(withArchived: boolean): Output<'types'> {
    return readAll(this.#deps.store.reader).filter((type) => withArchived || !type.isArchived);
  }

  /** @throws DomainError ALREADY_EXISTS, NOT_FOUND (service, category), INVALID_INPUT (data.fault) */
  create(caller: Caller, input: Fields): Output<'createType'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'memberships.createType', (tx) => {
      const rows = readTypes(tx);
      assertFree(rows, input.name, null);
      assertPools(tx, input);
      const id = insertType(tx, { ...columnsOf(input), position: (rows.at(-1)?.position ?? 0) + 1 });
      replaceTypePools(tx, id, poolsOf(input));
      tx.summary = { key: 'memberships.createType', values: { name: input.name } };
      return id;
    });
    return { commandId, membershipTypeId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT (data.fault) */
  update(caller: Caller, input: Input<'updateType'>): Output<'updateType'> {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'memberships.updateType', (tx) => {
      const before = readAll(tx).find(({ id }) => id === input.membershipTypeId);
      if (!before) throw new DomainError('NOT_FOUND', { what: 'membershipType', id: input.membershipTypeId });
      assertVersion(input.version, before.version, 'membershipType');
      const after = patched(before, input.values);
      if (isSame(before, after)) return;
      assertFree(readTypes(tx), after.name, before.id);
      assertPools(tx, after);
      updateType(tx, before.id, {
        ...columnsOf(after),
        is_archived: after.isArchived ? 1 : 0,
        version: before.version + 1,
      });
      replaceTypePools(tx, before.id, poolsOf(after));
      tx.summary = { key: 'memberships.updateType', values: { name: after.name } };
    });
    return { commandId };
  }
}

function readAll(reader: Reader): MembershipType[] {
  const pools = Map.groupBy(readTypePools(reader), (row) => row.type_id);
  return readTypes(reader).map((row) => typeOf(row, pools.get(row.id) ?? []));
}

function assertFree(rows: readonly MembershipTypeRow[], name: string, ownId: number | null): void {
  const taken = rows.find((row) => row.id !== ownId && fold(row.name) === fold(name));
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'membershipType', name: taken.name });
}

/** Pools of a membership by visits have a number of visits, one without a limit has none; each covers something. */
function assertPools(reader: Reader, { kind, pools }: Pick<Fields, 'kind' | 'pools'>): void {
  const refuse = (fault: string): never => {
    throw new DomainError('INVALID_INPUT', { field: 'pools', fault });
  };
  if (pools.some((pool) => (pool.visits === null) !== (kind === 'time'))) refuse('POOL_VISITS');
  if (pools.some((pool) => pool.serviceIds.length + pool.categoryIds.length === 0)) refuse('POOL_EMPTY');
  const services = new Set(readServices(reader).map(({ id }) => id));
  const categories = new Set(readCategoryParents(reader).map(({ id }) => id));
  for (const pool of pools) {
    const service = pool.serviceIds.find((id) => !services.has(id));
    if (service !== undefined) throw new DomainError('NOT_FOUND', { what: 'service', id: service });
    const category = pool.categoryIds.find((id) => !categories.has(id));
    if (category !== undefined) throw new DomainError('NOT_FOUND', { what: 'category', id: category });
  }
}

function columnsOf(type: Fields) {
  return {
    name: type.name,
    kind: type.kind,
    price_minor: type.priceMinor,
    validity_days: type.validityDays,
    starts_at: type.startsAt,
    activate_after_days: type.startsAt === 'first_visit' ? type.activateAfterDays : null,
    balance: type.pools.length > 1 ? ('split' as const) : ('shared' as const),
    freeze_max_days: type.freezeMaxDays,
    freeze_max_times: type.freezeMaxTimes,
    is_family: type.isFamily ? (1 as const) : (0 as const),
  };
}

function poolsOf({ pools }: Pick<Fields, 'pools'>) {
  return pools.map((pool) => ({
    name: pool.name,
    visits: pool.visits,
    services_json: JSON.stringify(pool.serviceIds),
    categories_json: JSON.stringify(pool.categoryIds),
  }));
}

function typeOf(row: MembershipTypeRow, pools: readonly TypePoolRow[]): MembershipType {
  type Pool = MembershipType['pools'][number];
  return {
    id: row.id as MembershipType['id'],
    name: row.name,
    kind: row.kind,
    priceMinor: row.price_minor,
    validityDays: row.validity_days,
    startsAt: row.starts_at,
    activateAfterDays: row.activate_after_days,
    freezeMaxDays: row.freeze_max_days,
    freezeMaxTimes: row.freeze_max_times,
    isFamily: row.is_family === 1,
    pools: pools.map((pool) => ({
      name: pool.name,
      visits: pool.visits,
      serviceIds: JSON.parse(pool.services_json) as Pool['serviceIds'],
      categoryIds: JSON.parse(pool.categories_json) as Pool['categoryIds'],
    })),
    position: row.position,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}
