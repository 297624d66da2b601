import { createHash } from 'node:crypto';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import type { FileId, FileRef, FileUpload } from '../../src-shared/files/files.contract.ts';
import { MAX_FILE_BYTES, MAX_PHOTO_BYTES, fileFault, fileTypeOf } from '../../src-shared/files/files.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Reader } from '../store/executor.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { findFile, insertFile, readFileHeads } from './files.repository.ts';

/**
 * The small files of the desk, kept in the database (docs/adr/0004).
 *
 * Who may see a file is known by the feature that it belongs to, so there is no procedure that reads any file by its id.
 */
export class FilesService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Keeps a file, inside a running unit of work. A kept file is never changed: a new one takes its place.
   *
   * @throws DomainError INVALID_INPUT (data.fault: a `FileFault`, data.maxMb)
   */
  storeInside(tx: Tx, upload: FileUpload, use: 'paper' | 'photo'): FileId {
    const content = Buffer.from(upload.base64, 'base64');
    const fault = fileFault(content, use);
    const type = fileTypeOf(content);
    if (fault !== null || type === null) {
      const maxMb = (use === 'photo' ? MAX_PHOTO_BYTES : MAX_FILE_BYTES) / 1024 / 1024;
      throw new DomainError('INVALID_INPUT', { field: 'file', fault: fault ?? 'FILE_TYPE', maxMb });
    }
    return insertFile(tx, {
      name: upload.name,
      media_type: type,
      size_bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      content,
      created_at_ms: this.#deps.clock.nowMs(),
    }) as FileId;
  }

  /** Names and sizes of files by id. */
  refs(reader: Reader, ids: readonly number[]): Map<number, FileRef> {
    return new Map(
      readFileHeads(reader, ids).map((row) => [
        row.id,
        { id: row.id as FileId, name: row.name, mediaType: row.media_type, sizeBytes: row.size_bytes },
      ]),
    );
  }

  /** A whole file, once the caller's right to it is known. @throws DomainError NOT_FOUND */
  read(reader: Reader, id: number): FileOutput {
    const row = findFile(reader, id);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'file', id });
    return { fileName: row.name, mediaType: row.media_type, base64: Buffer.from(row.content).toString('base64') };
  }
}
