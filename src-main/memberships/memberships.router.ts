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
    list: memberships.list.handler(({ input }) => service().list(input)),
    card: memberships.card.handler(({ input }) => service().card(input)),
    freezePreview: memberships.freezePreview.handler(({ input }) => service().freezePreview(input)),
    freeze: memberships.freeze.handler(({ input, context }) => service().freeze(signedIn(context), input)),
    unfreeze: memberships.unfreeze.handler(({ input, context }) => service().unfreeze(signedIn(context), input)),
    extend: memberships.extend.handler(({ input, context }) => service().extend(signedIn(context), input)),
    setMembers: memberships.setMembers.handler(({ input, context }) => service().setMembers(signedIn(context), input)),
    transfer: memberships.transfer.handler(({ input, context }) => service().transfer(signedIn(context), input)),
    refundPreview: memberships.refundPreview.handler(({ input }) => service().refundPreview(input)),
    refund: memberships.refund.handler(({ input, context }) => service().refund(signedIn(context), input)),
    writeOff: memberships.writeOff.handler(({ input, context }) => service().writeOff(signedIn(context), input)),
    liabilities: memberships.liabilities.handler(({ input }) => service().liabilities(input)),
  });
}
