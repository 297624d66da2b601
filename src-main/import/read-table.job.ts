import { createHash } from 'node:crypto';
import fs from 'node:fs';
import {
  type TableShape,
  findHeaderRow,
  guessMapping,
  isOwnMark,
  shapeOf,
  signatureOf,
} from '../../src-shared/import/import-fields.rules.ts';
import type { Cell } from '../../src-shared/import/import-row.rules.ts';
import { type WholeNameOrder, orderOfNames } from '../../src-shared/import/import-values.rules.ts';
import type { Delimiter, Encoding, ImportDraft } from '../../src-shared/import/import.contract.ts';
import type { JobControl } from '../workers/job.ts';
import { readText } from './csv-reader.ts';
import { FILE_LIMIT_BYTES, ROW_LIMIT, type RowSink, type SheetInfo } from './table-limits.ts';
import { TableProblem } from './table-problem.ts';
import { LineWriter } from './table-spool.ts';
import { type Merge, readWorkbook } from './xlsx-reader.ts';

export interface ReadTableInput {
  readonly file: string;
  /** Where the rows are put, one JSON a line. */
  readonly spool: string;
  readonly sheet: number | null;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  /** Number of the row with heads, 0 = none; null = to be found. */
  readonly headerRow: number | null;
}

export interface TableFacts {
  readonly kind: 'xlsx' | 'csv';
  readonly sha256: string;
  readonly sheets: readonly SheetInfo[];
  readonly sheet: number;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly rows: number;
  readonly preview: ImportDraft['preview'];
  readonly shape: TableShape;
  readonly signature: string;
  readonly mapping: ImportDraft['mapping'];
  readonly nameOrder: WholeNameOrder | null;
  readonly merges: readonly Merge[];
  readonly formulas: number;
  readonly errorCells: number;
}

/** Rows that are looked at to find out what the columns hold. */
const SAMPLE_ROWS = 220;
const PREVIEW_ROWS = 20;

/**
 * Reads a file as a table of texts and finds out what its columns hold.
 *
 * What the file is is told by its first bytes, never by its name.
 *
 * @throws TableProblem
 */
export async function readTable(input: ReadTableInput, control: JobControl): Promise<TableFacts> {
  const { file } = input;
  const { size } = fs.statSync(file);
  if (size === 0) throw new TableProblem('EMPTY');
  if (size > FILE_LIMIT_BYTES) throw new TableProblem('TOO_LARGE');
  const kind = kindOf(file);
  const sink = new Collector(input.spool, control);
  try {
    const facts =
      kind === 'xlsx'
        ? { ...(await readWorkbook(file, input.sheet, sink)), encoding: null, delimiter: null }
        : { ...readText(file, wantedText(input), sink), sheets: [], sheet: 0, merges: [], formulas: 0 };
    return { kind, sha256: digestOf(file), ...facts, ...describe(sink, input.headerRow) };
  } finally {
    sink.close();
  }
}

function wantedText({ encoding, delimiter }: ReadTableInput): { encoding?: Encoding; delimiter?: Delimiter } {
  return { ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}) };
}

/** Keeps the first rows and spools all. */
class Collector implements RowSink {
  readonly first: { number: number; cells: string[] }[] = [];
  count = 0;
  width = 0;
  errorCells = 0;
  readonly #writer: LineWriter;
  readonly #control: JobControl;

  constructor(spool: string, control: JobControl) {
    this.#writer = new LineWriter(spool);
    this.#control = control;
  }

  row(number: number, cells: readonly Cell[]): void {
    if (isOwnMark(cells)) return;
    this.count++;
    if (this.count > ROW_LIMIT + 20) throw new TableProblem('TOO_MANY_ROWS', String(ROW_LIMIT));
    this.width = Math.max(this.width, cells.length);
    for (const cell of cells) if (typeof cell !== 'string') this.errorCells++;
    if (this.first.length < SAMPLE_ROWS) {
      this.first.push({ number, cells: cells.map((cell) => (typeof cell === 'string' ? cell : cell.e)) });
    }
    this.#writer.write([number, ...cells]);
  }

  progress(share: number): void {
    this.#control.progress(share);
  }

  close(): void {
    this.#writer.close();
  }
}

function describe(sink: Collector, wantedHeader: number | null) {
  if (sink.count === 0) throw new TableProblem('EMPTY');
  const texts = sink.first.map(({ cells }) => cells);
  const found =
    wantedHeader === null ? findHeaderRow(texts) : sink.first.findIndex(({ number }) => number === wantedHeader);
  const head = found < 0 ? null : sink.first[found]!;
  const data = sink.first.slice(found + 1);
  const before =
    wantedHeader !== null && wantedHeader > 0 && head === null
      ? sink.first.filter(({ number }) => number <= wantedHeader).length
      : found + 1;
  const rows = sink.count - before;
  if (rows <= 0) throw new TableProblem('EMPTY');
  const headers = Array.from({ length: sink.width }, (_, column) => tidy(head?.cells[column] ?? ''));
  const samples = data.map(({ cells }) => cells);
  const mapping = guessMapping(headers, samples);
  const whole = mapping.indexOf('fullName');
  return {
    headerRow: head?.number ?? 0,
    headers,
    rows,
    preview: data
      .slice(0, PREVIEW_ROWS)
      .map(({ number, cells }) => ({ number, cells: headers.map((_, column) => (cells[column] ?? '').slice(0, 200)) })),
    shape: shapeOf(headers),
    signature: signatureOf(headers),
    mapping,
    nameOrder: whole < 0 ? null : orderOfNames(samples.map((cells) => cells[whole] ?? '')),
    errorCells: sink.errorCells,
  };
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().slice(0, 100);
}

function digestOf(file: string): string {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/** @throws TableProblem for what is no table, with the way out by its kind */
function kindOf(file: string): 'xlsx' | 'csv' {
  const fd = fs.openSync(file, 'r');
  const head = Buffer.alloc(64 * 1024);
  let read: number;
  try {
    read = fs.readSync(fd, head, 0, head.length, 0);
  } finally {
    fs.closeSync(fd);
  }
  const start = head.subarray(0, read);
  const hex = start.toString('hex', 0, 8);
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'xlsx';
  if (hex.startsWith('d0cf11e0a1b11ae1')) {
    // An encrypted workbook lies in the same old container as an .xls; its parts are named in UTF-16.
    const all = fs.readFileSync(file);
    throw new TableProblem(all.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'PASSWORD' : 'XLS');
  }
  const others = [
    '25504446',
    '89504e47',
    'ffd8ff',
    '47494638',
    '52617221',
    '377abcaf',
    '1f8b',
    '53514c69',
    '7f454c46',
    '4d5a',
  ];
  if (others.some((magic) => hex.startsWith(magic))) throw new TableProblem('NOT_A_TABLE');
  return 'csv';
}
