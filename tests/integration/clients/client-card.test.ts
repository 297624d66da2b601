import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClientMarksService } from '../../../src-main/clients/client-marks.service.ts';
import { ClientNotesService } from '../../../src-main/clients/client-notes.service.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { FamiliesService } from '../../../src-main/clients/families.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { readPriceListOf } from '../../../src-main/journal/journal.repository.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { BLANK_CLIENT, type ClientFields } from '../../../src-shared/clients/client-parts.contract.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
let clients: ClientsService;
let marks: ClientMarksService;
let notes: ClientNotesService;
let families: FamiliesService;
let history: HistoryService;

beforeEach(async () => {
  salon = await openTestStore();
  const settings = new SettingsService(salon.deps);
  families = new FamiliesService(salon.deps, settings);
  clients = new ClientsService(salon.deps, settings, families);
  marks = new ClientMarksService(salon.deps);
  notes = new ClientNotesService(salon.deps, settings);
  history = new HistoryService(salon.deps);
});
afterEach(() => salon.close());

const owner = () => salon.callerOf('owner');
const input = (firstName: string, rest: object = {}) =>
  ({ ...BLANK_CLIENT, firstName, ...rest, allowSamePhone: false }) as ClientFields & { allowSamePhone: boolean };
const add = (firstName: string, rest: object = {}): number => clients.create(owner(), input(firstName, rest)).clientId;
const card = (clientId: number, role: 'owner' | 'master' = 'owner') =>
  clients.card(salon.callerOf(role), { clientId, visitLimit: 0 });
const change = (clientId: number, values: Partial<ClientFields>) =>
  clients.update(owner(), {
    clientId,
    version: card(clientId).version,
    values,
    allowSamePhone: false,
  });
const undo = (commandId: number | null) => history.undo(owner(), commandId!);
const bad = (values: object) => refusal(() => add('Вера', values)).data as { field: string; reason: string };

describe('the card', () => {
  test('keeps everything of the form, in one spelling', () => {
    const { categoryId } = marks.createCategory(owner(), {
      name: 'VIP',
      colour: 'violet',
      priceListId: null,
      discountBp: 1000,
    });
    const { tagId } = marks.createTag(owner(), { name: 'тишина', colour: 'blue' });
    const anna = add('Анна');
    const id = add('Вера', {
      messengers: [
        { kind: 'telegram', handle: 'https://t.me/vera_k' },
        { kind: 'whatsapp', handle: '8 916 123-45-67' },
        { kind: 'telegram', handle: '@Vera_K' },
      ],
      address: { ...emptyAddress, city: 'Тула', street: 'Ленина', house: '5' },
      contraindication: 'беременность',
      cardNumber: ' 00 412 ',
      categoryId,
      tagIds: [tagId],
      personalDiscountBp: 500,
      source: 'Вывеска',
      learnedFrom: 'Сайт',
      decidedBy: 'Близко',
      recommendedById: anna,
      manualStatus: 'sleeping',
      noCallsUntil: '2026-04-01',
    });
    expect(card(id)).toMatchObject({
      messengers: [
        { kind: 'telegram', handle: 'Vera_K' },
        { kind: 'whatsapp', handle: '79161234567' },
      ],
      address: { city: 'Тула', street: 'Ленина', house: '5', country: '' },
      contraindication: 'беременность',
      cardNumber: '00412',
      category: { name: 'VIP', discountBp: 1000 },
      tags: [{ name: 'тишина' }],
      personalDiscountBp: 500,
      learnedFrom: 'Сайт',
      decidedBy: 'Близко',
      recommendedBy: { id: anna, name: 'Анна' },
      manualStatus: 'sleeping',
      noCallsUntil: '2026-04-01',
    });
    expect(card(anna).brought).toEqual({ count: 1, newest: [{ id, name: 'Вера' }] });
    expect(clients.search(owner(), { query: '00412', limit: 5 }).map((hit) => hit.id)).toEqual([id]);
    expect(clients.suggestions()).toMatchObject({ source: ['Вывеска'], city: ['Тула'] });
  });

  test('an untouched form changes nothing; a change is taken back whole, tags and masters too', () => {
    const { tagId } = marks.createTag(owner(), { name: 'тишина', colour: 'blue' });
    const id = add('Вера');
    expect(change(id, { ...BLANK_CLIENT, firstName: 'Вера' }).commandId).toBeNull();
    const before = card(id);
    const { commandId } = change(id, { tagIds: [tagId], contraindication: 'x', cardNumber: '7' });
    expect(card(id).tags).toHaveLength(1);
    undo(commandId);
    expect({ ...card(id), version: 0 }).toEqual({ ...before, version: 0 });
  });

  test.each([
    [{ birthday: '2026-03-13' }, 'birthday', 'IN_FUTURE'],
    [{ email: 'anna@' }, 'email', 'NOT_AN_EMAIL'],
    [{ phones: [{ phone: 'позвонить', label: '' }] }, 'phone', 'NOT_A_PHONE'],
    [{ messengers: [{ kind: 'whatsapp', handle: 'vera' }] }, 'messengers', 'NOT_A_HANDLE'],
    [{ messengers: [{ kind: 'vk', handle: 'вера к' }] }, 'messengers', 'NOT_A_HANDLE'],
    [{ categoryId: 77 }, 'categoryId', 'UNKNOWN'],
    [{ tagIds: [77] }, 'tagIds', 'UNKNOWN'],
    [{ responsibleStaffId: 77 }, 'responsibleStaffId', 'UNKNOWN'],
    [{ preferredStaffIds: [77] }, 'preferredStaffIds', 'UNKNOWN'],
    [{ recommendedById: 77 }, 'recommendedById', 'UNKNOWN'],
    [{ priceListId: 77 }, 'priceListId', 'UNKNOWN'],
  ])('refuses %j', (values, field, reason) => {
    expect(bad(values)).toMatchObject({ field, reason });
  });

  test('nobody recommends themselves, nor in a circle', () => {
    const anna = add('Анна');
    const vera = add('Вера', { recommendedById: anna });
    expect(refusal(() => change(vera, { recommendedById: vera as never })).data).toMatchObject({ reason: 'ONESELF' });
    expect(refusal(() => change(anna, { recommendedById: vera as never })).data).toMatchObject({ reason: 'CIRCLE' });
  });

  test('a card number belongs to one client', () => {
    const anna = add('Анна', { cardNumber: '412' });
    expect(refusal(() => add('Вера', { cardNumber: '4 12' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      data: { what: 'cardNumber', clientId: anna },
    });
    expect(change(anna, { cardNumber: '412' }).commandId).toBeNull();
  });

  test('an archived category stays where it is and is given to nobody new', () => {
    const { categoryId } = marks.createCategory(owner(), {
      name: 'VIP',
      colour: 'violet',
      priceListId: null,
      discountBp: 0,
    });
    const anna = add('Анна', { categoryId });
    marks.updateCategory(owner(), { categoryId, version: 1, values: { isArchived: true } });
    expect(bad({ categoryId })).toMatchObject({ field: 'categoryId', reason: 'ARCHIVED', value: 'VIP' });
    expect(change(anna, { categoryId, note: 'x' }).commandId).not.toBeNull();
    expect(card(anna).category).toMatchObject({ name: 'VIP', isArchived: true });
  });

  test('P1: prices come from the own list, else from the category; an archived list counts no more', () => {
    const list = (name: string) =>
      salon.store.work.run(owner().actor(salon.clock), 'test.write', (tx) =>
        tx.insert(query.insertInto('price_lists').values({ name, position: 0 })),
      ).value;
    const [vipList, ownList] = [list('VIP'), list('Свои')];
    const { categoryId } = marks.createCategory(owner(), {
      name: 'VIP',
      colour: 'violet',
      priceListId: vipList as never,
      discountBp: 0,
    });
    const id = add('Анна', { categoryId, priceListId: ownList });
    const { reader } = salon.store;
    expect([readPriceListOf(reader, id), card(id).effectivePriceListId]).toEqual([ownList, ownList]);
    salon.store.work.run(owner().actor(salon.clock), 'test.write', (tx) =>
      tx.run(query.updateTable('price_lists').set({ is_archived: 1 }).where('id', '=', ownList)),
    );
    expect([readPriceListOf(reader, id), card(id).effectivePriceListId]).toEqual([vipList, vipList]);
    change(id, { categoryId: null });
    expect([readPriceListOf(reader, id), card(id).effectivePriceListId]).toEqual([null, null]);
  });

  test('without see_phones: phones are masked; e-mail, messengers and address are left out, in the history too', () => {
    const anna = add('Анна', { phones: [{ phone: '+7 916 123-45-67', label: '' }] });
    const id = add('Вера', {
      phones: [{ phone: '+7 903 555-77-88', label: '' }],
      email: 'vera@example.ru',
      messengers: [{ kind: 'telegram', handle: 'vera_k' }],
      address: { ...emptyAddress, street: 'Садовая' },
    });
    families.link(owner(), { clientId: id, relativeId: anna, role: 'мама' });
    const seen = JSON.stringify([card(id, 'master'), history.ofRecord(salon.callerOf('master'), 'client', id)]);
    for (const secret of ['555-77', '9035557788', '123-45', '9161234567', 'vera@example', 'vera_k', 'Садовая']) {
      expect(seen).not.toContain(secret);
    }
    expect(JSON.stringify(card(id))).toContain('vera_k');
  });
});

describe('families', () => {
  const members = (id: number) => card(id).family?.members.map(({ name, role }) => `${name} ${role}`.trim()) ?? null;

  test('relatives open each other; one who leaves a family of two ends it; all of it is undone', () => {
    const [anna, oleg, vera] = [add('Анна'), add('Олег'), add('Вера')];
    const linked = families.link(owner(), { clientId: anna, relativeId: oleg, role: 'муж' });
    families.link(owner(), { clientId: oleg, relativeId: vera, role: 'дочь' });
    expect(members(anna)).toEqual(['Олег муж', 'Вера дочь']);
    expect(members(vera)).toEqual(['Анна', 'Олег муж']);
    expect(refusal(() => undo(linked.commandId)).code).toBe('UNDO_REFUSED');
    families.setRole(owner(), { clientId: anna, role: 'мама' });
    expect(members(vera)).toEqual(['Анна мама', 'Олег муж']);
    families.leave(owner(), { clientId: vera });
    const left = families.leave(owner(), { clientId: oleg });
    expect([members(anna), members(oleg), members(vera)]).toEqual([null, null, null]);
    undo(left.commandId);
    expect(members(anna)).toEqual(['Олег муж']);
  });

  test('two families become one', () => {
    const [anna, oleg, vera, igor] = [add('Анна'), add('Олег'), add('Вера'), add('Игорь')];
    families.link(owner(), { clientId: anna, relativeId: oleg, role: 'муж' });
    families.link(owner(), { clientId: vera, relativeId: igor, role: 'сын' });
    families.link(owner(), { clientId: anna, relativeId: vera, role: 'сестра' });
    expect(members(igor)).toEqual(['Анна', 'Олег муж', 'Вера сестра']);
    expect(families.link(owner(), { clientId: anna, relativeId: igor, role: 'сын' }).commandId).toBeNull();
  });

  test('a phone shared in a family is natural; whoever is saved as a relative belongs to the family at once', () => {
    const phones = [{ phone: '+7 916 123-45-67', label: '' }];
    const anna = add('Анна', { phones });
    expect(refusal(() => add('Вера', { phones })).code).toBe('ALREADY_EXISTS');
    const { clientId: vera } = clients.create(owner(), {
      ...input('Вера', { phones }),
      relativeOf: { clientId: anna, role: 'дочь' },
    });
    expect(members(anna)).toEqual(['Вера дочь']);
    const igor = add('Игорь');
    families.link(owner(), { clientId: anna, relativeId: igor, role: 'сын' });
    expect(change(igor, { phones }).commandId).not.toBeNull();
    expect(vera).not.toBe(igor);
  });
});

describe('notes', () => {
  const bodies = (id: number) => card(id).notes.map(({ body, isPinned }) => (isPinned ? `! ${body}` : body));

  test('pinned first, then the newest; edit, unpin and removal are undone', () => {
    const id = add('Анна');
    const { noteId } = notes.add(owner(), { clientId: id, body: 'Кофе', isPinned: true });
    notes.add(owner(), { clientId: id, body: 'Тишина', isPinned: false });
    notes.add(owner(), { clientId: id, body: 'Опаздывает', isPinned: false });
    expect(bodies(id)).toEqual(['! Кофе', 'Опаздывает', 'Тишина']);
    notes.update(owner(), { noteId, version: 1, values: { body: 'Чай', isPinned: false } });
    expect(bodies(id)).toEqual(['Опаздывает', 'Тишина', 'Чай']);
    const removed = notes.remove(owner(), { noteId, version: 2 });
    expect(bodies(id)).toHaveLength(2);
    undo(removed.commandId);
    expect(bodies(id)).toContain('Чай');
  });

  test("a master writes notes and changes only their own; others' need edit_clients", () => {
    const id = add('Анна');
    const master = salon.callerOf('master');
    const own = notes.add(master, { clientId: id, body: 'Своё', isPinned: false });
    const foreign = notes.add(owner(), { clientId: id, body: 'Чужое', isPinned: false });
    expect(notes.update(master, { noteId: own.noteId, version: 1, values: { body: 'Моё' } }).commandId).not.toBeNull();
    expect(refusal(() => notes.remove(master, { noteId: foreign.noteId, version: 1 })).code).toBe('FORBIDDEN');
    expect(notes.remove(owner(), { noteId: own.noteId, version: 2 }).commandId).not.toBeNull();
  });
});

describe('the dictionaries', () => {
  test('order, archive and restore; a name is taken by archived ones too', () => {
    const vip = marks.createTag(owner(), { name: 'Кофе', colour: 'blue' });
    const tea = marks.createTag(owner(), { name: 'Чай', colour: 'red' });
    marks.reorderTags(owner(), { tagIds: [tea.tagId, vip.tagId] });
    const archived = marks.updateTag(owner(), { tagId: vip.tagId, version: 1, values: { isArchived: true } });
    expect(marks.marks({ withCounts: true }).tags).toMatchObject([
      { name: 'Чай', isArchived: false },
      { name: 'Кофе', isArchived: true },
    ]);
    expect(refusal(() => marks.createTag(owner(), { name: 'кофе', colour: 'red' })).data).toMatchObject({
      isArchived: true,
    });
    undo(archived.commandId);
    add('Анна', { tagIds: [vip.tagId] });
    expect(marks.marks({ withCounts: true }).tags[1]).toMatchObject({ isArchived: false, clientCount: 1 });
  });
});

const emptyAddress = { country: '', region: '', city: '', street: '', house: '', flat: '', postcode: '' };
