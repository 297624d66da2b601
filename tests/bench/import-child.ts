// A program of its own that imports a table, so that its memory is the import's alone.
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import exceljs from 'exceljs';
import { SettingsService } from '../../src-main/settings/settings.service.ts';
import { ClientsService } from '../../src-main/clients/clients.service.ts';
import { ImportService } from '../../src-main/import/import.service.ts';
import { Caller } from '../../src-main/store/service.ts';
import { openStore } from '../../src-main/store/store.ts';
import { query } from '../../src-main/store/query.ts';
import { createJobRunner } from '../../src-main/workers/run-job.ts';

/** What the child is told. */
export interface ImportOrder {
  readonly dir: string;
  readonly rows: number;
  readonly kind: 'xlsx' | 'csv';
}

/** What it answers, one JSON line. */
export interface ImportReport {
  readonly readS: number;
  readonly checkS: number;
  readonly runS: number;
  readonly undoS: number;
  /** Peak of the whole process, MiB; `before` is what it had before the file came. */
  readonly peakMib: number;
  readonly beforeMib: number;
  /** Longest and median wait of another command while the import ran, ms. */
  readonly longestWaitMs: number;
  readonly medianWaitMs: number;
  readonly created: number;
  readonly left: number;
}

const PART_BYTES = 4 * 1024 * 1024;
const FIRST = ['Анна', 'Мария', 'Ольга', 'Елена', 'Ирина', 'Наталья', 'Светлана', 'Дарья', 'Юлия', 'Полина'];
const LAST = ['Иванова', 'Ким', 'Ковалёва', 'Петрова', 'Соколова', 'Лебедева', 'Орлова', 'Громова', 'Белова', 'Щукина'];

function* table(rows: number): Generator<string[]> {
  yield ['Фамилия', 'Имя', 'Телефон', 'Почта', 'Дата рождения', 'Комментарий', 'Метки'];
  for (let index = 0; index < rows; index++) {
    const day = String((index % 28) + 1).padStart(2, '0');
    const month = String((index % 12) + 1).padStart(2, '0');
    yield [
      `${LAST[index % 10]!}${Math.floor(index / 500)}`,
      FIRST[Math.floor(index / 10) % 10]!,
      `+7 9${String(100_000_000 + index * 7)}`,
      index % 3 === 0 ? `client${index}@example.ru` : '',
      `${day}.${month}.${1950 + (index % 55)}`,
      index % 5 === 0 ? 'Любит утро, пьёт чай без сахара' : '',
      index % 10 === 0 ? 'VIP' : '',
    ];
  }
}

async function write(file: string, { rows, kind }: ImportOrder): Promise<void> {
  if (kind === 'csv') {
    fs.writeFileSync(file, [...table(rows)].map((cells) => cells.join(';')).join('\r\n'));
    return;
  }
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
  const sheet = workbook.addWorksheet('Клиенты');
  for (const cells of table(rows)) sheet.addRow(cells).commit();
  sheet.commit();
  await workbook.commit();
}

const mib = (kib: number): number => Math.round(kib / 1024);

async function main(order: ImportOrder): Promise<void> {
  const file = path.join(order.dir, `clients.${order.kind}`);
  if (!fs.existsSync(file)) return await write(file, order);
  const clock = { nowMs: () => Date.now() };
  const store = await openStore({ dataDir: path.join(order.dir, order.kind), host: 'bench', nowMs: clock.nowMs });
  const deps = { store, clock, logger: { info: () => {}, warn: () => {}, error: () => {} } };
  const settings = new SettingsService(deps);
  const clients = new ClientsService(deps, settings);
  const imports = new ImportService(deps, { settings, runJob: createJobRunner(), onJob: () => undefined });
  const userId = store.work.run({ actorId: null, device: 'bench', nowMs: Date.now() }, 'setup.user', (tx) =>
    tx.insert(query.insertInto('users').values({ name: 'Ольга', role: 'owner', staff_id: null })),
  ).value;
  const caller = new Caller({ userId, name: 'Ольга', role: 'owner', staffId: null }, 'bench');
  const beforeMib = mib(process.resourceUsage().maxRSS);
  const timed = async <T>(act: () => Promise<T>): Promise<[T, number]> => {
    const begun = performance.now();
    const value = await act();
    return [value, (performance.now() - begun) / 1000];
  };
  const [draft, readS] = await timed(async () => {
    const { size } = fs.statSync(file);
    const fd = fs.openSync(file, 'r');
    const part = Buffer.alloc(PART_BYTES);
    let uploadId: string | null = null;
    for (let at = 0; ; at += PART_BYTES) {
      const read = fs.readSync(fd, part, 0, PART_BYTES, at);
      const isLast = at + read >= size;
      const base64 = part.subarray(0, read).toString('base64');
      const answer = await imports.upload(caller, { uploadId, base64, isLast, fileName: `clients.${order.kind}` });
      ({ uploadId } = answer);
      if (isLast) return answer.draft!;
    }
  });
  const choice = { draftId: draft.draftId, mapping: draft.mapping, options: draft.options };
  const [, checkS] = await timed(() => imports.check(caller, choice, 'ru'));
  const waits: number[] = [];
  let isRunning = true;
  const visitor = (async () => {
    while (isRunning) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      // A call arrives now; how long until the salon has done it.
      const begun = performance.now();
      await new Promise((resolve) => setImmediate(resolve));
      store.work.run({ actorId: userId, device: 'desk', nowMs: Date.now() }, 'journal.book', (tx) => {
        tx.runSql(
          "insert into visits (client_id, local_date, status, created_at_ms) values (null, '2026-03-12', 'booked', 0)",
          [],
        );
      });
      waits.push(performance.now() - begun);
    }
  })();
  const [done, runS] = await timed(() => imports.run(caller, draft));
  isRunning = false;
  await visitor;
  const created = clients.list(caller, { offset: 0, limit: 1, withArchived: false }).total;
  const [, undoS] = await timed(() => imports.undo(caller, { importId: done.importId, keepsTouched: false }));
  const { total: left } = clients.list(caller, { offset: 0, limit: 1, withArchived: false });
  const sorted = waits.toSorted((a, b) => a - b);
  const report: ImportReport = {
    readS,
    checkS,
    runS,
    undoS,
    peakMib: mib(process.resourceUsage().maxRSS),
    beforeMib,
    longestWaitMs: sorted.at(-1) ?? 0,
    medianWaitMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    created,
    left,
  };
  store.close();
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

await main(JSON.parse(process.argv[2]!) as ImportOrder);
