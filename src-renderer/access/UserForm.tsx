import { Button, Modal, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role, type SecretKind, secretFault } from '../../src-shared/access/access.rules.ts';
import { shortPersonName } from '../../src-shared/staff/staff.rules.ts';
import { LOCALES, type Locale } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText, fieldErrors } from '../api/error-text.ts';
import { showError, showNotice, useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { Choice } from '../settings/Choice.tsx';
import type { User } from './UsersPage.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface UserFormProps {
  /** Null adds a new user. */
  readonly user: User | null;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly role: Role;
  readonly staffId: number | null;
  readonly locale: Locale;
  readonly isActive: boolean;
  readonly secretKind: SecretKind;
  readonly secret: string;
}

/** Adds or changes a user; an empty secret keeps the present one. */
export function UserForm({ user, onClose }: UserFormProps) {
  useReturnFocus();
  const { t } = useTranslation('access');
  const ownLocale = useLocale();
  const [draft, setDraft] = useState<Draft>({
    name: user?.name ?? '',
    role: user?.role ?? 'administrator',
    staffId: user?.staffId ?? null,
    locale: user?.locale ?? ownLocale,
    isActive: user?.isActive ?? true,
    secretKind: user?.secretKind ?? 'pin',
    secret: '',
  });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const onRefused = (error: unknown): boolean => {
    const byField = fieldErrors(error, t);
    setFaults(Object.keys(byField).length > 0 ? byField : { form: errorText(error, t) });
    return true;
  };
  const create = useCommand(api.access.createUser.mutationOptions(), { onRefused });
  const update = useCommand(api.access.updateUser.mutationOptions(), { onRefused });
  const unlock = useMutation(
    api.access.unlockUser.mutationOptions({
      onSuccess: () => showNotice(t('users.unlocked', { name: draft.name })),
      onError: (error) => showError(error, t),
    }),
  );
  const set = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { secret, secretKind, ...values } = draft;
    const needsSecret = user === null || secret !== '' || secretKind !== user.secretKind;
    const fault = needsSecret ? secretFault(secretKind, secret) : null;
    const found = {
      ...(draft.name.trim() === '' ? { name: t('common:fields.required') } : {}),
      ...(fault ? { secret: t(`errors:fault.${fault}`) } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const { isActive: _isActive, ...created } = values;
    const written = user
      ? await update.run({
          userId: user.id,
          version: user.version,
          ...values,
          ...(needsSecret ? { secret, secretKind } : {}),
        })
      : await create.run({ ...created, secret, secretKind });
    if (written) onClose();
  };
  const isPin = draft.secretKind === 'pin';
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t(user ? 'users.edit' : 'users.add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form className="z-secret" onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          data-autofocus
          label={t('users.name')}
          value={draft.name}
          maxLength={80}
          error={faults['name']}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <div className="z-two">
          <Select
            label={t('users.role')}
            description={t(`users.roleRights.${draft.role}`)}
            data={ROLES.map((value) => ({ value, label: t(`common:roles.${value}`) }))}
            value={draft.role}
            allowDeselect={false}
            checkIconPosition="right"
            error={faults['role']}
            onChange={(value) => set({ role: ROLES.find((role) => role === value) ?? draft.role })}
          />
          <Select
            label={t('users.staff')}
            description={t('users.staffHint')}
            placeholder={t('users.staffNone')}
            searchable
            clearable
            data={(staff.data ?? []).map((person) => ({
              value: String(person.id),
              label: `${person.firstName} ${person.lastName}`.trim(),
            }))}
            value={draft.staffId === null ? null : String(draft.staffId)}
            onChange={(value) => {
              const staffId = value === null ? null : Number(value);
              const person = staff.data?.find(({ id }) => id === staffId);
              // A new account begins with the role of the person's position, and with their name.
              set({
                staffId,
                ...(user === null && person?.positionRole ? { role: person.positionRole } : {}),
                ...(user === null && person && draft.name.trim() === '' ? { name: shortPersonName(person) } : {}),
              });
            }}
          />
        </div>
        <Choice
          label={t('users.language')}
          value={draft.locale}
          data={LOCALES.map((value) => ({ value, label: t(`common:languages.${value}`) }))}
          onChange={(text) => set({ locale: LOCALES.find((value) => value === text) ?? 'ru' })}
        />
        <div className="z-two">
          <Choice
            label={t('secret.kind')}
            value={draft.secretKind}
            data={[
              { value: 'pin', label: t('pin') },
              { value: 'password', label: t('password') },
            ]}
            onChange={(text) => set({ secretKind: text === 'pin' ? 'pin' : 'password', secret: '' })}
          />
          <PasswordInput
            label={t(user ? 'users.newSecret' : isPin ? 'pin' : 'password')}
            description={user ? t('users.keepSecret') : t(isPin ? 'secret.pinRule' : 'secret.passwordRule')}
            value={draft.secret}
            inputMode={isPin ? 'numeric' : 'text'}
            maxLength={128}
            autoComplete="new-password"
            error={faults['secret']}
            visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }}
            onChange={(event) => set({ secret: event.currentTarget.value })}
          />
        </div>
        {user && (
          <Switch
            label={t('users.active')}
            checked={draft.isActive}
            onChange={(event) => set({ isActive: event.currentTarget.checked })}
          />
        )}
        {faults['form'] && (
          <p className="z-field-error" role="alert">
            {faults['form']}
          </p>
        )}
        <div className="z-buttons z-buttons-end">
          {user && (
            <Button
              size="sm"
              variant="subtle"
              mr="auto"
              loading={unlock.isPending}
              onClick={() => unlock.mutate({ userId: user.id })}
            >
              {t('users.unlock')}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button size="sm" type="submit" loading={create.isPending || update.isPending}>
            {t(user ? 'common:save' : 'common:add')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
