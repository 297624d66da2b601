import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { Reader } from '../store/executor.ts';

/**
 * Refuses to take more out of a register than lies in it (I2); how much that is may not be told (T15).
 *
 * `amountMinor` 0 = of what has been posted already. @throws DomainError LIMIT_EXCEEDED (data.what 'register')
 */
export function requireCash(reader: Reader, ledger: Ledger, accountId: number | null, amountMinor: number): void {
  if (accountId !== null && ledger.balance(reader, 1010, accountId) < amountMinor) {
    throw new DomainError('LIMIT_EXCEEDED', { what: 'register' });
  }
}
