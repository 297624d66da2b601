import type { SearchHitValue } from '../../src-shared/search/search.contract.ts';
import type { Product } from '../../src-shared/products/products.contract.ts';
import { NOTHING_MORE, type SearchRun, type SearchSource } from '../search/search-source.ts';
import type { Caller } from '../store/service.ts';
import type { ProductsService } from './products.service.ts';

/** Goods in the search of everything: by name, brand, article and barcode. */
export class ProductSource implements SearchSource {
  readonly kind = 'product';
  readonly #products: ProductsService;

  constructor(products: ProductsService) {
    this.#products = products;
  }

  /** Goods stand in the section of the cash desk. */
  isOpenTo(caller: Caller): boolean {
    return caller.can('see_catalogue') && caller.can('see_cash');
  }

  find({ question, limit }: SearchRun): SearchHitValue[] {
    return this.#products
      .find(question.text)
      .slice(0, limit)
      .map(({ product, rank, marks }) =>
        hitOf(
          product,
          rank,
          marks.map(([from, to]) => [from, to]),
        ),
      );
  }

  byIds(_caller: Caller, ids: readonly number[]): SearchHitValue[] {
    return this.#products.byIds(ids).map((product) => hitOf(product, 0, []));
  }
}

function hitOf(product: Product, rank: number, titleMarks: [number, number][]): SearchHitValue {
  return {
    ...NOTHING_MORE,
    kind: 'product',
    id: product.id,
    title: product.name,
    titleMarks,
    detail: [product.brand, product.barcodes[0]].filter(Boolean).join(' · '),
    rank,
    isArchived: product.isArchived,
  };
}
