import { z } from 'zod';
import {
  clientId,
  idOf,
  line,
  localDate,
  paragraph,
  priceListId,
  requiredLine,
  staffId,
  version,
} from '../contract-base.ts';
import { swatch } from '../services/services.contract.ts';
import { CLIENT_STATUSES, MESSENGERS } from './client-card.rules.ts';

export const clientCategoryId = idOf('clientCategory');
export const clientTagId = idOf('clientTag');
export const clientNoteId = idOf('clientNote');
export type ClientCategoryId = z.infer<typeof clientCategoryId>;
export type ClientTagId = z.infer<typeof clientTagId>;
export type ClientNoteId = z.infer<typeof clientNoteId>;

/** A category or tag as a coloured mark beside a name. */
export const clientMarkSchema = z.object({ id: z.int(), name: z.string(), colour: swatch });
export type ClientMark = z.infer<typeof clientMarkSchema>;

/** Share of a price in basis points (M7). */
export const discountBp = z.int().min(0).max(10_000);

/** Where a client lives (G4); every part may be empty. */
export const clientAddress = z.object({
  country: line(60).default(''),
  region: line(80).default(''),
  city: line(80).default(''),
  street: line(120).default(''),
  house: line(30).default(''),
  flat: line(20).default(''),
  postcode: line(12).default(''),
});
export type ClientAddress = z.infer<typeof clientAddress>;

/** An account in a messenger: a name, or the digits of a phone. */
const messengerSchema = z.object({ kind: z.enum(MESSENGERS), handle: requiredLine(120) });
const phoneInput = z.object({ phone: requiredLine(30), label: line(40).default('') });

/** What a person fills in on a client's form. */
export const clientFields = z.object({
  firstName: requiredLine(60),
  lastName: line(60).default(''),
  middleName: line(60).default(''),
  sex: z.enum(['female', 'male']).nullable().default(null),
  birthday: localDate.nullable().default(null),
  email: line(120).nullable().default(null),
  messengers: z.array(messengerSchema).max(10).default([]),
  address: clientAddress.nullable().default(null),
  allergy: line(300).default(''),
  contraindication: line(300).default(''),
  note: paragraph(4000).default(''),
  phones: z.array(phoneInput).max(10).default([]),
  cardNumber: line(40).nullable().default(null),
  categoryId: clientCategoryId.nullable().default(null),
  tagIds: z.array(clientTagId).max(30).default([]),
  /** Whose prices the client gets (P1); null = those of the category, or the default list. */
  priceListId: priceListId.nullable().default(null),
  personalDiscountBp: discountBp.nullable().default(null),
  responsibleStaffId: staffId.nullable().default(null),
  /** Masters the client likes to come to, the best liked first. */
  preferredStaffIds: z.array(staffId).max(10).default([]),
  /** Where the client first heard of the salon (R7), learned more, and what decided. */
  source: line(60).nullable().default(null),
  learnedFrom: line(60).nullable().default(null),
  decidedBy: line(60).nullable().default(null),
  recommendedById: clientId.nullable().default(null),
  /** Set by a person over the computed status; null = computed. */
  manualStatus: z.enum(CLIENT_STATUSES).nullable().default(null),
  /** Last day on which the client is not called. */
  noCallsUntil: localDate.nullable().default(null),
});
export type ClientFields = z.infer<typeof clientFields>;

/** The form of somebody of whom nothing is known yet. */
export const BLANK_CLIENT: ClientFields = { ...clientFields.parse({ firstName: '?' }), firstName: '' };

/** A client by name, where another one's card names them. */
export const clientRefSchema = z.object({ id: clientId, name: z.string() });

export const clientNoteSchema = z.object({
  id: clientNoteId,
  version,
  body: z.string(),
  isPinned: z.boolean(),
  createdAtMs: z.int(),
  /** Null = the program. */
  author: z.string().nullable(),
  isMine: z.boolean(),
});
export type ClientNote = z.infer<typeof clientNoteSchema>;

export const relativeSchema = clientRefSchema.extend({
  /** What they are in the family: «муж», «дочь»; may be empty. */
  role: z.string(),
  /** Whole or masked by the right see_phones. */
  phone: z.string().nullable(),
  isArchived: z.boolean(),
});
export type Relative = z.infer<typeof relativeSchema>;

/** What a card shows beside the fields of the form. */
export const cardParts = {
  /** The list the client's prices come from (P1): their own, else the category's; null = the default one. */
  effectivePriceListId: priceListId.nullable(),
  category: clientMarkSchema.extend({ discountBp, isArchived: z.boolean() }).nullable(),
  tags: z.array(clientMarkSchema),
  recommendedBy: clientRefSchema.nullable(),
  /** Whom the client brought: how many, and the newest of them. */
  brought: z.object({ count: z.int(), newest: z.array(clientRefSchema) }),
  /** The family without the client; null without a family. */
  family: z.object({ role: z.string(), members: z.array(relativeSchema) }).nullable(),
  /** Pinned first, then the newest. */
  notes: z.array(clientNoteSchema),
};

export const noteBody = paragraph(4000).refine((text) => text.length > 0, { message: 'REQUIRED' });
