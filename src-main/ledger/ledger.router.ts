import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { EntriesService } from './entries.service.ts';
import type { FinanceFilesService } from './finance-files.service.ts';
import type { FinanceService } from './finance.service.ts';
import type { LedgerCheckService } from './ledger-check.service.ts';

interface LedgerServices {
  readonly finance: FinanceService;
  readonly entries: EntriesService;
  readonly files: FinanceFilesService;
  readonly check: LedgerCheckService;
}

/** Binds the owner's figures and the check of the ledger. */
export function createLedgerRouter(services: () => LedgerServices, localeOf: (connection: Connection) => Locale) {
  const { ledger } = os;
  return ledger.router({
    money: ledger.money.handler(() => services().finance.money()),
    movement: ledger.movement.handler(({ input }) => services().finance.movement(input)),
    profit: ledger.profit.handler(({ input }) => services().finance.profit(input)),
    balance: ledger.balance.handler(({ input }) => services().finance.balance(input)),
    debts: ledger.debts.handler(() => services().finance.debts()),
    obligations: ledger.obligations.handler(() => services().finance.obligations()),
    obligation: ledger.obligation.handler(({ input, signal }) => services().finance.obligation(input, signal)),
    entries: ledger.entries.handler(({ input }) => services().entries.entries(input)),
    documents: ledger.documents.handler(({ input }) => services().entries.documents(input)),
    choices: ledger.choices.handler(() => services().entries.choices()),
    document: ledger.document.handler(({ input }) => services().entries.document(input.documentId)),
    reportFile: ledger.reportFile.handler(({ input, context }) =>
      services().files.report(signedIn(context), input, localeOf(context.connection)),
    ),
    entriesFile: ledger.entriesFile.handler(({ input, context, signal }) =>
      services().files.entries(signedIn(context), input, localeOf(context.connection), signal),
    ),
    check: ledger.check.handler(() => services().check.last()),
    runCheck: ledger.runCheck.handler(({ context }) => services().check.run(signedIn(context))),
    cancelCheck: ledger.cancelCheck.handler(() => services().check.cancel()),
  });
}
