import './certificates.css';
import { Alert, Button, Menu } from '@mantine/core';
import { IconDots, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Certificate } from '../../src-shared/certificates/certificates.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { printFile } from '../journal/documents.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { type CertificateAct, CertificateDialog } from './CertificateDialog.tsx';
import { StatusText } from './StatusText.tsx';

interface CertificateDrawerProps {
  readonly certificateId: number;
  readonly onClose: () => void;
}

/** The card of a certificate: what is left, until when, what can be done, and everything that happened. */
export function CertificateDrawer({ certificateId, onClose }: CertificateDrawerProps) {
  const { t } = useTranslation('certificates');
  const [act, setAct] = useState<CertificateAct | null>(null);
  const card = useQuery(
    api.certificates.card.queryOptions({ input: { certificateId: certificateId as Certificate['id'] } }),
  );
  const one = card.data?.certificate;
  return (
    <CardDrawer title={one ? t('card.title', { number: one.number }) : ''} size={640} onClose={onClose}>
      <div className="z-card-body">
        {card.isError && <Alert color="danger">{errorText(card.error, t)}</Alert>}
        {card.data && one && (
          <>
            <Balance one={one} />
            <Acts one={one} onAct={setAct} writeOffFrom={card.data.writeOffFrom} />
            <Facts one={one} writeOffFrom={card.data.writeOffFrom} />
            <Movements rows={card.data.movements} />
          </>
        )}
      </div>
      {act !== null && one && <CertificateDialog certificate={one} act={act} onClose={() => setAct(null)} />}
    </CardDrawer>
  );
}

function Balance({ one }: { readonly one: Certificate }) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  return (
    <div>
      <div className="z-pass-balance">
        {money(one.balanceMinor)} <small>{t('card.of', { nominal: money(one.nominalMinor) })}</small>
      </div>
      <StatusText status={one.status} />
    </div>
  );
}

interface ActsProps {
  readonly one: Certificate;
  readonly writeOffFrom: string | null;
  readonly onAct: (act: CertificateAct) => void;
}

function Acts({ one, writeOffFrom, onAct }: ActsProps) {
  const { t } = useTranslation('certificates');
  const { today } = useDesk();
  const maySell = useCan('take_payment');
  const mayExtend = useCan('edit_loyalty');
  const mayRefund = useCan('refund') && one.liabilityMinor > 0;
  const mayWriteOff = useCan('manage_money') && writeOffFrom !== null && today >= writeOffFrom;
  const isOver = one.status === 'refunded' || one.status === 'cancelled' || one.status === 'spent';
  const print = async (): Promise<void> => {
    printFile(await client.certificates.paper({ certificateId: one.id }));
  };
  return (
    <div className="z-pass-acts">
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        data-autofocus
        onClick={() => void print()}
      >
        {t('actions.print')}
      </Button>
      {mayExtend && !isOver && (
        <Button variant="default" onClick={() => onAct('extend')}>
          {t('actions.extend')}
        </Button>
      )}
      {maySell && !isOver && (
        <Button variant="default" onClick={() => onAct(one.isBlocked ? 'unblock' : 'block')}>
          {t(one.isBlocked ? 'actions.unblock' : 'actions.block')}
        </Button>
      )}
      {(mayRefund || mayWriteOff) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
              {t('actions.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {mayRefund && <Menu.Item onClick={() => onAct('refund')}>{t('actions.refund')}</Menu.Item>}
            {mayWriteOff && <Menu.Item onClick={() => onAct('writeOff')}>{t('actions.writeOff')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function Facts({ one, writeOffFrom }: Pick<ActsProps, 'one' | 'writeOffFrom'>) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const locale = useLocale();
  const maySeeClients = useCan('see_clients');
  const facts: [string, React.ReactNode][] = [
    ['card.lastDay', one.expiresOn === null ? t('endless') : formatDate(one.expiresOn, 'full', locale)],
    ['card.sold', formatDate(one.soldOn, 'full', locale)],
    ['card.paid', money(one.paidMinor)],
    ['card.refundable', money(one.liabilityMinor)],
    ['card.type', one.typeName],
    [
      'card.client',
      one.clientId !== null && maySeeClients ? (
        <Link key="client" to={`/clients/${one.clientId}?tab=passes`}>
          {one.clientName}
        </Link>
      ) : (
        one.clientName
      ),
    ],
    ['card.recipient', one.recipient],
    ['card.note', one.note],
  ];
  return (
    <>
      <dl className="z-pass-facts">
        {facts.map(([key, value]) =>
          value ? (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {writeOffFrom !== null && (
        <p className="z-dim">{t('card.held', { date: formatDate(writeOffFrom, 'full', locale) })}</p>
      )}
    </>
  );
}

type Movement = Awaited<ReturnType<typeof client.certificates.card>>['movements'][number];

function Movements({ rows }: { readonly rows: readonly Movement[] }) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const locale = useLocale();
  return (
    <section className="z-section">
      <h2>{t('card.history')}</h2>
      <table className="z-table z-pass-table">
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{formatDate(row.localDate, 'full', locale)}</td>
              <td>
                {row.saleId === null ? (
                  t(`kinds.${row.kind}`)
                ) : (
                  <Link
                    to={`/cash/sales?sale=${row.saleId}`}
                    aria-label={`${t(`kinds.${row.kind}`)}. ${t('card.openSale')}`}
                  >
                    {t(`kinds.${row.kind}`)}
                  </Link>
                )}
                {row.reason !== '' && <div className="z-dim">{row.reason}</div>}
              </td>
              <td className="z-dim">{row.byName}</td>
              <td className="z-number">{row.nominalMinor === 0 ? '' : money(row.nominalMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
