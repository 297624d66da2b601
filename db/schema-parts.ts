import type { Generated } from 'kysely';

/** Yes or no as SQLite keeps it. */
export type Bit = 0 | 1;

/** Tables whose rows count their changes: an edit of a row that is newer than what the person saw is refused. */
export interface Versioned {
  version: Generated<number>;
}
