import { os, signedIn } from '../access/procedure.ts';
import type { FiscalService } from './fiscal.service.ts';

/** Binds the procedures of fiscal receipts. */
export function createFiscalRouter(service: () => FiscalService) {
  const { fiscal } = os;
  return fiscal.router({
    status: fiscal.status.handler(() => service().status()),
    receipts: fiscal.receipts.handler(({ input }) => service().receipts(input)),
    ofSale: fiscal.ofSale.handler(({ input }) => service().ofSale(input)),
    ofShift: fiscal.ofShift.handler(({ input, context }) => service().ofShift(signedIn(context), input)),
    markByHand: fiscal.markByHand.handler(({ input, context }) => service().markByHand(signedIn(context), input)),
    retry: fiscal.retry.handler(({ input, context }) => service().retry(signedIn(context), input)),
    check: fiscal.check.handler(({ input }) => service().check(input)),
    password: fiscal.password.handler(() => service().password()),
    setPassword: fiscal.setPassword.handler(({ input }) => service().setPassword(input)),
  });
}
