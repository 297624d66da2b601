import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { migrations } from '../../db/migrations/index.ts';
import { ClientsService } from '../../src-main/clients/clients.service.ts';
import { JournalService } from '../../src-main/journal/journal.service.ts';
import { ScheduleService } from '../../src-main/schedule/schedule.service.ts';
import { Caller, type ServiceDeps } from '../../src-main/store/service.ts';
import { SettingsService } from '../../src-main/settings/settings.service.ts';
import type { Store } from '../../src-main/store/store.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { TestClock, silentLogger } from '../helpers/test-store.ts';

/** What the child does when it is killed. */
export const CRASH_MODES = ['book', 'checkpoint', 'backup', 'restore', 'migrate', 'create'] as const;
export type CrashMode = (typeof CRASH_MODES)[number];

export interface CrashOrder {
  readonly mode: CrashMode;
  readonly dir: string;
  /** How many further migrations the child's program has. */
  readonly migrationCount: number;
  /** Aims behind the first finished copy, not into it: on a slow machine no death would ever find one. */
  readonly isAfterCopy: boolean;
}

/** A line of the child: what it has answered, and when the interesting part begins. */
export type CrashReport =
  | { readonly kind: 'answered'; readonly commandId: number; readonly seal: string }
  | { readonly kind: 'aiming' }
  | { readonly kind: 'restoring'; readonly commandId: number; readonly seal: string }
  | { readonly kind: 'restored' }
  | { readonly kind: 'failed'; readonly message: string };

/** The product's migrations and some more of a later program, each long enough to be killed in. */
export function migrationsUpTo(count: number): Readonly<Record<string, Migration>> {
  const further = Array.from({ length: count }, (_, index): [string, Migration] => [
    `${9000 + index}-crash`,
    {
      up: async (db: Kysely<unknown>) => {
        const name = `crash_${index}`;
        await sql`create table ${sql.table(name)} (id integer primary key, text text not null) strict`.execute(db);
        for (let batch = 0; batch < 10; batch++) {
          await sql`
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 400)
            insert into ${sql.table(name)} (text) select hex(randomblob(50)) from n`.execute(db);
        }
        await sql`create index ${sql.id(`${name}_text`)} on ${sql.table(name)} (text)`.execute(db);
        // Later ones take the rows of earlier ones away again, so that the file does not grow with every death.
        if (index > 0) await sql`delete from ${sql.table(`crash_${index - 1}`)}`.execute(db);
      },
    },
  ]);
  return { ...migrations, ...Object.fromEntries(further) };
}

const FIRST_DAY = '2026-03-13';
const SLOTS_A_DAY = 10;

/** The real journal over a store; each call books the next free hour for a new client and answers with the command. */
export function bookerOf(store: Store): () => number {
  const deps: ServiceDeps = { store, clock: new TestClock(Date.now()), logger: silentLogger };
  const settings = new SettingsService(deps);
  const schedule = new ScheduleService(deps, settings);
  const clients = new ClientsService(deps, settings);
  const journal = new JournalService(deps, { settings, schedule, clients });
  const caller = new Caller({ userId: 1, name: 'Ольга', role: 'owner', staffId: null }, 'crash');
  type Input = Parameters<JournalService['book']>[1];
  let slot = Number(store.connection.prepare('select count(*) from visits').pluck().get());
  return () => {
    const localDate = addDays(FIRST_DAY, Math.floor(slot / SLOTS_A_DAY) + 365);
    const answer = journal.book(caller, {
      localDate,
      startMin: 600 + (slot % SLOTS_A_DAY) * 60,
      clientId: null,
      newClient: { firstName: 'Алёна', lastName: `Ким-${slot}`, phone: `+7 900 ${String(1_000_000 + slot)}` },
      lines: [{ serviceId: 1 as Input['lines'][number]['serviceId'], staffId: 1 as Input['lines'][number]['staffId'] }],
      comment: '',
      source: 'reception',
      wantsThisMaster: false,
      status: 'booked',
      acceptedWarnings: ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS'],
    });
    slot++;
    return answer.commandId!;
  };
}
