import { Cron } from 'croner';
import type { ClientFiguresService } from './client-figures.service.ts';

/** Once a minute: midnight is noticed within it. */
const EVERY_MINUTE = '* * * * *';
/** Between two steps the journal has its turn. */
const PAUSE_MS = 25;

export interface FiguresSchedule {
  stop(): void;
}

/** Keeps the figures of clients at today's date, and builds what an older file lacks bit by bit. */
export function startFiguresSchedule(service: () => ClientFiguresService | null): FiguresSchedule {
  let timer: NodeJS.Timeout | null = null;
  const build = (): void => {
    timer = null;
    if (service()?.buildSome()) timer = setTimeout(build, PAUSE_MS).unref();
  };
  const look = (): void => {
    service()?.keepDay();
    if (service()?.isBuilding()) timer ??= setTimeout(build, PAUSE_MS).unref();
  };
  const cron = new Cron(EVERY_MINUTE, { protect: true, unref: true }, look);
  look();
  return {
    stop: () => {
      cron.stop();
      if (timer) clearTimeout(timer);
    },
  };
}
