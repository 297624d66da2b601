import type { ReportLine } from '../../src-shared/import/import.contract.ts';
import type { Table } from '../documents/table.job.ts';
import { writeTable } from '../documents/table.job.ts';
import type { JobControl } from '../workers/job.ts';
import { readLines } from './table-spool.ts';

export interface WriteReportInput {
  /** Lines of the report, one JSON a line. */
  readonly report: string;
  readonly headers: readonly string[];
  readonly sheetName: string;
  readonly author: string;
  /** Titles of the columns: row, column, kind, value, what it means, client, client of the base, earlier row. */
  readonly titles: readonly string[];
  readonly kinds: Readonly<Record<ReportLine['kind'], string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly matchedBy: Readonly<Record<NonNullable<ReportLine['by']>, string>>;
}

const WIDTHS = [8, 24, 20, 30, 46, 28, 28, 10];

/** Writes every line of a rehearsal's report as a workbook. */
export async function writeReport(input: WriteReportInput, control: JobControl): Promise<Uint8Array> {
  const rows: (string | number | null)[][] = [];
  for (const line of readLines<ReportLine>(input.report, (share) => control.progress(share / 2))) {
    rows.push([
      line.row,
      line.column === null ? '' : columnTitle(line.column, input.headers[line.column] ?? ''),
      input.kinds[line.kind],
      line.value,
      line.fault === null
        ? line.by === null
          ? ''
          : input.matchedBy[line.by]
        : (input.faults[line.fault] ?? line.fault),
      line.name,
      line.clientName,
      line.otherRow,
    ]);
  }
  const table: Table = {
    sheetName: input.sheetName,
    author: input.author,
    columns: input.titles.map((title, index) => ({
      title,
      width: WIDTHS[index] ?? 16,
      kind: index === 0 || index === 7 ? ('integer' as const) : ('text' as const),
    })),
    rows: rows.toSorted((a, b) => Number(a[0]) - Number(b[0])),
    totals: null,
  };
  return writeTable(table);
}

/** `C · Телефон`, as Excel names the column and as its head says. */
function columnTitle(column: number, header: string): string {
  const letter =
    (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') + String.fromCharCode(65 + (column % 26));
  return header === '' ? letter : `${letter} · ${header}`;
}
