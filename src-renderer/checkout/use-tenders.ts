import { useMemo, useState } from 'react';
import type { Quote } from '../../src-shared/checkout/checkout.contract.ts';
import { type TenderPlan, type TenderRow, planTenders } from '../../src-shared/checkout/desk.rules.ts';

/** Ways of paying in the order of their keys: Alt+1 cash … Alt+7 debt. */
export const TENDER_KEYS = ['cash', 'card', 'sbp', 'certificate', 'deposit', 'transfer', 'debt'] as const;
export type TenderKey = (typeof TENDER_KEYS)[number];

const MONEY_KINDS: readonly TenderRow['kind'][] = ['cash', 'card', 'sbp', 'transfer'];

export interface Tenders {
  readonly rows: readonly TenderRow[];
  /** Certificates that may pay: the client's, and those whose numbers were typed or scanned here. */
  readonly certificates: Quote['certificates'];
  readonly plan: TenderPlan;
  readonly bonusMinor: number;
  readonly leavesDebt: boolean;
  readonly keepsChange: boolean;
  /** The row whose field is to have the focus, with the round in which it was asked. */
  readonly focus: { readonly id: string; readonly round: number } | null;
  readonly choose: (kind: Exclude<TenderKey, 'debt'>, certificate?: Quote['certificates'][number]) => void;
  readonly setRow: (id: string, change: Partial<Pick<TenderRow, 'amountMinor' | 'reference'>>) => void;
  readonly remove: (id: string) => void;
  readonly setBonus: (amountMinor: number) => void;
  readonly setLeavesDebt: (does: boolean) => void;
  readonly setKeepsChange: (does: boolean) => void;
}

/** The ways of paying that were chosen, and what they come to. */
export function useTenders(quote: Quote): Tenders {
  const [chosen, setChosen] = useState<readonly TenderRow[]>([]);
  const [bonusMinor, setBonus] = useState(0);
  const [leavesDebt, setLeavesDebt] = useState(false);
  const [keepsChange, setKeepsChange] = useState(false);
  const [focus, setFocus] = useState<Tenders['focus']>(null);
  const [bearers, setBearers] = useState<Quote['certificates']>([]);
  const certificates = useMemo(() => {
    const own = quote.certificates.map(({ certificateId }) => certificateId);
    return [...quote.certificates, ...bearers.filter(({ certificateId }) => !own.includes(certificateId))];
  }, [quote.certificates, bearers]);
  const rows = useMemo(() => {
    const limited = chosen.map((row) => ({ ...row, limitMinor: limitOf(row, quote, certificates) }));
    if (bonusMinor === 0) return limited;
    const limitMinor = quote.bonus?.maxMinor ?? 0;
    return [...limited, { ...emptyRow('bonus'), id: 'bonus', amountMinor: bonusMinor, limitMinor }];
  }, [chosen, bonusMinor, quote, certificates]);
  const plan = useMemo(() => planTenders(quote.dueMinor, rows, quote.moneyOnlyMinor), [quote, rows]);
  const focusRow = (id: string): void => setFocus((old) => ({ id, round: (old?.round ?? 0) + 1 }));

  const choose: Tenders['choose'] = (kind, certificate) => {
    if (certificate && !certificates.some(({ certificateId }) => certificateId === certificate.certificateId)) {
      setBearers([...bearers, certificate]);
    }
    const isSame = (row: TenderRow): boolean =>
      row.kind === kind && row.certificateId === (certificate?.certificateId ?? null);
    const same = chosen.find(isSame);
    if (same) {
      focusRow(same.id);
      return;
    }
    const row: TenderRow = { ...emptyRow(kind), certificateId: certificate?.certificateId ?? null };
    // A way without a typed sum was a choice that is being changed; one with a sum stays, and this one pays the rest.
    const isReplaced = (old: TenderRow): boolean =>
      old.amountMinor === null && MONEY_KINDS.includes(old.kind) && MONEY_KINDS.includes(kind);
    setChosen([...chosen.filter((old) => !isReplaced(old)), row]);
    focusRow(row.id);
  };
  return {
    rows,
    certificates,
    plan,
    bonusMinor,
    leavesDebt,
    keepsChange,
    focus,
    choose,
    setRow: (id, change) => setChosen(chosen.map((row) => (row.id === id ? { ...row, ...change } : row))),
    remove: (id) => setChosen(chosen.filter((row) => row.id !== id)),
    setBonus,
    setLeavesDebt,
    setKeepsChange,
  };
}

const emptyRow = (kind: TenderRow['kind']): TenderRow => ({
  id: crypto.randomUUID(),
  kind,
  amountMinor: null,
  certificateId: null,
  limitMinor: null,
  reference: '',
});

function limitOf(row: TenderRow, quote: Quote, certificates: Quote['certificates']): number | null {
  if (row.kind === 'deposit') return quote.depositMinor;
  if (row.kind !== 'certificate') return null;
  return certificates.find(({ certificateId }) => certificateId === row.certificateId)?.balanceMinor ?? null;
}
