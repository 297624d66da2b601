import type { Database as SqliteDatabase } from 'better-sqlite3';
import { JOURNAL_SQL } from '../../src-main/journal/journal.repository.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { type Random, createRandom } from '../../src-shared/kernel/random.ts';
import { BENCH_TODAY, type BenchSalon, openRawReader, openSalon } from './bench-salon.ts';
import { measureClientList } from './client-list.ts';
import { RetentionService } from '../../src-main/retention/retention.service.ts';
import { RETENTION_SQL } from '../../src-main/retention/retention.repository.ts';
import { retentionContract } from '../../src-shared/retention/retention.contract.ts';
import { type Line, type Pair, inTurns, limitLine, ratioLine, readLine } from './measure.ts';
import { measureClientSearch, measureEverything } from './client-search.ts';

/** A day of the salon's history on which it was open. */
export function randomDay(days: readonly LocalDate[], random: Random): LocalDate {
  return random.pick(days);
}

/** Days with visits, from one of the last weeks to the beginning. */
export function busyDays(connection: SqliteDatabase): LocalDate[] {
  return connection
    .prepare('select distinct local_date from visits where local_date < ? order by local_date')
    .pluck()
    .all(BENCH_TODAY) as LocalDate[];
}

const RAW_BLOCKS = 'select * from blocks where local_date between ? and ? order by local_date, start_min, id';

/** The bare statements of a day: visits with their clients, lines, blocks. */
export function rawDay(connection: SqliteDatabase): (localDate: LocalDate) => unknown[][] {
  const visits = connection.prepare(JOURNAL_SQL.day);
  const lines = connection.prepare(JOURNAL_SQL.dayLines);
  const blocks = connection.prepare(RAW_BLOCKS);
  return (localDate) => [visits.all(localDate), lines.all(localDate), blocks.all(localDate, localDate)];
}

function rawWeek(connection: SqliteDatabase): (input: { staffId: number; fromDate: LocalDate }) => unknown[][] {
  const visits = connection.prepare(JOURNAL_SQL.staffDays);
  const lines = connection.prepare(JOURNAL_SQL.staffLines);
  const blocks = connection.prepare(RAW_BLOCKS);
  return ({ staffId, fromDate }) => {
    const toDate = addDays(fromDate, 6);
    return [visits.all(staffId, fromDate, toDate), lines.all(staffId, fromDate, toDate), blocks.all(fromDate, toDate)];
  };
}

/** The bare statements of a card: the person, phones, figures, money, favourites, the newest visits with their lines. */
function rawCard(connection: SqliteDatabase): (clientId: number) => unknown[] {
  const once = [
    'select * from clients where id = ?',
    'select * from client_phones where client_id = ? order by position, id',
    `select count(*) filter (where status in ('arrived', 'in_progress', 'completed')),
       count(*) filter (where status = 'completed'), count(*) filter (where status = 'no_show'),
       count(*) filter (where status = 'cancelled' and is_late_cancel = 1), max(local_date)
     from visits where client_id = ?`,
    `select sum(l.price_minor) from visits v join visit_lines l on l.visit_id = v.id
     where v.client_id = ? and v.status = 'completed'`,
    ...['service_id', 'staff_id'].map(
      (column) => `select l.${column} from visits v join visit_lines l on l.visit_id = v.id
        where v.client_id = ? and v.status not in ('cancelled', 'no_show')
        group by l.${column} order by count(*) desc, max(v.local_date) desc limit 5`,
    ),
  ].map((sql) => connection.prepare(sql));
  const visits = connection.prepare(
    'select id, local_date, status, comment from visits where client_id = ? order by local_date desc, id desc limit 20',
  );
  const lines = connection.prepare(
    `select l.start_min, l.price_minor, s.name, m.first_name, m.last_name from visit_lines l
     join services s on s.id = l.service_id join staff m on m.id = l.staff_id where l.visit_id = ? order by l.position`,
  );
  return (clientId) => [
    once.map((statement) => statement.all(clientId)),
    (visits.all(clientId) as { id: number }[]).map(({ id }) => lines.all(id)),
  ];
}

/** The bare statement of R12 for every service that people come back for. */
function rawDue(connection: SqliteDatabase): () => unknown[] {
  const due = connection.prepare(RETENTION_SQL.due);
  const services = connection
    .prepare('select id, periodicity_days as days from services where periodicity_days is not null')
    .all() as { id: number; days: number }[];
  return () =>
    services.map(({ id, days }) =>
      due.all({
        serviceId: id,
        days,
        usesPersonal: 1,
        aheadDays: 3,
        lostFactor: 2,
        today: BENCH_TODAY,
        from: addDays(BENCH_TODAY, -3 * days),
      }),
    );
}

/** The call list of the whole base, worked out anew each time: what is kept between two calls is not asked. */
async function callList({ salon, owner }: Awaited<ReturnType<typeof openSalon>>, raw: SqliteDatabase): Promise<Line> {
  const { deps, settings, journal, clients, personalData } = salon;
  const { consents } = personalData;
  const input = retentionContract.calls['~orpc'].inputSchema!.parse({});
  const pair = await inTurns(
    15,
    () => new RetentionService(deps, { settings, journal, clients, consents }),
    (fresh) => fresh.calls(owner, input),
    rawDue(raw),
  );
  return limitLine('call list of the whole base (R12)', pair.own, 200, pair.raw);
}

/** Reading through the services of the core: a day, a master's week, searching, a card, its figures, its timeline. */
export async function measureReading(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const opened = await openSalon(bench.dir);
  const { salon, owner, close } = opened;
  const raw = openRawReader(bench.dir);
  try {
    const random = createRandom(1);
    const days = busyDays(raw);
    const staffIds = raw.prepare('select id from staff where is_archived = 0').pluck().all() as number[];
    const clientCount = bench.facts.clients;
    const lastDays = days.slice(-90);
    const day = (list: readonly LocalDate[]): Promise<Pair> =>
      inTurns(
        rounds,
        () => randomDay(list, random),
        (date) => salon.journal.day(owner, date),
        rawDay(raw),
      );
    const loyal = raw
      .prepare('select client_id from client_search order by visits desc limit 20')
      .pluck()
      .all() as number[];
    const card = (inputOf: () => number): Promise<Pair> =>
      inTurns(rounds, inputOf, (clientId) => salon.clients.card(owner, { clientId, visitLimit: 20 }), rawCard(raw));
    // As the screen opens: the newest visits, figures of all of them. Then everything that happened with the client.
    const whole = await inTurns(
      rounds,
      () => random.pick(loyal),
      (clientId) => [salon.clients.card(owner, { clientId, visitLimit: 50 }), salon.clientFigures.figures(clientId)],
      rawCard(raw),
    );
    const asked = { query: '', locale: 'ru' as const, limit: 500 };
    const timeline = await inTurns(
      rounds,
      () => random.pick(loyal),
      (clientId) => salon.timeline.page(owner, { ...asked, clientId: clientId as never }),
      rawCard(raw),
    );
    return [
      limitLine('card and figures of the whole history, 20 most loyal', whole.own, 5),
      limitLine('timeline of one of the 20 most loyal, up to 500 events', timeline.own, 100),
      readLine('day, all masters (last 90 days)', await day(lastDays)),
      readLine('day, all masters (any day of the history)', await day(days)),
      readLine(
        'a master’s week',
        await inTurns(
          rounds,
          () => ({ staffId: random.pick(staffIds), fromDate: randomDay(days, random) }),
          (input) => salon.journal.staffDays(owner, { ...input, staffId: input.staffId as never, days: 7 }),
          rawWeek(raw),
        ),
      ),
      readLine('client card, any client', await card(() => random.int(1, clientCount))),
      readLine('client card, one of the 20 most loyal', await card(() => random.pick(loyal))),
      ...measureClientList({ salon, owner, close }, rounds),
      await callList(opened, raw),
    ];
  } finally {
    raw.close();
    close();
  }
}

/** Searching clients as they are typed, through the service. */
export async function measureSearch(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const { salon, owner, close } = await openSalon(bench.dir);
  try {
    const rows = await measureClientSearch(dataPaths(bench.dir).database, {
      rounds,
      search: (query) => salon.clients.search(owner, { query, limit: 20 }),
    });
    return rows.map(({ question, isTypo, pair }) => {
      const name = `search: ${question}`;
      return isTypo ? ratioLine(name, pair, 1) : readLine(name, pair);
    });
  } finally {
    close();
  }
}

/** The search of everything on the file itself: p99 within 10 ms, with a mistake within 20 ms. */
export async function measureEverythingLines(bench: BenchSalon, rounds: number): Promise<Line[]> {
  return await Promise.resolve(
    measureEverything(dataPaths(bench.dir).database, rounds).map(({ question, isTypo, medianMs, p99Ms }) => {
      const limit = isTypo ? 20 : 10;
      const name = `everything: ${question}`;
      return { name, own: { medianMs, p99Ms }, raw: null, aim: `p99 ≤ ${limit} ms`, isMet: p99Ms <= limit };
    }),
  );
}
