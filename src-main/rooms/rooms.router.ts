import { os, signedIn } from '../access/procedure.ts';
import type { RoomsService } from './rooms.service.ts';

/** Binds the procedures of rooms. */
export function createRoomsRouter(service: () => RoomsService) {
  return os.rooms.router({
    list: os.rooms.list.handler(({ input }) => service().list(input.withArchived)),
    create: os.rooms.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: os.rooms.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    previewHours: os.rooms.previewHours.handler(({ input }) => service().previewHours(input)),
    reorder: os.rooms.reorder.handler(({ input, context }) => service().reorder(signedIn(context), input.roomIds)),
    setArchived: os.rooms.setArchived.handler(({ input, context }) => service().setArchived(signedIn(context), input)),
  });
}
