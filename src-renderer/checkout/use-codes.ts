import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote, Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import type { CodeReading } from '../../src-shared/checkout/codes.contract.ts';
import { client } from '../api/client.ts';
import { useProblemText } from './use-problem-text.ts';
import { withProduct } from './ticket-lines.ts';
import type { Tenders } from './use-tenders.ts';

/** A code that nobody knows; a word that was typed is no code: its text as it was typed. */
export type UnknownCode = Extract<CodeReading, { kind: 'unknown' }> & { readonly word: string | null };

/** A scanner's word: no spaces and some digits. */
export const LOOKS_LIKE_CODE = /^(?=\S{6,}$)(?:\S*\d){3}/u;

export interface Codes {
  /** Finds out what a code is and does what it is for: goods come on the check, a certificate pays, a card names its client. */
  readonly read: (code: string) => void;
  /** A code that nobody knows. */
  readonly unknown: UnknownCode | null;
  readonly forget: () => void;
}

interface CodesAsk {
  readonly ticket: Ticket;
  readonly quote: Quote;
  readonly tenders: Tenders;
  readonly change: (change: (ticket: Ticket) => Ticket) => void;
  readonly onFault: (text: string | null) => void;
}

/** What a scanned or typed code does at the checkout. */
export function useCodes(ask: CodesAsk): Codes {
  const { t } = useTranslation('checkout');
  const problemText = useProblemText();
  const [unknown, setUnknown] = useState<UnknownCode | null>(null);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  const meet = (clientId: Ticket['clientId'], name: string, card: string): void => {
    const { ticket, change, onFault } = latest.current;
    if (clientId === null) onFault(t('screen.codes.nobodysCard', { number: card }));
    else if (ticket.clientId === null) change((old) => ({ ...old, clientId }));
    else if (ticket.clientId !== clientId) onFault(t('screen.codes.otherClient', { name }));
  };
  const act = (reading: CodeReading, typed: string): void => {
    const { tenders, change, onFault } = latest.current;
    switch (reading.kind) {
      case 'product':
        change((old) => withProduct(old, reading.productId).ticket);
        break;
      case 'certificate':
        if (reading.hindrance) onFault(problemText(reading.hindrance));
        else tenders.choose('certificate', reading);
        break;
      case 'client':
        meet(reading.clientId, reading.clientName, reading.cardNumber);
        break;
      case 'membership':
        meet(reading.clientId, reading.clientName, '');
        break;
      case 'coupon':
        change((old) => ({ ...old, couponCode: reading.code }));
        break;
      case 'unknown':
        setUnknown({ ...reading, word: LOOKS_LIKE_CODE.test(typed) ? null : typed });
        break;
      default:
        reading satisfies never;
    }
  };
  return {
    read: (code) => {
      latest.current.onFault(null);
      setUnknown(null);
      client.checkout.readCode({ code }).then(
        (reading) => act(reading, code),
        (error: unknown) => latest.current.onFault(problemText(error)),
      );
    },
    unknown,
    forget: () => setUnknown(null),
  };
}
