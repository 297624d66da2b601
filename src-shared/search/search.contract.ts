import { z } from 'zod';
import { clientId, localDate, minuteOfDay, procedure } from '../contract-base.ts';
import { visitStatus } from '../journal/journal.contract.ts';

/** Kinds of things that the core finds; screens, settings and commands are found by the screens themselves. */
export const SEARCH_KINDS = [
  'client',
  'visit',
  'service',
  'bundle',
  'staff',
  'room',
  'paper',
  'product',
  'certificate',
  'membership',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

const marks = z.array(z.tuple([z.int(), z.int()]));

/** One thing that was found, of whatever kind. */
export const searchHitSchema = z.object({
  kind: z.enum(SEARCH_KINDS),
  id: z.int().positive(),
  title: z.string(),
  /** What stands beside the title: a phone (whole or masked by the right see_phones), services, a category. */
  detail: z.string(),
  /** Parts that met the query: [start, end) in characters. */
  titleMarks: marks,
  detailMarks: marks,
  /** 0 the whole title … 5 a mistake forgiven (match.rules.ts). */
  rank: z.int().min(0).max(5),
  isArchived: z.boolean(),
  /** Day of a visit; of a client the newest one. */
  localDate: localDate.nullable(),
  /** Start of a visit. */
  startMin: minuteOfDay.nullable(),
  status: visitStatus.nullable(),
  /** Whose it is: the client of a visit. */
  clientId: clientId.nullable(),
  /** The master whose paper it is. */
  staffId: z.int().positive().nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
/** A hit before its ids are branded: what the core answers with. */
export type SearchHitValue = z.input<typeof searchHitSchema>;

/** One box over everything (features.md B12). Each kind is found by whoever may see it. */
export const searchContract = {
  /**
   * Any part of a name or phone, last four digits, ё/е, wrong layout, transliteration, one typo; dates in words for visits.
   * Best first within a kind.
   */
  everything: procedure('signedIn')
    .route({ method: 'GET', path: '/search' })
    .input(
      z.object({
        query: z.string().max(100),
        /** Only these kinds; all unless given. */
        kinds: z.array(z.enum(SEARCH_KINDS)).optional(),
        /** Hits of each kind. */
        limit: z.int().min(1).max(50).default(6),
      }),
    )
    .output(z.array(searchHitSchema)),
  /** What the person looked at last on this device, newest first; what is gone or not theirs to see is left out. */
  recents: procedure('signedIn')
    .route({ method: 'GET', path: '/search/recents' })
    .input(z.object({ limit: z.int().min(1).max(30).default(8) }))
    .output(z.array(searchHitSchema)),
  /** Keeps that the person looked at something. */
  remember: procedure('signedIn')
    .route({ method: 'POST', path: '/search/recents' })
    .input(z.object({ kind: z.enum(SEARCH_KINDS), id: z.int().positive() }))
    .output(z.object({})),
};
