import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRODUCTS_SQL } from '../../../src-main/products/products.repository.ts';
import { ProductSource } from '../../../src-main/products/product.source.ts';
import { ProductsService } from '../../../src-main/products/products.service.ts';
import { TICKET_SQL } from '../../../src-main/checkout/ticket.repository.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { productsContract } from '../../../src-shared/products/products.contract.ts';
import { readQuestion } from '../../../src-shared/search/match.rules.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
let products: ProductsService;

beforeEach(async () => {
  salon = await openTestStore();
  products = new ProductsService(salon.deps);
});
afterEach(() => salon.close());

const add = (values: object) =>
  products.create(
    salon.callerOf('owner'),
    productsContract.create['~orpc'].inputSchema!.parse({ priceMinor: 10_000, ...values }),
  ).productId;
const find = (query: string, more: object = {}): string[] =>
  products.list({ query, categoryId: null, withArchived: false, limit: 100, ...more }).products.map(({ name }) => name);

describe('Finding goods', () => {
  beforeEach(() => {
    add({ name: 'Шампунь Чёрная икра', brand: 'Estel', barcodes: ['4606453012345', 'ABC-12'] });
    add({ name: 'Бальзам', brand: 'Wella', articleNo: 'W-77' });
  });

  it.each([
    ['черная', ['Шампунь Чёрная икра']],
    ['амп', ['Шампунь Чёрная икра']],
    ['ifvgeym', ['Шампунь Чёрная икра']],
    ['estel', ['Шампунь Чёрная икра']],
    ['12345', ['Шампунь Чёрная икра']],
    ['w-77', ['Бальзам']],
    ['шампунть', ['Шампунь Чёрная икра']],
    ['лак для ногтей', []],
    ['', ['Бальзам', 'Шампунь Чёрная икра']],
  ])('%j finds %j', (query, names) => {
    expect(find(query)).toEqual(names);
  });

  it('a scanned code, also in the Russian layout; archived goods are not sold by it', () => {
    expect(products.byBarcode({ barcode: '4606453012345' }).name).toBe('Шампунь Чёрная икра');
    const found = products.byBarcode({ barcode: 'фис-12' });
    products.update(salon.callerOf('owner'), { productId: found.id, version: 1, values: { isArchived: true } });
    expect(() => products.byBarcode({ barcode: 'ABC-12' })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', data: { what: 'barcode', barcode: 'ABC-12', name: found.name } }),
    );
    expect(find('икра')).toEqual([]);
    expect(find('икра', { withArchived: true })).toEqual([found.name]);
  });

  it('the search of everything finds them for who sees the cash desk', () => {
    const source = new ProductSource(products);
    const run = { caller: salon.callerOf('owner'), question: readQuestion('икра'), limit: 5, clients: () => [] };
    expect(source.find(run)).toMatchObject([{ kind: 'product', title: 'Шампунь Чёрная икра' }]);
    expect(source.find({ ...run, question: readQuestion('ikra') })).toHaveLength(1);
    expect(source.isOpenTo(salon.callerOf('master'))).toBe(false);
    expect(source.isOpenTo(salon.callerOf('administrator'))).toBe(true);
  });
});

it('undo brings back a price and a barcode', () => {
  const id = add({ name: 'Лак', barcodes: ['111111'] });
  products.update(salon.callerOf('owner'), {
    productId: id,
    version: 1,
    values: { priceMinor: 20_000, barcodes: ['222222'] },
  });
  expect(products.byIds([id])).toMatchObject([{ priceMinor: 20_000, barcodes: ['222222'], version: 2 }]);
  expect(() => products.byBarcode({ barcode: '111111' })).toThrow();
});

it.each([...Object.entries(PRODUCTS_SQL), ...Object.entries(TICKET_SQL)])('%s reads by index', (name, text) => {
  const values = (text.match(/\?/g) ?? []).map(() => 1);
  const plan = salon.store.reader.all(sqlText<{ detail: string }>(`explain query plan ${text}`, ...values));
  // Whole small lists are read whole.
  if (['all', 'barcodes', 'categories'].includes(name)) return;
  const scans = plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?!json_each|value)/.test(detail));
  expect(scans).toEqual([]);
});
