import { type SuspectedPair, findPairs } from '../../src-shared/duplicates/duplicates.rules.ts';
import { Reader } from '../store/executor.ts';
import { openReadOnly } from '../store/open.ts';
import type { JobControl } from '../workers/job.ts';
import { readEverybody } from './duplicates.repository.ts';

/** Looks through the whole base for two cards of one person, on a connection of its own. */
export function findDuplicates(
  input: { readonly databaseFile: string; readonly limit: number },
  control: JobControl,
): SuspectedPair[] {
  const connection = openReadOnly(input.databaseFile);
  try {
    return findPairs(readEverybody(new Reader(connection)), input.limit, (share) => control.progress(share));
  } finally {
    connection.close();
  }
}
