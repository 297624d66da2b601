/** What a master can do; a service needs one of these. */
export type DemoSkill =
  | 'women'
  | 'men'
  | 'colour'
  | 'styling'
  | 'care'
  | 'manicure'
  | 'pedicure'
  | 'brows'
  | 'lashes'
  | 'face'
  | 'body';

export interface DemoService {
  readonly name: string;
  readonly skill: DemoSkill;
  /** Whole roubles. */
  readonly price: number;
  readonly priceMax?: number;
  readonly minutes: number;
  /** Active, processing, active … minutes; the odd ones are processing (A5). */
  readonly segments?: readonly number[];
  readonly before?: number;
  readonly after?: number;
  /** Days until the client wants it again. */
  readonly period?: number;
  /** How often it is asked for. */
  readonly weight: number;
  readonly sex?: 'female' | 'male';
  /** Taken beside another service, seldom alone. */
  readonly isAddOn?: boolean;
}

interface DemoCategory {
  readonly name: string;
  readonly colour: string;
  readonly services: readonly DemoService[];
}

const women = { skill: 'women', sex: 'female' } as const;
const men = { skill: 'men', sex: 'male' } as const;
const colour = { skill: 'colour', sex: 'female' } as const;
const styling = { skill: 'styling', sex: 'female' } as const;
const care = { skill: 'care', sex: 'female' } as const;
const brows = { skill: 'brows', sex: 'female' } as const;
const lashes = { skill: 'lashes', sex: 'female' } as const;

/** The price list: 60 services in 8 categories. */
export const DEMO_CATEGORIES: readonly DemoCategory[] = [
  {
    name: 'Стрижки',
    colour: 'blue',
    services: [
      { ...women, name: 'Стрижка женская', price: 2400, minutes: 60, period: 45, weight: 30 },
      { ...women, name: 'Стрижка каре', price: 2600, minutes: 45, period: 40, weight: 10 },
      { ...women, name: 'Стрижка с укладкой', price: 3300, minutes: 90, period: 45, weight: 14 },
      { ...women, name: 'Стрижка горячими ножницами', price: 2900, minutes: 75, period: 60, weight: 5 },
      { ...women, name: 'Оформление чёлки', price: 600, minutes: 20, weight: 8, isAddOn: true },
      { ...men, name: 'Стрижка мужская', price: 1500, minutes: 45, period: 28, weight: 34 },
      { ...men, name: 'Стрижка машинкой', price: 900, minutes: 30, period: 24, weight: 14 },
      { ...men, name: 'Стрижка и оформление бороды', price: 2200, minutes: 60, period: 30, weight: 10 },
      { skill: 'men', name: 'Стрижка детская', price: 1200, minutes: 45, period: 45, weight: 8 },
    ],
  },
  {
    name: 'Окрашивание',
    colour: 'grape',
    services: [
      {
        ...colour,
        name: 'Окрашивание в один тон',
        price: 5100,
        priceMax: 6900,
        minutes: 120,
        segments: [45, 35, 40],
        period: 42,
        weight: 26,
      },
      {
        ...colour,
        name: 'Окрашивание корней',
        price: 4200,
        minutes: 105,
        segments: [30, 35, 40],
        period: 35,
        weight: 24,
      },
      { ...colour, name: 'Тонирование', price: 4200, minutes: 90, segments: [30, 30, 30], period: 40, weight: 14 },
      {
        ...colour,
        name: 'Мелирование',
        price: 5600,
        priceMax: 7800,
        minutes: 150,
        segments: [75, 40, 35],
        period: 60,
        weight: 9,
      },
      {
        ...colour,
        name: 'Окрашивание Airtouch',
        price: 9800,
        priceMax: 14500,
        minutes: 240,
        segments: [120, 45, 75],
        period: 120,
        weight: 4,
      },
      {
        ...colour,
        name: 'Сложное окрашивание',
        price: 8900,
        priceMax: 12900,
        minutes: 210,
        segments: [90, 45, 75],
        period: 90,
        weight: 6,
      },
      {
        ...colour,
        name: 'Осветление корней',
        price: 5400,
        minutes: 120,
        segments: [45, 40, 35],
        period: 35,
        weight: 8,
      },
      { ...colour, name: 'Смывка цвета', price: 6200, minutes: 105, segments: [45, 25, 35], weight: 2 },
      {
        skill: 'colour',
        sex: 'male',
        name: 'Камуфляж седины',
        price: 1900,
        minutes: 40,
        segments: [15, 10, 15],
        period: 35,
        weight: 2,
      },
    ],
  },
  {
    name: 'Укладки и уход',
    colour: 'indigo',
    services: [
      { ...styling, name: 'Укладка повседневная', price: 1600, minutes: 45, period: 10, weight: 14, isAddOn: true },
      { ...styling, name: 'Укладка вечерняя', price: 3100, minutes: 60, weight: 6 },
      { ...styling, name: 'Свадебная причёска', price: 5500, minutes: 120, weight: 1 },
      { ...styling, name: 'Локоны', price: 2200, minutes: 60, weight: 5 },
      { ...care, name: 'Уход «Счастье для волос»', price: 3200, minutes: 60, period: 30, weight: 6 },
      { ...care, name: 'Ботокс для волос', price: 4800, minutes: 120, segments: [40, 45, 35], period: 90, weight: 3 },
      {
        ...care,
        name: 'Кератиновое выпрямление',
        price: 7200,
        priceMax: 9800,
        minutes: 180,
        segments: [60, 30, 90],
        period: 120,
        weight: 3,
      },
      { ...care, name: 'Экспресс-маска', price: 900, minutes: 20, weight: 7, isAddOn: true },
      { ...care, name: 'Полировка волос', price: 1800, minutes: 45, period: 60, weight: 3, isAddOn: true },
    ],
  },
  {
    name: 'Маникюр',
    colour: 'pink',
    services: [
      { skill: 'manicure', name: 'Маникюр классический', price: 1200, minutes: 45, period: 18, weight: 10 },
      { skill: 'manicure', name: 'Маникюр аппаратный', price: 1400, minutes: 45, period: 18, weight: 9, sex: 'female' },
      {
        skill: 'manicure',
        name: 'Маникюр + гель-лак',
        price: 2300,
        minutes: 90,
        period: 21,
        weight: 40,
        sex: 'female',
      },
      { skill: 'manicure', name: 'Маникюр + дизайн', price: 2900, minutes: 105, period: 21, weight: 12, sex: 'female' },
      {
        skill: 'manicure',
        name: 'Наращивание ногтей',
        price: 4100,
        minutes: 150,
        period: 28,
        weight: 4,
        sex: 'female',
      },
      {
        skill: 'manicure',
        name: 'Коррекция наращивания',
        price: 3200,
        minutes: 120,
        period: 26,
        weight: 5,
        sex: 'female',
      },
      { skill: 'manicure', name: 'Снятие + маникюр', price: 1900, minutes: 60, period: 24, weight: 9, sex: 'female' },
      { skill: 'manicure', name: 'Снятие гель-лака', price: 500, minutes: 20, weight: 5, sex: 'female', isAddOn: true },
      { skill: 'manicure', name: 'Парафинотерапия рук', price: 700, minutes: 20, weight: 6, isAddOn: true },
      { skill: 'manicure', name: 'Маникюр мужской', price: 1300, minutes: 45, period: 28, weight: 5, sex: 'male' },
    ],
  },
  {
    name: 'Педикюр',
    colour: 'red',
    services: [
      { skill: 'pedicure', name: 'Педикюр', price: 2800, minutes: 75, period: 32, weight: 16 },
      {
        skill: 'pedicure',
        name: 'Педикюр + гель-лак',
        price: 3400,
        minutes: 105,
        period: 35,
        weight: 14,
        sex: 'female',
      },
      { skill: 'pedicure', name: 'Маникюр + педикюр', price: 4400, minutes: 150, period: 30, weight: 7, sex: 'female' },
      { skill: 'pedicure', name: 'Смарт-педикюр', price: 2500, minutes: 60, period: 30, weight: 8 },
      { skill: 'pedicure', name: 'Обработка стоп', price: 1700, minutes: 45, period: 30, weight: 4 },
      { skill: 'pedicure', name: 'Парафинотерапия ног', price: 900, minutes: 20, weight: 4, isAddOn: true },
    ],
  },
  {
    name: 'Брови и ресницы',
    colour: 'orange',
    services: [
      { ...brows, name: 'Коррекция бровей', price: 900, minutes: 30, period: 21, weight: 18 },
      { ...brows, name: 'Окрашивание бровей', price: 900, minutes: 25, period: 25, weight: 8, isAddOn: true },
      { ...brows, name: 'Коррекция и окрашивание бровей', price: 1600, minutes: 45, period: 25, weight: 22 },
      { ...brows, name: 'Ламинирование бровей', price: 1900, minutes: 40, period: 40, weight: 12 },
      { ...brows, name: 'Долговременная укладка бровей', price: 1900, minutes: 60, period: 40, weight: 6 },
      { ...lashes, name: 'Ламинирование ресниц', price: 2500, minutes: 75, period: 45, weight: 14 },
      { ...lashes, name: 'Наращивание ресниц, классика', price: 2900, minutes: 120, period: 24, weight: 10, after: 5 },
      { ...lashes, name: 'Наращивание ресниц 2D', price: 3400, minutes: 150, period: 24, weight: 6, after: 5 },
      { ...lashes, name: 'Снятие ресниц', price: 500, minutes: 20, weight: 3, isAddOn: true },
    ],
  },
  {
    name: 'Косметология',
    colour: 'teal',
    services: [
      { skill: 'face', name: 'Чистка лица', price: 3900, minutes: 90, after: 10, period: 35, weight: 18 },
      { skill: 'face', name: 'Пилинг', price: 3200, minutes: 45, after: 10, period: 21, weight: 12, sex: 'female' },
      {
        skill: 'face',
        name: 'Массаж лица',
        price: 2600,
        minutes: 50,
        after: 10,
        period: 10,
        weight: 14,
        sex: 'female',
      },
      {
        skill: 'face',
        name: 'Мезотерапия',
        price: 5800,
        priceMax: 7500,
        minutes: 60,
        before: 10,
        after: 15,
        period: 14,
        weight: 8,
        sex: 'female',
      },
      {
        skill: 'face',
        name: 'Биоревитализация',
        price: 9500,
        priceMax: 14000,
        minutes: 60,
        before: 10,
        after: 15,
        period: 30,
        weight: 5,
        sex: 'female',
      },
    ],
  },
  {
    name: 'Массаж',
    colour: 'green',
    services: [
      { skill: 'body', name: 'Массаж спины', price: 2200, minutes: 45, after: 10, period: 7, weight: 20 },
      { skill: 'body', name: 'Массаж общий', price: 3600, minutes: 75, before: 5, after: 15, period: 10, weight: 12 },
      {
        skill: 'body',
        name: 'Антицеллюлитный массаж',
        price: 2900,
        minutes: 60,
        after: 15,
        period: 5,
        weight: 12,
        sex: 'female',
      },
    ],
  },
];

/** Every service in the order of its id (1-based). */
export const DEMO_SERVICES: readonly DemoService[] = DEMO_CATEGORIES.flatMap((category) => category.services);

/** Skills whose services are taken in the same visit, of the same or another master. */
export const GOES_WITH: Readonly<Record<DemoSkill, readonly DemoSkill[]>> = {
  women: ['styling', 'care', 'women', 'brows'],
  men: ['manicure', 'men'],
  colour: ['women', 'styling', 'care', 'manicure'],
  styling: ['care', 'brows', 'manicure'],
  care: ['styling', 'women'],
  manicure: ['pedicure', 'manicure', 'brows'],
  pedicure: ['manicure', 'pedicure'],
  brows: ['lashes', 'brows', 'manicure'],
  lashes: ['brows', 'lashes'],
  face: ['brows', 'body', 'face'],
  body: ['face', 'manicure'],
};
