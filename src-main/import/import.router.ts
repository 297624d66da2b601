import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { ImportService } from './import.service.ts';

/** Binds the procedures of imports. */
export function createImportRouter(service: () => ImportService, localeOf: (connection: Connection) => Locale) {
  return os.import.router({
    upload: os.import.upload.handler(({ input, context }) => service().upload(signedIn(context), input)),
    read: os.import.read.handler(({ input, context }) => service().read(signedIn(context), input)),
    check: os.import.check.handler(({ input, context }) =>
      service().check(signedIn(context), input, localeOf(context.connection)),
    ),
    report: os.import.report.handler(({ input, context }) =>
      service().report(signedIn(context), input, localeOf(context.connection)),
    ),
    run: os.import.run.handler(({ input, context }) => service().run(signedIn(context), input)),
    drop: os.import.drop.handler(({ input, context }) => service().drop(signedIn(context), input)),
    cancel: os.import.cancel.handler(({ input }) => service().cancel(input.jobId)),
    list: os.import.list.handler(() => service().list()),
    undoPlan: os.import.undoPlan.handler(({ input }) => service().undoPlan(input.importId)),
    undo: os.import.undo.handler(({ input, context }) => service().undo(signedIn(context), input)),
  });
}
