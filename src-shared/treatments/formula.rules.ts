import { formatDecimal } from '../kernel/decimal-text.ts';
import { roundHalfAway } from '../kernel/money.ts';

/** One dye or other product of a bowl. Weights are milligrams: the milli-unit of a gram. */
export interface FormulaPart {
  readonly brand: string;
  /** Product line of the brand. */
  readonly line: string;
  readonly shade: string;
  readonly gramsMilli: number;
}

/** One mixed bowl of a colour formula. */
export interface Bowl {
  /** What it is for: roots, lengths, toner. Empty for an only one. */
  readonly title: string;
  readonly parts: readonly FormulaPart[];
  /** Empty without a developer. */
  readonly developer: string;
  /** Strength of the developer, basis points: 6 % = 600. */
  readonly developerBp: number | null;
  /** Weight of developer to one of dye, thousandths: 1:1,5 = 1500. Null without a developer. */
  readonly ratioMilli: number | null;
  /** Depth of colour before and after, tenths of a level: 7,5 = 75. */
  readonly baseLevelTenths: number | null;
  readonly targetLevelTenths: number | null;
  readonly minutes: number | null;
}

/** Weights are rounded to half a gram: what a salon's scale shows. */
export const STEP_MILLI = 500;
/** How long after the service, and after its first version, a formula may be corrected by whoever wrote it. */
export const FREE_EDIT_MS = 24 * 60 * 60 * 1000;

/** Weight of the dyes of a bowl, milligrams. */
export function dyeMilli({ parts }: Bowl): number {
  return parts.reduce((sum, { gramsMilli }) => sum + gramsMilli, 0);
}

/** Weight of the developer: dyes times ratio, to half a gram; 0 without a ratio. Example: 45 g at 1:1,5 = 67,5 g. */
export function developerMilli(bowl: Bowl): number {
  return bowl.ratioMilli === null ? 0 : toStep(dyeMilli(bowl), bowl.ratioMilli, 1000);
}

/** Weight of everything in the bowls, milligrams. */
export function totalMilli(bowls: readonly Bowl[]): number {
  return bowls.reduce((sum, bowl) => sum + dyeMilli(bowl) + developerMilli(bowl), 0);
}

/**
 * The bowls for another amount: each dye times numerator / denominator, to half a gram, at least half a gram.
 *
 * The ratio stays, so the developer follows the dyes. A dye of nothing stays nothing. Example: 30 g + 15 g times 2/3 =
 * 20 g + 10 g.
 */
export function scaleBowls(bowls: readonly Bowl[], numerator: number, denominator: number): Bowl[] {
  return bowls.map((bowl) => ({
    ...bowl,
    parts: bowl.parts.map((part) => ({
      ...part,
      gramsMilli: part.gramsMilli === 0 ? 0 : Math.max(STEP_MILLI, toStep(part.gramsMilli, numerator, denominator)),
    })),
  }));
}

/** The bowls made to a whole weight, dyes and developer together; they stay when there is nothing to weigh. */
export function scaleTo(bowls: readonly Bowl[], wantedMilli: number): Bowl[] {
  const total = totalMilli(bowls);
  return total === 0 ? [...bowls] : scaleBowls(bowls, wantedMilli, total);
}

function toStep(valueMilli: number, numerator: number, denominator: number): number {
  const steps = roundHalfAway(BigInt(valueMilli) * BigInt(numerator), BigInt(denominator) * BigInt(STEP_MILLI));
  return Number(steps) * STEP_MILLI;
}

/** A dye by its name: `Wella Koleston 7/1`. */
export function partName({ brand, line, shade }: Omit<FormulaPart, 'gramsMilli'>): string {
  return [brand, line, shade].filter(Boolean).join(' ');
}

/** A bowl in one line: `7/1 30 г + 7/0 15 г + Welloxon 6 % 67,5 г (1:1,5), 35 мин`. Units are those of the language. */
export function bowlText(
  bowl: Bowl,
  units: { readonly gram: string; readonly minute: string },
  locale: string,
): string {
  const grams = (milli: number): string =>
    `${formatDecimal(milli, -3, locale, { maximumFractionDigits: 1 })}\u00A0${units.gram}`;
  const number = (value: number, exponent: number): string => formatDecimal(value, exponent, locale, {});
  const parts = bowl.parts.map((part) => `${partName(part)} ${grams(part.gramsMilli)}`);
  if (bowl.ratioMilli !== null || bowl.developer !== '') {
    const strength = bowl.developerBp === null ? '' : ` ${number(bowl.developerBp, -2)}\u00A0%`;
    const ratio = bowl.ratioMilli === null ? '' : ` ${grams(developerMilli(bowl))} (1:${number(bowl.ratioMilli, -3)})`;
    parts.push(`${bowl.developer}${strength}${ratio}`.trim());
  }
  const levels =
    bowl.baseLevelTenths === null && bowl.targetLevelTenths === null
      ? ''
      : `${bowl.baseLevelTenths === null ? '?' : number(bowl.baseLevelTenths, -1)}→${bowl.targetLevelTenths === null ? '?' : number(bowl.targetLevelTenths, -1)}`;
  const rest = [levels, bowl.minutes === null ? '' : `${bowl.minutes}\u00A0${units.minute}`].filter(Boolean);
  return [parts.join(' + '), ...rest].filter(Boolean).join(', ');
}

/** What a bowl says in each field, for comparing two versions. */
export type BowlField =
  | 'developer'
  | 'developerBp'
  | 'ratioMilli'
  | 'baseLevelTenths'
  | 'targetLevelTenths'
  | 'minutes';
const BOWL_FIELDS: readonly BowlField[] = [
  'developer',
  'developerBp',
  'ratioMilli',
  'baseLevelTenths',
  'targetLevelTenths',
  'minutes',
];

/** One difference between two versions of a formula. `null` on one side: it is not there. */
export type FormulaDifference =
  | { readonly kind: 'bowl'; readonly title: string; readonly before: Bowl | null; readonly after: Bowl | null }
  | {
      readonly kind: 'part';
      readonly title: string;
      readonly name: string;
      readonly beforeMilli: number | null;
      readonly afterMilli: number | null;
    }
  | {
      readonly kind: 'field';
      readonly title: string;
      readonly field: BowlField;
      readonly before: string | number | null;
      readonly after: string | number | null;
    };

/**
 * What the second formula says otherwise than the first, bowl by bowl in order.
 *
 * Dyes are told by brand, line and shade whatever their order; a bowl that one of them lacks is one difference.
 */
export function compareBowls(before: readonly Bowl[], after: readonly Bowl[]): FormulaDifference[] {
  const found: FormulaDifference[] = [];
  const count = Math.max(before.length, after.length);
  for (let index = 0; index < count; index++) {
    const was = before[index];
    const is = after[index];
    const title = is?.title || was?.title || '';
    if (!was || !is) {
      found.push({ kind: 'bowl', title, before: was ?? null, after: is ?? null });
      continue;
    }
    const [old, fresh] = [weights(was), weights(is)];
    for (const name of new Set([...old.keys(), ...fresh.keys()])) {
      const beforeMilli = old.get(name) ?? null;
      const afterMilli = fresh.get(name) ?? null;
      if (beforeMilli !== afterMilli) found.push({ kind: 'part', title, name, beforeMilli, afterMilli });
    }
    for (const field of BOWL_FIELDS) {
      if (was[field] !== is[field]) found.push({ kind: 'field', title, field, before: was[field], after: is[field] });
    }
  }
  return found;
}

function weights({ parts }: Bowl): Map<string, number> {
  const byName = new Map<string, number>();
  for (const part of parts) byName.set(partName(part), (byName.get(partName(part)) ?? 0) + part.gramsMilli);
  return byName;
}

/**
 * Until when a formula may be corrected without a special right: a day after the service and after its first version.
 *
 * Instants in UTC milliseconds; `firstAtMs` null while there is no version.
 */
export function freeUntilMs(serviceEndMs: number, firstAtMs: number | null): number {
  return Math.max(serviceEndMs, firstAtMs ?? serviceEndMs) + FREE_EDIT_MS;
}

/** Whether a version was written later than a day after the service: the record says so. */
export function isLateVersion(serviceEndMs: number, writtenAtMs: number): boolean {
  return writtenAtMs > serviceEndMs + FREE_EDIT_MS;
}
