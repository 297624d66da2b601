import { lazy } from 'react';
import type { SectionTab } from '../ui/SectionTabs.tsx';

const permission = 'see_finance';

/** Tabs of «Финансы», in their order: money now, movement, profit and loss, balance, debts, documents, check. */
export const FINANCE_TABS: readonly SectionTab[] = [
  {
    id: 'money',
    titleKey: 'ledger:tabs.money',
    Component: lazy(async () => ({ default: (await import('./MoneyPage.tsx')).MoneyPage })),
    permission,
  },
  {
    id: 'movement',
    titleKey: 'ledger:tabs.movement',
    Component: lazy(async () => ({ default: (await import('./MovementPage.tsx')).MovementPage })),
    permission,
  },
  {
    id: 'profit',
    titleKey: 'ledger:tabs.profit',
    Component: lazy(async () => ({ default: (await import('./ProfitPage.tsx')).ProfitPage })),
    permission,
  },
  {
    id: 'balance',
    titleKey: 'ledger:tabs.balance',
    Component: lazy(async () => ({ default: (await import('./BalancePage.tsx')).BalancePage })),
    permission,
  },
  {
    id: 'debts',
    titleKey: 'ledger:tabs.debts',
    Component: lazy(async () => ({ default: (await import('./DebtsPage.tsx')).DebtsPage })),
    permission,
  },
  {
    id: 'bonuses',
    titleKey: 'loyalty:financeTab',
    Component: lazy(async () => ({ default: (await import('../loyalty/LiabilityPage.tsx')).LiabilityPage })),
    permission,
  },
  {
    id: 'documents',
    titleKey: 'ledger:tabs.documents',
    Component: lazy(async () => ({ default: (await import('./RegisterPage.tsx')).RegisterPage })),
    permission,
  },
  {
    id: 'check',
    titleKey: 'ledger:tabs.check',
    Component: lazy(async () => ({ default: (await import('./CheckPage.tsx')).CheckPage })),
    permission,
  },
  {
    id: 'certificates',
    titleKey: 'passes:liabilities.tab.certificate',
    Component: lazy(async () => ({
      default: (await import('../passes/LiabilitiesPage.tsx')).CertificateLiabilitiesPage,
    })),
    permission: 'see_finance',
  },
  {
    id: 'memberships',
    titleKey: 'passes:liabilities.tab.membership',
    Component: lazy(async () => ({
      default: (await import('../passes/LiabilitiesPage.tsx')).MembershipLiabilitiesPage,
    })),
    permission: 'see_finance',
  },
];
