import { afterEach, describe, expect, test } from 'vitest';
import { importOptions } from '../../../src-shared/import/import.contract.ts';
import { compareClientSearch } from '../../../src-main/clients/search-index.repository.ts';
import { ImportService } from '../../../src-main/import/import.service.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { runHere } from '../backup/held-salon.ts';
import { type ImportSalon, openImportSalon } from './import-salon.ts';

let salon: ImportSalon;
afterEach(() => salon.close());

const HEAD = 'ФИО;Телефон;Дата рождения;Комментарий';
const TABLE = [
  HEAD,
  'Иванова Анна Петровна;8 (916) 123-45-67;12.03.1990;постоянная',
  'Ким Олег;+7 903 555-77-88, 8 903 555-77-99;;',
  'Петрова Мария;79261112233;31.02.1991;',
  ';;;',
  'Иванова Анна;+7 916 123 45 67;;ещё раз',
].join('\r\n');

function findings(): unknown[] {
  return [...verifyDatabase(salon.store.connection).findings, ...compareClientSearch(salon.store.connection)];
}

describe('B22: a table becomes clients', () => {
  test('the rehearsal says what will be; the run does it; nothing is written before', async () => {
    salon = await openImportSalon();
    salon.addClient({ firstName: 'Олег', lastName: 'Ким', phones: [{ phone: '+7 903 555-77-88', label: '' }] });
    const draft = await salon.hand(TABLE);
    expect(draft).toMatchObject({
      kind: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      headerRow: 1,
      rows: 4,
      mapping: ['fullName', 'phone', 'birthday', 'note'],
      isRemembered: false,
    });
    const check = await salon.imports.check(
      salon.owner,
      { draftId: draft.draftId, mapping: draft.mapping, options: draft.options },
      'ru',
    );
    expect(check).toMatchObject({ rows: 4, created: 2, updated: 1, skipped: 0, duplicates: 1, errors: 0, warnings: 1 });
    expect(check.lines).toEqual([
      expect.objectContaining({ row: 3, kind: 'updated', by: 'phone', clientName: 'Олег Ким' }),
      expect.objectContaining({
        row: 4,
        kind: 'warning',
        column: 2,
        field: 'birthday',
        fault: 'NOT_A_DATE',
        value: '31.02.1991',
      }),
      expect.objectContaining({ row: 6, kind: 'duplicate', otherRow: 2 }),
    ]);
    expect(salon.everybody()).toHaveLength(1);
    const done = await salon.imports.run(salon.owner, { draftId: draft.draftId });
    expect(done).toMatchObject({ outcome: 'done', counts: { created: 2, updated: 1, duplicates: 1 } });
    expect(salon.everybody()).toEqual([
      'Ким Олег 79035557788 79035557799',
      'Иванова Анна 79161234567',
      'Петрова Мария 79261112233',
    ]);
    const notes = salon.store.connection.prepare('select note from clients order by id').pluck().all();
    expect(notes).toEqual(['', 'постоянная', 'День рождения в файле: 31.02.1991']);
    expect(findings()).toEqual([]);
  });

  test('the mapping is remembered for the same heads', async () => {
    salon = await openImportSalon();
    const draft = await salon.hand(TABLE);
    const mapping = ['fullName', 'phone', null, 'allergy'] as const;
    const options = importOptions.parse({ existing: 'overwrite', nameOrder: 'firstLast' });
    await salon.imports.check(salon.owner, { draftId: draft.draftId, mapping, options }, 'ru');
    await salon.imports.run(salon.owner, { draftId: draft.draftId });
    const again = await salon.hand(TABLE.replace('постоянная', 'иначе'));
    expect(again).toMatchObject({ mapping, options, isRemembered: true, importedAtMs: null });
    await expect(salon.hand(TABLE)).resolves.toMatchObject({ importedAtMs: salon.clock.nowMs() });
  });

  test.each([
    ['skip', 'Ким Анна', '', 0],
    ['fill', 'Ким Анна', 'к@к.example', 1],
    ['overwrite', 'Ким Анна', 'к@к.example', 1],
  ] as const)('existing clients: %s', async (existing, name, email, updated) => {
    salon = await openImportSalon();
    salon.addClient({
      firstName: 'Анна',
      lastName: 'Ким',
      note: 'своё',
      phones: [{ phone: '89161234567', label: '' }],
    });
    const done = await salon.take('Имя,Фамилия,Телефон,E-mail,Комментарий\nАнна,Ким,9161234567,к@к.example,чужое', {
      existing,
    });
    expect(done.counts).toMatchObject({ created: 0, updated, skipped: 1 - updated });
    expect(salon.everybody()).toEqual([`${name} 79161234567`]);
    const row = salon.store.connection.prepare("select coalesce(email, '') as email, note from clients").get();
    expect(row).toEqual({ email, note: existing === 'overwrite' ? 'своё\nчужое' : 'своё' });
  });

  test.each([
    ['separate', 2, ['Ким Анна 79161234567', 'Ким Олег 79161234567']],
    ['same', 1, ['Ким Анна 79161234567']],
    ['skip', 1, ['Ким Анна 79161234567']],
  ] as const)('one phone, another name: %s', async (otherName, count, people) => {
    salon = await openImportSalon();
    salon.addClient({ firstName: 'Анна', lastName: 'Ким', phones: [{ phone: '89161234567', label: '' }] });
    await salon.take('Имя;Фамилия;Телефон\nОлег;Ким;9161234567', { otherName });
    expect(salon.everybody()).toHaveLength(count);
    expect(salon.everybody()).toEqual(people);
  });

  test.each([
    ['merge', ['Ким Анна 79161234567 79035557788']],
    ['first', ['Ким Анна 79161234567']],
    ['all', ['Ким Анна 79161234567', 'Ким Анна 79161234567 79035557788']],
  ] as const)('the same person twice in the file: %s', async (inFile, people) => {
    salon = await openImportSalon();
    await salon.take('Имя;Фамилия;Телефон\nАнна;Ким;9161234567\nАнна;Ким;"9161234567, 9035557788"', { inFile });
    expect(salon.everybody()).toEqual(people);
  });

  test('tags and categories that are new are made; a second row uses them', async () => {
    salon = await openImportSalon();
    await salon.take(
      'Имя;Телефон;Метки;Категория;Скидка\nАнна;9161234567;"VIP, Лояльный";Золото;10%\nОлег;9161234568;vip;золото;5',
    );
    const { connection } = salon.store;
    expect(connection.prepare('select name from client_tags order by id').pluck().all()).toEqual(['VIP', 'Лояльный']);
    expect(connection.prepare('select name from client_categories').pluck().all()).toEqual(['Золото']);
    expect(connection.prepare('select personal_discount_bp from clients').pluck().all()).toEqual([1000, 500]);
    expect(connection.prepare('select count(*) from client_tag_links').pluck().get()).toBe(3);
  });

  test('the report names row, column and value, and opens as a workbook', async () => {
    salon = await openImportSalon();
    const draft = await salon.hand(TABLE);
    await expect(salon.imports.report(salon.owner, draft, 'ru')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await salon.imports.check(salon.owner, { ...draft, mapping: draft.mapping }, 'ru');
    const file = await salon.imports.report(salon.owner, draft, 'ru');
    expect(file.fileName).toBe('Отчёт импорта клиенты.xlsx');
    const read = await salon.hand(Buffer.from(file.base64, 'base64'), file.fileName);
    expect(read.preview.map(({ cells }) => cells.slice(0, 5))).toContainEqual([
      '4',
      'C · Дата рождения',
      'Замечание',
      '31.02.1991',
      'Дата не распознана. Пример: 12.03.1990.',
    ]);
  });

  test('somebody else does not see a file that was handed in', async () => {
    salon = await openImportSalon();
    const draft = await salon.hand(TABLE);
    await expect(
      salon.imports.check(salon.as('administrator'), { ...draft, mapping: draft.mapping }, 'ru'),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** A table of so many people. */
function people(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `Клиент${index};+7916${String(index).padStart(7, '0')}`);
  return ['Имя;Телефон', ...rows].join('\n');
}

describe('B22: the way back', () => {
  test('Ctrl+Z takes the whole import back, old values and made tags too', async () => {
    salon = await openImportSalon();
    const anna = salon.addClient({ firstName: 'Анна', phones: [{ phone: '9161234567', label: '' }] });
    const before = salon.store.connection.prepare('select * from clients').all();
    const { commandId } = await salon.take(
      `Имя;Телефон;Метки;Почта\nАнна;9161234567;VIP;a@b.example\nОлег;9161234568;VIP;`,
    );
    expect(salon.everybody()).toHaveLength(2);
    expect(salon.history.recent(undefined, 10)[0]).toMatchObject({ name: 'import.run', isUndone: false });
    const undo = await salon.history.undoWhole(salon.owner, commandId!);
    expect(undo.commandId).toBeGreaterThan(commandId!);
    const after = salon.store.connection.prepare('select * from clients').all();
    expect(after).toEqual([{ ...(before[0] as object), version: 3 }]);
    expect(anna).toBe(1);
    expect(salon.store.connection.prepare('select count(*) from client_tags').pluck().get()).toBe(0);
    expect(salon.imports.list()[0]).toMatchObject({ status: 'undone', wasStopped: false });
    expect(
      salon.history
        .recent(undefined, 10)
        .map(({ name }) => name)
        .slice(0, 2),
    ).toEqual(['import.undo', 'import.run']);
    await expect(salon.history.undoWhole(salon.owner, commandId!)).rejects.toMatchObject({ code: 'UNDO_REFUSED' });
    await expect(salon.history.undoWhole(salon.owner, undo.commandId!)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'kind' },
    });
    expect(findings()).toEqual([]);
  });

  test('who was booked or edited since is named and stays; the rest goes', async () => {
    salon = await openImportSalon();
    const { importId } = await salon.take(people(6));
    const [booked, edited] = [1, 2];
    salon.write((tx) => {
      tx.runSql(
        "insert into visits (client_id, local_date, status, created_at_ms) values (?, '2026-03-12', 'booked', 0)",
        [booked],
      );
    });
    salon.clients.update(salon.owner, {
      clientId: edited,
      version: 1,
      values: { note: 'важно' },
      allowSamePhone: true,
    });
    const plan = await salon.imports.undoPlan(importId);
    expect(plan).toMatchObject({ removed: 4, keptCount: 2 });
    expect(plan.kept.map(({ clientId, why }) => [clientId, why]).toSorted()).toEqual([
      [booked, 'booked'],
      [edited, 'edited'],
    ]);
    await expect(salon.imports.undo(salon.owner, { importId, keepsTouched: false })).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'importTouched', count: 2 },
    });
    await salon.imports.undo(salon.owner, { importId, keepsTouched: true });
    expect(salon.everybody()).toEqual(['Клиент0 79160000000', 'Клиент1 79160000001']);
    expect(findings()).toEqual([]);
  });

  test('whom a later import has completed stays when the earlier one is taken back', async () => {
    salon = await openImportSalon();
    const first = await salon.take(people(3));
    const second = await salon.take('Имя;Телефон;Почта\nКлиент1;+79160000001;a@b.example');
    expect(second.counts).toMatchObject({ created: 0, updated: 1 });
    const plan = await salon.imports.undoPlan(first.importId);
    expect(plan).toMatchObject({ removed: 2, keptCount: 1, kept: [{ name: 'Клиент1', why: 'edited' }] });
    await salon.imports.undo(salon.owner, { importId: second.importId, keepsTouched: false });
    await expect(salon.imports.undoPlan(first.importId)).resolves.toMatchObject({ removed: 3, keptCount: 0 });
    await salon.imports.undo(salon.owner, { importId: first.importId, keepsTouched: false });
    expect(salon.everybody()).toEqual([]);
    expect(findings()).toEqual([]);
  });

  test('stopped in the middle, nothing of it stays; a booking made meanwhile does', async () => {
    salon = await openImportSalon({
      onJob: (job) => {
        if (job.title === 'import.run' && job.state === 'running' && job.share > 0) salon.imports.cancel(job.id);
      },
    });
    const before = salon.addClient({ firstName: 'Анна' });
    const stopped = await salon.take(people(3000));
    expect(stopped.outcome).toBe('stopped');
    expect(stopped.commandId).toBeNull();
    expect(salon.everybody()).toEqual(['Анна']);
    expect(before).toBe(1);
    expect(salon.imports.list()[0]).toMatchObject({ status: 'undone', wasStopped: true });
    expect(findings()).toEqual([]);
  });

  test('an import that the end of the program cut off is taken back at the next start', async () => {
    salon = await openImportSalon({
      onJob: (job) => {
        if (job.title === 'import.run' && job.state === 'running' && job.share > 0) salon.imports.stop();
      },
    });
    await expect(salon.take(people(3000))).rejects.toThrow();
    expect(salon.everybody().length).toBeGreaterThan(0);
    expect(salon.imports.list()[0]).toMatchObject({ status: 'running' });
    const next = new ImportService(salon.deps, { settings: salon.settings, runJob: runHere, onJob: () => undefined });
    expect(salon.everybody()).toEqual([]);
    expect(next.list()[0]).toMatchObject({ status: 'undone', wasStopped: true });
    expect(findings()).toEqual([]);
  });

  test('one import at a time', async () => {
    salon = await openImportSalon();
    const draft = await salon.hand(people(2000));
    await salon.imports.check(salon.owner, { ...draft, mapping: draft.mapping }, 'ru');
    const running = salon.imports.run(salon.owner, draft);
    await expect(salon.imports.run(salon.owner, draft)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'importRuns' },
    });
    await expect(running).resolves.toMatchObject({ outcome: 'done' });
  });
});
