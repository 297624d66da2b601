import type { Selectable } from 'kysely';
import type { ClientFiguresTable, ClientServiceLastTable } from '../../db/schema-clients.ts';
import type { RowKind } from '../../src-shared/client-figures/client-figures.contract.ts';
import type { ClientStatus } from '../../src-shared/client-figures/client-figures.rules.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import { BESIDE_CHECK, BESIDE_DATE, CHECK_OF_VISIT, LINE_VALUE, SOLD_BESIDE, SOLD_VALUE } from './line-value.ts';

/** The kept figures of a client; undefined for one who has no visit. */
export function readFigures(reader: Reader, clientId: number): Selectable<ClientFiguresTable> | undefined {
  return reader.get(query.selectFrom('client_figures').selectAll().where('client_id', '=', clientId));
}

/** What is kept of each service of a client. */
export function readServiceLasts(reader: Reader, clientId: number): Selectable<ClientServiceLastTable>[] {
  return reader.all(query.selectFrom('client_service_last').selectAll().where('client_id', '=', clientId));
}

/** Status that a person has set; undefined when there is no such client. */
export function readManualStatus(
  reader: Reader,
  clientId: number,
): { readonly manual_status: ClientStatus | null } | undefined {
  return reader.get(query.selectFrom('clients').select('manual_status').where('id', '=', clientId));
}

/** A line of a visit with the names that a person reads. */
export interface FigureLineRow {
  readonly id: number;
  readonly visit_id: number;
  readonly service_id: number;
  readonly service: string;
  readonly staff_id: number;
  readonly staff_first: string;
  readonly staff_last: string;
  readonly start_min: number;
  readonly price_minor: number;
}

/** A visit behind a figure. */
export interface FigureVisitRow {
  readonly id: number;
  readonly local_date: LocalDate;
  readonly status: VisitStatus;
  readonly comment: string;
}

/** What narrows the rows of a figure. */
export interface RowFilter {
  readonly serviceId?: number;
  readonly staffId?: number;
  readonly fromDate?: LocalDate;
  readonly toDate?: LocalDate;
  /** Goods only. */
  readonly isGoods?: boolean;
}

const STATUS_OF: Readonly<Record<RowKind, string>> = {
  visits: "visits.status in ('arrived', 'in_progress', 'completed')",
  completed: "visits.status = 'completed'",
  noShows: "visits.status = 'no_show'",
  lateCancels: "visits.status = 'cancelled' and visits.is_late_cancel = 1",
  next: "visits.status in ('booked', 'confirmed')",
};
const FIRST_DATE = '0000-01-01';
const LAST_DATE = '9999-12-31';

function visitParameters(clientId: number, { fromDate, toDate }: RowFilter): unknown[] {
  return [clientId, fromDate ?? FIRST_DATE, toDate ?? LAST_DATE];
}

const VISIT_WHERE = 'visits.client_id = ? and visits.local_date >= ? and visits.local_date <= ?';

/** Visits of a kind, newest first. */
export function readFigureVisits(reader: Reader, clientId: number, kind: RowKind, filter: RowFilter): FigureVisitRow[] {
  return reader.all(
    sqlText<FigureVisitRow>(
      `select id, local_date, status, comment from visits where ${VISIT_WHERE} and ${STATUS_OF[kind]}
       order by local_date desc, id desc`,
      ...visitParameters(clientId, filter),
    ),
  );
}

/** Lines of visits of a kind, by visit and start. */
export function readFigureLines(reader: Reader, clientId: number, kind: RowKind, filter: RowFilter): FigureLineRow[] {
  return reader.all(
    sqlText<FigureLineRow>(
      `select line.id, line.visit_id, line.service_id, services.name as service, line.staff_id,
         staff.first_name as staff_first, staff.last_name as staff_last, line.start_min, ${LINE_VALUE} as price_minor
       from visits
       join visit_lines as line on line.visit_id = visits.id
       ${CHECK_OF_VISIT}
       join services on services.id = line.service_id
       join staff on staff.id = line.staff_id
       where ${VISIT_WHERE} and ${STATUS_OF[kind]}
         and (? is null or line.service_id = ?) and (? is null or line.staff_id = ?)
       order by line.visit_id, line.start_min, line.id`,
      ...visitParameters(clientId, filter),
      filter.serviceId ?? null,
      filter.serviceId ?? null,
      filter.staffId ?? null,
      filter.staffId ?? null,
    ),
  );
}

/** A line of a check beside the lines of a visit, with the names that a person reads. */
export interface BesideLineRow {
  readonly sale_id: number;
  readonly number: number;
  readonly visit_id: number | null;
  readonly local_date: LocalDate;
  /** Null = goods. */
  readonly service_id: number | null;
  readonly title: string;
  readonly staff_id: number | null;
  readonly staff_first: string | null;
  readonly staff_last: string | null;
  readonly price_minor: number;
}

/** Services and goods of a client's checks beside the lines of visits, the newest first. */
export function readBesideLines(reader: Reader, clientId: number, filter: RowFilter): BesideLineRow[] {
  const { serviceId, staffId, isGoods } = filter;
  return reader
    .all(sqlText<BesideLineRow>(FIGURES_SQL.beside, ...visitParameters(clientId, filter)))
    .filter(
      (row) =>
        (serviceId === undefined || row.service_id === serviceId) &&
        (staffId === undefined || (row.staff_id === staffId && row.service_id !== null)) &&
        (isGoods !== true || row.service_id === null),
    );
}

/** A line that brought something, without names; goods have no service. */
export interface DoneLineRow {
  readonly check_id: number;
  readonly local_date: LocalDate;
  readonly service_id: number | null;
  readonly staff_id: number | null;
  readonly price_minor: number;
}

/** Every line of a client's completed visits and of checks beside them, oldest first. */
export function readDoneLines(reader: Reader, clientId: number, filter: RowFilter = {}): DoneLineRow[] {
  const [, fromDate, toDate] = visitParameters(clientId, filter);
  return reader.all(sqlText<DoneLineRow>(FIGURES_SQL.done, clientId, clientId, fromDate, toDate));
}

/** What a client's visits and checks come to by service and by master. */
export interface DoneTotals {
  readonly services: ReadonlyMap<number, number>;
  readonly staff: readonly {
    readonly id: number;
    readonly times: number;
    readonly sum_minor: number;
    readonly last_on: LocalDate;
  }[];
}

const BROUGHT = `select line.visit_id as check_id, visits.local_date, line.service_id, line.staff_id,
    ${LINE_VALUE} as price_minor
  from visits join visit_lines as line on line.visit_id = visits.id ${CHECK_OF_VISIT}
  where visits.client_id = ? and visits.status = 'completed'
  union all
  select ${BESIDE_CHECK}, ${BESIDE_DATE}, sold.service_id, sold.staff_id, ${SOLD_VALUE}
  ${SOLD_BESIDE} and sale.client_id = ?`;

/** The statements over checks; a test explains their plans. */
export const FIGURES_SQL = {
  done: `select * from (${BROUGHT}) where local_date >= ? and local_date <= ? order by local_date`,
  beside: `select sale.id as sale_id, documents.number, sale.visit_id, ${BESIDE_DATE} as local_date, sold.service_id,
      sold.title, sold.staff_id, staff.first_name as staff_first, staff.last_name as staff_last,
      ${SOLD_VALUE} as price_minor
    ${SOLD_BESIDE.replace(
      'where',
      `join ledger_documents documents on documents.id = sale.document_id
    left join staff on staff.id = sold.staff_id
  where`,
    )} and sale.client_id = ? and ${BESIDE_DATE} >= ? and ${BESIDE_DATE} <= ?
    order by local_date desc, sale.id desc, sold.position`,
  services: `select service_id as id, sum(price_minor) as sum_minor from (${BROUGHT})
    where service_id is not null group by service_id`,
  staff: `select staff_id as id, count(distinct check_id) as times, sum(price_minor) as sum_minor,
      max(local_date) as last_on
    from (${BROUGHT}) where service_id is not null and staff_id is not null group by staff_id`,
} as const;

/** Adds the lines of completed visits and checks up where they lie: a loyal client has a thousand of them. */
export function readDoneTotals(reader: Reader, clientId: number): DoneTotals {
  const services = reader.all(sqlText<{ id: number; sum_minor: number }>(FIGURES_SQL.services, clientId, clientId));
  return {
    services: new Map(services.map((row) => [row.id, row.sum_minor])),
    staff: reader.all(sqlText<DoneTotals['staff'][number]>(FIGURES_SQL.staff, clientId, clientId)),
  };
}

/** Completed visits, the ones without any line too. */
export function countCompleted(reader: Reader, clientId: number): number {
  return reader.get(
    sqlText<{ count: number }>(
      "select count(*) as count from visits where client_id = ? and status = 'completed'",
      clientId,
    ),
  )!.count;
}

/** Names of services by id. */
export function readServiceNames(reader: Reader, ids: readonly number[]): Map<number, string> {
  const rows = reader.all(
    sqlText<{ id: number; name: string }>(
      'select id, name from services where id in (select value from json_each(?))',
      JSON.stringify(ids),
    ),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of masters by id. */
export function readStaffNames(reader: Reader, ids: readonly number[]): Map<number, { first: string; last: string }> {
  const rows = reader.all(
    sqlText<{ id: number; first: string; last: string }>(
      'select id, first_name as first, last_name as last from staff where id in (select value from json_each(?))',
      JSON.stringify(ids),
    ),
  );
  return new Map(rows.map(({ id, first, last }) => [id, { first, last }]));
}
