import { os, signedIn } from '../access/procedure.ts';
import type { ClientFiguresService } from './client-figures.service.ts';
import type { TimelineService } from './timeline.service.ts';

/** Binds the figures of a client and their timeline. */
export function createClientFiguresRouter(figures: () => ClientFiguresService, timeline: () => TimelineService) {
  return os.clientFigures.router({
    figures: os.clientFigures.figures.handler(({ input }) => figures().figures(input.clientId)),
    rows: os.clientFigures.rows.handler(({ input: { clientId, kind, ...filter } }) =>
      figures().rows(clientId, kind, filter),
    ),
    pivot: os.clientFigures.pivot.handler(({ input: { clientId, period, ...filter } }) =>
      figures().pivot(clientId, period, filter),
    ),
    timeline: os.clientFigures.timeline.handler(({ input, context }) => timeline().page(signedIn(context), input)),
  });
}
