import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { DomainError } from '../../src-shared/kernel/errors.ts';
/** Files on their way at once; a further one pushes the oldest out, so that abandoned ones do not pile up. */
const MAX_OPEN = 2;

/** Where files lie while they arrive. */
export interface UploadFolder {
  readonly dir: string;
  /** A free name in the folder. */
  temporary(label: string): string;
  /** Removes a file that is given up, with whatever lies beside it. */
  remove(file: string): void;
}

/** Files from outside that arrive in parts. */
export class Uploads {
  readonly #folder: UploadFolder;
  readonly #limitBytes: number;
  readonly #open = new Map<string, { readonly file: string; bytes: number }>();

  constructor(folder: UploadFolder, limitBytes: number) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
  }

  /** Temporary files in use. */
  files(): ReadonlySet<string> {
    return new Set([...this.#open.values()].map(({ file }) => file));
  }

  /**
   * Adds a part; `uploadId` null begins a new file.
   *
   * @throws DomainError NOT_FOUND (unknown or given up), LIMIT_EXCEEDED
   */
  add(uploadId: string | null, part: Uint8Array): string {
    const id = uploadId ?? this.#begin();
    const upload = this.#open.get(id);
    if (!upload) throw new DomainError('NOT_FOUND', { what: 'upload' });
    if (upload.bytes + part.byteLength > this.#limitBytes) {
      this.drop(id);
      throw new DomainError('LIMIT_EXCEEDED', { what: 'upload', maxBytes: this.#limitBytes });
    }
    try {
      fs.appendFileSync(upload.file, part, { mode: 0o600 });
    } catch (error) {
      this.drop(id);
      throw error;
    }
    upload.bytes += part.byteLength;
    return id;
  }

  /** The complete file; from now on the caller's to rename or remove. */
  finish(uploadId: string): string {
    const upload = this.#open.get(uploadId);
    if (!upload) throw new DomainError('NOT_FOUND', { what: 'upload' });
    this.#open.delete(uploadId);
    return upload.file;
  }

  /** Gives a file up. */
  drop(uploadId: string): void {
    const upload = this.#open.get(uploadId);
    this.#open.delete(uploadId);
    if (upload) this.#folder.remove(upload.file);
  }

  #begin(): string {
    const oldest = this.#open.keys().next().value;
    if (oldest !== undefined && this.#open.size >= MAX_OPEN) this.drop(oldest);
    fs.mkdirSync(this.#folder.dir, { recursive: true, mode: 0o700 });
    const id = randomUUID();
    const file = this.#folder.temporary(`upload-${id}`);
    fs.writeFileSync(file, '', { mode: 0o600 });
    this.#open.set(id, { file, bytes: 0 });
    return id;
  }
}
