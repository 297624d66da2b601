import { lazy } from 'react';
import type { SectionTab } from '../ui/SectionTabs.tsx';

/** Tabs of «Касса», in their order: checks, shift, operations, certificates, memberships, debts, goods. */
export const CASH_TABS: readonly SectionTab[] = [
  {
    id: 'debts',
    titleKey: 'clientAccount:debtsTab',
    Component: lazy(async () => ({ default: (await import('../client-account/DebtorsPage.tsx')).DebtorsPage })),
    permission: 'see_cash',
  },
  {
    id: 'products',
    titleKey: 'products:tab',
    Component: lazy(async () => ({ default: (await import('../products/ProductsPage.tsx')).ProductsPage })),
    permission: 'see_catalogue',
  },
  {
    id: 'loyalty',
    titleKey: 'loyalty:tab',
    Component: lazy(async () => ({ default: (await import('../loyalty/LoyaltyPage.tsx')).LoyaltyPage })),
    permission: 'see_cash',
  },
];
