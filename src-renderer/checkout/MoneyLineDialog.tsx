import type { Quote, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { AmountDialog } from './AmountDialog.tsx';
import { CertificateLineDialog } from './CertificateLineDialog.tsx';
import type { MoneyLineKind } from './checkout-desk.ts';
import { MembershipLineDialog } from './MembershipLineDialog.tsx';
import type { LineDone } from './ticket-lines.ts';

/** A line that only money pays, begun anew, by its kind in the price list, or changed. */
export interface MoneyLineAsk {
  readonly kind: MoneyLineKind;
  readonly typeId?: number;
  readonly line?: TicketLine;
}

interface MoneyLineDialogProps {
  readonly ask: MoneyLineAsk;
  readonly ticket: Ticket;
  readonly quote: Quote;
  readonly onClose: () => void;
  readonly onDone: LineDone;
}

/** The dialog of a line that only money pays: certificate, membership, deposit, tip. */
export function MoneyLineDialog({ ask, ticket, quote, onClose, onDone }: MoneyLineDialogProps) {
  const common = { ticket, line: ask.line ?? null, onClose, onDone };
  const typeId = ask.typeId ?? null;
  switch (ask.kind) {
    case 'certificate':
      return <CertificateLineDialog {...common} typeId={typeId} />;
    case 'membership':
      return <MembershipLineDialog {...common} quote={quote} typeId={typeId} />;
    case 'deposit':
    case 'tip':
      return <AmountDialog {...common} kind={ask.kind} />;
    default:
      return ask.kind satisfies never;
  }
}
