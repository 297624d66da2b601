import { addDays, type LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import { openDate } from '../passes/open-date.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { insertMovement, readToExpire } from './certificates.repository.ts';

/**
 * Moves the money of certificates whose last day is over (T7, E13).
 *
 * Mode `hold`: 2200 → 2210, and nominal stays for the day it is extended or refunded; `income`: 2200 → 4040, and nothing is
 * left. Dated the day after the last day, or the first open day where that period is locked; what a refund gave back later is not
 * dated before that refund. What is done already is not found again.
 *
 * @returns how many
 */
export function expireCertificates(tx: Tx, ledger: Ledger, settings: SettingsService, today: LocalDate): number {
  const rows = readToExpire(tx, today);
  for (const row of rows) {
    const dayAfter = addDays(row.expires_on!, 1);
    const isHeld = settings.on(dayAfter).certificateExpiry === 'hold';
    const posting = ledger.open(tx, {
      kind: 'certificate_expiry',
      localDate: openDate(tx, ledger, row.gained_on > dayAfter ? row.gained_on : dayAfter),
      amountMinor: row.active_minor,
      clientId: row.client_id,
    });
    const side = { object: row.id };
    const debit = { account: 2200, ...side } as const;
    posting.add('E13', debit, isHeld ? { account: 2210, ...side } : { account: 4040 }, row.active_minor);
    insertMovement(tx, {
      certificate_id: row.id,
      document_id: posting.id,
      sale_id: null,
      kind: 'expire',
      local_date: posting.localDate,
      nominal_minor: isHeld ? 0 : -row.balance_minor,
      liability_minor: isHeld ? 0 : -row.active_minor,
    });
  }
  return rows.length;
}
