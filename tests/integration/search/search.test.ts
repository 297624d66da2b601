import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { SearchService } from '../../../src-main/search/search.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Role } from '../../../src-shared/access/access.rules.ts';
import type { SearchKind } from '../../../src-shared/search/search.contract.ts';
import { type JournalSalon, TODAY, TOMORROW, openJournalSalon } from '../journal/journal-salon.ts';

let salon: JournalSalon;
let search: SearchService;
let natalia: number;
const visits: Record<string, number> = {};

beforeAll(async () => {
  salon = await openJournalSalon();
  const clients = new ClientsService(salon.deps, salon.settings);
  search = new SearchService(salon.deps, { settings: salon.settings, clients });
  salon.write((tx) => {
    const person = (first: string, last: string, digits: string, more: object = {}): number => {
      const id = tx.insert(
        query.insertInto('clients').values({ first_name: first, last_name: last, created_at_ms: 1, ...more }),
      );
      tx.insert(query.insertInto('client_phones').values({ client_id: id, digits }));
      return id;
    };
    natalia = person('Наталья', 'Белова', '79165550011');
    person('Наталья', 'Архивная', '79165550012', { is_archived: 1 });
    person('Наталья', 'Стёртая', '79165550013', { erased_at_ms: 1 });
    person('Наталья', 'Слитая', '79165550014', { merged_into_id: natalia });
    tx.insert(
      query
        .insertInto('services')
        .values({ category_id: 1, name: 'Старая завивка', duration_min: 60, price_minor: 1, is_archived: 1 }),
    );
    tx.insert(query.insertInto('bundles').values({ category_id: 1, name: 'Образ на свадьбу' }));
    tx.insert(query.insertInto('staff_documents').values({ staff_id: salon.anna, title: 'Медкнижка' }));
  });
  const book = (
    name: string,
    clientId: number,
    localDate: string,
    startMin: number,
    serviceId: number,
    comment = '',
  ) => {
    const booked = salon.act('book', {
      localDate,
      startMin,
      clientId,
      comment,
      lines: [{ serviceId, staffId: salon.anna }],
    });
    visits[name] = (booked as unknown as { visitId: number }).visitId;
  };
  book('nataliaToday', natalia, TODAY, 720, salon.cut, 'придёт с собакой');
  book('nataliaTomorrow', natalia, TOMORROW, 660, salon.colour);
  book('olgaTomorrow', salon.olga, TOMORROW, 900, salon.cut);
});
afterAll(() => salon.close());

const ask = (text: string, role: Role = 'owner', kinds?: SearchKind[]) =>
  search.everything(salon.callerOf(role), { query: text, limit: 6, ...(kinds ? { kinds } : {}) });
const titles = (text: string, kind: SearchKind, role: Role = 'owner') =>
  ask(text, role)
    .filter((hit) => hit.kind === kind)
    .map((hit) => hit.title);
const visitIds = (text: string) =>
  ask(text)
    .filter((hit) => hit.kind === 'visit')
    .map((hit) => hit.id);

describe('everything (B12)', () => {
  test.each([
    ['any part of a name', 'елов', 'client', 'Наталья Белова'],
    ['the other keyboard layout', 'yfnfkmz', 'client', 'Наталья Белова'],
    ['transliteration', 'natalya', 'client', 'Наталья Белова'],
    ['one typo', 'белва', 'client', 'Наталья Белова'],
    ['last four digits', '0011', 'client', 'Наталья Белова'],
    ['a service', 'окраш', 'service', 'Окрашивание'],
    ['a service in the other layout', 'vfybr.h', 'service', 'Маникюр'],
    ['a service with a typo', 'стришка', 'service', 'Стрижка'],
    ['a service by its category', 'волосы', 'service', 'Стрижка'],
    ['a bundle', 'свадьб', 'bundle', 'Образ на свадьбу'],
    ['a master', 'соколова', 'staff', 'Анна Соколова'],
    ['a room', 'кабинет', 'room', 'Кабинет 1'],
    ['a paper', 'медкн', 'paper', 'Медкнижка'],
    ['a paper by its owner', 'соколова', 'paper', 'Медкнижка'],
  ] as const)('finds by %s', (_, text, kind, title) => {
    expect(titles(text, kind)).toContain(title);
  });

  test('nobody finds the erased and the merged; the archived stand last and are marked', () => {
    const found = ask('наталья').filter((hit) => hit.kind === 'client');
    expect(found.map((hit) => [hit.title, hit.isArchived])).toEqual([
      ['Наталья Белова', false],
      ['Наталья Архивная', true],
    ]);
    expect(ask('завивка').map((hit) => [hit.title, hit.isArchived])).toEqual([['Старая завивка', true]]);
  });

  test('marks what met the text', () => {
    expect(ask('окраш').find((hit) => hit.kind === 'service')).toMatchObject({ titleMarks: [[0, 5]], rank: 1 });
    expect(ask('0011')[0]).toMatchObject({ detail: '+7 916 555-00-11', detailMarks: [[11, 16]] });
  });

  test('answers one kind when only that is asked for', () => {
    expect(new Set(ask('соколова', 'owner', ['staff']).map((hit) => hit.kind))).toEqual(new Set(['staff']));
  });
});

describe('visits', () => {
  test('of a day in words, of that day and a client, of that day and a service', () => {
    expect(visitIds('завтра')).toEqual([visits['nataliaTomorrow'], visits['olgaTomorrow']]);
    expect(visitIds('белова завтра')).toEqual([visits['nataliaTomorrow']]);
    expect(visitIds('13 марта стрижка')).toEqual([visits['olgaTomorrow']]);
    expect(visitIds('13.03')).toHaveLength(2);
  });

  test('of a day and a client in the other layout, as it sounds, with a mistake', () => {
    for (const text of ['yfnfkmz завтра', 'belova завтра', 'беолва завтра', 'наталия белова завтра']) {
      expect(visitIds(text)).toEqual([visits['nataliaTomorrow']]);
    }
  });

  test('of a day, as it is after the last command', () => {
    const move = (localDate: string) =>
      salon.write((tx) =>
        tx.run(query.updateTable('visits').set({ local_date: localDate }).where('id', '=', visits['olgaTomorrow']!)),
      );
    expect(visitIds('завтра')).toContain(visits['olgaTomorrow']);
    move(TODAY);
    expect(visitIds('завтра')).toEqual([visits['nataliaTomorrow']]);
    move(TOMORROW);
    expect(visitIds('завтра')).toEqual([visits['nataliaTomorrow'], visits['olgaTomorrow']]);
    const rename = (lastName: string) =>
      salon.write((tx) => tx.run(query.updateTable('clients').set({ last_name: lastName }).where('id', '=', natalia)));
    rename('Чернова');
    expect(visitIds('чернова завтра')).toEqual([visits['nataliaTomorrow']]);
    rename('Белова');
  });

  test('of a client: the next one first; of a client and a service', () => {
    expect(visitIds('наталья белова')[0]).toBe(visits['nataliaToday']);
    expect(visitIds('белова окрашивание')[0]).toBe(visits['nataliaTomorrow']);
  });

  test('by a comment, which is forgotten once it is changed', () => {
    expect(visitIds('собакой')).toEqual([visits['nataliaToday']]);
    salon.write((tx) =>
      tx.run(query.updateTable('visits').set({ comment: 'кофе без сахара' }).where('id', '=', visits['nataliaToday']!)),
    );
    expect(visitIds('собакой')).toEqual([]);
    expect(visitIds('сахара')).toEqual([visits['nataliaToday']]);
  });
});

describe('rights', () => {
  test('a master sees masked phones and finds none by digits (S11)', () => {
    const [hit] = ask('белова', 'master');
    expect(hit).toMatchObject({ kind: 'client', detail: '+7 9•• •••-••-11', detailMarks: [] });
    expect(ask('0011', 'master').filter(({ kind }) => kind === 'client')).toEqual([]);
    expect(titles('медкн', 'paper', 'master')).toEqual([]);
  });

  test('who may not see clients or the journal finds neither', () => {
    expect(new Set(ask('наталья', 'sysadmin').map((hit) => hit.kind))).toEqual(new Set());
    expect(titles('наталья', 'client', 'accountant')).toEqual([]);
  });
});

describe('recents', () => {
  test('are kept per person, newest first, as things are now, without a command in the log', () => {
    const owner = salon.callerOf('owner');
    const before = salon.store.head().commandId;
    const look = (kind: SearchKind, id: number): void => {
      salon.clock.atMs += 1000;
      search.remember(owner, { kind, id });
    };
    look('client', natalia);
    look('service', salon.cut);
    look('visit', visits['olgaTomorrow']!);
    look('client', natalia);
    expect(salon.store.head().commandId).toBe(before);
    expect(search.recents(owner, 8).map((hit) => hit.title)).toEqual(['Наталья Белова', 'Ольга Кузнецова', 'Стрижка']);
    expect(search.recents(salon.callerOf('administrator'), 8)).toEqual([]);
    salon.write((tx) => tx.run(query.updateTable('clients').set({ erased_at_ms: 5 }).where('id', '=', natalia)));
    expect(search.recents(owner, 8).map((hit) => hit.kind)).toEqual(['visit', 'service']);
  });
});
