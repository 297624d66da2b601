import type { CheckoutProblem, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import type { Sentence } from '../../src-shared/client-figures/client-figures.contract.ts';
import { type WhyTerms, explainLine } from '../../src-shared/checkout/price-why.rules.ts';
import {
  type DiscountSource,
  type LineDiscount,
  type LineKind,
  type PricedCheck,
  type PricedLine,
  isDiscountable,
  priceCheck,
  splitCovered,
} from '../../src-shared/checkout/pricing.rules.ts';
import { amountOff } from '../../src-shared/checkout/line-discounts.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { percentOf, vatIncluded } from '../../src-shared/kernel/money.ts';
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
  Hindrance,
  MembershipCover,
  MembershipPoolCover,
  Memberships,
  Shifts,
} from './neighbours.ts';
import { type OpenLine, openLines } from './ticket-lines.ts';
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
    const clientId = ticket.clientId ?? visit?.client_id ?? null;
    const client = clientId === null ? null : this.#client(reader, clientId);
    const { settings, journal, products } = this.#to;
    const day = this.dayOf(reader, visit);
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
   * without a visit those of today. The business date is that of the open shift.
   */
  dayOf(
    reader: Reader,
    visit: TicketVisitRow | null,
  ): { readonly pricedOn: LocalDate; readonly businessDate: LocalDate } {
    const { settings } = this.#to;
    const today = settings.today().localDate;
    const businessDate = this.#to.shifts?.current(reader)?.localDate ?? today;
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
        localDate: pricedOn,
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

/** A line after coverage (P3): its terms but for the discounts of the check. */
interface SplitLine {
  readonly line: OpenLine;
  readonly terms: {
    readonly key: string;
    readonly kind: LineKind;
    readonly quantityMilli: number;
    readonly priceMinor: number;
    readonly isCovered: boolean;
    readonly noDiscount: boolean;
    readonly noBonus: boolean;
    readonly minPriceMinor: number | null;
    readonly discountCapBp: number | null;
    readonly bundle: { readonly id: number; readonly differenceMinor: number; readonly isCombinable: boolean } | null;
    readonly manual: NonNullable<TicketLine['manual']>['off'] | null;
  };
  readonly cover: Cover | null;
}

const NO_DISCOUNTS: DiscountTerms = {
  groups: { personal: null, category: null, card: null, accumulative: null },
  promotions: new Map(),
  coupon: null,
  hindrances: [],
};

/** Units that lines of a check have not taken yet, by pool and by membership. */
interface UnitsLeft {
  readonly pools: Map<MembershipPoolCover, number | null>;
  readonly members: Map<MembershipCover, number | null>;
}

/** A membership with the pool that pays a line. */
interface Cover extends MembershipCover {
  readonly of: MembershipCover;
  readonly pool: MembershipPoolCover;
}

/**
 * P3: what memberships pay is split off, the one whose last day comes first before the others.
 *
 * A line that says nothing of a membership is proposed one that may be used; one that names a membership gets it or a problem.
 * Each pool pays as many units as it has (T8), one of the family as many as they may take.
 */
function coverLines(
  lines: readonly OpenLine[],
  covers: readonly MembershipCover[],
  problems: TicketProblem[],
): SplitLine[] {
  const left: UnitsLeft = {
    pools: new Map(covers.flatMap(({ pools }) => pools.map((pool) => [pool, pool.unitsLeft]))),
    members: new Map(covers.map((cover) => [cover, cover.memberUnitsLeft])),
  };
  return lines.flatMap((line) => {
    const cover = coverOf(line, covers, left, problems);
    const units = cover && unitsOf(cover.of, cover.pool, left);
    const { covered, rest } = splitCovered(line, cover ? units : 0);
    if (cover) take(cover, covered.length, left);
    return [...covered.map((part) => splitLine(part, cover)), ...(rest ? [splitLine(rest, null)] : [])];
  });
}

function unitsOf(cover: MembershipCover, pool: MembershipPoolCover, { pools, members }: UnitsLeft): number | null {
  const [ofPool, ofMember] = [pools.get(pool) ?? null, members.get(cover) ?? null];
  if (ofPool === null || ofMember === null) return ofPool ?? ofMember;
  return Math.min(ofPool, ofMember);
}

function take({ of, pool }: Cover, count: number, { pools, members }: UnitsLeft): void {
  const [ofPool, ofMember] = [pools.get(pool) ?? null, members.get(of) ?? null];
  if (ofPool !== null) pools.set(pool, ofPool - count);
  if (ofMember !== null) members.set(of, ofMember - count);
}

function coverOf(
  line: OpenLine,
  covers: readonly MembershipCover[],
  left: UnitsLeft,
  problems: TicketProblem[],
): Cover | null {
  const { input, serviceId } = line;
  const wanted = input.coveredById;
  if (serviceId === null || wanted === null) return null;
  if (wanted === undefined && (line.bundle !== null || line.choice === 'manual')) return null;
  const fitting = covers
    .filter(({ membershipId }) => wanted === undefined || membershipId === wanted)
    .flatMap((of) => of.pools.map((pool): Cover => ({ ...of, of, pool })))
    .filter(({ pool }) => pool.serviceIds.includes(serviceId) && left.pools.get(pool) !== 0);
  const usable = fitting.find(({ of, pool, hindrance }) => hindrance === null && unitsOf(of, pool, left) !== 0);
  if (usable) return usable;
  const data = { title: line.title };
  const hindered = fitting.find(({ hindrance }) => hindrance !== null);
  if (hindered?.hindrance) {
    const { hindrance, title } = hindered;
    const more = { ...hindrance.data, ...data, membership: title };
    problems.push(problemOf({ code: hindrance.code, data: more }, line.key, wanted !== undefined));
  } else if (wanted !== undefined) {
    problems.push({ code: 'MEMBERSHIP_NOT_COVERED', lineKey: line.key, isBlocking: true, data });
  }
  return null;
}

function splitLine(line: OpenLine, cover: Cover | null): SplitLine {
  const { noDiscount, noBonus, minPriceMinor, discountCapBp } = line.flags;
  return {
    line,
    cover,
    terms: {
      key: line.key,
      kind: line.kind,
      quantityMilli: line.quantityMilli,
      priceMinor: line.priceMinor,
      isCovered: cover !== null,
      noDiscount,
      noBonus,
      minPriceMinor,
      discountCapBp,
      bundle: line.bundle && { ...line.bundle, isCombinable: false },
      manual: line.input.manual?.off ?? null,
    },
  };
}

function forLine({ terms: { key }, cover }: SplitLine, { promotions, coupon }: DiscountTerms) {
  return {
    promotions: promotions.get(key) ?? [],
    takesCoupon: cover === null && (coupon?.lineKeys.has(key) ?? false),
  };
}

/** A hindrance of a neighbour as a problem of the check. */
function problemOf({ code, data }: Hindrance, lineKey: string | null, isBlocking: boolean): TicketProblem {
  const copy = Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]);
  return { code, lineKey, isBlocking, data: Object.fromEntries(copy) as TicketProblem['data'] };
}

function mayExceed(caller: Caller): boolean {
  return caller.can('exceed_discount_cap');
}

/** P6: a manual discount within the limit of the role; beyond it with the right, and then with a reason. */
function refuseManual(
  lines: readonly SplitLine[],
  check: PricedCheck,
  caller: Caller,
  rules: Settings,
  problems: TicketProblem[],
): void {
  const limitBp = caller.can('manual_discount') ? (rules.manualDiscountBp[caller.role] ?? 0) : 0;
  lines.forEach(({ line, terms }, index) => {
    const priced = check.lines[index]!;
    if (!terms.manual || terms.isCovered || !isDiscountable(terms.kind)) return;
    const before = priced.discounts.filter(({ source }) => !LATER.includes(source));
    const baseMinor = priced.grossMinor - before.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const wantedMinor = amountOff(terms.manual, baseMinor);
    const allowedMinor = percentOf(baseMinor, limitBp);
    const isWithin = 'rateBp' in terms.manual ? terms.manual.rateBp <= limitBp : wantedMinor <= allowedMinor;
    if (isWithin || (mayExceed(caller) && line.input.manual?.reason !== '')) return;
    problems.push({
      code: 'DISCOUNT_LIMIT',
      lineKey: terms.key,
      isBlocking: true,
      data: {
        title: line.title,
        limitBp,
        wantedMinor,
        allowedMinor,
        reason: mayExceed(caller) ? 'reason' : 'limit',
      },
    });
  });
}

const LATER: readonly DiscountSource[] = ['manual', 'coupon', 'rounding'];

function titleOfDiscount(
  source: DiscountSource,
  sourceId: number | null,
  line: OpenLine,
  terms: DiscountTerms,
): string {
  switch (source) {
    case 'bundle':
      return line.bundle?.title ?? '';
    case 'coupon':
      return terms.coupon?.name ?? '';
    case 'promotion':
      for (const list of terms.promotions.values()) {
        const found = list.find(({ id }) => id === sourceId);
        if (found) return found.title;
      }
      return '';
    case 'personal':
    case 'category':
    case 'card':
    case 'accumulative':
      return terms.groups[source]?.title ?? '';
    case 'manual':
    case 'rounding':
      return '';
    default:
      return source satisfies never;
  }
}

function couponAmount(check: PricedCheck): number {
  return check.lines
    .flatMap(({ discounts }) => discounts)
    .reduce((sum, { source, amountMinor }) => sum + (source === 'coupon' ? amountMinor : 0), 0);
}

function idsOf(lines: readonly TicketLine[], field: 'productId'): number[] {
  return [...new Set(lines.flatMap((line) => line[field] ?? []))];
}
