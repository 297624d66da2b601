import { DomainError } from '../kernel/errors.ts';
import { addMoney, assertMoney } from '../kernel/money.ts';

/** Ways of paying in the order in which they consume what is due (T1). */
export const TENDER_KINDS = ['bonus', 'certificate', 'deposit', 'card', 'sbp', 'transfer', 'cash'] as const;
export type TenderKind = (typeof TENDER_KINDS)[number];

/** The ways that are money: only they pay certificates, memberships, deposits and tips. */
export const MONEY_KINDS = ['card', 'sbp', 'transfer', 'cash'] as const satisfies readonly TenderKind[];
export type MoneyKind = (typeof MONEY_KINDS)[number];

/** Whether a way of paying is money. */
export function isMoney(kind: TenderKind): kind is MoneyKind {
  return (MONEY_KINDS as readonly TenderKind[]).includes(kind);
}

/** What a client offers to pay with; of cash: what is handed over. */
export interface TenderOffer {
  readonly kind: TenderKind;
  readonly accountId: number | null;
  readonly certificateId: number | null;
  readonly amountMinor: number;
  readonly reference: string;
}

/** What offers are judged by. All amounts in minor units. */
export interface PaymentTerms {
  readonly dueMinor: number;
  /** Part of the due that only money can pay. */
  readonly moneyOnlyMinor: number;
  /** P9: what the client has, and the most that may pay this check; null = nobody's. */
  readonly bonus: { readonly balanceMinor: number; readonly maxMinor: number; readonly unitMinor: number } | null;
  /** Null without a client. */
  readonly depositMinor: number | null;
  /** Nominal left of the certificates that are offered, by id. */
  readonly certificates: ReadonlyMap<number, { readonly number: string; readonly balanceMinor: number }>;
  /** Debts of the client before it and the limit (T3); null = the rest may not stay a debt. */
  readonly debt: { readonly owedMinor: number; readonly limitMinor: number } | null;
  /** Change goes to the client's deposit (T1). */
  readonly keepsChange: boolean;
}

/** A tender as it is taken. `givenMinor` and `changeMinor` only of cash. */
export interface AppliedTender {
  readonly kind: TenderKind;
  readonly accountId: number | null;
  readonly certificateId: number | null;
  readonly reference: string;
  readonly amountMinor: number;
  readonly givenMinor: number | null;
  readonly changeMinor: number | null;
  /** Part of the amount that pays lines which only money can pay. */
  readonly moneyOnlyMinor: number;
}

/** What the offers come to: Σ tenders = due − debt. */
export interface Settlement {
  readonly tenders: readonly AppliedTender[];
  readonly paidMinor: number;
  readonly debtMinor: number;
  /** What is handed back. */
  readonly changeMinor: number;
  /** Change that became a deposit, and the drawer that it stays in. */
  readonly kept: { readonly amountMinor: number; readonly accountId: number | null } | null;
}

/**
 * What bonuses may still pay of a check: its limit is rounded down, and so is the answer to whole units (P9, M10).
 *
 * `spentMinor` is what bonuses have paid of the same check before. Example: 560750 at 20 % with 100000 there and a unit of
 * 100: the limit is 112100, so all 100000 may be spent.
 */
export function bonusMax(
  baseMinor: number,
  terms: { readonly availableMinor: number; readonly limitBp: number; readonly unitMinor: number },
  spentMinor = 0,
): number {
  assertMoney(baseMinor);
  const limit = Number((BigInt(baseMinor) * BigInt(terms.limitBp)) / 10_000n) - spentMinor;
  const most = Math.max(0, Math.min(terms.availableMinor, limit));
  return most - (most % terms.unitMinor);
}

/**
 * Applies what a client offers to what is due (T1-T3, P9).
 *
 * Bonus, certificate, deposit, then card, SBP and transfer, then cash, whatever order they were given in. Certificate and
 * deposit pay the least of what was asked, what they hold and what is left; offers that find nothing left are dropped.
 *
 * @throws DomainError LIMIT_EXCEEDED (M1), NONCASH_OVERPAYMENT, BONUS_LIMIT, BONUS_INSUFFICIENT, CERTIFICATE_EMPTY, DEBT_LIMIT, INVALID_INPUT
 *   (reason UNDERPAID, MONEY_ONLY, NO_CLIENT, BONUS_UNIT)
 */
export function settle(offers: readonly TenderOffer[], terms: PaymentTerms): Settlement {
  const { dueMinor, moneyOnlyMinor } = terms;
  let left = dueMinor;
  let leftForAll = dueMinor - moneyOnlyMinor;
  const applied: { offer: TenderOffer; amountMinor: number; givenMinor: number | null }[] = [];
  const take = (offer: TenderOffer, amountMinor: number, givenMinor: number | null = null): void => {
    left -= amountMinor;
    if (amountMinor > 0 || givenMinor !== null) applied.push({ offer, amountMinor, givenMinor });
  };
  const of = (...kinds: readonly TenderKind[]): TenderOffer[] => offers.filter(({ kind }) => kinds.includes(kind));

  const bonus = sumOf(of('bonus'));
  if (bonus > 0) {
    requireBonus(bonus, terms, leftForAll);
    take(of('bonus')[0]!, bonus);
    leftForAll -= bonus;
  }
  const spent = new Map<number, number>();
  for (const offer of of('certificate')) {
    const id = offer.certificateId ?? 0;
    const certificate = terms.certificates.get(id);
    if (!certificate) throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'CERTIFICATE_NOT_NAMED' });
    if (certificate.balanceMinor <= 0) {
      throw new DomainError('CERTIFICATE_EMPTY', { number: certificate.number, balanceMinor: 0 });
    }
    const has = certificate.balanceMinor - (spent.get(id) ?? 0);
    const amount = Math.min(offer.amountMinor, has, leftForAll);
    spent.set(id, (spent.get(id) ?? 0) + amount);
    take(offer, amount);
    leftForAll -= amount;
  }
  const deposit = of('deposit');
  if (deposit.length > 0) {
    if (terms.depositMinor === null) throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'NO_CLIENT' });
    const amount = Math.min(sumOf(deposit), Math.max(0, terms.depositMinor), leftForAll);
    take(deposit[0]!, amount);
    leftForAll -= amount;
  }
  for (const offer of of('card', 'sbp', 'transfer').toSorted(byKind)) {
    if (offer.amountMinor > left) throw overpaid(offer.kind, offer.amountMinor, left);
    take(offer, offer.amountMinor);
  }
  const cash = of('cash');
  const changeMinor = Math.max(0, sumOf(cash) - left);
  // What is given back comes out of the last drawer that was opened.
  let back = changeMinor;
  const changes = cash.toReversed().map((offer) => {
    const change = Math.min(back, offer.amountMinor);
    back -= change;
    return change;
  });
  cash.forEach((offer, index) => {
    take(offer, offer.amountMinor - changes[cash.length - 1 - index]!, offer.amountMinor);
  });
  const paidMoney = applied.reduce((sum, { offer, amountMinor }) => sum + (isMoney(offer.kind) ? amountMinor : 0), 0);
  if (paidMoney < moneyOnlyMinor) {
    const data = { field: 'tenders', reason: 'MONEY_ONLY', moneyOnlyMinor, paidMinor: paidMoney };
    throw new DomainError('INVALID_INPUT', data);
  }
  requireDebt(left, terms);
  const isKept = terms.keepsChange && changeMinor > 0;
  if (isKept && terms.depositMinor === null) {
    throw new DomainError('INVALID_INPUT', { field: 'keepsChange', reason: 'NO_CLIENT' });
  }
  return {
    tenders: withMoneyOnly(applied, moneyOnlyMinor, isKept),
    paidMinor: dueMinor - left,
    debtMinor: left,
    changeMinor: isKept ? 0 : changeMinor,
    kept: isKept ? { amountMinor: changeMinor, accountId: cash.at(-1)?.accountId ?? null } : null,
  };
}

function withMoneyOnly(
  applied: readonly { offer: TenderOffer; amountMinor: number; givenMinor: number | null }[],
  moneyOnlyMinor: number,
  isKept: boolean,
): AppliedTender[] {
  let rest = moneyOnlyMinor;
  const tenders: AppliedTender[] = [];
  for (const { offer, amountMinor, givenMinor } of applied) {
    // Cash that was handed over and given back whole paid nothing.
    if (amountMinor === 0) continue;
    const part = isMoney(offer.kind) ? Math.min(rest, amountMinor) : 0;
    rest -= part;
    const { kind, accountId, certificateId, reference } = offer;
    const changeMinor = givenMinor === null ? null : isKept ? 0 : givenMinor - amountMinor;
    tenders.push({
      kind,
      accountId,
      certificateId,
      reference,
      amountMinor,
      givenMinor,
      changeMinor,
      moneyOnlyMinor: part,
    });
  }
  return tenders;
}

function requireBonus(amountMinor: number, { bonus }: PaymentTerms, leftMinor: number): void {
  if (!bonus) throw new DomainError('BONUS_INSUFFICIENT', { balanceMinor: 0 });
  const { balanceMinor, maxMinor, unitMinor } = bonus;
  if (amountMinor > balanceMinor) throw new DomainError('BONUS_INSUFFICIENT', { balanceMinor });
  if (amountMinor > maxMinor) throw new DomainError('BONUS_LIMIT', { maxMinor });
  if (amountMinor > leftMinor) throw overpaid('bonus', amountMinor, leftMinor);
  if (amountMinor % unitMinor !== 0) {
    throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'BONUS_UNIT', unitMinor });
  }
}

function requireDebt(debtMinor: number, { debt }: PaymentTerms): void {
  if (debtMinor === 0) return;
  if (!debt) {
    throw new DomainError('INVALID_INPUT', { field: 'tenders', reason: 'UNDERPAID', restMinor: debtMinor });
  }
  const { owedMinor, limitMinor } = debt;
  if (owedMinor + debtMinor > limitMinor) throw new DomainError('DEBT_LIMIT', { limitMinor, owedMinor, debtMinor });
}

function overpaid(kind: TenderKind, amountMinor: number, restMinor: number): DomainError {
  const rest = Math.max(0, restMinor);
  return new DomainError('NONCASH_OVERPAYMENT', { kind, amountMinor, restMinor: rest, overMinor: amountMinor - rest });
}

function sumOf(offers: readonly { readonly amountMinor: number }[]): number {
  return addMoney(...offers.map(({ amountMinor }) => amountMinor));
}

function byKind(a: { readonly kind: TenderKind }, b: { readonly kind: TenderKind }): number {
  return TENDER_KINDS.indexOf(a.kind) - TENDER_KINDS.indexOf(b.kind);
}

/** A debt of one sale. */
export interface Debt {
  readonly saleId: number;
  readonly debtMinor: number;
}

/** A part of a tender that pays one sale. */
export interface DebtPayment {
  readonly saleId: number;
  readonly tender: AppliedTender;
  readonly amountMinor: number;
}

/**
 * Lays tenders over debts, the first debt first (T3): the debts come oldest first.
 *
 * Σ of the parts = Σ of the tenders, which is at most Σ of the debts.
 */
export function payDebts(debts: readonly Debt[], tenders: readonly AppliedTender[]): DebtPayment[] {
  const left = debts.map((debt) => ({ ...debt }));
  const payments: DebtPayment[] = [];
  for (const tender of tenders) {
    let amount = tender.amountMinor;
    for (const debt of left) {
      const part = Math.min(amount, debt.debtMinor);
      if (part === 0) continue;
      debt.debtMinor -= part;
      amount -= part;
      payments.push({ saleId: debt.saleId, tender, amountMinor: part });
    }
  }
  return payments;
}
