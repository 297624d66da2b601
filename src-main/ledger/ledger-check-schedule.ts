import { Cron } from 'croner';
import type { Logger } from '../store/service.ts';
import type { LedgerCheckService } from './ledger-check.service.ts';

/** Looked at every half an hour: what is due follows from the salon's clock and the last result. */
const EVERY_HALF_HOUR = '11,41 * * * *';

export interface LedgerCheckSchedule {
  /** Looks now, as the clock would. */
  trigger(): Promise<void>;
  stop(): void;
}

/** Checks the ledger every night; on a computer that is off at night, within half an hour of its first work. */
export function startLedgerCheckSchedule(
  service: () => LedgerCheckService | null,
  logger: Logger,
  pattern = EVERY_HALF_HOUR,
): LedgerCheckSchedule {
  const cron = new Cron(pattern, { protect: true, unref: true }, async () => {
    try {
      await service()?.runIfDue();
    } catch (error) {
      logger.error({ error: String(error) }, 'the ledger could not be checked');
    }
  });
  return {
    trigger: () => cron.trigger(),
    stop: () => {
      cron.stop();
    },
  };
}
