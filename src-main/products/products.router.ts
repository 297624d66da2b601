import { os, signedIn } from '../access/procedure.ts';
import type { ProductsService } from './products.service.ts';

/** Binds the procedures of the catalogue of goods. */
export function createProductsRouter(service: () => ProductsService) {
  return os.products.router({
    list: os.products.list.handler(({ input }) => service().list(input)),
    byBarcode: os.products.byBarcode.handler(({ input }) => service().byBarcode(input)),
    create: os.products.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: os.products.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    createCategory: os.products.createCategory.handler(({ input, context }) =>
      service().createCategory(signedIn(context), input),
    ),
    updateCategory: os.products.updateCategory.handler(({ input, context }) =>
      service().updateCategory(signedIn(context), input),
    ),
  });
}
