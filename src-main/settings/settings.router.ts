import { os, signedIn } from '../access/procedure.ts';
import type { SettingsService } from './settings.service.ts';

/** Binds the settings procedures. */
export function createSettingsRouter(service: () => SettingsService) {
  return os.settings.router({
    get: os.settings.get.handler(({ input }) => (input.onDate ? service().on(input.onDate) : service().now())),
    update: os.settings.update.handler(({ input, context }) =>
      service().update(signedIn(context), input.values, input.validFrom),
    ),
  });
}
