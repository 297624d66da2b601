import { afterEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type PrivacySalon, openPrivacySalon } from './privacy-salon.ts';

let salon: PrivacySalon;
afterEach(() => salon.close());

const give = (clientId: number, purpose: 'processing' | 'marketing' = 'marketing', givenOn?: string) =>
  salon.data.consents.give(salon.reception, {
    clientId: clientId as never,
    purpose,
    channel: 'paper',
    note: '',
    ...(givenOn === undefined ? {} : { givenOn }),
  });

describe('consents (D1)', () => {
  test('D1 each purpose has its own text with number, digest and first day; one in use only gets a new version', async () => {
    salon = await openPrivacySalon();
    const first = salon.text('marketing', 'Первая');
    salon.data.consents.editText(salon.owner, { textId: first as never, body: 'Первая, исправленная' });
    give(salon.olga);
    expect(
      refusal(() => salon.data.consents.editText(salon.owner, { textId: first as never, body: 'Другая' })),
    ).toMatchObject({
      code: 'CONFLICT',
      data: { what: 'consentText', number: 1 },
    });
    const add = (body: string, validFrom: string) => () =>
      salon.data.consents.addText(salon.owner, { purpose: 'marketing', body, validFrom });
    expect(refusal(add('Первая, исправленная', '2026-03-12')).code).toBe('ALREADY_EXISTS');
    add('Вторая', '2026-04-01')();
    expect(refusal(add('Третья', '2026-03-20'))).toMatchObject({ code: 'CONFLICT', data: { number: 2 } });
    expect(salon.data.consents.texts()).toMatchObject([
      { purpose: 'marketing', number: 2, validFrom: '2026-04-01', uses: 0, isCurrent: false },
      { purpose: 'marketing', number: 1, body: 'Первая, исправленная', uses: 1, isCurrent: true },
    ]);
    expect(salon.data.consents.texts()[0]?.sha256).toMatch(/^[\da-f]{64}$/u);
  });

  test('D1 a consent is written with channel, day, operator and the version of its day; the same twice is refused', async () => {
    salon = await openPrivacySalon();
    expect(refusal(() => give(salon.olga))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'consentText' } });
    salon.text('marketing', 'Первая');
    give(salon.olga, 'marketing', '2026-02-01');
    expect(refusal(() => give(salon.olga)).code).toBe('CONFLICT');
    expect(refusal(() => give(salon.olga, 'marketing', '2026-03-13')).code).toBe('INVALID_INPUT');
    salon.data.consents.addText(salon.owner, { purpose: 'marketing', body: 'Вторая', validFrom: '2026-03-01' });
    give(salon.olga);
    const { states, history } = salon.data.ofClient(salon.olga);
    expect(states.map(({ purpose, standing }) => [purpose, standing])).toEqual([
      ['processing', 'none'],
      ['marketing', 'given'],
      ['photo', 'none'],
      ['health', 'none'],
    ]);
    expect(history).toMatchObject([
      { textNumber: 2, channel: 'paper', givenTo: 'Test administrator', withdrawnAtMs: null },
      { textNumber: 1, withdrawnAtMs: salon.clock.nowMs() },
    ]);
  });

  test('D3 marketing stops at once with the withdrawal; messages about a visit need no consent', async () => {
    salon = await openPrivacySalon();
    salon.text('marketing');
    const may = (purpose: 'service' | 'marketing', channel: 'call' | 'sms' = 'sms') =>
      salon.data.consents.mayContact(salon.olga, purpose, channel);
    expect([may('service'), may('marketing')]).toEqual([null, 'NO_CONSENT']);
    const { consentId } = give(salon.olga);
    expect(may('marketing')).toBeNull();
    expect(salon.data.consents.consenting([salon.olga, salon.irina], 'marketing')).toEqual(new Set([salon.olga]));
    salon.write((tx) => {
      tx.run(query.updateTable('clients').set({ no_calls_until: '2026-03-12' }).where('id', '=', salon.olga));
    });
    expect([may('marketing', 'call'), may('marketing', 'sms')]).toEqual(['NO_CALLS', null]);
    salon.data.consents.withdraw(salon.reception, { consentId, note: 'по телефону' });
    expect([may('service'), may('marketing')]).toEqual([null, 'NO_CONSENT']);
    expect(refusal(() => salon.data.consents.withdraw(salon.reception, { consentId, note: '' })).code).toBe('CONFLICT');
  });

  test('D3 the withdrawal of processing opens an erasure due in 30 days and ends marketing too', async () => {
    salon = await openPrivacySalon();
    for (const purpose of ['processing', 'marketing'] as const) salon.text(purpose);
    give(salon.olga);
    const { consentId } = give(salon.olga, 'processing');
    const { requestId } = salon.data.consents.withdraw(salon.reception, { consentId, note: '' });
    expect(salon.data.requests.ofClient(salon.olga)).toMatchObject([
      { id: requestId, kind: 'erasure', requestedOn: '2026-03-12', dueOn: '2026-04-11', doneAtMs: null },
    ]);
    expect(salon.data.consents.mayContact(salon.olga, 'marketing', 'sms')).toBe('NO_CONSENT');
  });
});

describe('requests (D2, D3)', () => {
  test('D2 an answer is due in ten working days by the production calendar, an overdue one is told', async () => {
    salon = await openPrivacySalon();
    const { schedule } = salon;
    schedule.setHoliday(salon.owner, { localDate: '2026-03-20', kind: 'holiday', title: 'Выходной' } as never);
    const { dueOn } = salon.data.requests.add(salon.reception, {
      clientId: salon.olga as never,
      kind: 'copy',
      note: '',
    });
    // 13 and 16-19, 23-27 March: the 20th is a holiday, the 12th itself is not counted.
    expect(dueOn).toBe('2026-03-27');
    expect(salon.data.requests.list({ withDone: false })).toMatchObject({ open: 1, overdue: 0 });
    salon.clock.atMs += 16 * 86_400_000;
    expect(salon.data.requests.list({ withDone: false })).toMatchObject({
      open: 1,
      overdue: 1,
      requests: [{ urgency: 'overdue', clientName: 'Ольга Кузнецова' }],
    });
    const again = () =>
      salon.data.requests.add(salon.reception, { clientId: salon.olga as never, kind: 'copy', note: '' });
    expect(refusal(again).code).toBe('CONFLICT');
  });

  test('D3 a request to stop marketing is carried out with it', async () => {
    salon = await openPrivacySalon();
    salon.text('marketing');
    give(salon.olga);
    salon.data.requests.add(salon.reception, { clientId: salon.olga as never, kind: 'stop_marketing', note: '' });
    expect(salon.data.consents.mayContact(salon.olga, 'marketing', 'email')).toBe('NO_CONSENT');
    expect(salon.data.requests.list({ withDone: true }).requests).toMatchObject([
      { kind: 'stop_marketing', urgency: null },
    ]);
  });

  test('a request ends by hand with what was answered, once', async () => {
    salon = await openPrivacySalon();
    const { requestId } = salon.data.requests.add(salon.reception, {
      clientId: salon.olga as never,
      kind: 'copy',
      note: '',
    });
    const close = () => salon.data.requests.close(salon.reception, { requestId, note: 'Отдали на руки' });
    close();
    expect(refusal(close).code).toBe('CONFLICT');
    expect(salon.data.requests.list({ withDone: false }).open).toBe(0);
  });
});
