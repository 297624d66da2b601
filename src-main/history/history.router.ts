import { os, signedIn } from '../access/procedure.ts';
import type { HistoryService } from './history.service.ts';

/** Binds the history procedures. */
export function createHistoryRouter(service: () => HistoryService) {
  return os.history.router({
    undo: os.history.undo.handler(({ input, context }) => service().undoWhole(signedIn(context), input.commandId)),
    recent: os.history.recent.handler(({ input }) => service().recent(input.beforeId, input.limit)),
    ofRecord: os.history.ofRecord.handler(({ input, context }) =>
      service().ofRecord(signedIn(context), input.entity, input.id),
    ),
  });
}
