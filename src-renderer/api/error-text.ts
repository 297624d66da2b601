import type { TFunction } from 'i18next';
import { type Locale, formatAmount, formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { DOMAIN_ERROR_CODES } from '../../src-shared/kernel/errors.ts';
import { isLocalDate } from '../../src-shared/kernel/local-date.ts';
import type { MoneyFormat } from '../../src-shared/kernel/money.ts';
import { formatMinute, formatRange } from '../../src-shared/kernel/wall-time.ts';
import { isConnectionLost } from './connection.ts';

interface CodedError {
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How figures of errors are written; the desk says it when a person signs in. */
interface ErrorWays {
  readonly locale: Locale;
  readonly currency: MoneyFormat['currency'];
}
let ways: ErrorWays = { locale: 'ru', currency: 'RUB' };

/** Takes over the person's language and the salon's currency. */
export function writeErrorsIn(next: ErrorWays): void {
  ways = next;
}

const domainCodes: ReadonlySet<string> = new Set(DOMAIN_ERROR_CODES);

/** The code and data of an answer of the core; null for anything else. Compared by shape: the class does not matter. */
export function codedError(error: unknown): CodedError | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null;
  const data = 'data' in error && typeof error.data === 'object' && error.data !== null ? error.data : {};
  return { code: error.code, data: data as CodedError['data'] };
}

/** Whether an error is the core's refusal with this code. */
export function hasCode(error: unknown, code: (typeof DOMAIN_ERROR_CODES)[number]): boolean {
  return codedError(error)?.code === code;
}

/** Which of its reasons an expected error names; null when it names none. */
export function reasonOf(error: unknown): string | null {
  const reason = codedError(error)?.data['reason'];
  return typeof reason === 'string' ? reason : null;
}

/**
 * One sentence for a person: what happened and what to do.
 *
 * Knows every expected error with its data, refused input, a lost connection, and an unexpected error with its number.
 */
export function errorText(error: unknown, t: TFunction): string {
  if (isConnectionLost(error)) return t('errors:connectionLost');
  const coded = codedError(error);
  if (!coded) return t('errors:internalNoNumber');
  if (domainCodes.has(coded.code)) return domainText(coded, t);
  if (coded.code === 'BAD_REQUEST') return t('errors:badRequest');
  const number = coded.data['number'];
  return typeof number === 'string' ? t('errors:internal', { number }) : t('errors:internalNoNumber');
}

function domainText({ code, data }: CodedError, t: TFunction): string {
  const key = `errors:code.${code}`;
  const values = readable(data, t);
  if (code === 'INVALID_INPUT') {
    const fault = data['fault'] ?? data['reason'];
    const text = typeof fault === 'string' ? t(`errors:fault.${fault}`, { ...values, defaultValue: '' }) : '';
    if (text) return text;
  }
  const context = contextOf({ code, data }, values, t);
  return t(key, { ...values, ...(context ? { context } : {}) });
}

const UNDO_REASONS: readonly string[] = [
  'undone',
  'kind',
  'inUse',
  'posted',
  'erased',
  'importTouched',
  'redoPosted',
  'storno',
  'check',
];

/** Why a membership does not cover a service (T8). */
const NOT_COVERED: readonly string[] = ['service', 'units', 'client', 'limit', 'closed', 'early'];

/** Which of a code's longer sentences fits what the error says about itself. */
function contextOf({ code, data }: CodedError, values: Readonly<Record<string, unknown>>, t: TFunction): string | null {
  if (code === 'LOCKED_OUT' && data['needsOwner'] === true) return 'forever';
  if (code === 'UNDO_REFUSED' && typeof data['reason'] === 'string' && UNDO_REASONS.includes(data['reason'])) {
    return data['reason'];
  }
  // A check whose price has changed since it was seen (T18).
  if (code === 'STALE_VERSION' && values['due'] !== undefined && values['expected'] !== undefined) return 'price';
  if (code === 'NOT_FOUND' && data['what'] === 'barcode') return 'barcode';
  if (code === 'ALREADY_EXISTS' && data['isArchived'] === true && values['name'] !== undefined) return 'archived';
  if (code === 'PRICE_OUT_OF_RANGE' && values['from'] !== undefined && values['to'] !== undefined) {
    return data['reason'] === 'right' || data['reason'] === 'reason' ? data['reason'] : 'detail';
  }
  if (code === 'DISCOUNT_LIMIT' && values['limit'] !== undefined && values['allowed'] !== undefined) {
    return data['reason'] === 'reason' ? 'reason' : 'detail';
  }
  if (code === 'NOT_FOUND' && data['what'] === 'coupon' && typeof data['code'] === 'string') return 'coupon';
  // What a limit is about; the sentence tells what is left of it.
  if (code === 'LIMIT_EXCEEDED') return saidOf(code, data['what'], t);
  if (code === 'MEMBERSHIP_NOT_COVERED' && values['membership'] !== undefined && typeof data['reason'] === 'string') {
    return NOT_COVERED.includes(data['reason']) ? data['reason'] : null;
  }
  if (code === 'CONFLICT') {
    const said = saidOf(code, data['reason'], t);
    if (said !== null) return said;
    if (data['what'] === 'restore') return 'restore';
    return typeof data['name'] === 'string' && typeof data['count'] === 'number' ? 'inUse' : null;
  }
  return DETAIL_NEEDS[code]?.every((name) => values[name] !== undefined) ? 'detail' : null;
}

/** What a code says about itself, when there is a sentence for it. */
function saidOf(code: string, about: unknown, t: TFunction): string | null {
  if (typeof about !== 'string' || about === '') return null;
  return t(`errors:code.${code}_${about}`, { defaultValue: '' }) === '' ? null : about;
}

/** Values that the longer sentence of a code needs; without them the short one is shown. */
const DETAIL_NEEDS: Readonly<Record<string, readonly string[]>> = {
  MASTER_BUSY: ['range', 'staffName', 'what'],
  MASTER_ABSENT: ['staffName', 'what'],
  ROOM_FULL: ['roomName'],
  ROOM_BLOCKED: ['roomName', 'what'],
  CLIENT_BUSY: ['what'],
  NOT_QUALIFIED: ['staffName', 'serviceName'],
  TOO_EARLY: ['time'],
  LOCKED_OUT: ['wait'],
  WRONG_SECRET: ['count'],
  STALE_VERSION: ['actorName'],
  NONCASH_OVERPAYMENT: ['rest', 'over'],
  DEBT_LIMIT: ['limit', 'owed', 'debt'],
  BONUS_INSUFFICIENT: ['balance'],
  BONUS_LIMIT: ['max'],
  CERTIFICATE_EMPTY: ['number'],
  CERTIFICATE_EXPIRED: ['number', 'expires'],
  MEMBERSHIP_FROZEN: ['membership', 'until'],
  MEMBERSHIP_EXPIRED: ['membership', 'lastDay'],
  MEMBERSHIP_NOT_COVERED: ['title'],
  ALREADY_PAID: ['number'],
  UNDO_REFUSED: ['what'],
  SHIFT_EXPIRED: ['number'],
  PERIOD_LOCKED: ['locked'],
  ALREADY_EXISTS: ['what'],
  BACKUP_FAILED: ['what'],
};

/** Adds the composed values that sentences use: a range of time, a wait, a name for what stands in the way. */
function readable(data: CodedError['data'], t: TFunction): Record<string, string | number | undefined> {
  const text = (name: string): string | undefined => {
    const value = data[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const number = (name: string): number | undefined => {
    const value = data[name];
    return typeof value === 'number' ? value : undefined;
  };
  const plain = Object.fromEntries(
    Object.entries(data).filter(
      (entry): entry is [string, string | number] =>
        (typeof entry[1] === 'string' && entry[1] !== '') || typeof entry[1] === 'number',
    ),
  );
  // Figures in words: `limitMinor` is also `limit`, «320 ₽»; `limitBp` is also `limit`, «10 %»; dates are written out.
  const figures: Record<string, string> = {};
  for (const [name, value] of Object.entries(plain)) {
    if (typeof value === 'number' && name.endsWith('Minor')) {
      figures[name.slice(0, -'Minor'.length)] = formatAmount(value, ways.currency, ways.locale);
    } else if (typeof value === 'number' && name.endsWith('Bp')) {
      figures[name.slice(0, -'Bp'.length)] = `${formatNumber(value / 100, ways.locale, 2)}\u00A0%`;
    } else if (typeof value === 'string' && isLocalDate(value)) figures[name] = formatDate(value, 'full', ways.locale);
  }
  const start = number('startMin');
  const end = number('endMin');
  const waitSeconds = number('waitSeconds');
  const failure = t(`backup:failures.${text('reason') ?? ''}`, { defaultValue: '' }) || undefined;
  return {
    ...plain,
    ...figures,
    range: start !== undefined && end !== undefined ? formatRange(start, end) : undefined,
    time: start === undefined ? undefined : formatMinute(start),
    what: text('clientName') ?? text('name') ?? failure ?? text('reason'),
    wait: waitSeconds === undefined ? undefined : waitText(waitSeconds, t),
    count: number('triesLeft') ?? number('count'),
    from: figures['from'] ?? dateText(text('validFrom') ?? text('from')),
    until: dateText(text('validTo') ?? text('until')),
    expires: dateText(text('expiresOn')),
    lastDay: dateText(text('lastDay')),
    locked: dateText(text('lockDate')),
  };
}

/** A date as it stands on paper; the same in both languages, the sentence knows none. */
function dateText(date: string | undefined): string | undefined {
  return date?.split('-').toReversed().join('.');
}

/** `2 минуты 30 секунд`. */
function waitText(waitSeconds: number, t: TFunction): string {
  const seconds = Math.max(1, waitSeconds);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return [
    minutes > 0 ? t('errors:wait.minutes', { count: minutes }) : '',
    rest > 0 || minutes === 0 ? t('errors:wait.seconds', { count: rest }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

interface Issue {
  readonly path?: readonly (string | number)[];
  readonly message?: string;
  readonly code?: string;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly origin?: string;
}

const MESSAGE_KEYS: Readonly<Record<string, string>> = {
  REQUIRED: 'required',
  NOT_A_DATE: 'notDate',
  EMPTY_INTERVAL: 'emptyInterval',
  OVERLAPPING_INTERVALS: 'overlappingIntervals',
  CONTROL_CHARACTER: 'controlCharacter',
  UNKNOWN_TIME_ZONE: 'unknownTimeZone',
};

/**
 * Messages by field (path joined by dots) of refused input; empty for any other error.
 *
 * Takes zod's issues of a BAD_REQUEST, and INVALID_INPUT that names its field.
 */
export function fieldErrors(error: unknown, t: TFunction): Record<string, string> {
  const coded = codedError(error);
  if (coded?.code === 'INVALID_INPUT' && typeof coded.data['field'] === 'string') {
    return { [coded.data['field']]: errorText(error, t) };
  }
  const issues = coded?.code === 'BAD_REQUEST' ? coded.data['issues'] : null;
  if (!Array.isArray(issues)) return {};
  return Object.fromEntries(
    (issues as Issue[]).map((issue) => [(issue.path ?? []).join('.'), issueText(issue, t)] as const),
  );
}

function issueText(issue: Issue, t: TFunction): string {
  const known = MESSAGE_KEYS[issue.message ?? ''];
  if (known) return t(`common:fields.${known}`);
  const isText = issue.origin === 'string';
  if (issue.code === 'too_big')
    return t(isText ? 'common:fields.tooLong' : 'common:fields.tooBig', { max: issue.maximum });
  if (issue.code === 'too_small')
    return t(isText ? 'common:fields.tooShort' : 'common:fields.tooSmall', { min: issue.minimum });
  return t('common:fields.wrong');
}
