import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { Membership } from '../../src-shared/memberships/memberships.contract.ts';
import { freezeOn, frozenDays } from '../../src-shared/memberships/memberships.rules.ts';
import type { Reader } from '../store/executor.ts';
import type { PassTexts } from '../store/pass-texts.ts';
import { Coverage } from './coverage.ts';
import type { Input, MembershipContext, Output } from './membership-context.ts';
import { readMembershipPage, readMembershipTotal } from './membership-list.repository.ts';
import {
  type MembershipState,
  lastDayOn,
  readState,
  stateOfRow,
  statusOn,
  unitsLeft,
  valueLeft,
} from './membership-state.ts';
import { readMovements, readUnitsUsed, readUnitsUsedBy } from './memberships.repository.ts';

type ClientId = Membership['clientId'];

/** The list of memberships and their cards. */
export class MembershipReading {
  readonly #context: MembershipContext;
  readonly #texts: PassTexts;

  constructor(context: MembershipContext, texts: PassTexts) {
    this.#context = context;
    this.#texts = texts;
  }

  /** A page of the list with the sums over all pages. */
  list({ endsWithinDays, limit, query, ...input }: Input<'list'>): Output<'list'> {
    const { reader } = this.#context;
    const today = this.#context.today();
    const until = endsWithinDays === null ? null : addDays(today, endsWithinDays);
    const ask = { ...input, ids: this.#texts.find(query), today, until, limit: limit + 1 };
    const rows = readMembershipPage(reader, ask);
    const states = rows.slice(0, limit).map((row) => stateOfRow(reader, row));
    return {
      memberships: this.#shown(reader, states),
      hasMore: rows.length > limit,
      ...readMembershipTotal(reader, ask),
    };
  }

  /** @throws DomainError NOT_FOUND */
  card({ membershipId }: Input<'card'>): Output<'card'> {
    const { reader } = this.#context;
    const state = readState(reader, membershipId);
    const coverage = new Coverage(reader);
    const movements = readMovements(reader, membershipId);
    const nameOf = this.#context.names(reader, [
      ...state.members.map((row) => row.client_id),
      ...movements.flatMap((row) => row.client_id ?? []),
    ]);
    return {
      membership: this.#shown(reader, [state])[0]!,
      pools: state.pools.map((pool) => {
        const services = coverage.servicesOf(pool);
        return {
          id: pool.id,
          ...coverage.titleOf(pool),
          visits: pool.visits,
          unitsLeft: pool.visits === null ? null : pool.units_left,
          valueMinor: pool.value_minor,
          valueLeftMinor: pool.value_left,
          serviceIds: services.map(({ id }) => id),
          serviceNames: services.map(({ name }) => name),
        };
      }),
      freezes: state.freezes.map((row) => ({
        id: row.id,
        fromDate: row.from_date,
        toDate: row.to_date,
        reason: row.reason,
        isOver: row.to_date < this.#context.today(),
      })),
      members: state.members.map((row) => ({
        clientId: row.client_id as ClientId,
        clientName: nameOf(row.client_id),
        maxUnits: row.max_units,
        used: readUnitsUsedBy(reader, membershipId, row.client_id),
      })),
      movements: movements.map((row) => ({
        id: row.id,
        kind: row.kind,
        localDate: row.local_date,
        atMs: row.at_ms,
        units: row.units,
        valueMinor: row.value_minor,
        poolName: row.pool_name ?? '',
        clientName: row.client_id === null ? null : nameOf(row.client_id),
        documentId: row.document_id,
        documentKind: row.document_kind,
        documentNumber: row.document_number,
        saleId: row.sale_id,
        byName: row.by_name,
        reason: row.reason,
      })),
    };
  }

  #shown(reader: Reader, states: readonly MembershipState[]): Membership[] {
    const today = this.#context.today();
    const coverage = new Coverage(reader);
    const nameOf = this.#context.names(
      reader,
      states.map(({ row }) => row.client_id),
    );
    return states.map((state) => {
      const { row, pools } = state;
      const isUnlimited = pools.some(({ visits }) => visits === null);
      return {
        id: row.id as Membership['id'],
        number: row.number,
        title: row.title,
        kind: row.kind,
        status: statusOn(reader, state, today),
        clientId: row.client_id as ClientId,
        clientName: nameOf(row.client_id),
        priceMinor: row.price_minor,
        leftMinor: valueLeft(state),
        visits: isUnlimited ? null : pools.reduce((sum, pool) => sum + (pool.visits ?? 0), 0),
        unitsLeft: unitsLeft(state),
        pools: pools.flatMap((pool) =>
          pool.visits === null ? [] : [{ ...coverage.titleOf(pool), visits: pool.visits, unitsLeft: pool.units_left }],
        ),
        used: readUnitsUsed(reader, row.id),
        soldOn: row.sold_on,
        startsOn: row.starts_on,
        activateOn: row.activate_on,
        lastDay: lastDayOn(state, today),
        frozenUntil: freezeOn(state.days.freezes, today)?.toDate ?? null,
        freezeDaysLeft: Math.max(0, row.freeze_max_days - frozenDays(state.days.freezes)),
        freezeTimesLeft: Math.max(0, row.freeze_max_times - state.freezes.length),
        isFamily: row.is_family === 1,
        note: row.note,
        version: row.version,
      };
    });
  }
}
