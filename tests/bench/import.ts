import fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type BenchSalon, BENCH_TODAY, benchSalon, copySalon } from './bench-salon.ts';
import { type Line, figureLine, timingOf } from './measure.ts';
import { type RunningServer, call, residentBytes, signIn, startServer } from './running-server.ts';

const MAX_SECONDS = 60;
const MAX_MIB = 300;
/** What the desk may wait for while an import runs; the bench's own limit. */
const MAX_WAIT_MS = 150;
const PART_BYTES = 4 * 1024 * 1024;

const FIRST = ['Анна', 'Мария', 'Ольга', 'Елена', 'Ирина', 'Наталья', 'Светлана', 'Дарья', 'Юлия', 'Полина'];
const LAST = ['Иванова', 'Ким', 'Ковалёва', 'Петрова', 'Соколова', 'Лебедева', 'Орлова', 'Громова', 'Белова', 'Щукина'];

function table(rows: number): Buffer {
  const lines = ['Фамилия;Имя;Телефон;Почта;Дата рождения;Комментарий;Метки'];
  for (let at = 0; at < rows; at++) {
    const day = String((at % 28) + 1).padStart(2, '0');
    const month = String((at % 12) + 1).padStart(2, '0');
    lines.push(
      [
        `${LAST[at % 10]!}${Math.floor(at / 500)}`,
        FIRST[Math.floor(at / 10) % 10]!,
        `+7 9${String(100_000_000 + at * 7)}`,
        at % 3 === 0 ? `client${at}@example.ru` : '',
        `${day}.${month}.${1950 + (at % 55)}`,
        at % 5 === 0 ? 'Любит утро, пьёт чай без сахара' : '',
        at % 10 === 0 ? 'VIP' : '',
      ].join(';'),
    );
  }
  return Buffer.from(lines.join('\r\n'));
}

interface Draft {
  readonly draftId: string;
  readonly mapping: unknown;
  readonly options: unknown;
}

async function upload(server: RunningServer, cookie: string, content: Buffer): Promise<Draft> {
  let uploadId: string | null = null;
  for (let at = 0; ; at += PART_BYTES) {
    const isLast = at + PART_BYTES >= content.length;
    const base64 = content.subarray(at, at + PART_BYTES).toString('base64');
    const answer = (await call(server, cookie, '/imports/upload', {
      uploadId,
      base64,
      isLast,
      fileName: 'clients.csv',
    })) as { uploadId: string; draft: Draft | null };
    ({ uploadId } = answer);
    if (answer.draft) return answer.draft;
  }
}

async function timed<T>(act: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const value = await act();
  return [value, performance.now() - begun];
}

/** A table of clients through the built server, with somebody at the desk meanwhile; then all of it taken back. */
export async function measureImport(rows: number, say: (text: string) => void): Promise<Line[]> {
  const salon: BenchSalon = await benchSalon('salon', 1, say);
  const dir = copySalon(salon, 'import');
  const server = await startServer(dir);
  try {
    const { cookie } = await signIn(server);
    await call(server, cookie, `/journal/${BENCH_TODAY}`);
    const [draft, readMs] = await timed(() => upload(server, cookie, table(rows)));
    const { draftId, mapping, options } = draft;
    const [, checkMs] = await timed(() =>
      call(server, cookie, `/imports/drafts/${draftId}/check`, { mapping, options }),
    );
    const day: number[] = [];
    const write: number[] = [];
    const desk = { isOpen: true };
    const visitor = (async () => {
      for (let at = 0; desk.isOpen; at++) {
        const [, readTook] = await timed(() => call(server, cookie, `/journal/${BENCH_TODAY}`));
        day.push(readTook);
        const [, writeTook] = await timed(() =>
          call(server, cookie, '/clients', { firstName: `Гость${at}`, phones: [] }),
        );
        write.push(writeTook);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    })();
    const [done, runMs] = await timed(
      async () => (await call(server, cookie, `/imports/drafts/${draftId}/run`, {})) as { importId: number },
    );
    desk.isOpen = false;
    await visitor;
    const importPeak = residentBytes(server.pid, 'VmHWM') ?? 0;
    const [, undoMs] = await timed(() => call(server, cookie, `/imports/${done.importId}/undo`, {}));
    const peak = residentBytes(server.pid, 'VmHWM') ?? 0;
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
    const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
    const whole = readMs + checkMs + runMs;
    const waits = timingOf(write);
    const dayWaits = timingOf(day);
    return [
      figureLine(
        `import of ${rows} rows: ${seconds(readMs)} reading, ${seconds(checkMs)} rehearsal, ${seconds(runMs)} run`,
        seconds(whole),
        `< ${MAX_SECONDS} s`,
        whole < MAX_SECONDS * 1000,
      ),
      figureLine(
        'peak memory of the process until then',
        mib(importPeak),
        `< ${MAX_MIB} MiB`,
        importPeak < MAX_MIB * 2 ** 20,
      ),
      {
        name: 'a client entered at the desk meanwhile',
        own: waits,
        raw: null,
        aim: `p99 ≤ ${MAX_WAIT_MS} ms`,
        isMet: waits.p99Ms <= MAX_WAIT_MS,
      },
      { name: 'the day read meanwhile', own: dayWaits, raw: null, aim: '', isMet: null },
      figureLine(
        `the whole import taken back (peak ${mib(peak)})`,
        seconds(undoMs),
        `< ${MAX_SECONDS} s`,
        undoMs < MAX_SECONDS * 1000,
      ),
    ];
  } finally {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
