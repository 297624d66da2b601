import { expect } from 'vitest';
import type { bankContract } from '../../../src-shared/bank/bank.contract.ts';
import { ACCOUNT, statementOf } from '../../helpers/bank-statement.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const file = (text: string): string => Buffer.from(text).toString('base64');
const base64 = file(statementOf([{ amount: '1500.50', purpose: 'Оплата по договору' }]));

async function account({ client }: CaseSalon, kind: 'bank' | 'safe'): Promise<number> {
  return (await client.cash.accounts({})).find((one) => one.kind === kind)!.id;
}

/** The cases of bank statements. */
export const bankCases: CasesOf<typeof bankContract> = {
  statement: {
    ok: {
      as: 'accountant',
      input: async (salon) => ({ base64, accountId: await account(salon, 'bank') }),
      answer: {
        account: ACCOUNT,
        fromDate: '2026-03-01',
        toDate: '2026-03-12',
        lines: [{ amountMinor: 150_050, requestKey: expect.any(String) as string, proposal: { kind: 'unknown' } }],
      },
    },
    refused: {
      NOT_FOUND: () => ({ base64, accountId: NOBODY }),
      INVALID_INPUT: {
        input: async (salon) => ({ base64: file('Дата;Сумма'), accountId: await account(salon, 'bank') }),
        data: { field: 'file', fault: 'NOT_A_STATEMENT' },
      },
    },
  },
};
