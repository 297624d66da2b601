import type { TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import type { PriceChoice, PriceOrigin } from '../../src-shared/checkout/price-why.rules.ts';
import type { LineKind, LineTerms } from '../../src-shared/checkout/pricing.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { UNIT_MILLI } from '../../src-shared/kernel/quantity.ts';
import { bundleShares } from '../../src-shared/services/bundle.rules.ts';
import { type PriceTerms, priceRange, resolvePrice } from '../../src-shared/services/price.rules.ts';
import { type Catalogue, levelOf } from '../journal/journal-catalogue.ts';
import type { ProductForSale } from '../products/products.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import { type SoldType, type TicketLineRow, readCertificateTypes, readMembershipTypes } from './ticket.repository.ts';
import type { TicketProblem } from './ticket-pricing.ts';

/** A line of a ticket with everything its price is made of, before discounts. */
export interface OpenLine {
  readonly key: string;
  readonly kind: LineKind;
  readonly input: TicketLine;
  readonly title: string;
  readonly note: string;
  readonly serviceId: number | null;
  readonly categoryId: number | null;
  readonly productId: number | null;
  readonly productCategoryId: number | null;
  readonly bundle: { readonly id: number; readonly title: string; readonly differenceMinor: number } | null;
  readonly staffId: number | null;
  readonly startMin: number | null;
  readonly quantityMilli: number;
  readonly origin: PriceOrigin | null;
  readonly listPriceMinor: number;
  readonly priceFromMinor: number;
  readonly priceToMinor: number;
  readonly priceMinor: number;
  readonly choice: PriceChoice;
  readonly flags: Pick<LineTerms, 'noDiscount' | 'noBonus' | 'minPriceMinor' | 'discountCapBp'> & {
    readonly vatBp: number | null;
  };
}

/** What lines are priced by. */
export interface LineFacts {
  readonly reader: Reader;
  readonly caller: Caller;
  readonly catalogue: Catalogue;
  readonly prices: PriceTerms;
  /** Name of the client's price list. */
  readonly listName: string | null;
  readonly hasClient: boolean;
  readonly visitLines: ReadonlyMap<number, TicketLineRow>;
  readonly products: ReadonlyMap<number, ProductForSale>;
  readonly problems: TicketProblem[];
}

/** Kinds that the lines sell, read together. */
interface SoldTypes {
  readonly memberships: ReadonlyMap<number, SoldType>;
  readonly certificates: ReadonlyMap<number, SoldType>;
}

const NO_FLAGS = { noDiscount: false, noBonus: false, minPriceMinor: null, discountCapBp: null, vatBp: null } as const;

/** The price of the list and its range of a service by a master (P1, P2). */
export function listPriceOf(
  catalogue: Catalogue,
  serviceId: number,
  staffId: number | null,
  prices: PriceTerms,
): { readonly origin: PriceOrigin; readonly fromMinor: number; readonly toMinor: number } {
  const service = catalogue.services.get(serviceId);
  if (!service) throw new DomainError('NOT_FOUND', { what: 'service', id: serviceId });
  const person = staffId === null ? undefined : catalogue.staff.get(staffId);
  if (staffId !== null && !person) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
  const level = staffId === null ? null : levelOf(catalogue, staffId);
  const price = resolvePrice(service, { ...prices, staffId, level });
  const [fromMinor, toMinor] = priceRange(price);
  return {
    origin: { price, listName: null, levelName: level?.name ?? null, staffName: person?.shortName ?? null },
    fromMinor,
    toMinor,
  };
}

/** Shares of the bundles of a visit (P10); null for a line that is no part of a whole one. */
export function sharesOf(
  catalogue: Catalogue,
  lines: readonly { readonly serviceId: number; readonly bundleId: number | null; readonly listMinor: number }[],
): (number | null)[] {
  return bundleShares(lines, (bundleId) => {
    const bundle = catalogue.bundles.get(bundleId);
    if (!bundle) return undefined;
    return { priceMinor: bundle.priceMinor, serviceIds: bundle.items.map(({ serviceId }) => serviceId) };
  });
}

/**
 * Lines of a ticket with their prices (P1, P2, P10).
 *
 * @throws DomainError NOT_FOUND (service, product, staff, visitLine, certificateType, membershipType)
 */
export function openLines(lines: readonly TicketLine[], facts: LineFacts): OpenLine[] {
  const types: SoldTypes = {
    memberships: readMembershipTypes(
      facts.reader,
      lines.flatMap((line) => line.membershipTypeId ?? []),
    ),
    certificates: readCertificateTypes(
      facts.reader,
      lines.flatMap((line) => line.certificateTypeId ?? []),
    ),
  };
  const opened = lines.map((line): OpenLine => {
    const { staff } = facts.catalogue;
    for (const id of [line.staffId, line.sellerId]) {
      if (id !== null && !staff.has(id)) throw new DomainError('NOT_FOUND', { what: 'staff', id });
    }
    if (line.kind === 'service') return serviceLine(line, facts);
    if (line.kind === 'product') return productLine(line, facts);
    return moneyLine(line, facts, types);
  });
  return withBundles(opened, facts);
}

function serviceLine(line: TicketLine, facts: LineFacts): OpenLine {
  const row = line.visitLineId === null ? undefined : facts.visitLines.get(line.visitLineId);
  if (line.visitLineId !== null && !row)
    throw new DomainError('NOT_FOUND', { what: 'visitLine', id: line.visitLineId });
  const serviceId = line.serviceId ?? row?.service_id ?? 0;
  const { catalogue, listName } = facts;
  const { origin, fromMinor, toMinor } = listPriceOf(catalogue, serviceId, line.staffId, facts.prices);
  const service = catalogue.services.get(serviceId)!;
  const { minPriceMinor, discountCapBp, noDiscount, noBonus, vatBp } = service;
  const agreed = row?.service_id === serviceId ? row.price_minor : null;
  const priced = chosenPrice(line, { fromMinor, toMinor, agreedMinor: agreed, title: service.name }, facts);
  return {
    ...common(line, service.name, ''),
    serviceId,
    categoryId: service.categoryId,
    bundle: null,
    startMin: row?.start_min ?? null,
    origin: { ...origin, listName: origin.price.listId === null ? null : listName },
    listPriceMinor: fromMinor,
    priceFromMinor: fromMinor,
    priceToMinor: toMinor,
    ...priced,
    flags: { minPriceMinor, discountCapBp, noDiscount, noBonus, vatBp },
  };
}

function productLine(line: TicketLine, facts: LineFacts): OpenLine {
  const product = line.productId === null ? undefined : facts.products.get(line.productId);
  if (!product) throw new DomainError('NOT_FOUND', { what: 'product', id: line.productId ?? 0 });
  const { priceMinor: listMinor, minPriceMinor, discountCapBp, noDiscount, noBonus, vatBp, name } = product;
  const range = { fromMinor: listMinor, toMinor: listMinor, agreedMinor: null, title: name };
  return {
    ...common(line, name, [product.brand, product.articleNo].filter(Boolean).join(' · ')),
    productId: product.id,
    productCategoryId: product.categoryId,
    listPriceMinor: listMinor,
    priceFromMinor: listMinor,
    priceToMinor: listMinor,
    ...chosenPrice(line, range, facts),
    flags: { minPriceMinor, discountCapBp, noDiscount, noBonus, vatBp },
  };
}

/** A line that only money can pay: certificate, membership, deposit, tip. */
function moneyLine(line: TicketLine, facts: LineFacts, types: SoldTypes): OpenLine {
  const { title, listMinor, nominalMinor } = titleOfMoney(line, types);
  const priceMinor = line.priceMinor ?? listMinor ?? 0;
  const listPriceMinor = listMinor ?? priceMinor;
  const problem = (fault: string): void => {
    facts.problems.push({
      code: 'INVALID_INPUT',
      lineKey: line.key,
      isBlocking: true,
      data: { fault, title, field: 'lines' },
    });
  };
  const needsClient = line.kind === 'deposit' || (line.kind === 'membership' && !line.membership?.holderId);
  if (needsClient && !facts.hasClient) problem('CLIENT_NEEDED');
  if (line.kind === 'tip' && line.staffId === null) problem('TIP_NEEDS_MASTER');
  if (line.kind === 'certificate' && nominalMinor === null) problem('NOMINAL_NEEDED');
  if (priceMinor === 0) problem('AMOUNT_NEEDED');
  const range = { fromMinor: listPriceMinor, toMinor: listPriceMinor, agreedMinor: null, title };
  const isFree = listMinor === null;
  return {
    ...common({ ...line, quantityMilli: UNIT_MILLI }, title, line.certificate?.number ?? ''),
    listPriceMinor,
    priceFromMinor: listPriceMinor,
    priceToMinor: listPriceMinor,
    ...(isFree ? { priceMinor, choice: 'list' as const } : chosenPrice(line, range, facts)),
    flags: NO_FLAGS,
  };
}

/** Name of such a line, its price where a kind is sold that has one, and what a certificate is worth. */
function titleOfMoney(
  line: TicketLine,
  types: SoldTypes,
): { title: string; listMinor: number | null; nominalMinor: number | null } {
  const said = line.certificate?.nominalMinor ?? null;
  if (line.kind === 'membership') {
    const id = line.membershipTypeId ?? 0;
    const type = types.memberships.get(id);
    if (!type) throw new DomainError('NOT_FOUND', { what: 'membershipType', id });
    return { title: type.name, listMinor: type.price_minor, nominalMinor: null };
  }
  if (line.kind === 'certificate' && line.certificateTypeId !== null) {
    const id = line.certificateTypeId;
    const type = types.certificates.get(id);
    if (!type) throw new DomainError('NOT_FOUND', { what: 'certificateType', id });
    const nominalMinor = type.nominal_minor ?? said;
    return { title: type.name, listMinor: type.price_minor ?? nominalMinor, nominalMinor };
  }
  const nominalMinor = line.kind === 'certificate' ? said : null;
  return { title: '', listMinor: nominalMinor, nominalMinor };
}

function common(line: TicketLine, title: string, note: string) {
  return {
    key: line.key,
    kind: line.kind,
    input: line,
    title,
    note,
    serviceId: null,
    categoryId: null,
    productId: null,
    productCategoryId: null,
    bundle: null,
    staffId: line.staffId,
    startMin: null,
    quantityMilli: line.quantityMilli,
    origin: null,
  };
}

/** The price of a line by P2: inside the range freely, as the booking promised, else by right and with a reason. */
function chosenPrice(
  line: TicketLine,
  range: {
    readonly fromMinor: number;
    readonly toMinor: number;
    readonly agreedMinor: number | null;
    readonly title: string;
  },
  { caller, problems }: LineFacts,
): { priceMinor: number; choice: PriceChoice } {
  const { fromMinor, toMinor, agreedMinor, title } = range;
  const problem = (reason: 'choose' | 'right' | 'reason'): void => {
    problems.push({
      code: 'PRICE_OUT_OF_RANGE',
      lineKey: line.key,
      isBlocking: true,
      data: { title, fromMinor, toMinor, priceMinor: line.priceMinor, reason },
    });
  };
  const typedMinor = line.priceMinor;
  if (typedMinor === null) {
    if (fromMinor === toMinor) return { priceMinor: fromMinor, choice: 'list' };
    problem('choose');
    return { priceMinor: fromMinor, choice: 'open' };
  }
  if (typedMinor >= fromMinor && typedMinor <= toMinor) {
    return { priceMinor: typedMinor, choice: fromMinor === toMinor ? 'list' : 'chosen' };
  }
  if (typedMinor === agreedMinor) return { priceMinor: typedMinor, choice: 'agreed' };
  if (!caller.can('manual_price')) problem('right');
  else if (line.priceReason === '') problem('reason');
  return { priceMinor: typedMinor, choice: 'manual' };
}

/** P10: lines of a whole bundle at its one price; a line with a price of its own, several units or a membership is out. */
function withBundles(lines: readonly OpenLine[], { catalogue, visitLines, problems }: LineFacts): OpenLine[] {
  const bundleOf = (line: OpenLine): number | null => {
    if (line.quantityMilli !== UNIT_MILLI || typeof line.input.coveredById === 'number') return null;
    if (line.choice !== 'list' && line.choice !== 'open') return null;
    const row = line.input.visitLineId === null ? undefined : visitLines.get(line.input.visitLineId);
    return row && row.service_id === line.serviceId ? row.bundle_id : null;
  };
  const services = lines.filter(({ kind }) => kind === 'service');
  const shares = sharesOf(
    catalogue,
    services.map((line) => ({
      serviceId: line.serviceId ?? 0,
      bundleId: bundleOf(line),
      listMinor: line.listPriceMinor,
    })),
  );
  const shareOf = new Map(services.map((line, index) => [line.key, shares[index] ?? null]));
  return lines.map((line): OpenLine => {
    const share = shareOf.get(line.key) ?? null;
    if (share === null) return line;
    // The one price is fixed: nothing is chosen of a range inside it (P2).
    const asked = problems.findIndex(({ code, lineKey }) => code === 'PRICE_OUT_OF_RANGE' && lineKey === line.key);
    if (line.choice === 'open' && asked >= 0) problems.splice(asked, 1);
    const id = bundleOf(line)!;
    const bundle = { id, title: catalogue.bundles.get(id)?.name ?? '', differenceMinor: line.listPriceMinor - share };
    return share > line.listPriceMinor
      ? { ...line, bundle: { ...bundle, differenceMinor: 0 }, priceMinor: share, choice: 'bundle' }
      : { ...line, bundle, choice: 'list' };
  });
}
