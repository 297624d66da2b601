import type { AccessService } from './access.service.ts';
import { os, signedIn } from './procedure.ts';
import type { SessionService } from './session.service.ts';

/** Binds the access procedures. */
export function createAccessRouter(service: () => AccessService, sessions: () => SessionService | null) {
  return os.access.router({
    people: os.access.people.handler(() => service().people()),
    session: os.access.session.handler(({ context }) => sessions()?.describe(context.connection.token()) ?? null),
    signIn: os.access.signIn.handler(({ input, context }) =>
      service().signIn(context.connection, input.userId, input.secret),
    ),
    signOut: os.access.signOut.handler(({ context }) => service().signOut(context.connection)),
    lock: os.access.lock.handler(({ context }) => service().lock(context.connection)),
    changeOwnSecret: os.access.changeOwnSecret.handler(({ input, context }) =>
      service().changeOwnSecret(signedIn(context), context.connection, input),
    ),
    savePreferences: os.access.savePreferences.handler(({ input, context }) =>
      service().savePreferences(signedIn(context), context.connection, input),
    ),
    users: os.access.users.handler(() => service().users()),
    createUser: os.access.createUser.handler(({ input, context }) => service().createUser(signedIn(context), input)),
    updateUser: os.access.updateUser.handler(({ input, context }) => service().updateUser(signedIn(context), input)),
    unlockUser: os.access.unlockUser.handler(({ input, context }) =>
      service().unlockUser(signedIn(context), input.userId),
    ),
    tokens: os.access.tokens.handler(() => service().tokens()),
    createToken: os.access.createToken.handler(({ input, context }) =>
      service().createToken(signedIn(context), input.userId, input.name),
    ),
    revokeToken: os.access.revokeToken.handler(({ input, context }) =>
      service().revokeToken(signedIn(context), input.tokenId),
    ),
  });
}
