import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type {
  GroupSource,
  LineDiscount,
  LineKind,
  Off,
  PromotionTerms,
} from '../../src-shared/checkout/pricing.rules.ts';
import type { CheckoutProblem, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import type { Sentence } from '../../src-shared/client-figures/client-figures.contract.ts';
import type { DomainErrorCode, DomainErrorData } from '../../src-shared/kernel/errors.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** Why something of another feature cannot be used now; thrown as a `DomainError` when it is used all the same. */
export interface Hindrance {
  readonly code: DomainErrorCode;
  readonly data: DomainErrorData;
}

/** A line as the conditions of promotions and coupons look at it. */
export interface DiscountedLine {
  readonly key: string;
  readonly kind: LineKind;
  readonly serviceId: number | null;
  /** Of the service. */
  readonly categoryId: number | null;
  readonly productId: number | null;
  readonly productCategoryId: number | null;
  readonly staffId: number | null;
  /** Minute of the day at which it begins; null without a visit. */
  readonly startMin: number | null;
}

export interface DiscountAsk {
  readonly clientId: number | null;
  readonly visitId: number | null;
  /** The day of the service, also where its price is that of the booking; without a visit today (P4, P5, P8). */
  readonly localDate: LocalDate;
  readonly lines: readonly DiscountedLine[];
  readonly couponCode: string;
}

/** Everything that may come off a check. */
export interface DiscountTerms {
  /** Personal, category, card, accumulative (P4). */
  readonly groups: Readonly<Record<GroupSource, { rateBp: number; sourceId: number | null; title: string } | null>>;
  /** Promotions that fit each line (P5), by its key. */
  readonly promotions: ReadonlyMap<string, readonly (PromotionTerms & { title: string })[]>;
  readonly coupon: { id: number; name: string; off: Off; lineKeys: ReadonlySet<string> } | null;
  /** An unknown, spent or expired coupon; a card that is blocked or out of date. */
  readonly hindrances: readonly Hindrance[];
}

/** Discount cards, promotions, coupons and the accumulative discount: feature `loyalty`. */
export interface Discounts {
  terms(reader: Reader, ask: DiscountAsk): DiscountTerms;
  /** Notes that a coupon was used by a posted sale. */
  useCoupon(
    tx: Tx,
    posting: Posting,
    use: { couponId: number; saleId: number; clientId: number | null; amountMinor: number },
  ): void;
  /** A sale was reversed: its coupon may be used again. */
  reverseSale(tx: Tx, posting: Posting, saleId: number): void;
}

/** Bonus lots: feature `loyalty` (T11-T13, E20-E23). */
export interface Bonuses {
  /** What the client may spend on a day (T12), in minor units. */
  available(reader: Reader, clientId: number, onDate: LocalDate): number;
  /** Takes bonuses off lots (E21); BONUS_INSUFFICIENT. */
  spend(tx: Tx, posting: Posting, what: { clientId: number; saleId: number; amountMinor: number }): void;
  /** Grants what a fully paid check earns (T11, E20), less what it has of it already; also later when a debt is settled. */
  earn(tx: Tx, posting: Posting, what: { clientId: number; saleId: number; baseMinor: number }): number;
  /** What a check would earn (T11), for the quote. */
  earnedBy(baseMinor: number): number;
  /** What of its bonuses is too much when only so much of the base of a check stays (T13), for the preview of a refund. */
  tooMuchOf(reader: Reader, saleId: number, baseLeftMinor: number): number;
  /** T13: spent ones go back to their lots, earned ones are recomputed for what remains of the base. */
  refund(
    tx: Tx,
    posting: Posting,
    what: { clientId: number; saleId: number; returnedMinor: number; baseLeftMinor: number },
  ): void;
  /** Puts all lots of a reversed sale back as they were; entries are the storno's. */
  reverseSale(tx: Tx, posting: Posting, saleId: number): void;
  /** Takes back what a refund or a later payment did to lots; entries are the storno's. CONFLICT (bonusesSpent). */
  reverseDocument(tx: Tx, posting: Posting, documentId: number): void;
}

export interface CertificateState {
  readonly certificateId: number;
  readonly number: string;
  readonly clientId: number | null;
  /** Nominal left (T6). */
  readonly balanceMinor: number;
  readonly expiresOn: LocalDate | null;
  readonly hindrance: Hindrance | null;
}

/** Certificates: feature `certificates` (T6, T7, E11-E15, E29). */
export interface Certificates {
  /** Those of a client that can be used on a day. */
  ofClient(reader: Reader, clientId: number, onDate: LocalDate): CertificateState[];
  state(reader: Reader, certificateId: number, onDate: LocalDate): CertificateState;
  /** Pays with it: E12, two entries against 1100 of the sale; CERTIFICATE_EXPIRED, CERTIFICATE_EMPTY. */
  redeem(tx: Tx, posting: Posting, what: { certificateId: number; saleId: number; amountMinor: number }): void;
  /** Gives nominal back (E29, T6). */
  giveBack(tx: Tx, posting: Posting, what: { certificateId: number; saleId: number; amountMinor: number }): void;
  /** Makes a sold certificate, of a kind with its nominal; the entry E11 is checkout's. ALREADY_EXISTS (data.number). */
  sell(
    tx: Tx,
    posting: Posting,
    what: {
      typeId: number | null;
      number: string;
      nominalMinor: number;
      paidMinor: number;
      expiresOn: LocalDate | null | undefined;
      recipient: string;
      clientId: number | null;
    },
  ): number;
  /** CONFLICT when a certificate that was sold by it has been used since. */
  reverseSale(tx: Tx, posting: Posting, saleId: number): void;
  /** Takes back what a refund or a later payment did; entries are the storno's. CONFLICT (certificateUsed). */
  reverseDocument(tx: Tx, posting: Posting, documentId: number): void;
}

export interface MembershipCover {
  readonly membershipId: number;
  readonly title: string;
  /** Null = without a limit. */
  readonly unitsLeft: number | null;
  readonly lastDay: LocalDate | null;
  /** Those that have something left, each with the services it covers (T8). */
  readonly pools: readonly MembershipPoolCover[];
  /** Units that this client may still take of it; null = as many as there are. */
  readonly memberUnitsLeft: number | null;
  readonly hindrance: Hindrance | null;
}

/** A pool of a membership: services that share its visits. */
export interface MembershipPoolCover {
  readonly poolId: number;
  /** Null = without a limit. */
  readonly unitsLeft: number | null;
  /** What the next unit would be recognised at (T9); 0 for those without a limit. */
  readonly unitMinor: number;
  readonly serviceIds: readonly number[];
}

/** Memberships: feature `memberships` (T8-T10, E04, E16-E19). */
export interface Memberships {
  /** Those that a client may use, the soonest to end first, with what each covers; frozen and expired ones say so. */
  ofClient(reader: Reader, clientId: number, onDate: LocalDate): MembershipCover[];
  /** Takes one unit for a line (E04); answers with the recognised value. MEMBERSHIP_FROZEN, _EXPIRED, _NOT_COVERED. */
  use(
    tx: Tx,
    posting: Posting,
    what: { membershipId: number; serviceId: number; clientId: number | null; saleLineId: number },
  ): number;
  /** What `use` would recognise, and whether it may: before the line is written. */
  check(
    reader: Reader,
    what: { membershipId: number; serviceId: number; clientId: number | null; onDate: LocalDate },
  ): {
    valueMinor: number;
    hindrance: Hindrance | null;
  };
  /** Makes a sold membership with those who may use it, too; the entry E16 is checkout's. NOT_FOUND, INVALID_INPUT. */
  sell(
    tx: Tx,
    posting: Posting,
    what: { typeId: number; priceMinor: number; clientId: number; memberIds?: readonly number[] },
  ): number;
  /** A covered line is given back: the unit and exactly the value it released (T9). */
  giveBack(tx: Tx, posting: Posting, what: { saleLineId: number }): void;
  /** CONFLICT when a membership that was sold by it has been used since. */
  reverseSale(tx: Tx, posting: Posting, saleId: number): void;
  /** Takes the units again that a refund gave back; entries are the storno's. CONFLICT (membershipUsed, membershipClosed). */
  reverseDocument(tx: Tx, posting: Posting, documentId: number): void;
}

/** The shift that a document of money belongs to. */
export interface OpenShift {
  readonly shiftId: number;
  readonly number: number;
  /** The register's account (1010). */
  readonly accountId: number;
  /** Business date (T15). */
  readonly localDate: LocalDate;
}

/** Registers and shifts: feature `cash` (T15). */
export interface Shifts {
  /** The open shift that a person's money goes into, or null; inside a unit of work the person is known. */
  current(reader: Reader, personId?: number | null): OpenShift | null;
  /** The open shift; SHIFT_CLOSED when there is none, SHIFT_EXPIRED after 24 hours. */
  require(reader: Reader, nowMs: number): OpenShift;
  /** The account that money of a kind goes to: one that was named (NOT_FOUND, INVALID_INPUT), or the usual one. */
  accountFor(reader: Reader, kind: 'cash' | 'card' | 'sbp' | 'transfer', accountId: number | null): number;
  /** Where money goes back from: the account that it came to, or the usual one when that lies in the archive. */
  accountBack(reader: Reader, kind: 'cash' | 'card' | 'sbp' | 'transfer', accountId: number | null): number;
  /** A storno posts on these accounts again: CONFLICT (archived, name) for one that lies in the archive. */
  requireLiveAccounts(reader: Reader, accountIds: readonly (number | null)[]): void;
}

/** A posted sale as stock and payroll will look at it. */
export interface PostedSale {
  readonly saleId: number;
  readonly posting: Posting;
  readonly caller: Caller;
  readonly visitId: number | null;
  readonly clientId: number | null;
}

/**
 * A part that other features have in a sale, in the same unit of work: stock (E34-E36), payroll (E42), receipts.
 *
 * Registered once in `salon.ts`; checkout knows none of them. Entries go into `sale.posting`; whatever is thrown takes the
 * whole fact back. A storno mirrors every entry of its original by itself (I13), those of participants, too: `reversed` and
 * `undone` take back only rows of their own, and post what differs in a document of their own (Y14).
 */
export interface SaleParticipant {
  posted(tx: Tx, sale: PostedSale): void;
  refunded(
    tx: Tx,
    sale: PostedSale,
    lines: readonly { saleLineId: number; quantityMilli: number; netMinor: number; returnsStock: boolean }[],
  ): void;
  reversed(tx: Tx, sale: PostedSale): void;
  /** A debt of the sale was paid later (T3): pay by payment (Y1), the receipt of a credit (T5). */
  paid?(tx: Tx, sale: PostedSale, amountMinor: number): void;
  /** A storno took a refund or a later payment of the sale back: so is what was posted for that document. */
  undone?(tx: Tx, sale: PostedSale, documentId: number): void;
}

/** A line of a check as it is sold. */
export interface SaleTicketLine {
  /** What the screen asked for; both parts of a line that a membership splits (P3) have the same. */
  readonly input: TicketLine;
  readonly kind: LineKind;
  readonly title: string;
  readonly visitLineId: number | null;
  readonly serviceId: number | null;
  readonly productId: number | null;
  readonly bundleId: number | null;
  readonly staffId: number | null;
  readonly sellerId: number | null;
  readonly quantityMilli: number;
  readonly listPriceMinor: number;
  readonly priceMinor: number;
  readonly grossMinor: number;
  readonly discounts: readonly (LineDiscount & { readonly title: string; readonly reason: string })[];
  readonly netMinor: number;
  readonly coveredBy: { readonly membershipId: number } | null;
  readonly takesBonus: boolean;
  readonly earnsBonus: boolean;
  /** M8; null = without tax. */
  readonly vatBp: number | null;
  readonly vatMinor: number;
  readonly why: readonly Sentence[];
}

/** A check with its prices, as it is to be posted. */
export interface SaleTicket {
  readonly clientId: number | null;
  /** Price date (P1). */
  readonly pricedOn: LocalDate;
  readonly lines: readonly SaleTicketLine[];
  readonly grossMinor: number;
  readonly discountMinor: number;
  /** What is due. */
  readonly netMinor: number;
  /** Part of it that only money can pay. */
  readonly moneyOnlyMinor: number;
  readonly bonus: { readonly balanceMinor: number; readonly maxMinor: number; readonly unitMinor: number } | null;
  readonly coupon: { readonly id: number; readonly amountMinor: number } | null;
  readonly problems: readonly CheckoutProblem[];
}

/** Prices a check inside the transaction that posts it, by the rules that the screen was shown (T18). */
export interface Pricing {
  price(reader: Reader, caller: Caller, ticket: Ticket): SaleTicket;
}
