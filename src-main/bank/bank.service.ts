import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { LineProposal, bankContract } from '../../src-shared/bank/bank.contract.ts';
import {
  type BankBooks,
  type BankProposal,
  APART_DAYS,
  SETTLED_DAYS,
  proposeAll,
} from '../../src-shared/bank/matching.rules.ts';
import { type StatementLine, lineIdentity, readStatement } from '../../src-shared/bank/statement.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { addDaysWithin } from '../../src-shared/kernel/local-date.ts';
import type { Cash } from '../cash/cash.service.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import * as rows from './bank.repository.ts';
import { statementText } from './statement-file.ts';

type Procedure = (typeof bankContract)['statement'];
type Input = z.output<NonNullable<Procedure['~orpc']['inputSchema']>>;
type Output = z.input<Procedure['~orpc']['outputSchema'] & z.ZodType>;

/** Bank statements read against the books (F6). What a person accepts is posted by the cash desk, as any other operation. */
export class BankService {
  readonly #deps: ServiceDeps;
  readonly #cash: Cash;
  readonly #ledger: Ledger;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, neighbours: { cash: Cash; ledger: Ledger; settings: SettingsService }) {
    this.#deps = deps;
    this.#ledger = neighbours.ledger;
    this.#cash = neighbours.cash;
    this.#settings = neighbours.settings;
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (file: `StatementProblem`; accountId: NOT_OF_THIS_KIND) */
  async statement(caller: Caller, { base64, accountId }: Input): Promise<Output> {
    const { reader } = this.#deps.store;
    const { accounts, book } = this.#cash;
    if (accounts.requireLive(reader, accountId).kind !== 'bank')
      throw new DomainError('INVALID_INPUT', { field: 'accountId', fault: 'NOT_OF_THIS_KIND' });
    const read = readStatement(statementText(Buffer.from(base64, 'base64')));
    if ('problem' in read) throw new DomainError('INVALID_INPUT', { field: 'file', fault: read.problem });
    const { statement } = read;
    const { fromDate, toDate, lines, account } = statement;
    const keys = lines.map((line) => this.#keyOf(reader, account, line));
    const books = this.#books(caller, accountId, statement);
    const proposals = proposeAll(lines, {
      ...books,
      fromStatement: new Map(
        keys.flatMap(({ documentId }, at) => (documentId === null ? [] : [[lineIdentity(lines[at]!), documentId]])),
      ),
    });
    const days = { accountId, from: fromDate, to: toDate, limit: 1, offset: 0 };
    const balances = await book.book(caller, days);
    const claimed = new Set(proposals.flatMap((one) => (one.kind === 'posted' ? one.documentId : [])));
    const { bankAccount } = this.#settings.now();
    return {
      account,
      isOwnAccount: bankAccount === '' ? null : bankAccount === account,
      fromDate,
      toDate,
      openingMinor: statement.openingMinor,
      closingMinor: statement.closingMinor,
      bookOpeningMinor: balances.openingMinor,
      bookClosingMinor: balances.closingMinor,
      isShort: statement.isShort,
      faults: [...statement.faults],
      lines: lines.map(({ partyAccount: _partyAccount, occurrence: _occurrence, ...line }, at) => ({
        ...line,
        requestKey: keys[at]!.key,
        proposal: this.#named(proposals[at]!, books),
      })),
      missing: books.documents
        .filter((one) => one.localDate >= fromDate && one.localDate <= toDate && !claimed.has(one.documentId))
        .map(({ kind, ...one }) => ({ ...one, documentKind: kind })),
    };
  }

  #books(
    caller: Caller,
    accountId: number,
    { fromDate, toDate }: { readonly fromDate: string; readonly toDate: string },
  ): Omit<BankBooks, 'fromStatement'> {
    const { reader } = this.#deps.store;
    const { accounts, operations, suppliers } = this.#cash;
    const places = accounts.list(caller, false);
    const unsettledFrom = addDaysWithin(fromDate, -SETTLED_DAYS);
    return {
      ownTaxNumber: this.#settings.now().legalInn,
      suppliers: suppliers.suppliers(false).map(({ id, name, taxNumber }) => ({ id, name, taxNumber })),
      articles: suppliers.articles(false).map(({ id, name }) => ({ id, name })),
      accounts: places.flatMap(({ id, kind, name }) => (id === accountId ? [] : [{ id, kind, name }])),
      acquiring: places
        .filter(({ kind, settlesToId }) => kind === 'acquiring' && (settlesToId ?? accountId) === accountId)
        .map(({ id, feeBp }) => ({
          accountId: id,
          feeBp: feeBp ?? 0,
          tenders: operations.unsettled({ accountId: id, from: unsettledFrom, to: toDate }).items,
        })),
      documents: rows
        .readMoves(reader, accountId, addDaysWithin(fromDate, -APART_DAYS), addDaysWithin(toDate, APART_DAYS))
        .map((row) => ({
          documentId: row.document_id,
          kind: row.kind,
          number: row.number,
          localDate: row.local_date,
          signedMinor: row.minor,
        })),
    };
  }

  /** The key that a line is posted with: its own, or the next one when what it posted was taken back. */
  #keyOf(reader: Reader, account: string, line: StatementLine): { key: string; documentId: number | null } {
    for (let attempt = 0; ; attempt += 1) {
      const key = uuidOf(`${account}|${lineIdentity(line)}|${attempt}`);
      const posted = rows.findByKey(reader, key);
      if (!posted) return { key, documentId: null };
      if (posted.is_reversed === 0) return { key, documentId: posted.id };
    }
  }

  #named(proposal: BankProposal, books: Omit<BankBooks, 'fromStatement'>): LineProposal {
    const nameOf = (list: readonly { readonly id: number; readonly name: string }[], id: number): string =>
      list.find((one) => one.id === id)?.name ?? '';
    switch (proposal.kind) {
      case 'posted': {
        const document = this.#ledger.document(this.#deps.store.reader, proposal.documentId);
        const { kind: documentKind, number, local_date: localDate } = document;
        return { ...proposal, documentKind, number, localDate } as LineProposal;
      }
      case 'settlement':
      case 'transfer':
        return { ...proposal, name: nameOf(books.accounts, proposal.accountId) } as LineProposal;
      case 'supplier_payment':
        return { ...proposal, name: nameOf(books.suppliers, proposal.supplierId) } as LineProposal;
      case 'expense':
        return { ...proposal, name: nameOf(books.articles, proposal.articleId) } as LineProposal;
      case 'unknown':
        return proposal;
    }
  }
}

/** A name as a UUID of version 8: the same name gives the same key. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
