import { os, signedIn } from '../access/procedure.ts';
import type { MembershipsService } from './memberships.service.ts';

/** Binds the procedures of memberships. */
export function createMembershipsRouter(service: () => MembershipsService) {
  const { memberships } = os;
  return memberships.router({
    types: memberships.types.handler(({ input }) => service().types.list(input.withArchived)),
    createType: memberships.createType.handler(({ input, context }) =>
      service().types.create(signedIn(context), input),
    ),
    updateType: memberships.updateType.handler(({ input, context }) =>
      service().types.update(signedIn(context), input),
    ),
    list: memberships.list.handler(({ input }) => service().reading.list(input)),
    card: memberships.card.handler(({ input }) => service().reading.card(input)),
    freezePreview: memberships.freezePreview.handler(({ input }) => service().pauses.freezePreview(input)),
    freeze: memberships.freeze.handler(({ input, context }) => service().pauses.freeze(signedIn(context), input)),
    unfreeze: memberships.unfreeze.handler(({ input, context }) => service().pauses.unfreeze(signedIn(context), input)),
    extend: memberships.extend.handler(({ input, context }) => service().pauses.extend(signedIn(context), input)),
    update: memberships.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    setMembers: memberships.setMembers.handler(({ input, context }) => service().setMembers(signedIn(context), input)),
    transfer: memberships.transfer.handler(({ input, context }) => service().transfer(signedIn(context), input)),
    refundPreview: memberships.refundPreview.handler(({ input }) => service().refunds.refundPreview(input)),
    refund: memberships.refund.handler(({ input, context }) => service().refunds.refund(signedIn(context), input)),
    writeOff: memberships.writeOff.handler(({ input, context }) =>
      service().refunds.writeOff(signedIn(context), input),
    ),
  });
}
