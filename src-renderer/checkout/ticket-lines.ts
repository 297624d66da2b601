import type { Quote, QuoteLine, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import type { LineKind } from '../../src-shared/checkout/pricing.rules.ts';

/** What the dialog of a line answers: the line, and whose check it is now. */
export type LineDone = (line: TicketLine, clientId: Ticket['clientId']) => void;

/** A line of a kind with nothing else said about it. */
export function newLine(kind: LineKind, part: Partial<TicketLine> = {}): TicketLine {
  return {
    key: crypto.randomUUID().slice(0, 12),
    kind,
    visitLineId: null,
    serviceId: null,
    productId: null,
    certificateTypeId: null,
    membershipTypeId: null,
    staffId: null,
    sellerId: null,
    quantityMilli: 1000,
    priceMinor: null,
    priceReason: '',
    manual: null,
    certificate: null,
    ...part,
  };
}

/** One more of a product that stands on the check already, or a new line for it. */
export function withProduct(ticket: Ticket, productId: number): { readonly ticket: Ticket; readonly key: string } {
  const same = ticket.lines.find((line) => (line.productId as number | null) === productId);
  if (same)
    return { ticket: changedLine(ticket, same.key, { quantityMilli: same.quantityMilli + 1000 }), key: same.key };
  const line = newLine('product', { productId: productId as TicketLine['productId'] });
  return { ticket: { ...ticket, lines: [...ticket.lines, line] }, key: line.key };
}

export function changedLine(ticket: Ticket, key: string, change: Partial<TicketLine>): Ticket {
  return { ...ticket, lines: ticket.lines.map((line) => (line.key === key ? { ...line, ...change } : line)) };
}

export function withoutLine(ticket: Ticket, key: string): Ticket {
  return { ...ticket, lines: ticket.lines.filter((line) => line.key !== key) };
}

/** The prices of one line; a part that a membership covers comes as a line of its own behind it (P3). */
export function quotedParts(quote: Quote, key: string): QuoteLine[] {
  return quote.lines.filter((line) => isPartOf(line.key, key));
}

/** Whether a priced line is a line of the check, or a part that was split off it. */
export const isPartOf = (pricedKey: string, key: string): boolean =>
  pricedKey === key || pricedKey.startsWith(`${key}~`);

/** Lines that need no quantity: one is one. */
export const isCounted = (kind: LineKind): boolean => kind === 'service' || kind === 'product';

/** The check with a line that a dialog has made or changed, for the client that it named. */
export function withLine(ticket: Ticket, line: TicketLine, clientId: Ticket['clientId']): Ticket {
  const isKnown = ticket.lines.some(({ key }) => key === line.key);
  const lines = isKnown ? ticket.lines.map((one) => (one.key === line.key ? line : one)) : [...ticket.lines, line];
  return { ...ticket, clientId: ticket.clientId ?? clientId, lines };
}
