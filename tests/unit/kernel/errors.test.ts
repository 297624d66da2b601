import { describe, expect, it } from 'vitest';
import { DOMAIN_ERROR_CODES, DomainError, isDomainError } from '../../../src-shared/kernel/errors.ts';

describe('domain errors (architecture rule 10)', () => {
  it('lists each code once, in capitals', () => {
    expect(new Set(DOMAIN_ERROR_CODES).size).toBe(DOMAIN_ERROR_CODES.length);
    for (const code of DOMAIN_ERROR_CODES) expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/u);
  });

  it('carries code, data and cause', () => {
    const cause = new Error('busy');
    const error = new DomainError('MASTER_BUSY', { master: 'Анна', visitIds: [1, 2] }, { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DomainError', code: 'MASTER_BUSY', message: 'MASTER_BUSY', cause });
    expect(error.data).toEqual({ master: 'Анна', visitIds: [1, 2] });
    expect(new DomainError('NOT_FOUND').data).toEqual({});
  });

  it('is known by its shape, so that it survives a transport', () => {
    const overTheWire: unknown = JSON.parse('{"code":"SLOT_TAKEN","data":{"by":"Анна"}}');
    expect(isDomainError(overTheWire)).toBe(true);
    expect(isDomainError(overTheWire, 'SLOT_TAKEN')).toBe(true);
    expect(isDomainError(overTheWire, 'NOT_FOUND')).toBe(false);
    expect(isDomainError(new DomainError('NOT_FOUND'))).toBe(true);
  });

  it.each([
    null,
    undefined,
    'NOT_FOUND',
    new Error('NOT_FOUND'),
    { code: 'NOT_FOUND' },
    { code: 'NOT_FOUND', data: null },
    { code: 'SQLITE_BUSY', data: {} },
    Object.assign(new Error('no such file'), { code: 'ENOENT', data: {} }),
  ])('%j is not one', (thrown) => {
    expect(isDomainError(thrown)).toBe(false);
  });
});
