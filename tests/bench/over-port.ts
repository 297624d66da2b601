import fs from 'node:fs';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { createCore } from '../../src-main/core/create-core.ts';
import type { Contract } from '../../src-shared/contract.ts';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { silentLogger } from '../helpers/test-store.ts';
import { BENCH_TODAY, type BenchSalon, copySalon, openRawReader, openRawWriter, openSalon } from './bench-salon.ts';
import { type Line, inTurns, ratioLine } from './measure.ts';
import { busyDays, rawDay } from './reading.ts';
import { bookInput, rawBook, rehearseBookings } from './writing.ts';

/** What crossing may cost beside the question itself (reliability.md 3.6). */
const CROSSING_MS = 2;

/** Bare statements behind a bare port: the answer crosses as it is, without a contract. */
function rawOverPort<Input>(answer: (input: Input) => unknown): { ask(input: Input): Promise<unknown>; close(): void } {
  const { port1, port2 }: { port1: MessagePort; port2: MessagePort } = new MessageChannel();
  port1.on('message', (input: Input) => port1.postMessage(answer(input) ?? null));
  return {
    ask: (input) =>
      new Promise((resolve) => {
        port2.once('message', resolve);
        port2.postMessage(input);
      }),
    close: () => port1.close(),
  };
}

/** The same procedures through the router, its contract and a MessagePort, as a window of Electron has them. */
export async function measureOverPort(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const ownDir = copySalon(bench, 'own');
  const rawDir = copySalon(bench, 'raw');
  const nowMs = Date.parse(`${BENCH_TODAY}T10:00:00Z`);
  const random = createRandom(4);
  const rehearsal = await openSalon(ownDir);
  const bookings = rehearseBookings(rehearsal, Math.ceil(rounds * 1.2), random);
  rehearsal.close();
  const core = await createCore(
    {
      host: 'electron',
      clock: { nowMs: () => nowMs },
      logger: silentLogger,
      version: 'bench',
      locale: 'ru',
      fontsDir: '',
      hasSchedules: false,
    },
    { dataDir: ownDir },
  );
  const reader = openRawReader(rawDir);
  const writer = openRawWriter(rawDir);
  const { port1, port2 } = new MessageChannel();
  const closers: (() => void)[] = [() => port1.close(), () => port2.close()];
  const overPort = <Input>(answer: (input: Input) => unknown): ((input: Input) => Promise<unknown>) => {
    const { ask, close } = rawOverPort(answer);
    closers.push(close);
    return ask;
  };
  try {
    const owner = core.salon!.store.connection.prepare("select id from users where role = 'owner'").pluck().get();
    const token = core.issueSession(owner as number, 'bench');
    const context = core.openConnection({
      host: 'electron',
      device: 'bench',
      tokens: { get: () => token, set: () => undefined },
    });
    new RPCHandler(core.router).upgrade(port1, { context });
    port1.start();
    port2.start();
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }));
    const days = busyDays(reader);
    const names = reader.prepare("select last_name from clients where last_name <> '' limit 2000").pluck().all();
    const search = reader.prepare(
      `select c.*, s.* from clients c join client_search s on s.client_id = c.id where c.id in
       (select rowid from client_fts where client_fts match ? limit 20)`,
    );
    let next = 0;
    return [
      ratioLine(
        'day over MessagePort',
        await inTurns(
          rounds,
          () => random.pick(days),
          (localDate) => client.journal.day({ localDate }),
          overPort(rawDay(reader)),
        ),
        1,
        CROSSING_MS,
      ),
      ratioLine(
        'search over MessagePort (surname)',
        await inTurns(
          rounds,
          () => random.pick(names as string[]),
          (query) => client.clients.search({ query, limit: 20 }),
          overPort((query: string) => search.all(`"${query.toLowerCase().replaceAll('ё', 'е').slice(0, 3)}"`)),
        ),
        1,
        CROSSING_MS,
      ),
      ratioLine(
        'saving a visit over MessagePort',
        await inTurns(
          rounds,
          () => bookings[next++]!,
          (booking) => client.journal.book(bookInput(booking)),
          overPort(rawBook(writer)),
        ),
        1,
        CROSSING_MS,
      ),
    ];
  } finally {
    for (const close of closers) close();
    reader.close();
    writer.close();
    await core.close();
    for (const dir of [ownDir, rawDir]) fs.rmSync(dir, { recursive: true, force: true });
  }
}
