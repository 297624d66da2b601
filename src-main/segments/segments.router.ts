import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { BulkService } from './bulk.service.ts';
import type { ExportService } from './export.service.ts';
import type { SegmentsService } from './segments.service.ts';

interface Services {
  readonly segments: SegmentsService;
  readonly bulk: BulkService;
  readonly exports: ExportService;
}

/** Binds the list of clients, its segments, bulk changes and exports; files are in the language of whoever asks. */
export function createSegmentsRouter(services: () => Services, localeOf: (connection: Connection) => Locale) {
  return os.segments.router({
    rows: os.segments.rows.handler(({ input, context }) => services().segments.rows(signedIn(context), input)),
    count: os.segments.count.handler(({ input }) => services().segments.count(input)),
    choices: os.segments.choices.handler(() => services().segments.choices()),
    list: os.segments.list.handler(({ context }) => services().segments.list(signedIn(context))),
    create: os.segments.create.handler(({ input, context }) => services().segments.create(signedIn(context), input)),
    update: os.segments.update.handler(({ input, context }) => services().segments.update(signedIn(context), input)),
    remove: os.segments.remove.handler(({ input, context }) => services().segments.remove(signedIn(context), input)),
    change: os.segments.change.handler(({ input, context }) => services().bulk.change(signedIn(context), input)),
    export: os.segments.export.handler(({ input, context, signal }) =>
      services().exports.file(signedIn(context), input, localeOf(context.connection), signal),
    ),
    exports: os.segments.exports.handler(() => services().exports.exports()),
  });
}
