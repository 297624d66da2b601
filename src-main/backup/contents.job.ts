import fs from 'node:fs';
import path from 'node:path';
import type { Database as SqliteDatabase } from 'better-sqlite3';
import { ContentFolder } from '../store/content-folder.ts';
import { openReadOnly } from '../store/open.ts';
import type { JobControl } from '../workers/job.ts';

export interface CopyContentsInput {
  /** A database whose rows name the contents. */
  readonly database: string;
  readonly from: string;
  readonly to: string;
}

export interface CopiedContents {
  /** Contents that the database names. */
  readonly digests: readonly string[];
  /** How many of them were new in the target. */
  readonly copied: number;
  /** One line each: which row lacks its content, or has a damaged one. */
  readonly findings: readonly string[];
}

/**
 * Takes the contents that a database names from one folder to another: only those that are not there yet, each proved by
 * its digest on the way.
 *
 * What is missing or damaged at the source does not stop the others: a salon without one photo is still a salon. It is
 * named in the findings. A damaged one in the target is replaced.
 */
export function copyContents({ database, from, to }: CopyContentsInput, control: JobControl): CopiedContents {
  const connection = openReadOnly(database);
  try {
    const source = new ContentFolder(from);
    const target = new ContentFolder(to);
    const named = contentsIn(connection);
    const findings: string[] = [];
    let copied = 0;
    for (const [index, content] of named.entries()) {
      control.progress(index / named.length);
      if (target.has(content.digest) && target.state(content.digest) === 'sound') continue;
      const found = source.read(content.digest);
      if (typeof found === 'string') {
        findings.push(findingLine(found, content));
        continue;
      }
      target.put(found);
      copied += 1;
    }
    return { digests: [...new Set(named.map(({ digest }) => digest))], copied, findings };
  } finally {
    connection.close();
  }
}

/** Contents that a database names and a folder lacks or has damaged, one line each. */
export function examineContents(connection: SqliteDatabase, dir: string, control: JobControl): string[] {
  const folder = new ContentFolder(dir);
  const named = contentsIn(connection);
  return named.flatMap((content, index) => {
    control.progress(index / named.length);
    const state = folder.state(content.digest);
    return state === 'sound' ? [] : [findingLine(state, content)];
  });
}

interface NamedContent {
  readonly digest: string;
  readonly rowId: number;
  readonly part: 'file' | 'thumbnail';
}

function contentsIn(connection: SqliteDatabase): NamedContent[] {
  const has = connection
    .prepare("select 1 from sqlite_schema where type = 'table' and name = 'client_files'")
    .pluck()
    .get();
  if (has === undefined) return [];
  const rows = connection.prepare('select id, sha256, thumb_sha256 from client_files order by id').all() as {
    id: number;
    sha256: string;
    thumb_sha256: string | null;
  }[];
  return rows.flatMap(({ id, sha256, thumb_sha256: thumb }) => [
    { digest: sha256, rowId: id, part: 'file' as const },
    ...(thumb === null ? [] : [{ digest: thumb, rowId: id, part: 'thumbnail' as const }]),
  ]);
}

function findingLine(state: 'missing' | 'damaged', { rowId, part, digest }: NamedContent): string {
  return `content_${state} client_files#${rowId} ${part} ${digest.slice(0, 12)}`;
}

/** Which contents a copy needs, beside it, so that thinning out knows what may go. */
export function writeContentList(copy: string, digests: readonly string[]): void {
  fs.writeFileSync(listOf(copy), digests.map((digest) => `${digest}\n`).join(''), { mode: 0o600 });
}

/** Forgets the list of a copy that is gone. */
export function removeContentList(copy: string): void {
  fs.rmSync(listOf(copy), { force: true });
}

/**
 * Removes contents that no copy needs any more and that are older than `beforeMs`; returns how many.
 *
 * A copy whose list cannot be read may need anything: then nothing goes.
 */
export function thinContents(copies: readonly string[], dir: string, beforeMs: number): number {
  const needed = new Set<string>();
  try {
    for (const copy of copies) {
      for (const digest of fs.readFileSync(listOf(copy), 'utf8').split('\n')) needed.add(digest);
    }
  } catch {
    return 0;
  }
  const folder = new ContentFolder(dir);
  let removed = 0;
  for (const { digest, writtenAtMs } of folder.list()) {
    if (needed.has(digest) || writtenAtMs >= beforeMs) continue;
    folder.remove(digest);
    removed += 1;
  }
  return removed;
}

const listOf = (copy: string): string => `${copy}.contents`;

/** Where contents lie beside a database or a folder of copies. */
export function contentsBeside(file: string): string {
  return path.join(path.dirname(file), CONTENTS_FOLDER);
}

/** Name of the folder of contents, in the data folder and in the folder of copies. */
const CONTENTS_FOLDER = 'client-files';
