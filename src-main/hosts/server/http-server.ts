import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SmartCoercionPlugin } from '@orpc/json-schema';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { RPCHandler } from '@orpc/server/node';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '../../../src-shared/contract.ts';
import type { RequestContext } from '../../access/procedure.ts';
import { API_TOKEN_PREFIX } from '../../access/session.service.ts';
import type { Core } from '../../core/create-core.ts';
import type { DeviceKey } from './device-key.ts';
import { CONTENT_SECURITY_POLICY, StaticFiles } from './static-files.ts';

/** Largest body of one call: a part of an uploaded backup is the longest thing anybody sends. */
const MAX_BODY_BYTES = 9_000_000;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 120_000;
/** An open line is kept over the pauses of a working desk: what is sent while it is being closed would be lost. */
const KEEP_ALIVE_MS = 75_000;
const MAX_CONNECTIONS = 200;
const COOKIE_LIFE_S = 400 * 24 * 3600;

export interface HttpServerOptions {
  readonly core: Core;
  readonly key: DeviceKey;
  readonly rendererDir: string;
  readonly version: string;
  /** Signs the person with this ticket in, once; null when the ticket is not known. */
  readonly redeemTicket?: (ticket: string, device: string) => string | null;
}

/** The listening server. */
export interface HttpHost {
  readonly server: Server;
  /** `http://127.0.0.1:4455` */
  readonly origin: string;
  close(): Promise<void>;
}

/** The REST description of the same contract. */
export function openApiDocument(version: string): Promise<object> {
  return new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: {
      title: 'Zerkalo',
      version,
      description: 'The desk of one beauty salon. Errors carry a stable `code`; amounts are integers in minor units.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
}

/**
 * Takes a port of loopback, before any file is made: a taken port leaves nothing behind.
 *
 * Whoever asks before `serveOver` is hung up on, like by a program that is not there yet; the screens ask again.
 *
 * @param port 0 = any free one
 * @throws the error of listening, e.g. EADDRINUSE
 */
export async function listenOnLoopback(port: number): Promise<Server> {
  const server = createServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', hangUp);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

function hangUp(request: IncomingMessage): void {
  request.destroy();
}

/** Lets a port go on which nothing was served. */
export async function stopListening(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** Listens and serves at once. @throws the error of listening, e.g. EADDRINUSE */
export async function startHttpServer(options: HttpServerOptions, port: number): Promise<HttpHost> {
  return serveOver(await listenOnLoopback(port), options);
}

/** Serves the screens, the procedures (`/rpc`), the REST interface (`/api/v1`) and its description. */
export function serveOver(server: Server, options: HttpServerOptions): HttpHost {
  const { core, key } = options;
  const files = new StaticFiles(options.rendererDir);
  const rpc = new RPCHandler(core.router);
  const rest = new OpenAPIHandler(core.router, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
  });
  const cookies = { device: `zk_device_${key.suffix}`, session: `zk_session_${key.suffix}` };
  const { port } = server.address() as AddressInfo;
  const origins = new Set(['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}:${port}`));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    // A foreign name that resolves to this address (DNS rebinding) is not this server.
    if (!origins.has(`http://${request.headers.host ?? ''}`)) return refuse(response, 421, 'unknown host');
    const { origin } = request.headers;
    if (origin !== undefined && !origins.has(origin)) return refuse(response, 403, 'foreign origin');
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return refuse(response, 413, 'too large');
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/' && url.searchParams.has('key')) return introduce(request, response, url);
    if (url.pathname === '/api/v1/openapi.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(await openApiDocument(options.version)));
      return;
    }
    if (url.pathname.startsWith('/rpc/') || url.pathname.startsWith('/api/v1/')) {
      // A browser says who asks; another site's page never gets as far as a procedure.
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(response, 403, 'cross-site');
      const context = contextOf(request, response);
      const isRpc = url.pathname.startsWith('/rpc/');
      const { matched } = isRpc
        ? await rpc.handle(request, response, { prefix: '/rpc', context })
        : await rest.handle(request, response, { prefix: '/api/v1', context });
      if (matched) return;
      return refuse(response, 404, 'no such procedure');
    }
    if (files.serve(request, response, url.pathname)) return;
    return refuse(response, 404, 'not found');
  };

  /** The address as it was printed: the browser gets its device cookie and the key leaves the address bar. */
  const introduce = (request: IncomingMessage, response: ServerResponse, url: URL): void => {
    if (!key.isRight(url.searchParams.get('key') ?? '')) {
      response.writeHead(303, { location: '/#/unknown-device?wrong=1' }).end();
      return;
    }
    const known = key.deviceOf(readCookie(request, cookies.device));
    const cookie = known === null ? key.newDevice() : readCookie(request, cookies.device)!;
    const setCookies = [cookieText(cookies.device, cookie)];
    const ticket = url.searchParams.get('ticket');
    const device = key.deviceOf(cookie);
    const token = ticket !== null && device !== null ? options.redeemTicket?.(ticket, device) : null;
    if (token) setCookies.push(cookieText(cookies.session, token));
    response.writeHead(303, { location: '/', 'set-cookie': setCookies }).end();
  };

  const contextOf = (request: IncomingMessage, response: ServerResponse): RequestContext => {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer?.startsWith(API_TOKEN_PREFIX)) {
      return core.openConnection({
        host: 'server',
        device: 'api',
        // A made-up token is no better than no key: it must not reach the names or the first run either.
        isTrusted: (core.salon?.sessions.callerOf(bearer, 'api') ?? null) !== null,
        tokens: { get: () => bearer, set: () => undefined },
      });
    }
    const device = key.deviceOf(readCookie(request, cookies.device));
    let token = readCookie(request, cookies.session) ?? null;
    return core.openConnection({
      host: 'server',
      device: device ?? 'unknown',
      isTrusted: device !== null,
      tokens: {
        get: () => token,
        set: (next) => {
          token = next;
          response.setHeader('set-cookie', cookieText(cookies.session, next ?? '', next === null ? 0 : undefined));
        },
      },
    });
  };

  server.off('request', hangUp);
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      core.salon?.deps.logger.error({ error: String(error) }, 'http request failed');
      if (!response.headersSent) refuse(response, 500, 'internal error');
      else response.destroy();
    });
  });
  // Live event streams never end by themselves: they are closed with the rest.
  return { server, origin: `http://127.0.0.1:${port}`, close: () => stopListening(server) };
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function readCookie(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

function cookieText(name: string, value: string, maxAgeS = COOKIE_LIFE_S): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}`;
}
