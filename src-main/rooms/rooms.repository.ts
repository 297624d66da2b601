import type { Insertable, Selectable, Updateable } from 'kysely';
import type { RoomsTable } from '../../db/schema.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type RoomRow = Selectable<RoomsTable>;

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
