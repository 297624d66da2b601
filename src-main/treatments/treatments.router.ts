import { os, signedIn } from '../access/procedure.ts';
import type { PatchTestsService } from './patch-tests.service.ts';
import type { TreatmentsService } from './treatments.service.ts';

/** Binds the procedures of what was done on visits and of the tests for allergy. */
export function createTreatmentsRouter(service: () => TreatmentsService, tests: () => PatchTestsService) {
  const { treatments } = os;
  return treatments.router({
    ofVisit: treatments.ofVisit.handler(({ input, context }) => service().ofVisit(signedIn(context), input.visitId)),
    write: treatments.write.handler(({ input, context }) => service().write(signedIn(context), input)),
    ofClient: treatments.ofClient.handler(({ input }) => service().ofClient(input)),
    palette: treatments.palette.handler(() => service().palette()),
    patchTests: treatments.patchTests.handler(({ input }) => tests().list(input.clientId)),
    addPatchTest: treatments.addPatchTest.handler(({ input, context }) => tests().add(signedIn(context), input)),
    updatePatchTest: treatments.updatePatchTest.handler(({ input, context }) =>
      tests().update(signedIn(context), input),
    ),
    removePatchTest: treatments.removePatchTest.handler(({ input, context }) =>
      tests().remove(signedIn(context), input),
    ),
  });
}
