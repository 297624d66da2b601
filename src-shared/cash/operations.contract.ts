import { z } from 'zod';
import {
  documentId,
  fileOutput,
  idOf,
  line,
  localDate,
  moneyAccountId,
  moneyMinor,
  paragraph,
  patchOf,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  shiftId,
  staffId,
  version,
  written,
} from '../contract-base.ts';
import { fileId, fileRef, fileUpload } from '../files/files.contract.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';
import { OPERATION_KINDS } from './operations.rules.ts';

export const articleId = idOf('article');
export const supplierId = idOf('supplier');
export const tenderId = idOf('tender');

const articleSchema = z.object({ id: articleId, name: z.string(), isArchived: z.boolean(), version });
export type Article = z.infer<typeof articleSchema>;

const supplierFields = z.object({
  name: requiredLine(120),
  taxNumber: line(20).default(''),
  phone: line(40).default(''),
  note: paragraph(1000).default(''),
});
const supplierSchema = supplierFields.extend({
  id: supplierId,
  isArchived: z.boolean(),
  version,
  /** What the salon owes; negative = it paid ahead. */
  debtMinor: z.int(),
  overdueMinor: z.int(),
  /** The nearest day to pay by. */
  nextDueOn: localDate.nullable(),
});
export type Supplier = z.infer<typeof supplierSchema>;

const operationRow = z.object({
  id: documentId,
  kind: z.enum(DOCUMENT_KINDS),
  number: z.int(),
  localDate,
  atMs: z.int(),
  amountMinor: z.int(),
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  /** Of a difference: the shift that it was found in. */
  shiftNumber: z.int().nullable(),
  /** Article, supplier, person: what it was for. */
  about: z.string(),
  comment: z.string(),
  byName: z.string().nullable(),
  files: z.int(),
  isReversed: z.boolean(),
  reversesId: documentId.nullable(),
});
export type OperationRow = z.infer<typeof operationRow>;

export const documentCard = operationRow.omit({ files: true, shiftNumber: true }).extend({
  reason: z.string(),
  dueOn: localDate.nullable(),
  feeMinor: z.int(),
  /** The check that it posted or belongs to. */
  saleId: saleId.nullable(),
  shift: z.object({ id: shiftId, number: z.int(), isClosed: z.boolean() }).nullable(),
  reversedBy: z.object({ id: documentId, number: z.int(), localDate }).nullable(),
  entries: z.array(
    z.object({
      event: z.string(),
      debit: z.object({ account: z.int(), name: z.string() }),
      credit: z.object({ account: z.int(), name: z.string() }),
      amountMinor: z.int(),
    }),
  ),
  files: z.array(fileRef),
  /** Whether a storno may be made of it here. */
  isReversible: z.boolean(),
});
export type DocumentCard = z.infer<typeof documentCard>;

const period = { from: localDate, to: localDate };

/** Operations with money, their dictionaries, settlement of cards, suppliers. */
export const operationsContract = {
  /**
   * Posts an operation with money; the right follows the register (`rightFor`).
   *
   * What goes through a register belongs to its shift and that shift's day; everything else to `localDate` (today unless
   * given). CONFLICT `reason: 'notEnoughMoney'` of a register or safe.
   */
  operate: procedure('see_cash', [
    'NOT_FOUND',
    'INVALID_INPUT',
    'CONFLICT',
    'SHIFT_CLOSED',
    'SHIFT_EXPIRED',
    'PERIOD_LOCKED',
  ])
    .route({ method: 'POST', path: '/cash/operations' })
    .input(
      z.object({
        kind: z.enum(OPERATION_KINDS),
        requestKey,
        amountMinor: moneyMinor.min(1),
        fromAccountId: moneyAccountId.nullable().default(null),
        toAccountId: moneyAccountId.nullable().default(null),
        articleId: articleId.nullable().default(null),
        supplierId: supplierId.nullable().default(null),
        staffId: staffId.nullable().default(null),
        localDate: localDate.optional(),
        /** Last day to pay a supplier's bill. */
        dueOn: localDate.nullable().default(null),
        comment: paragraph(400).default(''),
      }),
    )
    .output(written.extend({ documentId, number: z.int() })),
  /**
   * Takes an operation back by a storno, dated now (T16).
   *
   * CONFLICT `reason: 'reversed'`, `'notOperation'` (checks and refunds have their own way), `'notEnoughMoney'`.
   */
  reverseOperation: procedure('see_cash', ['NOT_FOUND', 'CONFLICT', 'SHIFT_CLOSED', 'SHIFT_EXPIRED', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/cash/operations/{documentId}/reverse' })
    .input(z.object({ documentId, requestKey, reason: requiredLine(300) }))
    .output(written.extend({ documentId })),
  operations: procedure('see_cash', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/cash/operations' })
    .input(
      z.object({
        ...period,
        kind: z.enum(DOCUMENT_KINDS).optional(),
        articleId: articleId.optional(),
        supplierId: supplierId.optional(),
        limit: z.int().min(1).max(500).default(200),
        offset: z.int().min(0).default(0),
      }),
    )
    .output(
      z.object({
        rows: z.array(operationRow),
        count: z.int(),
        byArticle: z.array(z.object({ articleId, name: z.string(), minor: z.int(), documents: z.int() })),
      }),
    ),
  /** A posted document with its entries, whatever its kind. */
  document: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/documents/{documentId}' })
    .input(z.object({ documentId }))
    .output(documentCard),
  attachFile: procedure('see_cash', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/cash/documents/{documentId}/files' })
    .input(z.object({ documentId, file: fileUpload }))
    .output(written.extend({ fileId })),
  detachFile: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/cash/documents/{documentId}/files/{fileId}' })
    .input(z.object({ documentId, fileId }))
    .output(written),
  documentFile: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/cash/documents/{documentId}/files/{fileId}' })
    .input(z.object({ documentId, fileId }))
    .output(fileOutput),

  articles: procedure('see_cash')
    .route({ method: 'GET', path: '/cash/articles' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(articleSchema)),
  createArticle: procedure('see_cash', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/cash/articles' })
    .input(z.object({ name: requiredLine(80) }))
    .output(written.extend({ articleId })),
  updateArticle: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/cash/articles/{articleId}' })
    .input(z.object({ articleId, version, name: requiredLine(80) }))
    .output(written.extend({ version })),
  setArticleArchived: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'POST', path: '/cash/articles/{articleId}/archive' })
    .input(z.object({ articleId, version, isArchived: z.boolean() }))
    .output(written),

  suppliers: procedure('see_cash')
    .route({ method: 'GET', path: '/cash/suppliers' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(supplierSchema)),
  createSupplier: procedure('see_cash', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/cash/suppliers' })
    .input(supplierFields)
    .output(written.extend({ supplierId })),
  updateSupplier: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/cash/suppliers/{supplierId}' })
    .input(z.object({ supplierId, version, values: patchOf(supplierFields) }))
    .output(written.extend({ version })),
  /** CONFLICT `reason: 'supplierOwed'` while anything is owed either way. */
  setSupplierArchived: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/cash/suppliers/{supplierId}/archive' })
    .input(z.object({ supplierId, version, isArchived: z.boolean() }))
    .output(written),
  /** Bills and payments of a supplier in a period, what was owed before and after, and the bills not paid yet. */
  supplierStatement: procedure('see_cash', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/cash/suppliers/{supplierId}/statement' })
    .input(z.object({ supplierId, ...period }))
    .output(
      z.object({
        openingMinor: z.int(),
        closingMinor: z.int(),
        rows: z.array(
          z.object({
            documentId,
            kind: z.enum(DOCUMENT_KINDS),
            number: z.int(),
            localDate,
            billedMinor: z.int(),
            paidMinor: z.int(),
            debtMinor: z.int(),
            dueOn: localDate.nullable(),
            comment: z.string(),
          }),
        ),
        openBills: z.array(
          z.object({
            documentId,
            number: z.int(),
            localDate,
            amountMinor: z.int(),
            leftMinor: z.int(),
            dueOn: localDate.nullable(),
            isOverdue: z.boolean(),
          }),
        ),
      }),
    ),

  /** Card operations that the bank has not brought yet (1040, I16). */
  unsettled: procedure('manage_money', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/cash/accounts/{accountId}/unsettled' })
    .input(z.object({ accountId: moneyAccountId, ...period }))
    .output(
      z.object({
        items: z.array(
          z.object({
            tenderId,
            kind: z.enum(['card', 'sbp']),
            documentId,
            documentKind: z.enum(DOCUMENT_KINDS),
            number: z.int(),
            localDate,
            atMs: z.int(),
            amountMinor: z.int(),
            clientName: z.string(),
            reference: z.string(),
          }),
        ),
        feeBp: z.int(),
        settlesToId: moneyAccountId.nullable(),
        /** Of the account, whatever the period. */
        balanceMinor: z.int(),
      }),
    ),
  /**
   * The bank has brought the money of card operations (E26); what it kept is the fee.
   *
   * CONFLICT `reason: 'alreadySettled'`.
   */
  settle: procedure('manage_money', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/cash/accounts/{accountId}/settle' })
    .input(
      z.object({
        accountId: moneyAccountId,
        requestKey,
        tenderIds: z.array(tenderId).min(1).max(5000),
        /** What came to the bank. */
        bankMinor: moneyMinor,
        toAccountId: moneyAccountId,
        localDate,
        comment: paragraph(400).default(''),
      }),
    )
    .output(written.extend({ documentId, feeMinor: z.int() })),
};
