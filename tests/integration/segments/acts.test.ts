import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExportService } from '../../../src-main/segments/export.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { readCommand } from '../../../src-main/store/undo.ts';
import { LIST_COLUMNS } from '../../../src-shared/segments/list-columns.rules.ts';
import type { BulkChange, Selection } from '../../../src-shared/segments/segments.contract.ts';
import { EVERYBODY, type Filter } from '../../../src-shared/segments/segments.rules.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { runHere } from '../backup/held-salon.ts';
import { type RandomBase, openRandomBase } from './random-base.ts';

let base: RandomBase;
beforeEach(async () => {
  base = await openRandomBase(40, 3);
});
afterEach(() => base.close());

const owner = () => base.callerOf('owner');
const TAGGED: Filter = { join: 'and', items: [{ field: 'tags', op: 'known' }] };
const change = (selection: object, wanted: object) =>
  base.bulk.change(owner(), { selection: selection as Selection, change: wanted as BulkChange });
const undo = (commandId: number | null) =>
  undoCommand(base.store.work, base.store.tables, owner().actor(base.clock), commandId!);
const count = (filter: Filter) => base.segments.count({ filter, withArchived: true }).count;

describe('changes of many clients', () => {
  test('a tag on all found: one command, counted once each, and one undo takes it all back', () => {
    const [tagId] = base.tagIds;
    const has: Filter = { join: 'and', items: [{ field: 'tags', op: 'anyOf', values: [tagId!] }] };
    const before = count(has);
    const all = count(EVERYBODY);
    const { commandId, changed, gone } = change(
      { kind: 'found', filter: EVERYBODY, withArchived: true, except: [], expected: all },
      { kind: 'tags', add: [tagId], remove: [] },
    );
    expect([changed, gone, count(has)]).toEqual([all - before, 0, all]);
    expect(JSON.parse(readCommand(base.store.reader, commandId!)!.summary!)).toEqual({
      key: 'segments.tagsAdd',
      values: { added: '«Блондинки»', removed: '', count: all - before },
    });
    undo(commandId);
    expect(count(has)).toBe(before);
  });

  test('those who were merged or erased meanwhile are left out and counted', () => {
    const ids = [...base.facts.keys()].slice(0, 3);
    const answer = change(
      { kind: 'picked', ids: [...ids, ...base.goneIds, 99_999] },
      { kind: 'category', categoryId: base.categoryIds[0] },
    );
    expect(answer.gone).toBe(3);
    const rows = base.segments.rows(owner(), {
      filter: { join: 'and', items: [{ field: 'category', op: 'anyOf', values: [base.categoryIds[0]!] }] },
      withArchived: true,
      sort: { column: 'name', isDescending: false },
      offset: 0,
      limit: 200,
    });
    expect(rows.rows.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(rows.rows.some(({ id }) => base.goneIds.includes(id))).toBe(false);
  });

  test('nothing to change is no command; a list that changed meanwhile is not touched', () => {
    const selection = { kind: 'picked', ids: [[...base.facts.keys()][0]] };
    const wanted = { kind: 'responsible', staffId: base.staffIds[1] };
    change(selection, wanted);
    expect(change(selection, wanted)).toEqual({ commandId: null, changed: 0, gone: 0 });
    const found = count(TAGGED);
    expect(
      refusal(() =>
        change(
          { kind: 'found', filter: TAGGED, withArchived: true, except: [], expected: found + 1 },
          { kind: 'responsible', staffId: null },
        ),
      ),
    ).toEqual({ code: 'CONFLICT', data: { what: 'selection', expected: found + 1, found } });
    expect(refusal(() => change(selection, { kind: 'responsible', staffId: 99_999 })).code).toBe('NOT_FOUND');
  });
});

describe('segments', () => {
  test('fill themselves; one’s own is nobody else’s, a shared one is changed by who keeps the clients', () => {
    const master = base.callerOf('master');
    const { segmentId } = base.segments.create(owner(), { name: 'С метками', filter: TAGGED, isShared: true });
    base.segments.create(master, { name: 'Моё', filter: EVERYBODY, isShared: false });
    expect(base.segments.list(master).map(({ name, isEditable }) => [name, isEditable])).toEqual([
      ['С метками', false],
      ['Моё', true],
    ]);
    const counted = () => base.segments.list(owner()).find(({ id }) => id === segmentId)!.count;
    const before = counted();
    const [bare] = [...base.facts].find(([, facts]) => facts.tagIds.length === 0 && !facts.isArchived)!;
    change({ kind: 'picked', ids: [bare] }, { kind: 'tags', add: [base.tagIds[0]], remove: [] });
    expect(counted()).toBe(before + 1);
    const mine = base.segments.list(master).find(({ name }) => name === 'Моё')!;
    expect(refusal(() => base.segments.remove(owner(), { segmentId: mine.id, version: 1 })).code).toBe('NOT_FOUND');
    expect(refusal(() => base.segments.remove(master, { segmentId, version: 1 })).code).toBe('FORBIDDEN');
    expect(refusal(() => base.segments.create(master, { name: 'x', filter: EVERYBODY, isShared: true })).code).toBe(
      'FORBIDDEN',
    );
  });

  test('a deleted segment comes back with its name and filter', () => {
    const { segmentId } = base.segments.create(owner(), { name: 'С метками', filter: TAGGED, isShared: false });
    const { commandId } = base.segments.remove(owner(), { segmentId, version: 1 });
    expect(base.segments.list(owner())).toEqual([]);
    undo(commandId);
    expect(base.segments.list(owner())).toMatchObject([{ name: 'С метками', filter: TAGGED }]);
  });
});

describe('exports', () => {
  const exports = () =>
    new ExportService(base.deps, { settings: base.settings, segments: base.segments, runJob: runHere });
  const wish = {
    filter: EVERYBODY,
    withArchived: true,
    sort: { column: 'name' as const, isDescending: false },
    picked: null,
    columns: ['name', 'phone', 'spent', 'lastOn'] as const,
    format: 'csv' as const,
  };
  const textOf = ({ base64 }: { base64: string }) => Buffer.from(base64, 'base64').toString('utf8');

  test('CSV: BOM, semicolons, the rows found, and in the last line who took them; the register knows the same', async () => {
    const file = await exports().file(owner(), wish, 'ru');
    const lines = textOf(file).split('\r\n');
    expect(lines[0]).toBe('\uFEFFКлиент;Телефон;Потрачено;Последний визит');
    expect(lines.length).toBe(base.facts.size + 3);
    expect(lines.at(-2)).toMatch(/^Выгрузка № 1: Test owner, 12 марта.*, строк: 40$/u);
    expect(exports().exports()).toMatchObject([
      { number: 1, who: 'Test owner', rows: 40, format: 'csv', withPhones: true },
    ]);
    const log = base.store.reader.get(query.selectFrom('command').selectAll().orderBy('id', 'desc').limit(1))!;
    expect(log).toMatchObject({ name: 'exports.clients' });
    expect(refusal(() => undo(log.id)).code).toBe('UNDO_REFUSED');
  });

  test('S6: Excel keeps a formula a text and a phone a phone; number and name stand in the file', async () => {
    const [id] = base.write((tx) => {
      const evil = tx.insert(
        query
          .insertInto('clients')
          .values({ first_name: '=HYPERLINK("x")', last_name: '', created_at_ms: 1, source: '@SUM(1)' }),
      );
      tx.insert(query.insertInto('client_phones').values({ client_id: evil, digits: '79165557788' }));
      return [evil];
    });
    const picked = [id];
    const columns = LIST_COLUMNS;
    const file = await exports().file(owner(), { ...wish, picked, columns, format: 'xlsx' }, 'ru');
    const book = new exceljs.Workbook();
    await book.xlsx.load(Buffer.from(file.base64, 'base64') as unknown as ArrayBuffer);
    const [sheet, about] = book.worksheets;
    const row = sheet!.getRow(2);
    expect(row.getCell(1).value).toBe('=HYPERLINK("x")');
    expect(row.getCell(2).value).toBe('+7 916 555-77-88');
    expect(row.getCell(LIST_COLUMNS.indexOf('source') + 1).value).toBe('@SUM(1)');
    expect(sheet!.rowCount).toBe(2);
    expect(about!.getRow(1).getCell(1).value).toMatch(/^Выгрузка № 1: Test owner/u);
    expect(book.creator).toMatch(/^Выгрузка № 1/u);
    const csv = await exports().file(owner(), { ...wish, picked, columns: ['name', 'phone', 'source'] }, 'ru');
    expect(textOf(csv)).toContain(`"'=HYPERLINK(""x"")";+7 916 555-77-88;'@SUM(1)`);
  });

  test('who may not see phones gets masks in the file, and no mail', async () => {
    const file = await exports().file(base.callerOf('master'), { ...wish, columns: ['name', 'phone', 'email'] }, 'ru');
    expect(textOf(file)).toContain('••');
    expect(textOf(file)).not.toMatch(/916 000|@b\.example/u);
    expect(exports().exports()[0]).toMatchObject({ withPhones: false });
  });

  test('an export that is broken off ends, and stands in the register all the same', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(exports().file(owner(), wish, 'ru', stop.signal)).rejects.toThrow();
    expect(exports().exports().length).toBe(1);
  });
});
