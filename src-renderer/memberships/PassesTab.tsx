import '../passes/passes.css';
import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan } from '../app/session.ts';
import { CertificateDrawer } from '../certificates/CertificateDrawer.tsx';
import { CertificateTable } from '../certificates/CertificateTable.tsx';
import { openCheckout } from '../checkout/checkout-desk.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { MembershipDrawer } from './MembershipDrawer.tsx';
import { MembershipTable } from './MembershipTable.tsx';

/** Nobody has more. */
const ALL = 500;

/** «Абонементы и сертификаты» of a client's card; a card of each opens over it. */
export function PassesTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('memberships');
  const [membershipId, openMembership] = useState<number | null>(null);
  const [certificateId, openCertificate] = useState<number | null>(null);
  const memberships = useQuery(api.memberships.list.queryOptions({ input: { clientId, limit: ALL } }));
  const certificates = useQuery(api.certificates.list.queryOptions({ input: { clientId, limit: ALL } }));
  const maySell = useCan('take_payment');
  const error = memberships.error ?? certificates.error;
  return (
    <div className="z-client-passes">
      {error && <Alert color="danger">{errorText(error, t)}</Alert>}
      <section className="z-section">
        <div className="z-section-head">
          <h2>{t('client.title')}</h2>
          {maySell && <Sell onClick={() => openCheckout({ clientId, begins: 'membership' })} />}
        </div>
        {memberships.data?.memberships.length === 0 && <p className="z-dim">{t('client.none')}</p>}
        {(memberships.data?.memberships.length ?? 0) > 0 && (
          <MembershipTable rows={memberships.data?.memberships ?? []} onOpen={openMembership} />
        )}
      </section>
      <section className="z-section">
        <div className="z-section-head">
          <h2>{t('certificates:client.title')}</h2>
          {maySell && <Sell onClick={() => openCheckout({ clientId, begins: 'certificate' })} />}
        </div>
        {certificates.data?.certificates.length === 0 && <p className="z-dim">{t('certificates:client.none')}</p>}
        {(certificates.data?.certificates.length ?? 0) > 0 && (
          <CertificateTable rows={certificates.data?.certificates ?? []} onOpen={openCertificate} />
        )}
      </section>
      {membershipId !== null && (
        <MembershipDrawer key={membershipId} membershipId={membershipId} onClose={() => openMembership(null)} />
      )}
      {certificateId !== null && (
        <CertificateDrawer key={certificateId} certificateId={certificateId} onClose={() => openCertificate(null)} />
      )}
    </div>
  );
}

function Sell({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('memberships');
  return (
    <Button size="compact-md" variant="default" onClick={onClick}>
      {t('client.sell')}
    </Button>
  );
}
