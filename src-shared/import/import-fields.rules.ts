import { fold, phoneDigits } from '../kernel/fold.ts';
import { readBirthday } from './import-values.rules.ts';

/** What a column of a file may hold of a client. */
export const IMPORT_FIELDS = [
  'fullName',
  'lastName',
  'firstName',
  'middleName',
  'phone',
  'email',
  'birthday',
  'sex',
  'category',
  'tags',
  'source',
  'address',
  'allergy',
  'note',
  'discount',
  'card',
  'telegram',
  'whatsapp',
  'instagram',
  'vk',
  'viber',
  'max',
  'createdOn',
  'firstVisit',
  'lastVisit',
  'visits',
  'spent',
  'balance',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Fields that several columns may fill together: further phones, tags and lines of the note. */
export const REPEATABLE_FIELDS: ReadonlySet<ImportField> = new Set(['phone', 'tags', 'note', 'allergy']);

/** Facts of the past that the salon keeps as a line of the note: visits and money are never invented from a table. */
export const NOTE_FIELDS: ReadonlySet<ImportField> = new Set([
  'instagram',
  'firstVisit',
  'lastVisit',
  'visits',
  'spent',
  'balance',
]);

/** Programs whose exports are known by their headers; 'own' is this program's list of clients. */
export type TableShape = 'own' | 'yclients' | 'dikidi' | 'guessed';

/** What stands in a column's head, folded; whole phrases first. Both languages. */
const HEADERS: Readonly<Record<ImportField, readonly string[]>> = {
  fullName: [
    'фио',
    'ф.и.о.',
    'ф и о',
    'клиент',
    'имя клиента',
    'фио клиента',
    'полное имя',
    'имя и фамилия',
    'фамилия имя',
    'фамилия имя отчество',
    'фамилия и имя',
    'full name',
    'name',
    'client',
    'client name',
    'customer',
    'customer name',
    'контакт',
    'гость',
  ],
  lastName: ['фамилия', 'фамилия клиента', 'last name', 'surname', 'family name', 'lastname'],
  firstName: ['имя', 'first name', 'firstname', 'given name'],
  middleName: ['отчество', 'middle name', 'patronymic', 'middlename'],
  phone: [
    'телефон',
    'телефоны',
    'номер телефона',
    'мобильный',
    'мобильный телефон',
    'сотовый',
    'сотовый телефон',
    'тел',
    'тел.',
    'телефон 1',
    'телефон 2',
    'телефон 3',
    'доп. телефон',
    'дополнительный телефон',
    'второй телефон',
    'рабочий телефон',
    'домашний телефон',
    'контактный телефон',
    'phone',
    'phones',
    'phone number',
    'mobile',
    'mobile phone',
    'cell',
    'telephone',
    'other phone',
  ],
  email: ['почта', 'эл. почта', 'электронная почта', 'e-mail', 'email', 'емейл', 'имейл', 'адрес почты', 'mail'],
  birthday: [
    'дата рождения',
    'день рождения',
    'др',
    'д.р.',
    'д/р',
    'birthday',
    'date of birth',
    'birth date',
    'birthdate',
    'dob',
  ],
  sex: ['пол', 'sex', 'gender'],
  category: [
    'категория',
    'категория клиента',
    'класс',
    'класс важности',
    'важность',
    'статус клиента',
    'category',
    'class',
    'vip',
  ],
  tags: ['теги', 'метки', 'категории', 'группы', 'группа', 'ярлыки', 'tags', 'labels', 'categories', 'groups'],
  source: [
    'источник',
    'откуда узнал',
    'откуда узнали',
    'откуда узнала',
    'откуда пришел',
    'рекламный источник',
    'канал',
    'source',
    'heard from',
    'referral source',
  ],
  address: ['адрес', 'город', 'место жительства', 'address', 'city'],
  allergy: [
    'аллергия',
    'аллергии',
    'противопоказания',
    'аллергия и противопоказания',
    'allergy',
    'allergies',
    'contraindications',
  ],
  note: [
    'комментарий',
    'комментарии',
    'заметка',
    'заметки',
    'примечание',
    'примечания',
    'описание',
    'пожелания',
    'note',
    'notes',
    'comment',
    'comments',
    'remarks',
  ],
  discount: [
    'скидка',
    'скидка %',
    'скидка, %',
    'персональная скидка',
    'процент скидки',
    'discount',
    'discount %',
    'discount, %',
  ],
  card: [
    'карта',
    'номер карты',
    'дисконтная карта',
    'карта лояльности',
    '№ карты',
    'штрихкод карты',
    'card',
    'card number',
    'loyalty card',
  ],
  telegram: ['telegram', 'телеграм', 'телеграмм', 'tg'],
  whatsapp: ['whatsapp', 'ватсап', 'вацап', 'вотсап'],
  instagram: ['instagram', 'инстаграм', 'инстаграмм', 'инста'],
  vk: ['vk', 'вк', 'вконтакте', 'в контакте'],
  viber: ['viber', 'вайбер'],
  max: ['max', 'макс'],
  createdOn: [
    'дата создания',
    'создан',
    'дата регистрации',
    'дата добавления',
    'добавлен',
    'в базе с',
    'created',
    'created at',
    'created on',
    'registered',
    'date added',
    'client since',
  ],
  firstVisit: ['первый визит', 'дата первого визита', 'первое посещение', 'first visit'],
  lastVisit: ['последний визит', 'дата последнего визита', 'последнее посещение', 'был', 'last visit'],
  visits: [
    'визитов',
    'визиты',
    'количество визитов',
    'кол-во визитов',
    'число визитов',
    'посещений',
    'количество посещений',
    'visits',
    'visit count',
    'number of visits',
  ],
  spent: [
    'оплачено',
    'потрачено',
    'сумма',
    'сумма покупок',
    'продано',
    'выручка',
    'всего оплачено',
    'ltv',
    'spent',
    'total spent',
    'paid',
    'sold',
    'revenue',
  ],
  balance: ['баланс', 'депозит', 'долг', 'бонусы', 'бонусный баланс', 'balance', 'deposit', 'debt', 'bonus'],
};

/** A word that tells the field when the whole phrase is not known; in order, the first that fits. */
const WORDS: readonly (readonly [RegExp, ImportField])[] = [
  [/whats\s?app|ватсап|вацап/u, 'whatsapp'],
  [/telegram|телегр/u, 'telegram'],
  [/instagram|инстагр/u, 'instagram'],
  [/viber|вайбер/u, 'viber'],
  [/e-?mail|почт|емейл/u, 'email'],
  [/рожд|birth/u, 'birthday'],
  [/тел(?:ефон|\.|$)|мобильн|сотов|phone|mobile/u, 'phone'],
  [/перв\S* (?:визит|посещ)|first visit/u, 'firstVisit'],
  [/последн\S* (?:визит|посещ)|last visit/u, 'lastVisit'],
  [/(?:визит|посещен)|visits/u, 'visits'],
  [/скидк|discount/u, 'discount'],
  [/карт[аы]|card/u, 'card'],
  [/отчеств|patronym/u, 'middleName'],
  [/фамили|surname|last name/u, 'lastName'],
  [/фио|full name/u, 'fullName'],
  [/аллерг|противопоказ|allerg/u, 'allergy'],
  [/коммент|заметк|примечан|note|comment/u, 'note'],
  [/источник|узнал|source/u, 'source'],
  [/тег|метк|tag/u, 'tags'],
  [/категор|categor/u, 'category'],
  [/адрес|address/u, 'address'],
  [/создан|регистрац|добавлен|created/u, 'createdOn'],
  [/оплачен|потрачен|сумма|spent/u, 'spent'],
  [/баланс|депозит|бонус|долг|balance/u, 'balance'],
  [/^имя|first name/u, 'firstName'],
];

const BY_HEADER: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.flatMap((field) => HEADERS[field].map((text) => [text, field] as const)),
);

/** The field that a column's head names; null when it says nothing. Example: `Моб. телефон` gives `phone`. */
export function fieldOfHeader(header: string): ImportField | null {
  const text = fold(header)
    .replaceAll(/[*:]+$/gu, '')
    .trim();
  if (text === '') return null;
  return BY_HEADER.get(text) ?? WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Heads of this program's export of the list of clients, and what stands below; null = reckoned here from visits. */
const OWN_HEADS: ReadonlyMap<string, ImportField | null> = new Map([
  ...both('fullName', 'Клиент', 'Client'),
  ...both('phone', 'Телефон', 'Phone'),
  ...both('email', 'Почта', 'E-mail'),
  ...both('lastVisit', 'Последний визит', 'Last visit'),
  ...both(null, 'Записан на', 'Booked for'),
  ...both('firstVisit', 'Первый визит', 'First visit'),
  ...both('visits', 'Визитов', 'Visits'),
  ...both('spent', 'Потрачено', 'Spent'),
  ...both(null, 'Средний чек', 'Average bill'),
  ...both(null, 'Раз в … дней', 'Every … days'),
  ...both(null, 'Неявки', 'No-shows'),
  ...both(null, 'Поздние отмены', 'Late cancels'),
  ...both(null, 'Статус', 'Status'),
  ...both('category', 'Категория', 'Category'),
  ...both('tags', 'Метки', 'Tags'),
  ...both(null, 'Ответственный', 'Responsible'),
  ...both('source', 'Источник', 'Source'),
  ...both('birthday', 'День рождения', 'Birthday'),
  ...both(null, 'Возраст', 'Age'),
  ...both('sex', 'Пол', 'Sex'),
  ...both('createdOn', 'В базе с', 'In the base since'),
  ...both('address', 'Адрес', 'Address'),
  ...both('allergy', 'Важно', 'Important'),
]);

function both(field: ImportField | null, russian: string, english: string): [string, ImportField | null][] {
  return [
    [fold(russian), field],
    [fold(english), field],
  ];
}

const OWN_MARK = /^(?:Выгрузка №|Export no\.) \d+: /u;

/** Whether a row is the last line of this program's CSV, which tells who saved the file: nobody's name. */
export function isOwnMark([first, ...rest]: readonly unknown[]): boolean {
  return typeof first === 'string' && OWN_MARK.test(first) && rest.every((cell) => cell === '');
}

/** Headers that only one program writes together. */
const SHAPES: readonly (readonly [Exclude<TableShape, 'guessed' | 'own'>, readonly string[]])[] = [
  ['yclients', ['имя', 'телефон', 'категории', 'оплачено']],
  ['yclients', ['имя', 'телефон', 'класс важности']],
  ['yclients', ['name', 'phone', 'categories', 'paid']],
  ['dikidi', ['фио', 'телефон', 'дата создания', 'комментарий']],
  ['dikidi', ['имя', 'фамилия', 'телефон', 'дата регистрации']],
];

/** In these exports the column «Имя» holds the whole name. */
const WHOLE_NAMES: ReadonlySet<TableShape> = new Set(['yclients']);

/** The program that wrote a table, by its heads; this one's whatever columns were shown, as long as it has no other. */
export function shapeOf(headers: readonly string[]): TableShape {
  const known = new Set(headers.map(fold));
  const hasName = known.has('клиент') || known.has('client');
  if (hasName && headers.length > 1 && [...known].every((text) => OWN_HEADS.has(text))) return 'own';
  return SHAPES.find(([, wanted]) => wanted.every((text) => known.has(text)))?.[0] ?? 'guessed';
}

/**
 * What a table is remembered by: its heads in their order, whatever their case and spaces.
 *
 * A table without heads is remembered by its width.
 */
export function signatureOf(headers: readonly string[]): string {
  const texts = headers.map(fold);
  return texts.every((text) => text === '') ? `columns:${headers.length}` : texts.join('|').slice(0, 2000);
}

/** The field of each column; null = not taken over. */
export type ColumnMapping = readonly (ImportField | null)[];

/**
 * What each column most likely holds: by its head, else by what stands in it.
 *
 * A field that only one column may fill goes to the first that names it. `samples` are rows of texts as the file shows them.
 */
export function guessMapping(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
): (ImportField | null)[] {
  const shape = shapeOf(headers);
  if (shape === 'own') return headers.map((header) => OWN_HEADS.get(fold(header)) ?? null);
  const taken = new Set<ImportField>();
  const take = (field: ImportField | null): ImportField | null => {
    if (field === null || (taken.has(field) && !REPEATABLE_FIELDS.has(field))) return null;
    taken.add(field);
    return field;
  };
  const named = headers.map(fieldOfHeader);
  const hasSurname = named.includes('lastName');
  const mapping = named.map((field) =>
    take(
      field === 'firstName' && !hasSurname && WHOLE_NAMES.has(shape)
        ? 'fullName'
        : field === 'fullName' && hasSurname
          ? 'firstName'
          : field,
    ),
  );
  for (const [column, field] of mapping.entries()) {
    if (field !== null || (headers[column] ?? '').trim() !== '') continue;
    const values = samples.map((row) => row[column] ?? '').filter((text) => text.trim() !== '');
    mapping[column] = take(fieldOfValues(values, taken));
  }
  // A first name alone that holds several words is the whole name.
  const alone = mapping.indexOf('firstName');
  if (alone >= 0 && !mapping.includes('lastName') && !mapping.includes('fullName')) {
    const values = samples.map((row) => row[alone] ?? '').filter((text) => text.trim() !== '');
    if (share(values, (text) => /\p{L}\s+\p{L}/u.test(text.trim())) > 0.3) mapping[alone] = 'fullName';
  }
  return mapping;
}

/** What values look like: most of them must agree. */
function fieldOfValues(values: readonly string[], taken: ReadonlySet<ImportField>): ImportField | null {
  if (values.length === 0) return null;
  if (share(values, (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text.trim())) >= 0.6) return 'email';
  if (share(values, (text) => /^(?:ж|м|жен\S*|муж\S*|female|male)$/iu.test(text.trim())) >= 0.8) return 'sex';
  if (share(values, isPhoneLike) >= 0.6) return 'phone';
  if (!taken.has('birthday') && share(values, (text) => 'date' in readBirthday(text)) >= 0.6) return 'birthday';
  const isName = (text: string): boolean => /^\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,3}$/u.test(text.trim());
  const hasName = taken.has('fullName') || taken.has('firstName');
  return !hasName && share(values, isName) >= 0.6 ? 'fullName' : null;
}

/** Whether a text looks like a phone: eleven digits or so, and hardly anything else. */
export function isPhoneLike(text: string): boolean {
  const digits = text.replaceAll(/\D/gu, '');
  return (
    digits.length >= 10 && digits.length <= 12 && /^[\d\s()+.-]+$/u.test(text.trim()) && phoneDigits(text) !== null
  );
}

function share(values: readonly string[], test: (text: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}

/**
 * The row of heads among the first rows; -1 when the table begins with data.
 *
 * The row with most known heads wins; titles above it are left out. Without a known head the first full row counts, unless
 * it holds a phone, an address of e-mail or a date.
 */
export function findHeaderRow(rows: readonly (readonly string[])[]): number {
  let best = -1;
  let most = 0;
  for (const [index, row] of rows.slice(0, 15).entries()) {
    if (row.some(looksLikeData)) break;
    const known = row.filter((text) => text.length <= 60 && fieldOfHeader(text) !== null).length;
    const filled = row.filter((text) => text.trim() !== '').length;
    if (known > most && (known >= 2 || filled <= 2)) {
      most = known;
      best = index;
    }
  }
  if (best >= 0) return best;
  const first = rows.findIndex((row) => row.some((text) => text.trim() !== ''));
  return first < 0 || rows[first]!.some(looksLikeData) || rows.length - first < 2
    ? -1
    : onlyWords(rows[first]!)
      ? first
      : -1;
}

function looksLikeData(text: string): boolean {
  return (
    isPhoneLike(text) || /^\S+@\S+\.\S+$/u.test(text.trim()) || /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/u.test(text.trim())
  );
}

/** Heads are short and hold no person's name of two capital words. */
function onlyWords(row: readonly string[]): boolean {
  const filled = row.filter((text) => text.trim() !== '');
  return (
    filled.length >= 2 &&
    filled.every((text) => text.length <= 40 && !/^\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+/u.test(text.trim()))
  );
}
