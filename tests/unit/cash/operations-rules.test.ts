import { describe, expect, test } from 'vitest';
import { type Role, isAllowed } from '../../../src-shared/access/access.rules.ts';
import {
  OPERATION_KINDS,
  type OperationTerms,
  operationChoices,
  operationFault,
  rightFor,
} from '../../../src-shared/cash/operations.rules.ts';

const REGISTER = { id: 1, kind: 'register' } as const;
const SAFE = { id: 2, kind: 'safe' } as const;
const BANK = { id: 3, kind: 'bank' } as const;
const ACQUIRING = { id: 4, kind: 'acquiring' } as const;
const PLACES = [REGISTER, SAFE, BANK, ACQUIRING];

const choicesOf = (role: Role) => operationChoices(PLACES, (permission) => isAllowed(role, permission));

describe('domain.md 13: the form of an operation offers what its person may post', () => {
  test('the owner may do everything; money in transit is nobody’s to move (I16)', () => {
    const { kinds, from, to } = choicesOf('owner');
    expect(kinds).toEqual(OPERATION_KINDS);
    expect(from('expense')).toEqual([REGISTER, SAFE, BANK]);
    expect(to('transfer', SAFE)).toEqual([REGISTER, BANK]);
    expect(from('supplier_bill')).toEqual([]);
  });

  test('the administrator moves the money of the register only, and takes change for it from the safe', () => {
    const { kinds, from, to } = choicesOf('administrator');
    expect(kinds).not.toContain('supplier_bill');
    expect(from('expense')).toEqual([REGISTER]);
    expect(to('cash_in', null)).toEqual([REGISTER]);
    expect(from('transfer')).toEqual([REGISTER, SAFE, BANK]);
    expect(to('transfer', REGISTER)).toEqual([SAFE, BANK]);
    expect(to('transfer', SAFE)).toEqual([REGISTER]);
  });

  test('the accountant works with the bank and the safe, never with the register', () => {
    const { kinds, from, to } = choicesOf('accountant');
    expect(kinds).toEqual(OPERATION_KINDS);
    expect(from('expense')).toEqual([SAFE, BANK]);
    expect(to('other_income', null)).toEqual([SAFE, BANK]);
    expect(to('transfer', SAFE)).toEqual([BANK]);
  });

  test('a master is offered nothing', () => {
    expect(choicesOf('master').kinds).toEqual([]);
  });

  test.each(['owner', 'administrator', 'accountant'] as const)('what is offered to the %s is posted', (role) => {
    const { kinds, from, to } = choicesOf(role);
    for (const kind of kinds) {
      for (const source of from(kind).length > 0 ? from(kind) : [null]) {
        for (const goal of to(kind, source).length > 0 ? to(kind, source) : [null]) {
          expect(isAllowed(role, rightFor(source, goal))).toBe(true);
          const terms: OperationTerms = { kind, from: source, to: goal, articleId: 1, supplierId: 1, staffId: 1 };
          const fault = operationFault(terms);
          // Articles, suppliers and people are asked for by kind; places are all here.
          expect(['articleId', 'supplierId', 'staffId', undefined]).toContain(fault?.field);
        }
      }
    }
  });
});
