import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Permission } from '../../src-shared/access/access.rules.ts';

/** A page of the settings. */
export interface SettingsSection {
  readonly id: string;
  readonly group: 'salon' | 'people' | 'data' | 'mine';
  /** One of them is enough; null = for everybody. */
  readonly permission: Permission | readonly Permission[] | null;
  readonly Page: LazyExoticComponent<ComponentType>;
}

/** The pages of the settings in their order. */
export const SETTINGS_SECTIONS: readonly SettingsSection[] = [
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
    id: 'clients',
    group: 'salon',
    permission: 'see_clients',
    Page: lazy(async () => ({ default: (await import('../clients/marks/ClientMarksPage.tsx')).ClientMarksPage })),
  },
  {
    id: 'calls',
    group: 'salon',
    permission: 'settings',
    Page: lazy(async () => ({ default: (await import('../retention/RulesPage.tsx')).RulesPage })),
  },
  {
    id: 'cash',
    group: 'salon',
    permission: 'settings',
    Page: lazy(async () => ({ default: (await import('../cash/CashSettingsPage.tsx')).CashSettingsPage })),
  },
  {
    id: 'requisites',
    group: 'salon',
    permission: 'settings',
    Page: lazy(async () => ({ default: (await import('./RequisitesPage.tsx')).RequisitesPage })),
  },
  {
    id: 'loyalty',
    group: 'salon',
    permission: 'settings',
    Page: lazy(async () => ({ default: (await import('../loyalty/LoyaltySettingsPage.tsx')).LoyaltySettingsPage })),
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
    id: 'personalData',
    group: 'data',
    permission: ['edit_clients', 'settings'],
    Page: lazy(async () => ({ default: (await import('../personal-data/PersonalDataPage.tsx')).PersonalDataPage })),
  },
  {
    id: 'import',
    group: 'data',
    permission: 'import_clients',
    Page: lazy(async () => ({ default: (await import('../import/ImportPage.tsx')).ImportPage })),
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
/** Whether a person with these rights may open a page of the settings. */
export function mayOpenSection({ permission }: SettingsSection, permissions: readonly Permission[]): boolean {
  return permission === null || [permission].flat().some((one) => permissions.includes(one));
}
