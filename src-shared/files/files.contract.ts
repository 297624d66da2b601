import { z } from 'zod';
import { idOf, requiredLine } from '../contract-base.ts';

export const fileId = idOf('file');
export type FileId = z.infer<typeof fileId>;

/**
 * A file that a person hands in, inside the call.
 *
 * The text may be longer than the largest file, so that a file too large gets the sentence about its size (INVALID_INPUT)
 * and not one about a field.
 */
export const fileUpload = z.object({ name: requiredLine(200), base64: z.string().max(8_900_000) });
export type FileUpload = z.infer<typeof fileUpload>;

/** A kept file as a card names it. */
export const fileRef = z.object({ id: fileId, name: z.string(), mediaType: z.string(), sizeBytes: z.int() });
export type FileRef = z.infer<typeof fileRef>;
