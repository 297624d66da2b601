import { os, signedIn } from '../access/procedure.ts';
import type { StaffService } from './staff.service.ts';

/** Binds the procedures of the people who work in the salon. */
export function createStaffRouter(service: () => StaffService) {
  return os.staff.router({
    list: os.staff.list.handler(({ input, context }) => service().list(signedIn(context), input.withArchived)),
    create: os.staff.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: os.staff.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    setArchived: os.staff.setArchived.handler(({ input, context }) => service().setArchived(signedIn(context), input)),
    setServices: os.staff.setServices.handler(({ input, context }) => service().setServices(signedIn(context), input)),
    reorder: os.staff.reorder.handler(({ input, context }) => service().reorder(signedIn(context), input.staffIds)),
  });
}
