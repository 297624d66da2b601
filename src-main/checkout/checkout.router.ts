import { os, signedIn } from '../access/procedure.ts';
import type { TicketService } from './ticket.service.ts';

/** Services behind the checkout. */
export interface CheckoutPort {
  readonly tickets: TicketService;
}

/** Binds the procedures of the checkout. */
export function createCheckoutRouter(port: () => CheckoutPort) {
  return os.checkout.router({
    begin: os.checkout.begin.handler(({ input, context }) => port().tickets.begin(signedIn(context), input)),
    quote: os.checkout.quote.handler(({ input, context }) => port().tickets.quote(signedIn(context), input)),
    keepDraft: os.checkout.keepDraft.handler(({ input, context }) =>
      port().tickets.keepDraft(signedIn(context), input),
    ),
  });
}
