import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addDays, type LocalDate } from '../../src-shared/kernel/local-date.ts';
import { poolValues, startOn, visitValue } from '../../src-shared/memberships/memberships.rules.ts';
import type { Hindrance, MembershipCover, Memberships } from '../checkout/neighbours.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { Coverage } from './coverage.ts';
import {
  hindranceOf,
  lastDayOn,
  memberUnitsLeft,
  poolFor,
  readState,
  stateOfRow,
  statusOn,
  unitsLeft,
} from './membership-state.ts';
import { findType, readTypePools } from './membership-types.repository.ts';
import {
  type HeldUnit,
  type PoolRow,
  findMembership,
  hasMoved,
  insertMember,
  insertMembership,
  insertMovement,
  insertPool,
  isLiveClient,
  nextNumber,
  readEnd,
  readGivenByDocument,
  readHeldByLine,
  readHeldBySale,
  readOfClient,
  readPools,
  readSoldBySale,
  readUnitsUsed,
  updateMembership,
} from './memberships.repository.ts';

/** One unit that is wanted for a service. */
interface Wish {
  readonly membershipId: number;
  readonly serviceId: number;
  readonly clientId: number | null;
}

/** What a check does with memberships, inside its unit of work (T8, T9, E04, E16). */
export class MembershipBook implements Memberships {
  /** Own memberships and those of the family that are not over yet, with what each covers, the soonest to end first. */
  ofClient(reader: Reader, clientId: number, onDate: LocalDate): MembershipCover[] {
    const held = readOfClient(reader, clientId);
    if (held.length === 0) return [];
    const coverage = new Coverage(reader);
    const covers = held.flatMap((row): MembershipCover[] => {
      const state = stateOfRow(reader, row);
      const status = statusOn(reader, state, onDate);
      if (status === 'spent' || status === 'refunded' || status === 'cancelled' || row.closed_on !== null) return [];
      const usable = state.pools.filter((pool) => pool.visits === null || pool.units_left > 0);
      const pool = usable[0] ?? state.pools[0] ?? null;
      return [
        {
          membershipId: row.id,
          title: row.title,
          unitsLeft: unitsLeft(state),
          lastDay: lastDayOn(state, onDate),
          pools: usable.map((one) => ({
            poolId: one.id,
            unitsLeft: one.visits === null ? null : one.units_left,
            unitMinor: unitValue(one),
            serviceIds: coverage.servicesOf(one).map(({ id }) => id),
          })),
          memberUnitsLeft: memberUnitsLeft(reader, state, clientId),
          hindrance: hindranceOf(reader, state, { clientId, pool, onDate }),
        },
      ];
    });
    return covers.toSorted((a, b) => endOf(a) - endOf(b) || a.membershipId - b.membershipId);
  }

  check(reader: Reader, what: Wish & { onDate: LocalDate }): { valueMinor: number; hindrance: Hindrance | null } {
    const state = readState(reader, what.membershipId);
    const pool = poolFor(state, new Coverage(reader), what.serviceId);
    const hindrance = hindranceOf(reader, state, { clientId: what.clientId, pool, onDate: what.onDate });
    return { valueMinor: pool === null || hindrance ? 0 : unitValue(pool), hindrance };
  }

  use(tx: Tx, posting: Posting, what: Wish & { saleLineId: number }): number {
    const line = { sale_line_id: what.saleLineId, visit_line_id: null };
    return this.#take(tx, posting, { ...what, onDate: posting.localDate }, line);
  }

  /** Takes a unit for a visit to which nobody came, by the dates of the day of the visit (V4). */
  useForNoShow(tx: Tx, posting: Posting, what: Wish & { visitLineId: number; onDate: LocalDate }): number {
    return this.#take(tx, posting, what, { sale_line_id: null, visit_line_id: what.visitLineId });
  }

  #take(
    tx: Tx,
    posting: Posting,
    what: Wish & { onDate: LocalDate },
    line: { readonly sale_line_id: number | null; readonly visit_line_id: number | null },
  ): number {
    const state = readState(tx, what.membershipId);
    const pool = poolFor(state, new Coverage(tx), what.serviceId);
    const { onDate } = what;
    const hindrance = hindranceOf(tx, state, { clientId: what.clientId, pool, onDate });
    if (hindrance) throw new DomainError(hindrance.code, hindrance.data);
    if (!pool) throw new DomainError('MEMBERSHIP_NOT_COVERED', { membership: state.row.title, reason: 'service' });
    const valueMinor = unitValue(pool);
    posting.add('E04', { account: 2300, object: state.row.id }, { account: 4030 }, valueMinor, {
      saleLineId: line.sale_line_id,
    });
    insertMovement(tx, {
      membership_id: state.row.id,
      pool_id: pool.id,
      document_id: posting.id,
      ...line,
      client_id: what.clientId,
      kind: 'use',
      local_date: posting.localDate,
      units: -1,
      value_minor: -valueMinor,
    });
    if (state.row.starts_on === null) {
      updateMembership(tx, state.row, { starts_on: startOn(state.days, onDate) ?? onDate });
    }
    return valueMinor;
  }

  /** @throws DomainError NOT_FOUND (type) */
  sell(
    tx: Tx,
    posting: Posting,
    what: { typeId: number; priceMinor: number; clientId: number; memberIds?: readonly number[] },
  ): number {
    const type = findType(tx, what.typeId);
    if (!type) throw new DomainError('NOT_FOUND', { what: 'membershipType', id: what.typeId });
    const memberIds = [...new Set(what.memberIds ?? [])].filter((id) => id !== what.clientId);
    if (memberIds.length > 0 && type.is_family === 0) {
      throw new DomainError('INVALID_INPUT', { field: 'members', fault: 'NOT_FAMILY', membership: type.name });
    }
    const missing = [what.clientId, ...memberIds].find((id) => !isLiveClient(tx, id));
    if (missing !== undefined) throw new DomainError('NOT_FOUND', { what: 'client', id: missing });
    const coverage = new Coverage(tx);
    const pools = readTypePools(tx).filter(({ type_id: typeId }) => typeId === type.id);
    const values = poolValues(
      what.priceMinor,
      pools.map((pool) => ({ visits: pool.visits, listPriceMinor: coverage.listPriceMinor(pool) })),
    );
    const soldOn = posting.localDate;
    const waits = type.starts_at === 'first_visit';
    const id = insertMembership(tx, {
      number: nextNumber(tx),
      type_id: type.id,
      client_id: what.clientId,
      title: type.name,
      kind: type.kind,
      price_minor: what.priceMinor,
      validity_days: type.validity_days,
      sold_on: soldOn,
      starts_on: waits ? null : soldOn,
      activate_on: waits && type.activate_after_days !== null ? addDays(soldOn, type.activate_after_days) : null,
      freeze_max_days: type.freeze_max_days,
      freeze_max_times: type.freeze_max_times,
      is_family: type.is_family,
    });
    pools.forEach((pool, index) => {
      const poolId = insertPool(tx, {
        membership_id: id,
        position: pool.position,
        name: pool.name,
        visits: pool.visits,
        value_minor: values[index]!,
        services_json: pool.services_json,
        categories_json: pool.categories_json,
      });
      insertMovement(tx, {
        membership_id: id,
        pool_id: poolId,
        document_id: posting.id,
        sale_line_id: null,
        visit_line_id: null,
        client_id: what.clientId,
        kind: 'sell',
        local_date: soldOn,
        units: pool.visits ?? 0,
        value_minor: values[index]!,
      });
    });
    for (const clientId of memberIds) insertMember(tx, { membership_id: id, client_id: clientId, max_units: null });
    return id;
  }

  giveBack(tx: Tx, posting: Posting, { saleLineId }: { saleLineId: number }): void {
    this.#giveBack(tx, posting, readHeldByLine(tx, saleLineId), 'give_back', true);
  }

  /** A visit to which nobody came was not missed after all: its unit goes back; the entries are the storno's (V4, T9). */
  giveBackNoShow(tx: Tx, posting: Posting, unit: HeldUnit): void {
    this.#giveBack(tx, posting, [unit], 'give_back', false);
  }

  reverseSale(tx: Tx, posting: Posting, saleId: number): void {
    this.#giveBack(tx, posting, readHeldBySale(tx, saleId), 'reverse', false);
    for (const row of readSoldBySale(tx, saleId)) {
      const used = readUnitsUsed(tx, row.id);
      if (used !== 0 || hasMoved(tx, row.id)) {
        throw new DomainError('CONFLICT', {
          reason: 'membershipUsed',
          membership: row.title,
          number: row.number,
          used,
        });
      }
      for (const pool of readPools(tx, row.id)) {
        insertMovement(tx, {
          membership_id: row.id,
          pool_id: pool.id,
          document_id: posting.id,
          sale_line_id: null,
          visit_line_id: null,
          client_id: row.client_id,
          kind: 'reverse',
          local_date: posting.localDate,
          units: pool.visits === null ? 0 : -pool.units_left,
          value_minor: -pool.value_left,
        });
      }
      updateMembership(tx, row, { closed_on: posting.localDate });
    }
  }

  /** @throws DomainError CONFLICT (membershipClosed, membershipUsed): what a refund gave back is not there any more */
  reverseDocument(tx: Tx, posting: Posting, documentId: number): void {
    for (const unit of readGivenByDocument(tx, documentId)) {
      const state = readState(tx, unit.membership_id);
      const { row } = state;
      const about = { membership: row.title, number: row.number };
      if (row.closed_on !== null) throw new DomainError('CONFLICT', { reason: 'membershipClosed', ...about });
      const pool = state.pools.find(({ id }) => id === unit.pool_id)!;
      const units = pool.units_left - unit.units;
      const value = pool.value_left - unit.value_minor;
      // Value without a visit could never be recognised any more (I5).
      if (pool.visits !== null && (units < 0 || value < 0 || (units === 0 && value !== 0))) {
        throw new DomainError('CONFLICT', { reason: 'membershipUsed', ...about, used: readUnitsUsed(tx, row.id) });
      }
      insertMovement(tx, {
        membership_id: row.id,
        pool_id: unit.pool_id,
        document_id: posting.id,
        sale_line_id: unit.sale_line_id,
        visit_line_id: unit.visit_line_id,
        client_id: unit.client_id,
        kind: 'reverse',
        local_date: posting.localDate,
        units: -unit.units,
        value_minor: -unit.value_minor,
      });
      if (row.starts_on === null) updateMembership(tx, row, { starts_on: unit.used_on });
    }
  }

  /** Exactly the value that was released goes back (T9); the storno of a whole sale brings its own entries. */
  #giveBack(tx: Tx, posting: Posting, held: readonly HeldUnit[], kind: 'give_back' | 'reverse', posts: boolean): void {
    for (const unit of held) {
      const row = findMembership(tx, unit.membership_id);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'membership', id: unit.membership_id });
      const end = row.closed_on === null ? null : readEnd(tx, row.id)?.kind;
      if (end === 'refund' || end === 'reverse') {
        throw new DomainError('CONFLICT', { reason: 'membershipClosed', membership: row.title, number: row.number });
      }
      if (posts) {
        posting.add('E04', { account: 2300, object: row.id }, { account: 4030 }, -unit.value_minor, {
          saleLineId: unit.sale_line_id,
        });
      }
      insertMovement(tx, {
        membership_id: row.id,
        pool_id: unit.pool_id,
        document_id: posting.id,
        sale_line_id: unit.sale_line_id,
        visit_line_id: unit.visit_line_id,
        client_id: unit.client_id,
        kind,
        local_date: posting.localDate,
        units: unit.units,
        value_minor: unit.value_minor,
      });
      // Nobody has come yet: it waits for the first visit again. What has run out meanwhile does so again tomorrow.
      const waitsAgain =
        readUnitsUsed(tx, row.id) === 0 &&
        row.starts_on === unit.used_on &&
        findType(tx, row.type_id)?.starts_at === 'first_visit';
      if (waitsAgain || row.closed_on !== null) {
        updateMembership(tx, row, { closed_on: null, ...(waitsAgain ? { starts_on: null } : {}) });
      }
    }
  }
}

/** What one unit of a pool is recognised at now (T9). */
function unitValue(pool: PoolRow): number {
  if (pool.visits === null) return 0;
  return pool.units_left < 1 ? 0 : visitValue({ units: pool.units_left, valueMinor: pool.value_left });
}

function endOf({ lastDay }: MembershipCover): number {
  return lastDay === null ? Infinity : Date.parse(lastDay);
}
