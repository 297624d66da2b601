import { z } from 'zod';
import { clientId, fileOutput, line, localDate, procedure } from '../contract-base.ts';

/** What a client buys now and uses later. */
export const PASS_KINDS = ['certificate', 'membership'] as const;
export type PassKind = (typeof PASS_KINDS)[number];

/** The row after which the next page begins; its last day where the list goes by it. */
const passCursor = z.object({ lastDay: localDate.nullable(), id: z.int() });
export type PassCursor = z.infer<typeof passCursor>;

/** What a list of certificates or memberships is narrowed by. The newest first, the soonest to end first with `endsWithinDays`. */
export const passFilter = {
  /** Every word is in the number, the name or the title. */
  query: line(80).default(''),
  /** Live ones whose last day is so near. */
  endsWithinDays: z.int().min(0).max(365).nullable().default(null),
  clientId: clientId.nullable().default(null),
  after: passCursor.nullable().default(null),
  limit: z.int().min(1).max(500).default(100),
};

const asked = { kind: z.enum(PASS_KINDS), onDate: localDate.optional() };

/** Sums over what is owed at the end of a day. */
const owed = {
  count: z.int(),
  /** What was paid for them. */
  soldMinor: z.int(),
  leftMinor: z.int(),
  /** The part of it that belongs to those whose last day is over. */
  expiredMinor: z.int(),
};

const owedPassSchema = z.object({
  id: z.int(),
  number: z.string(),
  title: z.string().nullable(),
  clientName: z.string().nullable(),
  soldOn: localDate,
  lastDay: localDate.nullable(),
  soldMinor: z.int(),
  /** Nominal of a certificate that is left; of a membership its units; null = without a limit. */
  left: z.int().nullable(),
  leftMinor: z.int(),
  isExpired: z.boolean(),
});
export type OwedPass = z.infer<typeof owedPassSchema>;

/** What the salon owes for certificates and memberships at the end of a day, beside the books (L6, I4, I5). */
export const passesContract = {
  liabilities: procedure('see_finance')
    .route({ method: 'GET', path: '/passes/liabilities' })
    .input(z.object(asked))
    .output(
      z.object({
        onDate: localDate,
        ...owed,
        /** 2200 and 2210, or 2300, by the ledger. */
        ledgerMinor: z.int(),
        types: z.array(
          z.object({
            typeId: z.int().nullable(),
            title: z.string().nullable(),
            ...owed,
            /** Visits that are left in each pool of memberships (T8); empty for certificates and unlimited ones. */
            pools: z.array(z.object({ title: z.string(), more: z.int(), unitsLeft: z.int() })),
          }),
        ),
        /** By the month of the sale, 'YYYY-MM'. */
        months: z.array(z.object({ month: z.string(), ...owed })),
      }),
    ),
  /** The certificates or memberships behind a figure, in the order they were sold. */
  owed: procedure('see_finance')
    .route({ method: 'GET', path: '/passes/owed' })
    .input(
      z.object({
        ...asked,
        month: z
          .string()
          .regex(/^\d{4}-\d{2}$/u)
          .nullable()
          .default(null),
        /** 0 = those without a type. */
        typeId: z.int().min(0).nullable().default(null),
        isExpired: z.boolean().nullable().default(null),
        afterId: z.int().nullable().default(null),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ rows: z.array(owedPassSchema), hasMore: z.boolean() })),
  /** The same report with every certificate or membership, as a file. */
  file: procedure('see_finance', ['LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/passes/liabilities/file' })
    .input(z.object({ ...asked, format: z.enum(['xlsx', 'pdf']).default('xlsx') }))
    .output(fileOutput),
};
