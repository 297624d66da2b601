import type { CheckoutProblem, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import type { Sentence } from '../../src-shared/client-figures/client-figures.contract.ts';
import { type WhyTerms, explainLine } from '../../src-shared/checkout/price-why.rules.ts';
import {
  type LineDiscount,
  type LineKind,
  type PricedLine,
  isDiscountable,
  priceCheck,
} from '../../src-shared/checkout/pricing.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { vatIncluded } from '../../src-shared/kernel/money.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import type { Catalogue } from '../journal/journal-catalogue.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { ProductForSale } from '../products/products.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type {
  Bonuses,
  Certificates,
  DiscountTerms,
  Discounts,
  MembershipCover,
  Memberships,
  Shifts,
} from './neighbours.ts';
import { type SplitLine, coverLines, problemOf } from './ticket-cover.ts';
import { NO_DISCOUNTS, couponAmount, forLine, mayExceed, refuseManual, titleOfDiscount } from './ticket-discounts.ts';
import { openLines } from './ticket-lines.ts';
import {
  type TicketClientRow,
  type TicketVisitRow,
  readTicketClient,
  readTicketLines,
  readTicketVisit,
} from './ticket.repository.ts';

/** Something that stands in the way of the payment, or that the person should know. */
export type TicketProblem = CheckoutProblem;

/** Who answers to a check what it is priced by. What has not come into the salon yet is left out. */
export interface TicketNeighbours {
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly journal: { catalogue(): Catalogue };
  readonly products: { forSale(reader: Reader, productIds: readonly number[]): ReadonlyMap<number, ProductForSale> };
  readonly discounts?: Discounts;
  readonly bonuses?: Bonuses;
  readonly certificates?: Certificates;
  readonly memberships?: Memberships;
  readonly shifts?: Shifts;
}

/** A discount of a line with what a person calls it and why it was given. */
export interface TicketDiscount extends LineDiscount {
  /** Name of the promotion, bundle, coupon, card or category; '' where the source says it all. */
  readonly title: string;
  readonly reason: string;
}

/** A line of a check as it will be sold. */
export interface PricedTicketLine {
  readonly key: string;
  readonly kind: LineKind;
  /** What the screen asked for. */
  readonly input: TicketLine;
  /** '' for deposits, tips and certificates without a kind: the screen and the paper call them by their kind. */
  readonly title: string;
  readonly note: string;
  readonly visitLineId: number | null;
  readonly serviceId: number | null;
  readonly productId: number | null;
  readonly bundleId: number | null;
  readonly staffId: number | null;
  readonly sellerId: number | null;
  readonly quantityMilli: number;
  readonly listPriceMinor: number;
  readonly priceFromMinor: number;
  readonly priceToMinor: number;
  readonly priceMinor: number;
  readonly grossMinor: number;
  readonly discounts: readonly TicketDiscount[];
  readonly netMinor: number;
  readonly coveredBy: {
    readonly membershipId: number;
    readonly title: string;
    readonly unitsLeft: number | null;
  } | null;
  /** Value of a covered visit (T9); what `Memberships.use` answers is what is posted. */
  readonly recognisedMinor: number;
  readonly takesBonus: boolean;
  readonly earnsBonus: boolean;
  /** Tax inside the net (M8); null = none. */
  readonly vatBp: number | null;
  readonly vatMinor: number;
  readonly why: readonly Sentence[];
}

/** A ticket priced for real: the quote shows it, and the sale is written from it. */
export interface PricedTicket {
  readonly visit: TicketVisitRow | null;
  readonly clientId: number | null;
  readonly client: TicketClientRow | null;
  /** Price date (P1). */
  readonly pricedOn: LocalDate;
  readonly lines: readonly PricedTicketLine[];
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly netMinor: number;
  /** Part of the net that only money can pay: certificates, memberships, deposits, tips. */
  readonly moneyOnlyMinor: number;
  /** Σ net of the lines that take bonuses (P9); also the base of what is earned (T11). */
  readonly bonusBaseMinor: number;
  /** Null without a client or when the salon has no bonuses. */
  readonly bonus: { readonly balanceMinor: number; readonly maxMinor: number; readonly unitMinor: number } | null;
  readonly coupon: { readonly id: number; readonly name: string; readonly amountMinor: number } | null;
  readonly memberships: readonly MembershipCover[];
  readonly problems: readonly TicketProblem[];
}

/**
 * The one place in which a check gets its prices (P1-P10): the quote and the payment call the same method.
 *
 * Reads everything through the reader that it is given, so that inside a transaction it sees what that has written.
 */
export class TicketPricing {
  readonly #to: TicketNeighbours;

  constructor(neighbours: TicketNeighbours) {
    this.#to = neighbours;
  }

  /**
   * Prices a ticket; writes nothing.
   *
   * What stands in the way of a payment is among the problems: {@link requirePayable} throws it.
   *
   * @throws DomainError NOT_FOUND (visit, visitLine, client, service, product, staff, kinds), LIMIT_EXCEEDED (M1)
   */
  price(reader: Reader, caller: Caller, ticket: Ticket): PricedTicket {
    const visit = ticket.visitId === null ? null : this.#visit(reader, ticket.visitId);
    // What somebody left behind who is nameless by now (D5) is paid as nobody's.
    const ownId = visit?.client_id ?? null;
    const ofVisit = ownId !== null && readTicketClient(reader, ownId) ? ownId : null;
    const clientId = ticket.clientId ?? ofVisit;
    const client = clientId === null ? null : this.#client(reader, clientId);
    const { settings, journal, products } = this.#to;
    const day = this.dayOf(reader, visit, caller);
    const rules = settings.on(day.businessDate);
    const problems: TicketProblem[] = [];
    const visitLines = new Map(visit ? readTicketLines(reader, visit.id).map((row) => [row.id, row]) : []);
    const catalogue = journal.catalogue();
    const opened = openLines(ticket.lines, {
      reader,
      caller,
      catalogue,
      prices: {
        localDate: day.pricedOn,
        priceListId: client?.price_list_id ?? null,
        priceStepMinor: rules.priceStepMinor,
      },
      listName: client?.price_list ?? null,
      hasClient: clientId !== null,
      visitLines,
      products: products.forSale(reader, idsOf(ticket.lines, 'productId')),
      problems,
    });
    const covers = clientId === null ? [] : (this.#to.memberships?.ofClient(reader, clientId, day.businessDate) ?? []);
    const split = coverLines(opened, covers, problems);
    const terms = this.#discounts(reader, { clientId, visit, pricedOn: day.pricedOn, ticket, lines: split });
    for (const hindrance of terms.hindrances) problems.push(problemOf(hindrance, null, false));
    const balanceMinor =
      clientId !== null && rules.isBonusOn
        ? (this.#to.bonuses?.available(reader, clientId, day.businessDate) ?? null)
        : null;
    const check = priceCheck({
      lines: split.map((line) => ({ ...line.terms, ...forLine(line, terms), manualExceedsCap: mayExceed(caller) })),
      groups: terms.groups,
      coupon: terms.coupon,
      discountCapBp: rules.discountCapBp,
      roundingStepMinor: rules.checkRoundingStepMinor,
      bonus:
        balanceMinor === null
          ? null
          : { availableMinor: balanceMinor, limitBp: rules.bonusLimitBp, unitMinor: rules.bonusUnitMinor },
    });
    refuseManual(split, check, caller, rules, problems);
    const fixedOn = visit && rules.fixPriceAtBooking ? day.pricedOn : null;
    const lines = split.map((line, index) =>
      this.#pricedLine(line, check.lines[index]!, { terms, rules, fixedOn, problems }),
    );
    return {
      visit,
      clientId,
      client,
      pricedOn: day.pricedOn,
      lines,
      grossMinor: check.grossMinor,
      discountMinor: check.discountMinor,
      netMinor: check.netMinor,
      moneyOnlyMinor: lines.reduce((sum, { kind, netMinor }) => sum + (isDiscountable(kind) ? 0 : netMinor), 0),
      bonusBaseMinor: check.bonusBaseMinor,
      bonus:
        balanceMinor === null ? null : { balanceMinor, maxMinor: check.bonusMaxMinor, unitMinor: rules.bonusUnitMinor },
      coupon: terms.coupon && { id: terms.coupon.id, name: terms.coupon.name, amountMinor: couponAmount(check) },
      memberships: covers,
      problems,
    };
  }

  /**
   * The days of a check: whose prices count (P1), and on which it is posted (T15).
   *
   * Prices are those of the day of the service, with the setting `fixPriceAtBooking` those of the day of the booking;
   * without a visit those of today. The business date is that of the shift that the caller's money goes into.
   */
  dayOf(
    reader: Reader,
    visit: TicketVisitRow | null,
    caller: Pick<Caller, 'userId'>,
  ): { readonly pricedOn: LocalDate; readonly businessDate: LocalDate } {
    const { settings } = this.#to;
    const today = settings.today().localDate;
    const businessDate = this.#to.shifts?.current(reader, caller.userId)?.localDate ?? today;
    if (!visit) return { pricedOn: today, businessDate };
    const { fixPriceAtBooking, timeZone } = settings.on(visit.local_date);
    const pricedOn = fixPriceAtBooking ? localOf(visit.created_at_ms, timeZone).localDate : visit.local_date;
    return { pricedOn, businessDate };
  }

  #visit(reader: Reader, visitId: number): TicketVisitRow {
    const visit = readTicketVisit(reader, visitId);
    if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: visitId });
    return visit;
  }

  #client(reader: Reader, clientId: number): TicketClientRow {
    const client = readTicketClient(reader, clientId);
    if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    return client;
  }

  #discounts(
    reader: Reader,
    ask: {
      clientId: number | null;
      visit: TicketVisitRow | null;
      pricedOn: LocalDate;
      ticket: Ticket;
      lines: readonly SplitLine[];
    },
  ): DiscountTerms {
    const { clientId, visit, pricedOn, ticket, lines } = ask;
    return (
      this.#to.discounts?.terms(reader, {
        clientId,
        visitId: visit?.id ?? null,
        // A price that was promised at the booking stays; what comes off it is judged by the day of the service.
        localDate: visit?.local_date ?? pricedOn,
        couponCode: ticket.couponCode,
        lines: lines.map(({ terms, line }) => ({
          key: terms.key,
          kind: line.kind,
          serviceId: line.serviceId,
          categoryId: line.categoryId,
          productId: line.productId,
          productCategoryId: line.productCategoryId,
          staffId: line.staffId,
          startMin: line.startMin,
        })),
      }) ?? NO_DISCOUNTS
    );
  }

  #pricedLine(
    { line, terms, cover }: SplitLine,
    priced: PricedLine,
    about: {
      readonly terms: DiscountTerms;
      readonly rules: Settings;
      readonly fixedOn: LocalDate | null;
      readonly problems: readonly TicketProblem[];
    },
  ): PricedTicketLine {
    const { rules } = about;
    const { input } = line;
    const recognisedMinor = cover?.pool.unitMinor ?? 0;
    const titleOf: WhyTerms['titleOf'] = (source, sourceId) => titleOfDiscount(source, sourceId, line, about.terms);
    const manualReason = input.manual?.reason ?? '';
    const vatBp = isDiscountable(line.kind) ? (line.flags.vatBp ?? rules.vatBp) : null;
    return {
      key: terms.key,
      kind: line.kind,
      input,
      title: line.title,
      note: line.note,
      visitLineId: input.visitLineId,
      serviceId: line.serviceId,
      productId: line.productId,
      bundleId: line.bundle?.id ?? null,
      staffId: line.staffId,
      sellerId: input.sellerId,
      quantityMilli: terms.quantityMilli,
      listPriceMinor: line.listPriceMinor,
      priceFromMinor: line.priceFromMinor,
      priceToMinor: line.priceToMinor,
      priceMinor: line.priceMinor,
      grossMinor: priced.grossMinor,
      discounts: priced.discounts.map((discount) => ({
        ...discount,
        title: titleOf(discount.source, discount.sourceId),
        reason: discount.source === 'manual' ? manualReason : '',
      })),
      netMinor: priced.netMinor,
      coveredBy: cover && { membershipId: cover.membershipId, title: cover.title, unitsLeft: cover.pool.unitsLeft },
      recognisedMinor,
      takesBonus: priced.takesBonus,
      earnsBonus: priced.takesBonus,
      vatBp,
      vatMinor: vatBp === null ? 0 : vatIncluded(priced.netMinor, vatBp),
      why: explainLine({
        kind: line.kind,
        origin: line.origin,
        listPriceMinor: line.listPriceMinor,
        priceFromMinor: line.priceFromMinor,
        priceToMinor: line.priceToMinor,
        priceMinor: line.priceMinor,
        choice: line.choice,
        priceReason: input.priceReason,
        manualReason,
        quantityMilli: terms.quantityMilli,
        minPriceMinor: line.flags.minPriceMinor,
        fixedOn: line.origin ? about.fixedOn : null,
        priced,
        titleOf,
        covered: cover && { title: cover.title, recognisedMinor },
        roundingStepMinor: rules.checkRoundingStepMinor,
        isBonusOn: rules.isBonusOn,
      }),
    };
  }
}

/**
 * Throws the first thing that stands in the way of a payment.
 *
 * @throws DomainError of the problem, with its data
 */
export function requirePayable({ problems }: Pick<PricedTicket, 'problems'>): void {
  const first = problems.find(({ isBlocking }) => isBlocking);
  if (first) throw new DomainError(first.code, first.data);
}

function idsOf(lines: readonly TicketLine[], field: 'productId'): number[] {
  return [...new Set(lines.flatMap((line) => line[field] ?? []))];
}
