import type { Insertable, Selectable, Updateable } from 'kysely';
import type { StaffTable } from '../../db/schema.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type StaffRow = Selectable<StaffTable>;

/** Everybody in the order of the journal. */
export function readStaff(reader: Reader): StaffRow[] {
  return reader.all(query.selectFrom('staff').selectAll().orderBy('position').orderBy('id'));
}

export function findStaff(reader: Reader, id: number): StaffRow | undefined {
  return reader.get(query.selectFrom('staff').selectAll().where('id', '=', id));
}

/** Masters whose usual room is this one. */
export function readStaffOfRoom(reader: Reader, roomId: number): StaffRow[] {
  return reader.all(query.selectFrom('staff').selectAll().where('default_room_id', '=', roomId));
}

export function insertStaff(tx: Tx, values: Insertable<StaffTable>): number {
  return tx.insert(query.insertInto('staff').values(values));
}

export function updateStaff(tx: Tx, id: number, values: Updateable<StaffTable>): void {
  tx.run(query.updateTable('staff').set(values).where('id', '=', id));
}

/** A room that is in use, by id. */
export function hasActiveRoom(reader: Reader, roomId: number): boolean {
  const row = reader.get(query.selectFrom('rooms').select('id').where('id', '=', roomId).where('is_archived', '=', 0));
  return row !== undefined;
}
