import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import { DEMO_USERS } from '../../src-main/demo/demo-people.service.ts';

/** The built server host in a process of its own. */
export interface RunningServer {
  readonly origin: string;
  /** The printed address, with its key. */
  readonly address: string;
  /** `performance.now()` just before the process was started. */
  readonly startedAt: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts what `npm start` starts, on a free port. */
export async function startServer(dataDir: string): Promise<RunningServer> {
  const startedAt = performance.now();
  const args = [
    '--max-semi-space-size=4',
    'out/main/server.mjs',
    '--data',
    dataDir,
    '--port',
    '0',
    '--no-open',
    '--lang',
    'ru',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await addressOf(child);
  return {
    origin: new URL(address).origin,
    address,
    startedAt,
    pid: child.pid!,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    // What the server says later is read on, so that it never waits for a full pipe, nor meets a closed one.
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/\S+key=\S+/u.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.stdout!.on('end', () => reject(new Error(`the server did not start: ${text}`)));
  });
}

/** Cookies of a browser that knows the key, with the demo's owner signed in; they outlive a restart. */
export async function signIn(
  server: Pick<RunningServer, 'address' | 'origin'>,
): Promise<{ cookie: string; pairs: [string, string][] }> {
  const introduced = await fetch(server.address, { redirect: 'manual' });
  const device = pairsOf(introduced);
  const response = await fetch(`${server.origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: textOf(device) },
    body: JSON.stringify({ userId: 1, secret: DEMO_USERS.owner.secret }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  const pairs = [...device, ...pairsOf(response)];
  return { cookie: textOf(pairs), pairs };
}

/** One REST call; the parsed answer. */
export async function call(server: RunningServer, cookie: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${server.origin}/api/v1${path}`, {
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as unknown;
}

/** Resident memory of a process, bytes; null where the system does not tell. */
export function residentBytes(pid: number, key: 'VmRSS' | 'VmHWM' = 'VmRSS'): number | null {
  try {
    const found = new RegExp(`${key}:\\s+(\\d+) kB`, 'u').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}

function pairsOf(response: Response): [string, string][] {
  return response.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

function textOf(pairs: readonly [string, string][]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('; ');
}
