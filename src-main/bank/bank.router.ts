import { os, signedIn } from '../access/procedure.ts';
import type { BankService } from './bank.service.ts';

/** Binds the procedures of bank statements. */
export function createBankRouter(service: () => BankService) {
  const { bank } = os;
  return bank.router({
    statement: bank.statement.handler(({ input, context }) => service().statement(signedIn(context), input)),
  });
}
