import { DomainError } from '../kernel/errors.ts';
import { addMoney, partOfRemaining } from '../kernel/money.ts';
import { allocate } from '../kernel/share.ts';
import type { LineKind } from './pricing.rules.ts';
import { TENDER_KINDS, type TenderKind, isMoney } from './tenders.rules.ts';

/** A line of a sale with what is left of it after earlier refunds. */
export interface RefundableLine {
  readonly saleLineId: number;
  readonly kind: LineKind;
  readonly title: string;
  /** Covered by a membership: its due was 0, the unit goes back whole (T9). */
  readonly isCovered: boolean;
  readonly quantityMilli: number;
  readonly netMinor: number;
  readonly recognisedMinor: number;
}

/** What is wished to be given back of a line: units, an amount, both, or all that is left. */
export interface RefundWish {
  readonly saleLineId: number;
  readonly quantityMilli: number | null;
  readonly amountMinor: number | null;
  readonly returnsStock: boolean;
}

/** What is given back of a line. */
export interface RefundedLine {
  readonly saleLineId: number;
  readonly kind: LineKind;
  readonly isCovered: boolean;
  readonly quantityMilli: number;
  readonly netMinor: number;
  readonly recognisedMinor: number;
  readonly returnsStock: boolean;
}

/** Whether a refund takes a line: what only money paid has ways of its own (E10, E14, E19) or the storno of the check. */
export function isRefundable(kind: LineKind): boolean {
  return kind === 'service' || kind === 'product';
}

/**
 * What goes back of each line (M6, T4); without wishes everything that is left.
 *
 * Units are worth their share of what remains, so the last unit takes the exact rest. An amount without units lowers the
 * price afterwards. Example: 3 pieces for 10,00: 333, 334, 333 kopecks.
 *
 * @throws DomainError NOT_FOUND, INVALID_INPUT, LIMIT_EXCEEDED (data.what 'saleLine', leftMinor), CONFLICT (nothingLeft)
 */
export function planRefundLines(
  lines: readonly RefundableLine[],
  wishes: readonly RefundWish[] | null,
): RefundedLine[] {
  const isLeft = (line: RefundableLine): boolean => line.quantityMilli > 0 || line.netMinor > 0;
  if (wishes === null) {
    const all = lines.filter((line) => isRefundable(line.kind) && isLeft(line)).map((line) => wholeOf(line, true));
    if (all.length === 0) throw new DomainError('CONFLICT', { reason: 'nothingLeft' });
    return all;
  }
  if (new Set(wishes.map(({ saleLineId }) => saleLineId)).size !== wishes.length) throw invalid('DUPLICATE');
  const planned = wishes.map((wish) => {
    const line = lines.find(({ saleLineId }) => saleLineId === wish.saleLineId);
    if (!line) throw new DomainError('NOT_FOUND', { what: 'saleLine', id: wish.saleLineId });
    if (!isRefundable(line.kind)) throw invalid('REFUND_ELSEWHERE', { name: line.title });
    return planLine(line, wish, isLeft(line));
  });
  if (planned.every(({ quantityMilli, netMinor }) => quantityMilli === 0 && netMinor === 0)) throw invalid('NOTHING');
  return planned;
}

function planLine(line: RefundableLine, wish: RefundWish, isLeft: boolean): RefundedLine {
  if (!isLeft) throw overLine(line);
  if (line.isCovered || (wish.quantityMilli === null && wish.amountMinor === null)) {
    if ((wish.quantityMilli ?? line.quantityMilli) > line.quantityMilli) throw overLine(line);
    return wholeOf(line, wish.returnsStock);
  }
  const quantityMilli = wish.quantityMilli ?? 0;
  if (quantityMilli > line.quantityMilli) throw overLine(line);
  const share = quantityMilli === 0 ? 0 : partOfRemaining(line.netMinor, quantityMilli, line.quantityMilli);
  const netMinor = wish.amountMinor ?? share;
  if (netMinor > line.netMinor) throw overLine(line);
  return {
    saleLineId: line.saleLineId,
    kind: line.kind,
    isCovered: false,
    quantityMilli,
    netMinor,
    recognisedMinor: 0,
    returnsStock: wish.returnsStock && quantityMilli > 0,
  };
}

function wholeOf(line: RefundableLine, returnsStock: boolean): RefundedLine {
  const { saleLineId, kind, isCovered, quantityMilli, netMinor, recognisedMinor } = line;
  return { saleLineId, kind, isCovered, quantityMilli, netMinor, recognisedMinor, returnsStock };
}

/** Where money, bonuses or nominal went and may go back to. */
export interface TenderPlace {
  readonly kind: TenderKind;
  /** Null for cash (it leaves the register of the current shift) and for what is no money. */
  readonly accountId: number | null;
  readonly certificateId: number | null;
}

/** A tender of a sale, given (+) or given back (−). */
export interface PaidTender extends TenderPlace {
  readonly amountMinor: number;
}

/** A tender of a sale; a later one belongs to a payment of its debt, a refund or a storno. */
export interface GivenTender extends PaidTender {
  readonly isLater: boolean;
}

/** What may still go back to a place. */
export interface RefundableTender extends TenderPlace {
  readonly leftMinor: number;
}

/**
 * What is left of each place of a sale's tenders (T4), in the order of T1.
 *
 * `moneyOnlyMinor` paid certificates, memberships, deposits and tips: the first money of the check itself, which a refund does
 * not touch; what was paid of a debt later paid services and goods. Cash that went back for card money is taken off the card.
 */
export function refundableTenders(tenders: readonly GivenTender[], moneyOnlyMinor: number): RefundableTender[] {
  const places = new Map<string, { place: TenderPlace; ownMinor: number; leftMinor: number }>();
  for (const { kind, certificateId, accountId, amountMinor, isLater } of tenders) {
    const place = { kind, accountId: kind === 'cash' || !isMoney(kind) ? null : accountId, certificateId };
    const key = keyOf(place);
    const known = places.get(key) ?? { place, ownMinor: 0, leftMinor: 0 };
    known.leftMinor += amountMinor;
    if (!isLater) known.ownMinor += amountMinor;
    places.set(key, known);
  }
  const ordered = [...places.values()].toSorted(
    (a, b) => TENDER_KINDS.indexOf(a.place.kind) - TENDER_KINDS.indexOf(b.place.kind),
  );
  let bought = moneyOnlyMinor;
  let over = 0;
  for (const one of ordered) {
    if (!isMoney(one.place.kind)) continue;
    const part = Math.min(bought, one.ownMinor);
    bought -= part;
    one.leftMinor -= part;
    over -= Math.min(0, one.leftMinor);
    one.leftMinor = Math.max(0, one.leftMinor);
  }
  for (const one of ordered) {
    if (!isMoney(one.place.kind)) continue;
    const part = Math.min(over, one.leftMinor);
    one.leftMinor -= part;
    over -= part;
  }
  return ordered.map(({ place, leftMinor }) => ({ ...place, leftMinor: Math.max(0, leftMinor) }));
}

/** How a refund is paid. */
export interface RefundSplit {
  /** Comes off the sale's debt first. */
  readonly debtReductionMinor: number;
  readonly tenders: readonly PaidTender[];
}

/**
 * How a refund is split (T4): the sale's debt first, the rest over its tenders by M5 with what is left of each.
 *
 * @throws DomainError LIMIT_EXCEEDED when the tenders do not hold it (data.what 'tender')
 */
export function splitRefund(totalMinor: number, debtMinor: number, left: readonly RefundableTender[]): RefundSplit {
  const debtReductionMinor = Math.min(totalMinor, Math.max(0, debtMinor));
  const rest = totalMinor - debtReductionMinor;
  const most = addMoney(...left.map(({ leftMinor }) => leftMinor));
  if (rest > most) throw new DomainError('LIMIT_EXCEEDED', { what: 'tender', leftMinor: most });
  const parts = allocate(
    rest,
    left.map(({ leftMinor }) => leftMinor),
  );
  const tenders = left.map(({ kind, accountId, certificateId }, index) => {
    return { kind, accountId, certificateId, amountMinor: parts[index]! };
  });
  return { debtReductionMinor, tenders: tenders.filter(({ amountMinor }) => amountMinor > 0) };
}

/**
 * Checks another split than the proposed one (T4): never more than is left of a place.
 *
 * Card money may go back in cash, and any money another way, only with the right refund_other_tender; never more money
 * than the sale has left.
 *
 * @throws DomainError INVALID_INPUT (REFUND_DIFFERS), LIMIT_EXCEEDED (data.what 'tender' or 'cardInCash', leftMinor)
 */
export function checkChosen(
  restMinor: number,
  chosen: readonly PaidTender[],
  left: readonly RefundableTender[],
  mayUseOtherTender: boolean,
): void {
  if (addMoney(...chosen.map(({ amountMinor }) => amountMinor)) !== restMinor) {
    throw invalid('REFUND_DIFFERS', { restMinor });
  }
  const wanted = new Map<string, number>();
  for (const tender of chosen) wanted.set(keyOf(tender), (wanted.get(keyOf(tender)) ?? 0) + tender.amountMinor);
  for (const tender of chosen) {
    const has = left.find((one) => keyOf(one) === keyOf(tender))?.leftMinor ?? 0;
    if (wanted.get(keyOf(tender))! <= has || (mayUseOtherTender && isMoney(tender.kind))) continue;
    throw new DomainError('LIMIT_EXCEEDED', { what: tender.kind === 'cash' ? 'cardInCash' : 'tender', leftMinor: has });
  }
  const ofMoney = (all: readonly { kind: TenderKind; minor: number }[]): number =>
    addMoney(...all.filter(({ kind }) => isMoney(kind)).map(({ minor }) => minor));
  const moneyLeft = ofMoney(left.map(({ kind, leftMinor }) => ({ kind, minor: leftMinor })));
  if (ofMoney(chosen.map(({ kind, amountMinor }) => ({ kind, minor: amountMinor }))) > moneyLeft) {
    throw new DomainError('LIMIT_EXCEEDED', { what: 'tender', leftMinor: moneyLeft });
  }
}

/**
 * What each place gives back while a person types: those that were not typed into take what is left, in their order.
 *
 * Nothing typed = as proposed. What nobody can take stays missing: Σ is then below `restMinor`, and the screen says so.
 * Example: 1 860 were proposed by card; 860 in cash leaves 1 000 for the card.
 */
export function refundAmounts(
  places: readonly {
    readonly amountMinor: number;
    readonly refundableMinor: number;
    readonly ownMinor: number | null;
  }[],
  restMinor: number,
): number[] {
  if (places.every(({ ownMinor }) => ownMinor === null)) return places.map(({ amountMinor }) => amountMinor);
  let left = Math.max(0, restMinor - addMoney(...places.map(({ ownMinor }) => ownMinor ?? 0)));
  return places.map(({ ownMinor, refundableMinor }) => {
    if (ownMinor !== null) return ownMinor;
    const part = Math.min(left, refundableMinor);
    left -= part;
    return part;
  });
}

function keyOf({ kind, accountId, certificateId }: TenderPlace): string {
  return `${kind}/${kind === 'cash' ? '' : accountId}/${certificateId}`;
}

function overLine({ netMinor, title }: RefundableLine): DomainError {
  return new DomainError('LIMIT_EXCEEDED', { what: 'saleLine', leftMinor: netMinor, name: title });
}

function invalid(reason: string, data: Record<string, string | number> = {}): DomainError {
  return new DomainError('INVALID_INPUT', { field: 'lines', reason, ...data });
}
