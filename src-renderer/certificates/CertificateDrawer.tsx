import '../passes/passes.css';
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
import { NoteEdit } from '../passes/NoteEdit.tsx';
import { PassHistory } from '../passes/PassHistory.tsx';
import { PassStatus } from '../passes/PassStatus.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';
import { useCommand } from '../api/use-command.tsx';
import { type CertificateAct, CertificateDialog } from './CertificateDialog.tsx';

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
            <PassHistory
              ns="certificates"
              rows={card.data.movements}
              noteOf={({ reason }) => reason}
              minorOf={({ nominalMinor }) => nominalMinor}
            />
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
      <PassStatus status={one.status}>{t(`statuses.${one.status}`)}</PassStatus>
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
      {!isOver && (
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          data-autofocus
          onClick={() => void print()}
        >
          {t('actions.print')}
        </Button>
      )}
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
  const facts: [string, React.ReactNode][] = [
    ['card.lastDay', one.expiresOn === null ? t('endless') : formatDate(one.expiresOn, 'full', locale)],
    ['card.sold', formatDate(one.soldOn, 'full', locale)],
    ['card.paid', money(one.paidMinor)],
    ['card.refundable', money(one.liabilityMinor)],
    ['card.type', one.typeName],
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
        <Holder one={one} />
      </dl>
      {writeOffFrom !== null && (
        <p className="z-dim">{t('card.held', { date: formatDate(writeOffFrom, 'full', locale) })}</p>
      )}
    </>
  );
}

/** Who bought it, whom it is for and the note: changed where they stand. */
function Holder({ one }: { readonly one: Certificate }) {
  const { t } = useTranslation('certificates');
  const mayEdit = useCan('take_payment');
  const maySeeClients = useCan('see_clients');
  const [isPicking, setPicking] = useState(false);
  const update = useCommand(api.certificates.update.mutationOptions());
  const save = (values: { recipient?: string; note?: string }): void => {
    void update.run({ certificateId: one.id, version: one.version, values });
  };
  const texts = [
    ['recipient', one.recipient, 120],
    ['note', one.note, 400],
  ] as const;
  return (
    <>
      <dt>{t('card.client')}</dt>
      <dd>
        <span className="z-pass-holder">
          {one.clientId !== null && maySeeClients ? (
            <Link to={`/clients/${one.clientId}?tab=passes`}>{one.clientName}</Link>
          ) : (
            (one.clientName ?? <span className="z-dim">{t('nameless')}</span>)
          )}
          {mayEdit && maySeeClients && (
            <Button size="compact-xs" variant="subtle" onClick={() => setPicking(true)}>
              {t('card.pickClient')}
            </Button>
          )}
        </span>
        {isPicking && <BuyerDialog one={one} onClose={() => setPicking(false)} />}
      </dd>
      {texts.map(([name, text, maxLength]) =>
        mayEdit ? (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`card.${name}`)}</dt>
            <dd>
              <NoteEdit
                label={t(`card.${name}`)}
                text={text}
                maxLength={maxLength}
                empty={t(`card.no${name === 'note' ? 'Note' : 'Recipient'}`)}
                onSave={(typed) => save({ [name]: typed })}
              />
            </dd>
          </div>
        ) : (
          text !== '' && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{t(`card.${name}`)}</dt>
              <dd>{text}</dd>
            </div>
          )
        ),
      )}
    </>
  );
}

/** In whose name a certificate is: it stays whoever's who shows it. */
function BuyerDialog({ one, onClose }: { readonly one: Certificate; readonly onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const [person, setPerson] = useState<PickedClient>(null);
  const update = useCommand(api.certificates.update.mutationOptions());
  const submit = async (): Promise<void> => {
    const clientId = person !== null && 'id' in person ? person.id : null;
    if (await update.run({ certificateId: one.id, version: one.version, values: { clientId } })) onClose();
  };
  return (
    <ActDialog
      title={t('card.buyer', { number: one.number })}
      confirm={t(person === null ? 'card.noClient' : 'common:save')}
      isPending={update.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <ClientPicker value={person} autoFocus isExistingOnly label={t('card.client')} onChange={setPerson} />
    </ActDialog>
  );
}
