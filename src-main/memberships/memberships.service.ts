import type { z } from 'zod';
import { type NameOrder, displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { addDays, daysBetween, type LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Membership, membershipsContract } from '../../src-shared/memberships/memberships.contract.ts';
import {
  type Freeze,
  earnedByTime,
  freezeFault,
  freezeOn,
  frozenDays,
  lastDay,
  membershipRefund,
  thawed,
} from '../../src-shared/memberships/memberships.rules.ts';
import type { ErasureObstacle } from '../../src-shared/personal-data/personal-data.contract.ts';
import { giveMoneyBack, proposedMoneyBack } from '../checkout/money-back.ts';
import type { Shifts } from '../checkout/neighbours.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { Coverage } from './coverage.ts';
import { MembershipBook } from './membership-book.ts';
import { breakage, emptyPools, keepMemberships, recognise } from './membership-days.ts';
import {
  type MembershipState,
  lastDayOn,
  readState,
  stateOfRow,
  statusOn,
  unitsLeft,
  valueLeft,
} from './membership-state.ts';
import { MembershipTypesService } from './membership-types.service.ts';
import {
  type MembershipRow,
  deleteFreeze,
  deleteMember,
  insertFreeze,
  insertMember,
  insertMovement,
  isLiveClient,
  readAll,
  readClientNames,
  readEnd,
  readLedgerOwed,
  readLiabilities,
  readMovements,
  readOfClient,
  readOpenOwned,
  readSoldDocument,
  readUnitsUsed,
  readUnitsUsedBy,
  readUsedAtList,
  updateFreeze,
  updateMember,
  updateMembership,
} from './memberships.repository.ts';

type Procedures = typeof membershipsContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;
type ClientId = Membership['clientId'];

/** Memberships at the desk: lists, cards, pauses, family, money back, the work of each day, what is owed (T8-T10). */
export class MembershipsService {
  readonly book = new MembershipBook();
  readonly types: MembershipTypesService;
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #ledger: Ledger;
  readonly #shifts: Shifts;
  #keptOn: LocalDate | null = null;

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; ledger: Ledger; shifts: Shifts }) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#ledger = neighbours.ledger;
    this.#shifts = neighbours.shifts;
    this.types = new MembershipTypesService(deps);
  }

  list(input: Input<'list'>): Output<'list'> {
    const { reader } = this.#deps.store;
    const rows = input.clientId === null ? readAll(reader) : readOfClient(reader, input.clientId);
    const wanted = fold(input.query);
    const until = input.endsWithinDays === null ? null : addDays(this.#today(), input.endsWithinDays);
    const found = this.#shown(reader, rows).filter(
      (one) =>
        (input.status === null || one.status === input.status) &&
        (until === null || (isLive(one) && one.lastDay !== null && one.lastDay <= until)) &&
        (wanted === '' || fold(`${one.number} ${one.title} ${one.clientName}`).includes(wanted)),
    );
    if (until !== null) found.sort((a, b) => a.lastDay!.localeCompare(b.lastDay!));
    return {
      memberships: found.slice(0, input.limit),
      total: found.length,
      leftMinor: found.reduce((sum, one) => sum + one.leftMinor, 0),
    };
  }

  /** @throws DomainError NOT_FOUND */
  card({ membershipId }: Input<'card'>): Output<'card'> {
    const { reader } = this.#deps.store;
    const state = readState(reader, membershipId);
    const coverage = new Coverage(reader);
    const movements = readMovements(reader, membershipId);
    const nameOf = this.#names(reader, [
      ...state.members.map((row) => row.client_id),
      ...movements.flatMap((row) => row.client_id ?? []),
    ]);
    return {
      membership: this.#shown(reader, [state.row])[0]!,
      pools: state.pools.map((pool) => {
        const services = coverage.servicesOf(pool);
        return {
          id: pool.id,
          name: pool.name,
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
        isOver: row.to_date < this.#today(),
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

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (data.fault with the limits) */
  freezePreview({ membershipId, ...wish }: Input<'freezePreview'>): Output<'freezePreview'> {
    const state = readState(this.#deps.store.reader, membershipId);
    this.#assertFreeze(state, wish);
    const days = daysBetween(wish.fromDate, wish.toDate) + 1;
    const before = lastDay(state.days, this.#today())!;
    return {
      days,
      lastDay: before,
      newLastDay: addDays(before, days),
      daysLeft: state.row.freeze_max_days - frozenDays(state.days.freezes) - days,
      timesLeft: state.row.freeze_max_times - state.freezes.length - 1,
    };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (data.fault with the limits) */
  freeze(caller: Caller, input: Input<'freeze'>): Output<'freeze'> {
    const { value, commandId } = this.#run(caller, 'memberships.freeze', (tx) => {
      const state = this.#versioned(tx, input);
      const wish = { fromDate: input.fromDate, toDate: input.toDate };
      this.#assertFreeze(state, wish);
      insertFreeze(tx, {
        membership_id: state.row.id,
        from_date: wish.fromDate,
        to_date: wish.toDate,
        reason: input.reason,
        created_at_ms: tx.context.nowMs,
        created_by: tx.context.actorId,
      });
      updateMembership(tx, state.row, {});
      const last = lastDayOn(readState(tx, state.row.id), this.#today())!;
      tx.summary = { key: 'memberships.freeze', values: { title: state.row.title, date: wish.toDate, lastDay: last } };
      return last;
    });
    return { commandId, lastDay: value };
  }

  #assertFreeze(state: MembershipState, wish: Freeze): void {
    const { row } = state;
    const limits = { maxDays: row.freeze_max_days, maxTimes: row.freeze_max_times };
    const fault = row.closed_on === null ? freezeFault(state.days, limits, wish, this.#today()) : 'FREEZE_OVER';
    if (fault === null) return;
    throw new DomainError('INVALID_INPUT', {
      field: 'toDate',
      fault,
      membership: row.title,
      ...limits,
      daysLeft: Math.max(0, limits.maxDays - frozenDays(state.days.freezes)),
      lastDay: lastDayOn(state, this.#today()),
    });
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (it is not paused) */
  unfreeze(caller: Caller, input: Input<'unfreeze'>): Output<'unfreeze'> {
    const { value, commandId } = this.#run(caller, 'memberships.unfreeze', (tx) => {
      const state = this.#versioned(tx, input);
      const today = this.#today();
      const row = state.freezes.find((one) => one.to_date >= today);
      if (!row) throw new DomainError('CONFLICT', { reason: 'membershipNotFrozen', membership: state.row.title });
      const left = thawed({ fromDate: row.from_date, toDate: row.to_date }, today);
      if (left === null) deleteFreeze(tx, row.id);
      else updateFreeze(tx, row, left.toDate);
      updateMembership(tx, state.row, {});
      tx.summary = { key: 'memberships.unfreeze', values: { title: state.row.title } };
      return lastDayOn(readState(tx, state.row.id), today);
    });
    return { commandId, lastDay: value };
  }

  /**
   * Adds days; one that has run out is alive again, and what expiry took comes back (T8, T16).
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (it is closed), INVALID_INPUT (still over), PERIOD_LOCKED
   */
  extend(caller: Caller, input: Input<'extend'>): Output<'extend'> {
    const { value, commandId } = this.#run(caller, 'memberships.extend', (tx) => {
      const { row, days } = this.#versioned(tx, input);
      const today = this.#today();
      const last = lastDay({ ...days, validityDays: row.validity_days + input.days }, today);
      if (last !== null && last < today) {
        throw new DomainError('INVALID_INPUT', { field: 'days', fault: 'EXTENDED_INTO_PAST', lastDay: last, today });
      }
      this.#revive(tx, row, input.reason);
      updateMembership(tx, row, { validity_days: row.validity_days + input.days, closed_on: null });
      tx.reason = input.reason;
      tx.summary = { key: 'memberships.extend', values: { title: row.title, count: input.days } };
      return last;
    });
    return { commandId, lastDay: value };
  }

  #revive(tx: Tx, row: MembershipRow, reason: string): void {
    if (row.closed_on === null) return;
    const end = readEnd(tx, row.id);
    if (end && end.kind !== 'expire') {
      throw new DomainError('CONFLICT', { reason: 'membershipClosed', membership: row.title });
    }
    if (!end) return;
    const posting = this.#ledger.reverse(tx, end.document_id, { localDate: this.#today(), reason });
    for (const taken of readMovements(tx, row.id).filter((one) => one.document_id === end.document_id)) {
      insertMovement(tx, {
        membership_id: row.id,
        pool_id: taken.pool_id,
        document_id: posting.id,
        sale_line_id: null,
        visit_line_id: null,
        client_id: row.client_id,
        kind: 'reverse',
        local_date: posting.localDate,
        units: taken.units === 0 ? 0 : -taken.units,
        value_minor: taken.value_minor === 0 ? 0 : -taken.value_minor,
      });
    }
  }

  /** @throws DomainError NOT_FOUND (client), STALE_VERSION, INVALID_INPUT (not a family one; the owner or a client twice) */
  setMembers(caller: Caller, input: Input<'setMembers'>): Output<'setMembers'> {
    const { commandId } = this.#run(caller, 'memberships.setMembers', (tx) => {
      const { row, members } = this.#versioned(tx, input);
      const ids = input.members.map(({ clientId }) => clientId);
      const fault =
        row.is_family === 0
          ? 'NOT_FAMILY'
          : new Set([...ids, row.client_id]).size <= ids.length
            ? 'MEMBER_TWICE'
            : null;
      if (fault) throw new DomainError('INVALID_INPUT', { field: 'members', fault, membership: row.title });
      const missing = ids.find((id) => !isLiveClient(tx, id));
      if (missing !== undefined) throw new DomainError('NOT_FOUND', { what: 'client', id: missing });
      for (const member of members) {
        if (!ids.includes(member.client_id as ClientId)) deleteMember(tx, member.id);
      }
      for (const { clientId, maxUnits } of input.members) {
        const known = members.find((member) => member.client_id === clientId);
        if (!known) insertMember(tx, { membership_id: row.id, client_id: clientId, max_units: maxUnits });
        else if (known.max_units !== maxUnits) updateMember(tx, known.id, maxUnits);
      }
      updateMembership(tx, row, {});
      tx.summary = { key: 'memberships.setMembers', values: { title: row.title, count: ids.length } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND (client), STALE_VERSION, CONFLICT (it is closed) */
  transfer(caller: Caller, input: Input<'transfer'>): Output<'transfer'> {
    const { commandId } = this.#run(caller, 'memberships.transfer', (tx) => {
      const { row, members } = this.#open(tx, input);
      if (!isLiveClient(tx, input.clientId)) throw new DomainError('NOT_FOUND', { what: 'client', id: input.clientId });
      const own = members.find((member) => member.client_id === input.clientId);
      if (own) deleteMember(tx, own.id);
      updateMembership(tx, row, { client_id: input.clientId });
      tx.reason = input.reason;
      const nameOf = this.#names(tx, [input.clientId]);
      tx.summary = { key: 'memberships.transfer', values: { title: row.title, client: nameOf(input.clientId) } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (nothing is left) */
  refundPreview({ membershipId }: Input<'refundPreview'>): Output<'refundPreview'> {
    const { reader } = this.#deps.store;
    const { refundMinor, revenueMinor, mode, used } = this.#refundOf(reader, readState(reader, membershipId));
    return {
      refundMinor,
      revenueMinor,
      mode,
      used,
      tenders: proposedMoneyBack(reader, readSoldDocument(reader, membershipId), refundMinor),
    };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT, INVALID_INPUT, FORBIDDEN, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED */
  refund(caller: Caller, input: Input<'refund'>): Output<'refund'> {
    type Done = Omit<Output<'refund'>, 'commandId'>;
    const { clock } = this.#deps;
    const { value, commandId } = this.#run(caller, 'memberships.refund', (tx): Done => {
      const known = this.#ledger.findByRequestKey(tx, input.key, { kind: 'membership_refund' });
      if (known) {
        return { documentId: known.id, refundedMinor: known.amount_minor, revenueMinor: 0 };
      }
      const state = readState(tx, input.membershipId);
      const { row } = state;
      const refund = this.#refundOf(tx, state);
      const shift = this.#shifts.require(tx, clock.nowMs());
      const posting = this.#ledger.open(tx, {
        kind: 'membership_refund',
        localDate: shift.localDate,
        shiftId: shift.shiftId,
        amountMinor: refund.refundMinor,
        clientId: row.client_id,
        requestKey: input.key,
        reason: input.reason,
      });
      const owed = { account: 2300, object: row.id } as const;
      if (refund.earnedMinor > 0) recognise(tx, posting, state, refund.earnedMinor);
      giveMoneyBack(tx, posting, caller, this.#shifts, {
        event: 'E19',
        tenders: input.tenders,
        amountMinor: refund.refundMinor,
        soldDocumentId: readSoldDocument(tx, row.id),
        debit: (amountMinor) => [{ side: owed, amountMinor }],
      });
      posting.add('E19', owed, { account: 4030 }, refund.revenueMinor);
      emptyPools(tx, posting, readState(tx, row.id), 'refund');
      updateMembership(tx, row, { closed_on: posting.localDate });
      tx.reason = input.reason;
      tx.summary = { key: 'memberships.refund', values: { title: row.title, amountMinor: refund.refundMinor } };
      return {
        documentId: posting.id,
        refundedMinor: refund.refundMinor,
        revenueMinor: refund.revenueMinor,
      };
    });
    return { ...value, commandId };
  }

  /** What is due back today; days of an unlimited one that are over are earned first (T9, T10). */
  #refundOf(reader: Reader, state: MembershipState) {
    const { row } = state;
    const before = valueLeft(state);
    if (row.closed_on !== null || before === 0) {
      throw new DomainError('CONFLICT', { reason: 'membershipEmpty', membership: row.title });
    }
    const recognised = row.price_minor - before;
    const earned = row.kind === 'time' ? earnedByTime(row.price_minor, state.days, this.#today()) : recognised;
    const earnedMinor = Math.max(0, Math.min(before, earned - recognised));
    const mode = this.#settings.now().membershipRefund;
    const usedAtListMinor = readUsedAtList(reader, row.id);
    return {
      ...membershipRefund(mode, { priceMinor: row.price_minor, leftMinor: before - earnedMinor, usedAtListMinor }),
      earnedMinor,
      mode,
      used: readUnitsUsed(reader, row.id),
    };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (it is not over, or nothing is held), PERIOD_LOCKED */
  writeOff(caller: Caller, input: Input<'writeOff'>): Output<'writeOff'> {
    const { value, commandId } = this.#run(caller, 'memberships.writeOff', (tx) => {
      const state = readState(tx, input.membershipId);
      const { row } = state;
      if (statusOn(tx, state, this.#today()) !== 'expired' || valueLeft(state) === 0) {
        throw new DomainError('CONFLICT', { reason: 'membershipNotHeld', membership: row.title });
      }
      const amountMinor = valueLeft(state);
      const posting = breakage(tx, this.#ledger, state, this.#today(), input.reason);
      updateMembership(tx, row, { closed_on: posting.localDate });
      tx.reason = input.reason;
      tx.summary = { key: 'memberships.writeOff', values: { title: row.title, amountMinor } };
      return posting.id;
    });
    return { commandId, documentId: value };
  }

  liabilities({ onDate = this.#today() }: Input<'liabilities'>): Output<'liabilities'> {
    const { reader } = this.#deps.store;
    const rows = readLiabilities(reader, onDate);
    const sum = (ones: typeof rows, pick: (row: (typeof rows)[number]) => number) =>
      ones.reduce((total, row) => total + pick(row), 0);
    return {
      onDate,
      count: rows.length,
      totalMinor: sum(rows, (row) => row.value),
      ledgerMinor: readLedgerOwed(reader, onDate),
      types: [...Map.groupBy(rows, (row) => row.title)].map(([title, ones]) => ({
        title,
        count: ones.length,
        unitsLeft: sum(ones, (row) => Math.max(0, row.units)),
        leftMinor: sum(ones, (row) => row.value),
      })),
      months: [...Map.groupBy(rows, (row) => row.sold_on.slice(0, 7))].map(([month, ones]) => ({
        month,
        count: ones.length,
        priceMinor: sum(ones, (row) => row.price_minor),
        leftMinor: sum(ones, (row) => row.value),
      })),
    };
  }

  /** Once a day, and after days when nobody was here: starts, months and ends (E17, E18). */
  keepDay(): void {
    const today = this.#today();
    if (this.#keptOn === today) return;
    const { store, clock, logger } = this.#deps;
    const context = { actorId: null, device: 'program', nowMs: clock.nowMs() };
    const { value } = store.work.run(context, 'memberships.keepDay', (tx) => {
      const done = keepMemberships(tx, { ledger: this.#ledger, settings: this.#settings }, today);
      tx.summary = { key: 'memberships.keepDay', values: { recognised: done.recognised, expired: done.expired } };
      return done;
    });
    this.#keptOn = today;
    if (value.started + value.recognised + value.expired > 0) logger.info({ ...value }, 'memberships brought to today');
  }

  /** Live memberships of a client stand in the way of an erasure (D4). */
  obstacles(reader: Reader, clientIds: readonly number[]): ErasureObstacle[] {
    return readOpenOwned(reader, clientIds).flatMap((row): ErasureObstacle[] => {
      const state = stateOfRow(reader, row);
      const status = statusOn(reader, state, this.#today());
      const isOpen = status === 'active' || status === 'waiting' || status === 'frozen' || valueLeft(state) > 0;
      return isOpen ? [{ kind: 'membership', id: row.id, localDate: null, title: row.title }] : [];
    });
  }

  #shown(reader: Reader, rows: readonly MembershipRow[]): Membership[] {
    const today = this.#today();
    const nameOf = this.#names(
      reader,
      rows.map((row) => row.client_id),
    );
    return rows.map((row) => {
      const state = stateOfRow(reader, row);
      const isUnlimited = state.pools.some(({ visits }) => visits === null);
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
        visits: isUnlimited ? null : state.pools.reduce((sum, pool) => sum + (pool.visits ?? 0), 0),
        unitsLeft: unitsLeft(state),
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

  #names(reader: Reader, ids: readonly number[]): (id: number) => string {
    const names = readClientNames(reader, ids);
    const order: NameOrder = this.#settings.now().nameOrder;
    return (id) => displayName(names.get(id) ?? { firstName: '', lastName: '' }, order);
  }

  #versioned(tx: Tx, { membershipId, version }: { membershipId: number; version: number }): MembershipState {
    const state = readState(tx, membershipId);
    assertVersion(version, state.row.version, 'membership');
    return state;
  }

  #open(tx: Tx, input: { membershipId: number; version: number }): MembershipState {
    const state = this.#versioned(tx, input);
    if (state.row.closed_on !== null) {
      throw new DomainError('CONFLICT', { reason: 'membershipClosed', membership: state.row.title });
    }
    return state;
  }

  #today(): LocalDate {
    return this.#settings.today().localDate;
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function isLive({ status }: Membership): boolean {
  return status === 'active' || status === 'frozen' || status === 'waiting';
}
