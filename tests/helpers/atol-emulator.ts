import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Payment {
  readonly type: 'cash' | 'electronically' | 'prepaid' | 'credit' | 'other';
  readonly sum: number;
}

/** A task as it came in. */
interface EmulatedTask {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A fiscal document in the storage of the emulated register. */
interface EmulatedDocument {
  readonly uuid: string;
  readonly type: string;
  readonly number: number;
  readonly task: EmulatedTask & {
    readonly items?: readonly { readonly name: string; readonly amount: number; readonly paymentMethod: string }[];
    readonly payments?: readonly Payment[];
  };
}

interface KnownRequest {
  status: 'wait' | 'inProgress' | 'ready' | 'error' | 'blocked';
  error: { code: number; description: string };
  result: unknown;
  /** Looks at it until it is done. */
  looksLeft: number;
  finish: (() => void) | null;
}

const FISCAL = /^(sell|sellReturn)(Correction)?$/;

/**
 * A register of ATOL with its web server, as far as our adapter speaks to it.
 *
 * It takes tasks under their numbers, does them in order, keeps a fiscal storage, and breaks the way real ones do: the paper
 * ends, the shift is older than a day, an answer gets lost on the way, a task takes its time, the connection to the register
 * breaks in the middle. Nothing in it comes from our adapter, so that the two can disagree.
 */
export class AtolEmulator {
  hasPaper = true;
  shift: 'closed' | 'opened' | 'expired' = 'closed';
  /** Numbers of looks that a receipt is not ready for. */
  looksUntilReady = 0;
  /** The next answers that never arrive, though the task does. */
  lostAnswers = 0;
  /** The next receipts that the register refuses: the code of its error. */
  refusals: number[] = [];
  /** The next receipt breaks off: printed or not, nobody knows until it is told here. */
  breaksOff = false;
  /** `login:password` that it wants; null = anybody may. */
  account: string | null = null;
  readonly documents: EmulatedDocument[] = [];
  readonly calls: string[] = [];
  readonly #requests = new Map<string, KnownRequest>();
  #server: Server | null = null;
  #port = 0;
  #shiftNumber = 11;
  #documentNumber = 100;

  /** Begins to answer; the port stays the same when it is started again. */
  async start(port = this.#port): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** The computer is switched off. What it had printed stays in the storage, what it had heard of as well. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Receipts in the storage, without the reports of shifts. */
  get receipts(): EmulatedDocument[] {
    return this.documents.filter(({ type }) => FISCAL.test(type));
  }

  /** Ends what broke off: it was printed after all, or it was not. */
  settle(isPrinted: boolean): void {
    this.breaksOff = false;
    for (const known of this.#requests.values()) {
      if (known.status !== 'blocked') continue;
      if (isPrinted) known.finish?.();
      else Object.assign(known, { status: 'error', error: { code: 2, description: 'Нет связи' } });
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://register');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (status: number, body: unknown): void => {
      if (this.lostAnswers > 0 && request.method === 'POST' && this.#isReceipt(chunks)) {
        this.lostAnswers -= 1;
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    const refuse = (status: number, description: string): void => send(status, { error: { code: 505, description } });
    this.calls.push(`${request.method} ${url.pathname.replace('/api/v2/', '')}`);
    if (this.account !== null) {
      const wanted = `Basic ${Buffer.from(this.account).toString('base64')}`;
      if (request.headers.authorization !== wanted) return refuse(401, 'unauthorized');
    }
    if (request.method === 'POST' && url.pathname === '/api/v2/requests') {
      const { uuid, request: tasks } = JSON.parse(Buffer.concat(chunks).toString()) as {
        uuid: string;
        request: EmulatedTask[];
      };
      if (this.#requests.has(uuid)) return refuse(409, `задание с UUID [${uuid}] уже есть`);
      this.#take(uuid, tasks[0]!);
      return send(201, { number: this.#requests.size, uuid, isBlocked: false, blockedUUID: '', blockReason: '' });
    }
    const asked = /^\/api\/v2\/requests\/([^/]+)$/.exec(url.pathname);
    if (request.method === 'GET' && asked) {
      const known = this.#requests.get(decodeURIComponent(asked[1]!));
      if (!known) return refuse(404, 'задание не найдено');
      if (known.looksLeft > 0) known.looksLeft -= 1;
      else if (known.status === 'inProgress') known.finish?.();
      const { status, error, result } = known;
      return send(200, { results: [{ status, error, ...(result === undefined ? {} : { result }) }] });
    }
    return refuse(404, `Нет такого метода: ${url.pathname}`);
  }

  #isReceipt(chunks: readonly Buffer[]): boolean {
    const { request } = JSON.parse(Buffer.concat(chunks).toString()) as { request: EmulatedTask[] };
    return FISCAL.test(request[0]!.type);
  }

  #take(uuid: string, task: EmulatedTask): void {
    const isReceipt = FISCAL.test(task.type);
    const known: KnownRequest = {
      status: 'inProgress',
      error: { code: 0, description: 'Ошибок нет' },
      result: undefined,
      looksLeft: isReceipt ? this.looksUntilReady : 0,
      finish: null,
    };
    known.finish = () => {
      known.finish = null;
      const fault = isReceipt ? this.#faultOf(task) : null;
      if (fault) Object.assign(known, { status: 'error', error: fault });
      else Object.assign(known, { status: 'ready', result: this.#do(uuid, task) });
    };
    this.#requests.set(uuid, known);
    if (isReceipt && this.breaksOff) known.status = 'blocked';
    else if (known.looksLeft === 0) known.finish();
  }

  #faultOf(task: EmulatedDocument['task']): { code: number; description: string } | null {
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return { code: refusal, description: `Ошибка ${refusal}` };
    if (!this.hasPaper) return { code: 44, description: 'Нет бумаги' };
    if (this.shift === 'closed') return { code: 73, description: 'Смена закрыта' };
    if (this.shift === 'expired') return { code: 68, description: 'Смена превысила 24 часа' };
    const kopecks = (rubles: number): number => Math.round(rubles * 100);
    const lines = (task.items ?? []).reduce((sum, { amount }) => sum + kopecks(amount), 0);
    const paid = (task.payments ?? []).reduce((total, { sum }) => total + kopecks(sum), 0);
    return lines === paid && lines > 0 ? null : { code: 66, description: 'Чек оплачен не полностью' };
  }

  #do(uuid: string, task: EmulatedTask): unknown {
    const document = (): object => {
      this.#documentNumber += 1;
      this.documents.push({ uuid, type: task.type, number: this.#documentNumber, task });
      return {
        fiscalParams: {
          fiscalDocumentDateTime: '2026-03-12T10:00:00+03:00',
          fiscalDocumentNumber: this.#documentNumber,
          fiscalDocumentSign: String(1_138_986_000 + this.#documentNumber),
          fiscalReceiptNumber: this.receipts.length,
          fnNumber: '9999078900000961',
          registrationNumber: '0000000001002292',
          shiftNumber: this.#shiftNumber,
          fnsUrl: 'www.nalog.gov.ru',
        },
        warnings: null,
      };
    };
    switch (task.type) {
      case 'getShiftStatus':
        return { shiftStatus: { state: this.shift, number: this.#shiftNumber, expiredTime: '' } };
      case 'openShift':
        this.shift = 'opened';
        this.#shiftNumber += 1;
        return document();
      case 'closeShift':
        this.shift = 'closed';
        return document();
      case 'getShiftTotals':
        return { shiftTotals: { shiftNumber: this.#shiftNumber, receipts: this.#totals() } };
      case 'getDeviceInfo':
        return { deviceInfo: { modelName: 'АТОЛ 30Ф', serial: '00106202234567' } };
      case 'getDeviceStatus':
        return { deviceStatus: { paperPresent: this.hasPaper, coverOpened: false } };
      default:
        return document();
    }
  }

  /** Of the receipts since the shift was opened. */
  #totals(): object {
    const opened = this.documents.findLastIndex(({ type }) => type === 'openShift');
    const of = (type: string): object => {
      const own = this.documents.slice(opened + 1).filter((one) => one.type.replace('Correction', '') === type);
      const sum = (kind: Payment['type']): number =>
        own.flatMap(({ task }) => task.payments ?? []).reduce((all, one) => all + (one.type === kind ? one.sum : 0), 0);
      const payments = Object.fromEntries(
        (['cash', 'electronically', 'prepaid', 'credit', 'other'] as const).map((kind) => [kind, sum(kind)]),
      );
      return { count: own.length, sum: 0, payments };
    };
    return { sell: of('sell'), sellReturn: of('sellReturn') };
  }
}
