import fs from 'node:fs';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { RPCHandler } from '@orpc/server/message-port';
import type { Role } from '../../src-shared/access/access.rules.ts';
import { type Contract, contract } from '../../src-shared/contract.ts';
import { hashSecretSync } from '../../src-main/access/secrets.ts';
import { type Core, createCore } from '../../src-main/core/create-core.ts';
import { DeviceKey } from '../../src-main/hosts/server/device-key.ts';
import { type HttpHost, startHttpServer } from '../../src-main/hosts/server/http-server.ts';
import type { Logger } from '../../src-main/store/service.ts';
import type { RunJob } from '../../src-main/workers/run-job.ts';
import { TEST_NOW_MS, TestClock, placeNewSalon, temporaryFolder } from './test-store.ts';

export type Client = ContractRouterClient<Contract>;

/** log2 of scrypt's N in tests: the product's 17 takes 0.4 s a try. */
export const TEST_SCRYPT_COST = 4;
export const TEST_PIN = '2580';

/** What was logged, for tests of masking. */
export class CollectingLogger implements Logger {
  readonly lines: { level: string; data: object; message: string }[] = [];

  info(data: object, message: string): void {
    this.lines.push({ level: 'info', data, message });
  }

  warn(data: object, message: string): void {
    this.lines.push({ level: 'warn', data, message });
  }

  error(data: object, message: string): void {
    this.lines.push({ level: 'error', data, message });
  }
}

/** One screen: a client over one transport, with its own session. */
export interface TestScreen {
  readonly client: Client;
  close(): void;
}

export interface TestCore {
  readonly core: Core;
  readonly clock: TestClock;
  readonly logger: CollectingLogger;
  readonly dir: string;
  /** A window of Electron: a real MessagePort. */
  overPort(device?: string): TestScreen;
  /** A browser: real HTTP with its own cookies. */
  overHttp(): Promise<TestScreen>;
  /** A browser or program that never showed the key of the printed address. */
  overHttpUnknown(): Promise<TestScreen>;
  /** A program that uses the REST interface by the contract's routes. */
  overRest(token: string): Promise<TestScreen>;
  /** The listening server. */
  http(): Promise<HttpHost & { key: DeviceKey }>;
  /** Makes a user with `TEST_PIN` and returns the id. */
  addUser(role: Role, name?: string): number;
  close(): Promise<void>;
}

export interface TestCoreOptions {
  readonly nowMs?: number;
  /** A prepared data folder; it goes with the core. */
  readonly dir?: string;
  /** Runs long work here instead of on a thread. */
  readonly runJob?: RunJob;
  readonly uploadLimitBytes?: number;
  /** The built screens; `out/renderer` unless given. */
  readonly rendererDir?: string;
}

/** The whole core over a folder of its own, reachable over both transports. */
export async function openTestCore(options: TestCoreOptions = {}): Promise<TestCore> {
  const dir = options.dir ?? temporaryFolder();
  if (options.dir === undefined) await placeNewSalon(dir, options.nowMs ?? TEST_NOW_MS);
  const clock = new TestClock(options.nowMs ?? TEST_NOW_MS);
  const logger = new CollectingLogger();
  const core = await createCore(
    {
      host: 'server',
      clock,
      logger,
      version: '0.0.0-test',
      locale: 'ru',
      fontsDir: (fonts ??= testFonts()),
      scryptCost: TEST_SCRYPT_COST,
      hasSchedules: false,
      registerPace: { pollMs: 5, patienceMs: 100 },
      ...(options.runJob ? { runJob: options.runJob } : {}),
      ...(options.uploadLimitBytes ? { uploadLimitBytes: options.uploadLimitBytes } : {}),
    },
    { dataDir: dir },
  );
  const closers: (() => void | Promise<void>)[] = [];
  let host: (HttpHost & { key: DeviceKey }) | null = null;
  const http = async (): Promise<HttpHost & { key: DeviceKey }> => {
    if (host) return host;
    const key = DeviceKey.of(core.paths.accessKey);
    const started = await startHttpServer(
      { core, key, rendererDir: options.rendererDir ?? 'out/renderer', version: '0.0.0-test' },
      0,
    );
    host = Object.assign(started, { key });
    closers.push(() => started.close());
    return host;
  };
  return {
    core,
    clock,
    logger,
    dir,
    http,
    overPort: (device = 'desk') => {
      const { port1, port2 } = new MessageChannel();
      new RPCHandler(core.router).upgrade(port1, { context: core.openConnection({ host: 'electron', device }) });
      port1.start();
      port2.start();
      const client: Client = createORPCClient(new PortLink({ port: port2 }));
      const close = (): void => {
        port1.close();
        port2.close();
      };
      closers.push(close);
      return { client, close };
    },
    overHttp: async () => {
      const { origin, key } = await http();
      const jar = new CookieJar();
      const introduced = await fetch(`${origin}/?key=${key.text}`, { redirect: 'manual' });
      jar.take(introduced);
      const client: Client = createORPCClient(
        new FetchLink({
          url: `${origin}/rpc`,
          fetch: async (request, init) => {
            const headers = new Headers(request instanceof Request ? request.headers : undefined);
            headers.set('cookie', jar.text());
            // A test that works for seconds in this very process keeps both ends from seeing that a kept line has ended.
            headers.set('connection', 'close');
            const response = await fetch(new Request(request, { headers }), init);
            jar.take(response);
            return response;
          },
        }),
      );
      return { client, close: () => undefined };
    },
    overHttpUnknown: async () => {
      const { origin } = await http();
      const client: Client = createORPCClient(new FetchLink({ url: `${origin}/rpc` }));
      return { client, close: () => undefined };
    },
    overRest: async (token) => {
      const { origin } = await http();
      // Dates and numbers travel as JSON has them, so the answers are the same values.
      const client = createORPCClient(
        new OpenAPILink(contract, { url: `${origin}/api/v1`, headers: { authorization: `Bearer ${token}` } }),
      ) as Client;
      return { client, close: () => undefined };
    },
    addUser: (role, name = `Test ${role}`) => {
      if (!core.salon) throw new Error('no salon');
      const { salon } = core;
      return salon.store.work.run({ actorId: null, device: 'test', nowMs: clock.nowMs() }, 'setup.testUser', (tx) =>
        salon.access.createInside(
          tx,
          { name, role, staffId: null, locale: 'ru' },
          'pin',
          hashSecretSync(TEST_PIN, TEST_SCRYPT_COST),
        ),
      ).value;
    },
    close: async () => {
      for (const close of closers.toReversed()) await close();
      await core.close();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The two fonts of documents side by side, as the build lays them. */
/** A folder with the fonts of papers, as the product lays them out. */
export function testFonts(): string {
  const dir = temporaryFolder('zerkalo-fonts-');
  for (const weight of ['400Regular', '700Bold']) {
    const name = `NotoSans_${weight}.ttf`;
    fs.copyFileSync(`node_modules/@expo-google-fonts/noto-sans/${weight}/${name}`, `${dir}/${name}`);
  }
  process.once('exit', () => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

let fonts: string | null = null;

/** The cookies of one browser. */
class CookieJar {
  readonly #values = new Map<string, string>();

  take(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const at = pair.indexOf('=');
      const isGone = attributes.includes('Max-Age=0');
      if (isGone) this.#values.delete(pair.slice(0, at));
      else this.#values.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  text(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
