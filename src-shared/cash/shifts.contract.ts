import { z } from 'zod';
import {
  documentId,
  fileOutput,
  localDate,
  moneyAccountId,
  moneyMinor,
  paragraph,
  procedure,
  requestKey,
  requiredLine,
  shiftId,
  staffId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';

/** A count by denomination; empty when only the sum was typed. */
export const cashCount = z
  .array(z.object({ minor: z.int().min(1).max(100_000_000), pieces: z.int().min(0).max(100_000) }))
  .max(40);

/** Money through the register in a shift, by kind of document. */
const cashMovement = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  inMinor: z.int(),
  outMinor: z.int(),
  documents: z.int(),
});

/** What an X or Z report adds up (T15); null where the person counts blind. */
export const shiftTotals = z.object({
  tenders: z.array(
    z.object({
      kind: z.enum(['bonus', 'certificate', 'deposit', 'card', 'sbp', 'transfer', 'cash']),
      inMinor: z.int(),
      inCount: z.int(),
      outMinor: z.int(),
      outCount: z.int(),
    }),
  ),
  cash: z.array(cashMovement),
  sales: z.object({ count: z.int(), minor: z.int() }),
  refunds: z.object({ count: z.int(), minor: z.int() }),
  documents: z.int(),
  /** Head of the chain of the log when the totals were taken: what a paper proves later. */
  seal: z.object({ commandId: z.int(), hex: z.string() }),
});
export type ShiftTotals = z.infer<typeof shiftTotals>;

export const shiftSchema = z.object({
  id: shiftId,
  version,
  accountId: moneyAccountId,
  accountName: z.string(),
  /** Number of its Z report. */
  number: z.int(),
  /** Business date (T15). */
  localDate,
  openedAtMs: z.int(),
  openedBy: z.string().nullable(),
  openingMinor: z.int(),
  openingDifferenceMinor: z.int(),
  closedAtMs: z.int().nullable(),
  closedBy: z.string().nullable(),
  expectedMinor: z.int().nullable(),
  countedMinor: z.int().nullable(),
  differenceMinor: z.int().nullable(),
  /** Who answers for a shortage. */
  responsibleId: staffId.nullable(),
  responsibleName: z.string().nullable(),
  /** Shortages that nobody has decided about. */
  undecidedMinor: z.int(),
  decision: z.object({ documentId, localDate, staffName: z.string().nullable() }).nullable(),
  note: z.string(),
});
export type Shift = z.infer<typeof shiftSchema>;

const counted = {
  /** What lies in the register; the sum of `count` where that is given. */
  countedMinor: moneyMinor,
  count: cashCount.default([]),
  /** Counted again: the difference stays and is posted (E47). */
  isRecounted: z.boolean().default(false),
};

const documentRow = z.object({
  id: documentId,
  kind: z.enum(DOCUMENT_KINDS),
  number: z.int(),
  atMs: z.int(),
  amountMinor: z.int(),
  /** Through the register: positive in, negative out. */
  cashMinor: z.int(),
  byName: z.string().nullable(),
  about: z.string(),
  comment: z.string(),
  saleId: z.int().nullable(),
  isReversed: z.boolean(),
  reversesId: z.int().nullable(),
});
export type ShiftDocument = z.infer<typeof documentRow>;

/** Cash shifts (T15). */
export const shiftsContract = {
  /** Every register with its open shift: what the status bar shows and the screen of the shift begins with. */
  desk: procedure('see_cash')
    .route({ method: 'GET', path: '/cash/desk' })
    .output(
      z.object({
        registers: z.array(
          z.object({
            accountId: moneyAccountId,
            name: z.string(),
            shift: z
              .object({
                id: shiftId,
                version,
                number: z.int(),
                localDate,
                openedAtMs: z.int(),
                openedBy: z.string().nullable(),
                openingMinor: z.int(),
                age: z.enum(['fresh', 'old', 'expired']),
                warnsAtMs: z.int(),
                endsAtMs: z.int(),
              })
              .nullable(),
            /** Payments that this person takes go here. */
            isOwn: z.boolean(),
            /** Cash in the register; null where the person counts blind. */
            cashMinor: z.int().nullable(),
            /** Of the last closed shift. */
            lastClosed: z.object({ number: z.int(), closedAtMs: z.int(), countedMinor: z.int().nullable() }).nullable(),
          }),
        ),
        isBlind: z.boolean(),
      }),
    ),
  /**
   * Opens a shift with the counted float.
   *
   * A float that differs from what the register should hold: CONFLICT `reason: 'countDiffers'` (with `differenceMinor`
   * unless the person counts blind) until it is counted again; then the difference is posted (E47, at the first shift
   * E01). CONFLICT `reason: 'shiftOpen'`.
   */
  openShift: procedure('take_payment', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/cash/shifts' })
    .input(z.object({ accountId: moneyAccountId, ...counted }))
    .output(written.extend({ shiftId, number: z.int(), differenceMinor: z.int() })),
  /**
   * Closes it with its Z report. CONFLICT `reason: 'countDiffers'` as above; SHIFT_CLOSED when somebody was faster.
   *
   * CONFLICT `reason: 'openTickets'` (`count`, `names`) while visits of the shift's days are unpaid or a check was begun:
   * they are paid first, or the person says in `leaveReason` why they stay for the next shift.
   */
  closeShift: procedure('close_shift', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'SHIFT_CLOSED'])
    .route({ method: 'POST', path: '/cash/shifts/{shiftId}/close' })
    .input(
      z.object({
        shiftId,
        ...counted,
        responsibleId: staffId.nullable().default(null),
        note: paragraph(400).default(''),
        /** Why checks that are not paid stay for the next shift; goes into the log and the note of the shift. */
        leaveReason: paragraph(200).default(''),
      }),
    )
    .output(written.extend({ number: z.int(), expectedMinor: z.int(), differenceMinor: z.int() })),
  /** What still waits before a shift is closed: visits without payment and begun checks, tips that are not paid out. */
  closingReminders: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/shifts/{shiftId}/reminders' })
    .input(z.object({ shiftId }))
    .output(
      z.object({
        unpaidVisits: z.array(
          z.object({
            visitId,
            localDate,
            startMin: z.int(),
            clientName: z.string(),
            status: z.string(),
            /** Its check was begun and not paid. */
            isBegun: z.boolean(),
          }),
        ),
        tips: z.array(z.object({ staffId, name: z.string(), minor: z.int() })),
      }),
    ),
  /** An X report of an open shift, or what the Z report of a closed one says; changes nothing. */
  shiftReport: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/shifts/{shiftId}' })
    .input(z.object({ shiftId }))
    .output(
      z.object({ shift: shiftSchema, totals: shiftTotals.nullable(), count: cashCount, openingCount: cashCount }),
    ),
  /** The documents of a shift, newest first; money only of who may see it. */
  shiftDocuments: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/shifts/{shiftId}/documents' })
    .input(z.object({ shiftId }))
    .output(z.array(documentRow)),
  shifts: procedure('see_cash')
    .route({ method: 'GET', path: '/cash/shifts' })
    .input(
      z.object({
        accountId: moneyAccountId.optional(),
        from: localDate.optional(),
        to: localDate.optional(),
        /** Before this id: the next page. */
        beforeId: z.int().positive().optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(shiftSchema)),
  /** The X or Z report as a paper. */
  shiftPaper: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/shifts/{shiftId}/paper' })
    .input(z.object({ shiftId }))
    .output(fileOutput),
  /**
   * Decides about the shortage of a closed shift (E48): charged to a person, or an expense.
   *
   * CONFLICT `reason: 'nothingToDecide'`, `'shiftStillOpen'`.
   */
  decideDifference: procedure('manage_money', ['NOT_FOUND', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/cash/shifts/{shiftId}/decision' })
    .input(z.object({ shiftId, requestKey, staffId: staffId.nullable(), reason: requiredLine(300) }))
    .output(written),
};
