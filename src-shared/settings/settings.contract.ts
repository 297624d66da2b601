import { z } from 'zod';
import {
  interval,
  line,
  localDate,
  paragraph,
  patchOf,
  procedure,
  requiredLine,
  serviceId,
  written,
} from '../contract-base.ts';
import { CONTACT_POLICIES } from '../personal-data/personal-data.rules.ts';
import { moneySettings } from './money-settings.ts';
import { requisitesSettings } from './requisites-settings.ts';
import { WAITLIST_POLICIES } from '../waiting/waiting.rules.ts';

/** The system's tables are slow to ask, and settings are read with every answer. */
const knownZones = new Set<string>();

/** Time zones that the running system knows. */
export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}

/** Opening hours of one weekday: intervals in ascending order, empty = closed. */
export const dayHours = z
  .array(interval)
  .max(4)
  .refine((list) => list.every((item, index) => index === 0 || list[index - 1]![1] <= item[0]), {
    message: 'OVERLAPPING_INTERVALS',
  });

/** Settings of the salon with the defaults of domain.md section 11. Each is stored with the day it is valid from. */
export const settingsSchema = z.object({
  salonName: requiredLine(120).default('Салон'),
  salonAddress: line(200).default(''),
  salonPhone: line(40).default(''),
  currency: z.enum(['RUB', 'KZT', 'BYN', 'EUR', 'USD', 'GBP']).default('RUB'),
  timeZone: z.string().refine(isTimeZone, { message: 'UNKNOWN_TIME_ZONE' }).default('Europe/Moscow'),
  /** Monday first, seven days. */
  weekHours: z
    .array(dayHours)
    .length(7)
    .default(Array.from({ length: 7 }, () => [[540, 1260]] as [number, number][])),
  slotStepMin: z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(30)]).default(15),
  /** Where the grid of starts is counted from: midnight, or each working interval (A9). */
  slotAnchor: z.enum(['midnight', 'interval']).default('midnight'),
  /** How suggestions are made: windows that leave the fewest useless gaps, or every start of the grid (A10). */
  slotMode: z.enum(['compact', 'grid']).default('compact'),
  /** A shorter gap is of no use (A10); null = the shortest service of each master with its buffers. */
  minGapMin: z.int().min(5).max(240).nullable().default(null),
  /** Suggestions begin this much after now (A8). */
  minLeadMin: z.int().min(0).max(10_080).default(0),
  /** Suggestions reach this many days ahead (A8). */
  horizonDays: z.int().min(1).max(730).default(90),
  allowOverrunMin: z.int().min(0).max(240).default(0),
  noShowGraceMin: z.int().min(0).max(240).default(15),
  lateCancelHours: z.int().min(0).max(168).default(24),
  autoLockMin: z.int().min(0).max(480).default(10),
  processingReleasesMaster: z.boolean().default(true),
  /** Prices derived by a percent are rounded to it (M9), minor units. */
  priceStepMinor: z.union([1, 100, 500, 1000, 5000, 10_000].map((step) => z.literal(step))).default(100),
  /** The price of the day of booking instead of the day of the service (P1). */
  fixPriceAtBooking: z.boolean().default(false),
  /** How a freed time is given to those who wait; minutes for an answer to an offer, and to a request. */
  waitlistPolicy: z.enum(WAITLIST_POLICIES).default('first_in_line'),
  offerTimeoutMin: z.int().min(5).max(2880).default(30),
  requestAnswerMin: z.int().min(5).max(2880).default(60),
  /** Tomorrow's day sheet is saved as a PDF every evening from this minute on. */
  isEveningSheetOn: z.boolean().default(true),
  eveningSheetMin: z.int().min(0).max(1439).default(1200),
  /** Another folder than the program's own; empty = the own one. */
  eveningSheetFolder: line(400).default(''),
  /** Phones on it are shown as this role sees them. */
  eveningSheetRole: z.enum(['administrator', 'master']).default('administrator'),
  /** Who is active, sleeping, lost: by each client's own rhythm where it is known, or by the days below alone. */
  clientStatusBy: z.enum(['rhythm', 'days']).default('rhythm'),
  /** Days without a visit after which a client sleeps. */
  sleepingDays: z.int().min(1).max(730).default(45),
  /** R4: days without a visit after which a client is lost. */
  lossDays: z.int().min(7).max(730).default(60),
  /** R12: days before its day on which a service comes onto the call list; periods overdue after which it is lost. */
  dueAheadDays: z.int().min(0).max(60).default(3),
  lostFactor: z.int().min(1).max(10).default(2),
  /** Clients who were last here longer ago are not won back any more. */
  winBackDays: z.int().min(30).max(3650).default(730),
  /** R12: the client's own rhythm takes the place of the service's period. */
  usesPersonalInterval: z.boolean().default(true),
  /** R12: what a future booking must be of, so that nobody is called: the same service, or any of its category. */
  dueMatch: z.enum(['service', 'category']).default('service'),
  /** R12, D1: whom invitations are made to. */
  contactPolicy: z.enum(CONTACT_POLICIES).default('agreed'),
  /** Hours in which clients are called. */
  callHours: interval.default([600, 1200]),
  /** Calls of a calm day, spread over its hours. */
  callsPerDay: z.int().min(1).max(500).default(20),
  /** Days of peace after an answered call; calls to one client in 30 days. */
  callGapDays: z.int().min(0).max(180).default(7),
  maxCallsPerMonth: z.int().min(1).max(30).default(4),
  /** Days to the next call after each outcome. */
  noAnswerDays: z.int().min(1).max(30).default(1),
  laterDays: z.int().min(1).max(90).default(3),
  refusedDays: z.int().min(1).max(365).default(60),
  /** What is said, by reason and perhaps by service. */
  callScripts: z
    .array(z.object({ reason: z.enum(['due', 'lost']), serviceId: serviceId.nullable(), text: paragraph(1500) }))
    .max(200)
    .default([
      {
        reason: 'due',
        serviceId: null,
        text: 'Здравствуйте, {имя}! Это салон «{салон}». Прошло {дней} с вашего визита — «{услуга}», мастер {мастер}. Подобрать вам удобное время на этой неделе?',
      },
      {
        reason: 'lost',
        serviceId: null,
        text: 'Здравствуйте, {имя}! Это салон «{салон}». Давно вас не видели: прошло {дней}. Всё ли вам понравилось в прошлый раз? Будем рады снова вас принять, {мастер} передаёт привет.',
      },
    ]),
  nameOrder: z.enum(['lastFirst', 'firstLast']).default('firstLast'),
  /** From so many missed appointments on reception is told to ask for a prepayment; 0 = never. */
  prepayAfterFailures: z.int().min(0).max(20).default(2),
  /** Late cancellations count as missed appointments. */
  lateCancelsCount: z.boolean().default(false),
  cancelReasons: z
    .array(requiredLine(80))
    .min(1)
    .max(30)
    .default(['Клиент передумал', 'Заболел клиент', 'Перенос на другой день', 'Заболел мастер', 'Ошибка записи']),
  ...moneySettings,
  ...requisitesSettings,
});
export type Settings = z.infer<typeof settingsSchema>;

/** A full set of settings with every default. */
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

export const settingsContract = {
  get: procedure('signedIn')
    .route({ method: 'GET', path: '/settings' })
    .input(z.object({ onDate: localDate.optional() }))
    .output(settingsSchema),
  update: procedure('settings')
    .route({ method: 'PATCH', path: '/settings' })
    .input(z.object({ values: patchOf(settingsSchema), validFrom: localDate.optional() }))
    .output(written),
};
