import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { type Bridge, PORT_REQUEST } from '../../src-shared/bridge.ts';

declare global {
  interface Window {
    readonly zerkalo?: Bridge;
  }
}

/** The core did not answer: the port or the server is gone, or the answer took too long. */
export class ConnectionLostError extends Error {
  readonly code = 'CONNECTION_LOST';
  constructor(options?: ErrorOptions) {
    super('CONNECTION_LOST', options);
    this.name = 'ConnectionLostError';
  }
}

/** Tells a lost connection from an answer of the core. */
export function isConnectionLost(error: unknown): error is ConnectionLostError {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'CONNECTION_LOST';
}

export type ConnectionState = 'online' | 'lost';

/** Whether the core answers, as the last calls have shown; screens subscribe to it. */
export class ConnectionMonitor {
  #state: ConnectionState = 'online';
  readonly #listeners = new Set<() => void>();

  readonly get = (): ConnectionState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  report(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const ANSWER_WITHIN_MS = 30_000;
const LONG_WORK_WITHIN_MS = 15 * 60_000;
/** Procedures that may rightly take minutes: the demo salon, copies, documents. */
const LONG_WORK: readonly string[] = ['setup.complete', 'backup', 'documents'];

/** How long a procedure may take before the connection counts as lost, in milliseconds. */
export function answerWithinMs(path: readonly string[]): number {
  const name = path.join('.');
  const isLong = LONG_WORK.some((prefix) => name === prefix || name.startsWith(`${prefix}.`));
  return isLong ? LONG_WORK_WITHIN_MS : ANSWER_WITHIN_MS;
}

type Link = ClientLink<ClientContext>;

interface Transport {
  readonly link: Link;
  /** Aborted when the transport is gone; a call on it would never answer. */
  readonly gone: AbortSignal;
}

/**
 * The link to the core over whichever way this page has: a MessagePort in Electron, HTTP in a browser.
 *
 * Connects anew when the port was closed. Every call ends: with an answer, or with `ConnectionLostError`.
 */
export class CoreLink implements Link {
  readonly #monitor: ConnectionMonitor;
  readonly #bridge: Bridge | undefined;
  #transport: Transport | null = null;

  constructor(monitor: ConnectionMonitor, bridge: Bridge | undefined = window.zerkalo) {
    this.#monitor = monitor;
    this.#bridge = bridge;
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const { link, gone } = (this.#transport ??= this.#connect());
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), answerWithinMs(path));
    const signals = [gone, late.signal, ...(options.signal ? [options.signal] : [])];
    try {
      const answer = await untilAborted(
        link.call(path, input, { ...options, signal: AbortSignal.any(signals) }),
        AbortSignal.any([gone, late.signal]),
      );
      this.#monitor.report('online');
      return answer;
    } catch (error) {
      if (options.signal?.aborted) throw error;
      if (gone.aborted || late.signal.aborted || isNetworkFailure(error)) {
        this.#monitor.report('lost');
        throw new ConnectionLostError({ cause: error });
      }
      this.#monitor.report('online');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #connect(): Transport {
    if (!this.#bridge) {
      const link = new FetchLink({
        url: `${window.location.origin}/rpc`,
        fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
      });
      return { link, gone: new AbortController().signal };
    }
    const { port1, port2 } = new MessageChannel();
    const gone = new AbortController();
    const forget = (): void => {
      stopListening();
      if (this.#transport?.gone === gone.signal) this.#transport = null;
      gone.abort();
      port1.close();
    };
    const stopListening = this.#bridge.onPortClosed(forget);
    port1.addEventListener('close', forget);
    window.postMessage(PORT_REQUEST, window.origin, [port2]);
    port1.start();
    return { link: new PortLink({ port: port1 }), gone: gone.signal };
  }
}

/** Chromium answers a dead server with a bare TypeError; an answer of the core always carries a code. */
function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.message === 'network error');
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new ConnectionLostError());
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
