import { formatDate } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { type ListColumn, COLUMN_KINDS } from '../../src-shared/segments/list-columns.rules.ts';
import type { ClientRowValue } from '../../src-shared/segments/segments.contract.ts';
import { Reader } from '../store/executor.ts';
import { openReadOnly } from '../store/open.ts';
import type { JobControl } from '../workers/job.ts';
import { csvLine } from './csv.rules.ts';
import { type ListEye, listRowOf, phonesOf } from './list-view.ts';
import { type ListRow, readListRows, readMarks, readStaffNames } from './segments.repository.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { SheetWriter } from './sheet-writer.ts';

/** What an export is made of; plain data, for it crosses into a thread. */
export interface ExportInput {
  readonly databaseFile: string;
  /** Who goes into the file, in its order. */
  readonly ids: readonly number[];
  readonly columns: readonly ListColumn[];
  readonly format: 'xlsx' | 'csv';
  readonly eye: ListEye;
  readonly locale: 'ru' | 'en';
  /** Who, when, what number: stands in the file. */
  readonly mark: string;
  /** What was asked for, in words. */
  readonly filter: string;
}

const SLICE = 1000;
const BOM = '\uFEFF';

type Cell = string | number | null;

/**
 * Writes clients as an Excel or CSV file, on a connection of its own.
 *
 * Rows are read in slices and written as they come. Every text stays a text, whatever it begins with (reliability.md S6); the
 * mark of the export stands in the file's properties, on a sheet of its own and at the foot of each printed page, in CSV in
 * the last line.
 */
export async function exportClients(input: ExportInput, control: JobControl): Promise<Uint8Array> {
  const connection = openReadOnly(input.databaseFile);
  try {
    const reader = new Reader(connection);
    const cellsOf = cellWriter(reader, input);
    const i18n = createI18n(input.locale);
    const titles = input.columns.map((column) => i18n.t(`segments:columns.${column}`));
    const slices = function* (): Generator<Cell[][]> {
      for (let from = 0; from < input.ids.length; from += SLICE) {
        control.progress(from / input.ids.length);
        yield readListRows(reader, input.ids.slice(from, from + SLICE)).map(cellsOf);
      }
    };
    return input.format === 'csv'
      ? writeCsv(titles, slices(), input)
      : await writeSheet(titles, slices(), input, (key) => i18n.t(key));
  } finally {
    connection.close();
  }
}

function writeCsv(titles: readonly string[], slices: Iterable<Cell[][]>, input: ExportInput): Uint8Array {
  const parts = [Buffer.from(BOM + csvLine(titles))];
  for (const rows of slices) {
    parts.push(
      Buffer.from(rows.map((cells) => csvLine(cells.map((cell, at) => csvCell(cell, input.columns[at]!)))).join('')),
    );
  }
  parts.push(Buffer.from(csvLine([input.mark])));
  return Buffer.concat(parts);
}

/** Money with a comma, as a Russian Excel reads it; dates as they are written. */
function csvCell(cell: Cell, column: ListColumn): string {
  if (cell === null) return '';
  if (COLUMN_KINDS[column] !== 'money' || typeof cell === 'string') return String(cell);
  return (cell / 100).toFixed(2).replace('.', ',');
}

async function writeSheet(
  titles: readonly string[],
  slices: Iterable<Cell[][]>,
  { columns, mark, filter }: ExportInput,
  t: (key: string) => string,
): Promise<Uint8Array> {
  const writer = new SheetWriter({
    sheetName: t('segments:export.sheet'),
    mark,
    columns: columns.map((column, at) => ({ title: titles[at]!, kind: COLUMN_KINDS[column] })),
  });
  for (const rows of slices) {
    for (const cells of rows) writer.add(cells);
    // Gives the compressor a turn, so that the sheet does not pile up in memory.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return await writer.finish(
    t('segments:export.about'),
    [mark, filter].filter((text) => text !== ''),
  );
}

/** Turns a row into the cells of the columns; texts are in the person's language. */
function cellWriter(reader: Reader, input: ExportInput): (row: ListRow) => Cell[] {
  const { eye, locale } = input;
  const i18n = createI18n(locale);
  const { categories, tags } = readMarks(reader);
  const categoryNames = new Map(categories.map(({ id, name }) => [id, name]));
  const tagNames = new Map(tags.map(({ id, name }) => [id, name]));
  const staffNames = new Map(
    readStaffNames(reader).map(({ id, first_name: firstName, last_name: lastName }) => [
      id,
      displayName({ firstName, lastName }, eye.nameOrder),
    ]),
  );
  const date = (value: string | null): Cell => (value === null ? null : formatDate(value, 'short', locale));
  const cell = (view: ClientRowValue, row: ListRow, column: ListColumn): Cell => {
    switch (column) {
      case 'phone':
        return phonesOf(row, eye.seesPhones).join(', ');
      case 'firstOn':
      case 'lastOn':
      case 'nextOn':
      case 'createdOn':
      case 'birthday':
        return date(view[column]);
      case 'spent':
        return view.spentMinor;
      case 'average':
        return view.averageMinor;
      case 'cadence':
        return view.cadenceDays;
      case 'category':
        return view.categoryId === null ? null : (categoryNames.get(view.categoryId) ?? null);
      case 'responsible':
        return view.responsibleId === null ? null : (staffNames.get(view.responsibleId) ?? null);
      case 'tags':
        return view.tagIds.map((id) => tagNames.get(id) ?? '').join(', ');
      case 'sex':
        return view.sex === null ? null : i18n.t(`clients:sexes.${view.sex}`);
      case 'status':
        return view.status === null ? null : i18n.t(`segments:statuses.${view.status}`);
      default:
        return view[column];
    }
  };
  return (row) => {
    const view = listRowOf(row, eye);
    return input.columns.map((column) => cell(view, row, column));
  };
}
