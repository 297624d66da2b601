import { z } from 'zod';
import {
  idOf,
  localeSchema,
  patchOf,
  procedure,
  requiredLine,
  roleSchema,
  staffId,
  userId,
  version,
  written,
} from '../contract-base.ts';
import { LIST_COLUMNS, NARROWEST, SORT_COLUMNS, USUAL_COLUMNS, WIDEST } from '../segments/list-columns.rules.ts';
import { PERMISSIONS } from './access.rules.ts';

const secret = z.string().min(1).max(128);
const secretKind = z.enum(['pin', 'password']);

/** A person as the sign-in screen shows them. */
export const personSchema = z.object({ id: userId, name: z.string(), role: roleSchema, secretKind });

/** What a screen remembers for a person. */
export const preferencesSchema = z.object({
  colourScheme: z.enum(['light', 'dark', 'auto']).default('auto'),
  density: z.enum(['compact', 'normal', 'touch']).default('normal'),
  cardFill: z.enum(['status', 'category', 'master']).default('status'),
  gridStepMin: z.union([z.literal(5), z.literal(10), z.literal(15)]).default(15),
  gridZoom: z.number().min(0.9).max(2.6).default(1.3),
  showCancelled: z.boolean().default(false),
  isSidePanelOpen: z.boolean().default(true),
  hiddenStaffIds: z.array(z.int().positive()).default([]),
  /** How the journal was left: its view, and what the columns stand for. */
  journalView: z.enum(['day', 'week', 'month', 'list']).default('day'),
  journalBy: z.enum(['masters', 'rooms']).default('masters'),
  /** What the grid shows beside the visits (features.md J21). */
  showBlocks: z.boolean().default(true),
  showBreaks: z.boolean().default(true),
  showProcessing: z.boolean().default(true),
  /** Own order of the columns; who is not named follows in the order of the salon. */
  staffOrder: z.array(z.int().positive()).max(1000).default([]),
  roomOrder: z.array(z.int().positive()).max(1000).default([]),
  /** The list of clients: its columns from left to right with their widths in CSS pixels, and its order. */
  clientColumns: z
    .array(z.object({ id: z.enum(LIST_COLUMNS), width: z.int().min(NARROWEST).max(WIDEST) }))
    .min(1)
    .max(LIST_COLUMNS.length)
    .default([...USUAL_COLUMNS]),
  clientSort: z
    .object({ column: z.enum(SORT_COLUMNS), isDescending: z.boolean() })
    .default({ column: 'name', isDescending: false }),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const sessionSchema = z.object({
  user: z.object({
    id: userId,
    name: z.string(),
    role: roleSchema,
    staffId: staffId.nullable(),
    locale: localeSchema,
    secretKind,
  }),
  permissions: z.array(z.enum(PERMISSIONS)),
  preferences: preferencesSchema,
  isLocked: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

const userSchema = z.object({
  id: userId,
  name: z.string(),
  role: roleSchema,
  staffId: staffId.nullable(),
  locale: localeSchema,
  secretKind,
  isActive: z.boolean(),
  version,
});

const tokenSchema = z.object({
  id: idOf('apiToken'),
  name: z.string(),
  userId,
  userName: z.string(),
  createdAtMs: z.int(),
});

/** Who is at the desk: signing in, switching, locking; users and API tokens. */
export const accessContract = {
  people: procedure('public').route({ method: 'GET', path: '/people' }).output(z.array(personSchema)),
  session: procedure('public', [], { withoutSalon: true })
    .route({ method: 'GET', path: '/session' })
    .output(sessionSchema.nullable()),
  signIn: procedure('public', ['WRONG_SECRET', 'LOCKED_OUT'])
    .route({ method: 'POST', path: '/session' })
    .input(z.object({ userId, secret }))
    .output(sessionSchema),
  signOut: procedure('public')
    .route({ method: 'DELETE', path: '/session' })
    .output(z.object({ done: z.literal(true) })),
  lock: procedure('signedIn')
    .route({ method: 'POST', path: '/session/lock' })
    .output(z.object({ done: z.literal(true) })),
  changeOwnSecret: procedure('signedIn', ['WRONG_SECRET', 'LOCKED_OUT', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/session/secret' })
    .input(z.object({ current: secret, next: secret, kind: secretKind }))
    .output(written),
  savePreferences: procedure('signedIn')
    .route({ method: 'PUT', path: '/session/preferences' })
    .input(patchOf(preferencesSchema).extend({ locale: localeSchema.optional() }))
    .output(sessionSchema),
  users: procedure('manage_users').route({ method: 'GET', path: '/users' }).output(z.array(userSchema)),
  createUser: procedure('manage_users', ['INVALID_INPUT', 'ALREADY_EXISTS', 'NOT_FOUND'])
    .route({ method: 'POST', path: '/users' })
    .input(
      z.object({
        name: requiredLine(80),
        role: roleSchema,
        staffId: staffId.nullable().default(null),
        locale: localeSchema.default('ru'),
        secretKind,
        secret,
      }),
    )
    .output(written.extend({ userId })),
  updateUser: procedure('manage_users', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/users/{userId}' })
    .input(
      z.object({
        userId,
        version,
        name: requiredLine(80).optional(),
        role: roleSchema.optional(),
        staffId: staffId.nullable().optional(),
        locale: localeSchema.optional(),
        isActive: z.boolean().optional(),
        secret: secret.optional(),
        secretKind: secretKind.optional(),
      }),
    )
    .output(written),
  unlockUser: procedure('manage_users', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/users/{userId}/unlock' })
    .input(z.object({ userId }))
    .output(z.object({ done: z.literal(true) })),
  tokens: procedure('manage_tokens').route({ method: 'GET', path: '/tokens' }).output(z.array(tokenSchema)),
  createToken: procedure('manage_tokens', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/tokens' })
    .input(z.object({ userId, name: requiredLine(80) }))
    .output(written.extend({ token: z.string() })),
  revokeToken: procedure('manage_tokens', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/tokens/{tokenId}' })
    .input(z.object({ tokenId: idOf('apiToken') }))
    .output(written),
};
