import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { CertificatePaperService } from './certificate-paper.service.ts';
import type { CertificatesService } from './certificates.service.ts';

/** Binds the procedures of certificates. */
export function createCertificatesRouter(
  service: () => CertificatesService,
  papers: () => CertificatePaperService,
  localeOf: (connection: Connection) => Locale,
) {
  const { certificates } = os;
  return certificates.router({
    types: certificates.types.handler(({ input }) => service().types.list(input.withArchived)),
    createType: certificates.createType.handler(({ input, context }) =>
      service().types.create(signedIn(context), input),
    ),
    updateType: certificates.updateType.handler(({ input, context }) =>
      service().types.update(signedIn(context), input),
    ),
    list: certificates.list.handler(({ input }) => service().list(input)),
    card: certificates.card.handler(({ input }) => service().card(input)),
    check: certificates.check.handler(({ input }) => service().check(input)),
    update: certificates.update.handler(({ input, context }) => service().update(signedIn(context), input)),
    setBlocked: certificates.setBlocked.handler(({ input, context }) => service().setBlocked(signedIn(context), input)),
    extend: certificates.extend.handler(({ input, context }) => service().extend(signedIn(context), input)),
    refundPreview: certificates.refundPreview.handler(({ input }) => service().refundPreview(input)),
    refund: certificates.refund.handler(({ input, context }) => service().refund(signedIn(context), input)),
    writeOff: certificates.writeOff.handler(({ input, context }) => service().writeOff(signedIn(context), input)),
    paper: certificates.paper.handler(({ input, context }) =>
      papers().file(service().certificate(input.certificateId), localeOf(context.connection)),
    ),
  });
}
