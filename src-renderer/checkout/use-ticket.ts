import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Quote, Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { type QuoteChange, quoteChanges } from '../../src-shared/checkout/desk.rules.ts';
import { followVisit } from '../../src-shared/checkout/draft.rules.ts';
import { type CoreClient, api, client } from '../api/client.ts';

type Answer = Awaited<ReturnType<CoreClient['checkout']['begin']>>;

/** How a check begins. */
export interface Begun extends Answer {
  /** What the core said of its visit, before anything here was made of it. */
  readonly said: Answer;
}

/** After so long without a change the check is priced anew, and kept. */
const QUOTE_AFTER_MS = 120;
const KEEP_AFTER_MS = 1500;

/** A sale without a visit that was left unfinished; it is there again at the next F7. */
let leftSale: Ticket | null = null;

/** Takes the unfinished sale without a visit, if there is one for this client. */
export function takeLeftSale(clientId: number | null): Ticket | null {
  const left = leftSale;
  if (!left || (clientId !== null && left.clientId !== clientId)) return null;
  return left;
}

export interface TicketDesk {
  readonly ticket: Ticket;
  readonly quote: Quote;
  readonly error: unknown;
  /** The prices belong to what is shown. */
  readonly isCurrent: boolean;
  /** What costs something else than a moment ago, although nothing was changed here. */
  readonly changes: readonly QuoteChange[];
  /** Another desk changed the visit: its lines and its client are those of now. */
  readonly hasFollowed: boolean;
  readonly change: (change: (ticket: Ticket) => Ticket) => void;
  /** Reads the prices anew, because the core says that they have changed. */
  readonly reprice: () => Promise<unknown>;
  readonly forgetChanges: () => void;
  /** Paid, or begun anew: nothing is kept any more. */
  readonly done: () => void;
}

/** The check that is being made: its lines, their prices, its draft. */
export function useTicket(first: Begun): TicketDesk {
  const [ticket, setTicket] = useState<Ticket>(first.ticket);
  const { visitId } = first.ticket;
  const visit = useQuery(
    api.checkout.begin.queryOptions({
      input: { visitId, clientId: first.ticket.clientId },
      enabled: visitId !== null,
      initialData: first.said,
      gcTime: 0,
      retry: false,
    }),
  );
  const [asked] = useDebouncedValue(ticket, QUOTE_AFTER_MS);
  const query = useQuery(
    api.checkout.quote.queryOptions({
      input: asked,
      placeholderData: keepPreviousData,
      gcTime: 0,
      ...(asked === first.ticket ? { initialData: first.quote } : {}),
    }),
  );
  const quote = query.data ?? first.quote;
  const isCurrent = asked === ticket && !query.isPlaceholderData && !query.isFetching;

  const [changes, setChanges] = useState<readonly QuoteChange[]>([]);
  const last = useRef({ asked, quote });
  useEffect(() => {
    if (query.isPlaceholderData) return;
    // The same check at another price: somebody changed it elsewhere.
    if (last.current.asked === asked && last.current.quote !== quote) {
      const found = quoteChanges(last.current.quote, quote);
      if (found.length > 0) setChanges(found);
    } else if (last.current.asked !== asked) setChanges([]);
    last.current = { asked, quote };
  }, [asked, quote, query.isPlaceholderData]);

  const kept = useRef(first.ticket);
  const isDone = useRef(false);
  const keep = useCallback((current: Ticket) => {
    if (isDone.current || current === kept.current) return;
    kept.current = current;
    if (current.visitId === null) leftSale = current.lines.length > 0 ? current : null;
    // A draft that cannot be kept stands in nobody's way.
    else void client.checkout.keepDraft({ ticket: current }).catch(() => undefined);
  }, []);
  const [rested] = useDebouncedValue(ticket, KEEP_AFTER_MS);
  useEffect(() => keep(rested), [keep, rested]);
  const newest = useRef(ticket);
  useEffect(() => {
    newest.current = ticket;
  });
  const followed = useRef(first.said);
  const [hasFollowed, setHasFollowed] = useState(false);
  useEffect(() => {
    if (visit.data === followed.current) return;
    const next = followVisit(newest.current, followed.current.ticket, visit.data.ticket);
    followed.current = visit.data;
    if (next === newest.current) return;
    setTicket(next);
    setHasFollowed(true);
  }, [visit.data]);
  useEffect(() => () => keep(newest.current), [keep]);

  return {
    ticket,
    quote,
    // Paid at another desk meanwhile, or cancelled.
    error: query.error ?? visit.error,
    isCurrent,
    changes,
    hasFollowed,
    change: useCallback((change) => setTicket(change), []),
    reprice: () => query.refetch(),
    forgetChanges: () => {
      setChanges([]);
      setHasFollowed(false);
    },
    done: () => {
      isDone.current = true;
      if (ticket.visitId === null) leftSale = null;
    },
  };
}
