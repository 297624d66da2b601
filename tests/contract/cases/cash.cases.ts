import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { cashContract } from '../../../src-shared/cash/cash.contract.ts';
import { query } from '../../../src-main/store/query.ts';
import { TEST_NOW_MS } from '../../helpers/test-store.ts';
import { type CaseSalon, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const anId = expect.any(Number) as number;
const DAY_MS = 24 * 3_600_000;
const PERIOD = { from: '2026-03-01', to: TODAY };
const PDF = { name: 'чек.pdf', base64: Buffer.from('%PDF-1.4 receipt').toString('base64') };

type Kind = 'register' | 'safe' | 'bank' | 'acquiring';

/** The account of a kind that every salon has. */
async function account({ client }: CaseSalon, kind: Kind): Promise<number> {
  const found = (await client.cash.accounts({})).find((one) => one.kind === kind);
  return found!.id;
}

/** Opens a shift with 1,000.00 in the register. */
async function openShift(salon: CaseSalon): Promise<{ shiftId: number; register: number }> {
  const register = await account(salon, 'register');
  const { shiftId } = await salon.client.cash.openShift({ accountId: register, countedMinor: 100_000 });
  return { shiftId, register };
}

/** A shift that was closed with a shortage of 10.00. */
async function closeShort(salon: CaseSalon): Promise<number> {
  const { shiftId } = await openShift(salon);
  await salon.client.cash.closeShift({ shiftId, countedMinor: 99_000, isRecounted: true });
  return shiftId;
}

const articleOf = async ({ client }: CaseSalon): Promise<number> =>
  (await client.cash.createArticle({ name: 'Аренда' })).articleId;
const supplierOf = async ({ client }: CaseSalon): Promise<number> =>
  (await client.cash.createSupplier({ name: 'Косметика-Опт' })).supplierId;

/** 500.00 put into the bank by the owner. */
async function putInBank(salon: CaseSalon): Promise<{ documentId: number; bank: number }> {
  const bank = await account(salon, 'bank');
  const { documentId } = await salon.client.cash.operate({
    kind: 'cash_in',
    requestKey: randomUUID(),
    toAccountId: bank,
    amountMinor: 50_000,
  });
  return { documentId, bank };
}

/** 200.00 put into the register by the owner. */
async function putInRegister(salon: CaseSalon): Promise<{ documentId: number; shiftId: number }> {
  const { register, shiftId } = await openShift(salon);
  const { documentId } = await salon.client.cash.operate({
    kind: 'cash_in',
    requestKey: randomUUID(),
    toAccountId: register,
    amountMinor: 20_000,
  });
  return { documentId, shiftId };
}

async function withFile(salon: CaseSalon): Promise<{ documentId: number; fileId: number }> {
  const { documentId } = await putInBank(salon);
  const { fileId } = await salon.client.cash.attachFile({ documentId, file: PDF });
  return { documentId, fileId };
}

async function lockYesterday({ client }: CaseSalon): Promise<void> {
  await client.cash.setLock({ lockDate: YESTERDAY, reason: 'Месяц сдан' });
}

/** A card payment of 1,000.00, as checkout posts it. */
async function payByCard(salon: CaseSalon): Promise<{ accountId: number; tenderId: number; bank: number }> {
  await openShift(salon);
  const accountId = await account(salon, 'acquiring');
  const bank = await account(salon, 'bank');
  const { ledger, cash, store } = salon.test.core.salon!;
  const { value } = store.work.run({ actorId: null, device: 'test', nowMs: TEST_NOW_MS }, 'test.card', (tx) => {
    const shift = cash.shifts.require(tx, TEST_NOW_MS);
    const posting = ledger.open(tx, { kind: 'deposit', ...shift, amountMinor: 100_000, clientId: salon.olga });
    posting.add('E08', { account: 1040, object: accountId }, { account: 2100 }, 100_000);
    return tx.insert(
      query.insertInto('tenders').values({
        document_id: posting.id,
        sale_id: null,
        position: 1,
        kind: 'card',
        account_id: accountId,
        certificate_id: null,
        amount_minor: 100_000,
        given_minor: null,
        change_minor: null,
      }),
    );
  });
  return { accountId, tenderId: value, bank };
}

const settlement = async (salon: CaseSalon, more: object = {}) => {
  const { accountId, tenderId, bank } = await payByCard(salon);
  return {
    accountId,
    requestKey: randomUUID() as string,
    tenderIds: [tenderId],
    bankMinor: 98_000,
    toAccountId: bank,
    localDate: TODAY,
    ...more,
  };
};

const transferOut = async (salon: CaseSalon, amountMinor: number) => ({
  kind: 'transfer' as const,
  requestKey: randomUUID() as string,
  fromAccountId: await account(salon, 'register'),
  toAccountId: await account(salon, 'safe'),
  amountMinor,
});

export const cashCases: CasesOf<typeof cashContract> = {
  accounts: {
    ok: {
      input: () => ({}),
      answer: [
        { kind: 'register', name: 'Касса', balanceMinor: 0 },
        { kind: 'safe', name: 'Сейф' },
        { kind: 'bank', name: 'Расчётный счёт' },
        { kind: 'acquiring', name: 'Эквайринг', feeBp: 0, settlesToId: anId },
      ],
    },
    refused: {},
  },
  createAccount: {
    ok: { input: () => ({ kind: 'safe', name: 'Сейф 2' }), answer: { commandId, accountId: anId } },
    refused: {
      NOT_FOUND: () => ({ kind: 'acquiring', name: 'Второй', settlesToId: NOBODY }),
      INVALID_INPUT: { input: () => ({ kind: 'acquiring', name: 'Второй' }), data: { fault: 'REQUIRED' } },
      ALREADY_EXISTS: { input: () => ({ kind: 'safe', name: 'сейф' }), data: { name: 'Сейф' } },
    },
  },
  updateAccount: {
    ok: {
      input: async (salon) => ({
        accountId: await account(salon, 'acquiring'),
        version: 1,
        values: { feeBp: 190 },
      }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ accountId: await account(salon, 'safe'), version: 2, values: { name: 'А' } }),
      INVALID_INPUT: async (salon) => ({ accountId: await account(salon, 'safe'), version: 1, values: { feeBp: 1 } }),
      ALREADY_EXISTS: async (salon) => ({
        accountId: await account(salon, 'safe'),
        version: 1,
        values: { name: 'Касса' },
      }),
    },
  },
  setAccountArchived: {
    ok: {
      input: async ({ client }) => {
        const { accountId } = await client.cash.createAccount({ kind: 'safe', name: 'Сейф 2' });
        return { accountId, version: 1, isArchived: true };
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: async (salon) => ({ accountId: await account(salon, 'safe'), version: 2, isArchived: true }),
      ALREADY_EXISTS: async ({ client }) => {
        const { accountId } = await client.cash.createAccount({ kind: 'safe', name: 'Сейф 2' });
        await client.cash.setAccountArchived({ accountId, version: 1, isArchived: true });
        await client.cash.createAccount({ kind: 'safe', name: 'Сейф 2' });
        return { accountId, version: 2, isArchived: false };
      },
      CONFLICT: {
        input: async (salon) => ({ accountId: await account(salon, 'safe'), version: 1, isArchived: true }),
        data: { reason: 'lastOfKind', name: 'Сейф' },
      },
    },
  },
  setOpening: {
    ok: {
      input: async (salon) => ({
        accountId: await account(salon, 'safe'),
        requestKey: randomUUID(),
        localDate: YESTERDAY,
        amountMinor: 5000,
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, requestKey: randomUUID(), localDate: TODAY, amountMinor: 1 }),
      INVALID_INPUT: {
        input: async (salon) => ({
          accountId: await account(salon, 'register'),
          requestKey: randomUUID(),
          localDate: TODAY,
          amountMinor: 1,
        }),
        data: { fault: 'COUNTED_AT_OPENING' },
      },
      CONFLICT: {
        input: async (salon) => {
          const wish = { accountId: await account(salon, 'safe'), localDate: TODAY, amountMinor: 1 };
          await salon.client.cash.setOpening({ ...wish, requestKey: randomUUID() });
          return { ...wish, requestKey: randomUUID() };
        },
        data: { reason: 'openingExists', name: 'Сейф' },
      },
      PERIOD_LOCKED: {
        input: async (salon) => {
          await lockYesterday(salon);
          return {
            accountId: await account(salon, 'safe'),
            requestKey: randomUUID(),
            localDate: YESTERDAY,
            amountMinor: 1,
          };
        },
        data: { lockDate: YESTERDAY },
      },
    },
  },
  desk: {
    ok: {
      input: () => undefined,
      answer: { isBlind: false, registers: [{ name: 'Касса', shift: null, isOwn: false, cashMinor: 0 }] },
    },
    refused: {},
  },
  openShift: {
    ok: {
      input: async (salon) => ({
        accountId: await account(salon, 'register'),
        countedMinor: 100_000,
        count: [{ minor: 100_000, pieces: 1 }],
      }),
      answer: { commandId, number: 1, differenceMinor: 0 },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, countedMinor: 0 }),
      INVALID_INPUT: async (salon) => ({ accountId: await account(salon, 'safe'), countedMinor: 0 }),
      CONFLICT: {
        input: async (salon) => ({ accountId: (await openShift(salon)).register, countedMinor: 0 }),
        data: { reason: 'shiftOpen', number: 1 },
      },
      PERIOD_LOCKED: {
        input: async (salon) => {
          const accountId = await account(salon, 'register');
          await lockYesterday(salon);
          salon.test.clock.atMs -= DAY_MS;
          return { accountId, countedMinor: 0 };
        },
      },
    },
  },
  closeShift: {
    ok: {
      input: async (salon) => ({ shiftId: (await openShift(salon)).shiftId, countedMinor: 100_000 }),
      answer: { commandId, number: 1, expectedMinor: 100_000, differenceMinor: 0 },
    },
    refused: {
      NOT_FOUND: () => ({ shiftId: NOBODY, countedMinor: 0 }),
      INVALID_INPUT: async (salon) => ({
        shiftId: (await openShift(salon)).shiftId,
        countedMinor: 1,
        count: [{ minor: 100, pieces: 1 }],
      }),
      CONFLICT: {
        input: async (salon) => ({ shiftId: (await openShift(salon)).shiftId, countedMinor: 99_000 }),
        data: { reason: 'countDiffers', differenceMinor: -1000 },
      },
      SHIFT_CLOSED: async (salon) => ({ shiftId: await closeShort(salon), countedMinor: 0 }),
    },
  },
  closingReminders: {
    ok: {
      input: async (salon) => {
        await salon.client.journal.setStatus({ visitId: salon.visit, version: 1, status: 'arrived' });
        return { shiftId: (await openShift(salon)).shiftId };
      },
      answer: {
        unpaidVisits: [{ clientName: 'Ольга Петрова', startMin: 720, status: 'arrived', isBegun: false }],
        tips: [],
      },
    },
    refused: { NOT_FOUND: () => ({ shiftId: NOBODY }) },
  },
  shiftReport: {
    ok: {
      input: async (salon) => ({ shiftId: (await putInRegister(salon)).shiftId }),
      answer: {
        shift: { number: 1, expectedMinor: 120_000 },
        totals: { cash: [{ kind: 'cash_in', inMinor: 20_000 }], tenders: [] },
      },
    },
    refused: { NOT_FOUND: () => ({ shiftId: NOBODY }) },
  },
  shiftDocuments: {
    ok: {
      input: async (salon) => ({ shiftId: (await putInRegister(salon)).shiftId }),
      answer: [
        { kind: 'cash_in', cashMinor: 20_000, byName: 'Ольга Владелец' },
        { kind: 'opening', cashMinor: 100_000 },
      ],
    },
    refused: { NOT_FOUND: () => ({ shiftId: NOBODY }) },
  },
  shifts: {
    ok: {
      input: async (salon) => {
        await closeShort(salon);
        return {};
      },
      answer: [{ number: 1, differenceMinor: -1000, undecidedMinor: 1000, decision: null }],
    },
    refused: {},
  },
  shiftPaper: {
    ok: {
      input: async (salon) => ({ shiftId: await closeShort(salon) }),
      answer: { fileName: 'Z-отчёт № 1 2026-03-12.pdf', mediaType: 'application/pdf' },
    },
    refused: { NOT_FOUND: () => ({ shiftId: NOBODY }) },
  },
  decideDifference: {
    ok: {
      input: async (salon) => ({
        shiftId: await closeShort(salon),
        requestKey: randomUUID(),
        staffId: salon.anna,
        reason: 'Признала',
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ shiftId: NOBODY, requestKey: randomUUID(), staffId: null, reason: 'Списать' }),
      CONFLICT: {
        input: async (salon) => ({
          shiftId: (await openShift(salon)).shiftId,
          requestKey: randomUUID(),
          staffId: null,
          reason: 'Списать',
        }),
        data: { reason: 'shiftStillOpen' },
      },
      PERIOD_LOCKED: async (salon) => {
        const shiftId = await closeShort(salon);
        salon.test.clock.atMs += DAY_MS;
        await salon.client.cash.setLock({ lockDate: TODAY });
        salon.test.clock.atMs -= DAY_MS;
        return { shiftId, requestKey: randomUUID(), staffId: null, reason: 'Списать' };
      },
    },
  },
  operate: {
    ok: {
      input: async (salon) => ({
        kind: 'expense',
        requestKey: randomUUID(),
        fromAccountId: (await putInBank(salon)).bank,
        articleId: await articleOf(salon),
        amountMinor: 30_000,
        localDate: YESTERDAY,
        comment: 'Март',
      }),
      answer: { commandId, documentId: anId, number: 1 },
    },
    refused: {
      NOT_FOUND: async (salon) => ({
        kind: 'expense',
        requestKey: randomUUID(),
        fromAccountId: await account(salon, 'bank'),
        articleId: NOBODY,
        amountMinor: 1,
      }),
      INVALID_INPUT: {
        input: async (salon) => ({
          kind: 'expense',
          requestKey: randomUUID(),
          fromAccountId: await account(salon, 'bank'),
          amountMinor: 1,
        }),
        data: { field: 'articleId', fault: 'REQUIRED' },
      },
      CONFLICT: {
        input: async (salon) => {
          await openShift(salon);
          return transferOut(salon, 100_001);
        },
        data: { reason: 'notEnoughMoney', name: 'Касса', balanceMinor: 100_000 },
      },
      SHIFT_CLOSED: {
        input: async (salon) => ({
          kind: 'cash_in',
          requestKey: randomUUID(),
          toAccountId: await account(salon, 'register'),
          amountMinor: 1,
        }),
        data: { registerName: 'Касса' },
      },
      SHIFT_EXPIRED: {
        input: async (salon) => {
          await openShift(salon);
          salon.test.clock.atMs += DAY_MS;
          return transferOut(salon, 1);
        },
        data: { number: 1 },
      },
      PERIOD_LOCKED: async (salon) => {
        await lockYesterday(salon);
        return {
          kind: 'cash_in',
          requestKey: randomUUID(),
          toAccountId: await account(salon, 'bank'),
          amountMinor: 1,
          localDate: YESTERDAY,
        };
      },
    },
  },
  reverseOperation: {
    ok: {
      input: async (salon) => ({
        documentId: (await putInBank(salon)).documentId,
        requestKey: randomUUID(),
        reason: 'Не та сумма',
      }),
      answer: { commandId, documentId: anId },
    },
    refused: {
      NOT_FOUND: () => ({ documentId: NOBODY, requestKey: randomUUID(), reason: 'Ошибка' }),
      CONFLICT: {
        input: async (salon) => {
          const { documentId } = await putInBank(salon);
          await salon.client.cash.reverseOperation({ documentId, requestKey: randomUUID(), reason: 'Ошибка' });
          return { documentId, requestKey: randomUUID(), reason: 'Ошибка' };
        },
        data: { reason: 'reversed', number: 1 },
      },
      SHIFT_CLOSED: async (salon) => {
        const { documentId, shiftId } = await putInRegister(salon);
        await salon.client.cash.closeShift({ shiftId, countedMinor: 120_000 });
        return { documentId, requestKey: randomUUID(), reason: 'Ошибка' };
      },
      SHIFT_EXPIRED: async (salon) => {
        const { documentId } = await putInRegister(salon);
        salon.test.clock.atMs += DAY_MS;
        return { documentId, requestKey: randomUUID(), reason: 'Ошибка' };
      },
      PERIOD_LOCKED: async (salon) => {
        const { documentId } = await putInBank(salon);
        salon.test.clock.atMs += DAY_MS;
        await salon.client.cash.setLock({ lockDate: TODAY });
        salon.test.clock.atMs -= DAY_MS;
        return { documentId, requestKey: randomUUID(), reason: 'Ошибка' };
      },
    },
  },
  operations: {
    ok: {
      input: async (salon) => {
        await putInBank(salon);
        return PERIOD;
      },
      answer: { count: 1, rows: [{ kind: 'cash_in', toName: 'Расчётный счёт', amountMinor: 50_000 }], byArticle: [] },
    },
    refused: { INVALID_INPUT: () => ({ from: TODAY, to: YESTERDAY }) },
  },
  document: {
    ok: {
      input: async (salon) => ({ documentId: (await putInBank(salon)).documentId }),
      answer: {
        kind: 'cash_in',
        isReversible: true,
        entries: [
          {
            event: 'E01',
            debit: { account: 1030, name: 'Расчётный счёт' },
            credit: { account: 3000 },
            amountMinor: 50_000,
          },
        ],
      },
    },
    refused: { NOT_FOUND: () => ({ documentId: NOBODY }) },
  },
  attachFile: {
    ok: {
      input: async (salon) => ({ documentId: (await putInBank(salon)).documentId, file: PDF }),
      answer: { commandId, fileId: anId },
    },
    refused: {
      NOT_FOUND: () => ({ documentId: NOBODY, file: PDF }),
      INVALID_INPUT: {
        input: async (salon) => ({
          documentId: (await putInBank(salon)).documentId,
          file: { name: 'a.txt', base64: Buffer.from('text').toString('base64') },
        }),
        data: { fault: 'FILE_TYPE' },
      },
    },
  },
  detachFile: {
    ok: { input: withFile, answer: { commandId } },
    refused: { NOT_FOUND: async (salon) => ({ ...(await withFile(salon)), fileId: NOBODY }) },
  },
  documentFile: {
    ok: { input: withFile, answer: { fileName: PDF.name, mediaType: 'application/pdf', base64: PDF.base64 } },
    refused: { NOT_FOUND: async (salon) => ({ ...(await withFile(salon)), fileId: NOBODY }) },
  },
  articles: {
    ok: {
      input: async (salon) => {
        await articleOf(salon);
        return {};
      },
      answer: [{ name: 'Аренда', isArchived: false, version: 1 }],
    },
    refused: {},
  },
  createArticle: {
    ok: { input: () => ({ name: 'Реклама' }), answer: { commandId, articleId: anId } },
    refused: {
      ALREADY_EXISTS: async (salon) => {
        await articleOf(salon);
        return { name: 'аренда' };
      },
    },
  },
  updateArticle: {
    ok: {
      input: async (salon) => ({ articleId: await articleOf(salon), version: 1, name: 'Аренда зала' }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ articleId: NOBODY, version: 1, name: 'А' }),
      STALE_VERSION: async (salon) => ({ articleId: await articleOf(salon), version: 2, name: 'А' }),
      ALREADY_EXISTS: async (salon) => {
        await salon.client.cash.createArticle({ name: 'Реклама' });
        return { articleId: await articleOf(salon), version: 1, name: 'Реклама' };
      },
    },
  },
  setArticleArchived: {
    ok: {
      input: async (salon) => ({ articleId: await articleOf(salon), version: 1, isArchived: true }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ articleId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: async (salon) => ({ articleId: await articleOf(salon), version: 2, isArchived: true }),
    },
  },
  suppliers: {
    ok: {
      input: async (salon) => {
        await supplierOf(salon);
        return {};
      },
      answer: [{ name: 'Косметика-Опт', debtMinor: 0, overdueMinor: 0, nextDueOn: null }],
    },
    refused: {},
  },
  createSupplier: {
    ok: { input: () => ({ name: 'Опт', taxNumber: '7701234567' }), answer: { commandId, supplierId: anId } },
    refused: {
      ALREADY_EXISTS: async (salon) => {
        await supplierOf(salon);
        return { name: 'КОСМЕТИКА-ОПТ' };
      },
    },
  },
  updateSupplier: {
    ok: {
      input: async (salon) => ({ supplierId: await supplierOf(salon), version: 1, values: { note: 'По средам' } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ supplierId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ supplierId: await supplierOf(salon), version: 2, values: { note: 'А' } }),
      ALREADY_EXISTS: async (salon) => {
        await salon.client.cash.createSupplier({ name: 'Опт' });
        return { supplierId: await supplierOf(salon), version: 1, values: { name: 'опт' } };
      },
    },
  },
  setSupplierArchived: {
    ok: {
      input: async (salon) => ({ supplierId: await supplierOf(salon), version: 1, isArchived: true }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ supplierId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: async (salon) => ({ supplierId: await supplierOf(salon), version: 2, isArchived: true }),
      CONFLICT: {
        input: async (salon) => ({ supplierId: await owed(salon), version: 1, isArchived: true }),
        data: { reason: 'supplierOwed' },
      },
    },
  },
  supplierStatement: {
    ok: {
      input: async (salon) => ({ supplierId: await owed(salon), ...PERIOD }),
      answer: {
        openingMinor: 0,
        closingMinor: 7000,
        rows: [{ kind: 'supplier_bill', billedMinor: 7000, debtMinor: 7000, dueOn: TOMORROW }],
        openBills: [{ leftMinor: 7000, isOverdue: false }],
      },
    },
    refused: {
      NOT_FOUND: () => ({ supplierId: NOBODY, ...PERIOD }),
      INVALID_INPUT: async (salon) => ({ supplierId: await supplierOf(salon), from: TODAY, to: YESTERDAY }),
    },
  },
  unsettled: {
    ok: {
      input: async (salon) => ({ accountId: (await payByCard(salon)).accountId, ...PERIOD }),
      answer: { items: [{ kind: 'card', amountMinor: 100_000, clientName: 'Ольга Петрова' }], balanceMinor: 100_000 },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, ...PERIOD }),
      INVALID_INPUT: async (salon) => ({ accountId: await account(salon, 'bank'), ...PERIOD }),
    },
  },
  settle: {
    ok: { input: (salon) => settlement(salon), answer: { commandId, feeMinor: 2000 } },
    refused: {
      NOT_FOUND: (salon) => settlement(salon, { tenderIds: [NOBODY] }),
      INVALID_INPUT: {
        input: (salon) => settlement(salon, { bankMinor: 100_001 }),
        data: { fault: 'MORE_THAN_UNSETTLED' },
      },
      CONFLICT: {
        input: async (salon) => {
          const wish = await settlement(salon);
          await salon.client.cash.settle(wish);
          return { ...wish, requestKey: randomUUID() };
        },
        data: { reason: 'alreadySettled' },
      },
      PERIOD_LOCKED: async (salon) => {
        await lockYesterday(salon);
        return settlement(salon, { localDate: YESTERDAY });
      },
    },
  },
  book: {
    ok: {
      input: async (salon) => ({ accountId: (await putInBank(salon)).bank, ...PERIOD }),
      answer: { openingMinor: 0, closingMinor: 50_000, count: 1, rows: [{ inMinor: 50_000, balanceMinor: 50_000 }] },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, ...PERIOD }),
      INVALID_INPUT: async (salon) => ({ accountId: await account(salon, 'bank'), from: TODAY, to: YESTERDAY }),
    },
  },
  bookFile: {
    ok: {
      input: async (salon) => ({ accountId: (await putInBank(salon)).bank, ...PERIOD, format: 'pdf' }),
      answer: { mediaType: 'application/pdf' },
    },
    refused: {
      NOT_FOUND: () => ({ accountId: NOBODY, ...PERIOD, format: 'xlsx' }),
      INVALID_INPUT: async (salon) => ({
        accountId: await account(salon, 'bank'),
        from: TODAY,
        to: YESTERDAY,
        format: 'xlsx',
      }),
    },
  },
  lock: {
    ok: {
      input: async (salon) => {
        await lockYesterday(salon);
      },
      answer: { lockDate: YESTERDAY, history: [{ reason: 'Месяц сдан', byName: 'Ольга Владелец' }] },
    },
    refused: {},
  },
  setLock: {
    ok: { input: () => ({ lockDate: YESTERDAY }), answer: { commandId } },
    refused: {
      INVALID_INPUT: { input: () => ({ lockDate: TODAY }), data: { fault: 'DAY_NOT_OVER' } },
      CONFLICT: {
        input: async (salon) => {
          await openShift(salon);
          salon.test.clock.atMs += DAY_MS;
          return { lockDate: TODAY };
        },
        data: { reason: 'shiftOpenBefore', number: 1 },
      },
    },
  },
};

/** A supplier who is owed 70.00 by tomorrow. */
async function owed(salon: CaseSalon): Promise<number> {
  const supplierId = await supplierOf(salon);
  await salon.client.cash.operate({
    kind: 'supplier_bill',
    requestKey: randomUUID(),
    supplierId,
    articleId: await articleOf(salon),
    amountMinor: 7000,
    dueOn: TOMORROW,
  });
  return supplierId;
}
