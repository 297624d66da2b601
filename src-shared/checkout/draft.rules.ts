import type { Ticket, TicketLine } from './checkout.contract.ts';

/** A line of the visit as a ticket takes it over: what a kept draft was begun with. */
export interface DraftBase {
  readonly visitLineId: number;
  readonly serviceId: number;
  readonly staffId: number;
  /** Price that the ticket begins with; null = by the price list. */
  readonly priceMinor: number | null;
}

/**
 * A kept draft over the visit as it stands now.
 *
 * What the person did on the draft stays: lines added and taken out, quantities, discounts, other prices and masters. What the
 * visit changed meanwhile comes in: a line that is gone leaves, a new one is added at the end of the visit's lines, another
 * service takes the place of the old one, and another master or price counts unless the draft has its own. `begun`: the lines
 * of the visit when the draft was kept; `now`: the ticket that the visit would begin with.
 */
export function mergeDraft(draft: Ticket, begun: readonly DraftBase[], now: Ticket): Ticket {
  const fresh = new Map(now.lines.map((line) => [line.visitLineId, line]));
  const known = new Map(begun.map((base) => [base.visitLineId, base]));
  const kept = draft.lines.flatMap((line): TicketLine[] => {
    if (line.visitLineId === null) return [line];
    const current = fresh.get(line.visitLineId);
    if (!current) return [];
    const base = known.get(line.visitLineId);
    if (!base || current.serviceId !== base.serviceId) return [{ ...current, key: line.key }];
    return [
      {
        ...line,
        staffId: line.staffId === base.staffId ? current.staffId : line.staffId,
        priceMinor: line.priceMinor === base.priceMinor ? current.priceMinor : line.priceMinor,
      },
    ];
  });
  const added = now.lines.filter(({ visitLineId }) => visitLineId !== null && !known.has(visitLineId));
  const keys = new Set(kept.map(({ key }) => key));
  const lastOfVisit = kept.findLastIndex(({ visitLineId }) => visitLineId !== null);
  return {
    ...draft,
    visitId: now.visitId,
    clientId: now.clientId,
    lines: kept.toSpliced(
      lastOfVisit + 1,
      0,
      ...added.map((line) => (keys.has(line.key) ? { ...line, key: `${line.key}-new` } : line)),
    ),
  };
}

/**
 * A check that is being made over its visit as another desk has changed it meanwhile; the check itself when nothing of it changed.
 *
 * `begun` and `now`: how the check of the visit would have begun before the change and after it.
 */
export function followVisit(ticket: Ticket, begun: Ticket, now: Ticket): Ticket {
  const before = draftBase(begun);
  const after = draftBase(now);
  const isSameClient = now.clientId === begun.clientId;
  if (isSameClient && isSameBase(before, after)) return ticket;
  // Whose card was scanned at a visit of nobody stays.
  const merged = { ...mergeDraft(ticket, before, now), clientId: isSameClient ? ticket.clientId : now.clientId };
  const isSame = merged.clientId === ticket.clientId && JSON.stringify(merged.lines) === JSON.stringify(ticket.lines);
  return isSame ? ticket : merged;
}

function isSameBase(before: readonly DraftBase[], after: readonly DraftBase[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** What a ticket takes over of the visit's lines: kept beside a draft for {@link mergeDraft}. */
export function draftBase(ticket: Ticket): DraftBase[] {
  return ticket.lines.flatMap(({ visitLineId, serviceId, staffId, priceMinor }) =>
    visitLineId === null || serviceId === null || staffId === null
      ? []
      : [{ visitLineId, serviceId, staffId, priceMinor }],
  );
}
