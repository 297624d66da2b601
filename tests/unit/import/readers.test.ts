import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import exceljs from 'exceljs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRow } from '../../../src-shared/import/import-row.rules.ts';
import { type TableFacts, readTable } from '../../../src-main/import/read-table.job.ts';
import { readRows } from '../../../src-main/import/table-spool.ts';
import { silentControl } from '../../../src-main/workers/job.ts';
import { temporaryFolder } from '../../helpers/test-store.ts';

let dir: string;
beforeAll(() => {
  dir = temporaryFolder('zerkalo-tables-');
});
afterAll(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

async function read(content: string | Uint8Array, more: { headerRow?: number; sheet?: number } = {}) {
  const file = path.join(dir, 'table');
  fs.writeFileSync(file, content);
  const input = { file, spool: `${file}.rows`, sheet: null, encoding: null, delimiter: null, headerRow: null, ...more };
  const facts: TableFacts = await readTable(input, silentControl);
  const rows = [...readRows(input.spool, facts.headerRow, facts.merges)];
  return { facts, rows };
}

async function faultOf(content: string | Uint8Array): Promise<string> {
  return await read(content).then(
    () => 'read',
    (error: unknown) => `${(error as { code: string }).code} ${(error as Error).message}`.trim(),
  );
}

async function workbook(fill: (book: exceljs.Workbook) => void): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Russian letters of one byte: what Excel of a Russian Windows saves as CSV. */
function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0)!;
      if (code < 128) return code;
      if (letter === 'ё') return 0xb8;
      if (letter === '№') return 0xb9;
      return code - 0x410 + 0xc0;
    }),
  );
}

function dos866(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0)!;
      if (code < 128) return code;
      return code < 0x440 ? code - 0x410 + 0x80 : code - 0x440 + 0xe0;
    }),
  );
}

const TEXT = 'Имя;Телефон\r\nАлёна Ковалёва;89161234567\r\nОлег;89035557788\r\n';

describe('B22: text tables', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['Windows-1251', windows1251(TEXT), 'windows-1251'],
    ['UTF-16 LE with its mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with its mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16(), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    const { facts, rows } = await read(bytes);
    expect(facts).toMatchObject({ encoding, delimiter: ';', headers: ['Имя', 'Телефон'], rows: 2 });
    expect(rows[0]).toEqual({ number: 2, cells: ['Алёна Ковалёва', '89161234567'] });
  });

  test('the table of DOS is told from that of Windows', async () => {
    const { facts, rows } = await read(dos866('Имя;Телефон\r\nАнна Иванова;89161234567\r\n'));
    expect(facts.encoding).toBe('ibm866');
    expect(rows[0]?.cells[0]).toBe('Анна Иванова');
  });

  test.each([
    ['comma', 'Имя,Телефон\n"Ким, Анна",89161234567', ','],
    ['tab', 'Имя\tТелефон\nКим, Анна\t89161234567', '\t'],
    ['sep=', 'sep=|\nИмя|Телефон\nКим, Анна|89161234567', '|'],
  ])('delimiter: %s', async (_, text, delimiter) => {
    const { facts, rows } = await read(text);
    expect(facts.delimiter).toBe(delimiter);
    expect(rows.map(({ cells }) => cells)).toEqual([['Ким, Анна', '89161234567']]);
  });

  test('quotes, line breaks in a cell, doubled quotes; rows bear the number of their line', async () => {
    const { rows } = await read('Имя;Заметка\r\nАнна;"первая\nвторая ""особая"""\r\n\r\nОлег;5" экран\r\n');
    expect(rows).toEqual([
      { number: 2, cells: ['Анна', 'первая\nвторая "особая"'] },
      { number: 5, cells: ['Олег', '5" экран'] },
    ]);
  });

  test('whatever cells hold, they are read back', async () => {
    const cell = fc.string({ unit: fc.constantFrom('а', 'Б', '"', ';', ',', '\n', ' ', '1', 'ё'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
        async (table) => {
          const kept = table.filter((row) => row.some((text) => text.trim() !== ''));
          fc.pre(kept.length > 0);
          const text = [['x', 'y', 'z'], ...kept]
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(';'))
            .join('\r\n');
          const { rows } = await read(text, { headerRow: 1 });
          expect(rows.map(({ cells }) => cells)).toEqual(kept);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['an empty file', '', 'IMPORT_EMPTY'],
    ['heads alone', 'Имя;Телефон\n', 'IMPORT_EMPTY'],
    ['an open quote', 'Имя;Телефон\nАнна;"89161234567\nОлег;1', 'IMPORT_QUOTE_OPEN 2'],
    ['a cell without end', `Имя\n${'я'.repeat(40_000)}`, 'IMPORT_CELL_TOO_LONG 2'],
    ['too many columns', `${'a;'.repeat(300)}\n1`, 'IMPORT_TOO_MANY_COLUMNS 1'],
    ['too many rows', `Имя\n${'Анна\n'.repeat(200_100)}`, 'IMPORT_TOO_MANY_ROWS 200000'],
    ['a web page', '<html><table><tr><td>Анна</td></tr></table>', 'IMPORT_HTML'],
    ['a PDF', '%PDF-1.7 …', 'IMPORT_NOT_A_TABLE'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1'.padEnd(2000, '0'), 'hex'), 'IMPORT_XLS'],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'IMPORT_PASSWORD',
    ],
    ['binary', Buffer.from([1, 2, 0, 4, 0, 0, 7, 8, 1, 0, 3]), 'IMPORT_NOT_A_TABLE'],
    ['half a workbook', Buffer.from('504b0304aaaaaaaaaaaa', 'hex'), 'IMPORT_DAMAGED'],
  ])('%s is refused', async (_, content, fault) => {
    expect(await faultOf(content)).toBe(fault);
  });
});

describe('B22: workbooks', () => {
  test('dates, numbers, percents, formulas, errors, hidden sheets', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('Скрытый', { state: 'hidden' }).addRow(['x']);
      const sheet = book.addWorksheet('Клиенты');
      sheet.addRow(['Имя', 'Телефон', 'Дата рождения', 'Скидка', 'Заметка', 'Метки']);
      sheet.addRow([
        'Анна & Ко',
        79_161_234_567,
        new Date(Date.UTC(1990, 2, 12)),
        0.1,
        { formula: 'A2', result: 'итог' },
      ]);
      sheet.getCell('D2').numFmt = '0%';
      sheet.getCell('C2').numFmt = 'dd.mm.yyyy';
      sheet.addRow([
        'Олег',
        7.916_123_456_8e10,
        '12.03.1985',
        5,
        { error: '#N/A' },
        { formula: 'B3', result: undefined },
      ]);
      sheet.addRow([{ richText: [{ text: 'Ма' }, { text: 'рия', font: { bold: true } }] }, ' 8 916 ', null]);
    });
    const { facts, rows } = await read(bytes);
    expect(facts).toMatchObject({ kind: 'xlsx', sheet: 1, rows: 3, formulas: 2 });
    expect(facts.sheets).toEqual([
      { name: 'Скрытый', isHidden: true },
      { name: 'Клиенты', isHidden: false },
    ]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Анна & Ко', '79161234567', '1990-03-12', '10%', 'итог'],
      ['Олег', '79161234568', '12.03.1985', '5', { e: '#N/A' }, { e: '=' }],
      ['Мария', ' 8 916 '],
    ]);
    expect((await read(bytes, { sheet: 0 })).rows).toEqual([{ number: 1, cells: ['x'] }]);
  });

  test('cells merged downwards bear their value in each row', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('Клиенты');
      sheet.addRow(['База клиентов']);
      sheet.mergeCells('A1:C1');
      sheet.addRow(['Категория', 'Имя', 'Телефон']);
      sheet.addRow(['VIP', 'Анна', '89161234567']);
      sheet.addRow(['', 'Олег', '89161234568']);
      sheet.addRow(['', 'Мария', '89161234569']);
      sheet.mergeCells('A3:A4');
    });
    const { facts, rows } = await read(bytes);
    expect(facts).toMatchObject({ headerRow: 2, headers: ['Категория', 'Имя', 'Телефон'] });
    expect(rows.map(({ cells }) => cells[0])).toEqual(['VIP', 'VIP', '']);
  });

  test('S5: a bomb is refused before it is unpacked', async () => {
    const bytes = await workbook((book) => book.addWorksheet('Клиенты').addRow(['Имя']));
    const entries = withEntry(bytes, 'xl/worksheets/sheet1.xml', Buffer.alloc(40 * 1024 * 1024, 0x20));
    const before = performance.now();
    expect(await faultOf(entries)).toBe('IMPORT_ZIP_BOMB');
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('S5: a part that grows beyond what the directory says is refused', async () => {
    const bytes = await workbook((book) => book.addWorksheet('Клиенты').addRow(['Имя', 'Телефон']));
    const lying = withEntry(bytes, 'xl/worksheets/sheet1.xml', Buffer.alloc(3 * 1024 * 1024, 0x20), 1000);
    expect(await faultOf(lying)).toBe('IMPORT_ZIP_BOMB');
  });

  test('S5: a workbook that declares entities is refused', async () => {
    const bytes = await workbook((book) => book.addWorksheet('Клиенты').addRow(['Имя']));
    const sheet = Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>');
    expect(await faultOf(withEntry(bytes, 'xl/worksheets/sheet1.xml', sheet))).toBe('IMPORT_DAMAGED DOCTYPE');
  });
});

/** The parts of a workbook with one of them replaced; `claimed` is the size that the directory tells. */
function withEntry(bytes: Uint8Array, name: string, content: Buffer, claimed = content.length): Buffer {
  const source = Buffer.from(bytes);
  const end = source.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const count = source.readUInt16LE(end + 10);
  let at = source.readUInt32LE(end + 16);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const nameLength = source.readUInt16LE(at + 28);
    const entryName = source.toString('utf8', at + 46, at + 46 + nameLength);
    const local = source.readUInt32LE(at + 42);
    const packedSize = source.readUInt32LE(at + 20);
    const dataAt = local + 30 + source.readUInt16LE(local + 26) + source.readUInt16LE(local + 28);
    const isReplaced = entryName === name;
    const data = isReplaced ? zlib.deflateRawSync(content) : source.subarray(dataAt, dataAt + packedSize);
    const method = isReplaced ? 8 : source.readUInt16LE(at + 10);
    const size = isReplaced ? claimed : source.readUInt32LE(at + 24);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04_03_4b_50, 0);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(nameLength, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02_01_4b_50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(nameLength, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(head, Buffer.from(entryName), data);
    directory.push(entry, Buffer.from(entryName));
    offset += 30 + nameLength + data.length;
    at += 46 + nameLength + source.readUInt16LE(at + 30) + source.readUInt16LE(at + 32);
  }
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06_05_4b_50, 0);
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(Buffer.concat(directory).length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, tail]);
}

describe('B22: a row as a client', () => {
  const options = {
    mapping: ['fullName', 'phone', 'birthday', 'spent', 'note'],
    nameOrder: 'lastFirst',
    nameless: 'Без имени',
    keepsUnread: true,
    labels: { birthday: 'Рождение', spent: 'Потрачено' },
    today: '2026-03-12',
  } as const;

  test('what cannot be read is named with row and column, and kept in the note', () => {
    const { client, issues } = readRow(
      { number: 7, cells: ['Ким Анна', '12', '12.03', '15 000', { e: '#REF!' }] },
      options,
    );
    expect(client).toMatchObject({ firstName: 'Анна', lastName: 'Ким', phones: [], birthday: null });
    expect(client?.note).toBe('phone: 12\nРождение: 12.03\nПотрачено: 15 000');
    expect(issues).toEqual([
      { row: 7, column: 1, field: 'phone', fault: 'NOT_A_PHONE', value: '12' },
      { row: 7, column: 2, field: 'birthday', fault: 'DATE_NO_YEAR', value: '12.03' },
      { row: 7, column: 4, field: 'note', fault: 'CELL_ERROR', value: '#REF!' },
    ]);
  });

  test('a phone without a name is somebody; a note alone is nobody', () => {
    expect(readRow({ number: 1, cells: ['', '89161234567'] }, options).client).toMatchObject({
      firstName: 'Без имени',
    });
    expect(readRow({ number: 1, cells: ['', '', '', '', 'x'] }, options)).toMatchObject({
      client: null,
      isEmpty: false,
      issues: [{ fault: 'NAME_MISSING' }],
    });
    expect(readRow({ number: 1, cells: ['', ' ', '-'] }, options)).toEqual({ client: null, issues: [], isEmpty: true });
  });
});
