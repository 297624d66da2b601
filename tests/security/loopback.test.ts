import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestCore, openTestCore } from '../helpers/test-core.ts';

let salon: TestCore;
let origin: string;
let key: string;

beforeAll(async () => {
  salon = await openTestCore();
  const host = await salon.http();
  origin = host.origin;
  key = host.key.text;
  salon.addUser('owner', 'Ольга');
});
afterAll(() => salon.close());

/** A bare request, so that every header is ours. */
function request(
  path: string,
  options: http.RequestOptions = {},
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = http.request(`${origin}${path}`, { agent: false, ...options }, (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const people = (headers: http.OutgoingHttpHeaders = {}) =>
  request('/rpc/access/people', { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }, '{}');

describe('loopback (another user of the PC, another site in the browser)', () => {
  test('without the key of the printed address not even the names of the staff are told', async () => {
    const answer = await people();
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('DEVICE_UNKNOWN');
    expect(answer.text).not.toContain('Ольга');
  });

  test.each([
    ['a wrong key', () => `/?key=${'x'.repeat(43)}`],
    ['an empty key', () => '/?key='],
    ['a key cut by one character', () => `/?key=${key.slice(0, -1)}`],
  ])('%s gives no cookie', async (_, path) => {
    const response = await fetch(`${origin}${path()}`, { redirect: 'manual' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('the key gives a cookie that scripts cannot read and other sites do not send', async () => {
    const response = await fetch(`${origin}/?key=${key}`, { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const answer = await people({ cookie: cookie.split(';')[0]! });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Ольга');
  });

  test('a forged device cookie is not believed', async () => {
    const response = await fetch(`${origin}/?key=${key}`, { redirect: 'manual' });
    const [name = '', value = ''] = response.headers.getSetCookie()[0]!.split(';')[0]!.split('=');
    const forged = `${value.split('.')[0]}x.${value.split('.')[1]}`;
    expect((await people({ cookie: `${name}=${forged}` })).status).toBe(401);
  });

  test.each([
    ['a foreign name that resolves here (DNS rebinding)', { host: 'evil.example' }, 421],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['a request that the browser marks as cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of the same host', { origin: 'http://127.0.0.1:1' }, 403],
  ])('%s is refused', async (_, headers, status) => {
    expect((await people(headers)).status).toBe(status);
  });

  test('a body above the limit is refused before it is read', async () => {
    const answer = await people({ 'content-length': '50000000' }).catch(() => ({ status: 413, text: '' }));
    expect(answer.status).toBe(413);
  });

  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/../../main/server.mjs',
    '/..\\package.json',
    '/index.html%00',
  ])('no path leads out of the screens: %s', async (path) => {
    const answer = await request(path);
    expect(answer.status).toBe(404);
  });

  test('every answer carries the content security policy', async () => {
    const response = await fetch(`${origin}/`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('only loopback is listened on', async () => {
    const host = await salon.http();
    expect(host.server.address()).toMatchObject({ address: '127.0.0.1' });
  });

  test('REST: a token signs in without cookies, a revoked or made-up one does not', async () => {
    const { client } = await salon.overHttp();
    const ownerId = salon.core.salon!.access.people()[0]!.id;
    await client.access.signIn({ userId: ownerId, secret: '2580' });
    const { token } = await client.access.createToken({ userId: ownerId, name: 'Выгрузка' });
    const call = (bearer: string) =>
      fetch(`${origin}/api/v1/settings`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await call(token)).status).toBe(200);
    expect((await call(`${token}x`)).status).toBe(401);
    const [entry] = await client.access.tokens();
    await client.access.revokeToken({ tokenId: entry!.id });
    expect((await call(token)).status).toBe(401);
  });

  test.each(['/api/v1/people', '/rpc/access/people'])(
    'a made-up token does not stand for the key: %s',
    async (path) => {
      const method = path.startsWith('/rpc') ? 'POST' : 'GET';
      const headers = { authorization: 'Bearer zk_made-up', 'content-type': 'application/json' };
      const answer = await request(path, { method, headers }, method === 'POST' ? '{}' : undefined);
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('DEVICE_UNKNOWN');
      expect(answer.text).not.toContain('Ольга');
    },
  );

  test('REST: the OpenAPI document describes every procedure', async () => {
    const document = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(document.openapi).toMatch(/^3\./);
    expect(document.paths['/settings']).toHaveProperty('get');
    expect(document.paths['/journal/{localDate}']).toHaveProperty('get');
  });
});
