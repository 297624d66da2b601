import { type ImportField, REPEATABLE_FIELDS } from '../../src-shared/import/import-fields.rules.ts';
import type { ImportCheck, ImportCounts, ImportDraft, ImportOptions } from '../../src-shared/import/import.contract.ts';

/** Where the wizard stands. */
export type Step = 'file' | 'mapping' | 'check' | 'result';
export const STEPS: readonly Step[] = ['file', 'mapping', 'check', 'result'];

/** What the person has chosen so far. */
export interface Wizard {
  readonly step: Step;
  readonly draft: ImportDraft | null;
  readonly mapping: readonly (ImportField | null)[];
  readonly options: ImportOptions | null;
  readonly check: ImportCheck | null;
  readonly result: { readonly importId: number; readonly wasStopped: boolean; readonly counts: ImportCounts } | null;
}

export const EMPTY_WIZARD: Wizard = {
  step: 'file',
  draft: null,
  mapping: [],
  options: null,
  check: null,
  result: null,
};

/** A file that was read, at the step where its columns are set. */
export function withDraft(draft: ImportDraft): Wizard {
  return { ...EMPTY_WIZARD, step: 'mapping', draft, mapping: draft.mapping, options: draft.options };
}

/** Gives a column its field; a field that only one column may fill is taken from the other. */
export function withField(
  mapping: readonly (ImportField | null)[],
  column: number,
  field: ImportField | null,
): (ImportField | null)[] {
  return mapping.map((own, index) => {
    if (index === column) return field;
    return own === field && field !== null && !REPEATABLE_FIELDS.has(field) ? null : own;
  });
}

const WHO: readonly ImportField[] = ['fullName', 'firstName', 'lastName', 'phone'];

/** Whether the mapping tells whose data it is. */
export function saysWho(mapping: readonly (ImportField | null)[]): boolean {
  return mapping.some((field) => field !== null && WHO.includes(field));
}

/** `A`, `B` … `AA`, as Excel names columns. */
export function columnLetter(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : String.fromCharCode(64 + Math.floor(column / 26)) + last;
}

let kept: { readonly userId: number; readonly wizard: Wizard } | null = null;

/** What this window was doing, so that a look into the journal loses nothing; only for the person who did it. */
export function keptWizard(userId: number): Wizard {
  return kept?.userId === userId ? kept.wizard : EMPTY_WIZARD;
}

export function keepWizard(userId: number, wizard: Wizard): void {
  kept = { userId, wizard };
}
