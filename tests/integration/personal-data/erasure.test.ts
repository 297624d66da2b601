import { afterEach, describe, expect, test } from 'vitest';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { readClientCopy } from '../../../src-main/personal-data/client-copy.ts';
import { IMPERSONAL_TABLES, PERSONAL_TABLES } from '../../../src-main/personal-data/personal-tables.ts';
import type { ErasureAct } from '../../../src-main/personal-data/erasure.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { BUSINESS_TABLES } from '../../../db/tables.ts';
import { catalogue } from '../../../src-shared/i18n/catalogue.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { TODAY } from '../journal/journal-salon.ts';
import { type PrivacySalon, fillEverything, openPrivacySalon } from './privacy-salon.ts';

let salon: PrivacySalon;
afterEach(() => salon.close());

const erase = (name = 'Ольга Кузнецова') => salon.data.erasure.erase(salon.owner, { clientId: salon.olga, name });
const one = <Row>(sql: string, ...values: unknown[]): Row => salon.store.reader.get(sqlText<Row>(sql, ...values))!;
const all = <Row>(sql: string, ...values: unknown[]): Row[] => salon.store.reader.all(sqlText<Row>(sql, ...values));

/** Sums of the salon by day and master: what reports are made of. */
const totals = () =>
  all(
    `select visits.local_date, visits.status, staff_id, count(*) as lines, sum(price_minor) as sum
     from visits join visit_lines on visit_lines.visit_id = visits.id group by 1, 2, 3 order by 1, 2, 3`,
  );

describe('the list of tables (D2, D5)', () => {
  test('every table that belongs to a client is in the list or said to be impersonal', async () => {
    salon = await openPrivacySalon();
    const listed = new Set<string>([...PERSONAL_TABLES.map(({ table }) => table), ...Object.keys(IMPERSONAL_TABLES)]);
    const missing = BUSINESS_TABLES.filter((table) => {
      const keys = all<{ table: string }>('select "table" from pragma_foreign_key_list(?)', table).map(
        (key) => key.table,
      );
      const columns = all<{ name: string }>('select name from pragma_table_info(?)', table).map(({ name }) => name);
      const isPersonal =
        columns.some((name) => /(?:^|_)client_id$|phone_digits$/u.test(name)) ||
        keys.some((key) => PERSONAL_TABLES.some((personal) => personal.table === key));
      return isPersonal && !listed.has(table);
    });
    // A phone of the salon's own people is theirs (D7).
    expect(missing.filter((table) => table !== 'staff')).toEqual([]);
  });

  test('every column of such a table is named in a copy, in both languages', async () => {
    salon = await openPrivacySalon();
    const names = PERSONAL_TABLES.map(({ table }) => table);
    for (const language of ['ru', 'en'] as const) {
      const { tables, columns } = catalogue[language].personalData.copy;
      expect(Object.keys(tables).toSorted()).toEqual(names.toSorted());
      const shown = names.flatMap((table) =>
        all<{ name: string }>('select name from pragma_table_info(?)', table).map(({ name }) => name),
      );
      const hidden = /^(?:id|version|position|.*_id|.*_by|.*_to|sha256|thumb_sha256|.*_json|is_archived|series_key)$/u;
      expect([...new Set(shown)].filter((name) => !hidden.test(name) && !(name in columns))).toEqual([]);
    }
  });
});

describe('an erasure (D4, D5)', () => {
  test('D4 is refused while a visit, a seat, a series or an entry is open, and says which', async () => {
    salon = await openPrivacySalon();
    const { visitId } = salon.act('book', {
      localDate: '2026-03-13',
      startMin: 720,
      clientId: salon.olga,
      lines: [{ serviceId: salon.cut, staffId: salon.anna }],
    }) as { visitId: number };
    salon.write((tx) =>
      tx.runSql(
        `insert into waiting_entries (kind, client_id, services_json, status, created_at_ms) values ('waiting', ?, ?, 'waiting', 0)`,
        [salon.olga, JSON.stringify([salon.cut])],
      ),
    );
    expect(salon.data.erasure.check(salon.olga).obstacles).toEqual([
      { kind: 'future_visit', id: visitId, localDate: '2026-03-13', title: '12:00 · Стрижка' },
      { kind: 'waiting', id: 1, localDate: null, title: 'Стрижка' },
    ]);
    expect(refusal(() => erase())).toEqual({
      code: 'ERASURE_BLOCKED',
      data: { count: 2, kinds: ['future_visit', 'waiting'] },
    });
    salon.act('cancel', { visitId, version: 1, reason: 'Клиент передумал', by: 'client' });
    salon.write((tx) => tx.runSql("update waiting_entries set status = 'closed'", []));
    expect(salon.data.erasure.check(salon.olga).obstacles).toEqual([]);
  });

  test('D4 the till can add its own checks', async () => {
    salon = await openPrivacySalon();
    salon.data.erasure.addCheck((_, [id]) => [{ kind: 'series', id: id ?? 0, localDate: null, title: 'долг 500 ₽' }]);
    expect(refusal(() => erase()).code).toBe('ERASURE_BLOCKED');
  });

  test('needs the name of the client, typed; once', async () => {
    salon = await openPrivacySalon();
    expect(refusal(() => erase('Ольга'))).toMatchObject({ code: 'INVALID_INPUT', data: { field: 'name' } });
    erase('  ольга   КУЗНЕЦОВА ');
    expect(refusal(() => erase()).code).toBe('CONFLICT');
    expect(refusal(() => salon.data.erasure.erase(salon.owner, { clientId: 999, name: 'x' })).code).toBe('NOT_FOUND');
  });

  test('D5 takes every personal value out of the tables, the log, the search and the bytes of the file', async () => {
    salon = await openPrivacySalon();
    const secrets = fillEverything(salon, salon.olga);
    salon.clients.update(salon.reception, {
      clientId: salon.olga,
      version: 1,
      values: { note: 'тайна-вторая заметка' },
      allowSamePhone: true,
    });
    salon.write((tx) => tx.runSql('update clients set first_name = ? where id = ?', ['Тайна-Прежнее', salon.olga]));
    salon.write((tx) => tx.runSql('update clients set first_name = ? where id = ?', ['Ольга', salon.olga]));
    expect(secrets.filter((secret) => !salon.bytes().includes(secret))).toEqual([]);
    const before = totals();
    erase();
    const text = salon.bytes();
    expect([...secrets, 'Тайна-', 'ольга', 'кузнецова', '123-45-67'].filter((secret) => text.includes(secret))).toEqual(
      [],
    );
    expect(totals()).toEqual(before);
    expect(one('select first_name, last_name, is_archived from clients where id = ?', salon.olga)).toEqual({
      first_name: `Клиент #${salon.olga}`,
      last_name: '',
      is_archived: 1,
    });
    expect(salon.removed.toSorted()).toEqual(['aa11', 'bb22']);
  });

  test('D5 keeps the chain of the log: the verification is green and names the act', async () => {
    salon = await openPrivacySalon();
    fillEverything(salon, salon.olga);
    salon.clients.update(salon.reception, {
      clientId: salon.olga,
      version: 1,
      values: { note: 'ещё', lastName: 'Петрова' },
      allowSamePhone: true,
    });
    const { requestId } = erase('Ольга Петрова');
    const report = verifyDatabase(salon.store.connection);
    expect(report.findings).toEqual([]);
    expect(report.erased).toEqual([
      { actId: requestId, values: expect.any(Number) as number, commands: expect.any(Number) as number },
    ]);
    expect(report.erased[0]?.values).toBeGreaterThan(1);
    expect(report.erased[0]?.commands).toBeGreaterThan(0);
  });

  test('D5 a forged erasure is found: a value blanked without an act, a mark put back, a changed sentence', async () => {
    salon = await openPrivacySalon();
    const change = (clientId: number, note: string, version: number) =>
      salon.clients.update(salon.reception, { clientId, version, values: { note }, allowSamePhone: true });
    change(salon.irina, 'первая', 1);
    change(salon.irina, 'вторая', 2);
    change(salon.olga, 'первая', 1);
    change(salon.olga, 'вторая', 2);
    const { requestId } = erase();
    const { connection } = salon.store;
    const kinds = (): string[] => verifyDatabase(connection).findings.map(({ kind }) => kind);
    const changeOf = (clientId: number): { seq: number; old: string } =>
      one(
        `select seq, old from change where row_id = ? and instr(old, '"note"') > 0
         and table_no = (select no from log_table where name = 'clients') order by seq desc limit 1 offset ?`,
        clientId,
        clientId === salon.olga ? 1 : 0,
      );
    const forged = (sql: string, ...values: unknown[]): string[] => {
      connection.exec('begin');
      connection.prepare(sql).run(...values);
      const found = kinds();
      connection.exec('rollback');
      return found;
    };
    expect(kinds()).toEqual([]);
    const irina = changeOf(salon.irina);
    const mark = JSON.stringify({ note: { $erased: requestId }, version: 2 });
    expect(forged('update change set old = ? where seq = ?', mark, irina.seq)).toContain('erasure');
    const stranger = JSON.stringify({ note: { $erased: 77 }, version: 2 });
    expect(forged('update change set old = ? where seq = ?', stranger, irina.seq)).toContain('erasure');
    const olga = changeOf(salon.olga);
    const untrue = JSON.stringify({ ...(JSON.parse(olga.old) as object), note: 'выдумка' });
    expect(forged('update change set old = ? where seq = ?', untrue, olga.seq)).not.toEqual([]);
    const sentence = one<{ id: number; summary: string }>(
      `select id, summary from command where instr(summary, '"erased"') > 0 limit 1`,
    );
    const lie = sentence.summary.replace('Клиент #', 'Врач #');
    expect(forged('update command set summary = ? where id = ?', lie, sentence.id)).toContain('chain');
  });

  test('D5 two people in one command: the second erasure leaves the first one proved', async () => {
    salon = await openPrivacySalon();
    salon.write((tx) => {
      tx.summary = { key: 'clients.update', values: { client: 'Ольга Кузнецова', other: 'Ирина Новикова' } };
      tx.runSql("update clients set note = 'вместе' where id in (?, ?)", [salon.olga, salon.irina]);
    });
    erase();
    salon.data.erasure.erase(salon.owner, { clientId: salon.irina, name: 'Ирина Новикова' });
    expect(verifyDatabase(salon.store.connection).findings).toEqual([]);
    expect(salon.bytes()).not.toContain('Новикова');
  });

  test('D5 those merged into the client go with them, and the family with its last member', async () => {
    salon = await openPrivacySalon();
    salon.write((tx) => {
      tx.runSql("insert into families (id, name) values (5, 'Кузнецовы')", []);
      tx.runSql('update clients set family_id = 5 where id = ?', [salon.olga]);
      tx.runSql('update clients set merged_into_id = ? where id = ?', [salon.olga, salon.irina]);
    });
    erase();
    expect(salon.bytes()).not.toMatch(/Ирина|Новикова|Кузнецов/u);
  });

  test('D5 neither the erasure nor anything before it is undone', async () => {
    salon = await openPrivacySalon();
    const { commandId: changed } = salon.clients.update(salon.reception, {
      clientId: salon.olga,
      version: 1,
      values: { note: 'тайна' },
      allowSamePhone: true,
    });
    const { commandId: changedBack } = salon.clients.update(salon.reception, {
      clientId: salon.olga,
      version: 2,
      values: { note: 'другая' },
      allowSamePhone: true,
    });
    const { commandId: erased } = erase();
    const history = new HistoryService(salon.deps);
    for (const commandId of [changed, changedBack, erased]) {
      expect(refusal(() => history.undo(salon.owner, commandId!))).toMatchObject({
        code: 'UNDO_REFUSED',
        data: { reason: 'erased' },
      });
    }
    const fields = history
      .ofRecord(salon.owner, 'client', salon.olga)
      .flatMap(({ changes }) => changes.flatMap((change) => change.fields));
    expect(fields).toContainEqual({ field: 'note', before: '$erased', after: '' });
  });
});

describe('the act and what stays (D6, D8)', () => {
  test('D6 the act says who, what, when, how, until when copies hold the person, and bears no personal value', async () => {
    salon = await openPrivacySalon();
    const secrets = fillEverything(salon, salon.olga);
    salon.copies.push({ id: 'a.db', createdAtMs: salon.clock.nowMs(), reason: 'schedule', isProved: true } as never);
    salon.copies.push({
      id: 'm.db',
      createdAtMs: salon.clock.nowMs(),
      reason: 'before_migration',
      isProved: true,
    } as never);
    const { requestId } = erase();
    const { act_json: json } = one<{ act_json: string }>('select act_json from data_requests where id = ?', requestId);
    expect(secrets.filter((secret) => json.includes(secret))).toEqual([]);
    const act = JSON.parse(json) as ErasureAct;
    expect(act).toMatchObject({
      clientIds: [salon.olga],
      by: 'Test owner',
      isAgain: false,
      visitsKept: 2,
      contents: 2,
    });
    expect(act.categories.map(({ category }) => category)).toContain('health');
    expect(act.copies[0]?.goneByMs).toBeGreaterThan(salon.clock.nowMs());
    expect(act.copies[1]?.goneByMs).toBeNull();
    const paper = await salon.data.papers.act(salon.owner, requestId, 'ru');
    expect(Buffer.from(paper.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('D8 an erased client is found by nobody and listed nowhere, and counts stay', async () => {
    salon = await openPrivacySalon();
    salon.text('marketing');
    salon.data.consents.give(salon.reception, {
      clientId: salon.olga as never,
      purpose: 'marketing',
      channel: 'in_person',
      note: '',
    });
    fillEverything(salon, salon.olga);
    const counts = () =>
      one<{ visits: number; clients: number }>(
        'select (select count(*) from visits) as visits, (select count(*) from clients) as clients',
      );
    const before = counts();
    erase();
    for (const text of ['Ольга', 'Кузнецова', '4567', 'Клиент', `#${salon.olga}`]) {
      expect(salon.clients.search(salon.owner, { query: text, limit: 20 }).map(({ id }) => id)).not.toContain(
        salon.olga,
      );
    }
    expect(counts()).toEqual(before);
    expect(salon.data.consents.mayContact(salon.olga, 'marketing', 'sms')).toBe('ERASED');
    expect(salon.data.consents.mayContact(salon.olga, 'service', 'sms')).toBe('ERASED');
    expect(one('select count(*) as live from consents where withdrawn_at_ms is null')).toEqual({ live: 0 });
    expect(
      refusal(() => salon.data.requests.add(salon.owner, { clientId: salon.olga as never, kind: 'copy', note: '' }))
        .code,
    ).toBe('CONFLICT');
    const rename = () =>
      salon.clients.update(salon.owner, {
        clientId: salon.olga,
        version: 1,
        values: { firstName: 'Ольга' },
        allowSamePhone: true,
      });
    expect(refusal(rename).code).toBe('NOT_FOUND');
    expect(salon.data.requests.list({ withDone: false }).open).toBe(0);
    expect(salon.journal.day(salon.owner, TODAY)).toBeDefined();
  });

  test('D2 the copy holds every table with a row of the client and every change, and is written into the log', async () => {
    salon = await openPrivacySalon();
    fillEverything(salon, salon.olga);
    salon.text('photo', 'Можно снимать');
    salon.data.consents.give(salon.reception, {
      clientId: salon.olga as never,
      purpose: 'photo',
      channel: 'electronic',
      note: 'письмо',
    });
    const copy = readClientCopy(salon.store.reader, salon.store, salon.olga);
    const without = PERSONAL_TABLES.map(({ table }) => table).filter(
      (table) => !copy.tables.some((own) => own.table === table),
    );
    expect(without.toSorted()).toEqual(['client_distinctions', 'client_merges']);
    expect(copy.tables.find(({ table }) => table === 'visit_lines')?.records[0]).toMatchObject({
      service_id_name: 'Стрижка',
      staff_id_name: 'Анна Соколова',
    });
    expect(copy.tables.find(({ table }) => table === 'consents')?.records[0]).toMatchObject({ text: 'Можно снимать' });
    const json = await salon.data.papers.copy(salon.owner, salon.olga, 'json', 'ru');
    const content = JSON.parse(Buffer.from(json.base64, 'base64').toString('utf8')) as Record<string, unknown[]>;
    expect(content['client_notes']).toMatchObject([{ body: 'тайна-body' }]);
    expect(content['changes']?.length).toBeGreaterThan(1);
    const pdf = await salon.data.papers.copy(salon.owner, salon.olga, 'pdf', 'en');
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    // The open request is done with the first copy, the second one is written down of itself.
    expect(all('select kind, done_by, note from data_requests order by id')).toMatchObject([
      { kind: 'copy', done_by: salon.owner.userId, note: 'тайна-request' },
      { kind: 'copy', done_by: salon.owner.userId, note: 'pdf' },
    ]);
  });
});
