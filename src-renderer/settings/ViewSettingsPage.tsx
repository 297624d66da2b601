import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '../../src-shared/access/access.contract.ts';
import { secretFault } from '../../src-shared/access/access.rules.ts';
import { LOCALES, type Locale } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError, showNotice } from '../api/use-command.tsx';
import { useSession } from '../app/session.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Choice } from './Choice.tsx';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const DENSITIES = ['compact', 'normal', 'touch'] as const;
const FILLS = ['status', 'category', 'master'] as const;

/** How the person likes the screen, and their own secret. Choices take effect at once. */
export function ViewSettingsPage() {
  const { t } = useTranslation('settings');
  const { preferences, user } = useSession();
  const cache = useQueryClient();
  const save = useMutation(
    api.access.savePreferences.mutationOptions({
      onSuccess: (session) => cache.setQueryData(api.access.session.queryKey(), session),
      onError: (error) => showError(error, t),
    }),
  );
  const set = (values: Partial<Preferences> & { locale?: Locale }): void => save.mutate(values);
  return (
    <>
      <PageHeader title={t('sections.view')} />
      <div className="z-form">
        <section className="z-group">
          <p className="z-dim">{t('view.text')}</p>
          <Choice
            label={t('view.theme')}
            value={preferences.colourScheme}
            data={SCHEMES.map((value) => ({ value, label: t(`view.themes.${value}`) }))}
            onChange={(text) => set({ colourScheme: SCHEMES.find((value) => value === text) ?? 'auto' })}
          />
          <Choice
            label={t('view.density')}
            value={preferences.density}
            data={DENSITIES.map((value) => ({ value, label: t(`view.densities.${value}`) }))}
            onChange={(text) => set({ density: DENSITIES.find((value) => value === text) ?? 'normal' })}
          />
          <Choice
            label={t('view.cardFill')}
            hint={t('view.cardFillHint')}
            value={preferences.cardFill}
            data={FILLS.map((value) => ({ value, label: t(`view.cardFills.${value}`) }))}
            onChange={(text) => set({ cardFill: FILLS.find((value) => value === text) ?? 'status' })}
          />
          <Choice
            label={t('view.language')}
            value={user.locale}
            data={LOCALES.map((value) => ({ value, label: t(`common:languages.${value}`) }))}
            onChange={(text) => set({ locale: LOCALES.find((value) => value === text) ?? 'ru' })}
          />
        </section>
        <OwnSecret />
      </div>
    </>
  );
}

const EMPTY = { current: '', next: '', repeated: '' };

function OwnSecret() {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const cache = useQueryClient();
  const [values, setValues] = useState(EMPTY);
  const [kind, setKind] = useState(user.secretKind);
  const [faults, setFaults] = useState<Partial<typeof EMPTY>>({});
  const change = useMutation(
    api.access.changeOwnSecret.mutationOptions({
      onSuccess: () => {
        setValues(EMPTY);
        showNotice(t('view.changed'));
        return cache.invalidateQueries({ queryKey: api.access.session.key() });
      },
      onError: (error) => setFaults({ current: errorText(error, t) }),
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = secretFault(kind, values.next);
    const found = {
      ...(values.current === '' ? { current: t('common:fields.required') } : {}),
      ...(fault ? { next: t(`errors:fault.${fault}`) } : {}),
      ...(!fault && values.next !== values.repeated ? { repeated: t('access:secret.differs') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length === 0) change.mutate({ current: values.current, next: values.next, kind });
  };
  const fields = [
    ['current', t('view.current'), 'current-password'],
    ['next', t('access:secret.next'), 'new-password'],
    ['repeated', t('access:secret.again'), 'new-password'],
  ] as const;
  return (
    <form className="z-group" onSubmit={submit} noValidate>
      <h2>{t('view.secret')}</h2>
      <Choice
        label={t('access:secret.kind')}
        hint={t(kind === 'pin' ? 'access:secret.pinRule' : 'access:secret.passwordRule')}
        value={kind}
        data={[
          { value: 'pin', label: t('access:pin') },
          { value: 'password', label: t('access:password') },
        ]}
        onChange={(text) => setKind(text === 'pin' ? 'pin' : 'password')}
      />
      <div className="z-three">
        {fields.map(([name, label, autoComplete]) => (
          <PasswordInput
            key={name}
            label={label}
            value={values[name]}
            maxLength={128}
            autoComplete={autoComplete}
            error={faults[name]}
            visibilityToggleButtonProps={{ 'aria-label': t('access:showSecret') }}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <div className="z-buttons">
        <Button size="sm" type="submit" variant="default" loading={change.isPending}>
          {t('view.change')}
        </Button>
      </div>
    </form>
  );
}
