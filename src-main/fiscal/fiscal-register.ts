import type { FiscalPrinted, FiscalTroubleNote } from '../../src-shared/fiscal/fiscal.contract.ts';
import type { FiscalReceipt, FiscalTotals } from '../../src-shared/fiscal/fiscal.rules.ts';

/** Who stands on a receipt or a report (tags 1021, 1203). */
export interface RegisterOperator {
  readonly name: string;
  /** Twelve digits, or empty. */
  readonly inn: string;
}

/** A receipt to be printed, with what its register must know besides. */
export interface ReceiptTask {
  readonly receipt: FiscalReceipt;
  readonly operator: RegisterOperator;
  readonly taxation: string | null;
  /** Set for a receipt of correction: when the settlement was (local date) and which document it was. */
  readonly corrects: { readonly date: string; readonly number: string } | null;
}

/** What became of a receipt that the register may know. */
export type ReceiptOutcome =
  /** It never heard of it: it may be sent. */
  | { readonly state: 'unknown' }
  | { readonly state: 'pending' }
  | { readonly state: 'printed'; readonly printed: FiscalPrinted }
  /** It surely was not printed. */
  | { readonly state: 'refused'; readonly trouble: FiscalTroubleNote }
  /** Nobody knows yet whether it was; only the register will. */
  | { readonly state: 'unclear'; readonly trouble: FiscalTroubleNote };

export type RegisterShiftState = 'open' | 'closed' | 'expired';

export interface RegisterShift {
  readonly state: RegisterShiftState;
  readonly number: number | null;
}

/** What a register says of itself. */
export interface RegisterFacts {
  readonly model: string;
  readonly serialNumber: string;
  readonly shift: RegisterShift;
  readonly hasPaper: boolean | null;
}

/**
 * A fiscal cash register (K5).
 *
 * The queue works with this and knows no make of registers. Each method throws `RegisterTroubleError` and nothing else when
 * the register cannot be asked; after a `submit` that threw it is not known whether the task arrived, so it is asked for.
 */
export interface FiscalRegister {
  facts(): Promise<RegisterFacts>;
  shift(): Promise<RegisterShift>;
  openShift(operator: RegisterOperator): Promise<void>;
  /** Closes the shift with its Z report; the totals are those of the moment before. */
  closeShift(operator: RegisterOperator): Promise<{ readonly documentNumber: number | null }>;
  totals(): Promise<FiscalTotals>;
  /** Hands a receipt over under a number of ours; the same number is never printed twice. */
  submit(uuid: string, task: ReceiptTask): Promise<void>;
  /** What became of it, waiting a moment for one that is being printed. */
  outcome(uuid: string): Promise<ReceiptOutcome>;
}

/** The register, or the program beside it, could not be asked. */
export class RegisterTroubleError extends Error {
  readonly trouble: FiscalTroubleNote;

  constructor(trouble: FiscalTroubleNote) {
    super(`${trouble.kind}: ${trouble.text}`);
    this.trouble = trouble;
  }
}
