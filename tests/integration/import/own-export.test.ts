import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExportService } from '../../../src-main/segments/export.service.ts';
import { SegmentsService } from '../../../src-main/segments/segments.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { fromDayNumber } from '../../../src-shared/kernel/local-date.ts';
import { type ListColumn, LIST_COLUMNS } from '../../../src-shared/segments/list-columns.rules.ts';
import { EVERYBODY } from '../../../src-shared/segments/segments.rules.ts';
import { runHere } from '../backup/held-salon.ts';
import { type ImportSalon, openImportSalon } from './import-salon.ts';

/** What every column of the export is taken over as: null = reckoned from visits, or of no meaning elsewhere. */
const FIELDS: Readonly<Record<ListColumn, string | null>> = {
  name: 'fullName',
  phone: 'phone',
  email: 'email',
  lastOn: 'lastVisit',
  nextOn: null,
  firstOn: 'firstVisit',
  visits: 'visits',
  spent: 'spent',
  average: null,
  cadence: null,
  noShows: null,
  lateCancels: null,
  status: null,
  category: 'category',
  tags: 'tags',
  responsible: null,
  source: 'source',
  birthday: 'birthday',
  age: null,
  sex: 'sex',
  createdOn: 'createdOn',
  address: 'address',
  warning: 'allergy',
};

async function exported(
  salon: ImportSalon,
  wish: { format: 'xlsx' | 'csv'; columns: readonly ListColumn[] },
  locale: 'ru' | 'en',
) {
  const segments = new SegmentsService(salon.deps, salon.settings);
  const service = new ExportService(salon.deps, { settings: salon.settings, segments, runJob: runHere });
  const sort = { column: 'name', isDescending: false } as const;
  return await service.file(
    salon.owner,
    { ...wish, filter: EVERYBODY, withArchived: true, sort, picked: null },
    locale,
  );
}

/** Who is in a base, by everything a person can be told by. */
const people = (salon: ImportSalon): unknown[] =>
  salon.store.connection
    .prepare(
      `select last_name, first_name, birthday, email, sex, source, allergy,
         (select group_concat(digits, ' ') from (select digits from client_phones where client_id = clients.id order by
           position, id)) as phones,
         (select name from client_categories where id = category_id) as category,
         (select group_concat(name, ',') from (select name from client_tags t join client_tag_links l on l.tag_id = t.id
           where l.client_id = clients.id order by name)) as tags
       from clients order by last_name, first_name, birthday, phones`,
    )
    .all();

const person = fc.record({
  firstName: fc.constantFrom('Анна', 'Ольга', 'Мария', 'Ян', 'Лёля', '=Анна', '+Анна', 'Анна-Мария'),
  lastName: fc.constantFrom('Кузнецова', 'Петрова', 'Соколова', 'Новикова', 'Римская-Корсакова', 'Титова'),
  birthday: fc.option(fc.integer({ min: -18_000, max: 12_000 }).map(fromDayNumber)),
  phones: fc.uniqueArray(fc.integer({ min: 0, max: 9_999_999 }), { maxLength: 3 }),
  email: fc.option(fc.constantFrom('a.b@example.ru', 'x+y@example.com')),
  sex: fc.option(fc.constantFrom('female', 'male')),
  source: fc.option(fc.constantFrom('Яндекс', '-соседка', 'Instagram; сторис')),
  allergy: fc.constantFrom('', 'лак для волос', 'никель; "пыль"'),
});

test.each([
  ['csv', 'ru', 'firstLast'],
  ['csv', 'en', 'lastFirst'],
  ['xlsx', 'ru', 'lastFirst'],
  ['xlsx', 'en', 'firstLast'],
] as const)('B22: our own %s in %s, names %s, comes back whole', async (format, locale, nameOrder) => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 12 }), async (drawn) => {
      const [from, to] = [await openImportSalon(), await openImportSalon()];
      try {
        for (const salon of [from, to]) salon.settings.update(salon.owner, { nameOrder }, undefined);
        const [tagId, categoryId] = from.write((tx) => [
          tx.insert(sqlText("insert into client_tags (name, colour) values ('Блондинки', 'teal')")),
          tx.insert(sqlText("insert into client_categories (name, colour) values ('VIP', 'teal')")),
        ]);
        for (const [index, one] of drawn.entries()) {
          // Namesakes are told by their numbers.
          const phones = [...one.phones, 9_000_000 + index].map((tail) => ({
            phone: `+7916${String((tail * 100 + index) % 10_000_000).padStart(7, '0')}`,
            label: '',
          }));
          from.addClient({
            ...one,
            phones: [...new Map(phones.map((phone) => [phone.phone, phone])).values()],
            tagIds: index % 2 ? [tagId] : [],
            categoryId: index % 3 ? categoryId : null,
          } as never);
        }
        const columns = LIST_COLUMNS;
        const file = await exported(from, { format, columns }, locale);
        const draft = await to.hand(Buffer.from(file.base64, 'base64'), file.fileName);
        expect(draft).toMatchObject({
          kind: format,
          shape: 'own',
          headerRow: 1,
          rows: drawn.length,
          mapping: columns.map((column) => FIELDS[column]),
          isRemembered: false,
        });
        const { draftId, mapping } = draft;
        const options = { ...draft.options, otherName: 'separate', inFile: 'all' } as typeof draft.options;
        const check = await to.imports.check(to.owner, { draftId, mapping, options }, locale);
        expect(check).toMatchObject({ created: drawn.length, errors: 0, warnings: 0 });
        await to.imports.run(to.owner, { draftId });
        expect(people(to)).toEqual(people(from));
      } finally {
        from.close();
        to.close();
      }
    }),
    { numRuns: 6 },
  );
});

test('B22: any choice of columns is known as our own, and back into the same salon it makes nobody twice', async () => {
  const salon = await openImportSalon();
  try {
    for (const [firstName, phone] of [
      ['Анна', '89161234567'],
      ['Ольга', '89161234568'],
    ] as const) {
      salon.addClient({ firstName, lastName: 'Кузнецова', birthday: '1990-03-12', phones: [{ phone, label: '' }] });
    }
    for (const columns of [['name', 'phone'], ['name', 'birthday', 'phone', 'visits'], LIST_COLUMNS] as const) {
      const file = await exported(salon, { format: 'csv', columns }, 'ru');
      const draft = await salon.hand(Buffer.from(file.base64, 'base64'), file.fileName);
      expect(draft).toMatchObject({ shape: 'own', rows: 2, mapping: columns.map((column) => FIELDS[column]) });
      const { draftId, mapping, options } = draft;
      expect(await salon.imports.check(salon.owner, { draftId, mapping, options }, 'ru')).toMatchObject({
        rows: 2,
        created: 0,
        errors: 0,
      });
    }
  } finally {
    salon.close();
  }
});
