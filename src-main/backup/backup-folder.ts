import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { BACKUP_REASONS, type BackupReason } from '../../src-shared/backup/backup.rules.ts';
import { writeFileAtomically } from '../store/data-folder.ts';
import type { ProvedCopy } from './copy.job.ts';
import { removeDatabaseFiles, syncFolder } from './file-facts.ts';

const manifestSchema = z.object({
  format: z.literal(1),
  createdAtMs: z.int(),
  reason: z.enum(BACKUP_REASONS),
  bytes: z.int(),
  /** Null for a damaged file that was only set aside. */
  sha256: z.string().nullable(),
  schemaVersion: z.int(),
  salonName: z.string(),
  visits: z.int(),
  clients: z.int(),
  commands: z.int(),
  /** The chain of seals leaves the file here too (architecture.md section 4). */
  head: z.object({ commandId: z.int(), seal: z.string(), atMs: z.int() }).nullable(),
  isProved: z.boolean(),
  provedAtMs: z.int().nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const ENDING = '.db';

/** The folder of copies: a copy is a `.db` with a manifest of the same name beside it. */
export class BackupFolder {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** All copies, newest first. */
  list(): BackupInfo[] {
    return this.ids()
      .flatMap((id) => {
        const manifest = this.manifest(id);
        return manifest ? [infoOf(id, manifest)] : [];
      })
      .sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  }

  ids(): string[] {
    try {
      return fs.readdirSync(this.dir).filter((name) => name.endsWith(ENDING) && !name.startsWith('.'));
    } catch {
      return [];
    }
  }

  /** The manifest of a copy; null when there is no such copy or its manifest cannot be read. */
  manifest(id: string): Manifest | null {
    if (!id.endsWith(ENDING) || path.basename(id) !== id || !fs.existsSync(this.file(id))) return null;
    try {
      const parsed = manifestSchema.safeParse(JSON.parse(fs.readFileSync(this.#manifestFile(id), 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  file(id: string): string {
    return path.join(this.dir, id);
  }

  /** A temporary name in the folder; not a copy, whatever lies there. */
  temporary(label: string): string {
    return path.join(this.dir, `.${label}.tmp`);
  }

  /** A name that nobody has: when and why, so that a person finds it without the application. */
  freshId(atMs: number, reason: BackupReason, suffix = ''): string {
    const stamp = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const stem = `zerkalo-${stamp}-${reason}${suffix}`;
    for (let number = 1; ; number++) {
      const id = `${stem}${number === 1 ? '' : `-${number}`}${ENDING}`;
      if (!fs.existsSync(this.file(id)) && !fs.existsSync(this.#manifestFile(id))) return id;
    }
  }

  /**
   * Makes a proved temporary file a copy: the manifest first, then the rename.
   *
   * Killed in between, a manifest without a copy is left, which is none.
   */
  adopt(temporary: string, id: string, manifest: Manifest): BackupInfo {
    this.writeManifest(id, manifest);
    fs.renameSync(temporary, this.file(id));
    syncFolder(this.dir);
    // By path again: the disk may have gone between the proof and the rename.
    if (fs.statSync(this.file(id)).size !== manifest.bytes) throw new Error(`${id} is not as long as it was proved`);
    return infoOf(id, manifest);
  }

  writeManifest(id: string, manifest: Manifest): void {
    writeFileAtomically(this.#manifestFile(id), `${JSON.stringify(manifest, null, 2)}\n`);
  }

  remove(id: string): void {
    removeDatabaseFiles(this.file(id));
    fs.rmSync(this.#manifestFile(id), { force: true });
  }

  /** Clears what a killed copy left. `except` are temporary files still in use. */
  tidy(except: ReadonlySet<string>): void {
    if (!fs.existsSync(this.dir)) return;
    for (const name of fs.readdirSync(this.dir)) {
      const file = path.join(this.dir, name);
      const isTemporary = /^\.[\w-]+\.tmp(-wal|-shm|-journal)?$/.test(name) && !except.has(file);
      const isOrphan =
        /^zerkalo-.*\.db\.json(\.new)?$/.test(name) && !fs.existsSync(file.replace(/\.json(\.new)?$/, ''));
      if (isTemporary || isOrphan) fs.rmSync(file, { force: true });
    }
  }

  #manifestFile(id: string): string {
    return path.join(this.dir, `${id}.json`);
  }
}

/** What a proved copy says of itself. */
export function manifestOf(copy: ProvedCopy, reason: BackupReason, atMs: number): Manifest {
  const { schemaVersion, salonName, visits, clients, commands, head } = copy.facts;
  return {
    format: 1,
    createdAtMs: atMs,
    reason,
    bytes: copy.bytes,
    sha256: copy.sha256,
    schemaVersion,
    salonName,
    visits,
    clients,
    commands,
    head,
    isProved: true,
    provedAtMs: atMs,
  };
}

/** The part of a manifest that screens show. */
function infoOf(id: string, manifest: Manifest): BackupInfo {
  const { createdAtMs, bytes, reason, schemaVersion, salonName, visits, clients, isProved, head } = manifest;
  return {
    id,
    createdAtMs,
    bytes,
    reason,
    schemaVersion,
    salonName,
    visits,
    clients,
    isProved,
    lastChangeAtMs: head?.atMs ?? null,
  };
}
