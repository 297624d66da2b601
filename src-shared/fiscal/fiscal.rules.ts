import type { LineKind } from '../checkout/pricing.rules.ts';
import { type TenderKind, isMoney } from '../checkout/tenders.rules.ts';
import { addMoney, multiplyByQuantity, vatIncluded } from '../kernel/money.ts';
import { allocate } from '../kernel/share.ts';

/** Method of a line (tag 1214): prepaid whole or in part; an advance; settled; settled in part; on credit; its payment. */
export const FISCAL_METHODS = [1, 2, 3, 4, 5, 6, 7] as const;
export type FiscalMethod = (typeof FISCAL_METHODS)[number];

/** What a line is about (tag 1212): 1 goods, 4 a service, 10 a payment: an advance, a credit, a fee. */
export const FISCAL_SUBJECTS = [1, 4, 10] as const;
export type FiscalSubject = (typeof FISCAL_SUBJECTS)[number];

/** Income, or «возврат прихода» (tag 1054). */
type FiscalSign = 'income' | 'incomeReturn';

/** A line of a receipt. Amounts in minor units; price × quantity is the sum to the kopeck. */
export interface FiscalLine {
  readonly title: string;
  readonly quantityMilli: number;
  readonly priceMinor: number;
  readonly sumMinor: number;
  readonly method: FiscalMethod;
  readonly subject: FiscalSubject;
  /** Null = without tax. */
  readonly vatBp: number | null;
  /** M8. */
  readonly vatMinor: number;
  /** Code of the marking of goods; kept for the warehouse, null until then. */
  readonly marking: string | null;
}

/** How a receipt is paid, by the tags that its register prints. */
interface FiscalPayment {
  /** Tag 1031. */
  readonly cashMinor: number;
  /** Tag 1081: card, SBP, bank. */
  readonly electronicMinor: number;
  /** Tag 1215: what was paid before is set off: deposit, certificate, membership. */
  readonly advanceMinor: number;
  /** Tag 1216: what stays owed. */
  readonly creditMinor: number;
  /** Tag 1217: «встречное предоставление»: bonuses, if the salon prints them so (P9). */
  readonly counterMinor: number;
}

/** A receipt as its register prints it; the port of a device takes it as it is. Σ lines = Σ payments = total. */
export interface FiscalReceipt {
  readonly sign: FiscalSign;
  readonly lines: readonly FiscalLine[];
  readonly payment: FiscalPayment;
  readonly totalMinor: number;
}

/** How bonuses stand on a receipt (P9). */
export type BonusOnReceipt = 'discount' | 'counter_supply';

/** A tender without its sign: what was given, or given back. */
export interface ReceiptTender {
  readonly kind: TenderKind;
  readonly amountMinor: number;
}

/** A line of a check, or what goes back of it. */
export interface CheckLine {
  readonly title: string;
  readonly kind: LineKind;
  readonly quantityMilli: number;
  /** Net of discounts, bonuses not taken off. */
  readonly netMinor: number;
  /** The part of it that bonuses paid. */
  readonly bonusMinor: number;
  /** Of a line that a membership covers: what it is recognised at (T9); the line itself costs nothing. */
  readonly coveredMinor: number;
  readonly vatBp: number | null;
}

export interface CheckReceipt {
  readonly sign: FiscalSign;
  readonly lines: readonly CheckLine[];
  /** Of the check itself, without the change that was kept. */
  readonly tenders: readonly ReceiptTender[];
  /** Change that stays with the salon as a deposit (T1), as a line of its own; in cash. */
  readonly kept: { readonly title: string; readonly amountMinor: number } | null;
  /** Nominal that certificates paid beyond what they had cost (T6): no money ever came for it, so it is a discount. */
  readonly certificateDiscountMinor: number;
  readonly bonusOnReceipt: BonusOnReceipt;
  /** Tax of advances, if the salon pays any. */
  readonly advanceVatBp: number | null;
}

/**
 * The receipt of a check, of a refund or of a storno (T5); null when there is nothing to print.
 *
 * Certificates and deposits are an advance (tag 1214 = 3), memberships a prepayment of named services (1); services and goods
 * are settled (4), also by what was paid before (tag 1215), or stay owed in part (5) or whole (6). What bonuses and the free
 * part of a certificate paid comes off the lines (M5), unless bonuses are printed as a counter supply. Example: a cut of
 * 2 000 paid by 500 of bonuses and a card: one line of 1 500, tag 1214 = 4, 1 500 electronic.
 */
export function receiptOfCheck(check: CheckReceipt): FiscalReceipt | null {
  const { sign, lines, tenders, kept, certificateDiscountMinor, bonusOnReceipt, advanceVatBp } = check;
  const bonusMinor = sumOf(tenders, (kind) => kind === 'bonus');
  const paidMinor = sumOf(tenders, () => true);
  const creditMinor = Math.max(0, addMoney(...lines.map(({ netMinor }) => netMinor)) - paidMinor);
  const isDiscount = bonusOnReceipt === 'discount';
  const offBonus = isDiscount ? shareOfBonuses(bonusMinor, lines) : lines.map(() => 0);
  const room = lines.map((line, at) => (isSettled(line.kind) ? line.netMinor - offBonus[at]! : 0));
  const offCertificate = allocate(certificateDiscountMinor, room);
  const settledMinor = addMoney(...room.map((left, at) => left - offCertificate[at]!));
  const drafts = lines.map((line, at): LineDraft => {
    const { method, subject } = methodOf(line.kind, creditMinor, settledMinor);
    const isAdvance = line.kind === 'certificate' || line.kind === 'deposit' || line.kind === 'membership';
    return {
      title: line.title,
      quantityMilli: line.quantityMilli,
      sumMinor: line.netMinor - offBonus[at]! - offCertificate[at]!,
      method,
      subject,
      vatBp: isAdvance ? advanceVatBp : line.vatBp,
    };
  });
  const covered = lines
    .filter(({ coveredMinor }) => coveredMinor > 0)
    .map(({ title, quantityMilli, coveredMinor, vatBp }): LineDraft => {
      return { title, quantityMilli, sumMinor: coveredMinor, method: 4, subject: 4, vatBp };
    });
  const advance: LineDraft[] = kept ? [advanceLine(kept.title, kept.amountMinor, advanceVatBp)] : [];
  const prepaid = sumOf(tenders, (kind) => kind === 'deposit' || kind === 'certificate') - certificateDiscountMinor;
  return receipt(sign, [...drafts, ...covered, ...advance], {
    cashMinor: sumOf(tenders, (kind) => kind === 'cash') + (kept?.amountMinor ?? 0),
    electronicMinor: sumOf(tenders, isElectronic),
    advanceMinor: prepaid + addMoney(...covered.map(({ sumMinor }) => sumMinor)),
    creditMinor,
    counterMinor: isDiscount ? 0 : bonusMinor,
  });
}

/** A later payment of debts (T3): a line for each check that it pays, tag 1214 = 7. */
export function receiptOfDebtPayment(payment: {
  readonly sign: FiscalSign;
  readonly parts: readonly {
    readonly title: string;
    readonly tenders: readonly ReceiptTender[];
    readonly certificateDiscountMinor: number;
  }[];
  readonly bonusOnReceipt: BonusOnReceipt;
}): FiscalReceipt | null {
  const { sign, parts, bonusOnReceipt } = payment;
  const isDiscount = bonusOnReceipt === 'discount';
  const tenders = parts.flatMap((part) => part.tenders);
  const discountMinor = addMoney(...parts.map((part) => part.certificateDiscountMinor));
  const lines = parts.map((part): LineDraft => {
    const sumMinor = sumOf(part.tenders, (kind) => !isDiscount || kind !== 'bonus') - part.certificateDiscountMinor;
    // The tax was counted in the receipt that gave the credit.
    return { title: part.title, quantityMilli: 1000, sumMinor, method: 7, subject: 10, vatBp: null };
  });
  return receipt(sign, lines, {
    cashMinor: sumOf(tenders, (kind) => kind === 'cash'),
    electronicMinor: sumOf(tenders, isElectronic),
    advanceMinor: sumOf(tenders, (kind) => kind === 'deposit' || kind === 'certificate') - discountMinor,
    creditMinor: 0,
    counterMinor: isDiscount ? 0 : sumOf(tenders, (kind) => kind === 'bonus'),
  });
}

/**
 * Money beside a check: a deposit (E08) and its return (E10), money back for a certificate (E14) or a membership (E19), a fee.
 *
 * `prepaidMinor`: the part that is taken from the client's deposit.
 */
export function receiptOfMoney(money: {
  readonly sign: FiscalSign;
  readonly title: string;
  readonly about: 'advance' | 'membership' | 'fee';
  readonly tenders: readonly ReceiptTender[];
  readonly prepaidMinor: number;
  readonly vatBp: number | null;
}): FiscalReceipt | null {
  const { sign, title, about, tenders, prepaidMinor, vatBp } = money;
  const cashMinor = sumOf(tenders, (kind) => kind === 'cash');
  const electronicMinor = sumOf(tenders, isElectronic);
  const sumMinor = cashMinor + electronicMinor + prepaidMinor;
  const line: LineDraft =
    about === 'advance'
      ? advanceLine(title, sumMinor, vatBp)
      : {
          title,
          quantityMilli: 1000,
          sumMinor,
          method: about === 'membership' ? 1 : 4,
          subject: about === 'membership' ? 4 : 10,
          vatBp,
        };
  return receipt(sign, [line], {
    cashMinor,
    electronicMinor,
    advanceMinor: prepaidMinor,
    creditMinor: 0,
    counterMinor: 0,
  });
}

/** The receipt that takes another one back (T5, T16): the same lines and payments with the other sign. */
export function opposite(of: FiscalReceipt): FiscalReceipt {
  return { ...of, sign: of.sign === 'income' ? 'incomeReturn' : 'income' };
}

/** What receipts of a shift come to, by sign and payment: the figures that a Z report of the register has, too. */
export interface FiscalTotals {
  readonly income: FiscalPayment & { readonly count: number };
  readonly incomeReturn: FiscalPayment & { readonly count: number };
}

const NOTHING: FiscalPayment = { cashMinor: 0, electronicMinor: 0, advanceMinor: 0, creditMinor: 0, counterMinor: 0 };

/** Adds receipts up. */
export function totalsOf(receipts: readonly Pick<FiscalReceipt, 'sign' | 'payment'>[]): FiscalTotals {
  const of = (sign: FiscalSign): FiscalTotals['income'] => {
    const own = receipts.filter((one) => one.sign === sign);
    const sum = (name: keyof FiscalPayment): number => own.reduce((total, { payment }) => total + payment[name], 0);
    return {
      count: own.length,
      cashMinor: sum('cashMinor'),
      electronicMinor: sum('electronicMinor'),
      advanceMinor: sum('advanceMinor'),
      creditMinor: sum('creditMinor'),
      counterMinor: sum('counterMinor'),
    };
  };
  return { income: of('income'), incomeReturn: of('incomeReturn') };
}

/** Where two sets of totals differ, with the difference: theirs less ours. */
export function differencesOf(ours: FiscalTotals, theirs: FiscalTotals): TotalDifference[] {
  return (['income', 'incomeReturn'] as const).flatMap((sign) =>
    (Object.keys(NOTHING) as (keyof FiscalPayment)[]).flatMap((name) => {
      const minor = theirs[sign][name] - ours[sign][name];
      return minor === 0 ? [] : [{ sign, name, minor }];
    }),
  );
}

interface TotalDifference {
  readonly sign: FiscalSign;
  readonly name: keyof FiscalPayment;
  readonly minor: number;
}

type LineDraft = Omit<FiscalLine, 'priceMinor' | 'vatMinor' | 'marking'>;

function receipt(sign: FiscalSign, drafts: readonly LineDraft[], payment: FiscalPayment): FiscalReceipt | null {
  // A line that costs nothing is no settlement and has no place on a receipt.
  const lines = drafts.filter(({ sumMinor }) => sumMinor > 0).flatMap(wholePrices);
  if (lines.length === 0) return null;
  return { sign, lines, payment, totalMinor: addMoney(...lines.map(({ sumMinor }) => sumMinor)) };
}

/**
 * Lines whose price × quantity is their sum to the kopeck, as a register checks it.
 *
 * A sum that its pieces do not divide becomes two lines: all but one at the lower price, the last with the rest. Example: 3
 * pieces for 10,00 are 2 × 3,33 and 1 × 3,34.
 */
export function wholePrices(draft: Omit<FiscalLine, 'priceMinor' | 'vatMinor' | 'marking'>): FiscalLine[] {
  const { quantityMilli, sumMinor } = draft;
  const line = (milli: number, price: number, sum: number, title = draft.title): FiscalLine => ({
    ...draft,
    title,
    quantityMilli: milli,
    priceMinor: price,
    sumMinor: sum,
    vatMinor: draft.vatBp === null ? 0 : vatIncluded(sum, draft.vatBp),
    marking: null,
  });
  const price = Math.round((sumMinor * 1000) / quantityMilli);
  if (multiplyByQuantity(price, quantityMilli) === sumMinor) return [line(quantityMilli, price, sumMinor)];
  const pieces = quantityMilli / 1000;
  const lower = Math.floor(sumMinor / pieces);
  if (!Number.isInteger(pieces) || lower === 0) {
    return [line(1000, sumMinor, sumMinor, `${draft.title} × ${String(pieces).replace('.', ',')}`)];
  }
  const most = (pieces - 1) * lower;
  return [line(quantityMilli - 1000, lower, most), line(1000, sumMinor - most, sumMinor - most)];
}

function methodOf(
  kind: LineKind,
  creditMinor: number,
  settledMinor: number,
): { method: FiscalMethod; subject: FiscalSubject } {
  if (kind === 'certificate' || kind === 'deposit') return { method: 3, subject: 10 };
  if (kind === 'membership') return { method: 1, subject: 4 };
  // Tips pass through the salon (T14): a payment, settled at once.
  if (kind === 'tip') return { method: 4, subject: 10 };
  const subject = kind === 'product' ? 1 : 4;
  if (creditMinor <= 0) return { method: 4, subject };
  return { method: creditMinor >= settledMinor ? 6 : 5, subject };
}

/** Services and goods go over the client's account; everything else is paid by money alone. */
function isSettled(kind: LineKind): boolean {
  return kind === 'service' || kind === 'product';
}

function isElectronic(kind: TenderKind): boolean {
  return isMoney(kind) && kind !== 'cash';
}

/** Bonuses over the lines that they paid; of a refund by the parts that the returned lines had of them. */
function shareOfBonuses(bonusMinor: number, lines: readonly CheckLine[]): number[] {
  const paid = lines.map(({ bonusMinor: part, netMinor }) => Math.min(part, netMinor));
  const isEnough = addMoney(...paid) >= bonusMinor;
  return allocate(bonusMinor, isEnough ? paid : lines.map((line) => (isSettled(line.kind) ? line.netMinor : 0)));
}

function advanceLine(title: string, sumMinor: number, vatBp: number | null): LineDraft {
  return { title, quantityMilli: 1000, sumMinor, method: 3, subject: 10, vatBp };
}

function sumOf(tenders: readonly ReceiptTender[], isWanted: (kind: TenderKind) => boolean): number {
  return tenders.reduce((sum, { kind, amountMinor }) => sum + (isWanted(kind) ? amountMinor : 0), 0);
}
