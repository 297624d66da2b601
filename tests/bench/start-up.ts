import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { JOURNAL_SQL } from '../../src-main/journal/journal.repository.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { BENCH_TODAY, type BenchSalon, copySalon, openRawReader, openSalon } from './bench-salon.ts';
import { type Line, figureLine, timingOf } from './measure.ts';
import { busyDays } from './reading.ts';
import { call, residentBytes, signIn, startServer } from './running-server.ts';
import { bookInput, rehearseBookings } from './writing.ts';

const MAX_RSS_MIB = 250;

/** The least that could answer: bare better-sqlite3 behind node:http, the day's rows as JSON. */
const RAW_PROGRAM = `
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
const Database = createRequire(process.argv[1] + '/')('better-sqlite3');
const connection = new Database(process.argv[2], { readonly: true });
const statement = connection.prepare(process.argv[3]);
createServer((request, response) => response.end(JSON.stringify(statement.all(request.url.slice(1)))))
  .listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port); });`;

async function rawStart(dir: string): Promise<number> {
  const start = performance.now();
  const args = ['--input-type=module', '-e', RAW_PROGRAM, process.cwd(), dataPaths(dir).database, JOURNAL_SQL.day];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  await (await fetch(`${String(chunk).trim()}/${BENCH_TODAY}`)).text();
  const took = performance.now() - start;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  return took;
}

/** From the start of the process to the first day that it answers; and its memory after an hour's work at a go. */
export async function measureStartUp(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const dir = copySalon(bench, 'start');
  try {
    const rehearsal = await openSalon(dir);
    const bookings = rehearseBookings(rehearsal, rounds * 20, createRandom(5));
    rehearsal.close();
    const first = await startServer(dir);
    const { cookie } = await signIn(first);
    await first.stop();
    const own: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const server = await startServer(dir);
      await call(server, cookie, `/journal/${BENCH_TODAY}`);
      own.push(performance.now() - server.startedAt);
      await server.stop();
      raw.push(await rawStart(dir));
    }
    const lines: Line[] = [
      {
        name: 'start of the process to the first answered day',
        own: timingOf(own),
        raw: timingOf(raw),
        aim: '≤ 1000 ms',
        isMet: timingOf(own).medianMs <= 1000,
      },
    ];
    return [...lines, ...(await measureMemory(dir, cookie, rounds, bookings))];
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function measureMemory(
  dir: string,
  cookie: string,
  rounds: number,
  bookings: ReturnType<typeof rehearseBookings>,
): Promise<Line[]> {
  const connection = openRawReader(dir);
  const days = busyDays(connection);
  const names = connection.prepare("select last_name from clients where last_name <> '' limit 500").pluck().all();
  const clients = connection.prepare('select id from clients limit 20000').pluck().all() as number[];
  connection.close();
  const random = createRandom(6);
  const server = await startServer(dir);
  try {
    await call(server, cookie, `/journal/${BENCH_TODAY}`);
    const fresh = residentBytes(server.pid);
    for (let round = 0; round < rounds * 20; round++) {
      await call(server, cookie, `/journal/${random.pick(days)}`);
      await call(server, cookie, `/clients/search?query=${encodeURIComponent(random.pick(names) as string)}&limit=20`);
      await call(server, cookie, `/clients/${random.pick(clients)}`);
      await call(server, cookie, '/visits', bookInput(bookings[round]!));
    }
    const after = residentBytes(server.pid);
    const peak = residentBytes(server.pid, 'VmHWM');
    if (fresh === null || after === null || peak === null) return [];
    const text = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
    return [
      figureLine('memory of the main process, first day shown', text(fresh)),
      figureLine(
        `memory after ${rounds * 20} days, searches, cards and bookings (peak ${text(peak)})`,
        text(after),
        `≤ ${MAX_RSS_MIB} MiB`,
        peak <= MAX_RSS_MIB * 2 ** 20,
      ),
      figureLine('size of the file', text(fs.statSync(dataPaths(dir).database).size)),
    ];
  } finally {
    await server.stop();
  }
}

/** Where the built programs are; the bench measures what ships. */
export function assertBuilt(): void {
  if (!fs.existsSync(path.join('out', 'main', 'server.mjs'))) throw new Error('out/main is missing: npm run build');
}
