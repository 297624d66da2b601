import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import type { Database as SqliteDatabase, Statement } from 'better-sqlite3';
import { type Ticket, ticketSchema } from '../../src-shared/checkout/checkout.contract.ts';
import { salesContract } from '../../src-shared/checkout/sales.contract.ts';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { withLastingPlan } from '../../src-main/store/executor.ts';
import { BENCH_NOW_MS, BENCH_TODAY, type BenchSalon, type OpenSalon } from './bench-salon.ts';
import { copySalon, logBytesOf, openRawWriter, openSalon } from './bench-salon.ts';
import { type Line, type Pair, figureLine, inTurns, limitLine, ratioLine, timingOf } from './measure.ts';

const MAX_PAY_TIMES = 1.5;
const MAX_QUOTE_MS = 5;
const LONG_CHECK_LINES = 40;
const MAX_REPLAYED = 200;
const CASH_PART_MINOR = 100_000;

/** A check that is ready to be paid: three services of a visit and two goods, card and cash. */
interface Prepared {
  readonly visitId: number;
  readonly clientId: number;
  readonly ticket: Ticket;
  readonly dueMinor: number;
  readonly payment: ReturnType<typeof paymentOf>;
  readonly lines: readonly RawLine[];
}

interface RawLine {
  readonly kind: 'service' | 'product';
  readonly title: string;
  readonly visitLineId: number | null;
  readonly serviceId: number | null;
  readonly productId: number | null;
  readonly staffId: number;
  readonly netMinor: number;
}

interface Setting {
  readonly visits: readonly { readonly id: number; readonly clientId: number }[];
  readonly products: readonly number[];
}

/** Adds goods and visits that wait for their checks; both copies get the same rows. */
function addVisits({ salon, owner }: OpenSalon, raw: SqliteDatabase, count: number): Setting {
  const { connection, work } = salon.store;
  const services = connection
    .prepare(
      `select own.staff_id, own.service_id, service.price_minor, service.duration_min
       from staff_services own join services service on service.id = own.service_id
       where service.is_archived = 0 and service.price_max_minor is null order by own.staff_id, own.service_id`,
    )
    .all() as { staff_id: number; service_id: number; price_minor: number; duration_min: number }[];
  const byStaff = [...Map.groupBy(services, ({ staff_id: staffId }) => staffId).values()].filter(
    ({ length }) => length >= 3,
  );
  // A membership would pay a line, and another check is compared.
  const clients = connection
    .prepare(
      `select id from clients where is_archived = 0 and id not in (select client_id from memberships)
         and id not in (select client_id from membership_members)`,
    )
    .pluck()
    .all() as number[];
  const random = createRandom(4);
  const plans = Array.from({ length: count }, () => ({
    clientId: random.pick(clients),
    lines: random.pick(byStaff).slice(0, 3),
  }));
  const write = (run: (sql: string, values: readonly unknown[]) => number): Setting => {
    const products = [169_000, 59_000].map((priceMinor, index) =>
      run('insert into products (name, price_minor, position) values (?, ?, ?)', [
        `Шампунь ${index}`,
        priceMinor,
        index,
      ]),
    );
    const visits = plans.map(({ clientId, lines }) => {
      const id = run(
        `insert into visits (client_id, local_date, status, source, created_at_ms, created_by)
         values (?, ?, 'in_progress', 'reception', ?, 1)`,
        [clientId, BENCH_TODAY, BENCH_NOW_MS - 86_400_000],
      );
      lines.forEach((line, position) =>
        run(
          `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, start_min, duration_min, price_minor)
           values (?, ?, ?, ?, ?, ?, 30, ?)`,
          [id, position, BENCH_TODAY, line.service_id, line.staff_id, 600 + position * 30, line.price_minor],
        ),
      );
      return { id, clientId };
    });
    return { visits, products };
  };
  const rawRun = (sql: string, values: readonly unknown[]): number =>
    Number(raw.prepare(sql).run(...values).lastInsertRowid);
  raw.transaction(() => write(rawRun)).immediate();
  const actor = { actorId: owner.userId, device: 'bench', nowMs: BENCH_NOW_MS };
  return work.run(actor, 'bench.visits', (tx) => write((sql, values) => tx.runSql(sql, values).insertId)).value;
}

/** The check of a visit with two goods, as the desk asks for it. */
function ticketWithGoods(open: OpenSalon, visitId: number, products: readonly number[]): Ticket {
  const { ticket } = open.salon.tickets.begin(open.owner, { visitId: visitId as never, clientId: null });
  const goods = products.map((productId, index) => ({ key: `p${index}`, kind: 'product', productId }));
  return ticketSchema.parse({ ...ticket, lines: [...ticket.lines, ...goods] });
}

function prepare(open: OpenSalon, { visits, products }: Setting): Prepared[] {
  const { tickets } = open.salon;
  return visits.map(({ id, clientId }) => {
    const ticket = ticketWithGoods(open, id, products);
    const quote = tickets.quote(open.owner, ticket);
    const blocking = quote.problems.find(({ isBlocking }) => isBlocking);
    if (blocking) throw new Error(`a check cannot be paid: ${blocking.code}`);
    const lines = quote.lines.map((line, index) => {
      const input = ticket.lines[index]!;
      return {
        kind: line.kind as RawLine['kind'],
        title: line.title,
        visitLineId: input.visitLineId,
        serviceId: input.serviceId,
        productId: input.productId,
        staffId: input.staffId ?? 1,
        netMinor: line.netMinor,
      };
    });
    const { dueMinor } = quote;
    return { visitId: id, clientId, ticket, dueMinor, payment: paymentOf({ ticket, dueMinor }), lines };
  });
}

/** What the desk sends, as the contract reads it. */
function paymentOf({ ticket, dueMinor }: Pick<Prepared, 'ticket' | 'dueMinor'>) {
  return salesContract.pay['~orpc'].inputSchema!.parse({
    key: randomUUID(),
    ticket,
    expectedDueMinor: dueMinor,
    tenders: [
      { kind: 'card', amountMinor: dueMinor - CASH_PART_MINOR },
      { kind: 'cash', amountMinor: CASH_PART_MINOR },
    ],
  });
}

/** The bare statements of a paid check: what must be known is read, its 18 rows are written, one commit. */
function rawPay(raw: SqliteDatabase, register: number, acquiring: number): (check: Prepared) => void {
  const known = raw.prepare('select id from ledger_documents where request_key = ?');
  const visit = raw.prepare('select * from visits where id = ?');
  const visitLines = raw.prepare('select * from visit_lines where visit_id = ? order by position');
  const live = raw.prepare('select sale_id from visit_sales where visit_id = ?');
  const client = raw.prepare('select first_name, last_name, debt_limit_minor from clients where id = ?');
  const shift = raw.prepare('select * from cash_shifts where account_id = ? and closed_at_ms is null');
  const lock = raw.prepare('select lock_date from ledger_locks order by id desc limit 1');
  const service = raw.prepare('select name, price_minor from services where id = ?');
  const product = raw.prepare('select name, price_minor from products where id = ?');
  const number = raw.prepare("select max(number) + 1 from ledger_documents where kind = 'sale'").pluck();
  const document = raw.prepare(
    `insert into ledger_documents (kind, number, local_date, at_ms, created_by, shift_id, client_id, amount_minor, request_key)
     values ('sale', ?, ?, ?, 1, ?, ?, ?, ?)`,
  );
  const sale = raw.prepare(
    `insert into sales (document_id, visit_id, client_id, local_date, priced_on, gross_minor, discount_minor, net_minor)
     values (?, ?, ?, ?, ?, ?, 0, ?)`,
  );
  const line = raw.prepare(
    `insert into sale_lines (sale_id, position, kind, title, visit_line_id, service_id, product_id, staff_id, quantity_milli,
       list_price_minor, price_minor, gross_minor, discount_minor, net_minor, earns_bonus, why_json)
     values (?, ?, ?, ?, ?, ?, ?, ?, 1000, ?, ?, ?, 0, ?, 1, '[]')`,
  );
  const tender = raw.prepare(
    `insert into tenders (document_id, sale_id, position, kind, account_id, amount_minor, given_minor, change_minor)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const entry = raw.prepare(
    `insert into ledger_entries (document_id, event, local_date, debit_account, debit_object, credit_account, credit_object,
       amount_minor, client_id, sale_line_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const complete = raw.prepare("update visits set status = 'completed', version = version + 1 where id = ?");
  const link = raw.prepare('insert into visit_sales (visit_id, sale_id) values (?, ?)');
  const run = raw.transaction((check: Prepared) => {
    const key = randomUUID();
    known.get(key);
    visit.get(check.visitId);
    visitLines.all(check.visitId);
    live.get(check.visitId);
    client.get(check.clientId);
    lock.get();
    const { id: shiftId } = shift.get(register) as { id: number };
    for (const { serviceId, productId } of check.lines) {
      if (serviceId === null) product.get(productId);
      else service.get(serviceId);
    }
    const { clientId, dueMinor } = check;
    const documentId = Number(
      document.run(number.get(), BENCH_TODAY, BENCH_NOW_MS, shiftId, clientId, dueMinor, key).lastInsertRowid,
    );
    const saleId = Number(
      sale.run(documentId, check.visitId, clientId, BENCH_TODAY, BENCH_TODAY, dueMinor, dueMinor).lastInsertRowid,
    );
    check.lines.forEach((one, index) => {
      const { netMinor } = one;
      const lineId = line.run(
        saleId,
        index + 1,
        one.kind,
        one.title,
        one.visitLineId,
        one.serviceId,
        one.productId,
        one.staffId,
        netMinor,
        netMinor,
        netMinor,
        netMinor,
      ).lastInsertRowid;
      const [event, income] = one.kind === 'service' ? ['E02', 4010] : ['E03', 4020];
      entry.run(documentId, event, BENCH_TODAY, 1100, saleId, income, 0, netMinor, clientId, lineId);
    });
    const cardMinor = dueMinor - CASH_PART_MINOR;
    tender.run(documentId, saleId, 1, 'card', acquiring, cardMinor, null, null);
    tender.run(documentId, saleId, 2, 'cash', register, CASH_PART_MINOR, CASH_PART_MINOR, 0);
    entry.run(documentId, 'E06', BENCH_TODAY, 1040, acquiring, 1100, saleId, cardMinor, clientId, null);
    entry.run(documentId, 'E05', BENCH_TODAY, 1010, register, 1100, saleId, CASH_PART_MINOR, clientId, null);
    complete.run(check.visitId);
    link.run(check.visitId, saleId);
  });
  return (check) => run.immediate(check);
}

type Method = 'all' | 'get' | 'run';

interface Recorded {
  readonly sql: string;
  readonly method: Method;
  readonly values: readonly unknown[];
}

/** Writes down every statement that the services run, with its values, into `into`. */
function recordStatements({ salon }: OpenSalon, into: Recorded[]): void {
  const { reader } = salon.store;
  const prepare = reader.prepare.bind(reader);
  const wrapped = new Map<string, Statement<unknown[]>>();
  reader.prepare = (sql) => {
    const known = wrapped.get(sql);
    if (known) return known;
    const statement = prepare(sql);
    // As the product has them prepared: their plans outlive their values on the other copy, too.
    const lasting = withLastingPlan(sql);
    const recording = new Proxy(statement, {
      get: (target, key: keyof Statement<unknown[]>) =>
        key === 'all' || key === 'get' || key === 'run'
          ? (...values: unknown[]) => {
              into.push({ sql: lasting, method: key, values });
              return target[key](...values);
            }
          : target[key],
    });
    wrapped.set(sql, recording);
    return recording;
  };
}

/** The very statements of the product, the rows of its log among them, run bare on the other copy: what the rest costs. */
async function measureReplayed(open: OpenSalon, raw: SqliteDatabase, checks: readonly Prepared[]): Promise<Pair> {
  const recorded: Recorded[] = [];
  recordStatements(open, recorded);
  const { connection } = open.salon.store;
  const logged = connection.prepare('select * from change where command_id = ? order by seq').raw();
  const command = connection.prepare('select * from command where id = ?').raw();
  const statements = new Map<string, Statement<unknown[]>>();
  const prepared = (sql: string): Statement<unknown[]> => {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = raw.prepare(sql)));
    return statement;
  };
  const insertOf = (table: string, rows: readonly unknown[][]): string =>
    `insert into ${table} values ${rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')}`;
  const replay = raw.transaction((list: readonly Recorded[]) => {
    for (const { sql, method, values } of list) prepared(sql)[method](...values);
  });
  const ownMs: number[] = [];
  const rawMs: number[] = [];
  for (const [round, { payment }] of checks.entries()) {
    if (round % 100 === 0) for (const one of [raw, connection]) one.pragma('wal_checkpoint(TRUNCATE)');
    recorded.length = 0;
    const ownStart = performance.now();
    const { commandId } = open.salon.sales.pay(open.owner, payment);
    ownMs.push(performance.now() - ownStart);
    const changes = logged.all(commandId) as unknown[][];
    const head = command.all(commandId) as unknown[][];
    const list: Recorded[] = [
      ...recorded,
      { sql: insertOf('change', changes), method: 'run', values: changes.flat() },
      { sql: insertOf('command', head), method: 'run', values: head.flat() },
    ];
    for (const { sql } of list) prepared(sql);
    const rawStart = performance.now();
    replay.immediate(list);
    rawMs.push(performance.now() - rawStart);
    if (round % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const warm = Math.ceil(checks.length * 0.15);
  return { own: timingOf(ownMs.slice(warm)), raw: timingOf(rawMs.slice(warm)), rounds: checks.length - warm };
}

/** A check of many lines, as it is priced anew after each key press. */
function longTicket(ticket: Ticket): Ticket {
  const lines = Array.from({ length: LONG_CHECK_LINES }, (_, index) => {
    const line = ticket.lines[index % ticket.lines.length]!;
    return { ...line, key: `l${index}`, visitLineId: null };
  });
  return { ...ticket, lines };
}

/** Checkout: a check of three services and two goods paid by card and cash, its price explained, what it leaves in the log. */
export async function measureCheckout(bench: BenchSalon, rounds: number): Promise<Line[]> {
  const ownDir = copySalon(bench, 'own');
  const rawDir = copySalon(bench, 'raw');
  const raw = openRawWriter(rawDir);
  const open = await openSalon(ownDir);
  try {
    const { connection } = open.salon.store;
    const checks = prepare(open, addVisits(open, raw, Math.ceil(rounds * 1.2) + Math.min(rounds, MAX_REPLAYED)));
    const account = (kind: string): number =>
      connection.prepare('select id from money_accounts where kind = ?').pluck().get(kind) as number;
    const logBefore = logBytesOf(connection);
    const commandsBefore = open.salon.store.head().commandId;
    let next = 0;
    const paid = await inTurns(
      rounds,
      (round) => {
        // Neither pays for the other's write-ahead log, and none in a measured commit.
        if (round % 100 === 0) for (const one of [raw, connection]) one.pragma('wal_checkpoint(TRUNCATE)');
        return checks[next++]!;
      },
      ({ payment }) => open.salon.sales.pay(open.owner, payment),
      rawPay(raw, account('register'), account('acquiring')),
    );
    const logBytes = (logBytesOf(connection) - logBefore) / (open.salon.store.head().commandId - commandsBefore);
    const quoteMs = (of: (check: Prepared) => Ticket): number[] =>
      checks.slice(0, 200).map((check) => {
        const ticket = { ...of(check), visitId: null };
        const startMs = performance.now();
        open.salon.tickets.quote(open.owner, ticket);
        return performance.now() - startMs;
      });
    const plain = ({ ticket }: Prepared): Ticket => ({
      ...ticket,
      lines: ticket.lines.map((line) => ({ ...line, visitLineId: null })),
    });
    const quoteLines = [
      limitLine('price of the same check explained', timingOf(quoteMs(plain)), MAX_QUOTE_MS),
      limitLine(
        `price of a check of ${LONG_CHECK_LINES} lines explained`,
        timingOf(quoteMs((check) => longTicket(plain(check)))),
        MAX_QUOTE_MS,
      ),
    ];
    // Last, for from here on every statement is written down.
    const replayed = await measureReplayed(open, raw, checks.slice(next, next + MAX_REPLAYED));
    const { heapUsed } = process.memoryUsage();
    return [
      ratioLine('three services and two goods paid by card and cash, one fsync', paid, MAX_PAY_TIMES),
      ratioLine('the same beside its own statements run bare, log included', replayed, MAX_PAY_TIMES),
      ...quoteLines,
      figureLine('log bytes of a paid check', `${Math.round(logBytes)} B`, '< 2048 B', logBytes < 2048),
      figureLine('memory after all of it (heap)', `${Math.round(heapUsed / 2 ** 20)} MiB`),
    ];
  } finally {
    raw.close();
    open.close();
    for (const dir of [ownDir, rawDir]) fs.rmSync(dir, { recursive: true, force: true });
  }
}
