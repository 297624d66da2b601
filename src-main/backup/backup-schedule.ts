import { Cron } from 'croner';
import type { Logger } from '../store/service.ts';
import type { BackupService } from './backup.service.ts';

/** Seven minutes past each hour: full hours are when visits begin and the reception is busiest. */
const HOURLY = '7 * * * *';

export interface BackupSchedule {
  /** Runs the hourly copy now, as the clock would. */
  trigger(): Promise<void>;
  stop(): void;
}

/** Makes a copy every hour in which something changed; a failure is logged and the next hour tries again. */
export function startBackupSchedule(service: BackupService, logger: Logger, pattern = HOURLY): BackupSchedule {
  const cron = new Cron(pattern, { protect: true, unref: true }, async () => {
    try {
      await service.createIfChanged();
    } catch (error) {
      logger.error({ error: String(error), data: (error as { data?: unknown }).data }, 'hourly copy failed');
    }
  });
  return {
    trigger: () => cron.trigger(),
    stop: () => {
      cron.stop();
    },
  };
}
