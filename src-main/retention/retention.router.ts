import { os, signedIn } from '../access/procedure.ts';
import type { FlowService } from './flow.service.ts';
import type { RetentionService } from './retention.service.ts';

/** Binds the procedures of calling clients. */
export function createRetentionRouter(service: () => RetentionService, flow: () => FlowService) {
  const { retention } = os;
  return retention.router({
    calls: retention.calls.handler(({ input, context }) => service().calls(signedIn(context), input)),
    client: retention.client.handler(({ input, context }) => service().client(signedIn(context), input.clientId)),
    fits: retention.fits.handler(({ input, context }) => service().fits(signedIn(context), input)),
    record: retention.record.handler(({ input, context }) => service().record(signedIn(context), input)),
    book: retention.book.handler(({ input, context }) => service().book(signedIn(context), input)),
    results: retention.results.handler(({ input, context }) => service().results(signedIn(context), input)),
    resultRows: retention.resultRows.handler(
      ({ input, context }) => service().resultRows(signedIn(context), input) as never,
    ),
    flow: retention.flow.handler(({ input }) => flow().flow(input) as never),
    flowRows: retention.flowRows.handler(({ input }) => flow().rows(input) as never),
  });
}
