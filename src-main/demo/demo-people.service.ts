import { createHash } from 'node:crypto';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Role } from '../../src-shared/access/access.rules.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { LARGE_WEEK_HOURS, WEEK_HOURS } from '../../db/demo/demo-calendar.ts';
import type { DemoSize } from '../../db/demo/demo-model.ts';
import { SCRYPT_COST_LOG2, hashSecretSync } from '../access/secrets.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

interface DemoUser {
  readonly name: string;
  readonly role: Role;
  readonly secret: string;
  readonly kind: 'pin' | 'password';
  readonly staffId: number | null;
}

/** Who can sign in to the demo salon, and with what. The README may print them: the salon is not real. */
export const DEMO_USERS = {
  owner: { name: 'Ольга В.', role: 'owner', secret: '2468', kind: 'pin', staffId: null },
  administrator: { name: 'Елена К.', role: 'administrator', secret: '1357', kind: 'pin', staffId: null },
  master: { name: 'Анна Соколова', role: 'master', secret: '3579', kind: 'pin', staffId: 1 },
  sysadmin: {
    name: 'Системный администратор',
    role: 'sysadmin',
    secret: 'zerkalo-demo',
    kind: 'password',
    staffId: null,
  },
  accountant: { name: 'Марина П.', role: 'accountant', secret: '8642', kind: 'pin', staffId: null },
} as const satisfies Record<string, DemoUser>;

export interface DemoUserIds {
  readonly ownerId: number;
  readonly administratorId: number;
  readonly masterId: number;
  readonly sysadminId: number;
  readonly accountantId: number;
}

/**
 * Adds the demo's users; the owner only when there is none yet.
 *
 * The salts come from the seed: these PINs are printed in the README, so there is nothing to protect, and the same seed
 * gives the same rows.
 */
export function addDemoUsers(
  tx: Tx,
  options: { seed: number; ownerId?: number | undefined; secretCost?: number | undefined },
): DemoUserIds {
  const cost = options.secretCost ?? SCRYPT_COST_LOG2;
  const add = (user: DemoUser): number => {
    const { name, role, staffId } = user;
    const id = tx.insert(query.insertInto('users').values({ name, role, staff_id: staffId }));
    const salt = createHash('sha256').update(`${options.seed}/${role}`).digest().subarray(0, 16);
    const hashed = hashSecretSync(user.secret, cost, salt);
    tx.insert(query.insertInto('credentials').values({ user_id: id, kind: user.kind, ...hashed }));
    return id;
  };
  return {
    ownerId: options.ownerId ?? add(DEMO_USERS.owner),
    administratorId: add(DEMO_USERS.administrator),
    masterId: add(DEMO_USERS.master),
    sysadminId: add(DEMO_USERS.sysadmin),
    accountantId: add(DEMO_USERS.accountant),
  };
}

/** The demo's settings are in force from the beginning of time: its history reaches back for years. */
const SETTINGS_FROM: LocalDate = '1970-01-01';

/** Writes the salon's settings; what the wizard asked for stays, except the hours, which the schedules need. */
export function writeDemoSettings(tx: Tx, size: DemoSize, isOwned: boolean): void {
  const weekHours = (size === 'salon' ? WEEK_HOURS : LARGE_WEEK_HOURS).map((day) =>
    day.map(([from, to]) => [from, to]),
  );
  const values = isOwned ? { weekHours } : { ...DEMO_SETTINGS, weekHours };
  tx.runSql("update settings set value_json = ? where key = 'weekHours'", [JSON.stringify(weekHours)]);
  for (const [key, value] of Object.entries(values)) {
    tx.runSql(
      `insert into settings (key, valid_from, value_json) values (?, ?, ?)
       on conflict (key, valid_from) do update set value_json = excluded.value_json`,
      [key, SETTINGS_FROM, JSON.stringify(value)],
    );
  }
}

const DEMO_SETTINGS: Partial<Settings> = {
  salonName: 'Зеркало',
  salonAddress: 'Москва, ул. Садовая, 12',
  salonPhone: '+7 955 123-45-67',
  currency: 'RUB',
  timeZone: 'Europe/Moscow',
};
