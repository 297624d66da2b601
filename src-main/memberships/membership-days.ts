import { addDays, addMonths, startOfMonth, type LocalDate } from '../../src-shared/kernel/local-date.ts';
import { earnedByTime, lastDay, startOn } from '../../src-shared/memberships/memberships.rules.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type MembershipState, stateOfRow, unitsLeft, valueLeft } from './membership-state.ts';
import { insertMovement, readGainedOn, readOpen, updateMembership } from './memberships.repository.ts';
import { openDate } from '../passes/open-date.ts';

/** What the work of a day did. */
export interface DayDone {
  readonly started: number;
  readonly recognised: number;
  readonly expired: number;
}

interface Near {
  readonly ledger: Ledger;
  readonly settings: SettingsService;
}

/**
 * Brings memberships to a day: starts those that begin by themselves, recognises ended months of unlimited ones (E17),
 * ends those whose last day is over (E18; mode `hold` leaves their money).
 *
 * Days when nobody was here are caught up with: every month has its own document, dated its last day. What is done already
 * is not done again. Nothing is dated before the value that it takes came, as by a refund long after the last day.
 */
export function keepMemberships(tx: Tx, near: Near, today: LocalDate): DayDone {
  const done = { started: 0, recognised: 0, expired: 0 };
  for (const row of readOpen(tx)) {
    const state = stateOfRow(tx, row);
    const start = startOn(state.days, today);
    if (start === null) continue;
    let version = row;
    if (row.starts_on === null) {
      updateMembership(tx, row, { starts_on: start });
      version = { ...row, starts_on: start, version: row.version + 1 };
      done.started += 1;
    }
    const current: MembershipState = { ...state, row: version, days: { ...state.days, startsOn: start } };
    if (row.kind === 'time') done.recognised += recogniseMonths(tx, near, current, today);
    if (endIfOver(tx, near, current, today)) done.expired += 1;
  }
  return done;
}

/** Ends of months, and the last day of use, that are over before a day. */
function endsBefore(start: LocalDate, end: LocalDate, today: LocalDate): LocalDate[] {
  const ends: LocalDate[] = [];
  for (let first = startOfMonth(start); ;) {
    const next = addMonths(first, 1, 'clamp');
    const last = addDays(next, -1);
    if (last >= end) break;
    if (last >= today) return ends;
    ends.push(last);
    first = next;
  }
  return end < today ? [...ends, end] : ends;
}

function recogniseMonths(tx: Tx, { ledger }: Near, state: MembershipState, today: LocalDate): number {
  const { row, days } = state;
  let left = valueLeft(state);
  let count = 0;
  for (const date of endsBefore(days.startsOn!, lastDay(days, today)!, today)) {
    const due = Math.min(left, earnedByTime(row.price_minor, days, date) - (row.price_minor - left));
    if (due <= 0) continue;
    const posting = ledger.open(tx, {
      kind: 'membership_recognition',
      localDate: notBeforeValue(tx, ledger, row.id, date),
      amountMinor: due,
      clientId: row.client_id,
    });
    recognise(tx, posting, state, due);
    left -= due;
    count += 1;
  }
  return count;
}

/** E17: takes a value off the pools, the first ones first, as revenue. */
export function recognise(tx: Tx, posting: Posting, state: MembershipState, dueMinor: number): void {
  posting.add('E17', { account: 2300, object: state.row.id }, { account: 4030 }, dueMinor);
  const pool = state.pools[0]!;
  insertMovement(tx, {
    membership_id: state.row.id,
    pool_id: pool.id,
    document_id: posting.id,
    sale_line_id: null,
    visit_line_id: null,
    client_id: state.row.client_id,
    kind: 'recognise',
    local_date: posting.localDate,
    units: 0,
    value_minor: -dueMinor,
  });
}

/** A day, or the first open one on which there was something to take. */
function notBeforeValue(tx: Tx, ledger: Ledger, membershipId: number, wanted: LocalDate): LocalDate {
  const gainedOn = readGainedOn(tx, membershipId) ?? wanted;
  return openDate(tx, ledger, gainedOn > wanted ? gainedOn : wanted);
}

function endIfOver(tx: Tx, near: Near, state: MembershipState, today: LocalDate): boolean {
  const end = lastDay(state.days, today);
  if (end === null || today <= end) return false;
  const dayAfter = addDays(end, 1);
  const fresh = stateOfRow(tx, state.row);
  const left = valueLeft(fresh);
  if (left > 0 && near.settings.on(dayAfter).membershipExpiry === 'hold') return false;
  if (left > 0) breakage(tx, near.ledger, fresh, notBeforeValue(tx, near.ledger, state.row.id, dayAfter), '');
  updateMembership(tx, state.row, { closed_on: dayAfter });
  return unitsLeft(fresh) !== 0;
}

/** E18: what is left becomes income, and the units lapse. */
export function breakage(
  tx: Tx,
  ledger: Ledger,
  state: MembershipState,
  localDate: LocalDate,
  reason: string,
): Posting {
  const { row } = state;
  const posting = ledger.open(tx, {
    kind: 'membership_breakage',
    localDate,
    amountMinor: valueLeft(state),
    clientId: row.client_id,
    reason,
  });
  posting.add('E18', { account: 2300, object: row.id }, { account: 4040 }, valueLeft(state));
  emptyPools(tx, posting, state, 'expire');
  return posting;
}

/** Takes everything that is left off the pools. */
export function emptyPools(tx: Tx, posting: Posting, state: MembershipState, kind: 'expire' | 'refund'): void {
  for (const pool of state.pools) {
    const units = pool.visits === null ? 0 : pool.units_left;
    if (units === 0 && pool.value_left === 0 && state.pools.length > 1) continue;
    insertMovement(tx, {
      membership_id: state.row.id,
      pool_id: pool.id,
      document_id: posting.id,
      sale_line_id: null,
      visit_line_id: null,
      client_id: state.row.client_id,
      kind,
      local_date: posting.localDate,
      units: units === 0 ? 0 : -units,
      value_minor: pool.value_left === 0 ? 0 : -pool.value_left,
    });
  }
}
