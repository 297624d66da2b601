import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { type ProcedureMeta, ROUTER_ERRORS } from '../../src-shared/contract-base.ts';
import { contract } from '../../src-shared/contract.ts';
import type { Client } from '../helpers/test-core.ts';

/** A procedure as the contract has it. */
export interface ListedProcedure {
  /** 'journal.book', 'backup.recovery.list' */
  readonly name: string;
  readonly path: readonly string[];
  readonly meta: ProcedureMeta;
  readonly definition: AnyContractProcedure['~orpc'];
  /** Declared errors beside those of the router. */
  readonly codes: readonly string[];
}

const ROUTER_CODES: readonly string[] = ROUTER_ERRORS;

/** Every procedure of the contract, in its order. */
export const PROCEDURES: readonly ListedProcedure[] = listOf(contract, []);

function listOf(node: object, path: readonly string[]): ListedProcedure[] {
  if (isContractProcedure(node)) {
    const definition = node['~orpc'];
    const codes = Object.keys(definition.errorMap as object).filter((code) => !ROUTER_CODES.includes(code));
    return [{ name: path.join('.'), path, meta: definition.meta as ProcedureMeta, definition, codes }];
  }
  return Object.entries(node).flatMap(([key, child]) => listOf(child as object, [...path, key]));
}

type Call = (input?: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>;

/** Calls a procedure by its path. */
export function callAt(
  client: Client,
  path: readonly string[],
  input: unknown,
  options?: { signal?: AbortSignal },
): Promise<unknown> {
  let node = client as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) node = node[key] as Record<string, unknown>;
  return (node[path.at(-1)!] as Call)(input, options);
}

/** What a call ended with: the answer, or the error's code and whether the contract declares it. */
export type Outcome =
  | { readonly answer: unknown }
  | { readonly code: string; readonly isDeclared: boolean; readonly data: unknown; readonly error: unknown };

/** Awaits a call without throwing. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    return { answer: await call };
  } catch (error) {
    const { code, defined, data } = error as { code?: string; defined?: boolean; data?: unknown };
    return { code: code ?? String(error), isDeclared: defined === true, data, error };
  }
}

/** The code of an outcome; 'ok' for an answer. */
export function codeOf(outcome: Outcome): string {
  return 'code' in outcome ? outcome.code : 'ok';
}
