import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const DIGEST = /^[0-9a-f]{64}$/;

/** What is known of a content that somebody asks for. */
export type ContentState = 'sound' | 'missing' | 'damaged';

/**
 * A folder of contents, each under its own SHA-256 (docs/adr/0005).
 *
 * A content is never changed, so two files of the same bytes are one, and a copy of the folder needs only what is new. Names
 * are digests and nothing else: no path ever comes from outside.
 */
export class ContentFolder {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Keeps bytes and answers with their digest once they lie safely on the disk: temporary name, sync, rename. */
  put(bytes: Uint8Array): string {
    const digest = digestOf(bytes);
    if (this.state(digest, bytes.length) === 'sound') return digest;
    const file = this.file(digest);
    const dir = path.dirname(file);
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    const temporary = path.join(dir, `.${randomUUID()}.tmp`);
    try {
      const handle = fs.openSync(temporary, 'wx', 0o600);
      try {
        fs.writeFileSync(handle, bytes);
        fs.fsyncSync(handle);
      } finally {
        fs.closeSync(handle);
      }
      fs.renameSync(temporary, file);
    } finally {
      fs.rmSync(temporary, { force: true });
    }
    syncFolder(dir);
    syncFolder(this.dir);
    return digest;
  }

  /** The content, proved by its digest; or why it cannot be given. */
  read(digest: string): Buffer | Exclude<ContentState, 'sound'> {
    let bytes: Buffer;
    try {
      bytes = fs.readFileSync(this.file(digest));
    } catch {
      return 'missing';
    }
    return digestOf(bytes) === digest ? bytes : 'damaged';
  }

  /** Whether a content lies here unharmed; with `sizeBytes` another length is damage too. */
  state(digest: string, sizeBytes?: number): ContentState {
    const found = this.read(digest);
    if (typeof found === 'string') return found;
    return sizeBytes === undefined || found.length === sizeBytes ? 'sound' : 'damaged';
  }

  /** Whether there is a file of that name and length: enough to skip what was copied and proved before. */
  has(digest: string): boolean {
    return fs.existsSync(this.file(digest));
  }

  /** Digests of all contents with the moment of their last writing. */
  list(): { digest: string; writtenAtMs: number }[] {
    const found: { digest: string; writtenAtMs: number }[] = [];
    for (const part of namesIn(this.dir)) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue;
      for (const digest of namesIn(path.join(this.dir, part))) {
        if (!DIGEST.test(digest)) continue;
        found.push({ digest, writtenAtMs: fs.statSync(this.file(digest)).mtimeMs });
      }
    }
    return found;
  }

  remove(digest: string): void {
    fs.rmSync(this.file(digest), { force: true });
  }

  /** @throws RangeError for anything but a digest */
  file(digest: string): string {
    if (!DIGEST.test(digest)) throw new RangeError('not a digest');
    return path.join(this.dir, digest.slice(0, 2), digest);
  }
}

/** SHA-256 in hex. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function namesIn(dir: string): string[] {
  try {
    return fs.readdirSync(dir);
  } catch {
    return [];
  }
}

/** New names must lie on the disk too; Windows keeps them without being asked. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(dir, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
