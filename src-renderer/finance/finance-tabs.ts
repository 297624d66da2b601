import { lazy } from 'react';
import type { SectionTab } from '../ui/SectionTabs.tsx';

/** Tabs of «Финансы», in their order: money now, movement, profit and loss, balance, debts, liabilities, check. */
export const FINANCE_TABS: readonly SectionTab[] = [
  {
    id: 'bonuses',
    titleKey: 'loyalty:financeTab',
    Component: lazy(async () => ({ default: (await import('../loyalty/LiabilityPage.tsx')).LiabilityPage })),
    permission: 'see_finance',
  },
];
