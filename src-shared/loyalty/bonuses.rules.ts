import { type LocalDate, addDays } from '../kernel/local-date.ts';
import { roundDownToStep } from '../kernel/money.ts';

/** Bonuses of one origin with what is left of them. */
export interface BonusLot {
  readonly id: number;
  readonly grantedOn: LocalDate;
  /** First day on which it may be spent. */
  readonly availableFrom: LocalDate;
  /** Last day on which it may be spent, that day included; null = for ever. */
  readonly expiresOn: LocalDate | null;
  readonly leftMinor: number;
}

/** Part of an amount that a lot takes or gives. */
export interface LotPart {
  readonly lotId: number;
  readonly amountMinor: number;
}

/** Whether the last day of a lot is over (T12). Example: expires on the 12th: on the 12th no, on the 13th yes. */
export function isExpired(lot: Pick<BonusLot, 'expiresOn'>, onDate: LocalDate): boolean {
  return lot.expiresOn !== null && lot.expiresOn < onDate;
}

/** Whether a lot may be spent on a day (T11, T12). */
export function isSpendable(lot: Omit<BonusLot, 'leftMinor'>, onDate: LocalDate): boolean {
  return lot.availableFrom <= onDate && !isExpired(lot, onDate);
}

/** Lots in the order in which they are spent (T12): what burns first, then what was granted first, then by id. */
export function inSpendingOrder<Lot extends Omit<BonusLot, 'leftMinor'>>(lots: readonly Lot[]): Lot[] {
  const last = '9999';
  return [...lots].sort(
    (a, b) =>
      compareText(a.expiresOn ?? last, b.expiresOn ?? last) || compareText(a.grantedOn, b.grantedOn) || a.id - b.id,
  );
}

/** What may be spent on a day: Σ lots that are available and not expired (T12); never negative. */
export function availableBonuses(lots: readonly BonusLot[], onDate: LocalDate): number {
  return lots.reduce((sum, lot) => sum + (isSpendable(lot, onDate) ? Math.max(0, lot.leftMinor) : 0), 0);
}

/** What each lot gives of an amount, in the order given, and what is missing. */
export function takeFrom(
  lots: readonly BonusLot[],
  amountMinor: number,
): { parts: readonly LotPart[]; missingMinor: number } {
  const parts: LotPart[] = [];
  let rest = amountMinor;
  for (const lot of lots) {
    if (rest === 0) break;
    const taken = Math.min(rest, Math.max(0, lot.leftMinor));
    if (taken > 0) parts.push({ lotId: lot.id, amountMinor: taken });
    rest -= taken;
  }
  return { parts, missingMinor: rest };
}

/** How bonuses are spent on a day (T12): which lot gives how much, and what is missing. */
export function spendBonuses(
  lots: readonly BonusLot[],
  amountMinor: number,
  onDate: LocalDate,
): { parts: readonly LotPart[]; missingMinor: number } {
  const spendable = lots.filter((lot) => isSpendable(lot, onDate));
  return takeFrom(inSpendingOrder(spendable), amountMinor);
}

/**
 * What a fully paid check earns (T11): floor(base × bp / 10000), then down to the unit.
 *
 * The base is Σ net of the lines that earn, less the bonuses spent; a negative one earns nothing. Example: 5 % of 460700 in
 * units of 100 = 23000.
 */
export function earnedBonuses(
  baseMinor: number,
  terms: { readonly rateBp: number; readonly unitMinor: number },
): number {
  if (baseMinor <= 0) return 0;
  return roundDownToStep(Number((BigInt(baseMinor) * BigInt(terms.rateBp)) / 10_000n), terms.unitMinor);
}

/** From when and until when (inclusive) a lot granted on a day may be spent (T11). */
export function lotDates(
  grantedOn: LocalDate,
  terms: { readonly delayDays: number; readonly lifeDays: number | null },
): { availableFrom: LocalDate; expiresOn: LocalDate | null } {
  return {
    availableFrom: addDays(grantedOn, terms.delayDays),
    expiresOn: terms.lifeDays === null ? null : addDays(grantedOn, terms.lifeDays),
  };
}

/** A part that a check took of a lot, in the order in which it was taken. */
export interface SpentPart extends LotPart {
  readonly expiresOn: LocalDate | null;
}

/**
 * Where spent bonuses go back to (T13): the lot that was consumed last gets its own first.
 *
 * `returnedBefore` is what earlier refunds of the same check gave back. What belongs to a lot that has expired makes a new
 * lot instead (`expiredMinor`). What exceeds everything spent is `overMinor`: the caller refuses it.
 */
export function restoreBonuses(
  spent: readonly SpentPart[],
  returnedBefore: number,
  amountMinor: number,
  onDate: LocalDate,
): { parts: readonly LotPart[]; expiredMinor: number; overMinor: number } {
  const parts: LotPart[] = [];
  let expiredMinor = 0;
  let passed = returnedBefore;
  let rest = amountMinor;
  for (const part of spent.toReversed()) {
    const skipped = Math.min(passed, part.amountMinor);
    passed -= skipped;
    const back = Math.min(rest, part.amountMinor - skipped);
    if (back === 0) continue;
    rest -= back;
    if (isExpired(part, onDate)) expiredMinor += back;
    else parts.push({ lotId: part.lotId, amountMinor: back });
  }
  return { parts, expiredMinor, overMinor: rest };
}

/**
 * From which lots bonuses are taken back (T13): the lot of the check first, then the others in the order of T12.
 *
 * What has burnt in the lot of the check is not asked of the others: the client never had it. That part and what nobody
 * has left is forgiven.
 */
export function clawBackBonuses(
  own: BonusLot,
  burntMinor: number,
  others: readonly BonusLot[],
  amountMinor: number,
  onDate: LocalDate,
): { parts: readonly LotPart[]; forgivenMinor: number } {
  const first = takeFrom([own], amountMinor);
  const burnt = Math.min(burntMinor, first.missingMinor);
  const live = others.filter((lot) => lot.id !== own.id && !isExpired(lot, onDate));
  const then = takeFrom(inSpendingOrder(live), first.missingMinor - burnt);
  return { parts: [...first.parts, ...then.parts], forgivenMinor: burnt + then.missingMinor };
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
