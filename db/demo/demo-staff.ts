import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import type { DemoSkill } from './demo-catalogue.data.ts';
import { FEMALE_NAMES, SURNAMES, femaleSurname } from './demo-names.data.ts';

/** How a master works: 2/2 with the place of today in the cycle, or fixed weekdays off. */
export type DemoShift =
  | { readonly kind: 'cycle'; readonly todayIndex: 0 | 1; readonly work: Interval; readonly lunch: Interval | null }
  | { readonly kind: 'weekly'; readonly daysOff: 1 | 2; readonly work: Interval; readonly lunch: Interval | null };

export interface DemoMaster {
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly level: 'Топ-мастер' | 'Ведущий мастер' | 'Мастер';
  readonly colour: string;
  readonly skills: readonly DemoSkill[];
  /** Index in the list of rooms. */
  readonly room: number;
  readonly shift: DemoShift;
  /** Own prices against the price list, in percent. */
  readonly pricePercent: number;
  /** Days before today on which they began; null = at the salon since before the history begins. */
  readonly hiredDaysAgo: number | null;
  /** How full their day of today is, 0..1. */
  readonly todayLoad: number;
}

export interface DemoRoom {
  readonly name: string;
  readonly capacity: number;
}

/** A chair for each master and one more for each client whose colour is taking. */
export const SALON_ROOMS: readonly DemoRoom[] = [
  { name: 'Парикмахерский зал', capacity: 6 },
  { name: 'Ногтевая студия', capacity: 3 },
  { name: 'Кабинет эстетики', capacity: 3 },
];

const hour = (from: number, to: number): Interval => [Math.round(from * 60), Math.round(to * 60)];

/** The eight masters of the demo salon. */
export const SALON_MASTERS: readonly DemoMaster[] = [
  {
    firstName: 'Анна',
    lastName: 'Соколова',
    jobTitle: 'Топ-стилист',
    level: 'Топ-мастер',
    colour: 'green',
    skills: ['women', 'styling', 'care'],
    room: 0,
    shift: { kind: 'cycle', todayIndex: 0, work: hour(9, 21), lunch: null },
    pricePercent: 125,
    hiredDaysAgo: null,
    todayLoad: 0.86,
  },
  {
    firstName: 'Мария',
    lastName: 'Лебедева',
    jobTitle: 'Колорист',
    level: 'Ведущий мастер',
    colour: 'grape',
    skills: ['colour', 'women', 'men'],
    room: 0,
    shift: { kind: 'cycle', todayIndex: 1, work: hour(10, 21), lunch: null },
    pricePercent: 115,
    hiredDaysAgo: null,
    todayLoad: 0.95,
  },
  {
    firstName: 'Екатерина',
    lastName: 'Иванова',
    jobTitle: 'Стилист',
    level: 'Мастер',
    colour: 'blue',
    skills: ['men', 'women', 'styling', 'care'],
    room: 0,
    shift: { kind: 'weekly', daysOff: 2, work: hour(9.5, 18), lunch: hour(13, 13.5) },
    pricePercent: 100,
    hiredDaysAgo: null,
    todayLoad: 0.8,
  },
  {
    firstName: 'Ольга',
    lastName: 'Кузнецова',
    jobTitle: 'Мастер маникюра',
    level: 'Ведущий мастер',
    colour: 'orange',
    skills: ['manicure'],
    room: 1,
    shift: { kind: 'cycle', todayIndex: 1, work: hour(10, 21), lunch: hour(14.5, 15) },
    pricePercent: 110,
    hiredDaysAgo: null,
    todayLoad: 0.9,
  },
  {
    firstName: 'Светлана',
    lastName: 'Попова',
    jobTitle: 'Маникюр, педикюр',
    level: 'Мастер',
    colour: 'indigo',
    skills: ['manicure', 'pedicure'],
    room: 1,
    shift: { kind: 'weekly', daysOff: 2, work: hour(9, 16), lunch: null },
    pricePercent: 100,
    hiredDaysAgo: null,
    todayLoad: 0.92,
  },
  {
    firstName: 'Ирина',
    lastName: 'Новикова',
    jobTitle: 'Брови, ресницы',
    level: 'Мастер',
    colour: 'violet',
    skills: ['brows', 'lashes'],
    room: 2,
    shift: { kind: 'weekly', daysOff: 2, work: hour(11, 20), lunch: hour(15.5, 16) },
    pricePercent: 100,
    hiredDaysAgo: null,
    todayLoad: 0.7,
  },
  {
    firstName: 'Юлия',
    lastName: 'Морозова',
    jobTitle: 'Косметолог',
    level: 'Ведущий мастер',
    colour: 'red',
    skills: ['face'],
    room: 2,
    shift: { kind: 'weekly', daysOff: 2, work: hour(10, 19), lunch: hour(14, 14.5) },
    pricePercent: 100,
    hiredDaysAgo: 372,
    todayLoad: 0.8,
  },
  {
    firstName: 'Дарья',
    lastName: 'Волкова',
    jobTitle: 'Массажист',
    level: 'Мастер',
    colour: 'teal',
    skills: ['body'],
    room: 2,
    shift: { kind: 'cycle', todayIndex: 0, work: hour(10, 20), lunch: hour(13.5, 14) },
    pricePercent: 100,
    hiredDaysAgo: 214,
    todayLoad: 0.72,
  },
];

/** Teams of the large salon: title, skills, room, how many. */
const TEAMS: readonly (readonly [string, readonly DemoSkill[], number, number])[] = [
  ['Стилист', ['women', 'styling', 'care', 'men'], 0, 4],
  ['Парикмахер', ['men', 'women'], 1, 3],
  ['Колорист', ['colour', 'women', 'styling'], 0, 2],
  ['Мастер маникюра', ['manicure'], 2, 4],
  ['Маникюр, педикюр', ['manicure', 'pedicure'], 2, 2],
  ['Брови, ресницы', ['brows', 'lashes'], 3, 2],
  ['Косметолог', ['face', 'brows'], 4, 2],
  ['Массажист', ['body'], 5, 1],
];

export const LARGE_ROOMS: readonly DemoRoom[] = [
  { name: 'Большой зал', capacity: 12 },
  { name: 'Мужской зал', capacity: 6 },
  { name: 'Ногтевая студия', capacity: 6 },
  { name: 'Брови и ресницы', capacity: 2 },
  { name: 'Косметология', capacity: 2 },
  { name: 'Массажный кабинет', capacity: 1 },
];

const COLOURS = 'teal blue indigo violet grape pink red orange yellow lime green gray'.split(' ');

/** The twenty masters of the large salon. */
export function largeStaff(random: Random): DemoMaster[] {
  const names = random.shuffle(FEMALE_NAMES.filter(({ from }) => from >= 1968));
  const surnames = random.shuffle(SURNAMES);
  const masters: DemoMaster[] = [];
  for (const [jobTitle, skills, room, count] of TEAMS) {
    for (let index = 0; index < count; index++) {
      const at = masters.length;
      masters.push({
        firstName: names[at % names.length]?.name ?? 'Анна',
        lastName: femaleSurname(surnames[at % surnames.length] ?? 'Иванов'),
        jobTitle,
        level: index === 0 ? 'Ведущий мастер' : 'Мастер',
        colour: COLOURS[at % COLOURS.length] ?? 'teal',
        skills,
        room,
        shift: {
          kind: 'weekly',
          daysOff: 1,
          work: hour(8, 22),
          lunch: hour(13 + (at % 4) * 0.5, 13.5 + (at % 4) * 0.5),
        },
        pricePercent: index === 0 ? 110 : 100,
        hiredDaysAgo: null,
        todayLoad: 0.85,
      });
    }
  }
  return masters;
}
