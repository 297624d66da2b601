import { ACCOUNT_CODES, type AccountCode } from './accounts.rules.ts';
import { type TotalRow, isMoney } from './figures.rules.ts';

/** Where money comes from and goes to, by the other side of the entry; `transfer` is between own accounts. */
export const FLOW_KINDS = [
  'checks',
  'deposits',
  'certificates',
  'memberships',
  'tips',
  'otherIncome',
  'expense',
  'suppliers',
  'payroll',
  'taxes',
  'acquiringFees',
  'shortages',
  'stock',
  'owner',
  'other',
] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

const FLOW_ACCOUNTS: Readonly<Record<Exclude<FlowKind, 'other'>, readonly AccountCode[]>> = {
  checks: [1100],
  deposits: [2100],
  certificates: [2200, 2210],
  memberships: [2300],
  tips: [2510],
  otherIncome: [4050],
  expense: [5060],
  suppliers: [2010],
  payroll: [2500],
  taxes: [2520],
  acquiringFees: [5050],
  shortages: [1410, 5070],
  stock: [1200],
  owner: [3000],
};
const NAMED_ACCOUNTS = new Set(Object.values(FLOW_ACCOUNTS).flat());

/** Accounts on the other side of a kind of flow. */
export function flowAccounts(kind: FlowKind): readonly AccountCode[] {
  if (kind !== 'other') return FLOW_ACCOUNTS[kind];
  return ACCOUNT_CODES.filter((code) => !isMoney(code) && !NAMED_ACCOUNTS.has(code));
}

/** What moved on one account of money in a period. */
export interface AccountMovement {
  readonly accountId: number;
  readonly code: AccountCode;
  readonly openingMinor: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly transferInMinor: number;
  readonly transferOutMinor: number;
  /** Opening + in − out + transfers in − transfers out. */
  readonly closingMinor: number;
}

/** Money of one kind that came in or went out. */
export interface FlowLine {
  readonly kind: FlowKind;
  readonly articleId: number | null;
  readonly inMinor: number;
  readonly outMinor: number;
  /** In less out by account. */
  readonly byAccount: Readonly<Record<number, number>>;
}

/**
 * Movement of money in a period by account and by kind.
 *
 * A storno stands on the side of what it takes back, with a minus: it makes that flow smaller.
 *
 * @param openings debits less credits of each account before the period
 */
export function movementOf(
  accounts: readonly { readonly id: number; readonly code: AccountCode }[],
  openings: ReadonlyMap<number, number>,
  rows: readonly TotalRow[],
): { accounts: AccountMovement[]; flows: FlowLine[] } {
  const flows = new Map<
    string,
    { kind: FlowKind; articleId: number | null; in: number; out: number; by: Record<number, number> }
  >();
  const sums = new Map(accounts.map(({ id }) => [id, { in: 0, out: 0, transferIn: 0, transferOut: 0 }]));
  const flowOf = (account: AccountCode, object: number) => {
    const kind = FLOW_KINDS.find((one) => flowAccounts(one).includes(account)) ?? 'other';
    const articleId = kind === 'expense' ? object : null;
    const key = `${kind}/${articleId}`;
    let flow = flows.get(key);
    if (!flow) flows.set(key, (flow = { kind, articleId, in: 0, out: 0, by: {} }));
    return flow;
  };
  for (const { debitAccount, debitObject, creditAccount, creditObject, amountMinor } of rows) {
    const into = isMoney(debitAccount);
    const outOf = isMoney(creditAccount);
    const to = sums.get(debitObject);
    const from = sums.get(creditObject);
    if (into && outOf) {
      if (to) to.transferIn += amountMinor;
      if (from) from.transferOut += amountMinor;
    } else if (into) {
      if (to) to.in += amountMinor;
      const flow = flowOf(creditAccount, creditObject);
      flow.in += amountMinor;
      flow.by[debitObject] = (flow.by[debitObject] ?? 0) + amountMinor;
    } else if (outOf) {
      if (from) from.out += amountMinor;
      const flow = flowOf(debitAccount, debitObject);
      flow.out += amountMinor;
      flow.by[creditObject] = (flow.by[creditObject] ?? 0) - amountMinor;
    }
  }
  return {
    accounts: accounts.map(({ id, code }) => {
      const sum = sums.get(id)!;
      const openingMinor = openings.get(id) ?? 0;
      return {
        accountId: id,
        code,
        openingMinor,
        inMinor: sum.in,
        outMinor: sum.out,
        transferInMinor: sum.transferIn,
        transferOutMinor: sum.transferOut,
        closingMinor: openingMinor + sum.in - sum.out + sum.transferIn - sum.transferOut,
      };
    }),
    flows: [...flows.values()]
      .toSorted((a, b) => FLOW_KINDS.indexOf(a.kind) - FLOW_KINDS.indexOf(b.kind))
      .map(({ kind, articleId, in: inMinor, out: outMinor, by }) => ({
        kind,
        articleId,
        inMinor,
        outMinor,
        byAccount: by,
      })),
  };
}
