import type { z } from 'zod';
import type { Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import {
  type CheckLine,
  type InvoiceLine,
  invoiceLines,
  invoiceState,
  invoiceTotals,
} from '../../src-shared/invoices/invoices.rules.ts';
import type { invoicesContract } from '../../src-shared/invoices/invoices.contract.ts';
import {
  type PayerRequisites,
  type SellerRequisites,
  missingRequisites,
  payerFault,
} from '../../src-shared/invoices/requisites.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { sellerOf } from '../../src-shared/settings/requisites-settings.ts';
import type { SalesService } from '../checkout/sales.service.ts';
import type { TicketPricing } from '../checkout/ticket-pricing.ts';
import type { ProductsService } from '../products/products.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './invoices.repository.ts';

type Contract = typeof invoicesContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<Contract[Name]['~orpc']['outputSchema'] & z.ZodType>;
type Row = Output<'list'>['rows'][number];

/** A paper as the register for an accountant names it; the payer is null when their person was made nameless. */
export type RegisterRow = Row & { readonly payer: PayerRequisites | null };

/** SQLite reads a negative limit as none. */
const NO_LIMIT = -1;

/** What papers are made from. */
export interface InvoiceNeighbours {
  readonly settings: SettingsService;
  readonly sales: SalesService;
  readonly pricing: TicketPricing;
  readonly products: ProductsService;
}

/** What was written on a paper, beside its payer; stays as it was whatever changes later. */
export interface InvoiceContent {
  readonly seller: SellerRequisites;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  /** Of a posted check: its number and day, and what was still owed. */
  readonly sale: { readonly number: number; readonly localDate: LocalDate; readonly debtMinor: number } | null;
}

/** A paper read back as it was given out. */
export interface IssuedInvoice {
  readonly row: rows.InvoiceWholeRow;
  /** Null when its person was made nameless. */
  readonly payer: PayerRequisites | null;
  readonly content: InvoiceContent;
}

interface Draft {
  readonly clientId: number | null;
  readonly visitId: number | null;
  readonly saleId: number | null;
  readonly lines: readonly CheckLine[];
  readonly sale: InvoiceContent['sale'];
}

/** Invoices and VAT invoices: numbered without a hole by kind and year, kept as they were given out (K6). */
export class InvoicesService {
  readonly #deps: ServiceDeps;
  readonly #near: InvoiceNeighbours;

  constructor(deps: ServiceDeps, neighbours: InvoiceNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** Papers of a check or a visit, to whom they can be made out, and what the salon has to fill in first. */
  of({ saleId, visitId, clientId }: Input<'of'>): Output<'of'> {
    const { reader } = this.#deps.store;
    const { settings } = this.#near;
    const seller = sellerOf(settings.now());
    const client = clientId === null ? undefined : rows.readClientName(reader, clientId);
    const isKnown = client?.erased_at_ms === null;
    return {
      invoices: this.#rowsOf(rows.readInvoicesOf(reader, { saleId, visitId })),
      payers: clientId === null ? [] : rows.readPayers(reader, clientId).map(payerOf),
      clientName: isKnown
        ? displayName(
            { firstName: client.first_name, lastName: client.last_name, middleName: client.middle_name },
            'lastFirst',
            true,
          )
        : null,
      missing: {
        invoice: missingRequisites(seller, 'invoice'),
        vat_invoice: missingRequisites(seller, 'vat_invoice'),
      },
    };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT, LIMIT_EXCEEDED, CONFLICT (data.reason, see `assertMayIssue`) */
  issue(caller: Caller, input: Input<'issue'>): Output<'issue'> {
    const { store, clock } = this.#deps;
    const before = rows.findInvoiceByKey(store.reader, input.key);
    if (before) return { ...this.#issued(store.reader, before.id), commandId: null };
    const { value, commandId } = store.work.run(caller.actor(clock), 'invoices.issue', (tx) => {
      const invoiceId = this.#issue(tx, caller, input);
      return this.#issued(tx, invoiceId);
    });
    return { ...value, commandId };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (data.reason 'invoiceVoided') */
  void(caller: Caller, { invoiceId, reason }: Input<'void'>): Output<'void'> {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'invoices.void', (tx) => {
      const row = this.voidInside(tx, caller, invoiceId, reason);
      tx.summary = { key: 'invoices.void', values: { kind: row.kind, number: row.number } };
    });
    return { commandId };
  }

  /** Takes a paper out of force inside another's unit of work. @throws DomainError NOT_FOUND, CONFLICT */
  voidInside(tx: Tx, caller: Caller, invoiceId: number, reason: string): rows.InvoiceHeadRow {
    const row = rows.readInvoice(tx, invoiceId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'invoice', id: invoiceId });
    if (row.void_reason !== null) throw new DomainError('CONFLICT', { reason: 'invoiceVoided', number: row.number });
    rows.insertVoid(tx, {
      invoice_id: invoiceId,
      at_ms: this.#deps.clock.nowMs(),
      voided_by: caller.userId,
      reason,
    });
    return row;
  }

  /** A paper that an undo put in force again must not stand beside the one that took its place. @throws DomainError CONFLICT */
  assertOneInForceAfterUndo(tx: Tx, commandName: string): void {
    if (commandName !== 'invoices.void') return;
    const twice = rows.findSaleWithTwo(tx);
    if (twice)
      throw new DomainError('CONFLICT', { reason: 'vat_invoiceExists', number: twice.number, from: twice.local_date });
  }

  /** @throws DomainError NOT_FOUND */
  removePayer(caller: Caller, { payerId }: Input<'removePayer'>): Output<'removePayer'> {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'invoices.removePayer', (tx) => {
      const row = rows.findPayer(tx, payerId);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'payer', id: payerId });
      rows.deletePayer(tx, payerId);
      tx.summary = { key: 'invoices.removePayer', values: { name: row.name } };
    });
    return { commandId };
  }

  /** Papers of a period, newest first. */
  list({ limit, ...filter }: Input<'list'>): Output<'list'> {
    const found = this.#read(filter, limit + 1);
    return { rows: this.#rowsOf(found.slice(0, limit)), hasMore: found.length > limit };
  }

  /** Every paper of a period with its payer, oldest first. */
  register(filter: Input<'listFile'>): RegisterRow[] {
    const found = this.#read({ ...filter, before: null }, NO_LIMIT).toReversed();
    const shown = this.#rowsOf(found);
    return found.map((row, at) => ({ ...shown[at]!, payer: writtenPayer(row) }));
  }

  #read({ text, ...filter }: Omit<Input<'list'>, 'limit'>, limit: number): rows.InvoiceHeadRow[] {
    return rows.readInvoices(this.#deps.store.reader, { ...filter, text: fold(text).trim(), limit });
  }

  /** A paper as it was given out. @throws DomainError NOT_FOUND */
  issued(invoiceId: number): IssuedInvoice {
    const row = rows.readInvoice(this.#deps.store.reader, invoiceId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'invoice', id: invoiceId });
    return { row, payer: writtenPayer(row), content: JSON.parse(row.content_json) as InvoiceContent };
  }

  #issue(tx: Tx, caller: Caller, input: Input<'issue'>): number {
    const { settings } = this.#near;
    const { kind, payer } = input;
    const now = settings.now();
    const seller = sellerOf(now);
    const draft = this.#draft(tx, caller, input);
    assertMayIssue({ kind, payer, seller, draft });
    const lines = invoiceLines(draft.lines, kind);
    if (lines.length === 0) throw new DomainError('CONFLICT', { reason: 'nothingToInvoice' });
    const { totalMinor, vatMinor } = invoiceTotals(lines);
    this.#assertNew(tx, { kind, payer, draft, totalMinor });
    const { localDate } = settings.today();
    const year = Number(localDate.slice(0, 4));
    const number = rows.lastNumber(tx, kind, year) + 1;
    this.#keepPayer(tx, input, draft.clientId);
    const content: InvoiceContent = { seller, currency: now.currency, lines, sale: draft.sale };
    tx.summary = { key: 'invoices.issue', values: { kind, number } };
    return rows.insertInvoice(tx, {
      kind,
      year,
      number,
      local_date: localDate,
      at_ms: this.#deps.clock.nowMs(),
      created_by: caller.userId,
      client_id: draft.clientId,
      visit_id: draft.visitId,
      sale_id: draft.saleId,
      valid_until: kind === 'invoice' && now.invoiceDays > 0 ? addDays(localDate, now.invoiceDays) : null,
      amount_minor: totalMinor,
      vat_minor: vatMinor,
      payer_json: JSON.stringify(payer),
      content_json: JSON.stringify(content),
      request_key: input.key,
    });
  }

  /** What is billed: a posted check, or one that is being made. @throws DomainError NOT_FOUND, INVALID_INPUT, CONFLICT */
  #draft(tx: Tx, caller: Caller, { saleId, ticket }: Input<'issue'>): Draft {
    if (saleId !== null && ticket === null) return this.#ofSale(tx, this.#near.sales.sale(saleId));
    if (saleId === null && ticket !== null) return this.#ofTicket(tx, caller, ticket);
    throw new DomainError('INVALID_INPUT', { field: 'saleId', fault: 'SALE_OR_TICKET' });
  }

  #ofSale(reader: Reader, sale: Sale): Draft {
    if (sale.status === 'reversed') throw new DomainError('CONFLICT', { reason: 'saleReversed', number: sale.number });
    const units = this.#unitsOf(reader, sale.lines);
    const areDiscounts = this.#near.settings.on(sale.localDate).bonusOnReceipt === 'discount';
    return {
      clientId: sale.clientId,
      visitId: sale.visitId,
      saleId: sale.saleId,
      lines: sale.lines.map((line) => ({
        ...line,
        unit: units(line.productId),
        bonusMinor: areDiscounts ? line.bonusMinor : 0,
      })),
      sale: { number: sale.number, localDate: sale.localDate, debtMinor: sale.debtMinor },
    };
  }

  #ofTicket(tx: Tx, caller: Caller, ticket: Ticket): Draft {
    const priced = this.#near.pricing.price(tx, caller, ticket);
    // A price that is still to be chosen (P2) or a discount that is refused: the sum is not the one that will be paid.
    if (priced.problems.some(({ isBlocking }) => isBlocking))
      throw new DomainError('CONFLICT', { reason: 'checkUnready' });
    const units = this.#unitsOf(tx, priced.lines);
    return {
      clientId: priced.clientId,
      visitId: priced.visit?.id ?? null,
      saleId: null,
      lines: priced.lines.map((line) => ({
        ...line,
        unit: units(line.productId),
        refundedQuantityMilli: 0,
        refundedMinor: 0,
        bonusMinor: 0,
      })),
      sale: null,
    };
  }

  #unitsOf(
    reader: Reader,
    lines: readonly { readonly productId: number | null }[],
  ): (productId: number | null) => string | null {
    const goods = this.#near.products.forSale(
      reader,
      lines.flatMap(({ productId }) => productId ?? []),
    );
    return (productId) => (productId === null ? null : (goods.get(productId)?.unit ?? null));
  }

  /** One check has one VAT invoice in force, and one invoice for a payer and a sum. */
  #assertNew(
    tx: Tx,
    about: {
      readonly kind: Input<'issue'>['kind'];
      readonly payer: PayerRequisites;
      readonly draft: Draft;
      readonly totalMinor: number;
    },
  ): void {
    const { kind, payer, draft, totalMinor } = about;
    const same = rows
      .readInvoicesOf(tx, { saleId: draft.saleId, visitId: draft.visitId })
      .find(
        (row) =>
          row.kind === kind &&
          row.void_reason === null &&
          (kind === 'vat_invoice'
            ? row.sale_id === draft.saleId
            : row.amount_minor === totalMinor && isSamePayer(writtenPayer(row), payer)),
      );
    if (same) {
      throw new DomainError('CONFLICT', { reason: `${kind}Exists`, number: same.number, from: same.local_date });
    }
  }

  /** What was typed stays with the client: new requisites are added, chosen ones changed. */
  #keepPayer(tx: Tx, { payerId, payer }: Input<'issue'>, clientId: number | null): void {
    const columns = columnsOf(payer);
    const kept = payerId === null ? undefined : rows.findPayer(tx, payerId);
    if (payerId !== null && !kept) throw new DomainError('NOT_FOUND', { what: 'payer', id: payerId });
    if (kept) {
      if (!isSamePayer(payerOf(kept), payer)) {
        rows.updatePayer(tx, kept.id, { ...columns, version: kept.version + 1 });
      }
      return;
    }
    if (clientId === null) return;
    if (rows.readPayers(tx, clientId).some((row) => isSamePayer(payerOf(row), payer))) return;
    rows.insertPayer(tx, { client_id: clientId, ...columns });
  }

  #issued(reader: Reader, invoiceId: number) {
    const row = rows.readInvoice(reader, invoiceId)!;
    return { invoiceId: row.id, number: row.number, localDate: row.local_date, amountMinor: row.amount_minor };
  }

  #rowsOf(found: readonly rows.InvoiceHeadRow[]): Row[] {
    const { settings, sales } = this.#near;
    const standing = sales.standing(found.flatMap(({ sale_id: saleId }) => saleId ?? []));
    const today = settings.today().localDate;
    const { nameOrder } = settings.now();
    return found.map((row) => {
      const sale = row.sale_id === null ? undefined : standing.get(row.sale_id);
      return {
        invoiceId: row.id,
        kind: row.kind,
        number: row.number,
        localDate: row.local_date,
        validUntil: row.valid_until,
        amountMinor: row.amount_minor,
        vatMinor: row.vat_minor,
        payerName: writtenPayer(row)?.name ?? '',
        clientId: row.client_id,
        clientName:
          row.first_name === null
            ? null
            : displayName({ firstName: row.first_name, lastName: row.last_name ?? '' }, nameOrder),
        visitId: row.visit_id,
        saleId: row.sale_id,
        byName: row.by_name,
        state: invoiceState(
          { kind: row.kind, isVoided: row.void_reason !== null, validUntil: row.valid_until },
          sale ? { isReversed: sale.status === 'reversed', debtMinor: sale.debtMinor } : null,
          today,
        ),
        voidReason: row.void_reason ?? '',
      };
    });
  }
}

/** @throws DomainError CONFLICT (data.reason 'requisitesMissing', 'notSoldYet'), INVALID_INPUT */
function assertMayIssue(about: {
  readonly kind: Input<'issue'>['kind'];
  readonly payer: PayerRequisites;
  readonly seller: SellerRequisites;
  readonly draft: Draft;
}): void {
  const { kind, payer, seller, draft } = about;
  const missing = missingRequisites(seller, kind);
  if (missing.length > 0) throw new DomainError('CONFLICT', { reason: 'requisitesMissing', fields: missing });
  const fault = payerFault(payer, kind);
  if (fault) throw new DomainError('INVALID_INPUT', { field: `payer.${fault.field}`, fault: fault.fault });
  if (kind === 'vat_invoice' && draft.sale === null) throw new DomainError('CONFLICT', { reason: 'notSoldYet' });
}

function writtenPayer({ payer_json: json }: Pick<rows.InvoiceHeadRow, 'payer_json'>): PayerRequisites | null {
  return json === '' ? null : (JSON.parse(json) as PayerRequisites);
}

function payerOf(row: rows.PayerRow): PayerRequisites & { readonly payerId: number } {
  const { id, kind, name, tax_number: taxNumber, reason_code: reasonCode, address } = row;
  return { payerId: id, kind, name, taxNumber, reasonCode, address };
}

function columnsOf({ kind, name, taxNumber, reasonCode, address }: PayerRequisites) {
  return { kind, name, tax_number: taxNumber, reason_code: reasonCode, address };
}

function isSamePayer(one: PayerRequisites | null, other: PayerRequisites): boolean {
  if (one === null) return false;
  return (['kind', 'name', 'taxNumber', 'reasonCode', 'address'] as const).every(
    (field) => one[field] === other[field],
  );
}
