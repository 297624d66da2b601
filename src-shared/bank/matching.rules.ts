import { OPERATION_KINDS, type OperationKind, fieldsOf, proposedFee } from '../cash/operations.rules.ts';
import { fold } from '../kernel/fold.ts';
import { type LocalDate, addDays } from '../kernel/local-date.ts';
import { addMoney, parseMoney } from '../kernel/money.ts';
import type { DocumentKind, MoneyAccountKind } from '../ledger/accounts.rules.ts';
import { type StatementLine, lineIdentity } from './statement.rules.ts';

/** What the books know, as far as a statement of one bank account can be read against it. */
export interface BankBooks {
  readonly ownTaxNumber: string;
  readonly suppliers: readonly { readonly id: number; readonly name: string; readonly taxNumber: string }[];
  readonly articles: readonly { readonly id: number; readonly name: string }[];
  /** Live accounts of money beside the one of the statement. */
  readonly accounts: readonly { readonly id: number; readonly kind: MoneyAccountKind; readonly name: string }[];
  /** Card operations that the bank has not brought yet, by acquiring account that settles here. */
  readonly acquiring: readonly {
    readonly accountId: number;
    readonly feeBp: number;
    readonly tenders: readonly {
      readonly tenderId: number;
      readonly localDate: LocalDate;
      readonly amountMinor: number;
    }[];
  }[];
  /** Live documents that moved the account around the days of the statement; + in, − out. */
  readonly documents: readonly {
    readonly documentId: number;
    readonly kind: DocumentKind;
    readonly number: number;
    readonly localDate: LocalDate;
    readonly signedMinor: number;
  }[];
  /** Documents that were posted from a statement before, by the identity of their line. */
  readonly fromStatement: ReadonlyMap<string, number>;
}

/** What the books propose for a line. `isSure`: nothing is left to choose, it may be posted with the others of its kind. */
export type BankProposal =
  | { readonly kind: 'posted'; readonly documentId: number; readonly isSure: boolean }
  | {
      readonly kind: 'settlement';
      readonly accountId: number;
      readonly tenderIds: readonly number[];
      readonly fromDate: LocalDate;
      readonly toDate: LocalDate;
      readonly grossMinor: number;
      readonly feeMinor: number;
      readonly isSure: boolean;
    }
  | { readonly kind: 'supplier_payment'; readonly supplierId: number; readonly isSure: boolean }
  | { readonly kind: 'transfer'; readonly accountId: number; readonly isSure: boolean }
  | { readonly kind: 'expense'; readonly articleId: number; readonly isSure: boolean }
  | { readonly kind: 'unknown'; readonly isSure: false };

/** Days that a document of the books and the bank's may lie apart: a payment order waits, a transfer takes a weekend. */
export const APART_DAYS = 7;
/** A bank brings card money of a few days at once, within this many days. */
export const SETTLED_DAYS = 10;
const LONGEST_RUN = 5;
/** No bank keeps more of card payments. */
const LARGEST_FEE_BP = 500;

const CARDS = /эквайр|терминал|возмещ|операци\S* (?:по|с) карт|картам|сбп|системе быстрых платежей|merchant|pos\b/u;
const ENCASHMENT = /инкасс|взнос наличн|внесение наличн|торгов\S* выручк|сдача выручк|объявлени\S* на взнос/u;
const WITHDRAWAL = /снятие наличн|выдача наличн|получение наличн|по чеку/u;
/** What a bank or a landlord writes, and how a salon calls its article. */
const TOPICS: readonly (readonly [text: RegExp, article: RegExp])[] = [
  [/комисси|ведени\S* (?:расчетн\S* )?счет|обслуживани\S* счет|пакет услуг|рко/u, /банк|комисси|рко/u],
  [/аренд/u, /аренд/u],
  [/налог|енп|енс|казначейств|фнс|страховы\S* взнос/u, /налог|взнос/u],
  [/интернет|услуги связи|телефон|абонентск/u, /связь|интернет|телефон/u],
  [/реклам|продвижени/u, /реклам|маркетинг/u],
  [/электроэнерг|водоснаб|коммунал|теплоснаб|отоплен/u, /коммунал|электр|вода/u],
];

/**
 * Proposes for every line of a statement what it is in the books.
 *
 * What was posted from a statement before is told first, then what the books have already at the same sum and side: on the
 * same day surely, within a week perhaps. Then card money with the bank's fee, a supplier by tax number or name, a transfer
 * between own accounts, an expense by its article. Each document and each card operation answers for one line only.
 */
export function proposeAll(lines: readonly StatementLine[], books: BankBooks): BankProposal[] {
  const proposals: (BankProposal | null)[] = lines.map((line) => {
    const documentId = books.fromStatement.get(lineIdentity(line));
    return documentId === undefined ? null : { kind: 'posted', documentId, isSure: true };
  });
  const taken = new Set(proposals.flatMap((one) => (one?.kind === 'posted' ? one.documentId : [])));
  const claim = (
    isSure: boolean,
    fits: (line: StatementLine, document: BankBooks['documents'][number]) => boolean,
  ): void =>
    lines.forEach((line, at) => {
      if (proposals[at]) return;
      const found = books.documents.find(
        (document) => !taken.has(document.documentId) && document.signedMinor === signed(line) && fits(line, document),
      );
      if (!found) return;
      taken.add(found.documentId);
      proposals[at] = { kind: 'posted', documentId: found.documentId, isSure };
    });
  claim(true, (line, { localDate }) => localDate === line.localDate);
  const spent = new Set<number>();
  lines.forEach((line, at) => {
    if (proposals[at] || line.direction !== 'in') return;
    const settlement = settlementOf(line, books, spent);
    if (!settlement) return;
    for (const id of settlement.tenderIds) spent.add(id);
    proposals[at] = settlement;
  });
  claim(
    false,
    (line, { localDate }) =>
      localDate >= addDays(line.localDate, -APART_DAYS) && localDate <= addDays(line.localDate, APART_DAYS),
  );
  return proposals.map((one, at) => one ?? ordinaryOf(lines[at]!, books));
}

function signed({ direction, amountMinor }: StatementLine): number {
  return direction === 'in' ? amountMinor : -amountMinor;
}

/** Card operations whose sum less the bank's fee is what came; days next to each other, the nearest fee first. */
function settlementOf(
  line: StatementLine,
  books: BankBooks,
  spent: ReadonlySet<number>,
): Extract<BankProposal, { kind: 'settlement' }> | null {
  const text = fold(`${line.purpose} ${line.partyName}`);
  const saysCards = CARDS.test(text);
  const statedMinor = feeOf(line.purpose);
  let best: { readonly off: number; readonly proposal: Extract<BankProposal, { kind: 'settlement' }> } | null = null;
  for (const { accountId, feeBp, tenders } of books.acquiring) {
    const free = tenders.filter(
      ({ tenderId, localDate }) =>
        !spent.has(tenderId) && localDate <= line.localDate && localDate >= addDays(line.localDate, -SETTLED_DAYS),
    );
    const days = [...Map.groupBy(free, ({ localDate }) => localDate).entries()].toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    );
    for (let from = 0; from < days.length; from++) {
      for (let to = from; to < Math.min(days.length, from + LONGEST_RUN); to++) {
        const run = days.slice(from, to + 1).flatMap(([, own]) => own);
        const grossMinor = addMoney(...run.map(({ amountMinor }) => amountMinor));
        const feeMinor = grossMinor - line.amountMinor;
        if (grossMinor <= 0 || feeMinor < 0 || feeMinor * 10_000 > grossMinor * LARGEST_FEE_BP) continue;
        const off = Math.abs(feeMinor - (statedMinor ?? proposedFee(grossMinor, feeBp)));
        // A fee is rounded with each operation: as many kopecks as there are operations.
        const isSure = off <= (statedMinor === null ? run.length : 0);
        if (!isSure && !saysCards) continue;
        if (best && best.off <= off) continue;
        best = {
          off,
          proposal: {
            kind: 'settlement',
            accountId,
            tenderIds: run.map(({ tenderId }) => tenderId),
            fromDate: days[from]![0],
            toDate: days[to]![0],
            grossMinor,
            feeMinor,
            isSure,
          },
        };
      }
    }
  }
  return best?.proposal ?? null;
}

/** The fee that a bank names in its purpose, «комиссия 123,45»; null when it names none. */
function feeOf(purpose: string): number | null {
  const match = /комисси\S*[^\d]{0,20}(\d[\d\s]*[.,]\d{2})/iu.exec(purpose);
  return match ? parseMoney(match[1]!) : null;
}

function ordinaryOf(line: StatementLine, books: BankBooks): BankProposal {
  const text = fold(`${line.purpose} ${line.partyName}`);
  const isOwn = books.ownTaxNumber !== '' && line.partyTaxNumber === books.ownTaxNumber;
  const kept = (kind: MoneyAccountKind): BankProposal | null => {
    const [only, ...others] = books.accounts.filter((account) => account.kind === kind);
    return only ? { kind: 'transfer', accountId: only.id, isSure: others.length === 0 && kind !== 'register' } : null;
  };
  if (line.direction === 'in') {
    const cash = ENCASHMENT.test(text) ? kept('safe') : null;
    return cash ?? (isOwn ? kept('bank') : null) ?? { kind: 'unknown', isSure: false };
  }
  const supplier = supplierOf(line, books);
  if (supplier) return supplier;
  const cash = WITHDRAWAL.test(text) ? kept('safe') : null;
  const own = cash ?? (isOwn ? kept('bank') : null);
  if (own) return own;
  const articles = articlesOf(text, books);
  const [article] = articles;
  return article
    ? { kind: 'expense', articleId: article.id, isSure: articles.length === 1 }
    : { kind: 'unknown', isSure: false };
}

/** By the tax number surely, by the name when only one supplier bears it. */
function supplierOf(line: StatementLine, { suppliers }: BankBooks): BankProposal | null {
  const byNumber = suppliers.filter(({ taxNumber }) => taxNumber !== '' && taxNumber === line.partyTaxNumber);
  const [known] = byNumber;
  if (known) return { kind: 'supplier_payment', supplierId: known.id, isSure: byNumber.length === 1 };
  const party = plainName(line.partyName);
  if (party === '') return null;
  const byName = suppliers.filter(({ name }) => plainName(name) === party);
  const [named] = byName;
  return named && byName.length === 1
    ? { kind: 'supplier_payment', supplierId: named.id, isSure: named.taxNumber === '' }
    : null;
}

/** A name without its legal form and quotes: «ООО "Ромашка"» is `ромашка`. */
function plainName(name: string): string {
  return fold(name)
    .replaceAll(/["'«»„“”]/gu, ' ')
    .replaceAll(
      /(?<![\p{L}])(?:ооо|зао|оао|пао|ао|ип|общество с ограниченной ответственностью|индивидуальный предприниматель)(?![\p{L}])/gu,
      ' ',
    )
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function articlesOf(text: string, { articles }: BankBooks): BankBooks['articles'] {
  const named = articles.filter(({ name }) =>
    fold(name)
      .split(/[^\p{L}]+/u)
      .some((word) => word.length >= 5 && text.includes(word.slice(0, Math.max(5, word.length - 2)))),
  );
  if (named.length > 0) return named;
  return articles.filter(({ name }) => TOPICS.some(([said, called]) => said.test(text) && called.test(fold(name))));
}

/** An operation of the cash desk that a line is posted as. */
export interface LineOperation {
  readonly kind: OperationKind;
  readonly fromAccountId: number | null;
  readonly toAccountId: number | null;
  readonly supplierId: number | null;
  readonly articleId: number | null;
}

/** The operation that a proposal comes to on the bank account; null = a settlement, or nothing that can be posted as it is. */
export function operationOf(
  { direction }: Pick<StatementLine, 'direction'>,
  proposal:
    | { readonly kind: 'posted' | 'settlement' | 'unknown' }
    | { readonly kind: 'supplier_payment'; readonly supplierId: number }
    | { readonly kind: 'transfer'; readonly accountId: number }
    | { readonly kind: 'expense'; readonly articleId: number },
  bankId: number,
): LineOperation | null {
  const out = { fromAccountId: bankId, toAccountId: null, supplierId: null, articleId: null };
  switch (proposal.kind) {
    case 'supplier_payment':
      return { ...out, kind: 'supplier_payment', supplierId: proposal.supplierId };
    case 'expense':
      return { ...out, kind: 'expense', articleId: proposal.articleId };
    case 'transfer':
      return direction === 'out'
        ? { ...out, kind: 'transfer', toAccountId: proposal.accountId }
        : { ...out, kind: 'transfer', fromAccountId: proposal.accountId, toAccountId: bankId };
    default:
      return null;
  }
}

/** Operations that a line may be posted as when a person chooses: those that take from the bank, or bring to it. */
export function kindsFor(direction: StatementLine['direction']): readonly OperationKind[] {
  return OPERATION_KINDS.filter((kind) => {
    const { from, to } = fieldsOf(kind);
    return direction === 'out' ? from : to;
  });
}
