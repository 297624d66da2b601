import { type LocalDate, daysBetween } from '../kernel/local-date.ts';
import type { AccountCode } from './accounts.rules.ts';

/** Ages of a debt in days since the check: up to 30, 60, 90, and older. */
export const DEBT_AGES = ['days30', 'days60', 'days90', 'older'] as const;
export type DebtAge = (typeof DEBT_AGES)[number];

/** How old a debt is; the day of the check is age 0. */
export function debtAge(soldOn: LocalDate, today: LocalDate): DebtAge {
  const days = daysBetween(soldOn, today);
  if (days <= 30) return 'days30';
  if (days <= 60) return 'days60';
  return days <= 90 ? 'days90' : 'older';
}

/** What the salon owes, in the order shown, with its account. */
export const OBLIGATION_KINDS = {
  deposits: 2100,
  certificates: 2200,
  expiredCertificates: 2210,
  memberships: 2300,
  bonuses: 2400,
  tips: 2510,
  payroll: 2500,
  suppliers: 2010,
} as const satisfies Record<string, AccountCode>;
export type ObligationKind = keyof typeof OBLIGATION_KINDS;
