import type { Insertable, Selectable, Updateable } from 'kysely';
import type { StaffDocumentsTable, StaffNotesTable, StaffTrainingsTable } from '../../db/schema.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type DocumentRow = Selectable<StaffDocumentsTable>;
export type TrainingRow = Selectable<StaffTrainingsTable>;
export type NoteRow = Selectable<StaffNotesTable> & { readonly author_name: string | null };

/** Documents in use: of one master, or of everybody who works here. The nearest end first, those without one last. */
export function readDocuments(reader: Reader, staffId?: number): DocumentRow[] {
  const all = query
    .selectFrom('staff_documents as d')
    .innerJoin('staff as s', 's.id', 'd.staff_id')
    .selectAll('d')
    .where('d.is_archived', '=', 0)
    .orderBy((field) => field('d.expires_on', 'is', null))
    .orderBy('d.expires_on')
    .orderBy('d.id');
  return reader.all(staffId === undefined ? all.where('s.is_archived', '=', 0) : all.where('d.staff_id', '=', staffId));
}

export function findDocument(reader: Reader, id: number): DocumentRow | undefined {
  return reader.get(query.selectFrom('staff_documents').selectAll().where('id', '=', id).where('is_archived', '=', 0));
}

export function insertDocument(tx: Tx, values: Insertable<StaffDocumentsTable>): number {
  return tx.insert(query.insertInto('staff_documents').values(values));
}

export function updateDocument(tx: Tx, id: number, values: Updateable<StaffDocumentsTable>): void {
  tx.run(query.updateTable('staff_documents').set(values).where('id', '=', id));
}

/** Trainings of a master, the latest first. */
export function readTrainings(reader: Reader, staffId: number): TrainingRow[] {
  return reader.all(
    query
      .selectFrom('staff_trainings')
      .selectAll()
      .where('staff_id', '=', staffId)
      .orderBy('held_on', 'desc')
      .orderBy('id', 'desc'),
  );
}

export function findTraining(reader: Reader, id: number): TrainingRow | undefined {
  return reader.get(query.selectFrom('staff_trainings').selectAll().where('id', '=', id));
}

export function insertTraining(tx: Tx, values: Insertable<StaffTrainingsTable>): number {
  return tx.insert(query.insertInto('staff_trainings').values(values));
}

export function updateTraining(tx: Tx, id: number, values: Updateable<StaffTrainingsTable>): void {
  tx.run(query.updateTable('staff_trainings').set(values).where('id', '=', id));
}

export function deleteTraining(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('staff_trainings').where('id', '=', id));
}

/** Notes about a master with who wrote them, the latest first. */
export function readNotes(reader: Reader, staffId: number): NoteRow[] {
  return reader.all(
    query
      .selectFrom('staff_notes as n')
      .leftJoin('users as u', 'u.id', 'n.created_by')
      .selectAll('n')
      .select('u.name as author_name')
      .where('n.staff_id', '=', staffId)
      .orderBy('n.created_at_ms', 'desc')
      .orderBy('n.id', 'desc'),
  );
}

export function findNote(reader: Reader, id: number): Selectable<StaffNotesTable> | undefined {
  return reader.get(query.selectFrom('staff_notes').selectAll().where('id', '=', id));
}

export function insertNote(tx: Tx, values: Insertable<StaffNotesTable>): number {
  return tx.insert(query.insertInto('staff_notes').values(values));
}

export function updateNote(tx: Tx, id: number, values: Updateable<StaffNotesTable>): void {
  tx.run(query.updateTable('staff_notes').set(values).where('id', '=', id));
}

export function deleteNote(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('staff_notes').where('id', '=', id));
}

/** Whose paper a file is; undefined for a file that is no paper in use. */
export function findPaperOwner(reader: Reader, fileId: number): number | undefined {
  const row = reader.get(
    sqlText<{ staff_id: number }>(
      `select staff_id from staff_documents where file_id = ? and is_archived = 0
       union select staff_id from staff_trainings where file_id = ?`,
      fileId,
      fileId,
    ),
  );
  return row?.staff_id;
}
