import type { GridColumn, GridFlag, GridItem, VisitStatus } from '../../../src-renderer/journal/grid/grid-model.ts';
import { formatRange } from '../../../src-renderer/journal/grid/grid-model.ts';

const FIRST = ['Анна', 'Мария', 'Екатерина', 'Ольга', 'Светлана', 'Ирина', 'Юлия', 'Дарья', 'Полина', 'Наталья'];
const LAST = ['Соколова', 'Лебедева', 'Иванова', 'Кузнецова', 'Попова', 'Новикова', 'Морозова', 'Волкова', 'Орлова'];
const SERVICES = ['Стрижка женская', 'Окрашивание корней', 'Маникюр + гель-лак', 'Ламинирование бровей', 'Укладка'];
const STATUSES: readonly VisitStatus[] = ['completed', 'in_progress', 'arrived', 'confirmed', 'booked', 'no_show'];
const COLOURS = ['#0b7a5b', '#a61e9c', '#0b5394', '#b26a00', '#5f3dc4', '#9b1c1c', '#2b8a3e', '#6b7480'];
const STATUS_NAMES: Record<VisitStatus, string> = {
  booked: 'Не подтверждена',
  confirmed: 'Подтверждена',
  arrived: 'Клиент пришёл',
  in_progress: 'Услуга идёт',
  completed: 'Завершена',
  no_show: 'Не пришёл',
  cancelled: 'Отменена',
};

const MONEY = new Intl.NumberFormat('ru-RU');

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The load set of ui.md 1.3: 25 masters with 40 visits each between 08:00 and 22:00. */
export function denseColumns(): GridColumn[] {
  return Array.from({ length: 25 }, (_, master) => ({
    id: `m${master}`,
    kind: 'master' as const,
    title: `${pick(FIRST, master)} ${pick(LAST, master * 2 + 1)}`,
    subtitle: pick(SERVICES, master),
    colour: pick(COLOURS, master),
    initials: `${pick(FIRST, master)[0]}${pick(LAST, master * 2 + 1)[0]}`,
    loadBp: 4000 + ((master * 613) % 6000),
    work: [[480, 1320]] as const,
    blocks: [],
    items: Array.from({ length: 40 }, (_, n) => {
      const startMin = 480 + n * 20;
      const endMin = startMin + 20 + ((n * 7 + master) % 5 === 0 ? 10 : 0);
      const client = `${pick(FIRST, n + master)} ${pick(LAST, n * 3 + master)}`;
      return card(
        `m${master}-${n}`,
        master * 100 + n,
        startMin,
        Math.min(endMin, 1320),
        pick(STATUSES, n + master),
        client,
        pick(SERVICES, n),
        2400,
        n % 3 === 0 ? ['paid'] : [],
      );
    }),
  }));
}

function card(
  id: string,
  visitId: number,
  startMin: number,
  endMin: number,
  status: VisitStatus,
  client: string,
  service: string,
  price: number,
  flags: readonly GridFlag[],
  more: Partial<GridItem> = {},
): GridItem {
  const money = `${MONEY.format(price)} ₽`;
  const ariaLabel = `${formatRange(startMin, endMin)}, ${client}, ${service}, ${STATUS_NAMES[status]}`;
  return {
    id,
    visitId,
    startMin,
    endMin,
    status,
    client,
    service,
    price: money,
    flags,
    ariaLabel,
    movable: true,
    ...more,
  };
}

type Row = readonly [string, VisitStatus, string, string, number, readonly GridFlag[], Partial<GridItem>?];

function column(
  index: number,
  title: string,
  subtitle: string,
  load: number,
  hours: string,
  rows: readonly Row[],
  more: Partial<GridColumn> = {},
): GridColumn {
  const names = title.split(' ');
  return {
    id: `s${index}`,
    kind: 'master',
    title,
    subtitle,
    colour: pick(COLOURS, index),
    initials: names.map((name) => name[0]).join(''),
    loadBp: load * 100,
    work: hours === '' ? [] : [[at(hours.slice(0, 5)), at(hours.slice(6))]],
    blocks: [],
    items: rows.map(([time, status, client, service, price, flags, extra], n) =>
      card(
        `s${index}-${n}`,
        index * 100 + n,
        at(time.slice(0, 5)),
        at(time.slice(6)),
        status,
        client,
        service,
        price,
        flags,
        extra,
      ),
    ),
    ...more,
  };
}

/** The day of the mock-up (journal-mock.png): every status, flag, gap, block and kind of off time once. */
export function mockColumns(): GridColumn[] {
  return [
    column(0, 'Анна Соколова', 'Топ-стилист', 82, '09:00-21:00', [
      ['09:00-10:00', 'completed', 'Мария Зайцева', 'Стрижка женская', 2400, ['paid']],
      ['10:00-11:30', 'completed', 'Елена Громова', 'Сложная укладка, макияж', 4900, ['paid', 'star']],
      ['11:30-12:30', 'no_show', 'Алина Рябова', 'Стрижка женская', 2400, []],
      [
        '12:45-14:15',
        'in_progress',
        'Наталья Белова',
        'Стрижка + уход «Счастье для волос»',
        5600,
        ['note', 'star'],
        { part: { index: 1, count: 2 }, visitId: 900 },
      ],
      ['14:30-15:15', 'arrived', 'Жанна Щукина', 'Стрижка каре', 1800, ['new']],
      ['15:30-17:00', 'confirmed', 'Оксана Юдина', 'Кератиновое выпрямление', 7200, ['repeat']],
      ['17:30-18:30', 'booked', 'Ксения Чернова', 'Укладка вечерняя', 3100, ['online']],
      ['19:00-20:30', 'confirmed', 'Вера Жукова', 'Окрашивание корней', 4300, ['star']],
    ]),
    column(1, 'Мария Лебедева', 'Колорист', 91, '10:00-20:00', [
      [
        '10:00-13:00',
        'completed',
        'Ирина Фомина',
        'Окрашивание',
        9800,
        ['note', 'paid'],
        { gap: [at('11:00'), at('11:45')] },
      ],
      ['11:05-11:35', 'completed', 'Пётр Ильин', 'Стрижка бороды', 900, ['paid']],
      [
        '13:10-16:10',
        'in_progress',
        'Юлия Ершова',
        'Осветление',
        12400,
        ['debt', 'note', 'star'],
        { gap: [at('14:20'), at('15:05')] },
      ],
      ['16:30-18:00', 'confirmed', 'Дарья Котова', 'Тонирование', 4200, []],
      ['18:15-19:45', 'booked', 'Татьяна Мельник', 'Окрашивание в один тон', 5100, ['online']],
    ]),
    column(
      2,
      'Екатерина Иванова',
      'Стилист',
      64,
      '09:00-18:00',
      [
        ['09:30-10:15', 'completed', 'Сергей Попов', 'Стрижка мужская', 1500, ['paid']],
        ['10:30-11:15', 'completed', 'Игорь Власов', 'Стрижка мужская', 1500, ['repeat', 'paid']],
        ['11:30-13:00', 'completed', 'Людмила Гусева', 'Стрижка + укладка', 3600, ['debt']],
        ['13:30-14:15', 'arrived', 'Андрей Носов', 'Стрижка мужская', 1500, []],
        ['14:30-15:15', 'confirmed', 'Роман Киселёв', 'Стрижка + борода', 2300, ['repeat']],
        ['16:00-17:00', 'booked', 'Софья Панова', 'Стрижка детская', 1200, ['new']],
      ],
      {
        blocks: [{ id: 'b1', startMin: at('13:00'), endMin: at('13:30'), kind: 'break', label: 'Обед' }],
        offLabel: { atMin: at('18:00'), text: 'Смена окончена' },
      },
    ),
    column(3, 'Ольга Кузнецова', 'Маникюр', 78, '10:00-21:00', [
      ['10:00-11:30', 'completed', 'Анастасия Быкова', 'Маникюр + гель-лак', 2300, ['paid']],
      ['11:45-13:15', 'completed', 'Галина Орлова', 'Маникюр + дизайн', 2900, ['star', 'paid']],
      ['13:20-14:50', 'in_progress', 'Виктория Лапина', 'Наращивание ногтей', 4100, []],
      [
        '15:00-16:00',
        'confirmed',
        'Наталья Белова',
        'Маникюр',
        1700,
        ['star'],
        { part: { index: 2, count: 2 }, visitId: 900 },
      ],
      ['16:10-17:40', 'confirmed', 'Евгения Соболева', 'Маникюр + гель-лак', 2300, ['gift']],
      ['18:00-19:00', 'booked', 'Марина Титова', 'Снятие + маникюр', 1900, []],
      ['19:10-20:40', 'confirmed', 'Алёна Фролова', 'Маникюр + гель-лак', 2300, ['repeat']],
    ]),
    column(
      4,
      'Светлана Попова',
      'Маникюр, педикюр',
      88,
      '09:00-15:00',
      [
        ['09:00-10:30', 'completed', 'Ольга Данилова', 'Педикюр', 2800, ['paid']],
        ['10:45-12:15', 'completed', 'Кира Макарова', 'Маникюр + педикюр', 4400, ['paid']],
        ['12:30-13:30', 'completed', 'Лидия Сафонова', 'Маникюр', 1700, ['debt']],
        ['13:40-14:55', 'arrived', 'Эльвира Хасанова', 'Педикюр', 2800, ['note']],
      ],
      { offLabel: { atMin: at('15:00'), text: 'Смена окончена' } },
    ),
    column(5, 'Ирина Новикова', 'Брови, ресницы', 47, '11:00-20:00', [
      ['11:00-11:45', 'completed', 'Диана Рощина', 'Коррекция бровей', 1100, ['paid']],
      ['12:00-13:00', 'cancelled', 'Яна Крылова', 'Ламинирование', 2500, []],
      ['12:15-13:15', 'completed', 'Полина Сомова', 'Окрашивание бровей', 1600, ['paid']],
      ['13:45-15:00', 'confirmed', 'Елизавета Шарова', 'Ламинирование ресниц', 2500, ['new']],
      ['16:30-17:30', 'confirmed', 'Инна Зуева', 'Долговременная укладка бровей', 2200, ['pass']],
      ['18:00-18:45', 'booked', 'Милана Ким', 'Коррекция бровей', 1100, ['online']],
    ]),
    column(
      6,
      'Юлия Морозова',
      'Косметолог',
      69,
      '10:00-19:00',
      [
        ['10:00-11:30', 'completed', 'Тамара Ушакова', 'Чистка лица', 3900, ['paid']],
        ['11:45-12:45', 'completed', 'Раиса Дьячкова', 'Пилинг', 3200, ['pass', 'paid']],
        ['13:00-14:00', 'in_progress', 'Нина Цветкова', 'Массаж лица', 2600, ['pass']],
        ['14:15-15:45', 'confirmed', 'Регина Валеева', 'Чистка лица', 3900, ['note']],
        [
          '16:30-18:00',
          'booked',
          'Кристина Блинова',
          'Мезотерапия, консультация',
          5800,
          ['new', 'note', 'online', 'star', 'repeat'],
        ],
      ],
      { blocks: [{ id: 'b2', startMin: at('16:00'), endMin: at('16:30'), kind: 'block', label: 'Приёмка товара' }] },
    ),
    column(7, 'Дарья Волкова', 'Массаж · Кабинет 3', 55, '12:00-21:00', [
      ['12:00-13:00', 'completed', 'Олег Гордеев', 'Массаж спины', 2700, ['paid']],
      ['13:15-14:45', 'in_progress', 'Лариса Мухина', 'Антицеллюлитный массаж', 3400, []],
      ['15:00-16:30', 'confirmed', 'Павел Егоров', 'Массаж общий', 3900, ['repeat']],
      ['16:45-17:45', 'confirmed', 'Зоя Назарова', 'Массаж спины', 2700, ['gift']],
      [
        '18:15-19:30',
        'confirmed',
        'Стретчинг · группа',
        'Зал 1',
        0,
        [],
        { price: '', capacity: { taken: 6, total: 8 } },
      ],
    ]),
    column(8, 'Полина Орлова', 'Визажист', 0, '', [], {
      loadBp: null,
      muted: true,
      offLabel: { atMin: at('11:00'), text: 'Выходной\nотпуск до 22 марта' },
    }),
  ];
}

/** Start and end of the drawn day of each set. */
export const DAYS = {
  dense: { dayStartMin: 480, dayEndMin: 1320, nowMin: 860 },
  mock: { dayStartMin: 540, dayEndMin: 1260, nowMin: 820 },
} as const;
