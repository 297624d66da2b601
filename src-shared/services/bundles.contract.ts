import { z } from 'zod';
import {
  bundleId,
  categoryId,
  moneyMinor,
  patchOf,
  procedure,
  requiredLine,
  serviceId,
  version,
  written,
} from '../contract-base.ts';
import { SERVICE_ICONS } from './service-icons.ts';

const bundleFields = z.object({
  categoryId,
  name: requiredLine(120),
  icon: z.enum(SERVICE_ICONS).nullable().default(null),
  /** One price for all of it, shared over the services (P10); null = the sum of theirs. */
  priceMinor: moneyMinor.nullable().default(null),
  isOnline: z.boolean().default(true),
  /** In their order; `isParallel`: starts together with the one before it ("four hands"). */
  items: z.array(z.object({ serviceId, isParallel: z.boolean().default(false) })).max(10),
});

export const bundleSchema = bundleFields.extend({ id: bundleId, position: z.int(), isArchived: z.boolean(), version });
export type Bundle = z.infer<typeof bundleSchema>;

/** Bundles: several services booked as one thing. */
export const bundleProcedures = {
  createBundle: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/bundles' })
    .input(bundleFields)
    .output(written.extend({ bundleId })),
  updateBundle: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/bundles/{bundleId}' })
    .input(
      z.object({ bundleId, version, values: patchOf(bundleFields).extend({ isArchived: z.boolean().optional() }) }),
    )
    .output(written),
};
