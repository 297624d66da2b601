import { BACKUP_FAILURES, type BackupFailure } from '../../src-shared/backup/backup.rules.ts';
import type { StartProblemCode } from '../store/problems.ts';

const PREFIX = 'BACKUP_';

/** Why a copy cannot be made or used; its `code` survives the way out of a worker. */
export class BackupProblem extends Error {
  readonly code: string;

  constructor(reason: BackupFailure, detail = '') {
    super(detail || reason);
    this.name = 'BackupProblem';
    this.code = PREFIX + reason;
  }
}

/** The reason that a person is told, whatever was thrown. */
export function failureOf(error: unknown): BackupFailure {
  const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : '';
  const own = BACKUP_FAILURES.find((reason) => code === PREFIX + reason);
  if (own) return own;
  if (code === 'JOB_CANCELLED') return 'CANCELLED';
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return 'DISK_FULL';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'DAMAGED';
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)/.test(code)) return 'DISK_ERROR';
  if (['EIO', 'ENOENT', 'EROFS', 'ENOTDIR', 'EACCES', 'EPERM', 'ENXIO', 'ENODEV'].includes(code)) return 'DISK_ERROR';
  return 'UNEXPECTED';
}

/** What a problem of opening means for a copy. */
export function failureOfStart(code: StartProblemCode): BackupFailure {
  switch (code) {
    case 'DATABASE_NEWER':
      return 'NEWER';
    case 'DATABASE_FOREIGN':
      return 'FOREIGN';
    case 'DATABASE_EMPTY':
      return 'NOT_A_COPY';
    case 'DISK_FULL':
      return 'DISK_FULL';
    case 'MIGRATION_FAILED':
      return 'MIGRATION';
    default:
      return 'DAMAGED';
  }
}
