import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { z } from 'zod';
import type { ledgerContract } from '../../../src-shared/ledger/ledger.contract.ts';
import { Ledger } from '../../../src-main/ledger/ledger.service.ts';
import { type CaseSalon, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

type Answer<Name extends keyof typeof ledgerContract> = z.output<
  (typeof ledgerContract)[Name]['~orpc']['outputSchema'] & z.ZodType
>;

const RENT_MINOR = 30_000;

/** Posts an opening balance of the bank and a rent; answers with what they stand on. */
function post(salon: CaseSalon): { bank: number; rent: number; article: number } {
  const { store } = salon.test.core.salon!;
  const context = { actorId: null, device: 'test', nowMs: salon.test.clock.nowMs() };
  const ledger = new Ledger();
  return store.work.run(context, 'test.post', (tx) => {
    const bank = tx.runSql("insert into money_accounts (kind, name) values ('bank', 'Банк проверки')", []).insertId;
    const article = tx.runSql('insert into expense_articles (name) values (?)', [`Аренда ${randomUUID()}`]).insertId;
    const head = { localDate: TODAY };
    ledger
      .open(tx, { ...head, kind: 'opening', amountMinor: 100_000 })
      .add('E01', { account: 1030, object: bank }, { account: 3000 }, 100_000);
    const rent = ledger.open(tx, { ...head, kind: 'expense', amountMinor: RENT_MINOR, comment: 'за март' });
    rent.add('E49', { account: 5060, object: article }, { account: 1030, object: bank }, RENT_MINOR);
    return { bank, rent: rent.id, article };
  }).value;
}

const PERIOD = { fromDate: TODAY, toDate: TODAY };
const WRONG = { fromDate: TODAY, toDate: YESTERDAY };
const FILTER = {
  accounts: [5060 as const],
  object: null,
  counters: null,
  counterObject: null,
  sign: 'debit' as const,
  isOneSided: false,
};
const file = (extension: string) => ({
  fileName: expect.stringMatching(new RegExp(`\\.${extension}$`, 'u')) as string,
  base64: expect.any(String) as string,
});

/** Input of a procedure after money was posted. */
const posted =
  <Value>(value: Value) =>
  (salon: CaseSalon): Value => {
    post(salon);
    return value;
  };

export const ledgerCases: CasesOf<typeof ledgerContract> = {
  money: {
    ok: {
      input: posted(undefined),
      answer: ({ accounts }: Answer<'money'>) => {
        expect(accounts).toContainEqual(
          expect.objectContaining({
            name: 'Банк проверки',
            inMinor: 100_000,
            outMinor: RENT_MINOR,
            balanceMinor: 70_000,
          }),
        );
      },
    },
    refused: {},
  },
  movement: {
    ok: {
      input: posted(PERIOD),
      answer: ({ flows }: Answer<'movement'>) => {
        expect(flows).toMatchObject([
          { kind: 'expense', outMinor: RENT_MINOR },
          { kind: 'owner', inMinor: 100_000 },
        ]);
      },
    },
    refused: { INVALID_INPUT: () => WRONG },
  },
  profit: {
    ok: {
      input: posted({ ...PERIOD, comparison: 'before' as const }),
      answer: ({ lines }: Answer<'profit'>) => {
        expect(lines.at(-1)).toMatchObject({ key: 'result', totalMinor: -RENT_MINOR, beforeMinor: 0 });
      },
    },
    refused: { INVALID_INPUT: () => WRONG },
  },
  balance: {
    ok: { input: posted({ onDate: TODAY }), answer: { resultYearMinor: -RENT_MINOR, resultBeforeMinor: 0 } },
    refused: {},
  },
  debts: { ok: { input: () => undefined, answer: { totalMinor: 0, clients: [] } }, refused: {} },
  obligations: { ok: { input: () => undefined, answer: { totalMinor: 0 } }, refused: {} },
  obligation: { ok: { input: () => ({ kind: 'deposits' as const }), answer: { total: 0, rows: [] } }, refused: {} },
  entries: {
    ok: {
      input: posted({ ...PERIOD, filter: FILTER }),
      answer: { sumMinor: RENT_MINOR, count: 1, rows: [{ event: 'E49', creditName: 'Банк проверки' }] },
    },
    refused: { INVALID_INPUT: () => ({ ...WRONG, filter: FILTER }) },
  },
  documents: {
    ok: {
      input: posted({ ...PERIOD, kinds: ['expense' as const] }),
      answer: { hasMore: false, rows: [{ kind: 'expense', number: 1, note: 'за март' }] },
    },
    refused: { INVALID_INPUT: () => WRONG },
  },
  choices: { ok: { input: posted(undefined), answer: { firstOn: TODAY } }, refused: {} },
  document: {
    ok: {
      input: (salon) => ({ documentId: post(salon).rent }),
      answer: { kind: 'expense', entries: [{ amountMinor: RENT_MINOR }], sale: null },
    },
    refused: { NOT_FOUND: () => ({ documentId: NOBODY }) },
  },
  reportFile: {
    ok: { input: posted({ report: 'balance' as const, format: 'pdf' as const, ...PERIOD }), answer: file('pdf') },
    refused: { INVALID_INPUT: () => ({ report: 'movement' as const, format: 'pdf' as const, ...WRONG }) },
  },
  entriesFile: {
    ok: { input: posted(PERIOD), answer: file('xlsx') },
    refused: {
      INVALID_INPUT: () => WRONG,
      LIMIT_EXCEEDED: (salon) => {
        post(salon);
        const { store } = salon.test.core.salon!;
        const context = { actorId: null, device: 'test', nowMs: salon.test.clock.nowMs() };
        store.work.run(context, 'test.many', (tx) => tx.runSql('update ledger_day_totals set entries = 400000', []));
        return PERIOD;
      },
    },
  },
  check: {
    ok: {
      input: async (salon) => {
        await salon.client.ledger.runCheck();
        return undefined;
      },
      answer: { isRunning: false, last: { findings: [] } },
    },
    refused: {},
  },
  runCheck: {
    ok: { input: posted(undefined), answer: { documents: 2, entries: 2, findings: [] } },
    refused: {
      CONFLICT: {
        input: ({ client, jobs, test: { core } }) => {
          jobs.hold();
          // The call of the case joins this run, which is then stopped.
          client.ledger.runCheck().catch(() => undefined);
          setTimeout(() => core.salon?.ledgerCheck.cancel(), 300);
          return undefined;
        },
        data: { reason: 'cancelled' },
      },
    },
  },
  cancelCheck: { ok: { input: () => undefined, answer: { isStopped: false } }, refused: {} },
};
