import { z } from 'zod';
import { clientId, patchOf, priceListId, procedure, requiredLine, version, written, line } from '../contract-base.ts';
import { swatch } from '../services/services.contract.ts';
import { clientCategoryId, clientNoteId, clientTagId, discountBp, noteBody } from './client-parts.contract.ts';

const categoryFields = z.object({
  name: requiredLine(40),
  colour: swatch,
  /** Prices of those in the category who have no list of their own (P1). */
  priceListId: priceListId.nullable().default(null),
  discountBp: discountBp.default(0),
});
const tagFields = z.object({ name: requiredLine(40), colour: swatch });
const state = {
  version,
  isArchived: z.boolean(),
  /** Clients who have it; 0 unless asked for. */ clientCount: z.int(),
};

export const clientCategorySchema = categoryFields.extend({ id: clientCategoryId, ...state });
export const clientTagSchema = tagFields.extend({ id: clientTagId, ...state });
export type ClientCategory = z.infer<typeof clientCategorySchema>;
export type ClientTag = z.infer<typeof clientTagSchema>;

/** The dictionaries of categories and tags; archived ones stay on the cards that have them and are given to nobody new. */
export const clientMarksProcedures = {
  marks: procedure('see_clients')
    .route({ method: 'GET', path: '/client-marks' })
    .input(z.object({ withCounts: z.boolean().default(false) }))
    .output(z.object({ categories: z.array(clientCategorySchema), tags: z.array(clientTagSchema) })),
  createCategory: procedure('edit_catalogue', ['ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/client-categories' })
    .input(categoryFields)
    .output(written.extend({ categoryId: clientCategoryId })),
  updateCategory: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/client-categories/{categoryId}' })
    .input(
      z.object({
        categoryId: clientCategoryId,
        version,
        values: patchOf(categoryFields.extend({ isArchived: z.boolean() })),
      }),
    )
    .output(written),
  reorderCategories: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/client-categories/order' })
    .input(z.object({ categoryIds: z.array(clientCategoryId).max(200) }))
    .output(written),
  createTag: procedure('edit_clients', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/client-tags' })
    .input(tagFields)
    .output(written.extend({ tagId: clientTagId })),
  updateTag: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/client-tags/{tagId}' })
    .input(z.object({ tagId: clientTagId, version, values: patchOf(tagFields.extend({ isArchived: z.boolean() })) }))
    .output(written),
  reorderTags: procedure('edit_clients', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/client-tags/order' })
    .input(z.object({ tagIds: z.array(clientTagId).max(500) }))
    .output(written),
};

/** Notes on a card: whoever sees the card may add one; others' notes are changed with the right edit_clients. */
export const clientNotesProcedures = {
  addNote: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/clients/{clientId}/notes' })
    .input(z.object({ clientId, body: noteBody, isPinned: z.boolean().default(false) }))
    .output(written.extend({ noteId: clientNoteId })),
  updateNote: procedure('see_clients', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'PATCH', path: '/client-notes/{noteId}' })
    .input(
      z.object({
        noteId: clientNoteId,
        version,
        values: z.object({ body: noteBody.optional(), isPinned: z.boolean().optional() }),
      }),
    )
    .output(written),
  removeNote: procedure('see_clients', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/client-notes/{noteId}' })
    .input(z.object({ noteId: clientNoteId, version }))
    .output(written),
};

/** Families: relatives open each other's cards and may share a phone. */
export const clientFamilyProcedures = {
  linkRelative: procedure('edit_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients/{clientId}/relatives' })
    .input(z.object({ clientId, relativeId: clientId, role: line(40).default('') }))
    .output(written),
  setFamilyRole: procedure('edit_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/clients/{clientId}/family-role' })
    .input(z.object({ clientId, role: line(40) }))
    .output(written),
  leaveFamily: procedure('edit_clients', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/clients/{clientId}/leave-family' })
    .input(z.object({ clientId }))
    .output(written),
};
