import { DomainError } from '../../src-shared/kernel/errors.ts';
import { takeMoneyAgain } from '../checkout/money-back.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { MembershipContext } from './membership-context.ts';
import { readState } from './membership-state.ts';
import { type MovementRow, insertMovement, readUnitsUsed, readByDocument } from './memberships.repository.ts';

/** Ctrl+Z of what the desk does with a membership: money back, write-off, more days (T16). */
export class MembershipStorno {
  readonly reversals: readonly PostedReversal[];
  readonly #context: MembershipContext;

  constructor(context: MembershipContext) {
    this.#context = context;
    this.reversals = [
      {
        commands: new Set(['memberships.refund']),
        restores: 'memberships',
        reverseInside: (tx, caller, documentId, reason) => {
          caller.require('refund');
          putBack(tx, documentId, takeMoneyAgain(tx, this.#context, documentId, reason));
        },
      },
      {
        commands: new Set(['memberships.writeOff']),
        restores: 'memberships',
        reverseInside: (tx, caller, documentId, reason) => {
          caller.require('manage_money');
          const localDate = this.#context.today();
          putBack(tx, documentId, this.#context.ledger.reverse(tx, documentId, { localDate, reason }));
        },
      },
      {
        commands: new Set(['memberships.extend']),
        restores: 'memberships',
        reverseInside: (tx, caller, documentId, reason) => {
          caller.require('edit_loyalty');
          this.#breakAgain(tx, documentId, reason);
        },
      },
    ];
  }

  /**
   * What more days brought back from the end becomes income once more (E18).
   *
   * @throws DomainError CONFLICT (membershipUsed): of what came back something has been used since
   */
  #breakAgain(tx: Tx, documentId: number, reason: string): void {
    const back = readByDocument(tx, documentId);
    const [first] = back;
    if (!first) return;
    const { row, pools } = readState(tx, first.membership_id);
    const isThere = back.every(({ pool_id: poolId, units, value_minor: value }) => {
      const pool = pools.find(({ id }) => id === poolId);
      return pool !== undefined && pool.units_left >= units && pool.value_left >= value;
    });
    if (!isThere) {
      const used = readUnitsUsed(tx, row.id);
      throw new DomainError('CONFLICT', { reason: 'membershipUsed', membership: row.title, number: row.number, used });
    }
    const amountMinor = back.reduce((sum, one) => sum + one.value_minor, 0);
    const posting = this.#context.ledger.open(tx, {
      kind: 'membership_breakage',
      localDate: this.#context.today(),
      amountMinor,
      clientId: row.client_id,
      reason,
    });
    posting.add('E18', { account: 2300, object: row.id }, { account: 4040 }, amountMinor);
    for (const { pool_id, units, value_minor: value } of back) {
      insertMovement(tx, {
        membership_id: row.id,
        pool_id,
        document_id: posting.id,
        sale_line_id: null,
        visit_line_id: null,
        client_id: row.client_id,
        kind: 'expire',
        local_date: posting.localDate,
        units: units === 0 ? 0 : -units,
        value_minor: value === 0 ? 0 : -value,
      });
    }
  }
}

/** Units and value that a document took stand in their pools again; the entries are the storno's. */
function putBack(tx: Tx, documentId: number, posting: Posting): void {
  for (const { membership_id, pool_id, client_id, units, value_minor: value } of readByDocument(tx, documentId)) {
    if (units === 0 && value === 0) continue;
    insertMovement(tx, {
      membership_id,
      pool_id,
      document_id: posting.id,
      sale_line_id: null,
      visit_line_id: null,
      client_id,
      kind: 'reverse',
      local_date: posting.localDate,
      units: units === 0 ? 0 : -units,
      value_minor: value === 0 ? 0 : -value,
    } satisfies Omit<MovementRow, 'id'>);
  }
}
