import { os, signedIn } from '../access/procedure.ts';
import type { SearchService } from './search.service.ts';

/** Binds the procedures of the search of everything. */
export function createSearchRouter(service: () => SearchService) {
  return os.search.router({
    everything: os.search.everything.handler(({ input, context }) => service().everything(signedIn(context), input)),
    recents: os.search.recents.handler(({ input, context }) => service().recents(signedIn(context), input.limit)),
    remember: os.search.remember.handler(({ input, context }) => {
      service().remember(signedIn(context), input);
      return {};
    }),
  });
}
