import { os, signedIn } from '../access/procedure.ts';
import type { GroupsService } from './groups.service.ts';

/** Binds the procedures of group events. */
export function createGroupsRouter(service: () => GroupsService) {
  const { groups } = os;
  return groups.router({
    get: groups.get.handler(({ input, context }) => service().get(signedIn(context), input.eventId)),
    open: groups.open.handler(({ input }) => service().open(input)),
    create: groups.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: groups.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    cancel: groups.cancel.handler(({ input, context }) => service().cancel(signedIn(context), input)),
    join: groups.join.handler(({ input, context }) => service().join(signedIn(context), input)),
    leave: groups.leave.handler(({ input, context }) => service().leave(signedIn(context), input)),
    previewRepeat: groups.previewRepeat.handler(({ input }) => service().previewRepeat(input)),
    repeat: groups.repeat.handler(({ input, context }) => service().repeat(signedIn(context), input)),
  });
}
