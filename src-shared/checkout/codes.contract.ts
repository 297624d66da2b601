import { z } from 'zod';
import {
  certificateId,
  clientId,
  errorData,
  localDate,
  membershipId,
  procedure,
  productId,
  requiredLine,
} from '../contract-base.ts';
import { DOMAIN_ERROR_CODES } from '../kernel/errors.ts';

const hindrance = z.object({ code: z.enum(DOMAIN_ERROR_CODES), data: errorData }).nullable();

/** What a scanned or typed code stands for. */
export const codeReadingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('product'), productId, name: z.string() }),
  z.object({
    kind: z.literal('certificate'),
    certificateId,
    number: z.string(),
    balanceMinor: z.int(),
    expiresOn: localDate.nullable(),
    /** Why it pays nothing today. */
    hindrance,
  }),
  /** `clientId` null = a card that lies in the drawer. */
  z.object({
    kind: z.literal('client'),
    clientId: clientId.nullable(),
    clientName: z.string(),
    cardNumber: z.string(),
  }),
  z.object({ kind: z.literal('membership'), membershipId, title: z.string(), clientId, clientName: z.string() }),
  z.object({ kind: z.literal('coupon'), code: z.string(), name: z.string() }),
  /** Nobody knows it; `archivedName` = goods that are not sold any more had it. */
  z.object({ kind: z.literal('unknown'), code: z.string(), archivedName: z.string() }),
]);
export type CodeReading = z.infer<typeof codeReadingSchema>;

/** One reader for everything that the desk holds under the scanner. Part of `checkout` in the tree. */
export const codesContract = {
  /**
   * Goods by barcode, then a certificate, a client's card, a membership and a coupon by number, in any keyboard layout.
   *
   * What the person may not see is not looked through.
   */
  readCode: procedure('signedIn')
    .route({ method: 'GET', path: '/checkout/codes' })
    .input(z.object({ code: requiredLine(200) }))
    .output(codeReadingSchema),
};
