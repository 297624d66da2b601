import type { ClientFormValues } from '../client-form.ts';

/** What a part of the client's form is given. */
export interface FormPartProps {
  readonly values: ClientFormValues;
  readonly set: (part: Partial<ClientFormValues>) => void;
  /** Refusals by field. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Values used before come first, then those that the program offers; each once. */
export function suggestionsOf(used: readonly string[] | undefined, offered: unknown): string[] {
  return [...new Set([...(used ?? []), ...(Array.isArray(offered) ? (offered as string[]) : [])])];
}
