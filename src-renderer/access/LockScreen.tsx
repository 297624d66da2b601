import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../src-shared/access/access.contract.ts';
import { api } from '../api/client.ts';
import { PeopleList } from './PeopleList.tsx';
import { type Person, SecretForm } from './SecretForm.tsx';

/** Stands over the locked desk: the same person goes on where they were, another one can sign in. */
export function LockScreen({ session }: { readonly session: Session }) {
  const { t } = useTranslation('access');
  const queryClient = useQueryClient();
  const people = useQuery(api.access.people.queryOptions());
  const { user } = session;
  const [chosen, setChosen] = useState<Person | 'list'>(user);
  // Another window of this desk may have been unlocked meanwhile.
  useEffect(() => {
    const look = (): void => void queryClient.invalidateQueries({ queryKey: api.access.session.key() });
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [queryClient]);
  return (
    <div className="z-lock" role="dialog" aria-modal="true" aria-label={t('locked')}>
      <section className="z-centred-panel" style={{ maxWidth: 380 }}>
        <h1>{t('locked')}</h1>
        {chosen === 'list' ? (
          <PeopleList people={people.data ?? []} onChoose={setChosen} />
        ) : (
          <>
            <SecretForm key={chosen.id} person={chosen} />
            {(people.data?.length ?? 0) > 1 && (
              <Button
                size="sm"
                variant="subtle"
                leftSection={<IconUsers size={16} />}
                onClick={() => setChosen('list')}
              >
                {t('otherPerson')}
              </Button>
            )}
          </>
        )}
      </section>
    </div>
  );
}
