import { os, signedIn } from '../access/procedure.ts';
import type { DuplicatesService } from './duplicates.service.ts';

/** Binds the procedures about two cards of one person. */
export function createDuplicatesRouter(service: () => DuplicatesService) {
  return os.duplicates.router({
    similar: os.duplicates.similar.handler(({ input, context }) => service().similar(signedIn(context), input)),
    list: os.duplicates.list.handler(({ input, context }) => service().list(signedIn(context), input)),
    preview: os.duplicates.preview.handler(({ input, context }) => service().preview(signedIn(context), input)),
    merge: os.duplicates.merge.handler(({ input, context }) => service().merge(signedIn(context), input)),
    dismiss: os.duplicates.dismiss.handler(({ input, context }) => service().dismiss(signedIn(context), input)),
  });
}
