import { lazy } from 'react';
import type { SectionTab } from '../ui/SectionTabs.tsx';

/** Tabs of «Касса», in their order: checks, shift, operations, certificates, memberships, debts, goods. */
export const CASH_TABS: readonly SectionTab[] = [
  {
    id: 'sales',
    titleKey: 'checkout:sales.tab',
    Component: lazy(async () => ({ default: (await import('../checkout/SalesPage.tsx')).SalesPage })),
    permission: 'see_cash',
  },
  {
    id: 'invoices',
    titleKey: 'invoices:tab',
    Component: lazy(async () => ({ default: (await import('../invoices/InvoicesPage.tsx')).InvoicesPage })),
    permission: 'see_cash',
  },
  {
    id: 'shift',
    titleKey: 'cash:tabs.shift',
    Component: lazy(async () => ({ default: (await import('./ShiftPage.tsx')).ShiftPage })),
    permission: 'see_cash',
  },
  {
    id: 'receipts',
    titleKey: 'fiscal:tab',
    Component: lazy(async () => ({ default: (await import('../fiscal/ReceiptsPage.tsx')).ReceiptsPage })),
    permission: 'see_cash',
  },
  {
    id: 'operations',
    titleKey: 'cash:tabs.operations',
    Component: lazy(async () => ({ default: (await import('./OperationsPage.tsx')).OperationsPage })),
    permission: 'see_cash',
  },
  {
    id: 'suppliers',
    titleKey: 'cash:tabs.suppliers',
    Component: lazy(async () => ({ default: (await import('./SuppliersPage.tsx')).SuppliersPage })),
    permission: 'see_cash',
  },
  {
    id: 'book',
    titleKey: 'cash:tabs.book',
    Component: lazy(async () => ({ default: (await import('./BookPage.tsx')).BookPage })),
    permission: 'see_cash',
  },
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
  {
    id: 'certificates',
    titleKey: 'certificates:tab',
    Component: lazy(async () => ({ default: (await import('../certificates/CertificatesPage.tsx')).CertificatesPage })),
    permission: 'see_cash',
  },
  {
    id: 'memberships',
    titleKey: 'memberships:tab',
    Component: lazy(async () => ({ default: (await import('../memberships/MembershipsPage.tsx')).MembershipsPage })),
    permission: 'see_cash',
  },
];
