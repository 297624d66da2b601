import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../store/data-folder.ts';

const FILE_NAME = 'erasures.json';

const entrySchema = z.object({
  /** The installation whose client it was. */
  installation: z.string(),
  clientId: z.int().positive(),
  /** Keyed digest of the client's first row: the same number may be somebody else in a file that was older. */
  origin: z.string(),
  erasedAtMs: z.int(),
});
const listSchema = z.object({ format: z.literal(1), entries: z.array(entrySchema) });
export type ErasureEntry = z.infer<typeof entrySchema>;

/**
 * The list of erasures outside the database (D6): in the data folder and beside the copies.
 *
 * A copy that is older than an erasure brings the person back; the list says whom to forget again. Nothing personal stands
 * in it: numbers, instants and keyed digests.
 */
export class ErasureList {
  readonly #files: readonly string[];

  constructor(folders: readonly string[]) {
    this.#files = folders.map((folder) => path.join(folder, FILE_NAME));
  }

  /** Every entry that any of the files has. */
  read(): ErasureEntry[] {
    const entries = new Map<string, ErasureEntry>();
    for (const file of this.#files) for (const entry of readEntries(file)) entries.set(keyOf(entry), entry);
    return [...entries.values()];
  }

  /** Adds entries to every file that lacks them. A file that cannot be written must not stop the other one. */
  add(added: readonly ErasureEntry[]): void {
    const all = new Map(this.read().map((entry) => [keyOf(entry), entry]));
    for (const entry of added) all.set(keyOf(entry), entry);
    if (all.size === 0) return;
    const text = `${JSON.stringify({ format: 1, entries: [...all.values()] }, null, 2)}\n`;
    let failure: unknown = null;
    for (const file of this.#files) {
      try {
        if (readEntries(file).length === all.size) continue;
        fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        writeFileAtomically(file, text);
      } catch (error) {
        failure = error;
      }
    }
    if (failure !== null) throw failure;
  }
}

function keyOf(entry: ErasureEntry): string {
  return `${entry.installation}/${entry.clientId}/${entry.origin}`;
}

function readEntries(file: string): ErasureEntry[] {
  try {
    const parsed = listSchema.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data.entries : [];
  } catch {
    return [];
  }
}
