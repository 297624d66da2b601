import type { Cell } from '../../src-shared/import/import-row.rules.ts';
import { TableProblem } from './table-problem.ts';
import { CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, type RowSink, type SheetInfo } from './table-limits.ts';
import { ZipReader } from './zip-reader.ts';

/** Unpacked bytes of the texts of a workbook that are kept in memory. */
const MAX_STRINGS_BYTES = 120 * 1024 ** 2;
/** Text of one row at most: a row of full cells is far below. */
const MAX_ROW_TEXT = 8 * 1024 ** 2;
const MAX_MERGES = 20_000;

/** A rectangle of merged cells, from 0, both ends in it. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface WorkbookFacts {
  readonly sheets: readonly SheetInfo[];
  readonly sheet: number;
  readonly merges: readonly Merge[];
  /** Cells whose value a formula gave. */
  readonly formulas: number;
}

/**
 * Reads one sheet of an .xlsx workbook, row by row, whatever its size.
 *
 * Dates come as `1990-03-12`, numbers with all their digits, percents as `10%`, formulas as their last value. Nothing outside
 * the workbook is ever looked at: no external entities, no links.
 *
 * @throws TableProblem
 */
export async function readWorkbook(file: string, wantedSheet: number | null, sink: RowSink): Promise<WorkbookFacts> {
  const zip = new ZipReader(file);
  try {
    const { sheets, targets, isFrom1904 } = await readBook(zip);
    const sheet =
      wantedSheet ??
      Math.max(
        0,
        sheets.findIndex(({ isHidden }) => !isHidden),
      );
    const target = targets[sheet];
    if (target === undefined || !zip.has(target)) throw new TableProblem('EMPTY');
    const strings = await readStrings(zip);
    const styles = readStyles((await zip.text('xl/styles.xml', 32 * 1024 ** 2)) ?? '');
    const { merges, formulas } = await readSheet(zip, target, { strings, styles, isFrom1904 }, sink);
    return { sheets, sheet, merges, formulas };
  } finally {
    zip.close();
  }
}

async function readBook(zip: ZipReader): Promise<{ sheets: SheetInfo[]; targets: string[]; isFrom1904: boolean }> {
  const book = await zip.text('xl/workbook.xml');
  if (book === null) {
    if (zip.has('EncryptedPackage')) throw new TableProblem('PASSWORD');
    throw new TableProblem(zip.has('xl/workbook.bin') ? 'XLSB' : zip.has('mimetype') ? 'ODS' : 'NOT_A_TABLE');
  }
  refuseEntities(book);
  const relations = new Map<string, string>();
  for (const tag of (await zip.text('xl/_rels/workbook.xml.rels'))?.match(/<(?:\w+:)?Relationship\b[^>]*>/gu) ?? []) {
    const target = attribute(tag, 'Target') ?? '';
    relations.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  const sheets: SheetInfo[] = [];
  const targets: string[] = [];
  for (const tag of book.match(/<(?:\w+:)?sheet\b[^>]*>/gu) ?? []) {
    const id = /\bid="([^"]*)"/u.exec(tag.replace(/\w+:id=/u, 'id='))?.[1] ?? '';
    const target = relations.get(id) ?? '';
    if (!target.includes('worksheets/')) continue;
    sheets.push({
      name: decodeXml(attribute(tag, 'name') ?? ''),
      isHidden: /\bstate="(?:hidden|veryHidden)"/u.test(tag),
    });
    targets.push(target);
  }
  if (sheets.length === 0) throw new TableProblem('EMPTY');
  return { sheets, targets, isFrom1904: /<(?:\w+:)?workbookPr\b[^>]*date1904="(?:1|true)"/u.test(book) };
}

/** A document that declares entities is no workbook of any table program. */
function refuseEntities(text: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(text.slice(0, 4000))) throw new TableProblem('DAMAGED', 'DOCTYPE');
}

async function readStrings(zip: ZipReader): Promise<string[]> {
  const name = 'xl/sharedStrings.xml';
  const strings: string[] = [];
  if (!zip.has(name)) return strings;
  if (zip.sizeOf(name) > MAX_STRINGS_BYTES) throw new TableProblem('TOO_HEAVY');
  let rest = '';
  let isFirst = true;
  for await (const part of zip.parts(name)) {
    rest += part;
    if (isFirst && rest.length > 200) {
      refuseEntities(rest);
      isFirst = false;
    }
    const pattern = /<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/gu;
    let end = 0;
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      strings.push(richText(match[1] ?? ''));
      end = pattern.lastIndex;
    }
    rest = rest.slice(end);
    if (rest.length > MAX_ROW_TEXT) throw new TableProblem('TOO_HEAVY');
  }
  return strings;
}

/** All runs of a text; the reading aids of Japanese texts are left out. */
function richText(xml: string): string {
  const text = xml
    .replaceAll(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/gu, '')
    .matchAll(/<(?:\w+:)?t\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/gu);
  let result = '';
  for (const [, run = ''] of text) result += run;
  return decodeXml(result).slice(0, CELL_LIMIT);
}

type Style = 'plain' | 'date' | 'percent' | 'time';

/** What the numbers of each cell style are. */
function readStyles(xml: string): Style[] {
  const formats = new Map<number, string>();
  for (const tag of xml.match(/<(?:\w+:)?numFmt\b[^>]*>/gu) ?? []) {
    formats.set(Number(attribute(tag, 'numFmtId')), decodeXml(attribute(tag, 'formatCode') ?? ''));
  }
  const list = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/u.exec(xml)?.[1] ?? '';
  return (list.match(/<(?:\w+:)?xf\b[^>]*>/gu) ?? []).map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    return styleOf(id, formats.get(id));
  });
}

function styleOf(id: number, code: string | undefined): Style {
  if (code === undefined) {
    if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time';
    return id === 9 || id === 10 ? 'percent' : 'plain';
  }
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_./gu, '').toLowerCase();
  if (/[dyдг]/u.test(bare) || /mmm/u.test(bare)) return 'date';
  if (/[hs]/u.test(bare)) return 'time';
  return bare.includes('%') ? 'percent' : 'plain';
}

interface Book {
  readonly strings: readonly string[];
  readonly styles: readonly Style[];
  readonly isFrom1904: boolean;
}

async function readSheet(
  zip: ZipReader,
  target: string,
  book: Book,
  sink: RowSink,
): Promise<{ merges: Merge[]; formulas: number }> {
  let rest = '';
  let prefix: string | null = null;
  let previous = 0;
  let formulas = 0;
  const total = Math.max(1, zip.sizeOf(target));
  let seen = 0;
  for await (const part of zip.parts(target)) {
    rest += part;
    seen += part.length;
    sink.progress(Math.min(1, seen / total));
    if (prefix === null) {
      const root = /<(\w+:)?worksheet\b/u.exec(rest);
      if (!root && rest.length < 4000) continue;
      refuseEntities(rest);
      prefix = root?.[1] ?? '';
    }
    const ending = `</${prefix}row>`;
    let from = 0;
    for (let end = rest.indexOf(ending, from); end >= 0; end = rest.indexOf(ending, from)) {
      const start = rest.lastIndexOf(`<${prefix}row`, end);
      const opened = rest.indexOf('>', start);
      const number = Number(attribute(rest.slice(start, opened + 1), 'r') ?? previous + 1);
      from = end + ending.length;
      if (start < 0 || !Number.isInteger(number)) throw new TableProblem('DAMAGED', `row ${previous + 1}`);
      previous = number;
      const read = readCells(rest.slice(opened + 1, end), book, number);
      formulas += read.formulas;
      if (read.cells.some((cell) => cell !== '')) {
        if (number > ROW_LIMIT + 50) throw new TableProblem('TOO_MANY_ROWS', String(ROW_LIMIT));
        sink.row(number, read.cells);
      }
    }
    rest = rest.slice(from);
    if (rest.length > MAX_ROW_TEXT && !rest.includes('<mergeCell')) throw new TableProblem('TOO_HEAVY');
  }
  const merges: Merge[] = [];
  for (const tag of rest.match(/<(?:\w+:)?mergeCell\b[^>]*>/gu) ?? []) {
    const merge = rangeOf(attribute(tag, 'ref') ?? '');
    if (merge && merges.length < MAX_MERGES) merges.push(merge);
  }
  return { merges, formulas };
}

const CELL_PATTERN = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/gu;

function readCells(xml: string, book: Book, row: number): { cells: Cell[]; formulas: number } {
  const cells: Cell[] = [];
  let formulas = 0;
  for (const [, attributes = '', content = ''] of xml.matchAll(CELL_PATTERN)) {
    const reference = attribute(attributes, 'r');
    const column = reference === null ? cells.length : columnOf(reference);
    const hasFormula = content.includes('<f') || /<\w+:f\b/u.test(content);
    if (hasFormula) formulas++;
    const cell = cellOf(attributes, content, hasFormula, book);
    if (cell === '') continue;
    if (column >= COLUMN_LIMIT) throw new TableProblem('TOO_MANY_COLUMNS', String(row));
    while (cells.length < column) cells.push('');
    cells[column] = cell;
  }
  return { cells, formulas };
}

function cellOf(attributes: string, content: string, hasFormula: boolean, book: Book): Cell {
  if (content === '') return '';
  const type = attribute(attributes, 't');
  if (type === 'inlineStr') return richText(content);
  const value = /<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/u.exec(content)?.[1];
  if (value === undefined) return hasFormula ? { e: '=' } : '';
  switch (type) {
    case 's':
      return book.strings[Number(value)] ?? '';
    case 'e':
      return { e: decodeXml(value).slice(0, 40) };
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'str':
      return decodeXml(value).slice(0, CELL_LIMIT);
    case 'd':
      return value.slice(0, 10);
    default:
      return numberText(value, book.styles[Number(attribute(attributes, 's') ?? 0)] ?? 'plain', book.isFrom1904);
  }
}

/** A number as a person reads it: a date, a percent, or all its digits without an exponent. */
function numberText(text: string, style: Style, isFrom1904: boolean): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text.slice(0, CELL_LIMIT);
  if (style === 'date') return dateText(value, isFrom1904) ?? text;
  if (style === 'percent') return `${trimmed(value * 100)}%`;
  return trimmed(value);
}

function trimmed(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(Number(value.toFixed(6)));
}

const DAY_MS = 86_400_000;

/** The day of a serial number; null for what is no day of 1900..2200. */
function dateText(serial: number, isFrom1904: boolean): string | null {
  const days = Math.floor(serial) + (isFrom1904 ? 1462 : 0);
  // Excel believes in 29 February 1900.
  const corrected = days > 59 ? days : days + 1;
  if (days < 1 || days > 109_941) return null;
  return new Date(Date.UTC(1899, 11, 30) + corrected * DAY_MS).toISOString().slice(0, 10);
}

function attribute(tag: string, name: string): string | null {
  const at = tag.search(new RegExp(`(?:^|\\s)${name}=["']`, 'u'));
  if (at < 0) return null;
  const start = tag.indexOf('=', at) + 2;
  return tag.slice(start, tag.indexOf(tag[start - 1]!, start));
}

/** `AB12` is column 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index++) {
    const code = reference.charCodeAt(index);
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  return column - 1;
}

function rangeOf(text: string): Merge | null {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/u.exec(text);
  if (!match) return null;
  return {
    left: columnOf(match[1]!),
    top: Number(match[2]) - 1,
    right: columnOf(match[3]!),
    bottom: Number(match[4]) - 1,
  };
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeXml(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replaceAll(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/giu,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED[name] ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
        return code <= 0x10_ff_ff && code > 0 ? String.fromCodePoint(code) : '';
      },
    )
    .replaceAll(/_x([0-9A-F]{4})_/gu, (_, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code === 13 ? '' : String.fromCodePoint(code);
    });
}
