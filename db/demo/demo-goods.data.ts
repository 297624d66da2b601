import type { DemoRow, DemoRows } from './demo-model.ts';

const WRAPPING = 'Подарочная упаковка';

type Goods = readonly [name: string, brand: string, roubles: number, unit?: string];

/** What a salon like this one sells: professional care by category, prices of 2026 in whole roubles. */
const GOODS: Readonly<Record<string, readonly Goods[]>> = {
  'Уход за волосами': [
    ['Шампунь для окрашенных волос Color Radiance, 250 мл', "L'Oréal Professionnel", 1690],
    ['Маска восстанавливающая Absolut Repair, 250 мл', "L'Oréal Professionnel", 2290],
    ['Масло для волос Mythic Oil, 100 мл', "L'Oréal Professionnel", 2490],
    ['Шампунь Curex Classic, 300 мл', 'Estel', 560],
    ['Бальзам Curex Classic, 250 мл', 'Estel', 590],
    ['Маска Otium Miracle Revive, 300 мл', 'Estel', 990],
    ['Эликсир для волос Otium Diamond, 100 мл', 'Estel', 1150],
    ['Шампунь для объёма Volume, 250 мл', 'Kérastase', 3290],
    ['Термозащитный спрей Iron Guard, 150 мл', 'Wella', 1390],
    ['Сухой шампунь Fresh, 200 мл', 'Schwarzkopf', 890],
  ],
  Укладка: [
    ['Лак сильной фиксации Elnett, 300 мл', "L'Oréal Professionnel", 1250],
    ['Мусс для объёма Airex, 400 мл', 'Estel', 720],
    ['Паста матирующая Matte Clay, 75 мл', 'American Crew', 1590],
    ['Спрей с морской солью, 200 мл', 'Estel', 650],
    ['Щётка массажная Tangle Teezer', 'Tangle Teezer', 1490],
  ],
  'Ногти и руки': [
    ['Масло для кутикулы, 15 мл', 'CND', 990],
    ['Крем для рук Миндаль, 75 мл', 'Aravia', 480],
    ['Лак для ногтей Infinite Shine, 15 мл', 'OPI', 1190],
    ['Пилка для ногтей 180/240', 'Staleks', 150],
  ],
  'Лицо и тело': [
    ['Сыворотка с витамином C, 30 мл', 'Holy Land', 3900],
    ['Крем SPF 50, 50 мл', 'Aravia', 1290],
    ['Гель для умывания, 150 мл', 'Christina', 1750],
    ['Щипцы для бровей', 'Staleks', 690],
    ['Гель для бровей, 8 мл', 'BrowXenna', 790],
  ],
  Подарки: [
    ['Подарочный набор «Сияние волос»', 'Estel', 2350, 'set'],
    [WRAPPING, '', 250],
  ],
};

/** The catalogue of goods. Barcodes are of the range that shops give themselves (GS1 prefix 20). */
export function goodsRows(): DemoRows {
  const products: DemoRow<'products'>[] = [];
  const categories = Object.entries(GOODS).map(([name, goods], index): DemoRow<'product_categories'> => {
    for (const [title, brand, roubles, unit = 'pc'] of goods) {
      products.push({
        id: products.length + 1,
        category_id: index + 1,
        name: title,
        brand,
        article_no: '',
        unit,
        price_minor: roubles * 100,
        min_price_minor: null,
        discount_cap_bp: null,
        no_discount: title === WRAPPING ? 1 : 0,
        no_bonus: 0,
        vat_bp: null,
        position: products.length + 1,
        note: '',
        is_archived: 0,
        version: 1,
      });
    }
    return { id: index + 1, name, position: index + 1, is_archived: 0, version: 1 };
  });
  return {
    product_categories: categories,
    products,
    product_barcodes: products.map(({ id }) => ({ id, product_id: id, barcode: ownBarcode(id) })),
  };
}

/** An EAN-13 of the range for a shop's own codes, with its check digit. */
function ownBarcode(number: number): string {
  const body = `20${String(number).padStart(10, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 1 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
