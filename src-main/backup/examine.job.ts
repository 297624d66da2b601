import fs from 'node:fs';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import { migrations } from '../../db/migrations/index.ts';
import type { BackupFailure } from '../../src-shared/backup/backup.rules.ts';
import { newestVersion } from '../store/migrate.ts';
import { inspectFile } from '../store/open.ts';
import { StartError } from '../store/problems.ts';
import type { ErasedByAct } from '../store/erasure-evidence.ts';
import type { HighWater } from '../store/high-water.ts';
import { type Finding, verifyDatabase } from '../store/verify.ts';
import { JobCancelled, type JobControl, partOf } from '../workers/job.ts';
import { examineContents } from './contents.job.ts';
import { failureOf, failureOfStart } from './backup-problem.ts';
import { type FileFacts, digestOfFile, readFacts } from './file-facts.ts';
import { expectedFingerprint, foreignObjects, schemaFingerprint } from './schema-check.ts';

export interface ExamineInput {
  readonly file: string;
  /** The digest in the manifest; null for a file that comes without one. */
  readonly sha256: string | null;
  /** The mark kept outside the live file; null for a copy. */
  readonly highWater: HighWater | null;
  /** Folder of the contents that the file names; left out: they are not looked at. */
  readonly contents?: string;
}

export interface Examination {
  /** Why the file cannot be used; null = sound. */
  readonly failure: BackupFailure | null;
  /** What does not agree, one line each: a kind with where it was found. */
  readonly findings: readonly string[];
  /** Contents that are missing or damaged: the file itself can be used all the same. */
  readonly contentFindings: readonly string[];
  readonly facts: FileFacts | null;
  /** What acts of destruction took out of the log by law (D6): not a finding. */
  readonly erased: readonly ErasedByAct[];
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Proves a file that may be damaged, newer, foreign or hostile, without running anything that stands in it
 * (reliability.md B5, B11).
 *
 * In order: the bytes, the digest of the manifest, identity and version, the schema against the one that the migrations of
 * that version make, foreign triggers and views, then `verifyDatabase`. Stops at the first stage that fails.
 */
export async function examineDatabase(input: ExamineInput, control: JobControl): Promise<Examination> {
  const { file } = input;
  let sha256 = '';
  let bytes = 0;
  const refused = (failure: BackupFailure, ...findings: string[]): Examination => ({
    failure,
    findings,
    contentFindings: [],
    facts: null,
    erased: [],
    bytes,
    sha256,
  });
  let connection: SqliteDatabase | undefined;
  try {
    bytes = fs.statSync(file).size;
    inspectFile(file, newestVersion(migrations));
    sha256 = digestOfFile(file, partOf(control, 0, 0.2));
    if (input.sha256 !== null && input.sha256 !== sha256) return refused('DAMAGED', 'digest');
    connection = openUntrusted(file);
    const version = Number(connection.pragma('user_version', { simple: true }));
    const foreign = foreignObjects(connection);
    if (foreign.length > 0) return refused('FOREIGN_OBJECTS', ...foreign);
    const expected = await expectedFingerprint(version, migrations);
    if (expected === null) return refused('UNKNOWN_SCHEMA', `version ${version}`);
    if (expected !== schemaFingerprint(connection)) return refused('UNKNOWN_SCHEMA', `schema ${version}`);
    const proving = partOf(control, 0.3, input.contents === undefined ? 1 : 0.7);
    const report = verifyDatabase(connection, {
      highWater: input.highWater,
      onProgress: (share) => {
        proving.progress(share);
        return true;
      },
    });
    const facts = readFacts(connection);
    const findings = report.findings.map(findingLine);
    const contentFindings =
      input.contents === undefined ? [] : examineContents(connection, input.contents, partOf(control, 0.7, 1));
    return {
      failure: report.ok ? null : 'DAMAGED',
      findings,
      contentFindings,
      facts,
      erased: report.erased,
      bytes,
      sha256,
    };
  } catch (error) {
    if (error instanceof JobCancelled) throw error;
    if (error instanceof StartError) {
      const { code } = error.problem;
      const isAnything = code === 'DATABASE_CORRUPT' && input.sha256 === null;
      return refused(isAnything ? 'NOT_A_COPY' : failureOfStart(code), code);
    }
    const failure = failureOf(error);
    // A file so damaged that its key or its log cannot be read has no code of SQLite to tell so.
    return refused(failure === 'UNEXPECTED' ? 'DAMAGED' : failure, error instanceof Error ? error.message : '');
  } finally {
    connection?.close();
  }
}

function openUntrusted(file: string): SqliteDatabase {
  const connection = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  connection.pragma('cache_size = -16384');
  return connection;
}

function findingLine(finding: Finding): string {
  const parts: string[] = [finding.kind];
  if (finding.table !== undefined) parts.push(`${finding.table}#${finding.rowId ?? '?'}`);
  if (finding.commandId !== undefined) parts.push(`command ${finding.commandId}`);
  if (finding.detail !== undefined) parts.push(finding.detail);
  return parts.join(' ');
}
