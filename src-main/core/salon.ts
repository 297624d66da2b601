import { AccessService } from '../access/access.service.ts';
import { SessionService } from '../access/session.service.ts';
import { HistoryService } from '../history/history.service.ts';
import { ScheduleService } from '../schedule/schedule.service.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { SetupService } from '../setup/setup.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { Store } from '../store/store.ts';
import type { CorePorts } from './ports.ts';

/** The services over one open file. */
export interface Salon {
  readonly store: Store;
  readonly deps: ServiceDeps;
  readonly settings: SettingsService;
  readonly sessions: SessionService;
  readonly access: AccessService;
  readonly setup: SetupService;
  readonly history: HistoryService;
  readonly schedule: ScheduleService;
}

/** Builds every service over an open store. */
export function createSalon(store: Store, ports: CorePorts): Salon {
  const deps: ServiceDeps = { store, clock: ports.clock, logger: ports.logger };
  const settings = new SettingsService(deps);
  const sessions = new SessionService(deps);
  const access = new AccessService(deps, sessions, ports.scryptCost);
  const setup = new SetupService(deps, settings, access);
  const schedule = new ScheduleService(deps, settings);
  const history = new HistoryService(deps);
  return { store, deps, settings, sessions, access, setup, history, schedule };
}
