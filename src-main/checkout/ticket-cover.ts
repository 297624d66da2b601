import { type LineKind, splitCovered } from '../../src-shared/checkout/pricing.rules.ts';
import type { TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import type { Hindrance, MembershipCover, MembershipPoolCover } from './neighbours.ts';
import type { OpenLine } from './ticket-lines.ts';
import type { TicketProblem } from './ticket-pricing.ts';

/** Units that lines of a check have not taken yet, by pool and by membership. */
interface UnitsLeft {
  readonly pools: Map<MembershipPoolCover, number | null>;
  readonly members: Map<MembershipCover, number | null>;
}

/** A membership with the pool that pays a line. */
interface Cover extends MembershipCover {
  readonly of: MembershipCover;
  readonly pool: MembershipPoolCover;
}

/** A line after coverage (P3): its terms but for the discounts of the check. */
export interface SplitLine {
  readonly line: OpenLine;
  readonly terms: {
    readonly key: string;
    readonly kind: LineKind;
    readonly quantityMilli: number;
    readonly priceMinor: number;
    readonly isCovered: boolean;
    readonly noDiscount: boolean;
    readonly noBonus: boolean;
    readonly minPriceMinor: number | null;
    readonly discountCapBp: number | null;
    readonly bundle: { readonly id: number; readonly differenceMinor: number; readonly isCombinable: boolean } | null;
    readonly manual: NonNullable<TicketLine['manual']>['off'] | null;
  };
  readonly cover: Cover | null;
}

/**
 * P3: what memberships pay is split off, the one whose last day comes first before the others.
 *
 * A line that says nothing of a membership is proposed one that may be used; one that names a membership gets it or a problem.
 * Each pool pays as many units as it has (T8), one of the family as many as they may take.
 */
export function coverLines(
  lines: readonly OpenLine[],
  covers: readonly MembershipCover[],
  problems: TicketProblem[],
): SplitLine[] {
  const left: UnitsLeft = {
    pools: new Map(covers.flatMap(({ pools }) => pools.map((pool) => [pool, pool.unitsLeft]))),
    members: new Map(covers.map((cover) => [cover, cover.memberUnitsLeft])),
  };
  return lines.flatMap((line) => {
    const cover = coverOf(line, covers, left, problems);
    const units = cover && unitsOf(cover.of, cover.pool, left);
    const { covered, rest } = splitCovered(line, cover ? units : 0);
    if (cover) take(cover, covered.length, left);
    return [...covered.map((part) => splitLine(part, cover)), ...(rest ? [splitLine(rest, null)] : [])];
  });
}

function unitsOf(cover: MembershipCover, pool: MembershipPoolCover, { pools, members }: UnitsLeft): number | null {
  const [ofPool, ofMember] = [pools.get(pool) ?? null, members.get(cover) ?? null];
  if (ofPool === null || ofMember === null) return ofPool ?? ofMember;
  return Math.min(ofPool, ofMember);
}

function take({ of, pool }: Cover, count: number, { pools, members }: UnitsLeft): void {
  const [ofPool, ofMember] = [pools.get(pool) ?? null, members.get(of) ?? null];
  if (ofPool !== null) pools.set(pool, ofPool - count);
  if (ofMember !== null) members.set(of, ofMember - count);
}

function coverOf(
  line: OpenLine,
  covers: readonly MembershipCover[],
  left: UnitsLeft,
  problems: TicketProblem[],
): Cover | null {
  const { input, serviceId } = line;
  const wanted = input.coveredById;
  if (serviceId === null || wanted === null) return null;
  if (wanted === undefined && (line.bundle !== null || line.choice === 'manual')) return null;
  const fitting = covers
    .filter(({ membershipId }) => wanted === undefined || membershipId === wanted)
    .flatMap((of) => of.pools.map((pool): Cover => ({ ...of, of, pool })))
    .filter(({ pool }) => pool.serviceIds.includes(serviceId) && left.pools.get(pool) !== 0);
  const usable = fitting.find(({ of, pool, hindrance }) => hindrance === null && unitsOf(of, pool, left) !== 0);
  if (usable) return usable;
  const data = { title: line.title };
  const hindered = fitting.find(({ hindrance }) => hindrance !== null);
  if (hindered?.hindrance) {
    const { hindrance, title } = hindered;
    const more = { ...hindrance.data, ...data, membership: title };
    problems.push(problemOf({ code: hindrance.code, data: more }, line.key, wanted !== undefined));
  } else if (wanted !== undefined) {
    problems.push({ code: 'MEMBERSHIP_NOT_COVERED', lineKey: line.key, isBlocking: true, data });
  }
  return null;
}

function splitLine(line: OpenLine, cover: Cover | null): SplitLine {
  const { noDiscount, noBonus, minPriceMinor, discountCapBp } = line.flags;
  return {
    line,
    cover,
    terms: {
      key: line.key,
      kind: line.kind,
      quantityMilli: line.quantityMilli,
      priceMinor: line.priceMinor,
      isCovered: cover !== null,
      noDiscount,
      noBonus,
      minPriceMinor,
      discountCapBp,
      bundle: line.bundle && { ...line.bundle, isCombinable: false },
      manual: line.input.manual?.off ?? null,
    },
  };
}

/** A hindrance of a neighbour as a problem of the check. */
export function problemOf({ code, data }: Hindrance, lineKey: string | null, isBlocking: boolean): TicketProblem {
  const copy = Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]);
  return { code, lineKey, isBlocking, data: Object.fromEntries(copy) as TicketProblem['data'] };
}
