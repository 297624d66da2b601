import { os } from '../access/procedure.ts';
import type { SessionService } from '../access/session.service.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { StartProblem } from '../store/problems.ts';
import type { SetupService } from './setup.service.ts';

/** What the first run needs of the core. */
export interface SetupPort {
  readonly host: 'electron' | 'server' | 'cli';
  readonly version: string;
  readonly locale: 'ru' | 'en';
  problem(): StartProblem | null;
  salon(): { setup: SetupService; settings: SettingsService; sessions: SessionService } | null;
  /** Fills the new salon with the demo data. */
  fillWithDemo(ownerId: number): void;
  acceptLostWrites(): Promise<void>;
  /** Opens the salon once more after a problem. */
  reopen(): Promise<void>;
}

/** Binds the first run. */
export function createSetupRouter(port: SetupPort) {
  return os.setup.router({
    status: os.setup.status.handler(() => {
      const salon = port.salon();
      const problem = port.problem();
      const isDone = salon?.setup.isDone() ?? false;
      const state = problem || !salon ? ('problem' as const) : isDone ? ('ready' as const) : ('new' as const);
      return {
        state,
        problem,
        salonName: salon && isDone ? salon.settings.now().salonName : null,
        timeZone: salon && isDone ? salon.settings.now().timeZone : Intl.DateTimeFormat().resolvedOptions().timeZone,
        locale: port.locale,
        version: port.version,
        host: port.host,
      };
    }),
    complete: os.setup.complete.handler(async ({ input, context }) => {
      const salon = port.salon();
      if (!salon) throw new DomainError('SETUP_REQUIRED', {});
      const ownerId = await salon.setup.complete(input);
      if (input.start === 'demo') port.fillWithDemo(ownerId);
      const token = salon.sessions.open(ownerId, context.connection.device);
      context.connection.setToken(token);
      const session = salon.sessions.describe(token);
      if (!session) throw new DomainError('UNAUTHORIZED', {});
      return session;
    }),
    retry: os.setup.retry.handler(async () => {
      if (!port.problem()) throw new DomainError('CONFLICT', { what: 'problem' });
      await port.reopen();
      return { isOpen: port.problem() === null };
    }),
    acceptLostWrites: os.setup.acceptLostWrites.handler(async () => {
      if (port.problem()?.code !== 'WRITES_LOST') throw new DomainError('CONFLICT', { what: 'problem' });
      await port.acceptLostWrites();
      return { done: true as const };
    }),
  });
}
