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
    reorderCategories: os.services.reorderCategories.handler(({ input, context }) =>
      service().categories.reorder(signedIn(context), input),
    ),
    reorder: os.services.reorder.handler(({ input, context }) => service().reorder(signedIn(context), input)),
    createLevel: os.services.createLevel.handler(({ input, context }) =>
      service().pricing.createLevel(signedIn(context), input),
    ),
    updateLevel: os.services.updateLevel.handler(({ input, context }) =>
      service().pricing.updateLevel(signedIn(context), input),
    ),
    reorderLevels: os.services.reorderLevels.handler(({ input, context }) =>
      service().pricing.reorderLevels(signedIn(context), input),
    ),
    createPriceList: os.services.createPriceList.handler(({ input, context }) =>
      service().pricing.createPriceList(signedIn(context), input),
    ),
    updatePriceList: os.services.updatePriceList.handler(({ input, context }) =>
      service().pricing.updatePriceList(signedIn(context), input),
    ),
    setTerms: os.services.setTerms.handler(({ input, context }) =>
      service().pricing.setTerms(signedIn(context), input),
    ),
    removePrice: os.services.removePrice.handler(({ input, context }) =>
      service().pricing.removePrice(signedIn(context), input),
    ),
    createBundle: os.services.createBundle.handler(({ input, context }) =>
      service().bundles.create(signedIn(context), input),
    ),
    updateBundle: os.services.updateBundle.handler(({ input, context }) =>
      service().bundles.update(signedIn(context), input),
    ),
  });
}
