import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type LoggedChange, OP } from '../store/change-log.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { BESIDE_CHECK, BESIDE_DATE, CHECK_OF_VISIT, LINE_VALUE, SOLD_BESIDE, SOLD_VALUE } from './line-value.ts';
import { parseOld } from '../store/row-history.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  CAME,
  type FiguresRow,
  type LineFacts,
  type ServiceLastRow,
  type VisitFacts,
  figuresOf,
  servicesOf,
} from './upkeep.rules.ts';

/** Raised when the rules of the figures change: a file with older figures builds them anew. */
const FIGURES_VERSION = 3;
const STATE_NAME = 'client_figures';

const VISITS_OF = `select id, client_id, local_date, status, is_late_cancel from visits`;
const LINES_OF = `select visits.client_id, line.visit_id as check_id, visits.local_date, line.service_id, line.staff_id,
    ${LINE_VALUE} as price_minor
  from visits join visit_lines as line on line.visit_id = visits.id ${CHECK_OF_VISIT}`;
const BESIDE_OF = `select sale.client_id, ${BESIDE_CHECK} as check_id, ${BESIDE_DATE} as local_date, sold.service_id,
    sold.staff_id, ${SOLD_VALUE} as price_minor
  ${SOLD_BESIDE}`;
const LINE_ORDER = 'visits.client_id, visits.local_date, line.start_min, line.id';
const NEXT_OF = `select coalesce(min(local_date), '') as next_on from visits
  where client_id = ? and local_date >= ? and status in ('booked', 'confirmed')`;
const FIGURES = [
  'first_on',
  'last_on',
  'next_on',
  'visits',
  'no_shows',
  'late_cancels',
  'spent_minor',
  'cadence_days',
  'checks',
] as const satisfies readonly (keyof FiguresRow)[];
const KEPT_FIGURES = `select ${FIGURES.join(', ')} from client_figures where client_id = ?`;
const INSERT_FIGURES = `insert or replace into client_figures
  (client_id, ${FIGURES.join(', ')}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_SERVICE = `insert or replace into client_service_last
  (client_id, service_id, last_on, times, staff_id, interval_days) values (?, ?, ?, ?, ?, ?)`;

/** What a command changed for a client: everything, or only which visit comes next. */
type Extent = 'all' | 'next';

/** Whose figures a command changed. A booking made, moved or confirmed changes no total: the usual day costs nothing. */
export function touchedClients(tx: Tx, changes: readonly LoggedChange[]): Map<number, Extent> {
  const touched = new Map<number, Extent>();
  const add = (clientId: unknown, extent: Extent): void => {
    if (typeof clientId === 'number' && touched.get(clientId) !== 'all') touched.set(clientId, extent);
  };
  const seen = new Set<number>();
  for (const change of changes) {
    if (change.table.name === 'visits') {
      seen.add(change.rowId);
      touchByVisit(tx, change, add);
    } else if (change.table.name === 'visit_lines') touchByLine(tx, change, seen, add);
    else for (const clientId of payersOf(tx, change)) add(clientId, 'all');
  }
  return touched;
}

/** Tables of checks that change what a client has brought. */
export const CHECK_TABLES = ['visit_sales', 'sales', 'refund_lines', 'ledger_documents'] as const;

interface Payers {
  readonly of_visit: number | null;
  readonly of_sale: number | null;
}

const PAYERS = 'select visits.client_id as of_visit, sale.client_id as of_sale';
const PAYERS_OF = {
  visit_sales: `${PAYERS} from visit_sales own join sales sale on sale.id = own.sale_id
    join visits on visits.id = own.visit_id where own.id = ?`,
  sales: `${PAYERS} from sales sale left join visits on visits.id = sale.visit_id where sale.id = ?`,
  refund_lines: `${PAYERS} from refund_lines back join sale_lines line on line.id = back.sale_line_id
    join sales sale on sale.id = line.sale_id left join visits on visits.id = sale.visit_id where back.id = ?`,
  /** Of the documents only a storno changes what stood: of a check or of a refund of it. */
  ledger_documents: `${PAYERS} from ledger_documents storno join ledger_documents original on original.id = storno.reverses_id
    join sales sale on sale.id = coalesce(original.sale_id, (select id from sales where document_id = original.id))
    left join visits on visits.id = sale.visit_id where storno.id = ?`,
} as const satisfies Record<(typeof CHECK_TABLES)[number], string>;

/** Whose figures a change of checks concerns: the client of the visit, and the one whom the check names. */
function payersOf(tx: Tx, { table, rowId, op, old }: LoggedChange): unknown[] {
  const before = op === OP.insert ? {} : parseOld(old);
  if (op === OP.delete) {
    const visitId = before['visit_id'];
    const row = tx.get(sqlText<{ client_id: number | null }>('select client_id from visits where id = ?', visitId));
    return [row?.client_id];
  }
  const row = tx.get(sqlText<Payers>(PAYERS_OF[table.name as keyof typeof PAYERS_OF], rowId));
  return [row?.of_visit, row?.of_sale, before['client_id']];
}

type Add = (clientId: unknown, extent: Extent) => void;

function touchByVisit(tx: Tx, change: LoggedChange, add: Add): void {
  const row = tx.get(
    sqlText<{ client_id: number | null; status: string }>(
      'select client_id, status from visits where id = ?',
      change.rowId,
    ),
  );
  const old = change.op === OP.insert ? {} : parseOld(change.old);
  const statuses = [row?.status, old['status']];
  const isTotal =
    !row || 'client_id' in old || statuses.some((status) => status !== 'booked' && status !== 'confirmed' && status);
  add(row?.client_id, isTotal ? 'all' : 'next');
  add(old['client_id'], 'all');
}

/** Lines count once their visit is completed; whatever else changed them has changed the visit, too. */
function touchByLine(tx: Tx, change: LoggedChange, seen: ReadonlySet<number>, add: Add): void {
  const visitIds = new Set<number>();
  const row = tx.get(sqlText<{ visit_id: number }>('select visit_id from visit_lines where id = ?', change.rowId));
  if (row) visitIds.add(row.visit_id);
  const old = change.op === OP.insert ? {} : parseOld(change.old);
  if (typeof old['visit_id'] === 'number') visitIds.add(old['visit_id']);
  for (const visitId of visitIds) {
    // A visit that came with its lines is judged by its own change: a completed one is a total in any case.
    if (seen.has(visitId)) continue;
    const visit = tx.get(
      sqlText<{ client_id: number | null; status: string }>(
        'select client_id, status from visits where id = ?',
        visitId,
      ),
    );
    if (visit && CAME.has(visit.status)) add(visit.client_id, 'all');
  }
}

/** Brings the rows of some clients up to date, inside a running unit of work. */
export function refreshFigures(tx: Tx, touched: ReadonlyMap<number, Extent>, today: LocalDate): void {
  for (const [clientId, extent] of touched) {
    if (extent === 'next' && refreshNext(tx, clientId, today)) continue;
    refreshClient(tx, tx.runSql.bind(tx), clientId, today);
  }
}

/** Tells false when the client has no row yet. */
function refreshNext(tx: Tx, clientId: number, today: LocalDate): boolean {
  const next = tx.get(sqlText<{ next_on: string }>(NEXT_OF, clientId, today))!.next_on;
  return tx.runSql('update client_figures set next_on = ? where client_id = ?', [next, clientId]).changes > 0;
}

type Run = (sql: string, values: readonly unknown[]) => unknown;

function refreshClient(reader: Reader, run: Run, clientId: number, today: LocalDate): void {
  const visits = reader.all(sqlText<VisitFacts>(`${VISITS_OF} where client_id = ? order by local_date`, clientId));
  const lines = inTime(
    reader.all(
      sqlText<LineFacts>(
        `${LINES_OF} where visits.client_id = ? and visits.status = 'completed' order by ${LINE_ORDER}`,
        clientId,
      ),
    ),
    reader.all(sqlText<LineFacts>(`${BESIDE_OF} and sale.client_id = ? order by sold.id`, clientId)),
  );
  writeFigures(reader, run, clientId, figuresOf(visits, lines, today));
  const kept = new Map(
    reader
      .all(
        sqlText<ServiceLastRow>(
          'select service_id, last_on, times, staff_id, interval_days from client_service_last where client_id = ?',
          clientId,
        ),
      )
      .map((row) => [row.service_id, row]),
  );
  for (const row of servicesOf(lines)) {
    const old = kept.get(row.service_id);
    kept.delete(row.service_id);
    if (!old || !isSameService(old, row)) run(INSERT_SERVICE, serviceValues(clientId, row));
  }
  for (const serviceId of kept.keys()) {
    run('delete from client_service_last where client_id = ? and service_id = ?', [clientId, serviceId]);
  }
}

/** Writes the columns that differ: each of nine indexes of a replaced row would be left and entered anew. */
function writeFigures(reader: Reader, run: Run, clientId: number, figures: FiguresRow | null): void {
  if (!figures) {
    run('delete from client_figures where client_id = ?', [clientId]);
    return;
  }
  const kept = reader.get(sqlText<FiguresRow>(KEPT_FIGURES, clientId));
  if (!kept) {
    run(INSERT_FIGURES, figuresValues(clientId, figures));
    return;
  }
  const changed = FIGURES.filter((column) => kept[column] !== figures[column]);
  if (changed.length === 0) return;
  run(`update client_figures set ${changed.map((column) => `${column} = ?`).join(', ')} where client_id = ?`, [
    ...changed.map((column) => figures[column]),
    clientId,
  ]);
}

/** Lines of visits, then those of checks beside them, by day. */
function inTime(lines: readonly LineFacts[], beside: readonly LineFacts[]): readonly LineFacts[] {
  if (beside.length === 0) return lines;
  return [...lines, ...beside].toSorted((a, b) =>
    a.local_date < b.local_date ? -1 : Number(a.local_date > b.local_date),
  );
}

function isSameService(a: ServiceLastRow, b: ServiceLastRow): boolean {
  return (
    a.last_on === b.last_on && a.times === b.times && a.staff_id === b.staff_id && a.interval_days === b.interval_days
  );
}

function figuresValues(clientId: number, row: FiguresRow): unknown[] {
  return [clientId, ...FIGURES.map((column) => row[column])];
}

function serviceValues(clientId: number, row: ServiceLastRow): unknown[] {
  return [clientId, row.service_id, row.last_on, row.times, row.staff_id, row.interval_days];
}

/** How far the figures are built: up to a client, or whole. */
export type BuildState = { readonly isWhole: true } | { readonly isWhole: false; readonly builtTo: number };

/** Reads how far the figures are built. A salon without visits is whole. */
export function readBuildState(connection: SqliteDatabase): BuildState {
  const row = connection.prepare('select version, built_to from derived_state where name = ?').get(STATE_NAME) as
    | { version: number; built_to: number | null }
    | undefined;
  if (row?.version === FIGURES_VERSION) {
    return row.built_to === null ? { isWhole: true } : { isWhole: false, builtTo: row.built_to };
  }
  const hasFacts =
    connection.prepare('select exists (select 1 from visits) or exists (select 1 from sales)').pluck().get() === 1;
  if (hasFacts) return { isWhole: false, builtTo: 0 };
  writeBuildState(connection, null);
  return { isWhole: true };
}

/** Keeps how far the figures are built; null = whole. */
export function writeBuildState(connection: SqliteDatabase, builtTo: number | null): void {
  connection
    .prepare('insert or replace into derived_state (name, version, built_to) values (?, ?, ?)')
    .run(STATE_NAME, FIGURES_VERSION, builtTo);
}

const BATCH = 5000;

/** Builds all figures anew, in one transaction: after a bulk load. A million visits take some seconds. */
export function rebuildClientFigures(connection: SqliteDatabase, today: LocalDate): void {
  connection.transaction(() => {
    connection.exec('delete from client_figures; delete from client_service_last');
    const last = lastClient(connection);
    for (let from = 0; from < last; from += BATCH) buildRange(connection, from, from + BATCH, today);
    writeBuildState(connection, null);
  })();
}

/**
 * Builds the figures of the next `count` clients after `builtTo` and keeps how far that went.
 *
 * Returns the state after it; a crash goes on from the last step.
 */
export function buildStep(connection: SqliteDatabase, builtTo: number, count: number, today: LocalDate): BuildState {
  return connection.transaction((): BuildState => {
    const to = builtTo + count;
    const isWhole = to >= lastClient(connection);
    // What an older version of the rules left behind goes with the first step.
    if (builtTo === 0) connection.exec('delete from client_figures; delete from client_service_last');
    connection.prepare('delete from client_figures where client_id > ? and client_id <= ?').run(builtTo, to);
    connection.prepare('delete from client_service_last where client_id > ? and client_id <= ?').run(builtTo, to);
    buildRange(connection, builtTo, to, today);
    writeBuildState(connection, isWhole ? null : to);
    return isWhole ? { isWhole } : { isWhole, builtTo: to };
  })();
}

function lastClient(connection: SqliteDatabase): number {
  return Number(connection.prepare('select coalesce(max(id), 0) from clients').pluck().get());
}

function buildRange(connection: SqliteDatabase, from: number, to: number, today: LocalDate): void {
  const insertFigures = connection.prepare(INSERT_FIGURES);
  const insertService = connection.prepare(INSERT_SERVICE);
  for (const [clientId, { figures, services }] of freshRange(connection, from, to, today)) {
    insertFigures.run(...figuresValues(clientId, figures));
    for (const row of services) insertService.run(...serviceValues(clientId, row));
  }
}

interface Fresh {
  readonly figures: FiguresRow;
  readonly services: readonly ServiceLastRow[];
}

/** Figures of the clients in (from, to] as they should be, read in one pass over their visits. */
function* freshRange(
  connection: SqliteDatabase,
  from: number,
  to: number,
  today: LocalDate,
): Generator<[number, Fresh]> {
  const visits = connection
    .prepare(`${VISITS_OF} where client_id > ? and client_id <= ? order by client_id, local_date`)
    .all(from, to) as VisitFacts[];
  const lines = connection
    .prepare(
      `${LINES_OF} where visits.client_id > ? and visits.client_id <= ? and visits.status = 'completed'
       order by ${LINE_ORDER}`,
    )
    .all(from, to) as LineFacts[];
  const beside = connection
    .prepare(`${BESIDE_OF} and sale.client_id > ? and sale.client_id <= ? order by sale.client_id, sold.id`)
    .all(from, to) as LineFacts[];
  const visitsOf = Map.groupBy(visits, (visit) => visit.client_id);
  const linesOf = Map.groupBy(lines, (line) => line.client_id);
  const besideOf = Map.groupBy(beside, (line) => line.client_id);
  for (const clientId of new Set([...visitsOf.keys(), ...besideOf.keys()])) {
    const done = inTime(linesOf.get(clientId) ?? [], besideOf.get(clientId) ?? []);
    const figures = figuresOf(visitsOf.get(clientId) ?? [], done, today);
    if (figures) yield [clientId, { figures, services: servicesOf(done) }];
  }
}

/**
 * Turns the page to a new day: next visits that are past give way to later ones, and, should the clock have gone back,
 * passed over ones stand again. Only clients who are booked are looked at.
 */
export function turnToDay(connection: SqliteDatabase, reader: Reader, today: LocalDate): void {
  const stale = reader.all(
    sqlText<{ client_id: number }>(
      `select client_id from client_figures where next_on <> '' and next_on < ?
       union
       select visits.client_id from visits join client_figures as figures on figures.client_id = visits.client_id
       where visits.local_date >= ? and visits.status in ('booked', 'confirmed')
         and (figures.next_on = '' or figures.next_on > visits.local_date)`,
      today,
      today,
    ),
  );
  if (stale.length === 0) return;
  connection.transaction(() => {
    const update = reader.prepare(`update client_figures set next_on = (${NEXT_OF}) where client_id = ?`);
    for (const { client_id: clientId } of stale) update.run(clientId, today, clientId);
  })();
}

/** Builds the rows of one client outside a unit of work, while the file's figures are still being built. */
export function buildClient(connection: SqliteDatabase, reader: Reader, clientId: number, today: LocalDate): void {
  const run: Run = (sql, values) => reader.prepare(sql).run(...values);
  connection.transaction(() => refreshClient(reader, run, clientId, today))();
}

/** Compares the kept figures with ones made anew; returns what differs, in words for the log. Empty when they agree. */
export function compareClientFigures(connection: SqliteDatabase, today: LocalDate): string[] {
  const findings: string[] = [];
  const figuresRow = connection.prepare(KEPT_FIGURES);
  const serviceRows = connection.prepare(
    `select service_id, last_on, times, staff_id, interval_days from client_service_last
     where client_id = ? order by service_id`,
  );
  const counted = { clients: 0, services: 0 };
  const last = lastClient(connection);
  for (let from = 0; from < last; from += BATCH) {
    for (const [clientId, fresh] of freshRange(connection, from, from + BATCH, today)) {
      counted.clients++;
      counted.services += fresh.services.length;
      if (JSON.stringify(figuresRow.get(clientId)) !== JSON.stringify(fresh.figures)) {
        findings.push(`client_figures ${clientId}`);
      }
      const services = fresh.services.toSorted((a, b) => a.service_id - b.service_id);
      if (JSON.stringify(serviceRows.all(clientId)) !== JSON.stringify(services)) {
        findings.push(`client_service_last ${clientId}`);
      }
    }
  }
  const rows = (table: string): number => Number(connection.prepare(`select count(*) from ${table}`).pluck().get());
  if (rows('client_figures') !== counted.clients) findings.push('client_figures has rows of nobody');
  if (rows('client_service_last') !== counted.services) findings.push('client_service_last has rows of nobody');
  return findings;
}
