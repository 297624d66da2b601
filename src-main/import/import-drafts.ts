import fs from 'node:fs';
import path from 'node:path';
import type { ImportCheck, ImportOptions } from '../../src-shared/import/import.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { Uploads } from '../files/uploads.ts';
import type { TableFacts } from './read-table.job.ts';
import { FILE_LIMIT_BYTES } from './table-limits.ts';

/** A rehearsal: what would be done, and with which choices. */
export interface Rehearsed {
  readonly mapping: readonly (string | null)[];
  readonly options: ImportOptions;
  readonly check: ImportCheck;
}

/** A file that was handed in and read, until it is imported or forgotten. */
export interface Draft {
  readonly id: string;
  readonly userId: number;
  readonly file: string;
  readonly fileName: string;
  facts: TableFacts;
  rehearsed: Rehearsed | null;
}

/** Files that may wait to be imported; a further one pushes the oldest out. */
const MAX_DRAFTS = 3;

/**
 * Files from outside in a folder beside the database.
 *
 * They hold phones and names: none outlives the program, and whoever handed one in is the only one to see it.
 */
export class ImportDrafts {
  readonly uploads: Uploads;
  readonly #dir: string;
  readonly #drafts = new Map<string, Draft>();

  constructor(dataDir: string) {
    this.#dir = path.join(dataDir, 'imports');
    fs.rmSync(this.#dir, { recursive: true, force: true });
    this.uploads = new Uploads(
      { dir: this.#dir, temporary: (label) => path.join(this.#dir, label), remove: (file) => this.#remove(file) },
      FILE_LIMIT_BYTES,
    );
  }

  /** @throws DomainError NOT_FOUND for an unknown draft and for that of somebody else */
  get(id: string, userId: number): Draft {
    const draft = this.#drafts.get(id);
    if (!draft || draft.userId !== userId) throw new DomainError('NOT_FOUND', { what: 'draft' });
    return draft;
  }

  add(draft: Draft): void {
    const oldest = this.#drafts.keys().next().value;
    if (oldest !== undefined && this.#drafts.size >= MAX_DRAFTS) this.drop(oldest);
    this.#drafts.set(draft.id, draft);
  }

  drop(id: string): void {
    const draft = this.#drafts.get(id);
    this.#drafts.delete(id);
    if (draft) this.#remove(draft.file);
  }

  /** Removes a file and what was made of it. */
  discard(file: string): void {
    this.#remove(file);
  }

  clear(): void {
    this.#drafts.clear();
    fs.rmSync(this.#dir, { recursive: true, force: true });
  }

  #remove(file: string): void {
    for (const end of ['', '.rows', '.plan', '.report']) fs.rmSync(file + end, { force: true });
  }
}

/** Names of what is made of a file. */
export function partsOf(file: string): { spool: string; plan: string; report: string } {
  return { spool: `${file}.rows`, plan: `${file}.plan`, report: `${file}.report` };
}
