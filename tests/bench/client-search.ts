import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import { migrations } from '../../db/migrations/index.ts';
import { ClientFinder } from '../../src-main/clients/client-finder.repository.ts';
import { readHits } from '../../src-main/clients/clients.repository.ts';
import { rebuildClientSearch } from '../../src-main/clients/search-index.repository.ts';
import { WordBook } from '../../src-main/clients/word-book.repository.ts';
import { ClientsService } from '../../src-main/clients/clients.service.ts';
import { SearchService } from '../../src-main/search/search.service.ts';
import { SettingsService } from '../../src-main/settings/settings.service.ts';
import { Caller, type ServiceDeps } from '../../src-main/store/service.ts';
import { findPairs } from '../../src-shared/duplicates/duplicates.rules.ts';
import { readEverybody } from '../../src-main/duplicates/duplicates.repository.ts';
import { MISTYPED_NAMES } from './mistyped-names.ts';
import { dropTriggers, installTriggers } from '../../src-main/store/change-log.ts';
import { Reader } from '../../src-main/store/executor.ts';
import { configureConnection, createDatabase, openReadOnly } from '../../src-main/store/open.ts';
import { fold, switchLayout } from '../../src-shared/kernel/fold.ts';
import { type Random, createRandom } from '../../src-shared/kernel/random.ts';
import { type Pair, inTurns } from './measure.ts';

/** One question: milliseconds of the product and of bare statements that answer the same. */
export interface ClientSearchRow {
  readonly question: string;
  /** No index answers a typo: bare SQL has to rank whoever shares any three letters. */
  readonly isTypo: boolean;
  readonly pair: Pair;
}

const PAGE = 20;
const ROUNDS = 300;

interface Question {
  readonly name: string;
  readonly isTypo?: boolean;
  /** What is typed, made from a client of the file. */
  typed(client: Sample, random: Random): string;
  /** The same question as bare prepared statements. */
  raw(connection: SqliteDatabase): (typed: string) => unknown[];
}

interface Sample {
  readonly last: string;
  readonly first: string;
  readonly digits: string;
}

/**
 * Measures searching on a file of the product, with raw better-sqlite3 beside it in the same run.
 *
 * Raw = the hand-written statement for that one question, ids and shown columns included, who came last first,
 * without the ranks of the product (surname, beginning, part), without marks.
 * `search` is the product's way; without one the finder and the reading of the shown columns.
 */
export async function measureClientSearch(
  dbFile: string,
  options: { rounds?: number; search?: (typed: string) => unknown } = {},
): Promise<ClientSearchRow[]> {
  const rounds = options.rounds ?? ROUNDS;
  const connection = openReadOnly(dbFile);
  try {
    connection.pragma('cache_size = -32768');
    const reader = new Reader(connection);
    const finder = new ClientFinder(reader, new WordBook());
    const random = createRandom(7);
    const samples = readSamples(connection);
    const search =
      options.search ??
      ((typed: string): unknown => {
        const { found } = finder.find(typed, PAGE, true);
        return readHits(
          reader,
          found.map((hit) => hit.id),
        );
      });
    const rows: ClientSearchRow[] = [];
    for (const question of QUESTIONS) {
      const raw = question.raw(connection);
      const pair = await inTurns(rounds, () => question.typed(random.pick(samples), random), search, raw);
      rows.push({ question: question.name, isTypo: question.isTypo ?? false, pair });
    }
    return rows;
  } finally {
    connection.close();
  }
}

/** Milliseconds of the search of everything, question by question. */
export interface EverythingRow {
  readonly question: string;
  readonly isTypo: boolean;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Questions that only the search of everything answers. */
const MORE_QUESTIONS: readonly Pick<Question, 'name' | 'isTypo' | 'typed'>[] = [
  { name: 'surname in the other layout', typed: ({ last }) => switchLayout(last.toLowerCase()) },
  { name: 'visits of a day', typed: () => '12.03.2025' },
  { name: 'client and day', typed: ({ last }) => `${last} 12.03.2025` },
  { name: 'a word of a command', typed: () => 'настройки' },
];

/** Measures the search of everything on a file of the product: all kinds, rights, shaping of the answer. */
export function measureEverything(dbFile: string, rounds = ROUNDS): EverythingRow[] {
  const connection = openReadOnly(dbFile);
  try {
    connection.pragma('cache_size = -32768');
    const search = everythingOf(connection);
    const caller = new Caller({ userId: 1, name: 'bench', role: 'owner', staffId: null }, 'bench');
    const random = createRandom(11);
    const samples = readSamples(connection);
    return [...QUESTIONS, ...MORE_QUESTIONS].map(({ name, isTypo = false, typed }) => {
      const times: number[] = [];
      for (let round = 0; round < rounds + 10; round++) {
        const query = typed(random.pick(samples), random);
        const start = performance.now();
        search.everything(caller, { query, limit: 6 });
        if (round >= 10) times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
      return { question: name, isTypo, medianMs: at(0.5), p99Ms: at(0.99) };
    });
  } finally {
    connection.close();
  }
}

/** The service over a file that nothing writes to. */
function everythingOf(connection: SqliteDatabase): SearchService {
  const work = { derive: () => undefined, onCommit: () => () => undefined };
  const deps = {
    store: { connection, reader: new Reader(connection), work },
    clock: { nowMs: () => Date.UTC(2026, 2, 12, 7) },
  } as unknown as ServiceDeps;
  const settings = new SettingsService(deps);
  return new SearchService(deps, { settings, clients: new ClientsService(deps, settings) });
}

/** How many of the mistyped names are found, and those that are not. */
export function measureTypoRecall(dbFile: string): { readonly share: number; readonly missed: readonly string[] } {
  const connection = openReadOnly(dbFile);
  try {
    const reader = new Reader(connection);
    const finder = new ClientFinder(reader, new WordBook());
    const missed = MISTYPED_NAMES.filter(({ last, first, typed }) => {
      const hits = readHits(
        reader,
        finder.find(typed, PAGE, true).found.map(({ id }) => id),
      );
      // Hundreds bear a surname: by it alone the right surname has to be found, with the first name the right person.
      const isWhole = typed.includes(' ');
      return !hits.some(
        (hit) => fold(hit.last_name) === fold(last) && (!isWhole || fold(hit.first_name) === fold(first)),
      );
    });
    return { share: 1 - missed.length / MISTYPED_NAMES.length, missed: missed.map(({ typed }) => typed) };
  } finally {
    connection.close();
  }
}

/** Seconds in which the whole base is looked through for two cards of one person, and how many pairs come out. */
export function measureDuplicates(dbFile: string): { readonly seconds: number; readonly pairs: number } {
  const connection = openReadOnly(dbFile);
  try {
    const start = performance.now();
    const pairs = findPairs(readEverybody(new Reader(connection)), 5000);
    return { seconds: (performance.now() - start) / 1000, pairs: pairs.length };
  } finally {
    connection.close();
  }
}

const SHOWN = `select clients.*, search.* from clients join client_search as search on search.client_id = clients.id where clients.id in`;

function readSamples(connection: SqliteDatabase): Sample[] {
  return connection
    .prepare(
      `select last_name as last, first_name as first, digits from clients
       join client_phones on client_phones.client_id = clients.id
       where last_name <> '' and clients.id % 97 = 5 limit 2000`,
    )
    .all() as Sample[];
}

/** Who came last stands first. Only the page's own twenty rows are fetched from `clients`. */
function newest(condition: string, from = 'client_search'): string {
  return `select clients.*, page.* from (
      select * from ${from} where ${condition} order by is_archived, came_on desc limit ${PAGE}
    ) as page join clients on clients.id = page.client_id`;
}

function byText(connection: SqliteDatabase): (typed: string) => unknown[] {
  const statement = connection.prepare(
    newest('client_id in (select rowid from client_fts where client_fts match ?) and instr(words, ?) > 0'),
  );
  return (typed) => {
    const words = fold(typed).split(' ');
    const pieces = words.flatMap((word) =>
      Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => `"${word.slice(at, at + 3)}"`),
    );
    return statement.all(pieces.join(' AND '), words[0]);
  };
}

/** Whoever shares the most pieces of three letters: all that SQL alone has for a misspelt name. */
function byLikeness(connection: SqliteDatabase): (typed: string) => unknown[] {
  const statement = connection.prepare(
    `${SHOWN} (select rowid from client_fts where client_fts match ? order by rank limit ${PAGE})`,
  );
  return (typed) => {
    const word = fold(typed);
    const pieces = Array.from({ length: Math.max(1, word.length - 2) }, (_, at) => `"${word.slice(at, at + 3)}"`);
    return statement.all(pieces.join(' OR '));
  };
}

const QUESTIONS: readonly Question[] = [
  { name: 'surname, whole', typed: ({ last }) => last, raw: byText },
  { name: 'surname, first three letters', typed: ({ last }) => last.slice(0, 3), raw: byText },
  {
    name: 'substring inside a name',
    typed: ({ last }, random) => {
      const at = random.int(1, Math.max(1, last.length - 5));
      return last.slice(at, at + 4).padEnd(3, 'а');
    },
    raw: byText,
  },
  { name: 'first name (thousands bear it)', typed: ({ first }) => first, raw: byText },
  { name: 'first name and surname', typed: ({ first, last }) => `${first} ${last}`, raw: byText },
  {
    name: 'one letter',
    typed: ({ last }) => last.slice(0, 1),
    raw: (connection) => {
      const statement = connection.prepare(
        newest('is_archived = 0 and words >= ? and words < ?', 'client_search indexed by client_search_came'),
      );
      return (typed) => statement.all(` ${fold(typed)}`, ` ${fold(typed)}\u{10ffff}`);
    },
  },
  {
    name: 'last four digits',
    typed: ({ digits }) => digits.slice(-4),
    raw: (connection) => {
      const statement = connection.prepare(
        newest('client_id in (select client_id from client_phones where substr(digits, -4) = ?)'),
      );
      return (typed) => statement.all(typed);
    },
  },
  {
    name: 'phone, first digits as typed',
    typed: ({ digits }) => `8 (${digits.slice(1, 4)}) ${digits.slice(4, 7)}`,
    raw: (connection) => {
      const statement = connection.prepare(
        newest('client_id in (select client_id from client_phones where digits >= ? and digits < ?)'),
      );
      return (typed) => {
        const digits = `7${typed.replaceAll(/\D/gu, '').slice(1)}`;
        return statement.all(digits, `${digits}\u{10ffff}`);
      };
    },
  },
  {
    name: 'typo in a surname',
    isTypo: true,
    typed: ({ last }, random) => {
      const at = random.int(1, last.length - 2);
      return last.slice(0, at) + random.pick('а о е и у п р с т'.split(' ')) + last.slice(at + 1);
    },
    raw: byLikeness,
  },
  { name: 'nobody', typed: (_, random) => `ъыь${random.int(100, 999)}ъ`, raw: byText },
];

const ROOTS =
  'Иван Петр Сидор Кузнец Смирн Попов Васильев Соколов Михайл Новик Федор Мороз Волк Алексе Лебед Семен Егор Павл Козл Степан Никола Орл Андре Макар Никит Захар Зайц Солов Борис Яковл Григор Роман Воробь Серге Кузьм Фрол Александр Дмитри Корол Гус Кисел Иль Максим Поляк Сорок Виноград Ковал Бел Медвед Антон Тарас Жук Баран Филипп Комар Давыд Беля Герас Богдан Осип Сидел Матве Тит Марк Миронов Крыл Куликов Карп Влас Мельник Денис Гаврил Тихон Казак Афанас Данил Савель Тимофе Фом Чернов Абрам Март Ефим Федот Щербак Назар Калинин Исаев Чернышев Быков Маслов Родион Коновал Лазар Воронин Климов Филат Пономар Голуб Кудрявц Прохор Наум Потап Журавл Овчинник Трофим Леонть Собол Ермак Колесник Гончар Емель Никифор Грач Котов Гришин Ефрем Архип Громов Кирилл Малыш Панов Моисе Румянц Акимов Кондрать Бирюк Горбун Анисим Еремин Тихомир Галкин Лукьян Михе Скворц Юдин Белоус Нестер Симон Прокоф Харитон Князь Цветк Левин Митрофан Воронц Аксен Софрон Мальц Логин Горшк Савин Краснов Майоров Демид Елисе Рыбак Сафон Плотник Демин Хохл Фадее Молчан Игнат Литвин Ершов Ушак Дементь Рябов Мухин Калашник Леон Лобан Кузин Корне Евдоким Бород Платон Некрас Балаш Бобр Жданов Блин Игнать Коротк Муравь Крюков Беляк Богомол Дрозд Лаврентье Зуев Петух Лар Никулин Серов Терентье Зотов Устин Фокин Самойл Константин Сахар Шишкин Самсон Черк Чистяк Носов Спирид Карасе Авдеев Воронц Звер Владимир Селезн Нечае Кудряш Седов Фирсов Андрон Панфил Головин Терехов Ульянов Шестак Агеев Никонов Селиван Баже Гордеев Кожевник Пахом Зимин Костин Широк Филимон Лари Овсян Сазон Суворов Нефед Корнил Любим Львов Горбач Копыл Лук Токар Кулешов Шил Больш Панкрат Роди Шаповал Покров Бочар Никольск Маркин Горел Агафон Берез Ермол Зубков Куприян Трифон Масленник Круглов Третьяк Колос Рожков Артамон Шмел Лапт Лапин Федосе Зинов Зорин Уткин Столяр Зуб Ткач Дороф Антип Завьял Сви Золотар Кулак Мещеряк Макее Дьякон Гуляе Петровск Бондар Поздняк Панфер Кочет Суханов Рыж Старостин Калмык Колесов Золот Кравц Субботин Шубин Щукин Лосев Винокур Лапшин Парфен Иса Голованов Коровин Ростов';
const ENDINGS = ['ова', 'ева', 'ина', 'ская', 'ов', 'ев', 'ин', 'ский', 'енко', 'ук', 'чук', 'ян', 'цева', 'кова'];
const FIRST =
  'Анна Мария Елена Ольга Наталья Ирина Татьяна Екатерина Светлана Юлия Анастасия Дарья Алина Ксения Полина Виктория Валерия Кристина Вера Надежда Любовь Людмила Галина Нина Тамара София Алёна Диана Яна Марина Евгения Инна Лариса Жанна Эльвира Регина Камилла Гульнара Айгуль Зарина Пётр Иван Олег Сергей Дмитрий Андрей';

/**
 * Makes a file with many clients for the measurement alone: written past the log, in seconds.
 *
 * Surnames follow no even spread: the first roots are the common ones. Returns the milliseconds that the index took.
 */
export async function makeClientBase(file: string, clients: number, visits: number): Promise<{ indexMs: number }> {
  await createDatabase(file, { migrations, nowMs: Date.UTC(2026, 2, 12) });
  const connection = new BetterSqlite(file);
  try {
    configureConnection(connection);
    dropTriggers(connection);
    const random = createRandom(20_260_312);
    const roots = ROOTS.split(' ');
    const first = FIRST.split(' ');
    const skewed = <T>(list: readonly T[]): T => list[Math.floor(random.next() ** 2 * list.length)]!;
    const client = connection.prepare(
      'insert into clients (id, last_name, first_name, created_at_ms) values (?, ?, ?, 0)',
    );
    const phone = connection.prepare('insert into client_phones (client_id, digits) values (?, ?)');
    const visit = connection.prepare(
      'insert into visits (client_id, local_date, status, created_at_ms) values (?, ?, ?, 0)',
    );
    connection.transaction(() => {
      for (let id = 1; id <= clients; id++) {
        const rare = random.next() < 0.1 ? random.pick(roots).toLowerCase() : '';
        client.run(id, `${skewed(roots)}${rare}${random.pick(ENDINGS)}`, skewed(first));
        phone.run(id, `79${random.pick(['16', '03', '26', '85', '64', '99'])}${random.int(1_000_000, 9_999_999)}`);
      }
      const people = new Map(MISTYPED_NAMES.map(({ last, first: name }) => [`${last} ${name}`, { last, name }]));
      for (const { last, name } of people.values()) client.run(null, last, name);
      for (let index = 0; index < visits; index++) {
        const month = String(random.int(1, 12)).padStart(2, '0');
        const day = String(random.int(1, 28)).padStart(2, '0');
        const status = random.next() < 0.93 ? 'completed' : 'no_show';
        visit.run(random.int(1, clients), `20${random.int(16, 25)}-${month}-${day}`, status);
      }
    })();
    const start = performance.now();
    rebuildClientSearch(connection);
    const indexMs = performance.now() - start;
    installTriggers(connection);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    return { indexMs };
  } finally {
    connection.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'zerkalo-bench-'));
  try {
    const file = path.join(dir, 'clients.db');
    const { indexMs } = await makeClientBase(
      file,
      Number(process.argv[2] ?? 200_000),
      Number(process.argv[3] ?? 1_000_000),
    );
    const before = process.memoryUsage().rss;
    const rows = await measureClientSearch(file);
    const text = rows.map((row) => ({
      question: row.question,
      'median ms': row.pair.own.medianMs.toFixed(2),
      'p99 ms': row.pair.own.p99Ms.toFixed(2),
      'raw median': row.pair.raw.medianMs.toFixed(2),
      'raw p99': row.pair.raw.p99Ms.toFixed(2),
    }));
    process.stdout.write(`index built in ${(indexMs / 1000).toFixed(1)} s, file ${fs.statSync(file).size >> 20} MiB, `);
    process.stdout.write(`memory +${(process.memoryUsage().rss - before) >> 20} MiB\n`);
    console.table(text);
    console.table(
      measureEverything(file).map((row) => ({
        question: row.question,
        'median ms': row.medianMs.toFixed(2),
        'p99 ms': row.p99Ms.toFixed(2),
      })),
    );
    const recall = measureTypoRecall(file);
    process.stdout.write(`mistyped names found: ${(recall.share * 100).toFixed(1)} %`);
    process.stdout.write(recall.missed.length === 0 ? '\n' : `, missed: ${recall.missed.join(', ')}\n`);
    const duplicates = measureDuplicates(file);
    process.stdout.write(`duplicates: ${duplicates.pairs} pairs in ${duplicates.seconds.toFixed(1)} s\n`);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
