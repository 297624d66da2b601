import { os, signedIn } from '../access/procedure.ts';
import type { ServicesService } from './services.service.ts';

/** Binds the procedures of the price list. */
export function createServicesRouter(service: () => ServicesService) {
  return os.services.router({
    list: os.services.list.handler(({ input }) => service().list(input.withArchived)),
    create: os.services.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: os.services.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    setArchived: os.services.setArchived.handler(({ input, context }) =>
      service().setArchived(signedIn(context), input),
    ),
    setStaff: os.services.setStaff.handler(({ input, context }) => service().setStaff(signedIn(context), input)),
    createCategory: os.services.createCategory.handler(({ input, context }) =>
      service().createCategory(signedIn(context), input),
    ),
    updateCategory: os.services.updateCategory.handler(({ input, context }) =>
      service().updateCategory(signedIn(context), input),
    ),
    reorder: os.services.reorder.handler(({ input, context }) => service().reorder(signedIn(context), input)),
  });
}
