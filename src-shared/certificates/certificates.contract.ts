import { z } from 'zod';
import {
  certificateId,
  clientId,
  documentId,
  errorData,
  fileOutput,
  idOf,
  line,
  localDate,
  moneyMinor,
  patchOf,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  version,
  written,
} from '../contract-base.ts';
import { DOMAIN_ERROR_CODES } from '../kernel/errors.ts';
import { CERTIFICATE_STATUSES } from './certificates.rules.ts';
import { passFilter } from '../passes/passes.contract.ts';
import { moneyBackPreview, moneyBackTender } from './money-back.contract.ts';

export const certificateTypeId = idOf('certificateType');

const typeFields = z.object({
  name: requiredLine(80),
  /** Null = any amount, said at the sale. */
  nominalMinor: moneyMinor.min(1).nullable().default(null),
  /** Null = the nominal. */
  priceMinor: moneyMinor.min(1).nullable().default(null),
  /** Days of use, the day of the sale among them; null = for ever. */
  validityDays: z.int().min(1).max(3650).nullable().default(365),
});
export const certificateTypeSchema = typeFields.extend({
  id: certificateTypeId,
  position: z.int(),
  isArchived: z.boolean(),
  version,
});
export type CertificateType = z.infer<typeof certificateTypeSchema>;

export const certificateSchema = z.object({
  id: certificateId,
  number: z.string(),
  typeName: z.string().nullable(),
  status: z.enum(CERTIFICATE_STATUSES),
  nominalMinor: z.int(),
  paidMinor: z.int(),
  /** Nominal that is left. */
  balanceMinor: z.int(),
  /** What the salon owes for it. */
  liabilityMinor: z.int(),
  soldOn: localDate,
  expiresOn: localDate.nullable(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  recipient: z.string(),
  isBlocked: z.boolean(),
  note: z.string(),
  version,
});
export type Certificate = z.infer<typeof certificateSchema>;

const movementSchema = z.object({
  id: z.int(),
  kind: z.enum(['sell', 'redeem', 'give_back', 'refund', 'expire', 'write_off', 'reverse']),
  localDate,
  atMs: z.int(),
  nominalMinor: z.int(),
  liabilityMinor: z.int(),
  documentId,
  documentKind: z.string(),
  documentNumber: z.int(),
  /** The check that it opens. */
  saleId: saleId.nullable(),
  byName: z.string().nullable(),
  reason: z.string(),
});

const one = z.object({ certificateId, version });

/** Certificates: types, what was sold and what is left (T6, T7). */
export const certificatesContract = {
  types: procedure('see_cash')
    .route({ method: 'GET', path: '/certificates/types' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(certificateTypeSchema)),
  createType: procedure('edit_loyalty', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/certificates/types' })
    .input(typeFields)
    .output(written.extend({ certificateTypeId })),
  updateType: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/certificates/types/{certificateTypeId}' })
    .input(
      z.object({
        certificateTypeId,
        version,
        values: patchOf(typeFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written),
  /** The search looks at number, client, recipient and kind. Sums are over all pages. */
  list: procedure('see_cash')
    .route({ method: 'GET', path: '/certificates' })
    .input(
      z.object({
        ...passFilter,
        status: z.enum(CERTIFICATE_STATUSES).nullable().default(null),
        /** 0 = those without a type. */
        typeId: z.int().min(0).nullable().default(null),
      }),
    )
    .output(
      z.object({
        certificates: z.array(certificateSchema),
        hasMore: z.boolean(),
        total: z.int(),
        balanceMinor: z.int(),
        liabilityMinor: z.int(),
      }),
    ),
  card: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/certificates/{certificateId}' })
    .input(z.object({ certificateId }))
    .output(
      z.object({
        certificate: certificateSchema,
        movements: z.array(movementSchema),
        /** From this day the money of an expired one may be written off (E15); null = it is not held. */
        writeOffFrom: localDate.nullable(),
      }),
    ),
  /** What a scanned or typed number is good for today; the hindrance says why it pays nothing. */
  check: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/certificates/by-number' })
    .input(z.object({ number: requiredLine(60) }))
    .output(
      z.object({
        certificate: certificateSchema,
        hindrance: z.object({ code: z.enum(DOMAIN_ERROR_CODES), data: errorData }).nullable(),
      }),
    ),
  update: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'PATCH', path: '/certificates/{certificateId}' })
    .input(
      one.extend({
        values: z.object({
          clientId: clientId.nullable().optional(),
          recipient: line(120).optional(),
          note: line(400).optional(),
        }),
      }),
    )
    .output(written),
  /** A lost or stolen one pays nothing until it is opened again. */
  setBlocked: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'POST', path: '/certificates/{certificateId}/block' })
    .input(one.extend({ isBlocked: z.boolean(), reason: requiredLine(200) }))
    .output(written),
  /** Another last day; an expired one is alive again and its money comes back (T7). CONFLICT: nothing is left on it. */
  extend: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT', 'INVALID_INPUT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/certificates/{certificateId}/extend' })
    .input(one.extend({ expiresOn: localDate.nullable(), reason: requiredLine(200) }))
    .output(written),
  refundPreview: procedure('refund', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'GET', path: '/certificates/{certificateId}/refund' })
    .input(z.object({ certificateId }))
    .output(moneyBackPreview),
  /** The money back: what is still owed for it, not the nominal (T6, E14). */
  refund: procedure('refund', [
    'NOT_FOUND',
    'CONFLICT',
    'INVALID_INPUT',
    'LIMIT_EXCEEDED',
    'SHIFT_CLOSED',
    'SHIFT_EXPIRED',
    'PERIOD_LOCKED',
  ])
    .route({ method: 'POST', path: '/certificates/{certificateId}/refund' })
    .input(
      z.object({
        certificateId,
        key: requestKey,
        tenders: z.array(moneyBackTender).min(1).max(8),
        reason: requiredLine(200),
      }),
    )
    .output(written.extend({ documentId, refundedMinor: z.int() })),
  /** To income after the limitation period only (E15, T7). */
  writeOff: procedure('manage_money', ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/certificates/{certificateId}/write-off' })
    .input(z.object({ certificateId, reason: requiredLine(200) }))
    .output(written.extend({ documentId })),
  /** The certificate as a paper to give away. */
  paper: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/certificates/{certificateId}/paper' })
    .input(z.object({ certificateId }))
    .output(fileOutput),
};
