import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '../../src-shared/access/access.contract.ts';
import { api, client, queryClient } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useSession } from '../app/session.ts';

/** The person's view of the journal, and how to change it: shown at once, kept by the core for the next sign-in. */
export function usePreferences(): {
  readonly preferences: Preferences;
  readonly save: (change: Partial<Preferences>) => void;
} {
  const { t } = useTranslation();
  const { preferences } = useSession();
  const save = useCallback(
    (change: Partial<Preferences>) => {
      const key = api.access.session.queryKey();
      queryClient.setQueryData(key, (session) =>
        session ? { ...session, preferences: { ...session.preferences, ...change } } : session,
      );
      client.access.savePreferences(change).catch((error: unknown) => {
        showError(error, t);
        void queryClient.invalidateQueries({ queryKey: key });
      });
    },
    [t],
  );
  return { preferences, save };
}
