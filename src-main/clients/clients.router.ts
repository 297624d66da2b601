import { os, signedIn } from '../access/procedure.ts';
import type { ClientsService } from './clients.service.ts';

/** Binds the procedures of the client base. */
export function createClientsRouter(service: () => ClientsService) {
  return os.clients.router({
    search: os.clients.search.handler(({ input, context }) => service().search(signedIn(context), input)),
    list: os.clients.list.handler(({ input, context }) => service().list(signedIn(context), input)),
    card: os.clients.card.handler(({ input, context }) => service().card(signedIn(context), input)),
    create: os.clients.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: os.clients.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    setArchived: os.clients.setArchived.handler(({ input, context }) =>
      service().setArchived(signedIn(context), input),
    ),
  });
}
