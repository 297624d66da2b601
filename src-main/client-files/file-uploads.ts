import { randomUUID } from 'node:crypto';
import { MAX_CLIENT_FILE_BYTES } from '../../src-shared/client-files/client-files.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';

/** Files on their way at once; a further one pushes the oldest out. */
const MAX_OPEN = 4;
const GIVEN_UP_MS = 10 * 60_000;

interface OpenUpload {
  readonly userId: number;
  readonly startedAtMs: number;
  readonly parts: Buffer[];
  bytes: number;
}

/** Files that arrive in parts, in memory: each belongs to who began it. */
export class FileUploads {
  readonly #open = new Map<string, OpenUpload>();

  /** @throws DomainError NOT_FOUND (unknown, given up, somebody else's), LIMIT_EXCEEDED */
  add(userId: number, nowMs: number, uploadId: string | null, base64: string): string {
    this.#forgetOld(nowMs);
    const id = uploadId ?? this.#begin(userId, nowMs);
    const upload = this.#of(userId, id);
    const part = Buffer.from(base64, 'base64');
    if (upload.bytes + part.length > MAX_CLIENT_FILE_BYTES) {
      this.#open.delete(id);
      throw new DomainError('LIMIT_EXCEEDED', { what: 'upload', maxMb: MAX_CLIENT_FILE_BYTES / 1024 / 1024 });
    }
    upload.parts.push(part);
    upload.bytes += part.length;
    return id;
  }

  /** The whole file; the upload is over. @throws DomainError NOT_FOUND */
  take(userId: number, uploadId: string): Buffer {
    const { parts } = this.#of(userId, uploadId);
    this.#open.delete(uploadId);
    return Buffer.concat(parts);
  }

  #of(userId: number, id: string): OpenUpload {
    const upload = this.#open.get(id);
    if (upload?.userId !== userId) throw new DomainError('NOT_FOUND', { what: 'upload' });
    return upload;
  }

  #begin(userId: number, nowMs: number): string {
    const oldest = this.#open.keys().next().value;
    if (oldest !== undefined && this.#open.size >= MAX_OPEN) this.#open.delete(oldest);
    const id = randomUUID();
    this.#open.set(id, { userId, startedAtMs: nowMs, parts: [], bytes: 0 });
    return id;
  }

  #forgetOld(nowMs: number): void {
    for (const [id, { startedAtMs }] of this.#open) {
      if (nowMs - startedAtMs > GIVEN_UP_MS) this.#open.delete(id);
    }
  }
}
