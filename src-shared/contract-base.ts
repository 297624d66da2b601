import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Permission } from './access/access.rules.ts';
import type { DomainErrorCode } from './kernel/errors.ts';
import { FIRST_DATE, LAST_DATE, isLocalDate } from './kernel/local-date.ts';

/** Who may call a procedure: anybody on a known device, any signed-in person, or who has the permission. */
export type ProcedureAccess = 'public' | 'signedIn' | Permission;

export interface ProcedureMeta {
  readonly access: ProcedureAccess;
  /** May be called while the salon's file cannot be opened (recovery screen) or before the first run is done. */
  readonly withoutSalon?: boolean;
}

/** Values that a translated message may need. */
export const errorData = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), z.array(z.number())]),
);

/** HTTP status of an expected error; the code is what matters. */
export function statusOf(code: DomainErrorCode): number {
  switch (code) {
    case 'UNAUTHORIZED':
    case 'WRONG_SECRET':
    case 'DEVICE_UNKNOWN':
      return 401;
    case 'FORBIDDEN':
      return 403;
    case 'NOT_FOUND':
    case 'ROW_DELETED':
      return 404;
    case 'LOCKED_OUT':
      return 429;
    case 'INVALID_INPUT':
    case 'INVALID_TIME':
      return 422;
    default:
      return 409;
  }
}

type ErrorItem = { status: number; data: typeof errorData };

function errorMap<const Code extends DomainErrorCode>(codes: readonly Code[]): Record<Code, ErrorItem> {
  return Object.fromEntries(codes.map((code) => [code, { status: statusOf(code), data: errorData }])) as Record<
    Code,
    ErrorItem
  >;
}

/** Errors that the router itself may answer with, whatever the procedure. */
export const ROUTER_ERRORS = ['UNAUTHORIZED', 'FORBIDDEN', 'DEVICE_UNKNOWN', 'SETUP_REQUIRED'] as const;

/**
 * Begins a procedure: who may call it, and the expected errors it declares beside `ROUTER_ERRORS`.
 *
 * Each declared error must be reachable: the contract suite calls for a case per code.
 */
export function procedure<const Code extends DomainErrorCode = never>(
  access: ProcedureAccess,
  errors: readonly Code[] = [],
  options: { withoutSalon?: boolean } = {},
) {
  return oc
    .$meta<ProcedureMeta>({ access: 'signedIn' })
    .meta({ access, ...options })
    .errors(errorMap([...ROUTER_ERRORS, ...errors]));
}

/** A positive row id, branded by what it names. */
export const idOf = <Name extends string>(name: Name) => z.int().positive().describe(`${name} id`).brand<Name>();

/** 'YYYY-MM-DD', a real day of the calendar, 1901-2199 (`FIRST_DATE`, `LAST_DATE`). */
export const localDate = z
  .string()
  .refine((text) => isLocalDate(text) && text >= FIRST_DATE && text <= LAST_DATE, { message: 'NOT_A_DATE' });
/** Minute of the salon's day; a shift may pass midnight (A1). */
export const minuteOfDay = z.int().min(0).max(2880);
/** Half-open interval of minutes [start, end). */
export const interval = z
  .tuple([minuteOfDay, minuteOfDay])
  .refine(([start, end]) => start < end, { message: 'EMPTY_INTERVAL' })
  .readonly();
/** Amount in minor units, not negative (M1). */
export const moneyMinor = z.int().min(0).max(1_000_000_000_000);
/** A text as it will be read back: half of a pair of surrogates, which UTF-8 cannot hold, becomes U+FFFD. */
const wellFormed = () => z.string().overwrite((text) => text.toWellFormed());
/** Text of one line; outer spaces are cut, control characters refused. */
export const line = (max: number) =>
  wellFormed()
    .trim()
    .max(max)
    .refine((text) => !/[\p{Cc}]/u.test(text), { message: 'CONTROL_CHARACTER' });
/** A required text of one line. */
export const requiredLine = (max: number) => line(max).refine((text) => text.length > 0, { message: 'REQUIRED' });
/** Text of several lines. */
export const paragraph = (max: number) => wellFormed().trim().max(max);
/** Number of the row's version that the person saw; an edit of a newer row is refused (STALE_VERSION). */
export const version = z.int().positive();

/** A file that a procedure answers with: the host saves, prints or shows it. */
export const fileOutput = z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() });
export type FileOutput = z.infer<typeof fileOutput>;

/** What a writing procedure answers with beside its own fields: the command for undo; null when nothing changed. */
export const written = z.object({ commandId: z.int().positive().nullable() });

export const roleSchema = z.enum(['owner', 'administrator', 'master', 'accountant', 'sysadmin']);
export const localeSchema = z.enum(['ru', 'en']);

export type ClientId = z.infer<typeof clientId>;
export type VisitId = z.infer<typeof visitId>;
export type StaffId = z.infer<typeof staffId>;
export type ServiceId = z.infer<typeof serviceId>;
export type CategoryId = z.infer<typeof categoryId>;
export type RoomId = z.infer<typeof roomId>;
export type LevelId = z.infer<typeof levelId>;
export type PriceListId = z.infer<typeof priceListId>;
export type ProductId = z.infer<typeof productId>;
export type BundleId = z.infer<typeof bundleId>;
export type UserId = z.infer<typeof userId>;
export const clientId = idOf('client');
export const visitId = idOf('visit');
export const visitLineId = idOf('visitLine');
export const staffId = idOf('staff');
export const serviceId = idOf('service');
export const categoryId = idOf('serviceCategory');
export const roomId = idOf('room');
export const levelId = idOf('level');
export const priceListId = idOf('priceList');
export const bundleId = idOf('bundle');
export const userId = idOf('user');
export const commandId = idOf('command');
export const documentId = idOf('document');
export const saleId = idOf('sale');
export const saleLineId = idOf('saleLine');
export const productId = idOf('product');
export const moneyAccountId = idOf('moneyAccount');
export const shiftId = idOf('shift');
export const certificateId = idOf('certificate');
export const membershipId = idOf('membership');
/** Made by the screen once for each press of a button, so that a repeated one posts nothing twice (T18). */
export const requestKey = z.uuid();

type WithoutDefault<Field> = Field extends z.ZodDefault<infer Inner> ? Inner : Field;

/**
 * The fields of an object as a patch: absent stays absent.
 *
 * zod's own `.partial()` fills defaults in, so that an edit of one field would silently reset all the others.
 */
export function patchOf<Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape>) {
  const shape = Object.fromEntries(
    Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => [
      name,
      (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field).optional(),
    ]),
  );
  return z.object(shape) as unknown as z.ZodObject<{
    [Name in keyof Shape]: z.ZodOptional<WithoutDefault<Shape[Name]> & z.core.SomeType>;
  }>;
}
