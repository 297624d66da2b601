import { Alert, Button, Code, CopyButton, Modal, Select, Table, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText, fieldErrors } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

/** Keys by which other programs act for a user. */
export function TokensSection() {
  const { t } = useTranslation('access');
  const { session, settings } = useDesk();
  const tokens = useQuery(api.access.tokens.queryOptions());
  const revoke = useCommand(api.access.revokeToken.mutationOptions());
  const [isAdding, setAdding] = useState(false);
  const confirmRevoke = (tokenId: number, name: string): void => {
    modals.openConfirmModal({
      title: t('tokens.revokeTitle', { name }),
      children: <p>{t('tokens.revokeText')}</p>,
      labels: { confirm: t('tokens.revoke'), cancel: t('common:cancel') },
      confirmProps: { color: 'danger' },
      onConfirm: () => void revoke.run({ tokenId }),
    });
  };
  return (
    <section className="z-group">
      <div className="z-group-head">
        <h2>{t('tokens.title')}</h2>
        <Button size="sm" variant="default" leftSection={<IconKey size={16} />} onClick={() => setAdding(true)}>
          {t('tokens.add')}
        </Button>
      </div>
      <p className="z-dim">{t('tokens.text')}</p>
      {tokens.error && <p className="z-field-error">{errorText(tokens.error, t)}</p>}
      {tokens.data?.length === 0 && <p className="z-dim">{t('tokens.none')}</p>}
      {tokens.data && tokens.data.length > 0 && (
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tokens.columns.name')}</Table.Th>
              <Table.Th>{t('tokens.columns.user')}</Table.Th>
              <Table.Th>{t('tokens.columns.created')}</Table.Th>
              <Table.Th>
                <span className="z-visually-hidden">{t('tokens.columns.actions')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tokens.data.map((token) => (
              <Table.Tr key={token.id}>
                <Table.Td>{token.name}</Table.Td>
                <Table.Td>{token.userName}</Table.Td>
                <Table.Td>{formatInstant(token.createdAtMs, settings.timeZone, session.user.locale)}</Table.Td>
                <Table.Td>
                  <div className="z-row-actions">
                    <Button size="compact-sm" variant="default" onClick={() => confirmRevoke(token.id, token.name)}>
                      {t('tokens.revoke')}
                    </Button>
                  </div>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {isAdding && <TokenForm onClose={() => setAdding(false)} />}
    </section>
  );
}

function TokenForm({ onClose }: { readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('access');
  const { session } = useDesk();
  const [name, setName] = useState('');
  const [userId, setUserId] = useState<number>(session.user.id);
  const [token, setToken] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const people = useQuery(api.access.people.queryOptions());
  // A token acts as its user: for somebody else it takes the right to manage users.
  const choices = (people.data ?? []).filter(
    ({ id }) => id === session.user.id || session.permissions.includes('manage_users'),
  );
  const create = useCommand(api.access.createToken.mutationOptions(), {
    isQuiet: true,
    onRefused: (error) => {
      setFault(fieldErrors(error, t)['name'] ?? errorText(error, t));
      return true;
    },
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(null);
    const created = await create.run({ userId, name });
    if (created) setToken(created.token);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('tokens.add')}
      closeOnClickOutside={token === null}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {token === null ? (
        <form className="z-secret" onSubmit={(event) => void submit(event)} noValidate>
          <TextInput
            data-autofocus
            label={t('tokens.name')}
            description={t('tokens.nameHint')}
            value={name}
            maxLength={80}
            error={fault}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('tokens.user')}
            data={choices.map((person) => ({ value: String(person.id), label: person.name }))}
            value={String(userId)}
            allowDeselect={false}
            checkIconPosition="right"
            onChange={(value) => value && setUserId(Number(value))}
          />
          <div className="z-buttons z-buttons-end">
            <Button size="sm" variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button size="sm" type="submit" loading={create.isPending}>
              {t('tokens.add')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="z-secret">
          <Alert p="sm">{t('tokens.shownOnce')}</Alert>
          <Code block>{token}</Code>
          <div className="z-buttons z-buttons-end">
            <CopyButton value={token}>
              {({ copied, copy }) => (
                <Button size="sm" onClick={copy}>
                  {t(copied ? 'tokens.copied' : 'tokens.copy')}
                </Button>
              )}
            </CopyButton>
            <Button size="sm" variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
