import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isLocalAddress } from '../../src-shared/fiscal/fiscal-queue.rules.ts';
import type { FiscalTroubleNote } from '../../src-shared/fiscal/fiscal.contract.ts';
import type { FiscalTotals } from '../../src-shared/fiscal/fiscal.rules.ts';
import {
  type TaskResult,
  deviceInfoSchema,
  deviceStatusSchema,
  operatorOf,
  printedOf,
  receiptTask,
  shiftOf,
  taskResult,
  totalsOfTask,
} from './atol-task.ts';
import {
  type FiscalRegister,
  type ReceiptOutcome,
  type ReceiptTask,
  type RegisterFacts,
  type RegisterOperator,
  type RegisterShift,
  RegisterTroubleError,
} from './fiscal-register.ts';

/** How ATOL's program is reached. */
interface AtolAccess {
  readonly address: string;
  /** Empty = the register that the program has as the usual one. */
  readonly deviceId: string;
  readonly login: string;
  readonly password: string;
  /** Ends everything under way when the salon is closed. */
  readonly signal?: AbortSignal;
  /** Between two looks at a task; how long a task is waited for before the queue looks again later. */
  readonly pollMs?: number;
  readonly patienceMs?: number;
}

const POLL_MS = 250;
const PATIENCE_MS = 20_000;
const ANSWER_MS = 8000;
const LARGEST_ANSWER = 1_000_000;

/**
 * ATOL's registers by the JSON tasks of their driver 10 over its local web server («Web-сервер», later «Web Requests»).
 *
 * `POST /api/v2/requests {uuid, request: [task]}` takes a task (201), a number that is known already is refused (409);
 * `GET /api/v2/requests/<uuid>` tells its state (wait, inProgress, ready, error, interrupted, canceled, blocked) and its
 * result, 404 for one it never heard of; `?deviceID=` names one of several registers; HTTP Basic where users are set up.
 *
 * Checked against public programs that speak the protocol or imitate the server (among them one that was compared with «Web
 * Requests» 1.0.4.0), and against the emulator of our tests: the paths, states, codes 404/409, names of tasks and fields of
 * receipts, `fiscalParams`, `shiftStatus`, `shiftTotals`. NOT checked on a real register: how a task that is `blocked`
 * ends, how long finished tasks are kept, tags of corrections in format 1.05, tax types of 5, 7 and 22 percent on old
 * firmware.
 */
export class AtolRegister implements FiscalRegister {
  readonly #access: AtolAccess;

  constructor(access: AtolAccess) {
    this.#access = access;
  }

  async facts(): Promise<RegisterFacts> {
    const shift = await this.shift();
    const info = deviceInfoSchema.safeParse(await this.#run({ type: 'getDeviceInfo' })).data?.deviceInfo;
    const status = deviceStatusSchema.safeParse(await this.#run({ type: 'getDeviceStatus' })).data?.deviceStatus;
    return {
      model: info?.modelName ?? '',
      serialNumber: info?.serial ?? '',
      shift,
      hasPaper: status?.paperPresent ?? null,
    };
  }

  async shift(): Promise<RegisterShift> {
    return shiftOf(await this.#run({ type: 'getShiftStatus' })) ?? unreadable('getShiftStatus');
  }

  async openShift(operator: RegisterOperator): Promise<void> {
    await this.#run({ type: 'openShift', operator: operatorOf(operator) });
  }

  async closeShift(operator: RegisterOperator): Promise<{ documentNumber: number | null }> {
    const result = await this.#run({ type: 'closeShift', operator: operatorOf(operator) });
    return { documentNumber: printedOf(result)?.documentNumber ?? null };
  }

  async totals(): Promise<FiscalTotals> {
    return totalsOfTask(await this.#run({ type: 'getShiftTotals' })) ?? unreadable('getShiftTotals');
  }

  async submit(uuid: string, task: ReceiptTask): Promise<void> {
    await this.#post(uuid, receiptTask(task));
  }

  async outcome(uuid: string): Promise<ReceiptOutcome> {
    const result = await this.#await(uuid);
    if (result === null) return { state: 'unknown' };
    if (result.state !== 'ready') return result;
    const printed = printedOf(result.result);
    // It is done, and the figures are lost: sending it again would print it twice.
    if (!printed) return { state: 'unclear', trouble: { kind: 'protocol', text: 'fiscalParams', deviceCode: null } };
    return { state: 'printed', printed: { ...printed, isCorrection: false } };
  }

  /** Runs a task that prints nothing fiscal of ours, and answers with its result. */
  async #run(task: Record<string, unknown>): Promise<unknown> {
    const uuid = randomUUID();
    await this.#post(uuid, task);
    const result = await this.#await(uuid);
    if (result?.state === 'ready') return result.result;
    if (result === null || result.state === 'pending') {
      throw new RegisterTroubleError({ kind: 'slow', text: String(task['type']), deviceCode: null });
    }
    throw new RegisterTroubleError(result.trouble);
  }

  async #post(uuid: string, task: Record<string, unknown>): Promise<void> {
    const { status, body } = await this.#call('POST', 'requests', { uuid, request: [task] });
    if (status === 200 || status === 201) return;
    // Known already: what became of it is asked for. A register that is not connected is told by the same code.
    if (status === 409 && (await this.#ask(uuid)) !== null) return;
    throw new RegisterTroubleError({
      kind: status === 409 || status === 404 ? 'disconnected' : 'protocol',
      text: descriptionOf(body) || `HTTP ${status}`,
      deviceCode: null,
    });
  }

  /** The state of a task, waiting for one that is under way; null when the register never heard of it. */
  async #await(uuid: string): Promise<TaskResult | null> {
    const { pollMs = POLL_MS, patienceMs = PATIENCE_MS, signal } = this.#access;
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      const result = await this.#ask(uuid);
      if (result?.state !== 'pending' || waitedMs >= patienceMs) return result;
      try {
        await wait(pollMs, undefined, signal ? { signal } : {});
      } catch {
        return result;
      }
    }
  }

  async #ask(uuid: string): Promise<TaskResult | null> {
    const { status, body } = await this.#call('GET', `requests/${encodeURIComponent(uuid)}`);
    if (status === 404) return null;
    if (status !== 200) {
      throw new RegisterTroubleError({
        kind: 'protocol',
        text: descriptionOf(body) || `HTTP ${status}`,
        deviceCode: null,
      });
    }
    return taskResult(body) ?? unreadable('requests');
  }

  async #call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const { address, deviceId, login, password, signal } = this.#access;
    if (!isLocalAddress(address)) throw offline(address);
    const url = new URL(`/api/v2/${path}`, address);
    if (deviceId !== '') url.searchParams.set('deviceID', deviceId);
    const timeout = AbortSignal.timeout(ANSWER_MS);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        // A redirect could lead out of the salon's network.
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(login === '' ? {} : { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch {
      throw offline(url.host);
    }
    if (response.status === 401 || response.status === 403) {
      throw new RegisterTroubleError({ kind: 'unauthorized', text: url.host, deviceCode: null });
    }
    return { status: response.status, body: text.length > LARGEST_ANSWER ? null : jsonOf(text) };
  }
}

function offline(host: string): RegisterTroubleError {
  return new RegisterTroubleError({ kind: 'offline', text: host, deviceCode: null });
}

function unreadable(text: string): never {
  throw new RegisterTroubleError({ kind: 'protocol', text, deviceCode: null } satisfies FiscalTroubleNote);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** What a refused request says of itself: `{error: {code, description}}`. */
function descriptionOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('error' in body)) return '';
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('description' in error)) return '';
  return typeof error.description === 'string' ? error.description.slice(0, 300) : '';
}
