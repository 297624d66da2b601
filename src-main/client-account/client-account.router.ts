import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { ClientAccountService } from './client-account.service.ts';
import type { StatementService } from './statement.service.ts';

/** Binds the procedures of the accounts of clients. */
export function createClientAccountRouter(
  service: () => ClientAccountService,
  statements: () => StatementService,
  localeOf: (connection: Connection) => Locale,
) {
  const { clientAccount } = os;
  return clientAccount.router({
    account: clientAccount.account.handler(({ input, context }) => service().account(signedIn(context), input)),
    rows: clientAccount.rows.handler(({ input }) => service().rows(input)),
    topUp: clientAccount.topUp.handler(({ input, context }) => service().topUp(signedIn(context), input)),
    giveBack: clientAccount.giveBack.handler(({ input, context }) => service().giveBack(signedIn(context), input)),
    writeOff: clientAccount.writeOff.handler(({ input, context }) => service().writeOff(signedIn(context), input)),
    charge: clientAccount.charge.handler(({ input, context }) => service().charge(signedIn(context), input)),
    reverse: clientAccount.reverse.handler(({ input, context }) => service().reverse(signedIn(context), input)),
    setLimit: clientAccount.setLimit.handler(({ input, context }) => service().setLimit(signedIn(context), input)),
    debtors: clientAccount.debtors.handler(({ input }) => service().debtors(input)),
    statement: clientAccount.statement.handler(({ input, context }) =>
      statements().file(signedIn(context), input, localeOf(context.connection)),
    ),
  });
}
