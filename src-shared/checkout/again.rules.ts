import type { Ticket, TicketLine } from './checkout.contract.ts';
import type { Sale } from './sales.contract.ts';

type SoldLine = Sale['lines'][number];

/**
 * The check that is made again after a storno, usually to be paid another way (T16): as it was sold
 *
 * `ticket` is how the check begins: the lines of its visit, or none. They take over quantity, master, seller, price and
 * discount by hand of what was sold; services, goods, tips and deposits that were sold beside them follow. A certificate and
 * a membership are not sold again by themselves: theirs are gone with the storno.
 */
export function asSoldBefore(ticket: Ticket, { lines }: Pick<Sale, 'lines'>): Ticket {
  // Both parts of a line that a membership splits (P3) are one line of the check.
  const ofVisit = Map.groupBy(
    lines.filter(({ visitLineId }) => visitLineId !== null),
    ({ visitLineId }) => visitLineId,
  );
  const booked = ticket.lines.map((line): TicketLine => {
    const sold = ofVisit.get(line.visitLineId);
    const [first] = sold ?? [];
    if (!sold || !first || first.serviceId !== line.serviceId) return line;
    const quantityMilli = sold.reduce((sum, part) => sum + part.quantityMilli, 0);
    return { ...line, ...chosenOf(sold), staffId: first.staffId, quantityMilli };
  });
  const beside = lines.filter((line) => line.visitLineId === null && SOLD_AGAIN.has(line.kind)).map(lineOf);
  return { ...ticket, lines: [...booked, ...beside] };
}

const SOLD_AGAIN: ReadonlySet<SoldLine['kind']> = new Set(['service', 'product', 'tip', 'deposit']);

function lineOf(sold: SoldLine): TicketLine {
  const { kind, serviceId, productId, staffId, sellerId, quantityMilli, priceMinor } = sold;
  const isMoney = kind === 'tip' || kind === 'deposit';
  return {
    key: `again-${sold.saleLineId}`,
    kind,
    visitLineId: null,
    serviceId,
    productId,
    certificateTypeId: null,
    membershipTypeId: null,
    staffId,
    priceReason: '',
    certificate: null,
    quantityMilli,
    ...chosenOf([sold]),
    sellerId,
    ...(isMoney && { priceMinor }),
  };
}

/** What a person chose on a line: a price other than the list's, a discount by hand, who sold it. */
function chosenOf(sold: readonly SoldLine[]): Pick<TicketLine, 'priceMinor' | 'manual' | 'sellerId'> {
  const first = sold[0]!;
  const manual = sold.flatMap(({ discounts }) => discounts).find(({ source }) => source === 'manual');
  return {
    priceMinor: first.priceMinor === first.listPriceMinor ? null : first.priceMinor,
    manual: manual
      ? {
          off: manual.rateBp === null ? { amountMinor: manual.amountMinor } : { rateBp: manual.rateBp },
          reason: manual.reason,
        }
      : null,
    sellerId: first.sellerId,
  };
}
