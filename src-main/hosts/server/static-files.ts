import fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Everything the page may do: its own scripts, styles, pictures and fonts, and calls to its own origin. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  'frame-src blob:',
  "base-uri 'none'",
].join('; ');

/** Serves the built screens. Names come from a list made at the start, so that no path can lead outside. */
export class StaticFiles {
  readonly #files = new Map<string, string>();

  constructor(root: string) {
    const entries = fs.existsSync(root) ? fs.readdirSync(root, { recursive: true, withFileTypes: true }) : [];
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      this.#files.set(`/${path.relative(root, file).split(path.sep).join('/')}`, file);
    }
  }

  /** Answers a GET or HEAD for a known file; false when there is none. */
  serve(request: IncomingMessage, response: ServerResponse, pathname: string): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const name = pathname === '/' ? '/index.html' : pathname;
    const file = this.#files.get(name);
    if (file === undefined) return false;
    const isHashed = name.startsWith('/assets/');
    response.writeHead(200, {
      'content-type': MEDIA_TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-length': fs.statSync(file).size,
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else fs.createReadStream(file).pipe(response);
    return true;
  }
}
