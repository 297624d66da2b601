import { os, signedIn } from '../access/procedure.ts';
import type { JournalService } from './journal.service.ts';

/** Binds the journal procedures. */
export function createJournalRouter(service: () => JournalService) {
  const { journal } = os;
  return journal.router({
    day: journal.day.handler(({ input, context }) => service().day(signedIn(context), input.localDate)),
    staffDays: journal.staffDays.handler(({ input, context }) => service().staffDays(signedIn(context), input)),
    roomDays: journal.roomDays.handler(({ input, context }) => service().roomDays(signedIn(context), input)),
    counts: journal.counts.handler(({ input }) => service().counts(input)),
    visit: journal.visit.handler(({ input, context }) => service().visit(signedIn(context), input.visitId)),
    book: journal.book.handler(({ input, context }) => service().book(signedIn(context), input)),
    move: journal.move.handler(({ input, context }) => service().move(signedIn(context), input)),
    edit: journal.edit.handler(({ input, context }) => service().edit(signedIn(context), input)),
    setStatus: journal.setStatus.handler(({ input, context }) => service().setStatus(signedIn(context), input)),
    cancel: journal.cancel.handler(({ input, context }) => service().cancel(signedIn(context), input)),
    addBlock: journal.addBlock.handler(({ input, context }) => service().addBlock(signedIn(context), input)),
    blockedVisits: journal.blockedVisits.handler(({ input }) => service().blockedVisits(input)),
    blocks: journal.blocks.handler(({ input }) => service().blocks(input)),
    removeBlocks: journal.removeBlocks.handler(({ input, context }) =>
      service().removeBlocks(signedIn(context), input.blockIds),
    ),
    removeBlock: journal.removeBlock.handler(({ input, context }) =>
      service().removeBlock(signedIn(context), input.blockId),
    ),
    freeWindows: journal.freeWindows.handler(({ input, context }) =>
      service().freeWindows(signedIn(context), input.localDate, input.minMin),
    ),
  });
}
