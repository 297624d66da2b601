import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { api, connection } from '../api/client.ts';
import { isConnectionLost } from '../api/connection.ts';
import { hasCode } from '../api/error-text.ts';
import { SignInPage } from '../access/SignInPage.tsx';
import { StartingScreen } from '../system/StartingScreen.tsx';
import { Frame } from './Frame.tsx';
import { showLocale } from './translator.ts';

const SetupPage = lazy(async () => ({ default: (await import('../setup/SetupPage.tsx')).SetupPage }));
const RecoveryPage = lazy(async () => ({ default: (await import('../setup/RecoveryPage.tsx')).RecoveryPage }));
const DeviceUnknownPage = lazy(async () => ({
  default: (await import('../access/DeviceUnknownPage.tsx')).DeviceUnknownPage,
}));

/** Chooses the screen: starting, unknown device, recovery, first run, sign-in, or the application. */
export function Gate() {
  const isLost = useSyncExternalStore(connection.subscribe, connection.get) === 'lost';
  const status = useQuery(
    api.setup.status.queryOptions({
      retry: (failures, error) => isConnectionLost(error) && failures < 60,
      retryDelay: 1000,
      // Another window may finish the first run or the recovery; nobody can hear live events before that.
      refetchInterval: ({ state }) => (state.data && state.data.state !== 'ready' ? 5000 : false),
    }),
  );
  const isReady = status.data?.state === 'ready';
  const session = useQuery(api.access.session.queryOptions({ enabled: isReady }));
  const locale = session.data?.user.locale ?? status.data?.locale;
  useEffect(() => {
    if (locale) showLocale(locale);
  }, [locale]);

  if (hasCode(status.error, 'DEVICE_UNKNOWN') || hasCode(session.error, 'DEVICE_UNKNOWN')) {
    return (
      <Suspense>
        <DeviceUnknownPage />
      </Suspense>
    );
  }
  if (!status.data) return <StartingScreen isLost={isLost} />;
  if (status.data.state === 'problem' && status.data.problem) {
    return (
      <Suspense>
        <RecoveryPage problem={status.data.problem} />
      </Suspense>
    );
  }
  if (status.data.state === 'new') {
    return (
      <Suspense>
        <SetupPage status={status.data} />
      </Suspense>
    );
  }
  if (session.data === undefined) return <StartingScreen isLost={isLost} />;
  if (session.data === null) return <SignInPage salonName={status.data.salonName} />;
  return <Frame session={session.data} />;
}
