import { addDays, type LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { Reader } from '../store/executor.ts';

/** A day, or the first open one after it where its period is locked (L1, T16). */
export function openDate(reader: Reader, ledger: Ledger, wanted: LocalDate): LocalDate {
  const lockDate = ledger.lockDate(reader);
  return lockDate !== null && wanted <= lockDate ? addDays(lockDate, 1) : wanted;
}
