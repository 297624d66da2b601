import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { AccountCode, DocumentKind, LedgerEvent } from '../../src-shared/ledger/accounts.rules.ts';
import type { DemoOptions, DemoRow, DemoRows } from './demo-model.ts';

const MINUTE_MS = 60_000;

/** Parents before children. */
const TABLES = [
  'cash_shifts',
  'ledger_documents',
  'certificates',
  'memberships',
  'membership_pools',
  'sales',
  'sale_lines',
  'sale_discounts',
  'certificate_movements',
  'membership_movements',
  'tenders',
  'visit_sales',
  'ledger_entries',
  'money_operations',
  'settlement_items',
] as const;
type Table = (typeof TABLES)[number];
type Sheet = { [Name in Table]: DemoRow<Name>[] };
/** A row of a day that still wants its id. */
type Draft<Name extends Table> = Omit<DemoRow<Name>, 'id'>;

/** Who and what a document of the demo is about. */
interface DocumentDraft {
  readonly kind: DocumentKind;
  readonly minute: number;
  readonly amountMinor: number;
  readonly shiftId?: number | null;
  readonly clientId?: number | null;
  readonly staffId?: number | null;
}

/** The books of the demo: ids, numbers without gaps, and the rows of the day that is being written. */
export class DemoBooks {
  readonly #options: DemoOptions & { readonly createdBy: number };
  readonly #nowMs: number;
  readonly #numbers = new Map<DocumentKind, number>();
  readonly #ids = new Map<Table, number>();
  #sheet = emptySheet();
  #date: LocalDate = '';
  #midnightMs = 0;

  constructor(options: DemoOptions & { readonly createdBy: number }) {
    this.#options = options;
    this.#nowMs = instantOf(options.today, options.nowMin, options.timeZone).atMs;
  }

  /** The business date that is being written. */
  get date(): LocalDate {
    return this.#date;
  }

  get createdBy(): number {
    return this.#options.createdBy;
  }

  /** Whether nothing was ever written. */
  get isNew(): boolean {
    return this.#numbers.size === 0;
  }

  /** Begins an empty sheet for a day. */
  turnTo(date: LocalDate): void {
    this.#sheet = emptySheet();
    this.#date = date;
    this.#midnightMs = instantOf(date, 0, this.#options.timeZone).atMs;
  }

  /** An instant of the day. */
  at(minute: number): number {
    return this.#midnightMs + minute * MINUTE_MS;
  }

  /** Whether a minute of the day is over. */
  isPast(minute: number): boolean {
    return this.at(minute) < this.#nowMs;
  }

  /** Adds a row and returns it with its id. */
  add<Name extends Table>(table: Name, draft: Draft<Name>): DemoRow<Name> {
    const id = (this.#ids.get(table) ?? 0) + 1;
    this.#ids.set(table, id);
    const row = { id, ...draft } as unknown as DemoRow<Name>;
    (this.#sheet[table] as DemoRow<Name>[]).push(row);
    return row;
  }

  /** A posted document; its id. */
  document({ kind, minute, amountMinor, shiftId, clientId, staffId }: DocumentDraft): number {
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    return this.add('ledger_documents', {
      kind,
      number,
      local_date: this.#date,
      at_ms: Math.min(this.at(minute), this.#nowMs - MINUTE_MS),
      created_by: this.#options.createdBy,
      shift_id: shiftId ?? null,
      client_id: clientId ?? null,
      staff_id: staffId ?? null,
      sale_id: null,
      reverses_id: null,
      amount_minor: amountMinor,
      request_key: null,
      reason: '',
      comment: '',
    }).id;
  }

  /** What a document did with the accounts of money. */
  operation(documentId: number, fields: Partial<DemoRow<'money_operations'>>): void {
    this.add('money_operations', {
      document_id: documentId,
      from_account_id: null,
      to_account_id: null,
      article_id: null,
      supplier_id: null,
      fee_minor: 0,
      due_on: null,
      ...fields,
    });
  }

  /** An entry Dr/Cr; an amount of 0 is none. */
  entry(
    documentId: number,
    event: LedgerEvent,
    debit: readonly [AccountCode, number],
    credit: readonly [AccountCode, number],
    amountMinor: number,
    about: { readonly clientId?: number | null; readonly saleLineId?: number | null } = {},
  ): void {
    if (amountMinor === 0) return;
    this.add('ledger_entries', {
      document_id: documentId,
      event,
      local_date: this.#date,
      debit_account: debit[0],
      debit_object: debit[1],
      credit_account: credit[0],
      credit_object: credit[1],
      amount_minor: amountMinor,
      client_id: about.clientId ?? null,
      sale_line_id: about.saleLineId ?? null,
    });
  }

  /** The rows of the day so far, parents before children. */
  rows(): DemoRows {
    return Object.fromEntries(Object.entries(this.#sheet).filter(([, list]) => list.length > 0));
  }
}

function emptySheet(): Sheet {
  return Object.fromEntries(TABLES.map((table) => [table, []])) as unknown as Sheet;
}
