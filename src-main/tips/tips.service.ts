import type { z } from 'zod';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { TipsOfOne, tipsContract } from '../../src-shared/tips/tips.contract.ts';
import { tipMoves } from '../../src-shared/tips/tips.rules.ts';
import type { ShiftReportsService } from '../cash/shift-reports.service.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { StaffService } from '../staff/staff.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';

type Contract = typeof tipsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** The longest period that a share by hours looks at. */
const MAX_DAYS = 92;

interface Neighbours {
  readonly ledger: Ledger;
  readonly settings: SettingsService;
  readonly schedule: ScheduleService;
  readonly shifts: ShiftReportsService;
  readonly staff: StaffService;
}

/** Shares the tips that are kept for one person among several (T14). */
export class TipsService {
  readonly #deps: ServiceDeps;
  readonly #near: Neighbours;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** @throws DomainError INVALID_INPUT (dates) */
  pool(caller: Caller, { from, to }: Input<'pool'>): Output<'pool'> {
    const length = daysBetween(from, to);
    if (length < 0 || length >= MAX_DAYS) {
      throw new DomainError('INVALID_INPUT', { field: 'to', fault: length < 0 ? 'BEFORE_START' : 'TOO_LONG' });
    }
    const minutes = new Map<number, number>();
    for (const day of this.#near.schedule.days(from, to)) {
      for (const [staffId, { work }] of day.staff) {
        const own = work.reduce((sum, [start, end]) => sum + end - start, 0);
        minutes.set(staffId, (minutes.get(staffId) ?? 0) + own);
      }
    }
    const owed = new Map(this.#near.shifts.tipsOwed().map((one) => [one.staffId, one.minor]));
    const { nameOrder } = this.#near.settings.now();
    return this.#near.staff
      .list(caller, true)
      .map((one): TipsOfOne => ({
        staffId: one.id,
        name: personName(one, nameOrder),
        owedMinor: owed.get(one.id) ?? 0,
        workedMin: minutes.get(one.id) ?? 0,
      }))
      .filter(({ owedMinor, workedMin }) => owedMinor !== 0 || workedMin > 0);
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, CONFLICT, PERIOD_LOCKED */
  share(caller: Caller, input: Input<'share'>): Output<'share'> {
    const { ledger, settings } = this.#near;
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'tips.share', (tx) => {
      const known = ledger.findByRequestKey(tx, input.requestKey, { kind: 'tips_share' });
      if (known) return { id: known.id, number: known.number };
      this.#assertKept(tx, caller, input);
      const moves = tipMoves(input.parts, input.shares);
      if (moves.length === 0) throw new DomainError('INVALID_INPUT', { field: 'shares', fault: 'NOTHING_MOVES' });
      const amountMinor = addMoney(...moves.map((move) => move.amountMinor));
      const posting = ledger.open(tx, {
        kind: 'tips_share',
        localDate: settings.today().localDate,
        amountMinor,
        requestKey: input.requestKey,
        comment: input.comment,
      });
      for (const { fromId, toId, amountMinor: minor } of moves) {
        posting.add('E51', { account: 2510, object: fromId }, { account: 2510, object: toId }, minor);
      }
      tx.summary = { key: 'tips.share', values: { number: posting.number, count: input.shares.length } };
      return { id: posting.id, number: posting.number };
    });
    return { commandId, documentId: value.id, number: value.number };
  }

  /** Everybody is known, nobody is named twice on a side, and nobody gives more than is kept for them. */
  #assertKept(tx: Tx, caller: Caller, { parts, shares }: Input<'share'>): void {
    const known = new Set<number>(this.#near.staff.list(caller, true).map(({ id }) => id));
    for (const { staffId } of [...parts, ...shares]) {
      if (!known.has(staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    }
    for (const [field, list] of [
      ['parts', parts],
      ['shares', shares],
    ] as const) {
      if (new Set(list.map(({ staffId }) => staffId)).size !== list.length) {
        throw new DomainError('INVALID_INPUT', { field, fault: 'TWICE' });
      }
    }
    for (const { staffId, amountMinor } of parts) {
      const owedMinor = 0 - this.#near.ledger.balance(tx, 2510, staffId);
      if (amountMinor <= owedMinor) continue;
      throw new DomainError('INVALID_INPUT', { field: 'amountMinor', fault: 'MORE_THAN_TIPS', owedMinor });
    }
  }
}
