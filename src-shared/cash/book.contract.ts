import { z } from 'zod';
import { documentId, fileOutput, line, localDate, moneyAccountId, procedure, written } from '../contract-base.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';

const bookRow = z.object({
  documentId,
  kind: z.enum(DOCUMENT_KINDS),
  number: z.int(),
  localDate,
  atMs: z.int(),
  inMinor: z.int(),
  outMinor: z.int(),
  /** After this document. */
  balanceMinor: z.int(),
  about: z.string(),
  comment: z.string(),
  byName: z.string().nullable(),
});
export type BookRow = z.infer<typeof bookRow>;

const wish = z.object({
  accountId: moneyAccountId,
  from: localDate,
  to: localDate,
  /** Only documents of this kind; the balance runs over all. */
  kind: z.enum(DOCUMENT_KINDS).optional(),
});

/** The cash book of an account and the lock of closed periods (L1). */
export const bookContract = {
  /** Oldest first. FORBIDDEN for a register whose cash the person counts blind. */
  book: procedure('see_cash', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/cash/accounts/{accountId}/book' })
    .input(wish.extend({ limit: z.int().min(1).max(500).default(200), offset: z.int().min(0).default(0) }))
    .output(
      z.object({
        openingMinor: z.int(),
        closingMinor: z.int(),
        /** Of the rows found. */
        inMinor: z.int(),
        outMinor: z.int(),
        count: z.int(),
        rows: z.array(bookRow),
      }),
    ),
  bookFile: procedure('see_cash', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/cash/accounts/{accountId}/book/file' })
    .input(wish.extend({ format: z.enum(['pdf', 'xlsx']) }))
    .output(fileOutput),
  lock: procedure('see_cash')
    .route({ method: 'GET', path: '/cash/lock' })
    .output(
      z.object({
        lockDate: localDate.nullable(),
        history: z.array(
          z.object({ lockDate: localDate, reason: z.string(), atMs: z.int(), byName: z.string().nullable() }),
        ),
      }),
    ),
  /**
   * Locks everything up to a day (L1).
   *
   * Back only the owner, with a reason. CONFLICT `reason: 'shiftOpenBefore'` while a shift of those days is open.
   */
  setLock: procedure('set_lock_date', ['INVALID_INPUT', 'CONFLICT'])
    .route({ method: 'POST', path: '/cash/lock' })
    .input(z.object({ lockDate: localDate, reason: line(300).default('') }))
    .output(written),
};
