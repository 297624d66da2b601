import { expect, test } from 'vitest';
import { type PatchTestFact, patchTestProblem } from '../../../src-shared/treatments/patch-test.rules.ts';

const of = (testedOn: string, result: PatchTestFact['result'] = 'ok', validUntil = '2027-01-01'): PatchTestFact => ({
  testedOn,
  validUntil,
  result,
});

test.each<[string, readonly PatchTestFact[], string, unknown]>([
  ['none', [], '2026-03-12', { kind: 'missing', testedOn: null }],
  ['only one of a later day', [of('2026-03-13')], '2026-03-12', { kind: 'missing', testedOn: null }],
  ['one of the day itself', [of('2026-03-12')], '2026-03-12', null],
  ['the last day of 30', [of('2026-03-01')], '2026-03-31', null],
  ['the day after it', [of('2026-03-01')], '2026-04-01', { kind: 'expired', testedOn: '2026-03-01' }],
  [
    'its own end comes first',
    [of('2026-03-01', 'ok', '2026-03-10')],
    '2026-03-11',
    { kind: 'expired', testedOn: '2026-03-01' },
  ],
  [
    'a reaction, however long ago',
    [of('2020-03-01', 'reaction')],
    '2026-03-12',
    { kind: 'reaction', testedOn: '2020-03-01' },
  ],
  ['a good one after a reaction', [of('2026-03-10'), of('2026-03-01', 'reaction')], '2026-03-12', null],
  [
    'a reaction after a good one',
    [of('2026-03-01'), of('2026-03-10', 'reaction')],
    '2026-03-12',
    { kind: 'reaction', testedOn: '2026-03-10' },
  ],
  [
    'two of one day: the one written later',
    [of('2026-03-10', 'reaction'), of('2026-03-10')],
    '2026-03-12',
    { kind: 'reaction', testedOn: '2026-03-10' },
  ],
])('a test for allergy that counts 30 days: %s', (_, tests, localDate, problem) => {
  expect(patchTestProblem(30, localDate, tests)).toEqual(problem);
});
