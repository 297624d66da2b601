import type { Insertable, Selectable, Updateable } from 'kysely';
import type { JobPositionsTable, StaffTable } from '../../db/schema.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type StaffRow = Selectable<StaffTable>;
export type PositionRow = Selectable<JobPositionsTable>;

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

/** Rooms that masters may work in, by master; in the order of the rooms. */
export function readRoomIds(reader: Reader): Map<number, number[]> {
  const rows = reader.all(
    sqlText<{ staff_id: number; room_id: number }>(
      'select s.staff_id, s.room_id from staff_rooms s join rooms r on r.id = s.room_id order by r.position, r.id',
    ),
  );
  return new Map([...Map.groupBy(rows, (row) => row.staff_id)].map(([id, own]) => [id, own.map((row) => row.room_id)]));
}

/** Makes these the rooms of a master; links that stay are not touched. */
export function replaceRoomIds(tx: Tx, staffId: number, roomIds: readonly number[]): void {
  const known = tx.all(query.selectFrom('staff_rooms').select(['id', 'room_id']).where('staff_id', '=', staffId));
  for (const row of known) {
    if (!roomIds.includes(row.room_id)) tx.run(query.deleteFrom('staff_rooms').where('id', '=', row.id));
  }
  for (const roomId of roomIds) {
    if (known.some((row) => row.room_id === roomId)) continue;
    tx.insert(query.insertInto('staff_rooms').values({ staff_id: staffId, room_id: roomId }));
  }
}

/** Positions in their order. */
export function readPositions(reader: Reader): PositionRow[] {
  return reader.all(query.selectFrom('job_positions').selectAll().orderBy('position').orderBy('id'));
}

export function insertPosition(tx: Tx, values: Insertable<JobPositionsTable>): number {
  return tx.insert(query.insertInto('job_positions').values(values));
}

export function updatePosition(tx: Tx, id: number, values: Updateable<JobPositionsTable>): void {
  tx.run(query.updateTable('job_positions').set(values).where('id', '=', id));
}

/** Levels of the price list in their order. */
export function readLevels(reader: Reader): { id: number; name: string; is_archived: 0 | 1 }[] {
  return reader.all(query.selectFrom('levels').select(['id', 'name', 'is_archived']).orderBy('position').orderBy('id'));
}

/** Whether a file is somebody's portrait. */
export function isPhoto(reader: Reader, fileId: number): boolean {
  return reader.get(query.selectFrom('staff').select('id').where('photo_file_id', '=', fileId)) !== undefined;
}
