import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { DocumentsService } from './documents.service.ts';

/** Binds the documents procedures; papers are written in the language of whoever asks. */
export function createDocumentsRouter(service: () => DocumentsService, localeOf: (connection: Connection) => Locale) {
  return os.documents.router({
    daySheet: os.documents.daySheet.handler(({ input, context }) =>
      service().daySheet(signedIn(context), input.localDate, localeOf(context.connection)),
    ),
    dayList: os.documents.dayList.handler(({ input, context }) =>
      service().dayList(signedIn(context), input.localDate, localeOf(context.connection)),
    ),
  });
}
