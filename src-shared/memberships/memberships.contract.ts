import { z } from 'zod';
import { moneyBackPreview, moneyBackTender } from '../certificates/money-back.contract.ts';
import {
  categoryId,
  clientId,
  documentId,
  idOf,
  line,
  localDate,
  membershipId,
  moneyMinor,
  patchOf,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  serviceId,
  version,
  written,
} from '../contract-base.ts';
import { passFilter } from '../passes/passes.contract.ts';
import { MEMBERSHIP_STATUSES } from './memberships.rules.ts';

export const membershipTypeId = idOf('membershipType');

const poolFields = z.object({
  name: line(80).default(''),
  /** Null = without a limit. */
  visits: z.int().min(1).max(1000).nullable().default(null),
  serviceIds: z.array(serviceId).max(500).default([]),
  /** Whole categories of the price list with everything under them. */
  categoryIds: z.array(categoryId).max(100).default([]),
});

const typeFields = z.object({
  name: requiredLine(80),
  kind: z.enum(['visits', 'time']).default('visits'),
  priceMinor: moneyMinor,
  validityDays: z.int().min(1).max(3650).default(90),
  startsAt: z.enum(['purchase', 'first_visit']).default('purchase'),
  /** Of one that waits for the first visit: begins by itself after so many days; null = never. */
  activateAfterDays: z.int().min(1).max(3650).nullable().default(null),
  freezeMaxDays: z.int().min(0).max(3650).default(0),
  freezeMaxTimes: z.int().min(0).max(100).default(0),
  isFamily: z.boolean().default(false),
  /** One = a shared balance; several = each service has its own (features.md part 2, nr 34). */
  pools: z.array(poolFields).min(1).max(20),
});
export const membershipTypeSchema = typeFields.extend({
  id: membershipTypeId,
  position: z.int(),
  isArchived: z.boolean(),
  version,
});
export type MembershipType = z.infer<typeof membershipTypeSchema>;

/** Its name, else its first service; `more` how many others it covers. */
const poolTitle = { title: z.string(), more: z.int() };

const pool = z.object({
  id: z.int(),
  ...poolTitle,
  visits: z.int().nullable(),
  unitsLeft: z.int().nullable(),
  valueMinor: z.int(),
  valueLeftMinor: z.int(),
  serviceIds: z.array(serviceId),
  serviceNames: z.array(z.string()),
});

export const membershipSchema = z.object({
  id: membershipId,
  number: z.string(),
  title: z.string(),
  kind: z.enum(['visits', 'time']),
  status: z.enum(MEMBERSHIP_STATUSES),
  clientId,
  clientName: z.string(),
  priceMinor: z.int(),
  /** Not recognised yet (2300). */
  leftMinor: z.int(),
  visits: z.int().nullable(),
  unitsLeft: z.int().nullable(),
  /** What is left of each pool (T8); empty for one without a limit. */
  pools: z.array(z.object({ ...poolTitle, visits: z.int(), unitsLeft: z.int() })),
  used: z.int(),
  soldOn: localDate,
  startsOn: localDate.nullable(),
  activateOn: localDate.nullable(),
  lastDay: localDate.nullable(),
  /** Last day of the pause that it is in. */
  frozenUntil: localDate.nullable(),
  freezeDaysLeft: z.int(),
  freezeTimesLeft: z.int(),
  isFamily: z.boolean(),
  note: z.string(),
  version,
});
export type Membership = z.infer<typeof membershipSchema>;

const movementSchema = z.object({
  id: z.int(),
  kind: z.enum(['sell', 'use', 'give_back', 'recognise', 'expire', 'refund', 'reverse']),
  localDate,
  atMs: z.int(),
  units: z.int(),
  valueMinor: z.int(),
  poolName: z.string(),
  clientName: z.string().nullable(),
  documentId,
  documentKind: z.string(),
  documentNumber: z.int(),
  saleId: saleId.nullable(),
  byName: z.string().nullable(),
  reason: z.string(),
});

const one = z.object({ membershipId, version });
const freezeWish = one.extend({ fromDate: localDate, toDate: localDate });

/** Memberships: types, units, pauses, family (T8-T10). */
export const membershipsContract = {
  types: procedure('see_cash')
    .route({ method: 'GET', path: '/memberships/types' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(membershipTypeSchema)),
  createType: procedure('edit_loyalty', ['ALREADY_EXISTS', 'NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/memberships/types' })
    .input(typeFields)
    .output(written.extend({ membershipTypeId })),
  /** What was sold stays as it was. */
  updateType: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/memberships/types/{membershipTypeId}' })
    .input(
      z.object({
        membershipTypeId,
        version,
        values: patchOf(typeFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written),
  /** The search looks at number, client and title; of a client also those of the family. Sums are over all pages. */
  list: procedure('see_cash')
    .route({ method: 'GET', path: '/memberships' })
    .input(
      z.object({
        ...passFilter,
        status: z.enum(MEMBERSHIP_STATUSES).nullable().default(null),
        typeId: z.int().min(1).nullable().default(null),
      }),
    )
    .output(
      z.object({
        memberships: z.array(membershipSchema),
        hasMore: z.boolean(),
        total: z.int(),
        leftMinor: z.int(),
      }),
    ),
  card: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/memberships/{membershipId}' })
    .input(z.object({ membershipId }))
    .output(
      z.object({
        membership: membershipSchema,
        pools: z.array(pool),
        freezes: z.array(
          z.object({ id: z.int(), fromDate: localDate, toDate: localDate, reason: z.string(), isOver: z.boolean() }),
        ),
        members: z.array(z.object({ clientId, clientName: z.string(), maxUnits: z.int().nullable(), used: z.int() })),
        movements: z.array(movementSchema),
      }),
    ),
  /** The last day that a pause would give; writes nothing. INVALID_INPUT: why it cannot be. */
  freezePreview: procedure('take_payment', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/memberships/{membershipId}/freeze' })
    .input(z.object({ membershipId, fromDate: localDate, toDate: localDate }))
    .output(
      z.object({ days: z.int(), lastDay: localDate, newLastDay: localDate, daysLeft: z.int(), timesLeft: z.int() }),
    ),
  freeze: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/memberships/{membershipId}/freeze' })
    .input(freezeWish.extend({ reason: line(200).default('') }))
    .output(written.extend({ lastDay: localDate })),
  /** Today is a day of use again; a pause that has not begun is forgotten. CONFLICT: it is not paused. */
  unfreeze: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/memberships/{membershipId}/unfreeze' })
    .input(one)
    .output(written.extend({ lastDay: localDate.nullable() })),
  /** More days by hand; one that has run out is alive again. CONFLICT: it was paid back or taken back. */
  extend: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT', 'INVALID_INPUT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/memberships/{membershipId}/extend' })
    .input(one.extend({ days: z.int().min(1).max(3650), reason: requiredLine(200) }))
    .output(written.extend({ lastDay: localDate.nullable() })),
  update: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'PATCH', path: '/memberships/{membershipId}' })
    .input(one.extend({ note: line(400) }))
    .output(written),
  /** Who else may use it, and how much (features.md part 2, nr 35). */
  setMembers: procedure('take_payment', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/memberships/{membershipId}/members' })
    .input(
      one.extend({
        members: z.array(z.object({ clientId, maxUnits: z.int().min(1).max(1000).nullable().default(null) })).max(20),
      }),
    )
    .output(written),
  /** Gives it to another client with everything that is left. */
  transfer: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/memberships/{membershipId}/transfer' })
    .input(one.extend({ clientId, reason: requiredLine(200) }))
    .output(written),
  refundPreview: procedure('refund', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'GET', path: '/memberships/{membershipId}/refund' })
    .input(z.object({ membershipId }))
    .output(
      moneyBackPreview.extend({
        mode: z.enum(['proportional', 'single_price']),
        /** Becomes revenue (E19). */
        revenueMinor: z.int(),
        used: z.int(),
      }),
    ),
  refund: procedure('refund', [
    'NOT_FOUND',
    'CONFLICT',
    'INVALID_INPUT',
    'LIMIT_EXCEEDED',
    'SHIFT_CLOSED',
    'SHIFT_EXPIRED',
    'PERIOD_LOCKED',
  ])
    .route({ method: 'POST', path: '/memberships/{membershipId}/refund' })
    .input(
      z.object({
        membershipId,
        key: requestKey,
        /** None when by single prices nothing is due to the client. */
        tenders: z.array(moneyBackTender).max(8),
        reason: requiredLine(200),
      }),
    )
    .output(written.extend({ documentId, refundedMinor: z.int(), revenueMinor: z.int() })),
  /** What was held after the last day goes to income (T10, E18). CONFLICT: it is not over, or nothing is held. */
  writeOff: procedure('manage_money', ['NOT_FOUND', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/memberships/{membershipId}/write-off' })
    .input(z.object({ membershipId, reason: requiredLine(200) }))
    .output(written.extend({ documentId })),
};
