import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { Client } from '../../helpers/test-core.ts';

const PROGRAM = path.resolve('out/main/server.mjs');

/** How a program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built server host in a process of its own, as `npm start` runs it. */
export class ServerProcess {
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    if (!existsSync(PROGRAM)) throw new Error('Build the program first: node build/build.mjs');
    this.#child = spawn(process.execPath, [PROGRAM, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', HOME: os.homedir(), CI: '1', ...environment },
      ...(environment['TEST_CWD'] ? { cwd: environment['TEST_CWD'] } : {}),
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** The printed address, with its key. */
  async address(): Promise<string> {
    for (;;) {
      // The line about the key ends what is said at the start.
      const found = /(http:\/\/\S+key=\S+)\n.+\n/u.exec(this.#stdout)?.[1];
      if (found !== undefined) return found;
      const next = await Promise.race([once(this.#child.stdout!, 'data').then(() => null), this.ended]);
      if (next) throw new Error(`the server ended with ${next.code}: ${next.stdout}${next.stderr}`);
    }
  }

  /** Ends it as a person does, by Ctrl+C or the system's shutdown. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    this.#child.kill(signal);
    return await this.ended;
  }
}

/** A program by its arguments that is expected to end by itself. */
export function runServer(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  return new ServerProcess(args, environment).ended;
}

/** A salon of one test: folders and processes that go when it ends. */
export class TestDesk {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-journey-'));
  readonly #processes: ServerProcess[] = [];

  /** A path inside the test's own folder. */
  at(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  /** Starts the program on a free port over a data folder. */
  start(dataDir = this.at('salon'), ...more: string[]): ServerProcess {
    return this.run(['--data', dataDir, '--port', '0', '--no-open', ...(more.length > 0 ? more : ['--lang', 'ru'])]);
  }

  /** Starts the program with just these arguments. */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ServerProcess {
    const started = new ServerProcess(args, environment);
    this.#processes.push(started);
    return started;
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((running) => running.stop('SIGKILL')));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Procedures over HTTP, as a browser with the printed address calls them. */
export async function clientOf(address: string): Promise<Client> {
  const { origin } = new URL(address);
  const cookies = new Map<string, string>();
  const take = (response: Response): void => {
    for (const text of response.headers.getSetCookie()) {
      const [pair = ''] = text.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };
  take(await fetch(address, { redirect: 'manual' }));
  return createORPCClient(
    new RPCLink({
      url: `${origin}/rpc`,
      fetch: async (request, init) => {
        const headers = new Headers(request.headers);
        headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
        const response = await fetch(new Request(request, { headers }), init);
        take(response);
        return response;
      },
    }),
  );
}

/** The owner's PIN in salons that tests set up. */
export const OWNER_PIN = '2468';

/** Finishes the first run over the interface: an empty salon, open every day. */
export async function setUpSalon(
  client: Client,
  start: 'empty' | 'demo' = 'empty',
  salonName = 'Зеркало',
): Promise<void> {
  await client.setup.complete({
    locale: 'ru',
    salonName,
    weekHours: Array.from({ length: 7 }, (): [number, number][] => [[0, 1440]]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга Вишня', secretKind: 'pin', secret: OWNER_PIN },
    start,
  });
}
