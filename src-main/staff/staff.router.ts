import { os, signedIn } from '../access/procedure.ts';
import type { StaffPapersService } from './staff-papers.service.ts';
import type { StaffPositionsService } from './staff-positions.service.ts';
import type { StaffService } from './staff.service.ts';

/** What the router binds. */
export interface StaffServices {
  readonly staff: StaffService;
  readonly papers: StaffPapersService;
  readonly positions: StaffPositionsService;
}

/** Binds the procedures of the people who work in the salon. */
export function createStaffRouter(services: () => StaffServices) {
  const staff = (): StaffService => services().staff;
  const papers = (): StaffPapersService => services().papers;
  const positions = (): StaffPositionsService => services().positions;
  return os.staff.router({
    list: os.staff.list.handler(({ input, context }) => staff().list(signedIn(context), input.withArchived)),
    create: os.staff.create.handler(({ input, context }) => staff().create(signedIn(context), input)),
    update: os.staff.update.handler(({ input, context }) => staff().update(signedIn(context), input)),
    setArchived: os.staff.setArchived.handler(({ input, context }) => staff().setArchived(signedIn(context), input)),
    setServices: os.staff.setServices.handler(({ input, context }) => staff().setServices(signedIn(context), input)),
    reorder: os.staff.reorder.handler(({ input, context }) => staff().reorder(signedIn(context), input.staffIds)),
    levels: os.staff.levels.handler(() => staff().levels()),
    positions: os.staff.positions.handler(({ input }) => positions().list(input.withArchived)),
    createPosition: os.staff.createPosition.handler(({ input, context }) =>
      positions().create(signedIn(context), input),
    ),
    updatePosition: os.staff.updatePosition.handler(({ input, context }) =>
      positions().update(signedIn(context), input),
    ),
    photo: os.staff.photo.handler(({ input }) => papers().photo(input.fileId)),
    setPhoto: os.staff.setPhoto.handler(({ input, context }) => papers().setPhoto(signedIn(context), input)),
    papers: os.staff.papers.handler(({ input, context }) => papers().papers(signedIn(context), input.staffId)),
    paperFile: os.staff.paperFile.handler(({ input, context }) => papers().paperFile(signedIn(context), input.fileId)),
    documentWarnings: os.staff.documentWarnings.handler(({ context }) => papers().warnings(signedIn(context))),
    addDocument: os.staff.addDocument.handler(({ input, context }) => papers().addDocument(signedIn(context), input)),
    updateDocument: os.staff.updateDocument.handler(({ input, context }) =>
      papers().updateDocument(signedIn(context), input),
    ),
    removeDocument: os.staff.removeDocument.handler(({ input, context }) =>
      papers().removeDocument(signedIn(context), input),
    ),
    addTraining: os.staff.addTraining.handler(({ input, context }) => papers().addTraining(signedIn(context), input)),
    updateTraining: os.staff.updateTraining.handler(({ input, context }) =>
      papers().updateTraining(signedIn(context), input),
    ),
    removeTraining: os.staff.removeTraining.handler(({ input, context }) =>
      papers().removeTraining(signedIn(context), input),
    ),
    addNote: os.staff.addNote.handler(({ input, context }) => papers().addNote(signedIn(context), input)),
    updateNote: os.staff.updateNote.handler(({ input, context }) => papers().updateNote(signedIn(context), input)),
    removeNote: os.staff.removeNote.handler(({ input, context }) => papers().removeNote(signedIn(context), input)),
  });
}
