import { Cron } from 'croner';
import type { EveningSheetsService } from './evening-sheets.service.ts';

/** Looked at every five minutes: what is due follows from the salon's clock and what lies in the folder. */
const EVERY_FIVE_MINUTES = '*/5 * * * *';

export interface EveningSchedule {
  /** Looks now, as the clock would. */
  trigger(): Promise<void>;
  stop(): void;
}

/** Makes the evening sheet when it is due, and at once if the last evening was missed. */
export function startEveningSchedule(service: EveningSheetsService, pattern = EVERY_FIVE_MINUTES): EveningSchedule {
  const cron = new Cron(pattern, { protect: true, unref: true }, () => service.makeIfDue());
  void cron.trigger();
  return {
    trigger: () => cron.trigger(),
    stop: () => {
      cron.stop();
    },
  };
}
