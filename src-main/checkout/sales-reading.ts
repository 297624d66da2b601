import type { z } from 'zod';
import type { Sale, SaleStatus, salesContract } from '../../src-shared/checkout/sales.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { TenderKind } from '../../src-shared/checkout/tenders.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import * as rows from './sales.repository.ts';
import { readFirstShiftDay } from './visit-sales.repository.ts';

type Contract = typeof salesContract;
type Output<Name extends 'sales' | 'unpaid'> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type SaleValue = z.input<Contract['sale']['~orpc']['outputSchema'] & z.ZodType>;

/** What sales are read with. */
export interface SalesContext {
  readonly reader: Reader;
  readonly settings: SettingsService;
}

/** One check with everything that followed. @throws DomainError NOT_FOUND */
export function saleOf(context: SalesContext, saleId: number): Sale {
  const { reader } = context;
  const head = rows.readSaleHead(reader, saleId);
  if (!head) throw new DomainError('NOT_FOUND', { what: 'sale', id: saleId });
  const discounts = Map.groupBy(rows.readSaleDiscounts(reader, saleId), (row) => row.sale_line_id);
  const value: SaleValue = {
    ...headOf(context, head),
    shiftId: head.shift_id,
    grossMinor: head.gross_minor,
    discountMinor: head.discount_minor,
    keptMinor: rows.readKeptChange(reader, head.document_id),
    comment: head.comment,
    lines: rows.readSaleLines(reader, saleId).map((line) => lineOf(context, line, discounts.get(line.id) ?? [])),
    tenders: tendersOf(rows.readSaleTenders(reader, saleId)),
    documents: rows.readSaleDocuments(reader, { saleId, documentId: head.document_id }).map((row) => ({
      documentId: row.id,
      kind: row.kind,
      number: row.number,
      localDate: row.local_date,
      atMs: row.at_ms,
      amountMinor: row.amount_minor,
      reason: row.reason,
      byName: row.by_name,
      isReversed: row.is_reversed === 1,
      money: JSON.parse(row.money_json) as { kind: TenderKind; amountMinor: number }[],
    })),
  };
  return value as Sale;
}

/** How some checks stand: their state and what is still owed, by id. */
export function standingOf(
  { reader }: Pick<SalesContext, 'reader'>,
  saleIds: readonly number[],
): ReadonlyMap<number, { readonly status: SaleStatus; readonly debtMinor: number }> {
  return new Map(
    rows
      .readSaleHeads(reader, saleIds)
      .map((head) => [head.id, { status: statusOf(head), debtMinor: head.debt_minor }]),
  );
}

/** Checks of a period, newest first. */
export function salesOf(context: SalesContext, filter: rows.SalesFilter): Output<'sales'> {
  const { reader } = context;
  const heads = rows.readSales(reader, filter);
  const ids = heads.map(({ id }) => id);
  const titles = Map.groupBy(rows.readSaleTitles(reader, ids), (row) => row.sale_id);
  const kinds = Map.groupBy(rows.readSaleKinds(reader, ids), (row) => row.sale_id);
  return heads.map((head) => {
    const own = kinds.get(head.id) ?? [];
    return {
      ...headOf(context, head),
      lines: (titles.get(head.id) ?? []).map(({ kind, title }) => ({ kind, title })),
      tenderKinds: own.map(({ kind }) => kind),
      tenders: own.map(({ kind, amount_minor: amountMinor }) => ({ kind, amountMinor })),
    };
  });
}

/** Completed visits that have no check, from the day on which the salon began to keep its cash here. */
export function unpaidOf(context: SalesContext, fromDate: LocalDate, toDate: LocalDate): Output<'unpaid'> {
  const { reader, settings } = context;
  const firstDay = readFirstShiftDay(reader);
  if (firstDay === null) return [];
  const from = fromDate < firstDay ? firstDay : fromDate;
  return rows.readUnpaid(reader, from, toDate).map((row) => ({
    visitId: row.id,
    localDate: row.local_date,
    startMin: row.start_min,
    clientId: row.client_id,
    clientName: nameOf(settings, row.first_name, row.last_name),
    planMinor: row.plan_minor,
  }));
}

/** A person in the salon's order of names; null for nobody. */
export function nameOf(settings: SettingsService, first: string | null, last: string | null): string | null {
  if (first === null && last === null) return null;
  return displayName({ firstName: first ?? '', lastName: last ?? '' }, settings.now().nameOrder);
}

function headOf({ settings }: SalesContext, head: rows.SaleHeadRow) {
  return {
    saleId: head.id,
    documentId: head.document_id,
    number: head.number,
    localDate: head.local_date,
    atMs: head.at_ms,
    status: statusOf(head),
    visitId: head.visit_id,
    clientId: head.client_id,
    clientName: nameOf(settings, head.first_name, head.last_name),
    cashierName: head.cashier,
    netMinor: head.net_minor,
    paidMinor: head.tendered_minor,
    debtMinor: head.debt_minor,
    refundedMinor: head.refunded_minor,
  };
}

function statusOf(head: rows.SaleHeadRow): SaleStatus {
  if (head.is_reversed === 1) return 'reversed';
  if (head.refunded_minor === 0 && head.given_back === 0) return 'posted';
  const isWhole = head.refunded_minor === head.net_minor && head.given_back === head.covered;
  return isWhole ? 'refunded' : 'partly_refunded';
}

function lineOf(
  { settings }: SalesContext,
  line: rows.SaleLineRow,
  discounts: ReturnType<typeof rows.readSaleDiscounts>,
): SaleValue['lines'][number] {
  return {
    saleLineId: line.id,
    kind: line.kind,
    title: line.title,
    note: line.own_number === null ? '' : `№ ${line.own_number}`,
    visitLineId: line.visit_line_id,
    serviceId: line.service_id,
    productId: line.product_id,
    coveredById: line.covered_by_id,
    staffId: line.staff_id,
    sellerId: line.seller_id,
    staffName: nameOf(settings, line.staff_first, line.staff_last),
    sellerName: nameOf(settings, line.seller_first, line.seller_last),
    quantityMilli: line.quantity_milli,
    listPriceMinor: line.list_price_minor,
    priceMinor: line.price_minor,
    grossMinor: line.gross_minor,
    netMinor: line.net_minor,
    recognisedMinor: line.recognised_minor,
    vatBp: line.vat_bp,
    vatMinor: line.vat_minor,
    bonusMinor: line.bonus_minor,
    takesBonus: line.earns_bonus === 1,
    earnsBonus: line.earns_bonus === 1,
    discounts: discounts.map((row) => ({
      source: row.source,
      sourceId: row.source_id,
      title: row.title,
      rateBp: row.rate_bp,
      amountMinor: row.amount_minor,
      reason: row.reason,
    })),
    why: JSON.parse(line.why_json) as SaleValue['lines'][number]['why'],
    refundedQuantityMilli: line.refunded_quantity_milli,
    refundedMinor: line.refunded_minor,
  };
}

/** Tenders with what may still be given back by each (T4): what went back is taken off the first ones of its kind. */
function tendersOf(found: readonly rows.SaleTenderRow[]): SaleValue['tenders'] {
  const placeOf = (row: rows.SaleTenderRow): string => `${row.kind}/${row.account_id}/${row.certificate_id}`;
  const back = new Map<string, number>();
  for (const row of found) {
    if (row.amount_minor < 0) back.set(placeOf(row), (back.get(placeOf(row)) ?? 0) - row.amount_minor);
  }
  return found.map((row) => {
    const taken = row.amount_minor > 0 ? Math.min(row.amount_minor, back.get(placeOf(row)) ?? 0) : 0;
    if (taken > 0) back.set(placeOf(row), (back.get(placeOf(row)) ?? 0) - taken);
    return {
      tenderId: row.id,
      documentId: row.document_id,
      kind: row.kind,
      accountId: row.account_id,
      accountName: row.account,
      certificateId: row.certificate_id,
      certificateNumber: row.certificate,
      amountMinor: row.amount_minor,
      givenMinor: row.given_minor,
      changeMinor: row.change_minor,
      reference: row.reference,
      refundableMinor: Math.max(0, row.amount_minor) - taken,
    };
  });
}
