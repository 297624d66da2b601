import { os, signedIn } from '../access/procedure.ts';
import type { WaitingService } from './waiting.service.ts';

/** Binds the procedures of the waiting list. */
export function createWaitingRouter(service: () => WaitingService) {
  const { waiting } = os;
  return waiting.router({
    list: waiting.list.handler(({ input, context }) => service().list(signedIn(context), input.withClosed)),
    places: waiting.places.handler(({ input, context }) => service().places(signedIn(context), input.days)),
    matchesFor: waiting.matchesFor.handler(({ input, context }) => service().matchesFor(signedIn(context), input)),
    matchesAfter: waiting.matchesAfter.handler(({ input, context }) =>
      service().matchesAfter(signedIn(context), input),
    ),
    queue: waiting.queue.handler(({ input, context }) => service().queue(signedIn(context), input)),
    add: waiting.add.handler(({ input, context }) => service().add(signedIn(context), input)),
    update: waiting.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    take: waiting.take.handler(({ input, context }) => service().take(signedIn(context), input)),
    close: waiting.close.handler(({ input, context }) => service().close(signedIn(context), input)),
    offer: waiting.offer.handler(({ input, context }) => service().offer(signedIn(context), input)),
    offerWindow: waiting.offerWindow.handler(({ input, context }) => service().offerWindow(signedIn(context), input)),
    decline: waiting.decline.handler(({ input, context }) => service().decline(signedIn(context), input)),
    book: waiting.book.handler(({ input, context }) => service().book(signedIn(context), input)),
    join: waiting.join.handler(({ input, context }) => service().join(signedIn(context), input)),
    seat: waiting.seat.handler(({ input, context }) => service().seat(signedIn(context), input)),
  });
}
