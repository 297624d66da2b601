import type { Insertable } from 'kysely';
import type { BonusLotsTable, BonusMovementsTable } from '../../db/schema-money.ts';
import type { BonusLot } from '../../src-shared/loyalty/bonuses.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type LotSource = BonusLotsTable['source'];
export type MovementKind = BonusMovementsTable['kind'];

/** A lot with what is left in it. */
export interface LotRow extends BonusLot {
  readonly clientId: number;
  readonly saleId: number | null;
  readonly source: LotSource;
}

const LOT = `l.id as id, l.client_id as clientId, l.sale_id as saleId, l.source as source, l.granted_on as grantedOn,
  l.available_from as availableFrom, l.expires_on as expiresOn,
  (select coalesce(sum(m.amount_minor), 0) from bonus_movements as m where m.lot_id = l.id) as leftMinor`;

/** All lots of a client, also empty and expired ones. */
export function readLots(reader: Reader, clientId: number): LotRow[] {
  return reader.all(
    sqlText<LotRow>(`select ${LOT} from bonus_lots as l where l.client_id = ? order by l.id`, clientId),
  );
}

/** Lots of a client whose last day has not passed: what may be spent comes from them. */
export function readOpenLots(reader: Reader, clientId: number, onDate: LocalDate): LotRow[] {
  return reader.all(
    sqlText<LotRow>(
      `select ${LOT} from bonus_lots as l
        where l.client_id = ? and (l.expires_on is null or l.expires_on >= ?) order by l.id`,
      clientId,
      onDate,
    ),
  );
}

/** Whose a lot is. */
export function readLotOwner(reader: Reader, lotId: number): number {
  return reader.get(sqlText<{ clientId: number }>('select client_id as clientId from bonus_lots where id = ?', lotId))!
    .clientId;
}

/** Leaves out what a storno of its document took back (T16). */
const live = (row: string): string =>
  `not exists (select 1 from ledger_documents as storno where storno.reverses_id = ${row}.document_id)`;

/** The lot that a check earned; undefined when it earned none. */
export function readEarnedLot(reader: Reader, saleId: number): LotRow | undefined {
  return reader.get(
    sqlText<LotRow>(
      `select ${LOT} from bonus_lots as l where l.sale_id = ? and l.source = 'sale' and ${live('l')} order by l.id limit 1`,
      saleId,
    ),
  );
}

/** What a check took of lots, in the order in which it was taken. */
export function readSpentBy(
  reader: Reader,
  saleId: number,
): { lotId: number; amountMinor: number; expiresOn: LocalDate | null }[] {
  return reader.all(
    sqlText<{ lotId: number; amountMinor: number; expiresOn: LocalDate | null }>(
      `select m.lot_id as lotId, -m.amount_minor as amountMinor, l.expires_on as expiresOn
         from bonus_movements as m join bonus_lots as l on l.id = m.lot_id
        where m.sale_id = ? and m.kind = 'spend' and ${live('m')} order by m.id`,
      saleId,
    ),
  );
}

/** Σ of the movements of a kind that a check made; signed. */
export function sumOfSale(reader: Reader, saleId: number, kind: MovementKind): number {
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce(sum(m.amount_minor), 0) as minor from bonus_movements as m
        where m.sale_id = ? and m.kind = ? and ${live('m')}`,
      saleId,
      kind,
    ),
  )!.minor;
}

/** What burnt in a lot; not negative. */
export function readBurnt(reader: Reader, lotId: number): number {
  return -reader.get(
    sqlText<{ minor: number }>(
      `select coalesce(sum(amount_minor), 0) as minor from bonus_movements where lot_id = ? and kind = 'expire'`,
      lotId,
    ),
  )!.minor;
}

/** What a check changed in each lot, all movements together; lots that are as before are left out. */
export function readNetBySale(reader: Reader, saleId: number): { lotId: number; netMinor: number }[] {
  return reader.all(
    sqlText<{ lotId: number; netMinor: number }>(
      `select lot_id as lotId, sum(amount_minor) as netMinor from bonus_movements where sale_id = ?
        group by lot_id having sum(amount_minor) <> 0 order by lot_id desc`,
      saleId,
    ),
  );
}

/** What a document changed in each lot, by check; lots that are as before are left out. */
export function readNetByDocument(
  reader: Reader,
  documentId: number,
): { lotId: number; saleId: number | null; netMinor: number }[] {
  return reader.all(
    sqlText<{ lotId: number; saleId: number | null; netMinor: number }>(
      `select lot_id as lotId, sale_id as saleId, sum(amount_minor) as netMinor from bonus_movements
        where document_id = ? group by lot_id, sale_id having sum(amount_minor) <> 0 order by min(id)`,
      documentId,
    ),
  );
}

/** Lots whose last day was before a date and in which something is left, by the day after their last one and client. */
export function readLapsed(
  reader: Reader,
  today: LocalDate,
): { lotId: number; clientId: number; expiresOn: LocalDate; leftMinor: number }[] {
  return reader.all(
    sqlText<{ lotId: number; clientId: number; expiresOn: LocalDate; leftMinor: number }>(
      `select * from (
         select l.id as lotId, l.client_id as clientId, l.expires_on as expiresOn,
                (select coalesce(sum(m.amount_minor), 0) from bonus_movements as m where m.lot_id = l.id) as leftMinor
           from bonus_lots as l where l.expires_on < ?
       ) where leftMinor > 0 order by expiresOn, clientId, lotId`,
      today,
    ),
  );
}

/** Clients who have a birthday on one of the days ('MM-DD') and got no gift since a date. */
export function readBirthdayClients(
  reader: Reader,
  days: readonly string[],
  since: LocalDate,
): { clientId: number; birthday: LocalDate }[] {
  return reader.all(
    sqlText<{ clientId: number; birthday: LocalDate }>(
      `select c.id as clientId, c.birthday as birthday from clients as c
        where substr(c.birthday, 6) in (select value from json_each(?)) and c.is_archived = 0
          and c.erased_at_ms is null and c.merged_into_id is null
          and not exists (select 1 from bonus_lots as l
                           where l.client_id = c.id and l.source = 'birthday' and l.granted_on >= ?)
        order by c.id`,
      JSON.stringify(days),
      since,
    ),
  );
}

/** A living card of the client base; those who were erased or merged are nobody. */
export function readPerson(
  reader: Reader,
  clientId: number,
): { id: number; firstName: string; lastName: string } | undefined {
  return reader.get(
    sqlText<{ id: number; firstName: string; lastName: string }>(
      `select id, first_name as firstName, last_name as lastName from clients
        where id = ? and erased_at_ms is null and merged_into_id is null`,
      clientId,
    ),
  );
}

/** Writes a lot; what is in it comes by its movements. */
export function insertLot(tx: Tx, row: Insertable<BonusLotsTable>): number {
  return tx.insert(query.insertInto('bonus_lots').values(row));
}

/** Writes a movement of a lot. */
export function insertMovement(tx: Tx, row: Insertable<BonusMovementsTable>): number {
  return tx.insert(query.insertInto('bonus_movements').values(row));
}
