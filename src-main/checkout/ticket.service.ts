import type { z } from 'zod';
import type { ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import {
  type Ticket,
  type TicketLine,
  type ticketContract,
  ticketSchema,
} from '../../src-shared/checkout/checkout.contract.ts';
import { type DraftBase, draftBase, mergeDraft } from '../../src-shared/checkout/draft.rules.ts';
import { DomainError, isDomainError } from '../../src-shared/kernel/errors.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { UNIT_MILLI } from '../../src-shared/kernel/quantity.ts';
import type { PriceTerms } from '../../src-shared/services/price.rules.ts';
import type { Catalogue } from '../journal/journal-catalogue.ts';
import type { Reader } from '../store/executor.ts';
import { isSame } from '../store/patch.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { listPriceOf, sharesOf } from './ticket-lines.ts';
import { type PricedTicket, type TicketNeighbours, TicketPricing } from './ticket-pricing.ts';
import * as rows from './ticket.repository.ts';

type Contract = typeof ticketContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
/** Answers before their ids are branded. */
type Answer<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

interface KeptDraft {
  readonly ticket: unknown;
  readonly base: readonly DraftBase[];
}

/** A check that is being made: begun from its visit, priced, kept for later. */
export class TicketService {
  /** Prices a ticket inside the transaction of its payment, exactly as the quote did. */
  readonly pricing: TicketPricing;
  readonly #deps: ServiceDeps;
  readonly #to: TicketNeighbours;

  constructor(deps: ServiceDeps, neighbours: TicketNeighbours) {
    this.#deps = deps;
    this.#to = neighbours;
    this.pricing = new TicketPricing(neighbours);
  }

  /**
   * The check of a visit as it begins: its lines, or the draft that was kept, with what the visit changed meanwhile.
   *
   * @throws DomainError NOT_FOUND, ALREADY_PAID (data.saleId), CONFLICT (a visit that was cancelled or missed)
   */
  begin(caller: Caller, input: Input<'begin'>): Answer<'begin'> {
    const { reader } = this.#deps.store;
    if (input.visitId === null) {
      const ticket = ticketOf(null, input.clientId, []);
      return { ticket, quote: this.quote(caller, ticket), isDraft: false, saleId: null, rebook: null };
    }
    const visit = rows.readTicketVisit(reader, input.visitId);
    if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: input.visitId });
    if (visit.sale_id !== null) {
      throw new DomainError('ALREADY_PAID', { saleId: visit.sale_id, number: visit.sale_number });
    }
    if (visit.status === 'cancelled' || visit.status === 'no_show') {
      throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
    }
    const lines = rows.readTicketLines(reader, visit.id);
    const fresh = this.#fresh(reader, caller, visit, lines, input.clientId);
    const draft = this.#draft(reader, caller, fresh);
    const ticket = draft ?? fresh;
    return {
      ticket,
      quote: this.quote(caller, ticket),
      isDraft: draft !== null,
      saleId: null,
      rebook: this.#rebook(reader, ticket.clientId, lines),
    };
  }

  /** Prices a check; writes nothing; errors as `TicketPricing.price`. */
  quote(caller: Caller, ticket: Ticket): Answer<'quote'> {
    const { reader } = this.#deps.store;
    return this.#quoteOf(reader, caller, this.pricing.price(reader, caller, ticket), ticket);
  }

  /**
   * Keeps an unfinished check of a visit; one that is as the visit itself begins is forgotten, of a paid visit none is kept.
   *
   * A draft is no fact of the salon: it is in no log and nothing of it can be undone.
   *
   * @throws DomainError NOT_FOUND (also without a visit), LIMIT_EXCEEDED
   */
  keepDraft(caller: Caller, { ticket }: Input<'keepDraft'>): { commandId: number | null } {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'checkout.keepDraft', (tx) => {
      const visit = ticket.visitId === null ? undefined : rows.readTicketVisit(tx, ticket.visitId);
      if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: ticket.visitId ?? 0 });
      // Paid at another desk meanwhile: after a storno it would begin with what nobody sold.
      if (visit.sale_id !== null) return;
      this.pricing.price(tx, caller, ticket);
      const fresh = this.#fresh(tx, caller, visit, rows.readTicketLines(tx, visit.id), ticket.clientId);
      if (isSame(fresh, ticket)) rows.deleteDraft(tx, visit.id);
      else {
        rows.writeDraft(tx, {
          visitId: visit.id,
          clientId: ticket.clientId,
          contentJson: JSON.stringify({ ticket, base: draftBase(fresh) } satisfies KeptDraft),
          atMs: clock.nowMs(),
          by: caller.userId,
        });
      }
    });
    return { commandId };
  }

  /** Forgets the draft of a visit whose check was paid, inside the payment. */
  dropDraftInside(tx: Tx, visitId: number): void {
    rows.deleteDraft(tx, visitId);
  }

  /** The ticket that a visit begins with. */
  #fresh(
    reader: Reader,
    caller: Caller,
    visit: rows.TicketVisitRow,
    lines: readonly rows.TicketLineRow[],
    askedClientId: number | null,
  ): Ticket {
    const wantedId = visit.client_id ?? askedClientId;
    const client = wantedId === null ? undefined : rows.readTicketClient(reader, wantedId);
    const { settings, journal } = this.#to;
    const { pricedOn } = this.pricing.dayOf(reader, visit, caller);
    const { priceStepMinor, fixPriceAtBooking } = settings.on(visit.local_date);
    const terms: PriceTerms = { localDate: pricedOn, priceListId: client?.price_list_id ?? null, priceStepMinor };
    const catalogue = journal.catalogue();
    const lists = lines.map((line) => listPriceOf(catalogue, line.service_id, line.staff_id, terms));
    const shares = sharesOf(
      catalogue,
      lines.map((line, index) => ({
        serviceId: line.service_id,
        bundleId: line.bundle_id,
        listMinor: lists[index]!.fromMinor,
      })),
    );
    // With a price of its own on one of its lines a bundle is ordinary services: the others keep what was promised for them.
    const broken = new Set(
      lines.flatMap(({ bundle_id: id, price_minor: minor }, index) =>
        id === null || minor === lists[index]!.fromMinor || minor === shares[index] ? [] : [id],
      ),
    );
    const ticketLines = lines.map((line, index): TicketLine => {
      const list = lists[index]!;
      const isShare = line.price_minor === shares[index] && !broken.has(line.bundle_id ?? 0);
      const isList = line.price_minor === list.fromMinor || isShare;
      const isStale = (): boolean =>
        !fixPriceAtBooking &&
        !isWithin(list, line.price_minor) &&
        this.#wasListPrice(reader, catalogue, line, terms, visit.created_at_ms);
      return {
        ...newLine(`v${line.id}`, 'service'),
        visitLineId: line.id as TicketLine['visitLineId'],
        serviceId: line.service_id as ServiceId,
        staffId: line.staff_id as StaffId,
        priceMinor: isList || isStale() ? null : line.price_minor,
      };
    });
    return ticketOf(visit.id, client ? wantedId : null, ticketLines);
  }

  /** Whether the price of a booking was the list's when it was booked (P1: then the list of the service's day counts). */
  #wasListPrice(
    reader: Reader,
    catalogue: Catalogue,
    line: rows.TicketLineRow,
    terms: PriceTerms,
    bookedAtMs: number,
  ): boolean {
    const past = rows.readPastPrices(reader, line.service_id, line.staff_id, bookedAtMs);
    if (past.includes(line.price_minor)) return true;
    const service = catalogue.services.get(line.service_id);
    if (!service) return false;
    return past.some((priceMinor) => {
      const before = { ...service, priceMinor, prices: service.prices.filter(({ levelId }) => levelId === null) };
      const staff = before.staff.map((one) => ({ ...one, priceMinor: null }));
      const asThen: Catalogue = {
        ...catalogue,
        services: new Map([[service.id, { ...before, staff }]]),
      };
      return listPriceOf(asThen, service.id, line.staff_id, terms).fromMinor === line.price_minor;
    });
  }

  /** The kept draft over what the visit is now; null when there is none or nothing of it is left to keep. */
  #draft(reader: Reader, caller: Caller, fresh: Ticket): Ticket | null {
    const row = rows.readDraft(reader, fresh.visitId!);
    if (!row) return null;
    const kept = JSON.parse(row.content_json) as KeptDraft;
    const parsed = ticketSchema.safeParse(kept.ticket);
    if (!parsed.success) return null;
    const merged = mergeDraft(parsed.data, kept.base, fresh);
    if (isSame(merged, fresh)) return null;
    try {
      this.pricing.price(reader, caller, merged);
      return merged;
    } catch (error) {
      // Something that the draft sells is gone: the visit itself is sold.
      if (isDomainError(error)) return null;
      throw error;
    }
  }

  /** The next visit that is offered before the payment: the same services and master after the shortest period (R12). */
  #rebook(reader: Reader, clientId: number | null, lines: readonly rows.TicketLineRow[]): Answer<'begin'>['rebook'] {
    const { settings, journal } = this.#to;
    const today = settings.today().localDate;
    if (clientId === null || !settings.now().asksRebook || rows.isComing(reader, clientId, today)) return null;
    const { services, staff } = journal.catalogue();
    const same = [...new Set(lines.map((line) => line.service_id))].flatMap((id) => {
      const service = services.get(id);
      return service && !service.isArchived && service.groupCapacity === null ? [service] : [];
    });
    const periods = same.flatMap(({ periodicityDays }) => periodicityDays ?? []);
    if (periods.length === 0) return null;
    const staffId = (lines[0]?.staff_id ?? null) as StaffId | null;
    return {
      onDate: addDays(today, Math.min(...periods)),
      serviceIds: same.map(({ id }) => id as ServiceId),
      staffId: staffId !== null && staff.get(staffId)?.isArchived === false ? staffId : null,
    };
  }

  #quoteOf(reader: Reader, caller: Caller, priced: PricedTicket, ticket: Ticket): Answer<'quote'> {
    const { settings, ledger, certificates, bonuses, shifts } = this.#to;
    const { clientId, client } = priced;
    const { businessDate } = this.pricing.dayOf(reader, priced.visit, caller);
    const rules = settings.on(businessDate);
    const debtMinor = clientId === null ? 0 : rows.readClientDebt(reader, clientId);
    const limitMinor = client ? (client.debt_limit_minor ?? rules.clientDebtLimitMinor) : 0;
    const shift = shifts?.current(reader, caller.userId) ?? null;
    const problems: Answer<'quote'>['problems'] = [...priced.problems];
    if (shifts && !shift) problems.push({ code: 'SHIFT_CLOSED', lineKey: null, isBlocking: true, data: {} });
    return {
      visitId: priced.visit?.id ?? null,
      clientId,
      clientName:
        client && displayName({ firstName: client.first_name, lastName: client.last_name }, settings.now().nameOrder),
      pricedOn: priced.pricedOn,
      lines: priced.lines.map(quoteLine),
      grossMinor: priced.grossMinor,
      discountMinor: priced.discountMinor,
      dueMinor: priced.netMinor,
      moneyOnlyMinor: priced.moneyOnlyMinor,
      bonus: priced.bonus && {
        balanceMinor: priced.bonus.balanceMinor,
        maxMinor: priced.bonus.maxMinor,
        earnsMinor: bonuses?.earnedBy(priced.bonusBaseMinor) ?? 0,
        earnBaseMinor: priced.bonusBaseMinor,
      },
      depositMinor: clientId === null ? 0 : ledger.clientCredit(reader, 2100, clientId),
      debtMinor,
      creditLeftMinor: Math.max(0, limitMinor - debtMinor),
      certificates:
        clientId === null
          ? []
          : (certificates?.ofClient(reader, clientId, businessDate) ?? [])
              .filter(({ hindrance, balanceMinor }) => hindrance === null && balanceMinor > 0)
              .map(({ certificateId, number, balanceMinor, expiresOn }) => ({
                certificateId,
                number,
                balanceMinor,
                expiresOn,
              })),
      memberships: priced.memberships.flatMap(({ membershipId, title, lastDay, pools }) =>
        pools.map(({ unitsLeft, serviceIds }) => ({
          membershipId,
          title,
          unitsLeft,
          lastDay,
          serviceIds: [...serviceIds],
        })),
      ),
      coupon: priced.coupon && {
        code: ticket.couponCode,
        name: priced.coupon.name,
        amountMinor: priced.coupon.amountMinor,
      },
      shift: shift && {
        shiftId: shift.shiftId,
        accountId: shift.accountId,
        localDate: shift.localDate,
        number: shift.number,
      },
      problems,
    } satisfies Answer<'quote'>;
  }
}

function quoteLine(line: PricedTicket['lines'][number]): Answer<'quote'>['lines'][number] {
  const { input: _input, discounts, coveredBy, why, ...rest } = line;
  const { key, kind, title, note, staffId, sellerId, quantityMilli, listPriceMinor, priceFromMinor } = rest;
  return {
    key,
    kind,
    title,
    note,
    staffId,
    sellerId,
    quantityMilli,
    listPriceMinor,
    priceFromMinor,
    priceToMinor: rest.priceToMinor,
    priceMinor: rest.priceMinor,
    grossMinor: rest.grossMinor,
    discounts: discounts.map(({ source, sourceId, title: name, rateBp, amountMinor, reason }) => ({
      source,
      sourceId,
      title: name,
      rateBp,
      amountMinor,
      reason,
    })),
    netMinor: rest.netMinor,
    coveredBy: coveredBy && { ...coveredBy },
    recognisedMinor: rest.recognisedMinor,
    takesBonus: rest.takesBonus,
    earnsBonus: rest.earnsBonus,
    why: why.map(({ key: text, values }) => ({ key: text, values: { ...values } })),
  };
}

function ticketOf(visitId: number | null, clientId: number | null, lines: TicketLine[]): Ticket {
  return {
    visitId: visitId as Ticket['visitId'],
    clientId: clientId as Ticket['clientId'],
    lines,
    couponCode: '',
    comment: '',
  };
}

function newLine(key: string, kind: TicketLine['kind']): TicketLine {
  return {
    key,
    kind,
    visitLineId: null,
    serviceId: null,
    productId: null,
    certificateTypeId: null,
    membershipTypeId: null,
    staffId: null,
    sellerId: null,
    quantityMilli: UNIT_MILLI,
    priceMinor: null,
    priceReason: '',
    manual: null,
    certificate: null,
  };
}

function isWithin({ fromMinor, toMinor }: { fromMinor: number; toMinor: number }, priceMinor: number): boolean {
  return priceMinor >= fromMinor && priceMinor <= toMinor;
}
