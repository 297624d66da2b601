import type { z } from 'zod';
import type { FileOutput, VisitId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import {
  MAX_CLIENT_FILE_BYTES,
  MAX_THUMB_BYTES,
  clientFileFault,
  clientFileType,
} from '../../src-shared/client-files/client-files.rules.ts';
import type { ClientFile, clientFilesContract } from '../../src-shared/client-files/client-files.contract.ts';
import { fileTypeOf } from '../../src-shared/files/files.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { ContentFolder } from '../store/content-folder.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { FileUploads } from './file-uploads.ts';
import * as rows from './client-files.repository.ts';

type Contract = typeof clientFilesContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** How long a content without a row is kept: for the undo, and for a file whose row was never written. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** Files and photos of clients (B10): rows in the database, contents beside it (docs/adr/0005). */
export class ClientFilesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #contents: ContentFolder;
  readonly #uploads = new FileUploads();

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
    this.#contents = new ContentFolder(deps.store.paths.contents);
  }

  /** @throws DomainError NOT_FOUND */
  list(clientId: number): Output<'list'> {
    const { reader } = this.#deps.store;
    requireClient(reader, clientId);
    return {
      hasPhotoConsent: rows.hasPhotoConsent(reader, clientId),
      files: rows.readFiles(reader, clientId).map(toFile),
    };
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN, LIMIT_EXCEEDED */
  upload(caller: Caller, { uploadId, base64 }: Input<'upload'>): Output<'upload'> {
    requireHand(caller);
    return { uploadId: this.#uploads.add(caller.userId, this.#deps.clock.nowMs(), uploadId, base64) };
  }

  /**
   * The content is safe on the disk before its row is written: a row never names what is not there.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT
   */
  add(caller: Caller, input: Input<'add'>): Output<'add'> {
    requireHand(caller);
    const { store } = this.#deps;
    const { clientId, values } = input;
    requireClient(store.reader, clientId);
    this.#requireConsent(caller, store.reader, input);
    if (values.visitId !== null && !rows.isVisitOf(store.reader, values.visitId, clientId)) {
      throw new DomainError('NOT_FOUND', { what: 'visit', id: values.visitId });
    }
    const bytes = this.#uploads.take(caller.userId, input.uploadId);
    const fault = clientFileFault(bytes, input.fileName, values.kind);
    const type = clientFileType(bytes, input.fileName);
    if (fault !== null || type === null) {
      const maxMb = MAX_CLIENT_FILE_BYTES / 1024 / 1024;
      throw new DomainError('INVALID_INPUT', { field: 'file', fault: fault ?? 'CLIENT_FILE_TYPE', maxMb });
    }
    const thumb = input.thumbBase64 === undefined ? null : thumbOf(input.thumbBase64);
    const sha256 = this.#contents.put(bytes);
    const thumbSha256 = thumb && this.#contents.put(thumb);
    const { value, commandId } = this.#run(caller, 'clientFiles.add', (tx) => {
      const client = requireClient(tx, clientId);
      // Once more: it may have been withdrawn while the file was written.
      const isOverridden = this.#requireConsent(caller, tx, input);
      if (isOverridden) tx.reason = input.overrideReason ?? null;
      tx.summary = { key: `clientFiles.add.${values.kind}`, values: { who: this.#nameOf(client) } };
      return rows.insertFile(tx, {
        client_id: clientId,
        visit_id: values.visitId,
        kind: values.kind,
        pair_no: values.kind === 'file' ? null : (values.pairNo ?? nextPair(tx, clientId)),
        title: values.title || input.fileName,
        media_type: type,
        size_bytes: bytes.length,
        sha256,
        thumb_sha256: thumbSha256,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      }) as ClientFile['id'];
    });
    return { clientFileId: value, commandId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (a file that is no picture as a photo) */
  update(caller: Caller, { clientFileId, version, values }: Input<'update'>): Output<'update'> {
    const { value, commandId } = this.#run(caller, 'clientFiles.update', (tx) => {
      const row = this.#require(tx, clientFileId, version);
      const kind = values.kind ?? row.kind;
      if (kind !== 'file' && !row.media_type.startsWith('image/')) {
        throw new DomainError('INVALID_INPUT', { field: 'kind', fault: 'PHOTO_TYPE' });
      }
      const pair = values.pairNo === undefined ? row.pair_no : values.pairNo;
      const after = {
        kind,
        pair_no: kind === 'file' ? null : (pair ?? nextPair(tx, row.client_id)),
        title: values.title ?? row.title,
        visit_id: values.visitId === undefined ? row.visit_id : values.visitId,
      };
      const names = Object.keys(after) as (keyof typeof after)[];
      if (names.every((name) => row[name] === after[name])) return row.version;
      rows.updateFile(tx, row.id, { ...after, version: row.version + 1 });
      tx.summary = { key: 'clientFiles.update', values: { who: this.#nameOf(requireClient(tx, row.client_id)) } };
      return row.version + 1;
    });
    return { version: value, commandId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  remove(caller: Caller, { clientFileId, version }: Input<'remove'>): Output<'remove'> {
    const { commandId } = this.#run(caller, 'clientFiles.remove', (tx) => {
      const row = this.#require(tx, clientFileId, version);
      rows.deleteFile(tx, row.id);
      tx.summary = { key: 'clientFiles.remove', values: { who: this.#nameOf(requireClient(tx, row.client_id)) } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (the content is missing or damaged) */
  content(fileId: number): FileOutput {
    const row = this.#find(fileId);
    return this.#output(row.sha256, row.title, row.media_type);
  }

  /** @throws DomainError NOT_FOUND (also: has none), CONFLICT */
  thumb(fileId: number): FileOutput {
    const row = this.#find(fileId);
    if (row.thumb_sha256 === null) throw new DomainError('NOT_FOUND', { what: 'thumbnail', id: fileId });
    return this.#output(row.thumb_sha256, row.title, 'image/jpeg');
  }

  /**
   * Removes contents that no row names, that no undo of the last 30 days needs, and that lie there for 30 days; returns
   * how many. Copies have contents of their own.
   */
  sweep(): number {
    const { store, clock } = this.#deps;
    const beforeMs = clock.nowMs() - KEEP_MS;
    const tableNo = store.tablesByName.get('client_files')?.no ?? 0;
    const needed = rows.readNeededDigests(store.reader, tableNo, beforeMs);
    let removed = 0;
    for (const { digest, writtenAtMs } of this.#contents.list()) {
      if (needed.has(digest) || writtenAtMs >= beforeMs) continue;
      this.#contents.remove(digest);
      removed += 1;
    }
    return removed;
  }

  /** A content by its digest, for the copy of all data of a client; or why it cannot be given. */
  contentOf(digest: string): Buffer | 'missing' | 'damaged' {
    return this.#contents.read(digest);
  }

  /** Contents of somebody who was forgotten by law: they go at once, whatever the log remembers (D5). */
  removeContents(digests: readonly string[]): void {
    for (const digest of digests) this.#contents.remove(digest);
  }

  /** Whether the consent was overridden. @throws DomainError CONFLICT, FORBIDDEN */
  #requireConsent(caller: Caller, reader: Reader, { clientId, values, overrideReason }: Input<'add'>): boolean {
    if (values.kind === 'file' || rows.hasPhotoConsent(reader, clientId)) return false;
    if (overrideReason === undefined) throw new DomainError('CONFLICT', { reason: 'photoConsent' });
    caller.require('override_safeguard');
    return true;
  }

  #output(digest: string, name: string, mediaType: string): FileOutput {
    const found = this.#contents.read(digest);
    if (typeof found === 'string') {
      const reason = found === 'missing' ? 'contentMissing' : 'contentDamaged';
      this.#deps.logger.warn({ digest, found }, 'content of a file');
      throw new DomainError('CONFLICT', { reason });
    }
    return { fileName: name, mediaType, base64: found.toString('base64') };
  }

  #find(fileId: number): rows.ClientFileRow {
    const { reader } = this.#deps.store;
    const row = rows.findFile(reader, fileId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'clientFile', id: fileId });
    requireClient(reader, row.client_id);
    return row;
  }

  #require(tx: Tx, fileId: number, version: number): rows.ClientFileRow {
    const row = rows.findFile(tx, fileId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'clientFile', id: fileId });
    assertVersion(version, row.version, 'clientFile');
    return row;
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }

  #nameOf({ first_name: firstName, last_name: lastName }: { first_name: string; last_name: string }): string {
    return displayName({ firstName, lastName }, this.#settings.now().nameOrder);
  }
}

/** The desk and the masters put files on cards. @throws DomainError FORBIDDEN */
function requireHand(caller: Caller): void {
  if (!caller.can('edit_clients') && caller.staffId === null) {
    throw new DomainError('FORBIDDEN', { permission: 'edit_clients' });
  }
}

function requireClient(reader: Reader, clientId: number): { first_name: string; last_name: string } {
  const client = rows.findClientName(reader, clientId);
  if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  return client;
}

function nextPair(reader: Reader, clientId: number): number {
  return Math.max(0, ...rows.readFiles(reader, clientId).map((row) => row.pair_no ?? 0)) + 1;
}

/** @throws DomainError INVALID_INPUT */
function thumbOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (fileTypeOf(bytes) === 'image/jpeg' && bytes.length <= MAX_THUMB_BYTES) return bytes;
  throw new DomainError('INVALID_INPUT', { field: 'thumb', fault: 'PHOTO_TYPE' });
}

function toFile(row: rows.ClientFileRow): ClientFile {
  return {
    id: row.id as ClientFile['id'],
    version: row.version,
    visitId: row.visit_id as VisitId | null,
    kind: row.kind,
    pairNo: row.pair_no,
    title: row.title,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    hasThumb: row.thumb_sha256 !== null,
    atMs: row.created_at_ms,
    byName: row.by_name,
  };
}
