import { type Arbitrary, array, assert, constant, constantFrom, nat, option, property, record, uuid } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TenderRow, handedSums, planTenders, tenderInputs } from '../../../src-shared/checkout/desk.rules.ts';

const row = (kind: TenderRow['kind'], amountMinor: number | null, limitMinor: number | null = null): TenderRow => ({
  id: `${kind}${amountMinor ?? ''}`,
  kind,
  amountMinor,
  limitMinor,
  certificateId: null,
  reference: '',
});

describe('ways of paying on the screen (T1)', () => {
  test.each([
    ['nothing chosen leaves everything', 413_000, [], 413_000, 0],
    ['T1: one card takes the rest', 413_000, [row('card', null)], 0, 0],
    ['T1: cash above the rest is change', 413_000, [row('card', 300_000), row('cash', 200_000)], 0, 87_000],
    [
      'T1: a deposit pays what it has, the card the rest',
      413_000,
      [row('card', null), row('deposit', null, 50_000)],
      0,
      0,
    ],
    ['a typed card leaves the rest open', 413_000, [row('card', 300_000)], 113_000, 0],
    ['bonuses come first', 100_000, [row('bonus', 30_000), row('cash', 100_000)], 0, 30_000],
  ] as const)('%s', (_name, due, rows, rest, change) => {
    const plan = planTenders(due, rows);
    expect([plan.restMinor, plan.changeMinor]).toEqual([rest, change]);
  });

  test('T1: a certificate leaves to money what only money pays', () => {
    const rows = [row('bonus', 10_000), row('certificate', null, 500_000), row('card', null)];
    const plan = planTenders(1_250_000, rows, 1_050_000);
    expect([...plan.appliedMinor.values()]).toEqual([10_000, 190_000, 1_050_000]);
    expect(planTenders(30_000, [row('deposit', null, 50_000)], 30_000).restMinor).toBe(30_000);
  });

  test('T1: more by card than is due is named', () => {
    expect([...planTenders(100, [row('card', 150)]).overIds]).toEqual(['card150']);
  });

  test('what is paid and what is open add up to the due, whatever is typed', () => {
    const rows: Arbitrary<TenderRow[]> = array(
      record({
        id: uuid(),
        kind: constantFrom('bonus', 'certificate', 'deposit', 'card', 'sbp', 'transfer', 'cash'),
        amountMinor: option(nat(500_000)),
        limitMinor: option(nat(500_000)),
        certificateId: constant(null),
        reference: constant(''),
      }),
    );
    assert(
      property(nat(1_000_000), rows, (due, list: TenderRow[]) => {
        const plan = planTenders(due, list);
        const paid = [...plan.appliedMinor.values()].reduce((sum, amount) => sum + amount, 0);
        expect(paid + plan.restMinor).toBe(due);
        const handed = tenderInputs(list, plan).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        if (plan.overIds.size === 0) expect(handed - plan.changeMinor).toBe(paid);
      }),
    );
  });
});

test('sums that people hand over', () => {
  expect(handedSums(413_000)).toEqual([420_000, 450_000, 500_000]);
  expect(handedSums(500_000)).toEqual([]);
  expect(handedSums(0)).toEqual([]);
});
