import { z } from 'zod';
import { procedure } from '../contract-base.ts';
import { DOCUMENT_KINDS } from './accounts.rules.ts';
import { FINDING_RULES, type FindingRule, INVARIANTS } from './check.rules.ts';
import { entriesContract } from './entries.contract.ts';
import { reportsContract } from './reports.contract.ts';

const minor = z.int();

const findingRow = z.object({
  documentId: z.int().nullable(),
  /** How people call that document. */
  document: z.object({ kind: z.enum(DOCUMENT_KINDS), number: z.int() }).nullable(),
  saleId: z.int().nullable(),
  clientId: z.int().nullable(),
  visitId: z.int().nullable(),
  account: z.int().nullable(),
  object: z.int().nullable(),
  localDate: z.string().nullable(),
  label: z.string(),
  expectedMinor: minor.nullable(),
  actualMinor: minor.nullable(),
});

/** What the check of the ledger found. */
const checkResultSchema = z.object({
  atMs: z.int(),
  tookMs: z.int(),
  /** Who asked; null = the program at night. */
  byName: z.string().nullable(),
  documents: z.int(),
  entries: z.int(),
  findings: z.array(
    z.object({
      invariant: z.enum(INVARIANTS),
      rule: z.enum(Object.keys(FINDING_RULES) as [FindingRule, ...FindingRule[]]),
      total: z.int(),
      rows: z.array(findingRow),
    }),
  ),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

const checkContract = {
  /** The last check of the ledger and whether one runs; null = never. */
  check: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/check' })
    .output(z.object({ last: checkResultSchema.nullable(), isRunning: z.boolean() })),
  /** Checks the whole ledger now, beside the journal; asked again meanwhile answers with the running one. */
  runCheck: procedure('see_finance', ['CONFLICT'])
    .route({ method: 'POST', path: '/ledger/check' })
    .output(checkResultSchema),
  /** Stops the running check. */
  cancelCheck: procedure('see_finance')
    .route({ method: 'DELETE', path: '/ledger/check' })
    .output(z.object({ isStopped: z.boolean() })),
};

/** Figures of the owner, each down to its entries and documents, and the check of the ledger (domain.md 6, 9). */
export const ledgerContract = { ...reportsContract, ...entriesContract, ...checkContract };
