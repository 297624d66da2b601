import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientHit, ClientCard } from '../../../src-shared/clients/clients.contract.ts';
import type { Relative } from '../../../src-shared/clients/client-parts.contract.ts';
import { api } from '../../api/client.ts';
import { codedError } from '../../api/error-text.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { ClientPicker } from '../ClientPicker.tsx';
import { suggestionsOf } from '../form/form-part.ts';
import { useSuggestions } from '../form/OriginFields.tsx';

interface RoleInputProps {
  readonly value: string;
  readonly onChange: (role: string) => void;
  readonly isFirst?: boolean;
}

function RoleInput({ value, onChange, isFirst = false }: RoleInputProps) {
  const { t } = useTranslation('clientCard');
  const used = useSuggestions();
  return (
    <Autocomplete
      label={t('relative.role')}
      placeholder={t('taken.roleHint')}
      maxLength={40}
      data-autofocus={isFirst || undefined}
      data={suggestionsOf(used?.familyRole, t('familyRoles', { returnObjects: true }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** Finds a relative and says who they are. */
export function RelativeDialog({ client, onClose }: { readonly client: ClientCard; readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('clientCard');
  const [picked, setPicked] = useState<ClientHit | null>(null);
  const [role, setRole] = useState('');
  const [error, setError] = useState('');
  const link = useCommand(api.clients.linkRelative.mutationOptions(), {
    onRefused: (refused) => {
      if (codedError(refused)?.data['reason'] !== 'ONESELF') return false;
      setError(t('refused.relativeOneself'));
      return true;
    },
  });
  const save = async (): Promise<void> => {
    if (!picked) return;
    setError('');
    if (await link.run({ clientId: client.id, relativeId: picked.id, role: role.trim() })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('relative.title')} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={14}>
          <ClientPicker
            value={picked}
            label={t('relative.who')}
            isExistingOnly
            autoFocus
            error={error}
            onChange={(next) => setPicked(next && 'id' in next ? next : null)}
          />
          <RoleInput value={role} onChange={setRole} />
          <DialogFoot isPending={link.isPending} submit={t('relative.save')} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

/** Says who a member of the family is. */
export function RoleDialog({ member, onClose }: { readonly member: Relative; readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('clientCard');
  const [role, setRole] = useState(member.role);
  const change = useCommand(api.clients.setFamilyRole.mutationOptions());
  return (
    <Modal opened onClose={onClose} title={t('relative.roleTitle', { name: member.name })} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change.run({ clientId: member.id, role: role.trim() }).then((done) => done && onClose());
        }}
      >
        <Stack gap={14}>
          <RoleInput value={role} onChange={setRole} isFirst />
          <DialogFoot isPending={change.isPending} submit={t('common:save')} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

interface DialogFootProps {
  readonly isPending: boolean;
  readonly submit: string;
  readonly onClose: () => void;
}

function DialogFoot({ isPending, submit, onClose }: DialogFootProps) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap={8}>
      <Button variant="default" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <Button type="submit" loading={isPending}>
        {submit}
      </Button>
    </Group>
  );
}
