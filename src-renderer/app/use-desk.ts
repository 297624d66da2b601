import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Session } from '../../src-shared/access/access.contract.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { writeErrorsIn } from '../api/error-text.ts';
import { startLive } from '../api/live.ts';
import type { Desk } from './session.ts';

const TICK_MS = 10_000;

/** What every screen knows: the person, the settings and the salon's clock; null until they are read. */
export function useDeskData(session: Session, isOpen: boolean): Desk | null {
  const settings = useQuery(api.settings.get.queryOptions({ input: {}, enabled: isOpen }));
  const info = useQuery(api.system.info.queryOptions({ enabled: isOpen, refetchInterval: 60_000 }));
  const timeZone = settings.data?.timeZone ?? DEFAULT_SETTINGS.timeZone;
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { locale } = session.user;
  const currency = settings.data?.currency;
  useEffect(() => {
    if (currency) writeErrorsIn({ locale, currency });
  }, [locale, currency]);
  // This device's clock may be wrong; the core's clock is the salon's.
  const aheadMs = info.data ? info.data.nowMs - info.dataUpdatedAt : 0;
  if (!settings.data || !info.data) return null;
  const { localDate, minute } = localOf(nowMs + aheadMs, timeZone);
  return { session, settings: settings.data, today: localDate, nowMin: minute };
}

/** Shows the page as the person likes it: colours and density. */
export function useAppearance(session: Session): void {
  const { setColorScheme } = useMantineColorScheme();
  const { colourScheme, density } = session.preferences;
  useEffect(() => setColorScheme(colourScheme), [colourScheme, setColorScheme]);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
}

/** Hears live events while the person is at the desk. */
export function useLive(session: Session): void {
  const { isLocked } = session;
  useEffect(() => (isLocked ? undefined : startLive()), [isLocked]);
}
