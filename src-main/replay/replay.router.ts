import { os, signedIn } from '../access/procedure.ts';
import type { ReplayService } from './replay.service.ts';

/** Binds the replay procedures. */
export function createReplayRouter(service: () => ReplayService) {
  return os.replay.router({
    moments: os.replay.moments.handler(({ input }) => service().moments(input.localDate)),
    dayAt: os.replay.dayAt.handler(({ input, context }) =>
      service().dayAt(signedIn(context), input.localDate, input.atMs, input.commandId),
    ),
  });
}
