import { expect } from 'vitest';
import type { staffContract } from '../../../src-shared/staff/staff.contract.ts';
import { type CaseSalon, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';

const commandId = expect.any(Number) as number;
const id = expect.any(Number) as number;
const text = (content: string) => Buffer.from(content, 'latin1').toString('base64');
const PDF = { name: 'медкнижка.pdf', base64: text('%PDF-1.7\nscan') };
const JPEG = { name: 'anna.jpg', base64: text('\u00ff\u00d8\u00ff\u00e0portrait') };
const PROGRAM = { name: 'medbook.pdf', base64: text('MZ\u0090program') };

const addDocument = async ({ client, anna }: CaseSalon) =>
  (await client.staff.addDocument({ staffId: anna, values: { title: 'Медкнижка', expiresOn: TODAY }, file: PDF }))
    .documentId;
const addTraining = async ({ client, anna }: CaseSalon) =>
  (await client.staff.addTraining({ staffId: anna, values: { title: 'Колористика' } })).trainingId;
const addNote = async ({ client, anna }: CaseSalon) =>
  (await client.staff.addNote({ staffId: anna, body: 'Хочет учиться' })).noteId;
const addPosition = async ({ client }: CaseSalon, name = 'Стилист') =>
  (await client.staff.createPosition({ name, role: 'master' })).jobPositionId;
const photoOf = async ({ client, anna }: CaseSalon): Promise<number> => {
  await client.staff.setPhoto({ staffId: anna, version: 1, photo: JPEG });
  const people = await client.staff.list({});
  return people.find((person) => person.id === anna)!.photoFileId!;
};
const paperOf = async (salon: CaseSalon): Promise<number> => {
  await addDocument(salon);
  const { documents } = await salon.client.staff.papers({ staffId: salon.anna });
  return documents[0]!.file!.id;
};

export const staffCases: CasesOf<typeof staffContract> = {
  list: {
    ok: {
      input: () => ({}),
      answer: [
        { firstName: 'Анна', phone: '+7 926 111-22-33', services: [{}, {}, {}] },
        { firstName: 'Мария', phone: null, services: [{}, {}] },
      ],
    },
    refused: {},
  },
  create: {
    ok: {
      input: ({ hall }) => ({ firstName: 'Вера', colour: 'pink', defaultRoomId: hall }),
      answer: { commandId, staffId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: {
        input: () => ({ firstName: 'Вера', colour: 'pink', defaultRoomId: NOBODY }),
        data: { what: 'room' },
      },
      INVALID_INPUT: () => ({ firstName: 'Вера', colour: 'pink', hiredOn: TODAY, leftOn: YESTERDAY }),
    },
  },
  update: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, version: 1, values: { jobTitle: 'Топ-мастер' } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: ({ anna }) => ({ staffId: anna, version: 2, values: { jobTitle: 'x' } }),
      INVALID_INPUT: ({ anna }) => ({ staffId: anna, version: 1, values: { phone: 'домашний' } }),
    },
  },
  setArchived: {
    ok: { input: ({ maria }) => ({ staffId: maria, version: 1, isArchived: true }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: ({ maria }) => ({ staffId: maria, version: 2, isArchived: true }),
      CONFLICT: {
        input: ({ anna }) => ({ staffId: anna, version: 1, isArchived: true }),
        data: { what: 'staff', name: 'Анна Соколова', count: 1, lastDate: TODAY },
      },
    },
  },
  setServices: {
    ok: { input: ({ maria, nails }) => ({ staffId: maria, services: [{ serviceId: nails }] }), answer: { commandId } },
    refused: {
      NOT_FOUND: ({ maria }) => ({ staffId: maria, services: [{ serviceId: NOBODY }] }),
      INVALID_INPUT: ({ maria, cut }) => ({ staffId: maria, services: [{ serviceId: cut }, { serviceId: cut }] }),
    },
  },
  reorder: {
    ok: { input: ({ anna, maria }) => ({ staffIds: [maria, anna] }), answer: { commandId } },
    refused: { NOT_FOUND: () => ({ staffIds: [NOBODY] }) },
  },
  levels: { ok: { input: nothing, answer: [] }, refused: {} },
  positions: {
    ok: {
      input: async (salon) => {
        await addPosition(salon);
        return {};
      },
      answer: [{ name: 'Стилист', role: 'master', staffCount: 0 }],
    },
    refused: {},
  },
  createPosition: {
    ok: { input: () => ({ name: 'Стилист', role: 'master' }), answer: { commandId, jobPositionId: id } },
    refused: {
      ALREADY_EXISTS: async (salon) => {
        await addPosition(salon);
        return { name: 'стилист' };
      },
    },
  },
  updatePosition: {
    ok: {
      input: async (salon) => ({ jobPositionId: await addPosition(salon), version: 1, values: { role: null } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ jobPositionId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ jobPositionId: await addPosition(salon), version: 2, values: {} }),
      ALREADY_EXISTS: async (salon) => {
        await addPosition(salon, 'Колорист');
        return { jobPositionId: await addPosition(salon), version: 1, values: { name: 'Колорист' } };
      },
    },
  },
  photo: {
    ok: {
      input: async (salon) => ({ fileId: await photoOf(salon) }),
      answer: { fileName: JPEG.name, mediaType: 'image/jpeg', base64: JPEG.base64 },
    },
    // A paper is not a portrait, whoever asks for it.
    refused: { NOT_FOUND: async (salon) => ({ fileId: await paperOf(salon) }) },
  },
  setPhoto: {
    ok: { input: ({ anna }) => ({ staffId: anna, version: 1, photo: JPEG }), answer: { commandId, version: 2 } },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, version: 1, photo: null }),
      STALE_VERSION: ({ anna }) => ({ staffId: anna, version: 3, photo: null }),
      INVALID_INPUT: {
        input: ({ anna }) => ({ staffId: anna, version: 1, photo: PDF }),
        data: { field: 'file', fault: 'PHOTO_TYPE' },
      },
    },
  },
  papers: {
    ok: {
      input: async (salon) => {
        await addDocument(salon);
        await addTraining(salon);
        await addNote(salon);
        return { staffId: salon.anna };
      },
      answer: {
        documents: [{ title: 'Медкнижка', file: { name: PDF.name, mediaType: 'application/pdf' } }],
        trainings: [{ title: 'Колористика', file: null }],
        notes: [{ body: 'Хочет учиться', authorName: 'Ольга Владелец' }],
      },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY }),
    },
  },
  paperFile: {
    ok: {
      input: async (salon) => ({ fileId: await paperOf(salon) }),
      answer: { mediaType: 'application/pdf', base64: PDF.base64 },
    },
    refused: {
      NOT_FOUND: async (salon) => ({ fileId: await photoOf(salon) }),
    },
  },
  documentWarnings: {
    ok: {
      input: async (salon) => {
        await addDocument(salon);
        return undefined;
      },
      answer: [{ staffName: 'Анна Соколова', title: 'Медкнижка', daysLeft: 0, level: 'lastDay' }],
    },
    refused: {},
  },
  addDocument: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, values: { title: 'Медкнижка', blocksBooking: true }, file: PDF }),
      answer: { commandId, documentId: id },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, values: { title: 'Медкнижка' } }),
      INVALID_INPUT: {
        input: ({ anna }) => ({ staffId: anna, values: { title: 'Медкнижка' }, file: PROGRAM }),
        data: { field: 'file', fault: 'FILE_TYPE' },
      },
    },
  },
  updateDocument: {
    ok: {
      input: async (salon) => ({ documentId: await addDocument(salon), version: 1, values: { number: '77' } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ documentId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ documentId: await addDocument(salon), version: 2, values: {} }),
      INVALID_INPUT: async (salon) => ({
        documentId: await addDocument(salon),
        version: 1,
        values: { issuedOn: TODAY, expiresOn: YESTERDAY },
      }),
    },
  },
  removeDocument: {
    ok: { input: async (salon) => ({ documentId: await addDocument(salon), version: 1 }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ documentId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ documentId: await addDocument(salon), version: 2 }),
    },
  },
  addTraining: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, values: { title: 'Колористика' }, file: PDF }),
      answer: { commandId, trainingId: id },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, values: { title: 'Колористика' } }),
      INVALID_INPUT: ({ anna }) => ({ staffId: anna, values: { title: 'Колористика' }, file: PROGRAM }),
    },
  },
  updateTraining: {
    ok: {
      input: async (salon) => ({ trainingId: await addTraining(salon), version: 1, values: {}, file: PDF }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ trainingId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ trainingId: await addTraining(salon), version: 2, values: {} }),
      INVALID_INPUT: async (salon) => ({
        trainingId: await addTraining(salon),
        version: 1,
        values: {},
        file: { name: 'a.pdf', base64: '' },
      }),
    },
  },
  removeTraining: {
    ok: { input: async (salon) => ({ trainingId: await addTraining(salon), version: 1 }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ trainingId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ trainingId: await addTraining(salon), version: 2 }),
    },
  },
  addNote: {
    ok: { input: ({ anna }) => ({ staffId: anna, body: 'Хочет учиться' }), answer: { commandId, noteId: id } },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, body: 'x' }),
      INVALID_INPUT: ({ anna }) => ({ staffId: anna, body: '  ' }),
    },
  },
  updateNote: {
    ok: {
      input: async (salon) => ({ noteId: await addNote(salon), version: 1, body: 'Учится' }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ noteId: NOBODY, version: 1, body: 'x' }),
      STALE_VERSION: async (salon) => ({ noteId: await addNote(salon), version: 2, body: 'x' }),
      INVALID_INPUT: async (salon) => ({ noteId: await addNote(salon), version: 1, body: '' }),
    },
  },
  removeNote: {
    ok: { input: async (salon) => ({ noteId: await addNote(salon), version: 1 }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ noteId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ noteId: await addNote(salon), version: 2 }),
    },
  },
};
