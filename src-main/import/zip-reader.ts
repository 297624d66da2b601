import fs from 'node:fs';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { TableProblem } from './table-problem.ts';

/** Limits of what a file may unpack to (reliability.md S5). */
const MAX_ENTRIES = 10_000;
const MAX_UNPACKED_BYTES = 300 * 1024 ** 2;
/** Only what is large is judged by its ratio: an empty sheet of styled cells shrinks a hundred times and is harmless. */
const SUSPECT_FROM_BYTES = 10 * 1024 ** 2;
const MAX_RATIO = 100;

const CHUNK_BYTES = 64 * 1024;
const END_SIGNATURE = 0x06_05_4b_50;
const ENTRY_SIGNATURE = 0x02_01_4b_50;
const LOCAL_SIGNATURE = 0x04_03_4b_50;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * The parts of a zip file, by the directory at its end.
 *
 * Sizes, count and ratio are judged before anything is unpacked; a part that grows beyond what the directory promised is
 * refused while it is unpacked.
 */
export class ZipReader {
  readonly #fd: number;
  readonly #entries = new Map<string, Entry>();

  /** @throws TableProblem NOT_A_TABLE, DAMAGED, PASSWORD, ZIP_BOMB */
  constructor(file: string) {
    this.#fd = fs.openSync(file, 'r');
    try {
      this.#readDirectory();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Bytes of a part when unpacked; 0 when it is not there. */
  sizeOf(name: string): number {
    return this.#entries.get(name)?.unpacked ?? 0;
  }

  /** A small part as text; null when it is not there. @throws TableProblem TOO_HEAVY beyond `maxBytes` */
  async text(name: string, maxBytes = 8 * 1024 ** 2): Promise<string | null> {
    if (!this.has(name)) return null;
    if (this.sizeOf(name) > maxBytes) throw new TableProblem('TOO_HEAVY');
    let text = '';
    for await (const part of this.parts(name)) text += part;
    return text;
  }

  /** A part as pieces of text, unpacked as it is read. */
  async *parts(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name);
    if (!entry) throw new TableProblem('DAMAGED', name);
    const head = Buffer.alloc(30);
    fs.readSync(this.#fd, head, 0, 30, entry.offset);
    if (head.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new TableProblem('DAMAGED', name);
    const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const source = Readable.from(this.#packed(start, start + entry.packed));
    const stream = entry.method === 0 ? source : source.pipe(zlib.createInflateRaw());
    const decoder = new TextDecoder('utf-8');
    let bytes = 0;
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        bytes += part.byteLength;
        if (bytes > entry.unpacked) throw new TableProblem('ZIP_BOMB');
        yield decoder.decode(part, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      if (error instanceof TableProblem) throw error;
      throw new TableProblem('DAMAGED', name);
    } finally {
      stream.destroy();
      source.destroy();
    }
  }

  *#packed(start: number, end: number): Generator<Buffer> {
    for (let at = start; at < end; at += CHUNK_BYTES) {
      const part = Buffer.alloc(Math.min(CHUNK_BYTES, end - at));
      if (fs.readSync(this.#fd, part, 0, part.length, at) !== part.length) throw new TableProblem('DAMAGED');
      yield part;
    }
  }

  close(): void {
    fs.closeSync(this.#fd);
  }

  #readDirectory(): void {
    const { size } = fs.fstatSync(this.#fd);
    const tailSize = Math.min(size, 66_000);
    const tail = Buffer.alloc(tailSize);
    fs.readSync(this.#fd, tail, 0, tailSize, size - tailSize);
    let at = tail.length - 22;
    while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) at--;
    if (at < 0) throw new TableProblem('DAMAGED');
    const count = tail.readUInt16LE(at + 10);
    const length = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    // A zip64 directory is for files that are far beyond the limits.
    if (count === 0xff_ff || length === 0xff_ff_ff_ff || count > MAX_ENTRIES) throw new TableProblem('ZIP_BOMB');
    if (offset + length > size) throw new TableProblem('DAMAGED');
    const directory = Buffer.alloc(length);
    fs.readSync(this.#fd, directory, 0, length, offset);
    let total = 0;
    let position = 0;
    for (let index = 0; index < count; index++) {
      if (position + 46 > length || directory.readUInt32LE(position) !== ENTRY_SIGNATURE) {
        throw new TableProblem('DAMAGED');
      }
      const flags = directory.readUInt16LE(position + 8);
      const nameLength = directory.readUInt16LE(position + 28);
      const entry: Entry = {
        name: directory.toString('utf8', position + 46, position + 46 + nameLength).replaceAll('\\', '/'),
        method: directory.readUInt16LE(position + 10),
        packed: directory.readUInt32LE(position + 20),
        unpacked: directory.readUInt32LE(position + 24),
        offset: directory.readUInt32LE(position + 42),
      };
      if ((flags & 1) !== 0) throw new TableProblem('PASSWORD');
      if (entry.method !== 0 && entry.method !== 8) throw new TableProblem('DAMAGED', entry.name);
      total += entry.unpacked;
      const isBomb = entry.unpacked > SUSPECT_FROM_BYTES && entry.unpacked > entry.packed * MAX_RATIO;
      if (isBomb || total > MAX_UNPACKED_BYTES) throw new TableProblem('ZIP_BOMB');
      this.#entries.set(entry.name.replace(/^\//u, ''), entry);
      position += 46 + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32);
    }
  }
}
