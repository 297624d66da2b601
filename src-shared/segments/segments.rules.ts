import { type LocalDate, addDays } from '../kernel/local-date.ts';

/** What kind of value a field holds; decides which questions may be asked of it. */
export type FieldKind = 'date' | 'birthday' | 'number' | 'money' | 'choice' | 'set' | 'service' | 'flag';

/** Everything that clients may be chosen by, in the order of the menu. */
export const FIELDS = {
  lastOn: 'date',
  firstOn: 'date',
  nextOn: 'date',
  service: 'service',
  visits: 'number',
  spent: 'money',
  average: 'money',
  cadence: 'number',
  noShows: 'number',
  lateCancels: 'number',
  status: 'choice',
  category: 'choice',
  tags: 'set',
  responsible: 'choice',
  source: 'choice',
  sex: 'choice',
  age: 'number',
  birthday: 'birthday',
  createdOn: 'date',
  phone: 'flag',
  email: 'flag',
  consents: 'set',
  allergy: 'flag',
} as const satisfies Record<string, FieldKind>;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as [Field, ...Field[]];

/** The questions that each kind of field answers. */
export const OPERATORS = {
  date: ['withinLast', 'longerAgo', 'withinNext', 'between', 'known', 'unknown'],
  birthday: ['withinNext', 'months', 'known', 'unknown'],
  number: ['range', 'known', 'unknown'],
  money: ['range'],
  choice: ['anyOf', 'noneOf', 'known', 'unknown'],
  set: ['anyOf', 'allOf', 'noneOf', 'known', 'unknown'],
  service: ['done', 'doneWithin', 'notDoneFor', 'neverDone'],
  flag: ['known', 'unknown'],
} as const satisfies Record<FieldKind, readonly string[]>;

/** Figures that every client has: asking whether they are known makes no sense. */
const ALWAYS_KNOWN: readonly Field[] = ['visits', 'noShows', 'lateCancels', 'createdOn'];
/** What lies ahead, and what lies behind. */
const ONLY_AHEAD: readonly Field[] = ['nextOn'];

/** Days of a relative date; ten years. */
export const MOST_DAYS = 3660;
/** Groups may stand in each other this deep, and hold so many questions in all. */
export const MOST_LEVELS = 3;
export const MOST_CONDITIONS = 40;

export type Value = number | string;

/** The question itself, whatever field it is asked of. */
export type Question =
  | { readonly op: 'withinLast' | 'longerAgo' | 'withinNext'; readonly days: number }
  | { readonly op: 'between'; readonly from: LocalDate | null; readonly to: LocalDate | null }
  | { readonly op: 'months'; readonly months: readonly number[] }
  | { readonly op: 'range'; readonly min: number | null; readonly max: number | null }
  | { readonly op: 'anyOf' | 'allOf' | 'noneOf'; readonly values: readonly Value[] }
  | { readonly op: 'done' | 'neverDone'; readonly values: readonly Value[] }
  | { readonly op: 'doneWithin' | 'notDoneFor'; readonly values: readonly Value[]; readonly days: number }
  | { readonly op: 'known' | 'unknown' };
export type Operator = Question['op'];

/** One question about a client. Example: the last visit was longer ago than 90 days. */
export type Condition = { readonly field: Field } & Question;

/** Questions of which all must hold, or any one. An empty group lets everybody through. */
export interface Filter {
  readonly join: 'and' | 'or';
  readonly items: readonly (Condition | Filter)[];
}

export const EVERYBODY: Filter = { join: 'and', items: [] };

export function isGroup(item: Condition | Filter): item is Filter {
  return 'items' in item;
}

/** The questions that may be asked of a field, in the order of the menu. */
export function operatorsOf(field: Field): readonly Operator[] {
  return OPERATORS[FIELDS[field]].filter((op) => {
    if (op === 'known' || op === 'unknown') return !ALWAYS_KNOWN.includes(field);
    if (op === 'withinNext') return FIELDS[field] === 'birthday' || ONLY_AHEAD.includes(field);
    if (op === 'withinLast' || op === 'longerAgo') return !ONLY_AHEAD.includes(field);
    return true;
  });
}

/** How many questions stand in a filter, groups and all. */
export function countConditions(filter: Filter): number {
  return filter.items.reduce((sum, item) => sum + (isGroup(item) ? countConditions(item) : 1), 0);
}

/**
 * Why a filter cannot be asked; null when it can.
 *
 * The shape is checked by the contract before; this is about what fits together.
 */
export function filterFault(filter: Filter, level = 1): 'TOO_DEEP' | 'TOO_LONG' | 'WRONG_QUESTION' | null {
  if (level > MOST_LEVELS) return 'TOO_DEEP';
  if (level === 1 && countConditions(filter) > MOST_CONDITIONS) return 'TOO_LONG';
  for (const item of filter.items) {
    if (isGroup(item)) {
      const fault = filterFault(item, level + 1);
      if (fault) return fault;
    } else if (!operatorsOf(item.field).includes(item.op) || !isComplete(item)) {
      return 'WRONG_QUESTION';
    }
  }
  return null;
}

/** Whether a question has everything that it asks about; a half-filled one is not asked yet. */
export function isComplete(question: Question): boolean {
  switch (question.op) {
    case 'between':
      return (question.from ?? question.to) !== null && (question.from ?? '') <= (question.to ?? '9999');
    case 'range': {
      const { min, max } = question;
      return (min ?? max) !== null && (min ?? -Infinity) <= (max ?? Infinity);
    }
    case 'months':
      return question.months.length > 0;
    case 'anyOf':
    case 'allOf':
    case 'noneOf':
    case 'done':
    case 'neverDone':
    case 'doneWithin':
    case 'notDoneFor':
      return question.values.length > 0;
    default:
      return true;
  }
}

/** The filter without what is not filled in yet and without empty groups. */
export function completeFilter(filter: Filter): Filter {
  const items = filter.items.flatMap((item): (Condition | Filter)[] => {
    if (!isGroup(item)) return isComplete(item) ? [item] : [];
    const inner = completeFilter(item);
    return inner.items.length > 0 ? [inner] : [];
  });
  return { join: filter.join, items };
}

/** Days from and to, both ends included; null = open. */
export interface DateRange {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/**
 * The days that a question about a date asks for, ends included.
 *
 * Example: `withinLast` 90 on 12 March 2026 is 12 December 2025 to 12 March 2026; `longerAgo` 90 ends on 11 December.
 */
export function dateRange(
  question: Extract<Question, { op: 'withinLast' | 'longerAgo' | 'withinNext' | 'between' }>,
  today: LocalDate,
): DateRange {
  switch (question.op) {
    case 'withinLast':
      return { from: addDays(today, -question.days), to: today };
    case 'longerAgo':
      return { from: null, to: addDays(today, -question.days - 1) };
    case 'withinNext':
      return { from: today, to: addDays(today, question.days) };
    case 'between':
      return { from: question.from, to: question.to };
  }
}

/** Days of the year, 'MM-DD', ends included; `wraps` when New Year lies inside. */
export interface YearRange {
  readonly from: string;
  readonly to: string;
  readonly wraps: boolean;
}

/**
 * The days of the year from today to so many days ahead; null = the whole year.
 *
 * Who was born on 29 February has the birthday on the 28th in other years.
 */
export function yearRange(today: LocalDate, days: number): YearRange | null {
  if (days >= 365) return null;
  const last = addDays(today, days);
  const to = last.slice(5) === '02-28' && addDays(last, 1).endsWith('03-01') ? '02-29' : last.slice(5);
  return { from: today.slice(5), to, wraps: last.slice(0, 4) !== today.slice(0, 4) };
}

/** The birthdays of those who are so old today: from and to, ends included; null = open. */
export function bornRange(min: number | null, max: number | null, today: LocalDate): DateRange {
  const year = Number(today.slice(0, 4));
  const on = (age: number): string => `${String(year - age).padStart(4, '0')}${today.slice(4)}`;
  // Nobody is younger than nought: a birthday in the future is a mistake, and has no age.
  return { from: max === null ? null : `${on(max + 1)}~`, to: on(Math.max(0, min ?? 0)) };
}

/** Full years on a day; null without a birthday, or before it. */
export function ageOn(birthday: LocalDate | null, today: LocalDate): number | null {
  if (birthday === null || birthday > today) return null;
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4));
  return today.slice(5) < birthday.slice(5) ? years - 1 : years;
}

/** Average check (R2), half up; 0 without a check of which something is left. Minor units. */
export function averageMinor(spentMinor: number, checks: number): number {
  return checks > 0 ? Math.floor((spentMinor * 2 + checks) / (checks * 2)) : 0;
}

/** What is known of a client to decide a filter by; '' and null = unknown. */
export interface ClientFacts {
  readonly firstOn: string;
  readonly lastOn: string;
  readonly nextOn: string;
  readonly createdOn: LocalDate;
  readonly birthday: LocalDate | null;
  readonly visits: number;
  readonly noShows: number;
  readonly lateCancels: number;
  readonly spentMinor: number;
  /** Checks with something left of them, and completed visits without one (R2). */
  readonly checks: number;
  readonly cadenceDays: number | null;
  readonly status: string;
  readonly categoryId: number | null;
  readonly responsibleId: number | null;
  readonly source: string | null;
  readonly sex: string | null;
  readonly tagIds: readonly number[];
  /** Purposes that are agreed to and not withdrawn. */
  readonly consents: readonly string[];
  /** The last time of each service. */
  readonly services: readonly { readonly serviceId: number; readonly lastOn: LocalDate }[];
  readonly hasPhone: boolean;
  readonly hasEmail: boolean;
  readonly hasAllergy: boolean;
}

/** Decides a filter for one client: what the database decides for all of them at once (a property test compares). */
export function matches(filter: Filter, facts: ClientFacts, today: LocalDate): boolean {
  if (filter.items.length === 0) return true;
  const holds = (item: Condition | Filter): boolean =>
    isGroup(item) ? matches(item, facts, today) : answers(item, facts, today);
  return filter.join === 'and' ? filter.items.every(holds) : filter.items.some(holds);
}

function answers(condition: Condition, facts: ClientFacts, today: LocalDate): boolean {
  switch (condition.op) {
    case 'known':
      return isKnown(condition.field, facts);
    case 'unknown':
      return !isKnown(condition.field, facts);
    case 'withinLast':
    case 'longerAgo':
    case 'withinNext':
    case 'between': {
      if (condition.field === 'birthday') {
        return condition.op === 'withinNext' && isInYear(facts.birthday, yearRange(today, condition.days));
      }
      const date = dateOf(condition.field, facts);
      const { from, to } = dateRange(condition, today);
      return date !== '' && (from === null || date >= from) && (to === null || date <= to);
    }
    case 'months':
      return facts.birthday !== null && condition.months.includes(Number(facts.birthday.slice(5, 7)));
    case 'range': {
      const value = numberOf(condition.field, facts, today);
      const { min, max } = condition;
      return value !== null && (min === null || value >= min) && (max === null || value <= max);
    }
    case 'anyOf':
      return valuesOf(condition.field, facts).some((value) => condition.values.includes(value));
    case 'noneOf':
      return !valuesOf(condition.field, facts).some((value) => condition.values.includes(value));
    case 'allOf': {
      const values = valuesOf(condition.field, facts);
      return condition.values.every((value) => values.includes(value));
    }
    case 'done':
      return lastOf(condition.values, facts) !== null;
    case 'neverDone':
      return lastOf(condition.values, facts) === null;
    case 'doneWithin': {
      const last = lastOf(condition.values, facts);
      return last !== null && last >= addDays(today, -condition.days);
    }
    case 'notDoneFor': {
      const last = lastOf(condition.values, facts);
      return last !== null && last < addDays(today, -condition.days);
    }
  }
}

function isInYear(birthday: LocalDate | null, range: YearRange | null): boolean {
  if (birthday === null) return false;
  if (!range) return true;
  const day = birthday.slice(5);
  return range.wraps ? day >= range.from || day <= range.to : day >= range.from && day <= range.to;
}

function lastOf(values: readonly Value[], { services }: ClientFacts): LocalDate | null {
  const dates = services.filter(({ serviceId }) => values.includes(serviceId)).map(({ lastOn }) => lastOn);
  return dates.toSorted().at(-1) ?? null;
}

function dateOf(field: Field, facts: ClientFacts): string {
  switch (field) {
    case 'firstOn':
    case 'lastOn':
    case 'nextOn':
    case 'createdOn':
      return facts[field];
    default:
      return '';
  }
}

function numberOf(field: Field, facts: ClientFacts, today: LocalDate): number | null {
  switch (field) {
    case 'visits':
    case 'noShows':
    case 'lateCancels':
      return facts[field];
    case 'spent':
      return facts.spentMinor;
    case 'average':
      return averageMinor(facts.spentMinor, facts.checks);
    case 'cadence':
      return facts.cadenceDays;
    case 'age':
      return ageOn(facts.birthday, today);
    default:
      return null;
  }
}

function valuesOf(field: Field, facts: ClientFacts): readonly Value[] {
  const one = (value: Value | null): Value[] => (value === null || value === '' ? [] : [value]);
  switch (field) {
    case 'status':
    case 'source':
    case 'sex':
      return one(facts[field]);
    case 'category':
      return one(facts.categoryId);
    case 'responsible':
      return one(facts.responsibleId);
    case 'tags':
      return facts.tagIds;
    case 'consents':
      return facts.consents;
    default:
      return [];
  }
}

function isKnown(field: Field, facts: ClientFacts): boolean {
  switch (field) {
    case 'phone':
      return facts.hasPhone;
    case 'email':
      return facts.hasEmail;
    case 'allergy':
      return facts.hasAllergy;
    case 'birthday':
    case 'age':
      return facts.birthday !== null;
    case 'cadence':
      return facts.cadenceDays !== null;
    case 'firstOn':
    case 'lastOn':
    case 'nextOn':
      return facts[field] !== '';
    default:
      return valuesOf(field, facts).length > 0;
  }
}
