import { type LocalDate, addMonths, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { DEMO_CATEGORIES, DEMO_SERVICES } from './demo-catalogue.data.ts';
import type { DemoRow, DemoRows } from './demo-model.ts';

/** Levels of the demo salon with their share of the price, in percent, from the dearest down. */
const LEVELS = [
  { name: 'Топ-мастер', percent: 125 },
  { name: 'Ведущий мастер', percent: 115 },
  { name: 'Мастер', percent: 100 },
] as const;

const CATEGORY_ICONS: Readonly<Record<string, string>> = {
  Стрижки: 'scissors',
  Окрашивание: 'palette',
  'Укладки и уход': 'wind',
  Маникюр: 'nails',
  Педикюр: 'foot',
  'Брови и ресницы': 'eye',
  Косметология: 'face',
  Массаж: 'massage',
};

/** Prices that change on the first of the next month, in whole roubles. */
const NEXT_PRICES: readonly { readonly service: string; readonly price: number }[] = [
  { service: 'Стрижка женская', price: 2600 },
  { service: 'Маникюр + гель-лак', price: 2900 },
];

const BUNDLES = [
  {
    name: 'Новый образ',
    category: 'Окрашивание',
    icon: 'crown',
    price: 8900,
    services: ['Окрашивание в один тон', 'Стрижка женская', 'Укладка повседневная'],
    isParallel: false,
  },
  {
    name: 'Маникюр и педикюр в четыре руки',
    category: 'Педикюр',
    icon: 'sparkles',
    price: null,
    services: ['Педикюр + гель-лак', 'Маникюр + гель-лак'],
    isParallel: true,
  },
] as const;

/** Categories whose services are done in the room of those who do them, and nowhere else. */
const OWN_ROOM = ['Маникюр', 'Педикюр'];

/** Equipment of the salon, and what needs it. */
const EQUIPMENT = { name: 'Аппарат для пилинга', service: 'Пилинг' };

/**
 * The price list in full: levels, signs, a price change ahead, bundles, rooms of services and one piece of equipment.
 *
 * Takes the rows that stand before the first day and gives them back with its own; visits are not touched.
 */
export function withPriceList(base: DemoRows, today: LocalDate): DemoRows {
  const rooms = base.rooms ?? [];
  const equipmentId = rooms.length + 1;
  const validFrom = addMonths(startOfMonth(today), 1, 'clamp');
  return {
    levels: LEVELS.map(({ name, percent }, index) => ({
      id: index + 1,
      name,
      percent_bp: percent * 100,
      position: index + 1,
      is_archived: 0,
      version: 1,
    })),
    ...base,
    rooms: [
      ...rooms.map((row) => ({ ...row, kind: null as 'equipment' | null })),
      {
        id: equipmentId,
        name: EQUIPMENT.name,
        capacity: 1,
        position: rooms.length,
        is_archived: 0,
        version: 1,
        kind: 'equipment',
      },
    ],
    staff: (base.staff ?? []).map((row) => ({
      ...row,
      level_id: LEVELS.findIndex(({ name }) => name === row.level) + 1 || null,
    })),
    service_categories: (base.service_categories ?? []).map((row) => ({
      ...row,
      icon: CATEGORY_ICONS[row.name] ?? null,
    })),
    service_prices: NEXT_PRICES.map(({ service, price }, index) => ({
      id: index + 1,
      service_id: serviceId(service),
      list_id: null,
      level_id: null,
      staff_id: null,
      valid_from: validFrom,
      price_minor: price * 100,
      price_max_minor: null,
      is_end: null,
    })),
    service_rooms: serviceRooms(base, equipmentId),
    bundles: BUNDLES.map(({ name, category, icon, price }, index) => ({
      id: index + 1,
      category_id: categoryId(category),
      name,
      icon,
      price_minor: price === null ? null : price * 100,
      is_online: 1,
      position: index + 1,
      is_archived: 0,
      version: 1,
    })),
    bundle_items: BUNDLES.flatMap((bundle, index) =>
      bundle.services.map((service, position) => ({
        bundle_id: index + 1,
        position,
        service_id: serviceId(service),
        is_parallel: bundle.isParallel && position > 0 ? (1 as const) : (0 as const),
      })),
    ).map((row, index) => ({ id: index + 1, ...row })),
  };
}

function serviceRooms(base: DemoRows, equipmentId: number): DemoRow<'service_rooms'>[] {
  const links: { service_id: number; room_id: number }[] = [];
  const roomOf = new Map((base.staff ?? []).map((row) => [row.id, row.default_room_id ?? null]));
  for (const category of OWN_ROOM) {
    const own = (base.services ?? []).filter((row) => row.category_id === categoryId(category));
    for (const service of own) {
      const doers = (base.staff_services ?? []).filter((row) => row.service_id === service.id);
      const rooms = new Set(doers.map((row) => roomOf.get(row.staff_id) ?? null));
      const [roomId = null] = rooms;
      if (rooms.size === 1 && roomId !== null) links.push({ service_id: service.id, room_id: roomId });
    }
  }
  links.push({ service_id: serviceId(EQUIPMENT.service), room_id: equipmentId });
  return links.map((row, index) => ({ id: index + 1, ...row }));
}

function serviceId(name: string): number {
  return numberOf(DEMO_SERVICES, name);
}

function categoryId(name: string): number {
  return numberOf(DEMO_CATEGORIES, name);
}

/** Number of a row by its name; a name that is not in the price list is a mistake of this file. */
function numberOf(list: readonly { readonly name: string }[], name: string): number {
  const index = list.findIndex((item) => item.name === name);
  if (index < 0) throw new RangeError(`The demo price list has no «${name}»`);
  return index + 1;
}
