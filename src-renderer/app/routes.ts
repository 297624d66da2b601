import {
  IconCalendarTime,
  IconCashRegister,
  IconChartBar,
  IconLayoutColumns,
  IconPhoneCall,
  IconSettings,
  IconUsers,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Permission } from '../../src-shared/access/access.rules.ts';

/** A section of the rail, in its order (Ctrl+1 is the first). Sections that are not built yet are not listed at all. */
export interface Section {
  readonly id: 'journal' | 'schedule' | 'clients' | 'calls' | 'cash' | 'finance' | 'settings';
  readonly path: string;
  /** i18n key. */
  readonly title: string;
  readonly icon: TablerIcon;
  readonly permission: Permission | null;
}

export const SECTIONS: readonly Section[] = [
  {
    id: 'journal',
    path: '/journal',
    title: 'system:sections.journal',
    icon: IconLayoutColumns,
    permission: 'see_journal',
  },
  {
    id: 'schedule',
    path: '/schedule',
    title: 'system:sections.schedule',
    icon: IconCalendarTime,
    permission: 'see_catalogue',
  },
  { id: 'clients', path: '/clients', title: 'system:sections.clients', icon: IconUsers, permission: 'see_clients' },
  { id: 'calls', path: '/calls', title: 'system:sections.calls', icon: IconPhoneCall, permission: 'see_clients' },
  { id: 'cash', path: '/cash', title: 'system:sections.cash', icon: IconCashRegister, permission: 'see_cash' },
  { id: 'finance', path: '/finance', title: 'system:sections.finance', icon: IconChartBar, permission: 'see_finance' },
  { id: 'settings', path: '/settings', title: 'system:sections.settings', icon: IconSettings, permission: null },
];

type PageModule = () => Promise<{ Component: ComponentType }>;

/** Pages by route; each is loaded when it is first opened. */
export const PAGES: readonly {
  readonly path: string;
  readonly permission: Permission | null;
  readonly lazy: PageModule;
}[] = [
  {
    path: 'journal/:date?',
    permission: 'see_journal',
    lazy: async () => ({ Component: (await import('../journal/JournalPage.tsx')).JournalPage }),
  },
  {
    path: 'schedule',
    permission: 'see_catalogue',
    lazy: async () => ({ Component: (await import('../schedule/SchedulePage.tsx')).SchedulePage }),
  },
  {
    path: 'clients',
    permission: 'see_clients',
    lazy: async () => ({ Component: (await import('../clients/ClientsPage.tsx')).ClientsPage }),
  },
  {
    path: 'clients/import',
    permission: 'import_clients',
    lazy: async () => ({ Component: (await import('../import/ImportPage.tsx')).ImportPage }),
  },
  {
    path: 'clients/duplicates',
    permission: 'edit_clients',
    lazy: async () => ({ Component: (await import('../duplicates/DuplicatesPage.tsx')).DuplicatesPage }),
  },
  {
    path: 'clients/:id',
    permission: 'see_clients',
    lazy: async () => ({ Component: (await import('../clients/ClientPage.tsx')).ClientPage }),
  },
  {
    path: 'calls',
    permission: 'see_clients',
    lazy: async () => ({ Component: (await import('../retention/RetentionPage.tsx')).RetentionPage }),
  },
  {
    path: 'cash/:tab?',
    permission: 'see_cash',
    lazy: async () => ({ Component: (await import('../cash/CashPage.tsx')).CashPage }),
  },
  {
    path: 'finance/:tab?',
    permission: 'see_finance',
    lazy: async () => ({ Component: (await import('../finance/FinancePage.tsx')).FinancePage }),
  },
  {
    path: 'substitution',
    permission: 'edit_journal',
    lazy: async () => ({ Component: (await import('../substitution/SubstitutionPage.tsx')).SubstitutionPage }),
  },
  {
    path: 'settings/:section?',
    permission: null,
    lazy: async () => ({ Component: (await import('../settings/SettingsPage.tsx')).SettingsPage }),
  },
];
