import fs from 'node:fs';
import { TableProblem } from './table-problem.ts';
import { CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, type RowSink } from './table-limits.ts';
import { DELIMITERS, type Delimiter, type Encoding } from '../../src-shared/import/import.contract.ts';

const SAMPLE_BYTES = 256 * 1024;
const CHUNK_BYTES = 256 * 1024;

export interface TextFacts {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/**
 * Reads a text table: encoding and delimiter are found out unless they are given.
 *
 * Quotes as in RFC 4180; a quote inside a bare cell stays a quote. `sep=;` on the first line is obeyed.
 *
 * @throws TableProblem NOT_A_TABLE, HTML, TOO_MANY_ROWS, TOO_MANY_COLUMNS, CELL_TOO_LONG, QUOTE_OPEN, WRONG_ENCODING
 */
export function readText(file: string, wanted: Partial<TextFacts>, sink: RowSink): TextFacts {
  const sample = readSample(file);
  const encoding = wanted.encoding ?? encodingOf(sample, file);
  const start = new TextDecoder(encoding).decode(sample.subarray(0, sample.length - (sample.length % 2)), {
    stream: true,
  });
  refuseOther(start);
  const named = /^sep=([;,\t|])\r?\n/iu.exec(start)?.[1] as Delimiter | undefined;
  const delimiter = wanted.delimiter ?? named ?? delimiterOf(start);
  const parser = new CsvParser(delimiter, sink, named !== undefined);
  const { size } = fs.statSync(file);
  const fd = fs.openSync(file, 'r');
  try {
    const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
    const buffer = Buffer.alloc(CHUNK_BYTES);
    let at = 0;
    for (;;) {
      const read = fs.readSync(fd, buffer, 0, CHUNK_BYTES, at);
      if (read === 0) break;
      at += read;
      parser.write(decode(decoder, buffer.subarray(0, read), parser.line));
      sink.progress(at / size);
    }
    parser.write(decoder.decode());
    parser.end();
  } finally {
    fs.closeSync(fd);
  }
  return { encoding, delimiter };
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer, line: number): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw new TableProblem('WRONG_ENCODING', String(line));
  }
}

function readSample(file: string): Buffer {
  const fd = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(SAMPLE_BYTES);
    return buffer.subarray(0, fs.readSync(fd, buffer, 0, SAMPLE_BYTES, 0));
  } finally {
    fs.closeSync(fd);
  }
}

/**
 * The encoding of a text: by its mark, by its bytes.
 *
 * UTF-8 is what decodes as such to the end of the file; else the Russian tables of Windows and DOS are told apart by where
 * their letters lie.
 */
export function encodingOf(sample: Buffer, file?: string): Encoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  let zeroEven = 0;
  let zeroOdd = 0;
  for (let index = 0; index < Math.min(sample.length, 4000); index++) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) zeroEven++;
    else zeroOdd++;
  }
  if (zeroOdd > 20 && zeroOdd > zeroEven * 4) return 'utf-16le';
  if (zeroEven > 20 && zeroEven > zeroOdd * 4) return 'utf-16be';
  if (zeroEven + zeroOdd > 0) throw new TableProblem('NOT_A_TABLE');
  if (file === undefined ? isUtf8(sample) : isUtf8File(file)) return 'utf-8';
  let dos = 0;
  let windows = 0;
  for (const byte of sample) {
    if (byte >= 0x80 && byte <= 0xaf) dos++;
    else if (byte >= 0xc0 && byte <= 0xdf) windows++;
    else if (byte >= 0xf0) windows += 0.5;
  }
  return dos > windows ? 'ibm866' : 'windows-1251';
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The first Cyrillic letter may stand a megabyte into the file. */
function isUtf8File(file: string): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const fd = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  try {
    for (;;) {
      const read = fs.readSync(fd, buffer, 0, CHUNK_BYTES, null);
      decoder.decode(buffer.subarray(0, read), { stream: read > 0 });
      if (read === 0) return true;
    }
  } catch {
    return false;
  } finally {
    fs.closeSync(fd);
  }
}

function refuseOther(text: string): void {
  if (/^\s*(?:<!doctype html|<html|<table|<meta|<head)/iu.test(text)) throw new TableProblem('HTML');
  if (/^\s*(?:<\?xml|\{\\rtf|%PDF|BEGIN:VCARD|[[{]\s*")/u.test(text)) throw new TableProblem('NOT_A_TABLE');
  const control = text.slice(0, 4000).match(/[^\P{Cc}\s]|\ufffd/gu)?.length ?? 0;
  if (control > 20) throw new TableProblem('NOT_A_TABLE');
}

/** The delimiter that parts the first lines most evenly; quoted parts do not count. */
export function delimiterOf(text: string): Delimiter {
  const lines = text
    .replaceAll(/"(?:[^"]|"")*"/gu, '')
    .split(/\r?\n|\r/u)
    .filter((line) => line.trim() !== '')
    .slice(0, 30);
  let best: Delimiter = ';';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    // The last line of a sample may be cut.
    const same = counts.filter((count) => count === first).length;
    const score = first === 0 ? counts.filter((count) => count > 0).length / 10 : same * Math.min(first, 10);
    if (score > most) {
      most = score;
      best = delimiter;
    }
  }
  return best;
}

/** Parts text into rows and cells as it comes. */
class CsvParser {
  readonly #delimiter: string;
  readonly #sink: RowSink;
  #cells: string[] = [];
  #cell = '';
  #isQuoted = false;
  /** A quote was the last character inside a quoted cell: its end, or half of a doubled one. */
  #isAfterQuote = false;
  #wasReturn = false;
  #rowStart = 1;
  #isFirst = true;
  #skipsFirst: boolean;
  line = 1;

  constructor(delimiter: Delimiter, sink: RowSink, skipsFirst: boolean) {
    this.#delimiter = delimiter;
    this.#sink = sink;
    this.#skipsFirst = skipsFirst;
  }

  write(text: string): void {
    let from = 0;
    if (this.#isFirst && text !== '') {
      this.#isFirst = false;
      if (text.startsWith('\ufeff')) from = 1;
    }
    for (let index = from; index < text.length; index++) {
      const character = text[index]!;
      if (character === '\n' && this.#wasReturn && !this.#isQuoted) {
        this.#wasReturn = false;
        continue;
      }
      this.#wasReturn = false;
      if (this.#isQuoted && !this.#isAfterQuote) {
        // The bulk of a quoted cell at once.
        if (character === '"') this.#isAfterQuote = true;
        else {
          if (character === '\n') this.line++;
          this.#add(character);
        }
        continue;
      }
      if (this.#isAfterQuote) {
        this.#isAfterQuote = false;
        if (character === '"') {
          this.#add('"');
          continue;
        }
        this.#isQuoted = false;
      }
      if (character === this.#delimiter) this.#endCell();
      else if (character === '\n' || character === '\r') {
        this.#wasReturn = character === '\r';
        this.#endRow();
      } else if (character === '"' && this.#cell === '') this.#isQuoted = true;
      else this.#add(character);
    }
  }

  end(): void {
    if (this.#isQuoted && !this.#isAfterQuote) throw new TableProblem('QUOTE_OPEN', String(this.#rowStart));
    if (this.#cell !== '' || this.#cells.length > 0) this.#endRow();
  }

  #add(character: string): void {
    this.#cell += character;
    if (this.#cell.length > CELL_LIMIT) {
      throw new TableProblem(this.#isQuoted ? 'QUOTE_OPEN' : 'CELL_TOO_LONG', String(this.#rowStart));
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    if (this.#cells.length >= COLUMN_LIMIT) throw new TableProblem('TOO_MANY_COLUMNS', String(this.#rowStart));
  }

  #endRow(): void {
    this.#cells.push(this.#cell);
    const cells = this.#cells;
    this.#cell = '';
    this.#cells = [];
    this.#isQuoted = false;
    const number = this.#rowStart;
    this.line++;
    this.#rowStart = this.line;
    if (this.#skipsFirst) {
      this.#skipsFirst = false;
      return;
    }
    if (cells.every((cell) => cell.trim() === '')) return;
    if (number > ROW_LIMIT + 50) throw new TableProblem('TOO_MANY_ROWS', String(ROW_LIMIT));
    this.#sink.row(number, cells);
  }
}
