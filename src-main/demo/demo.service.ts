import { generateDemo } from '../../db/demo/demo-generator.ts';
import type { DemoDay, DemoRows, DemoSalon, DemoSize } from '../../db/demo/demo-model.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import { type DemoUserIds, addDemoUsers, writeDemoSettings } from './demo-people.service.ts';
import { DEMO_DEVICE, type DemoSink, insertRows, workSink } from './demo-sink.ts';

/** Where the demo salon stands. */
export const DEMO_TIME_ZONE = 'Europe/Moscow';
/** The evening on which a day of history is written down. */
const EVENING_MIN = 1290;

export interface CreateDemoOptions {
  readonly size: DemoSize;
  /** A whole number; the same seed, date, minute and size give the same rows. */
  readonly seed: number;
  readonly today: LocalDate;
  /** Minute of today, 0..1439: what is over, what runs, what is still to come. */
  readonly nowMin: number;
  /** The owner whom the wizard has made; without one the demo brings its own, and its own salon name. */
  readonly ownerId?: number;
  /** Share of the clients and visits that is made; 1 unless given. */
  readonly scale?: number;
  /** log2 of scrypt's N for the demo's PINs; the product's own unless given. */
  readonly secretCost?: number;
  /** Hears the share done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

export interface CreatedDemo extends DemoUserIds {
  readonly clients: number;
  readonly visits: number;
  readonly lines: number;
  readonly commands: number;
}

/**
 * Fills an empty salon with the demo, all or nothing: one command before the first day, one a day, one for what is booked
 * ahead.
 *
 * @throws Error when the salon already has staff, clients or visits.
 */
export function createDemo(store: Store, options: CreateDemoOptions): CreatedDemo {
  assertEmpty(store);
  const { connection, work } = store;
  const fill = connection.transaction(() => writeDemo(store, options, () => workSink(work)));
  const created = fill.immediate();
  options.onProgress?.(1);
  return created;
}

/** Refuses to mix a demo with a real salon. */
function assertEmpty(store: Store): void {
  for (const table of ['staff', 'clients', 'visits', 'services', 'rooms']) {
    const row = store.reader.get(sqlText<{ id: number }>(`select id from ${table} limit 1`));
    if (row) throw new Error(`the demo needs an empty salon: ${table} has rows`);
  }
}

/** Writes the whole demo: what stands before the first day through the unit of work, the days into the sink. */
export function writeDemo(store: Store, options: CreateDemoOptions, openSink: () => DemoSink): CreatedDemo {
  const { size, seed, today, nowMin, scale } = options;
  const nowMs = instantOf(today, nowMin, DEMO_TIME_ZONE).atMs;
  const salon = generateDemo({ size, seed, today, nowMin, timeZone: DEMO_TIME_ZONE, scale });
  const users = found(store, options, salon);
  const sink = openSink();
  const totals = { clients: 0, visits: 0, lines: 0, commands: 2 };
  const count = (rows: DemoRows): void => {
    totals.clients += rows.clients?.length ?? 0;
    totals.visits += rows.visits?.length ?? 0;
    totals.lines += rows.visit_lines?.length ?? 0;
  };
  const actorId = users.administratorId;
  const ahead: DemoRows = {};
  let done = 0;
  for (const day of salon.days(users.administratorId)) {
    count(day.rows);
    options.onProgress?.((done++ / salon.dayCount) * 0.98);
    if (day.isAhead) appendRows(ahead, day);
    else {
      const atMs = Math.min(instantOf(day.localDate, EVENING_MIN, DEMO_TIME_ZONE).atMs, nowMs);
      const values = { date: day.localDate, visits: day.rows.visits?.length ?? 0 };
      if (!isEmpty(day.rows)) {
        sink.write({ name: 'demo.day', atMs, actorId, summary: { key: 'demo.day', values } }, day.rows);
        totals.commands++;
      }
    }
  }
  const values = { visits: ahead.visits?.length ?? 0, until: salon.toDate };
  sink.write({ name: 'demo.ahead', atMs: nowMs, actorId, summary: { key: 'demo.ahead', values } }, ahead);
  return { ...users, ...totals };
}

/** The evening before the first day: settings, rooms, masters, price list, schedules, users. */
function found(store: Store, options: CreateDemoOptions, salon: DemoSalon): DemoUserIds {
  const nowMs = instantOf(addDays(salon.fromDate, -1), EVENING_MIN, DEMO_TIME_ZONE).atMs;
  const { size, ownerId } = options;
  const { value } = store.work.run({ actorId: ownerId ?? null, device: DEMO_DEVICE, nowMs }, 'demo.salon', (tx) => {
    tx.summary = { key: 'demo.salon' };
    writeDemoSettings(tx, size, ownerId !== undefined);
    insertRows(tx, salon.base);
    return addDemoUsers(tx, options);
  });
  return value;
}

function isEmpty(rows: DemoRows): boolean {
  return Object.values(rows).every((list) => list.length === 0);
}

function appendRows(into: DemoRows, day: DemoDay): void {
  for (const [table, rows] of Object.entries(day.rows)) {
    const known = into[table as keyof DemoRows] as unknown[] | undefined;
    if (known) known.push(...rows);
    else Object.assign(into, { [table]: [...rows] });
  }
}
