import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { statementText } from '../../../src-main/bank/statement-file.ts';
import { lineIdentity, readStatement } from '../../../src-shared/bank/statement.rules.ts';
import { ACCOUNT, type BankDocument, statementOf } from '../../helpers/bank-statement.ts';

const read = (documents: readonly BankDocument[], change: Parameters<typeof statementOf>[1] = {}) => {
  const result = readStatement(statementOf(documents, change));
  if ('problem' in result) throw new Error(result.problem);
  return result.statement;
};

describe('F6 a statement in 1CClientBankExchange', () => {
  test('names its account, days, balances, and every line with its side', () => {
    const statement = read(
      [
        { direction: 'in', amount: '98300.00', day: '11.03.2026', party: 'ПАО Банк', purpose: 'Возмещение по картам' },
        { direction: 'out', amount: '1500.50', day: '10.03.2026', party: 'ООО "Ромашка"', taxNumber: '7707083893' },
      ],
      { opening: '1000.00', closing: '97799.50' },
    );
    expect(statement).toMatchObject({
      account: ACCOUNT,
      fromDate: '2026-03-01',
      toDate: '2026-03-12',
      openingMinor: 100_000,
      closingMinor: 9_779_950,
      isShort: false,
      faults: [],
    });
    expect(statement.lines).toMatchObject([
      {
        localDate: '2026-03-10',
        direction: 'out',
        amountMinor: 150_050,
        partyName: 'ООО "Ромашка"',
        partyTaxNumber: '7707083893',
      },
      { localDate: '2026-03-11', direction: 'in', amountMinor: 9_830_000, purpose: 'Возмещение по картам' },
    ]);
  });

  test('a file whose balances do not agree with its lines says so', () => {
    expect(read([], { opening: '1000.00', closing: '999.99' }).isShort).toBe(true);
  });

  test('a document without a readable sum or day, or of another account, is told by its line and left out', () => {
    const statement = read([
      { amount: '12,345' },
      { day: '31.02.2026' },
      { amount: '-5.00' },
      { own: '40702810900000000999' },
      { amount: '7.00' },
    ]);
    expect(statement.faults.map(({ fault }) => fault)).toEqual([
      'BAD_AMOUNT',
      'BAD_DATE',
      'BAD_AMOUNT',
      'NOT_OF_ACCOUNT',
    ]);
    expect(statement.lines).toHaveLength(1);
  });

  test('lines that are alike in everything are two lines', () => {
    const { lines } = read([{ amount: '7.00' }, { amount: '7.00' }]);
    expect(new Set(lines.map(lineIdentity)).size).toBe(2);
  });

  it.each([
    ['', 'NOT_A_STATEMENT'],
    ['Дата;Сумма\n01.03.2026;5', 'NOT_A_STATEMENT'],
    ['1CClientBankExchange\r\nРасчСчет=1\r\n', 'CUT_OFF'],
    ['1CClientBankExchange\nСекцияДокумент=Платеж\nНомер=1\nКонецФайла', 'CUT_OFF'],
    ['1CClientBankExchange\nСекцияДокумент=Платеж\nСекцияДокумент=Платеж\nКонецДокумента\nКонецФайла', 'CUT_OFF'],
    ['1CClientBankExchange\nДатаНачала=01.03.2026\nКонецФайла', 'NO_ACCOUNT'],
    ['1CClientBankExchange\nРасчСчет=1\nСекцияРасчСчет\nРасчСчет=2\nКонецРасчСчет\nКонецФайла', 'SEVERAL_ACCOUNTS'],
    ['1CClientBankExchange\nРасчСчет=1\nКонецФайла', 'NO_PERIOD'],
  ])('%j is refused: %s', (text, problem) => {
    expect(readStatement(text)).toEqual({ problem });
  });

  it.each(['utf-8', 'windows-1251', 'ibm866'] as const)('is read in %s', (encoding) => {
    const text = statementOf([{ party: 'ООО «Ёлка»'.replaceAll(/[«»]/gu, '"'), amount: '7.00' }]);
    expect(statementText(encoded(text, encoding))).toBe(text);
  });

  test('whatever the text, it is a statement or a problem, never an error', () => {
    const words = fc.constantFrom(
      '1CClientBankExchange',
      'РасчСчет=1',
      'СекцияДокумент=П',
      'КонецДокумента',
      'СекцияРасчСчет',
      'КонецРасчСчет',
      'КонецФайла',
      'Сумма=5.00',
      'Сумма=x',
      'Дата=01.03.2026',
      'ДатаСписано=',
      'ПлательщикСчет=1',
      'ПолучательСчет=1',
      'ДатаНачала=32.01.2026',
      'ДатаКонца=01.03.9999',
      'НачальныйОстаток=-1',
      '=',
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (rows) => {
        const result = readStatement(['1CClientBankExchange', ...rows].join('\n'));
        if ('statement' in result) {
          const { lines } = result.statement;
          expect(new Set(lines.map(lineIdentity)).size).toBe(lines.length);
          for (const { amountMinor } of lines) expect(amountMinor).toBeGreaterThan(0);
        }
      }),
    );
  });
});

/** Writes a text in an encoding that the platform only reads: each byte is looked for among all. */
function encoded(text: string, encoding: 'utf-8' | 'windows-1251' | 'ibm866'): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (sign) => bytes.get(sign)!);
}
