import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CaseSalon,
  type PreparedFolder,
  TODAY,
  TOMORROW,
  openCaseSalon,
  prepareFolder,
} from './prepared-salon.ts';
import { codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;
let salon: CaseSalon;
const gone = { erased: 0, merged: 0 };
/** What the salon offers to be written onto: an event with a free seat, a wish of somebody else, a booked visit. */
const open = { eventId: 0, entryId: 0, visitId: 0, olgaVersion: 0 };

beforeAll(async () => {
  prepared = await prepareFolder();
  salon = await openCaseSalon(prepared, 'port');
  const { client, olga, irina, cut, maria } = salon;
  for (const purpose of ['processing', 'marketing'] as const) {
    await client.personalData.addText({ purpose, body: `Согласие: ${purpose}`, validFrom: '2026-01-01' });
  }
  await client.personalData.erase({ clientId: irina, name: 'Ирина Орлова' });
  const { clientId } = await client.clients.create({ firstName: 'Оля', lastName: 'Петрова' });
  await client.duplicates.merge({ keptId: olga, keptVersion: 1, mergedId: clientId, mergedVersion: 1 });
  gone.erased = irina;
  gone.merged = clientId;
  open.olgaVersion = (await client.clients.card({ clientId: olga })).version;
  const event = { serviceId: cut, staffId: maria, roomId: null, localDate: TODAY, startMin: 900, capacity: 2 };
  open.eventId = (await client.groups.create(event)).eventId;
  open.entryId = (await client.waiting.add({ clientId: olga, serviceIds: [cut] })).entryId;
  const lines = [{ serviceId: cut, staffId: maria }];
  open.visitId = (
    await client.journal.book({ localDate: TOMORROW, startMin: 720, clientId: olga, lines, comment: '' })
  ).visitId;
});
afterAll(async () => {
  await salon.test.close();
  await prepared.remove();
});

type Write = (clientId: number) => unknown;
/** Every procedure that writes about a client, by what a screen or a program would send. */
const WRITES: Readonly<Record<string, Write>> = {
  'clients.update': (clientId) =>
    salon.client.clients.update({ clientId, version: 9, values: { note: 'звонила Ирина' } }),
  'clients.update of tags': (clientId) => salon.client.clients.update({ clientId, version: 9, values: { tagIds: [] } }),
  'clients.setArchived': (clientId) => salon.client.clients.setArchived({ clientId, version: 9, isArchived: true }),
  'clients.addNote': (clientId) => salon.client.clients.addNote({ clientId, body: 'это Ирина' }),
  'clients.linkRelative of': (clientId) =>
    salon.client.clients.linkRelative({ clientId, relativeId: salon.olga, role: 'мама' }),
  'clients.linkRelative to': (clientId) =>
    salon.client.clients.linkRelative({ clientId: salon.olga, relativeId: clientId, role: 'мама' }),
  'clients.setFamilyRole': (clientId) => salon.client.clients.setFamilyRole({ clientId, role: 'мама' }),
  'clients.leaveFamily': (clientId) => salon.client.clients.leaveFamily({ clientId }),
  'journal.book': (clientId) =>
    salon.client.journal.book({ localDate: TOMORROW, startMin: 900, clientId, lines: line() }),
  'journal.edit': (clientId) => salon.client.journal.edit({ visitId: open.visitId, version: 1, clientId }),
  'groups.join': (clientId) => salon.client.groups.join({ eventId: open.eventId, clientId }),
  'series.create': (clientId) =>
    salon.client.series.create({
      firstDate: TOMORROW,
      startMin: 900,
      rule: { freq: 'weekly', interval: 1, end: { kind: 'count', count: 3 } },
      clientId,
      lines: line(),
    }),
  'waiting.add': (clientId) => salon.client.waiting.add({ clientId, serviceIds: [salon.cut] }),
  'waiting.update': (clientId) =>
    salon.client.waiting.update({ entryId: open.entryId, version: 1, values: { clientId } }),
  'treatments.addPatchTest': (clientId) =>
    salon.client.treatments.addPatchTest({ clientId, values: { testedOn: TODAY, result: 'ok' } }),
  'clientFiles.add': async (clientId) => {
    const base64 = Buffer.from('%PDF-1.7 договор').toString('base64');
    const { uploadId } = await salon.client.clientFiles.upload({ uploadId: null, base64 });
    return await salon.client.clientFiles.add({ clientId, uploadId, fileName: 'договор.pdf', values: {} });
  },
  'personalData.give': (clientId) =>
    salon.client.personalData.give({ clientId, purpose: 'marketing', channel: 'paper' }),
  'personalData.addRequest': (clientId) => salon.client.personalData.addRequest({ clientId, kind: 'copy' }),
  'personalData.copy': (clientId) => salon.client.personalData.copy({ clientId, format: 'json' }),
  'personalData.consentForm': (clientId) => salon.client.personalData.consentForm({ clientId, purpose: 'marketing' }),
  'personalData.erase': (clientId) => salon.client.personalData.erase({ clientId, name: `Клиент #${clientId}` }),
  'retention.record': (clientId) =>
    salon.client.retention.record({ clientId, serviceId: salon.cut, reason: 'due', outcome: 'no_answer' }),
  'retention.book': (clientId) =>
    salon.client.retention.book({ clientId, reason: 'due', localDate: TOMORROW, startMin: 900, lines: line() }),
  'duplicates.merge into': (clientId) =>
    salon.client.duplicates.merge({
      keptId: clientId,
      keptVersion: 2,
      mergedId: salon.olga,
      mergedVersion: open.olgaVersion,
    }),
  'duplicates.merge of': (clientId) =>
    salon.client.duplicates.merge({
      keptId: salon.olga,
      keptVersion: open.olgaVersion,
      mergedId: clientId,
      mergedVersion: 2,
    }),
  'duplicates.dismiss': (clientId) => salon.client.duplicates.dismiss({ oneId: salon.olga, otherId: clientId }),
};
const line = () => [{ serviceId: salon.cut, staffId: salon.maria }];
const newest = async () => (await salon.client.history.recent({ limit: 1 }))[0]?.commandId;

/** Consents and requests say that the client is erased, everything else that there is none. */
const SAYS_ERASED = new Set(['personalData.give', 'personalData.addRequest', 'personalData.erase']);

describe.each(['erased', 'merged'] as const)('D8: nothing is written onto a card that was %s', (kind) => {
  test.each(Object.keys(WRITES))('%s', async (name) => {
    const before = await newest();
    const code = kind === 'erased' && SAYS_ERASED.has(name) ? 'CONFLICT' : 'NOT_FOUND';
    expect(await outcomeOf(Promise.resolve(WRITES[name]!(gone[kind])))).toMatchObject({ code, isDeclared: true });
    expect(await newest()).toBe(before);
  });

  test('a new client is not recommended by them', async () => {
    const recommendedById = gone[kind] as never;
    const made = await outcomeOf(salon.client.clients.create({ firstName: 'Зоя', recommendedById }));
    expect(codeOf(made)).toBe('INVALID_INPUT');
  });
});

test('D8: no formula is written on a visit of an erased client', async () => {
  const { client, pastLine } = salon;
  const written = await outcomeOf(client.treatments.write({ lineId: pastLine, version: null, outcome: 'это Ирина' }));
  expect(codeOf(written)).toBe('NOT_FOUND');
});

test('D5: an erased card says since when it is nobody’s', async () => {
  const card = await salon.client.clients.card({ clientId: gone.erased });
  expect(card).toMatchObject({
    erasedAtMs: salon.test.clock.nowMs(),
    phones: [],
    firstName: `Клиент #${gone.erased}`,
    note: '',
  });
  expect((await salon.client.clients.card({ clientId: salon.olga })).erasedAtMs).toBeNull();
});
