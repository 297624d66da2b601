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
       where membership_id = ? and client_id = ? and kind in ('use', 'give_back', 'reverse')`,
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

/** Value that is not recognised yet, by the movements (2300). */
export function readValueLeft(reader: Reader, membershipId: number): number {
  return reader.get(
    sqlText<{ value: number }>(
      'select coalesce(sum(value_minor), 0) as value from membership_movements where membership_id = ?',
      membershipId,
    ),
  )!.value;
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

/** What a visit to which nobody came has taken and not given back (V4). */
export function readHeldByVisit(reader: Reader, visitId: number): HeldUnit[] {
  return reader.all(
    sqlText<HeldUnit>(
      `${HELD} where visit_line_id in (select id from visit_lines where visit_id = ?) ${HELD_BY}`,
      visitId,
    ),
  );
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

/** Whether time or an end has taken something off a membership; visits are asked for apart. */
export function hasMoved(reader: Reader, membershipId: number): boolean {
  return (
    reader.get(
      sqlText<{ id: number }>(
        `select id from membership_movements where membership_id = ? and sale_line_id is null and visit_line_id is null
           and kind <> 'sell' limit 1`,
        membershipId,
      ),
    ) !== undefined
  );
}

/** The kind of movement that ended a membership, newest first. */
export function readEndKind(reader: Reader, membershipId: number): 'expire' | 'refund' | 'reverse' | null {
  const row = reader.get(
    sqlText<{ kind: 'expire' | 'refund' | 'reverse' }>(
      `select kind from membership_movements where membership_id = ? and sale_line_id is null and visit_line_id is null
         and kind in ('expire', 'refund', 'reverse') order by id desc limit 1`,
      membershipId,
    ),
  );
  return row?.kind ?? null;
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
