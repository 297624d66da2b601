import { type RawBuilder, sql } from 'kysely';
import type { ClientSort } from '../../src-shared/segments/segments.contract.ts';
import type { SortColumn } from '../../src-shared/segments/list-columns.rules.ts';
import type { Filter } from '../../src-shared/segments/segments.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import { AVERAGE, filterSql } from './client-filter.repository.ts';
import { statusSql } from './client-status.repository.ts';
import type { Moment } from './moment.ts';

/** A stretch of the list that one index has in order; stretches follow each other. */
interface Stretch {
  readonly page: (limit: number, offset: number) => Ids;
  readonly size: () => number;
}

interface Ids {
  readonly ids: readonly number[];
}

interface Source {
  /** What is read: tables with their join and conditions. */
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

/** How the list is ordered and by what it leaves clients out. */
export interface Order {
  readonly sort: ClientSort;
  readonly withArchived: boolean;
}

const byWords = sql`order by s.words, s.client_id`;

/**
 * A page of the whole base in an order, and that from the middle too, without reading what lies before it.
 *
 * Each order is one or a few stretches that an index has in order already: those whose value is known, then those without.
 * Sizes of stretches are told by `sizeOf`, which may remember them.
 */
export function readOrderedPage(
  reader: Reader,
  order: Order,
  moment: Moment,
  page: { readonly offset: number; readonly limit: number },
  sizeOf: (key: string, count: () => number) => number,
): number[] {
  const stretches = stretchesOf(reader, order, moment);
  const ids: number[] = [];
  let { offset } = page;
  for (const [index, stretch] of stretches.entries()) {
    const wanted = page.limit - ids.length;
    if (wanted <= 0) break;
    const found = stretch.page(wanted, offset).ids;
    ids.push(...found);
    if (found.length < wanted && index < stretches.length - 1) {
      const key = `${JSON.stringify(order)} ${index}`;
      const size = found.length > 0 ? offset + found.length : sizeOf(key, stretch.size);
      offset = Math.max(0, offset - size);
    } else {
      offset = 0;
    }
  }
  return ids;
}

function stretchesOf(reader: Reader, order: Order, moment: Moment): Stretch[] {
  return sourcesOf(reader, order, moment).map(({ from, id, order: by }) => ({
    page: (limit, offset) => ({
      ids: reader
        .all(compiled<{ id: number }>(sql`select ${id} as id ${from} ${by} limit ${limit} offset ${offset}`))
        .map((row) => row.id),
    }),
    size: () => reader.all(compiled<{ id: number }>(sql`select count(*) as id ${from}`))[0]!.id,
  }));
}

/** The text with its values, as a reader takes it. */
function compiled<Row>(text: RawBuilder<unknown>) {
  const { sql: statement, parameters } = text.compile(query);
  return sqlText<Row>(statement, ...parameters);
}

function sourcesOf(reader: Reader, { sort, withArchived }: Order, moment: Moment): Source[] {
  const down = sort.isDescending;
  const direction = down ? sql`desc` : sql`asc`;
  // The texts are those of the indexes clients_unlisted and clients_gone.
  const left = withArchived
    ? sql`select id from clients where merged_into_id is not null or erased_at_ms is not null`
    : sql`select id from clients where is_archived = 1 or merged_into_id is not null or erased_at_ms is not null`;
  const live = withArchived ? sql`true` : sql`s.is_archived = 0`;
  const ofFigures = (column: RawBuilder<unknown>, isKnown: RawBuilder<unknown>): Source => ({
    from: sql`from client_figures as f where ${isKnown} and f.client_id not in (${left})`,
    id: sql`f.client_id`,
    order: sql`order by ${column} ${direction}, f.client_id ${direction}`,
  });
  const withoutFigures = (isKnown: RawBuilder<unknown>): Source => ({
    from: sql`from client_search as s where ${live}
      and not exists (select 1 from client_figures as f where f.client_id = s.client_id and ${isKnown})`,
    id: sql`s.client_id`,
    order: byWords,
  });
  const dates = (column: RawBuilder<unknown>): Source[] => {
    const isKnown = sql`${column} <> ''`;
    return [ofFigures(column, isKnown), withoutFigures(isKnown)];
  };
  const numbers = (column: RawBuilder<unknown>): Source[] => {
    const both = [ofFigures(column, sql`true`), withoutFigures(sql`true`)];
    return down ? both : both.toReversed();
  };
  const ofClients = (
    isKnown: RawBuilder<unknown>,
    columns: readonly RawBuilder<unknown>[],
    backwards = down,
  ): Source => {
    const way = backwards ? sql`desc` : sql`asc`;
    return {
      from: sql`from clients as c where ${isKnown} and c.id not in (${left})`,
      id: sql`c.id`,
      order: sql`order by ${sql.join([...columns, sql`c.id`].map((column) => sql`${column} ${way}`))}`,
    };
  };
  const groups = (column: RawBuilder<unknown>, keys: readonly number[]): Source[] => [
    ...(down ? keys.toReversed() : keys).map((key) => ofClients(sql`${column} = ${key}`, [], false)),
    ofClients(sql`${column} is null`, [], false),
  ];
  switch (sort.column) {
    case 'name': {
      const named = (isArchived: 0 | 1): Source => ({
        from: sql`from client_search as s where s.is_archived = ${isArchived}`,
        id: sql`s.client_id`,
        order: sql`order by s.words ${direction}, s.client_id ${direction}`,
      });
      return withArchived ? [named(0), named(1)] : [named(0)];
    }
    case 'lastOn':
      return dates(sql`f.last_on`);
    case 'firstOn':
      return dates(sql`f.first_on`);
    case 'nextOn':
      return dates(sql`f.next_on`);
    case 'visits':
      return numbers(sql`f.visits`);
    case 'spent':
      return numbers(sql`f.spent_minor`);
    case 'average':
      return numbers(AVERAGE);
    case 'noShows':
      return numbers(sql`f.no_shows`);
    case 'lateCancels':
      return numbers(sql`f.late_cancels`);
    case 'cadence': {
      const isKnown = sql`f.cadence_days is not null`;
      return [ofFigures(sql`f.cadence_days`, isKnown), withoutFigures(isKnown)];
    }
    case 'createdOn':
      return [ofClients(sql`true`, [sql`c.created_at_ms`])];
    case 'source': {
      return [ofClients(sql`c.source is not null`, [sql`c.source`]), ofClients(sql`c.source is null`, [], false)];
    }
    case 'birthday': {
      // The next birthday comes first: those of the rest of the year, then those of its beginning.
      const day = sql`substr(c.birthday, 6)`;
      const ahead = sql`c.birthday is not null and ${day} >= ${moment.today.slice(5)}`;
      const behind = sql`c.birthday is not null and ${day} < ${moment.today.slice(5)}`;
      const parts = [ofClients(ahead, [day]), ofClients(behind, [day])];
      return [...(down ? parts.toReversed() : parts), ofClients(sql`c.birthday is null`, [], false)];
    }
    case 'age':
      return [
        ofClients(sql`c.birthday is not null`, [sql`c.birthday`], !down),
        ofClients(sql`c.birthday is null`, [], false),
      ];
    case 'sex':
      return [
        ...(down ? ['male', 'female'] : ['female', 'male']).map((sex) => ofClients(sql`c.sex = ${sex}`, [], false)),
        ofClients(sql`c.sex is null`, [], false),
      ];
    case 'category':
      return groups(sql`c.category_id`, categoryOrder(reader));
    case 'responsible':
      return groups(sql`c.responsible_staff_id`, staffOrder(reader));
    case 'status': {
      const status = statusSql(moment);
      const ofStatus = (is: RawBuilder<unknown>): Source => ({
        from: sql`from clients as c left join client_figures as f on f.client_id = c.id
          where ${status} ${is} and c.id not in (${left})`,
        id: sql`c.id`,
        order: sql`order by c.id`,
      });
      const statuses = ['active', 'sleeping', 'lost'];
      return [
        ...(down ? statuses.toReversed() : statuses).map((name) => ofStatus(sql`= ${name}`)),
        ofStatus(sql`is null`),
      ];
    }
  }
}

/** Categories in the order of the salon. */
function categoryOrder(reader: Reader): number[] {
  return reader
    .all(query.selectFrom('client_categories').select('id').orderBy('position').orderBy('name').orderBy('id'))
    .map((row) => row.id);
}

/** Staff by name. */
function staffOrder(reader: Reader): number[] {
  return reader
    .all(query.selectFrom('staff').select('id').orderBy('last_name').orderBy('first_name').orderBy('id'))
    .map((row) => row.id);
}

/** How many clients a list without a filter has. */
export function countListed(reader: Reader, withArchived: boolean): number {
  const all = query.selectFrom('client_search').select((eb) => eb.fn.countAll<number>().as('count'));
  return reader.get(withArchived ? all : all.where('is_archived', '=', 0))!.count;
}

/** Everybody whom a filter finds, in order: reads the whole base once. */
export function readFilteredIds(
  reader: Reader,
  filter: Filter,
  { sort, withArchived }: Order,
  moment: Moment,
): number[] {
  const direction = sort.isDescending ? sql`desc` : sql`asc`;
  const key = sortKey(sort.column, moment);
  const known = NUMBERS.includes(sort.column) ? sql`` : sql`${key} is null, `;
  const text = sql`select c.id as id
    from clients as c
    join client_search as s on s.client_id = c.id
    left join client_figures as f on f.client_id = c.id
    left join client_categories as k on k.id = c.category_id
    left join staff as r on r.id = c.responsible_staff_id
    where ${withArchived ? sql`true` : sql`s.is_archived = 0`} and ${filterSql(filter, moment)}
    order by ${sort.column === 'name' ? sql`s.is_archived, ` : known}${key} ${direction}, c.id ${direction}`;
  return reader.all(compiled<{ id: number }>(text)).map((row) => row.id);
}

/** How many a filter finds, archived clients left out unless asked for. */
export function countFiltered(reader: Reader, filter: Filter, withArchived: boolean, moment: Moment): number {
  const text = sql`select count(*) as count
    from clients as c
    join client_search as s on s.client_id = c.id
    left join client_figures as f on f.client_id = c.id
    where ${withArchived ? sql`true` : sql`s.is_archived = 0`} and ${filterSql(filter, moment)}`;
  return reader.get(compiled<{ count: number }>(text))!.count;
}

/** Whether a filter finds one client; archived ones count. */
export function isFiltered(reader: Reader, filter: Filter, clientId: number, moment: Moment): boolean {
  const text = sql`select count(*) as count
    from clients as c
    left join client_figures as f on f.client_id = c.id
    where c.id = ${clientId} and ${filterSql(filter, moment)}`;
  return reader.get(compiled<{ count: number }>(text))!.count > 0;
}

const NUMBERS: readonly SortColumn[] = ['visits', 'spent', 'average', 'noShows', 'lateCancels', 'createdOn'];

function sortKey(column: SortColumn, moment: Moment): RawBuilder<unknown> {
  switch (column) {
    case 'name':
      return sql`s.words`;
    case 'lastOn':
      return sql`nullif(f.last_on, '')`;
    case 'firstOn':
      return sql`nullif(f.first_on, '')`;
    case 'nextOn':
      return sql`nullif(f.next_on, '')`;
    case 'visits':
      return sql`coalesce(f.visits, 0)`;
    case 'spent':
      return sql`coalesce(f.spent_minor, 0)`;
    case 'average':
      return sql`coalesce(${AVERAGE}, 0)`;
    case 'noShows':
      return sql`coalesce(f.no_shows, 0)`;
    case 'lateCancels':
      return sql`coalesce(f.late_cancels, 0)`;
    case 'cadence':
      return sql`f.cadence_days`;
    case 'createdOn':
      return sql`c.created_at_ms`;
    case 'source':
      return sql`c.source`;
    case 'birthday':
      return sql`((substr(c.birthday, 6) < ${moment.today.slice(5)}) || substr(c.birthday, 6))`;
    case 'age':
      return sql`(0 - julianday(c.birthday))`;
    case 'sex':
      return sql`c.sex`;
    case 'category':
      return sql`case when k.id is not null then printf('%09d %s', k.position, k.name) end`;
    case 'responsible':
      return sql`case when r.id is not null then r.last_name || ' ' || r.first_name end`;
    case 'status':
      return sql`case ${statusSql(moment)} when 'active' then 1 when 'sleeping' then 2 when 'lost' then 3 end`;
  }
}
