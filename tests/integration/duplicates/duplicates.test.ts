import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { compareClientSearch } from '../../../src-main/clients/search-index.repository.ts';
import { MOVED_COLUMNS, UNMOVED_COLUMNS } from '../../../src-main/duplicates/duplicates.repository.ts';
import { DuplicatesService } from '../../../src-main/duplicates/duplicates.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { BUSINESS_TABLES, DERIVED_TABLES } from '../../../db/tables.ts';
import { MERGE_FIELDS, SETTLED_COLUMNS } from '../../../src-shared/duplicates/merge.rules.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { runHere } from '../backup/held-salon.ts';
import { type JournalSalon, TODAY, TOMORROW, openJournalSalon } from '../journal/journal-salon.ts';

let salon: JournalSalon;
let clients: ClientsService;
let duplicates: DuplicatesService;
let kept: number;
let twin: number;

beforeEach(async () => {
  salon = await openJournalSalon();
  clients = new ClientsService(salon.deps, salon.settings);
  duplicates = new DuplicatesService(salon.deps, { settings: salon.settings, clients, runJob: runHere });
  kept = person('Наталья', 'Белова', ['79165550011', '79165550012'], {
    birthday: '1990-05-01',
    note: 'Кофе',
    created_at_ms: 50,
  });
  twin = person('Наташа', 'Белова', ['79165550011', '79165550099'], {
    email: 'n@b.example',
    allergy: 'Никель',
    note: 'Тишина',
    created_at_ms: 10,
  });
});
afterEach(() => {
  expect(compareClientSearch(salon.store.connection)).toEqual([]);
  expect(verifyDatabase(salon.store.connection).ok).toBe(true);
  salon.close();
});

function person(first: string, last: string, phones: readonly string[], more: object = {}): number {
  return salon.write((tx) => {
    const id = tx.insert(
      query.insertInto('clients').values({ first_name: first, last_name: last, created_at_ms: 1, ...more }),
    );
    phones.forEach((digits, position) =>
      tx.insert(query.insertInto('client_phones').values({ client_id: id, digits, position })),
    );
    return id;
  });
}

const reception = () => salon.callerOf('administrator');
const merge = (more: object = {}) =>
  duplicates.merge(reception(), {
    keptId: kept,
    keptVersion: version(kept),
    mergedId: twin,
    mergedVersion: version(twin),
    choices: {},
    ...more,
  } as never);
const version = (id: number): number =>
  salon.store.connection.prepare('select version from clients where id = ?').pluck().get(id) as number;
const column = (sql: string, ...values: unknown[]): unknown[] =>
  salon.store.connection
    .prepare(sql)
    .pluck()
    .all(...values);

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Everything the salon knows but versions, which an undo never takes back. */
function facts(): Record<string, unknown> {
  return Object.fromEntries(
    [...BUSINESS_TABLES, ...DERIVED_TABLES.filter((table) => !['client_fts', 'client_words'].includes(table))].map(
      (table) => [
        table,
        (salon.store.connection.prepare(`select * from ${table}`).all() as Record<string, unknown>[])
          .map((row) => JSON.stringify({ ...row, version: null }))
          .toSorted(),
      ],
    ),
  );
}

/** One row of everything that can belong to a client, on the card that will be merged. */
function fillTwin(): void {
  const act = salon.act('book', {
    localDate: TODAY,
    startMin: 720,
    clientId: twin,
    lines: [{ serviceId: salon.cut, staffId: salon.anna }],
  }) as unknown as { visitId: number };
  salon.write((tx) => {
    const row = (table: string, values: Record<string, unknown>): number => {
      const names = Object.keys(values);
      return tx.runSql(
        `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        Object.values(values),
      ).insertId;
    };
    const tag = row('client_tags', { name: 'VIP', colour: 'teal' });
    const other = row('client_tags', { name: 'Спит', colour: 'grey' });
    const text = row('consent_texts', { purpose: 'marketing', number: 1, body: 'x', sha256: 'x', valid_from: TODAY });
    const line = column('select id from visit_lines where visit_id = ?', act.visitId)[0];
    row('client_tag_links', { client_id: kept, tag_id: tag });
    row('client_tag_links', { client_id: twin, tag_id: tag });
    row('client_tag_links', { client_id: twin, tag_id: other });
    row('client_preferred_staff', { client_id: twin, staff_id: salon.anna });
    row('client_notes', { client_id: twin, body: 'Любит чай', created_at_ms: 1 });
    row('client_files', {
      client_id: twin,
      kind: 'file',
      media_type: 'text/plain',
      size_bytes: 1,
      sha256: 'a',
      created_at_ms: 1,
    });
    row('consents', { client_id: twin, purpose: 'marketing', text_id: text, channel: 'paper', given_at_ms: 1 });
    row('service_records', {
      client_id: twin,
      visit_line_id: line,
      visit_id: act.visitId,
      service_id: salon.cut,
      staff_id: salon.anna,
      created_at_ms: 1,
    });
    row('patch_tests', { client_id: twin, tested_on: TODAY, valid_until: TOMORROW, result: 'ok', created_at_ms: 1 });
    row('client_calls', { client_id: twin, reason: 'due', outcome: 'later', called_at_ms: 1 });
    row('data_requests', { client_id: twin, kind: 'copy', requested_on: TODAY, due_on: TOMORROW });
    row('visit_series', {
      client_id: twin,
      rule_json: '{}',
      start_date: TODAY,
      start_min: 600,
      lines_json: '[]',
      created_at_ms: 1,
    });
    row('waiting_entries', { client_id: twin, kind: 'waiting', created_at_ms: 1 });
    const head = { local_date: TODAY, client_id: twin };
    const document_id = row('ledger_documents', { ...head, kind: 'sale', number: 1, at_ms: 1, amount_minor: 1000 });
    row('ledger_entries', {
      ...head,
      document_id,
      event: 'E20',
      debit_account: 4900,
      credit_account: 2400,
      amount_minor: 1000,
    });
    const sums = { gross_minor: 1000, discount_minor: 0, net_minor: 1000 };
    const sale_id = row('sales', { ...head, ...sums, document_id, priced_on: TODAY });
    row('certificates', { client_id: twin, number: 'С-1', nominal_minor: 1, paid_minor: 1, sold_on: TODAY });
    const type_id = row('membership_types', {
      name: 'Пять',
      kind: 'visits',
      price_minor: 1,
      validity_days: 9,
      starts_at: 'purchase',
      balance: 'shared',
    });
    const membership_id = row('memberships', {
      client_id: twin,
      type_id,
      number: 'А-1',
      title: 'Пять',
      kind: 'visits',
      price_minor: 1,
      validity_days: 9,
      sold_on: TODAY,
    });
    row('membership_members', { client_id: twin, membership_id });
    row('membership_movements', {
      client_id: twin,
      membership_id,
      document_id,
      kind: 'use',
      local_date: TODAY,
      units: -1,
      value_minor: -1,
    });
    row('bonus_lots', { client_id: twin, document_id, source: 'sale', granted_on: TODAY, available_from: TODAY });
    row('discount_cards', { client_id: twin, number: '77', rate_bp: 500, valid_from: TODAY });
    const coupon_id = row('coupons', { code: 'МАЙ', code_key: 'май', name: 'Май', rate_bp: 500, valid_from: TODAY });
    row('coupon_uses', { client_id: twin, coupon_id, document_id, sale_id, uses: 1, amount_minor: 10 });
    tx.runSql('update clients set recommended_by_id = ? where id = ?', [twin, salon.olga]);
  });
}

test('every column of the file that names a client is moved by a merge, or left on purpose', () => {
  const { connection } = salon.store;
  const tables = column(
    "select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'",
  ) as string[];
  const naming = tables.flatMap((table) => {
    const keys = connection.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[];
    const columns = connection.pragma(`table_info(${table})`) as { name: string }[];
    const named = columns.map(({ name }) => name).filter((name) => name === 'client_id');
    return [...new Set([...keys.filter((key) => key.table === 'clients').map((key) => key.from), ...named])].map(
      (name) => `${table}.${name}`,
    );
  });
  const known = new Set([
    ...MOVED_COLUMNS.map(({ table, column: name }) => `${table}.${name}`),
    ...UNMOVED_COLUMNS,
    ...DERIVED_TABLES.map((table) => `${table}.client_id`),
  ]);
  expect(naming.filter((name) => !known.has(name))).toEqual([]);
  const columns = (connection.pragma('table_info(clients)') as { name: string }[]).map(({ name }) => name);
  const handled = new Set<string>([...MERGE_FIELDS, ...SETTLED_COLUMNS]);
  expect(columns.filter((name) => !handled.has(name))).toEqual([]);
  for (const { table, isVersioned } of MOVED_COLUMNS) {
    const names = (connection.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    expect([table, names.includes('version')]).toEqual([table, isVersioned]);
  }
});

describe('merge', () => {
  test('moves everything, takes the chosen sides, and one undo brings it all back', () => {
    fillTwin();
    const before = facts();
    const { commandId } = merge({ choices: { first_name: 'kept', note: 'both' } });
    for (const { table, column: name } of MOVED_COLUMNS) {
      expect([table, column(`select count(*) from ${table} where ${name} = ?`, twin)]).toEqual([table, [0]]);
    }
    const [row] = salon.store.connection.prepare('select * from clients where id = ?').all(kept) as Record<
      string,
      unknown
    >[];
    expect(row).toMatchObject({
      first_name: 'Наталья',
      birthday: '1990-05-01',
      email: 'n@b.example',
      allergy: 'Никель',
      note: 'Кофе\nТишина',
      created_at_ms: 10,
    });
    expect(column('select digits from client_phones where client_id = ? order by position', kept)).toEqual([
      '79165550011',
      '79165550012',
      '79165550099',
    ]);
    expect(column('select count(*) from client_tag_links where client_id = ?', kept)).toEqual([2]);
    expect(column('select merged_into_id from clients where id = ?', twin)).toEqual([kept]);
    expect(column('select kept_id from client_merges where merged_id = ?', twin)).toEqual([kept]);
    expect(clients.search(reception(), { query: 'белова', limit: 9 }).map((hit) => hit.id)).toEqual([kept]);
    undoCommand(salon.store.work, salon.store.tables, reception().actor(salon.clock), commandId!);
    expect(facts()).toEqual(before);
    expect(clients.search(reception(), { query: 'белова', limit: 9 })).toHaveLength(2);
  });

  test('the old address leads to the kept card; nothing is booked on the merged one', () => {
    merge();
    expect(clients.card(reception(), { clientId: twin, visitLimit: 1 })).toMatchObject({
      id: kept,
      name: 'Наталья Белова',
    });
    const act = (): unknown =>
      salon.act('book', {
        localDate: TODAY,
        startMin: 720,
        clientId: twin,
        lines: [{ serviceId: salon.cut, staffId: salon.anna }],
      });
    expect(refusal(act)).toBe('NOT_FOUND');
  });

  test('somebody who was quicker: a changed card, a card merged meanwhile, the pair the other way round', () => {
    const seen = { keptVersion: version(kept), mergedVersion: version(twin) };
    merge();
    expect(refusal(() => merge(seen))).toBe('STALE_VERSION');
    expect(refusal(() => merge({ ...seen, keptId: twin, mergedId: kept }))).toBe('STALE_VERSION');
    expect(refusal(() => merge())).toBe('NOT_FOUND');
    expect(refusal(() => merge({ mergedId: kept }))).toBe('INVALID_INPUT');
  });

  test('an undo is refused once somebody went on with the kept card', () => {
    const { commandId } = merge();
    clients.update(reception(), {
      clientId: kept,
      version: version(kept),
      values: { note: 'x' },
      allowSamePhone: true,
    });
    const undo = (): unknown =>
      undoCommand(salon.store.work, salon.store.tables, reception().actor(salon.clock), commandId!);
    expect(refusal(undo)).toBe('UNDO_REFUSED');
  });

  test('shows beforehand what differs, what is suggested and what moves', () => {
    fillTwin();
    const preview = duplicates.preview(reception(), { keptId: kept, mergedId: twin } as never);
    expect(preview.fields).toEqual(
      expect.arrayContaining([
        { name: 'first_name', kept: 'Наталья', merged: 'Наташа', suggested: 'kept', canUnite: false },
        { name: 'note', kept: 'Кофе', merged: 'Тишина', suggested: 'both', canUnite: true },
        { name: 'email', kept: '', merged: 'n@b.example', suggested: 'merged', canUnite: false },
      ]),
    );
    expect(preview.moves).toEqual(
      expect.arrayContaining([
        { kind: 'visits', count: 1 },
        { kind: 'phones', count: 2 },
      ]),
    );
    expect(preview).toMatchObject({ reasons: ['phone', 'name'] });
  });
});

describe('suspicions', () => {
  const list = (isFresh = false) => duplicates.list(reception(), { limit: 50, offset: 0, isFresh });
  const ids = async (isFresh = false) => (await list(isFresh)).pairs.map(({ one, other }) => [one.id, other.id]);

  test('a pair is found with its reasons, told apart for good, and that can be undone', async () => {
    const { pairs, total } = await list();
    expect(total).toBe(1);
    expect(pairs).toMatchObject([{ one: { id: kept }, other: { id: twin }, reasons: ['phone', 'name'] }]);
    const { commandId } = duplicates.dismiss(reception(), { oneId: twin, otherId: kept } as never);
    expect(await ids()).toEqual([]);
    expect(await ids(true)).toEqual([]);
    undoCommand(salon.store.work, salon.store.tables, reception().actor(salon.clock), commandId!);
    expect(await ids()).toEqual([[kept, twin]]);
  });

  test('the kept list follows changes without looking through the whole base', async () => {
    await list();
    merge();
    expect(await ids()).toEqual([]);
    const third = person('Наталья', 'Белова', ['79165550012']);
    expect(await ids()).toEqual([[kept, third]]);
  });

  test('a mother and her daughter with one phone are two people; so are namesakes born on other days', async () => {
    person('Ольга', 'Смирнова', ['79160000001']);
    person('Дарья', 'Смирнова', ['79160000001']);
    person('Инна', 'Котова', ['79160000002'], { birthday: '1980-01-01' });
    person('Инна', 'Котова', ['79160000003'], { birthday: '1985-02-02' });
    expect(await ids()).toEqual([[kept, twin]]);
  });

  test('whoever is being written down is compared at once, by phone, e-mail, card, or name and birthday', () => {
    const similar = (input: object, role: 'administrator' | 'owner' = 'administrator') =>
      duplicates.similar(salon.callerOf(role), {
        clientId: null,
        firstName: '',
        lastName: '',
        middleName: '',
        phones: [],
        birthday: null,
        email: null,
        cardNumber: null,
        ...input,
      });
    const found = (input: object) => similar(input).map(({ client }) => client.id);
    expect(found({ phones: ['8 916 555-00-12'] })).toEqual([kept]);
    expect(found({ firstName: 'Света', lastName: 'Другая', email: 'N@B.example' })).toEqual([]);
    expect(found({ firstName: 'Ната', email: 'N@B.example' })).toEqual([twin]);
    expect(found({ firstName: 'Ната', lastName: 'Белава', birthday: '1990-05-01' })).toEqual([kept]);
    expect(found({ firstName: 'Наталия', lastName: 'Белова' })).toEqual(expect.arrayContaining([kept, twin]));
    expect(found({ clientId: kept, firstName: 'Наталья', lastName: 'Белова' })).toEqual([twin]);
    expect(found({ firstName: 'Пётр', lastName: 'Незнакомый' })).toEqual([]);
  });
});
