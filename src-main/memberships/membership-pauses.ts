import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import {
  type Freeze,
  freezeFault,
  frozenDays,
  lastDay,
  thawed,
} from '../../src-shared/memberships/memberships.rules.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { Input, MembershipContext, Output } from './membership-context.ts';
import { type MembershipState, lastDayOn, readState } from './membership-state.ts';
import {
  type MembershipRow,
  deleteFreeze,
  insertFreeze,
  insertMovement,
  readEnd,
  readMovements,
  updateFreeze,
  updateMembership,
} from './memberships.repository.ts';

/** The days of use of a membership by hand: pauses within the limits of its type, and more days (T8). */
export class MembershipPauses {
  readonly #context: MembershipContext;

  constructor(context: MembershipContext) {
    this.#context = context;
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (data.fault with the limits) */
  freezePreview({ membershipId, ...wish }: Input<'freezePreview'>): Output<'freezePreview'> {
    const state = readState(this.#context.reader, membershipId);
    this.#assertFreeze(state, wish);
    const days = daysBetween(wish.fromDate, wish.toDate) + 1;
    const before = lastDay(state.days, this.#context.today())!;
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
    const { value, commandId } = this.#context.run(caller, 'memberships.freeze', (tx) => {
      const state = this.#context.versioned(tx, input);
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
      const last = lastDayOn(readState(tx, state.row.id), this.#context.today())!;
      tx.summary = { key: 'memberships.freeze', values: { title: state.row.title, date: wish.toDate, lastDay: last } };
      return last;
    });
    return { commandId, lastDay: value };
  }

  #assertFreeze(state: MembershipState, wish: Freeze): void {
    const { row } = state;
    const limits = { maxDays: row.freeze_max_days, maxTimes: row.freeze_max_times };
    const fault = row.closed_on === null ? freezeFault(state.days, limits, wish, this.#context.today()) : 'FREEZE_OVER';
    if (fault === null) return;
    throw new DomainError('INVALID_INPUT', {
      field: 'toDate',
      fault,
      membership: row.title,
      ...limits,
      daysLeft: Math.max(0, limits.maxDays - frozenDays(state.days.freezes)),
      lastDay: lastDayOn(state, this.#context.today()),
    });
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (it is not paused) */
  unfreeze(caller: Caller, input: Input<'unfreeze'>): Output<'unfreeze'> {
    const { value, commandId } = this.#context.run(caller, 'memberships.unfreeze', (tx) => {
      const state = this.#context.versioned(tx, input);
      const today = this.#context.today();
      const row = state.freezes.find((one) => one.to_date >= today);
      if (!row) throw new DomainError('CONFLICT', { reason: 'membershipNotFrozen', membership: state.row.title });
      const left = thawed({ fromDate: row.from_date, toDate: row.to_date }, today);
      if (left === null) deleteFreeze(tx, row.id);
      else updateFreeze(tx, row, left.toDate);
      this.#dropUnreached(tx, state.row.id);
      updateMembership(tx, state.row, {});
      tx.summary = { key: 'memberships.unfreeze', values: { title: state.row.title } };
      return lastDayOn(readState(tx, state.row.id), today);
    });
    return { commandId, lastDay: value };
  }

  /** Pauses that were planned into days which only an earlier one had added never come: they add no days either (T8). */
  #dropUnreached(tx: Tx, membershipId: number): void {
    const { freezes, days } = readState(tx, membershipId);
    const reached: Freeze[] = [];
    for (const { id, from_date: fromDate, to_date: toDate } of freezes) {
      const end = lastDay({ ...days, freezes: reached }, this.#context.today());
      if (end !== null && fromDate > end) deleteFreeze(tx, id);
      else reached.push({ fromDate, toDate });
    }
  }

  /**
   * Adds days; one that has run out is alive again, and what expiry took comes back (T8, T16).
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (it is closed), INVALID_INPUT (still over), PERIOD_LOCKED
   */
  extend(caller: Caller, input: Input<'extend'>): Output<'extend'> {
    const { value, commandId } = this.#context.run(caller, 'memberships.extend', (tx) => {
      const { row, days } = this.#context.versioned(tx, input);
      const today = this.#context.today();
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
    const { ledger } = this.#context;
    const taken = readMovements(tx, row.id).filter(({ kind }) => kind === 'expire');
    // A visit that was given back after the end lapsed by itself: all of it comes back.
    for (const [documentId, parts] of Map.groupBy(taken, (one) => one.document_id)) {
      if (ledger.isReversed(tx, documentId)) continue;
      const posting = ledger.reverse(tx, documentId, { localDate: this.#context.today(), reason });
      for (const { pool_id, units, value_minor: value } of parts) {
        insertMovement(tx, {
          membership_id: row.id,
          pool_id,
          document_id: posting.id,
          sale_line_id: null,
          visit_line_id: null,
          client_id: row.client_id,
          kind: 'reverse',
          local_date: posting.localDate,
          units: units === 0 ? 0 : -units,
          value_minor: value === 0 ? 0 : -value,
        });
      }
    }
  }
}
