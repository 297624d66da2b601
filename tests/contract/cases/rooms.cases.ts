import { expect } from 'vitest';
import type { roomsContract } from '../../../src-shared/rooms/rooms.contract.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;

export const roomsCases: CasesOf<typeof roomsContract> = {
  list: {
    ok: {
      input: () => ({}),
      answer: [
        { name: 'Кабинет 1', capacity: 1, isArchived: false, version: 1 },
        { name: 'Зал', capacity: 2 },
      ],
    },
    refused: {},
  },
  create: {
    ok: { input: () => ({ name: 'Кабинет 2' }), answer: { commandId, roomId: expect.any(Number) as number } },
    refused: {
      NOT_FOUND: { input: () => ({ name: 'Кабинет 2', serviceIds: [NOBODY] }), data: { what: 'service' } },
      ALREADY_EXISTS: { input: () => ({ name: 'зал' }), data: { what: 'room', name: 'Зал' } },
    },
  },
  update: {
    ok: {
      input: ({ hall }) => ({ roomId: hall, version: 1, values: { capacity: 3 } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ roomId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: ({ hall }) => ({ roomId: hall, version: 2, values: { capacity: 3 } }),
      ALREADY_EXISTS: ({ hall }) => ({ roomId: hall, version: 1, values: { name: 'Кабинет 1' } }),
      CONFLICT: {
        input: ({ room }) => ({ roomId: room, version: 1, values: { kind: 'equipment' } }),
        data: { what: 'room', name: 'Кабинет 1', count: 1 },
      },
    },
  },
  previewHours: {
    ok: {
      input: ({ room }) => ({ roomId: room, weekHours: Array.from({ length: 7 }, () => []) }),
      answer: [{ localDate: expect.any(String) as string, clientName: expect.any(String) as string }],
    },
    refused: { NOT_FOUND: () => ({ roomId: NOBODY, weekHours: null }) },
  },
  reorder: {
    ok: { input: ({ hall }) => ({ roomIds: [hall] }), answer: { commandId } },
    refused: { NOT_FOUND: () => ({ roomIds: [NOBODY] }) },
  },
  setArchived: {
    ok: { input: ({ hall }) => ({ roomId: hall, version: 1, isArchived: true }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ roomId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: ({ hall }) => ({ roomId: hall, version: 2, isArchived: true }),
      ALREADY_EXISTS: async ({ client, hall }) => {
        await client.rooms.setArchived({ roomId: hall, version: 1, isArchived: true });
        await client.rooms.create({ name: 'Зал' });
        return { roomId: hall, version: 2, isArchived: false };
      },
      CONFLICT: {
        input: ({ room }) => ({ roomId: room, version: 1, isArchived: true }),
        data: { what: 'room', name: 'Кабинет 1', count: 1 },
      },
    },
  },
};
