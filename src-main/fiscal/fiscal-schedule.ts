import { Cron } from 'croner';
import type { FiscalQueue } from './fiscal-queue.ts';

/** What waits is looked at this often; a new receipt is printed at once. */
const EVERY_FIVE_SECONDS = '*/5 * * * * *';

/** Prints receipts while the salon is open. */
export function startFiscalSchedule(
  queue: () => FiscalQueue | null,
  pattern = EVERY_FIVE_SECONDS,
): { stop: () => void } {
  const cron = new Cron(pattern, { protect: true, unref: true }, async () => {
    await queue()?.run();
  });
  return {
    stop: () => {
      cron.stop();
    },
  };
}
