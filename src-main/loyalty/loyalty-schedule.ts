import { Cron } from 'croner';
import type { Logger } from '../store/service.ts';
import type { BonusBookService } from './bonus-book.service.ts';

/** Every five minutes: midnight is noticed within them; a day that is kept already costs nothing. */
const EVERY_FIVE_MINUTES = '*/5 * * * *';

export interface LoyaltySchedule {
  stop(): void;
}

/** Burns bonuses whose last day is over and gives birthdays, once a day and at once after days off. */
export function startLoyaltySchedule(service: () => BonusBookService | null, logger: Logger): LoyaltySchedule {
  const look = (): void => {
    try {
      service()?.keepDay();
    } catch (error) {
      logger.error({ error: String(error) }, 'bonuses of the day could not be kept');
    }
  };
  const cron = new Cron(EVERY_FIVE_MINUTES, { protect: true, unref: true }, look);
  look();
  return {
    stop: () => {
      cron.stop();
    },
  };
}
