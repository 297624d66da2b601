import { transliterate } from '../../src-shared/kernel/fold.ts';
import { addDays, type LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import type { DemoRow } from './demo-model.ts';
import { FEMALE_NAMES, MALE_NAMES, PATRONYMICS, SURNAMES, femaleSurname } from './demo-names.data.ts';
import { ALLERGIES, CLIENT_NOTES, CLIENT_SOURCES, WOMENS_NOTES } from './demo-texts.data.ts';

type ClientRow = DemoRow<'clients'>;
type PhoneRow = DemoRow<'client_phones'>;

/** Mobile-looking codes that no Russian operator has been given: a message to a demo client reaches nobody. */
export const DEMO_PHONE_CODES = [
  '935',
  '943',
  '944',
  '945',
  '946',
  '947',
  '948',
  '954',
  '955',
  '956',
  '957',
  '972',
  '973',
  '974',
  '975',
  '976',
] as const;

const NUMBERS_PER_CODE = 10_000_000;
const ALL_NUMBERS = NUMBERS_PER_CODE * DEMO_PHONE_CODES.length;
/** Coprime to the count of numbers, so that different ordinals never meet. */
const STRIDE = 61_803_399;
const NOTES_FOR_WOMEN = [...CLIENT_NOTES, ...WOMENS_NOTES];
const SOURCE_TEXTS = CLIENT_SOURCES.map(([text]) => text);
const SOURCE_WEIGHTS = CLIENT_SOURCES.map(([, weight]) => weight);

interface Household {
  readonly surname: string;
  readonly digits: string;
  readonly isFemale: boolean;
  readonly birthYear: number;
}

/** Makes clients one after the other: name, patronymic, surname and age agree; numbers repeat within a family only. */
export class DemoPeople {
  readonly #random: Random;
  readonly #today: LocalDate;
  readonly #offset: number;
  #ordinal = 0;
  #phoneId = 0;
  #lastHousehold: Household | null = null;

  constructor(random: Random, today: LocalDate) {
    this.#random = random;
    this.#today = today;
    this.#offset = random.int(0, ALL_NUMBERS - 1);
  }

  /** A client with their phones. */
  next(id: number, isFemale: boolean, createdAtMs: number): { client: ClientRow; phones: PhoneRow[] } {
    const random = this.#random;
    const { name, from, to } = random.pick(isFemale ? FEMALE_NAMES : MALE_NAMES);
    const birthYear = random.int(from, to);
    const relative = this.#lastHousehold !== null && random.chance(0.05) ? this.#lastHousehold : null;
    const surname = relative?.surname ?? random.pick(SURNAMES);
    const patronymic = random.pick(PATRONYMICS);
    const digits = relative?.digits ?? this.#freeNumber();
    const lastName = isFemale ? femaleSurname(surname) : surname;
    const label = relative ? relationTo(relative, isFemale, birthYear) : '';
    this.#lastHousehold = relative ? null : { surname, digits, isFemale, birthYear };
    const client: ClientRow = {
      id,
      last_name: random.chance(0.03) ? '' : lastName,
      first_name: name,
      middle_name: random.chance(0.55) ? patronymic[isFemale ? 0 : 1] : '',
      sex: isFemale ? 'female' : 'male',
      birthday: random.chance(0.7) ? this.#birthday(birthYear) : null,
      email: random.chance(0.24) ? emailOf(name, lastName, id) : null,
      source: random.chance(0.9) ? random.weighted(SOURCE_TEXTS, SOURCE_WEIGHTS) : null,
      allergy: random.chance(0.045) ? random.pick(ALLERGIES) : '',
      note: random.chance(0.16) ? random.pick(isFemale ? NOTES_FOR_WOMEN : CLIENT_NOTES) : '',
      created_at_ms: createdAtMs,
      is_archived: 0,
      version: 1,
    };
    const phones: PhoneRow[] = [{ id: ++this.#phoneId, client_id: id, digits, label, position: 0 }];
    if (random.chance(0.04)) {
      phones.push({ id: ++this.#phoneId, client_id: id, digits: this.#freeNumber(), label: 'рабочий', position: 1 });
    }
    return { client, phones };
  }

  #freeNumber(): string {
    // Below 2^53: the ordinal stays under a million.
    const at = (this.#offset + this.#ordinal++ * STRIDE) % ALL_NUMBERS;
    const code = DEMO_PHONE_CODES[Math.floor(at / NUMBERS_PER_CODE)] ?? DEMO_PHONE_CODES[0];
    return `7${code}${String(at % NUMBERS_PER_CODE).padStart(7, '0')}`;
  }

  #birthday(year: number): LocalDate {
    // One in forty has the birthday today or near it, so that the cake on a card is seen.
    if (this.#random.chance(0.025))
      return `${year}${addDays(this.#today, this.#random.int(-1, 2)).slice(4)}`.replace('-02-29', '-02-28');
    const month = this.#random.int(1, 12);
    return `${year}-${String(month).padStart(2, '0')}-${String(this.#random.int(1, 28)).padStart(2, '0')}`;
  }
}

/** Whose number it is, as reception writes it beside the number. */
function relationTo(owner: Household, isFemale: boolean, birthYear: number): string {
  const years = owner.birthYear - birthYear;
  if (Math.abs(years) < 18) {
    if (owner.isFemale === isFemale) return isFemale ? 'сестра' : 'брат';
    return owner.isFemale ? 'жена' : 'муж';
  }
  if (years < 0) return owner.isFemale ? 'мама' : 'папа';
  return owner.isFemale ? 'дочь' : 'сын';
}

function emailOf(firstName: string, lastName: string, id: number): string {
  const local = transliterate(`${firstName}.${lastName}`)
    .toLowerCase()
    .replaceAll(/[^a-z.]/gu, '');
  return `${local}${id % 100}@example.com`;
}
