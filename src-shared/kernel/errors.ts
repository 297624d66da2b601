/**
 * The closed list of expected errors.
 *
 * Codes are stable: the contract declares them, the renderer translates them (domain.md section 12). Anything that is not
 * in the list is a defect and is masked by the router.
 */
export const DOMAIN_ERROR_CODES = [
  // Time and resources (A12)
  'INVALID_TIME',
  'MASTER_BUSY',
  'MASTER_ABSENT',
  'ROOM_FULL',
  'ROOM_BLOCKED',
  'EQUIPMENT_FULL',
  'GROUP_FULL',
  'OUTSIDE_SCHEDULE',
  'OUTSIDE_SALON_HOURS',
  'CLIENT_BUSY',
  'NOT_QUALIFIED',
  'SLOT_TAKEN',
  'TOO_EARLY',
  'MASTER_LEFT',
  'MASTER_NOT_ALLOWED',
  'SERVICE_BLOCKED',
  'BOOKING_RULE',
  'PATCH_TEST',
  // Prices and payments
  'PRICE_OUT_OF_RANGE',
  'DISCOUNT_LIMIT',
  'NONCASH_OVERPAYMENT',
  'DEBT_LIMIT',
  'BONUS_INSUFFICIENT',
  'BONUS_LIMIT',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_EMPTY',
  'MEMBERSHIP_FROZEN',
  'MEMBERSHIP_EXPIRED',
  'MEMBERSHIP_NOT_COVERED',
  'SHIFT_CLOSED',
  'SHIFT_EXPIRED',
  'PERIOD_LOCKED',
  'ALREADY_PAID',
  'ALLOC_ZERO_WEIGHTS',
  // Warehouse and marking codes
  'NEGATIVE_STOCK',
  'BATCH_EXPIRED',
  'BAD_CHECK_DIGIT',
  'MISSING_SEPARATOR',
  'UNKNOWN_AI',
  'TRUNCATED',
  // Personal data
  'ERASURE_BLOCKED',
  // Access
  'UNAUTHORIZED',
  'FORBIDDEN',
  'LOCKED_OUT',
  'WRONG_SECRET',
  'DEVICE_UNKNOWN',
  'SETUP_DONE',
  'SETUP_REQUIRED',
  // Records
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_INPUT',
  'STALE_VERSION',
  'UNDO_REFUSED',
  'ROW_DELETED',
  'ALREADY_EXISTS',
  'LIMIT_EXCEEDED',
  // The installation
  'BACKUP_FAILED',
  'UNSUPPORTED',
] as const;

export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number];

/** What a translated message may need: names, numbers, ids. Never a stack, SQL or a file's contents. */
export type DomainErrorData = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | readonly number[]>
>;

const knownCodes: ReadonlySet<unknown> = new Set(DOMAIN_ERROR_CODES);

/**
 * An expected refusal of the domain.
 *
 * Carries a code and data; the text a person reads is made by the renderer. Across a boundary compare `code`, or use
 * {@link isDomainError}; `instanceof` does not survive a transport.
 */
export class DomainError<C extends DomainErrorCode = DomainErrorCode> extends Error {
  readonly code: C;
  readonly data: DomainErrorData;

  constructor(code: C, data: DomainErrorData = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'DomainError';
    this.code = code;
    this.data = data;
  }
}

/**
 * Whether a thrown value is an expected error, by its shape.
 *
 * True for a known `code` beside a `data` object, whatever class carries them; with `code` given, for that code only.
 */
export function isDomainError<C extends DomainErrorCode = DomainErrorCode>(
  thrown: unknown,
  code?: C,
): thrown is DomainError<C> {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown) || !('data' in thrown)) return false;
  if (typeof thrown.data !== 'object' || thrown.data === null) return false;
  return code === undefined ? knownCodes.has(thrown.code) : thrown.code === code;
}
