import type { Selectable } from 'kysely';
import type { ClientNotesTable } from '../../db/schema-clients.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type NoteRow = Selectable<ClientNotesTable>;

/** Notes of a client, pinned first, then the newest. */
export function readNotes(reader: Reader, clientId: number): (NoteRow & { author: string | null })[] {
  return reader.all(
    sqlText<NoteRow & { author: string | null }>(
      `select note.*, users.name as author from client_notes as note left join users on users.id = note.created_by
       where note.client_id = ? order by note.is_pinned desc, note.created_at_ms desc, note.id desc`,
      clientId,
    ),
  );
}

/** One note, if it exists. */
export function readNote(reader: Reader, noteId: number): NoteRow | undefined {
  return reader.get(query.selectFrom('client_notes').selectAll().where('id', '=', noteId));
}

export function insertNote(tx: Tx, values: Omit<NoteRow, 'id' | 'version'>): number {
  return tx.insert(query.insertInto('client_notes').values(values));
}

export function updateNote(
  tx: Tx,
  noteId: number,
  values: Partial<Pick<NoteRow, 'body' | 'is_pinned' | 'version'>>,
): void {
  tx.run(query.updateTable('client_notes').set(values).where('id', '=', noteId));
}

export function deleteNote(tx: Tx, noteId: number): void {
  tx.run(query.deleteFrom('client_notes').where('id', '=', noteId));
}
