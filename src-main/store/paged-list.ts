import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { PassCursor } from '../../src-shared/passes/passes.contract.ts';
import { type Reader, sqlText } from './executor.ts';

/** What a list of certificates or memberships is narrowed by; null = all. */
export interface PassAsk<Status extends string = string> {
  readonly today: LocalDate;
  /** Those that a text was found in; null = no text is asked for. */
  readonly ids: readonly number[] | null;
  readonly status: Status | null;
  /** 0 = those without a type. */
  readonly typeId: number | null;
  readonly clientId: number | null;
  /** Live ones whose last day is not after it. */
  readonly until: LocalDate | null;
  readonly after: PassCursor | null;
  readonly limit: number;
}

/** A list whose rows have `id`, `type_id`, `status` and `last_day`, as SQL. */
export interface PassList {
  /** Select without an end; `@today` is the day. */
  readonly listed: string;
  /** Condition of being a client's, by `@clientId`. */
  readonly ofClient: string;
  /** Statuses of those that can still be used. */
  readonly live: string;
  /** Sums over all of them, without a condition. */
  readonly allTotals: string;
  /** Sums over rows of `found`, columns of `listed`. */
  readonly totals: string;
}

interface Sql {
  readonly sql: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A page of a list: the newest first; with `until` the soonest to end first. */
export function pageSql(list: PassList, ask: PassAsk): Sql {
  const { parts, values } = narrowed(list, ask);
  const { after, until, limit } = ask;
  if (after !== null) parts.push(until === null ? 'id < @afterId' : '(last_day, id) > (@afterDay, @afterId)');
  const cursor =
    after === null ? {} : { afterId: after.id, ...(until === null ? {} : { afterDay: after.lastDay ?? '' }) };
  const order = until === null ? 'id desc' : 'last_day, id';
  return {
    sql: `select * from (${list.listed}) ${whereOf(parts)} order by ${order} limit @limit`,
    values: { today: ask.today, ...values, ...cursor, limit },
  };
}

/** Sums over all pages of a list. */
export function totalSql(list: PassList, ask: PassAsk): Sql {
  const { parts, values } = narrowed(list, ask);
  if (parts.length === 0) return { sql: `select ${list.allTotals}`, values: {} };
  return {
    sql: `select ${list.totals} from (select * from (${list.listed}) ${whereOf(parts)}) as found`,
    values: { today: ask.today, ...values },
  };
}

export function readPage<Row>(reader: Reader, list: PassList, ask: PassAsk): Row[] {
  const { sql, values } = pageSql(list, ask);
  return reader.all(sqlText<Row>(sql, values));
}

export function readTotals<Totals>(reader: Reader, list: PassList, ask: PassAsk): Totals {
  const { sql, values } = totalSql(list, ask);
  return reader.get(sqlText<Totals>(sql, ...(Object.keys(values).length > 0 ? [values] : [])))!;
}

function narrowed(list: PassList, ask: PassAsk): { parts: string[]; values: Record<string, unknown> } {
  const parts: string[] = [];
  const values: Record<string, unknown> = {};
  const add = (part: string, more: Record<string, unknown>): void => {
    parts.push(part);
    Object.assign(values, more);
  };
  const { ids, clientId, typeId, status, until } = ask;
  if (ids !== null) add('id in (select value from json_each(@ids))', { ids: JSON.stringify(ids) });
  if (clientId !== null) add(list.ofClient, { clientId });
  if (typeId !== null) add('coalesce(type_id, 0) = @typeId', { typeId });
  if (status !== null) add('status = @status', { status });
  if (until !== null) add(`last_day <= @until and status in (${list.live})`, { until });
  return { parts, values };
}

const whereOf = (parts: readonly string[]): string => (parts.length === 0 ? '' : `where ${parts.join(' and ')}`);
