import type { SectionTab } from '../ui/SectionTabs.tsx';

/** Tabs of «Касса», in their order: checks, shift, operations, certificates, memberships, debts, goods. */
export const CASH_TABS: readonly SectionTab[] = [];
