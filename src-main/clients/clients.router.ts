import { os, signedIn } from '../access/procedure.ts';
import type { ClientMarksService } from './client-marks.service.ts';
import type { ClientNotesService } from './client-notes.service.ts';
import type { ClientsService } from './clients.service.ts';
import type { FamiliesService } from './families.service.ts';

/** What the client base is served by. */
export interface ClientServices {
  readonly clients: ClientsService;
  readonly marks: ClientMarksService;
  readonly notes: ClientNotesService;
  readonly families: FamiliesService;
}

/** Binds the procedures of the client base. */
export function createClientsRouter(services: () => ClientServices) {
  const service = (): ClientsService => services().clients;
  const marks = (): ClientMarksService => services().marks;
  const notes = (): ClientNotesService => services().notes;
  const families = (): FamiliesService => services().families;
  const { clients } = os;
  return clients.router({
    search: clients.search.handler(({ input, context }) => service().search(signedIn(context), input)),
    list: clients.list.handler(({ input, context }) => service().list(signedIn(context), input)),
    card: clients.card.handler(({ input, context }) => service().card(signedIn(context), input)),
    create: clients.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    update: clients.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    setArchived: clients.setArchived.handler(({ input, context }) => service().setArchived(signedIn(context), input)),
    suggestions: clients.suggestions.handler(() => service().suggestions()),
    marks: clients.marks.handler(({ input }) => marks().marks(input)),
    createCategory: clients.createCategory.handler(({ input, context }) =>
      marks().createCategory(signedIn(context), input),
    ),
    updateCategory: clients.updateCategory.handler(({ input, context }) =>
      marks().updateCategory(signedIn(context), input),
    ),
    reorderCategories: clients.reorderCategories.handler(({ input, context }) =>
      marks().reorderCategories(signedIn(context), input),
    ),
    createTag: clients.createTag.handler(({ input, context }) => marks().createTag(signedIn(context), input)),
    updateTag: clients.updateTag.handler(({ input, context }) => marks().updateTag(signedIn(context), input)),
    reorderTags: clients.reorderTags.handler(({ input, context }) => marks().reorderTags(signedIn(context), input)),
    addNote: clients.addNote.handler(({ input, context }) => notes().add(signedIn(context), input)),
    updateNote: clients.updateNote.handler(({ input, context }) => notes().update(signedIn(context), input)),
    removeNote: clients.removeNote.handler(({ input, context }) => notes().remove(signedIn(context), input)),
    linkRelative: clients.linkRelative.handler(({ input, context }) => families().link(signedIn(context), input)),
    setFamilyRole: clients.setFamilyRole.handler(({ input, context }) => families().setRole(signedIn(context), input)),
    leaveFamily: clients.leaveFamily.handler(({ input, context }) => families().leave(signedIn(context), input)),
  });
}
