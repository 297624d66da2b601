import { PassThrough } from 'node:stream';
import exceljs from 'exceljs';
import { EXCEL_DATE_FORMAT, excelDate } from './excel-date.ts';

/** A column of a saved table. */
export interface TableColumn {
  readonly title: string;
  /** Width in characters. */
  readonly width: number;
  /** How Excel shows the values; money comes in minor units and is written in whole units, a date as YYYY-MM-DD. */
  readonly kind: 'text' | 'money' | 'integer' | 'date';
}

/** A table to save: texts are in the person's language already. */
export interface Table {
  readonly sheetName: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Indexes of rows that are sums of others: written bold. */
  readonly sums?: readonly number[];
  /** The last row: sums under the columns. */
  readonly totals: readonly (string | number | null)[] | null;
  /** Who saved it and when: stands in the file's properties (features.md X6). */
  readonly author: string;
  /** Stands above the table on each printed page. */
  readonly heading?: string;
}

const FORMATS = { money: '#,##0.00', date: EXCEL_DATE_FORMAT } as const;

/**
 * Writes a table as an Excel file by the streaming writer; the other one takes gigabytes (stack.md 9).
 *
 * Every text is written as text: a cell that begins with `=` or `+7…` never becomes a formula.
 */
export async function writeTable(table: Table): Promise<Uint8Array> {
  const stream = new PassThrough();
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    stream.on('end', resolve);
    stream.on('error', reject);
  });
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  workbook.creator = table.author;
  const sheet = workbook.addWorksheet(table.sheetName.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
    // `&` begins a code of the header.
    headerFooter: {
      ...(table.heading === undefined ? {} : { oddHeader: `&L&B${table.heading.replaceAll('&', '&&').slice(0, 200)}` }),
      oddFooter: `&L${table.author.replaceAll('&', '&&').slice(0, 200)}&R&P / &N`,
    },
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = table.columns.map((column) => ({
    width: column.width,
    style: column.kind in FORMATS ? { numFmt: FORMATS[column.kind as keyof typeof FORMATS] } : {},
  }));
  const head = sheet.addRow(table.columns.map((column) => column.title));
  head.font = { bold: true };
  head.commit();
  const sums = new Set(table.sums);
  table.rows.forEach((row, index) => {
    const line = sheet.addRow(cells(table, row));
    // A part of the line above stands in; spaces would go with its name into every formula of the reader.
    if (typeof row[0] === 'string' && row[0].startsWith(' ')) {
      const name = line.getCell(1);
      name.value = row[0].trimStart();
      name.alignment = { indent: 1 };
    }
    if (sums.has(index)) line.font = { bold: true };
    line.commit();
  });
  if (table.totals) {
    const totals = sheet.addRow(cells(table, table.totals));
    totals.font = { bold: true };
    totals.commit();
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: table.columns.length } };
  sheet.commit();
  await workbook.commit();
  await ended;
  return Buffer.concat(parts);
}

function cells(table: Table, row: readonly (string | number | null)[]): (string | number | Date | null)[] {
  return row.map((value, index) => {
    const kind = table.columns[index]?.kind;
    if (kind === 'money' && typeof value === 'number') return value / 100;
    return kind === 'date' ? excelDate(value) : value;
  });
}
