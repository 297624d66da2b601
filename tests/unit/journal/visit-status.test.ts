import { describe, expect, test } from 'vitest';
import { VISIT_STATUSES, type VisitStatus } from '../../../src-shared/journal/journal.contract.ts';
import {
  type StepFacts,
  canEditLines,
  canMove,
  canReschedule,
  isLateCancel,
  nextStatuses,
} from '../../../src-shared/journal/visit-status.rules.ts';

const START_MS = 1_000_000_000;
const facts: StepFacts = {
  nowMs: START_MS + 15 * 60_000,
  startAtMs: START_MS,
  noShowGraceMin: 15,
  isSameDay: true,
  canReopen: true,
};

/** The table of domain.md section 3, written out: rows from, columns to in the order of VISIT_STATUSES. */
const TABLE: Record<VisitStatus, string> = {
  booked: '.++--++',
  confirmed: '+.+--++',
  arrived: '+-.++-+',
  in_progress: '--+.+--',
  completed: '---+.--',
  no_show: '+-+--.-',
  cancelled: '+-----.',
};

describe('V1 life cycle', () => {
  for (const from of VISIT_STATUSES) {
    test(`V1: from ${from}, with every condition met`, () => {
      const allowed = VISIT_STATUSES.map((to) => (to === from ? '.' : canMove(from, to, facts).isAllowed ? '+' : '-'));
      expect(allowed.join('')).toBe(TABLE[from]);
      expect(nextStatuses(from, facts).toSorted()).toEqual(
        VISIT_STATUSES.filter((_, index) => TABLE[from][index] === '+').toSorted(),
      );
    });
  }

  test('V1 ¹: no_show not before start + grace', () => {
    expect(canMove('booked', 'no_show', { ...facts, nowMs: facts.nowMs - 1 })).toEqual({
      isAllowed: false,
      code: 'TOO_EARLY',
      reason: 'grace',
    });
    expect(canMove('confirmed', 'no_show', facts).isAllowed).toBe(true);
  });

  test.each([
    ['arrived', 'booked'],
    ['in_progress', 'arrived'],
    ['no_show', 'booked'],
    ['no_show', 'arrived'],
  ] as const)('V1 ²: %s back to %s only on the same day', (from, to) => {
    expect(canMove(from, to, { ...facts, isSameDay: false })).toMatchObject({ code: 'CONFLICT', reason: 'anotherDay' });
  });

  test('V1 ³: reopening a completed visit needs the right', () => {
    expect(canMove('completed', 'in_progress', { ...facts, canReopen: false })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('V1 ⁴: what takes its time again asks for a free slot', () => {
    expect(canMove('cancelled', 'booked', facts)).toEqual({ isAllowed: true, needsFreeSlot: true });
    expect(canMove('no_show', 'arrived', facts)).toEqual({ isAllowed: true, needsFreeSlot: true });
    expect(canMove('arrived', 'booked', facts)).toEqual({ isAllowed: true, needsFreeSlot: false });
  });

  test('V1: a cancellation is late under 24 hours before the start, also after it', () => {
    const hour = 3_600_000;
    expect(isLateCancel(START_MS - 24 * hour, START_MS, 24)).toBe(false);
    expect(isLateCancel(START_MS - 24 * hour + 1, START_MS, 24)).toBe(true);
    expect(isLateCancel(START_MS + 1, START_MS, 0)).toBe(true);
    expect(isLateCancel(START_MS, START_MS, 0)).toBe(false);
  });

  test('V2: rescheduled while booked or confirmed; lines change until the visit is closed', () => {
    expect(VISIT_STATUSES.filter(canReschedule)).toEqual(['booked', 'confirmed']);
    expect(VISIT_STATUSES.filter(canEditLines)).toEqual(['booked', 'confirmed', 'arrived', 'in_progress']);
  });
});
