import { Cron } from 'croner';
import type { Logger } from '../store/service.ts';

/** Once a minute: midnight is noticed within it. */
const EVERY_MINUTE = '* * * * *';

/** Something that is brought to the day that it is. */
interface KeptByDay {
  keepDay(): void;
}

/** Keeps certificates and memberships at today's date: expiry, months of unlimited ones, those that begin by themselves. */
export function startPassesSchedule(services: () => readonly KeptByDay[], logger: Logger): { stop: () => void } {
  const look = (): void => {
    for (const service of services()) {
      try {
        service.keepDay();
      } catch (error) {
        // The next minute tries again; the desk works meanwhile, since every use looks at the dates themselves.
        logger.error({ error: String(error) }, 'the day of certificates or memberships could not be kept');
      }
    }
  };
  const cron = new Cron(EVERY_MINUTE, { protect: true, unref: true }, look);
  look();
  return { stop: () => cron.stop() };
}
