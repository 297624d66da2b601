import fs from 'node:fs';
import type { Cell, TableRow } from '../../src-shared/import/import-row.rules.ts';
import type { Merge } from './xlsx-reader.ts';

const BUFFER_CHARACTERS = 512 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** Writes values to a file, one JSON a line, so that a large table never lies in memory whole. */
export class LineWriter {
  readonly #fd: number;
  #text = '';

  constructor(file: string) {
    this.#fd = fs.openSync(file, 'w', 0o600);
  }

  write(value: unknown): void {
    this.#text += `${JSON.stringify(value)}\n`;
    if (this.#text.length >= BUFFER_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#flush();
    fs.closeSync(this.#fd);
  }

  #flush(): void {
    fs.writeSync(this.#fd, this.#text);
    this.#text = '';
  }
}

/** The values of such a file, in their order. `onShare` hears how much of the file is read, 0..1. */
export function* readLines<Value>(file: string, onShare: (share: number) => void = () => undefined): Generator<Value> {
  const fd = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(fd);
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const decoder = new TextDecoder();
    let rest = '';
    let at = 0;
    for (;;) {
      const read = fs.readSync(fd, buffer, 0, CHUNK_BYTES, at);
      if (read === 0) break;
      at += read;
      const lines = (rest + decoder.decode(buffer.subarray(0, read), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as Value;
      onShare(at / Math.max(1, size));
    }
  } finally {
    fs.closeSync(fd);
  }
}

/** A row as it lies in the spool: its number, then its cells. */
export type SpooledRow = readonly [number, ...Cell[]];

/**
 * The rows of a spooled table below a row.
 *
 * Cells that are merged downwards bear the value of the uppermost in each of their rows.
 */
export function* readRows(
  spool: string,
  afterRow: number,
  merges: readonly Merge[],
  onShare?: (share: number) => void,
): Generator<TableRow> {
  const down = merges.filter(({ top, bottom }) => bottom > top).toSorted((a, b) => a.top - b.top);
  let next = 0;
  let open: { merge: Merge; cell: Cell }[] = [];
  for (const [number, ...cells] of readLines<SpooledRow>(spool, onShare)) {
    const index = number - 1;
    open = open.filter(({ merge }) => merge.bottom >= index);
    for (; next < down.length && down[next]!.top <= index; next++) {
      const merge = down[next]!;
      if (merge.top === index) open.push({ merge, cell: cells[merge.left] ?? '' });
    }
    for (const { merge, cell } of open) {
      if (merge.top === index || cell === '') continue;
      while (cells.length <= merge.left) cells.push('');
      if (cells[merge.left] === '') cells[merge.left] = cell;
    }
    if (number > afterRow) yield { number, cells };
  }
}
