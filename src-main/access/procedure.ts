import {
  type ImplementerInternalWithMiddlewares,
  type MergedCurrentContext,
  type MergedInitialContext,
  ORPCError,
  implement,
} from '@orpc/server';
import { contract } from '../../src-shared/contract.ts';
import { type ProcedureMeta, statusOf } from '../../src-shared/contract-base.ts';
import { DomainError, type DomainErrorCode, isDomainError } from '../../src-shared/kernel/errors.ts';
import type { Caller, Logger } from '../store/service.ts';

/** One window, browser or terminal, as the router sees it. */
export interface Connection {
  readonly host: 'electron' | 'server' | 'cli';
  /** Opaque name of the device, for the log and for throttling. */
  readonly device: string;
  /** The device has shown that it belongs to the salon: the application's own window, or a browser that had the key. */
  readonly isTrusted: boolean;
  /** Session token that the host keeps (cookie, window); null when nobody is signed in. */
  token(): string | null;
  setToken(token: string | null): void;
}

/** What the hosts hand to the router with every call. */
export interface RequestContext {
  readonly connection: Connection;
  readonly gate: Gate;
}

/** What the router asks before it lets a call in. */
export interface Gate {
  readonly logger: Logger;
  /** The salon's file is open and the first run is done. */
  isReady(): boolean;
  /** The signed-in person of a connection; null when there is none or the place is locked. */
  callerOf(connection: Connection): Caller | null;
  /** Number to quote for an unexpected error. */
  errorNumber(): string;
}

const base = implement(contract).$context<RequestContext>();

/** The type of `os`, named: written out, the whole contract would be too long for a declaration. */
export type Implementer = ImplementerInternalWithMiddlewares<
  typeof contract,
  MergedInitialContext<RequestContext & Record<never, never>, RequestContext, RequestContext>,
  MergedCurrentContext<RequestContext, { caller: Caller | null }>
>;

/**
 * The contract with authorisation and error masking in front of every handler.
 *
 * Handlers find the caller in the context: `context.caller` (null only in public procedures). Expected errors are
 * `DomainError`s; anything else is logged once with a number and masked.
 */
export const os: Implementer = base.use(async ({ context, procedure, next, path, signal }) => {
  const meta: ProcedureMeta = procedure['~orpc'].meta;
  try {
    if (!context.connection.isTrusted) throw new DomainError('DEVICE_UNKNOWN', {});
    if (!meta.withoutSalon && !context.gate.isReady()) throw new DomainError('SETUP_REQUIRED', {});
    const caller = context.gate.isReady() ? context.gate.callerOf(context.connection) : null;
    if (meta.access !== 'public') {
      if (!caller) throw new DomainError('UNAUTHORIZED', {});
      if (meta.access !== 'signedIn') caller.require(meta.access);
    }
    const result = await next({ context: { caller } });
    if (!isStream(result.output)) return result;
    const output = guarded(result.output, (error) => (signal?.aborted ? error : translated(error, context, path)));
    return { ...result, output: output as typeof result.output };
  } catch (error) {
    throw translated(error, context, path);
  }
});

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** A stream fails while it runs, long after its procedure has answered. */
async function* guarded(stream: AsyncIterable<unknown>, translate: (error: unknown) => unknown): AsyncGenerator {
  try {
    yield* stream;
  } catch (error) {
    throw translate(error);
  }
}

function translated(error: unknown, context: RequestContext, path: readonly string[]): unknown {
  if (isDomainError(error)) {
    const code: DomainErrorCode = error.code;
    return new ORPCError(code, { status: statusOf(code), message: code, data: error.data });
  }
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error;
  const number = context.gate.errorNumber();
  context.gate.logger.error({ number, procedure: path.join('.'), error: describe(error) }, 'unexpected error');
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'INTERNAL', data: { number } });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The caller of a procedure that is not public. */
export function signedIn(context: { caller: Caller | null }): Caller {
  if (!context.caller) throw new DomainError('UNAUTHORIZED', {});
  return context.caller;
}
