import { DomainError } from '../../src-shared/kernel/errors.ts';
import { earnedByTime, membershipRefund } from '../../src-shared/memberships/memberships.rules.ts';
import { type SoldThing, giveMoneyBack, proposedMoneyBack } from '../checkout/money-back.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Input, MembershipContext, Output } from './membership-context.ts';
import { breakage, emptyPools, recognise } from './membership-days.ts';
import { type MembershipState, readState, statusOn, valueLeft } from './membership-state.ts';
import {
  hasMovedBy,
  readSoldDocument,
  readUnitsUsed,
  readUsedAtList,
  updateMembership,
} from './memberships.repository.ts';

/** The money back for a membership, and the end of what was held (T10, E18, E19). */
export class MembershipRefunds {
  readonly #context: MembershipContext;

  constructor(context: MembershipContext) {
    this.#context = context;
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (nothing is left) */
  refundPreview({ membershipId }: Input<'refundPreview'>): Output<'refundPreview'> {
    const { reader } = this.#context;
    const { refundMinor, revenueMinor, mode, used } = this.#refundOf(reader, readState(reader, membershipId));
    return {
      refundMinor,
      revenueMinor,
      mode,
      used,
      tenders: proposedMoneyBack(reader, soldThing(reader, membershipId), refundMinor),
    };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT, INVALID_INPUT, LIMIT_EXCEEDED, FORBIDDEN, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED */
  refund(caller: Caller, input: Input<'refund'>): Output<'refund'> {
    type Done = Omit<Output<'refund'>, 'commandId'>;
    const { clock } = this.#context.deps;
    const { value, commandId } = this.#context.run(caller, 'memberships.refund', (tx): Done => {
      const known = this.#context.ledger.findByRequestKey(tx, input.key, { kind: 'membership_refund' });
      if (known) {
        if (!hasMovedBy(tx, input.membershipId, known.id)) {
          throw new DomainError('CONFLICT', { reason: 'keyUsed', number: known.number });
        }
        return { documentId: known.id, refundedMinor: known.amount_minor, revenueMinor: 0 };
      }
      const state = readState(tx, input.membershipId);
      const { row } = state;
      const refund = this.#refundOf(tx, state);
      const shift = this.#context.shifts.require(tx, clock.nowMs());
      const posting = this.#context.ledger.open(tx, {
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
      giveMoneyBack(tx, posting, caller, this.#context, {
        event: 'E19',
        tenders: input.tenders,
        amountMinor: refund.refundMinor,
        sold: soldThing(tx, row.id),
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
    const earned = row.kind === 'time' ? earnedByTime(row.price_minor, state.days, this.#context.today()) : recognised;
    const earnedMinor = Math.max(0, Math.min(before, earned - recognised));
    const mode = this.#context.settings.now().membershipRefund;
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
    const { value, commandId } = this.#context.run(caller, 'memberships.writeOff', (tx) => {
      const state = readState(tx, input.membershipId);
      const { row } = state;
      if (statusOn(tx, state, this.#context.today()) !== 'expired' || valueLeft(state) === 0) {
        throw new DomainError('CONFLICT', { reason: 'membershipNotHeld', membership: row.title });
      }
      const amountMinor = valueLeft(state);
      const posting = breakage(tx, this.#context.ledger, state, this.#context.today(), input.reason);
      updateMembership(tx, row, { closed_on: posting.localDate });
      tx.reason = input.reason;
      tx.summary = { key: 'memberships.writeOff', values: { title: row.title, amountMinor } };
      return posting.id;
    });
    return { commandId, documentId: value };
  }
}

function soldThing(reader: Reader, membershipId: number): SoldThing {
  return { documentId: readSoldDocument(reader, membershipId), account: 2300, object: membershipId };
}
