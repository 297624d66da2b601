import fs from 'node:fs';
import type { Database as SqliteDatabase, Statement } from 'better-sqlite3';
import { isDomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { type Random, createRandom } from '../../src-shared/kernel/random.ts';
import { type Store, openStore } from '../../src-main/store/store.ts';
import {
  BENCH_TODAY,
  type BenchSalon,
  type OpenSalon,
  copySalon,
  logBytesOf,
  openRawWriter,
  openSalon,
} from './bench-salon.ts';
import { type Line, type Pair, figureLine, inTurns, ratioLine } from './measure.ts';

/** A visit that finds its time free. */
export interface Booking {
  readonly localDate: LocalDate;
  readonly startMin: number;
  readonly clientId: number;
  readonly staffId: number;
  readonly serviceId: number;
}

/** What the bare statements write of a booking: the product's own lines, found in the rehearsal. */
interface RawBooking extends Booking {
  readonly line: {
    readonly room_id: number | null;
    readonly start_min: number;
    readonly duration_min: number;
    readonly buffer_before_min: number;
    readonly buffer_after_min: number;
    readonly segments_json: string | null;
    readonly price_minor: number;
  };
}

class Rehearsed extends Error {}

/** Bookings that the journal takes one after another, found by making them all and taking everything back. */
export function rehearseBookings(open: OpenSalon, count: number, random: Random): RawBooking[] {
  const { salon, owner } = open;
  const { connection } = salon.store;
  const clients = connection.prepare('select id from clients where is_archived = 0 limit 50000').pluck().all();
  const lineOf = connection.prepare('select * from visit_lines where visit_id = ?');
  const found: RawBooking[] = [];
  // Inside a transaction nothing is kept in memory: the settings are read before.
  salon.settings.now();
  const rehearse = connection.transaction(() => {
    for (let offset = 25; found.length < count && offset > -1000; offset--) {
      const localDate = addDays(BENCH_TODAY, offset);
      const { staff } = salon.journal.day(owner, localDate);
      const services = new Map(staff.map(({ id, serviceIds }) => [id, serviceIds]));
      for (const window of salon.journal.freeWindows(owner, localDate, 30)) {
        const serviceId = random.pick(services.get(window.staffId) ?? []);
        if (found.length >= count || serviceId === undefined) continue;
        const { staffId, startMin } = window;
        const booking = { localDate, startMin, staffId, serviceId, clientId: random.pick(clients) as number };
        const visitId = tryToBook(open, booking);
        if (visitId !== null) found.push({ ...booking, line: lineOf.get(visitId) as RawBooking['line'] });
      }
    }
    throw new Rehearsed();
  });
  try {
    rehearse.immediate();
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  if (found.length < count) throw new Error(`only ${found.length} free windows for ${count} bookings`);
  return found;
}

function tryToBook(open: OpenSalon, booking: Booking): number | null {
  try {
    return book(open, booking);
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

/** Books through the service, as the router does. */
export function book({ salon, owner }: OpenSalon, booking: Booking): number {
  return salon.journal.book(owner, bookInput(booking)).visitId;
}

/** A booking as the contract takes it. */
export function bookInput({ localDate, startMin, clientId, staffId, serviceId }: Booking) {
  return {
    localDate,
    startMin,
    clientId: clientId as never,
    lines: [{ serviceId: serviceId as never, staffId: staffId as never }],
    comment: 'просила тёплый пол',
    source: 'reception',
    wantsThisMaster: true,
    status: 'booked' as const,
    acceptedWarnings: [],
  };
}

/** The bare statements of a booking: who stands there, is it their first visit, two rows, one commit. */
export function rawBook(connection: SqliteDatabase): (booking: RawBooking) => void {
  const occupying = connection.prepare(
    `select l.*, v.status, v.client_id, c.first_name, c.last_name from visit_lines l
     join visits v on v.id = l.visit_id left join clients c on c.id = v.client_id
     where l.local_date = ? and (l.staff_id = ? or l.room_id = ?) and v.status not in ('cancelled', 'no_show')`,
  );
  const own = connection.prepare(
    'select l.* from visits v join visit_lines l on l.visit_id = v.id where v.client_id = ? and v.local_date = ?',
  );
  const blocks = connection.prepare('select * from blocks where local_date = ?');
  const person = connection.prepare('select first_name, last_name from clients where id = ?');
  const before = connection.prepare(
    "select id from visits where client_id = ? and status not in ('cancelled', 'no_show') limit 1",
  );
  const visit = connection.prepare(
    `insert into visits (client_id, local_date, status, source, comment, wants_this_master, is_first_visit,
       created_at_ms, created_by) values (?, ?, 'booked', 'reception', ?, 1, ?, ?, 1)`,
  );
  const line = connection.prepare(
    `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, room_id, start_min, duration_min,
       buffer_before_min, buffer_after_min, segments_json, price_minor) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const run = connection.transaction(({ localDate, clientId, staffId, serviceId, line: row }: RawBooking) => {
    occupying.all(localDate, staffId, row.room_id);
    own.all(clientId, localDate);
    blocks.all(localDate);
    person.get(clientId);
    const isFirst = before.get(clientId) === undefined ? 1 : 0;
    const { lastInsertRowid } = visit.run(clientId, localDate, 'просила тёплый пол', isFirst, Date.now());
    line.run(
      lastInsertRowid,
      localDate,
      serviceId,
      staffId,
      row.room_id,
      row.start_min,
      row.duration_min,
      row.buffer_before_min,
      row.buffer_after_min,
      row.segments_json,
      row.price_minor,
    );
  });
  return (booking) => run.immediate(booking);
}

/**
 * The 13 statements of a completed visit, on whoever runs them.
 *
 * Payment and stock have no tables yet: their seven rows are stood in for by rows of `blocks`, which are as wide.
 */
function completeVisit(
  run: (sql: string, values: readonly unknown[]) => number,
  round: number,
  clientId: number,
): void {
  const visitId = run(
    `insert into visits (client_id, local_date, status, source, comment, created_at_ms, created_by)
     values (?, ?, 'booked', 'reception', ?, ?, 1)`,
    [clientId, BENCH_TODAY, 'комментарий', round],
  );
  let lineId = 0;
  for (let position = 0; position < 3; position++) {
    lineId = run(
      `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, start_min, duration_min, price_minor)
       values (?, ?, ?, ?, ?, ?, 30, 150000)`,
      [visitId, position, BENCH_TODAY, 1 + position, 1 + (round % 8), 600 + position * 30],
    );
  }
  for (let entry = 0; entry < 7; entry++) {
    run('insert into blocks (staff_id, local_date, start_min, end_min) values (?, ?, ?, ?)', [
      1 + (round % 8),
      '2050-01-01',
      entry,
      1440 + (round % 1000),
    ]);
  }
  run('update visit_lines set price_minor = ? where id = ?', [140_000, lineId]);
  run("update visits set status = 'completed', version = version + 1 where id = ?", [visitId]);
}

async function measureCompleted(store: Store, raw: SqliteDatabase, rounds: number, clients: number): Promise<Pair> {
  const random = createRandom(3);
  const statements = new Map<string, Statement<unknown[]>>();
  const runRaw = (sql: string, values: readonly unknown[]): number => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = raw.prepare(sql)));
    return Number(statement.run(...values).lastInsertRowid);
  };
  const transaction = raw.transaction((round: number, clientId: number) => completeVisit(runRaw, round, clientId));
  return await inTurns(
    rounds,
    (round) => {
      // Neither pays for the other's write-ahead log, and none in a measured commit.
      if (round % 200 === 0) for (const one of [raw, store.connection]) one.pragma('wal_checkpoint(TRUNCATE)');
      return { round: round + rounds, clientId: random.int(1, clients) };
    },
    ({ round, clientId }) => {
      store.work.run({ actorId: 1, device: 'bench', nowMs: Date.now() }, 'checkout.complete', (tx) => {
        completeVisit((sql, values) => tx.runSql(sql, values).insertId, round, clientId);
        tx.summary = { key: 'checkout.complete', values: { who: 'Анна С.', when: '12.03 10:00' } };
      });
    },
    ({ round, clientId }) => transaction.immediate(round, clientId),
  );
}

/** Writing: a booking through the journal, and a completed visit with the log against the same statements without. */
export async function measureWriting(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const ownDir = copySalon(bench, 'own');
  const rawDir = copySalon(bench, 'raw');
  const raw = openRawWriter(rawDir);
  try {
    const open = await openSalon(ownDir);
    const bookings = rehearseBookings(open, Math.ceil(rounds * 1.2), createRandom(2));
    const { connection } = open.salon.store;
    const before = logBytesOf(connection);
    let next = 0;
    const booked = await inTurns(
      rounds,
      () => bookings[next++]!,
      (booking) => book(open, booking),
      rawBook(raw),
    );
    const bytesPerBooking = (logBytesOf(connection) - before) / next;
    open.close();

    // Without the services nothing derives: the unit of work alone.
    const store = await openStore({ dataDir: ownDir, host: 'bench', nowMs: () => Date.now() });
    const beforeCompleted = logBytesOf(store.connection);
    const commands = store.head().commandId;
    const completed = await measureCompleted(store, raw, rounds, bench.facts.clients);
    const bytesPerVisit = (logBytesOf(store.connection) - beforeCompleted) / (store.head().commandId - commands);
    store.close();
    return [
      ratioLine('saving a visit (journal.book: conflicts checked, one service)', booked, 2),
      ratioLine('a visit completed: 13 statements, one fsync', completed, 2),
      figureLine('log bytes of a booking', `${Math.round(bytesPerBooking)} B`, '< 1024 B', bytesPerBooking < 1024),
      figureLine('log bytes of a completed visit', `${Math.round(bytesPerVisit)} B`, '< 1024 B', bytesPerVisit < 1024),
    ];
  } finally {
    raw.close();
    for (const dir of [ownDir, rawDir]) fs.rmSync(dir, { recursive: true, force: true });
  }
}
