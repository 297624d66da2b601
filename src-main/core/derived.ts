import type { Database as SqliteDatabase } from 'better-sqlite3';
import { rebuildFigures } from '../client-figures/client-figures.service.ts';
import { rebuildClientIndex } from '../clients/clients.service.ts';
import { rebuildTotals } from '../ledger/ledger.service.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';

/** Fills every derived table of a file whose rows were written in bulk. */
export function rebuildDerived(connection: SqliteDatabase, today: LocalDate): void {
  rebuildClientIndex(connection);
  rebuildFigures(connection, today);
  rebuildTotals(connection);
}
