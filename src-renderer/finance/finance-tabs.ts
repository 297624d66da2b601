import type { SectionTab } from '../ui/SectionTabs.tsx';

/** Tabs of «Финансы», in their order: money now, movement, profit and loss, balance, debts, liabilities, check. */
export const FINANCE_TABS: readonly SectionTab[] = [];
