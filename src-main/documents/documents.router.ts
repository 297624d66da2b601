import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { DocumentsService } from './documents.service.ts';
import type { EveningSheetsService } from './evening-sheets.service.ts';

/** Binds the documents procedures; papers are written in the language of whoever asks. */
export function createDocumentsRouter(
  service: () => DocumentsService,
  sheets: () => EveningSheetsService,
  localeOf: (connection: Connection) => Locale,
) {
  // Only the window on the PC that keeps the folder may open it there.
  const isHere = (connection: Connection): boolean => connection.host === 'electron';
  return os.documents.router({
    daySheet: os.documents.daySheet.handler(({ input, context }) =>
      service().daySheet(signedIn(context), input.localDate, localeOf(context.connection)),
    ),
    dayList: os.documents.dayList.handler(({ input, context }) =>
      service().dayList(signedIn(context), input.localDate, localeOf(context.connection)),
    ),
    priceList: os.documents.priceList.handler(({ input, context }) =>
      service().priceLists.file(signedIn(context), input, localeOf(context.connection)),
    ),
    eveningSheets: os.documents.eveningSheets.handler(({ context }) =>
      sheets().status(signedIn(context), isHere(context.connection)),
    ),
    eveningSheet: os.documents.eveningSheet.handler(({ input, context }) =>
      sheets().file(signedIn(context), input.localDate),
    ),
    makeEveningSheet: os.documents.makeEveningSheet.handler(async ({ context }) => {
      await sheets().makeNow(signedIn(context));
      return sheets().status(signedIn(context), isHere(context.connection));
    }),
    openSheetFolder: os.documents.openSheetFolder.handler(({ context }) => ({
      isOpened: sheets().openFolder(signedIn(context), isHere(context.connection)),
    })),
  });
}
