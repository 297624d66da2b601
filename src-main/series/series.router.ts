import { os, signedIn } from '../access/procedure.ts';
import type { SeriesService } from './series.service.ts';

/** Binds the procedures of series. */
export function createSeriesRouter(service: () => SeriesService) {
  const { series } = os;
  return series.router({
    preview: series.preview.handler(({ input, context }) => service().preview(signedIn(context), input)),
    create: series.create.handler(({ input, context }) => service().create(signedIn(context), input)),
    get: series.get.handler(({ input }) => service().get(input.seriesId)),
    previewEdit: series.previewEdit.handler(({ input, context }) => service().previewEdit(signedIn(context), input)),
    edit: series.edit.handler(({ input, context }) => service().edit(signedIn(context), input)),
    cancel: series.cancel.handler(({ input, context }) => service().cancel(signedIn(context), input)),
  });
}
