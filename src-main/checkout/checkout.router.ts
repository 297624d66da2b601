import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { ActService } from './act.service.ts';
import type { CodesService } from './codes.service.ts';
import type { RefundsService } from './refunds.service.ts';
import type { SalesService } from './sales.service.ts';
import type { SlipService } from './slip.service.ts';
import type { TicketService } from './ticket.service.ts';

/** Services behind the checkout. */
export interface CheckoutPort {
  readonly tickets: TicketService;
  readonly sales: SalesService;
  readonly refunds: RefundsService;
  readonly slips: SlipService;
  readonly codes: CodesService;
  readonly acts: ActService;
}

/** Binds the procedures of the checkout. */
export function createCheckoutRouter(port: () => CheckoutPort, localeOf: (connection: Connection) => Locale) {
  return os.checkout.router({
    begin: os.checkout.begin.handler(({ input, context }) => port().tickets.begin(signedIn(context), input)),
    quote: os.checkout.quote.handler(({ input, context }) => port().tickets.quote(signedIn(context), input)),
    keepDraft: os.checkout.keepDraft.handler(({ input, context }) =>
      port().tickets.keepDraft(signedIn(context), input),
    ),
    readCode: os.checkout.readCode.handler(({ input, context }) => port().codes.read(signedIn(context), input.code)),
    pay: os.checkout.pay.handler(({ input, context }) => port().sales.pay(signedIn(context), input)),
    payDebt: os.checkout.payDebt.handler(({ input, context }) => port().sales.payDebt(signedIn(context), input)),
    sale: os.checkout.sale.handler(({ input }) => port().sales.sale(input.saleId)),
    sales: os.checkout.sales.handler(({ input }) => port().sales.sales(input)),
    unpaid: os.checkout.unpaid.handler(({ input }) => port().sales.unpaid(input)),
    refundPreview: os.checkout.refundPreview.handler(({ input }) => port().refunds.refundPreview(input)),
    refund: os.checkout.refund.handler(({ input, context }) => port().refunds.refund(signedIn(context), input)),
    reverse: os.checkout.reverse.handler(({ input, context }) => port().refunds.reverse(signedIn(context), input)),
    takeBack: os.checkout.takeBack.handler(({ input, context }) => port().refunds.takeBack(signedIn(context), input)),
    slip: os.checkout.slip.handler(({ input, context }) =>
      port().slips.file(input.saleId, localeOf(context.connection)),
    ),
    act: os.checkout.act.handler(({ input, context }) => port().acts.file(input.saleId, localeOf(context.connection))),
  });
}
