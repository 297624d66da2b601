import { z } from 'zod';
import {
  idOf,
  line,
  moneyMinor,
  patchOf,
  procedure,
  productId,
  requiredLine,
  version,
  written,
} from '../contract-base.ts';

/** What a product is counted in; stock will know packs of them. */
export const PRODUCT_UNITS = ['pc', 'ml', 'g', 'l', 'kg', 'm', 'set', 'pack'] as const;

export const productCategoryId = idOf('productCategory');
export type ProductCategoryId = z.infer<typeof productCategoryId>;
const rateBp = z.int().min(0).max(10_000);

const productFields = z.object({
  categoryId: productCategoryId.nullable().default(null),
  name: requiredLine(160),
  brand: line(80).default(''),
  articleNo: line(60).default(''),
  unit: z.enum(PRODUCT_UNITS).default('pc'),
  priceMinor: moneyMinor,
  /** Least net of one unit (P7); null = none. */
  minPriceMinor: moneyMinor.nullable().default(null),
  /** Cap of all discounts (P7); null = the salon's alone. */
  discountCapBp: rateBp.nullable().default(null),
  noDiscount: z.boolean().default(false),
  noBonus: z.boolean().default(false),
  /** M8; null = as the salon's setting says. */
  vatBp: rateBp.nullable().default(null),
  note: line(500).default(''),
  barcodes: z.array(requiredLine(80)).max(20).default([]),
});

export const productSchema = productFields.extend({
  id: productId,
  isArchived: z.boolean(),
  version,
});
export type Product = z.infer<typeof productSchema>;

export const productCategorySchema = z.object({
  id: productCategoryId,
  name: z.string(),
  isArchived: z.boolean(),
  version,
  /** Products in use in it. */
  productCount: z.int(),
});
export type ProductCategory = z.infer<typeof productCategorySchema>;

/** Goods that are sold: the catalogue. What of them is in stock comes with the warehouse. */
export const productsContract = {
  /**
   * Goods by name, or the best match first: any part of a name, brand, article or barcode, ё/е, wrong layout, one typo.
   *
   * `total`: how many there are beyond the limit.
   */
  list: procedure('see_catalogue')
    .route({ method: 'GET', path: '/products' })
    .input(
      z.object({
        query: z.string().max(100).default(''),
        categoryId: productCategoryId.nullable().default(null),
        withArchived: z.boolean().default(false),
        limit: z.int().min(1).max(2000).default(500),
      }),
    )
    .output(z.object({ products: z.array(productSchema), total: z.int(), categories: z.array(productCategorySchema) })),
  /** The product of a scanned code, also one that the scanner typed in the Russian layout; an archived one is not sold. */
  byBarcode: procedure('see_catalogue', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/products/barcode' })
    .input(z.object({ barcode: requiredLine(200) }))
    .output(productSchema),
  /** ALREADY_EXISTS tells whose name or barcode it is (data.name). */
  create: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/products' })
    .input(productFields)
    .output(written.extend({ productId })),
  /** Changes what is given; `barcodes` replaces all. Archived goods keep their barcodes. */
  update: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/products/{productId}' })
    .input(
      z.object({
        productId,
        version,
        values: patchOf(productFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written.extend({ version })),
  createCategory: procedure('edit_catalogue', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/product-categories' })
    .input(z.object({ name: requiredLine(80) }))
    .output(written.extend({ categoryId: productCategoryId })),
  /** A category with goods in use is not archived: CONFLICT tells how many. */
  updateCategory: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'PATCH', path: '/product-categories/{categoryId}' })
    .input(
      z.object({
        categoryId: productCategoryId,
        version,
        values: z.object({ name: requiredLine(80).optional(), isArchived: z.boolean().optional() }),
      }),
    )
    .output(written),
};
