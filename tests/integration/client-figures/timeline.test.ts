import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { TimelineService } from '../../../src-main/client-figures/timeline.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { clientFiguresContract } from '../../../src-shared/client-figures/client-figures.contract.ts';
import { titleOf, wordsOf, type WordWays } from '../../../src-shared/client-figures/timeline-words.ts';
import { clientsContract } from '../../../src-shared/clients/clients.contract.ts';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { TODAY, TOMORROW, bookingOf, refusalOf } from '../journal/journal-salon.ts';
import { type WaitingSalon, openWaitingSalon } from '../waiting/waiting-salon.ts';

let salon: WaitingSalon;
let timeline: TimelineService;
let clients: ClientsService;
beforeEach(async () => {
  salon = await openWaitingSalon();
  timeline = new TimelineService(salon.deps, salon.settings, salon.history);
  clients = new ClientsService(salon.deps, salon.settings);
});
afterEach(() => {
  salon.close();
});

const { t } = createI18n('ru');
const ways: WordWays = {
  t: (key, values) => t(key, values),
  locale: 'ru',
  currency: 'RUB',
  timeZone: 'Europe/Moscow',
  thisYear: 2026,
};

const page = (input: Record<string, unknown> = {}, caller: Caller = salon.reception) => {
  const { inputSchema, outputSchema } = clientFiguresContract.timeline['~orpc'];
  const parsed = inputSchema!.parse({ clientId: salon.olga, ...input });
  return outputSchema!.parse(timeline.page(caller, parsed));
};
type Event = ReturnType<typeof page>['events'][number];
const read = (event: Event): string[] => [titleOf(event, ways), ...event.lines.map((line) => wordsOf(line, ways))];
const texts = (input: Record<string, unknown> = {}, caller?: Caller): string[][] =>
  page(input, caller).events.map((event) => read(event).map((text) => text.replaceAll('\u00A0', ' ')));

function update(values: Record<string, unknown>): void {
  const { version } = clients.card(salon.reception, { clientId: salon.olga, visitLimit: 0 });
  const schema = clientsContract.update['~orpc'].inputSchema!;
  clients.update(salon.reception, schema.parse({ clientId: salon.olga, version, values, allowSamePhone: true }));
  salon.passMinutes(1);
}

describe('the timeline of a client', () => {
  test('a visit stands at its time with its services, and tells who did what with it', () => {
    const { visitId } = salon.act('book', { ...bookingOf(salon), comment: 'просила тёплый пол' });
    salon.passMinutes(5);
    salon.act('setStatus', { visitId, version: 1, status: 'confirmed' });
    salon.passMinutes(5);
    salon.act('cancel', { visitId, version: 2, by: 'client', reason: 'Заболела' });
    const [visit] = page({ types: ['visit'] }).events;
    expect(visit).toMatchObject({
      id: `visit-${visitId}`,
      atMs: Date.UTC(2026, 2, 13, 9, 0),
      visit: { visitId, localDate: TOMORROW, startMin: 720, status: 'cancelled' },
    });
    expect(read(visit!).map((text) => text.replaceAll('\u00A0', ' '))).toEqual([
      'Стрижка',
      'Анна Соколова · 2 000 ₽',
      'Комментарий: просила тёплый пол',
      'Отмена клиентом: Заболела',
    ]);
    expect(visit!.visit!.history.map((step) => titleOf(step, ways).split(':')[0])).toEqual([
      'Новая запись',
      'Запись подтверждена',
      'Запись отменена',
    ]);
  });

  test('changes of the card are told field by field, phones by their digits, one taken back is marked', () => {
    update({ note: 'Любит тишину', birthday: '1991-05-04' });
    update({ phones: [{ phone: '+7 905 111-22-33', label: '' }] });
    const { commandId } = page({ types: ['card'] }).events.map((event) => ({
      commandId: Number(event.id.split('-')[1]),
    }))[0]!;
    salon.history.undo(salon.reception, commandId);
    const cards = texts({ types: ['card'] });
    expect(cards[0]![0]).toMatch(/^Отменено: Карточка изменена/u);
    expect(cards[1]!.toSorted()).toEqual([
      'Добавлен телефон +7 905 111-22-33',
      'Карточка изменена: Ольга Кузнецова',
      'Убран телефон +7 916 123-45-67',
    ]);
    expect(cards[2]!.toSorted()).toEqual([
      'День рождения: 12 марта 1990 → 4 мая 1991',
      'Заметка: пусто → Любит тишину',
      'Карточка изменена: Ольга Кузнецова',
    ]);
    expect(page({ types: ['card'] }).events[1]).toMatchObject({ isUndone: true, actorName: 'Test administrator' });
  });

  test('who may not see phones reads masks, also of old phones and addresses', () => {
    update({ phones: [{ phone: '+7 905 111-22-33', label: '' }], email: 'olga@example.ru' });
    update({ phones: [{ phone: '+7 906 222-33-44', label: '' }], email: 'kuz@example.ru' });
    const seen = JSON.stringify(page({}, salon.callerOf('master')));
    expect(seen).not.toMatch(/111-22-33|222-33-44|123-45-67|79161234567|@example/u);
    expect(JSON.stringify(page())).toMatch(/111-22-33.*olga@example|olga@example.*111-22-33/su);
    expect(page({ query: 'olga@example' }, salon.callerOf('master')).events).toEqual([]);
    expect(page({ query: '905 111' }, salon.callerOf('master')).events).toEqual([]);
  });

  test('every source tells its facts in words', () => {
    const { olga: client_id } = salon;
    const created = { created_at_ms: salon.clock.atMs, created_by: salon.reception.userId };
    const { visitId } = salon.act('book', bookingOf(salon, { localDate: addDays(TODAY, 20) }));
    salon.write((tx) => {
      tx.insert(
        query.insertInto('client_notes').values({ client_id, body: 'Аллергия на хну', is_pinned: 1, ...created }),
      );
      tx.insert(
        query.insertInto('client_calls').values({
          client_id,
          service_id: salon.cut,
          reason: 'due',
          outcome: 'later',
          next_on: '2026-03-20',
          visit_id: null,
          called_at_ms: salon.clock.atMs,
          called_by: salon.reception.userId,
        }),
      );
      tx.insert(
        query.insertInto('client_files').values({
          client_id,
          visit_id: null,
          kind: 'before',
          pair_no: null,
          title: 'Чёлка',
          media_type: 'image/png',
          size_bytes: 1,
          sha256: 'a',
          thumb_sha256: null,
          ...created,
        }),
      );
      const line = tx.get(query.selectFrom('visit_lines').select('id').where('visit_id', '=', visitId))!;
      const record = tx.insert(
        query.insertInto('service_records').values({
          visit_line_id: line.id,
          visit_id: visitId,
          service_id: salon.cut,
          staff_id: salon.anna,
          client_id,
          outcome: 'Ровный тон',
          score: 9,
          would_return: 1,
          would_recommend: 1,
          ...created,
        }),
      );
      const bowls = [{ title: 'Корни', parts: [{ brand: 'Wella', line: '', shade: '7/1', gramsMilli: 30_000 }] }];
      tx.insert(
        query
          .insertInto('formulas')
          .values({ record_id: record, number: 2, bowls_json: JSON.stringify(bowls), ...created }),
      );
      tx.insert(
        query.insertInto('patch_tests').values({
          client_id,
          tested_on: TODAY,
          valid_until: '2026-09-08',
          result: 'ok',
          product: 'Wella 7/1',
          ...created,
        }),
      );
      const text = tx.insert(
        query
          .insertInto('consent_texts')
          .values({ purpose: 'photo', number: 1, body: 'Согласен', sha256: 'b', valid_from: TODAY }),
      );
      tx.insert(
        query.insertInto('consents').values({
          client_id,
          purpose: 'photo',
          text_id: text,
          channel: 'paper',
          given_at_ms: salon.clock.atMs,
          given_to: salon.reception.userId,
          withdrawn_at_ms: salon.clock.atMs + 60_000,
          withdrawn_to: null,
        }),
      );
      tx.insert(
        query.insertInto('client_merges').values({
          kept_id: client_id,
          merged_id: salon.irina,
          choices_json: '{}',
          merged_at_ms: salon.clock.atMs,
          merged_by: null,
        }),
      );
      tx.insert(
        query.insertInto('data_requests').values({
          client_id,
          kind: 'copy',
          requested_on: TODAY,
          due_on: '2026-03-26',
          done_at_ms: null,
          done_by: null,
          act_json: null,
        }),
      );
    });
    const all = texts({ types: ['note', 'call', 'file', 'work', 'patchTest', 'consent', 'merge', 'request'] });
    expect(all.map((list) => list.join(' | ')).toSorted()).toEqual(
      [
        'Заметка, закреплена | Аллергия на хну',
        'Звонок: просит перезвонить | Стрижка | Перезвонить 20 марта 2026',
        'Добавлено: фото «до» | Чёлка',
        'Итог работы: Стрижка | Ровный тон | Оценка клиента: 9 из 10',
        'Формула: Стрижка, версия 2 | Корни: Wella 7/1 30',
        'Проба на аллергию: реакции нет, действует до 8 сентября 2026 | Wella 7/1',
        'Согласие получено: фото до и после',
        'Согласие отозвано: фото до и после',
        'Объединён с карточкой «Ирина Новикова»',
        'Запрос: копия данных | Срок ответа: 26 марта 2026',
      ].toSorted(),
    );
    expect(texts({ query: 'хна' })).toEqual([]);
    expect(texts({ query: 'ХНУ аллергия' }).map(([title]) => title)).toEqual(['Заметка, закреплена']);
    expect(texts({ query: 'patch', locale: 'en' })).toHaveLength(1);
  });

  test('pages follow one another without a gap or a repeat, also where many events share an instant', () => {
    salon.write((tx) => {
      for (let number = 0; number < 40; number++) {
        const at = salon.clock.atMs - Math.floor(number / 15) * 1000;
        tx.insert(
          query
            .insertInto('client_notes')
            .values({ client_id: salon.olga, body: `Заметка ${number}`, created_at_ms: at, created_by: null }),
        );
      }
    });
    const whole = page({ limit: 500 }).events.map(({ id }) => id);
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const next = page({ limit: 7, ...(cursor === undefined ? {} : { cursor }) });
      expect(next.events.length).toBeLessThanOrEqual(7);
      walked.push(...next.events.map(({ id }) => id));
      cursor = next.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(walked).toEqual(whole);
    expect(new Set(walked).size).toBe(whole.length);
    const times = page({ limit: 500 }).events.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const found = page({ query: 'заметка', limit: 7 });
    expect([found.events.length, found.nextCursor === null]).toEqual([7, false]);
  });

  test('nobody of that number: NOT_FOUND', () => {
    expect(refusalOf(() => page({ clientId: 987 })).code).toBe('NOT_FOUND');
  });
});
