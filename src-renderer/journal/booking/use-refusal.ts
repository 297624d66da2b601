import { useState } from 'react';
import { CONFLICT_LEVEL, type ConflictCode } from '../../../src-shared/journal/conflicts.rules.ts';
import { codedError } from '../../api/error-text.ts';
import { useOverride } from '../use-override.ts';
import { useRefusalText } from '../use-refusal-text.ts';
import { type Overrides, WARNINGS, type Warning } from './booking-model.ts';

/** A refusal shown inside a form, with what the person may answer to it. */
export interface Refusal {
  readonly text: string;
  /** Soft: can be confirmed. Hard: needs the right and a reason. None: something else must be chosen. */
  readonly answer: 'confirm' | 'reason' | 'none';
  readonly warnings: readonly Warning[];
}

export interface RefusalState {
  readonly refusal: Refusal | null;
  /** For `useCommand`: takes every refusal into the form, so that what was entered stays beside the reason. */
  readonly onRefused: (error: unknown) => boolean;
  readonly clear: () => void;
  /** What to send with the next try: the person's agreement, or nothing (null) when they only tried again. */
  readonly overridesFor: (reason: string | null) => Overrides;
}

/** Keeps the last refusal of a form and turns the person's answer into overrides (A12). */
export function useRefusal(): RefusalState {
  const refusalText = useRefusalText();
  const canOverride = useOverride();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  return {
    refusal,
    clear: () => setRefusal(null),
    onRefused: (error) => {
      setRefusal(refusalOf(error, refusalText(error), canOverride));
      return true;
    },
    overridesFor: (reason) =>
      reason === null
        ? {}
        : {
            ...(refusal && refusal.warnings.length > 0 ? { acceptedWarnings: [...refusal.warnings] } : {}),
            ...(refusal?.answer === 'reason' ? { overrideReason: reason } : {}),
          },
  };
}

function refusalOf(error: unknown, text: string, canOverride: (codes: readonly string[]) => boolean): Refusal {
  const coded = codedError(error);
  if (!coded || !(coded.code in CONFLICT_LEVEL)) return { text, answer: 'none', warnings: [] };
  const code = coded.code as ConflictCode;
  const warnings = WARNINGS.filter((warning) => listOf(coded.data['softCodes']).includes(warning) || warning === code);
  if (CONFLICT_LEVEL[code] === 'soft') return { text, answer: 'confirm', warnings };
  const hard = [code, ...listOf(coded.data['hardCodes'])];
  return { text, answer: canOverride(hard) ? 'reason' : 'none', warnings };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
