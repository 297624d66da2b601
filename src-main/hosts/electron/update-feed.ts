import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { randomBytes } from 'node:crypto';

/** A place with updates that electron-updater can read: an address under which `latest*.yml` and the files lie. */
export interface UpdateFeed {
  url: string;
  /** Is it a folder on this computer or the salon's network, so that a whole download costs nothing? */
  isFolder: boolean;
  close(): Promise<void>;
}

const isHttp = (place: string): boolean => /^https?:\/\//i.test(place);

/**
 * Opens a place with updates
 *
 * A web address is used as it is. A folder is shown to electron-updater, which speaks HTTP only, by a server on loopback
 * that gives out the files of this one folder under an address nobody can guess, for as long as the feed is open.
 *
 * @throws when the folder is not there
 */
export async function openUpdateFeed(place: string): Promise<UpdateFeed> {
  if (isHttp(place)) return { url: place, isFolder: false, close: () => Promise.resolve() };
  const folder = path.resolve(place);
  if (!(await stat(folder)).isDirectory()) throw new Error(`not a folder: ${folder}`);
  const secret = randomBytes(16).toString('hex');
  const server = http.createServer((request, response) => {
    void answer(folder, secret, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${secret}/`,
    isFolder: true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  folder: string,
  secret: string,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const refuse = (status: number): void => {
    response.writeHead(status).end();
  };
  const match = /^\/([0-9a-f]{32})\/([^/?#\\]+)(?:\?|$)/.exec(request.url ?? '');
  if (request.method !== 'GET' || match?.[1] !== secret || match[2] === undefined) return refuse(404);
  try {
    const name = decodeURIComponent(match[2]);
    if (name !== path.basename(name) || name.startsWith('.')) return refuse(404);
    const file = path.join(folder, name);
    const found = await stat(file);
    if (!found.isFile()) return refuse(404);
    response.writeHead(200, { 'content-length': found.size, 'content-type': 'application/octet-stream' });
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  } catch {
    refuse(404);
  }
}
