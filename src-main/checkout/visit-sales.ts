import type { JournalSales } from '../journal/journal-context.ts';
import { readFirstShiftDay, readLiveSale, readVisitDebts } from './visit-sales.repository.ts';

/** What the journal knows of checks: which visit has one, and whether it is paid (V3, I15). */
export const visitSales: JournalSales = {
  liveCheck: (reader, visitId) => readLiveSale(reader, visitId)?.number ?? null,
  payments: (reader, visitIds) => {
    const debts = readVisitDebts(reader, visitIds);
    return new Map([...debts].map(([visitId, debtMinor]) => [visitId, debtMinor > 0 ? 'partial' : 'paid'] as const));
  },
  firstDay: readFirstShiftDay,
};
