import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { CentredScreen } from '../ui/CentredScreen.tsx';
import { PeopleList } from './PeopleList.tsx';
import { type Person, SecretForm } from './SecretForm.tsx';

/** Signing in: choose a name, then give the PIN or the password. */
export function SignInPage({ salonName }: { readonly salonName: string | null }) {
  const { t } = useTranslation('access');
  const people = useQuery(api.access.people.queryOptions());
  const [chosen, setChosen] = useState<Person | null>(null);
  const list = people.data ?? [];
  const person = chosen ?? (list.length === 1 ? (list[0] ?? null) : null);
  return (
    <CentredScreen title={salonName ?? t('common:appName')} width={380}>
      {person ? (
        <SecretForm person={person} {...(list.length > 1 ? { onBack: () => setChosen(null) } : {})} />
      ) : (
        <>
          <p className="z-dim">{t('whoAreYou')}</p>
          <PeopleList people={list} onChoose={setChosen} />
        </>
      )}
    </CentredScreen>
  );
}
