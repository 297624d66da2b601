import { expect } from 'vitest';
import type { FileOutput } from '../../../src-shared/contract-base.ts';
import type { documentsContract } from '../../../src-shared/documents/documents.contract.ts';
import { TODAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';

const beginsWith =
  (bytes: string, ending: string) =>
  ({ fileName, base64 }: FileOutput): void => {
    expect(fileName.endsWith(ending)).toBe(true);
    expect(Buffer.from(base64, 'base64').subarray(0, bytes.length).toString('latin1')).toBe(bytes);
  };

export const documentsCases: CasesOf<typeof documentsContract> = {
  daySheet: { ok: { input: () => ({ localDate: TODAY }), answer: beginsWith('%PDF-', '.pdf') }, refused: {} },
  eveningSheets: {
    ok: {
      input: nothing,
      answer: { isOn: true, eveningMin: 1200, canOpenFolder: false, sheets: [], problem: null },
    },
    refused: {},
  },
  eveningSheet: {
    ok: {
      input: async ({ client }) => {
        await client.documents.makeEveningSheet();
        return { localDate: TODAY };
      },
      answer: beginsWith('%PDF-', '.pdf'),
    },
    refused: { NOT_FOUND: () => ({ localDate: '2020-01-01' }) },
  },
  makeEveningSheet: {
    ok: { input: nothing, answer: { sheets: [{ localDate: TODAY }], problem: null } },
    refused: {},
  },
  priceList: {
    ok: { input: () => ({ localDate: TODAY }), answer: beginsWith('%PDF-', '.pdf') },
    refused: { NOT_FOUND: () => ({ localDate: TODAY, listId: NOBODY }) },
  },
  // The core of the tests has no file manager.
  openSheetFolder: { ok: { input: nothing, answer: { isOpened: false } }, refused: {} },
  dayList: { ok: { input: () => ({ localDate: TODAY }), answer: beginsWith('PK', '.xlsx') }, refused: {} },
};
