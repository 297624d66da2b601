import type { PRODUCT_UNITS, Product, ProductCategoryId } from '../../src-shared/products/products.contract.ts';

/** A product while it is being edited: the price may be missing. */
export interface ProductDraft extends Omit<Product, 'id' | 'version' | 'isArchived' | 'priceMinor'> {
  readonly priceMinor: number | null;
}

/** The draft of a product, or of a new one: with the name or the barcode that was looked for in vain. */
export function draftOf(product: Product | null, begun: { name?: string; barcode?: string } = {}): ProductDraft {
  if (product) {
    const { id: _id, version: _version, isArchived: _isArchived, ...draft } = product;
    return draft;
  }
  return {
    categoryId: null as ProductCategoryId | null,
    name: begun.name ?? '',
    brand: '',
    articleNo: '',
    unit: 'pc' satisfies (typeof PRODUCT_UNITS)[number],
    priceMinor: null,
    minPriceMinor: null,
    discountCapBp: null,
    noDiscount: false,
    noBonus: false,
    vatBp: null,
    note: '',
    barcodes: begun.barcode ? [begun.barcode] : [],
  };
}

/** Faults of a draft by field; keys of `products:faults`. */
export function draftFaults(draft: ProductDraft): Partial<Record<keyof ProductDraft, string>> {
  const { name, priceMinor, minPriceMinor } = draft;
  return {
    ...(name.trim() === '' ? { name: 'NAME_REQUIRED' } : {}),
    ...(priceMinor === null ? { priceMinor: 'PRICE_REQUIRED' } : {}),
    ...(priceMinor !== null && minPriceMinor !== null && minPriceMinor > priceMinor
      ? { minPriceMinor: 'FLOOR_ABOVE_PRICE' }
      : {}),
  };
}
