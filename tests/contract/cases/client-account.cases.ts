import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { Caller } from '../../../src-main/store/service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { clientAccountContract } from '../../../src-shared/client-account/client-account.contract.ts';
import { type CaseSalon, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const someId = expect.any(Number) as number;
const cash = (amountMinor: number) => [{ kind: 'cash' as const, amountMinor }];
const DAY_MS = 86_400_000;

export function ownerOf(salon: CaseSalon): Caller {
  return new Caller({ userId: salon.users.owner, name: 'Ольга', role: 'owner', staffId: null }, 'test');
}

/** Opens the register's shift. */
export function openShift(salon: CaseSalon): void {
  const { cash: desk } = salon.test.core.salon!;
  const owner = ownerOf(salon);
  const register = desk.accounts.list(owner, false).find(({ kind }) => kind === 'register')!;
  desk.shifts.open(owner, { accountId: register.id, countedMinor: 0, count: [], isRecounted: true });
}

/** Everything up to today is locked (L1). */
export function lockBooks(salon: CaseSalon): void {
  const { store } = salon.test.core.salon!;
  store.work.run(ownerOf(salon).actor(salon.test.clock), 'test.lock', (tx) =>
    tx.insert(query.insertInto('ledger_locks').values({ lock_date: TODAY, set_at_ms: 0 })),
  );
}

/** Olga has 1,000.00 in cash on deposit. */
async function withDeposit(salon: CaseSalon): Promise<number> {
  openShift(salon);
  const { documentId } = await salon.client.clientAccount.topUp({
    key: randomUUID(),
    clientId: salon.olga,
    tenders: cash(100_000),
  });
  return documentId;
}

/** Olga owes 2,000.00 for a check of yesterday. */
function withDebt(salon: CaseSalon): number {
  const { store, ledger } = salon.test.core.salon!;
  return store.work.run(ownerOf(salon).actor(salon.test.clock), 'test.debt', (tx) => {
    const head = { localDate: YESTERDAY, clientId: salon.olga };
    const posting = ledger.open(tx, { ...head, kind: 'sale', amountMinor: 200_000 });
    const saleId = tx.insert(
      query.insertInto('sales').values({
        document_id: posting.id,
        client_id: salon.olga,
        local_date: YESTERDAY,
        priced_on: YESTERDAY,
        gross_minor: 200_000,
        discount_minor: 0,
        net_minor: 200_000,
        debt_minor: 200_000,
      }),
    );
    posting.add('E02', { account: 1100, object: saleId }, { account: 4010 }, 200_000);
    return saleId;
  }).value;
}

const inShift =
  <Input>(input: (salon: CaseSalon) => Input) =>
  async (salon: CaseSalon) => {
    await withDeposit(salon);
    return input(salon);
  };

/** The key of another document: a top-up of another sum. */
const usedKey = <Input extends { key: string }>(input: (salon: CaseSalon) => Input) => ({
  input: async (salon: CaseSalon) => {
    const wanted = await inShift(input)(salon);
    await salon.client.clientAccount.topUp({ ...topUp(ofOlga(salon)), key: wanted.key, tenders: cash(7) });
    return wanted;
  },
  data: { reason: 'keyUsed' },
});

const locked =
  <Input>(input: (salon: CaseSalon) => Input) =>
  async (salon: CaseSalon) => {
    await withDeposit(salon);
    lockBooks(salon);
    return input(salon);
  };

const later =
  <Input>(input: (salon: CaseSalon) => Input) =>
  async (salon: CaseSalon) => {
    await withDeposit(salon);
    salon.test.clock.atMs += DAY_MS + 60_000;
    await salon.client.access.signIn({ userId: salon.users.owner, secret: '2580' }).catch(() => undefined);
    return input(salon);
  };

type TopUp = { clientId: number; amountMinor: number };
const topUp = ({ clientId, amountMinor }: TopUp) => ({ key: randomUUID(), clientId, tenders: cash(amountMinor) });
const back = (what: TopUp) => ({ ...topUp(what), reason: 'Передумала' });
const charge = ({ clientId, amountMinor }: TopUp) => ({ ...back({ clientId, amountMinor }), amountMinor });
const ofOlga = (salon: CaseSalon): TopUp => ({ clientId: salon.olga, amountMinor: 50_000 });
const wrongAccount = <Input extends { tenders: object[] }>(salon: CaseSalon, input: Input): Input => {
  const bank = salon.test.core.salon!.cash.accounts.list(ownerOf(salon), false).find(({ kind }) => kind === 'bank')!;
  return { ...input, tenders: input.tenders.map((tender) => ({ ...tender, accountId: bank.id })) };
};

export const clientAccountCases: CasesOf<typeof clientAccountContract> = {
  account: {
    ok: {
      input: async (salon) => {
        await withDeposit(salon);
        withDebt(salon);
        return { clientId: salon.olga };
      },
      answer: {
        depositMinor: 100_000,
        debtMinor: 200_000,
        balanceMinor: -100_000,
        debts: [{ ageDays: 1, debtMinor: 200_000 }],
      },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  rows: {
    ok: {
      input: inShift(({ olga }) => ({ clientId: olga })),
      answer: { rows: [{ kind: 'deposit', inMinor: 100_000, balanceMinor: 100_000 }], hasMore: false },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  topUp: {
    ok: {
      input: inShift((salon) => topUp(ofOlga(salon))),
      answer: { commandId, documentId: someId, number: 2, depositMinor: 150_000 },
    },
    refused: {
      NOT_FOUND: inShift(() => topUp({ clientId: NOBODY, amountMinor: 1 })),
      CONFLICT: usedKey((salon) => topUp(ofOlga(salon))),
      INVALID_INPUT: inShift((salon) => wrongAccount(salon, topUp(ofOlga(salon)))),
      LIMIT_EXCEEDED: inShift(({ olga }) => ({
        key: randomUUID(),
        clientId: olga,
        tenders: [...cash(1_000_000_000_000), ...cash(1)],
      })),
      SHIFT_CLOSED: (salon) => topUp(ofOlga(salon)),
      SHIFT_EXPIRED: later((salon) => topUp(ofOlga(salon))),
      PERIOD_LOCKED: locked((salon) => topUp(ofOlga(salon))),
    },
  },
  giveBack: {
    ok: { input: inShift((salon) => back(ofOlga(salon))), answer: { commandId, number: 1, depositMinor: 50_000 } },
    refused: {
      NOT_FOUND: inShift(() => back({ clientId: NOBODY, amountMinor: 1 })),
      CONFLICT: usedKey((salon) => back(ofOlga(salon))),
      INVALID_INPUT: inShift((salon) => wrongAccount(salon, back(ofOlga(salon)))),
      LIMIT_EXCEEDED: {
        input: inShift(({ olga }) => back({ clientId: olga, amountMinor: 100_001 })),
        data: { what: 'deposit', leftMinor: 100_000 },
      },
      SHIFT_CLOSED: async (salon) => {
        await withDeposit(salon);
        closeShift(salon);
        return back(ofOlga(salon));
      },
      SHIFT_EXPIRED: later((salon) => back(ofOlga(salon))),
      PERIOD_LOCKED: locked((salon) => back(ofOlga(salon))),
    },
  },
  writeOff: {
    ok: {
      input: (salon) => ({ ...writeOffOf(salon), amountMinor: 50_000 }),
      answer: { commandId, number: 1, debtLeftMinor: 150_000 },
    },
    refused: {
      NOT_FOUND: (salon) => ({ ...writeOffOf(salon), saleId: NOBODY }),
      CONFLICT: usedKey((salon) => writeOffOf(salon)),
      LIMIT_EXCEEDED: (salon) => ({ ...writeOffOf(salon), amountMinor: 200_001 }),
      PERIOD_LOCKED: (salon) => {
        const input = writeOffOf(salon);
        lockBooks(salon);
        return input;
      },
    },
  },
  charge: {
    ok: {
      input: inShift((salon) => ({ ...charge(ofOlga(salon)), tenders: null })),
      answer: { commandId, number: 1, depositMinor: 50_000 },
    },
    refused: {
      NOT_FOUND: inShift(() => charge({ clientId: NOBODY, amountMinor: 1 })),
      CONFLICT: usedKey((salon) => ({ ...charge(ofOlga(salon)), tenders: null })),
      INVALID_INPUT: inShift((salon) => ({ ...charge(ofOlga(salon)), amountMinor: 1 })),
      LIMIT_EXCEEDED: inShift(({ olga }) => ({ ...charge({ clientId: olga, amountMinor: 100_001 }), tenders: null })),
      SHIFT_CLOSED: (salon) => charge(ofOlga(salon)),
      SHIFT_EXPIRED: later((salon) => charge(ofOlga(salon))),
      PERIOD_LOCKED: locked((salon) => charge(ofOlga(salon))),
    },
  },
  reverse: {
    ok: { input: async (salon) => reversalOf(await withDeposit(salon)), answer: { commandId, number: 1 } },
    refused: {
      NOT_FOUND: () => reversalOf(NOBODY),
      CONFLICT: async (salon) => {
        const documentId = await withDeposit(salon);
        await salon.client.clientAccount.reverse(reversalOf(documentId));
        return reversalOf(documentId);
      },
      LIMIT_EXCEEDED: {
        // What was put in has left the register, and came back to the deposit another way.
        input: async (salon) => {
          const documentId = await withDeposit(salon);
          await salon.client.clientAccount.giveBack(back({ clientId: salon.olga, amountMinor: 100_000 }));
          await salon.client.clientAccount.topUp({
            key: randomUUID(),
            clientId: salon.olga,
            tenders: [{ kind: 'card', amountMinor: 100_000 }],
          });
          return reversalOf(documentId);
        },
        data: { what: 'register' },
      },
      SHIFT_CLOSED: async (salon) => {
        const documentId = await withDeposit(salon);
        closeShift(salon);
        return reversalOf(documentId);
      },
      SHIFT_EXPIRED: async (salon) => {
        const documentId = await withDeposit(salon);
        salon.test.clock.atMs += DAY_MS + 60_000;
        await salon.client.access.signIn({ userId: salon.users.owner, secret: '2580' }).catch(() => undefined);
        return reversalOf(documentId);
      },
      PERIOD_LOCKED: async (salon) => {
        const documentId = await withDeposit(salon);
        lockBooks(salon);
        return reversalOf(documentId);
      },
    },
  },
  setLimit: {
    ok: {
      input: ({ olga }) => ({ clientId: olga, version: 1, debtLimitMinor: 500_000 }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, version: 1, debtLimitMinor: null }),
      STALE_VERSION: ({ olga }) => ({ clientId: olga, version: 7, debtLimitMinor: null }),
    },
  },
  debtors: {
    ok: {
      input: async (salon) => {
        await withDeposit(salon);
        withDebt(salon);
        return {};
      },
      answer: {
        rows: [{ debtMinor: 200_000, depositMinor: 100_000, ageDays: 1 }],
        ledgerDebtMinor: 200_000,
        ledgerDepositMinor: 100_000,
      },
    },
    refused: {},
  },
  statement: {
    ok: {
      input: inShift(({ olga }) => ({ clientId: olga, fromDate: '2026-03-01', toDate: TODAY })),
      answer: { fileName: expect.stringContaining('Выписка') as string, mediaType: 'application/pdf' },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, fromDate: TODAY, toDate: TODAY }),
      INVALID_INPUT: ({ olga }) => ({ clientId: olga, fromDate: TODAY, toDate: YESTERDAY }),
    },
  },
};

function writeOffOf(salon: CaseSalon) {
  return { key: randomUUID(), clientId: salon.olga, saleId: withDebt(salon), reason: 'Не отвечает' };
}

function reversalOf(documentId: number) {
  return { key: randomUUID(), documentId, reason: 'Ошибка' };
}

/** Closes the shift; the register holds what was taken. */
export function closeShift(salon: CaseSalon): void {
  const { cash: desk, store } = salon.test.core.salon!;
  const { shiftId } = desk.shifts.current(store.reader)!;
  desk.shifts.close(ownerOf(salon), {
    shiftId: shiftId as never,
    countedMinor: salon.test.core.salon!.ledger.balance(store.reader, 1010),
    count: [],
    isRecounted: true,
    responsibleId: null,
    note: '',
    leaveReason: '',
  });
}
