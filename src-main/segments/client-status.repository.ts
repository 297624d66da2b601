import { type RawBuilder, sql } from 'kysely';
import {
  LOST_TIMES,
  SLEEPING_TIMES,
  type StatusSettings,
} from '../../src-shared/client-figures/client-figures.rules.ts';

/** The rule `clientStatus` over `clients as c` left joined with `client_figures as f` (a property test compares). */
export function statusSql(moment: { today: string; status: StatusSettings }): RawBuilder<string | null> {
  const { clientStatusBy, sleepingDays, lossDays } = moment.status;
  const days = sql`(julianday(${moment.today}) - julianday(f.last_on))`;
  const after = (times: number, otherwise: number): RawBuilder<number> =>
    clientStatusBy === 'rhythm'
      ? sql`coalesce(f.cadence_days * cast(${times} as integer), cast(${otherwise} as integer))`
      : sql`cast(${otherwise} as integer)`;
  return sql`coalesce(c.manual_status, case
    when f.next_on <> '' then 'active'
    when coalesce(f.last_on, '') = '' then null
    when ${days} > ${after(LOST_TIMES, lossDays)} then 'lost'
    when ${days} > ${after(SLEEPING_TIMES, sleepingDays)} then 'sleeping'
    else 'active' end)`;
}
