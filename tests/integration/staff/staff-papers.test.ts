import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StaffId } from '../../../src-shared/contract-base.ts';
import { MAX_FILE_BYTES } from '../../../src-shared/files/files.rules.ts';
import { FilesService } from '../../../src-main/files/files.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { StaffPapersService } from '../../../src-main/staff/staff-papers.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { Caller } from '../../../src-main/store/service.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { NEW_PERSON, type TestSalon, openTestSalon, refusal } from '../../helpers/salon-services.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';

let salon: TestSalon;
let papers: StaffPapersService;
let history: HistoryService;
let anna: StaffId;
let maria: StaffId;
beforeEach(async () => {
  salon = await openTestSalon();
  papers = new StaffPapersService(salon.deps, new FilesService(salon.deps), salon.settings);
  history = new HistoryService(salon.deps);
  anna = addPerson('Анна');
  maria = addPerson('Мария');
});
afterEach(() => salon.close());

function addPerson(firstName: string): StaffId {
  return salon.staff.create(salon.owner, { ...NEW_PERSON, firstName, lastName: 'Соколова' }).staffId;
}

const encoded = (content: string): string => Buffer.from(content, 'latin1').toString('base64');
const pdf = (name = 'скан.pdf') => ({ name, base64: encoded('%PDF-1.7 scan') });
const jpeg = { name: 'anna.jpg', base64: encoded('\u00ff\u00d8\u00ff\u00e0face') };
const document = {
  title: 'Медкнижка',
  number: '№ 12',
  issuedOn: null as string | null,
  expiresOn: null as string | null,
  blocksBooking: false,
  note: '',
};
const addDocument = (values: Partial<typeof document> = {}, staffId = anna) =>
  papers.addDocument(salon.owner, { staffId, values: { ...document, ...values }, file: null }).documentId;
const masterOf = (staffId: number) => new Caller({ userId: 1, name: 'Мастер', role: 'master', staffId }, 'test');
const documentsOf = (staffId: number) => papers.papers(salon.owner, staffId).documents;
const fileCount = () => salon.store.reader.get(sqlText<{ n: number }>('select count(*) as n from files'))!.n;

describe('files', () => {
  test('a scan comes back byte for byte, and verify covers it', () => {
    const { documentId } = papers.addDocument(salon.owner, { staffId: anna, values: document, file: pdf() });
    const [kept] = documentsOf(anna);
    expect(kept).toMatchObject({ id: documentId, file: { name: 'скан.pdf', sizeBytes: 13 } });
    expect(papers.paperFile(salon.owner, kept!.file!.id).base64).toBe(pdf().base64);
    expect(verifyDatabase(salon.store.connection).findings).toEqual([]);
  });

  test('what is too large or no scan is refused, and nothing is kept of it', () => {
    const large = { name: 'большой.pdf', base64: Buffer.alloc(MAX_FILE_BYTES + 1, '%PDF-').toString('base64') };
    const add = (file: typeof large) =>
      refusal(() => papers.addDocument(salon.owner, { staffId: anna, values: document, file }));
    expect(add(large)).toEqual({ code: 'INVALID_INPUT', data: { field: 'file', fault: 'FILE_TOO_LARGE', maxMb: 5 } });
    expect(add({ name: 'скан.pdf', base64: encoded('MZ program') }).data).toMatchObject({ fault: 'FILE_TYPE' });
    expect(documentsOf(anna)).toEqual([]);
    expect(fileCount()).toBe(0);
  });

  test('a portrait is put in place, replaced, and an undo brings the earlier one back', () => {
    papers.setPhoto(salon.owner, { staffId: anna, version: 1, photo: jpeg });
    const photoOf = () => salon.staff.list(salon.owner, false).find(({ id }) => id === anna)!;
    const first = photoOf().photoFileId!;
    const second = papers.setPhoto(salon.owner, { staffId: anna, version: 2, photo: { ...jpeg, name: 'new.jpg' } });
    expect(papers.photo(photoOf().photoFileId!).fileName).toBe('new.jpg');
    expect(refusal(() => papers.photo(first)).code).toBe('NOT_FOUND');
    history.undo(salon.owner, second.commandId!);
    expect(papers.photo(photoOf().photoFileId!)).toMatchObject({ fileName: 'anna.jpg', base64: jpeg.base64 });
    const { version } = photoOf();
    expect(papers.setPhoto(salon.owner, { staffId: anna, version, photo: null }).version).toBe(version + 1);
    expect(photoOf().photoFileId).toBeNull();
  });
});

describe('who sees papers', () => {
  test('the owner all, a master their own without notes, nobody else any', () => {
    addDocument();
    papers.addNote(salon.owner, { staffId: anna, body: 'Просит прибавку' });
    expect(papers.papers(salon.owner, anna)).toMatchObject({
      documents: [{ number: '№ 12' }],
      notes: [{ authorName: 'Test owner' }],
    });
    expect(papers.papers(masterOf(anna), anna)).toMatchObject({ documents: [{ number: '№ 12' }], notes: null });
    for (const caller of [masterOf(maria), salon.as('administrator'), salon.as('accountant'), salon.as('sysadmin')]) {
      expect(refusal(() => papers.papers(caller, anna)).code).toBe('FORBIDDEN');
    }
  });

  test('the file of a colleague is refused by its number as well', () => {
    papers.addDocument(salon.owner, { staffId: anna, values: document, file: pdf() });
    const fileId = documentsOf(anna)[0]!.file!.id;
    expect(papers.paperFile(masterOf(anna), fileId).fileName).toBe('скан.pdf');
    expect(refusal(() => papers.paperFile(masterOf(maria), fileId)).code).toBe('FORBIDDEN');
    expect(refusal(() => papers.photo(fileId)).code).toBe('NOT_FOUND');
  });
});

describe('S8 documents with an end', () => {
  test('warn the owner of all, a master of their own; a removed one and an archived master do not warn', () => {
    const expired = addDocument({ expiresOn: '2026-03-01' });
    addDocument({ title: 'Патент', expiresOn: '2026-03-19' }, maria);
    const told = (caller: Caller) =>
      papers.warnings(caller).map(({ staffName, title, level }) => `${staffName} ${title} ${level}`);
    expect(told(salon.owner)).toEqual(['Анна Соколова Медкнижка expired', 'Мария Соколова Патент close']);
    expect(told(masterOf(maria))).toEqual(['Мария Соколова Патент close']);
    expect(told(salon.as('administrator'))).toEqual([]);
    const removed = papers.removeDocument(salon.owner, { documentId: expired, version: 1 });
    expect(told(salon.owner)).toHaveLength(1);
    history.undo(salon.owner, removed.commandId!);
    expect(told(salon.owner)).toHaveLength(2);
    salon.staff.setArchived(salon.owner, { staffId: anna, version: 1, isArchived: true });
    expect(told(salon.owner)).toHaveLength(1);
  });

  test('a document that booking needs blocks its master from the day after its end', () => {
    addDocument({ expiresOn: TEST_TODAY, blocksBooking: true });
    expect([...papers.blockedStaffIds(TEST_TODAY)]).toEqual([]);
    expect([...papers.blockedStaffIds('2026-03-13')]).toEqual([anna]);
    addDocument({ expiresOn: '2027-03-12', blocksBooking: true });
    expect([...papers.blockedStaffIds('2026-03-13')]).toEqual([]);
  });

  test('an end before the beginning is refused, also by a patch of one date', () => {
    const documentId = addDocument({ issuedOn: '2026-01-01', expiresOn: '2027-01-01' });
    const update = (values: object) => papers.updateDocument(salon.owner, { documentId, version: 1, values });
    expect(refusal(() => update({ expiresOn: '2025-12-31' })).data).toMatchObject({ fault: 'DATES_REVERSED' });
    expect(update({ title: 'Медкнижка' }).commandId).toBeNull();
    expect(update({ expiresOn: null }).version).toBe(2);
  });
});

test('trainings and notes are written, changed, removed, and every step can be taken back', () => {
  const training = { title: 'Колористика', provider: 'Wella', heldOn: '2025-10-01', note: '' };
  const { trainingId } = papers.addTraining(salon.owner, {
    staffId: anna,
    values: training,
    file: pdf('сертификат.pdf'),
  });
  papers.updateTraining(salon.owner, { trainingId, version: 1, values: { provider: 'Estel' } });
  const { noteId } = papers.addNote(salon.owner, { staffId: anna, body: 'Учится' });
  papers.updateNote(salon.owner, { noteId, version: 1, body: 'Доучилась' });
  const card = () => papers.papers(salon.owner, anna);
  expect(card()).toMatchObject({
    trainings: [{ provider: 'Estel', file: { name: 'сертификат.pdf' } }],
    notes: [{ body: 'Доучилась', createdAtMs: salon.clock.nowMs() }],
  });
  const gone = [
    papers.removeNote(salon.owner, { noteId, version: 2 }),
    papers.removeTraining(salon.owner, { trainingId, version: 2 }),
  ];
  expect(card()).toMatchObject({ trainings: [], notes: [] });
  for (const { commandId } of gone.toReversed()) history.undo(salon.owner, commandId!);
  expect(card()).toMatchObject({ trainings: [{ title: 'Колористика' }], notes: [{ body: 'Доучилась' }] });
  expect(refusal(() => papers.addNote(salon.owner, { staffId: anna, body: '' })).data).toMatchObject({
    fault: 'REQUIRED',
  });
});
