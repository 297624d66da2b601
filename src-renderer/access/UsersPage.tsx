import { Badge, Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useSession } from '../app/session.ts';
import { Initials } from '../ui/Initials.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TokensSection } from './TokensSection.tsx';
import { UserForm } from './UserForm.tsx';

export type User = Awaited<ReturnType<typeof client.access.users>>[number];

/** Who signs in, with which role; keys of other programs. */
export function UsersPage() {
  const { t } = useTranslation('access');
  const mayManage = useCan('manage_users');
  const [edited, setEdited] = useState<User | 'new' | null>(null);
  return (
    <>
      <PageHeader title={t('users.title')}>
        {mayManage && (
          <Button size="sm" leftSection={<IconUserPlus size={16} />} onClick={() => setEdited('new')}>
            {t('users.add')}
          </Button>
        )}
      </PageHeader>
      <div className="z-form z-form-wide">
        {mayManage && <UsersSection onEdit={setEdited} />}
        <TokensSection />
      </div>
      {edited !== null && <UserForm user={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function UsersSection({ onEdit }: { readonly onEdit: (user: User) => void }) {
  const { t } = useTranslation('access');
  const session = useSession();
  const users = useQuery(api.access.users.queryOptions());
  return (
    <section className="z-group">
      <p className="z-dim">{t('users.text')}</p>
      {users.error && <p className="z-field-error">{errorText(users.error, t)}</p>}
      {users.data && (
        <Table verticalSpacing={6} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('users.columns.name')}</Table.Th>
              <Table.Th>{t('users.columns.role')}</Table.Th>
              <Table.Th>{t('users.columns.secret')}</Table.Th>
              <Table.Th>{t('users.columns.state')}</Table.Th>
              <Table.Th>
                <span className="z-visually-hidden">{t('users.columns.actions')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {users.data.map((user) => (
              <Table.Tr key={user.id}>
                <Table.Td>
                  <div className="z-person-cell">
                    <Initials name={user.name} size={28} />
                    {user.name}
                    {user.id === session.user.id && <span className="z-dim">({t('users.you')})</span>}
                  </div>
                </Table.Td>
                <Table.Td>{t(`common:roles.${user.role}`)}</Table.Td>
                <Table.Td>{t(user.secretKind === 'pin' ? 'pin' : 'password')}</Table.Td>
                <Table.Td>
                  {user.isActive ? (
                    t('users.active')
                  ) : (
                    <Badge variant="light" color="danger">
                      {t('users.blocked')}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>
                  <div className="z-row-actions">
                    <Button size="compact-sm" variant="default" onClick={() => onEdit(user)}>
                      {t('common:edit')}
                    </Button>
                  </div>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
