import { z } from 'zod';
import {
  clientId,
  idOf,
  line,
  localDate,
  paragraph,
  patchOf,
  procedure,
  requiredLine,
  serviceId,
  staffId,
  version,
  visitId,
  visitLineId,
  written,
} from '../contract-base.ts';

export const formulaId = idOf('formula');
export const patchTestId = idOf('patchTest');

const levelTenths = z.int().min(10).max(130);

/** One bowl as it is mixed; see `Bowl` for the units. */
export const bowlSchema = z.object({
  title: line(60).default(''),
  parts: z
    .array(
      z.object({
        brand: line(60).default(''),
        line: line(60).default(''),
        shade: requiredLine(60),
        gramsMilli: z.int().min(0).max(2_000_000),
      }),
    )
    .min(1)
    .max(12),
  developer: line(60).default(''),
  developerBp: z.int().min(0).max(10_000).nullable().default(null),
  ratioMilli: z.int().min(100).max(10_000).nullable().default(null),
  baseLevelTenths: levelTenths.nullable().default(null),
  targetLevelTenths: levelTenths.nullable().default(null),
  minutes: z.int().min(1).max(600).nullable().default(null),
});

const bowls = z.array(bowlSchema).min(1).max(8);

const formulaSchema = z.object({
  id: formulaId,
  /** 1, 2, …: a formula is never rewritten, a correction is the next version. */
  number: z.int(),
  bowls: z.array(bowlSchema),
  note: z.string(),
  atMs: z.int(),
  byName: z.string().nullable(),
  /** Written later than a day after the service. */
  isLate: z.boolean(),
});
export type Formula = z.infer<typeof formulaSchema>;

const outcome = {
  outcome: z.string(),
  /** How satisfied the client was, 0..10. */
  score: z.int().nullable(),
  wouldReturn: z.boolean().nullable(),
  wouldRecommend: z.boolean().nullable(),
};

/** An earlier formula that may be repeated. */
const earlierFormula = z.object({
  bowls: z.array(bowlSchema),
  note: z.string(),
  localDate,
  serviceName: z.string(),
  staffName: z.string(),
  /** Of the same service, or only of the same category. */
  match: z.enum(['service', 'category']),
});

/** What was done on one line of a visit. */
export const lineTreatmentSchema = z.object({
  lineId: visitLineId,
  serviceId,
  serviceName: z.string(),
  staffId,
  staffName: z.string(),
  /** The caller may write here: the desk, or the master whose line it is. */
  canWrite: z.boolean(),
  /** A new version of the formula needs the right reopen_visit now. */
  isLocked: z.boolean(),
  /** Null while nothing is written. */
  version: version.nullable(),
  ...outcome,
  /** Newest first. */
  formulas: z.array(formulaSchema),
  last: earlierFormula.nullable(),
});
export type LineTreatment = z.infer<typeof lineTreatmentSchema>;

/** What was done for a client on a day, with its formulas. */
const clientTreatmentSchema = z.object({
  visitId,
  localDate,
  serviceId,
  serviceName: z.string(),
  staffName: z.string(),
  ...outcome,
  formulas: z.array(formulaSchema),
});
export type ClientTreatment = z.infer<typeof clientTreatmentSchema>;

const patchTestFields = z.object({
  testedOn: localDate,
  /** Last day on which it counts; by default the longest time that any service gives it. */
  validUntil: localDate.optional(),
  result: z.enum(['ok', 'reaction']),
  product: line(120).default(''),
  note: paragraph(500).default(''),
});

export const patchTestSchema = z.object({
  id: patchTestId,
  version,
  testedOn: localDate,
  validUntil: localDate,
  result: z.enum(['ok', 'reaction']),
  product: z.string(),
  note: z.string(),
  byName: z.string().nullable(),
});
export type PatchTest = z.infer<typeof patchTestSchema>;

/** What was done on a visit (B3), colour formulas with versions, tests for allergy (features.md part 2, nr 20 and 24). */
export const treatmentsContract = {
  ofVisit: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/visits/{visitId}/treatments' })
    .input(z.object({ visitId }))
    .output(z.array(lineTreatmentSchema)),
  /**
   * Writes what was done on a line, in one command: the outcome, a new version of the formula, or both.
   *
   * `version` null = nothing was written yet; `afterNumber` = the newest version the person saw, 0 for none. A master writes
   * on their own lines, the desk on all (FORBIDDEN); a locked formula needs reopen_visit (FORBIDDEN).
   */
  write: procedure('see_journal', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'POST', path: '/visit-lines/{lineId}/treatment' })
    .input(
      z.object({
        lineId: visitLineId,
        version: version.nullable(),
        outcome: paragraph(2000).optional(),
        score: z.int().min(0).max(10).nullable().optional(),
        wouldReturn: z.boolean().nullable().optional(),
        wouldRecommend: z.boolean().nullable().optional(),
        formula: z.object({ bowls, note: paragraph(1000).default(''), afterNumber: z.int().min(0) }).optional(),
      }),
    )
    .output(written.extend({ version: version.nullable() })),
  /** Everything that was done for a client, newest first; `query` looks for brand, line, shade, developer and notes. */
  ofClient: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/treatments' })
    .input(z.object({ clientId, query: line(80).default(''), limit: z.int().min(1).max(500).default(200) }))
    .output(z.array(clientTreatmentSchema)),
  /** Names that the salon's newest formulas use, most frequent first: what a field offers while one types. */
  palette: procedure('see_journal')
    .route({ method: 'GET', path: '/treatments/palette' })
    .output(
      z.object({
        parts: z.array(z.object({ brand: z.string(), line: z.string(), shade: z.string() })),
        developers: z.array(z.string()),
        titles: z.array(z.string()),
      }),
    ),
  /** Tests for allergy of a client, newest first. */
  patchTests: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/patch-tests' })
    .input(z.object({ clientId }))
    .output(z.array(patchTestSchema)),
  /** Writes a test down: the desk, or a master. A day to come is refused (INVALID_INPUT), and an end before its day. */
  addPatchTest: procedure('see_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients/{clientId}/patch-tests' })
    .input(z.object({ clientId, values: patchTestFields }))
    .output(written.extend({ patchTestId })),
  updatePatchTest: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/patch-tests/{patchTestId}' })
    .input(z.object({ patchTestId, version, values: patchOf(patchTestFields) }))
    .output(written.extend({ version })),
  removePatchTest: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/patch-tests/{patchTestId}' })
    .input(z.object({ patchTestId, version }))
    .output(written),
};
