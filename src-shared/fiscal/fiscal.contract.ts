import { z } from 'zod';
import {
  clientId,
  documentId,
  idOf,
  line,
  localDate,
  procedure,
  saleId,
  shiftId,
  version,
  written,
} from '../contract-base.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';
import { FISCAL_TROUBLES } from './fiscal-queue.rules.ts';
import { FISCAL_METHODS, FISCAL_SUBJECTS } from './fiscal.rules.ts';

const fiscalJobId = idOf('fiscalJob');

const sign = z.enum(['income', 'incomeReturn']);
const paymentShape = {
  cashMinor: z.int(),
  electronicMinor: z.int(),
  advanceMinor: z.int(),
  creditMinor: z.int(),
  counterMinor: z.int(),
};
const lineSchema = z.object({
  title: z.string(),
  quantityMilli: z.int(),
  priceMinor: z.int(),
  sumMinor: z.int(),
  /** Tag 1214. */
  method: z.literal([...FISCAL_METHODS]),
  /** Tag 1212. */
  subject: z.literal([...FISCAL_SUBJECTS]),
  vatBp: z.int().nullable(),
  vatMinor: z.int(),
  marking: z.string().nullable(),
});
const receiptSchema = z.object({
  sign,
  lines: z.array(lineSchema),
  payment: z.object(paymentShape),
  totalMinor: z.int(),
});

const troubleSchema = z.object({
  kind: z.enum(FISCAL_TROUBLES),
  /** What the register or the program beside it said, in its own words. */
  text: z.string(),
  /** Its own number of the error. */
  deviceCode: z.int().nullable(),
});

/** What the register printed: the figures by which the tax office finds the receipt. */
const printedSchema = z.object({
  /** Tag 1040. */
  documentNumber: z.int().nullable(),
  /** Tag 1077. */
  documentSign: z.string(),
  /** Tag 1038. */
  shiftNumber: z.int().nullable(),
  /** Tag 1042: of the receipt inside the shift. */
  receiptNumber: z.int().nullable(),
  /** Tag 1041: of the storage. */
  fnNumber: z.string(),
  /** As the register wrote it, with its zone. */
  dateTime: z.string(),
  /** It is in the storage, but the paper did not come out: a copy can be printed at the register. */
  isOnPaper: z.boolean(),
  /** It was so late that it is a receipt of correction. */
  isCorrection: z.boolean(),
});

const jobSchema = z.object({
  jobId: fiscalJobId,
  version,
  state: z.enum(['waiting', 'sending', 'printed', 'failed', 'manual']),
  attempts: z.int(),
  nextAttemptAtMs: z.int().nullable(),
  trouble: troubleSchema.nullable(),
  createdAtMs: z.int(),
  doneAtMs: z.int().nullable(),
  printed: printedSchema.nullable(),
  /** What the cashier wrote down of a receipt that was printed by hand. */
  note: z.string(),
  documentId,
  documentKind: z.enum(DOCUMENT_KINDS),
  number: z.int(),
  localDate,
  saleId: saleId.nullable(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  cashierName: z.string().nullable(),
  receipt: receiptSchema,
});

const totalsSchema = z.object({
  income: z.object({ count: z.int(), ...paymentShape }),
  incomeReturn: z.object({ count: z.int(), ...paymentShape }),
});

const modeSchema = z.enum(['none', 'manual', 'atol']);

/** Receipts of a fiscal register (T5, T18, K5): a sale never waits for its receipt. */
export const fiscalContract = {
  /** How the queue is: for the status bar and for whoever closes a shift. */
  status: procedure('see_cash')
    .route({ method: 'GET', path: '/fiscal/status' })
    .output(
      z.object({
        mode: modeSchema,
        waiting: z.int(),
        failed: z.int(),
        oldestAtMs: z.int().nullable(),
        /** Of the receipt that all others wait behind. */
        trouble: troubleSchema.nullable(),
        nextAttemptAtMs: z.int().nullable(),
      }),
    ),
  /** What waits, the oldest first; everything, or what is done, the newest first. */
  receipts: procedure('see_cash')
    .route({ method: 'GET', path: '/fiscal/receipts' })
    .input(
      z.object({
        show: z.enum(['waiting', 'done', 'all']).default('waiting'),
        /** The last one of the page before. */
        pastId: fiscalJobId.nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ jobs: z.array(jobSchema), hasMore: z.boolean() })),
  /** Receipts of a check: of the sale, of its later payments and of what was given back. */
  ofSale: procedure('see_cash')
    .route({ method: 'GET', path: '/sales/{saleId}/receipts' })
    .input(z.object({ saleId }))
    .output(z.array(jobSchema)),
  /** X and Z against the register: our receipts of a shift, its own totals, and where they differ. */
  ofShift: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/shifts/{shiftId}/receipts' })
    .input(z.object({ shiftId }))
    .output(
      z.object({
        mode: modeSchema,
        /** Of every receipt of the shift; null while it is open for whoever counts it blind (T15). */
        all: totalsSchema.nullable(),
        /** Of those that the register printed; where receipts are printed by hand, of those that are marked. */
        printed: totalsSchema.nullable(),
        /** Counted by the register; null while its shift is open, or when it was never asked. */
        register: z
          .object({ shiftNumber: z.int().nullable(), documentNumber: z.int().nullable(), totals: totalsSchema })
          .nullable(),
        differences: z.array(
          z.object({
            sign,
            name: z.enum(['cashMinor', 'electronicMinor', 'advanceMinor', 'creditMinor', 'counterMinor']),
            minor: z.int(),
          }),
        ),
        /** Receipts that are not printed. */
        open: z.array(jobSchema),
      }),
    ),
  /** The receipt was printed by hand on the salon's till; `isPrinted: false` takes that back. */
  markByHand: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/fiscal/receipts/{jobId}/by-hand' })
    .input(z.object({ jobId: fiscalJobId, version, isPrinted: z.boolean().default(true), note: line(60).default('') }))
    .output(written.extend({ version })),
  /** Tries again at once: one that the register refused, or everything that waits. */
  retry: procedure('take_payment', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'POST', path: '/fiscal/retry' })
    .input(z.object({ jobId: fiscalJobId.nullable().default(null) }))
    .output(written),
  /** Asks the register how it is, at the address given or at the one that is set. Prints nothing. */
  check: procedure('settings', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/fiscal/check' })
    .input(z.object({ address: line(200), deviceId: line(60).default(''), login: line(60).default('') }))
    .output(
      z.object({
        trouble: troubleSchema.nullable(),
        model: z.string(),
        serialNumber: z.string(),
        shift: z.enum(['open', 'closed', 'expired']).nullable(),
        shiftNumber: z.int().nullable(),
        hasPaper: z.boolean().nullable(),
      }),
    ),
  /** Whether a password of the program beside the register is kept on this computer. */
  password: procedure('settings')
    .route({ method: 'GET', path: '/fiscal/password' })
    .output(z.object({ isSet: z.boolean() })),
  /** Keeps it, beside the base and not in it; empty forgets it. */
  setPassword: procedure('settings')
    .route({ method: 'PUT', path: '/fiscal/password' })
    .input(z.object({ password: z.string().max(200) }))
    .output(z.object({ isSet: z.boolean() })),
};

export type FiscalJob = z.infer<typeof jobSchema>;
export type FiscalTroubleNote = z.infer<typeof troubleSchema>;
export type FiscalPrinted = z.infer<typeof printedSchema>;
export type FiscalShift = z.output<NonNullable<(typeof fiscalContract.ofShift)['~orpc']['outputSchema']>>;
