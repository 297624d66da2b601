/** Roles of people who sign in. */
export const ROLES = ['owner', 'administrator', 'master', 'accountant', 'sysadmin'] as const;
export type Role = (typeof ROLES)[number];

/** Everything a role may be allowed: the rights of domain.md section 13 and those of the screens. */
export const PERMISSIONS = [
  // domain.md 13
  'override_conflict',
  'book_in_past',
  'manual_price',
  'manual_discount',
  'exceed_discount_cap',
  'sell_on_debt',
  'refund',
  'refund_other_tender',
  'cash_out',
  'close_shift',
  'edit_closed_shift',
  'set_lock_date',
  'reopen_visit',
  'see_cost',
  'see_payroll_all',
  'see_payroll_own',
  'close_payroll',
  'post_stock',
  'negative_stock',
  'count_inventory',
  'export_clients',
  'see_phones',
  'erase_client',
  'settings',
  // screens
  'take_payment',
  'see_cash',
  'see_finance',
  'manage_money',
  'edit_loyalty',
  'adjust_bonuses',
  'override_safeguard',
  'see_journal',
  'edit_journal',
  'see_clients',
  'edit_clients',
  'import_clients',
  'see_catalogue',
  'edit_catalogue',
  'edit_schedule',
  'see_reports',
  'print_documents',
  'undo_others',
  'manage_users',
  'manage_tokens',
  'backup',
  'restore',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Never granted to anybody: a closed shift is corrected by storno only. */
const NEVER: readonly Permission[] = ['edit_closed_shift'];

const MASTER: readonly Permission[] = ['see_journal', 'see_catalogue', 'see_payroll_own', 'see_clients'];

const ADMINISTRATOR: readonly Permission[] = [
  // Nobody may owe more than the limit that the owner set for the client or the salon; it is 0 at first (T3).
  'sell_on_debt',
  'override_conflict',
  'book_in_past',
  'manual_price',
  'manual_discount',
  'refund',
  'cash_out',
  'close_shift',
  'see_phones',
  'see_journal',
  'edit_journal',
  'see_clients',
  'edit_clients',
  'see_catalogue',
  'edit_schedule',
  'count_inventory',
  'print_documents',
  'take_payment',
  'see_cash',
];

const ACCOUNTANT: readonly Permission[] = [
  'see_journal',
  'see_catalogue',
  'see_reports',
  'see_cost',
  'see_payroll_all',
  'close_payroll',
  'set_lock_date',
  'print_documents',
  'see_cash',
  'see_finance',
  'manage_money',
];

const SYSADMIN: readonly Permission[] = ['settings', 'manage_tokens', 'backup', 'restore', 'see_catalogue'];

const GRANTS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(PERMISSIONS.filter((permission) => !NEVER.includes(permission))),
  administrator: new Set(ADMINISTRATOR),
  master: new Set(MASTER),
  accountant: new Set(ACCOUNTANT),
  sysadmin: new Set(SYSADMIN),
};

/** Tells whether a role has a permission (domain.md 13). Default deny. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return GRANTS[role].has(permission);
}

/** Permissions of a role, in the order of `PERMISSIONS`. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => isAllowed(role, permission));
}

/** Wrong tries before a pause begins, and before the device is locked (reliability.md S9). */
export const FREE_TRIES = 5;
export const TRIES_TO_LOCK = 20;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Pause after `failures` wrong tries in a row (S9): none for the first four, then 30 s doubling to 15 min.
 *
 * @returns milliseconds
 */
export function pauseAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - FREE_TRIES));
}

export type SecretKind = 'pin' | 'password';

/** Why a new secret is not accepted; null when it is. A PIN has 4-8 digits, a password at least 8 characters. */
export function secretFault(
  kind: SecretKind,
  secret: string,
): 'PIN_FORMAT' | 'PIN_TOO_SIMPLE' | 'PASSWORD_SHORT' | null {
  if (kind === 'password') return [...secret].length >= 8 ? null : 'PASSWORD_SHORT';
  if (!/^\d{4,8}$/.test(secret)) return 'PIN_FORMAT';
  const steps = [...secret].slice(1).map((digit, index) => Number(digit) - Number(secret[index]));
  const isRun = steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 9) <= 1;
  return isRun ? 'PIN_TOO_SIMPLE' : null;
}
