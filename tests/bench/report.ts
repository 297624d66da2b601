import fs from 'node:fs';
import os from 'node:os';
import type { Line, Timing } from './measure.ts';

/** Lines that belong together. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Sentences under the table. */
  readonly notes?: readonly string[];
}

const HEADS = ['', 'median', 'p99', 'raw median', 'raw p99', 'ratio', 'aim', ''] as const;

/** Where and when a table was measured. */
export interface Circumstances {
  readonly at: Date;
  readonly loadBefore: number;
  readonly isQuick: boolean;
}

/** Processor, cores, memory, Node: absolute times mean nothing without them. */
export function machineText(): string {
  const [first] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const processor = first?.model.trim() ?? 'unknown processor';
  return `${os.cpus().length} × ${processor}, ${memory} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
}

/** Whether this process goes before all ordinary ones (`chrt`): other work on the machine then hardly shows. */
function isRealTime(): boolean {
  try {
    // proc(5): the 41st field is the scheduling policy, counted behind the name in brackets; 1 = FIFO, 2 = RR.
    const fields = fs
      .readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ');
    return ['1', '2'].includes(fields[38] ?? '');
  } catch {
    return false;
  }
}

/** The table for a terminal. */
export function terminalTable(section: Section): string {
  const rows = [[...HEADS], ...section.lines.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const text = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  return [`\n${section.title}`, ...text, ...(section.notes ?? []).map((note) => `  ${note}`)].join('\n');
}

/** Writes the document with everything that was measured. */
export function writeDocument(file: string, sections: readonly Section[], where: Circumstances): void {
  const load = (value: number): string => value.toFixed(2);
  const text = [
    '# What it costs',
    '',
    'Written by `npm run bench` (`-- --quick` for smaller rounds, `--only NAME` for one part). Raw is bare better-sqlite3 with',
    'the same pragmas on the same rows, taken in turns with the product in one process. Milliseconds; the ratio is of medians.',
    'Judge the ratios: the machine is shared, and absolute times move with its load. On a busy Linux machine run it as',
    '`chrt -r 5 npm run bench`, so that its own turns are not interrupted.',
    '',
    `Measured ${where.at.toISOString().slice(0, 16).replace('T', ' ')} UTC on ${machineText()};`,
    `load average ${load(where.loadBefore)} before, ${load(os.loadavg()[0]!)} after.${isRealTime() ? ' Under real-time scheduling (`chrt -r`).' : ''}${where.isQuick ? ' Quick run on a smaller salon.' : ''}`,
    ...sections.flatMap(markdownOf),
    '',
  ].join('\n');
  fs.writeFileSync(file, text);
}

function markdownOf(section: Section): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '',
    `## ${section.title}`,
    '',
    line(HEADS),
    line(HEADS.map((_, column) => (column === 0 || column > 5 ? '---' : '--:'))),
    ...section.lines.map((one) => line(cellsOf(one))),
    ...(section.notes?.length ? ['', ...section.notes] : []),
  ];
}

function cellsOf(line: Line): string[] {
  const ratio = line.own && line.raw ? `${(line.own.medianMs / line.raw.medianMs).toFixed(2)} ×` : '';
  const verdict = line.isMet === null ? '' : line.isMet ? 'OK' : 'over';
  return [
    line.name,
    line.figure ?? cell(line.own, 'medianMs'),
    cell(line.own, 'p99Ms'),
    cell(line.raw, 'medianMs'),
    cell(line.raw, 'p99Ms'),
    ratio,
    line.aim,
    verdict,
  ];
}

function cell(timing: Timing | null, key: keyof Timing): string {
  if (!timing) return '';
  const value = timing[key];
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
