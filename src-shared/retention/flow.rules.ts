import { type LocalDate, addDays, daysBetween } from '../kernel/local-date.ts';

/** A completed visit of an identified client: the day, and the master of its first line. */
export interface FlowVisit {
  readonly clientId: number;
  readonly localDate: LocalDate;
  readonly staffId: number;
}

export interface FlowAsk {
  /** Period, both days included. */
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly today: LocalDate;
  /** Days without a visit after which a client is lost (R4). */
  readonly lossDays: number;
  /** Whether a client had come before the first visit that was read. */
  cameBefore(clientId: number): boolean;
}

/** What a client was in a period; `kept` and `base` belong to the retention (R5). */
export const FLOW_KINDS = ['fresh', 'returning', 'reactivated', 'left', 'base', 'kept'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** A client counted once: under the master of the visit that tells it, on the day that tells it. */
export interface FlowMark {
  readonly kind: FlowKind;
  readonly clientId: number;
  readonly staffId: number;
  readonly localDate: LocalDate;
}

/** The first day whose visits {@link flowMarks} needs. */
export function flowReadsFrom(fromDate: LocalDate, lossDays: number): LocalDate {
  return addDays(fromDate, -lossDays - 1);
}

/**
 * Who came and who left in a period (R4, R5).
 *
 * `fresh`: the first visit ever is in the period. `returning`: a visit in it and one before it; `reactivated` beside it when
 * the gap before the first visit of the period is longer than `lossDays`. `left`: a visit with none in the `lossDays` after
 * it, on the day after those, which is in the period and not after today; a client may leave more than once. `base`: came in
 * the `lossDays` before the period; `kept`: those of them who came in it. A client may be lost and reactivated on one day.
 *
 * @param visits completed visits from {@link flowReadsFrom} to the end of the period, in any order
 */
export function flowMarks(visits: readonly FlowVisit[], ask: FlowAsk): FlowMark[] {
  const { fromDate, toDate, today, lossDays } = ask;
  const marks: FlowMark[] = [];
  const baseFrom = addDays(fromDate, -lossDays);
  for (const [clientId, list] of Map.groupBy(visits, (visit) => visit.clientId)) {
    const own = list.toSorted((a, b) => (a.localDate < b.localDate ? -1 : a.localDate > b.localDate ? 1 : 0));
    const mark = (kind: FlowKind, staffId: number, localDate: LocalDate): void => {
      marks.push({ kind, clientId, staffId, localDate });
    };
    const at = own.findIndex(({ localDate }) => localDate >= fromDate && localDate <= toDate);
    const first = own[at];
    const before = at > 0 ? own[at - 1] : at < 0 ? own.findLast(({ localDate }) => localDate < fromDate) : undefined;
    if (first) {
      const hadVisit = before !== undefined || ask.cameBefore(clientId);
      mark(hadVisit ? 'returning' : 'fresh', first.staffId, first.localDate);
      // Nothing was read of the time before: the gap is longer than what was read.
      const isLong = before === undefined || daysBetween(before.localDate, first.localDate) > lossDays;
      if (hadVisit && isLong) mark('reactivated', first.staffId, first.localDate);
    }
    if (before && before.localDate >= baseFrom) {
      mark('base', before.staffId, before.localDate);
      if (first) mark('kept', before.staffId, first.localDate);
    }
    own.forEach(({ localDate, staffId }, index) => {
      const lostOn = addDays(localDate, lossDays + 1);
      if (lostOn < fromDate || lostOn > toDate || lostOn > today) return;
      const next = own[index + 1];
      if (!next || next.localDate >= lostOn) mark('left', staffId, lostOn);
    });
  }
  return marks;
}

/** Numbers of a group of marks. */
export interface FlowFigures {
  readonly fresh: number;
  readonly returning: number;
  readonly reactivated: number;
  readonly left: number;
  readonly base: number;
  readonly kept: number;
  /** (fresh + reactivated) / left in basis points; null when nobody left. */
  readonly ratioBp: number | null;
  /** kept / base in basis points (R5); null when nobody could be kept. */
  readonly retentionBp: number | null;
}

/** Counts marks: each client once a kind. */
export function flowFigures(marks: readonly FlowMark[]): FlowFigures {
  const count = (kind: FlowKind): number =>
    new Set(marks.filter((mark) => mark.kind === kind).map(({ clientId }) => clientId)).size;
  const [fresh, returning, reactivated, left, base, kept] = FLOW_KINDS.map(count) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    fresh,
    returning,
    reactivated,
    left,
    base,
    kept,
    ratioBp: shareBp(fresh + reactivated, left),
    retentionBp: shareBp(kept, base),
  };
}

/** A share in basis points, half up; null of nothing. */
function shareBp(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 20_000 + whole) / (2 * whole));
}
