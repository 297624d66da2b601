import type { z } from 'zod';
import type { FileOutput, StaffId } from '../../src-shared/contract-base.ts';
import type { FileRef, FileUpload } from '../../src-shared/files/files.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { personName, blockingDocumentsOn, documentWarnings } from '../../src-shared/staff/staff.rules.ts';
import type { staffContract } from '../../src-shared/staff/staff.contract.ts';
import type {
  StaffDocument,
  StaffDocumentWarning,
  StaffNote,
  StaffTraining,
} from '../../src-shared/staff/staff-papers.contract.ts';
import type { FilesService } from '../files/files.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { isPhoto, readStaff, updateStaff } from './staff.repository.ts';
import * as rows from './staff-papers.repository.ts';
import { nameOf, requireStaff } from './staff.service.ts';

type Contract = typeof staffContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type DocumentFields = Input<'addDocument'>['values'];
type TrainingFields = Input<'addTraining'>['values'];

/** Portrait, documents with their end, trainings and notes of a master (S1, S8). */
export class StaffPapersService {
  readonly #deps: ServiceDeps;
  readonly #files: FilesService;
  readonly #settings: SettingsService;
  #kept: readonly StaffDocument[] | null = null;

  constructor(deps: ServiceDeps, files: FilesService, settings: SettingsService) {
    deps.store.work.onCommit(({ rows: touched }) => {
      if (touched['staff_documents'] || touched['staff']) this.#kept = null;
    });
    this.#deps = deps;
    this.#files = files;
    this.#settings = settings;
  }

  /** A portrait. @throws DomainError NOT_FOUND, also for a file that is not one */
  photo(fileId: number): FileOutput {
    const { reader } = this.#deps.store;
    if (!isPhoto(reader, fileId)) throw new DomainError('NOT_FOUND', { what: 'file', id: fileId });
    return this.#files.read(reader, fileId);
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (what the file is) */
  setPhoto(caller: Caller, input: Input<'setPhoto'>) {
    const { value, commandId } = this.#run(caller, 'staff.setPhoto', (tx) => {
      const row = requireStaff(tx, input.staffId);
      assertVersion(input.version, row.version, 'staff');
      if (input.photo === null && row.photo_file_id === null) return row.version;
      const photo = input.photo && this.#files.storeInside(tx, input.photo, 'photo');
      updateStaff(tx, row.id, { photo_file_id: photo, version: row.version + 1 });
      tx.summary = { key: photo === null ? 'staff.removePhoto' : 'staff.setPhoto', values: { name: nameOf(row) } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN (papers of a colleague) */
  papers(caller: Caller, staffId: number) {
    const { reader } = this.#deps.store;
    requireStaff(reader, staffId);
    requireSight(caller, staffId);
    const documents = rows.readDocuments(reader, staffId);
    const trainings = rows.readTrainings(reader, staffId);
    const files = this.#files.refs(
      reader,
      [...documents, ...trainings].flatMap(({ file_id: id }) => (id === null ? [] : [id])),
    );
    return {
      documents: documents.map((row) => toDocument(row, files)),
      trainings: trainings.map((row) => toTraining(row, files)),
      notes: seesAllPapers(caller) ? rows.readNotes(reader, staffId).map(toNote) : null,
    };
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN */
  paperFile(caller: Caller, fileId: number): FileOutput {
    const { reader } = this.#deps.store;
    const owner = rows.findPaperOwner(reader, fileId);
    if (owner === undefined) throw new DomainError('NOT_FOUND', { what: 'file', id: fileId });
    requireSight(caller, owner);
    return this.#files.read(reader, fileId);
  }

  /** Documents near their end, of everybody whose papers the caller may see. */
  warnings(caller: Caller): StaffDocumentWarning[] {
    const { reader } = this.#deps.store;
    const { nameOrder } = this.#settings.now();
    const people = new Map(readStaff(reader).map((row) => [row.id, row]));
    const seen = rows
      .readDocuments(reader)
      .filter((row) => seesAllPapers(caller) || row.staff_id === caller.staffId)
      .map((row) => toDocument(row, new Map()));
    return documentWarnings(seen, this.#settings.today().localDate).map(({ document, daysLeft, level }) => {
      const person = people.get(document.staffId);
      return {
        staffId: document.staffId,
        staffName: personName({ firstName: person?.first_name ?? '', lastName: person?.last_name ?? '' }, nameOrder),
        documentId: document.id,
        title: document.title,
        expiresOn: document.expiresOn ?? '',
        daysLeft,
        level,
        blocksBooking: document.blocksBooking,
      };
    });
  }

  /** Masters who are not booked on a day, because a document that booking needs ran out before it (S8). */
  blockedStaffIds(date: LocalDate, reader: Reader = this.#deps.store.reader): Set<number> {
    const documents = rows.readDocuments(reader).map((row) => toDocument(row, new Map()));
    return new Set(blockingDocumentsOn(documents, date).map(({ staffId }) => staffId));
  }

  /** As `blockedStaffIds`, with the title of the document that ran out. */
  blockingTitles(date: LocalDate, reader: Reader = this.#deps.store.reader): Map<number, string> {
    const documents = this.#documents(reader);
    return new Map(blockingDocumentsOn(documents, date).map(({ staffId, title }) => [staffId, title]));
  }

  /** Papers as they are committed, read once: every booking asks for them. A transaction's own reader reads anew. */
  #documents(reader: Reader): readonly StaffDocument[] {
    const { store } = this.#deps;
    if (reader === store.reader && this.#kept) return this.#kept;
    const documents = rows.readDocuments(reader).map((row) => toDocument(row, new Map()));
    // What a running transaction has written may still be taken back.
    if (reader === store.reader && !store.connection.inTransaction) this.#kept = documents;
    return documents;
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (dates, file) */
  addDocument(caller: Caller, input: Input<'addDocument'>) {
    const { value, commandId } = this.#run(caller, 'staff.addDocument', (tx) => {
      const person = requireStaff(tx, input.staffId);
      const id = rows.insertDocument(tx, {
        staff_id: person.id,
        ...documentColumns(input.values),
        file_id: input.file && this.#files.storeInside(tx, input.file, 'paper'),
      });
      tx.summary = { key: 'staff.addDocument', values: { name: nameOf(person), title: input.values.title } };
      return id;
    });
    return { commandId, documentId: value as StaffDocument['id'] };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (dates, file) */
  updateDocument(caller: Caller, input: Input<'updateDocument'>) {
    const { value, commandId } = this.#run(caller, 'staff.updateDocument', (tx) => {
      const row = requireDocument(tx, input.documentId);
      assertVersion(input.version, row.version, 'staffDocument');
      const before = documentFieldsOf(row);
      const after = patched(before, input.values);
      const fileId = this.#changedFile(tx, row.file_id, input.file);
      if (isSame(before, after) && fileId === row.file_id) return row.version;
      rows.updateDocument(tx, row.id, { ...documentColumns(after), file_id: fileId, version: row.version + 1 });
      const name = nameOf(requireStaff(tx, row.staff_id));
      tx.summary = { key: 'staff.updateDocument', values: { name, title: after.title } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  removeDocument(caller: Caller, input: Input<'removeDocument'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'staff.removeDocument', (tx) => {
      const row = requireDocument(tx, input.documentId);
      assertVersion(input.version, row.version, 'staffDocument');
      rows.updateDocument(tx, row.id, { is_archived: 1, version: row.version + 1 });
      const name = nameOf(requireStaff(tx, row.staff_id));
      tx.summary = { key: 'staff.removeDocument', values: { name, title: row.title } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (file) */
  addTraining(caller: Caller, input: Input<'addTraining'>) {
    const { value, commandId } = this.#run(caller, 'staff.addTraining', (tx) => {
      const person = requireStaff(tx, input.staffId);
      const id = rows.insertTraining(tx, {
        staff_id: person.id,
        ...trainingColumns(input.values),
        file_id: input.file && this.#files.storeInside(tx, input.file, 'paper'),
      });
      tx.summary = { key: 'staff.addTraining', values: { name: nameOf(person), title: input.values.title } };
      return id;
    });
    return { commandId, trainingId: value as StaffTraining['id'] };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (file) */
  updateTraining(caller: Caller, input: Input<'updateTraining'>) {
    const { value, commandId } = this.#run(caller, 'staff.updateTraining', (tx) => {
      const row = requireTraining(tx, input.trainingId);
      assertVersion(input.version, row.version, 'staffTraining');
      const before = trainingFieldsOf(row);
      const after = patched(before, input.values);
      const fileId = this.#changedFile(tx, row.file_id, input.file);
      if (isSame(before, after) && fileId === row.file_id) return row.version;
      rows.updateTraining(tx, row.id, { ...trainingColumns(after), file_id: fileId, version: row.version + 1 });
      const name = nameOf(requireStaff(tx, row.staff_id));
      tx.summary = { key: 'staff.updateTraining', values: { name, title: after.title } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  removeTraining(caller: Caller, input: Input<'removeTraining'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'staff.removeTraining', (tx) => {
      const row = requireTraining(tx, input.trainingId);
      assertVersion(input.version, row.version, 'staffTraining');
      rows.deleteTraining(tx, row.id);
      const name = nameOf(requireStaff(tx, row.staff_id));
      tx.summary = { key: 'staff.removeTraining', values: { name, title: row.title } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (empty) */
  addNote(caller: Caller, input: Input<'addNote'>) {
    const { value, commandId } = this.#run(caller, 'staff.addNote', (tx) => {
      const person = requireStaff(tx, input.staffId);
      tx.summary = { key: 'staff.addNote', values: { name: nameOf(person) } };
      return rows.insertNote(tx, {
        staff_id: person.id,
        body: filledNote(input.body),
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      });
    });
    return { commandId, noteId: value as StaffNote['id'] };
  }

  /** The author and the date stay. @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (empty) */
  updateNote(caller: Caller, input: Input<'updateNote'>) {
    const { value, commandId } = this.#run(caller, 'staff.updateNote', (tx) => {
      const row = requireNote(tx, input.noteId);
      assertVersion(input.version, row.version, 'staffNote');
      const body = filledNote(input.body);
      if (body === row.body) return row.version;
      rows.updateNote(tx, row.id, { body, version: row.version + 1 });
      tx.summary = { key: 'staff.updateNote', values: { name: nameOf(requireStaff(tx, row.staff_id)) } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  removeNote(caller: Caller, input: Input<'removeNote'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'staff.removeNote', (tx) => {
      const row = requireNote(tx, input.noteId);
      assertVersion(input.version, row.version, 'staffNote');
      rows.deleteNote(tx, row.id);
      tx.summary = { key: 'staff.removeNote', values: { name: nameOf(requireStaff(tx, row.staff_id)) } };
    });
    return { commandId };
  }

  #changedFile(tx: Tx, known: number | null, change: FileUpload | null | undefined): number | null {
    if (change === undefined) return known;
    return change && this.#files.storeInside(tx, change, 'paper');
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function seesAllPapers(caller: Caller): boolean {
  return caller.can('edit_catalogue') || caller.can('manage_users');
}

function requireSight(caller: Caller, staffId: number): void {
  if (caller.staffId !== staffId && !seesAllPapers(caller)) caller.require('edit_catalogue');
}

function requireDocument(reader: Reader, id: number): rows.DocumentRow {
  const row = rows.findDocument(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'staffDocument', id });
  return row;
}

function requireTraining(reader: Reader, id: number): rows.TrainingRow {
  const row = rows.findTraining(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'staffTraining', id });
  return row;
}

function requireNote(reader: Reader, id: number) {
  const row = rows.findNote(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'staffNote', id });
  return row;
}

function filledNote(body: string): string {
  if (body === '') throw new DomainError('INVALID_INPUT', { field: 'body', fault: 'REQUIRED' });
  return body;
}

function documentFieldsOf(row: rows.DocumentRow): DocumentFields {
  return {
    title: row.title,
    number: row.number,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    blocksBooking: row.blocks_booking === 1,
    note: row.note,
  };
}

function documentColumns(fields: DocumentFields) {
  const { issuedOn, expiresOn } = fields;
  if (issuedOn !== null && expiresOn !== null && expiresOn < issuedOn) {
    throw new DomainError('INVALID_INPUT', { field: 'expiresOn', fault: 'DATES_REVERSED' });
  }
  return {
    title: fields.title,
    number: fields.number,
    issued_on: issuedOn,
    expires_on: expiresOn,
    blocks_booking: fields.blocksBooking ? (1 as const) : (0 as const),
    note: fields.note,
  };
}

function trainingFieldsOf(row: rows.TrainingRow): TrainingFields {
  return { title: row.title, provider: row.provider, heldOn: row.held_on, note: row.note };
}

function trainingColumns({ title, provider, heldOn, note }: TrainingFields) {
  return { title, provider, held_on: heldOn, note };
}

function toDocument(row: rows.DocumentRow, files: ReadonlyMap<number, FileRef>): StaffDocument {
  return {
    ...documentFieldsOf(row),
    id: row.id as StaffDocument['id'],
    staffId: row.staff_id as StaffId,
    file: files.get(row.file_id ?? 0) ?? null,
    version: row.version,
  };
}

function toTraining(row: rows.TrainingRow, files: ReadonlyMap<number, FileRef>): StaffTraining {
  return {
    ...trainingFieldsOf(row),
    id: row.id as StaffTraining['id'],
    staffId: row.staff_id as StaffId,
    file: files.get(row.file_id ?? 0) ?? null,
    version: row.version,
  };
}

function toNote(row: rows.NoteRow): StaffNote {
  return {
    id: row.id as StaffNote['id'],
    staffId: row.staff_id as StaffId,
    body: row.body,
    createdAtMs: row.created_at_ms,
    authorName: row.author_name ?? '',
    version: row.version,
  };
}
