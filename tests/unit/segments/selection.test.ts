import { expect, test } from 'vitest';
import { ALL, NOBODY, countMarked, isMarked, withMarks } from '../../../src-renderer/segments/selection.ts';
import { blankCondition, withOperator } from '../../../src-renderer/segments/filter-drafts.ts';
import { FIELD_NAMES, completeFilter, filterFault, operatorsOf } from '../../../src-shared/segments/segments.rules.ts';

test('single clients are marked and unmarked; of all found a few are left out', () => {
  const two = withMarks(NOBODY, [1, 2], true);
  expect([countMarked(two, 10), isMarked(two, 2), countMarked(withMarks(two, [2], false), 10)]).toEqual([2, true, 1]);
  const most = withMarks(ALL, [3, 4], false);
  expect([countMarked(most, 10), isMarked(most, 3), isMarked(most, 5)]).toEqual([8, false, true]);
  expect(countMarked(withMarks(most, [3], true), 10)).toBe(9);
});

test('whatever the menu offers is a question that can be asked once it is filled in', () => {
  for (const field of FIELD_NAMES) {
    for (const op of operatorsOf(field)) {
      const condition = withOperator(blankCondition(field), op);
      expect(condition).toMatchObject({ field, op });
      expect(filterFault(completeFilter({ join: 'and', items: [condition] }))).toBeNull();
    }
  }
});
