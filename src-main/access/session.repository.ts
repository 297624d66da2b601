import type { SessionsTable } from '../../db/schema.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** Every session of this installation. */
export function listSessions(reader: Reader): Selectable<SessionsTable>[] {
  return reader.all(query.selectFrom('sessions').selectAll());
}

/** Opens a session, and forgets those that nobody used since `oldestMs`. */
export function insertSession(tx: Tx, values: Insertable<SessionsTable>, oldestMs: number): number {
  tx.run(query.deleteFrom('sessions').where('seen_at_ms', '<', oldestMs));
  return tx.insert(query.insertInto('sessions').values(values));
}

/** Changes a session. */
export function updateSession(tx: Tx, id: number, values: Updateable<SessionsTable>): void {
  tx.run(query.updateTable('sessions').set(values).where('id', '=', id));
}

/** Ends a session. */
export function deleteSession(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('sessions').where('id', '=', id));
}
