import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { DemoDay, DemoOptions, DemoRow, DemoRows } from './demo-model.ts';

const CATEGORIES = [
  { name: 'VIP', colour: 'violet', discount_bp: 1000 },
  { name: 'Постоянный', colour: 'teal', discount_bp: 500 },
  { name: 'Новый', colour: 'blue', discount_bp: 0 },
  { name: 'Проблемный', colour: 'orange', discount_bp: 0 },
] as const;
const VIP = 1;
const REGULAR = 2;
const DIFFICULT = 4;

const TAGS = [
  ['любит тишину', 'blue'],
  ['утренние часы', 'yellow'],
  ['с ребёнком', 'pink'],
  ['пьёт кофе', 'orange'],
  ['блогер', 'violet'],
  ['опаздывает', 'red'],
] as const;

const NOTES = [
  'Просит тёплую воду при мытье: чувствительная кожа головы.',
  'Предпочитает переписку, на звонки не отвечает днём.',
  'Готовится к свадьбе: пробная укладка за неделю.',
  'Всегда берёт капучино на овсяном молоке.',
  'Просила записывать только после 18:00.',
  'Аккуратнее с оплатой: забывает карту, платит по номеру телефона.',
] as const;

const CONTRAINDICATIONS = [
  'беременность: без аммиака',
  'сердечный стимулятор: без аппаратных процедур',
  'варикоз: без парафина',
];
const LEARNED = ['Отзывы', 'Социальные сети', 'Сайт', 'Карты'];
const DECIDED = ['Мастер', 'Близко', 'Отзывы', 'Цена', 'Свободное время'];
const STREETS = ['ул. Садовая', 'ул. Лесная', 'пр-т Мира', 'ул. Новая', 'Зелёный пер.'];

/** Visits in store for somebody who comes again and again. */
const MANY_VISITS = 100;
const NOTED_AT_MIN = 1080;

/** What is known of a client when they first come. */
export interface Newcomer {
  /** Index of their usual master. */
  readonly master: number;
  /** Visits they are going to make. */
  readonly visitsLeft: number;
}

/**
 * Fills the cards of the small demo salon: categories, tags, families, notes, attribution, messengers, addresses.
 *
 * Draws from a chance of its own, so that names, visits and prices stay as they are without it.
 */
export class DemoCards {
  readonly #options: DemoOptions & { readonly createdBy: number };
  readonly #random: Random;
  readonly #about: (clientId: number) => Newcomer;
  #familyId = 0;
  #linkId = 0;
  #noteId = 0;

  constructor(
    options: DemoOptions & { readonly createdBy: number },
    random: Random,
    about: (clientId: number) => Newcomer,
  ) {
    this.#options = options;
    this.#random = random;
    this.#about = about;
  }

  /** A day with the cards of its new clients filled in; rows keep their order, parents before children. */
  dress({ localDate, rows, isAhead }: DemoDay, isFirst: boolean): DemoDay {
    const { clients = [], client_phones: phones = [] } = rows;
    const dictionaries: DemoRows = isFirst ? markRows() : {};
    if (clients.length === 0) return { localDate, isAhead, rows: { ...dictionaries, ...rows } };
    const families: DemoRow<'families'>[] = [];
    const tags: DemoRow<'client_tag_links'>[] = [];
    const notes: DemoRow<'client_notes'>[] = [];
    const byDigits = new Map<string, DemoRow<'clients'>>();
    const dressed = clients.map((client) => {
      const card = this.#card(client);
      const own = phones.find((phone) => phone.client_id === client.id);
      const kin = own && byDigits.get(own.digits);
      if (kin && own.label !== '') {
        if (kin.family_id === null) {
          kin.family_id = ++this.#familyId;
          families.push({ id: kin.family_id, name: kin.last_name || kin.first_name, version: 1 });
        }
        card.family_id = kin.family_id ?? null;
        card.family_role = own.label;
      }
      if (own) byDigits.set(own.digits, card);
      this.#tag(client.id, tags);
      this.#note(client.id, localDate, notes);
      return card;
    });
    const { blocks, clients: _clients, client_phones: _phones, ...later } = rows;
    return {
      localDate,
      isAhead,
      rows: {
        ...dictionaries,
        ...(blocks ? { blocks } : {}),
        ...(families.length > 0 ? { families } : {}),
        clients: dressed,
        client_phones: phones,
        ...(tags.length > 0 ? { client_tag_links: tags } : {}),
        ...(notes.length > 0 ? { client_notes: notes } : {}),
        ...later,
      },
    };
  }

  #card(client: DemoRow<'clients'>): DemoRow<'clients'> {
    const random = this.#random;
    const { master, visitsLeft } = this.#about(client.id);
    const isRegular = visitsLeft >= MANY_VISITS;
    const category = random.chance(0.025)
      ? DIFFICULT
      : isRegular && random.chance(0.12)
        ? VIP
        : isRegular && random.chance(0.5)
          ? REGULAR
          : null;
    const isFriend = client.source === 'Рекомендация' && client.id > 20;
    return {
      ...client,
      category_id: category,
      responsible_staff_id: category === VIP ? master + 1 : null,
      address: random.chance(0.05) ? addressOf(random) : null,
      messengers_json: random.chance(0.12)
        ? JSON.stringify([{ kind: 'telegram', handle: `client_${client.id}` }])
        : null,
      contraindication: random.chance(0.015) ? random.pick(CONTRAINDICATIONS) : null,
      learned_from: random.chance(0.4) ? random.pick(LEARNED) : null,
      decided_by: random.chance(0.4) ? random.pick(DECIDED) : null,
      recommended_by_id: isFriend ? random.int(1, client.id - 1) : null,
      family_id: null,
      family_role: null,
      personal_discount_bp: category === VIP && random.chance(0.3) ? 1500 : null,
      card_number: isRegular && random.chance(0.3) ? `20${String(client.id).padStart(6, '0')}` : null,
      no_calls_until: random.chance(0.01) ? addDays(this.#options.today, random.int(5, 60)) : null,
    };
  }

  #tag(clientId: number, links: DemoRow<'client_tag_links'>[]): void {
    const random = this.#random;
    if (!random.chance(0.14)) return;
    const first = random.int(1, TAGS.length);
    const ids = random.chance(0.3) ? [first, (first % TAGS.length) + 1] : [first];
    for (const tagId of ids) links.push({ id: ++this.#linkId, client_id: clientId, tag_id: tagId });
  }

  #note(clientId: number, localDate: string, notes: DemoRow<'client_notes'>[]): void {
    const random = this.#random;
    const { createdBy, timeZone } = this.#options;
    if (!random.chance(0.08)) return;
    notes.push({
      id: ++this.#noteId,
      client_id: clientId,
      body: random.pick(NOTES),
      is_pinned: random.chance(0.4) ? 1 : 0,
      created_at_ms: instantOf(localDate, NOTED_AT_MIN, timeZone).atMs,
      created_by: createdBy,
      version: 1,
    });
  }
}

function markRows(): DemoRows {
  const state = { is_archived: 0, version: 1 } as const;
  return {
    client_categories: CATEGORIES.map((category, index) => ({
      id: index + 1,
      ...category,
      price_list_id: null,
      position: index + 1,
      ...state,
    })),
    client_tags: TAGS.map(([name, colour], index) => ({ id: index + 1, name, colour, position: index + 1, ...state })),
  };
}

function addressOf(random: Random): string {
  const street = random.pick(STREETS);
  const [house, flat] = [String(random.int(1, 60)), String(random.int(1, 180))];
  return JSON.stringify({ country: '', region: '', city: 'Москва', street, house, flat, postcode: '' });
}
