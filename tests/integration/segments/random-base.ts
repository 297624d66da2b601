import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { BulkService } from '../../../src-main/segments/bulk.service.ts';
import { SegmentsService } from '../../../src-main/segments/segments.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import { clientStatus } from '../../../src-shared/client-figures/client-figures.rules.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import { instantOf } from '../../../src-shared/kernel/wall-time.ts';
import type { ClientFacts } from '../../../src-shared/segments/segments.rules.ts';
import { type TestStore, TEST_TODAY, openTestStore } from '../../helpers/test-store.ts';

export const SOURCES = ['Карты', 'Вывеска', 'Сайт'];
const PURPOSES = ['processing', 'marketing', 'photo', 'health'] as const;

/** A base of clients whose figures are written by hand, so that each is known. */
export interface RandomBase extends TestStore {
  /** Keeps the index of names up to date. */
  readonly clients: ClientsService;
  readonly segments: SegmentsService;
  readonly bulk: BulkService;
  readonly settings: SettingsService;
  readonly facts: ReadonlyMap<number, ClientFacts & { readonly isArchived: boolean; readonly words: string }>;
  readonly categoryIds: readonly number[];
  readonly tagIds: readonly number[];
  readonly staffIds: readonly number[];
  readonly serviceIds: readonly number[];
  /** One merged and one erased client: in no list. */
  readonly goneIds: readonly number[];
  write<T>(body: (tx: Tx) => T): T;
}

/** Makes a base of `count` clients out of a seed; a third never came, a tenth is archived. */
export async function openRandomBase(count: number, seed: number): Promise<RandomBase> {
  const store = await openTestStore();
  const settings = new SettingsService(store.deps);
  const clients = new ClientsService(store.deps, settings);
  const segments = new SegmentsService(store.deps, settings);
  const bulk = new BulkService(store.deps, { settings, segments });
  const random = createRandom(seed);
  const owner = store.callerOf('owner');
  const write = <T>(body: (tx: Tx) => T): T => store.store.work.run(owner.actor(store.clock), 'test.write', body).value;
  const facts = new Map<number, ClientFacts & { isArchived: boolean; words: string }>();
  const now = settings.now();
  const maybe = <T>(share: number, value: () => T): T | null => (random.int(1, 100) <= share ? value() : null);
  const day = (from: number, to: number): string => addDays(TEST_TODAY, random.int(from, to));
  const made = write((tx) => {
    const categoryIds = ['VIP', 'Постоянный'].map((name, at) =>
      tx.insert(query.insertInto('client_categories').values({ name, colour: 'teal', position: 2 - at })),
    );
    const tagIds = ['Блондинки', 'Капризные', 'Скидка'].map((name, position) =>
      tx.insert(query.insertInto('client_tags').values({ name, colour: 'red', position })),
    );
    const staffIds = ['Яна', 'Анна'].map((name) =>
      tx.insert(query.insertInto('staff').values({ first_name: name, last_name: '', colour: 'teal' })),
    );
    const group = tx.insert(query.insertInto('service_categories').values({ name: 'Волосы', colour: 'teal' }));
    const serviceIds = ['Стрижка', 'Окраска'].map((name) =>
      tx.insert(query.insertInto('services').values({ category_id: group, name, price_minor: 1, duration_min: 60 })),
    );
    const textIds = new Map(
      PURPOSES.map((purpose) => [
        purpose,
        tx.insert(
          query
            .insertInto('consent_texts')
            .values({ purpose, number: 1, body: 'x', sha256: 'x', valid_from: '2020-01-01' }),
        ),
      ]),
    );
    for (let index = 0; index < count; index++) {
      const came = random.int(1, 3) > 1;
      const hasFigures = came || random.int(1, 4) === 1;
      const createdOn = day(-900, 0);
      const one: ClientFacts & { isArchived: boolean } = {
        firstOn: came ? day(-900, -400) : '',
        lastOn: came ? day(-399, 0) : '',
        nextOn: hasFigures ? (maybe(30, () => day(0, 60)) ?? '') : '',
        createdOn,
        birthday: maybe(70, () =>
          `${random.int(1940, 2015)}-${random.pick(['01-01', '02-29', '03-12', '03-20', '12-31'])}`.replace(
            /(\d{4})-02-29/u,
            (text, year: string) => (Number(year) % 4 === 0 ? text : `${year}-02-28`),
          ),
        ),
        visits: came ? random.int(1, 9) : 0,
        noShows: hasFigures ? random.int(0, 2) : 0,
        lateCancels: hasFigures ? random.int(0, 1) : 0,
        spentMinor: came ? random.int(0, 5) * 100_000 : 0,
        checks: came ? random.int(0, 7) : 0,
        cadenceDays: came ? maybe(50, () => random.int(10, 90)) : null,
        status: '',
        categoryId: maybe(50, () => random.pick(categoryIds)),
        responsibleId: maybe(50, () => random.pick(staffIds)),
        source: maybe(60, () => random.pick(SOURCES)),
        sex: maybe(80, () => random.pick(['female', 'male'] as const)),
        tagIds: tagIds.filter(() => random.int(1, 3) === 1),
        consents: PURPOSES.filter(() => random.int(1, 3) === 1),
        services: came
          ? serviceIds.filter(() => random.int(1, 2) === 1).map((serviceId) => ({ serviceId, lastOn: day(-300, 0) }))
          : [],
        hasPhone: random.int(1, 3) > 1,
        hasEmail: random.int(1, 3) === 1,
        hasAllergy: random.int(1, 4) === 1,
        isArchived: random.int(1, 10) === 1,
      };
      const manual = maybe(10, () => random.pick(['active', 'sleeping', 'lost'] as const));
      const status = clientStatus({ manual, ...one }, TEST_TODAY, now) ?? '';
      const name = random.pick(['Анна', 'Ёлка', 'Борис', 'Яна', 'Вера']);
      const id = tx.insert(
        query.insertInto('clients').values({
          first_name: name,
          last_name: `Ф${random.int(1, 999)}`,
          created_at_ms: instantOf(createdOn, random.int(0, 1439), now.timeZone).atMs,
          birthday: one.birthday,
          sex: one.sex as 'female' | null,
          source: one.source,
          email: one.hasEmail ? 'a@b.example' : null,
          allergy: one.hasAllergy ? 'Хна' : '',
          category_id: one.categoryId,
          responsible_staff_id: one.responsibleId,
          manual_status: manual,
          is_archived: one.isArchived ? 1 : 0,
        }),
      );
      if (one.hasPhone)
        tx.insert(query.insertInto('client_phones').values({ client_id: id, digits: `7916000${1000 + index}` }));
      for (const tagId of one.tagIds)
        tx.insert(query.insertInto('client_tag_links').values({ client_id: id, tag_id: tagId }));
      for (const purpose of PURPOSES) {
        // One who took the agreement back has not agreed.
        const isGiven = one.consents.includes(purpose);
        if (!isGiven && random.int(1, 2) === 1) continue;
        tx.insert(
          query.insertInto('consents').values({
            client_id: id,
            purpose,
            text_id: textIds.get(purpose)!,
            channel: 'paper',
            given_at_ms: 1,
            given_to: null,
            withdrawn_at_ms: isGiven ? null : 2,
            withdrawn_to: null,
          }),
        );
      }
      if (hasFigures) {
        tx.run(
          query.insertInto('client_figures').values({
            client_id: id,
            first_on: one.firstOn,
            last_on: one.lastOn,
            next_on: one.nextOn,
            visits: one.visits,
            no_shows: one.noShows,
            late_cancels: one.lateCancels,
            spent_minor: one.spentMinor,
            cadence_days: one.cadenceDays,
            checks: one.checks,
          }),
        );
      }
      for (const { serviceId, lastOn } of one.services) {
        tx.run(
          query.insertInto('client_service_last').values({
            client_id: id,
            service_id: serviceId,
            last_on: lastOn,
            times: 1,
            staff_id: staffIds[0]!,
            interval_days: null,
          }),
        );
      }
      facts.set(id, { ...one, status, words: '' });
    }
    const goneIds = [{ merged_into_id: [...facts.keys()][0] ?? null }, { erased_at_ms: 1 }].map((values) =>
      tx.insert(query.insertInto('clients').values({ first_name: 'Нет', created_at_ms: 1, ...values })),
    );
    for (const id of goneIds) {
      tx.run(
        query.insertInto('client_figures').values({
          client_id: id,
          first_on: TEST_TODAY,
          last_on: TEST_TODAY,
          next_on: TEST_TODAY,
          visits: 99,
          no_shows: 9,
          late_cancels: 9,
          spent_minor: 99,
          cadence_days: 9,
          checks: 9,
        }),
      );
    }
    return { categoryIds, tagIds, staffIds, serviceIds, goneIds };
  });
  for (const [id, fact] of facts) {
    const words = store.store.reader.get(query.selectFrom('client_search').select('words').where('client_id', '=', id));
    facts.set(id, { ...fact, words: words?.words ?? '' });
  }
  return { ...store, ...made, clients, segments, bulk, settings, facts, write };
}
