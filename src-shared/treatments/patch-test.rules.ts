import { type LocalDate, addDays } from '../kernel/local-date.ts';

/** A test for allergy as the rule about it needs it. */
export interface PatchTestFact {
  readonly testedOn: LocalDate;
  /** Last day on which it counts, whatever the service says. */
  readonly validUntil: LocalDate;
  readonly result: 'ok' | 'reaction';
}

/** Why a client may not have a service that needs a test; `testedOn` is the day of the test meant. */
export interface PatchTestProblem {
  readonly kind: 'missing' | 'expired' | 'reaction';
  readonly testedOn: LocalDate | null;
}

/** For how many days a test counts when no service of the salon says it. */
export const USUAL_PATCH_TEST_DAYS = 180;

/**
 * What stands in the way of a service that needs a test for allergy (features.md part 2, nr 24); null when nothing does.
 *
 * The newest test until the day decides, ties to the one written later (`tests` newest first): a reaction forbids the
 * service, however long ago; a good one counts for `days` after its day, and no longer than its own end. Example: tested on
 * 1 March with 30 days, the service may be on 31 March, not on 1 April.
 */
export function patchTestProblem(
  days: number,
  localDate: LocalDate,
  tests: readonly PatchTestFact[],
): PatchTestProblem | null {
  let newest: PatchTestFact | undefined;
  for (const test of tests) {
    if (test.testedOn <= localDate && (!newest || test.testedOn > newest.testedOn)) newest = test;
  }
  if (!newest) return { kind: 'missing', testedOn: null };
  const { testedOn } = newest;
  if (newest.result === 'reaction') return { kind: 'reaction', testedOn };
  const isValid = localDate <= newest.validUntil && localDate <= addDays(testedOn, days);
  return isValid ? null : { kind: 'expired', testedOn };
}
