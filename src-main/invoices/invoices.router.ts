import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { InvoicePapersService } from './invoice-papers.service.ts';
import type { InvoiceRegisterService } from './invoice-register.service.ts';
import type { InvoicesService } from './invoices.service.ts';

/** Services behind the papers that payers ask for. */
export interface InvoicesPort {
  readonly invoices: InvoicesService;
  readonly papers: InvoicePapersService;
  readonly register: InvoiceRegisterService;
}

/** Binds the procedures of invoices. */
export function createInvoicesRouter(port: () => InvoicesPort, localeOf: (connection: Connection) => Locale) {
  const on = os.invoices;
  return on.router({
    of: on.of.handler(({ input }) => port().invoices.of(input)),
    issue: on.issue.handler(({ input, context }) => port().invoices.issue(signedIn(context), input)),
    void: on.void.handler(({ input, context }) => port().invoices.void(signedIn(context), input)),
    removePayer: on.removePayer.handler(({ input, context }) => port().invoices.removePayer(signedIn(context), input)),
    list: on.list.handler(({ input }) => port().invoices.list(input)),
    listFile: on.listFile.handler(({ input, context }) =>
      port().register.file(signedIn(context), input, localeOf(context.connection)),
    ),
    file: on.file.handler(({ input, context }) => port().papers.file(input.invoiceId, localeOf(context.connection))),
  });
}
