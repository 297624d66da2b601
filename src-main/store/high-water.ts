import fs from 'node:fs';
import { type DataPaths, writeFileAtomically } from './data-folder.ts';

/**
 * The head of the chain outside the file: a lost or flipped WAL loses writes silently while integrity_check says ok
 * (reliability.md 0.4).
 */
export interface HighWater {
  readonly commandId: number;
  /** Hex of the seal. */
  readonly seal: string;
  readonly atMs: number;
}

/** The mark beside the database, if there is one that can be read. */
export function readHighWater(paths: DataPaths): HighWater | null {
  try {
    const mark = JSON.parse(fs.readFileSync(paths.highWater, 'utf8')) as HighWater;
    return Number.isSafeInteger(mark.commandId) && typeof mark.seal === 'string' ? mark : null;
  } catch {
    return null;
  }
}

/** Writes the mark. It may lag behind the file, never run ahead of it. */
export function writeHighWater(paths: DataPaths, mark: HighWater): void {
  writeFileAtomically(paths.highWater, JSON.stringify(mark));
}
