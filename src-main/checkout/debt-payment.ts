import type { z } from 'zod';
import { planTender } from '../../src-shared/checkout/sale-plan.rules.ts';
import type { salesContract } from '../../src-shared/checkout/sales.contract.ts';
import { type AppliedTender, payDebts, settle } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { Bonuses, Certificates, SaleParticipant } from './neighbours.ts';
import { type TermsSources, balancesOf, bonusOfDebts, offersOf, sumDebts } from './payment-terms.ts';
import { type PostingNeighbours, earnBonuses, postSteps } from './sale-posting.ts';
import { nameOf } from './sales-reading.ts';
import * as rows from './sales.repository.ts';

type Procedure = (typeof salesContract)['payDebt'];
type Wish = z.output<NonNullable<Procedure['~orpc']['inputSchema']>>;
type DebtPaid = Omit<z.input<Procedure['~orpc']['outputSchema'] & z.ZodType>, 'commandId'>;

/** Whom the payment of a debt works with. */
export interface DebtNeighbours extends TermsSources, PostingNeighbours {
  readonly bonuses: Pick<Bonuses, 'available' | 'spend' | 'earn'>;
  readonly certificates: Pick<Certificates, 'state' | 'redeem'>;
  readonly participants: readonly SaleParticipant[];
}

/** What this key has posted already (T18). @throws DomainError CONFLICT (keyUsed) for the key of another payment */
export function debtPaidBefore(tx: Tx, { ledger }: DebtNeighbours, { key, clientId }: Wish): DebtPaid | null {
  const document = ledger.findByRequestKey(tx, key, { kind: 'payment', clientId });
  if (!document) return null;
  const { change_minor: changeMinor, paid_minor: paidMinor } = rows.readOutcome(tx, document.id);
  return { paidMinor, changeMinor, debtLeftMinor: sumDebts(rows.readDebts(tx, clientId)) };
}

/**
 * Takes a later payment of debts, the oldest first unless a sale is named (T3).
 *
 * @throws DomainError see `salesContract.payDebt`
 */
export function payDebt(tx: Tx, near: DebtNeighbours, caller: Caller, input: Wish): DebtPaid {
  const { clientId } = input;
  const payer = rows.readPayer(tx, clientId);
  if (!payer) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  const debts = debtsOf(tx, input);
  const shift = near.shifts.require(tx, tx.context.nowMs);
  const offers = offersOf(near, tx, input.tenders);
  const dueMinor = sumDebts(debts);
  const settlement = settle(offers, {
    dueMinor,
    moneyOnlyMinor: 0,
    bonus: bonusOfDebts(near, tx, clientId, debts, shift),
    // What is not paid now stays the debt that it was.
    debt: { owedMinor: 0, limitMinor: dueMinor },
    keepsChange: false,
    ...balancesOf(near, tx, offers, clientId, shift),
  });
  const { paidMinor, changeMinor } = settlement;
  if (paidMinor === 0) {
    throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'UNDERPAID', restMinor: dueMinor });
  }
  const [only, ...more] = debts;
  const posting = near.ledger.open(tx, {
    kind: 'payment',
    localDate: shift.localDate,
    amountMinor: paidMinor,
    shiftId: shift.shiftId,
    clientId,
    saleId: only && more.length === 0 ? only.id : null,
    requestKey: input.key,
  });
  const paid = postPayment(tx, posting, near, clientId, debts, settlement.tenders);
  for (const { id: saleId } of debts) {
    if (rows.readDebts(tx, clientId).every(({ id }) => id !== saleId)) {
      earnBonuses(tx, posting, near, { clientId, saleId });
    }
  }
  for (const [saleId, amountMinor] of paid) {
    const { visit_id: visitId } = rows.readSaleHead(tx, saleId)!;
    const about = { saleId, posting, caller, visitId, clientId };
    for (const participant of near.participants) participant.paid?.(tx, about, amountMinor);
  }
  tx.summary = {
    key: 'checkout.payDebt',
    values: {
      number: posting.number,
      who: nameOf(near.settings, payer.first_name, payer.last_name) ?? '',
      sumMinor: paidMinor,
    },
  };
  return { paidMinor, changeMinor, debtLeftMinor: sumDebts(rows.readDebts(tx, clientId)) };
}

/** The debts that are paid, the oldest first. @throws DomainError NOT_FOUND, INVALID_INPUT (NO_DEBT) */
function debtsOf(tx: Tx, { clientId, saleId }: Wish): rows.DebtRow[] {
  const all = rows.readDebts(tx, clientId);
  const debts = saleId === null ? all : all.filter(({ id }) => id === saleId);
  if (debts.length > 0) return debts;
  const isKnown = saleId === null || rows.readSaleHead(tx, saleId)?.client_id === clientId;
  if (!isKnown) throw new DomainError('NOT_FOUND', { what: 'sale', id: saleId });
  throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'NO_DEBT' });
}

/** Lays tenders over debts: a tender that pays two sales has a row for each. Answers with what each sale got. */
function postPayment(
  tx: Tx,
  posting: Posting,
  near: DebtNeighbours,
  clientId: number,
  debts: readonly rows.DebtRow[],
  tenders: readonly AppliedTender[],
): ReadonlyMap<number, number> {
  const paid = new Map<number, number>();
  const parts = payDebts(
    debts.map((debt) => ({ saleId: debt.id, debtMinor: debt.debt_minor })),
    tenders,
  );
  const seen = new Set<AppliedTender>();
  parts.forEach(({ saleId, tender, amountMinor }, index) => {
    // What was handed over stands on the first part of a tender, so that it is counted once.
    const isFirst = !seen.has(tender);
    seen.add(tender);
    rows.insertTender(tx, {
      document_id: posting.id,
      sale_id: saleId,
      position: index + 1,
      kind: tender.kind,
      account_id: tender.accountId,
      certificate_id: tender.certificateId,
      amount_minor: amountMinor,
      given_minor: isFirst ? tender.givenMinor : null,
      change_minor: isFirst ? tender.changeMinor : null,
      reference: tender.reference,
    });
    const receivable = { account: 1100, object: saleId } as const;
    postSteps(tx, posting, near, { clientId, saleId }, planTender(receivable, tender, amountMinor));
    paid.set(saleId, (paid.get(saleId) ?? 0) + amountMinor);
  });
  return paid;
}
