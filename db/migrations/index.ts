import type { Migration } from 'kysely/migration';
import * as log from './0010-log.ts';
import * as access from './0020-access.ts';
import * as catalogue from './0030-catalogue.ts';
import * as schedule from './0040-schedule.ts';
import * as journal from './0050-journal.ts';
import * as clientSearch from './0060-client-search.ts';
import * as catalogueInFull from './0070-catalogue-in-full.ts';
import * as scheduleVersions from './0080-schedule-versions.ts';
import * as journalInFull from './0090-journal-in-full.ts';
import * as priceEnds from './0100-price-ends.ts';
import * as clientCard from './0110-client-card.ts';
import * as money from './0120-money.ts';
import * as loyalty from './0130-loyalty.ts';
import * as fiscal from './0140-fiscal.ts';
import * as passes from './0150-passes.ts';
import * as checksOfClients from './0170-checks-of-clients.ts';
import * as rareRows from './0230-rare-rows.ts';
import * as invoices from './0250-invoices.ts';

/** Every migration in order. Frozen once released: a change of the schema is a new file with a higher number. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-log': log,
  '0020-access': access,
  '0030-catalogue': catalogue,
  '0040-schedule': schedule,
  '0050-journal': journal,
  '0060-client-search': clientSearch,
  '0070-catalogue-in-full': catalogueInFull,
  '0080-schedule-versions': scheduleVersions,
  '0090-journal-in-full': journalInFull,
  '0100-price-ends': priceEnds,
  '0110-client-card': clientCard,
  '0120-money': money,
  '0130-loyalty': loyalty,
  '0140-fiscal': fiscal,
  '0150-passes': passes,
  '0170-checks-of-clients': checksOfClients,
  '0230-rare-rows': rareRows,
  '0250-invoices': invoices,
};

/** The schema version this program writes (`user_version` of the file): the number of the last migration. */
export const SCHEMA_VERSION = Math.max(...Object.keys(migrations).map((name) => Number(name.slice(0, 4))));
