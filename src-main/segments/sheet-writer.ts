import { PassThrough } from 'node:stream';
import exceljs from 'exceljs';
import { EXCEL_DATE_FORMAT, excelDate } from '../documents/excel-date.ts';
import type { ColumnKind } from '../../src-shared/segments/list-columns.rules.ts';

interface Sheet {
  readonly sheetName: string;
  /** Stands in the file's properties and at the foot of each page (features.md X6). */
  readonly mark: string;
  readonly columns: readonly { readonly title: string; readonly kind: ColumnKind }[];
}

const FORMATS: Partial<Record<ColumnKind, string>> = { money: '#,##0.00', integer: '0', date: EXCEL_DATE_FORMAT };
const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 26, money: 14, integer: 11, date: 13 };

/**
 * Writes rows to an Excel file one by one, so that 200,000 of them do not stand in memory as objects (stack.md 9).
 *
 * Texts are texts: a cell that begins with `=` or `+7…` never becomes a formula. Money comes in minor units; in a
 * column of dates YYYY-MM-DD becomes a date of Excel.
 */
export class SheetWriter {
  readonly #sheet: Sheet;
  readonly #parts: Buffer[] = [];
  readonly #ended: Promise<void>;
  readonly #book: exceljs.stream.xlsx.WorkbookWriter;
  readonly #page: exceljs.Worksheet;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    const stream = new PassThrough();
    stream.on('data', (part: Buffer) => this.#parts.push(part));
    this.#ended = new Promise((resolve, reject) => {
      stream.on('end', resolve);
      stream.on('error', reject);
    });
    this.#book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
    this.#book.creator = sheet.mark;
    this.#page = this.#book.addWorksheet(sheet.sheetName.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      // `&` begins a code of the footer.
      headerFooter: { oddFooter: sheet.mark.replaceAll('&', '&&').slice(0, 240) },
    });
    this.#page.columns = sheet.columns.map(({ kind }) => {
      const numFmt = FORMATS[kind];
      return { width: WIDTHS[kind], style: numFmt ? { numFmt } : {} };
    });
    const head = this.#page.addRow(sheet.columns.map(({ title }) => title));
    head.font = { bold: true };
    head.commit();
  }

  add(cells: readonly (string | number | null)[]): void {
    const { columns } = this.#sheet;
    this.#page
      .addRow(
        cells.map((cell, at) => {
          const kind = columns[at]?.kind;
          if (kind === 'money' && typeof cell === 'number') return cell / 100;
          return kind === 'date' ? excelDate(cell) : cell;
        }),
      )
      .commit();
  }

  /** Ends the file with a second sheet that tells what it is. */
  async finish(aboutName: string, lines: readonly string[]): Promise<Uint8Array> {
    this.#page.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: this.#sheet.columns.length } };
    this.#page.commit();
    const about = this.#book.addWorksheet(aboutName.slice(0, 31));
    about.columns = [{ width: 100 }];
    for (const text of lines) about.addRow([text]).commit();
    about.commit();
    await this.#book.commit();
    await this.#ended;
    return Buffer.concat(this.#parts);
  }
}
