import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_SERVICES } from '../../../db/demo/demo-catalogue.data.ts';
import { SURNAMES, femaleSurname } from '../../../db/demo/demo-names.data.ts';
import { generateDemo } from '../../../db/demo/demo-generator.ts';
import { DEMO_PHONE_CODES } from '../../../db/demo/demo-people.ts';
import { VISIT_STATUSES } from '../../../src-shared/journal/journal.contract.ts';
import { addDays, isLocalDate } from '../../../src-shared/kernel/local-date.ts';
import { formatPhone, phoneDigits } from '../../../src-shared/kernel/fold.ts';
import { instantOf } from '../../../src-shared/kernel/wall-time.ts';
import { SWATCHES } from '../../../src-shared/services/services.contract.ts';
import { type AllRows, SALON, collect, fingerprint, groupBy } from './collect.ts';

// A whole salon is made in about a second; on a busy machine it takes longer.

let rows: AllRows;

beforeAll(() => {
  rows = collect(SALON);
});

const NOW_MS = instantOf(SALON.today, SALON.nowMin, SALON.timeZone).atMs;

describe('the same seed, date and size', () => {
  test('give the same rows to the byte, another seed gives others', () => {
    expect(fingerprint(collect(SALON))).toBe(fingerprint(rows));
    expect(fingerprint(collect({ ...SALON, seed: 2 }))).not.toBe(fingerprint(rows));
  });

  test('give these counts on every machine', () => {
    const counts = Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, list.length]));
    expect(counts).toMatchInlineSnapshot(`
      {
        "absences": 58,
        "blocks": 165,
        "bundle_items": 5,
        "bundles": 2,
        "cash_shifts": 544,
        "certificate_movements": 440,
        "certificate_types": 4,
        "certificates": 179,
        "client_categories": 4,
        "client_notes": 114,
        "client_phones": 1568,
        "client_tag_links": 281,
        "client_tags": 6,
        "clients": 1500,
        "expense_articles": 7,
        "families": 50,
        "group_events": 10,
        "job_positions": 8,
        "ledger_documents": 11797,
        "ledger_entries": 26557,
        "levels": 3,
        "membership_movements": 268,
        "membership_pools": 67,
        "membership_type_pools": 4,
        "membership_types": 4,
        "memberships": 67,
        "money_accounts": 4,
        "money_operations": 1356,
        "product_barcodes": 26,
        "product_categories": 5,
        "products": 26,
        "rooms": 4,
        "sale_discounts": 3199,
        "sale_lines": 14168,
        "sales": 10401,
        "salon_days": 27,
        "schedule_assignments": 8,
        "schedule_overrides": 37,
        "schedule_templates": 8,
        "service_categories": 8,
        "service_prices": 2,
        "service_rooms": 17,
        "services": 61,
        "settlement_items": 7290,
        "staff": 8,
        "staff_documents": 8,
        "staff_notes": 2,
        "staff_services": 97,
        "staff_trainings": 5,
        "suppliers": 3,
        "tenders": 10628,
        "visit_lines": 13365,
        "visit_sales": 9950,
        "visits": 11282,
        "waiting_entries": 8,
      }
    `);
  });

  test('keep every visit where it is when only the hour moves', () => {
    const evening = collect({ ...SALON, nowMin: 1200 });
    expect(evening.visit_lines).toEqual(rows.visit_lines);
    const other = (list: AllRows['visits']): unknown[] =>
      list
        .filter((visit) => visit.local_date !== SALON.today)
        .map(({ id, client_id, status, comment }) => [id, client_id, status, comment]);
    expect(other(evening.visits)).toEqual(other(rows.visits));
  });

  test('refuse what is no seed, no date, no minute', () => {
    expect(() => generateDemo({ ...SALON, seed: 0.5 })).toThrow(RangeError);
    expect(() => generateDemo({ ...SALON, today: '2026-02-30' })).toThrow(RangeError);
    expect(() => generateDemo({ ...SALON, nowMin: 1440 })).toThrow(RangeError);
  });
});

describe('the salon of the first run', () => {
  test('has 8 masters, 3 rooms, 60 services and a group, 1,500 clients, 18 months up to today and four weeks ahead', () => {
    expect(rows.staff).toHaveLength(8);
    expect(rows.rooms.filter(({ kind }) => kind !== 'equipment')).toHaveLength(3);
    expect(rows.services).toHaveLength(61);
    expect(rows.clients).toHaveLength(1500);
    const dates = new Set(rows.visits.map((visit) => visit.local_date));
    const sorted = [...dates].sort();
    expect(sorted[0]! <= addDays(SALON.today, -540)).toBe(true);
    expect(sorted.at(-1)! >= addDays(SALON.today, 26)).toBe(true);
    expect(sorted.at(-1)! <= addDays(SALON.today, 28)).toBe(true);
    expect(dates).toContain(SALON.today);
  });

  test('has weekly group events, one of them tomorrow, none with more participants than seats (A13)', () => {
    const taken = groupBy(
      rows.visits.filter((visit) => typeof visit.group_event_id === 'number' && visit.status !== 'no_show'),
      (visit) => visit.group_event_id!,
    );
    const lines = groupBy(rows.visit_lines, (line) => line.visit_id);
    expect(rows.group_events.length).toBeGreaterThan(6);
    expect(rows.group_events.map((event) => event.local_date)).toContain(addDays(SALON.today, 1));
    for (const event of rows.group_events) {
      const seats = taken.get(event.id) ?? [];
      expect(seats.length).toBeLessThanOrEqual(event.capacity);
      expect(new Set(seats.map((visit) => visit.client_id)).size).toBe(seats.length);
      for (const visit of seats) {
        expect(lines.get(visit.id)).toMatchObject([{ start_min: event.start_min, staff_id: event.staff_id }]);
      }
    }
    expect([...taken.values()].some((seats) => seats.length > 2)).toBe(true);
  });

  test('grows, and is fuller before the holidays than in January', () => {
    const inMonth = (month: string): number => rows.visits.filter((row) => row.local_date.startsWith(month)).length;
    expect(inMonth('2025-11')).toBeGreaterThan(inMonth('2024-11') * 1.15);
    expect(inMonth('2025-12')).toBeGreaterThan(inMonth('2026-01') * 1.2);
  });

  test('has loyal clients and such as came once', () => {
    const done = rows.visits.filter((visit) => visit.status === 'completed' && visit.client_id !== null);
    const perClient = [...groupBy(done, (visit) => visit.client_id!).values()].map((visits) => visits.length);
    expect(perClient.filter((count) => count === 1).length).toBeGreaterThan(150);
    expect(perClient.filter((count) => count >= 12).length).toBeGreaterThan(150);
  });

  test('has a first visit at most once a client, and never for those who came before', () => {
    const first = rows.visits.filter((visit) => visit.is_first_visit === 1 && visit.status === 'completed');
    const perClient = groupBy(first, (visit) => visit.client_id!);
    expect(first.length).toBeGreaterThan(700);
    expect([...perClient.values()].every((visits) => visits.length === 1)).toBe(true);
  });
});

describe('the day that is looked at', () => {
  const days = [
    [1, '2026-03-12', 820],
    [7, '2026-11-22', 780],
    [42, '2026-07-06', 900],
    [3, '2027-01-01', 800],
    [2024, '2026-12-31', 760],
  ] as const;

  test.each(days)('shows every status (seed %i, %s, minute %i)', (seed, today, nowMin) => {
    const all = collect({ ...SALON, seed, today, nowMin });
    const ofToday = all.visits.filter((visit) => visit.local_date === today);
    expect(ofToday.length).toBeGreaterThan(20);
    expect(new Set(ofToday.map((visit) => visit.status))).toEqual(new Set(VISIT_STATUSES));
    const lines = groupBy(
      all.visit_lines.filter((line) => line.local_date === today),
      (line) => line.visit_id,
    );
    for (const visit of ofToday) {
      const own = lines.get(visit.id)!;
      const start = Math.min(...own.map((line) => line.start_min));
      const end = Math.max(...own.map((line) => line.start_min + line.duration_min));
      if (visit.status === 'completed') expect(end).toBeLessThanOrEqual(nowMin);
      if (visit.status === 'no_show') expect(nowMin - start).toBeGreaterThanOrEqual(15);
      if (visit.status === 'in_progress') expect(start <= nowMin && nowMin < end).toBe(true);
      if (visit.status === 'arrived') expect(start - nowMin).toBeLessThanOrEqual(45);
      if (visit.status === 'booked' || visit.status === 'confirmed') expect(start).toBeGreaterThan(nowMin - 15);
    }
  });

  test('has somebody served while the colour of another client is taking (A6)', () => {
    const status = new Map(rows.visits.map((visit) => [visit.id, visit.status]));
    const today = rows.visit_lines.filter(
      (line) =>
        line.local_date === SALON.today &&
        status.get(line.visit_id) !== 'cancelled' &&
        status.get(line.visit_id) !== 'no_show',
    );
    const parallel = today.filter((line) =>
      today.some(
        (other) =>
          other.visit_id !== line.visit_id &&
          other.staff_id === line.staff_id &&
          other.start_min < line.start_min &&
          line.start_min + line.duration_min < other.start_min + other.duration_min,
      ),
    );
    expect(parallel.length).toBeGreaterThan(0);
    expect(today.some((line) => line.segments_json !== null)).toBe(true);
  });

  test('has past days over and later days still open', () => {
    const over = new Set(['completed', 'no_show', 'cancelled']);
    const open = new Set(['booked', 'confirmed', 'cancelled']);
    for (const visit of rows.visits) {
      if (visit.local_date < SALON.today) expect(over).toContain(visit.status);
      if (visit.local_date > SALON.today) expect(open).toContain(visit.status);
    }
  });
});

describe('believable in every field', () => {
  test('names: present, patronymic and surname agree with the sex', () => {
    const men = new Set(SURNAMES);
    const women = new Set(SURNAMES.map(femaleSurname));
    for (const client of rows.clients) {
      const isFemale = client.sex === 'female';
      expect(client.first_name).toMatch(/^[А-ЯЁ][а-яё]+$/u);
      if (client.middle_name) expect(client.middle_name).toMatch(isFemale ? /на$/u : /ич$/u);
      if (client.last_name) expect(isFemale ? women : men).toContain(client.last_name);
    }
    expect([femaleSurname('Соколов'), femaleSurname('Островский'), femaleSurname('Ким'), femaleSurname('Цой')]).toEqual(
      ['Соколова', 'Островская', 'Ким', 'Цой'],
    );
  });

  test('phones: well formed, in codes that nobody has, shared within a family only', () => {
    const codes = new Set<string>(DEMO_PHONE_CODES);
    const byId = new Map(rows.clients.map((client) => [client.id, client]));
    for (const phone of rows.client_phones) {
      expect(phone.digits).toMatch(/^79\d{9}$/u);
      expect(codes).toContain(phone.digits.slice(1, 4));
      expect(phoneDigits(formatPhone(phone.digits))).toBe(phone.digits);
    }
    const shared = [...groupBy(rows.client_phones, (phone) => phone.digits).values()].filter((list) => list.length > 1);
    expect(shared.length).toBeGreaterThan(20);
    for (const list of shared) {
      expect(list).toHaveLength(2);
      expect(list.filter((phone) => phone.label !== '')).toHaveLength(1);
      const [one, other] = list.map((phone) => byId.get(phone.client_id)!);
      const stem = (name: string): string => name.slice(0, 3);
      if (one!.last_name && other!.last_name) expect(stem(one!.last_name)).toBe(stem(other!.last_name));
    }
  });

  test('birthdays are real days of living people, cards are made before now', () => {
    for (const client of rows.clients) {
      if (typeof client.birthday === 'string') {
        expect(isLocalDate(client.birthday)).toBe(true);
        expect(client.birthday > '1940' && client.birthday < '2011').toBe(true);
      }
      expect(client.created_at_ms).toBeLessThan(NOW_MS);
    }
    expect(rows.clients.filter((client) => client.allergy !== '').length).toBeGreaterThan(30);
    expect(rows.clients.filter((client) => client.note !== '').length).toBeGreaterThan(150);
  });

  test('prices and times are those of the price list or the own ones of the master', () => {
    const own = new Map(rows.staff_services.map((row) => [`${row.staff_id}/${row.service_id}`, row]));
    const services = new Map(rows.services.map((row) => [row.id, row]));
    for (const line of rows.visit_lines) {
      const offer = own.get(`${line.staff_id}/${line.service_id}`);
      const service = services.get(line.service_id)!;
      expect(offer).toBeDefined();
      expect(line.price_minor).toBe(offer!.price_minor ?? service.price_minor);
      expect(line.duration_min).toBe(offer!.duration_min ?? service.duration_min);
      expect(line.segments_json).toBe(service.segments_json);
    }
    for (const service of rows.services) {
      const parts = (service.segments_json ? JSON.parse(service.segments_json) : []) as { minutes: number }[];
      if (parts.length > 0) expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(service.duration_min);
    }
    expect(new Set(DEMO_SERVICES.map((service) => service.name)).size).toBe(60);
    for (const { colour } of [...rows.staff, ...rows.service_categories]) expect(SWATCHES).toContain(colour);
  });

  test('a cancelled visit says who and why, others do not; each is booked before it begins and before now', () => {
    const lines = groupBy(rows.visit_lines, (line) => line.visit_id);
    const midnights = new Map<string, number>();
    for (const visit of rows.visits) {
      const isCancelled = visit.status === 'cancelled';
      expect(visit.cancelled_by !== null).toBe(isCancelled);
      expect(visit.cancel_reason !== null).toBe(isCancelled);
      const own = lines.get(visit.id)!;
      let midnight = midnights.get(visit.local_date);
      if (midnight === undefined) midnight = instantOf(visit.local_date, 0, SALON.timeZone).atMs;
      midnights.set(visit.local_date, midnight);
      expect(visit.created_at_ms).toBeLessThan(midnight + own[0]!.start_min * 60_000);
      expect(visit.created_at_ms).toBeLessThan(NOW_MS);
    }
  });

  test('services of a visit follow each other back to back, some with two masters (A7)', () => {
    let twoMasters = 0;
    for (const own of groupBy(rows.visit_lines, (line) => line.visit_id).values()) {
      if (new Set(own.map((line) => line.staff_id)).size > 1) twoMasters++;
      for (const [index, line] of own.entries()) {
        const before = own[index - 1];
        expect(line.position).toBe(index);
        if (before) expect(line.start_min).toBe(before.start_min + before.duration_min);
      }
    }
    expect(twoMasters).toBeGreaterThan(100);
  });
});
