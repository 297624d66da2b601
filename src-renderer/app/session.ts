import { createContext, useContext } from 'react';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import type { Session } from '../../src-shared/access/access.contract.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { formatAmount } from '../../src-shared/i18n/format.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';

/** Who is at the desk and the salon's settings: known on every screen behind the sign-in. */
export interface Desk {
  readonly session: Session;
  readonly settings: Settings;
  /** The salon's date and minute now, on its own wall clock; moves on by itself. */
  readonly today: string;
  readonly nowMin: number;
}

export const DeskContext = createContext<Desk | null>(null);

/** The desk; throws outside the signed-in frame. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk() outside the signed-in frame');
  return desk;
}

export function useSession(): Session {
  return useDesk().session;
}

export function useSettings(): Settings {
  return useDesk().settings;
}

/** Whether the person at the desk may do something; the core decides again, this only chooses what to show. */
export function useCan(permission: Permission): boolean {
  return useDesk().session.permissions.includes(permission);
}

export function useLocale(): Locale {
  return useDesk().session.user.locale;
}

/** Writes money in the salon's currency and the person's language. */
export function useMoney(): (minor: number) => string {
  const { settings, session } = useDesk();
  return (minor) => formatAmount(minor, settings.currency, session.user.locale);
}
