import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src-shared/access/access.rules.ts';
import {
  type CaseSalon,
  FREE_DAY,
  type PreparedFolder,
  TODAY,
  YESTERDAY,
  openCaseSalon,
  prepareFolder,
} from './prepared-salon.ts';
import { PROCEDURES } from './procedures.ts';

let prepared: PreparedFolder;
let salon: CaseSalon;
beforeAll(async () => {
  prepared = await prepareFolder();
  salon = await openCaseSalon(prepared, 'rest');
});
afterAll(async () => {
  await salon.test.close();
  await prepared.remove();
});

/** A call as a program makes it that has never seen our code. */
async function call(
  method: string,
  path: string,
  body?: object,
  role: Role = 'owner',
): Promise<{ status: number; answer: unknown }> {
  const { origin } = await salon.test.http();
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${salon.tokens[role]}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, answer: await response.json() };
}

describe('REST as a program sees it', () => {
  test('numbers and flags of the query string are understood', async () => {
    await expect(call('GET', '/clients/search?query=4567&limit=5')).resolves.toMatchObject({
      status: 200,
      answer: [{ name: 'Ольга Петрова' }],
    });
    await expect(call('GET', '/clients?limit=1&offset=1&withArchived=true')).resolves.toMatchObject({
      status: 200,
      answer: { total: 2, clients: [{ name: 'Ольга Петрова' }] },
    });
  });

  test('fixed words of a path win over its variables', async () => {
    const counts = await call('GET', `/journal/counts?fromDate=${YESTERDAY}&toDate=${TODAY}`);
    expect(counts).toMatchObject({ status: 200, answer: [{ visits: 1 }, { visits: 1 }] });
    await expect(call('GET', `/journal/${TODAY}`)).resolves.toMatchObject({
      status: 200,
      answer: { localDate: TODAY },
    });
  });

  test('a visit is booked, changed, cancelled and taken back', async () => {
    const booked = await call('POST', '/visits', {
      localDate: FREE_DAY,
      startMin: 600,
      clientId: salon.olga,
      lines: [{ serviceId: salon.cut, staffId: salon.anna }],
    });
    expect(booked).toMatchObject({ status: 200, answer: { clientId: salon.olga } });
    const { visitId } = booked.answer as { visitId: number };
    await expect(call('PATCH', `/visits/${visitId}`, { version: 1, comment: 'У окна' })).resolves.toMatchObject({
      status: 200,
      answer: { version: 2 },
    });
    const cancelled = await call('POST', `/visits/${visitId}/cancel`, { version: 2, by: 'salon', reason: 'Ремонт' });
    expect(cancelled).toMatchObject({ status: 200, answer: { version: 3 } });
    const { commandId } = cancelled.answer as { commandId: number };
    await expect(call('POST', `/commands/${commandId}/undo`)).resolves.toMatchObject({ status: 200 });
    await expect(call('GET', `/visits/${visitId}`)).resolves.toMatchObject({
      status: 200,
      answer: { status: 'booked', comment: 'У окна' },
    });
  });

  test('a row is removed by DELETE', async () => {
    const block = {
      staffId: salon.anna,
      roomId: null,
      localDate: FREE_DAY,
      startMin: 900,
      endMin: 930,
      reason: 'Обед',
    };
    const { answer } = await call('POST', '/blocks', block);
    const { blockId } = answer as { blockId: number };
    await expect(call('DELETE', `/blocks/${blockId}`)).resolves.toMatchObject({ status: 200 });
    await expect(call('DELETE', `/blocks/${blockId}`)).resolves.toMatchObject({
      status: 404,
      answer: { code: 'NOT_FOUND', defined: true },
    });
  });

  test.each<[string, () => [string, string, object?, Role?], number, string]>([
    ['bad input', () => ['POST', '/rooms', { name: '' }], 400, 'BAD_REQUEST'],
    ['no such day', () => ['GET', '/journal/2026-02-30'], 400, 'BAD_REQUEST'],
    ['no right', () => ['POST', '/rooms', { name: 'x' }, 'accountant'], 403, 'FORBIDDEN'],
    ['nothing there', () => ['GET', '/visits/999999'], 404, 'NOT_FOUND'],
    ['a taken name', () => ['POST', '/rooms', { name: 'Зал' }], 409, 'ALREADY_EXISTS'],
    [
      'a refused secret',
      () => ['POST', '/session/secret', { current: '2580', next: '1', kind: 'pin' }],
      422,
      'INVALID_INPUT',
    ],
  ])('%s has its own status and code', async (_, request, status, code) => {
    const answered = await call(...request());
    expect(answered).toMatchObject({ status, answer: { code } });
  });

  test('a path that is none is said to be none', async () => {
    const { origin } = await salon.test.http();
    const response = await fetch(`${origin}/api/v1/no/such`, {
      headers: { authorization: `Bearer ${salon.tokens.owner}` },
    });
    expect(response.status).toBe(404);
  });

  test('every procedure has a route of its own, and the OpenAPI document describes it', async () => {
    const { origin } = await salon.test.http();
    const document = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    const routes = PROCEDURES.map(({ name, definition: { route } }) => ({
      name,
      path: route.path,
      method: route.method,
    }));
    for (const { name, path, method } of routes) {
      expect(document.paths[path ?? '']?.[(method ?? '').toLowerCase()], `${name}: ${method} ${path}`).toBeDefined();
    }
    const keys = routes.map(({ path, method }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
