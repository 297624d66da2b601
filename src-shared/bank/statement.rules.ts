import { FIRST_DATE, LAST_DATE, type LocalDate, isLocalDate } from '../kernel/local-date.ts';
import { parseMoney } from '../kernel/money.ts';

/** A line of a bank statement as the bank wrote it. */
export interface StatementLine {
  /** What the document is called: «Платёжное поручение», «Банковский ордер». */
  readonly title: string;
  readonly number: string;
  /** Day on which the money moved. */
  readonly localDate: LocalDate;
  readonly direction: 'in' | 'out';
  readonly amountMinor: number;
  readonly partyName: string;
  readonly partyTaxNumber: string;
  readonly partyAccount: string;
  readonly purpose: string;
  /** Lines that are alike in everything are told apart by their order; 0 for the first. */
  readonly occurrence: number;
}

/** A document of the file that could not be read, with the line of the text where it begins. */
export interface StatementFault {
  readonly textLine: number;
  readonly fault: 'BAD_AMOUNT' | 'BAD_DATE' | 'NOT_OF_ACCOUNT';
}

export interface Statement {
  /** Twenty digits of the account, as the file names it. */
  readonly account: string;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly openingMinor: number | null;
  readonly closingMinor: number | null;
  /** In the order of their days. */
  readonly lines: readonly StatementLine[];
  readonly faults: readonly StatementFault[];
  /** The opening balance with all lines does not come to the closing one: something is missing in the file. */
  readonly isShort: boolean;
}

/** Why a text is no statement of one account. */
export type StatementProblem = 'NOT_A_STATEMENT' | 'CUT_OFF' | 'NO_ACCOUNT' | 'SEVERAL_ACCOUNTS' | 'NO_PERIOD';

/** A statement, or why the text is none. */
export type ReadStatement = { readonly statement: Statement } | { readonly problem: StatementProblem };

/** As much as any amount of the application. */
const MAX_MINOR = 1_000_000_000_000;

interface Section {
  readonly kind: 'account' | 'document';
  readonly textLine: number;
  readonly fields: Map<string, string>;
}

/**
 * Reads a statement in the text format 1CClientBankExchange (versions 1.01-1.03).
 *
 * The file must be whole: a section that does not end or a missing «КонецФайла» is a file that was cut off. Sections of
 * several days of one account are one statement. A document whose sum or day cannot be read, or that is of another account,
 * is told by its place and left out; the rest is read. Names of fields are compared without regard to case and «ё».
 */
export function readStatement(text: string): ReadStatement {
  const rows = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  if (rows[0]?.trim() !== '1CClientBankExchange') return { problem: 'NOT_A_STATEMENT' };
  const sections = sectionsOf(rows);
  if (sections === null) return { problem: 'CUT_OFF' };
  const { head, found } = sections;
  const ofAccount = found.filter(({ kind }) => kind === 'account');
  const accounts = new Set(
    [head.get('расчсчет'), ...ofAccount.map(({ fields }) => fields.get('расчсчет'))].filter(
      (account) => account !== undefined && account !== '',
    ),
  );
  const [account, ...others] = accounts;
  if (account === undefined) return { problem: 'NO_ACCOUNT' };
  if (others.length > 0) return { problem: 'SEVERAL_ACCOUNTS' };
  const dates = (name: string): LocalDate[] =>
    [head.get(name), ...ofAccount.map(({ fields }) => fields.get(name))].flatMap((value) => dateOf(value) ?? []).sort();
  const documents = found.filter(({ kind }) => kind === 'document').map((section) => documentOf(section, account));
  const lines = numbered(documents.flatMap((one) => ('line' in one ? one.line : [])));
  const fromDate = dates('датаначала')[0] ?? lines[0]?.localDate;
  const toDate = dates('датаконца').at(-1) ?? lines.at(-1)?.localDate;
  if (fromDate === undefined || toDate === undefined) return { problem: 'NO_PERIOD' };
  const byDay = ofAccount.toSorted((a, b) => compare(startOf(a), startOf(b)));
  const openingMinor = amountOf(byDay[0]?.fields.get('начальныйостаток'), true);
  const closingMinor = amountOf(byDay.at(-1)?.fields.get('конечныйостаток'), true);
  const movedMinor = lines.reduce(
    (sum, line) => sum + (line.direction === 'in' ? line.amountMinor : -line.amountMinor),
    0,
  );
  return {
    statement: {
      account,
      fromDate,
      toDate,
      openingMinor,
      closingMinor,
      lines,
      faults: documents.flatMap((one) => ('fault' in one ? one.fault : [])),
      isShort: openingMinor !== null && closingMinor !== null && openingMinor + movedMinor !== closingMinor,
    },
  };
}

/** Splits a file into its head and its sections; null when one of them does not end. */
function sectionsOf(rows: readonly string[]): { head: Map<string, string>; found: Section[] } | null {
  const head = new Map<string, string>();
  const found: Section[] = [];
  let open: Section | null = null;
  for (const [index, row] of rows.entries()) {
    if (index === 0) continue;
    const { name, value } = fieldOf(row);
    if (name === '') continue;
    if (name === 'конецфайла') return open === null ? { head, found } : null;
    if (name === 'секциярасчсчет' || name === 'секциядокумент') {
      if (open !== null) return null;
      open = { kind: name === 'секциядокумент' ? 'document' : 'account', textLine: index + 1, fields: new Map() };
      open.fields.set('title', value);
    } else if (name === 'конецрасчсчет' || name === 'конецдокумента') {
      if (open === null) return null;
      found.push(open);
      open = null;
    } else (open?.fields ?? head).set(name, value);
  }
  return null;
}

function fieldOf(row: string): { name: string; value: string } {
  const at = row.indexOf('=');
  const [name, value] = at < 0 ? [row, ''] : [row.slice(0, at), row.slice(at + 1)];
  return { name: name.trim().toLowerCase().replaceAll('ё', 'е'), value: value.trim() };
}

function documentOf(
  { fields, textLine }: Section,
  account: string,
): { readonly line: Omit<StatementLine, 'occurrence'> } | { readonly fault: StatementFault } {
  const text = (name: string): string => fields.get(name) ?? '';
  const isOut = text('плательщиксчет') === account || text('плательщикрасчсчет') === account;
  const isIn = text('получательсчет') === account || text('получательрасчсчет') === account;
  if (isOut === isIn) return { fault: { textLine, fault: 'NOT_OF_ACCOUNT' } };
  const amountMinor = amountOf(text('сумма'), false);
  if (amountMinor === null || amountMinor <= 0) return { fault: { textLine, fault: 'BAD_AMOUNT' } };
  const moved = isOut ? text('датасписано') : text('датапоступило');
  const localDate = dateOf(moved === '' ? text('дата') : moved);
  if (localDate === null) return { fault: { textLine, fault: 'BAD_DATE' } };
  const side = isOut ? 'получатель' : 'плательщик';
  const named = text(`${side}1`) || text(side);
  const purpose =
    text('назначениеплатежа') ||
    [1, 2, 3, 4, 5, 6]
      .map((part) => text(`назначениеплатежа${part}`))
      .filter(Boolean)
      .join(' ');
  return {
    line: {
      title: text('title'),
      number: text('номер'),
      localDate,
      direction: isOut ? 'out' : 'in',
      amountMinor,
      partyName: named.replace(/^ИНН\s*\d+(?:\/\d+)?\s*/u, ''),
      partyTaxNumber: text(`${side}инн`) || (/^ИНН\s*(\d{10}|\d{12})\b/u.exec(text(side))?.[1] ?? ''),
      partyAccount: text(`${side}счет`) || text(`${side}расчсчет`),
      purpose,
    },
  };
}

/** Puts lines in the order of their days and counts those that are alike. */
function numbered(lines: readonly Omit<StatementLine, 'occurrence'>[]): StatementLine[] {
  const seen = new Map<string, number>();
  return lines
    .toSorted((a, b) => compare(a.localDate, b.localDate))
    .map((line) => {
      const like = lineIdentity({ ...line, occurrence: 0 });
      const occurrence = seen.get(like) ?? 0;
      seen.set(like, occurrence + 1);
      return { ...line, occurrence };
    });
}

/** What a line is known by, whichever file brings it: number, day, direction, sum and the other side. */
export function lineIdentity(
  line: Pick<StatementLine, 'number' | 'localDate' | 'direction' | 'amountMinor' | 'partyAccount' | 'occurrence'>,
): string {
  const { number, localDate, direction, amountMinor, partyAccount, occurrence } = line;
  return [number, localDate, direction, amountMinor, partyAccount, occurrence].join('|');
}

function startOf({ fields }: Section): string {
  return dateOf(fields.get('датаначала')) ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A day as the format writes it, `12.03.2026`. */
function dateOf(text: string | undefined): LocalDate | null {
  const match = /^(\d{2})\.(\d{2})\.(\d{4})$/u.exec(text ?? '');
  if (!match) return null;
  const date = `${match[3]}-${match[2]}-${match[1]}`;
  return isLocalDate(date) && date >= FIRST_DATE && date <= LAST_DATE ? date : null;
}

/** A sum as the format writes it, `1234.50`; a balance may be negative. */
function amountOf(text: string | undefined, isSigned: boolean): number | null {
  if (text === undefined || !/^-?\d+(?:[.,]\d{1,2})?$/u.test(text)) return null;
  const minor = parseMoney(text);
  return minor === null || Math.abs(minor) > MAX_MINOR || (minor < 0 && !isSigned) ? null : minor;
}
