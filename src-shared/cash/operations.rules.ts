import type { Permission } from '../access/access.rules.ts';
import { percentOf } from '../kernel/money.ts';
import {
  type DocumentKind,
  type LedgerEvent,
  MONEY_ACCOUNT,
  type MoneyAccountKind,
  type Side,
} from '../ledger/accounts.rules.ts';

/** What a person may do with money beside checks; each posts one document of the same name. */
export const OPERATION_KINDS = [
  'cash_in',
  'cash_out',
  'transfer',
  'expense',
  'supplier_bill',
  'supplier_payment',
  'tips_payout',
  'staff_payout',
  'other_income',
] as const satisfies readonly DocumentKind[];
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** Documents that a storno of the cash desk takes back; checks and refunds have their own. */
export const REVERSIBLE_KINDS: ReadonlySet<DocumentKind> = new Set<DocumentKind>([
  ...OPERATION_KINDS,
  'opening',
  'settlement',
  'difference_decision',
  'tips_share',
]);

/** An account of money as the rules look at it. */
export interface MoneyPlace {
  readonly id: number;
  readonly kind: MoneyAccountKind;
}

/** What an operation is about; places and ids that its kind does not use are null. */
export interface OperationTerms {
  readonly kind: OperationKind;
  readonly from: MoneyPlace | null;
  readonly to: MoneyPlace | null;
  readonly articleId: number | null;
  readonly supplierId: number | null;
  readonly staffId: number | null;
}

/** What must be there and what must not, by kind of operation. */
const NEEDS: Readonly<
  Record<OperationKind, { from: boolean; to: boolean; article: boolean; supplier: boolean; staff: boolean }>
> = {
  cash_in: { from: false, to: true, article: false, supplier: false, staff: false },
  cash_out: { from: true, to: false, article: false, supplier: false, staff: false },
  transfer: { from: true, to: true, article: false, supplier: false, staff: false },
  expense: { from: true, to: false, article: true, supplier: false, staff: false },
  supplier_bill: { from: false, to: false, article: true, supplier: true, staff: false },
  supplier_payment: { from: true, to: false, article: false, supplier: true, staff: false },
  tips_payout: { from: true, to: false, article: false, supplier: false, staff: true },
  staff_payout: { from: true, to: false, article: false, supplier: false, staff: true },
  other_income: { from: false, to: true, article: false, supplier: false, staff: false },
};

/** The fields that an operation of a kind asks for. */
export function fieldsOf(kind: OperationKind): (typeof NEEDS)[OperationKind] {
  return NEEDS[kind];
}

/** The field that is missing, too many or wrong in an operation; null when all is there. */
export function operationFault(terms: OperationTerms): { field: string; fault: string } | null {
  const needs = NEEDS[terms.kind];
  const given: readonly (readonly [string, boolean, unknown])[] = [
    ['fromAccountId', needs.from, terms.from],
    ['toAccountId', needs.to, terms.to],
    ['articleId', needs.article, terms.articleId],
    ['supplierId', needs.supplier, terms.supplierId],
    ['staffId', needs.staff, terms.staffId],
  ];
  for (const [field, isNeeded, value] of given) {
    if (isNeeded && value === null) return { field, fault: 'REQUIRED' };
    if (!isNeeded && value !== null) return { field, fault: 'NOT_OF_THIS_KIND' };
  }
  if (terms.from && terms.from.id === terms.to?.id) return { field: 'toAccountId', fault: 'SAME_ACCOUNT' };
  // Money on its way from the bank is moved by settlements only: it always equals its unsettled operations (I16).
  if (terms.from?.kind === 'acquiring') return { field: 'fromAccountId', fault: 'ONLY_SETTLED' };
  if (terms.to?.kind === 'acquiring') return { field: 'toAccountId', fault: 'ONLY_SETTLED' };
  return null;
}

/** The one entry of an operation (E01, E25, E32, E44, E46, E49, E50), of terms without a fault. */
export function entryOf(terms: OperationTerms): { event: LedgerEvent; debit: Side; credit: Side } {
  const from = sideOf(terms.from);
  const to = sideOf(terms.to);
  switch (terms.kind) {
    case 'cash_in':
      return { event: 'E01', debit: to, credit: { account: 3000 } };
    case 'cash_out':
      return { event: 'E01', debit: { account: 3000 }, credit: from };
    case 'transfer':
      return { event: 'E46', debit: to, credit: from };
    case 'expense':
      return { event: 'E49', debit: { account: 5060, object: terms.articleId ?? 0 }, credit: from };
    case 'supplier_bill':
      return {
        event: 'E49',
        debit: { account: 5060, object: terms.articleId ?? 0 },
        credit: { account: 2010, object: terms.supplierId ?? 0 },
      };
    case 'supplier_payment':
      return { event: 'E32', debit: { account: 2010, object: terms.supplierId ?? 0 }, credit: from };
    case 'tips_payout':
      return { event: 'E25', debit: { account: 2510, object: terms.staffId ?? 0 }, credit: from };
    case 'staff_payout':
      return { event: 'E44', debit: { account: 2500, object: terms.staffId ?? 0 }, credit: from };
    case 'other_income':
      return { event: 'E50', debit: to, credit: { account: 4050 } };
  }
}

function sideOf(place: MoneyPlace | null): Side {
  return place ? { account: MONEY_ACCOUNT[place.kind], object: place.id } : { account: 3000 };
}

/**
 * The right that an operation needs.
 *
 * Whoever gives money out of a register may do it there, to the safe as well; whoever takes payments may put money in.
 * Everything that touches no register is the owner's and the accountant's.
 */
export function rightFor(from: MoneyPlace | null, to: MoneyPlace | null): Permission {
  if (from?.kind === 'register') return 'cash_out';
  return to?.kind === 'register' ? 'take_payment' : 'manage_money';
}

/** What a form offers to a person: only what the core would post for them. */
export interface OperationChoices<Place extends MoneyPlace> {
  readonly kinds: readonly OperationKind[];
  /** Where the money of a kind may come from. */
  from(kind: OperationKind): readonly Place[];
  /** Where it may go to, from where it is taken; null = not chosen yet. */
  to(kind: OperationKind, from: Place | null): readonly Place[];
}

/** Kinds of operations and their places for a person with these rights (`rightFor`). */
export function operationChoices<Place extends MoneyPlace>(
  all: readonly Place[],
  can: (permission: Permission) => boolean,
): OperationChoices<Place> {
  const places = all.filter(({ kind }) => kind !== 'acquiring');
  const isOpen = (from: Place | null, to: Place | null): boolean => from !== to && can(rightFor(from, to));
  const from = (kind: OperationKind): readonly Place[] => {
    const needs = NEEDS[kind];
    const goals = needs.to ? places : [null];
    return needs.from ? places.filter((place) => goals.some((goal) => isOpen(place, goal))) : [];
  };
  const to = (kind: OperationKind, source: Place | null): readonly Place[] => {
    const needs = NEEDS[kind];
    if (!needs.to) return [];
    const sources = needs.from && source === null ? from(kind) : [source];
    return places.filter((place) => sources.some((one) => isOpen(one, place)));
  };
  const kinds = OPERATION_KINDS.filter((kind) => {
    const needs = NEEDS[kind];
    if (needs.from) return from(kind).length > 0;
    return needs.to ? to(kind, null).length > 0 : can(rightFor(null, null));
  });
  return { kinds, from, to };
}

/** What the bank keeps of a settlement by the rate of the account (E26), rounded half away from zero (M3). */
export function proposedFee(grossMinor: number, feeBp: number): number {
  return grossMinor <= 0 ? 0 : percentOf(grossMinor, feeBp);
}
