import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import type { LotSource, MovementKind } from './bonuses.repository.ts';

/** A lot as reports show it; `leftMinor` is as of a day. */
export interface BookLot {
  readonly id: number;
  readonly clientId: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly source: LotSource;
  readonly grantedOn: LocalDate;
  readonly availableFrom: LocalDate;
  readonly expiresOn: LocalDate | null;
  readonly leftMinor: number;
}

/** A movement with its document. */
export interface BookMovement {
  readonly id: number;
  readonly lotId: number;
  readonly kind: MovementKind;
  readonly localDate: LocalDate;
  readonly amountMinor: number;
  readonly documentId: number;
  readonly documentKind: DocumentKind;
  readonly documentNumber: number;
  readonly saleId: number | null;
  readonly reason: string;
}

const LOT = `select l.id as id, l.client_id as clientId, c.first_name as firstName, c.last_name as lastName,
    l.source as source, l.granted_on as grantedOn, l.available_from as availableFrom, l.expires_on as expiresOn,
    (select coalesce(sum(m.amount_minor), 0) from bonus_movements as m
      where m.lot_id = l.id and m.local_date <= ?) as leftMinor
  from bonus_lots as l join clients as c on c.id = l.client_id`;

/** Lots of a client with what was left on a day, the newest first. */
export function readBookLotsOf(reader: Reader, clientId: number, onDate: LocalDate): BookLot[] {
  return reader.all(sqlText<BookLot>(`${LOT} where l.client_id = ? order by l.id desc`, onDate, clientId));
}

/** What was left in each lot on a day; read in the order of an index, lots that were empty by then are left out. */
const LEFT = `select lot_id, sum(amount_minor) as leftMinor from bonus_movements where local_date <= ?
  group by lot_id having sum(amount_minor) <> 0`;
const LEFT_LOTS = `from (${LEFT}) as left_lots join bonus_lots as l on l.id = left_lots.lot_id`;
const OF_FIGURE = `(? is null or l.client_id = ?)
  and (? is null or coalesce(substr(l.expires_on, 1, 7), 'never') = ?)`;

/** The statements of the liability; a test explains their plans. */
export const LIABILITY_SQL = {
  months: `select substr(l.expires_on, 1, 7) as month, sum(leftMinor) as amountMinor,
      count(distinct l.client_id) as clients
    ${LEFT_LOTS} group by month order by month is null, month`,
  clients: `select page.clientId, c.first_name as firstName, c.last_name as lastName, page.amountMinor, page.firstLastDay
    from (select l.client_id as clientId, sum(leftMinor) as amountMinor, min(l.expires_on) as firstLastDay
        ${LEFT_LOTS} group by l.client_id order by amountMinor desc, l.client_id limit ?) as page
      join clients as c on c.id = page.clientId order by page.amountMinor desc, page.clientId`,
  countClients: `select count(distinct l.client_id) as count ${LEFT_LOTS}`,
  lots: `select l.id as id, l.client_id as clientId, c.first_name as firstName, c.last_name as lastName, l.source as source,
      l.granted_on as grantedOn, l.available_from as availableFrom, l.expires_on as expiresOn, leftMinor
    ${LEFT_LOTS} join clients as c on c.id = l.client_id
    where ${OF_FIGURE} order by l.expires_on is null, l.expires_on, l.id limit ? offset ?`,
  countLots: `select count(*) as count ${LEFT_LOTS} where ${OF_FIGURE}`,
} as const;

/** What was owed on a day by the month of the last day; null = for ever. */
export function readOwedByMonth(
  reader: Reader,
  onDate: LocalDate,
): { month: string | null; amountMinor: number; clients: number }[] {
  return reader.all(sqlText(LIABILITY_SQL.months, onDate));
}

/** What was owed on a day to clients, the most first, and to how many in all. */
export function readOwedByClient(
  reader: Reader,
  onDate: LocalDate,
  limit: number,
): {
  rows: {
    clientId: number;
    firstName: string;
    lastName: string;
    amountMinor: number;
    firstLastDay: LocalDate | null;
  }[];
  total: number;
} {
  return {
    rows: reader.all(sqlText(LIABILITY_SQL.clients, onDate, limit)),
    total: reader.get(sqlText<{ count: number }>(LIABILITY_SQL.countClients, onDate))!.count,
  };
}

/** A page of the lots behind a figure: of a client, of a month ('never' = for ever), of all. */
export function readOwedLots(
  reader: Reader,
  what: { readonly onDate: LocalDate; readonly clientId: number | null; readonly month: string | null },
  page: { readonly offset: number; readonly limit: number },
): { rows: BookLot[]; total: number } {
  const { onDate, clientId, month } = what;
  const values = [onDate, clientId, clientId, month, month];
  return {
    rows: reader.all(sqlText<BookLot>(LIABILITY_SQL.lots, ...values, page.limit, page.offset)),
    total: reader.get(sqlText<{ count: number }>(LIABILITY_SQL.countLots, ...values))!.count,
  };
}

/** What happened to lots until a day, in order. */
export function readMovementsOf(reader: Reader, lotIds: readonly number[], onDate: LocalDate): BookMovement[] {
  return reader.all(
    sqlText<BookMovement>(
      `select m.id as id, m.lot_id as lotId, m.kind as kind, m.local_date as localDate, m.amount_minor as amountMinor,
              d.id as documentId, d.kind as documentKind, d.number as documentNumber,
              coalesce(m.sale_id, d.sale_id) as saleId, d.reason as reason
         from bonus_movements as m join ledger_documents as d on d.id = m.document_id
        where m.lot_id in (select value from json_each(?)) and m.local_date <= ? order by m.id`,
      JSON.stringify(lotIds),
      onDate,
    ),
  );
}

/** Account 2400 on a day: credits less debits. */
export function readObligation(reader: Reader, onDate: LocalDate): number {
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce((select sum(amount_minor) from ledger_entries
                         where credit_account = 2400 and credit_object = 0 and local_date <= ?), 0)
            - coalesce((select sum(amount_minor) from ledger_entries
                         where debit_account = 2400 and debit_object = 0 and local_date <= ?), 0) as minor`,
      onDate,
      onDate,
    ),
  )!.minor;
}

/** Σ of movements of a period by kind. */
export function readTurnover(
  reader: Reader,
  fromDate: LocalDate,
  toDate: LocalDate,
): { kind: MovementKind; amountMinor: number }[] {
  return reader.all(
    sqlText<{ kind: MovementKind; amountMinor: number }>(
      `select kind, sum(amount_minor) as amountMinor from bonus_movements
        where local_date >= ? and local_date <= ? group by kind order by kind`,
      fromDate,
      toDate,
    ),
  );
}
