import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ProductCategoriesTable, ProductsTable } from '../../db/schema-money.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ProductRow = Selectable<ProductsTable>;
type CategoryRow = Selectable<ProductCategoriesTable>;

/** The statements of the catalogue of goods; a test explains their plans. */
export const PRODUCTS_SQL = {
  all: 'select * from products order by id',
  some: 'select * from products where id in (select value from json_each(?))',
  one: 'select * from products where id = ?',
  barcodes: 'select product_id, barcode from product_barcodes order by id',
  barcodesOf: 'select product_id, barcode from product_barcodes where product_id = ? order by id',
  byBarcode: `select p.* from product_barcodes b join products p on p.id = b.product_id
    where b.barcode in (select value from json_each(?)) order by p.is_archived, p.id limit 1`,
  categories: `select c.*, (select count(*) from products p where p.category_id = c.id and p.is_archived = 0) as products
    from product_categories c order by c.position, c.id`,
} as const;

/** All goods. */
export function readProducts(reader: Reader): ProductRow[] {
  return reader.all(sqlText<ProductRow>(PRODUCTS_SQL.all));
}

/** Goods by their ids. */
export function readProductsByIds(reader: Reader, ids: readonly number[]): ProductRow[] {
  return ids.length === 0 ? [] : reader.all(sqlText<ProductRow>(PRODUCTS_SQL.some, JSON.stringify(ids)));
}

/** One product. */
export function readProduct(reader: Reader, id: number): ProductRow | undefined {
  return reader.get(sqlText<ProductRow>(PRODUCTS_SQL.one, id));
}

/** Barcodes of all goods, or of one. */
export function readBarcodes(reader: Reader, productId?: number): { product_id: number; barcode: string }[] {
  return reader.all(
    productId === undefined
      ? sqlText<{ product_id: number; barcode: string }>(PRODUCTS_SQL.barcodes)
      : sqlText<{ product_id: number; barcode: string }>(PRODUCTS_SQL.barcodesOf, productId),
  );
}

/** The product that has one of these spellings of a barcode; one in use before one in the archive. */
export function findByBarcode(reader: Reader, spellings: readonly string[]): ProductRow | undefined {
  return reader.get(sqlText<ProductRow>(PRODUCTS_SQL.byBarcode, JSON.stringify(spellings)));
}

export function insertProduct(tx: Tx, values: Insertable<ProductsTable>): number {
  return tx.insert(query.insertInto('products').values(values));
}

export function updateProduct(tx: Tx, id: number, values: Updateable<ProductsTable>): void {
  tx.run(query.updateTable('products').set(values).where('id', '=', id));
}

/** Replaces the barcodes of a product; those that stay are not touched. */
export function replaceBarcodes(tx: Tx, productId: number, barcodes: readonly string[]): void {
  const known = readBarcodes(tx, productId).map(({ barcode }) => barcode);
  for (const barcode of known.filter((one) => !barcodes.includes(one))) {
    tx.run(query.deleteFrom('product_barcodes').where('product_id', '=', productId).where('barcode', '=', barcode));
  }
  for (const barcode of barcodes.filter((one) => !known.includes(one))) {
    tx.run(query.insertInto('product_barcodes').values({ product_id: productId, barcode }));
  }
}

/** Categories in their order, with how many goods in use each has. */
export function readCategories(reader: Reader): (CategoryRow & { products: number })[] {
  return reader.all(sqlText<CategoryRow & { products: number }>(PRODUCTS_SQL.categories));
}

export function insertCategory(tx: Tx, values: Insertable<ProductCategoriesTable>): number {
  return tx.insert(query.insertInto('product_categories').values(values));
}

export function updateCategory(tx: Tx, id: number, values: Updateable<ProductCategoriesTable>): void {
  tx.run(query.updateTable('product_categories').set(values).where('id', '=', id));
}
