import { describe, expect, it, test } from 'vitest';
import { type BankBooks, kindsFor, operationOf, proposeAll } from '../../../src-shared/bank/matching.rules.ts';
import { type StatementLine, lineIdentity } from '../../../src-shared/bank/statement.rules.ts';

const line = (change: Partial<StatementLine> = {}): StatementLine => ({
  title: 'Платежное поручение',
  number: '1',
  localDate: '2026-03-10',
  direction: 'out',
  amountMinor: 100_000,
  partyName: 'ООО "Неизвестная"',
  partyTaxNumber: '',
  partyAccount: '1',
  purpose: '',
  occurrence: 0,
  ...change,
});
const BOOKS: BankBooks = {
  ownTaxNumber: '7707083893',
  suppliers: [
    { id: 1, name: 'ООО «Эстель»', taxNumber: '7728168971' },
    { id: 2, name: 'Ромашка', taxNumber: '' },
  ],
  articles: [
    { id: 11, name: 'Аренда' },
    { id: 12, name: 'Банк и комиссии' },
    { id: 13, name: 'Реклама' },
  ],
  accounts: [
    { id: 21, kind: 'register', name: 'Касса' },
    { id: 22, kind: 'safe', name: 'Сейф' },
    { id: 23, kind: 'bank', name: 'Второй счёт' },
  ],
  acquiring: [],
  documents: [],
  fromStatement: new Map(),
};
const proposed = (change: Partial<StatementLine>, books: Partial<BankBooks> = {}) =>
  proposeAll([line(change)], { ...BOOKS, ...books })[0];
const document = (change: Partial<BankBooks['documents'][number]> = {}): BankBooks['documents'][number] => ({
  documentId: 91,
  kind: 'expense',
  number: 5,
  localDate: '2026-03-10',
  signedMinor: -100_000,
  ...change,
});
const cards = (tenders: readonly (readonly [id: number, day: string, minor: number])[], feeBp = 170) => [
  {
    accountId: 31,
    feeBp,
    tenders: tenders.map(([tenderId, localDate, amountMinor]) => ({ tenderId, localDate, amountMinor })),
  },
];

describe('F6 what a line of a statement is in the books', () => {
  it.each([
    ['by tax number', { partyTaxNumber: '7728168971' }, { kind: 'supplier_payment', supplierId: 1, isSure: true }],
    [
      'by name without its form',
      { partyName: 'ООО "РОМАШКА"' },
      { kind: 'supplier_payment', supplierId: 2, isSure: true },
    ],
    [
      'by a name whose number is another',
      { partyName: 'Эстель ООО', partyTaxNumber: '1' },
      { kind: 'supplier_payment', supplierId: 1, isSure: false },
    ],
    ['rent', { purpose: 'Арендная плата за март' }, { kind: 'expense', articleId: 11, isSure: true }],
    ['the bank’s own fee', { purpose: 'Комиссия за ведение счета' }, { kind: 'expense', articleId: 12, isSure: true }],
    ['cash taken', { purpose: 'Выдача наличных по чеку' }, { kind: 'transfer', accountId: 22, isSure: true }],
    ['to the own second account', { partyTaxNumber: '7707083893' }, { kind: 'transfer', accountId: 23, isSure: true }],
    ['nothing known', { purpose: 'Оплата по договору' }, { kind: 'unknown', isSure: false }],
    [
      'cash brought',
      { direction: 'in', purpose: 'Взнос наличных, торговая выручка' },
      { kind: 'transfer', accountId: 22, isSure: true },
    ],
    ['money of a stranger', { direction: 'in' }, { kind: 'unknown', isSure: false }],
  ] as const)('%s', (_, change, expected) => {
    expect(proposed(change)).toEqual(expected);
  });

  test('what the books have at the same sum and side is not posted again: surely on the day, perhaps within a week', () => {
    expect(proposed({}, { documents: [document()] })).toEqual({ kind: 'posted', documentId: 91, isSure: true });
    expect(proposed({}, { documents: [document({ localDate: '2026-03-04' })] })).toMatchObject({
      documentId: 91,
      isSure: false,
    });
    expect(proposed({}, { documents: [document({ localDate: '2026-03-02' })] })).toMatchObject({ kind: 'unknown' });
    expect(proposed({}, { documents: [document({ signedMinor: 100_000 })] })).toMatchObject({ kind: 'unknown' });
  });

  test('a document answers for one line only', () => {
    const lines = [line(), line({ number: '2' })];
    expect(proposeAll(lines, { ...BOOKS, documents: [document()] }).map(({ kind }) => kind)).toEqual([
      'posted',
      'unknown',
    ]);
  });

  test('what was posted from a statement before is known by its line, whatever its day', () => {
    const known = new Map([[lineIdentity(line()), 77]]);
    expect(proposed({}, { fromStatement: known })).toEqual({ kind: 'posted', documentId: 77, isSure: true });
  });

  test('card money of a day less the fee of the account is sure; another fee only when the bank speaks of cards', () => {
    const acquiring = cards([
      [1, '2026-03-09', 60_000],
      [2, '2026-03-09', 40_000],
      [3, '2026-03-10', 5000],
    ]);
    expect(proposed({ direction: 'in', amountMinor: 98_300 }, { acquiring })).toEqual({
      kind: 'settlement',
      accountId: 31,
      tenderIds: [1, 2],
      fromDate: '2026-03-09',
      toDate: '2026-03-09',
      grossMinor: 100_000,
      feeMinor: 1700,
      isSure: true,
    });
    expect(proposed({ direction: 'in', amountMinor: 97_000 }, { acquiring })).toMatchObject({ kind: 'unknown' });
    expect(
      proposed({ direction: 'in', amountMinor: 97_000, purpose: 'Возмещение по эквайрингу' }, { acquiring }),
    ).toMatchObject({
      kind: 'settlement',
      feeMinor: 3000,
      isSure: false,
    });
  });

  test('a fee that the bank names decides; days next to each other come in one sum', () => {
    const acquiring = cards(
      [
        [1, '2026-03-07', 60_000],
        [2, '2026-03-08', 40_000],
      ],
      0,
    );
    const purpose = 'Операции по картам за 07-08.03, комиссия 2 000,00';
    expect(
      proposed({ direction: 'in', amountMinor: 98_000, purpose: purpose.replace('2 000,00', '20,00') }, { acquiring }),
    ).toMatchObject({
      tenderIds: [1, 2],
      feeMinor: 2000,
      isSure: true,
    });
    expect(proposed({ direction: 'in', amountMinor: 98_000, purpose }, { acquiring })).toMatchObject({ isSure: false });
  });

  test('each card operation is settled once', () => {
    const acquiring = cards([[1, '2026-03-09', 60_000]], 0);
    const lines = [
      line({ direction: 'in', amountMinor: 60_000 }),
      line({ direction: 'in', amountMinor: 60_000, number: '2' }),
    ];
    expect(proposeAll(lines, { ...BOOKS, acquiring }).map(({ kind }) => kind)).toEqual(['settlement', 'unknown']);
  });
});

describe('F6 what a line is posted as', () => {
  it.each([
    [
      'out',
      { kind: 'expense', articleId: 11 },
      { kind: 'expense', fromAccountId: 9, toAccountId: null, articleId: 11, supplierId: null },
    ],
    [
      'out',
      { kind: 'supplier_payment', supplierId: 2 },
      { kind: 'supplier_payment', fromAccountId: 9, toAccountId: null, articleId: null, supplierId: 2 },
    ],
    [
      'out',
      { kind: 'transfer', accountId: 22 },
      { kind: 'transfer', fromAccountId: 9, toAccountId: 22, articleId: null, supplierId: null },
    ],
    [
      'in',
      { kind: 'transfer', accountId: 22 },
      { kind: 'transfer', fromAccountId: 22, toAccountId: 9, articleId: null, supplierId: null },
    ],
    ['in', { kind: 'settlement' }, null],
    ['out', { kind: 'unknown' }, null],
  ] as const)('%s, %o', (direction, proposal, expected) => {
    expect(operationOf({ direction }, proposal, 9)).toEqual(expected);
  });

  test('a person chooses among operations that take from the bank, or bring to it', () => {
    expect(kindsFor('out')).toEqual([
      'cash_out',
      'transfer',
      'expense',
      'supplier_payment',
      'tips_payout',
      'staff_payout',
    ]);
    expect(kindsFor('in')).toEqual(['cash_in', 'transfer', 'other_income']);
  });
});
