import type { DemoSkill } from './demo-catalogue.data.ts';

/** Where clients heard of the salon, with weights. */
export const CLIENT_SOURCES: readonly (readonly [text: string, weight: number])[] = [
  ['Рекомендация', 34],
  ['Яндекс Карты', 17],
  ['2ГИС', 12],
  ['ВКонтакте', 11],
  ['Сайт', 8],
  ['Вывеска', 8],
  ['Telegram', 6],
  ['Акция', 4],
];

export const ALLERGIES: readonly string[] = [
  'Хна',
  'Аммиак: только безаммиачные красители',
  'Латекс',
  'Лидокаин',
  'Клей для ресниц, нужен гипоаллергенный',
  'Акрилаты (гель-лак с осторожностью)',
  'Мёд и прополис',
  'Эфирные масла цитрусовых',
  'Никель',
  'Парафенилендиамин (PPD)',
  'Орехи, в том числе масла',
  'Салициловая кислота',
];

export const CLIENT_NOTES: readonly string[] = [
  'Просит тихого мастера',
  'Кофе без сахара',
  'Чувствительная кожа головы',
  'Всегда опаздывает на 5–10 минут',
  'Предпочитает вечер после 18:00',
  'Звонить только после 11:00',
  'Лучше писать сообщением, звонки не берёт',
  'Приходит с ребёнком, нужен уголок с раскраской',
  'Не предлагать дополнительные услуги',
  'Любит место у окна',
  'Парковка: предупредить охрану',
  'Удобны утренние часы по будням',
  'Работает рядом, приходит в обед',
  'Ходит всей семьёй',
  'Нужен чек на электронную почту',
  'Предпочитает зелёный чай',
  'Низкий болевой порог',
  'Просит напоминать за два дня',
];

/** Notes on the cards of women only. */
export const WOMENS_NOTES: readonly string[] = [
  'Форма ногтей: мягкий квадрат',
  'Форма ногтей: миндаль, длина 3',
  'Постоянная клиентка с открытия',
  'Волосы окрашены в домашних условиях, уточнять историю',
  'Гель-лак только светлых оттенков',
];

/** What reception writes to a booking, whatever the service. */
export const VISIT_COMMENTS: readonly string[] = [
  'Может задержаться на 10 минут',
  'Нужно успеть до конца смены',
  'Оплата картой',
  'Просьба перезвонить за час',
  'Подарочный сертификат',
  'Консультация перед процедурой',
  'Перенос с прошлой недели',
  'Нужна квитанция',
  'Придёт на 5 минут раньше',
];

/** What reception writes to a booking of one kind of service. */
export const SKILL_COMMENTS: Partial<Record<DemoSkill, readonly string[]>> = {
  women: ['Принесёт фото желаемого результата', 'Укоротить не больше чем на 3 см', 'Готовится к торжеству'],
  men: ['Оставить длину сверху', 'Бока под машинку, 6 мм'],
  colour: ['Повторить прошлый оттенок', 'Хочет на тон светлее', 'Принесёт фото желаемого результата'],
  styling: ['Готовится к торжеству', 'Без начёса'],
  manicure: [
    'Снять чужое покрытие',
    'Французский маникюр',
    'Нужен другой цвет, чем в прошлый раз',
    'Один ноготь сломан',
  ],
  pedicure: ['Перед отпуском', 'Повторить прошлый цвет'],
  brows: ['Не делать слишком тёмными', 'Сохранить длину'],
  lashes: ['Изгиб C', 'Снять прежние'],
  face: ['Чувствительная кожа, без кислот', 'Перед торжеством'],
  body: ['Болит поясница', 'Сила средняя', 'Без масла'],
};

/** Reasons of a cancellation, as the settings offer them. */
export const CANCEL_REASONS = {
  client: ['Клиент передумал', 'Заболел клиент', 'Перенос на другой день'],
  salon: ['Заболел мастер', 'Ошибка записи'],
} as const;

export const STAFF_BLOCK_REASONS: readonly (readonly [text: string, minutes: number])[] = [
  ['Обучение', 90],
  ['Приёмка материалов', 30],
  ['Планёрка', 30],
  ['Стерилизация инструментов', 30],
];

export const ROOM_BLOCK_REASON = 'Генеральная уборка';

export const OVERRIDE_NOTES: readonly string[] = ['Подмена', 'Вышла по просьбе', 'Поменялись сменами'];

export const ABSENCE_NOTES = {
  vacation: 'Отпуск по графику',
  sick: 'Больничный',
  training: 'Семинар марки',
  other: 'К врачу',
} as const;

/** What regulars wait for; days from today, minutes of the day, minutes ago. */
export const WAITING_WISHES: readonly {
  readonly wantsMaster: boolean;
  readonly fromDay: number | null;
  readonly toDay: number | null;
  readonly weekdays: readonly number[];
  readonly fromMin: number | null;
  readonly toMin: number | null;
  readonly comment: string;
  readonly source: 'phone' | 'reception' | 'messenger';
  readonly agoMin: number;
}[] = [
  {
    wantsMaster: true,
    fromDay: 0,
    toDay: 2,
    weekdays: [],
    fromMin: 1020,
    toMin: null,
    comment: 'Может подъехать за полчаса',
    source: 'phone',
    agoMin: 2900,
  },
  {
    wantsMaster: false,
    fromDay: 0,
    toDay: 7,
    weekdays: [],
    fromMin: null,
    toMin: 900,
    comment: '',
    source: 'reception',
    agoMin: 1500,
  },
  {
    wantsMaster: true,
    fromDay: null,
    toDay: 21,
    weekdays: [6, 7],
    fromMin: null,
    toMin: null,
    comment: 'Только выходные',
    source: 'phone',
    agoMin: 1320,
  },
  {
    wantsMaster: false,
    fromDay: 0,
    toDay: 0,
    weekdays: [],
    fromMin: null,
    toMin: null,
    comment: 'Очень нужно сегодня',
    source: 'phone',
    agoMin: 95,
  },
  {
    wantsMaster: false,
    fromDay: 1,
    toDay: 4,
    weekdays: [],
    fromMin: 1080,
    toMin: null,
    comment: 'После работы',
    source: 'messenger',
    agoMin: 40,
  },
];

export const WAITING_GUEST = { name: 'Светлана', service: 'Оформление чёлки', agoMin: 7 } as const;

/** Requests that still wait for an answer: one overdue, one fresh. */
export const WAITING_REQUESTS = [
  {
    name: 'Марина Белоусова',
    digits: '79265550142',
    day: 1,
    atMin: 960,
    comment: 'Впервые у вас, посоветуйте мастера',
    source: 'web',
    agoMin: 75,
  },
  { name: 'Алина', digits: '79165550187', day: 2, atMin: 690, comment: '', source: 'messenger', agoMin: 12 },
] as const;

/** The group service of the demo salon and who leads it. */
export const GROUP_SERVICE = {
  name: 'Мастер-класс «Макияж и брови для себя»',
  category: 'Брови и ресницы',
  skills: ['brows', 'face', 'styling'],
  price: 2500,
  minutes: 60,
  capacity: 6,
} as const satisfies { readonly [key: string]: string | number | readonly string[] };
