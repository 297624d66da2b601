import { os, signedIn } from '../access/procedure.ts';
import type { AvailabilityService } from './availability.service.ts';

/** Binds the availability procedures. */
export function createAvailabilityRouter(service: () => AvailabilityService) {
  const { availability } = os;
  return availability.router({
    search: availability.search.handler(({ input }) => service().search(input)),
    windows: availability.windows.handler(({ input }) => service().windows(input)),
    load: availability.load.handler(({ input }) => service().load(input)),
    loadRows: availability.loadRows.handler(({ input, context }) => service().loadRows(signedIn(context), input)),
  });
}
