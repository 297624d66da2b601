import fs from 'node:fs';
import { os } from '../access/procedure.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Clock, Logger } from '../store/service.ts';
import type { LiveHub } from './live-hub.ts';

/** What the system procedures need of the core. */
export interface SystemPort {
  readonly host: 'electron' | 'server' | 'cli';
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly live: LiveHub;
  readonly databaseFile: string;
  readonly dataFolder: string;
  errorNumber(): string;
  settings(): SettingsService;
  lastBackupAtMs(): number | null;
}

/** Binds the system procedures. */
export function createSystemRouter(port: SystemPort) {
  return os.system.router({
    info: os.system.info.handler(({ context }) => {
      const today = port.settings().today();
      const seesFolder = context.caller?.can('backup') ?? false;
      return {
        version: port.version,
        host: port.host,
        dataFolder: seesFolder ? port.dataFolder : null,
        nowMs: port.clock.nowMs(),
        today: today.localDate,
        nowMin: today.minute,
        lastBackupAtMs: port.lastBackupAtMs(),
        databaseBytes: fs.statSync(port.databaseFile, { throwIfNoEntry: false })?.size ?? 0,
      };
    }),
    live: os.system.live.handler(async function* ({ context, signal, errors }) {
      for await (const event of port.live.subscribe(signal)) {
        // Whoever signed out or locked the place meanwhile hears nothing more.
        const caller = context.gate.callerOf(context.connection);
        if (event.kind !== 'reload' && !caller) throw errors.UNAUTHORIZED({ data: {} });
        // What to read again is everybody's; the sentence may name a client.
        yield caller?.can('see_journal') ? event : { ...event, summary: null };
      }
    }),
    reportError: os.system.reportError.handler(({ input }) => {
      const number = port.errorNumber();
      port.logger.error({ number, ...input }, 'error in a screen');
      return { number };
    }),
  });
}
