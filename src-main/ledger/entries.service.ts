import type { z } from 'zod';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { entriesContract } from '../../src-shared/ledger/entries.contract.ts';
import type { FilesService } from '../files/files.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import * as documents from './documents.repository.ts';
import { type NamedEntryRow, readEntriesPage, readNamedEntries, sumEntries } from './entries.repository.ts';
import { assertPeriod, nameOf } from './figures.ts';
import * as totals from './totals.repository.ts';

type Procedures = typeof entriesContract;
type Input<Name extends keyof Procedures> = z.output<NonNullable<Procedures[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Procedures> = z.input<NonNullable<Procedures[Name]['~orpc']['outputSchema']>>;

/** What stands behind the owner's figures: entries and the documents that posted them (domain.md 6). */
export class EntriesService {
  readonly #deps: ServiceDeps;
  readonly #near: { readonly settings: SettingsService; readonly files: FilesService };

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; files: FilesService }) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** A page of the entries behind a figure, with the sum and number of all of them. @throws DomainError INVALID_INPUT */
  entries({ fromDate, toDate, filter, clientId, after, limit }: Input<'entries'>): Output<'entries'> {
    const period = { fromDate, toDate };
    assertPeriod(period);
    const { reader } = this.#deps.store;
    const sum = sumEntries(reader, period, filter, clientId);
    const rows = sum.count === 0 ? [] : readEntriesPage(reader, { period, filter, clientId, after, limit }, sum);
    return { sumMinor: sum.sumMinor, count: sum.count, rows: rows.map((row) => this.#entry(row)) };
  }

  /** A page of the register of documents, newest first. @throws DomainError INVALID_INPUT */
  documents(input: Input<'documents'>): Output<'documents'> {
    assertPeriod(input);
    const rows = documents.readDocuments(this.#deps.store.reader, { ...input, limit: input.limit + 1 });
    return {
      rows: rows.slice(0, input.limit).map((row) => this.#document(row)),
      hasMore: rows.length > input.limit,
    };
  }

  /** What the register can be narrowed by. */
  choices(): Output<'choices'> {
    const { reader } = this.#deps.store;
    return {
      accounts: totals.readAccounts(reader).map(({ id, name }) => ({ accountId: id, name })),
      users: documents.readPosters(reader).map(({ id, name }) => ({ userId: id, name })),
      firstOn: totals.readFirstDay(reader),
    };
  }

  /** A document with everything that stands behind it. @throws DomainError NOT_FOUND */
  document(documentId: number): Output<'document'> {
    const { reader } = this.#deps.store;
    const row = documents.readNamedDocument(reader, documentId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'document', id: documentId });
    const { note: _, ...head } = this.#document(row);
    const shift = row.shift_id === null ? undefined : documents.readShift(reader, row.shift_id);
    const staff = row.staff_id === null ? undefined : documents.readStaffName(reader, row.staff_id);
    const sale = documents.readSaleOf(reader, documentId, row.sale_id);
    const operation = documents.readOperation(reader, documentId);
    const related = new Map<number, Output<'document'>['related'][number]>();
    const relate = (
      other: documents.NamedDocumentRow | undefined,
      relation: 'reverses' | 'reversedBy' | 'sameSale',
    ): void => {
      if (!other || other.id === documentId || related.has(other.id)) return;
      const { id, kind, number, local_date: localDate, amount_minor: amountMinor } = other;
      related.set(id, { documentId: id, kind, number, localDate, amountMinor, relation });
    };
    if (row.reverses_id !== null) relate(documents.readNamedDocument(reader, row.reverses_id), 'reverses');
    if (row.reversed_by !== null) relate(documents.readNamedDocument(reader, row.reversed_by), 'reversedBy');
    for (const other of sale ? documents.readDocumentsOfSale(reader, sale) : []) relate(other, 'sameSale');
    return {
      ...head,
      reason: row.reason,
      comment: row.comment,
      shift: shift ? { number: shift.number, localDate: shift.local_date } : null,
      staffName: staff ? this.#nameOf(staff) : null,
      entries: readNamedEntries(reader, documentId).map((entry) => this.#entry(entry)),
      tenders: documents
        .readTenders(reader, documentId)
        .map(({ kind, name, amount_minor: amountMinor, reference }) => ({
          kind,
          accountName: name,
          amountMinor,
          reference,
        })),
      files: this.#files(documentId),
      sale: sale
        ? {
            saleId: sale.id,
            number: sale.number,
            documentId: sale.document_id,
            visitId: sale.visit_id,
            localDate: sale.local_date,
          }
        : null,
      operation: operation
        ? {
            fromName: operation.from_name,
            toName: operation.to_name,
            articleName: operation.article_name,
            supplierName: operation.supplier_name,
            feeMinor: operation.fee_minor,
            dueOn: operation.due_on,
          }
        : null,
      related: [...related.values()],
    };
  }

  #entry(row: NamedEntryRow): Output<'entries'>['rows'][number] {
    return {
      entryId: row.id,
      documentId: row.document_id,
      localDate: row.local_date,
      documentKind: row.kind,
      number: row.number,
      event: row.event,
      debitAccount: row.debit_account,
      debitName: row.debit_name,
      creditAccount: row.credit_account,
      creditName: row.credit_name,
      clientName: this.#nameOf(row),
      byName: row.by_name,
      amountMinor: row.amount_minor,
      signedMinor: row.signed_minor,
    };
  }

  #document(row: documents.NamedDocumentRow): Output<'documents'>['rows'][number] {
    return {
      documentId: row.id,
      kind: row.kind,
      number: row.number,
      localDate: row.local_date,
      atMs: row.at_ms,
      amountMinor: row.amount_minor,
      clientId: row.client_id,
      clientName: this.#nameOf(row),
      byName: row.by_name,
      reversesKind: row.reverses_kind,
      isReversed: row.reversed_by !== null,
      note: [row.comment, row.reason].filter((text) => text !== '').join(' · '),
    };
  }

  #nameOf(row: Parameters<typeof nameOf>[0]): string | null {
    return nameOf(row, this.#near.settings.now().nameOrder);
  }

  #files(documentId: number): Output<'document'>['files'] {
    const { reader } = this.#deps.store;
    const ids = documents.readFileIds(reader, documentId);
    const refs = this.#near.files.refs(reader, ids);
    return ids.flatMap((id) => refs.get(id) ?? []);
  }
}
