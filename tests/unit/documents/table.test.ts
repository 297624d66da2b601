import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { writeTable } from '../../../src-main/documents/table.job.ts';

test('a saved table: dates are dates of Excel, money is a number, a text that looks like a formula stays a text', async () => {
  const bytes = await writeTable({
    sheetName: 'Касса [главная]',
    heading: 'Кассовая книга. С 01.03.2026 по 31.03.2026',
    author: 'Ольга & Ко',
    columns: [
      { title: 'Дата', width: 12, kind: 'date' },
      { title: 'За что', width: 30, kind: 'text' },
      { title: 'Приход', width: 14, kind: 'money' },
    ],
    rows: [
      ['2026-03-12', '=1+1', 123_450],
      ['   до обеда', '+7 916', null],
    ],
    totals: [null, 'Итого', 123_450],
  });
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  const sheet = workbook.worksheets[0]!;
  const cell = sheet.getCell('A2');
  expect(cell.value).toEqual(new Date('2026-03-12T00:00:00Z'));
  expect(cell.numFmt).toBe('dd.mm.yyyy');
  expect(sheet.getCell('B2').value).toBe('=1+1');
  expect(sheet.getCell('C2').value).toBe(1234.5);
  // A part of a sum is set in by Excel, not by spaces.
  expect(sheet.getCell('A3').value).toBe('до обеда');
  expect(sheet.getCell('A3').alignment.indent).toBe(1);
  expect(sheet.getCell('C4').value).toBe(1234.5);
  // `&` begins a code of the header and the footer: written twice it is a letter.
  expect(sheet.headerFooter.oddHeader).toContain('Кассовая книга');
  expect(sheet.headerFooter.oddFooter).toContain('Ольга && Ко');
});
