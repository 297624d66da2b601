/**
 * Words of the form of a VAT invoice (счёт-фактура), as the decree prescribes them: on paper they stand in Russian whatever
 * language the person at the desk reads, so they are no texts of the catalogue.
 *
 * Columns 12-14 are of goods that are traced from the customs on; a seller without such goods leaves them out.
 */
export const VAT_FORM = {
  decree: 'Приложение № 1 к постановлению Правительства Российской Федерации от 26 декабря 2011 г. № 1137',
  title: (number: number, date: string): string => `Счёт-фактура № ${number} от ${date} (1)`,
  correction: 'Исправление № — от — (1а)',
  seller: 'Продавец',
  sellerAddress: 'Адрес',
  sellerNumbers: 'ИНН/КПП продавца',
  consignor: 'Грузоотправитель и его адрес',
  consignee: 'Грузополучатель и его адрес',
  payment: 'К платёжно-расчётному документу №',
  shipment: 'Документ об отгрузке',
  buyer: 'Покупатель',
  buyerAddress: 'Адрес',
  buyerNumbers: 'ИНН/КПП покупателя',
  currency: 'Валюта: наименование, код',
  contract: 'Идентификатор государственного контракта, договора (соглашения) (при наличии)',
  heads: [
    '№ п/п',
    'Наименование товара (описание выполненных работ, оказанных услуг), имущественного права',
    'Код вида товара',
    'код',
    'условное обозначение (национальное)',
    'Количество (объём)',
    'Цена (тариф) за единицу измерения',
    'Стоимость товаров (работ, услуг), имущественных прав без налога — всего',
    'В том числе сумма акциза',
    'Налоговая ставка',
    'Сумма налога, предъявляемая покупателю',
    'Стоимость товаров (работ, услуг), имущественных прав с налогом — всего',
    'цифровой код',
    'краткое наименование',
    'Регистрационный номер декларации на товары',
  ],
  unitHead: 'Единица измерения',
  countryHead: 'Страна происхождения товара',
  numbers: ['1', '1а', '1б', '2', '2а', '3', '4', '5', '6', '7', '8', '9', '10', '10а', '11'],
  total: 'Всего к оплате (9)',
  noExcise: 'без акциза',
  noVat: 'без НДС',
  none: '—',
  same: 'он же',
  director: 'Руководитель организации или иное уполномоченное лицо',
  accountant: 'Главный бухгалтер или иное уполномоченное лицо',
  entrepreneur: 'Индивидуальный предприниматель или иное уполномоченное лицо',
  registration: 'реквизиты свидетельства о государственной регистрации индивидуального предпринимателя',
  signature: 'подпись',
  signer: 'ф. и. о.',
  voided: 'АННУЛИРОВАН',
} as const;

/** Name and code of a currency by the All-Russian classifier. */
export const VAT_CURRENCIES: Readonly<Record<string, string>> = {
  RUB: 'Российский рубль, 643',
  KZT: 'Тенге, 398',
  BYN: 'Белорусский рубль, 933',
  EUR: 'Евро, 978',
  USD: 'Доллар США, 840',
  GBP: 'Фунт стерлингов, 826',
};

/** Code and sign of a unit by the All-Russian classifier; a service is measured by nothing. */
export const VAT_UNITS: Readonly<Record<string, readonly [code: string, sign: string]>> = {
  pc: ['796', 'шт'],
  ml: ['111', 'мл'],
  g: ['163', 'г'],
  l: ['112', 'л'],
  kg: ['166', 'кг'],
  m: ['006', 'м'],
  set: ['839', 'компл'],
  pack: ['778', 'упак'],
};
