import { os, signedIn } from '../access/procedure.ts';
import type { ClientFilesService } from './client-files.service.ts';

/** Binds the procedures of clients' files and photos. */
export function createClientFilesRouter(service: () => ClientFilesService) {
  const { clientFiles: files } = os;
  return files.router({
    list: files.list.handler(({ input }) => service().list(input.clientId)),
    upload: files.upload.handler(({ input, context }) => service().upload(signedIn(context), input)),
    add: files.add.handler(({ input, context }) => service().add(signedIn(context), input)),
    update: files.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    remove: files.remove.handler(({ input, context }) => service().remove(signedIn(context), input)),
    content: files.content.handler(({ input }) => service().content(input.clientFileId)),
    thumb: files.thumb.handler(({ input }) => service().thumb(input.clientFileId)),
  });
}
