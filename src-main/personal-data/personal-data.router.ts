import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { PersonalDataService } from './personal-data.service.ts';

/** Binds the procedures of personal data; papers are written in the language of whoever asks. */
export function createPersonalDataRouter(
  service: () => PersonalDataService,
  localeOf: (connection: Connection) => Locale,
) {
  const on = os.personalData;
  return on.router({
    texts: on.texts.handler(() => service().consents.texts()),
    addText: on.addText.handler(({ input, context }) => service().consents.addText(signedIn(context), input)),
    editText: on.editText.handler(({ input, context }) => service().consents.editText(signedIn(context), input)),
    ofClient: on.ofClient.handler(({ input }) => service().ofClient(input.clientId)),
    give: on.give.handler(({ input, context }) => service().consents.give(signedIn(context), input)),
    withdraw: on.withdraw.handler(({ input, context }) => {
      const { requestId, commandId } = service().consents.withdraw(signedIn(context), input);
      return { requestId, commandId };
    }),
    consentForm: on.consentForm.handler(({ input, context }) =>
      service().papers.consentForm(input.clientId, input.purpose, localeOf(context.connection)),
    ),
    requests: on.requests.handler(({ input }) => service().requests.list(input)),
    addRequest: on.addRequest.handler(({ input, context }) => service().requests.add(signedIn(context), input)),
    closeRequest: on.closeRequest.handler(({ input, context }) => service().requests.close(signedIn(context), input)),
    copy: on.copy.handler(({ input, context }) =>
      service().papers.copy(signedIn(context), input.clientId, input.format, localeOf(context.connection)),
    ),
    erasureCheck: on.erasureCheck.handler(({ input }) => service().erasure.check(input.clientId)),
    erase: on.erase.handler(({ input, context }) => service().erasure.erase(signedIn(context), input)),
    act: on.act.handler(({ input, context }) =>
      service().papers.act(signedIn(context), input.requestId, localeOf(context.connection)),
    ),
  });
}
