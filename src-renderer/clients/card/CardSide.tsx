import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClientCard } from '../../../src-shared/clients/clients.contract.ts';
import type { Relative } from '../../../src-shared/clients/client-parts.contract.ts';
import { api } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useCan } from '../../app/session.ts';
import { useStaffNames } from '../use-client-lists.ts';
import { RelativeDialog, RoleDialog } from './FamilyDialogs.tsx';

/** The family, the masters, and where the client came from; empty parts are left out. */
export function CardSide({ client }: { readonly client: ClientCard }) {
  return (
    <>
      <Family client={client} />
      <About client={client} />
    </>
  );
}

function About({ client }: { readonly client: ClientCard }) {
  const { t } = useTranslation('clientCard');
  const { nameOf } = useStaffNames();
  const { brought, recommendedBy } = client;
  const more = brought.count - brought.newest.length;
  const facts: [string, ReactNode][] = [
    ['responsible', nameOf(client.responsibleStaffId)],
    ['preferred', client.preferredStaffIds.map(nameOf).filter(Boolean).join(', ')],
    ['heard', client.source],
    ['learned', client.learnedFrom],
    ['decided', client.decidedBy],
    ['recommendedBy', recommendedBy && <ClientLink key={recommendedBy.id} client={recommendedBy} />],
    [
      'brought',
      brought.count > 0 && (
        <>
          {brought.newest.map((other, index) => (
            <span key={other.id}>
              {index > 0 && ', '}
              <ClientLink client={other} />
            </span>
          ))}
          {more > 0 && ` ${t('side.broughtMore', { count: more })}`}
        </>
      ),
    ],
  ];
  const shown = facts.filter(([, value]) => Boolean(value));
  if (shown.length === 0) return null;
  return (
    <>
      <h2>{t('side.about')}</h2>
      <dl className="z-client-about">
        {shown.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`side.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function ClientLink({ client }: { readonly client: { readonly id: number; readonly name: string } }) {
  return (
    <Link className="z-link" to={`/clients/${client.id}`}>
      {client.name}
    </Link>
  );
}

function Family({ client }: { readonly client: ClientCard }) {
  const { t } = useTranslation('clientCard');
  const mayEdit = useCan('edit_clients');
  const leave = useCommand(api.clients.leaveFamily.mutationOptions());
  const [asks, setAsks] = useState<'relative' | Relative | null>(null);
  const members = client.family?.members ?? [];
  if (!mayEdit && members.length === 0) return null;
  return (
    <>
      <h2>
        {t('side.family')}
        {client.family?.role ? (
          <span className="z-dim"> · {t('side.ownRole', { role: client.family.role })}</span>
        ) : null}
      </h2>
      <ul className="z-client-family">
        {members.map((member) => (
          <li key={member.id}>
            <span>
              <ClientLink client={member} /> <span className="z-dim">{member.role || t('side.noRole')}</span>
              {member.phone && <small>{member.phone}</small>}
            </span>
            {mayEdit && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    aria-label={t('side.relativeActs', { name: member.name })}
                  >
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setAsks(member)}>{t('side.changeRole')}</Menu.Item>
                  <Menu.Item onClick={() => void leave.run({ clientId: member.id })}>{t('side.leave')}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Button
          variant="subtle"
          size="compact-sm"
          ml={-8}
          leftSection={<IconUserPlus size={14} aria-hidden />}
          onClick={() => setAsks('relative')}
        >
          {t('side.addRelative')}
        </Button>
      )}
      {asks === 'relative' && <RelativeDialog client={client} onClose={() => setAsks(null)} />}
      {asks !== null && asks !== 'relative' && <RoleDialog member={asks} onClose={() => setAsks(null)} />}
    </>
  );
}
