import type { VisitStatus } from './journal.contract.ts';

/** What a step of the life cycle asks for beside being in the table (V1). */
export type StepCondition =
  /** Now is at least the start + no_show_grace. */
  | 'afterGrace'
  /** Undo of a mistake: only on the visit's own day. */
  | 'sameDay'
  /** Needs the right reopen_visit. */
  | 'reopen'
  /** The visit takes its time again, so nothing may stand there. */
  | 'freeSlot';

/**
 * The life cycle of a visit (V1): from, to, conditions. What is not listed is refused.
 *
 * A no-show freed its time (V4), so taking it back asks for a free slot like restoring a cancelled visit does.
 */
export const VISIT_STEPS: Readonly<Record<VisitStatus, Partial<Record<VisitStatus, readonly StepCondition[]>>>> = {
  booked: { confirmed: [], arrived: [], no_show: ['afterGrace'], cancelled: [] },
  confirmed: { booked: [], arrived: [], no_show: ['afterGrace'], cancelled: [] },
  arrived: { booked: ['sameDay'], in_progress: [], completed: [], cancelled: [] },
  in_progress: { arrived: ['sameDay'], completed: [] },
  completed: { in_progress: ['reopen'] },
  no_show: { booked: ['sameDay', 'freeSlot'], arrived: ['sameDay', 'freeSlot'] },
  cancelled: { booked: ['freeSlot'] },
};

/** What the conditions of a step are judged by. */
export interface StepFacts {
  readonly nowMs: number;
  /** Instant at which the visit's first line starts. */
  readonly startAtMs: number;
  readonly noShowGraceMin: number;
  /** The visit's day is today. */
  readonly isSameDay: boolean;
  /** The caller has reopen_visit. */
  readonly canReopen: boolean;
}

/** Answer of {@link canMove}. A refusal has the code to show; `freeSlot` is left to the conflict check. */
export type StepAnswer =
  | { readonly isAllowed: true; readonly needsFreeSlot: boolean }
  | {
      readonly isAllowed: false;
      readonly code: 'CONFLICT' | 'TOO_EARLY' | 'FORBIDDEN';
      readonly reason: 'step' | 'grace' | 'anotherDay' | 'reopen';
    };

/** Whether a visit may go from one status to another now (V1). Staying where it is is not a step. */
export function canMove(from: VisitStatus, to: VisitStatus, facts: StepFacts): StepAnswer {
  const conditions = VISIT_STEPS[from][to];
  if (!conditions) return { isAllowed: false, code: 'CONFLICT', reason: 'step' };
  for (const condition of conditions) {
    if (condition === 'afterGrace' && facts.nowMs < facts.startAtMs + facts.noShowGraceMin * 60_000) {
      return { isAllowed: false, code: 'TOO_EARLY', reason: 'grace' };
    }
    if (condition === 'sameDay' && !facts.isSameDay) {
      return { isAllowed: false, code: 'CONFLICT', reason: 'anotherDay' };
    }
    if (condition === 'reopen' && !facts.canReopen) {
      return { isAllowed: false, code: 'FORBIDDEN', reason: 'reopen' };
    }
  }
  return { isAllowed: true, needsFreeSlot: conditions.includes('freeSlot') };
}

/** The statuses that a person may choose now, in the order of the table; `cancelled` has its own form. */
export function nextStatuses(from: VisitStatus, facts: StepFacts): VisitStatus[] {
  return (Object.keys(VISIT_STEPS[from]) as VisitStatus[]).filter((to) => canMove(from, to, facts).isAllowed);
}

/** Whether a cancellation is late (V1): less than `lateCancelHours` before the start. */
export function isLateCancel(nowMs: number, startAtMs: number, lateCancelHours: number): boolean {
  return startAtMs - nowMs < lateCancelHours * 3_600_000;
}

/** Whether the date or start of a visit may be changed (V2). */
export function canReschedule(status: VisitStatus): boolean {
  return status === 'booked' || status === 'confirmed';
}

/** Whether services, masters and lengths of a visit may still be changed at its time. */
export function canEditLines(status: VisitStatus): boolean {
  return canReschedule(status) || status === 'arrived' || status === 'in_progress';
}
