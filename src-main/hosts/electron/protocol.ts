import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { APP_HOST, APP_SCHEME } from './guards.ts';

/** What the application's page may load and do: its own files only, no evaluated text, no frames, no forms. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

const SAFETY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

function refusal(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...SAFETY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}

/** Declares the scheme; must run before the application is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Answers `app://local/…` with the files of one folder
 *
 * 403 outside the folder or of another host, 404 for what is not there or of an unknown kind, 405 for anything but
 * reading. Every answer carries the content security policy.
 */
export function createAppHandler(folder: string): (request: Request) => Promise<Response> {
  const root = path.resolve(folder);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'method not allowed');
    const url = new URL(request.url);
    if (url.host !== APP_HOST) return refusal(403, 'forbidden');
    let relative: string;
    try {
      relative = decodeURIComponent(url.pathname);
    } catch {
      return refusal(404, 'not found');
    }
    const file = path.resolve(root, `.${relative}`);
    // What the address hid behind percent signs may climb: `..%2f`, and `..%5c` on Windows.
    const climbs = relative.includes('\0') || relative.includes('\\') || relative.split('/').includes('..');
    if (climbs || !file.startsWith(root + path.sep)) return refusal(403, 'forbidden');
    const type = CONTENT_TYPES[path.extname(file).toLowerCase()];
    if (type === undefined) return refusal(404, 'not found');
    try {
      const body = await readFile(file);
      return new Response(request.method === 'HEAD' ? null : body, {
        headers: { ...SAFETY_HEADERS, 'content-type': type },
      });
    } catch {
      return refusal(404, 'not found');
    }
  };
}

/** Begins to answer `app://local/…`; the application must be ready. */
export function serveAppFiles(folder: string): void {
  protocol.handle(APP_SCHEME, createAppHandler(folder));
}
