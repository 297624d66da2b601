import type { Insertable, Selectable, Updateable } from 'kysely';
import type {
  MembershipFreezesTable,
  MembershipMembersTable,
  MembershipMovementsTable,
  MembershipPoolsTable,
  MembershipsTable,
} from '../../db/schema-money.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type MembershipRow = Selectable<MembershipsTable>;
export type MemberRow = Selectable<MembershipMembersTable>;
export type FreezeRow = Selectable<MembershipFreezesTable>;
export type MovementRow = Selectable<MembershipMovementsTable>;

/** A pool with what is left in it. */
export interface PoolRow extends Selectable<MembershipPoolsTable> {
  readonly units_left: number;
  readonly value_left: number;
}

export function findMembership(reader: Reader, id: number): MembershipRow | undefined {
  return reader.get(query.selectFrom('memberships').selectAll().where('id', '=', id));
}

/** Memberships that a client may use: own ones and those of the family, the open ones first. */
export function readOfClient(reader: Reader, clientId: number): MembershipRow[] {
  return reader.all(
    sqlText<MembershipRow>(
      `select * from memberships where id in (
         select id from memberships where client_id = ?
         union select membership_id from membership_members where client_id = ?)
       order by closed_on is not null, id`,
      clientId,
      clientId,
    ),
  );
}

/** Pools of a membership in their order, with what is left in each. */
export function readPools(reader: Reader, membershipId: number): PoolRow[] {
  return reader.all(
    sqlText<PoolRow>(
      `select membership_pools.*, coalesce(moved.units, 0) as units_left, coalesce(moved.value, 0) as value_left
       from membership_pools left join (
         select pool_id, sum(units) as units, sum(value_minor) as value from membership_movements
         where membership_id = ? group by pool_id) as moved on moved.pool_id = membership_pools.id
       where membership_pools.membership_id = ? order by position, membership_pools.id`,
      membershipId,
      membershipId,
    ),
  );
}

export function readFreezes(reader: Reader, membershipId: number): FreezeRow[] {
  return reader.all(
    query.selectFrom('membership_freezes').selectAll().where('membership_id', '=', membershipId).orderBy('from_date'),
  );
}

export function readMembers(reader: Reader, membershipId: number): MemberRow[] {
  return reader.all(
    query.selectFrom('membership_members').selectAll().where('membership_id', '=', membershipId).orderBy('id'),
  );
}

/** Units that a client has taken and not given back. */
export function readUnitsUsedBy(reader: Reader, membershipId: number, clientId: number): number {
  return reader.get(
    sqlText<{ units: number }>(
      `select -coalesce(sum(units), 0) as units from membership_movements
       where membership_id = ? and client_id = ? and (sale_line_id is not null or visit_line_id is not null)`,
      membershipId,
      clientId,
    ),
  )!.units;
}

/** Units that were taken by anybody and not given back. */
export function readUnitsUsed(reader: Reader, membershipId: number): number {
  return reader.get(
    sqlText<{ units: number }>(
      `select -coalesce(sum(units), 0) as units from membership_movements
       where membership_id = ? and (sale_line_id is not null or visit_line_id is not null)`,
      membershipId,
    ),
  )!.units;
}

/** What a line of a check still holds of memberships. */
export interface HeldUnit {
  readonly membership_id: number;
  readonly pool_id: number;
  readonly client_id: number | null;
  readonly sale_line_id: number | null;
  readonly visit_line_id: number | null;
  readonly units: number;
  readonly value_minor: number;
  readonly used_on: LocalDate;
}

const HELD = `select membership_id, pool_id, client_id, sale_line_id, visit_line_id,
    -sum(units) as units, -sum(value_minor) as value_minor, min(local_date) as used_on
  from membership_movements`;
const MISSED = `select membership_id, pool_id, client_id, sale_line_id, visit_line_id, document_id,
    -units as units, -value_minor as value_minor, local_date as used_on
  from membership_movements as moved
  where kind = 'use' and visit_line_id is not null
    and not exists (select 1 from ledger_documents where reverses_id = moved.document_id)`;
const HELD_BY = `group by membership_id, pool_id, client_id, sale_line_id, visit_line_id having sum(units) <> 0`;

/** What a line of a check has taken and not given back. */
export function readHeldByLine(reader: Reader, saleLineId: number): HeldUnit[] {
  return reader.all(sqlText<HeldUnit>(`${HELD} where sale_line_id = ? ${HELD_BY}`, saleLineId));
}

/** What all lines of a sale have taken and not given back. */
export function readHeldBySale(reader: Reader, saleId: number): HeldUnit[] {
  return reader.all(
    sqlText<HeldUnit>(`${HELD} where sale_line_id in (select id from sale_lines where sale_id = ?) ${HELD_BY}`, saleId),
  );
}

/** What a document gave back, with the day on which it had been taken. */
export function readGivenByDocument(reader: Reader, documentId: number): HeldUnit[] {
  return reader.all(
    sqlText<HeldUnit>(
      `select given.membership_id, given.pool_id, given.client_id, given.sale_line_id, given.visit_line_id,
         sum(given.units) as units, sum(given.value_minor) as value_minor,
         (select min(local_date) from membership_movements as used
           where used.sale_line_id = given.sale_line_id and used.kind = 'use') as used_on
       from membership_movements as given where given.document_id = ?
       group by given.membership_id, given.pool_id, given.client_id, given.sale_line_id, given.visit_line_id`,
      documentId,
    ),
  );
}

/** What a missed visit took and did not get back, with the document of each (V4). */
export function readMissedUnits(reader: Reader, visitId: number): (HeldUnit & { readonly document_id: number })[] {
  return reader.all(
    sqlText<HeldUnit & { document_id: number }>(
      `${MISSED} and visit_line_id in (select id from visit_lines where visit_id = ?) order by moved.id`,
      visitId,
    ),
  );
}

/** What a document took for a missed visit, if it still stands. */
export function findMissedUnit(reader: Reader, documentId: number): HeldUnit | undefined {
  return reader.get(sqlText<HeldUnit>(`${MISSED} and moved.document_id = ?`, documentId));
}

/** Memberships that a sale sold. */
export function readSoldBySale(reader: Reader, saleId: number): MembershipRow[] {
  return reader.all(
    sqlText<MembershipRow>(
      `select * from memberships where id in (
         select membership_id from membership_movements
         where kind = 'sell' and document_id = (select document_id from sales where id = ?))`,
      saleId,
    ),
  );
}

/** What a document moved on a membership, in order. */
export function readByDocument(reader: Reader, documentId: number): MovementRow[] {
  return reader.all(
    query.selectFrom('membership_movements').selectAll().where('document_id', '=', documentId).orderBy('id'),
  );
}

/** Whether time or an end has taken something off a membership that did not come back; visits are asked for apart. */
export function hasMoved(reader: Reader, membershipId: number): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        `select max(id) as id from membership_movements where membership_id = ? and sale_line_id is null and visit_line_id is null
           and kind <> 'sell' group by pool_id having sum(units) <> 0 or sum(value_minor) <> 0 limit 1`,
        membershipId,
      ),
    ) !== undefined
  );
}

/** The movement that ended a membership and was not taken back; its document is what an extension reverses. */
export function readEnd(
  reader: Reader,
  membershipId: number,
): { readonly kind: 'expire' | 'refund' | 'reverse'; readonly document_id: number } | null {
  const row = reader.get(
    sqlText<{ kind: 'expire' | 'refund' | 'reverse'; document_id: number; units: number; value_minor: number }>(
      `select kind, document_id, units, value_minor from membership_movements
       where membership_id = ? and sale_line_id is null and visit_line_id is null
         and kind in ('expire', 'refund', 'reverse') order by id desc limit 1`,
      membershipId,
    ),
  );
  return row && row.units <= 0 && row.value_minor <= 0 ? row : null;
}

/** When value last came on a membership: its sale, or what a refund or a storno gave back since. */
export function readGainedOn(reader: Reader, membershipId: number): LocalDate | null {
  return reader.get(
    sqlText<{ gained_on: LocalDate | null }>(
      'select max(local_date) as gained_on from membership_movements where membership_id = ? and value_minor > 0',
      membershipId,
    ),
  )!.gained_on;
}

export function nextNumber(reader: Reader): string {
  const { next } = reader.get(
    sqlText<{ next: number }>('select coalesce(max(cast(number as integer)), 0) + 1 as next from memberships'),
  )!;
  return String(next).padStart(6, '0');
}

export function insertMembership(tx: Tx, values: Insertable<MembershipsTable>): number {
  return tx.insert(query.insertInto('memberships').values(values));
}

export function insertPool(tx: Tx, values: Insertable<MembershipPoolsTable>): number {
  return tx.insert(query.insertInto('membership_pools').values(values));
}

export function insertMovement(tx: Tx, values: Insertable<MembershipMovementsTable>): void {
  tx.insert(query.insertInto('membership_movements').values(values));
}

/** Changes columns of a membership and raises its version. */
export function updateMembership(tx: Tx, row: MembershipRow, values: Updateable<MembershipsTable>): void {
  tx.run(
    query
      .updateTable('memberships')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

export function insertFreeze(tx: Tx, values: Insertable<MembershipFreezesTable>): void {
  tx.insert(query.insertInto('membership_freezes').values(values));
}

export function updateFreeze(tx: Tx, row: FreezeRow, toDate: LocalDate): void {
  tx.run(
    query
      .updateTable('membership_freezes')
      .set({ to_date: toDate, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

export function deleteFreeze(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('membership_freezes').where('id', '=', id));
}

export function insertMember(tx: Tx, values: Insertable<MembershipMembersTable>): void {
  tx.insert(query.insertInto('membership_members').values(values));
}

export function updateMember(tx: Tx, id: number, maxUnits: number | null): void {
  tx.run(query.updateTable('membership_members').set({ max_units: maxUnits }).where('id', '=', id));
}

export function deleteMember(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('membership_members').where('id', '=', id));
}

/** Memberships that are not closed: for the work of the day. */
export function readOpen(reader: Reader): MembershipRow[] {
  return reader.all(query.selectFrom('memberships').selectAll().where('closed_on', 'is', null).orderBy('id'));
}

/** Names of clients by id. */
export function readClientNames(
  reader: Reader,
  ids: readonly number[],
): Map<number, { readonly firstName: string; readonly lastName: string }> {
  const rows = reader.all(
    sqlText<{ id: number; firstName: string; lastName: string }>(
      `select id, first_name as firstName, last_name as lastName from clients
       where id in (select value from json_each(?))`,
      JSON.stringify(ids),
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A movement with its document, the pool and who used it. */
export interface ListedMovement extends MovementRow {
  readonly at_ms: number;
  readonly pool_name: string | null;
  readonly document_kind: string;
  readonly document_number: number;
  readonly sale_id: number | null;
  readonly by_name: string | null;
  readonly reason: string;
}

/** What happened to a membership, in order. */
export function readMovements(reader: Reader, membershipId: number): ListedMovement[] {
  return reader.all(
    sqlText<ListedMovement>(
      `select moved.*, document.at_ms, membership_pools.name as pool_name, document.kind as document_kind,
         document.number as document_number, document.reason, users.name as by_name,
         coalesce((select sale_id from sale_lines where id = moved.sale_line_id), document.sale_id,
           (select id from sales where document_id = document.id)) as sale_id
       from membership_movements as moved join ledger_documents as document on document.id = moved.document_id
       left join membership_pools on membership_pools.id = moved.pool_id
       left join users on users.id = document.created_by
       where moved.membership_id = ? order by moved.id`,
      membershipId,
    ),
  );
}

/** The document that sold a membership. */
export function readSoldDocument(reader: Reader, membershipId: number): number {
  return reader.get(
    sqlText<{ id: number }>(
      "select document_id as id from membership_movements where membership_id = ? and kind = 'sell' order by id limit 1",
      membershipId,
    ),
  )!.id;
}

/** Whether a document moved units or value of a membership. */
export function hasMovedBy(reader: Reader, membershipId: number, documentId: number): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        'select id from membership_movements where membership_id = ? and document_id = ? limit 1',
        membershipId,
        documentId,
      ),
    ) !== undefined
  );
}

/** What the used visits would have cost one by one (T10): list price of the line, or of the service today. */
export function readUsedAtList(reader: Reader, membershipId: number): number {
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce(sum(-moved.units * coalesce(
           (select list_price_minor from sale_lines where id = moved.sale_line_id),
           (select services.price_minor from visit_lines join services on services.id = visit_lines.service_id
             where visit_lines.id = moved.visit_line_id), 0)), 0) as minor
       from membership_movements as moved
       where moved.membership_id = ? and (moved.sale_line_id is not null or moved.visit_line_id is not null)`,
      membershipId,
    ),
  )!.minor;
}

/** Open memberships of clients, also those that only the family may use (D4). */
export function readOpenOwned(reader: Reader, clientIds: readonly number[]): MembershipRow[] {
  return reader.all(
    sqlText<MembershipRow>(
      `select * from memberships where closed_on is null and client_id in (select value from json_each(?)) order by id`,
      JSON.stringify(clientIds),
    ),
  );
}

export function isLiveClient(reader: Reader, clientId: number): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        'select id from clients where id = ? and erased_at_ms is null and merged_into_id is null',
        clientId,
      ),
    ) !== undefined
  );
}
