import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { PassLiabilitiesService } from './liabilities.service.ts';

/** Binds what is asked of certificates and memberships alike. */
export function createPassesRouter(
  service: () => PassLiabilitiesService,
  localeOf: (connection: Connection) => Locale,
) {
  const { passes } = os;
  return passes.router({
    liabilities: passes.liabilities.handler(({ input }) => service().liabilities(input)),
    owed: passes.owed.handler(({ input }) => service().owed(input)),
    file: passes.file.handler(({ input, context }) =>
      service().file(signedIn(context), input, localeOf(context.connection)),
    ),
  });
}
