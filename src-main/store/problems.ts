/**
 * Why the salon's data cannot be opened. Each ends in a recovery screen with a sentence and a way on, never in an empty
 * application.
 */
export type StartProblemCode =
  | 'DATABASE_CORRUPT'
  | 'DATABASE_TRUNCATED'
  | 'DATABASE_EMPTY'
  | 'DATABASE_MISSING'
  | 'DATABASE_NEWER'
  | 'DATABASE_FOREIGN'
  | 'DATABASE_READ_ONLY'
  | 'WRITES_LOST'
  | 'FOLDER_IN_USE'
  | 'FOLDER_ON_NETWORK'
  | 'FOLDER_NOT_WRITABLE'
  | 'DISK_FULL'
  | 'MIGRATION_FAILED';

export interface StartProblem {
  readonly code: StartProblemCode;
  /** Values for the sentence: file, versions, times. */
  readonly data: Readonly<Record<string, string | number | null>>;
}

/** Thrown by the opening of the store; the core turns it into a recovery screen. */
export class StartError extends Error {
  readonly problem: StartProblem;

  constructor(code: StartProblemCode, data: StartProblem['data'] = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'StartError';
    this.problem = { code, data };
  }
}

/** No space, a quota, or a limit of file sizes: the disk takes no more. SQLite calls the last two a failed write. */
const NO_SPACE = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT', 'EFBIG']);

/** Turns an error of SQLite or of the file system into the problem it means. */
export function problemOf(error: unknown, file: string): StartError {
  if (error instanceof StartError) return error;
  const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : '';
  if (NO_SPACE.has(code)) return new StartError('DISK_FULL', { file }, error);
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS')
    return new StartError('DATABASE_READ_ONLY', { file }, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'SQLITE_CANTOPEN') {
    return new StartError('FOLDER_NOT_WRITABLE', { file }, error);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StartError('FOLDER_IN_USE', { file }, error);
  }
  return new StartError('DATABASE_CORRUPT', { file }, error);
}
