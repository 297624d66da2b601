import { type ComponentType, type LazyExoticComponent, Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Navigate, useParams } from 'react-router';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import { useSession } from '../app/session.ts';
import './settings.css';

interface SettingsSection {
  readonly id: string;
  readonly group: 'salon' | 'people' | 'data' | 'mine';
  /** One of them is enough; null = for everybody. */
  readonly permission: Permission | readonly Permission[] | null;
  readonly Page: LazyExoticComponent<ComponentType>;
}

const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  {
    id: 'salon',
    group: 'salon',
    permission: 'settings',
    Page: lazy(async () => ({ default: (await import('./SalonSettingsPage.tsx')).SalonSettingsPage })),
  },
  {
    id: 'services',
    group: 'salon',
    permission: 'see_catalogue',
    Page: lazy(async () => ({ default: (await import('../services/ServicesPage.tsx')).ServicesPage })),
  },
  {
    id: 'staff',
    group: 'salon',
    permission: 'see_catalogue',
    Page: lazy(async () => ({ default: (await import('../staff/StaffPage.tsx')).StaffPage })),
  },
  {
    id: 'rooms',
    group: 'salon',
    permission: 'see_catalogue',
    Page: lazy(async () => ({ default: (await import('../rooms/RoomsPage.tsx')).RoomsPage })),
  },
  {
    id: 'users',
    group: 'people',
    permission: 'manage_tokens',
    Page: lazy(async () => ({ default: (await import('../access/UsersPage.tsx')).UsersPage })),
  },
  {
    id: 'history',
    group: 'people',
    permission: 'see_journal',
    Page: lazy(async () => ({ default: (await import('../history/HistoryPage.tsx')).HistoryPage })),
  },
  {
    id: 'backup',
    group: 'data',
    permission: 'backup',
    Page: lazy(async () => ({ default: (await import('../backup/BackupPage.tsx')).BackupPage })),
  },
  {
    id: 'sheets',
    group: 'data',
    permission: ['print_documents', 'settings'],
    Page: lazy(async () => ({ default: (await import('../documents/EveningSheetsPage.tsx')).EveningSheetsPage })),
  },
  {
    id: 'view',
    group: 'mine',
    permission: null,
    Page: lazy(async () => ({ default: (await import('./ViewSettingsPage.tsx')).ViewSettingsPage })),
  },
  {
    id: 'about',
    group: 'mine',
    permission: null,
    Page: lazy(async () => ({ default: (await import('./AboutPage.tsx')).AboutPage })),
  },
];
const GROUPS = ['salon', 'people', 'data', 'mine'] as const;

/** Settings: the sections that the person may see, and the chosen one. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { section } = useParams();
  const { permissions } = useSession();
  const open = SETTINGS_SECTIONS.filter(
    ({ permission }) => permission === null || [permission].flat().some((one) => permissions.includes(one)),
  );
  const chosen = open.find(({ id }) => id === section);
  if (!chosen) return <Navigate to={`/settings/${open[0]?.id ?? 'view'}`} replace />;
  return (
    <div className="z-settings">
      <nav className="z-settings-nav" aria-label={t('title')}>
        {GROUPS.map((group) => {
          const list = open.filter((item) => item.group === group);
          if (list.length === 0) return null;
          return (
            <div key={group}>
              <h2>{t(`groups.${group}`)}</h2>
              {list.map(({ id }) => (
                <NavLink key={id} to={`/settings/${id}`} className="z-settings-link">
                  {t(`sections.${id}`)}
                </NavLink>
              ))}
            </div>
          );
        })}
      </nav>
      <div className="z-settings-body">
        <Suspense>
          <chosen.Page />
        </Suspense>
      </div>
    </div>
  );
}
