import { expect } from 'vitest';
import type { FileOutput } from '../../../src-shared/contract-base.ts';
import type { documentsContract } from '../../../src-shared/documents/documents.contract.ts';
import { TODAY } from '../prepared-salon.ts';
import type { CasesOf } from './case.ts';

const beginsWith =
  (bytes: string, ending: string) =>
  ({ fileName, base64 }: FileOutput): void => {
    expect(fileName.endsWith(ending)).toBe(true);
    expect(Buffer.from(base64, 'base64').subarray(0, bytes.length).toString('latin1')).toBe(bytes);
  };

export const documentsCases: CasesOf<typeof documentsContract> = {
  daySheet: { ok: { input: () => ({ localDate: TODAY }), answer: beginsWith('%PDF-', '.pdf') }, refused: {} },
  dayList: { ok: { input: () => ({ localDate: TODAY }), answer: beginsWith('PK', '.xlsx') }, refused: {} },
};
