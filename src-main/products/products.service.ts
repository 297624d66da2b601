import type { z } from 'zod';
import type { ProductId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { barcodeOf, barcodeSpellings } from '../../src-shared/products/barcode.rules.ts';
import type {
  PRODUCT_UNITS,
  Product,
  ProductCategory,
  ProductCategoryId,
  productsContract,
} from '../../src-shared/products/products.contract.ts';
import {
  type Match,
  type Searchable,
  inOrder,
  matchOf,
  readQuestion,
  searchable,
} from '../../src-shared/search/match.rules.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './products.repository.ts';

type Contract = typeof productsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** A product as a check sells it. */
export interface ProductForSale {
  readonly id: number;
  readonly categoryId: number | null;
  readonly name: string;
  readonly brand: string;
  readonly articleNo: string;
  readonly unit: string;
  readonly priceMinor: number;
  readonly minPriceMinor: number | null;
  readonly discountCapBp: number | null;
  readonly noDiscount: boolean;
  readonly noBonus: boolean;
  readonly vatBp: number | null;
}

/** A product made ready to be looked for. */
interface Known {
  readonly product: Product;
  readonly text: Searchable;
}

/** A product that meets a text. */
export interface FoundProduct {
  readonly product: Product;
  readonly rank: number;
  readonly isArchived: boolean;
  readonly marks: Match['marks'];
}

const SHORTEST_CODE = 3;

/** The catalogue of goods. */
export class ProductsService {
  readonly #deps: ServiceDeps;
  /** As committed; a change of a product empties it. */
  #known: readonly Known[] | null = null;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
    deps.store.work.onCommit(({ rows: touched }) => {
      if (touched['products'] || touched['product_barcodes'] || touched['product_categories']) this.#known = null;
    });
  }

  /** Goods and their categories; see the contract. */
  list(input: Input<'list'>): { products: Product[]; total: number; categories: ProductCategory[] } {
    const { reader } = this.#deps.store;
    const fits = ({ product }: FoundProduct): boolean =>
      (input.withArchived || !product.isArchived) &&
      (input.categoryId === null || product.categoryId === input.categoryId);
    const found = this.find(input.query).filter(fits);
    return {
      products: found.slice(0, input.limit).map(({ product }) => product),
      total: found.length,
      categories: rows
        .readCategories(reader)
        .filter((row) => input.withArchived || row.is_archived === 0)
        .map((row) => ({
          id: row.id as ProductCategoryId,
          name: row.name,
          isArchived: row.is_archived === 1,
          version: row.version,
          productCount: row.products,
        })),
    };
  }

  /** Goods that meet a text, best first; all by name for an empty one. Archived goods come last. */
  find(text: string): FoundProduct[] {
    const known = this.#all();
    const question = readQuestion(text);
    const code = barcodeOf(text);
    const met = known.flatMap(({ product, text: own }): FoundProduct[] => {
      const { isArchived } = product;
      if (question.words.length === 0) return [{ product, rank: 0, isArchived, marks: [] }];
      const match = matchOf(question, own);
      if (match) return [{ product, rank: match.rank, isArchived, marks: match.marks }];
      const isCode = code.length >= SHORTEST_CODE && product.barcodes.some((barcode) => barcode.includes(code));
      return isCode ? [{ product, rank: 3, isArchived, marks: [] }] : [];
    });
    return inOrder(met);
  }

  /** Goods by their ids, as they are committed. */
  byIds(ids: readonly number[]): Product[] {
    return this.#all().flatMap(({ product }) => (ids.includes(product.id) ? [product] : []));
  }

  /**
   * The product of a scanned code.
   *
   * @throws DomainError NOT_FOUND (data.what 'barcode', data.barcode)
   */
  byBarcode(input: Input<'byBarcode'>): Product {
    const { reader } = this.#deps.store;
    const row = rows.findByBarcode(reader, barcodeSpellings(input.barcode));
    if (!row || row.is_archived === 1) {
      throw new DomainError('NOT_FOUND', {
        what: 'barcode',
        barcode: barcodeOf(input.barcode),
        name: row?.name ?? '',
      });
    }
    return this.#product(reader, row);
  }

  /** What a check sells goods by; ids that are unknown are left out. */
  forSale(reader: Reader, ids: readonly number[]): ReadonlyMap<number, ProductForSale> {
    return new Map(
      rows.readProductsByIds(reader, ids).map((row) => [
        row.id,
        {
          id: row.id,
          categoryId: row.category_id,
          name: row.name,
          brand: row.brand,
          articleNo: row.article_no,
          unit: row.unit,
          priceMinor: row.price_minor,
          minPriceMinor: row.min_price_minor,
          discountCapBp: row.discount_cap_bp,
          noDiscount: row.no_discount === 1,
          noBonus: row.no_bonus === 1,
          vatBp: row.vat_bp,
        },
      ]),
    );
  }

  /** @throws DomainError NOT_FOUND (category), ALREADY_EXISTS (data.name, data.barcode), INVALID_INPUT */
  create(caller: Caller, input: Input<'create'>): { commandId: number | null; productId: ProductId } {
    const { value, commandId } = this.#run(caller, 'products.create', (tx) => {
      const values = tidy(input);
      assertCategory(tx, values.categoryId);
      assertFree(tx, values, null);
      const id = rows.insertProduct(tx, { ...columnsOf(values), is_archived: 0 });
      rows.replaceBarcodes(tx, id, values.barcodes);
      tx.summary = { key: 'products.create', values: { name: values.name } };
      return id;
    });
    return { commandId, productId: value as ProductId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  update(caller: Caller, input: Input<'update'>): { commandId: number | null; version: number } {
    const { value, commandId } = this.#run(caller, 'products.update', (tx) => {
      const row = rows.readProduct(tx, input.productId);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'product', id: input.productId });
      assertVersion(input.version, row.version, 'product');
      const before = this.#product(tx, row);
      const after = tidy(patched(before, input.values));
      if (isSame(before, after)) return row.version;
      if (after.categoryId !== before.categoryId) assertCategory(tx, after.categoryId);
      if (!after.isArchived) assertFree(tx, after, row.id);
      rows.updateProduct(tx, row.id, {
        ...columnsOf(after),
        is_archived: after.isArchived ? 1 : 0,
        version: row.version + 1,
      });
      rows.replaceBarcodes(tx, row.id, after.barcodes);
      const isArchiving = after.isArchived !== before.isArchived;
      const act = isArchiving ? (after.isArchived ? 'archive' : 'restore') : 'update';
      tx.summary =
        act === 'update' && after.priceMinor !== before.priceMinor
          ? { key: 'products.price', values: { name: after.name, priceMinor: after.priceMinor } }
          : { key: `products.${act}`, values: { name: after.name } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError ALREADY_EXISTS */
  createCategory(
    caller: Caller,
    input: Input<'createCategory'>,
  ): { commandId: number | null; categoryId: ProductCategoryId } {
    const { value, commandId } = this.#run(caller, 'products.createCategory', (tx) => {
      const categories = rows.readCategories(tx);
      assertCategoryName(categories, input.name, null);
      tx.summary = { key: 'products.createCategory', values: { name: input.name } };
      return rows.insertCategory(tx, { name: input.name, position: (categories.at(-1)?.position ?? 0) + 1 });
    });
    return { commandId, categoryId: value as ProductCategoryId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, CONFLICT (data.name, data.count goods in use) */
  updateCategory(caller: Caller, input: Input<'updateCategory'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'products.updateCategory', (tx) => {
      const categories = rows.readCategories(tx);
      const row = categories.find(({ id }) => id === input.categoryId);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'productCategory', id: input.categoryId });
      assertVersion(input.version, row.version, 'productCategory');
      const { name = row.name, isArchived = row.is_archived === 1 } = input.values;
      if (name === row.name && isArchived === (row.is_archived === 1)) return;
      assertCategoryName(categories, name, row.id);
      if (isArchived && row.products > 0) {
        throw new DomainError('CONFLICT', { what: 'productCategory', name: row.name, count: row.products });
      }
      rows.updateCategory(tx, row.id, { name, is_archived: isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: 'products.updateCategory', values: { name } };
    });
    return { commandId };
  }

  #all(): readonly Known[] {
    if (this.#known) return this.#known;
    const { reader, connection } = this.#deps.store;
    const barcodes = Map.groupBy(rows.readBarcodes(reader), (row) => row.product_id);
    const collator = new Intl.Collator('ru', { numeric: true });
    const known = rows
      .readProducts(reader)
      .map((row): Known => {
        const product = productOf(
          row,
          (barcodes.get(row.id) ?? []).map(({ barcode }) => barcode),
        );
        return { product, text: searchable(product.name, [product.brand, product.articleNo, ...product.barcodes]) };
      })
      .toSorted((a, b) => collator.compare(a.product.name, b.product.name) || a.product.id - b.product.id);
    // What a running transaction has written may still be taken back.
    if (!connection.inTransaction) this.#known = known;
    return known;
  }

  #product(reader: Reader, row: rows.ProductRow): Product {
    return productOf(
      row,
      rows.readBarcodes(reader, row.id).map(({ barcode }) => barcode),
    );
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

type Values = Input<'create'>;

function productOf(row: rows.ProductRow, barcodes: string[]): Product {
  return {
    id: row.id as ProductId,
    categoryId: row.category_id as ProductCategoryId | null,
    name: row.name,
    brand: row.brand,
    articleNo: row.article_no,
    unit: row.unit as (typeof PRODUCT_UNITS)[number],
    priceMinor: row.price_minor,
    minPriceMinor: row.min_price_minor,
    discountCapBp: row.discount_cap_bp,
    noDiscount: row.no_discount === 1,
    noBonus: row.no_bonus === 1,
    vatBp: row.vat_bp,
    note: row.note,
    barcodes,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}

function columnsOf(values: Values) {
  return {
    category_id: values.categoryId,
    name: values.name,
    brand: values.brand,
    article_no: values.articleNo,
    unit: values.unit,
    price_minor: values.priceMinor,
    min_price_minor: values.minPriceMinor,
    discount_cap_bp: values.discountCapBp,
    no_discount: values.noDiscount ? 1 : 0,
    no_bonus: values.noBonus ? 1 : 0,
    vat_bp: values.vatBp,
    note: values.note,
  } as const;
}

/** One spelling of barcodes, each once; INVALID_INPUT for a floor above the price. */
function tidy<T extends Values>(values: T): T {
  if (values.minPriceMinor !== null && values.minPriceMinor > values.priceMinor) {
    throw new DomainError('INVALID_INPUT', { field: 'minPriceMinor', fault: 'FLOOR_ABOVE_PRICE' });
  }
  return { ...values, barcodes: [...new Set(values.barcodes.map(barcodeOf).filter((code) => code !== ''))] };
}

/** Refuses a name of the same brand, and a barcode, that another product in use has. */
function assertFree(tx: Tx, values: Values, ownId: number | null): void {
  const sameName = rows
    .readProducts(tx)
    .find(
      (row) =>
        row.id !== ownId &&
        row.is_archived === 0 &&
        fold(row.name) === fold(values.name) &&
        fold(row.brand) === fold(values.brand),
    );
  if (sameName) throw new DomainError('ALREADY_EXISTS', { what: 'product', name: sameName.name, field: 'name' });
  for (const barcode of values.barcodes) {
    const owner = rows.findByBarcode(tx, barcodeSpellings(barcode));
    if (owner && owner.id !== ownId) {
      throw new DomainError('ALREADY_EXISTS', { what: 'barcode', name: owner.name, barcode, field: 'barcodes' });
    }
  }
}

function assertCategory(tx: Tx, categoryId: number | null): void {
  if (categoryId === null) return;
  const row = rows.readCategories(tx).find(({ id }) => id === categoryId);
  if (!row || row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'productCategory', id: categoryId });
}

function assertCategoryName(
  categories: readonly { readonly id: number; readonly name: string }[],
  name: string,
  ownId: number | null,
): void {
  const same = categories.find((row) => row.id !== ownId && fold(row.name) === fold(name));
  if (same) throw new DomainError('ALREADY_EXISTS', { what: 'productCategory', name: same.name });
}
