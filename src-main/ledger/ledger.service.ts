import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { assertMoney } from '../../src-shared/kernel/money.ts';
import type { AccountCode, DocumentKind, LedgerEvent, Side } from '../../src-shared/ledger/accounts.rules.ts';
import type { Reader } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { addToDayTotals, rebuildDayTotals } from './day-totals.repository.ts';
import * as rows from './ledger.repository.ts';

/** The head of a document that is about to be posted. */
export interface DocumentDraft {
  readonly kind: DocumentKind;
  /** Business date (T15): that of the shift where there is one. */
  readonly localDate: LocalDate;
  /** What the document is about as one figure, for lists. */
  readonly amountMinor: number;
  readonly shiftId?: number | null;
  readonly clientId?: number | null;
  readonly staffId?: number | null;
  /** The sale that a refund, a payment or a reversal belongs to. */
  readonly saleId?: number | null;
  readonly reversesId?: number | null;
  /** Made by the screen once for each press of a button: a repeated one is the same document (T18). */
  readonly requestKey?: string | null;
  readonly reason?: string;
  readonly comment?: string;
}

/** What the document of a repeated key must be; what is absent does not matter. */
export interface PostedBefore {
  readonly kind: DocumentKind | readonly DocumentKind[];
  readonly amountMinor?: number;
  readonly clientId?: number | null;
  readonly saleId?: number | null;
  readonly reversesId?: number;
}

/** What an entry is about beside its accounts. */
export interface EntryAbout {
  readonly clientId?: number | null;
  readonly saleLineId?: number | null;
}

/** An entry that is about to be posted. */
export interface EntryDraft extends EntryAbout {
  readonly event: LedgerEvent;
  readonly debit: Side;
  readonly credit: Side;
  readonly amountMinor: number;
}

/**
 * A document being posted inside a running unit of work.
 *
 * Entries are added by whoever has a part in the fact; after the unit of work nobody can add any.
 */
export class Posting {
  readonly id: number;
  readonly number: number;
  readonly localDate: LocalDate;
  readonly clientId: number | null;
  readonly #tx: Tx;

  constructor(tx: Tx, id: number, number: number, draft: DocumentDraft) {
    this.#tx = tx;
    this.id = id;
    this.number = number;
    this.localDate = draft.localDate;
    this.clientId = draft.clientId ?? null;
  }

  /** Adds an entry Dr/Cr (E01-E49); an amount of 0 is none. Negative only in a storno. The client is the document's. */
  add(event: LedgerEvent, debit: Side, credit: Side, amountMinor: number, about: EntryAbout = {}): void {
    this.addAll([{ event, debit, credit, amountMinor, ...about }]);
  }

  /** Adds entries in their order, as `add` does each of them, with one statement. */
  addAll(entries: readonly EntryDraft[]): void {
    for (const { amountMinor } of entries) assertMoney(amountMinor);
    rows.insertEntries(
      this.#tx,
      entries
        .filter(({ amountMinor }) => amountMinor !== 0)
        .map(({ event, debit, credit, amountMinor, clientId, saleLineId }) => ({
          document_id: this.id,
          event,
          local_date: this.localDate,
          debit_account: debit.account,
          debit_object: debit.object ?? 0,
          credit_account: credit.account,
          credit_object: credit.object ?? 0,
          amount_minor: amountMinor,
          client_id: clientId === undefined ? this.clientId : clientId,
          sale_line_id: saleLineId ?? null,
        })),
    );
  }
}

/**
 * The one ledger under every fact of money (domain.md 6).
 *
 * Everything is called inside the unit of work of the fact itself. Posted documents and entries never change: the
 * database refuses it.
 */
export class Ledger {
  /**
   * Begins a document.
   *
   * @throws DomainError PERIOD_LOCKED (L1, data.lockDate)
   */
  open(tx: Tx, draft: DocumentDraft): Posting {
    this.requireOpenDate(tx, draft.localDate);
    const number = rows.nextNumber(tx, draft.kind);
    const id = rows.insertDocument(tx, {
      kind: draft.kind,
      number,
      local_date: draft.localDate,
      at_ms: tx.context.nowMs,
      created_by: tx.context.actorId,
      shift_id: draft.shiftId ?? null,
      client_id: draft.clientId ?? null,
      staff_id: draft.staffId ?? null,
      sale_id: draft.saleId ?? null,
      reverses_id: draft.reversesId ?? null,
      amount_minor: draft.amountMinor,
      request_key: draft.requestKey ?? null,
      reason: draft.reason ?? '',
      comment: draft.comment ?? '',
    });
    return new Posting(tx, id, number, draft);
  }

  /**
   * Posts the storno of a document: the same entries with negative amounts (T16).
   *
   * @param draft where the reversal is dated: the current shift and business date
   * @throws DomainError NOT_FOUND, CONFLICT (data.reason 'reversed'), PERIOD_LOCKED
   */
  reverse(
    tx: Tx,
    documentId: number,
    draft: Pick<DocumentDraft, 'localDate' | 'shiftId' | 'reason' | 'requestKey'>,
  ): Posting {
    const original = rows.readDocument(tx, documentId);
    if (!original) throw new DomainError('NOT_FOUND', { what: 'document', id: documentId });
    if (rows.findReversal(tx, documentId))
      throw new DomainError('CONFLICT', { reason: 'reversed', number: original.number });
    const posting = this.open(tx, {
      ...draft,
      kind: 'reversal',
      amountMinor: -original.amount_minor,
      clientId: original.client_id,
      staffId: original.staff_id,
      saleId: original.sale_id,
      reversesId: documentId,
    });
    posting.addAll(
      rows.readEntries(tx, documentId).map((entry) => ({
        event: entry.event as LedgerEvent,
        debit: { account: entry.debit_account, object: entry.debit_object },
        credit: { account: entry.credit_account, object: entry.credit_object },
        amountMinor: -entry.amount_minor,
        clientId: entry.client_id,
        saleLineId: entry.sale_line_id,
      })),
    );
    return posting;
  }

  /**
   * Refuses a date that is locked (L1).
   *
   * @throws DomainError PERIOD_LOCKED
   */
  requireOpenDate(reader: Reader, localDate: LocalDate): void {
    const lockDate = rows.readLockDate(reader);
    if (lockDate !== null && localDate <= lockDate) throw new DomainError('PERIOD_LOCKED', { lockDate, localDate });
  }

  /** The last date that is locked (L1); null while nothing is. */
  lockDate(reader: Reader): LocalDate | null {
    return rows.readLockDate(reader);
  }

  /**
   * The document that this key has posted already, for the repeated press of a button (T18).
   *
   * @param wanted what the document must be; a key that came with anything else belongs to another fact
   * @throws DomainError CONFLICT (data.reason 'keyUsed', number)
   */
  findByRequestKey(reader: Reader, key: string, wanted: PostedBefore): rows.DocumentRow | undefined {
    const row = rows.findByRequestKey(reader, key);
    if (!row) return undefined;
    const isSame =
      (Array.isArray(wanted.kind) ? wanted.kind : [wanted.kind]).includes(row.kind) &&
      (wanted.amountMinor === undefined || row.amount_minor === wanted.amountMinor) &&
      (wanted.clientId === undefined || row.client_id === wanted.clientId) &&
      (wanted.saleId === undefined || row.sale_id === wanted.saleId) &&
      (wanted.reversesId === undefined || row.reverses_id === wanted.reversesId);
    if (!isSame) throw new DomainError('CONFLICT', { reason: 'keyUsed', number: row.number });
    return row;
  }

  /** One document; NOT_FOUND. */
  document(reader: Reader, documentId: number): rows.DocumentRow {
    const row = rows.readDocument(reader, documentId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'document', id: documentId });
    return row;
  }

  /** Whether a document was taken back by a storno. */
  isReversed(reader: Reader, documentId: number): boolean {
    return rows.findReversal(reader, documentId) !== undefined;
  }

  /** The entries of a document. */
  entries(reader: Reader, documentId: number): rows.EntryRow[] {
    return rows.readEntries(reader, documentId);
  }

  /** Debits less credits of an account in minor units, of one object of it when named. */
  balance(reader: Reader, account: AccountCode, object?: number): number {
    return rows.readBalance(reader, account, object);
  }

  /**
   * The same by the kept day totals: ten years cost what their days cost. For screens; not inside a posting, for totals
   * follow at the end of the unit of work. Objects only of accounts whose totals are kept by them.
   */
  keptBalance(reader: Reader, account: AccountCode, object?: number): number {
    return rows.readKeptBalance(reader, account, object);
  }

  /** The same of several accounts as a whole, in one reading of the totals. */
  keptBalances(reader: Reader, accounts: readonly AccountCode[]): number[] {
    return rows.readKeptBalances(reader, accounts);
  }

  /** What a client has on deposit (2100), or in bonuses (2400): credits less debits. */
  clientCredit(reader: Reader, account: 2100 | 2400, clientId: number): number {
    return 0 - rows.readClientBalance(reader, account, clientId);
  }
}

const keeping = new WeakSet<object>();

/** Keeps the day totals of a store in step with its entries, in the same unit of work; once for each store. */
export function keepDayTotals({ work }: Pick<Store, 'work'>): void {
  if (keeping.has(work)) return;
  keeping.add(work);
  work.derive({ tables: ['ledger_entries'], refresh: addToDayTotals });
}

/** Computes the day totals of a file anew, after entries were written in bulk. */
export function rebuildTotals(connection: SqliteDatabase): void {
  rebuildDayTotals(connection);
}
