import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { compareClientSearch, rebuildClientSearch } from '../../../src-main/clients/search-index.repository.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { BLANK_CLIENT, type ClientFields } from '../../../src-shared/clients/client-parts.contract.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
let clients: ClientsService;

beforeEach(async () => {
  salon = await openTestStore();
  clients = new ClientsService(salon.deps, new SettingsService(salon.deps));
});
afterEach(() => {
  expect(compareClientSearch(salon.store.connection)).toEqual([]);
  salon.close();
});

const owner = () => salon.callerOf('owner');

function add(firstName: string, lastName: string, phone = '', rest: Partial<ClientFields> = {}): number {
  const phones = phone === '' ? [] : [{ phone, label: '' }];
  return clients.create(owner(), { ...BLANK_CLIENT, firstName, lastName, phones, ...rest, allowSamePhone: false })
    .clientId;
}

const find = (text: string, role: 'owner' | 'master' = 'owner') =>
  clients.search(salon.callerOf(role), { query: text, limit: 20 });
const names = (text: string) => find(text).map((hit) => hit.name);

function thrown(act: () => unknown): { code: string; data: unknown } {
  try {
    act();
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, data: error.data };
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A visit with one service at a price, as the journal writes it. */
function addVisit(
  clientId: number,
  localDate: string,
  status: string,
  priceMinor = 0,
): { visitId: number; commandId: number } {
  const { value, commandId } = salon.store.work.run(owner().actor(salon.clock), 'journal.book', (tx) => {
    const known = tx.get(query.selectFrom('services').select('id'));
    const serviceId =
      known?.id ??
      tx.insert(
        query.insertInto('services').values({
          name: 'Стрижка',
          price_minor: 0,
          duration_min: 60,
          category_id: tx.insert(
            query.insertInto('service_categories').values({ name: 'Волосы', parent_id: null, colour: 'teal' }),
          ),
          price_max_minor: null,
          segments_json: null,
          periodicity_days: null,
        }),
      );
    const staffId =
      tx.get(query.selectFrom('staff').select('id'))?.id ??
      tx.insert(query.insertInto('staff').values({ first_name: 'Мария', last_name: 'Лебедева', colour: 'teal' }));
    const visitId = tx.insert(
      query.insertInto('visits').values({ client_id: clientId, local_date: localDate, status, created_at_ms: 0 }),
    );
    tx.insert(
      query.insertInto('visit_lines').values({
        visit_id: visitId,
        position: 0,
        local_date: localDate,
        service_id: serviceId,
        staff_id: staffId,
        start_min: 600,
        duration_min: 60,
        price_minor: priceMinor,
      }),
    );
    return visitId;
  });
  return { visitId: value, commandId: commandId! };
}

describe('search', () => {
  beforeEach(() => {
    add('Алёна', 'Ковалёва', '8 (916) 123-45-67');
    add('Юлия', 'Щукина', '+7 903 555 12 12', { middleName: 'Ивановна' });
    add('Наталья', 'Иванова', '+375 29 123-45-67');
    add('Пётр', 'Иванов', '89161112233');
    add('Анна-Мария', 'Римская-Корсакова');
    add('John', 'Smith');
  });

  test.each([
    ['a surname', 'ковалёва', ['Алёна Ковалёва']],
    ['е for ё', 'алена', ['Алёна Ковалёва']],
    ['ё for е', 'щёкина', ['Юлия Щукина']],
    ['any case', 'КОВАЛ', ['Алёна Ковалёва']],
    ['one letter', 'щ', ['Юлия Щукина']],
    ['two letters of a first name', 'пё', ['Пётр Иванов']],
    ['two short beginnings', 'и п', ['Пётр Иванов']],
    ['the middle of a word', 'вале', ['Алёна Ковалёва']],
    ['two parts in any order', 'корсак анна', ['Анна-Мария Римская-Корсакова']],
    ['a patronymic, shown because it was found', 'ивановна', ['Юлия Ивановна Щукина', 'Наталья Иванова']],
    ['the wrong layout', 'rjdfktdf', ['Алёна Ковалёва']],
    ['the wrong layout with letters on signs', "'otrbyf", ['Юлия Щукина']],
    ['Latin letters', 'kovaleva', ['Алёна Ковалёва']],
    ['another Latin spelling', 'Julia', ['Юлия Щукина']],
    ['a sister form of a name', 'Наталия', ['Наталья Иванова']],
    ['Russian letters for a Latin name', 'смит', ['John Smith']],
    ['one mistake', 'кавалева', ['Алёна Ковалёва']],
    ['two mistakes in a long word', 'кавалива', ['Алёна Ковалёва']],
    ['swapped letters', 'щукниа', ['Юлия Щукина']],
    ['a mistake beside a right word', 'алена кавалева', ['Алёна Ковалёва']],
    ['last four digits', '1212', ['Юлия Щукина']],
    ['a phone as Russians write it', '8 916 123', ['Алёна Ковалёва']],
    ['a whole phone with signs', '+7 (916) 123-45-67', ['Алёна Ковалёва']],
    ['the middle of a phone', '55512', ['Юлия Щукина']],
    ['a foreign phone', '37529', ['Наталья Иванова']],
    ['a name with digits', 'алена 4567', ['Алёна Ковалёва']],
    ['a name with digits of somebody else', 'пётр 4567', []],
    ['nobody', 'ъъъ', []],
    ['nothing', '   ', []],
    ['signs of the search language', '"*) OR (', []],
  ])('finds %s: %s', (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test('ranks a surname before other words, their beginnings before their middles', () => {
    add('Иван', 'Ломов');
    add('Ванда', 'Диванова');
    expect(names('иван')).toEqual([
      'Пётр Иванов',
      'Наталья Иванова',
      'Иван Ломов',
      'Юлия Ивановна Щукина',
      'Ванда Диванова',
    ]);
    expect(names('иванов')[0]).toBe('Пётр Иванов');
  });

  test('shows the newest visitor first among equals', () => {
    const first = add('Инна', 'Комарова');
    const second = add('Инна', 'Комарова');
    addVisit(second, '2026-03-01', 'completed');
    expect(find('комарова').map((hit) => hit.id)).toEqual([second, first]);
    addVisit(first, '2026-03-10', 'completed');
    expect(find('комарова').map((hit) => hit.id)).toEqual([first, second]);
  });

  test('marks what met the query', () => {
    expect(find('ковал')[0]).toMatchObject({ name: 'Алёна Ковалёва', nameMarks: [[6, 11]], phoneMarks: [] });
    expect(find('9161234')[0]).toMatchObject({ phone: '+7 916 123-45-67', phoneMarks: [[3, 12]] });
  });

  test('masks phones for a master and looks for no digits (S11)', () => {
    expect(find('алена', 'master')[0]?.phone).toBe('+7 9•• •••-••-67');
    for (const digits of ['4567', '9161234567', '+7 916 123-45-67', '916']) expect(find(digits, 'master')).toEqual([]);
    expect(find('алена 4567', 'master')).toEqual([]);
  });

  test('finds by the second phone and shows that one', () => {
    add('Вера', 'Лис', '', {
      phones: [
        { phone: '+7 495 111 22 33', label: 'дом' },
        { phone: '+7 900 777 88 99', label: '' },
      ],
    });
    expect(find('8899')[0]?.phone).toBe('+7 900 777-88-99');
  });

  test('puts archived clients last', () => {
    const archived = add('Инна', 'Комарова');
    const other = add('Инна', 'Комарова');
    clients.setArchived(owner(), { clientId: archived, version: 1, isArchived: true });
    expect(find('комарова').map((hit) => [hit.id, hit.isArchived])).toEqual([
      [other, false],
      [archived, true],
    ]);
  });
});

describe('the index stays in step', () => {
  test('undo of a rename finds the old name again and forgets the new one', () => {
    const clientId = add('Ирина', 'Старова', '+7 916 000 00 01');
    const { commandId } = clients.update(owner(), {
      clientId,
      version: 1,
      values: { lastName: 'Новикова', phones: [{ phone: '+7 916 999 99 99', label: '' }] },
      allowSamePhone: false,
    });
    expect(names('новикова')).toEqual(['Ирина Новикова']);
    expect(names('старова')).toEqual([]);
    undoCommand(salon.store.work, salon.store.tables, owner().actor(salon.clock), commandId!);
    expect(names('старова')).toEqual(['Ирина Старова']);
    expect(names('новикова')).toEqual([]);
    expect(names('0001')).toEqual(['Ирина Старова']);
    expect(names('9999')).toEqual([]);
  });

  test('undo of a creation leaves nothing, and a new word is a typo target at once', () => {
    const { commandId } = clients.create(owner(), {
      ...BLANK_CLIENT,
      firstName: 'Зоя',
      lastName: 'Шереметьева',
      allowSamePhone: false,
    });
    expect(names('шериметьева')).toEqual(['Зоя Шереметьева']);
    undoCommand(salon.store.work, salon.store.tables, owner().actor(salon.clock), commandId!);
    expect(names('шериметьева')).toEqual([]);
    expect(salon.store.connection.prepare('select count(*) from client_words').pluck().get()).toBe(0);
    add('Зоя', 'Шереметьева');
    expect(names('шериметьева')).toEqual(['Зоя Шереметьева']);
  });

  test('totals follow visits: completion, undo, another client, deletion', () => {
    const one = add('Ада', 'Первая');
    const two = add('Бэла', 'Вторая');
    const totals = (id: number) => {
      const hit = find(id === one ? 'первая' : 'вторая')[0]!;
      return [hit.visits, hit.lastVisitOn, hit.noShows];
    };
    const { visitId } = addVisit(one, '2026-03-12', 'booked');
    expect(totals(one)).toEqual([0, null, 0]);
    const change = (values: { status?: string; client_id?: number }) =>
      salon.store.work.run(owner().actor(salon.clock), 'journal.setStatus', (tx) => {
        tx.run(query.updateTable('visits').set(values).where('id', '=', visitId));
      }).commandId!;
    const completed = change({ status: 'completed' });
    expect(totals(one)).toEqual([1, '2026-03-12', 0]);
    undoCommand(salon.store.work, salon.store.tables, owner().actor(salon.clock), completed);
    expect(totals(one)).toEqual([0, null, 0]);
    change({ status: 'no_show' });
    expect(totals(one)).toEqual([0, null, 1]);
    change({ client_id: two });
    expect([totals(one), totals(two)]).toEqual([
      [0, null, 0],
      [0, null, 1],
    ]);
    salon.store.work.run(owner().actor(salon.clock), 'journal.erase', (tx) => {
      tx.run(query.deleteFrom('visit_lines').where('visit_id', '=', visitId));
      tx.run(query.deleteFrom('visits').where('id', '=', visitId));
    });
    expect(totals(two)).toEqual([0, null, 0]);
  });

  test('thousands of clients in one unit of work, and their undo, leave the index as if each came alone', () => {
    const { commandId } = salon.store.work.run(owner().actor(salon.clock), 'clients.create', (tx) => {
      for (let index = 0; index < 2300; index++) {
        const id = tx.insert(
          query
            .insertInto('clients')
            .values({ first_name: 'Анна', last_name: `Иванова${index % 700}`, created_at_ms: index }),
        );
        tx.insert(query.insertInto('client_phones').values({ client_id: id, digits: `7916${1_000_000 + index}` }));
      }
    });
    const { connection } = salon.store;
    expect(compareClientSearch(connection)).toEqual([]);
    expect(connection.prepare("select uses from client_words where word = 'анна'").pluck().get()).toBe(2300);
    expect(find('8 916 100-22-99').map((hit) => hit.name)).toEqual(['Анна Иванова199']);
    undoCommand(salon.store.work, salon.store.tables, owner().actor(salon.clock), commandId!);
    expect(connection.prepare('select count(*) from client_words').pluck().get()).toBe(0);
  });

  test('nobody finds whoever was erased (D5) or merged into somebody else', () => {
    const kept = add('Анна', 'Ковалёва', '8 916 123-45-67');
    const merged = add('Анна', 'Ковалева', '8 916 765-43-21');
    const erased = add('Анна', 'Коваль', '8 916 111-22-33');
    expect(find('ковал')).toHaveLength(3);
    const write = (id: number, values: object) =>
      salon.store.work.run(owner().actor(salon.clock), 'clients.update', (tx) =>
        tx.run(query.updateTable('clients').set(values).where('id', '=', id)),
      );
    const { commandId } = write(merged, { merged_into_id: kept });
    write(erased, { erased_at_ms: 1 });
    expect(find('ковал').map((hit) => hit.id)).toEqual([kept]);
    expect(find('2233')).toEqual([]);
    expect(clients.list(owner(), { offset: 0, limit: 10, withArchived: true })).toMatchObject({ total: 1 });
    undoCommand(salon.store.work, salon.store.tables, owner().actor(salon.clock), commandId!);
    expect(find('ковалева').map((hit) => hit.id)).toEqual([kept, merged]);
  });

  test('a damaged index is noticed, and a rebuilt one is the same as the kept one', () => {
    const clientId = add('Мила', 'Йовович', '+7 916 123 45 67');
    add('Мила', 'Кунис');
    salon.store.connection.exec(`update client_search set visits = 5 where client_id = ${clientId};
      update client_words set uses = 9 where word = 'мила'; delete from client_fts where rowid = ${clientId}`);
    expect(compareClientSearch(salon.store.connection)).toEqual([
      `client_search ${clientId}`,
      'client_words мила',
      expect.stringMatching(/^client_fts: \d+ trigrams only in the fresh index$/),
    ]);
    rebuildClientSearch(salon.store.connection);
    expect(names('йовавич')).toEqual(['Мила Йовович']);
  });

  test('a file with clients and no index gets one when the service starts', () => {
    add('Мила', 'Кунис');
    salon.store.connection.exec('delete from client_search; delete from client_words; delete from client_fts');
    clients = new ClientsService(salon.deps, new SettingsService(salon.deps));
    expect(names('кунис')).toEqual(['Мила Кунис']);
  });
});

describe('list', () => {
  test('goes by surname, a page at a time, archived ones only when asked for', () => {
    const ids = ['Яшина', 'Абрамова', 'Ёлкина', 'Егорова'].map((name) => add('Ева', name));
    clients.setArchived(owner(), { clientId: ids[1]!, version: 1, isArchived: true });
    const page = (offset: number, limit: number, withArchived = false) => {
      const { clients: hits, total } = clients.list(owner(), { offset, limit, withArchived });
      return [hits.map((hit) => hit.name), total];
    };
    expect(page(0, 2)).toEqual([['Ева Егорова', 'Ева Ёлкина'], 3]);
    expect(page(2, 2)).toEqual([['Ева Яшина'], 3]);
    expect(page(0, 9, true)).toEqual([['Ева Егорова', 'Ева Ёлкина', 'Ева Яшина', 'Ева Абрамова'], 4]);
    add('Ева', 'Жукова');
    expect(page(0, 1)).toEqual([['Ева Егорова'], 4]);
  });

  test('masks phones for a master', () => {
    add('Ева', 'Жукова', '89161234567');
    expect(clients.list(salon.callerOf('master'), { offset: 0, limit: 1, withArchived: false }).clients[0]?.phone).toBe(
      '+7 9•• •••-••-67',
    );
  });
});

describe('card', () => {
  test('counts visits, money and favourites', () => {
    const clientId = add('Ева', 'Жукова', '89161234567', { email: 'eva@example.org', allergy: 'хна' });
    addVisit(clientId, '2026-02-10', 'completed', 240_000);
    addVisit(clientId, '2026-03-01', 'completed', 120_050);
    addVisit(clientId, '2026-03-02', 'no_show', 999);
    addVisit(clientId, '2026-03-20', 'confirmed', 500);
    addVisit(clientId, '2026-03-11', 'booked', 500);
    const card = clients.card(owner(), { clientId, visitLimit: 2 });
    expect(card.stats).toMatchObject({
      visits: 2,
      completed: 2,
      noShows: 1,
      lateCancels: 0,
      spentMinor: 360_050,
      lastVisitOn: '2026-03-01',
      nextVisitOn: '2026-03-20',
    });
    expect(card.stats.topServiceIds).toHaveLength(1);
    expect(card.stats.favouriteStaffId).not.toBeNull();
    expect(card.visits.map((visit) => [visit.localDate, visit.services, visit.staff, visit.startMin])).toEqual([
      ['2026-03-20', 'Стрижка', 'Мария Лебедева', 600],
      ['2026-03-11', 'Стрижка', 'Мария Лебедева', 600],
    ]);
    expect(card.phones).toEqual([{ phone: '+7 916 123-45-67', label: '' }]);
  });

  test('gives a master neither phone nor address (S11)', () => {
    const clientId = add('Ева', 'Жукова', '89161234567', { email: 'eva@example.org' });
    const card = clients.card(salon.callerOf('master'), { clientId, visitLimit: 0 });
    expect([card.phones[0]?.phone, card.email]).toEqual(['+7 9•• •••-••-67', null]);
  });

  test('of nobody is NOT_FOUND', () => {
    expect(thrown(() => clients.card(owner(), { clientId: 99, visitLimit: 0 })).code).toBe('NOT_FOUND');
  });
});

describe('create and update', () => {
  test('a taken phone names its owner, and may be shared on purpose', () => {
    const clientId = add('Анна', 'Соколова', '8 916 123-45-67');
    const input = { ...BLANK_CLIENT, firstName: 'Олег', phones: [{ phone: '+79161234567', label: '' }] };
    expect(thrown(() => clients.create(owner(), { ...input, allowSamePhone: false }))).toEqual({
      code: 'ALREADY_EXISTS',
      data: { what: 'client', clientId, name: 'Анна Соколова', phone: '+7 916 123-45-67' },
    });
    const son = clients.create(owner(), { ...input, allowSamePhone: true }).clientId;
    expect(find('4567').map((hit) => hit.id)).toEqual([son, clientId]);
    const other = add('Ян', '');
    const update = { clientId: other, version: 1, values: { phones: input.phones } };
    expect(thrown(() => clients.update(owner(), { ...update, allowSamePhone: false })).code).toBe('ALREADY_EXISTS');
    expect(clients.update(owner(), { ...update, allowSamePhone: true }).version).toBe(2);
    // Saved again with the phone that they already have: no question is asked twice.
    expect(clients.update(owner(), { ...update, version: 2, allowSamePhone: false })).toEqual({
      commandId: null,
      version: 2,
    });
  });

  test.each([
    ['a text that is no phone', { phones: [{ phone: 'позже', label: '' }] }, 'phone'],
    ['a birthday to come', { birthday: '2026-03-13' }, 'birthday'],
    ['an address without @', { email: 'eva.example.org' }, 'email'],
  ])('refuses %s with the field', (_, values, field) => {
    const clientId = add('Ева', 'Жукова');
    const error = { code: 'INVALID_INPUT', data: expect.objectContaining({ field }) };
    expect(thrown(() => add('Ева', '', '', values))).toEqual(error);
    expect(thrown(() => clients.update(owner(), { clientId, version: 1, values, allowSamePhone: false }))).toEqual(
      error,
    );
  });

  test('an absent field stays, the version rises, and the log says who', () => {
    const clientId = add('Ева', 'Жукова', '89161234567', { note: 'кофе без сахара', allergy: 'хна' });
    const { version } = clients.update(owner(), {
      clientId,
      version: 1,
      values: { allergy: '' },
      allowSamePhone: false,
    });
    const card = clients.card(owner(), { clientId, visitLimit: 0 });
    expect(card).toMatchObject({ version: 2, note: 'кофе без сахара', allergy: '', lastName: 'Жукова' });
    expect([version, card.phones.length]).toEqual([2, 1]);
    const command = salon.store.connection.prepare('select name, summary from command order by id desc').get();
    expect(command).toEqual({
      name: 'clients.update',
      summary: JSON.stringify({ key: 'clients.update', values: { client: 'Ева Жукова' } }),
    });
  });

  test('someone else was quicker: STALE_VERSION; nobody there: NOT_FOUND', () => {
    const clientId = add('Ева', 'Жукова');
    clients.setArchived(owner(), { clientId, version: 1, isArchived: true });
    const update = { clientId, version: 1, values: { note: 'x' }, allowSamePhone: false };
    expect(thrown(() => clients.update(owner(), update)).code).toBe('STALE_VERSION');
    expect(thrown(() => clients.setArchived(owner(), { clientId, version: 1, isArchived: false })).code).toBe(
      'STALE_VERSION',
    );
    expect(thrown(() => clients.update(owner(), { ...update, clientId: 99 })).code).toBe('NOT_FOUND');
    expect(thrown(() => clients.setArchived(owner(), { clientId: 99, version: 1, isArchived: true })).code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('a client made by a booking', () => {
  const book = (input: { firstName: string; lastName: string; phone: string }) =>
    salon.store.work.run(owner().actor(salon.clock), 'journal.book', (tx) => clients.createInside(tx, owner(), input))
      .value;

  test('is found at once; the same person is not made twice', () => {
    const id = book({ firstName: 'Ева', lastName: 'Жукова', phone: '8 916 123 45 67' });
    expect(names('4567')).toEqual(['Ева Жукова']);
    expect(book({ firstName: 'ева', lastName: 'ЖУКОВА', phone: '+7 916 123-45-67' })).toBe(id);
    expect(book({ firstName: 'Олег', lastName: 'Жуков', phone: '+7 916 123-45-67' })).not.toBe(id);
    expect(book({ firstName: 'Ева', lastName: '', phone: '' })).not.toBe(id);
  });

  test('is refused with a bad phone or without a name, and nothing is written', () => {
    expect(thrown(() => book({ firstName: 'Ева', lastName: '', phone: '12' })).data).toMatchObject({ field: 'phone' });
    expect(thrown(() => book({ firstName: ' ', lastName: '', phone: '' })).data).toMatchObject({ field: 'firstName' });
    expect(clients.list(owner(), { offset: 0, limit: 9, withArchived: true }).total).toBe(0);
  });
});
