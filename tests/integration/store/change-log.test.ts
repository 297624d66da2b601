import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUSINESS_TABLES, DERIVED_TABLES, LOCAL_TABLES, LOG_TABLES } from '../../../db/tables.ts';
import { tableTriggers, readLoggedTables } from '../../../src-main/store/change-log.ts';
import { query } from '../../../src-main/store/query.ts';
import { rowChanges } from '../../../src-main/store/row-history.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;

beforeEach(async () => {
  salon = await openTestStore();
});
afterEach(() => {
  salon.close();
});

const actor = () => ({ actorId: null, device: 'test', nowMs: salon.clock.nowMs() });

function addRoom(name: string, capacity = 1): { id: number; commandId: number } {
  const result = salon.store.work.run(actor(), 'rooms.create', (tx) => {
    tx.summary = { key: 'rooms.create', values: { name } };
    return tx.insert(query.insertInto('rooms').values({ name, capacity }));
  });
  return { id: result.value, commandId: result.commandId! };
}

function changeRoom(id: number, capacity: number): number {
  const { commandId } = salon.store.work.run(actor(), 'rooms.update', (tx) => {
    tx.run(query.updateTable('rooms').set({ capacity }).where('id', '=', id));
  });
  return commandId!;
}

const room = (id: number) => salon.store.reader.get(query.selectFrom('rooms').selectAll().where('id', '=', id));

/** What the checks of a table want in columns that other tables have too. */
const OWN_VALUES: Readonly<Record<string, Record<string, string | number>>> = {
  credentials: { kind: 'pin' },
  holidays: { kind: 'holiday' },
  series_exceptions: { kind: 'excluded' },
  group_events: { status: 'planned' },
  client_exports: { format: 'csv' },
  client_files: { kind: 'file' },
  consent_texts: { purpose: 'marketing' },
  consents: { purpose: 'marketing' },
  patch_tests: { result: 'ok' },
  client_calls: { reason: 'due', outcome: 'later' },
  imports: { status: 'running' },
  data_requests: { kind: 'copy' },
  waiting_entries: { kind: 'waiting', status: 'waiting' },
  money_accounts: { kind: 'register' },
  payers: { kind: 'company' },
  invoices: { kind: 'invoice' },
  fiscal_jobs: { status: 'queued' },
  sale_lines: { kind: 'service' },
  sale_discounts: { source: 'manual' },
  tenders: { kind: 'cash' },
  settlement_items: { sign: 1 },
  certificate_movements: { kind: 'sell' },
  membership_types: { kind: 'visits', starts_at: 'purchase', balance: 'split' },
  memberships: { kind: 'visits' },
  membership_movements: { kind: 'sell' },
  bonus_lots: { source: 'sale' },
  bonus_movements: { kind: 'grant' },
  promotions: { rate_bp: 100 },
  coupons: { rate_bp: 100 },
};

describe('change log', () => {
  test('every table of the file is of one kind, and every business table carries its three triggers', () => {
    const names = salon.store.connection
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'",
      )
      .pluck()
      .all() as string[];
    const shadow = /_(data|idx|content|docsize|config)$/;
    const listed = [...BUSINESS_TABLES, ...DERIVED_TABLES, ...LOCAL_TABLES, ...LOG_TABLES] as string[];
    expect(
      names.filter((name) => !(shadow.test(name) && listed.some((own) => name.startsWith(`${own}_`)))).sort(),
    ).toEqual(listed.toSorted());
    const triggers = new Map(
      (
        salon.store.connection.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
          name: string;
          sql: string;
        }[]
      ).map((row) => [row.name, row.sql]),
    );
    const tables = readLoggedTables(salon.store.connection);
    expect(tables.map((table) => table.name)).toEqual([...BUSINESS_TABLES]);
    for (const table of tables) {
      for (const [name, sql] of Object.entries(tableTriggers(table))) {
        expect(triggers.get(name)?.toLowerCase()).toBe(sql.toLowerCase());
      }
    }
  });

  test.each([...BUSINESS_TABLES, ...LOCAL_TABLES])('a write to %s outside a unit of work is refused', (table) => {
    const { connection } = salon.store;
    connection.pragma('foreign_keys = OFF');
    const columns = (
      connection.pragma(`table_info(${table})`) as { name: string; type: string; notnull: number }[]
    ).filter((column) => column.name !== 'id');
    const allowed: Record<string, string | number> = {
      kind: 'weekly',
      role: 'owner',
      status: 'booked',
      reason: 'sick',
      local_date: '2026-01-01',
    };
    const values = columns.map((column) => {
      if (column.name === 'room_id' && table === 'blocks') return null;
      if (column.name === 'end_min') return 20;
      const own = OWN_VALUES[table]?.[column.name];
      if (own !== undefined) return own;
      if (column.notnull === 0 && column.name !== 'staff_id') return null;
      if (column.type.toUpperCase() === 'BLOB') return Buffer.from('x');
      if (column.type.toUpperCase() === 'TEXT') return allowed[column.name] ?? 'x';
      return 10;
    });
    const sql = `insert into ${table} (${columns.map((column) => column.name).join(', ')}) values (${columns.map(() => '?').join(', ')})`;
    expect(() => connection.prepare(sql).run(...values)).toThrow(/outside a unit of work/);
    expect(connection.prepare(`select count(*) from ${table}`).pluck().get()).toBe(0);
  });

  test('keeps the way back: insert the key, update the old values of the changed columns, delete the whole row', () => {
    const { id } = addRoom('Зал 1');
    changeRoom(id, 3);
    salon.store.work.run(actor(), 'rooms.delete', (tx) => {
      tx.run(query.deleteFrom('rooms').where('id', '=', id));
    });
    const rows = salon.store.connection.prepare('select op, old from change order by seq').all() as {
      op: number;
      old: string | null;
    }[];
    expect(rows[0]).toEqual({ op: 0, old: null });
    expect(rows[1]).toEqual({ op: 1, old: '{"capacity":1}' });
    expect(JSON.parse(rows[2]!.old!)).toEqual({
      name: 'Зал 1',
      capacity: 3,
      position: 0,
      is_archived: 0,
      version: 1,
      kind: null,
      hours_json: null,
      note: null,
    });
  });

  test('an update that changes nothing leaves no command', () => {
    const { id } = addRoom('Зал', 2);
    const before = salon.store.head();
    const { commandId } = salon.store.work.run(actor(), 'rooms.update', (tx) => {
      tx.run(query.updateTable('rooms').set({ capacity: 2 }).where('id', '=', id));
    });
    expect(commandId).toBeNull();
    expect(salon.store.head()).toEqual(before);
  });

  test('anything thrown rolls everything back, and the next unit of work is clean', () => {
    expect(() =>
      salon.store.work.run(actor(), 'rooms.create', (tx) => {
        tx.insert(query.insertInto('rooms').values({ name: 'A', capacity: 1 }));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(salon.store.connection.prepare('select count(*) from rooms').pluck().get()).toBe(0);
    addRoom('B');
    expect(verifyDatabase(salon.store.connection)).toMatchObject({ ok: true, commands: 1, changes: 1 });
  });

  test('a failed statement that the body survives leaves no trace in the log', () => {
    salon.store.work.run(actor(), 'rooms.create', (tx) => {
      tx.insert(query.insertInto('rooms').values({ name: 'A', capacity: 1 }));
      // The second row of the statement breaks a rule: SQLite takes the first one back as well.
      expect(() => tx.runSql("insert into rooms (name, capacity) values ('B', 1), ('C', 0)", [])).toThrow(/CHECK/);
      tx.insert(query.insertInto('rooms').values({ name: 'D', capacity: 1 }));
    });
    expect(verifyDatabase(salon.store.connection)).toMatchObject({ ok: true, changes: 2 });
  });

  test('an asynchronous body is refused', () => {
    expect(() => salon.store.work.run(actor(), 'rooms.create', () => Promise.resolve())).toThrow(/synchronous/);
  });

  test('listeners hear of a command after the commit, with rows and dates', () => {
    const heard: unknown[] = [];
    salon.store.work.onCommit((command) => heard.push(command));
    salon.store.work.run(actor(), 'schedule.setSalonDay', (tx) => {
      tx.insert(query.insertInto('salon_days').values({ local_date: '2026-03-08', hours_json: '[]' }));
    });
    expect(heard).toMatchObject([{ name: 'schedule.setSalonDay', rows: { salon_days: [1] }, dates: ['2026-03-08'] }]);
  });
});

describe('undo', () => {
  test('takes an insert, an update and a delete back, and undoing the undo is the redo', () => {
    const { id, commandId } = addRoom('Зал', 1);
    const update = changeRoom(id, 5);
    const undo = undoCommand(salon.store.work, salon.store.tables, actor(), update);
    expect(room(id)?.capacity).toBe(1);
    undoCommand(salon.store.work, salon.store.tables, actor(), undo.commandId!);
    expect(room(id)?.capacity).toBe(5);
    expect(() => undoCommand(salon.store.work, salon.store.tables, actor(), commandId)).toThrow('UNDO_REFUSED');
    expect(verifyDatabase(salon.store.connection).ok).toBe(true);
  });

  test('is refused with the later commands that stand in the way, and does nothing', () => {
    const { id, commandId } = addRoom('Зал', 1);
    const later = changeRoom(id, 2);
    try {
      undoCommand(salon.store.work, salon.store.tables, actor(), commandId);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'UNDO_REFUSED', data: { reason: 'later', commandIds: [later] } });
    }
    expect(room(id)?.capacity).toBe(2);
  });

  test('never uses the number of a version twice: a screen with the taken-back state stays refused', () => {
    const { id } = addRoom('Зал', 1);
    const { commandId } = salon.store.work.run(actor(), 'rooms.update', (tx) => {
      tx.run(query.updateTable('rooms').set({ capacity: 5, version: 2 }).where('id', '=', id));
    });
    undoCommand(salon.store.work, salon.store.tables, actor(), commandId!);
    expect(room(id)).toMatchObject({ capacity: 1, version: 3 });
  });

  test('is refused twice', () => {
    const { id, commandId } = addRoom('Зал', 1);
    undoCommand(salon.store.work, salon.store.tables, actor(), commandId);
    expect(room(id)).toBeUndefined();
    expect(() => undoCommand(salon.store.work, salon.store.tables, actor(), commandId)).toThrow('UNDO_REFUSED');
  });
});

describe('history', () => {
  test('walks back through every state of a row', () => {
    const { id } = addRoom('Зал', 1);
    changeRoom(id, 2);
    changeRoom(id, 3);
    const states = rowChanges(salon.store.reader, salon.store.tablesByName.get('rooms')!, id);
    expect(states.map((state) => [state.before?.['capacity'] ?? null, state.after?.['capacity'] ?? null])).toEqual([
      [2, 3],
      [1, 2],
      [null, 1],
    ]);
  });
});

describe('verify', () => {
  /** Edits behind the application's back, as a person with an SQLite tool would: the triggers are taken away first. */
  function forge(...statements: string[]): void {
    const { connection } = salon.store;
    const triggers = connection.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) connection.exec(`drop trigger ${name}`);
    for (const statement of statements) connection.exec(statement);
    for (const { sql } of triggers) connection.exec(sql);
  }

  beforeEach(() => {
    const { id } = addRoom('Зал', 1);
    changeRoom(id, 2);
    addRoom('Кабинет', 1);
    changeRoom(id, 3);
  });

  test('an honest file agrees', () => {
    expect(verifyDatabase(salon.store.connection)).toMatchObject({ ok: true, commands: 4, changes: 4, rows: 2 });
  });

  test.each([
    ['an edited value', 'update rooms set capacity = 9 where id = 1', 'row_changed'],
    ['a deleted row', 'delete from rooms where id = 2', 'row_missing'],
    ['an inserted row', "insert into rooms (name, capacity) values ('X', 1)", 'row_unlogged'],
    ['an edited old value', `update change set old = '{"capacity":7}' where seq = 2`, 'history_changed'],
    ['an edited digest', "update change set digest = x'00112233445566778899aabbccddeeff' where seq = 3", 'chain'],
    ['a deleted change', 'delete from change where seq = 2', 'sequence'],
    ['a deleted command', 'delete from command where id = 2', 'sequence'],
    ['another actor', 'update command set actor_id = 5 where id = 2', 'chain'],
    ['another time', 'update command set at_ms = at_ms + 1 where id = 2', 'chain'],
    [
      'two commands swapped',
      'update command set id = id + 100 where id in (2, 3); update command set id = 105 - id where id > 100',
      'chain',
    ],
  ])('finds %s', (_, statement, kind) => {
    forge(statement);
    const report = verifyDatabase(salon.store.connection);
    expect(report.ok).toBe(false);
    expect(report.findings.map((finding) => finding.kind)).toContain(kind);
  });

  test('finds a cut tail by the mark outside the file', () => {
    const mark = salon.store.head();
    forge(
      'delete from change where seq = 4',
      'delete from command where id = 4',
      'update rooms set capacity = 2 where id = 1',
    );
    expect(verifyDatabase(salon.store.connection).ok).toBe(true);
    expect(verifyDatabase(salon.store.connection, { highWater: mark }).findings).toMatchObject([
      { kind: 'writes_lost', commandId: 4 },
    ]);
  });
});
