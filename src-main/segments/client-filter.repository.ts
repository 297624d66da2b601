import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import {
  type Condition,
  type Field,
  type Filter,
  type Value,
  bornRange,
  dateRange,
  isGroup,
  yearRange,
} from '../../src-shared/segments/segments.rules.ts';
import { statusSql } from './client-status.repository.ts';
import type { Moment } from './moment.ts';

type Holds = RawBuilder<SqlBool>;

const NOBODY: Holds = sql<SqlBool>`false`;
const EVERYBODY: Holds = sql<SqlBool>`true`;

/** Average check (R2), half up: the text of the index `client_figures_average`. */
export const AVERAGE = sql<number>`(case when f.checks > 0 then (f.spent_minor * 2 + f.checks) / (f.checks * 2) else 0 end)`;

/**
 * A filter as the condition of a query over `clients as c` left joined with `client_figures as f`.
 *
 * Decides as `matches` of the rules does (a property test compares). Unknown values make no condition of it true or null but
 * simply not true, which and/or groups carry through.
 */
export function filterSql(filter: Filter, moment: Moment): Holds {
  if (filter.items.length === 0) return EVERYBODY;
  const parts = filter.items.map((item) => (isGroup(item) ? filterSql(item, moment) : conditionSql(item, moment)));
  return sql<SqlBool>`(${sql.join(parts, filter.join === 'and' ? sql` and ` : sql` or `)})`;
}

function conditionSql(condition: Condition, moment: Moment): Holds {
  const { field } = condition;
  switch (condition.op) {
    case 'known':
      return isKnown(field, moment);
    case 'unknown':
      return sql<SqlBool>`not ${isKnown(field, moment)}`;
    case 'withinLast':
    case 'longerAgo':
    case 'withinNext':
    case 'between': {
      if (field === 'birthday') {
        return condition.op === 'withinNext' ? birthdayWithin(moment.today, condition.days) : NOBODY;
      }
      const { from, to } = dateRange(condition, moment.today);
      if (field === 'createdOn') return createdWithin(from, to, moment.timeZone);
      const column = dateColumn(field);
      if (!column) return NOBODY;
      return all([
        sql<SqlBool>`${column} <> ''`,
        ...(from === null ? [] : [sql<SqlBool>`${column} >= ${from}`]),
        ...(to === null ? [] : [sql<SqlBool>`${column} <= ${to}`]),
      ]);
    }
    case 'months': {
      const months = condition.months.map((month) => String(month).padStart(2, '0'));
      return sql<SqlBool>`substr(c.birthday, 6, 2) in (${sql.join(months)})`;
    }
    case 'range': {
      const { min, max } = condition;
      if (field === 'age') return born(bornRange(min, max, moment.today), max !== null);
      const column = numberColumn(field);
      if (!column) return NOBODY;
      return all([
        ...(min === null ? [] : [sql<SqlBool>`${column} >= ${min}`]),
        ...(max === null ? [] : [sql<SqlBool>`${column} <= ${max}`]),
      ]);
    }
    case 'anyOf':
      return field === 'tags' || field === 'consents'
        ? linked(field, condition.values)
        : oneOf(choiceColumn(field, moment), condition.values);
    case 'noneOf': {
      if (field === 'tags' || field === 'consents') return sql<SqlBool>`not ${linked(field, condition.values)}`;
      const column = choiceColumn(field, moment);
      return sql<SqlBool>`(${column} is null or not ${oneOf(column, condition.values)})`;
    }
    case 'allOf':
      return all([...new Set(condition.values)].map((value) => linked(field, [value])));
    case 'done':
      return done(condition.values, null);
    case 'neverDone':
      return sql<SqlBool>`not ${done(condition.values, null)}`;
    case 'doneWithin':
      return done(condition.values, addDays(moment.today, -condition.days));
    case 'notDoneFor': {
      const since = addDays(moment.today, -condition.days);
      return sql<SqlBool>`(${done(condition.values, null)} and not ${done(condition.values, since)})`;
    }
  }
}

function all(parts: readonly Holds[]): Holds {
  return parts.length === 0 ? EVERYBODY : sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

function oneOf(column: RawBuilder<unknown>, values: readonly Value[]): Holds {
  return values.length === 0 ? NOBODY : sql<SqlBool>`${column} in (${sql.join(values)})`;
}

function dateColumn(field: Field): RawBuilder<string> | null {
  switch (field) {
    case 'firstOn':
      return sql`f.first_on`;
    case 'lastOn':
      return sql`f.last_on`;
    case 'nextOn':
      return sql`f.next_on`;
    default:
      return null;
  }
}

function createdWithin(from: LocalDate | null, to: LocalDate | null, timeZone: string): Holds {
  return all([
    ...(from === null ? [] : [sql<SqlBool>`c.created_at_ms >= ${instantOf(from, 0, timeZone).atMs}`]),
    ...(to === null ? [] : [sql<SqlBool>`c.created_at_ms < ${instantOf(addDays(to, 1), 0, timeZone).atMs}`]),
  ]);
}

function birthdayWithin(today: LocalDate, days: number): Holds {
  const range = yearRange(today, days);
  if (!range) return sql<SqlBool>`c.birthday is not null`;
  const day = sql`substr(c.birthday, 6)`;
  return range.wraps
    ? sql<SqlBool>`(${day} >= ${range.from} or ${day} <= ${range.to})`
    : sql<SqlBool>`(${day} >= ${range.from} and ${day} <= ${range.to})`;
}

function born({ from, to }: { from: string | null; to: string | null }, hasOldest: boolean): Holds {
  return all([
    ...(hasOldest && from !== null ? [sql<SqlBool>`c.birthday >= ${from}`] : []),
    sql<SqlBool>`c.birthday <= ${to}`,
  ]);
}

function numberColumn(field: Field): RawBuilder<number | null> | null {
  switch (field) {
    case 'visits':
      return sql`coalesce(f.visits, 0)`;
    case 'noShows':
      return sql`coalesce(f.no_shows, 0)`;
    case 'lateCancels':
      return sql`coalesce(f.late_cancels, 0)`;
    case 'spent':
      return sql`coalesce(f.spent_minor, 0)`;
    case 'average':
      return sql`coalesce(${AVERAGE}, 0)`;
    case 'cadence':
      return sql`f.cadence_days`;
    default:
      return null;
  }
}

function choiceColumn(field: Field, moment: Moment): RawBuilder<Value | null> {
  switch (field) {
    case 'category':
      return sql`c.category_id`;
    case 'responsible':
      return sql`c.responsible_staff_id`;
    case 'source':
      return sql`nullif(c.source, '')`;
    case 'sex':
      return sql`c.sex`;
    case 'status':
      return statusSql(moment);
    default:
      return sql`null`;
  }
}

/** Has one of these tags, or an agreement to one of these purposes that still stands. */
function linked(field: Field, values: readonly Value[]): Holds {
  if (values.length === 0) return NOBODY;
  return field === 'tags'
    ? sql<SqlBool>`exists (select 1 from client_tag_links as l where l.client_id = c.id and l.tag_id in (${sql.join(values)}))`
    : sql<SqlBool>`exists (select 1 from consents as a
        where a.client_id = c.id and a.withdrawn_at_ms is null and a.purpose in (${sql.join(values)}))`;
}

/** Had one of these services, at all or since a day. */
function done(serviceIds: readonly Value[], since: LocalDate | null): Holds {
  if (serviceIds.length === 0) return NOBODY;
  const fresh = since === null ? sql`` : sql` and d.last_on >= ${since}`;
  return sql<SqlBool>`exists (select 1 from client_service_last as d
    where d.client_id = c.id and d.service_id in (${sql.join(serviceIds)})${fresh})`;
}

function isKnown(field: Field, moment: Moment): Holds {
  switch (field) {
    case 'firstOn':
    case 'lastOn':
    case 'nextOn':
      return sql<SqlBool>`(coalesce(${dateColumn(field)}, '') <> '')`;
    case 'birthday':
    case 'age':
      return sql<SqlBool>`(c.birthday is not null)`;
    case 'cadence':
      return sql<SqlBool>`(f.cadence_days is not null)`;
    case 'phone':
      return sql<SqlBool>`exists (select 1 from client_phones as p where p.client_id = c.id)`;
    case 'email':
      return sql<SqlBool>`(coalesce(c.email, '') <> '')`;
    case 'allergy':
      return sql<SqlBool>`(c.allergy <> '' or coalesce(c.contraindication, '') <> '')`;
    case 'tags':
      return sql<SqlBool>`exists (select 1 from client_tag_links as l where l.client_id = c.id)`;
    case 'consents':
      return sql<SqlBool>`exists (select 1 from consents as a where a.client_id = c.id and a.withdrawn_at_ms is null)`;
    default:
      return sql<SqlBool>`(${choiceColumn(field, moment)} is not null)`;
  }
}
