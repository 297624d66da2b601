import type { Insertable, Selectable, Updateable } from 'kysely';
import type { RoomsTable } from '../../db/schema.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type RoomRow = Selectable<RoomsTable>;

/** What a room is linked to. */
export interface RoomLinks {
  readonly serviceIds: readonly number[];
  readonly staffIds: readonly number[];
}

/** All rooms in their order. */
export function readRooms(reader: Reader): RoomRow[] {
  return reader.all(query.selectFrom('rooms').selectAll().orderBy('position').orderBy('id'));
}

export function findRoom(reader: Reader, id: number): RoomRow | undefined {
  return reader.get(query.selectFrom('rooms').selectAll().where('id', '=', id));
}

export function insertRoom(tx: Tx, values: Insertable<RoomsTable>): number {
  return tx.insert(query.insertInto('rooms').values(values));
}

export function updateRoom(tx: Tx, id: number, values: Updateable<RoomsTable>): void {
  tx.run(query.updateTable('rooms').set(values).where('id', '=', id));
}

/** Links of every room by its id. */
export function readLinks(reader: Reader): { of(roomId: number): RoomLinks } {
  const services = Map.groupBy(
    reader.all(query.selectFrom('service_rooms').select(['room_id', 'service_id']).orderBy('service_id')),
    (row) => row.room_id,
  );
  const staff = Map.groupBy(
    reader.all(query.selectFrom('staff_rooms').select(['room_id', 'staff_id']).orderBy('staff_id')),
    (row) => row.room_id,
  );
  return {
    of: (roomId) => ({
      serviceIds: (services.get(roomId) ?? []).map((row) => row.service_id),
      staffIds: (staff.get(roomId) ?? []).map((row) => row.staff_id),
    }),
  };
}

/** Brings the links of a room in line with what is wanted, touching only those that differ. */
export function writeLinks(tx: Tx, roomId: number, wanted: RoomLinks): void {
  const known = readLinks(tx).of(roomId);
  for (const id of missing(wanted.serviceIds, known.serviceIds)) {
    tx.insert(query.insertInto('service_rooms').values({ service_id: id, room_id: roomId }));
  }
  for (const id of missing(known.serviceIds, wanted.serviceIds)) {
    tx.run(query.deleteFrom('service_rooms').where('room_id', '=', roomId).where('service_id', '=', id));
  }
  for (const id of missing(wanted.staffIds, known.staffIds)) {
    tx.insert(query.insertInto('staff_rooms').values({ staff_id: id, room_id: roomId }));
  }
  for (const id of missing(known.staffIds, wanted.staffIds)) {
    tx.run(query.deleteFrom('staff_rooms').where('room_id', '=', roomId).where('staff_id', '=', id));
  }
}

function missing(of: readonly number[], among: readonly number[]): Set<number> {
  const known = new Set(among);
  return new Set(of.filter((id) => !known.has(id)));
}

/** The first of some ids that no row of the table has. */
export function unknownId(reader: Reader, table: 'services' | 'staff', ids: readonly number[]): number | null {
  const known = new Set(reader.all(query.selectFrom(table).select('id')).map((row) => row.id));
  return ids.find((id) => !known.has(id)) ?? null;
}
