import { type IncomingClient, MOST_PHONES } from '../clients/client-intake.rules.ts';
import { tidyName } from '../clients/clients.rules.ts';
import { phoneDigits } from '../kernel/fold.ts';
import type { LocalDate } from '../kernel/local-date.ts';
import type { ColumnMapping, ImportField } from './import-fields.rules.ts';
import {
  type ValueFault,
  type WholeNameOrder,
  readBirthday,
  readDate,
  readDiscount,
  readEmail,
  readList,
  readPhones,
  readSex,
  splitName,
} from './import-values.rules.ts';

/** A cell as the reader gives it: its text, or the error that stands in it (`#N/A`; `=` for a formula without a value). */
export type Cell = string | { readonly e: string };

/** A row of a table with its number in the file, counted from 1 as Excel does. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** A value that was not taken over, or a name that is missing. */
export interface RowIssue {
  readonly row: number;
  /** From 0; null when the row as a whole is meant. */
  readonly column: number | null;
  readonly field: ImportField | null;
  readonly fault: ValueFault;
  readonly value: string;
}

export interface RowOptions {
  readonly mapping: ColumnMapping;
  readonly nameOrder: WholeNameOrder;
  /** The first name of a client who has a phone and no name. */
  readonly nameless: string;
  /** Keeps what could not be read, and facts of the past, as lines of the note. */
  readonly keepsUnread: boolean;
  /** Labels of the lines in the note, by field. */
  readonly labels: Readonly<Partial<Record<ImportField, string>>>;
  readonly today: LocalDate;
}

/** Longest texts of a client's card. */
const LONGEST: Readonly<Partial<Record<ImportField, number>>> = {
  firstName: 60,
  lastName: 60,
  middleName: 60,
  source: 60,
  address: 120,
  card: 40,
  allergy: 300,
  category: 60,
};
const LONGEST_NOTE = 4000;
const MESSENGER_FIELDS = ['telegram', 'whatsapp', 'vk', 'viber', 'max'] as const;

/** What a row says; `client` is null when there is nobody in it. */
export interface ReadRow {
  readonly client: IncomingClient | null;
  readonly issues: readonly RowIssue[];
  readonly isEmpty: boolean;
}

/**
 * Reads a row of a table as a client.
 *
 * A value that cannot be read is named and left out; the client is taken over without it. A client needs a name or a phone.
 */
export function readRow({ number, cells }: TableRow, options: RowOptions): ReadRow {
  const reading = new RowReading(number, options);
  for (const [column, field] of options.mapping.entries()) {
    const cell = cells[column];
    if (field === null || cell === undefined || cell === '') continue;
    reading.take(column, field, cell);
  }
  return reading.finish();
}

class RowReading {
  readonly #row: number;
  readonly #options: RowOptions;
  readonly #issues: RowIssue[] = [];
  readonly #texts = new Map<ImportField, string>();
  readonly #phones: string[] = [];
  readonly #tags: string[] = [];
  readonly #notes: string[] = [];
  readonly #unread: string[] = [];
  readonly #allergies: string[] = [];
  #sex: 'female' | 'male' | null = null;
  #birthday: string | null = null;
  #email: string | null = null;
  #discountBp: number | null = null;
  #createdOn: string | null = null;

  constructor(row: number, options: RowOptions) {
    this.#row = row;
    this.#options = options;
  }

  take(column: number, field: ImportField, cell: Cell): void {
    if (typeof cell !== 'string') {
      this.#refuse(column, field, cell.e === '=' ? 'FORMULA_EMPTY' : 'CELL_ERROR', cell.e, false);
      return;
    }
    // The apostrophe by which spreadsheets, and exports of this program, keep `=` from becoming a formula.
    const text = cell.trim().replace(/^'(?=[=+\-@])/u, '');
    if (text === '' || text === '-' || text === '—') return;
    switch (field) {
      case 'phone': {
        const { digits, faults } = readPhones(text);
        for (const one of digits) if (!this.#phones.includes(one)) this.#phones.push(one);
        for (const { fault, value } of faults) this.#refuse(column, field, fault, value);
        return;
      }
      case 'birthday': {
        const read = readBirthday(text, this.#options.today);
        if ('fault' in read) this.#refuse(column, field, read.fault, text);
        else this.#birthday = read.date;
        return;
      }
      case 'createdOn': {
        const read = readDate(text);
        if ('fault' in read) this.#refuse(column, field, read.fault, text);
        else if (read.date > this.#options.today) this.#refuse(column, field, 'DATE_IN_FUTURE', text);
        else this.#createdOn = read.date;
        return;
      }
      case 'email': {
        const read = readEmail(text);
        if ('fault' in read) this.#refuse(column, field, read.fault, text);
        else this.#email = read.email;
        return;
      }
      case 'sex': {
        const read = readSex(text);
        // «Не указан» is no mistake.
        if ('fault' in read) {
          if (!/^(?:не\s|неизв|unknown|н\/д|нет)/iu.test(text)) this.#refuse(column, field, read.fault, text);
        } else this.#sex = read.sex;
        return;
      }
      case 'discount': {
        const read = readDiscount(text);
        if ('fault' in read) this.#refuse(column, field, read.fault, text);
        else if (read.discountBp > 0) this.#discountBp = read.discountBp;
        return;
      }
      case 'tags':
        this.#tags.push(...readList(text));
        return;
      case 'note':
        this.#notes.push(tidyLines(text));
        return;
      case 'allergy':
        this.#allergies.push(tidyName(text));
        return;
      case 'instagram':
      case 'firstVisit':
      case 'lastVisit':
      case 'visits':
      case 'spent':
      case 'balance':
        if (text !== '0') this.#unread.push(this.#labelled(field, text));
        return;
      default:
        if (!this.#texts.has(field)) this.#texts.set(field, this.#limited(column, field, tidyName(text)));
    }
  }

  finish(): ReadRow {
    const names = this.#names();
    const hasName = names.firstName !== '' || names.lastName !== '';
    const isEmpty =
      !hasName &&
      this.#phones.length === 0 &&
      this.#texts.size === 0 &&
      this.#issues.length === 0 &&
      this.#email === null &&
      this.#notes.length === 0 &&
      this.#unread.length === 0;
    if (isEmpty) return { client: null, issues: [], isEmpty };
    if (!hasName) {
      this.#issues.push({ row: this.#row, column: null, field: null, fault: 'NAME_MISSING', value: '' });
      if (this.#phones.length === 0) return { client: null, issues: this.#issues, isEmpty };
    }
    const named = hasName ? names : { firstName: this.#options.nameless, lastName: '', middleName: '' };
    const note = [...this.#notes, ...this.#unread].join('\n');
    return { client: this.#client(named, note), issues: this.#issues, isEmpty };
  }

  #client(names: { firstName: string; lastName: string; middleName: string }, note: string): IncomingClient {
    const allergy = this.#allergies.join('; ');
    return {
      ...names,
      // A surname alone is what the person is called by.
      ...(names.firstName === '' ? { firstName: names.lastName, lastName: '' } : {}),
      sex: this.#sex,
      birthday: this.#birthday,
      email: this.#email,
      source: this.#texts.get('source') ?? null,
      address: this.#texts.get('address') ?? null,
      allergy: allergy.slice(0, 300),
      note: note.slice(0, LONGEST_NOTE),
      discountBp: this.#discountBp,
      card: this.#texts.get('card') ?? null,
      messengers: MESSENGER_FIELDS.flatMap((kind) => {
        const handle = this.#texts.get(kind);
        return handle === undefined ? [] : [{ kind, handle: handleOf(kind, handle) }];
      }),
      phones: this.#phones.slice(0, MOST_PHONES),
      category: this.#texts.get('category') ?? null,
      tags: [...new Map(this.#tags.map((name) => [name.toLowerCase(), name])).values()].slice(0, 30),
      createdOn: this.#createdOn,
    };
  }

  #names(): { firstName: string; lastName: string; middleName: string } {
    const text = (field: ImportField): string => this.#texts.get(field) ?? '';
    const whole = splitName(text('fullName'), this.#options.nameOrder);
    return {
      firstName: (text('firstName') || whole.firstName).slice(0, 60),
      lastName: (text('lastName') || whole.lastName).slice(0, 60),
      middleName: (text('middleName') || whole.middleName).slice(0, 60),
    };
  }

  /** A text that the card can hold; the rest of a longer one goes into the note. */
  #limited(column: number, field: ImportField, text: string): string {
    const most = LONGEST[field];
    if (most === undefined || text.length <= most) return text;
    this.#refuse(column, field, 'TOO_LONG', text);
    return text.slice(0, most).trim();
  }

  #refuse(column: number, field: ImportField, fault: ValueFault, value: string, isKept = true): void {
    this.#issues.push({ row: this.#row, column, field, fault, value: value.slice(0, 200) });
    if (isKept && this.#options.keepsUnread) this.#unread.push(this.#labelled(field, value));
  }

  #labelled(field: ImportField, value: string): string {
    return `${this.#options.labels[field] ?? field}: ${value}`;
  }
}

/** WhatsApp and Viber are a phone number; elsewhere the name stands as it was written. */
function handleOf(kind: string, text: string): string {
  const digits = kind === 'whatsapp' || kind === 'viber' ? phoneDigits(text) : null;
  return (digits ?? text).slice(0, 120);
}

/** Lines of a note: no control characters, no empty lines at the ends. */
function tidyLines(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .trim();
}
