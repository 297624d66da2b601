import { z } from 'zod';
import {
  clientId,
  line,
  localDate,
  patchOf,
  priceListId,
  procedure,
  serviceId,
  staffId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { visitStatus } from '../journal/journal.contract.ts';
import { ADDRESS_PARTS, CLIENT_STATUSES, MESSENGERS } from './client-card.rules.ts';
import { clientFamilyProcedures, clientMarksProcedures, clientNotesProcedures } from './client-marks.contract.ts';
import { cardParts, clientFields, clientMarkSchema } from './client-parts.contract.ts';

/** A client as a list or the booking field shows them. */
export const clientHitSchema = z.object({
  id: clientId,
  name: z.string(),
  /** Whole or masked by the right see_phones; null without a phone. */
  phone: z.string().nullable(),
  /** Parts of name and phone that met the query: [start, end) in characters. */
  nameMarks: z.array(z.tuple([z.int(), z.int()])),
  phoneMarks: z.array(z.tuple([z.int(), z.int()])),
  allergy: z.string(),
  contraindication: z.string(),
  category: clientMarkSchema.nullable(),
  /** Visits that took place or are going on. */
  visits: z.int(),
  /** Day of the newest of them. */
  lastVisitOn: localDate.nullable(),
  noShows: z.int(),
  isArchived: z.boolean(),
});
export type ClientHit = z.infer<typeof clientHitSchema>;
/** A hit before its ids are branded: what the core answers with. */
export type ClientHitValue = z.input<typeof clientHitSchema>;

/**
 * Everything about one client.
 *
 * Without the right see_phones phones are masked; e-mail, messengers and address are left out.
 */
export const clientCardSchema = z.object({
  id: clientId,
  version,
  firstName: z.string(),
  lastName: z.string(),
  middleName: z.string(),
  name: z.string(),
  sex: z.enum(['female', 'male']).nullable(),
  birthday: z.string().nullable(),
  email: z.string().nullable(),
  messengers: z.array(z.object({ kind: z.enum(MESSENGERS), handle: z.string() })),
  address: z.record(z.enum(ADDRESS_PARTS), z.string()).nullable(),
  allergy: z.string(),
  contraindication: z.string(),
  note: z.string(),
  cardNumber: z.string().nullable(),
  priceListId: priceListId.nullable(),
  personalDiscountBp: z.int().nullable(),
  responsibleStaffId: staffId.nullable(),
  preferredStaffIds: z.array(staffId),
  source: z.string().nullable(),
  learnedFrom: z.string().nullable(),
  decidedBy: z.string().nullable(),
  manualStatus: z.enum(CLIENT_STATUSES).nullable(),
  noCallsUntil: z.string().nullable(),
  isArchived: z.boolean(),
  /** When the personal data were destroyed by law; nothing can be written on such a card (D8). */
  erasedAtMs: z.int().nullable(),
  createdAtMs: z.int(),
  ...cardParts,
  phones: z.array(z.object({ phone: z.string(), label: z.string() })),
  stats: z.object({
    /** Visits that took place or are going on. */
    visits: z.int(),
    completed: z.int(),
    noShows: z.int(),
    lateCancels: z.int(),
    spentMinor: z.int(),
    lastVisitOn: localDate.nullable(),
    nextVisitOn: localDate.nullable(),
    /** Services the client takes most, for the booking form. */
    topServiceIds: z.array(serviceId),
    favouriteStaffId: staffId.nullable(),
  }),
  visits: z.array(
    z.object({
      id: visitId,
      localDate,
      startMin: z.int(),
      status: visitStatus,
      services: z.string(),
      staff: z.string(),
      priceMinor: z.int(),
      comment: z.string(),
    }),
  ),
});
export type ClientCard = z.infer<typeof clientCardSchema>;
/** A card before its ids are branded: what the core answers with. */
export type ClientCardValue = z.input<typeof clientCardSchema>;

export const clientSuggestionsSchema = z.object({
  source: z.array(z.string()),
  learnedFrom: z.array(z.string()),
  decidedBy: z.array(z.string()),
  country: z.array(z.string()),
  region: z.array(z.string()),
  city: z.array(z.string()),
  familyRole: z.array(z.string()),
});
export type ClientSuggestions = z.infer<typeof clientSuggestionsSchema>;

/** Makes the client a relative of another one in the same act; a phone of that family is then no duplicate. */
const relativeOf = z.object({ clientId, role: line(40).default('') }).nullable();

/** The client base. */
export const clientsContract = {
  /** Any part of a name or phone, last four digits, ё/е, wrong layout, one typo; ranked. */
  search: procedure('see_clients')
    .route({ method: 'GET', path: '/clients/search' })
    .input(z.object({ query: z.string().max(100), limit: z.int().min(1).max(100).default(20) }))
    .output(z.array(clientHitSchema)),
  list: procedure('see_clients')
    .route({ method: 'GET', path: '/clients' })
    .input(
      z.object({
        /** Rows to leave out from the start: the list is ordered by surname, so a screen can jump into its middle. */
        offset: z.int().min(0).max(10_000_000).default(0),
        limit: z.int().min(1).max(200).default(100),
        withArchived: z.boolean().default(false),
      }),
    )
    .output(z.object({ clients: z.array(clientHitSchema), total: z.int() })),
  card: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}' })
    .input(z.object({ clientId, visitLimit: z.int().min(0).max(500).default(50) }))
    .output(clientCardSchema),
  create: procedure('edit_clients', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients' })
    .input(clientFields.extend({ allowSamePhone: z.boolean().default(false), relativeOf: relativeOf.default(null) }))
    .output(written.extend({ clientId })),
  update: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/clients/{clientId}' })
    .input(
      z.object({
        clientId,
        version,
        values: patchOf(clientFields),
        allowSamePhone: z.boolean().default(false),
        relativeOf: relativeOf.default(null),
      }),
    )
    .output(written.extend({ version })),
  setArchived: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'POST', path: '/clients/{clientId}/archive' })
    .input(z.object({ clientId, version, isArchived: z.boolean() }))
    .output(written),
  /** Values that cards used lately, most used first, as suggestions for the form. */
  suggestions: procedure('edit_clients')
    .route({ method: 'GET', path: '/clients/suggestions' })
    .input(z.object({}))
    .output(clientSuggestionsSchema),
  ...clientMarksProcedures,
  ...clientNotesProcedures,
  ...clientFamilyProcedures,
};
