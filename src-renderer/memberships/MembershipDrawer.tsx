import '../passes/passes.css';
import { Alert, Button, Menu, Progress } from '@mantine/core';
import { IconDots, IconSnowflake, IconSnowflakeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Membership } from '../../src-shared/memberships/memberships.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api, type client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import { NoteEdit } from '../passes/NoteEdit.tsx';
import { PassHistory } from '../passes/PassHistory.tsx';
import { usePoolText } from '../passes/PoolsText.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { FamilyDialog } from './FamilyDialog.tsx';
import { type MembershipAct, MembershipDialog } from './MembershipDialog.tsx';
import { LastDayText, MembershipStatusText, UnitsText } from './MembershipTable.tsx';

type Card = Awaited<ReturnType<typeof client.memberships.card>>;
type Act = MembershipAct | 'family';

interface MembershipDrawerProps {
  readonly membershipId: number;
  readonly onClose: () => void;
}

/** The card of a membership: what is left, until when, pauses, family, and everything that happened. */
export function MembershipDrawer({ membershipId, onClose }: MembershipDrawerProps) {
  const { t } = useTranslation('memberships');
  const [act, setAct] = useState<Act | null>(null);
  const card = useQuery(
    api.memberships.card.queryOptions({ input: { membershipId: membershipId as Membership['id'] } }),
  );
  const one = card.data?.membership;
  const close = (): void => setAct(null);
  return (
    <CardDrawer
      title={one ? t('card.title', { title: one.title, number: one.number }) : ''}
      size={640}
      onClose={onClose}
    >
      <div className="z-card-body">
        {card.isError && <Alert color="danger">{errorText(card.error, t)}</Alert>}
        {card.data && one && (
          <>
            <div>
              <div className="z-pass-balance">
                <UnitsText one={one} />
              </div>
              <MembershipStatusText one={one} />
            </div>
            <Acts one={one} onAct={setAct} />
            <Facts one={one} />
            <Pools pools={card.data.pools} />
            {one.isFamily && <Family members={card.data.members} />}
            <Freezes one={one} freezes={card.data.freezes} />
            <PassHistory
              ns="memberships"
              rows={card.data.movements}
              noteOf={(row) => [row.poolName, row.clientName, row.reason].filter(Boolean).join(' · ')}
              unitsOf={({ units }) => units}
              minorOf={({ valueMinor }) => valueMinor}
            />
          </>
        )}
      </div>
      {act === 'family' && card.data && (
        <FamilyDialog membership={card.data.membership} members={card.data.members} onClose={close} />
      )}
      {act !== null && act !== 'family' && one && <MembershipDialog membership={one} act={act} onClose={close} />}
    </CardDrawer>
  );
}

function Acts({ one, onAct }: { readonly one: Membership; readonly onAct: (act: Act) => void }) {
  const { t } = useTranslation('memberships');
  const maySell = useCan('take_payment');
  const mayEdit = useCan('edit_loyalty');
  const mayRefund = useCan('refund') && one.leftMinor > 0;
  const mayWriteOff = useCan('manage_money') && one.status === 'expired' && one.leftMinor > 0;
  const unfreeze = useCommand(api.memberships.unfreeze.mutationOptions());
  return (
    <div className="z-pass-acts">
      {maySell && one.status === 'active' && one.freezeTimesLeft > 0 && one.freezeDaysLeft > 0 && (
        <Button
          variant="default"
          data-autofocus
          leftSection={<IconSnowflake size={16} aria-hidden />}
          onClick={() => onAct('freeze')}
        >
          {t('actions.freeze')}
        </Button>
      )}
      {maySell && one.status === 'frozen' && (
        <Button
          variant="default"
          data-autofocus
          leftSection={<IconSnowflakeOff size={16} aria-hidden />}
          loading={unfreeze.isPending}
          onClick={() => void unfreeze.run({ membershipId: one.id, version: one.version })}
        >
          {t('actions.unfreeze')}
        </Button>
      )}
      {mayEdit && (isLive(one) || one.status === 'expired') && (
        <Button variant="default" onClick={() => onAct('extend')}>
          {t('actions.extend')}
        </Button>
      )}
      {maySell && one.isFamily && isLive(one) && (
        <Button variant="default" onClick={() => onAct('family')}>
          {t('actions.family')}
        </Button>
      )}
      {(mayRefund || mayWriteOff || (mayEdit && isLive(one))) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
              {t('actions.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {mayEdit && isLive(one) && <Menu.Item onClick={() => onAct('transfer')}>{t('actions.transfer')}</Menu.Item>}
            {mayRefund && <Menu.Item onClick={() => onAct('refund')}>{t('actions.refund')}</Menu.Item>}
            {mayWriteOff && <Menu.Item onClick={() => onAct('writeOff')}>{t('actions.writeOff')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function Facts({ one }: { readonly one: Membership }) {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  const locale = useLocale();
  const maySeeClients = useCan('see_clients');
  const mayEdit = useCan('take_payment');
  const update = useCommand(api.memberships.update.mutationOptions());
  return (
    <dl className="z-pass-facts">
      <dt>{t('card.client')}</dt>
      <dd>
        {maySeeClients ? <Link to={`/clients/${one.clientId}?tab=passes`}>{one.clientName}</Link> : one.clientName}
      </dd>
      <dt>{t('card.lastDay')}</dt>
      <dd>
        <LastDayText one={one} />
      </dd>
      {one.startsOn !== null && (
        <>
          <dt>{t('card.starts')}</dt>
          <dd>{formatDate(one.startsOn, 'full', locale)}</dd>
        </>
      )}
      <dt>{t('card.sold')}</dt>
      <dd>{formatDate(one.soldOn, 'full', locale)}</dd>
      <dt>{t('card.price')}</dt>
      <dd>{money(one.priceMinor)}</dd>
      <dt>{t('card.left')}</dt>
      <dd>{money(one.leftMinor)}</dd>
      {(mayEdit || one.note !== '') && (
        <>
          <dt>{t('card.note')}</dt>
          <dd>
            {mayEdit ? (
              <NoteEdit
                label={t('card.note')}
                text={one.note}
                maxLength={400}
                empty={t('card.noNote')}
                onSave={(note) => void update.run({ membershipId: one.id, version: one.version, note })}
              />
            ) : (
              one.note
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

function Pools({ pools }: { readonly pools: Card['pools'] }) {
  const { t } = useTranslation('memberships');
  const textOf = usePoolText();
  return (
    <section className="z-section">
      <h2>{t('card.pools')}</h2>
      {pools.map((pool) => (
        <div key={pool.id} className="z-pass-pool">
          <div>{textOf(pool)}</div>
          {pool.visits !== null && (
            <Progress
              size="sm"
              aria-label={t('unitsOf', { left: pool.unitsLeft, visits: pool.visits })}
              value={((pool.unitsLeft ?? 0) / pool.visits) * 100}
            />
          )}
          {pool.serviceNames.length > 1 && <div className="z-dim">{pool.serviceNames.join(', ')}</div>}
        </div>
      ))}
    </section>
  );
}

function Family({ members }: { readonly members: Card['members'] }) {
  const { t } = useTranslation('memberships');
  return (
    <section className="z-section">
      <h2>{t('card.family')}</h2>
      {members.length === 0 && <p className="z-dim">{t('family.none')}</p>}
      {members.map((member) => (
        <div key={member.clientId}>
          {member.clientName}{' '}
          <span className="z-dim">
            {[
              member.maxUnits === null ? '' : t('card.familyLimit', { count: member.maxUnits }),
              t('card.familyUsed', { count: member.used }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      ))}
    </section>
  );
}

function Freezes({ one, freezes }: { readonly one: Membership; readonly freezes: Card['freezes'] }) {
  const { t } = useTranslation('memberships');
  const locale = useLocale();
  if (freezes.length === 0 && (one.freezeTimesLeft === 0 || !isLive(one))) return null;
  return (
    <section className="z-section">
      <h2>{t('card.freezes')}</h2>
      {freezes.map((freeze) => (
        <div key={freeze.id} className={freeze.isOver ? 'z-dim' : ''}>
          {formatDate(freeze.fromDate, 'full', locale)} – {formatDate(freeze.toDate, 'full', locale)} {freeze.reason}
        </div>
      ))}
      {isLive(one) && (
        <p className="z-dim">{t('card.freezesLeft', { days: one.freezeDaysLeft, times: one.freezeTimesLeft })}</p>
      )}
    </section>
  );
}

function isLive({ status }: Membership): boolean {
  return status === 'active' || status === 'frozen' || status === 'waiting';
}
