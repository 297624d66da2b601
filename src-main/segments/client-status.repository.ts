import { type RawBuilder, sql } from 'kysely';

/** How the salon tells who is active: by the client's own rhythm where it is known, or by days. */
export interface StatusSettings {
  readonly clientStatusBy: 'rhythm' | 'days';
  readonly sleepingDays: number;
  readonly lossDays: number;
}

const SLEEPING_TIMES = 2;
const LOST_TIMES = 3;

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
