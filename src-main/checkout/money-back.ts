import type { MoneyBackTender } from '../../src-shared/certificates/money-back.contract.ts';
import type { MoneyKind } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { allocate } from '../../src-shared/kernel/share.ts';
import type { AccountCode, LedgerEvent, Side } from '../../src-shared/ledger/accounts.rules.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { insertMoneyBack, paidInMoney, readMoneyBack } from './money-back.repository.ts';
import type { Shifts } from './neighbours.ts';
import { requireCash } from './register-cash.ts';

const ACCOUNT_OF: Readonly<Record<MoneyKind, AccountCode>> = { cash: 1010, card: 1040, sbp: 1040, transfer: 1030 };

/** A certificate (2200) or a membership (2300) and the document that sold it. */
export interface SoldThing {
  readonly documentId: number;
  readonly account: 2200 | 2300;
  readonly object: number;
}

/** How an amount would go back: as it was paid, in proportion (T4). Without any money of its own: in cash. */
export function proposedMoneyBack(
  reader: Reader,
  sold: SoldThing,
  amountMinor: number,
): { kind: MoneyKind; amountMinor: number; paidMinor: number }[] {
  if (amountMinor === 0) return [];
  const paid = paidInMoney(reader, sold);
  if (paid.length === 0) return [{ kind: 'cash', amountMinor, paidMinor: 0 }];
  const parts = allocate(
    amountMinor,
    paid.map(({ paidMinor }) => paidMinor),
  );
  return paid.flatMap((one, index) => (parts[index]! > 0 ? [{ ...one, amountMinor: parts[index]! }] : []));
}

/** Money that leaves for something that was sold earlier. */
export interface MoneyBack {
  readonly event: LedgerEvent;
  readonly tenders: readonly MoneyBackTender[];
  /** What has to go back; the tenders add up to it. */
  readonly amountMinor: number;
  readonly sold: SoldThing;
  /** Takes the debit of so much; called once per tender. */
  debit(amountMinor: number): readonly { readonly side: Side; readonly amountMinor: number }[];
}

/**
 * Posts money that goes back to a client, and its tenders (E14, E19).
 *
 * @throws DomainError INVALID_INPUT (the tenders do not add up), FORBIDDEN (another kind than was paid, T4), NOT_FOUND,
 *   LIMIT_EXCEEDED (data.what 'register': there is not so much cash in it)
 */
export function giveMoneyBack(
  tx: Tx,
  posting: Posting,
  caller: Caller,
  { shifts, ledger }: { readonly shifts: Shifts; readonly ledger: Ledger },
  back: MoneyBack,
): void {
  const sum = back.tenders.reduce((total, tender) => total + tender.amountMinor, 0);
  if (sum !== back.amountMinor) {
    throw new DomainError('INVALID_INPUT', { field: 'tenders', fault: 'TENDERS_SUM', dueMinor: back.amountMinor });
  }
  const paid = new Map(paidInMoney(tx, back.sold).map(({ kind, paidMinor }) => [kind, paidMinor]));
  back.tenders.forEach((tender, position) => {
    const left = (paid.get(tender.kind) ?? 0) - tender.amountMinor;
    paid.set(tender.kind, left);
    if (left < 0) caller.require('refund_other_tender');
    const accountId = shifts.accountFor(tx, tender.kind, tender.accountId);
    if (tender.kind === 'cash') requireCash(tx, ledger, accountId, tender.amountMinor);
    for (const { side, amountMinor } of back.debit(tender.amountMinor)) {
      posting.add(back.event, side, { account: ACCOUNT_OF[tender.kind], object: accountId }, amountMinor);
    }
    insertMoneyBack(tx, posting.id, position, tender.kind, accountId, tender.amountMinor);
  });
}

/**
 * The storno of money that went back without a sale: the client gives it again, in the current shift (T16).
 *
 * @throws DomainError CONFLICT (data.reason 'otherRegister', 'reversed'), SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED
 */
export function takeMoneyAgain(
  tx: Tx,
  { ledger, shifts }: { readonly ledger: Ledger; readonly shifts: Shifts },
  documentId: number,
  reason: string,
): Posting {
  const shift = shifts.require(tx, tx.context.nowMs);
  const given = readMoneyBack(tx, documentId);
  // The count of a register could never be right if its money came in a shift of another one (I2).
  if (given.some((tender) => tender.kind === 'cash' && tender.account_id !== shift.accountId)) {
    throw new DomainError('CONFLICT', { reason: 'otherRegister' });
  }
  shifts.requireLiveAccounts(
    tx,
    given.map((tender) => tender.account_id),
  );
  const { localDate, shiftId } = shift;
  const posting = ledger.reverse(tx, documentId, { localDate, shiftId, reason });
  given.forEach((tender, position) => {
    insertMoneyBack(tx, posting.id, position, tender.kind, tender.account_id, tender.amount_minor);
  });
  return posting;
}
