import { describe, expect, test } from 'vitest';
import { casesAt } from './cases/all.cases.ts';
import { PROCEDURES } from './procedures.ts';
import { describeCases } from './run-cases.ts';

describe('every procedure of the contract', () => {
  test.each(PROCEDURES)('$name has a success case and a case for each error it declares', ({ name, path, codes }) => {
    const cases = casesAt(path);
    const where = `tests/contract/cases/${path[0]}.cases.ts`;
    expect(cases, `${name} has no cases: add them to ${where}`).toBeDefined();
    const missing = codes.filter((code) => cases?.refused[code] === undefined);
    expect(missing, `${name} declares errors without a case: add them to "refused" in ${where}`).toEqual([]);
    const undeclared = Object.keys(cases?.refused ?? {}).filter((code) => !codes.includes(code));
    expect(undeclared, `${name} has cases of errors that its contract does not declare`).toEqual([]);
  });
});

describe('over port', () => {
  describeCases('port');
});
