import type { LineKind } from '../checkout/pricing.rules.ts';
import { type LocalDate, addDays, addMonths, isoWeekday } from '../kernel/local-date.ts';

/** What of a check a promotion or coupon is about. */
export const SCOPES = ['all', 'services', 'products', 'chosen'] as const;
export type Scope = (typeof SCOPES)[number];

/** When, of what and for whom a promotion or coupon counts (P5, P8). An empty list asks nothing. */
export interface Conditions {
  /** ISO days of the week: 1 = Monday. */
  readonly weekdays: readonly number[];
  /** The line begins at or after this minute, and before that one. */
  readonly fromMin: number | null;
  readonly toMin: number | null;
  readonly scope: Scope;
  readonly serviceIds: readonly number[];
  readonly categoryIds: readonly number[];
  readonly productIds: readonly number[];
  readonly productCategoryIds: readonly number[];
  readonly clientCategoryIds: readonly number[];
  readonly segmentId: number | null;
  /** Only for a client who has not been here yet. */
  readonly isNewOnly: boolean;
  /** Only around the birthday: so many days before and after. */
  readonly birthday: { readonly daysBefore: number; readonly daysAfter: number } | null;
}

/** Conditions that ask nothing. */
export const EVERY_CHECK: Conditions = {
  weekdays: [],
  fromMin: null,
  toMin: null,
  scope: 'all',
  serviceIds: [],
  categoryIds: [],
  productIds: [],
  productCategoryIds: [],
  clientCategoryIds: [],
  segmentId: null,
  isNewOnly: false,
  birthday: null,
};

/** A line as conditions look at it. */
export interface ConditionLine {
  readonly kind: LineKind;
  readonly serviceId: number | null;
  /** The category of the service and all above it. */
  readonly categoryIds: readonly number[];
  readonly productId: number | null;
  readonly productCategoryId: number | null;
  readonly startMin: number | null;
}

/** The client as conditions look at them; null = nobody in particular. */
export interface ConditionClient {
  readonly categoryId: number | null;
  readonly birthday: LocalDate | null;
  readonly isNew: boolean;
  readonly segmentIds: ReadonlySet<number>;
}

/** Whether a day lies between two days, both included; an open end asks nothing. */
export function isWithin(onDate: LocalDate, from: LocalDate | null, to: LocalDate | null): boolean {
  return (from === null || from <= onDate) && (to === null || onDate <= to);
}

/**
 * Whether a line is one that conditions are about (P5): services and goods only, and of them those that are named.
 *
 * @param nowMin the minute that counts for a line without a time of its own
 */
export function lineFits(conditions: Conditions, line: ConditionLine, nowMin: number): boolean {
  if (line.kind !== 'service' && line.kind !== 'product') return false;
  const startMin = line.startMin ?? nowMin;
  if (conditions.fromMin !== null && startMin < conditions.fromMin) return false;
  if (conditions.toMin !== null && startMin >= conditions.toMin) return false;
  switch (conditions.scope) {
    case 'all':
      return true;
    case 'services':
      return line.kind === 'service';
    case 'products':
      return line.kind === 'product';
    case 'chosen':
      return line.kind === 'service'
        ? has(conditions.serviceIds, line.serviceId) ||
            line.categoryIds.some((id) => conditions.categoryIds.includes(id))
        : has(conditions.productIds, line.productId) || has(conditions.productCategoryIds, line.productCategoryId);
  }
}

/** What of a check's day or client conditions do not take. */
export type CheckMisfit = 'OtherDay' | 'NeedsClient' | 'OtherCategory' | 'OtherSegment' | 'NotNew' | 'NotBirthday';

/** Why a check of a day and a client is not one that conditions are about; null when it is (P5). */
export function checkMisfit(
  conditions: Conditions,
  onDate: LocalDate,
  client: ConditionClient | null,
): CheckMisfit | null {
  if (conditions.weekdays.length > 0 && !conditions.weekdays.includes(isoWeekday(onDate))) return 'OtherDay';
  if (!asksForClient(conditions)) return null;
  if (!client) return 'NeedsClient';
  const { clientCategoryIds, segmentId, birthday } = conditions;
  if (clientCategoryIds.length > 0 && !has(clientCategoryIds, client.categoryId)) return 'OtherCategory';
  if (segmentId !== null && !client.segmentIds.has(segmentId)) return 'OtherSegment';
  if (conditions.isNewOnly && !client.isNew) return 'NotNew';
  return birthday === null || isNearBirthday(client.birthday, onDate, birthday) ? null : 'NotBirthday';
}

/** Whether a check of a day and a client is one that conditions are about (P5). */
export function checkFits(conditions: Conditions, onDate: LocalDate, client: ConditionClient | null): boolean {
  return checkMisfit(conditions, onDate, client) === null;
}

/** Whether conditions can only be met by a client who is known. */
export function asksForClient(conditions: Conditions): boolean {
  const { clientCategoryIds, segmentId, isNewOnly, birthday } = conditions;
  return clientCategoryIds.length > 0 || segmentId !== null || isNewOnly || birthday !== null;
}

/**
 * Whether a day is near somebody's birthday, also across New Year.
 *
 * Who was born on 29 February has the birthday on the 28th in other years.
 */
export function isNearBirthday(
  birthday: LocalDate | null,
  onDate: LocalDate,
  days: { readonly daysBefore: number; readonly daysAfter: number },
): boolean {
  if (birthday === null) return false;
  const years = Number(onDate.slice(0, 4)) - Number(birthday.slice(0, 4));
  return [years - 1, years, years + 1].some((age) => {
    if (age < 0) return false;
    const day = addMonths(birthday, age * 12, 'clamp');
    return isWithin(onDate, addDays(day, -days.daysBefore), addDays(day, days.daysAfter));
  });
}

function has(ids: readonly number[], id: number | null): boolean {
  return id !== null && ids.includes(id);
}
