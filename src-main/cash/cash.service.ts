import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import { MoneyAccountsService } from './money-accounts.service.ts';
import { ShiftsService } from './shifts.service.ts';

/** The services of the cash desk. */
export interface Cash {
  readonly accounts: MoneyAccountsService;
  readonly shifts: ShiftsService;
}

/** Builds the services of the cash desk over the ledger. */
export function createCash(deps: ServiceDeps, neighbours: { ledger: Ledger; settings: SettingsService }): Cash {
  const accounts = new MoneyAccountsService(deps, neighbours);
  const shifts = new ShiftsService(deps, { ...neighbours, accounts });
  return { accounts, shifts };
}
