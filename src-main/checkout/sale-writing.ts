import type { SaleLinePlan } from '../../src-shared/checkout/sale-plan.rules.ts';
import type { Settlement } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { allocate } from '../../src-shared/kernel/share.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { Certificates, Memberships, SaleTicket, SaleTicketLine } from './neighbours.ts';
import * as rows from './sales.repository.ts';

/** What is written of a check that is being paid. */
export interface SaleDraft {
  readonly priced: SaleTicket;
  readonly settlement: Settlement;
  readonly visitId: number | null;
  readonly rebookSkip: string | null;
  readonly comment: string;
}

/** A sale as it stands in its tables, before its entries. */
export interface WrittenSale {
  readonly saleId: number;
  readonly lines: readonly SaleLinePlan[];
}

interface Makers {
  readonly certificates: Pick<Certificates, 'sell'>;
  readonly memberships: Pick<Memberships, 'sell' | 'check' | 'use'>;
}

/**
 * Writes the sale with its lines, discounts and tenders, and what it sells or uses of certificates and memberships.
 *
 * @throws DomainError MEMBERSHIP_FROZEN, MEMBERSHIP_EXPIRED, MEMBERSHIP_NOT_COVERED, ALREADY_EXISTS, NOT_FOUND
 */
export function writeSale(tx: Tx, posting: Posting, makers: Makers, draft: SaleDraft): WrittenSale {
  const { priced, settlement } = draft;
  const saleId = rows.insertSale(tx, {
    document_id: posting.id,
    visit_id: draft.visitId,
    client_id: priced.clientId,
    local_date: posting.localDate,
    priced_on: priced.pricedOn,
    gross_minor: priced.grossMinor,
    discount_minor: priced.discountMinor,
    net_minor: priced.netMinor,
    debt_minor: settlement.debtMinor,
    rebook_skip: draft.rebookSkip,
    comment: draft.comment,
  });
  const bonuses = bonusShares(priced.lines, settlement);
  const drafts = priced.lines.map((line, index) => ({
    line,
    saleId,
    position: index + 1,
    bonusMinor: bonuses[index] ?? 0,
    priced,
  }));
  const lines = drafts.every(isPlain)
    ? writePlainLines(tx, drafts)
    : drafts.map((draft) => writeLine(tx, posting, makers, draft));
  writeTenders(tx, posting, saleId, settlement);
  return { saleId, lines };
}

/** The part of the bonuses that each line was paid with (M5 over the lines that take them). */
function bonusShares(lines: readonly SaleTicketLine[], settlement: Settlement): number[] {
  const spent = settlement.tenders.reduce(
    (sum, { kind, amountMinor }) => sum + (kind === 'bonus' ? amountMinor : 0),
    0,
  );
  return allocate(
    spent,
    lines.map(({ takesBonus, netMinor }) => (takesBonus ? netMinor : 0)),
  );
}

interface LineDraft {
  readonly line: SaleTicketLine;
  readonly saleId: number;
  readonly position: number;
  readonly bonusMinor: number;
  readonly priced: SaleTicket;
}

/** Whether a line neither sells nor uses anything that has rows of its own. */
function isPlain({ line }: LineDraft): boolean {
  return line.coveredBy === null && line.kind !== 'certificate' && line.kind !== 'membership';
}

/** Writes lines that stand for themselves, all at once. */
function writePlainLines(tx: Tx, drafts: readonly LineDraft[]): SaleLinePlan[] {
  const firstId = rows.insertSaleLines(
    tx,
    drafts.map((draft) => lineRow(draft, null, null, 0)),
  );
  rows.insertSaleDiscounts(
    tx,
    drafts.flatMap(({ line }, index) => discountRows(line, firstId + index)),
  );
  return drafts.map(({ line }, index) => planOf(line, firstId + index, null, null));
}

function lineRow(
  { line, saleId, position, bonusMinor }: LineDraft,
  sold: number | null,
  coveredById: number | null,
  recognisedMinor: number,
): Parameters<typeof rows.insertSaleLines>[1][number] {
  return {
    sale_id: saleId,
    position,
    kind: line.kind,
    title: line.title,
    visit_line_id: line.visitLineId,
    service_id: line.serviceId,
    product_id: line.productId,
    certificate_id: line.kind === 'certificate' ? sold : null,
    membership_id: line.kind === 'membership' ? sold : null,
    covered_by_id: coveredById,
    bundle_id: line.bundleId,
    staff_id: line.staffId,
    seller_id: line.sellerId,
    quantity_milli: line.quantityMilli,
    list_price_minor: line.listPriceMinor,
    price_minor: line.priceMinor,
    gross_minor: line.grossMinor,
    discount_minor: line.grossMinor - line.netMinor,
    net_minor: line.netMinor,
    recognised_minor: recognisedMinor,
    bonus_minor: bonusMinor,
    vat_bp: line.vatBp,
    vat_minor: line.vatMinor,
    earns_bonus: line.earnsBonus ? 1 : 0,
    why_json: JSON.stringify(line.why),
  };
}

function discountRows(
  line: SaleTicketLine,
  saleLineId: number,
): Parameters<typeof rows.insertSaleDiscounts>[1][number][] {
  return line.discounts.map((discount) => ({
    sale_line_id: saleLineId,
    source: discount.source,
    source_id: discount.sourceId,
    title: discount.title,
    rate_bp: discount.rateBp,
    amount_minor: discount.amountMinor,
    reason: discount.reason,
  }));
}

function planOf(
  line: SaleTicketLine,
  saleLineId: number,
  sold: number | null,
  coveredById: number | null,
): SaleLinePlan {
  const objectId = sold ?? (line.kind === 'tip' ? (line.staffId ?? 0) : 0);
  return { saleLineId, kind: line.kind, netMinor: line.netMinor, objectId, coveredById };
}

function writeLine(tx: Tx, posting: Posting, makers: Makers, draft: LineDraft): SaleLinePlan {
  const { line } = draft;
  const sold = soldThing(tx, posting, makers, draft);
  const coveredById = line.coveredBy?.membershipId ?? null;
  const recognisedMinor = coveredById === null ? 0 : coverValue(tx, posting, makers, draft, coveredById);
  const saleLineId = rows.insertSaleLines(tx, [lineRow(draft, sold, coveredById, recognisedMinor)]);
  rows.insertSaleDiscounts(tx, discountRows(line, saleLineId));
  if (coveredById !== null) {
    // At once: the value of the next visit of the same membership is what this one leaves (T9).
    makers.memberships.use(tx, posting, {
      membershipId: coveredById,
      serviceId: line.serviceId ?? 0,
      clientId: draft.priced.clientId,
      saleLineId,
    });
  }
  return planOf(line, saleLineId, sold, coveredById);
}

/** Makes the certificate or membership that a line sells; null for any other line. */
function soldThing(tx: Tx, posting: Posting, { certificates, memberships }: Makers, draft: LineDraft): number | null {
  const { line, priced } = draft;
  const { input } = line;
  const { clientId } = priced;
  if (line.kind === 'certificate') {
    return certificates.sell(tx, posting, {
      typeId: input.certificateTypeId,
      number: input.certificate?.number ?? '',
      nominalMinor: input.certificate?.nominalMinor ?? line.netMinor,
      paidMinor: line.netMinor,
      expiresOn: input.certificate?.expiresOn,
      recipient: input.certificate?.recipient ?? '',
      clientId,
    });
  }
  if (line.kind !== 'membership') return null;
  if (input.membershipTypeId === null) {
    throw new DomainError('NOT_FOUND', { what: 'membershipType', id: 0 });
  }
  const holderId = input.membership?.holderId ?? clientId;
  if (holderId === null) throw new DomainError('INVALID_INPUT', { field: 'ticket', reason: 'NO_CLIENT' });
  return memberships.sell(tx, posting, {
    typeId: input.membershipTypeId,
    priceMinor: line.netMinor,
    clientId: holderId,
    memberIds: input.membership?.memberIds ?? [],
  });
}

/** By the day of the check, as the quote and the use itself judge it; the day of the prices may lie before the membership. */
function coverValue(
  tx: Tx,
  { localDate: onDate }: Posting,
  { memberships }: Makers,
  { line, priced: { clientId } }: LineDraft,
  membershipId: number,
): number {
  const about = { membershipId, serviceId: line.serviceId ?? 0, clientId, onDate };
  const { valueMinor, hindrance } = memberships.check(tx, about);
  if (hindrance) throw new DomainError(hindrance.code, hindrance.data);
  return valueMinor;
}

function writeTenders(tx: Tx, posting: Posting, saleId: number, { tenders, kept }: Settlement): void {
  const given = tenders.map((tender, index) => ({
    document_id: posting.id,
    sale_id: saleId,
    position: index + 1,
    kind: tender.kind,
    account_id: tender.accountId,
    certificate_id: tender.certificateId,
    amount_minor: tender.amountMinor,
    given_minor: tender.givenMinor,
    change_minor: tender.changeMinor,
    reference: tender.reference,
  }));
  // Money that stays as a deposit is given beside the check: Σ tenders of the sale is what it was paid with (I9).
  const deposited = kept && {
    document_id: posting.id,
    sale_id: null,
    position: tenders.length + 1,
    kind: 'cash' as const,
    account_id: kept.accountId,
    certificate_id: null,
    amount_minor: kept.amountMinor,
    given_minor: null,
    change_minor: null,
    reference: '',
  };
  rows.insertTenders(tx, deposited ? [...given, deposited] : given);
}
